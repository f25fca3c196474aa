//! The headings in a list of device types.

use crate::domain::layout::Category;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TypeHeading {
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

impl TypeHeading {
    /// In display order.
    pub const ALL: [TypeHeading; 9] = [
        TypeHeading::Servers,
        TypeHeading::Storage,
        TypeHeading::Network,
        TypeHeading::Power,
        TypeHeading::Cooling,
        TypeHeading::KvmAndShelf,
        TypeHeading::Blanks,
        TypeHeading::Av,
        TypeHeading::Other,
    ];

    /// The heading of a category.
    pub const fn of(category: Category) -> Self {
        match category {
            Category::Server | Category::Chassis => TypeHeading::Servers,
            Category::Storage => TypeHeading::Storage,
            Category::Network | Category::Firewall | Category::PatchPanel => TypeHeading::Network,
            Category::Power => TypeHeading::Power,
            Category::Cooling => TypeHeading::Cooling,
            Category::Kvm | Category::Shelf => TypeHeading::KvmAndShelf,
            Category::Blank | Category::CableManagement => TypeHeading::Blanks,
            Category::AvMedia => TypeHeading::Av,
            Category::Other => TypeHeading::Other,
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            TypeHeading::Servers => "Servers",
            TypeHeading::Storage => "Storage",
            TypeHeading::Network => "Network",
            TypeHeading::Power => "Power",
            TypeHeading::Cooling => "Cooling",
            TypeHeading::KvmAndShelf => "KVM & shelf",
            TypeHeading::Blanks => "Blanks & cables",
            TypeHeading::Av => "Audio & video",
            TypeHeading::Other => "Other",
        }
    }
}
