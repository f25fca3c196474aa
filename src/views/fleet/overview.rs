//! The overview of the whole room: what needs attention, and where.

mod agents;
mod alerts;
mod availability;
mod busiest;
mod disks;
mod events;
mod failed;
mod need_look;
mod parts;
mod racks;
mod sources;
mod states;

use leptos::prelude::*;

use self::agents::agents;
use self::alerts::alerts;
use self::availability::availability;
use self::busiest::busiest;
use self::disks::disks;
pub(super) use self::disks::fullest_disks;
use self::events::events;
use self::failed::failed;
use self::need_look::need_look;
use self::parts::PageClock;
pub use self::parts::show_systems;
pub(super) use self::parts::{open, open_tab};
use self::racks::{heat, racks};
pub(super) use self::sources::read_lists;
use self::states::states;
use super::list_page::outlines;
use super::no_hub::ways_to_a_hub;
use super::rows::fleet;
use crate::domain::fleet::{FleetOverview, FleetReach, NothingListed};
use crate::domain::inventory::lists::{AlertList, ContainerList, ServiceList};
use crate::state::app::App;
use crate::views::open_list::keep_open;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{optional, sometimes};

pub fn overview() -> AnyView {
    let app = App::expect();
    let (fleet, snapshot) = (fleet(app), app.inner().document.snapshot());
    let seen = Memo::new(move |_| {
        fleet.with(|fleet| snapshot.with(|snapshot| FleetOverview::of(fleet, snapshot)))
    });
    let systems = outlines(Memo::new(move |_| {
        fleet.with(|fleet| fleet.fitting.clone())
    }));
    let clock = PageClock::start();
    let reach = Memo::new(move |_| seen.with(|seen| seen.reach));
    let fits_nothing = move || reach.get() == FleetReach::Nothing;
    keep_open::<ContainerList>(app);
    keep_open::<ServiceList>(app);
    keep_open::<AlertList>(app);
    view! {
        <div class="page-head">
            <h1>"Overview"</h1>
        </div>
        <div class="overview" tabindex="0" role="region" aria-label="All racks and systems">
            {optional(move || {
                app.is_local().then(|| {
                    let words = app.inner().hub.with(|hub| hub.unknown_words());
                    view! { <div class="without-hub"><p>{words}</p> {ways_to_a_hub(app)}</div> }
                })
            })}
            {states(app, seen)}
            {optional(move || fits_nothing().then(|| nothing_fits(app)))}
            <div class="overview-parts" data-fits=sometimes(move || fits_nothing().then_some("nothing"))>
                <div>
                    {need_look(app, seen, clock)} {racks(app, seen)} {disks(app, seen)}
                    {availability(app, systems, reach, clock)}
                </div>
                <div>
                    {alerts(app, seen, clock)} {events(app, systems, reach, clock)} {busiest(app, systems, reach)} {failed(app, systems, reach)}
                    {heat(app, seen)} {agents(app, seen)}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Replaces all parts except the racks, which fade what does not match.
fn nothing_fits(app: App) -> AnyView {
    let filter = app.inner().filtering.text.clone();
    let clear = Callback::new(move |()| filter.set(String::new()));
    view! {
        <div class="page-empty" role="status">
            <p>{NothingListed::NeedLook.words(FleetReach::Nothing)}</p>
            <Button label="Show all systems" on_press=clear />
        </div>
    }
    .into_any()
}
