//! The page of racks: canvas, and the panel of the device that is open.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::query_signal_with_options;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent, PointerEvent};

use super::actions;
use super::banners::Banners;
use super::dialogs::Dialogs;
use super::panel::Panel;
use super::phone_bar::PhoneBar;
use super::rack::device_mark::{device_id_of, device_node_at};
use super::rack::drag::Dragging;
use super::rack::keyboard::{self, Wish};
use super::rack::rack_view::RackView;
use super::selection_panel::SelectionPanel;
use super::top_bar::TopBar;
use super::ui::dynamic::{dynamic, effect, nothing, optional};
use crate::domain::ids::{DeviceId, RackId};
use crate::draw::scale::Scale;
use crate::state::app::{App, HubState};

#[component]
pub fn RacksScreen() -> impl IntoView {
    let (asked, set_asked) = query_signal_with_options::<String>(
        "device",
        NavigateOptions {
            scroll: false,
            ..Default::default()
        },
    );
    let open = Memo::new(move |_| asked.get().and_then(|text| DeviceId::parse(&text)));
    let set_open = Callback::new(move |device: Option<DeviceId>| {
        set_asked.set(device.map(|id| id.to_string()))
    });
    view! {
        <div class="app">
            <TopBar />
            <main class="canvas">
                <h1 class="visually-hidden">"Racks"</h1>
                <Banners />
                <Canvas open=open.into() set_open=set_open />
            </main>
            <Panel open=open.into() on_close=Callback::new(move |()| set_open.run(None)) />
            <SelectionPanel />
            <PhoneBar />
            <actions::ContextMenu />
            <Dialogs />
            <Announcer />
        </div>
    }
}

/// All racks, and every way to act on the devices in them.
#[component]
fn Canvas(open: Signal<Option<DeviceId>>, set_open: Callback<Option<DeviceId>>) -> impl IntoView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let racks = {
        let snapshot = snapshot.clone();
        Memo::new(move |_| {
            snapshot.with(|snapshot| {
                snapshot
                    .layout
                    .racks
                    .iter()
                    .map(|rack| rack.id)
                    .collect::<Vec<RackId>>()
            })
        })
    };
    let scale = screen_scale();
    let focused = RwSignal::new(None::<DeviceId>);
    // Tab leads to the device that was focused last, else to the first one.
    let reachable = Memo::new(move |_| {
        snapshot.with(|snapshot| {
            let known = focused
                .get()
                .or(open.get())
                .filter(|id| snapshot.layout.devices.contains(id));
            known.or_else(|| {
                snapshot
                    .layout
                    .racks
                    .iter()
                    .find_map(|rack| snapshot.index.devices_in(rack.id).first().copied())
            })
        })
    });
    let is_empty = Memo::new(move |_| racks.with(Vec::is_empty));
    let container = NodeRef::<html::Div>::new();
    let dragging = StoredValue::new_local(Dragging::default());
    let go = move |id: DeviceId| {
        focused.set(Some(id));
        if let Some(canvas) = container.get_untracked() {
            keyboard::focus(&canvas, id);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let Some(wish) = keyboard::read(app, &event) else {
            return;
        };
        event.prevent_default();
        match wish {
            Wish::Go(id) => go(id),
            Wish::Open(id) => set_open.run(Some(id)),
            Wish::Nothing => {
                if let Some(id) = focused.get_untracked() {
                    // A device that changes its place among its neighbors loses the focus with its node's place.
                    request_animation_frame_once(move || go(id));
                }
            }
        }
    };
    let on_page_key = window_event_listener(ev::keydown, move |event| {
        if dragging.with_value(|dragging| dragging.on_key(&event)) {
            return;
        }
        if event.key() == "Escape"
            && open.get_untracked().is_some()
            && app.inner().dialog.with_untracked(Option::is_none)
        {
            set_open.run(None);
        }
    });
    actions::on_keys(app);
    on_cleanup(move || on_page_key.remove());
    let on_click = move |event: MouseEvent| {
        if dragging.with_value(Dragging::swallows_click) {
            return;
        }
        if let Some(id) = clicked_device(&event) {
            focused.set(Some(id));
            set_open.run(Some(id));
        }
    };
    view! {
        {dynamic(move || if is_empty.get() { view! { <Waiting /> }.into_any() } else { nothing() })}
            <div
                class="racks"
                node_ref=container
                on:click=on_click
                on:keydown=on_key
                on:focusin=move |event| {
                    if let Some(id) = device_of(event.target()) {
                        focused.set(Some(id));
                    }
                }
                on:pointerdown=move |event: PointerEvent| {
                    dragging.with_value(|dragging| dragging.on_down(app, scale.get_untracked(), &event));
                }
                on:pointermove=move |event: PointerEvent| {
                    dragging.with_value(|dragging| dragging.on_move(app, scale.get_untracked(), &event));
                }
                on:pointerup=move |_| dragging.with_value(|dragging| dragging.on_up(app))
                on:pointercancel=move |_| dragging.with_value(Dragging::cancel)
            >
                <For each=racks key=|id| *id let:id>
                    <RackView id=id scale=scale selected=open reachable=reachable.into() />
                </For>
            </div>
    }
}

