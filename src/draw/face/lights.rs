//! The state of a front's small lights: those of bays show the disks, those of ports the network traffic.

use super::{LightOf, LightSpot};
use crate::domain::health::{Health, Level};
use crate::domain::view::{DeviceView, Traffic};

/// A front's lit small lights, grouped by color.
#[derive(Debug, Default)]
pub struct LitLights {
    /// In the color of the device's health, like its large light.
    pub with_health: Vec<LightSpot>,
    /// In the color of their own level: the worst level first, without duplicates.
    pub by_level: Vec<(Level, Vec<LightSpot>)>,
}

impl LitLights {
    /// A light about which nothing is known shows the device's health; so do all if its values cannot be vouched for.
    pub fn of(spots: Vec<LightSpot>, view: &DeviceView) -> Self {
        let mut lit = Self::default();
        let own = match view.health {
            Health::Ok => Level::Ok,
            Health::Warn => Level::Warn,
            Health::Critical => Level::Critical,
            _ => {
                lit.with_health = spots;
                return lit;
            }
        };
        for level in [Level::Critical, Level::Warn, Level::Ok] {
            let here = |spot: &&LightSpot| level_of(spot.of, view, own) == Some(level);
            let lights: Vec<LightSpot> = spots.iter().filter(here).copied().collect();
            if lights.is_empty() {
                continue;
            }
            // Lights that are well are drawn without the glow that demands attention.
            if level == own && level != Level::Ok {
                lit.with_health = lights;
            } else {
                lit.by_level.push((level, lights));
            }
        }
        lit
    }
}

/// The level of a light; `None` if it is dark, for a bay without a disk or a port without traffic.
fn level_of(light: LightOf, view: &DeviceView, own: Level) -> Option<Level> {
    let known = &view.lights;
    match light {
        LightOf::Drive(_) if known.disks.is_empty() => Some(own),
        LightOf::Drive(bay) => known.disks.get(usize::from(bay)).copied().flatten(),
        LightOf::Port { group, port } => match known.traffic {
            None => Some(own),
            Some(traffic) => is_lit(group, port, traffic).then_some(Level::Ok),
        },
    }
}

/// The more traffic, the more ports are lit, scattered over the front; a lit port stays lit as traffic grows.
fn is_lit(group: u16, port: u16, traffic: Traffic) -> bool {
    // Multiples of the golden ratio are spread evenly between 0 and 1, however many there are.
    const GOLDEN: u32 = 40_503;
    const WHOLE: u32 = 1 << 16;
    let place = (u32::from(port) + 5 * u32::from(group)).wrapping_mul(GOLDEN) % WHOLE;
    place * u32::from(Traffic::MOST) < u32::from(traffic.step()) * WHOLE
}
