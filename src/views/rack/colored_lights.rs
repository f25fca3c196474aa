//! Individually colored lights of devices, including those of guests. Not needed for the first picture.

use leptos::prelude::*;
use web_sys::{Document, Element};

use crate::domain::decimal::decimal;
use crate::domain::view::DeviceView;
use crate::draw::device::DeviceFrame;
use crate::draw::light_gradient::LightGradient;
use crate::state::app::App;
use crate::views::ui::shapes::{self, pixels};
use crate::views::ui::style_sheet::adopt;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Starts drawing them.
pub fn draw_colored_lights(app: App) {
    let live = &app.inner().live;
    if live.light_drawer().is_none() {
        adopt(include_str!("../../../style/own_lights.css"));
        live.draw_lights_with(draw);
    }
}

fn draw(group: &Element, frame: &DeviceFrame, view: &DeviceView, plain: bool) {
    let Some((shape, fill)) = frame.colored_lights(view, plain).joined() else {
        return;
    };
    if let Some(node) = shapes::append_one(group, &shape) {
        let id = defined(&fill);
        shapes::set(&node, "fill", &format!("url(#{id})"));
    }
}

/// The id of the gradient on the page, where devices that look the same share one: `own-3600-0-5200-0-0-down-500-down-500-ok-1000-ok`.
fn defined(fill: &LightGradient) -> String {
    let document = document();
    let stops = fill.stops.iter();
    let stops: String = stops
        .map(|(share, state)| format!("-{}-{}", hundredths(*share * 10.0), state.as_str()))
        .collect();
    let ends = [fill.from.0, fill.from.1, fill.to.0, fill.to.1].map(hundredths);
    let id = format!("own-{}{stops}", ends.join("-"));
    if document.get_element_by_id(&id).is_some() {
        return id;
    }
    // Without a place for the gradient the lights have no color; happens only while the page is being torn down.
    let other = document.query_selector("linearGradient").ok().flatten();
    let definitions = other.and_then(|other| other.parent_element());
    if let (Some(definitions), Some(gradient)) = (definitions, gradient(&document, &id, fill)) {
        let _ = definitions.append_child(&gradient);
    }
    id
}

fn gradient(document: &Document, id: &str, fill: &LightGradient) -> Option<Element> {
    let element = |tag| document.create_element_ns(Some(SVG), tag).ok();
    let gradient = element("linearGradient")?;
    shapes::set(&gradient, "id", id);
    shapes::set(&gradient, "gradientUnits", "userSpaceOnUse");
    shapes::set(&gradient, "x1", &pixels(fill.from.0));
    shapes::set(&gradient, "y1", &pixels(fill.from.1));
    shapes::set(&gradient, "x2", &pixels(fill.to.0));
    shapes::set(&gradient, "y2", &pixels(fill.to.1));
    for (share, state) in &fill.stops {
        let stop = element("stop")?;
        shapes::set(&stop, "class", &format!("stop-{}", state.as_str()));
        shapes::set(&stop, "offset", &decimal(f64::from(*share), 4));
        gradient.append_child(&stop).ok()?;
    }
    Some(gradient)
}

fn hundredths(number: f32) -> String {
    decimal(f64::from(number) * 100.0, 0)
}
