//! Keys: what is pressed, what keys are called, and what they do where the focus is on a rack.

use super::focus::Stop;
use crate::domain::ids::RackId;
use crate::domain::placement::Step;

/// A key that is pressed or released.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyInput {
    /// As the browser names it: a character as typed, or a word such as `Delete`.
    pub key: String,
    /// Ctrl, or Cmd on a Mac.
    pub command: bool,
    pub shift: bool,
    pub alt: bool,
    /// Whether it is held down and repeats.
    pub repeat: bool,
    /// What of which rack has the focus.
    pub focus: Option<(RackId, Stop)>,
    /// Whether a field or a button has the focus.
    pub is_in_control: bool,
    /// Whether no part of the page has the focus, or the view has it.
    pub is_on_page: bool,
}

impl KeyInput {
    /// The way an arrow key leads.
    pub fn step(&self) -> Option<Step> {
        Some(match self.key.as_str() {
            "ArrowUp" => Step::Up,
            "ArrowDown" => Step::Down,
            "ArrowLeft" => Step::Left,
            "ArrowRight" => Step::Right,
            _ => return None,
        })
    }
}

/// A key with its modifiers. `command` is Ctrl, or Cmd on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// As the browser names it: a character as typed, or a word such as `Delete`.
    pub key: &'static str,
    pub command: bool,
    pub shift: bool,
}

impl Key {
    /// A plain key. Characters that need Shift on some keyboards, such as `?`, are recognized by the character alone.
    pub const fn plain(key: &'static str) -> Self {
        Self {
            key,
            command: false,
            shift: false,
        }
    }

    pub const fn shift(key: &'static str) -> Self {
        Self {
            key,
            command: false,
            shift: true,
        }
    }

    pub const fn command(key: &'static str) -> Self {
        Self {
            key,
            command: true,
            shift: false,
        }
    }

    pub const fn command_shift(key: &'static str) -> Self {
        Self {
            key,
            command: true,
            shift: true,
        }
    }

    /// Whether that key is pressed, with these modifiers and no others.
    pub fn is(&self, input: &KeyInput) -> bool {
        let key = &input.key;
        let is_letter = key.len() == 1 && key.as_bytes().iter().all(u8::is_ascii_alphabetic);
        // A character that is no letter may need Shift or not, by keyboard.
        let is_sign = self.key.len() == 1 && !is_letter;
        key.eq_ignore_ascii_case(self.key)
            && input.command == self.command
            && !input.alt
            && (is_sign || input.shift == self.shift)
    }

    /// As people read it: `Ctrl+Shift+Z`, `⌘⇧Z` on a Mac.
    pub fn words(&self, is_mac: bool) -> String {
        let (command, shift) = if is_mac {
            ("⌘", "⇧")
        } else {
            ("Ctrl+", "Shift+")
        };
        let mut words = String::new();
        if self.command {
            words.push_str(command);
        }
        if self.shift {
            words.push_str(shift);
        }
        words.push_str(&match self.key {
            "ArrowUp" => "↑".to_owned(),
            "ArrowDown" => "↓".to_owned(),
            "ArrowLeft" => "←".to_owned(),
            "ArrowRight" => "→".to_owned(),
            key if key.len() == 1 => key.to_ascii_uppercase(),
            key => key.to_owned(),
        });
        words
    }
}

/// What a key does where the focus is on a rack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RackKeyAction {
    /// The browser goes to the next Tab stop.
    NextStop,
    Go,
    Move,
    GoToHighest,
    GoToLowest,
    Open,
    /// When it is released: until then the canvas may be panned with it.
    Select,
    /// Ends what is in progress, one thing at a time.
    Leave,
}

/// A row of the help.
pub struct RackKey {
    /// As people read them.
    pub name: &'static str,
    keys: &'static [Key],
    action: RackKeyAction,
    pub does: &'static str,
}

pub static RACK_KEYS: &[RackKey] = &[
    RackKey {
        name: "Tab",
        keys: &[Key::plain("Tab")],
        action: RackKeyAction::NextStop,
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
        action: RackKeyAction::Go,
        does: "Go from device to device; from the highest up to the rack's name, and right to its menu",
    },
    RackKey {
        name: "Shift and arrows",
        keys: &[
            Key::shift("ArrowUp"),
            Key::shift("ArrowDown"),
            Key::shift("ArrowLeft"),
            Key::shift("ArrowRight"),
        ],
        action: RackKeyAction::Move,
        does: "Move the devices to the next place where they fit",
    },
    RackKey {
        name: "Home",
        keys: &[Key::plain("Home")],
        action: RackKeyAction::GoToHighest,
        does: "Go to the highest device of the rack",
    },
    RackKey {
        name: "End",
        keys: &[Key::plain("End")],
        action: RackKeyAction::GoToLowest,
        does: "Go to the lowest device of the rack",
    },
    RackKey {
        name: "Enter",
        keys: &[Key::plain("Enter")],
        action: RackKeyAction::Open,
        does: "Open the device",
    },
    RackKey {
        name: "Space",
        keys: &[Key::plain(" ")],
        action: RackKeyAction::Select,
        does: "Add the device to the selection, or remove it",
    },
    RackKey {
        name: "Escape",
        keys: &[Key::plain("Escape")],
        action: RackKeyAction::Leave,
        does: "Cancel the drag, close the panel, clear the selection",
    },
];

impl RackKeyAction {
    /// What that key does, pressed where the focus is on a rack.
    pub fn of(input: &KeyInput) -> Option<Self> {
        let is_meant = |row: &&RackKey| row.keys.iter().any(|key| key.is(input));
        RACK_KEYS.iter().find(is_meant).map(|row| row.action)
    }
}
