//! Reads the attributes of a disk for its verdict.

use crate::domain::inventory::{SmartAttribute, SmartDisk};

/// Maximum count of sectors or errors; a greater value is several numbers packed into one.
const LARGEST_COUNT: f64 = 4_294_967_295.0;

/// The attribute with that name, case-insensitive.
pub(super) fn named<'a>(disk: &'a SmartDisk, name: &str) -> Option<&'a SmartAttribute> {
    let mut all = disk.attributes.iter();
    all.find(|known| known.name.eq_ignore_ascii_case(name))
}

/// The raw value of the attribute with that name, if it is a count.
pub(super) fn count_named(disk: &SmartDisk, name: &str) -> Option<u64> {
    plain(named(disk, name)?.raw?)
}

/// The raw text of the attribute with that name, in lower case.
pub(super) fn text_named(disk: &SmartDisk, name: &str) -> Option<String> {
    let text = named(disk, name)?.raw_text.trim().to_ascii_lowercase();
    (!text.is_empty()).then_some(text)
}

/// A raw value as a count, preferably from smartctl's text, in which packed numbers are split (`12 (Average 8)`, `0 0 3`).
pub(super) fn count(attribute: &SmartAttribute) -> Option<u64> {
    let text = attribute.raw_text.trim_start();
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let is_hex = text.starts_with("0x") || text.starts_with("0X");
    if !digits.is_empty() && !is_hex {
        return digits
            .parse::<u64>()
            .ok()
            .and_then(|count| plain(count as f64));
    }
    plain(attribute.raw?)
}

fn plain(number: f64) -> Option<u64> {
    (number.is_finite() && (0.0..=LARGEST_COUNT).contains(&number)).then_some(number as u64)
}

/// Whether it has attributes that only flash drives have.
pub(super) fn is_solid_state(disk: &SmartDisk) -> bool {
    const OF_FLASH: [&str; 8] = [
        "wear", "ssd", "nand", "erase", "lifetime", "life_", "reserv", "flash",
    ];
    let model = disk.model.to_ascii_lowercase();
    model.contains("ssd")
        || disk.attributes.iter().any(|known| {
            let name = known.name.to_ascii_lowercase();
            OF_FLASH.iter().any(|word| name.contains(word))
        })
}
