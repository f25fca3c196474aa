//! The page of the whole room: what needs a look, and where.

mod agents;
mod alerts;
mod disks;
mod need_look;
mod parts;
mod racks;
mod states;

use leptos::prelude::*;

use self::agents::agents;
use self::alerts::alerts;
use self::disks::disks;
use self::need_look::need_look;
use self::racks::{heat, racks};
use self::states::states;
use super::rows::fleet;
use crate::domain::fleet::FleetOverview;
use crate::state::app::App;

pub fn overview() -> AnyView {
    let app = App::expect();
    let (fleet, snapshot) = (fleet(app), app.inner().document.snapshot());
    let seen = Memo::new(move |_| {
        fleet.with(|fleet| snapshot.with(|snapshot| FleetOverview::of(fleet, snapshot)))
    });
    view! {
        <div class="page-head">
            <h1>"Overview"</h1>
        </div>
        <div class="overview" tabindex="0" role="region" aria-label="All racks and systems">
            {states(app, seen)}
            <div class="overview-parts">
                <div>{need_look(app, seen)} {racks(app, seen)}</div>
                <div>
                    {alerts(app, seen)} {disks(app, seen)} {heat(app, seen)} {agents(app, seen)}
                </div>
            </div>
        </div>
    }
    .into_any()
}
