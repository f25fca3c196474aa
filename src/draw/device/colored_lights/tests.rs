use std::collections::HashSet;

use crate::domain::catalog::generic;
use crate::domain::health::{Health, Level};
use crate::domain::layout::{Category, DeviceType};
use crate::domain::summary::Totals;
use crate::domain::units::HalfU;
use crate::domain::view::{DeviceView, FrontLights};
use crate::draw::device::DeviceFrame;
use crate::draw::device::colored_lights::MOST_GUESTS;
use crate::draw::light_gradient::LightGradient;
use crate::draw::scale::Scale;
use crate::draw::shape::{Geometry, Role, Shape};

fn view(health: Health, guests: &[Health]) -> DeviceView {
    DeviceView {
        health,
        reason: None,
        name: "pve".to_owned(),
        bars: None,
        lights: FrontLights::default(),
        value: String::new(),
        context: "guests".into(),
        accessible_name: String::new(),
        guests: guests.iter().copied().collect::<Totals>(),
        lens: None,
    }
}

fn frame(half_units: u16) -> DeviceFrame {
    let mut device_type = DeviceType::new("t", "T", Category::Server, HalfU::from_units(1));
    device_type.height = HalfU(half_units);
    DeviceFrame::new(&device_type, 360.0, &Scale::WIDE)
}

fn figures(shape: &Shape) -> usize {
    match &shape.geometry {
        Geometry::Path(data) => data.matches('M').count(),
        _ => 0,
    }
}

/// The healths of the bands, in order.
fn states(fill: &LightGradient) -> Vec<Health> {
    let mut states: Vec<Health> = fill.stops.iter().map(|(_, state)| *state).collect();
    states.dedup();
    states
}

fn lights(half_units: u16, view: &DeviceView, plain: bool) -> Option<(Shape, LightGradient)> {
    frame(half_units).colored_lights(view, plain).joined()
}

#[test]
fn each_guest_is_a_light_in_its_color_the_worst_first() {
    let guests = [Health::Ok, Health::Down, Health::Ok, Health::Warn];
    let (shape, fill) = lights(4, &view(Health::Down, &guests), false).unwrap();
    assert_eq!(states(&fill), [Health::Down, Health::Warn, Health::Ok]);
    // No edge: the device's own health is as bad.
    assert_eq!(figures(&shape), 4);
    assert_eq!((fill.from.1, fill.to.1), (0.0, 0.0));
    assert!(36.0 < fill.from.0 && fill.to.0 < 68.0, "{fill:?}");
}

#[test]
fn the_worst_colors_half_of_the_edge_where_it_is_worse() {
    let edge = |own, guest| {
        let lit = lights(2, &view(own, &[guest]), true);
        lit.map_or(0, |(shape, _)| figures(&shape))
    };
    assert_eq!(edge(Health::Ok, Health::Down), 1);
    assert_eq!(edge(Health::Ok, Health::Ok), 0);
    assert_eq!(edge(Health::Critical, Health::Warn), 0);
    let (shape, fill) = lights(2, &view(Health::Ok, &[Health::Critical]), true).unwrap();
    assert_eq!(states(&fill), [Health::Critical]);
    let Geometry::Path(data) = shape.geometry else {
        panic!("a path")
    };
    // The upper half of the plate's 27 pixels keeps the device's own color.
    assert!(data.starts_with("M2 13.5"), "{data}");
}

#[test]
fn what_is_not_known_for_certain_is_a_ring() {
    let (shape, _) = lights(2, &view(Health::Ok, &[Health::Paused]), false).unwrap();
    // A light's outer and inner outline, and the edge.
    assert_eq!(figures(&shape), 3);
}

#[test]
fn many_guests_are_as_many_lights_as_there_is_room_for() {
    let many = [Health::Ok; 40];
    let (shape, _) = lights(4, &view(Health::Ok, &many), false).unwrap();
    assert_eq!(figures(&shape), MOST_GUESTS);
    // Devices that look the same share a gradient.
    let narrow = |count| lights(2, &view(Health::Ok, &[Health::Down; 9][..count]), true);
    assert_eq!(narrow(9), narrow(1));
    // Half a unit has no room for lights.
    assert_eq!(lights(1, &view(Health::Ok, &many), false), None);
    assert_eq!(lights(4, &view(Health::Ok, &[]), false), None);
}

/// A front with drives, on a device that is critical for another reason, with guests in three states.
fn host(disks: &[Level]) -> (DeviceFrame, DeviceView) {
    let nas = generic::find("generic-nas-12").unwrap();
    let view = DeviceView {
        lights: FrontLights {
            disks: disks.iter().copied().map(Some).collect(),
            ..FrontLights::default()
        },
        ..view(Health::Critical, &[Health::Ok, Health::Warn, Health::Down])
    };
    (DeviceFrame::new(nas, 360.0, &Scale::WIDE), view)
}

#[test]
fn drives_and_guests_are_lit_by_one_shape() {
    let (ok, warn, critical) = (Level::Ok, Level::Warn, Level::Critical);
    let (frame, host) = host(&[ok, warn, critical, ok, warn, ok]);
    let small = |view: &DeviceView| {
        let still = frame.still(view).into_iter();
        still
            .filter(|shape| matches!(shape.role, Role::Small(_)))
            .count()
    };
    assert_eq!(small(&host), 0, "they are with the guests");
    let (shape, fill) = frame.colored_lights(&host, false).joined().unwrap();
    // Three guests, the edge, and the five drives that are not as bad as the device.
    assert_eq!(figures(&shape), 3 + 1 + 5);
    let told: HashSet<Health> = states(&fill).into_iter().collect();
    assert_eq!(
        told,
        HashSet::from([Health::Down, Health::Warn, Health::Ok])
    );
    // An export has a path for each health.
    let paths = frame.colored_lights(&host, false).by_state();
    let lights = |state| {
        let path = paths.iter().find(|(other, _)| *other == state);
        path.map_or(0, |(_, data)| data.matches('M').count())
    };
    assert_eq!(
        [Health::Down, Health::Warn, Health::Ok].map(lights),
        [2, 3, 4]
    );
    // Without guests, only if the drives have several healths, and once something draws them.
    let alone = DeviceView {
        guests: Totals::default(),
        ..host
    };
    assert_eq!(small(&alone), 2);
    assert_eq!(frame.colored_lights(&alone, false).joined(), None);
    let alone = alone.with_joined_lights();
    assert_eq!(small(&alone), 0);
    let (shape, _) = frame.colored_lights(&alone, false).joined().unwrap();
    assert_eq!(figures(&shape), 5);
    // If all are well, their lights are a shape of the plate.
    let well = DeviceView {
        lights: FrontLights {
            disks: vec![Some(ok); 12],
            ..FrontLights::default()
        },
        ..alone
    };
    assert_eq!(small(&well.with_joined_lights()), 1);
}
