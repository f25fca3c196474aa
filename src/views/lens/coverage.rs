//! The data of the coverage lens: the alerts set on each hub, followed while the lens is chosen.

use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;

use super::in_view::in_view;
use crate::domain::health::{Evidence, Health};
use crate::domain::ids::HubId;
use crate::domain::inventory::lists::AlertList;
use crate::domain::layout::Device;
use crate::domain::lens::coverage::{HubCoverage, reasons};
use crate::domain::lens::{Lens, LensReader, read};
use crate::draw::device::DeviceFrame;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::state::time;
use crate::views::open_list::keep_open;
use crate::views::ui::dynamic::effect;

lazy_part!(coverage: pub(super) fn load_coverage() -> fn(App) = follow);

/// Runs for as long as the current owner lives.
fn follow(app: App) {
    keep_open::<AlertList>(app);
    let hub = app.inner().hub.clone();
    let hubs = Memo::new(move |_| {
        hub.track();
        let lists = app.hub_lists::<AlertList>().into_iter();
        let known = lists.filter_map(|(hub, list)| {
            let coverage = list.with(|state| {
                let (list, _) = state.list.as_ref()?;
                Some(HubCoverage::of(list))
            });
            Some((hub, coverage?))
        });
        known.collect::<HashMap<HubId, HubCoverage>>()
    });
    effect(move || {
        let hubs = hubs.get();
        let reader: Rc<LensReader> = Rc::new(
            move |device: &Device, evidence: &Evidence, health: Health| {
                // Unknown until the hub has reported, as under any lens.
                let system = device.system().filter(|_| evidence.system.is_some());
                let known = system.and_then(|of| Some((of, hubs.get(&of.hub)?)));
                match known {
                    Some((of, coverage)) => {
                        let now = evidence.hub_now;
                        let reasons = reasons(evidence);
                        let state = (health, reasons.as_slice());
                        Some(coverage.mark(&of.system, state, now, &time::local))
                    }
                    None => read(Lens::Coverage, evidence, health),
                }
            },
        );
        let live = app.inner().live.clone();
        live.set_lens(Some(reader), DeviceFrame::live_under_lens, in_view(app));
    });
}
