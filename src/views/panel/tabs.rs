//! The tabs of the panel: their table, the tab bar, and the open tab.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::charts::load_charts;
use super::inputs::{Badge, TabInputs, has_rows, has_system};
use super::overview::overview;
use super::{alerts, containers, disks, listing, services};
use crate::domain::health::Level;
use crate::domain::ids::DeviceId;
use crate::state::app::App;
use crate::views::inspector::load_device;
use crate::views::ui::dynamic::{dynamic, effect, nothing, optional, sometimes};
use crate::views::ui::focus::focus;
use crate::views::ui::lazy::lazy;
use crate::views::ui::scroll::scroll_across;
use crate::views::ui::size::follow_size;

/// One tab. Its functions are called in a reactive context.
pub struct Tab {
    /// In the address: lower-case letters.
    pub id: &'static str,
    pub name: &'static str,
    /// Whether the device has anything to show there.
    pub is_there: fn(TabInputs) -> bool,
    pub badge: fn(TabInputs) -> Option<Badge>,
    /// Called when the tab opens. Its contents are a separate part: see [`lazy`].
    pub view: fn(TabInputs) -> AnyView,
}

/// All tabs, in their order.
static TABS: &[Tab] = &[
    Tab {
        id: "overview",
        name: "Overview",
        is_there: |_| true,
        badge: |_| None,
        view: overview,
    },
    Tab {
        id: "charts",
        name: "Charts",
        is_there: has_rows,
        badge: |_| None,
        view: |inputs| lazy("tab-part", load_charts, inputs),
    },
    Tab {
        id: "containers",
        name: "Containers",
        is_there: has_system,
        badge: containers::badge,
        view: |inputs| lazy("tab-part", containers::load_containers, inputs),
    },
    Tab {
        id: "disks",
        name: "Disks",
        is_there: has_system,
        badge: disks::badge,
        view: |inputs| lazy("tab-part", disks::load_disks, inputs),
    },
    Tab {
        id: "services",
        name: "Services",
        is_there: has_system,
        badge: services::badge,
        view: |inputs| lazy("tab-part", services::load_services, inputs),
    },
    Tab {
        id: "alerts",
        name: "Alerts",
        is_there: has_system,
        badge: alerts::badge,
        view: |inputs| lazy("tab-part", alerts::load_alerts, inputs),
    },
    Tab {
        id: "edit",
        name: "Edit",
        is_there: |_| true,
        badge: |_| None,
        view: |inputs| lazy("tab-part", load_device, inputs.device),
    },
];

/// The bar and the open tab.
#[component]
pub fn Tabs(inputs: TabInputs) -> impl IntoView {
    let app = App::expect();
    let tab = app.inner().tab.clone();
    listing::glance(inputs);
    let there = Memo::new(move |_| {
        let tabs = TABS.iter().enumerate();
        tabs.filter(|(_, tab)| (tab.is_there)(inputs))
            .map(|(index, _)| index)
            .collect::<Vec<_>>()
    });
    let usual = Memo::new(move |_| usual_tab(app, inputs.device.get()));
    // A tab that does not apply to this device is remembered for the next one.
    let chosen = {
        let tab = tab.clone();
        Memo::new(move |_| {
            let named = tab.with(|id| TABS.iter().position(|tab| tab.id == *id));
            named
                .filter(|index| there.with(|there| there.contains(index)))
                .unwrap_or_else(|| usual.get())
        })
    };
    let choose = Callback::new(move |index: usize| {
        if let Some(chosen) = TABS.get(index) {
            // The default tab is left out of the address.
            let is_usual = index == usual.get_untracked();
            let id = if is_usual { "" } else { chosen.id };
            tab.set(id.to_owned());
        }
    });
    let bar = NodeRef::<html::Div>::new();
    let moved = StoredValue::new(false);
    effect(move || {
        chosen.track();
        let is_moved = moved.get_value();
        moved.set_value(false);
        // After the bar marks the chosen tab.
        let _ = request_animation_frame(move || show_chosen(bar, is_moved));
    });
    bar.on_load(move |node| follow_size(&node, move || show_chosen(bar, false)));
    let on_key = move |event: KeyboardEvent| {
        let next =
            there.with_untracked(|there| next_tab(there, chosen.get_untracked(), &event.key()));
        if let Some(next) = next {
            event.prevent_default();
            event.stop_propagation();
            moved.set_value(true);
            choose.run(next);
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label="About the device" node_ref=bar on:keydown=on_key>
            <For each=move || there.get() key=|index| *index let:index>
                {tab_button(index, chosen, choose, inputs, bar)}
            </For>
        </div>
        <div class="tab" role="tabpanel" id="device-tab" aria-label=Signal::derive(move || TABS.get(chosen.get()).map(|tab| tab.name))>
            {dynamic(move || TABS.get(chosen.get()).map_or_else(nothing, |tab| untrack(|| (tab.view)(inputs))))}
        </div>
    }
}

fn tab_button(
    index: usize,
    chosen: Memo<usize>,
    choose: Callback<usize>,
    inputs: TabInputs,
    bar: NodeRef<html::Div>,
) -> AnyView {
    let Some(tab) = TABS.get(index) else {
        return nothing();
    };
    let node = NodeRef::<html::Button>::new();
    // A badge that comes later pushes the tabs after it, perhaps the chosen one, out of view.
    node.on_load(move |node| follow_size(&node, move || show_chosen(bar, false)));
    let is_chosen = move || chosen.get() == index;
    let selected = sometimes(move || Some(if is_chosen() { "true" } else { "false" }));
    let tabindex = sometimes(move || Some(if is_chosen() { "0" } else { "-1" }));
    let badge = Memo::new(move |_| (tab.badge)(inputs));
    view! {
        <button
            type="button"
            role="tab"
            node_ref=node
            aria-selected=selected
            aria-controls="device-tab"
            tabindex=tabindex
            on:click=move |_| choose.run(index)
        >
            {tab.name}
            {optional(move || {
                badge.get().map(|badge| {
                    view! {
                        <span class="badge" data-severity=badge.level.map(Level::as_str)>
                            {badge.text}
                        </span>
                    }
                })
            })}
        </button>
    }
    .into_any()
}

/// The tab with which a panel starts: without a system or monitor, a device has no values to show. It stays when the device is linked there.
fn usual_tab(app: App, device: Option<DeviceId>) -> usize {
    let has_system = app.inner().document.snapshot().with_untracked(|snapshot| {
        let device = device.and_then(|device| snapshot.layout.devices.get(&device));
        device.is_some_and(|device| device.system().is_some() || device.monitor().is_some())
    });
    let edit = TABS.iter().position(|tab| tab.id == "edit");
    edit.filter(|_| !has_system).unwrap_or_default()
}

/// The tab to which a key leads.
fn next_tab(there: &[usize], chosen: usize, key: &str) -> Option<usize> {
    let at = there.iter().position(|index| *index == chosen)?;
    let count = there.len();
    let next = match key {
        "ArrowRight" => (at + 1) % count,
        "ArrowLeft" => (at + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return None,
    };
    there.get(next).copied()
}

/// Scrolls the tab into view, and focuses it if it was reached by keys.
fn show_chosen(bar: NodeRef<html::Div>, takes_focus: bool) {
    let Some(bar) = bar.try_get_untracked().flatten() else {
        return;
    };
    let Some(tab) = bar.query_selector("[aria-selected=true]").ok().flatten() else {
        return;
    };
    scroll_across(&bar, &tab);
    if takes_focus {
        focus(&tab);
    }
}