fn clicked_device(event: &MouseEvent) -> Option<DeviceId> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let point = (f64::from(event.client_x()), f64::from(event.client_y()));
    device_id_of(&device_node_at(&target, point.0, point.1)?)
}

fn device_of(target: Option<web_sys::EventTarget>) -> Option<DeviceId> {
    let node: Element = target?.dyn_into().ok()?;
    device_id_of(&node.closest("[data-device-id]").ok()??)
}

/// Runs once in the next frame; where there are no frames it is not needed either.
fn request_animation_frame_once(work: impl FnOnce() + 'static) {
    let _ = request_animation_frame(work);
}

/// Wide on a desk's screen, narrow on a phone held upright; follows the window.
fn screen_scale() -> Signal<Scale> {
    const NARROW: &str = "(max-width: 700px)";
    let list = window().match_media(NARROW).ok().flatten();
    let narrow = RwSignal::new(list.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    let resized = window_event_listener(ev::resize, move |_| {
        let now = list.as_ref().is_some_and(web_sys::MediaQueryList::matches);
        if narrow.get_untracked() != now {
            narrow.set(now);
        }
    });
    on_cleanup(move || resized.remove());
    Signal::derive(move || {
        if narrow.get() {
            Scale::NARROW
        } else {
            Scale::WIDE
        }
    })
}

/// What stands there while there are no racks: connecting, or an account that sees nothing.
#[component]
fn Waiting() -> impl IntoView {
    let inner = App::expect().inner();
    let (hub, account) = (inner.hub.clone(), inner.account.clone());
    let lines = Memo::new(move |_| {
        let host = account.with(|account| {
            account
                .as_ref()
                .map(|account| account.hub.clone())
                .unwrap_or_default()
        });
        hub.with(|hub| waiting_lines(hub, &host))
    });
    dynamic(move || {
        let (heading, lines) = lines.get();
        let lines: Vec<_> = lines
            .into_iter()
            .map(|line| view! { <p>{line}</p> })
            .collect();
        view! {
            <div class="empty" role="status">
                <h2>{heading}</h2>
                {lines}
            </div>
        }
        .into_any()
    })
}

/// A heading and what is said below it.
fn waiting_lines(hub: &HubState, host: &str) -> (&'static str, Vec<String>) {
    match hub {
        HubState::Live | HubState::Demo => (
            "This account sees no systems",
            vec![
                format!(
                    "{host} let you in, but lists no systems for your account. Either nothing is monitored yet, or the \
                     systems are not shared with you."
                ),
                "Add a system in Beszel, or have the hub's superuser add your account to the field users of the systems, in the \
                 admin pages below /_/. They appear here by themselves."
                    .to_owned(),
            ],
        ),
        HubState::Connecting | HubState::Reconnecting => ("Connecting", vec![format!("Asking {host} for its systems…")]),
        HubState::Lost(_) | HubState::None => ("", Vec::new()),
    }
}

/// Says what was done to those who cannot see it, and shows it for a moment to those who can.
#[component]
fn Announcer() -> impl IntoView {
    let message = App::expect().inner().message.clone();
    let shown = message.clone();
    let mut timer = None::<TimeoutHandle>;
    effect(move || {
        if let Some(old) = timer.take() {
            old.clear();
        }
        timer = shown.get().and_then(|_| {
            let shown = shown.clone();
            set_timeout(move || shown.set(None), std::time::Duration::from_secs(4)).ok()
        });
    });
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {optional(move || message.get().map(|text| view! { <div class="toast">{text}</div> }))}
        </div>
    }
}
