//! On the racks: a ring around each device that changed together with the one in question, with its change, while the card is open.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::domain::cause::ChangedDevice;
use crate::draw::aim::front_area;
use crate::draw::area::Area;
use crate::state::app::App;
use crate::views::ui::dynamic::effect;
use crate::views::ui::shapes;
use crate::views::ui::style::{pixels, style};

/// Marks them for as long as the current owner lives. The card says the same in words.
pub(super) fn mark_changed(app: App, changed: Memo<Vec<ChangedDevice>>) {
    let inner = app.inner();
    let (snapshot, world) = (inner.document.snapshot(), inner.viewport.world.clone());
    let rings = StoredValue::new_local(Vec::<Ring>::new());
    effect(move || {
        let (snapshot, world) = (snapshot.get(), world.get());
        let marked = changed.with(|changed| {
            let marked = changed
                .iter()
                .filter_map(|ChangedDevice { device, change }| {
                    let area = front_area(&world, &snapshot.layout, *device)?;
                    Ring::new(area, change)
                });
            marked.collect()
        });
        rings.set_value(marked);
    });
    on_cleanup(move || {
        // Dropped with the owner otherwise, whenever that is.
        let _ = rings.try_set_value(Vec::new());
    });
}

/// Removed from the page when dropped.
struct Ring(HtmlElement);

impl Ring {
    fn new(area: Area, change: &str) -> Option<Self> {
        let world = document().query_selector(".view > .world").ok()??;
        let element =
            |tag| -> Option<HtmlElement> { document().create_element(tag).ok()?.dyn_into().ok() };
        let (node, chip) = (element("div")?, element("span")?);
        shapes::set(&node, "class", "changed-with");
        shapes::set(&node, "aria-hidden", "true");
        for (name, length) in [
            ("left", area.x),
            ("top", area.y),
            ("width", area.width),
            ("height", area.height),
        ] {
            style(&node, name, &pixels(f64::from(length)));
        }
        chip.set_text_content(Some(change));
        node.append_child(&chip).ok()?;
        world.append_child(&node).ok()?;
        Some(Self(node))
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        self.0.remove();
    }
}
