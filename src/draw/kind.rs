//! What identifies a type from a distance: a subtle tint of its plate, and a sign.

use super::path::PathBuilder;
use crate::domain::layout::{Category, PlateTone};

/// The tint of a plate: a subtle one for its category, or the user's color. Green, amber and red are reserved for health.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tint {
    #[default]
    Plain,
    Network,
    Storage,
    Power,
    Cabling,
    Own(PlateTone),
}

impl Tint {
    pub const ALL: [Self; 11] = [
        Self::Plain,
        Self::Network,
        Self::Storage,
        Self::Power,
        Self::Cabling,
        Self::Own(PlateTone::Blue),
        Self::Own(PlateTone::Teal),
        Self::Own(PlateTone::Violet),
        Self::Own(PlateTone::Pink),
        Self::Own(PlateTone::Brown),
        Self::Own(PlateTone::Gray),
    ];

    pub const fn of(category: Category) -> Self {
        match category {
            Category::Network | Category::Firewall => Self::Network,
            Category::Storage => Self::Storage,
            Category::Power => Self::Power,
            Category::PatchPanel | Category::CableManagement => Self::Cabling,
            _ => Self::Plain,
        }
    }

    /// The id of the gradient that fills a plate.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Plain => "face",
            Self::Network => "face-network",
            Self::Storage => "face-storage",
            Self::Power => "face-power",
            Self::Cabling => "face-cabling",
            Self::Own(PlateTone::Blue) => "face-blue",
            Self::Own(PlateTone::Teal) => "face-teal",
            Self::Own(PlateTone::Violet) => "face-violet",
            Self::Own(PlateTone::Pink) => "face-pink",
            Self::Own(PlateTone::Brown) => "face-brown",
            Self::Own(PlateTone::Gray) => "face-gray",
        }
    }
}

/// A part of a sign, in eighths of its size: a bar by left, top, width and height, a dot by center and radius.
enum SignPart {
    Bar(f32, f32, f32, f32),
    Dot(f32, f32, f32),
}

pub const fn has_sign(category: Category) -> bool {
    !matches!(category, Category::Blank | Category::Other)
}

/// Cuts a category's sign out of a plate, `size` wide and high, where it has one.
pub fn cut_sign(category: Category, x: f32, y: f32, size: f32, cuts: &mut PathBuilder) {
    use SignPart::{Bar, Dot};
    let parts: &[SignPart] = match category {
        Category::Server => &[
            Bar(0.0, 0.4, 8.0, 1.8),
            Bar(0.0, 3.1, 8.0, 1.8),
            Bar(0.0, 5.8, 8.0, 1.8),
        ],
        Category::Chassis => &[
            Bar(0.0, 0.0, 1.4, 8.0),
            Bar(2.2, 0.0, 1.4, 8.0),
            Bar(4.4, 0.0, 1.4, 8.0),
            Bar(6.6, 0.0, 1.4, 8.0),
        ],
        Category::Storage => &[
            Bar(0.0, 0.2, 8.0, 3.4),
            Bar(5.4, 1.2, 1.4, 1.4),
            Bar(0.0, 4.4, 8.0, 3.4),
            Bar(5.4, 5.4, 1.4, 1.4),
        ],
        Category::Network => &[
            Bar(0.0, 1.0, 2.0, 2.4),
            Bar(3.0, 1.0, 2.0, 2.4),
            Bar(6.0, 1.0, 2.0, 2.4),
            Bar(0.0, 4.6, 2.0, 2.4),
            Bar(3.0, 4.6, 2.0, 2.4),
            Bar(6.0, 4.6, 2.0, 2.4),
        ],
        Category::Firewall => &[
            Bar(0.0, 0.2, 3.6, 2.0),
            Bar(4.4, 0.2, 3.6, 2.0),
            Bar(0.0, 3.0, 1.6, 2.0),
            Bar(2.4, 3.0, 3.2, 2.0),
            Bar(6.4, 3.0, 1.6, 2.0),
            Bar(0.0, 5.8, 3.6, 2.0),
            Bar(4.4, 5.8, 3.6, 2.0),
        ],
        Category::PatchPanel => &[
            Bar(0.0, 0.6, 8.0, 1.2),
            Bar(0.0, 2.8, 2.0, 4.4),
            Bar(3.0, 2.8, 2.0, 4.4),
            Bar(6.0, 2.8, 2.0, 4.4),
        ],
        Category::Power => &[
            Dot(4.0, 4.0, 4.0),
            Bar(1.9, 2.6, 1.3, 2.8),
            Bar(4.8, 2.6, 1.3, 2.8),
        ],
        Category::Kvm => &[
            Bar(0.0, 0.6, 8.0, 5.2),
            Bar(1.0, 1.6, 6.0, 3.2),
            Bar(2.4, 6.6, 3.2, 1.0),
        ],
        Category::Cooling => &[Dot(4.0, 4.0, 4.0), Dot(4.0, 4.0, 2.8), Dot(4.0, 4.0, 1.3)],
        Category::AvMedia => &[
            Bar(0.0, 4.4, 1.4, 3.6),
            Bar(2.2, 1.4, 1.4, 6.6),
            Bar(4.4, 3.0, 1.4, 5.0),
            Bar(6.6, 0.0, 1.4, 8.0),
        ],
        Category::CableManagement => &[
            Dot(2.0, 4.0, 2.0),
            Dot(2.0, 4.0, 0.9),
            Dot(6.2, 4.0, 1.8),
            Dot(6.2, 4.0, 0.8),
        ],
        Category::Shelf => &[
            Bar(0.0, 5.6, 8.0, 1.8),
            Bar(0.0, 2.0, 1.2, 3.0),
            Bar(6.8, 2.0, 1.2, 3.0),
        ],
        Category::Blank | Category::Other => &[],
    };
    let unit = size / 8.0;
    for part in parts {
        match *part {
            Bar(left, top, width, height) => {
                let (x, y) = (x + left * unit, y + top * unit);
                cuts.rectangle(x, y, width * unit, height * unit);
            }
            Dot(center_x, center_y, radius) => {
                cuts.dot(x + center_x * unit, y + center_y * unit, radius * unit);
            }
        }
    }
}
