//! The lines below a device's name: why it needs a look, or what is known besides.

use super::DeviceFrame;
use super::arrangement::{Arrangement, NamePlace};
use crate::domain::format::DataUnit;
use crate::domain::view::{DeviceView, Further};
use crate::draw::bars::BarsForm;
use crate::draw::shape::{Geometry, Role, Shape};
use crate::draw::text;

const CONTEXT_SIZE: f32 = 11.0;
/// How far below the name's baseline the first line is.
const BELOW_NAME: f32 = 14.5;
/// Between the lines, and what stays free below the last.
const LINE: f32 = 13.0;
const BELOW_LINES: f32 = 6.0;
/// What the lights of guests take between the first line and the next.
const ROOM_FOR_GUESTS: f32 = 11.0;
/// A number that few systems run: where there is room for it, there is room for the others.
const MANY_CONTAINERS: usize = 99;

impl DeviceFrame {
    /// The small print of a higher device, below the name: why it needs a look, or else what is known besides. On a device with room for
    /// it there is a second line.
    pub fn context(&self, view: &DeviceView) -> [Option<Shape>; 2] {
        let Some(name) = self.above_small_print(&self.arrangement(view)) else {
            return [None, None];
        };
        let (role, words) = small_print(view);
        let shorter = view.context.shorter();
        let split = |words| text::split_parts(words, shorter, CONTEXT_SIZE, name.length);
        let (first, rest) = split(words);
        let y = self.first_line + BELOW_NAME;
        let second = self.second_line(view).filter(|_| !rest.is_empty());
        [
            Some(Shape::text(role, name.x, y, &first)),
            second.map(|y| Shape::text(role, name.x, y, split(rest).0)),
        ]
    }

    /// Whether the small print has room for these words of it.
    fn tells(&self, view: &DeviceView, words: &str) -> bool {
        let lines = self.context(view).into_iter().flatten();
        let mut texts = lines.filter_map(|line| match line.geometry {
            Geometry::Text { text, .. } => Some(text),
            _ => None,
        });
        texts.any(|text| text.contains(words))
    }

    /// Whether the small print says how many containers run, or would have room for it. `known` is what the view tells of them so far.
    pub fn has_room_for_containers(&self, view: &DeviceView, known: &Further) -> bool {
        let told = known.containers.filter(|count| *count > 0);
        if told.is_some() {
            let words = known.containers_text().unwrap_or_default();
            return self.tells(view, &words);
        }
        let many = Further {
            containers: Some(MANY_CONTAINERS),
            ..Further::default()
        };
        let words = many.containers_text().unwrap_or_default();
        let view = view.clone().with_further(&many, None, DataUnit::Bytes);
        self.tells(&view, &words)
    }

    /// Whether the small print of both is of one role, where there is any. Both have this arrangement.
    pub(super) fn has_same_role(
        &self,
        old: &DeviceView,
        new: &DeviceView,
        arrangement: &Arrangement,
    ) -> bool {
        self.above_small_print(arrangement).is_none() || small_print(old).0 == small_print(new).0
    }

    /// The name that small print stands below, where there is room for any.
    fn above_small_print(&self, arrangement: &Arrangement) -> Option<NamePlace> {
        let has_room = self.form == BarsForm::Block && self.bays.is_empty();
        arrangement.name.filter(|_| has_room)
    }

    /// The baseline of the second line of small print, below the lights of guests. Art and pictures come close below the first one.
    fn second_line(&self, view: &DeviceView) -> Option<f32> {
        let guests = match view.guests.all() {
            0 => 0.0,
            _ => ROOM_FOR_GUESTS,
        };
        let y = self.first_line + BELOW_NAME + LINE + guests;
        let has_room = y <= self.height - BELOW_LINES;
        (has_room && !self.has_art_below_name() && self.picture.is_none()).then_some(y)
    }
}

/// What is said below the name, and as what.
fn small_print(view: &DeviceView) -> (Role, &str) {
    match view.told_reasons() {
        Some(reasons) => (Role::Reason, reasons),
        None => (Role::Context, view.small_print()),
    }
}
