//! The pictures on screen, and how a device is drawn with one.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Element;

use crate::domain::ids::PictureId;
use crate::domain::view::DeviceView;
use crate::draw::device::DeviceFrame;
use crate::draw::shape::Geometry;
use crate::state::app::App;
use crate::state::files::Address;
use crate::state::pictures::PictureDrawer;
use crate::state::spawn;
use crate::views::ui::shapes;
use crate::views::ui::style_sheet::adopt;

/// The object URLs of pictures.
#[derive(Default)]
pub struct LoadedPictures {
    addresses: RefCell<HashMap<PictureId, Address>>,
    /// The pictures in the current layout.
    wanted: RefCell<Vec<PictureId>>,
}

/// Reads the missing pictures, and draws the available ones.
pub(super) fn show(app: App, loaded: Rc<LoadedPictures>, pictures: Vec<PictureId>) {
    adopt(include_str!("../../../style/pictures.css"));
    let wanted = app.inner().pictures.wanted.clone();
    if !wanted.get_untracked() {
        return;
    }
    let missing: Vec<PictureId> = {
        let mut addresses = loaded.addresses.borrow_mut();
        addresses.retain(|picture, _| pictures.contains(picture));
        let is_missing = |picture: &&PictureId| !addresses.contains_key(picture);
        pictures.iter().filter(is_missing).copied().collect()
    };
    *loaded.wanted.borrow_mut() = pictures;
    spawn(async move {
        for picture in missing {
            let Some(file) = app.kept_picture(picture).await else {
                continue;
            };
            let address = Address::of(file.kind.media_type(), &file.bytes);
            let is_wanted = loaded.wanted.borrow().contains(&picture);
            if let Some(address) = address.filter(|_| is_wanted) {
                loaded.addresses.borrow_mut().insert(picture, address);
            }
        }
        if wanted.get_untracked() {
            app.inner().pictures.draw_with(Some(loaded));
        }
    });
}

impl PictureDrawer for LoadedPictures {
    fn has(&self, picture: PictureId) -> bool {
        self.addresses.borrow().contains_key(&picture)
    }

    fn draw_still(&self, group: &Element, frame: &DeviceFrame, view: &DeviceView) {
        draw_on_picture(group, frame, view, &|picture, node| {
            if let Some(address) = self.addresses.borrow().get(&picture) {
                shapes::set(node, "href", address.as_str());
            }
        });
    }
}

/// Appends the static nodes of a device with a picture. `fill` sets the address on the node of each picture.
pub fn draw_on_picture(
    group: &Element,
    frame: &DeviceFrame,
    view: &DeviceView,
    fill: &dyn Fn(PictureId, &Element),
) {
    for shape in frame.still_on_picture(view) {
        let Some(node) = shapes::append_one(group, &shape) else {
            continue;
        };
        let Geometry::Picture { picture, area } = shape.geometry else {
            continue;
        };
        for (name, length) in [
            ("x", area.x),
            ("y", area.y),
            ("width", area.width),
            ("height", area.height),
        ] {
            shapes::set(&node, name, &shapes::pixels(length));
        }
        shapes::set(&node, "preserveAspectRatio", "xMidYMid slice");
        // The device's accessible name describes it.
        shapes::set(&node, "aria-hidden", "true");
        fill(picture, &node);
    }
}
