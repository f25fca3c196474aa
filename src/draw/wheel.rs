//! Interprets wheel events. Browsers send the same event for a mouse wheel, two fingers on a trackpad, and a pinch.

use super::camera::Pair;

/// A pause of this length ends a gesture, in milliseconds.
const PAUSE: f64 = 250.0;
/// The smallest step of a wheel, in pixels; trackpads move in smaller ones.
const SMALLEST_NOTCH: f64 = 40.0;
/// Height of a line in browsers, in pixels.
const LINE: f64 = 34.0;

/// A wheel event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    /// In pixels, or in lines.
    pub delta: Pair,
    pub in_lines: bool,
    /// Whether Ctrl is held, or reported by the browser for a pinch on a trackpad.
    pub ctrl: bool,
    pub shift: bool,
    /// In milliseconds, from any origin.
    pub at: f64,
}

/// What a wheel event asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// Zoom by this factor, at the pointer.
    Zoom(f64),
    /// Pan by this distance in pixels.
    Pan(Pair),
    /// Left to the browser's own scrolling.
    Scroll,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hardware {
    Wheel,
    Trackpad,
}

/// Distinguishes wheels from trackpads by the first event of a gesture; the result holds for the whole gesture.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wheel {
    last: Option<(Hardware, f64)>,
}

impl Wheel {
    pub fn turn(&mut self, turn: Turn) -> Meaning {
        let factor = if turn.in_lines { LINE } else { 1.0 };
        let (dx, dy) = (turn.delta.0 * factor, turn.delta.1 * factor);
        let hardware = self.hardware(&turn);
        self.last = Some((hardware, turn.at));
        if turn.ctrl {
            // A pinch comes in small steps, a wheel turned with Ctrl held in large ones.
            let speed = if dy.abs() < SMALLEST_NOTCH {
                0.01
            } else {
                0.0016
            };
            return Meaning::Zoom((-dy * speed).exp());
        }
        if turn.shift {
            // Some systems swap the axes themselves.
            return Meaning::Pan((if dx == 0.0 { dy } else { dx }, 0.0));
        }
        match hardware {
            Hardware::Wheel => Meaning::Zoom((-dy.clamp(-240.0, 240.0) * 0.0016).exp()),
            Hardware::Trackpad => Meaning::Scroll,
        }
    }

    fn hardware(&self, turn: &Turn) -> Hardware {
        match self.last {
            Some((hardware, at)) if turn.at - at < PAUSE => hardware,
            _ if turn.in_lines => Hardware::Wheel,
            _ if turn.delta.0 != 0.0 && !turn.shift => Hardware::Trackpad,
            _ if turn.delta.0.hypot(turn.delta.1) < SMALLEST_NOTCH => Hardware::Trackpad,
            _ => Hardware::Wheel,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(dx: f64, dy: f64, at: f64) -> Turn {
        Turn {
            delta: (dx, dy),
            in_lines: false,
            ctrl: false,
            shift: false,
            at,
        }
    }

    #[test]
    fn a_wheel_zooms_and_a_trackpad_scrolls() {
        let mut wheel = Wheel::default();
        assert!(matches!(wheel.turn(turn(0.0, 120.0, 0.0)), Meaning::Zoom(factor) if factor < 1.0));
        assert_eq!(wheel.turn(turn(3.0, 5.0, 1_000.0)), Meaning::Scroll);
        assert_eq!(wheel.turn(turn(0.0, 4.0, 2_000.0)), Meaning::Scroll);
        let lines = Turn {
            in_lines: true,
            ..turn(0.0, -3.0, 3_000.0)
        };
        assert!(matches!(wheel.turn(lines), Meaning::Zoom(factor) if factor > 1.0));
    }

    #[test]
    fn a_gesture_stays_what_it_began_as() {
        let mut wheel = Wheel::default();
        wheel.turn(turn(0.0, 2.0, 0.0));
        assert_eq!(wheel.turn(turn(0.0, 180.0, 100.0)), Meaning::Scroll);
        wheel.turn(turn(0.0, 120.0, 1_000.0));
        assert!(matches!(
            wheel.turn(turn(0.0, 8.0, 1_100.0)),
            Meaning::Zoom(_)
        ));
    }

    #[test]
    fn modifiers_have_their_own_meaning() {
        let mut wheel = Wheel::default();
        let pinch = Turn {
            ctrl: true,
            ..turn(0.0, -5.0, 0.0)
        };
        assert!(matches!(wheel.turn(pinch), Meaning::Zoom(factor) if factor > 1.0));
        let sideways = Turn {
            shift: true,
            ..turn(0.0, 100.0, 1_000.0)
        };
        assert_eq!(wheel.turn(sideways), Meaning::Pan((100.0, 0.0)));
    }
}
