//! The card of the device under the pointer: its state, the value of the lens with its last hour, other values and guests. A part of its
//! own, loaded with the first input or the first lens.

mod chart;
mod counting;
mod facts;
mod latency;
mod pointing;
mod sparks;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use web_sys::{HtmlElement, PointerEvent};

use self::chart::HourChart;
use self::counting::count_containers;
use self::facts::{CardFacts, facts_of};
use self::pointing::{Pointed, follow_pointing, is_finger};
use self::sparks::SparkDriver;
use crate::domain::health::Level;
use crate::domain::ids::DeviceId;
use crate::domain::lens::Lens;
use crate::draw::area::{Area, Point};
use crate::draw::beside::beside;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::state::spawn;
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::{effect, optional};
use crate::views::ui::lazy::ViewMaker;
use crate::views::ui::light::Light;
use crate::views::ui::size::follow_size;
use crate::views::ui::style::{pixels, style};
use crate::views::ui::style_sheet::adopt;

/// What the card is made with: the canvas, and where a finger rests on it by then.
type CardMaker = ViewMaker<(Stage, Option<PointerEvent>)>;

lazy_part!(card: fn load_card() -> CardMaker = card);

/// The card, loaded with the first input or the first lens: a wall display needs none.
pub fn device_card(stage: Stage) -> AnyView {
    let app = App::expect();
    let part = RwSignal::new(None::<CardMaker>);
    // A finger that came down before the card was loaded, until it is lifted or the browser scrolls with it.
    let resting = StoredValue::new_local(None::<PointerEvent>);
    let is_asked = StoredValue::new(false);
    let ask = move || {
        if is_asked.get_value() {
            return;
        }
        is_asked.set_value(true);
        spawn(async move {
            // A missing card does no harm; the next input tries again.
            if let Ok(card) = load_card().await {
                part.try_set(Some(card));
            }
        });
    };
    let lens = app.inner().lensing.lens.clone();
    effect(move || {
        if lens.get() != Lens::Status {
            ask();
        }
    });
    let pointer = window_event_listener(ev::pointermove, move |_| ask());
    let press = window_event_listener(ev::pointerdown, move |event| {
        resting.set_value(is_finger(&event).then_some(event));
        ask();
    });
    let lift = window_event_listener(ev::pointerup, move |_| resting.set_value(None));
    let cancel = window_event_listener(ev::pointercancel, move |_| resting.set_value(None));
    let key = window_event_listener(ev::keydown, move |_| ask());
    let online = window_event_listener(ev::online, move |_| {
        is_asked.set_value(part.with_untracked(Option::is_some));
    });
    on_cleanup(move || {
        pointer.remove();
        press.remove();
        lift.remove();
        cancel.remove();
        key.remove();
        online.remove();
    });
    optional(move || part.get().map(|card| card((stage, resting.get_value()))))
}

fn card((stage, resting): (Stage, Option<PointerEvent>)) -> AnyView {
    adopt(include_str!("../../../style/card.css"));
    let app = App::expect();
    let sparks = SparkDriver::start(app, stage);
    let pointed = follow_pointing(app, stage, resting);
    let id = pointed.shown;
    let facts = Memo::new(move |_| facts_of(app, id.get()?));
    effect(move || {
        let snapshot = app.inner().document.snapshot().get_untracked();
        let device = id.get().and_then(|id| snapshot.layout.devices.get(&id));
        // For a device that a monitor judges, the hour is the monitor's.
        let device = device.filter(|device| device.monitor().is_none());
        sparks.show_card(device.and_then(|device| device.system().cloned()));
    });
    count_containers(app, id);
    let shown = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.id)));
    optional(move || {
        let id = shown.get()?;
        Some(view! { <HoverCard id=id stage=stage pointed=pointed facts=facts /> })
    })
}

