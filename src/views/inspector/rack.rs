//! The fields of a rack.

use leptos::html;
use leptos::prelude::*;

use super::choice::{ChoiceField, choice_field, usual};
use super::tags::{TagChange, tags_field};
use super::text::{TextField, TextKind, text_field};
use super::{SetOutcome, adopt_styles, keep_in_sight, labelled, problem_line, rack_setter, wanted};
use crate::domain::ids::{RackId, RowId};
use crate::domain::inspect::{
    EditProblem, FieldValue, RackChange, SharedTag, USUAL_DEPTHS, USUAL_HEIGHTS, read_depth,
    read_first_unit, read_height,
};
use crate::domain::layout::{Direction, Rack, RackHeight, RackWidth, Row};
use crate::state::app::App;
use crate::state::ids::new_uuid;
use crate::state::viewport::CameraCommand;
use crate::views::ui::dynamic::{dynamic, nothing, optional};

/// The rack from the layout; `None` once it is gone.
type RackMemo = Memo<Option<Rack>>;
type SetRack = Callback<RackChange, SetOutcome>;

pub fn rack_fields(id: RackId) -> AnyView {
    adopt_styles();
    keep_in_sight(App::expect(), CameraCommand::Rack(id));
    let set = rack_setter(id);
    let snapshot = App::expect().inner().document.snapshot();
    let rack = Memo::new(move |_| snapshot.with(|snapshot| snapshot.layout.rack(id).cloned()));
    let node = NodeRef::<html::Div>::new();
    wanted::focus_requested(node);
    view! {
        <div class="inspector" node_ref=node>
            {name_field(rack, set)}
            {height_field(rack, set)}
            {width_field(rack, set)}
            {depth_field(rack, set)}
            {direction_field(rack, set)}
            {row_choice(rack, set)}
            {rack_tags_field(rack, set)}
            {notes_field(rack, set)}
        </div>
    }
    .into_any()
}

fn of_text(rack: RackMemo, part: fn(&Rack) -> String) -> Signal<FieldValue<String>> {
    Signal::derive(move || {
        FieldValue::Same(
            rack.with(|rack| rack.as_ref().map(part))
                .unwrap_or_default(),
        )
    })
}

fn name_field(rack: RackMemo, set: SetRack) -> AnyView {
    let field = TextField::new(
        "name",
        "Name",
        TextKind::Line,
        of_text(rack, |rack| rack.name.clone()),
        Callback::new(move |name: String| set.run(RackChange::Name(name))),
    );
    text_field(field, nothing())
}

fn height_field(rack: RackMemo, set: SetRack) -> AnyView {
    let field = TextField {
        unit: "U",
        ..TextField::new(
            "height",
            "Height",
            TextKind::Number,
            of_text(rack, |rack| rack.height.units().to_string()),
            Callback::new(move |text: String| {
                read_height(&text).and_then(|height| set.run(RackChange::Height(height)))
            }),
        )
    };
    let present =
        Signal::derive(move || rack.with(|rack| rack.as_ref().map(|rack| rack.height.units())));
    let pick =
        Callback::new(move |units: u16| set.run(RackChange::Height(RackHeight::clamped(units))));
    let words = |units: u16| format!("{units}U");
    text_field(
        field,
        usual("Usual heights", &USUAL_HEIGHTS, words, present, pick),
    )
}

const WIDTHS: [RackWidth; 4] = [
    RackWidth::Ten,
    RackWidth::Nineteen,
    RackWidth::TwentyOne,
    RackWidth::TwentyThree,
];

fn width_field(rack: RackMemo, set: SetRack) -> AnyView {
    let field = ChoiceField {
        field: "width",
        id: "width-name",
        label: "Width",
        options: Signal::stored(WIDTHS.map(|width| format!("{}″", width.inches())).into()),
        chosen: Signal::derive(move || {
            let width = rack.with(|rack| rack.as_ref().map(|rack| rack.width))?;
            WIDTHS.iter().position(|known| *known == width)
        }),
        is_mixed: Signal::stored(false),
        set: Callback::new(move |at: usize| match WIDTHS.get(at) {
            Some(width) => set.run(RackChange::Width(*width)),
            None => Ok(()),
        }),
    };
    choice_field(field, nothing())
}

fn depth_field(rack: RackMemo, set: SetRack) -> AnyView {
    let field = TextField {
        unit: "mm",
        ..TextField::new(
            "depth",
            "Depth",
            TextKind::Number,
            of_text(rack, |rack| {
                let depth = rack.depth_mm.map(|depth| depth.to_string());
                depth.unwrap_or_default()
            }),
            Callback::new(move |text: String| {
                read_depth(&text).and_then(|depth| set.run(RackChange::Depth(depth)))
            }),
        )
    };
    let present =
        Signal::derive(move || rack.with(|rack| rack.as_ref().and_then(|rack| rack.depth_mm)));
    let pick = Callback::new(move |depth: u32| set.run(RackChange::Depth(Some(depth))));
    let words = |depth: u32| depth.to_string();
    text_field(
        field,
        usual("Usual depths", &USUAL_DEPTHS, words, present, pick),
    )
}

