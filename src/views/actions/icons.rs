//! The icons of actions in menus and toolbars, drawn on a grid of 24.

use crate::views::ui::icon::Icon;

/// The drawing for an action's id or a fold's word, as SVG path data.
pub fn icon_path(of: &str) -> &'static str {
    match of {
        "open-device" => "M4 5h16v14H4zM14 5v14",
        "edit-device" | "edit-devices" | "edit-rack" | "edit-row" | "Edit" => {
            "M4 20h4L19 9l-4-4L4 16zM13 7l4 4"
        }
        "change-model" => "M4 8h13l-3-3M20 16H7l3 3",
        "move-to" => {
            "M12 3v18M3 12h18M12 3 9 6M12 3l3 3M12 21l-3-3M12 21l3-3M3 12l3-3M3 12l3 3M21 12l-3-3M21 12l-3 3"
        }
        "duplicate" | "duplicate-rack" | "duplicate-layout" => "M8 8h12v12H8zM16 8V4H4v12h4",
        "delete-devices" | "delete-rack" | "delete-row" => {
            "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"
        }
        "flip" => "M12 3v18M9 7 4 12l5 5M15 7l5 5-5 5",
        "link-device" => {
            "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"
        }
        "move-up" | "row-up" | "stack-up" => "M12 20V5M6 11l6-6 6 6",
        "move-down" | "row-down" | "stack-down" => "M12 4v15M6 13l6 6 6-6",
        "rack-left" => "M20 12H5M11 6l-6 6 6 6",
        "rack-right" => "M4 12h15M13 6l6 6-6 6",
        "distribute" | "Arrange" => "M4 4h16M4 20h16M7 9h10v6H7z",
        "align" => "M4 12h16M7 7h3v10H7zM14 9h3v6h-3z",
        "Select" | "select-all" | "select-several" | "select-nothing" => {
            "M4 4h4M4 4v4M20 4h-4M20 4v4M4 20h4M4 20v-4M20 20h-4M20 20v-4M9 9h6v6H9z"
        }
        "templates" => "M4 4h7v9H4zM13 4h7v5h-7zM13 11h7v9h-7zM4 15h7v5H4z",
        "new-rack" | "rack-in-row" | "new-row" | "palette" | "new-type" => "M12 5v14M5 12h14",
        "largest-gap" => "M4 6h16M4 18h16M12 9v6M9 12l3-3 3 3",
        "fit-all" | "fit-selection" | "actual-size" => "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
        "zoom-in" => "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5M11 8v6M8 11h6",
        "zoom-out" => "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5M8 11h6",
        "faces" | "View" => "M3 12c4-7 14-7 18 0-4 7-14 7-18 0M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
        "pictures" => Icon::Picture.path(),
        "page-racks" | "Pages" => Icon::Racks.path(),
        "page-overview" => Icon::Overview.path(),
        "page-systems" => Icon::Systems.path(),
        "page-containers" => Icon::Containers.path(),
        "page-disks" => Icon::Disks.path(),
        "page-services" => Icon::Services.path(),
        "page-alerts" => Icon::Alerts.path(),
        "label" => "M4 6h16v12H4zM7 10h6M7 14h10",
        "column" => "M4 4h9v16H4zM16 7h4M16 12h4M16 17h4",
        "filter" => "M4 5h16l-6 8v6l-4-2v-4z",
        "fold-palette" => "M4 5h16v14H4zM9 5v14",
        "open-file" | "File" => "M4 6h6l2 3h8v10H4z",
        "save" => "M12 4v11M7 11l5 5 5-5M5 20h14",
        "export" => "M12 16V5M7 9l5-5 5 5M5 20h14",
        "share" => {
            "M17 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4M7 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4M17 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4M9 11l6-4M9 13l6 4"
        }
        "layouts" | "Layouts" => "m12 4 9 5-9 5-9-5zM3 14l9 5 9-5",
        "versions" => "M12 8v4l3 2M4 12a8 8 0 1 0 3-6L4 8M4 4v4h4",
        "Devices" | "link-by-name" => "M4 5h16v6H4zM4 13h16v6H4zM7 8h.01M7 16h.01",
        "theme" => "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z",
        "help" => {
            "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.8.4-1 .9-1 1.7M12 17h.01"
        }
        "undo" => "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
        "redo" => "m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
        _ => "M12 12h.01",
    }
}
