//! The page of the whole room: what needs a look, and where.

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
pub(super) use self::parts::{open, open_tab};
use self::racks::{heat, racks};
pub(super) use self::sources::read_lists;
use self::states::states;
use super::list_page::outlines;
use super::rows::fleet;
use crate::domain::fleet::FleetOverview;
use crate::domain::inventory::lists::{AlertList, ContainerList, ServiceList};
use crate::state::app::App;
use crate::views::open_list::keep_open;

pub fn overview() -> AnyView {
    let app = App::expect();
    let (fleet, snapshot) = (fleet(app), app.inner().document.snapshot());
    let seen = Memo::new(move |_| {
        fleet.with(|fleet| snapshot.with(|snapshot| FleetOverview::of(fleet, snapshot)))
    });
    let systems = outlines(Memo::new(move |_| {
        fleet.with(|fleet| fleet.fitting.clone())
    }));
    keep_open::<ContainerList>(app);
    keep_open::<ServiceList>(app);
    keep_open::<AlertList>(app);
    view! {
        <div class="page-head">
            <h1>"Overview"</h1>
        </div>
        <div class="overview" tabindex="0" role="region" aria-label="All racks and systems">
            {states(app, seen)}
            <div class="overview-parts">
                <div>
                    {need_look(app, seen)} {racks(app, seen)} {disks(app, seen)}
                    {availability(app, systems)}
                </div>
                <div>
                    {alerts(app, seen)} {events(app, systems)} {busiest(app, systems)} {failed(app, systems)}
                    {heat(app, seen)} {agents(app, seen)}
                </div>
            </div>
        </div>
    }
    .into_any()
}
