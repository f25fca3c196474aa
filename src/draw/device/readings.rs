//! What changes on a front with live data: bars, numbers, words of state and the small print.

use super::{CAPTION, DeviceFrame, NAME_LEFT, ROOM_FOR_BARS};
use crate::domain::health::Health;
use crate::domain::layout::{Category, DeviceType};
use crate::domain::view::{Bars, DeviceView};
use crate::draw::bars::{self, BarsForm};
use crate::draw::shape::{Fill, Glyphs, Role, Shape};
use crate::draw::text;

const CONTEXT_SIZE: f32 = 11.0;
/// Advance of one figure in the size that values are set in.
const FIGURE: f32 = 6.6;
/// From this height on, the maker's name stands below the bars.
const ROOM_FOR_MAKER: f32 = 56.0;
/// The size that the maker's name is set in below the bars, where it is part of the small print.
const MAKER_BELOW_BARS: f32 = 10.2;

impl DeviceFrame {
    /// The bars, while there are values that can be vouched for.
    pub fn bars(&self, view: &DeviceView) -> Option<Shape> {
        let values = view.bars.as_ref().filter(|_| self.bars.width > 0.0)?;
        let (data, fill) = bars::bars(self.bars, values);
        Some(
            Shape::path(Role::Bars, data)
                .filled(Fill::Bars(fill))
                .lowered(self.form.lowered(self.height)),
        )
    }

    /// The number beside the bars, on a higher device one for each; or the state in a word. All of its characters are placed by
    /// where they end.
    pub fn value(&self, view: &DeviceView) -> Shape {
        let right = self.right_of_readings();
        match (&view.bars, self.form) {
            (Some(bars), BarsForm::Block) => {
                let mut glyphs = Glyphs::default();
                for (index, (_, bar)) in bars.labeled().into_iter().enumerate() {
                    let label =
                        bar.map_or_else(|| "–".to_owned(), |bar| format!("{}%", bar.percent));
                    glyphs.push_ending(&label, right, self.row(index), width_in_number);
                }
                Shape::glyphs(Role::Value, glyphs)
            }
            _ if self.is_strip() => Shape::text(Role::Value, right, self.first_line, ""),
            _ => Shape::text(Role::Value, right, self.first_line, self.state_word(view)),
        }
    }

    /// The state in a word. Gear that nobody expects a link of shows its ports there instead; its light tells it apart.
    pub(super) fn state_word<'a>(&self, view: &'a DeviceView) -> &'a str {
        if view.health == Health::Unlinked && has_a_face_of_its_own(&self.device_type) {
            return "";
        }
        match view.value.split_once(" · ") {
            // How long it has been so is told where there is room, and in the panel.
            Some((word, _)) if self.width < ROOM_FOR_BARS => word,
            _ => &view.value,
        }
    }

    /// The small print of a higher device: what the bars are of, the maker's name below them, and one line below the name with
    /// what else is known.
    pub fn context(&self, view: &DeviceView) -> Option<Shape> {
        if self.form != BarsForm::Block {
            return None;
        }
        let mut glyphs = Glyphs::default();
        if let Some(bars) = view.bars.as_ref().filter(|_| self.bars.width > 0.0) {
            self.push_captions(bars, &mut glyphs);
            self.push_maker_below_bars(&mut glyphs);
        }
        let available = self.readings_left(view) - NAME_LEFT - 8.0;
        let line = text::fit(&view.context, CONTEXT_SIZE, available);
        glyphs.push_run(&line, NAME_LEFT, self.first_line + 14.5);
        Some(Shape::glyphs(Role::Context, glyphs))
    }

    fn push_captions(&self, bars: &Bars, glyphs: &mut Glyphs) {
        for (index, (caption, _)) in bars.labeled().into_iter().enumerate() {
            let mut x = self.bars.x - CAPTION;
            for letter in caption.chars() {
                glyphs.push_letter(letter, x, self.row(index));
                x += width_in_caption(letter);
            }
        }
    }

    fn push_maker_below_bars(&self, glyphs: &mut Glyphs) {
        if self.height < ROOM_FOR_MAKER {
            return;
        }
        let (left, right) = (self.bars.x - CAPTION, self.right_of_readings());
        for (letter, x, _) in self.letters_of_maker(left, right, MAKER_BELOW_BARS) {
            glyphs.push_letter(letter, x, self.height - 5.0);
        }
    }

    /// Where numbers and words of state end.
    fn right_of_readings(&self) -> f32 {
        self.width - 9.0
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
        _ => FIGURE,
    }
}

/// The advance of a letter in the captions of the bars.
const fn width_in_caption(letter: char) -> f32 {
    match letter {
        'M' => 9.4,
        'E' | 'P' | 'S' | 'K' => 7.1,
        _ => 8.1,
    }
}

/// Whether a front says by itself that nobody expects values there.
fn has_a_face_of_its_own(device_type: &DeviceType) -> bool {
    !device_type.faceplate.is_plain()
        || !device_type.bays.is_empty()
        || matches!(
            device_type.category,
            Category::Blank | Category::Shelf | Category::CableManagement
        )
}
