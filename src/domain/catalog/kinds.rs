//! Everyday words for kinds of devices, independent of what makers call them.

use crate::domain::layout::{Category, Mount};
use crate::domain::search::TypeFeatures;

/// Words for the kind of a device.
pub fn words(features: &TypeFeatures) -> Vec<&'static str> {
    let mut words = vec![of_category(features.category)];
    if features.category == Category::Network && features.network_ports() >= 5 {
        words.push("switch");
    }
    let has_outlets = features.category == Category::Power && features.outlets > 0;
    if has_outlets && (features.mount == Mount::Side || features.height.0 <= 2) {
        words.push("pdu power strip");
    }
    if features.mount == Mount::Side {
        words.push("vertical 0u");
    }
    if features.has_radio {
        words.push("wifi wireless");
    }
    if features.has_radio && features.network_ports() < 5 {
        words.push("access point");
    }
    // One or two slots suggest a tape library or a box without redundancy.
    if features.category == Category::Storage && !(1..=2).contains(&features.drives) {
        words.push("raid array");
    }
    if features.port_groups() > 0 {
        words.push("ports");
    }
    if features.poe > 0 {
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
