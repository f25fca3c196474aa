//! Lights that flicker with the real rates of disks and network, fans that turn and gauges of batteries. A part of its own, loaded
//! when some device shows a system.

mod canvas;
mod driver;
mod drives;

use leptos::prelude::*;

use self::driver::Blinker;
use self::drives::follow_drives;
use crate::state::app::App;
use crate::state::part::{lazy_part, until_loaded};
use crate::state::spawn;
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::{effect, optional};
use crate::views::ui::lazy::ViewMaker;

lazy_part!(blink: fn load_blinker() -> ViewMaker<Stage> = blinker);

/// Over the racks, for as long as the current owner lives.
pub fn blinking(stage: Stage) -> AnyView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let has_systems = Memo::new(move |_| {
        snapshot.with(|snapshot| {
            let mut devices = snapshot.layout.devices.iter();
            devices.any(|device| device.system().is_some())
        })
    });
    let part = RwSignal::new(None::<ViewMaker<Stage>>);
    let is_asked = StoredValue::new(false);
    effect(move || {
        if has_systems.get() && !is_asked.get_value() {
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
    let wanted = app.is_blinking_wanted();
    optional(move || {
        wanted.get().then(|| {
            let blinker = StoredValue::new_local(Blinker::start(app, stage));
            on_cleanup(move || drop(blinker.try_update_value(Option::take)));
        })
    })
}
