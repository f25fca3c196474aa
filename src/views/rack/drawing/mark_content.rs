//! What is drawn of a device on a rack.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Drawing, Placed};
use crate::domain::ids::{DeviceId, PictureId};
use crate::domain::layout::{DeviceType, PlateTone, Snapshot};
use crate::draw::area::Area;
use crate::draw::detail::Detail;
use crate::draw::viewpoint::Showing;

/// Everything on which the drawing of a device depends, except live data.
pub(super) struct MarkContent {
    pub(super) device_type: Arc<DeviceType>,
    pub(super) showing: Showing,
    pub(super) width: f32,
    pub(super) is_plain: bool,
    /// The plates in its bays.
    pub(super) held: Vec<Area>,
    pub(super) picture: Option<PictureId>,
    pub(super) tone: Option<PlateTone>,
}

impl PartialEq for MarkContent {
    /// Types shared between layouts are compared by pointer: building a device's frame takes longer than redrawing nothing.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.device_type, &other.device_type)
            && self.showing == other.showing
            && self.width == other.width
            && self.is_plain == other.is_plain
            && self.held == other.held
            && self.picture == other.picture
            && self.tone == other.tone
    }
}

impl Drawing {
    /// Returns `None` for a device that is not drawn individually.
    pub(super) fn content(
        &self,
        snapshot: &Snapshot,
        id: DeviceId,
        placed: &Placed,
        marks: &HashMap<DeviceId, Placed>,
    ) -> Option<MarkContent> {
        let detail = self.detail.get();
        let layout = &snapshot.layout;
        let showing = placed
            .outline
            .showing
            .filter(|_| matches!(detail, Detail::Plain | Detail::Full))?;
        let device = layout.devices.get(&id)?;
        let device_type = layout.device_types.get_shared(&device.device_type)?.clone();
        let is_plain = detail == Detail::Plain;
        let picture = showing.picture(&device_type).filter(|picture| {
            let drawer = self.app.inner().pictures.drawer();
            !is_plain && drawer.is_some_and(|drawer| drawer.has(*picture))
        });
        Some(MarkContent {
            device_type,
            showing,
            width: placed.outline.area.width,
            is_plain,
            picture,
            tone: device.color.tone(),
            held: held(placed, snapshot.index.children_of(id), marks),
        })
    }
}

/// The visible plates in a device's bays, relative to its own plate.
fn held(device: &Placed, children: &[DeviceId], marks: &HashMap<DeviceId, Placed>) -> Vec<Area> {
    let seen = children.iter().filter_map(|child| marks.get(child));
    seen.filter(|child| child.outline.showing.is_some())
        .map(|child| child.outline.area.within(&device.outline.area))
        .collect()
}
