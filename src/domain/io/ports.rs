//! Maps interface, port and outlet types, as NetBox and Rackula name them, to connectors.

use serde_json::Value;

use crate::domain::layout::{Connector, PortGroup};

/// Parts of type names, the most specific first, with their connectors.
const CONNECTORS: &[(&str, Connector)] = &[
    ("qsfp", Connector::Qsfp),
    ("osfp", Connector::Qsfp),
    ("cfp", Connector::Qsfp),
    ("sfp28", Connector::SfpPlus),
    ("sfp56", Connector::SfpPlus),
    ("sfpp", Connector::SfpPlus),
    ("10gbase-x", Connector::SfpPlus),
    ("sfp", Connector::Sfp),
    ("gbic", Connector::Sfp),
    ("base-t", Connector::Rj45),
    ("8p8c", Connector::Rj45),
    ("rj-45", Connector::Rj45),
    ("rj45", Connector::Rj45),
    ("usb-c", Connector::UsbC),
    ("usb", Connector::UsbA),
    ("de-9", Connector::Serial),
    ("db-25", Connector::Serial),
    ("console", Connector::Serial),
    ("serial", Connector::Serial),
    ("lc", Connector::Lc),
    ("keystone", Connector::Keystone),
    ("bnc", Connector::Coax),
    ("f-connector", Connector::Coax),
    ("coax", Connector::Coax),
    ("docsis", Connector::Coax),
    ("sdi", Connector::Coax),
    ("hdmi", Connector::Hdmi),
    ("displayport", Connector::DisplayPort),
    ("vga", Connector::Vga),
    ("iec-60320-c13", Connector::IecC13),
    ("iec-60320-c19", Connector::IecC19),
    ("nema", Connector::Nema),
    ("cee-7", Connector::Schuko),
    ("ita-f", Connector::Schuko),
    ("ita-e", Connector::Schuko),
];

/// Types without a socket on the front.
const WITHOUT_SOCKET: &[&str] = &[
    "virtual",
    "bridge",
    "lag",
    "ieee802.11",
    "gsm",
    "cdma",
    "lte",
];

/// Returns `None` for a type without a socket.
pub(in crate::domain::io) fn connector(kind: &str) -> Option<Connector> {
    let kind = kind.to_ascii_lowercase();
    if WITHOUT_SOCKET.iter().any(|word| kind.starts_with(word)) {
        return None;
    }
    let known = CONNECTORS.iter().find(|(part, _)| kind.contains(part));
    Some(known.map_or(Connector::Other, |(_, connector)| *connector))
}

/// Groups equal adjacent connectors.
pub(in crate::domain::io) fn groups<'a>(kinds: impl Iterator<Item = &'a str>) -> Vec<PortGroup> {
    let mut groups: Vec<PortGroup> = Vec::new();
    for connector in kinds.filter_map(connector) {
        match groups.last_mut() {
            Some(group) if group.connector == connector => {
                group.count = group.count.saturating_add(1);
            }
            _ => groups.push(PortGroup::new(1, connector)),
        }
    }
    groups
}

/// The groups of a list of interfaces: the front ones, and those marked as rear.
pub(in crate::domain::io) fn sides(list: &Value) -> (Vec<PortGroup>, Vec<PortGroup>) {
    let of_side = |rear: bool| {
        let list = list.as_array().into_iter().flatten();
        let there = list.filter(|port| (port.get("position") == Some(&"rear".into())) == rear);
        groups(there.filter_map(|port| port.get("type")?.as_str()))
    };
    (of_side(false), of_side(true))
}

/// The maximum power of a device, from the maximum of each supply. Half of several supplies are assumed to be redundant.
pub(in crate::domain::io) fn most_drawn(supplies: &[u32]) -> Option<u32> {
    let most = *supplies.iter().max()?;
    let working = u32::try_from(supplies.len().div_ceil(2)).ok()?;
    Some(most.saturating_mul(working)).filter(|watts| *watts > 0)
}

/// The types in a list of ports.
pub(in crate::domain::io) fn kinds(list: &Value) -> impl Iterator<Item = &str> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(|port| port.get("type")?.as_str())
}

/// The maximum of each supply in a list, in watts.
pub(in crate::domain::io) fn draws(list: &Value) -> Vec<u32> {
    let list = list.as_array().into_iter().flatten();
    let draw = |port: &Value| {
        let watts = port.get("maximum_draw")?.as_f64()?;
        // The cast gives 0 for negative numbers.
        Some(watts.round() as u32)
    };
    list.filter_map(draw).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_connectors() {
        for (kind, expected) in [
            ("1000base-t", Some(Connector::Rj45)),
            ("1000base-x-sfp", Some(Connector::Sfp)),
            ("10gbase-x-sfpp", Some(Connector::SfpPlus)),
            ("25gbase-x-sfp28", Some(Connector::SfpPlus)),
            ("100gbase-x-qsfp28", Some(Connector::Qsfp)),
            ("usb-c", Some(Connector::UsbC)),
            ("usb-micro-b", Some(Connector::UsbA)),
            ("lc-apc", Some(Connector::Lc)),
            ("iec-60320-c19", Some(Connector::IecC19)),
            ("nema-5-15r", Some(Connector::Nema)),
            ("virtual", None),
            ("lag", None),
            ("ieee802.11ax", None),
            ("something new", Some(Connector::Other)),
        ] {
            assert_eq!(connector(kind), expected, "{kind}");
        }
    }

    #[test]
    fn neighbors_are_one_group() {
        let kinds = ["1000base-t", "2.5gbase-t", "10gbase-x-sfpp", "1000base-t"];
        let counts: Vec<u16> = groups(kinds.into_iter())
            .iter()
            .map(|group| group.count)
            .collect();
        assert_eq!(counts, [2, 1, 1]);
    }

    #[test]
    fn half_of_the_supplies_are_spare() {
        assert_eq!(most_drawn(&[]), None);
        assert_eq!(most_drawn(&[0]), None);
        assert_eq!(most_drawn(&[750]), Some(750));
        assert_eq!(most_drawn(&[750, 750]), Some(750));
        assert_eq!(most_drawn(&[2000; 6]), Some(6000));
    }
}
