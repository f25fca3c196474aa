//! Generic device types with typical sizes. Their slugs begin with `generic-`.

use std::sync::OnceLock;

use crate::domain::layout::{
    Bay, Category, Connector, Depth, DeviceType, Extra, Mount, PortGroup, RackWidth, Width,
};
use crate::domain::units::HalfU;

/// One type per line below the word of its category: the end of the slug, the name, the height in half-units, and facts as words that begin
/// with a letter:
///
/// | word | fact |
/// |---|---|
/// | `w500` | maximum watts |
/// | `k160` | weight in hundreds of grams |
/// | `h` | half depth |
/// | `x2` `x3` | half or third width |
/// | `t` | for 10-inch racks only; other full-width types are for 19 inches and more |
/// | `ms` `mb` | mounted at the side; only in bays |
/// | `d8` | drive bays |
/// | `pR24` | ports, by the letter of their connector |
/// | `oE8` | outlets, likewise |
/// | `b3x1` | bays for other devices: columns and rows |
/// | `v` `y` | vents; a display |
const TABLE: &str = include_str!("generic.txt");

/// All generic types, grouped by category.
pub fn types() -> &'static [DeviceType] {
    static TYPES: OnceLock<Vec<DeviceType>> = OnceLock::new();
    TYPES.get_or_init(|| read(TABLE))
}

/// The generic type with that slug.
pub fn find(slug: &str) -> Option<&'static DeviceType> {
    types().iter().find(|known| known.slug.as_str() == slug)
}

fn read(table: &str) -> Vec<DeviceType> {
    let mut category = Category::Other;
    let mut types = Vec::new();
    for line in table.lines() {
        match line.strip_prefix('#') {
            Some(word) => category = super::category(word),
            None => types.extend(device_type(line, category)),
        }
    }
    types
}

fn device_type(line: &str, category: Category) -> Option<DeviceType> {
    let mut columns = line.split('|');
    let (slug, name, height, features) = (
        columns.next()?,
        columns.next()?,
        columns.next()?,
        columns.next()?,
    );
    let height = HalfU(height.parse().ok()?);
    let slug = ["generic-", slug].concat();
    let mut made = DeviceType::new(&slug, name, category, height);
    for feature in features.split(' ') {
        add(&mut made, feature)?;
    }
    if made.rack_widths.is_empty() {
        made.rack_widths = super::usual_racks(made.mount, made.width).to_vec();
    }
    Some(made)
}

/// Adds a fact; `None` for an unknown word.
fn add(made: &mut DeviceType, feature: &str) -> Option<()> {
    let letter = feature.chars().next()?;
    let rest = feature.get(1..)?;
    match letter {
        'w' => made.watts = Some(rest.parse().ok()?),
        'k' => made.weight_grams = Some(rest.parse::<u32>().ok()?.saturating_mul(100)),
        'h' => made.depth = Depth::Half,
        't' => made.rack_widths = RackWidth::Ten.racks().to_vec(),
        'x' if rest == "2" => made.width = Width::Half,
        'x' if rest == "3" => made.width = Width::Third,
        'm' if rest == "s" => made.mount = Mount::Side,
        'm' if rest == "b" => made.mount = Mount::Bay,
        'd' => made.faceplate.drive_bays = rest.parse().ok()?,
        'p' => made.faceplate.ports.push(group(rest)?),
        'o' => made.faceplate.outlets.push(group(rest)?),
        'b' => {
            let (columns, rows) = rest.split_once('x')?;
            made.bays = grid(columns.parse().ok()?, rows.parse().ok()?, made.height);
        }
        'v' => made.faceplate.vents = true,
        'y' => made.faceplate.display = true,
        _ => return None,
    }
    Some(())
}

fn group(text: &str) -> Option<PortGroup> {
    let letter = text.chars().next()?;
    let connector = match letter {
        'R' => Connector::Rj45,
        'S' => Connector::Sfp,
        'P' => Connector::SfpPlus,
        'Q' => Connector::Qsfp,
        'K' => Connector::Keystone,
        'L' => Connector::Lc,
        'X' => Connector::Coax,
        'U' => Connector::UsbA,
        'D' => Connector::Serial,
        'H' => Connector::Hdmi,
        'V' => Connector::Vga,
        'E' => Connector::IecC13,
        'F' => Connector::IecC19,
        'G' => Connector::Schuko,
        'N' => Connector::Nema,
        _ => return None,
    };
    Some(PortGroup::new(text.get(1..)?.parse().ok()?, connector))
}

/// Bays of equal size in columns and rows, from the lowest row and the left; the rows share the height.
pub fn grid(columns: u8, rows: u8, height: HalfU) -> Vec<Bay> {
    let each = HalfU((height.0 / u16::from(rows.max(1))).max(1));
    let mut bays = Vec::with_capacity(usize::from(columns) * usize::from(rows));
    // Names are numbered in reading order, from the upper left.
    for row in (0..rows).rev() {
        for column in 0..columns {
            bays.push(Bay {
                name: format!("Bay {}", bays.len() + 1),
                height: each,
                row,
                column,
                extra: Extra::new(),
            });
        }
    }
    bays
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::placement::check_type;

    #[test]
    fn every_line_is_a_type_of_its_own() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        let types = types();
        assert_eq!(types.len(), lines, "a line cannot be read");
        assert!(types.len() >= 60);
        let slugs: HashSet<&str> = types.iter().map(|known| known.slug.as_str()).collect();
        assert_eq!(slugs.len(), types.len());
        let names: HashSet<&str> = types.iter().map(|known| known.model.as_str()).collect();
        assert_eq!(names.len(), types.len());
    }

    #[test]
    fn every_type_can_be_placed() {
        for known in types() {
            assert_eq!(check_type(known), Ok(()), "{}", known.slug);
            assert!(known.weight_grams.is_some(), "{}", known.slug);
            for bay in &known.bays {
                assert!(bay.height.0 >= 1 && bay.height <= known.height);
            }
        }
    }

    #[test]
    fn what_is_as_wide_as_a_rack_of_19_inches_goes_into_no_smaller_one() {
        let racks = |slug: &str| find(slug).unwrap().rack_widths.as_slice();
        assert_eq!(racks("generic-server-1u"), RackWidth::Nineteen.racks());
        assert_eq!(racks("generic-switch-8-10-inch"), [RackWidth::Ten]);
        for small in ["generic-modem", "generic-mini-pc", "generic-pdu-vertical"] {
            assert_eq!(racks(small), []);
        }
    }

    #[test]
    fn words_become_facts() {
        let switch = find("generic-switch-48-poe").unwrap();
        assert_eq!(switch.category, Category::Network);
        assert_eq!(switch.height, HalfU::from_units(1));
        assert_eq!(switch.depth, Depth::Half);
        assert_eq!((switch.watts, switch.weight_grams), (Some(800), Some(6000)));
        assert_eq!(
            switch.faceplate.ports,
            [
                PortGroup::new(48, Connector::Rj45),
                PortGroup::new(4, Connector::SfpPlus)
            ]
        );
        let holder = find("generic-pi-holder-10").unwrap();
        assert_eq!(holder.bays.len(), 10);
        let first = &holder.bays[0];
        assert_eq!(
            (first.name.as_str(), first.row, first.column),
            ("Bay 1", 1, 0)
        );
        assert_eq!(first.height, HalfU(2));
    }
}
