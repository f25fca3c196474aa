//! Moving parts on devices: lights that follow traffic, fans that follow their speed, gauges that follow the charge.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

use blinkenrack::domain::catalog::generic;
use blinkenrack::domain::health::{Health, Level};
use blinkenrack::domain::ids::{DeviceId, LayoutId, PictureId, RackId};
use blinkenrack::domain::layout::{Device, Face, Layout, Place, Rack, RackHeight, Snapshot};
use blinkenrack::domain::summary::Totals;
use blinkenrack::domain::units::{BytesPerSecond, HalfU, Percent};
use blinkenrack::domain::view::{Bar, Bars, ContextLine, DeviceView, FrontLights, Traffic};
use blinkenrack::draw::animation::{AnimationFacts, AnimationScene, animated_devices, reach};
use blinkenrack::draw::area::{Area, Point};
use blinkenrack::draw::device::DeviceFrame;
use blinkenrack::draw::device::animation::{AnimatedParts, AnimationInputs, TICKS_A_SECOND};
use blinkenrack::draw::face::LightOf;
use blinkenrack::draw::scale::Scale;
use blinkenrack::draw::viewpoint::Showing;
use blinkenrack::draw::world::{Faces, World};
use proptest::prelude::*;
use uuid::Uuid;

const MINUTE: u64 = 60 * TICKS_A_SECOND as u64;

fn traffic(rate: f64) -> Option<Traffic> {
    Some(Traffic::of(BytesPerSecond(rate)))
}

fn view(health: Health, rate: f64) -> DeviceView {
    let bar = Some(Bar {
        percent: Percent::of_100(31).rounded(),
        level: Level::Ok,
    });
    DeviceView {
        health,
        reason: None,
        name: "nas".to_owned(),
        bars: health.is_verified().then_some(Bars {
            cpu: bar,
            memory: bar,
            disk: bar,
        }),
        lights: FrontLights {
            disks: Vec::new(),
            traffic: traffic(rate),
            joined: false,
        },
        value: String::new(),
        context: ContextLine::default(),
        accessible_name: String::new(),
        guests: Totals::default(),
        lens: None,
    }
}

fn device(number: u128) -> DeviceId {
    DeviceId::new(Uuid::from_u128(number))
}

fn frame(slug: &str, showing: Showing) -> DeviceFrame {
    let device_type = generic::find(slug).unwrap();
    let scale = &Scale::WIDE;
    DeviceFrame::showing(device_type, showing, scale.inner(Default::default()), scale)
}

fn front(slug: &str, view: &DeviceView, inputs: AnimationInputs) -> AnimatedParts {
    frame(slug, Showing::Plate).animated_parts(device(7), view, &inputs)
}

/// How often all lights together flash in a minute.
fn flashes(parts: &AnimatedParts) -> usize {
    let of_tick = |tick| {
        parts
            .lights
            .iter()
            .filter(|light| light.is_on(tick))
            .count()
    };
    (0..MINUTE).map(of_tick).sum()
}

fn busy(rate: f64) -> AnimationInputs {
    AnimationInputs {
        disks: traffic(rate),
        ..AnimationInputs::default()
    }
}

#[test]
fn drives_flicker_with_what_is_read_and_written_and_ports_with_the_network() {
    let nas = |rate| flashes(&front("generic-nas-12", &view(Health::Ok, 1e9), busy(rate)));
    let rising = [0.0, 5e3, 5e4, 5e5, 5e6, 5e7, 1e12].map(nas);
    assert_eq!(rising[0], 0);
    assert!(rising.is_sorted_by(|less, more| less < more), "{rising:?}");
    let switch = |rate| {
        let parts = front("generic-switch-48", &view(Health::Ok, rate), busy(1e9));
        let is_port = |of| matches!(of, LightOf::Port { .. });
        assert!(parts.lights.iter().all(|light| is_port(light.spot.of)));
        flashes(&parts)
    };
    let rising = [0.0, 5e3, 5e5, 5e7, 1e12].map(switch);
    assert_eq!(rising[0], 0);
    assert!(rising.is_sorted_by(|less, more| less < more), "{rising:?}");
}

#[test]
fn a_light_is_never_on_for_good_and_lights_do_not_flash_together() {
    let parts = front("generic-nas-12", &view(Health::Ok, 0.0), busy(1e12));
    assert_eq!(parts.lights.len(), 12);
    let pattern = |light: usize| -> Vec<bool> {
        (0..MINUTE)
            .map(|tick| parts.lights[light].is_on(tick))
            .collect()
    };
    for light in 0..12 {
        let on = pattern(light).iter().filter(|on| **on).count() as u64;
        assert!((MINUTE / 2..MINUTE * 7 / 10).contains(&on), "{light}: {on}");
        assert!((0..light).all(|other| pattern(other) != pattern(light)));
    }
    let twin = frame("generic-nas-12", Showing::Plate);
    let twin = twin.animated_parts(device(8), &view(Health::Ok, 0.0), &busy(1e12));
    let together = |tick| parts.lights[0].is_on(tick) == twin.lights[0].is_on(tick);
    assert!((0..MINUTE).any(|tick| !together(tick)));
}

