//! What changes on a front with live data: bars, numbers and words of state.

use super::{CAPTION, DeviceFrame, ROOM_FOR_BARS};
use crate::domain::format::BETWEEN;
use crate::domain::health::Health;
use crate::domain::view::{Bars, DeviceView};
use crate::draw::bars::{self, BarsForm};
use crate::draw::shape::{Fill, Glyphs, Role, Shape};
use crate::draw::text;

const VALUE_SIZE: f32 = 10.5;
/// Advance of one figure in the size that values are set in.
const FIGURE: f32 = 6.6;
/// Room for `100%`.
pub(super) const NUMBER: f32 = 30.0;
/// Between bars and numbers.
pub(super) const AFTER_BARS: f32 = 6.0;
/// What a context keeps beside art and readings.
pub(super) const ROOM_FOR_CONTEXT: f32 = 96.0;
/// Words of state take a multiple of this, so that a minute more does not move what is beside them.
const WORD_STEP: f32 = 12.0;
/// From this height on, the maker's name stands below the bars, clear of the lowest.
const ROOM_FOR_MAKER: f32 = 60.0;
/// The size that the maker's name is set in below the bars, where it is part of the small print.
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

    /// What the readings take at the right end of the plate.
    pub(super) fn readings_width(&self, view: &DeviceView) -> f32 {
        if self.is_stacked(view) {
            return 0.0;
        }
        self.reading_length(view)
    }

    /// How long bars and number are, or the word in their place.
    pub(super) fn reading_length(&self, view: &DeviceView) -> f32 {
        self.length_of_readings(view, self.has_bars(view))
    }

    /// The same with bars or without.
    pub(super) fn length_of_readings(&self, view: &DeviceView, with_bars: bool) -> f32 {
        let in_steps = |word: &str, size| (text::width(word, size) / WORD_STEP).ceil() * WORD_STEP;
        let room = self.room_for_bars(view, with_bars);
        match view.lens_value() {
            Some(value) => in_steps(value, self.lens_type().1).max(room.unwrap_or_default()),
            None => room.unwrap_or_else(|| in_steps(self.state_word(view), VALUE_SIZE)),
        }
    }

    /// What bars and numbers take; `None` where a word of state takes their place.
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

    /// How the value of a lens is set, with the size of its type.
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

    /// The number beside the bars, on a higher device one for each, with what the bars are of and the maker's name below them; or the
    /// state in a word. All of its characters are placed by where they end. `plain` without what the bars are of.
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
        // What stands in the bays covers it.
        let is_covered = !self.bays.is_empty() && !self.is_above_bays();
        let word = if self.is_strip() || is_covered {
            ""
        } else {
            word
        };
        Shape::text(role, self.right(), self.first_line + lowered, word)
    }

    /// The state in a word. Devices that usually have no system show their ports instead; their light differs.
    fn state_word<'a>(&self, view: &'a DeviceView) -> &'a str {
        if view.health == Health::Unlinked && self.has_a_face_of_its_own() {
            return "";
        }
        match view.value.split_once(BETWEEN) {
            // How long it has been so is told where there is room, and in the panel.
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

    /// The baseline of the bar's label and number.
    pub(super) fn row(&self, index: usize) -> f32 {
        self.form.top() + index as f32 * self.form.pitch() + 6.3
    }
}

/// Figures are all of one width, the percent sign is wider.
const fn width_in_number(character: char) -> f32 {
    match character {
        '%' => FIGURE * 1.52,
        '.' => FIGURE * 0.45,
        _ => FIGURE,
    }
}

/// The advance of a letter in the captions of the bars.
const fn width_in_caption(letter: char) -> f32 {
    match letter {
        'M' => 8.6,
        'E' | 'P' | 'S' | 'K' => 6.5,
        _ => 7.4,
    }
}
