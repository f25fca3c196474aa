//! A rack from far away: all plates as one path, and one path for each health that any of its devices has.

use super::area::Area;
use super::path::PathBuilder;
use crate::domain::health::Health;

/// The strip of a device that is well, which leaves the eye to the others.
const STRIP: f32 = 34.0;
const RADIUS: f32 = 3.0;

/// One path of blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocks {
    /// `None` for the plates, which lie below all others.
    pub health: Option<Health>,
    /// SVG path data.
    pub path: String,
}

/// The blocks of devices at those places, back to front.
pub fn blocks(devices: &[(Area, Health)]) -> Vec<Blocks> {
    let mut plates = PathBuilder::new();
    let mut paths: Vec<(Health, PathBuilder)> = Vec::new();
    for (area, health) in devices {
        plates.rounded(area.x, area.y, area.width, area.height, RADIUS);
        let path = match paths.iter_mut().find(|(found, _)| found == health) {
            Some((_, path)) => path,
            None => {
                paths.push((*health, PathBuilder::new()));
                match paths.last_mut() {
                    Some((_, path)) => path,
                    None => continue,
                }
            }
        };
        for (from, to) in lit(*health, area.width) {
            path.rounded(area.x + from, area.y, to - from, area.height, RADIUS);
        }
    }
    let plates = Blocks {
        health: None,
        path: plates.finish(),
    };
    let of_health = paths.into_iter().map(|(health, path)| Blocks {
        health: Some(health),
        path: path.finish(),
    });
    std::iter::once(plates).chain(of_health).collect()
}

/// Which stretches of a plate of that width are lit: the more, the more it wants to be seen. That of a device which is down is
/// broken, so that it is told by its shape too.
fn lit(health: Health, width: f32) -> Vec<(f32, f32)> {
    match health {
        Health::Critical => vec![(0.0, width)],
        Health::Down => vec![(0.0, width * 0.42), (width * 0.58, width)],
        Health::Warn => vec![(0.0, width * 0.5)],
        Health::Ok
        | Health::Paused
        | Health::Pending
        | Health::Stale
        | Health::Missing
        | Health::Unlinked
        | Health::HubLost => vec![(0.0, STRIP.min(width))],
    }
}

/// The outlines of devices at those places, as SVG path data.
pub fn outlines(devices: &[Area]) -> String {
    let mut path = PathBuilder::new();
    for area in devices {
        path.rounded(area.x, area.y, area.width, area.height, RADIUS);
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_path_for_the_plates_and_one_for_each_health() {
        let at = |y| Area::new(0.0, y, 300.0, 28.0);
        let blocks = blocks(&[
            (at(0.0), Health::Ok),
            (at(30.0), Health::Down),
            (at(60.0), Health::Ok),
        ]);
        let healths: Vec<Option<Health>> = blocks.iter().map(|blocks| blocks.health).collect();
        assert_eq!(healths, [None, Some(Health::Ok), Some(Health::Down)]);
        let areas = |index: usize| blocks[index].path.matches('M').count();
        assert_eq!([areas(0), areas(1), areas(2)], [3, 2, 2]);
    }
}
