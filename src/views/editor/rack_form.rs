//! The form of a new rack.

use leptos::prelude::*;

use super::new_rack::show_new_rack;
use super::problem::{FormProblem, tried};
use crate::domain::command::Command;
use crate::domain::direction::without_turns;
use crate::domain::ids::{RackId, RowId};
use crate::domain::layout::{Direction, Layout, Rack, RackHeight, RackWidth, Row};
use crate::state::app::App;
use crate::state::ids::new_uuid;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{flag, optional};
use crate::views::ui::field::Field;
use crate::views::ui::form::{Choice, NumberField, TextArea};

/// The value of the choice "New row".
const NEW_ROW: &str = "new";

/// The form's values, as typed.
#[derive(Clone, Copy)]
struct RackDraft {
    rack: StoredValue<Rack>,
    name: RwSignal<String>,
    height: RwSignal<String>,
    width: RwSignal<String>,
    depth: RwSignal<String>,
    direction: RwSignal<String>,
    start: RwSignal<String>,
    row: RwSignal<String>,
    row_name: RwSignal<String>,
    notes: RwSignal<String>,
    /// The id of a new row.
    row_id: RowId,
}

/// The form; the rack goes into the given row, or outside rows.
#[component]
pub fn RackForm(row: Option<RowId>) -> impl IntoView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let draft = snapshot.with_untracked(|snapshot| RackDraft::of(&snapshot.layout, row));
    let outcome = Memo::new(move |_| snapshot.with(|snapshot| draft.outcome(&snapshot.layout)));
    let rows = app.inner().document.snapshot().with_untracked(|snapshot| {
        let named = snapshot
            .layout
            .rows
            .iter()
            .map(|row| (row.id.to_string(), row.name.clone()));
        std::iter::once((String::new(), "None".to_owned()))
            .chain(named)
            .chain([(NEW_ROW.to_owned(), "New row…".to_owned())])
            .collect()
    });
    let done = Callback::new(move |()| {
        let Ok(command) = outcome.get_untracked() else {
            return;
        };
        let rack = draft.rack.with_value(|rack| rack.id);
        if app.run(&command).is_ok() {
            app.close_dialog();
            show_new_rack(app, rack);
        }
    });
    view! {
        <h2>"New rack"</h2>
        <form
            class="form"
            on:submit=move |event| {
                event.prevent_default();
                done.run(());
            }
        >
            <div class="wide">
                <Field id="rack-name" label="Name" value=draft.name />
            </div>
            <NumberField id="rack-height" label="Height" unit="U" min="1" max="100" value=draft.height />
            <Choice id="rack-width" label="Width" options=widths() value=draft.width />
            <NumberField id="rack-depth" label="Depth" unit="mm" value=draft.depth />
            <Choice id="rack-direction" label="Units are counted" options=directions() value=draft.direction />
            <NumberField id="rack-start" label="First unit" max="65535" value=draft.start />
            <Choice id="rack-row" label="Row" options=rows value=draft.row />
            {optional(move || {
                (draft.row.get() == NEW_ROW)
                    .then(|| view! { <Field id="row-name" label="Name of the row" value=draft.row_name /> })
            })}
            <TextArea id="rack-notes" label="Notes" value=draft.notes />
            {optional(move || {
                outcome.get().err().map(|problem| view! { <p class="notice wide" data-tone="warn" role="status">{problem.to_string()}</p> })
            })}
            <div class="actions wide">
                <Button label=Signal::stored("Cancel".to_owned()) on_press=Callback::new(move |()| app.close_dialog()) />
                <button type="submit" class="button primary" disabled=flag(move || outcome.with(Result::is_err))>
                    "Add rack"
                </button>
            </div>
        </form>
    }
}

fn widths() -> Vec<(String, String)> {
    ["10", "19", "21", "23"]
        .map(|inches| (inches.to_owned(), format!("{inches} inches")))
        .into()
}

fn directions() -> Vec<(String, String)> {
    [("up", "upwards"), ("down", "downwards")]
        .map(|(value, words)| (value.to_owned(), words.to_owned()))
        .into()
}

