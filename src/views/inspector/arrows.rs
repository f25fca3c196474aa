//! The position of a device: its unit as a field, and arrows to the next places.

use leptos::prelude::*;

use super::text::{TextField, TextKind, input};
use super::{SetOutcome, labelled, plain_name, problem_line};
use crate::domain::ids::DeviceId;
use crate::domain::inspect::{
    DeviceChange, EditProblem, FieldValue, Position, position_of, read_unit,
};
use crate::domain::placement::Step;
use crate::state::app::App;
use crate::views::ui::dynamic::{dynamic, text};

/// The arrows and their labels.
const ARROWS: [(Step, &str, &str); 4] = [
    (Step::Up, "↑", "Move up"),
    (Step::Down, "↓", "Move down"),
    (Step::Left, "←", "Move left"),
    (Step::Right, "→", "Move right"),
];

pub fn position_field(device: DeviceId, set: Callback<DeviceChange, SetOutcome>) -> AnyView {
    let snapshot = App::expect().inner().document.snapshot();
    let position = Memo::new(move |_| {
        snapshot.with(|snapshot| {
            let device = snapshot.layout.devices.get(&device)?;
            Some(position_of(&snapshot.layout, device))
        })
    });
    let is_on_rails = Memo::new(move |_| {
        position.with(|position| {
            position
                .as_ref()
                .is_some_and(|position| position.unit.is_some())
        })
    });
    let unit = Signal::derive(move || {
        let unit = position.with(|position| position.as_ref().and_then(|position| position.unit));
        FieldValue::Same(unit.map(|unit| unit.to_string()).unwrap_or_default())
    });
    let set_unit = Callback::new(move |text: String| {
        read_unit(&text).and_then(|unit| set.run(DeviceChange::Unit(unit)))
    });
    let words = text(move || {
        let of =
            |position: &Option<Position>| position.as_ref().map(|position| position.words.clone());
        position.with(of).unwrap_or_default()
    });
    let refused = RwSignal::new(None::<EditProblem>);
    let arrows: Vec<_> = ARROWS
        .map(|(step, sign, name)| {
            view! {
                <button
                    type="button"
                    class="button"
                    aria-label=name
                    title=name
                    on:click=move |_| refused.set(set.run(DeviceChange::Step(step)).err())
                >
                    {sign}
                </button>
            }
        })
        .into();
    let of_unit = dynamic(move || {
        if !is_on_rails.get() {
            return view! { <span class="text">{words}</span> }.into_any();
        }
        let field = TextField::new("position", "Unit", TextKind::Number, unit, set_unit);
        let (input, problem) = input(field, "edit-unit".to_owned(), None);
        view! {
            <label class="unit" for="edit-unit">"Unit"</label>
            {input}
            <span class="unit grow">{words}</span>
            {problem}
        }
        .into_any()
    });
    let control = view! {
        <div class="line wrap">
            {of_unit}
            <div class="arrows" role="group" aria-label="Move the device">{arrows}</div>
        </div>
        {problem_line(refused.into())}
    };
    labelled(
        "position",
        plain_name("position-name", "Position"),
        control.into_any(),
    )
}
