//! Finds the systems of devices in view that show their last hour.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use crate::domain::ids::SystemRef;
use crate::domain::units::HalfU;
use crate::draw::detail::Detail;
use crate::state::actions::last_hours::{HourViewer, LastHours};
use crate::state::app::App;
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::effect;

/// How long after the last motion the view is searched.
const AT_REST: Duration = Duration::from_millis(250);
/// Maximum number of devices searched: if more are in view, they are too small for a sparkline.
const MOST: usize = 400;
/// Minimum height of a device with room for a sparkline.
const LOWEST: HalfU = HalfU::from_units(2);

pub(super) struct SparkDriver {
    app: App,
    hours: Rc<LastHours>,
    /// Pending search of the view.
    looking: RefCell<Option<TimeoutHandle>>,
}

impl SparkDriver {
    /// Runs for as long as the current owner lives.
    pub(super) fn start(app: App, stage: Stage) -> Rc<Self> {
        let driver = Rc::new(Self {
            app,
            hours: LastHours::shared(app),
            looking: RefCell::default(),
        });
        let (seen, zoom) = (stage.seen(), app.inner().viewport.zoom.clone());
        let lens = app.inner().lensing.lens.clone();
        let (snapshot, world) = (
            app.inner().document.snapshot(),
            app.inner().viewport.world.clone(),
        );
        let follower = driver.clone();
        effect(move || {
            seen.with(|_| ());
            world.with(|_| ());
            snapshot.with(|_| ());
            let is_on = lens.get().has_rows() && !Detail::is_far(zoom.get());
            // Without a lens there are no sparklines; skips the work, because the camera moves in each frame.
            if !is_on && follower.hours.is_idle(HourViewer::Canvas) {
                return;
            }
            let follower_then = follower.clone();
            let look = move || {
                let wanted = if is_on {
                    follower_then.in_view(stage)
                } else {
                    Vec::new()
                };
                follower_then.hours.want(HourViewer::Canvas, wanted);
            };
            put_off(&follower.looking, AT_REST, look);
        });
        driver
    }

    /// The systems of the devices in view that have room for a sparkline, rack by rack.
    fn in_view(&self, stage: Stage) -> Vec<SystemRef> {
        let inner = self.app.inner();
        let seen = stage.camera().visible();
        let world = inner.viewport.world.get_untracked();
        let snapshot = inner.document.snapshot().get_untracked();
        let (layout, index) = (&snapshot.layout, &snapshot.index);
        let devices = world
            .racks_within(&seen)
            .flat_map(|rack| index.all_of(rack));
        let systems = devices.take(MOST).filter_map(|id| {
            let device = layout.devices.get(&id)?;
            let is_high = layout.type_of(device)?.height >= LOWEST;
            device.system().filter(|_| is_high).cloned()
        });
        systems.collect()
    }

    /// Requests the last hour of the card's system too.
    pub(super) fn show_card(&self, system: Option<SystemRef>) {
        let wanted = system.into_iter().collect();
        self.hours.want(HourViewer::Card, wanted);
    }
}

/// Schedules work after a delay, replacing the pending work.
pub(super) fn put_off(
    waiting: &RefCell<Option<TimeoutHandle>>,
    wait: Duration,
    work: impl FnOnce() + 'static,
) {
    let next = set_timeout(work, wait).ok();
    if let Some(before) = waiting.replace(next) {
        before.clear();
    }
}
