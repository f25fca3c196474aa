//! The second line of devices by the layout's template. What reads templates is a part of its own, loaded when a layout has one.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::health::{Evidence, Health};
use crate::domain::ids::DeviceId;
use crate::domain::label_template::LabelTemplate;
use crate::domain::layout::Device;
use crate::domain::lens::LensMark;
use crate::domain::view::DeviceView;
use crate::hub::live::LiveStore;
use crate::shell::clock;
use crate::state::app::App;
use crate::state::part::{lazy_part, until_loaded};
use crate::state::spawn;

/// Has devices show the lines of another template.
type SetTemplate = Rc<dyn Fn(&str)>;

lazy_part!(labels: fn load_labels() -> fn(App) -> SetTemplate = write_labels);

impl App {
    /// Follows the template of the open layout, for as long as the current owner lives.
    pub fn follow_labels(self) {
        let snapshot = self.inner().document.snapshot();
        let template =
            Memo::new(move |_| snapshot.with(|snapshot| snapshot.layout.label_template.clone()));
        let set: Rc<RefCell<Option<SetTemplate>>> = Rc::default();
        let is_loading = Rc::new(Cell::new(false));
        Effect::new(move |_| {
            let text = template.get();
            if let Some(set) = &*set.borrow() {
                return set(&text);
            }
            if text.is_empty() || is_loading.replace(true) {
                return;
            }
            let loaded = set.clone();
            spawn(async move {
                let write = until_loaded(load_labels).await;
                let set = write(self);
                // It may be another one by now; without a screen there is none.
                set(&template.try_get_untracked().unwrap_or_default());
                loaded.replace(Some(set));
            });
        });
    }

    /// The line that a device would have by that template.
    pub fn label_preview(self, template: &str, device: DeviceId) -> String {
        let snapshot = self.inner().document.snapshot().get_untracked();
        let Some(device) = snapshot.layout.devices.get(&device) else {
            return String::new();
        };
        let reader = line_reader(Rc::new(LabelTemplate::parse(template)));
        let mark = self.inner().live.read(device, &reader);
        mark.map(|mark| mark.value).unwrap_or_default()
    }
}

fn write_labels(app: App) -> SetTemplate {
    let template: Rc<RefCell<Rc<LabelTemplate>>> = Rc::default();
    let shown = template.clone();
    let live = &app.inner().live;
    live.add_other_views(Rc::new(move |device, store, view| {
        let template = shown.borrow().clone();
        labelled(app, template, device, store, view)
    }));
    Rc::new(move |text| {
        let next = Rc::new(LabelTemplate::parse(text));
        if template.replace(next.clone()) != next {
            app.inner().live.refresh_all();
        }
    })
}

/// The view with the line of the template; as it is where that says nothing, and where the line says why a device needs a look.
fn labelled(
    app: App,
    template: Rc<LabelTemplate>,
    device: &Device,
    store: &LiveStore,
    view: DeviceView,
) -> DeviceView {
    let needs_a_look = matches!(view.health, Health::Warn | Health::Critical);
    if needs_a_look || *template == LabelTemplate::default() {
        return view;
    }
    let snapshot = app.inner().document.snapshot().get_untracked();
    let reader = line_reader(template);
    let read = store.view(device, &snapshot.layout, Some(&reader), clock::now());
    match read.lens.map(|mark| mark.value) {
        Some(line) if !line.is_empty() => DeviceView {
            context: line.as_str().into(),
            ..view
        },
        _ => view,
    }
}

/// Reads the line of a device as what a lens reads.
fn line_reader(
    template: Rc<LabelTemplate>,
) -> impl Fn(&Device, &Evidence, Health) -> Option<LensMark> {
    move |device, evidence, health| {
        Some(LensMark {
            value: template.line(device, evidence, health),
            ..LensMark::default()
        })
    }
}
