//! The marks of a plot, with their inks and dashes.

/// Number of inks for the lines of a chart.
pub const SERIES_INKS: usize = 8;

/// The color of a mark; the style sheet has a token for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotInk {
    Ground,
    Grid,
    Text,
    Faint,
    Warn,
    Critical,
    /// 0 to [`SERIES_INKS`] - 1.
    Series(u8),
}

impl PlotInk {
    /// The ink of the line at that index in the legend.
    pub const fn of_track(index: usize) -> Self {
        Self::Series((index % SERIES_INKS) as u8)
    }

    /// The name of the custom property that holds its color.
    pub const fn token(self) -> &'static str {
        const SERIES: [&str; SERIES_INKS] = [
            "--series-1",
            "--series-2",
            "--series-3",
            "--series-4",
            "--series-5",
            "--series-6",
            "--series-7",
            "--series-8",
        ];
        match self {
            Self::Ground => "--plot",
            Self::Grid => "--series-grid",
            Self::Text => "--text-muted",
            Self::Faint => "--text-faint",
            Self::Warn => "--warn",
            Self::Critical => "--critical",
            Self::Series(index) => SERIES[index as usize % SERIES_INKS],
        }
    }
}

/// The dash pattern of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    Solid,
    Dashes,
    Dots,
}

impl Dash {
    /// Lengths of dashes and gaps, in CSS pixels.
    pub const fn lengths(self) -> &'static [f32] {
        match self {
            Self::Solid => &[],
            Self::Dashes => &[5.0, 4.0],
            Self::Dots => &[1.5, 2.5],
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Start,
    Middle,
    End,
}

pub type PlotPoint = (f32, f32);

/// A mark to paint, in device pixels from the upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub enum PlotMark {
    Line {
        ink: PlotInk,
        width: f32,
        dash: Dash,
        points: Vec<PlotPoint>,
    },
    /// A dense line: the range it covers in each column of device pixels, from left to right.
    Columns {
        ink: PlotInk,
        columns: Vec<PlotColumn>,
    },
    Area {
        ink: PlotInk,
        opacity: f32,
        points: Vec<PlotPoint>,
    },
    /// A hatched rectangle.
    Hatch(PlotArea),
    Dot {
        ink: PlotInk,
        at: PlotPoint,
        radius: f32,
    },
    /// A text, centered vertically at `at`.
    Text {
        ink: PlotInk,
        at: PlotPoint,
        align: Align,
        /// Rotated to read upwards.
        upright: bool,
        text: String,
    },
}

/// A range within a column of device pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlotColumn {
    /// The middle of the column.
    pub x: f32,
    pub top: f32,
    pub bottom: f32,
}

/// A rectangle, in device pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PlotArea {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}
