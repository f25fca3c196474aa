//! The three bars of a device: CPU, memory, disk. One path for all three; a gradient with three bands gives each its color,
//! so that a device needs one node where it would otherwise need six.

use super::path::PathBuilder;
use crate::domain::health::Level;
use crate::domain::view::Bars;

/// The position of a device's bars, in its own coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BarsPlace {
    pub x: f32,
    pub width: f32,
    pub form: BarsForm,
}

/// Spacing of the bars: close on a device of one unit, closer on half a unit, one text line apart on a higher one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BarsForm {
    Tight,
    Line,
    Block,
}

impl BarsForm {
    pub const ALL: [BarsForm; 3] = [BarsForm::Tight, BarsForm::Line, BarsForm::Block];

    /// Upper edge of the first bar.
    pub const fn top(self) -> f32 {
        match self {
            BarsForm::Tight => 1.8,
            BarsForm::Line => 4.5,
            BarsForm::Block => 7.0,
        }
    }

    /// How far to lower the bars to center them in a device of that height; on a higher one they stay at the top.
    pub fn lowered(self, height: f32) -> f32 {
        match self {
            BarsForm::Tight | BarsForm::Line => {
                ((height - 2.0 * self.pitch() - self.thickness()) / 2.0 - self.top()).max(0.0)
            }
            BarsForm::Block => 0.0,
        }
    }

    /// The distance between the upper edges of two bars.
    pub const fn pitch(self) -> f32 {
        match self {
            BarsForm::Tight => 3.6,
            BarsForm::Line => 7.4,
            BarsForm::Block => 14.5,
        }
    }

    pub const fn thickness(self) -> f32 {
        match self {
            BarsForm::Tight => 2.2,
            BarsForm::Line => 4.6,
            BarsForm::Block => 6.0,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            BarsForm::Tight => "tight",
            BarsForm::Line => "line",
            BarsForm::Block => "block",
        }
    }
}

/// The gradient for one combination of three levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BarsFill {
    pub form: BarsForm,
    pub levels: [Level; 3],
}

impl BarsFill {
    /// Every combination: the definitions a page needs.
    pub fn all() -> impl Iterator<Item = BarsFill> {
        const LEVELS: [Level; 3] = [Level::Ok, Level::Warn, Level::Critical];
        BarsForm::ALL.into_iter().flat_map(|form| {
            LEVELS.into_iter().flat_map(move |a| {
                LEVELS.into_iter().flat_map(move |b| {
                    LEVELS.into_iter().map(move |c| BarsFill {
                        form,
                        levels: [a, b, c],
                    })
                })
            })
        })
    }

    /// The id of its definition: `bars-line-owc`.
    pub fn id(self) -> String {
        let letters: String = self.levels.into_iter().map(letter).collect();
        format!("bars-{}-{letters}", self.form.name())
    }

    /// Start and end of the gradient, which has three bands of one pitch each.
    pub fn span(self) -> (f32, f32) {
        let from = self.form.top() - (self.form.pitch() - self.form.thickness()) / 2.0;
        (from, from + 3.0 * self.form.pitch())
    }
}

const fn letter(level: Level) -> char {
    match level {
        Level::Ok => 'o',
        Level::Warn => 'w',
        Level::Critical => 'c',
    }
}

/// Path data of the bars, and the gradient they are filled with. A value that was not reported has no bar.
pub fn bars(place: BarsPlace, bars: &Bars) -> (String, BarsFill) {
    let mut path = PathBuilder::new();
    let mut levels = [Level::Ok; 3];
    for (index, (bar, level)) in [bars.cpu, bars.memory, bars.disk]
        .into_iter()
        .zip(&mut levels)
        .enumerate()
    {
        let Some(bar) = bar else { continue };
        *level = bar.level;
        let width = place.width * bar.percent.value() / 100.0;
        if width > 0.0 {
            path.rounded(
                place.x,
                bar_top(place.form, index),
                width,
                place.form.thickness(),
                place.form.thickness() / 2.0,
            );
        }
    }
    (
        path.finish(),
        BarsFill {
            form: place.form,
            levels,
        },
    )
}

/// Adds the grooves behind the bars to the openings of a front.
pub fn grooves(place: BarsPlace, lowered: f32, path: &mut PathBuilder) {
    for index in 0..3 {
        path.rounded(
            place.x,
            bar_top(place.form, index) + lowered,
            place.width,
            place.form.thickness(),
            place.form.thickness() / 2.0,
        );
    }
}

fn bar_top(form: BarsForm, index: usize) -> f32 {
    form.top() + index as f32 * form.pitch()
}

#[cfg(test)]
mod tests {
    use super::{BarsFill, BarsForm, BarsPlace, bars};
    use crate::domain::health::Level;
    use crate::domain::view::{Bar, Bars};
    use std::collections::HashSet;

    fn cpu(percent: u8) -> Bars {
        Bars {
            cpu: Some(Bar {
                percent: percent.into(),
                level: Level::Critical,
            }),
            memory: None,
            disk: None,
        }
    }

    #[test]
    fn every_fill_has_an_id_of_its_own() {
        let ids: HashSet<String> = BarsFill::all().map(BarsFill::id).collect();
        assert_eq!(ids.len(), 81);
    }

    #[test]
    fn an_empty_bar_draws_nothing_and_none_exceeds_its_groove() {
        let place = BarsPlace {
            x: 10.0,
            width: 60.0,
            form: BarsForm::Line,
        };
        assert_eq!(bars(place, &cpu(0)).0, "");
        assert_eq!(bars(place, &cpu(255)), bars(place, &cpu(100)));
        assert_eq!(bars(place, &cpu(50)).1.id(), "bars-line-coo");
    }
}
