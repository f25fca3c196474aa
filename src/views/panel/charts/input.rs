//! Pointer, wheel, touch and keys on the charts, converted to events of the view.

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

use super::cause::ask_at_crosshair;
use super::model::{ChartsModel, ChartsState};
use super::stepping::step_by_key;
use crate::domain::charts::ticks::{moment, span};
use crate::domain::charts::view::ChartEvent;
use crate::domain::units::Millis;
use crate::draw::chart::plot::AXIS_WIDTH;
use crate::interaction::thresholds::PointerKind;
use crate::state::time;
use crate::views::ui::dynamic::effect;
use crate::views::ui::style::style;

/// The effect of dragging the pressed pointer.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Drag {
    /// Marks the part to zoom to, from this share of the width.
    Zoom { from: f64, began: bool },
    /// Pans in time, starting at the last share.
    Pan { last: f64 },
    /// A finger moves the crosshair.
    Slide,
}

/// Listens on the element around all charts, for as long as it is on the page.
pub fn listen(node: NodeRef<html::Div>, state: ChartsState, model: Memo<Arc<ChartsModel>>) {
    let drag = StoredValue::new(None::<Drag>);
    let is_known = StoredValue::new(false);
    effect(move || {
        let Some(node) = node.get() else { return };
        let node: HtmlElement = node.into();
        let target = StoredValue::new_local(node.clone());
        let place = StoredValue::new(None::<PlotsPlace>);
        let share = move |event: &MouseEvent| {
            let size = state.size.get_untracked();
            let known = place.get_value().filter(|place| place.still_holds(size));
            let known =
                known.unwrap_or_else(|| target.with_value(|node| PlotsPlace::of(node, size)));
            place.set_value(Some(known));
            known.share_of(event)
        };
        let mark = move |part: Option<(f64, f64)>| target.with_value(|node| show_mark(node, part));
        let stop = [
            on(&node, ev::pointerdown, move |event: PointerEvent| {
                if !is_on_plot(&event) || event.button() != 0 {
                    return;
                }
                let from = share(&event);
                let kind = if event.pointer_type() == "touch" {
                    state.step(ChartEvent::Point(from));
                    Drag::Slide
                } else if event.shift_key() {
                    Drag::Pan { last: from }
                } else {
                    Drag::Zoom { from, began: false }
                };
                drag.set_value(Some(kind));
            }),
            on(&node, ev::pointermove, move |event: PointerEvent| {
                let at = share(&event);
                match drag.get_value() {
                    Some(Drag::Zoom { from, began }) => {
                        let moved = target.with_value(|node| (at - from).abs() * plot_width(node));
                        if began || moved > PointerKind::Mouse.drag_distance() {
                            if !began {
                                capture(&event);
                            }
                            drag.set_value(Some(Drag::Zoom { from, began: true }));
                            mark(Some((from, at)));
                        }
                        state.step(ChartEvent::Point(at));
                    }
                    Some(Drag::Pan { last }) => {
                        capture(&event);
                        state.step(ChartEvent::Pan(last - at));
                        drag.set_value(Some(Drag::Pan { last: at }));
                    }
                    Some(Drag::Slide) => state.step(ChartEvent::Point(at)),
                    None if is_on_plot(&event) && event.pointer_type() != "touch" => {
                        state.step(ChartEvent::Point(at));
                        // What else follows the pointer learns from the first move that it is here.
                        if is_known.get_value() && event.buttons() == 0 {
                            event.stop_propagation();
                        }
                        is_known.set_value(true);
                    }
                    None => {}
                }
            }),
            on(&node, ev::pointerup, move |event: PointerEvent| {
                if let Some(Drag::Zoom { from, began: true }) = drag.get_value() {
                    state.step(ChartEvent::ZoomTo(from, share(&event)));
                }
                drag.set_value(None);
                mark(None);
            }),
            on(&node, ev::pointercancel, move |_: PointerEvent| {
                drag.set_value(None);
                mark(None);
            }),
            on(&node, ev::pointerleave, move |event: PointerEvent| {
                is_known.set_value(false);
                if event.pointer_type() != "touch" && drag.get_value().is_none() {
                    state.step(ChartEvent::Leave);
                }
            }),
            on(&node, ev::dblclick, move |event: MouseEvent| {
                if is_on_plot(&event) {
                    state.step(ChartEvent::Reset);
                }
            }),
            on(&node, ev::wheel, move |event: WheelEvent| {
                if event.ctrl_key() || event.meta_key() {
                    event.prevent_default();
                    let factor = if event.delta_y() > 0.0 { 1.25 } else { 0.8 };
                    let about = Some(share(&event));
                    state.step(ChartEvent::ZoomBy { factor, about });
                } else if event.delta_x().abs() > event.delta_y().abs() {
                    event.prevent_default();
                    state.step(ChartEvent::Pan(event.delta_x().signum() * 0.05));
                }
            }),
            on(&node, ev::keydown, move |event: KeyboardEvent| {
                on_key(&event, state, model)
            }),
        ];
        let stop = StoredValue::new_local(stop);
        on_cleanup(move || {
            stop.with_value(|stop| stop.iter().for_each(|stop| stop()));
        });
    });
}

