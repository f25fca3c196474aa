//! The lines below a device's name: the reason for its health, or additional facts.

use super::DeviceFrame;
use super::arrangement::{Arrangement, NamePlace};
use crate::domain::format::DataUnit;
use crate::domain::view::{DeviceView, SystemExtras};
use crate::draw::bars::BarsForm;
use crate::draw::shape::{Geometry, LINE, Role, Shape};
use crate::draw::text;

const CONTEXT_SIZE: f32 = 11.0;
/// Distance from the name's baseline to the first line.
const BELOW_NAME: f32 = 14.5;
/// Minimum space below the last line.
const BELOW_LINES: f32 = 6.0;
/// A sample count that hardly any system exceeds: if it fits, the real ones do.
const MANY_CONTAINERS: usize = 99;

impl DeviceFrame {
    /// The small print of a higher device, below the name: the reason for its health, or additional facts. Wraps to a second line if
    /// there is room.
    pub fn context(&self, view: &DeviceView) -> Option<Shape> {
        let name = self.above_small_print(&self.arrangement(view))?;
        let (role, words) = small_print(view);
        let shorter = view.context.shorter();
        let y = self.first_line + BELOW_NAME;
        let room = (CONTEXT_SIZE, name.length);
        let last = |words| match role {
            Role::Reason => text::counted_parts(words, shorter, room),
            _ => text::split_parts(words, shorter, room, true).0,
        };
        if let Some(down) = self.to_second_line(view) {
            let (first, rest) = text::split_parts(words, shorter, room, false);
            if !rest.is_empty() {
                let text = first + &"\n".repeat(down) + &last(rest);
                return Some(Shape::lines(role, (name.x, y), name.length, text));
            }
        }
        Some(Shape::text(role, name.x, y, last(words)))
    }

    /// Whether the small print includes these words.
    fn tells(&self, view: &DeviceView, words: &str) -> bool {
        self.context(view).is_some_and(|line| match line.geometry {
            Geometry::Text { text, .. } | Geometry::Lines { text, .. } => text.contains(words),
            _ => false,
        })
    }

    /// Whether the small print shows the number of containers, or could show it. `known` is what the view includes so far.
    pub fn has_room_for_containers(&self, view: &DeviceView, known: &SystemExtras) -> bool {
        let told = known.containers.filter(|count| *count > 0);
        if told.is_some() {
            let words = known.containers_text().unwrap_or_default();
            return self.tells(view, &words);
        }
        let many = SystemExtras {
            containers: Some(MANY_CONTAINERS),
            ..SystemExtras::default()
        };
        let words = many.containers_text().unwrap_or_default();
        let view = view.clone().with_extras(&many, None, DataUnit::Bytes);
        self.tells(&view, &words)
    }

    /// Whether the small print of both views has the same role, if there is any. Both have this arrangement.
    pub(super) fn has_same_role(
        &self,
        old: &DeviceView,
        new: &DeviceView,
        arrangement: &Arrangement,
    ) -> bool {
        self.above_small_print(arrangement).is_none() || small_print(old).0 == small_print(new).0
    }

    /// The name above the small print, if there is room for any.
    fn above_small_print(&self, arrangement: &Arrangement) -> Option<NamePlace> {
        let has_room = self.form == BarsForm::Block && self.bays.is_empty();
        arrangement.name.filter(|_| has_room)
    }

    /// The distance to the second line in lines, as the lights of guests may be between; `None` without room. Art and pictures leave
    /// room for only one line.
    fn to_second_line(&self, view: &DeviceView) -> Option<usize> {
        let down = 1 + usize::from(view.guests.all() > 0);
        let y = self.first_line + BELOW_NAME + LINE * down as f32;
        let has_room = y <= self.height - BELOW_LINES;
        (has_room && !self.has_art_below_name() && self.picture.is_none()).then_some(down)
    }
}

/// The text below the name, and its role.
fn small_print(view: &DeviceView) -> (Role, &str) {
    match view.shown_reasons() {
        Some(reasons) => (Role::Reason, reasons),
        None => (Role::Context, view.small_print()),
    }
}
