//! A Plotters backend that records the grid lines of a chart instead of drawing them, so that charts are plain data: the screen
//! paints them on a canvas of any pixel density, tests compare them.

use std::convert::Infallible;

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

/// A line of the grid, in device pixels from the upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub struct GridLine {
    pub width: u32,
    pub points: Vec<BackendCoord>,
}

/// Records lines for a surface of that size in device pixels.
pub struct Recorder<'a> {
    pub size: (u32, u32),
    pub lines: &'a mut Vec<GridLine>,
}

type DrawResult = Result<(), DrawingErrorKind<Infallible>>;

impl Recorder<'_> {
    fn line(&mut self, color: BackendColor, width: u32, points: Vec<BackendCoord>) -> DrawResult {
        if color.alpha > 0.0 && points.len() > 1 {
            self.lines.push(GridLine { width, points });
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

    /// Ignored: charts record areas themselves.
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        _outline: I,
        _style: &S,
    ) -> DrawResult {
        Ok(())
    }

    /// Ignored: charts record labels themselves, and nothing is measured here.
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
