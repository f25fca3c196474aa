//! Caches the world and rebuilds it only when its inputs have changed.

use std::sync::Arc;

use super::{Faces, World, racks_per_line};
use crate::domain::ids::LayoutId;
use crate::domain::layout::{Layout, Rack, Row, Shared};
use crate::draw::scale::Scale;

/// The last world, and the inputs it was built from.
#[derive(Default)]
pub struct WorldMemo {
    made_of: Option<Inputs>,
    world: Arc<World>,
}

/// The inputs of a world.
struct Inputs {
    layout: LayoutId,
    racks: Shared<Rack>,
    rows: Shared<Row>,
    scale: Scale,
    faces: Faces,
    column: f32,
}

impl WorldMemo {
    /// The world of a layout, and whether it must be shown: because it differs, or belongs to another layout or scale. After a command
    /// that does not affect the racks, the world is the same.
    pub fn of(
        &mut self,
        layout: &Layout,
        scale: &Scale,
        faces: Faces,
        column: f32,
    ) -> (Arc<World>, bool) {
        let is_narrow = *scale == Scale::NARROW;
        let is_known = |known: &Inputs| {
            known.layout == layout.id
                && known.scale == *scale
                && known.faces == faces
                && known.column == column
        };
        let is_known = self.made_of.as_ref().is_some_and(is_known);
        let has_same_racks =
            |known: &Inputs| known.racks.is_same(&layout.racks) && known.rows.is_same(&layout.rows);
        // On a narrow screen, devices that hang beside a rack take room.
        if is_known && !is_narrow && self.made_of.as_ref().is_some_and(has_same_racks) {
            return (self.world.clone(), false);
        }
        let per_line = if is_narrow { 1 } else { racks_per_line(layout) };
        let world = World::with_column(layout, scale, faces, per_line, column);
        self.made_of = Some(Inputs {
            layout: layout.id,
            racks: layout.racks.clone(),
            rows: layout.rows.clone(),
            scale: *scale,
            faces,
            column,
        });
        let is_same = *self.world == world;
        if !is_same {
            self.world = Arc::new(world);
        }
        (self.world.clone(), !is_known || !is_same)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::command::{Command, apply};
    use crate::domain::ids::{DeviceId, RackId};
    use crate::domain::layout::{
        Category, Device, DeviceType, Face, Mount, Place, RackHeight, Side,
    };
    use crate::domain::units::HalfU;

    fn layout() -> Layout {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Hall");
        for number in 0..3 {
            let id = RackId::new(Uuid::from_u128(number));
            let rack = Rack::new(id, "rack", RackHeight::clamped(10));
            layout.racks.push(rack);
        }
        let strip = DeviceType {
            mount: Mount::Side,
            ..DeviceType::new("strip", "Strip", Category::Power, HalfU(8))
        };
        let server = DeviceType::new("server", "Server", Category::Server, HalfU(2));
        let place = Place::Rack {
            rack: layout.racks[0].id,
            bottom: HalfU(0),
            face: Face::Front,
            column: 0,
        };
        let id = DeviceId::new(Uuid::from_u128(9));
        let device = Device::new(id, server.slug.clone(), "one", place);
        layout.device_types.insert(server);
        layout.device_types.insert(strip);
        layout.devices.insert(device);
        layout
    }

    #[test]
    fn only_a_change_of_racks_makes_another_world() {
        let mut layout = layout();
        let mut memo = WorldMemo::default();
        let (first, is_new) = memo.of(&layout, &Scale::WIDE, Faces::Front, 0.0);
        assert!(is_new);
        let device = DeviceId::new(Uuid::from_u128(9));
        let rename = Command::RenameDevice {
            device,
            name: "other".to_owned(),
        };
        apply(&mut layout, &rename).expect("it is there");
        let (second, is_new) = memo.of(&layout, &Scale::WIDE, Faces::Front, 0.0);
        assert!(!is_new && Arc::ptr_eq(&first, &second));
        let mut rack = layout.racks[1].clone();
        rack.height = RackHeight::clamped(20);
        apply(&mut layout, &Command::EditRack(Box::new(rack))).expect("it fits");
        let (third, is_new) = memo.of(&layout, &Scale::WIDE, Faces::Front, 0.0);
        assert!(is_new && *third != *first);
        let (_, is_new) = memo.of(&layout, &Scale::WIDE, Faces::Rear, 0.0);
        assert!(is_new, "seen from behind");
        let (wide, is_new) = memo.of(&layout, &Scale::WIDE, Faces::Rear, 150.0);
        assert!(is_new && wide.size().0 > third.size().0, "with a column");
        let (_, is_new) = memo.of(&layout, &Scale::WIDE, Faces::Rear, 0.0);
        assert!(is_new, "without it again");
        layout.id = LayoutId::new(Uuid::from_u128(2));
        let (_, is_new) = memo.of(&layout, &Scale::WIDE, Faces::Rear, 0.0);
        assert!(is_new, "another layout, even with the same racks");
    }

    #[test]
    fn on_a_narrow_screen_a_device_beside_a_rack_takes_room() {
        let mut layout = layout();
        let mut memo = WorldMemo::default();
        let (before, _) = memo.of(&layout, &Scale::NARROW, Faces::Front, 0.0);
        let beside = Place::Side {
            rack: layout.racks[2].id,
            side: Side::Left,
            slot: 0,
        };
        let id = DeviceId::new(Uuid::from_u128(10));
        let slug = crate::domain::ids::TypeSlug::new("strip");
        let device = Device::new(id, slug, "strip", beside);
        apply(&mut layout, &Command::AddDevice(Box::new(device))).expect("it is free there");
        let (after, is_new) = memo.of(&layout, &Scale::NARROW, Faces::Front, 0.0);
        assert!(is_new && *before != *after);
    }
}
