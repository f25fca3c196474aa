//! The table's words for connectors.

use crate::domain::layout::{Connector, PortGroup};
use crate::domain::search::LinkSpeed;

/// Reads `24x1000base-t;4x10gbase-x-sfpp`, leaving out ports without a connector on the front and unreadable groups.
pub(super) fn groups(
    text: &str,
    connector: impl Fn(&str) -> Option<Connector>,
) -> impl Iterator<Item = PortGroup> {
    text.split(';').filter_map(move |group| {
        let (count, kind) = group.split_once('x')?;
        let count: u16 = count.parse().ok().filter(|count| *count > 0)?;
        Some(PortGroup::new(count, connector(kind)?))
    })
}

/// The connector of a NetBox interface type; `None` for radio and for stacking ports at the rear.
pub(super) fn of_interface(kind: &str) -> Option<Connector> {
    /// The first entry that the word contains decides.
    const PARTS: [(&str, Option<Connector>); 26] = [
        ("ieee802", None),
        ("wireless", None),
        ("lte", None),
        ("stack", None),
        ("vcp", None),
        ("base-t", Some(Connector::Rj45)),
        ("qsfp", Some(Connector::Qsfp)),
        ("osfp", Some(Connector::Qsfp)),
        ("cfp", Some(Connector::Qsfp)),
        ("infiniband", Some(Connector::Qsfp)),
        ("sfpp", Some(Connector::SfpPlus)),
        ("sfp28", Some(Connector::SfpPlus)),
        ("sfp56", Some(Connector::SfpPlus)),
        ("sfpdd", Some(Connector::SfpPlus)),
        ("dsfp", Some(Connector::SfpPlus)),
        ("xfp", Some(Connector::SfpPlus)),
        ("x2", Some(Connector::SfpPlus)),
        ("sfp", Some(Connector::Sfp)),
        ("gbic", Some(Connector::Sfp)),
        ("gpon", Some(Connector::Lc)),
        ("docsis", Some(Connector::Coax)),
        ("t3", Some(Connector::Coax)),
        ("t1", Some(Connector::Rj45)),
        ("e1", Some(Connector::Rj45)),
        ("dsl", Some(Connector::Rj45)),
        ("rs232", Some(Connector::Serial)),
    ];
    PARTS
        .into_iter()
        .find(|(part, _)| kind.contains(part))
        .map_or(Some(Connector::Other), |(_, connector)| connector)
}

/// The speeds of the ports with one gigabit or more: `10gbase-x-sfpp`, `1000base-t`.
pub(super) fn speeds(text: &str) -> impl Iterator<Item = LinkSpeed> {
    text.split(';').filter_map(|group| {
        let (_, kind) = group.split_once('x')?;
        match kind.split_once("base")?.0 {
            "1000" => Some(LinkSpeed::GIGABIT),
            speed => LinkSpeed::of_gigabits(speed.strip_suffix('g')?),
        }
    })
}

/// The connector of a patch panel's front or rear; `None` if it is not a socket.
pub(super) fn of_panel(kind: &str) -> Option<Connector> {
    Some(match kind {
        "splice" => return None,
        "8p8c" => Connector::Keystone,
        // Fiber pairs all look alike at this size.
        "lc" | "sc" | "st" | "mpo" => Connector::Lc,
        "bnc" | "f" => Connector::Coax,
        _ => Connector::Other,
    })
}

/// The outlet connector, guessed from the product's name, as the table only has the count.
pub(super) fn of_outlets(model: &str) -> Connector {
    const WORDS: [(&str, Connector); 6] = [
        ("c13", Connector::IecC13),
        ("c19", Connector::IecC19),
        ("schuko", Connector::Schuko),
        ("nema", Connector::Nema),
        ("5-15", Connector::Nema),
        ("5-20", Connector::Nema),
    ];
    let name = model.to_ascii_lowercase();
    let told = WORDS.into_iter().find(|(word, _)| name.contains(word));
    told.map_or(Connector::Other, |(_, connector)| connector)
}
