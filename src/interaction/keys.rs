//! Keys: input, shortcuts with their names, and actions while the focus is on a rack.

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
    /// The focused part of a rack, and the rack.
    pub focus: Option<(RackId, Stop)>,
    /// Whether a field or a button has the focus.
    pub is_in_control: bool,
    /// Whether no part of the page has the focus, or the view has it.
    pub is_on_page: bool,
    /// Whether it follows the key that begins a shortcut of two keys.
    pub is_second: bool,
}

impl KeyInput {
    /// The direction of an arrow key.
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
    /// Whether it is the second key of a shortcut, after [`KeySequence::FIRST`].
    pub is_second: bool,
}

impl Key {
    /// A plain key. Characters that need Shift on some keyboards, such as `?`, are recognized by the character alone.
    pub const fn plain(key: &'static str) -> Self {
        Self {
            key,
            command: false,
            shift: false,
            is_second: false,
        }
    }

    pub const fn shift(key: &'static str) -> Self {
        Self {
            key,
            command: false,
            shift: true,
            is_second: false,
        }
    }

    pub const fn command(key: &'static str) -> Self {
        Self {
            key,
            command: true,
            shift: false,
            is_second: false,
        }
    }

    pub const fn command_shift(key: &'static str) -> Self {
        Self {
            key,
            command: true,
            shift: true,
            is_second: false,
        }
    }

    /// The second key of a two-key shortcut.
    pub const fn second(key: &'static str) -> Self {
        Self {
            key,
            command: false,
            shift: false,
            is_second: true,
        }
    }

    /// Whether the input is this key, with exactly these modifiers.
    pub fn is(&self, input: &KeyInput) -> bool {
        let key = &input.key;
        let is_letter = key.len() == 1 && key.as_bytes().iter().all(u8::is_ascii_alphabetic);
        // Whether a character other than a letter needs Shift depends on the keyboard.
        let is_sign = self.key.len() == 1 && !is_letter;
        key.eq_ignore_ascii_case(self.key)
            && input.command == self.command
            && input.is_second == self.is_second
            && !input.alt
            && (is_sign || input.shift == self.shift)
    }

    /// The displayed name: `Ctrl+Shift+Z`, or `⌘⇧Z` on a Mac.
    pub fn words(&self, is_mac: bool) -> String {
        let (command, shift) = if is_mac {
            ("⌘", "⇧")
        } else {
            ("Ctrl+", "Shift+")
        };
        let mut words = String::new();
        if self.is_second {
            words.push_str(&KeySequence::FIRST.to_ascii_uppercase());
            words.push(' ');
        }
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

/// Recognizes shortcuts of two consecutive keys.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct KeySequence {
    /// When the first key was pressed, in milliseconds.
    begun: Option<f64>,
}

impl KeySequence {
    /// The first key of these shortcuts.
    pub const FIRST: &'static str = "g";
    /// The second key must follow within this time, in milliseconds.
    const WITHIN: f64 = 1_500.0;

    /// Takes a key pressed outside of fields, with the time in milliseconds. Returns whether it is the second one.
    pub fn is_second(&mut self, input: &KeyInput, now: f64) -> bool {
        let is_modifier = matches!(input.key.as_str(), "Shift" | "Control" | "Alt" | "Meta");
        if is_modifier {
            return false;
        }
        let begun = self.begun.take();
        let is_second = begun.is_some_and(|begun| (0.0..Self::WITHIN).contains(&(now - begun)));
        if !is_second && Key::plain(Self::FIRST).is(input) && !input.repeat {
            self.begun = Some(now);
        }
        is_second
    }
}

/// What a key does where the focus is on a rack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RackKeyAction {
    /// Lets the browser move to the next Tab stop.
    NextStop,
    Go,
    Move,
    GoToHighest,
    GoToLowest,
    Open,
    /// Moves the focus into the panel about the device, if it is open.
    EnterPanel,
    /// Selects on release: until then the key may be used to pan the canvas.
    Select,
    OpenMenu,
    /// Ends what is in progress, one thing at a time.
    Leave,
}

/// A row of the help.
pub struct RackKey {
    /// The displayed name of the keys.
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
        does: "Open the device; press again to go to its panel",
    },
    RackKey {
        name: "F6",
        keys: &[Key::plain("F6")],
        action: RackKeyAction::EnterPanel,
        does: "Go to the panel of what is selected, and back",
    },
    RackKey {
        name: "Space",
        keys: &[Key::plain(" ")],
        action: RackKeyAction::Select,
        does: "Add the device to the selection, or remove it",
    },
    RackKey {
        name: "Shift+F10, Menu key",
        keys: &[Key::shift("F10"), Key::plain("ContextMenu")],
        action: RackKeyAction::OpenMenu,
        does: "Open the menu of the device or rack",
    },
    RackKey {
        name: "Escape",
        keys: &[Key::plain("Escape")],
        action: RackKeyAction::Leave,
        does: "Cancel the drag, close the panel, clear the selection",
    },
];

impl RackKeyAction {
    /// What a key does while the focus is on a rack.
    pub fn of(input: &KeyInput) -> Option<Self> {
        let is_meant = |row: &&RackKey| row.keys.iter().any(|key| key.is(input));
        RACK_KEYS.iter().find(is_meant).map(|row| row.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str) -> KeyInput {
        KeyInput {
            key: key.to_owned(),
            ..KeyInput::default()
        }
    }

    #[test]
    fn the_second_key_follows_soon() {
        let mut sequence = KeySequence::default();
        assert!(!sequence.is_second(&press("g"), 0.0));
        assert!(sequence.is_second(&press("s"), 900.0));
        assert!(!sequence.is_second(&press("s"), 950.0), "only one follows");
        assert!(!sequence.is_second(&press("g"), 1_000.0));
        assert!(!sequence.is_second(&press("s"), 2_600.0), "too late");
        assert!(!sequence.is_second(&press("g"), 3_000.0));
        assert!(!sequence.is_second(&press("Shift"), 3_100.0));
        assert!(sequence.is_second(&press("s"), 3_200.0));
    }

    #[test]
    fn a_key_with_a_modifier_begins_nothing() {
        let mut sequence = KeySequence::default();
        let with_command = KeyInput {
            command: true,
            ..press("g")
        };
        assert!(!sequence.is_second(&with_command, 0.0));
        assert!(!sequence.is_second(&press("s"), 10.0));
    }

    #[test]
    fn a_second_key_is_no_plain_one() {
        let second = KeyInput {
            is_second: true,
            ..press("a")
        };
        assert!(Key::second("a").is(&second) && !Key::plain("a").is(&second));
        assert!(!Key::second("a").is(&press("a")));
        assert_eq!(Key::second("a").words(false), "G A");
    }
}
