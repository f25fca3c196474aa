//! Finds another model for devices, among the types of the layout, the generic ones and all products.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::arrange;
use crate::domain::catalog::generic;
use crate::domain::catalog::products::Products;
use crate::domain::catalog::type_index::TypeIndex;
use crate::domain::format;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{DeviceType, Layout};
use crate::domain::placement::Refusal;
use crate::domain::search::Query;
use crate::state::app::App;
use crate::state::palette::ProductList;
use crate::views::ui::picker::{PickRow, Picker};

/// Maximum numbers of types and of products shown.
const SHOWN_TYPES: usize = 12;
const SHOWN_PRODUCTS: usize = 28;

/// A model, and the matches in its name.
#[derive(Clone, PartialEq)]
struct FoundModel {
    device_type: Arc<DeviceType>,
    kind: &'static str,
    marks: Vec<std::ops::Range<usize>>,
}

#[component]
pub fn ModelPicker(devices: Vec<DeviceId>) -> impl IntoView {
    let app = App::expect();
    app.load_products();
    let snapshot = app.inner().document.snapshot();
    let typed = RwSignal::new(String::new());
    let types = {
        let snapshot = snapshot.clone();
        Memo::new(move |_| Arc::new(snapshot.with(|snapshot| index_of(&snapshot.layout))))
    };
    let products = app.inner().palette.products.clone();
    let found = Memo::new(move |_| {
        let query = Query::new(&typed.get());
        let mut found = types.with(|types| find_types(types, &query));
        products.with(|list| {
            if let ProductList::Ready(products) = list {
                found.extend(find_products(products, &query));
            }
        });
        found
    });
    let heading = snapshot.with_untracked(|snapshot| heading(&snapshot.layout, &devices));
    let devices = StoredValue::new(devices);
    let rows = Memo::new(move |_| {
        snapshot.with(|snapshot| {
            devices.with_value(|devices| {
                let row = |model: &FoundModel| row(&snapshot.layout, devices, model);
                found.with(|found| found.iter().map(row).collect::<Vec<_>>())
            })
        })
    });
    let pick = Callback::new(move |at: usize| {
        let Some(model) = found.with_untracked(|found| found.get(at).cloned()) else {
            return;
        };
        let snapshot = app.inner().document.snapshot().get_untracked();
        let command = devices.with_value(|devices| {
            arrange::change_models(&snapshot.layout, devices, &model.device_type)
        });
        match command {
            Ok(command) => {
                if app.run(&command).is_ok() {
                    app.close_dialog();
                }
            }
            Err(refusal) => app.say(refusal.to_string()),
        }
    });
    view! {
        <h2>{heading}</h2>
        <Picker
            label="Find a model"
            placeholder="Type a maker, model, height or kind…"
            rows=rows
            on_type=Callback::new(move |words: String| typed.set(words))
            on_pick=pick
        />
    }
}

fn heading(layout: &Layout, devices: &[DeviceId]) -> String {
    match devices {
        [device] => {
            let device = layout.devices.get(device);
            let name = device.map_or("the device", |device| &device.name);
            format!("Change the model of {name}")
        }
        several => format!("Change the model of {} devices", several.len()),
    }
}

/// The layout's own types first.
fn index_of(layout: &Layout) -> TypeIndex {
    let others = generic::types().iter();
    let others = others.filter(|known| !layout.device_types.contains(&known.slug));
    TypeIndex::new(layout.device_types.iter().chain(others).cloned())
}

fn find_types(types: &TypeIndex, query: &Query) -> Vec<FoundModel> {
    let found = types.find(query).into_iter().take(SHOWN_TYPES);
    found
        .map(|(device_type, marks)| FoundModel {
            // The matches are positions in the model alone.
            marks: if device_type.manufacturer.is_empty() {
                marks
            } else {
                Vec::new()
            },
            device_type,
            kind: "Type",
        })
        .collect()
}

fn find_products(products: &Products, query: &Query) -> Vec<FoundModel> {
    let plan = products.plan(query);
    let best = products.best(&plan, SHOWN_PRODUCTS).into_iter();
    best.filter_map(|(product, _)| {
        let device_type = products.device_type(product)?;
        Some(FoundModel {
            marks: plan.marks(&device_type.full_name()),
            device_type: Arc::new(device_type),
            kind: "Product",
        })
    })
    .collect()
}

/// A row, with the reason if the model does not fit.
fn row(layout: &Layout, devices: &[DeviceId], model: &FoundModel) -> PickRow {
    let outcome = arrange::change_models(layout, devices, &model.device_type);
    let detail = match &outcome {
        Ok(_) => format::height(model.device_type.height),
        Err(Refusal::NothingToDo(words)) => (*words).to_owned(),
        Err(refusal) => format!("does not fit: {refusal}"),
    };
    PickRow {
        kind: model.kind,
        name: model.device_type.full_name(),
        name_marks: model.marks.clone(),
        detail,
        detail_marks: Vec::new(),
        is_blocked: outcome.is_err(),
    }
}