const DIRECTIONS: [(Direction, &str); 2] =
    [(Direction::Up, "Upwards"), (Direction::Down, "Downwards")];

/// The direction in which units are counted, and the first number.
fn direction_field(rack: RackMemo, set: SetRack) -> AnyView {
    let field = ChoiceField {
        field: "direction",
        id: "direction-name",
        label: "Counted",
        options: Signal::stored(DIRECTIONS.map(|(_, words)| words.to_owned()).into()),
        chosen: Signal::derive(move || {
            let direction = rack.with(|rack| rack.as_ref().map(|rack| rack.numbering.direction))?;
            DIRECTIONS.iter().position(|(known, _)| *known == direction)
        }),
        is_mixed: Signal::stored(false),
        set: Callback::new(move |at: usize| match DIRECTIONS.get(at) {
            Some((direction, _)) => set.run(RackChange::Direction(*direction)),
            None => Ok(()),
        }),
    };
    let first = TextField::new(
        "first-unit",
        "First unit",
        TextKind::Number,
        of_text(rack, |rack| rack.numbering.start.to_string()),
        Callback::new(move |text: String| {
            read_first_unit(&text).and_then(|start| set.run(RackChange::FirstUnit(start)))
        }),
    );
    view! {
        {choice_field(field, nothing())}
        {text_field(first, nothing())}
    }
    .into_any()
}

/// The value of the choice "New row…".
const NEW_ROW: &str = "new";

fn row_choice(rack: RackMemo, set: SetRack) -> AnyView {
    let snapshot = App::expect().inner().document.snapshot();
    let rows = Memo::new(move |_| {
        snapshot.with(|snapshot| {
            let rows = snapshot.layout.rows.iter();
            rows.map(|row| (row.id.to_string(), row.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let present = Memo::new(move |_| {
        let row = rack.with(|rack| rack.as_ref().and_then(|rack| rack.row));
        row.map(|row| row.to_string()).unwrap_or_default()
    });
    let is_new = RwSignal::new(false);
    let problem = RwSignal::new(None::<EditProblem>);
    let on_change = move |event: web_sys::Event| {
        let value = event_target_value(&event);
        is_new.set(value == NEW_ROW);
        if value != NEW_ROW {
            let row = RowId::parse(&value);
            problem.set(set.run(RackChange::Row(row)).err());
        }
    };
    let control = view! {
        {dynamic(move || {
            let present = present.get();
            let options = std::iter::once((String::new(), "None".to_owned()))
                .chain(rows.get())
                .chain([(NEW_ROW.to_owned(), "New row…".to_owned())]);
            let options: Vec<_> = options
                .map(|(value, words)| {
                    let is_present = value == present;
                    view! { <option value=value selected=is_present>{words}</option> }
                })
                .collect();
            view! { <select id="edit-row" on:change=on_change>{options}</select> }.into_any()
        })}
        {problem_line(problem.into())}
    };
    let label = view! { <label for="edit-row">"Row"</label> }.into_any();
    view! {
        {labelled("row", label, control.into_any())}
        {optional(move || is_new.get().then(|| new_row(set, is_new)))}
    }
    .into_any()
}

/// The name of a row that is added for the rack.
fn new_row(set: SetRack, is_new: RwSignal<bool>) -> AnyView {
    let field = TextField {
        placeholder: "Office, Garage…",
        ..TextField::new(
            "new-row",
            "New row",
            TextKind::Line,
            Signal::stored(FieldValue::Same(String::new())),
            Callback::new(move |name: String| {
                let row = Row::new(RowId::new(new_uuid()), name.trim());
                set.run(RackChange::NewRow(row))?;
                let _ = is_new.try_set(false);
                Ok(())
            }),
        )
    };
    text_field(field, nothing())
}

fn rack_tags_field(rack: RackMemo, set: SetRack) -> AnyView {
    let tags = Memo::new(move |_| {
        rack.with(|rack| {
            let tags = rack.iter().flat_map(|rack| rack.tags.iter());
            let of_one = |word: &str| SharedTag {
                word: word.to_owned(),
                in_all: true,
            };
            tags.map(of_one).collect::<Vec<_>>()
        })
    });
    let change = Callback::new(move |change: TagChange| {
        set.run(match change {
            TagChange::Add(tag) => RackChange::AddTag(tag),
            TagChange::Remove(tag) => RackChange::RemoveTag(tag),
        })
    });
    tags_field(tags.into(), change)
}

fn notes_field(rack: RackMemo, set: SetRack) -> AnyView {
    let field = TextField::new(
        "notes",
        "Notes",
        TextKind::Lines,
        of_text(rack, |rack| rack.notes.clone()),
        Callback::new(move |notes: String| set.run(RackChange::Notes(notes))),
    );
    text_field(field, nothing())
}
