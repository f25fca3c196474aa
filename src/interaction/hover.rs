//! When to show the card of a device, and of which: after it has been under the pointer or focused for a moment, and not during
//! other actions.

use super::thresholds::{HOVER, LONG_PRESS};
use crate::domain::ids::DeviceId;

/// How long the pointer or the focus must rest on a device, in milliseconds; below, how long a finger must.
const REST: f64 = HOVER.as_millis() as f64;
const HOLD: f64 = LONG_PRESS.as_millis() as f64;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HoverEvent {
    /// The device under the pointer.
    Over(Option<DeviceId>),
    /// The device under a finger; `None` once the finger moves or is lifted.
    Held(Option<DeviceId>),
    /// The device focused by the keyboard.
    Focus(Option<DeviceId>),
    /// A press, a key that acts, or Escape: hides the card until another device is pointed at.
    Acted,
    /// The device whose panel is open: the panel shows more than the card, which would cover it.
    Opened(Option<DeviceId>),
    /// The camera moves: hides the card. A focused device may have caused the motion, so its card returns.
    Moved,
    Time,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hover {
    over: Option<DeviceId>,
    is_held: bool,
    focus: Option<DeviceId>,
    /// The candidate, and since when.
    meant: Option<(DeviceId, f64)>,
    /// The device whose card was dismissed by an action.
    dismissed: Option<DeviceId>,
    opened: Option<DeviceId>,
    shown: Option<DeviceId>,
}

impl Hover {
    /// Returns the time until the next [`HoverEvent::Time`], in milliseconds; `None` if there is nothing to wait for. `now` is in
    /// milliseconds of a monotonic clock.
    pub fn step(&mut self, event: HoverEvent, now: f64) -> Option<f64> {
        match event {
            HoverEvent::Over(device) => {
                self.over = device;
                self.is_held = false;
            }
            HoverEvent::Held(device) => {
                self.over = device;
                self.is_held = device.is_some();
                if device.is_some() {
                    self.dismissed = None;
                }
            }
            HoverEvent::Focus(device) => self.focus = device,
            HoverEvent::Acted => self.dismissed = self.over.or(self.focus),
            HoverEvent::Opened(device) => self.opened = device,
            HoverEvent::Moved => {
                self.dismissed = self.dismissed.or(self.over);
                self.meant = None;
            }
            HoverEvent::Time => {}
        }
        let wanted = self.over.or(self.focus);
        if self.dismissed.is_some() && self.dismissed != wanted {
            self.dismissed = None;
        }
        let wanted =
            wanted.filter(|device| ![self.dismissed, self.opened].contains(&Some(*device)));
        if self.meant.map(|(device, _)| device) != wanted {
            self.meant = wanted.map(|device| (device, now));
        }
        let rest = if self.is_held { HOLD } else { REST };
        let left = self.meant.map(|(_, since)| since + rest - now);
        self.shown = match (self.meant, left) {
            (Some((device, _)), Some(left)) if left <= 0.0 => Some(device),
            _ => None,
        };
        left.filter(|left| *left > 0.0)
    }

    /// The device whose card is shown.
    pub fn shown(&self) -> Option<DeviceId> {
        self.shown
    }

    /// The device under the pointer, otherwise the focused one.
    pub fn pointed(&self) -> Option<DeviceId> {
        self.over.or(self.focus)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn device(number: u8) -> DeviceId {
        DeviceId::new(Uuid::from_u128(u128::from(number)))
    }

    #[test]
    fn a_card_comes_after_a_moment_and_goes_at_once() {
        let mut hover = Hover::default();
        assert_eq!(
            hover.step(HoverEvent::Over(Some(device(1))), 0.0),
            Some(REST)
        );
        assert_eq!(hover.step(HoverEvent::Time, 99.0), Some(1.0));
        assert_eq!(hover.shown(), None);
        assert_eq!(hover.step(HoverEvent::Time, 100.0), None);
        assert_eq!(hover.shown(), Some(device(1)));
        hover.step(HoverEvent::Over(None), 110.0);
        assert_eq!(hover.shown(), None);
    }

    #[test]
    fn what_was_dismissed_comes_back_only_after_another() {
        let mut hover = Hover::default();
        hover.step(HoverEvent::Over(Some(device(1))), 0.0);
        hover.step(HoverEvent::Time, 200.0);
        assert_eq!(hover.step(HoverEvent::Acted, 210.0), None);
        hover.step(HoverEvent::Over(Some(device(1))), 400.0);
        hover.step(HoverEvent::Time, 900.0);
        assert_eq!(hover.shown(), None);
        hover.step(HoverEvent::Over(None), 1_000.0);
        hover.step(HoverEvent::Over(Some(device(1))), 1_010.0);
        hover.step(HoverEvent::Time, 1_200.0);
        assert_eq!(hover.shown(), Some(device(1)));
    }

    #[test]
    fn what_the_panel_tells_of_has_no_card() {
        let mut hover = Hover::default();
        hover.step(HoverEvent::Opened(Some(device(1))), 0.0);
        assert_eq!(hover.step(HoverEvent::Focus(Some(device(1))), 0.0), None);
        hover.step(HoverEvent::Time, 900.0);
        assert_eq!(hover.shown(), None);
        assert_eq!(hover.step(HoverEvent::Opened(None), 1_000.0), Some(REST));
        hover.step(HoverEvent::Time, 1_100.0);
        assert_eq!(hover.shown(), Some(device(1)));
        hover.step(HoverEvent::Opened(Some(device(1))), 1_200.0);
        assert_eq!(hover.shown(), None);
    }

    #[test]
    fn a_finger_rests_longer_and_sees_it_while_it_stays() {
        let mut hover = Hover::default();
        let held = HoverEvent::Held(Some(device(1)));
        assert_eq!(hover.step(held, 0.0), Some(HOLD));
        hover.step(HoverEvent::Time, HOLD);
        assert_eq!(hover.shown(), Some(device(1)));
        hover.step(HoverEvent::Held(None), 400.0);
        assert_eq!(hover.shown(), None);
    }

    #[test]
    fn what_the_focus_scrolls_into_view_has_its_card_once_the_camera_rests() {
        let mut hover = Hover::default();
        hover.step(HoverEvent::Focus(Some(device(1))), 0.0);
        assert_eq!(hover.step(HoverEvent::Moved, 90.0), Some(REST));
        hover.step(HoverEvent::Time, 190.0);
        assert_eq!(hover.shown(), Some(device(1)));
        hover.step(HoverEvent::Over(Some(device(2))), 200.0);
        hover.step(HoverEvent::Time, 300.0);
        hover.step(HoverEvent::Moved, 310.0);
        hover.step(HoverEvent::Time, 900.0);
        assert_eq!(hover.shown(), None);
    }

    #[test]
    fn the_pointer_comes_before_the_focus() {
        let mut hover = Hover::default();
        hover.step(HoverEvent::Focus(Some(device(1))), 0.0);
        hover.step(HoverEvent::Over(Some(device(2))), 0.0);
        hover.step(HoverEvent::Time, 100.0);
        assert_eq!(hover.shown(), Some(device(2)));
        hover.step(HoverEvent::Over(None), 200.0);
        hover.step(HoverEvent::Time, 300.0);
        assert_eq!(hover.shown(), Some(device(1)));
    }

    proptest! {
        /// Only a device that is pointed at is shown, never too early; and after the returned wait it is shown.
        #[test]
        fn a_card_is_of_what_is_pointed_at(
            steps in prop::collection::vec((0_u8..7, prop::option::of(0_u8..3), 0.0..150.0_f64), 0..60),
        ) {
            let mut hover = Hover::default();
            let mut now = 0.0;
            for (kind, number, passed) in steps {
                now += passed;
                let found = number.map(device);
                let event = match kind {
                    0 => HoverEvent::Over(found),
                    1 => HoverEvent::Focus(found),
                    2 => HoverEvent::Acted,
                    3 => HoverEvent::Held(found),
                    4 => HoverEvent::Moved,
                    5 => HoverEvent::Opened(found),
                    _ => HoverEvent::Time,
                };
                let wait = hover.step(event, now);
                if let Some(shown) = hover.shown() {
                    prop_assert_eq!(hover.pointed(), Some(shown));
                    prop_assert!(event != HoverEvent::Acted && event != HoverEvent::Moved);
                }
                if let Some(wait) = wait {
                    let mut later = hover;
                    later.step(HoverEvent::Time, now + wait + 0.001);
                    prop_assert!(later.shown().is_some());
                }
            }
        }
    }
}
