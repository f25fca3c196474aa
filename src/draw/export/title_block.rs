//! The title block below the racks in a file: the layout's name, contents and date, the meaning of the lights, and a QR code that
//! leads to the layout.

use super::mark::{Group, Mark, Paint};
use super::paint::{PaintSubject, Painter};
use super::palette::{Color, ColorToken, Theme};
use crate::domain::ids::RackId;
use crate::domain::layout::{Device, Layout, LayoutIndex};
use crate::domain::summary::Totals;
use crate::domain::view::DeviceView;
use crate::draw::device;
use crate::draw::path::PathBuilder;
use crate::draw::qr::QrPicture;
use crate::draw::text;

const NAME: f32 = 15.0;
const SMALL: f32 = 12.0;
const LINE: f32 = 18.0;
/// Space above the name, and below the block.
const SPACE: f32 = 18.0;
/// Pixels per module of the code; fewer for a large code, so that it does not outgrow the racks.
const MODULE: f32 = 2.0;
const FINE_MODULE: f32 = 1.5;
const FINE_FROM: u16 = 90;
/// Minimum width for the words beside the code.
const ROOM_FOR_WORDS: f32 = 220.0;

/// The content of the title block, besides the layout's name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TitleBlock {
    /// Shown unchanged.
    pub date: String,
    /// Whether the lights show healths: if so, a legend explains and counts them.
    pub has_states: bool,
    pub code: Option<QrPicture>,
}

/// What the title block describes, and its position.
pub(super) struct BlockSubject<'a> {
    pub(super) layout: &'a Layout,
    /// Belongs to `layout`.
    pub(super) index: &'a LayoutIndex,
    pub(super) view_of: &'a dyn Fn(&Device) -> DeviceView,
    /// One rack, or all.
    pub(super) rack: Option<RackId>,
    pub(super) theme: Theme,
    /// Left end of the upper edge, and the available width.
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) width: f32,
}

impl TitleBlock {
    /// Draws the block; returns its groups and its height.
    pub(super) fn drawn(&self, subject: &BlockSubject) -> (Vec<Group>, f32) {
        let devices = devices(subject);
        let (left, top, width) = (subject.left, subject.top + SPACE, subject.width);
        let code = self.code.as_ref().map(|code| (code, side_of(code)));
        let is_beside = code.is_some_and(|(_, side)| width >= side + ROOM_FOR_WORDS);
        let words_width = match code {
            Some((_, side)) if is_beside => width - side - SPACE,
            _ => width,
        };
        let mut marks = vec![rule(width, subject.theme)];
        let words = self.words(subject, &devices, words_width, &mut marks);
        let mut groups = vec![group(left, top, marks)];
        let mut height = words;
        if let Some((code, side)) = code {
            let (x, y) = if is_beside {
                (left + width - side, top + SPACE)
            } else {
                (left, top + words + SPACE)
            };
            groups.push(code_group(code, side, x, y));
            height = if is_beside {
                words.max(side + SPACE)
            } else {
                words + side + SPACE
            };
        }
        (groups, height + SPACE)
    }

    /// Adds name, counts, date and legend. Returns their height.
    fn words(
        &self,
        subject: &BlockSubject,
        devices: &[&Device],
        width: f32,
        marks: &mut Vec<Mark>,
    ) -> f32 {
        let theme = subject.theme;
        let (text, muted) = (
            theme.color(ColorToken::Text),
            theme.color(ColorToken::TextMuted),
        );
        let mut y = SPACE + NAME;
        let name = text::fit(&subject.layout.name, NAME, width);
        marks.push(Mark::text(0.0, y, NAME, text, name).bold());
        let scan = self
            .code
            .is_some()
            .then(|| "Scan the code to open the layout".to_owned());
        for line in [
            Some(counts(subject, devices)),
            Some(self.date.clone()),
            scan,
        ]
        .into_iter()
        .flatten()
        {
            y += LINE;
            marks.push(Mark::text(
                0.0,
                y,
                SMALL,
                muted,
                text::fit(&line, SMALL, width),
            ));
        }
        if self.has_states {
            y = legend(subject, devices, width, y + LINE, marks);
        }
        y
    }
}

/// The devices of the rack, or all.
fn devices<'a>(subject: &BlockSubject<'a>) -> Vec<&'a Device> {
    let devices = &subject.layout.devices;
    match subject.rack {
        Some(rack) => {
            let all = subject.index.all_of(rack);
            all.iter().filter_map(|id| devices.get(id)).collect()
        }
        None => devices.iter().collect(),
    }
}

fn rule(width: f32, theme: Theme) -> Mark {
    let mut line = PathBuilder::new();
    line.rectangle(0.0, 0.0, width, 1.0);
    filled(line.finish(), theme.color(ColorToken::RackEdge))
}

/// `3 racks · 42 devices · 24 linked`.
fn counts(subject: &BlockSubject, devices: &[&Device]) -> String {
    let count = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        several => format!("{several} {one}s"),
    };
    // Counts the racks that are drawn, including empty ones.
    let racks = match subject.rack {
        Some(_) => 1,
        None => subject.layout.racks.len(),
    };
    let linked = devices.iter().filter(|device| device.is_linked());
    format!(
        "{} · {} · {} linked",
        count(racks, "rack"),
        count(devices.len(), "device"),
        linked.count()
    )
}

/// Lists each health that occurs with its light, word and count. Returns the last baseline.
fn legend(
    subject: &BlockSubject,
    devices: &[&Device],
    width: f32,
    top: f32,
    marks: &mut Vec<Mark>,
) -> f32 {
    let healths = devices
        .iter()
        .map(|device| (subject.view_of)(device).health);
    let healths: Totals = healths.collect();
    let theme = subject.theme;
    let painter = Painter { theme };
    let (mut x, mut y) = (0.0, top);
    for (health, count) in healths.counted() {
        let words = format!("{} {count}", health.brief_word());
        let wanted = 16.0 + text::width(&words, SMALL) + SPACE;
        if x > 0.0 && x + wanted > width {
            (x, y) = (0.0, y + LINE);
        }
        let painted = PaintSubject {
            health,
            ..PaintSubject::default()
        };
        marks.extend(painter.marks(&device::light(health, (x + 5.0, y - 4.0)), &painted));
        marks.push(Mark::text(
            x + 16.0,
            y,
            SMALL,
            theme.color(ColorToken::TextSoft),
            words,
        ));
        x += wanted;
    }
    y
}

fn side_of(code: &QrPicture) -> f32 {
    let module = if code.side < FINE_FROM {
        MODULE
    } else {
        FINE_MODULE
    };
    f32::from(code.side) * module
}

/// Black on white in any theme, as readers require.
fn code_group(code: &QrPicture, side: f32, x: f32, y: f32) -> Group {
    let mut ground = PathBuilder::new();
    ground.rectangle(0.0, 0.0, side, side);
    let by = side / f32::from(code.side);
    group(
        x,
        y,
        vec![
            filled(ground.finish(), Color(255, 255, 255)),
            filled(code.path(by), Color(0, 0, 0)),
        ],
    )
}

fn filled(data: String, color: Color) -> Mark {
    Mark::Path {
        data,
        lowered: 0.0,
        fill: Some(Paint::Solid(color)),
        stroke: None,
    }
}

fn group(x: f32, y: f32, marks: Vec<Mark>) -> Group {
    Group {
        x,
        y,
        title: String::new(),
        marks,
    }
}

#[cfg(test)]
mod tests;
