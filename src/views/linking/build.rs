//! Builds racks for all systems of the hubs in one step, with a preview.

use leptos::prelude::*;

use crate::domain::autobuild::{HubRacks, KnownMachines};
use crate::domain::inventory::lists::ContainerList;
use crate::state::app::App;
use crate::views::editor::new_rack::show_new_rack;
use crate::views::open_list::keep_open;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, flag, optional};
use crate::views::ui::form::{Check, SendButton};

/// Maximum number of racks in the preview; the rest are counted.
const SHOWN: usize = 60;

#[component]
pub(super) fn BuildFromHub() -> impl IntoView {
    let app = App::expect();
    let shown_systems = app.shown_systems();
    let is_all = RwSignal::new(false);
    let details = RwSignal::new(KnownMachines::default());
    app.read_details(move |hub, known| {
        // The dialog may be closed by now.
        let _ = details.try_update(|details| details.note_details(&hub, known));
    });
    keep_open::<ContainerList>(app);
    let hub = app.inner().hub.clone();
    let known = Memo::new(move |_| {
        hub.track();
        let lists = app.hub_lists::<ContainerList>().into_iter();
        lists.fold(details.get(), |known, (hub, list)| {
            list.with(|state| match &state.list {
                Some((list, _)) => known.with_containers(&hub, &list.0),
                None => known,
            })
        })
    });
    let plan: Memo<Option<HubRacks>> = Memo::new(move |_| {
        app.inner().live.track_systems();
        // Read and not only tracked: a memo that was never read follows nothing.
        shown_systems.with(|_| ());
        known.with(|known| app.racks_of_hubs(is_all.get(), known))
    });
    let build = Callback::new(move |()| {
        let Some(plan) = plan.get_untracked() else {
            return;
        };
        // `run` has announced a refusal already.
        if app.run(&plan.command).is_ok() {
            app.close_dialog();
            if let Some(first) = plan.racks.first() {
                show_new_rack(app, first.id);
            }
        }
    });
    let has_placed = Memo::new(move |_| {
        shown_systems.with(|_| ());
        app.has_placed_systems()
    });
    view! {
        <h2>"Racks from the hub"</h2>
        <p class="hint">
            "A device for each system, its kind and size guessed from what the hub knows of it. Systems whose names say where they are, such as rack1-web or gar-nas, stand together. One undo takes all of it back."
        </p>
        {optional(move || {
            has_placed
                .get()
                .then(|| view! { <Check label="Also move the devices that are already in racks" value=is_all /> })
        })}
        {dynamic(move || plan.with(|plan| plan.as_ref().map_or_else(nothing_to_build, preview)))}
        <div class="actions">
            <Button label="Cancel" on_press=Callback::new(move |()| app.close_dialog()) />
            <SendButton label="Build" disabled=flag(move || plan.with(Option::is_none)) on_send=build />
        </div>
    }
}

fn nothing_to_build() -> AnyView {
    view! { <p class="quiet" role="status">"Every system of the hub already has a place."</p> }
        .into_any()
}

fn preview(plan: &HubRacks) -> AnyView {
    let rows: Vec<_> = plan
        .racks
        .iter()
        .take(SHOWN)
        .map(|rack| {
            let (name, height) = (rack.name.clone(), format!("{}U", rack.height.units()));
            let devices = match rack.devices {
                1 => "1 device".to_owned(),
                several => format!("{several} devices"),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{height}</td>
                    <td>{devices}</td>
                </tr>
            }
        })
        .collect();
    let more = plan.racks.len().saturating_sub(SHOWN);
    view! {
        <p class="sum" role="status">{plan.words()}</p>
        {(!rows.is_empty())
            .then(|| {
                view! {
                    <div class="planned">
                        <table aria-label="Racks that are built">
                            <thead>
                                <tr>
                                    <th scope="col">"Rack"</th>
                                    <th scope="col">"Height"</th>
                                    <th scope="col">"Devices"</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                }
            })}
        {(more > 0).then(|| view! { <p class="quiet">{format!("and {more} more racks")}</p> })}
        {notes(plan).map(|words| view! { <p class="quiet">{words}</p> })}
    }
    .into_any()
}

/// `2 systems are linked to the devices with their names or addresses. 1 stays where it is: in a bay, beside the rails, or as a guest.`
fn notes(plan: &HubRacks) -> Option<String> {
    let linked = match plan.linked {
        0 => String::new(),
        1 => "1 system is linked to the device with its name or address. ".to_owned(),
        several => {
            format!("{several} systems are linked to the devices with their names or addresses. ")
        }
    };
    let stay = match plan.stay {
        0 => String::new(),
        1 => "1 stays where it is: in a bay, beside the rails, or as a guest.".to_owned(),
        several => {
            format!("{several} stay where they are: in bays, beside the rails, or as guests.")
        }
    };
    let words = linked + &stay;
    (!words.is_empty()).then(|| words.trim_end().to_owned())
}
