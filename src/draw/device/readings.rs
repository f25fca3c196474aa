//! The live readings on a front: bars, numbers and states in words.

use super::{CAPTION, DeviceFrame, ROOM_FOR_BARS};
use crate::domain::format::BETWEEN;
use crate::domain::health::Health;
use crate::domain::view::{Bars, DeviceView};
use crate::draw::bars::{self, BarsForm};
use crate::draw::shape::{Fill, Glyphs, Role, Shape};
use crate::draw::text;

const VALUE_SIZE: f32 = 10.5;
/// Width of a digit at the font size of values.
const FIGURE: f32 = 6.6;
/// Width of `100%`.
pub(super) const NUMBER: f32 = 30.0;
/// Space between bars and numbers.
pub(super) const AFTER_BARS: f32 = 6.0;
/// Minimum width for context beside art and readings.
pub(super) const ROOM_FOR_CONTEXT: f32 = 96.0;
/// Widths of states in words are rounded up to a multiple of this, so that a changing minute does not move their neighbors.
const WORD_STEP: f32 = 12.0;
/// From this height on, the manufacturer's name fits below the bars.
const ROOM_FOR_MAKER: f32 = 60.0;
/// Font size of the manufacturer's name below the bars, where it is part of the small print.
const MAKER_BELOW_BARS: f32 = 10.2;

impl DeviceFrame {
    /// The bars, while there are values that can be vouched for.
    pub fn bars(&self, view: &DeviceView) -> Option<Shape> {
        let values = view.bars.as_ref().filter(|_| self.has_bars(view))?;
        let (data, fill) = bars::bars(self.bars, values);
        Some(
            Shape::path(Role::Bars, data)
                .filled(Fill::Bars(fill))
                .lowered(self.form.lowered(self.height)),
        )
    }

    /// The width that the readings take at the right end of the plate.
    pub(super) fn readings_width(&self, view: &DeviceView) -> f32 {
        if self.is_stacked(view) {
            return 0.0;
        }
        self.reading_length(view)
    }

    /// The width of bars and number, or of the state in words.
    pub(super) fn reading_length(&self, view: &DeviceView) -> f32 {
        self.length_of_readings(view, self.has_bars(view))
    }

    /// The same, with or without bars.
    pub(super) fn length_of_readings(&self, view: &DeviceView, with_bars: bool) -> f32 {
        let in_steps = |word: &str, size| (text::width(word, size) / WORD_STEP).ceil() * WORD_STEP;
        let room = self.room_for_bars(view, with_bars);
        match view.lens_value() {
            Some(value) => in_steps(value, self.lens_type().1).max(room.unwrap_or_default()),
            None => room.unwrap_or_else(|| in_steps(self.state_word(view), VALUE_SIZE)),
        }
    }

    /// The width of bars and numbers; `None` if a state in words replaces them.
    fn room_for_bars(&self, view: &DeviceView, with_bars: bool) -> Option<f32> {
        Some(match (view.bars.is_some(), with_bars) {
            (true, true) => {
                let captions = if self.has_captions() { CAPTION } else { 0.0 };
                captions + self.bars.width + AFTER_BARS + NUMBER
            }
            // A high device has a number for each bar.
            (true, false) if view.value.is_empty() && self.form != BarsForm::Block => 0.0,
            (true, false) => NUMBER,
            (false, _) => return None,
        })
    }

    /// The role of a lens value, and its font size.
    pub(super) fn lens_type(&self) -> (Role, f32) {
        if self.width < super::ROOM_FOR_BOTH || self.height < super::ROOM_FOR_LINES {
            (Role::Value, VALUE_SIZE)
        } else if self.form == BarsForm::Block {
            (Role::LargeLensValue, 16.0)
        } else {
            (Role::LensValue, 13.0)
        }
    }

    fn has_captions(&self) -> bool {
        self.form == BarsForm::Block && self.width >= super::ROOM_FOR_CAPTIONS
    }

    /// The number beside the bars, or on a higher device one for each, with captions, and the manufacturer's name below; or the state
    /// in words. All characters are positioned by their right ends. Without captions if `plain`.
    pub fn value(&self, view: &DeviceView, plain: bool) -> Shape {
        let right = self.right();
        match (&view.bars, self.form) {
            (Some(bars), BarsForm::Block) if self.bars.width > 0.0 => {
                let mut glyphs = Glyphs::default();
                if self.has_captions() && view.lens.is_none() && !plain {
                    self.push_captions(bars, &mut glyphs);
                    self.push_maker_below_bars(&mut glyphs);
                }
                for (index, (_, bar)) in bars.labeled().into_iter().enumerate() {
                    let label =
                        bar.map_or_else(|| "–".to_owned(), |bar| format!("{}%", bar.percent));
                    glyphs.push_ending(&label, right, self.row(index), width_in_number);
                }
                Shape::glyphs(Role::Value, glyphs)
            }
            _ => self.one_value(view, Role::Value, self.state_word(view)),
        }
    }

    /// One number or word at the right end, or below the name of a narrow device.
    pub(super) fn one_value(&self, view: &DeviceView, role: Role, word: &str) -> Shape {
        let place = self.arrangement(view);
        let lowered = if place.is_stacked { 5.6 } else { 0.0 };
        // Devices in the bays cover it.
        let is_covered = !self.bays.is_empty() && !self.is_above_bays();
        let word = if self.is_strip() || is_covered {
            ""
        } else {
            word
        };
        Shape::text(role, self.right(), self.first_line + lowered, word)
    }

    /// The state in words. Devices that usually have no system show their ports instead; their light differs.
    fn state_word<'a>(&self, view: &'a DeviceView) -> &'a str {
        let is_unlinked = view.health == Health::Unlinked && !view.is_elsewhere();
        if is_unlinked && self.has_a_face_of_its_own() {
            return "";
        }
        match view.value.split_once(BETWEEN) {
            // The duration is shown only if there is room, and in the panel.
            Some((word, _)) if self.width < ROOM_FOR_BARS => word,
            _ => &view.value,
        }
    }

    fn push_captions(&self, bars: &Bars, glyphs: &mut Glyphs) {
        for (index, (caption, _)) in bars.labeled().into_iter().enumerate() {
            let mut x = self.bars.x - CAPTION;
            for letter in caption.chars() {
                x += width_in_caption(letter);
                glyphs.push_letter(letter, x, self.row(index));
            }
        }
    }

    fn push_maker_below_bars(&self, glyphs: &mut Glyphs) {
        if self.height < ROOM_FOR_MAKER {
            return;
        }
        let (left, right) = (self.bars.x - CAPTION, self.right());
        for (letter, x, advance) in self.letters_of_maker(left, right, MAKER_BELOW_BARS) {
            glyphs.push_letter(letter, x + advance, self.height - 5.0);
        }
    }

    /// The baseline of a bar's caption and number.
    pub(super) fn row(&self, index: usize) -> f32 {
        self.form.top() + index as f32 * self.form.pitch() + 6.3
    }
}

/// Digits have equal widths; the percent sign is wider.
const fn width_in_number(character: char) -> f32 {
    match character {
        '%' => FIGURE * 1.52,
        '.' => FIGURE * 0.45,
        _ => FIGURE,
    }
}

/// Width of a letter in the captions of the bars.
const fn width_in_caption(letter: char) -> f32 {
    match letter {
        'M' => 8.6,
        'E' | 'P' | 'S' | 'K' => 6.5,
        _ => 7.4,
    }
}
