//! Device types outside of layouts as JSON: those that the palette remembers.

use serde_json::Value;

use crate::domain::layout::DeviceType;
use crate::domain::placement::check_type;

/// Serializes the types.
#[expect(
    clippy::expect_used,
    reason = "every key is text and no value can refuse"
)]
pub fn write(types: &[DeviceType]) -> String {
    serde_json::to_string(types).expect("types are always writable")
}

/// Reads the types that are valid in a layout; none if the text is damaged.
pub fn read(text: &str) -> Vec<DeviceType> {
    let values = serde_json::from_str::<Vec<Value>>(text).unwrap_or_default();
    let types = values
        .into_iter()
        .filter_map(|value| DeviceType::try_from(value).ok());
    types.filter(|found| check_type(found).is_ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::generic;
    use crate::domain::layout::Category;

    #[test]
    fn what_no_layout_would_take_is_forgotten() {
        let types = generic::types();
        assert_eq!(read(&write(types)), types);
        let (one, rest) = (&types[0], "\"height\":2");
        let high = write(&[one.clone(), types[1].clone()]).replacen(rest, "\"height\":60000", 1);
        assert_eq!(read(&high), [types[1].clone()]);
        assert_eq!(read("[1, {}]"), []);
        assert_eq!(read("{"), []);
    }

    #[test]
    fn the_word_of_a_category_is_the_one_that_is_written() {
        use Category::{
            AvMedia, Blank, CableManagement, Chassis, Cooling, Firewall, Kvm, Network, Other,
            PatchPanel, Power, Server, Shelf, Storage,
        };
        for category in [
            Server,
            Storage,
            Network,
            Firewall,
            PatchPanel,
            Power,
            Kvm,
            Cooling,
            AvMedia,
            Chassis,
            Shelf,
            Blank,
            CableManagement,
            Other,
        ] {
            let written = serde_json::to_value(category).expect("a word");
            assert_eq!(written.as_str(), Some(category.word()));
        }
    }
}