impl RackDraft {
    fn of(layout: &Layout, row: Option<RowId>) -> Self {
        let id = RackId::new(new_uuid());
        let mut rack = Rack::new(id, next_name(layout), usual_height(layout));
        rack.row = row;
        let text = |text: String| RwSignal::new(text);
        Self {
            name: text(rack.name.clone()),
            height: text(rack.height.units().to_string()),
            width: text(rack.width.inches().to_string()),
            depth: text(
                rack.depth_mm
                    .map(|depth| depth.to_string())
                    .unwrap_or_default(),
            ),
            direction: text(
                match rack.numbering.direction {
                    Direction::Up => "up",
                    Direction::Down => "down",
                }
                .to_owned(),
            ),
            start: text(rack.numbering.start.to_string()),
            row: text(rack.row.map(|row| row.to_string()).unwrap_or_default()),
            row_name: text(String::new()),
            notes: text(rack.notes.clone()),
            row_id: RowId::new(new_uuid()),
            rack: StoredValue::new(rack),
        }
    }

    /// The rack as entered, and the row to create for it.
    fn read(&self) -> Result<(Rack, Option<Row>), FormProblem> {
        let mut rack = self.rack.get_value();
        let name = self.name.get();
        if name.trim().is_empty() {
            return Err(FormProblem::Field("A rack needs a name"));
        }
        rack.name = without_turns(name.trim().to_owned());
        rack.height =
            whole(&self.height.get())
                .and_then(RackHeight::new)
                .ok_or(FormProblem::Field(
                    "The height is a whole number of units, 1 to 100",
                ))?;
        rack.width = whole(&self.width.get())
            .and_then(|inches| u8::try_from(inches).ok())
            .and_then(|inches| RackWidth::try_from(inches).ok())
            .unwrap_or(rack.width);
        rack.depth_mm =
            match self.depth.get().trim() {
                "" => None,
                depth => Some(depth.parse().map_err(|_| {
                    FormProblem::Field("The depth is a whole number of millimeters")
                })?),
            };
        rack.numbering.direction = match self.direction.get().as_str() {
            "down" => Direction::Down,
            _ => Direction::Up,
        };
        rack.numbering.start = whole(&self.start.get())
            .ok_or(FormProblem::Field("The first unit is a whole number"))?;
        rack.notes = self.notes.get();
        let row = self.row.get();
        if row != NEW_ROW {
            rack.row = RowId::parse(&row);
            return Ok((rack, None));
        }
        let name = self.row_name.get();
        if name.trim().is_empty() {
            return Err(FormProblem::Field("A row needs a name, such as “Office”"));
        }
        rack.row = Some(self.row_id);
        Ok((
            rack,
            Some(Row::new(self.row_id, without_turns(name.trim().to_owned()))),
        ))
    }

    /// The command for the form's values, or the problem with them.
    fn outcome(&self, layout: &Layout) -> Result<Command, FormProblem> {
        let (rack, row) = self.read()?;
        let rack = Command::AddRack {
            index: layout.racks.len(),
            rack: Box::new(rack),
        };
        let command = match row {
            Some(row) => Command::Group(vec![
                Command::AddRow {
                    index: layout.rows.len(),
                    row: Box::new(row),
                },
                rack,
            ]),
            None => rack,
        };
        tried(layout, command)
    }
}

fn whole(text: &str) -> Option<u16> {
    text.trim().parse().ok()
}

/// "Rack A" and so on: the first unused letter, then numbers.
fn next_name(layout: &Layout) -> String {
    let is_free = |name: &String| layout.racks.iter().all(|rack| rack.name != *name);
    let letters = ('A'..='Z').map(|letter| format!("Rack {letter}"));
    letters
        .chain((27..).map(|number| format!("Rack {number}")))
        .find(is_free)
        .unwrap_or_default()
}

/// The height of the last rack.
fn usual_height(layout: &Layout) -> RackHeight {
    layout
        .racks
        .last()
        .map_or(RackHeight::clamped(24), |rack| rack.height)
}
