//! Paints one canvas again and again.

use std::cell::RefCell;

use web_sys::HtmlCanvasElement;

use super::canvas::{Colors, density, paint_over, surface_of};
use crate::domain::units::Millis;
use crate::draw::chart::Surface;
use crate::draw::chart::plot::PlotMark;
use crate::state::theme::Theme;
use crate::state::time;

/// How long measurements and styles stay cached, in milliseconds: a style sheet may follow the system's settings.
const KEPT_MS: i64 = 1_000;

/// Caches the canvas's size and the style sheet's colors for a while: reading them forces a layout of the page, and a followed chart is
/// painted in every frame.
#[derive(Default)]
pub struct PlotPainter(RefCell<Option<KnownPlace>>);

struct KnownPlace {
    /// Number of size changes so far, and the theme.
    of: (u32, Theme),
    density: f64,
    at: Millis,
    surface: Surface,
    colors: Colors,
}

impl KnownPlace {
    fn still_holds(&self, of: (u32, Theme), now: Millis) -> bool {
        let is_young = (0..KEPT_MS).contains(&now.since(self.at));
        is_young && self.of == of && self.density == density()
    }
}

impl PlotPainter {
    /// Paints the marks made for the canvas's size. `size` must change whenever that does.
    pub fn paint(
        &self,
        canvas: &HtmlCanvasElement,
        (size, theme): (u32, Theme),
        marks: impl FnOnce(Surface) -> Vec<PlotMark>,
    ) {
        let (of, now) = ((size, theme), time::now());
        let known = self.0.take().filter(|known| known.still_holds(of, now));
        let known = known.unwrap_or_else(|| KnownPlace {
            of,
            density: density(),
            at: now,
            surface: surface_of(canvas),
            colors: Colors::of(canvas),
        });
        paint_over(canvas, known.surface, &known.colors, marks);
        self.0.replace(Some(known));
    }
}
