//! A Plotters backend that records what is drawn instead of drawing it, so that charts are plain data: the screen paints
//! the record on a canvas of any pixel density, tests compare it.

use std::convert::Infallible;

use plotters::style::RGBColor;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

/// What is painted in which color; the style sheet has a token for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Grid,
    Cpu,
    Memory,
    Disk,
}

impl Ink {
    const ALL: [Ink; 4] = [Ink::Grid, Ink::Cpu, Ink::Memory, Ink::Disk];

    /// The name of the custom property that holds its color.
    pub const fn token(self) -> &'static str {
        match self {
            Ink::Grid => "--series-grid",
            Ink::Cpu => "--series-cpu",
            Ink::Memory => "--series-memory",
            Ink::Disk => "--series-disk",
        }
    }

    /// Plotters knows colors only as numbers: each ink travels through it under one of its own.
    pub const fn key(self) -> RGBColor {
        RGBColor(0, 0, self as u8)
    }

    fn of_key((_, _, key): (u8, u8, u8)) -> Ink {
        Self::ALL
            .get(usize::from(key))
            .copied()
            .unwrap_or(Ink::Grid)
    }
}

/// One thing to paint, in device pixels from the upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartMark {
    Line {
        ink: Ink,
        opacity: f32,
        width: u32,
        points: Vec<BackendCoord>,
    },
    Area {
        ink: Ink,
        opacity: f32,
        points: Vec<BackendCoord>,
    },
}

/// Records marks for a surface of that many device pixels.
pub struct Recorder<'a> {
    pub size: (u32, u32),
    pub marks: &'a mut Vec<ChartMark>,
}

type DrawResult = Result<(), DrawingErrorKind<Infallible>>;

impl Recorder<'_> {
    fn line(&mut self, color: BackendColor, width: u32, points: Vec<BackendCoord>) -> DrawResult {
        if color.alpha > 0.0 && points.len() > 1 {
            let ink = Ink::of_key(color.rgb);
            self.marks.push(ChartMark::Line {
                ink,
                opacity: color.alpha as f32,
                width,
                points,
            });
        }
        Ok(())
    }
}

impl DrawingBackend for Recorder<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> DrawResult {
        Ok(())
    }

    fn present(&mut self) -> DrawResult {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> DrawResult {
        self.line(color, 1, vec![point, (point.0 + 1, point.1)])
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> DrawResult {
        self.line(style.color(), style.stroke_width(), vec![from, to])
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> DrawResult {
        self.line(
            style.color(),
            style.stroke_width(),
            path.into_iter().collect(),
        )
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        outline: I,
        style: &S,
    ) -> DrawResult {
        let color = style.color();
        self.marks.push(ChartMark::Area {
            ink: Ink::of_key(color.rgb),
            opacity: color.alpha as f32,
            points: outline.into_iter().collect(),
        });
        Ok(())
    }

    /// Numbers and words stand in the page around the chart, where they can be read aloud; nothing is measured here.
    fn draw_text<T: BackendTextStyle>(
        &mut self,
        _text: &str,
        _style: &T,
        _at: BackendCoord,
    ) -> DrawResult {
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        _text: &str,
        _style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((0, 0))
    }
}
