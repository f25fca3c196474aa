//! The guests of devices as lights. A part of its own, loaded when a layout has guests.

use leptos::prelude::*;
use web_sys::{Document, Element};

use crate::domain::decimal::decimal;
use crate::domain::view::DeviceView;
use crate::draw::device::DeviceFrame;
use crate::draw::guests_fill::GuestsFill;
use crate::draw::shape::Fill;
use crate::state::app::App;
use crate::state::live::GuestDrawer;
use crate::state::part::{lazy_part, until_loaded};
use crate::state::spawn;
use crate::views::ui::dynamic::effect;
use crate::views::ui::shapes::{self, pixels};
use crate::views::ui::style_sheet::adopt;

lazy_part!(guests: fn load_drawer() -> GuestDrawer = draw);

const SVG: &str = "http://www.w3.org/2000/svg";

/// Draws guests from when the open layout has some, for as long as the current owner lives.
pub fn follow(app: App) {
    let snapshot = app.inner().document.snapshot();
    let has_guests = Memo::new(move |_| snapshot.with(|snapshot| snapshot.index.has_guests()));
    effect(move || {
        if !has_guests.get() || app.inner().live.guest_drawer().is_some() {
            return;
        }
        spawn(async move {
            let draw = until_loaded(load_drawer).await;
            app.inner().live.draw_guests_with(draw);
        });
    });
}

fn draw(group: &Element, frame: &DeviceFrame, view: &DeviceView, plain: bool) {
    let Some(shape) = frame.guests(view, plain) else {
        return;
    };
    adopt(include_str!("../../../style/guests.css"));
    let node = shapes::append_one(group, &shape);
    if let (Some(node), Fill::Guests(fill)) = (node, shape.fill) {
        define(fill);
        shapes::set(&node, "fill", &format!("url(#{})", fill.id()));
    }
}

/// Adds the gradient to the page, once.
fn define(fill: GuestsFill) {
    let document = document();
    let id = fill.id();
    if document.get_element_by_id(&id).is_some() {
        return;
    }
    // Without a place for it the lights have no color: only while the page is being torn down.
    let other = document.query_selector("linearGradient").ok().flatten();
    let definitions = other.and_then(|other| other.parent_element());
    if let (Some(definitions), Some(gradient)) = (definitions, gradient(&document, &id, fill)) {
        let _ = definitions.append_child(&gradient);
    }
}

fn gradient(document: &Document, id: &str, fill: GuestsFill) -> Option<Element> {
    let element = |tag| document.create_element_ns(Some(SVG), tag).ok();
    let gradient = element("linearGradient")?;
    let (from, to) = fill.span();
    shapes::set(&gradient, "id", id);
    shapes::set(&gradient, "gradientUnits", "userSpaceOnUse");
    shapes::set(&gradient, "x1", &pixels(from));
    shapes::set(&gradient, "x2", &pixels(to));
    for (share, state) in fill.stops() {
        let stop = element("stop")?;
        shapes::set(&stop, "class", &format!("stop-{}", state.as_str()));
        shapes::set(&stop, "offset", &decimal(f64::from(share), 4));
        gradient.append_child(&stop).ok()?;
    }
    Some(gradient)
}