fn on_key(event: &KeyboardEvent, state: ChartsState, model: Memo<Arc<ChartsModel>>) {
    // Buttons and tables handle their own keys.
    let on_charts = event
        .target()
        .is_some_and(|target| Some(target) == event.current_target());
    if on_charts && step_by_key(event, state, model) {
        return;
    }
    if !on_charts || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    if matches!(event.key().as_str(), "w" | "W" | "Enter") {
        if ask_at_crosshair(state) {
            event.prevent_default();
            event.stop_propagation();
        }
        return;
    }
    let does = match (event.key().as_str(), event.shift_key()) {
        ("ArrowLeft", false) => ChartEvent::Move(-1),
        ("ArrowRight", false) => ChartEvent::Move(1),
        ("PageUp", _) => ChartEvent::Move(-10),
        ("PageDown", _) => ChartEvent::Move(10),
        ("ArrowLeft", true) => ChartEvent::Pan(-0.1),
        ("ArrowRight", true) => ChartEvent::Pan(0.1),
        ("+" | "=", _) => zoom(0.5),
        ("-" | "_", _) => zoom(2.0),
        ("Home", _) => ChartEvent::Reset,
        ("Escape", _) if state.crosshair.get_untracked().is_some() => ChartEvent::Leave,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    state.step(does);
    let shown = state.time.get_untracked();
    let hours = state.preferences.get_untracked().hours;
    let words = |at| moment(at, shown.now(), &time::offset, hours);
    state
        .spoken
        .set(match (does, state.crosshair.get_untracked()) {
            (ChartEvent::Move(_), Some(at)) => words(at),
            (ChartEvent::Leave, _) | (_, None) | (_, Some(_)) => {
                span(shown.window(), shown.now(), &time::offset, hours)
            }
        });
}

const fn zoom(factor: f64) -> ChartEvent {
    ChartEvent::ZoomBy {
        factor,
        about: None,
    }
}

/// Adds a listener; the returned function removes it. Events that may keep the page from scrolling are not passive.
fn on<E>(node: &HtmlElement, event: E, handler: impl FnMut(E::EventType) + 'static) -> Box<dyn Fn()>
where
    E: ev::EventDescriptor,
    E::EventType: wasm_bindgen::convert::FromWasmAbi + 'static,
{
    let closure = wasm_bindgen::closure::Closure::<dyn FnMut(E::EventType)>::new(handler);
    let name = event.name().to_string();
    let node = node.clone();
    // An element takes listeners.
    let _ = node.add_event_listener_with_callback(&name, closure.as_ref().unchecked_ref());
    Box::new(move || {
        let _ = node.remove_event_listener_with_callback(&name, closure.as_ref().unchecked_ref());
    })
}

fn capture(event: &PointerEvent) {
    let node = event
        .current_target()
        .and_then(|node| node.dyn_into::<Element>().ok());
    if let Some(node) = node {
        // Fails if the pointer is gone; then there is nothing to capture.
        let _ = node.set_pointer_capture(event.pointer_id());
    }
}

fn is_on_plot(event: &MouseEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let nearest = target.and_then(|target| target.closest(".plot, .time-axis, button").ok()?);
    nearest.is_some_and(|nearest| nearest.tag_name() != "BUTTON")
}

fn plot_width(node: &HtmlElement) -> f64 {
    width_within(&node.get_bounding_client_rect())
}

fn width_within(place: &DomRect) -> f64 {
    (place.width() - f64::from(AXIS_WIDTH)).max(1.0)
}

/// How long the place of the plots is not read anew, in milliseconds: reading it makes the browser lay out the page, perhaps in each move.
const PLACE_KEPT: i64 = 500;

/// Where the plots are in the window, in CSS pixels.
#[derive(Clone, Copy)]
struct PlotsPlace {
    left: f64,
    width: f64,
    /// Number of size changes so far, and when it was read.
    size: u32,
    at: Millis,
}

impl PlotsPlace {
    fn of(node: &HtmlElement, size: u32) -> Self {
        let place = node.get_bounding_client_rect();
        Self {
            left: place.left() + f64::from(AXIS_WIDTH),
            width: width_within(&place),
            size,
            at: time::now(),
        }
    }

    fn still_holds(&self, size: u32) -> bool {
        self.size == size && (0..PLACE_KEPT).contains(&time::now().since(self.at))
    }

    /// The pointer's position, as a share of the plots' width.
    fn share_of(&self, event: &MouseEvent) -> f64 {
        (f64::from(event.client_x()) - self.left) / self.width
    }
}

/// Shows which part is marked to zoom to.
fn show_mark(node: &HtmlElement, part: Option<(f64, f64)>) {
    let is_marked = part.is_some();
    // The name is valid.
    let _ = node.toggle_attribute_with_force("data-zooming", is_marked);
    if let Some((one, other)) = part {
        let (from, until) = (
            one.min(other).clamp(0.0, 1.0),
            one.max(other).clamp(0.0, 1.0),
        );
        style(node, "--zoom-from", &format!("{from:.5}"));
        style(node, "--zoom-until", &format!("{until:.5}"));
    }
}
