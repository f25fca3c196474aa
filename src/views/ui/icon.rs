//! Line icons, drawn on a grid of 24.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Undo,
    Redo,
    Moon,
    Sun,
    Person,
    Close,
    More,
    Add,
    Less,
    Fit,
    Search,
    Filter,
    Star,
    Edit,
    External,
    Racks,
    Systems,
    Overview,
    Containers,
    Disks,
    Services,
    Alerts,
    Picture,
}

impl Icon {
    /// The drawing, as SVG path data.
    pub const fn path(self) -> &'static str {
        match self {
            Icon::Undo => "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
            Icon::Redo => "m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
            Icon::Moon => "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z",
            Icon::Sun => {
                "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4"
            }
            Icon::Person => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c0-4 3.6-6 8-6s8 2 8 6",
            Icon::Close => "M6 6l12 12M18 6 6 18",
            Icon::Add => "M12 5v14M5 12h14",
            Icon::Less => "M5 12h14",
            Icon::Fit => "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
            Icon::More => "M5 12h.01M12 12h.01M19 12h.01",
            Icon::Search => "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5",
            Icon::Filter => "M4 5h16l-6 8v6l-4-2v-4z",
            Icon::Star => "m12 4 2.5 5.1 5.6.8-4 3.9.9 5.6-5-2.6-5 2.6.9-5.6-4-3.9 5.6-.8z",
            Icon::Edit => "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
            Icon::Racks => "M4 4h16v5H4zM4 9.5h16v5H4zM4 15h16v5H4zM7 6.5h.01M7 12h.01M7 17.5h.01",
            Icon::Overview => "M4 4h7v7H4zM14 4h6v5h-6zM14 12h6v8h-6zM4 14h7v6H4z",
            Icon::Containers => "m12 3 8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9",
            Icon::Disks => {
                "M4 6c0-4 16-4 16 0s-16 4-16 0M4 6v12c0 4 16 4 16 0V6M4 12c0 4 16 4 16 0"
            }
            Icon::Services => "M3 12h4l3-8 4 16 3-8h4",
            Icon::Alerts => "M18 16v-5a6 6 0 0 0-12 0v5l-2 2h16zM10 21h4",
            Icon::Picture => "M4 5h16v14H4zM4 16l4.5-5 4 4 3-2.5L20 17M15.5 8.5h.01",
            Icon::Systems => "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01",
            Icon::External => {
                "M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5"
            }
        }
    }
}

/// The app's mark and name.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <span class="logo">
            <svg viewBox="0 0 26 24" aria-hidden="true">
                <rect class="unit" x="0" y="0" width="26" height="6" rx="2" />
                <rect class="unit" x="0" y="9" width="26" height="6" rx="2" />
                <rect class="unit" x="0" y="18" width="26" height="6" rx="2" />
                <circle class="lit" cx="5" cy="3" r="1.7" />
                <circle class="lit amber" cx="10" cy="12" r="1.7" />
                <circle class="lit" cx="5" cy="21" r="1.7" />
            </svg>
            <span class="word">"blinkenrack"</span>
        </span>
    }
}
