use crate::domain::health::Health;
use crate::domain::layout::{Category, DeviceType};
use crate::domain::summary::Totals;
use crate::domain::units::HalfU;
use crate::domain::view::{DeviceView, FrontLights};
use crate::draw::device::DeviceFrame;
use crate::draw::scale::Scale;
use crate::draw::shape::{Fill, Geometry, Shape};

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

fn states(shape: &Shape) -> Vec<Health> {
    match shape.fill {
        Fill::Guests(fill) => fill.states().collect(),
        _ => Vec::new(),
    }
}

#[test]
fn each_guest_is_a_light_in_its_color_the_worst_first() {
    let guests = [Health::Ok, Health::Down, Health::Ok, Health::Warn];
    let shape = frame(4)
        .guests(&view(Health::Down, &guests), false)
        .unwrap();
    assert_eq!(
        states(&shape),
        [Health::Down, Health::Warn, Health::Ok, Health::Ok]
    );
    // No edge: the device's own state is as bad.
    assert_eq!(figures(&shape), 4);
    let Fill::Guests(fill) = shape.fill else {
        panic!("{:?}", shape.fill)
    };
    assert_eq!(fill.id(), "guests-36-down-warn-ok-ok");
    assert_eq!(fill.span(), (36.0, 68.0));
    let stops = fill.stops();
    assert_eq!(stops.first(), Some(&(0.0, Health::Down)));
    assert_eq!(stops.get(3), Some(&(0.5, Health::Warn)));
    assert_eq!(stops.last(), Some(&(1.0, Health::Ok)));
}

#[test]
fn the_worst_colors_half_of_the_edge_where_it_is_worse() {
    let edge = |own, guest| {
        let shape = frame(2).guests(&view(own, &[guest]), true);
        shape.map_or(0, |shape| figures(&shape))
    };
    assert_eq!(edge(Health::Ok, Health::Down), 1);
    assert_eq!(edge(Health::Ok, Health::Ok), 0);
    assert_eq!(edge(Health::Critical, Health::Warn), 0);
    let shape = frame(2).guests(&view(Health::Ok, &[Health::Critical]), true);
    let Geometry::Path(data) = shape.unwrap().geometry else {
        panic!("a path")
    };
    // The upper half of the plate's 27 pixels keeps the device's own color.
    assert!(data.starts_with("M2 13.5"), "{data}");
}

#[test]
fn what_is_not_known_for_certain_is_a_ring() {
    let shape = frame(2).guests(&view(Health::Ok, &[Health::Paused]), false);
    // A light's outer and inner outline, and the edge.
    assert_eq!(figures(&shape.unwrap()), 3);
}

#[test]
fn many_guests_are_as_many_lights_as_there_is_room_for() {
    let many = [Health::Ok; 40];
    let shape = frame(4).guests(&view(Health::Ok, &many), false).unwrap();
    assert_eq!(figures(&shape), crate::draw::guests_fill::MOST_LIGHTS);
    // A gradient has the bands that are drawn, so that devices with more guests share it.
    let narrow = |count| {
        let device = frame(2).guests(&view(Health::Ok, &[Health::Down; 9][..count]), true);
        states(&device.unwrap())
    };
    assert_eq!(narrow(9), [Health::Down]);
    assert_eq!(narrow(1), narrow(9));
    // Half a unit has no room for lights.
    assert_eq!(frame(1).guests(&view(Health::Ok, &many), false), None);
    assert_eq!(frame(4).guests(&view(Health::Ok, &[]), false), None);
}
