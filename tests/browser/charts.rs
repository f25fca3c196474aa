//! Readings at a chart's crosshair, in a page.

use std::cell::RefCell;
use std::sync::Arc;

use blinkenrack::domain::charts::reading::{Chart, ChartReading, Track as ChartLine};
use blinkenrack::domain::charts::unit::ChartUnit;
use blinkenrack::domain::series::rows::Window;
use blinkenrack::domain::units::Millis;
use blinkenrack::shell::clock::sleep;
use blinkenrack::state::app::App;
use blinkenrack::views::panel::charts::alone::{ChartOfWindow, charts_alone};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, PointerEvent, PointerEventInit};

const UNTIL: i64 = 1_790_000_000_000;
const MINUTE: i64 = 60_000;
const PATIENCE_MS: u32 = 10_000;
const POLL_MS: u32 = 20;

/// An hour with the value 7 in its first half and 9 in its second.
fn chart() -> ChartOfWindow {
    let reading = |back: i64| ChartReading {
        at: Millis(UNTIL - back * MINUTE),
        step: MINUTE,
        value: if back > 30 { 7.0 } else { 9.0 },
        peak: None,
    };
    ChartOfWindow {
        chart: Arc::new(Chart {
            id: "one".to_owned(),
            title: "One".to_owned(),
            unit: ChartUnit::Plain,
            tracks: vec![ChartLine {
                name: "value".to_owned(),
                readings: (0..=60).rev().map(reading).collect(),
            }],
            whole: None,
            limits: Vec::new(),
            alerts: &[],
        }),
        window: Window {
            from: Millis(UNTIL - 60 * MINUTE),
            until: Millis(UNTIL),
        },
    }
}

/// Moves the pointer to a fraction of the plot's width.
fn point(place: &HtmlElement, share: f64) {
    let canvas = place.query_selector(".plot canvas").expect("a selector");
    let canvas = canvas.expect("a canvas");
    let area = canvas.get_bounding_client_rect();
    let init = PointerEventInit::new();
    init.set_bubbles(true);
    init.set_pointer_type("mouse");
    init.set_client_x((area.left() + 40.0 + (area.width() - 40.0) * share) as i32);
    init.set_client_y(area.top() as i32 + 20);
    let event = PointerEvent::new_with_event_init_dict("pointermove", &init).expect("an event");
    canvas.dispatch_event(&event).expect("it is taken");
}

/// The visible text of an element; empty if it is hidden.
fn said(place: &HtmlElement, selector: &str) -> String {
    let node = place.query_selector(selector).expect("a selector");
    let node: Option<HtmlElement> = node.map(JsCast::unchecked_into);
    let shown = node.filter(|node| !node.hidden());
    shown
        .and_then(|node| node.text_content())
        .unwrap_or_default()
}

/// The chart handles input once its elements exist, and shows readings once the browser reports it as visible.
async fn wait_until_said(place: &HtmlElement, wanted: &str, again: impl Fn()) {
    for _ in 0..PATIENCE_MS / POLL_MS {
        again();
        if said(place, ".reading") == wanted {
            return;
        }
        sleep(POLL_MS).await;
    }
    let all = place.inner_html();
    panic!("not {wanted:?}: {all}");
}

async fn point_until_said(place: &HtmlElement, share: f64, wanted: &str) {
    wait_until_said(place, wanted, || point(place, share)).await;
}

#[wasm_bindgen_test]
async fn a_chart_says_its_value_at_the_crosshair_again_and_again() {
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.expect("a document");
    let place = document.create_element("div").expect("an element");
    let place: HtmlElement = place.unchecked_into();
    // In the viewport, whatever else is on the page.
    let style = "position: fixed; inset: 0 auto auto 0; width: 640px";
    place.set_attribute("style", style).expect("a style");
    let body = document.body().expect("a body");
    body.append_child(&place).expect("appended");
    let shown = ArcRwSignal::new(Arc::new(chart()));
    let page = RefCell::new(Some(mount_to(place.clone(), move || {
        App::provide();
        charts_alone(shown)
    })));
    for (share, value) in [(0.2, "7"), (0.8, "9"), (0.3, "7")] {
        point_until_said(&place, share, value).await;
        assert_ne!(said(&place, ".time"), "");
    }
    let button = place.query_selector("button.fold").expect("a selector");
    let button: HtmlElement = button.expect("a button").unchecked_into();
    button.click();
    for _ in 0..PATIENCE_MS / POLL_MS {
        if place
            .query_selector(".reading")
            .is_ok_and(|one| one.is_none())
        {
            break;
        }
        sleep(POLL_MS).await;
    }
    button.click();
    // The reading of the marked moment is shown again.
    wait_until_said(&place, "7", || {}).await;
    point_until_said(&place, 0.9, "9").await;
    drop(page.take());
    place.remove();
}
