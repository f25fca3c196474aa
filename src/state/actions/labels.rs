//! The second line of devices: by the layout's template, or with what is known besides reports. Loaded together with the moving parts of
//! devices, or earlier if the layout has a template.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::health::judge;
use crate::domain::ids::DeviceId;
use crate::domain::label_template::LabelTemplate;
use crate::domain::layout::Device;
use crate::domain::view::DeviceView;
use crate::hub::live::LiveStore;
use crate::shell::clock;
use crate::state::app::App;
use crate::state::live::ViewAddition;
use crate::state::part::{lazy_part, until_loaded};
use crate::state::spawn;

/// Makes devices show the lines of a template, which may be empty.
type WriteLabels = fn(App, &str);

lazy_part!(blink: fn load_labels() -> WriteLabels = write_labels);

impl App {
    /// Follows the template of the open layout, for as long as the current owner lives.
    pub fn follow_labels(self) {
        let snapshot = self.inner().document.snapshot();
        let template =
            Memo::new(move |_| snapshot.with(|snapshot| snapshot.layout.label_template.clone()));
        let write: Rc<Cell<Option<WriteLabels>>> = Rc::default();
        let is_loading = Cell::new(false);
        Effect::new(move |_| {
            let text = template.get();
            if let Some(write) = write.get() {
                return write(self, &text);
            }
            if text.is_empty() || is_loading.replace(true) {
                return;
            }
            let loaded = write.clone();
            spawn(async move {
                let write = until_loaded(load_labels).await;
                // The template may have changed meanwhile; without a screen there is none.
                if let Some(text) = template.try_get_untracked() {
                    write(self, &text);
                    loaded.set(Some(write));
                }
            });
        });
        on_cleanup(move || {
            self.inner()
                .live
                .set_view_addition(ViewAddition::Labels, None)
        });
    }

    /// The line that a device would have by that template.
    pub fn label_preview(self, template: &str, device: DeviceId) -> String {
        let snapshot = self.inner().document.snapshot().get_untracked();
        let Some(device) = snapshot.layout.devices.get(&device) else {
            return String::new();
        };
        let live = &self.inner().live;
        let extras = self.device_extras(device);
        live.with_store(|store| {
            let template = LabelTemplate::parse(template);
            store.read(device, clock::now(), |evidence| {
                let check = self.last_check(device, store);
                let health = judge(evidence).health;
                template.line(device, (evidence, health), &extras, check)
            })
        })
    }

    /// Makes devices show what is known besides reports, by the template or without one.
    pub fn show_extras(self) {
        let snapshot = self.inner().document.snapshot();
        let template = snapshot.with_untracked(|snapshot| snapshot.layout.label_template.clone());
        write_labels(self, &template);
    }
}

fn write_labels(app: App, text: &str) {
    let live = &app.inner().live;
    let template = LabelTemplate::parse(text);
    let views = move |device: &Device, store: &LiveStore, view| {
        labelled(app, &template, device, store, view)
    };
    live.set_view_addition(ViewAddition::Labels, Some(Rc::new(views)));
    live.refresh_all();
}

/// Returns the view with the template's line after what explains its state; if the line is empty, with what is known besides reports.
fn labelled(
    app: App,
    template: &LabelTemplate,
    device: &Device,
    store: &LiveStore,
    view: DeviceView,
) -> DeviceView {
    let system = device.system();
    let (reported, unit) = system.map_or_else(Default::default, |of| {
        let system = store.system(of);
        let reported = system.and_then(|system| system.metrics.network);
        (reported, store.preferences(&of.hub).network)
    });
    // The system's own health: a monitor vouches for none of its values.
    let health = match device.monitor() {
        None => view.health,
        Some(_) => store.read(device, clock::now(), |known| judge(known).health),
    };
    // Unverified values are not shown. Checked first, because all devices of a hub may report in one frame.
    let system = system.filter(|_| health.is_verified());
    let extras = system.and_then(|of| Some(app.system_extras(of, &store.system(of)?.metrics)));
    let extras = extras.unwrap_or_default();
    if *template != LabelTemplate::default() {
        let line = store.read(device, clock::now(), |evidence| {
            let check = app.last_check(device, store);
            template.line(device, (evidence, health), &extras, check)
        });
        if !line.is_empty() {
            return view.with_line(line, &extras, reported, unit);
        }
    }
    // If a monitor judges the device, only the monitor's result is shown.
    match device.monitor() {
        None => view.with_extras(&extras, reported, unit),
        Some(_) => view,
    }
}
