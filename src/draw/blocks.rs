//! A rack at low zoom: one path for all plates, and one for each health that occurs.

use super::area::Area;
use super::path::PathBuilder;
use crate::domain::health::Health;
use crate::domain::lens::Band;

/// Width of the strip of a healthy device, small so that the others catch the eye.
const STRIP: f32 = 34.0;
const RADIUS: f32 = 3.0;

/// One path of blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocks {
    pub tone: BlockTone,
    /// SVG path data.
    pub path: String,
}

/// What a path of blocks shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockTone {
    Plates,
    /// The band of a lens, all over the plate.
    Band(Band),
    Health(Health),
}

/// The blocks of these devices, back to front: plates, bands, healths.
pub fn blocks(devices: &[(Area, Health, Option<Band>)]) -> Vec<Blocks> {
    let mut plates = PathBuilder::new();
    let mut bands = Vec::new();
    let mut healths = Vec::new();
    for (area, health, band) in devices {
        plates.rounded(area.x, area.y, area.width, area.height, RADIUS);
        let lit = match band {
            Some(band) => {
                add(&mut bands, BlockTone::Band(*band), area, (0.0, area.width));
                vec![(0.0, STRIP.min(area.width))]
            }
            None => lit(*health, area.width),
        };
        for stretch in lit {
            add(&mut healths, BlockTone::Health(*health), area, stretch);
        }
    }
    let plates = (BlockTone::Plates, plates);
    let paths = std::iter::once(plates).chain(bands).chain(healths);
    paths
        .map(|(tone, path)| Blocks {
            tone,
            path: path.finish(),
        })
        .collect()
}

/// Adds a segment of a plate to the path of that tone.
fn add(
    paths: &mut Vec<(BlockTone, PathBuilder)>,
    tone: BlockTone,
    area: &Area,
    (from, to): (f32, f32),
) {
    let place = paths.iter().position(|(found, _)| *found == tone);
    let place = place.unwrap_or_else(|| {
        paths.push((tone, PathBuilder::new()));
        paths.len() - 1
    });
    if let Some((_, path)) = paths.get_mut(place) {
        path.rounded(area.x + from, area.y, to - from, area.height, RADIUS);
    }
}

/// The segments to light on a plate of that width: the more, the more attention the health needs. A device that is down gets an
/// interrupted one, so that its shape differs too.
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

/// The outlines of these devices, as SVG path data.
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
            (at(0.0), Health::Ok, None),
            (at(30.0), Health::Down, None),
            (at(60.0), Health::Ok, None),
        ]);
        let tones: Vec<BlockTone> = blocks.iter().map(|blocks| blocks.tone).collect();
        let healths = [Health::Ok, Health::Down].map(BlockTone::Health);
        assert_eq!(tones, [BlockTone::Plates, healths[0], healths[1]]);
        let areas = |index: usize| blocks[index].path.matches('M').count();
        assert_eq!([areas(0), areas(1), areas(2)], [3, 2, 2]);
    }

    #[test]
    fn a_band_lies_between_the_plates_and_the_states() {
        let at = |y| Area::new(0.0, y, 300.0, 28.0);
        let hot = Some(Band::at(6));
        let blocks = blocks(&[
            (at(0.0), Health::Critical, hot),
            (at(30.0), Health::Down, None),
            (at(60.0), Health::Ok, hot),
        ]);
        let tones: Vec<BlockTone> = blocks.iter().map(|blocks| blocks.tone).collect();
        let healths = [Health::Critical, Health::Down, Health::Ok].map(BlockTone::Health);
        let hot = BlockTone::Band(Band::at(6));
        let expected = [BlockTone::Plates, hot, healths[0], healths[1], healths[2]];
        assert_eq!(tones, expected);
        assert_eq!(blocks[1].path.matches('M').count(), 2);
    }
}