#[component]
fn HoverCard(
    id: DeviceId,
    stage: Stage,
    pointed: Pointed,
    facts: Memo<Option<CardFacts>>,
) -> impl IntoView {
    let app = App::expect();
    let node = NodeRef::<html::Aside>::new();
    effect(move || {
        facts.with(|_| ());
        if let Some(node) = node.get() {
            // Its new size is known once its content is there.
            let _ = request_animation_frame(move || place(app, &node, stage, pointed, id));
        }
    });
    // The curve of the last hour comes later.
    node.on_load(move |node| {
        let card = node.clone();
        follow_size(&node, move || place(app, &card, stage, pointed, id));
    });
    let head = move || {
        let facts = facts.get()?;
        let health = facts.health;
        let why = facts
            .reason
            .map(|reason| view! { <p class="why" data-health=health.as_str()>{reason}</p> });
        let lead = facts.lead.map(|(value, note)| {
            view! { <p class="lead"><b>{value}</b> <span>{note}</span></p> }
        });
        Some(view! {
            <header>
                <Light health=Signal::stored(health) />
                <b>{facts.name}</b>
                <span>{facts.place}</span>
            </header>
            {why}
            {lead}
        })
    };
    let rest = move || {
        let facts = facts.get()?;
        let values: Vec<_> = facts
            .values
            .into_iter()
            .map(|(label, value, level)| value_row(label, value, level))
            .collect();
        let extras: Vec<_> = facts
            .extras
            .into_iter()
            .map(|(label, value, level)| value_row(label, value, level))
            .collect();
        let guests: Vec<_> = facts
            .guests
            .into_iter()
            .map(|guest| {
                let health = Signal::stored(guest.health);
                view! { <li><Light health=health /> {guest.name} " " <small>{guest.words}</small></li> }
            })
            .collect();
        let more = (facts.more_guests > 0)
            .then(|| view! { <li>{format!("and {} more", facts.more_guests)}</li> });
        let keys: Vec<_> = facts
            .keys
            .iter()
            .copied()
            .map(|(key, does)| view! { <span><kbd>{key}</kbd> " " {does}</span> })
            .collect();
        Some(view! {
            {(!values.is_empty()).then(|| view! { <dl>{values}</dl> })}
            {(!extras.is_empty()).then(|| view! { <dl class="further">{extras}</dl> })}
            {(!guests.is_empty()).then(|| view! { <ul class="guests">{guests} {more}</ul> })}
            <footer>{keys}</footer>
        })
    };
    view! {
        // For assistive tools, the device's name tells the state, and the panel the rest.
        <aside class="hover-card" aria-hidden="true" data-card-of=id.to_string() node_ref=node>
            {optional(head)}
            <HourChart id=id />
            {optional(rest)}
        </aside>
    }
}

/// Places the card beside its device, or hides it if there is no room.
fn place(app: App, card: &HtmlElement, stage: Stage, pointed: Pointed, id: DeviceId) {
    let size = (card.offset_width() as f32, card.offset_height() as f32);
    let place = surroundings(app, stage, pointed, id).and_then(|(target, view, page)| {
        beside(&target, size, &view).or_else(|| beside(&target, size, &page))
    });
    let Some(at) = place else {
        return style(card, "visibility", "hidden");
    };
    style(card, "left", &pixels(f64::from(at.x)));
    style(card, "top", &pixels(f64::from(at.y)));
    style(card, "visibility", "visible");
}

/// In the window: the device with the pointer, the view of the racks, and the page.
fn surroundings(
    app: App,
    stage: Stage,
    pointed: Pointed,
    id: DeviceId,
) -> Option<(Area, Area, Area)> {
    let inner = app.inner();
    let snapshot = inner.document.snapshot().get_untracked();
    let device = snapshot.layout.devices.get(&id)?;
    let world = inner.viewport.world.get_untracked();
    let area = world.area_of(&snapshot.layout, device)?;
    let view = stage.view()?.get_bounding_client_rect();
    let (left, top) = (view.left(), view.top());
    let camera = stage.camera();
    let in_window = |x: f32, y: f32| {
        let (x, y) = camera.to_view(Point::new(x, y));
        Point::new((left + x) as f32, (top + y) as f32)
    };
    let corner = in_window(area.x, area.y);
    let target = Area::spanned(corner, in_window(area.right(), area.bottom()));
    // In the rear view, the pointer is where the back of the device is drawn.
    let target = match pointed.at.get_value() {
        Some((x, y)) => target.joined(&Area::new(x as f32 - 1.0, y as f32 - 1.0, 2.0, 2.0)),
        None => target,
    };
    let view = Area::new(
        left as f32,
        top as f32,
        view.width() as f32,
        view.height() as f32,
    );
    let length = |of: Result<wasm_bindgen::JsValue, _>| of.ok().and_then(|of| of.as_f64());
    let page = Area::new(
        0.0,
        0.0,
        length(window().inner_width())? as f32,
        length(window().inner_height())? as f32,
    );
    Some((target, view, page))
}

/// A value with its name above it.
fn value_row(label: impl Into<String>, value: String, level: Level) -> AnyView {
    view! { <div><dt>{label.into()}</dt><dd data-level=level.as_str()>{value}</dd></div> }
        .into_any()
}
