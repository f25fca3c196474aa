//! The second line of devices by the layout's template. What reads templates is a part of its own, loaded when a layout has one.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::ids::DeviceId;
use crate::domain::label_template::LabelTemplate;
use crate::domain::layout::Device;
use crate::domain::view::DeviceView;
use crate::hub::live::LiveStore;
use crate::shell::clock;
use crate::state::app::App;
use crate::state::live::Besides;
use crate::state::part::{lazy_part, until_loaded};
use crate::state::spawn;

/// Has devices show the lines of a template.
type WriteLabels = fn(App, &str);

lazy_part!(labels: fn load_labels() -> WriteLabels = write_labels);

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
                // It may be another template by now; without a screen there is none.
                if let Some(text) = template.try_get_untracked() {
                    write(self, &text);
                    loaded.set(Some(write));
                }
            });
        });
        on_cleanup(move || self.inner().live.tell_besides(Besides::Labels, None));
    }

    /// The line that a device would have by that template.
    pub fn label_preview(self, template: &str, device: DeviceId) -> String {
        let snapshot = self.inner().document.snapshot().get_untracked();
        let Some(device) = snapshot.layout.devices.get(&device) else {
            return String::new();
        };
        let live = &self.inner().live;
        let shown = live.view(device).get_untracked();
        live.with_store(|store| {
            let template = LabelTemplate::parse(template);
            store.read(device, clock::now(), |evidence| {
                template.line(
                    device,
                    evidence,
                    shown.health,
                    self.last_check(device, store),
                )
            })
        })
    }
}

fn write_labels(app: App, text: &str) {
    let live = &app.inner().live;
    let template = LabelTemplate::parse(text);
    let views = (template != LabelTemplate::default()).then(|| {
        let views = move |device: &Device, store: &LiveStore, view| {
            labelled(app, &template, device, store, view)
        };
        Rc::new(views) as Rc<_>
    });
    live.tell_besides(Besides::Labels, views);
    live.refresh_all();
}

/// The view with the line of the template behind what explains its state; as it is where the template says nothing.
fn labelled(
    app: App,
    template: &LabelTemplate,
    device: &Device,
    store: &LiveStore,
    view: DeviceView,
) -> DeviceView {
    let line = store.read(device, clock::now(), |evidence| {
        template.line(device, evidence, view.health, app.last_check(device, store))
    });
    if line.is_empty() {
        return view;
    }
    DeviceView {
        context: view.context.with_rest(line),
        ..view
    }
}
