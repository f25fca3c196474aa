//! Lights that flicker with the real rates of disks and network, turning fans and battery gauges; and facts of devices that their systems
//! do not report. A part of its own, loaded if any device shows a system.

mod canvas;
mod counts;
mod driver;
mod drives;

use std::time::Duration;

use leptos::prelude::*;

use self::counts::follow_counts;
use self::driver::Blinker;
use self::drives::follow_drives;
use crate::state::app::App;
use crate::state::part::{lazy_part, until_loaded};
use crate::state::spawn;
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::{effect, optional};
use crate::views::ui::lazy::ViewMaker;

/// By this time the page has loaded all that it needs, so that this part does not compete with it.
const AT_REST: Duration = Duration::from_secs(4);

lazy_part!(blink: fn load_blinker() -> ViewMaker<Stage> = blinker);

/// The moving layer over the racks, for as long as the current owner lives.
pub fn blinking(stage: Stage) -> AnyView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let has_systems = Memo::new(move |_| snapshot.with(|snapshot| snapshot.index.has_systems()));
    let part = RwSignal::new(None::<ViewMaker<Stage>>);
    let is_asked = StoredValue::new(false);
    let is_at_rest = RwSignal::new(false);
    let rest = move || {
        is_at_rest.try_set(true);
    };
    if let Ok(timer) = set_timeout(rest, AT_REST) {
        on_cleanup(move || timer.clear());
    }
    effect(move || {
        if is_at_rest.get() && has_systems.get() && !is_asked.get_value() {
            is_asked.set_value(true);
            spawn(async move {
                let blinker = until_loaded(load_blinker).await;
                part.try_set(Some(blinker));
            });
        }
    });
    optional(move || part.get().map(|blinker| blinker(stage)))
}

fn blinker(stage: Stage) -> AnyView {
    let app = App::expect();
    follow_drives(app);
    app.show_extras();
    follow_counts(app, stage);
    let wanted = app.is_blinking_wanted();
    optional(move || {
        wanted.get().then(|| {
            let blinker = StoredValue::new_local(Blinker::start(app, stage));
            on_cleanup(move || drop(blinker.try_update_value(Option::take)));
        })
    })
}
