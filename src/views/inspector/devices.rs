//! The fields that several devices share. A change is the same for all of them, as one step.

use leptos::html;
use leptos::prelude::*;

use super::color::color_field;
use super::device::{
    device_tags_field, face_field, follow, life_cycle_field, model_field, name_field, notes_field,
};
use super::{
    adopt_styles, devices_setter, keep_in_sight, labelled, plain_name, problem_line, wanted,
};
use crate::domain::ids::DeviceId;
use crate::domain::inspect::{DeviceChange, EditProblem};
use crate::state::app::App;
use crate::state::viewport::CameraCommand;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::optional;

pub fn devices_fields(devices: Vec<DeviceId>) -> AnyView {
    adopt_styles();
    if let Some(last) = devices.last() {
        keep_in_sight(App::expect(), CameraCommand::Device(*last));
    }
    let set = devices_setter(devices.clone());
    let fields = follow(Signal::stored(devices.clone().into()));
    let has_links = Memo::new(move |_| {
        fields.with(|fields| fields.as_ref().is_some_and(|fields| fields.has_links))
    });
    let problem = RwSignal::new(None::<EditProblem>);
    let unlink = Callback::new(move |()| problem.set(set.run(DeviceChange::Unlink).err()));
    let node = NodeRef::<html::Div>::new();
    wanted::focus_requested(node);
    view! {
        <div class="inspector" node_ref=node>
            {name_field(fields, set, "A # becomes 1, 2, 3…: web-#")}
            {model_field(fields, devices)}
            {face_field(fields, set)}
            {life_cycle_field(fields, set)}
            {color_field(fields, set)}
            {optional(move || {
                has_links
                    .get()
                    .then(|| {
                        let control = view! {
                            <div class="line"><Button label="Remove system links" on_press=unlink /></div>
                            {problem_line(problem.into())}
                        };
                        labelled("links", plain_name("links-name", "Systems"), control.into_any())
                    })
            })}
            {device_tags_field(fields, set)}
            {notes_field(fields, set)}
        </div>
    }
    .into_any()
}
