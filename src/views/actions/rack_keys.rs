//! The keys on the racks: what moves the focus and the devices, and what the help says about it.

use web_sys::KeyboardEvent;

use super::Key;

/// What a key does where the focus is on a rack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RackDoing {
    /// The browser goes to the next stop.
    NextStop,
    Go,
    Move,
    GoToHighest,
    GoToLowest,
    Open,
    /// Once it is released, as the canvas may be moved with it.
    Select,
    /// Ends what is under way, one thing at a time.
    Leave,
}

pub struct RackKey {
    /// As people read them.
    pub name: &'static str,
    keys: &'static [Key],
    doing: RackDoing,
    pub does: &'static str,
}

pub static RACK_KEYS: &[RackKey] = &[
    RackKey {
        name: "Tab",
        keys: &[Key::plain("Tab")],
        doing: RackDoing::NextStop,
        does: "Go from rack to rack, to where the focus was last",
    },
    RackKey {
        name: "Arrows",
        keys: &[
            Key::plain("ArrowUp"),
            Key::plain("ArrowDown"),
            Key::plain("ArrowLeft"),
            Key::plain("ArrowRight"),
        ],
        doing: RackDoing::Go,
        does: "Go from device to device; above the highest to the rack's name, and right of it to the rack's menu",
    },
    RackKey {
        name: "Shift and arrows",
        keys: &[
            Key::shift("ArrowUp"),
            Key::shift("ArrowDown"),
            Key::shift("ArrowLeft"),
            Key::shift("ArrowRight"),
        ],
        doing: RackDoing::Move,
        does: "Move the devices to the next place where they fit",
    },
    RackKey {
        name: "Home",
        keys: &[Key::plain("Home")],
        doing: RackDoing::GoToHighest,
        does: "Go to the highest device of the rack",
    },
    RackKey {
        name: "End",
        keys: &[Key::plain("End")],
        doing: RackDoing::GoToLowest,
        does: "Go to the lowest device of the rack",
    },
    RackKey {
        name: "Enter",
        keys: &[Key::plain("Enter")],
        doing: RackDoing::Open,
        does: "Open the device",
    },
    RackKey {
        name: "Space",
        keys: &[Key::plain(" ")],
        doing: RackDoing::Select,
        does: "Add the device to the selection, or take it away",
    },
    RackKey {
        name: "Escape",
        keys: &[Key::plain("Escape")],
        doing: RackDoing::Leave,
        does: "Put back what is carried, close the panel, clear the selection",
    },
];

impl RackDoing {
    /// What that key does, pressed where the focus is on a rack.
    pub fn of(event: &KeyboardEvent) -> Option<Self> {
        let is_meant = |row: &&RackKey| row.keys.iter().any(|key| key.is(event));
        RACK_KEYS.iter().find(is_meant).map(|row| row.doing)
    }
}
