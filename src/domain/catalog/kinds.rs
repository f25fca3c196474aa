//! Everyday words for kinds of devices, independent of what makers call them.

use crate::domain::layout::{Category, Mount};
use crate::domain::search::Facts;

/// Words for the kind of a device.
pub fn words(facts: &Facts) -> Vec<&'static str> {
    let mut words = vec![of_category(facts.category)];
    if facts.category == Category::Network && facts.network_ports() >= 5 {
        words.push("switch");
    }
    let has_outlets = facts.category == Category::Power && facts.outlets > 0;
    if has_outlets && (facts.mount == Mount::Side || facts.height.0 <= 2) {
        words.push("pdu power strip");
    }
    if facts.mount == Mount::Side {
        words.push("vertical 0u");
    }
    if facts.has_radio {
        words.push("wifi wireless");
    }
    if facts.has_radio && facts.network_ports() < 5 {
        words.push("access point");
    }
    // One or two slots suggest a tape library or a box without redundancy.
    if facts.category == Category::Storage && !(1..=2).contains(&facts.drives) {
        words.push("raid array");
    }
    if facts.port_groups() > 0 {
        words.push("ports");
    }
    if facts.poe > 0 {
        words.push("poe");
    }
    words
}

const fn of_category(category: Category) -> &'static str {
    match category {
        Category::Server => "server",
        Category::Storage => "storage nas",
        Category::Network => "network",
        Category::Firewall => "firewall network",
        Category::PatchPanel => "patch panel",
        Category::Power => "power",
        Category::Cooling => "cooling fan",
        Category::Kvm => "kvm console keyboard",
        Category::AvMedia => "audio video",
        Category::Chassis => "chassis blade",
        Category::Shelf => "shelf",
        Category::Blank => "blank filler",
        Category::CableManagement => "cable management",
        Category::Other => "other",
    }
}