#[test]
fn nothing_moves_that_is_not_known_or_not_vouched_for() {
    let unknown = front(
        "generic-nas-12",
        &view(Health::Ok, 0.0),
        AnimationInputs::default(),
    );
    assert!(unknown.is_empty());
    let all = AnimationInputs {
        disks: traffic(1e9),
        fans: Some(1_200.0),
        battery: Some((Percent::of_100(80), Level::Ok)),
    };
    for health in [Health::Down, Health::Stale, Health::Paused, Health::HubLost] {
        for slug in ["generic-nas-12", "generic-switch-48", "generic-ups-2u"] {
            assert!(front(slug, &view(health, 1e9), all).is_empty(), "{slug}");
        }
    }
    // Behind a picture nothing is drawn.
    let pictured = frame("generic-nas-12", Showing::Plate)
        .with_picture(Some(PictureId::new(Uuid::from_u128(1))));
    assert!(
        pictured
            .animated_parts(device(7), &view(Health::Ok, 0.0), &all)
            .is_empty()
    );
}

#[test]
fn fans_turn_at_the_back_as_fast_as_can_be_seen() {
    let back = |fans| {
        let inputs = AnimationInputs {
            fans,
            ..AnimationInputs::default()
        };
        frame("generic-server-1u", Showing::Back).animated_parts(
            device(7),
            &view(Health::Ok, 0.0),
            &inputs,
        )
    };
    assert!(back(None).fans.is_empty() && back(Some(0.0)).fans.is_empty());
    let turned = |fans: f32| back(Some(fans)).fans.first().expect("a fan").angle(1);
    assert!(turned(600.0) < turned(1_200.0));
    // So little per tick that four blades do not seem to stand still.
    assert!(turned(40_000.0) < std::f32::consts::TAU / 4.0 * 0.6);
}

#[test]
fn a_gauge_tells_the_charge_within_the_display() {
    let gauge = |charge: u8| {
        let inputs = AnimationInputs {
            battery: Some((Percent::of_100(charge), Level::Ok)),
            ..AnimationInputs::default()
        };
        front("generic-ups-2u", &view(Health::Ok, 0.0), inputs)
            .gauge
            .expect("a gauge")
    };
    let lit = |charge| {
        gauge(charge)
            .segments()
            .filter(|(_, is_lit)| *is_lit)
            .count()
    };
    assert_eq!([0, 9, 50, 80, 89, 100].map(lit), [0, 0, 3, 4, 4, 5]);
    let area = gauge(50).area;
    for (segment, _) in gauge(50).segments() {
        assert!(segment.x >= area.x && segment.right() <= area.right());
    }
}

#[test]
fn nothing_moves_on_what_is_faded_or_drawn_without_openings() {
    let device_type = generic::find("generic-nas-12").unwrap().clone();
    let rack = RackId::new(Uuid::from_u128(1));
    let place = Place::Rack {
        rack,
        bottom: HalfU(0),
        face: Face::Front,
        column: 0,
    };
    let nas = Device::new(device(7), device_type.slug.clone(), "nas", place);
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "test");
    layout.racks = vec![Rack::new(rack, "Rack A", RackHeight::clamped(12))].into();
    layout.device_types.insert(device_type);
    layout.devices.insert(nas);
    let snapshot = Snapshot::new(layout);
    let world = World::new(&snapshot.layout, &Scale::WIDE, Faces::Front, 4);
    let seen = Area::new(-1e4, -1e4, 2e4, 2e4);
    let known = |is_faded| AnimationFacts {
        view: view(Health::Ok, 1e9),
        inputs: busy(1e9),
        is_faded,
    };
    let found_in = |has_openings, is_faded| {
        let known = |_: &Device| known(is_faded);
        animated_devices(&AnimationScene {
            snapshot: &snapshot,
            world: &world,
            scale: &Scale::WIDE,
            seen,
            has_openings: &|_| has_openings,
            has_picture: &|_| false,
            known: &known,
        })
    };
    let found = |is_faded| found_in(true, is_faded);
    // From afar plates are drawn without the openings that lights are in.
    assert!(found_in(false, false).is_empty());
    let mut shown = found(false);
    assert!(!shown[0].parts.lights.is_empty());
    assert!(reach(&found(true), seen).is_none());
    // The filter changes while nothing is reported.
    shown[0].look(known(true));
    assert!(shown[0].parts.is_empty() && reach(&shown, seen).is_none());
    shown[0].look(known(false));
    assert!(!shown[0].parts.lights.is_empty());
}

proptest! {
    #[test]
    fn all_that_moves_stays_on_its_plate(
        place in 0..generic::types().len(),
        is_back: bool,
        rate in 0.0..1e10_f64,
    ) {
        let device_type = &generic::types()[place];
        let showing = if is_back { Showing::Back } else { Showing::Plate };
        let scale = &Scale::WIDE;
        let frame = DeviceFrame::showing(device_type, showing, scale.inner(Default::default()), scale);
        let inputs = AnimationInputs {
            disks: traffic(rate),
            fans: Some(900.0),
            battery: Some((Percent::of_100(50), Level::Warn)),
        };
        let parts = frame.animated_parts(device(7), &view(Health::Ok, rate), &inputs);
        let (width, height) = frame.size();
        let reach = parts.reach();
        prop_assert_eq!(reach.is_none(), parts.is_empty());
        for light in &parts.lights {
            let at = Point::new(light.spot.x, light.spot.y);
            prop_assert!(reach.is_some_and(|reach| reach.contains(at)));
            prop_assert!((0.0..=width).contains(&light.spot.x) && (0.0..=height).contains(&light.spot.y));
        }
        for fan in &parts.fans {
            let across = fan.spot.radius;
            prop_assert!(fan.spot.x >= across && fan.spot.x + across <= width);
            prop_assert!(fan.spot.y + 0.1 >= across && fan.spot.y + across <= height + 0.1);
        }
        for (segment, _) in parts.gauge.iter().flat_map(|gauge| gauge.segments()) {
            prop_assert!(segment.x >= 0.0 && segment.right() <= width);
            prop_assert!(segment.y >= 0.0 && segment.bottom() <= height);
        }
    }
}
