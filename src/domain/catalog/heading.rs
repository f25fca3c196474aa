//! The headings that a list of device types is shown under.

use crate::domain::layout::Category;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Heading {
    Servers,
    Storage,
    Network,
    Power,
    Cooling,
    KvmAndShelf,
    Blanks,
    Av,
    Other,
}

impl Heading {
    /// In the order in which they are shown.
    pub const ALL: [Heading; 9] = [
        Heading::Servers,
        Heading::Storage,
        Heading::Network,
        Heading::Power,
        Heading::Cooling,
        Heading::KvmAndShelf,
        Heading::Blanks,
        Heading::Av,
        Heading::Other,
    ];

    /// The one that types of a category stand under.
    pub const fn of(category: Category) -> Self {
        match category {
            Category::Server | Category::Chassis => Heading::Servers,
            Category::Storage => Heading::Storage,
            Category::Network | Category::Firewall | Category::PatchPanel => Heading::Network,
            Category::Power => Heading::Power,
            Category::Cooling => Heading::Cooling,
            Category::Kvm | Category::Shelf => Heading::KvmAndShelf,
            Category::Blank | Category::CableManagement => Heading::Blanks,
            Category::AvMedia => Heading::Av,
            Category::Other => Heading::Other,
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Heading::Servers => "Servers",
            Heading::Storage => "Storage",
            Heading::Network => "Network",
            Heading::Power => "Power",
            Heading::Cooling => "Cooling",
            Heading::KvmAndShelf => "KVM & shelf",
            Heading::Blanks => "Blanks & cables",
            Heading::Av => "Audio & video",
            Heading::Other => "Other",
        }
    }
}
