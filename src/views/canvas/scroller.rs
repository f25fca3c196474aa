//! The scroll container on the page and the world inside it: moves both to the camera's position.

use std::cell::Cell;

use web_sys::HtmlElement;

use crate::domain::decimal::decimal;
use crate::draw::camera::{Camera, Pair};
use crate::draw::detail::Detail;
use crate::views::ui::style::{mark, pixels, style};

pub struct Scroller {
    view: HtmlElement,
    /// As large as the scrollable area.
    sizer: HtmlElement,
    world: HtmlElement,
    /// How far the browser has scrolled the view. During a gesture the camera moves independently of it.
    scrolled: Cell<Pair>,
}

impl Scroller {
    /// The scroll container and its two children.
    pub fn new(view: HtmlElement, sizer: HtmlElement, world: HtmlElement) -> Self {
        Self {
            view,
            sizer,
            world,
            scrolled: Cell::new((0.0, 0.0)),
        }
    }

    pub fn view(&self) -> &HtmlElement {
        &self.view
    }

    /// The view's size on the page; `None` while it has none.
    pub fn size(&self) -> Option<Pair> {
        let size = (
            f64::from(self.view.client_width()),
            f64::from(self.view.client_height()),
        );
        (size.0 > 0.0 && size.1 > 0.0).then_some(size)
    }

    /// Converts a point of the window to the view.
    pub fn point(&self, client_x: f64, client_y: f64) -> Pair {
        let place = self.view.get_bounding_client_rect();
        (client_x - place.left(), client_y - place.top())
    }

    /// Moves the world to its place under the camera, however far the view is scrolled.
    pub fn move_world(&self, camera: &Camera) {
        let (margin, scrolled) = (camera.margin(), self.scrolled.get());
        let transform = format!(
            "translate({}, {}) scale({})",
            pixels(margin.0 + scrolled.0 - camera.scroll.0),
            pixels(margin.1 + scrolled.1 - camera.scroll.1),
            decimal(camera.zoom, 4)
        );
        style(&self.world, "transform", &transform);
    }

    /// Scrolls the view to the camera, as precisely as browsers do: in whole screen pixels.
    pub fn scroll(&self, camera: &Camera) {
        let extent = camera.extent();
        style(&self.sizer, "width", &pixels(extent.0.ceil()));
        style(&self.sizer, "height", &pixels(extent.1.ceil()));
        // If there is nothing to scroll sideways, some browsers take a swipe as a step back in the history.
        let is_across = extent.0 <= camera.view().0 + 1.0;
        let touch = if is_across { "pan-y" } else { "pan-x pan-y" };
        style(&self.view, "touch-action", touch);
        let (left, top) = (camera.scroll.0.round(), camera.scroll.1.round());
        self.view.set_scroll_left(left as i32);
        self.view.set_scroll_top(top as i32);
        self.scrolled.set((left, top));
        // Resizing the names during a gesture would cost frames.
        let is_far = Detail::is_far(camera.zoom);
        if is_far != self.world.has_attribute("data-far") {
            mark(&self.world, "data-far", is_far);
        }
    }

    /// How far the browser has scrolled by itself since the last time; `None` if not at all.
    pub fn scrolled_by(&self) -> Option<Pair> {
        let scrolled = (
            f64::from(self.view.scroll_left()),
            f64::from(self.view.scroll_top()),
        );
        let before = self.scrolled.replace(scrolled);
        (scrolled != before).then_some((scrolled.0 - before.0, scrolled.1 - before.1))
    }

    /// Sets the world's size, in world pixels.
    pub fn size_world(&self, size: (f32, f32)) {
        style(&self.world, "width", &pixels(f64::from(size.0)));
        style(&self.world, "height", &pixels(f64::from(size.1)));
    }

    /// While the camera moves, the world is a layer of its own that is only translated; at rest it is painted sharp.
    pub fn set_moving(&self, is_moving: bool) {
        mark(&self.view, "data-moving", is_moving);
    }
}
