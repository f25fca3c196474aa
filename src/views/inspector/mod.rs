//! The inspector: the fields of the selection, edited in place in the panel beside the racks. It is in the part `editor`.

mod arrows;
mod choice;
mod color;
mod device;
mod devices;
mod links;
mod offer_keys;
mod offers;
mod rack;
mod row;
mod tags;
mod text;
mod user_links;
pub mod wanted;

use leptos::prelude::*;

use crate::domain::ids::DeviceId;
use crate::domain::inspect::{
    DeviceChange, DeviceFields, EditOutcome, EditProblem, FieldValue, RackChange, RowChange,
    change_devices, change_rack, change_row,
};
use crate::state::app::App;
use crate::state::viewport::CameraCommand;
use crate::views::ui::dynamic::{optional, text};
use crate::views::ui::style_sheet::adopt;

pub use device::load_device;
pub use devices::devices_fields;
pub use rack::rack_fields;
pub use row::row_fields;

use crate::domain::ids::{RackId, RowId};

/// The outcome of a change.
type SetOutcome = Result<(), EditProblem>;

/// The fields of devices from the layout; `None` once the devices are gone.
type FieldsMemo = Memo<Option<DeviceFields>>;

fn adopt_styles() {
    adopt(include_str!("../../../style/inspector.css"));
}

/// Keeps the edited item visible above a phone's bottom sheet, once the canvas has its size.
fn keep_in_sight(app: App, what: CameraCommand) {
    let is_narrow = window()
        .inner_width()
        .ok()
        .and_then(|width| width.as_f64())
        .is_some_and(|width| width <= NARROW);
    if is_narrow {
        // If no frame can be requested, nothing is drawn anyway.
        let _ = request_animation_frame(move || {
            let _ = request_animation_frame(move || app.move_camera(what));
        });
    }
}

/// Maximum width of windows whose panels are bottom sheets; must match the style sheets.
const NARROW: f64 = 700.0;

/// Runs the command of a change, if there is one.
fn run(app: App, edited: EditOutcome) -> SetOutcome {
    match edited? {
        Some(command) => app.run(&command).map_err(EditProblem::Refused),
        None => Ok(()),
    }
}

/// Changes these devices.
fn devices_setter(devices: Vec<DeviceId>) -> Callback<DeviceChange, SetOutcome> {
    let app = App::expect();
    Callback::new(move |change: DeviceChange| {
        let snapshot = app.inner().document.snapshot().get_untracked();
        run(app, change_devices(&snapshot.layout, &devices, &change))
    })
}

fn rack_setter(rack: RackId) -> Callback<RackChange, SetOutcome> {
    let app = App::expect();
    Callback::new(move |change: RackChange| {
        let snapshot = app.inner().document.snapshot().get_untracked();
        run(app, change_rack(&snapshot.layout, rack, &change))
    })
}

fn row_setter(row: RowId) -> Callback<RowChange, SetOutcome> {
    let app = App::expect();
    Callback::new(move |change: RowChange| {
        let snapshot = app.inner().document.snapshot().get_untracked();
        run(app, change_row(&snapshot.layout, row, &change))
    })
}

/// A row of the inspector: the name on the left, the control on the right. [`wanted`] finds it by `field`.
fn labelled(field: &'static str, name: AnyView, control: AnyView) -> AnyView {
    view! {
        <div class="prop" data-field=field>
            {name}
            <div class="control">{control}</div>
        </div>
    }
    .into_any()
}

/// The name of a row whose control is no single field.
fn plain_name(id: &'static str, name: &'static str) -> AnyView {
    view! { <span class="label" id=id>{name}</span> }.into_any()
}

/// The reason why a change was refused, beside its field.
fn problem_line(problem: Signal<Option<EditProblem>>) -> AnyView {
    optional(move || {
        problem
            .get()
            .map(|problem| view! { <p class="problem" role="alert">{problem.to_string()}</p> })
    })
}

/// The value of several items as a line; `Mixed` if they differ.
fn shown_words(value: Signal<FieldValue<String>>) -> Signal<String> {
    text(move || value.with(|value| value.value().cloned().unwrap_or_else(|| MIXED.to_owned())))
}

/// Values that differ.
const MIXED: &str = "Mixed";
