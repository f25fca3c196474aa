//! Pictures on devices, and their fields in the form of a type. A part of its own, loaded when a layout has pictures or a type is edited.

mod fields;
mod loaded;

use std::rc::Rc;

use leptos::prelude::*;

use self::loaded::LoadedPictures;
use super::ui::dynamic::effect;
use super::ui::lazy::ViewMaker;
use crate::domain::ids::PictureId;
use crate::domain::layout::DeviceType;
use crate::state::app::App;
use crate::state::part::lazy_part;

pub use fields::PictureChoice;
pub use loaded::draw_on_picture;

lazy_part!(pictures: fn load_show() -> fn(App, Rc<LoadedPictures>, Vec<PictureId>) = loaded::show);
lazy_part!(pictures: pub fn load_fields() -> ViewMaker<PictureChoice> = fields::fields);

/// Shows the pictures of the open layout while the user wants them, for as long as the current owner lives.
pub fn follow(app: App) {
    app.show_kept_pictures();
    app.remove_unused_pictures_later();
    let inner = app.inner();
    let (snapshot, wanted) = (inner.document.snapshot(), inner.pictures.wanted.clone());
    let pictures = Memo::new(move |_| {
        if !wanted.get() {
            return Vec::new();
        }
        snapshot.with(|snapshot| {
            let types = snapshot.layout.device_types.iter();
            let mut all: Vec<PictureId> = types.flat_map(DeviceType::pictures).collect();
            all.sort_unstable();
            all.dedup();
            all
        })
    });
    let loaded = Rc::new(LoadedPictures::default());
    effect(move || {
        let pictures = pictures.get();
        if pictures.is_empty() {
            app.inner().pictures.draw_with(None);
            return;
        }
        let loaded = loaded.clone();
        // If the part fails to load, devices are drawn without pictures; the next change tries again.
        crate::state::spawn(async move {
            if let Ok(show) = load_show().await {
                show(app, loaded, pictures);
            }
        });
    });
}
