//! Animated parts of a plate: lights that flicker, fans that turn, and a battery gauge.

use super::DeviceFrame;
use crate::domain::health::{Health, Level};
use crate::domain::ids::DeviceId;
use crate::domain::units::Percent;
use crate::domain::view::{DeviceView, Traffic};
use crate::draw::area::Area;
use crate::draw::face::lights::LitLights;
use crate::draw::face::{self, FanSpot, LightOf, LightSpot, Openings};

/// Animation ticks per second; each costs the browser a frame.
pub const TICKS_A_SECOND: u32 = 5;
/// Speed of a fan, in rounds a minute, that is drawn as one round a second: true speeds would not be visible.
const ROUND_A_SECOND: f32 = 1_500.0;
/// Maximum speed drawn, in rounds a second: faster fans would seem to stand still or turn backwards.
const FASTEST: f32 = 0.7;
/// Radius of the glow around a flashing light.
pub const GLOW: f32 = 1.6;
/// Number of segments of a gauge.
const SEGMENTS: u8 = 5;

/// Values of a machine beyond those its device shows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AnimationInputs {
    /// Disk reads and writes.
    pub disks: Option<Traffic>,
    /// Fan speed in rounds a minute.
    pub fans: Option<f32>,
    pub battery: Option<(Percent, Level)>,
}

/// A light that is on, and flashes in addition with its traffic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flicker {
    pub spot: LightSpot,
    pub level: Level,
    rate: Traffic,
    /// Desynchronizes lights with the same rate.
    seed: u64,
}

impl Flicker {
    /// Whether it flashes in this tick.
    pub fn is_on(&self, tick: u64) -> bool {
        // A function of the tick, so that all viewers see the same.
        let chance = u64::from(self.rate.step()) * 6;
        scattered(self.seed ^ scattered(tick)) % 100 < chance
    }
}

/// A pseudo-random hash of a number.
const fn scattered(number: u64) -> u64 {
    let mut bits = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

/// Folds the id of a device to 64 bits.
fn folded(device: DeviceId) -> u64 {
    let (high, low) = device.uuid().as_u64_pair();
    high ^ low
}

/// A fan that turns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TurningFan {
    pub spot: FanSpot,
    /// Speed as drawn, in rounds a second.
    speed: f32,
}

impl TurningFan {
    /// How far it has turned, in radians.
    pub fn angle(&self, tick: u64) -> f32 {
        let rounds = tick as f64 / f64::from(TICKS_A_SECOND) * f64::from(self.speed);
        (rounds.fract() * std::f64::consts::TAU) as f32
    }
}

/// A gauge of segments, filled from the left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BatteryGauge {
    pub area: Area,
    pub level: Level,
    lit: u8,
}

impl BatteryGauge {
    fn new(display: Area, (charge, level): (Percent, Level)) -> Self {
        // Rounded: a nearly empty battery has no lit segment, a nearly full one all.
        let lit = (charge.value() / 100.0 * f32::from(SEGMENTS)).round();
        Self {
            area: Area::new(
                display.x + 4.0,
                display.y + display.height - 7.0,
                display.width - 8.0,
                4.0,
            ),
            level,
            lit: lit.clamp(0.0, f32::from(SEGMENTS)) as u8,
        }
    }

    /// Each segment, and whether it is lit.
    pub fn segments(&self) -> impl Iterator<Item = (Area, bool)> {
        let pitch = self.area.width / f32::from(SEGMENTS);
        let Area { x, y, height, .. } = self.area;
        let lit = self.lit;
        (0..SEGMENTS).map(move |number| {
            let left = x + f32::from(number) * pitch;
            (Area::new(left, y, pitch - 1.2, height), number < lit)
        })
    }
}

/// All animated parts of a plate, in its own coordinates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnimatedParts {
    pub lights: Vec<Flicker>,
    pub fans: Vec<TurningFan>,
    pub gauge: Option<BatteryGauge>,
}

impl AnimatedParts {
    pub fn is_empty(&self) -> bool {
        self.lights.is_empty() && self.fans.is_empty() && self.gauge.is_none()
    }

    /// The area that all parts cover, including glow; `None` if there are none.
    pub fn reach(&self) -> Option<Area> {
        let around = |x: f32, y: f32, by: f32| Area::new(x - by, y - by, 2.0 * by, 2.0 * by);
        let lights = self.lights.iter().map(|light| {
            let LightSpot { x, y, width, .. } = light.spot;
            around(x, y, width / 2.0 + GLOW + 1.0)
        });
        let fans = self.fans.iter().map(|fan| {
            let FanSpot { x, y, radius } = fan.spot;
            around(x, y, radius + 1.0)
        });
        let gauge = self.gauge.iter().map(|gauge| gauge.area);
        lights
            .chain(fans)
            .chain(gauge)
            .reduce(|all, one| all.joined(&one))
    }
}

impl DeviceFrame {
    /// The animated parts for a view. If its values cannot be vouched for, there are none.
    pub fn animated_parts(
        &self,
        device: DeviceId,
        view: &DeviceView,
        inputs: &AnimationInputs,
    ) -> AnimatedParts {
        let own = match view.health {
            Health::Ok => Level::Ok,
            Health::Warn => Level::Warn,
            Health::Critical => Level::Critical,
            _ => return AnimatedParts::default(),
        };
        let arrangement = self.arrangement(view);
        let is_drawn = self.bays.is_empty() && self.picture.is_none();
        let Some(room) = arrangement.art.filter(|_| is_drawn) else {
            return AnimatedParts::default();
        };
        let lit = LitLights::of(self.lights(view), view);
        let with_health = (own, lit.with_health);
        let mut lights = Vec::new();
        for (level, spots) in lit.by_level.into_iter().chain([with_health]) {
            for spot in spots {
                let (rate, part) = match spot.of {
                    LightOf::Drive(bay) => (inputs.disks, u64::from(bay)),
                    LightOf::Port { group, port } => {
                        let part = (1 + u64::from(group)) << 16 | u64::from(port);
                        (view.lights.traffic, part)
                    }
                };
                if let Some(rate) = rate.filter(|rate| rate.step() > 0) {
                    let seed = scattered(part ^ folded(device));
                    lights.push(Flicker {
                        spot,
                        level,
                        rate,
                        seed,
                    });
                }
            }
        }
        let left = face::cut_known(&self.device_type, room, &mut Openings::default());
        let left = match self.maker_beside(view, left) {
            Some((_, width)) => left.without_left(width + 10.0),
            None => left,
        };
        let speed = inputs.fans.map_or(0.0, |speed| speed / ROUND_A_SECOND);
        let fans = face::fans(&self.device_type, left).into_iter();
        let fans = fans.filter(|_| speed > 0.0).map(|spot| TurningFan {
            spot,
            speed: speed.min(FASTEST),
        });
        let display = face::display(&self.device_type, room);
        let gauge = display.zip(inputs.battery);
        AnimatedParts {
            lights,
            fans: fans.collect(),
            gauge: gauge.map(|(display, battery)| BatteryGauge::new(display, battery)),
        }
    }
}
