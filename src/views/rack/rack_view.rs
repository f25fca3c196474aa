//! One rack: header, frame and the devices in it.

use leptos::prelude::*;
use leptos::{html, svg};

use super::device_mark::{DeviceMark, MarkKey};
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::Rack;
use crate::domain::summary::RackFacts;
use crate::draw::device::DeviceFrame;
use crate::draw::scale::Scale;
use crate::draw::{rack, spot};
use crate::state::app::App;
use crate::state::document::Snapshot;
use crate::views::canvas::stage::style;
use crate::views::ui::dynamic::{effect, text};
use crate::views::ui::shapes;

/// `selected` is the device whose panel is open; `reachable` the one that Tab leads to.
#[component]
pub fn RackView(
    id: RackId,
    scale: Signal<Scale>,
    selected: Signal<Option<DeviceId>>,
    reachable: Signal<Option<DeviceId>>,
) -> impl IntoView {
    let snapshot = App::expect().inner().document.snapshot();
    let frame_of = {
        let snapshot = snapshot.clone();
        Memo::new(move |_| snapshot.with(|snapshot| snapshot.layout.rack(id).cloned()))
    };
    let marks = {
        let snapshot = snapshot.clone();
        Memo::new(move |_| {
            let scale = scale.get();
            snapshot.with(|snapshot| marks_of(snapshot, id, &scale))
        })
    };
    let position_of = move |device: DeviceId| {
        let snapshot = snapshot.clone();
        Signal::derive(move || {
            let scale = scale.get();
            snapshot
                .with(|snapshot| position(snapshot, device, &scale))
                .unwrap_or_default()
        })
    };
    let drawing = NodeRef::<svg::G>::new();
    effect(move || {
        if let (Some(group), Some(rack)) = (drawing.get(), frame_of.get()) {
            group.set_text_content(None);
            shapes::append(&group, &rack::frame(&rack, &scale.get()));
        }
    });
    let size = Signal::derive(move || {
        frame_of.with(|rack| {
            rack.as_ref()
                .map_or((1.0, 1.0), |rack| rack_size(rack, &scale.get()))
        })
    });
    let label = text(move || {
        frame_of
            .with(|rack| {
                rack.as_ref()
                    .map(|rack| format!("{}, {} units", rack.name, rack.height.units()))
            })
            .unwrap_or_default()
    });
    let place = rack_place(id);
    view! {
        <section class="rack" data-rack-id=id.to_string() node_ref=place>
            <RackHeader id=id rack=frame_of />
            <svg
                role="group"
                aria-label=label
                width=text(move || size.get().0.to_string())
                height=text(move || size.get().1.to_string())
                viewBox=text(move || format!("0 0 {} {}", size.get().0, size.get().1))
            >
                <g node_ref=drawing aria-hidden="true"></g>
                <For each=marks key=mark_key let:mark>
                    <DeviceMark
                        position=position_of(mark.device.id)
                        selected=is_the_one(selected, mark.device.id)
                        reachable=is_the_one(reachable, mark.device.id)
                        key=mark
                    />
                </For>
            </svg>
        </section>
    }
}

/// Keeps the rack's section where the rack stands in the world.
fn rack_place(id: RackId) -> NodeRef<html::Section> {
    let section = NodeRef::<html::Section>::new();
    let world = App::expect().inner().viewport.world.clone();
    effect(move || {
        let Some(section) = section.get() else { return };
        let area = world.with(|world| Some(world.place_of(id)?.area()));
        if let Some(area) = area {
            style(&section, "left", &format!("{}px", area.x));
            style(&section, "top", &format!("{}px", area.y));
        }
    });
    section
}

fn is_the_one(choice: Signal<Option<DeviceId>>, id: DeviceId) -> Signal<bool> {
    Memo::new(move |_| choice.get() == Some(id)).into()
}

fn rack_size(rack: &Rack, scale: &Scale) -> (f32, f32) {
    (
        scale.rack_width(rack.width),
        scale.rack_height(rack.height.half_units()),
    )
}

/// A device is mounted anew when its drawing changes, but keeps its node, and so the focus, when it only moves.
fn mark_key(mark: &MarkKey) -> String {
    let (width, height) = mark.frame.size();
    let device = &mark.device;
    let system = device.link.as_ref().map_or("", |link| link.system.as_str());
    format!(
        "{} {} {width} {height} {system} {}",
        device.id, device.device_type, device.name
    )
}

fn marks_of(snapshot: &Snapshot, rack: RackId, scale: &Scale) -> Vec<MarkKey> {
    snapshot
        .index
        .all_of(rack)
        .into_iter()
        .filter_map(|id| {
            let device = snapshot.layout.devices.get(&id)?;
            let device_type = snapshot.layout.type_of(device)?;
            let spot = spot::spot(&snapshot.layout, device, scale)?;
            Some(MarkKey {
                device: device.clone(),
                frame: DeviceFrame::new(device_type, spot.width, scale),
            })
        })
        .collect()
}

fn position(snapshot: &Snapshot, device: DeviceId, scale: &Scale) -> Option<String> {
    let device = snapshot.layout.devices.get(&device)?;
    let spot = spot::spot(&snapshot.layout, device, scale)?;
    Some(format!(
        "translate({} {})",
        spot.x,
        spot.y + Scale::DEVICE_GAP / 2.0
    ))
}

#[component]
fn RackHeader(id: RackId, rack: Memo<Option<Rack>>) -> impl IntoView {
    let snapshot = App::expect().inner().document.snapshot();
    let facts = Memo::new(move |_| {
        snapshot.with(|snapshot| {
            RackFacts::of(&snapshot.layout, &snapshot.index, id, |_| Health::Unlinked)
        })
    });
    let line = text(move || {
        let units = rack.with(|rack| rack.as_ref().map_or(0, |rack| rack.height.units()));
        facts.get().map_or_else(String::new, |facts| {
            format!(
                "{units}U · {} devices · {} linked · {}U free",
                facts.devices, facts.linked, facts.free_units
            )
        })
    });
    let name = text(move || {
        rack.with(|rack| {
            rack.as_ref()
                .map(|rack| rack.name.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <header>
            <h2>{name}</h2>
            <p>{line}</p>
        </header>
    }
}
