//! What goes on a sheet: racks side by side as one picture, or one rack a page.

use super::mark::{Group, Mark};
use super::paint::Painter;
use super::palette::{Color, Theme, Tone};
use super::picture::{self, Scene};
use crate::domain::health::Health;
use crate::domain::ids::RackId;
use crate::domain::layout::{Device, Layout, LayoutIndex, Rack};
use crate::domain::summary::RackFacts;
use crate::domain::view::DeviceView;
use crate::draw::viewpoint::Viewpoint;
use crate::draw::world::Faces;

const MARGIN: f32 = 24.0;
/// Between two racks.
const RACK_GAP: f32 = 48.0;
/// Between the two sides of one rack.
const SIDE_GAP: f32 = 24.0;
/// Room above a rack for its name, and the line below that.
const CAPTION: f32 = 40.0;
/// Room above the whole picture for the layout's name.
const TITLE: f32 = 44.0;
/// Room above a side for its name, where both are shown.
const SIDE_CAPTION: f32 = 16.0;
/// How much wider than high a picture of many racks is meant to be.
const ASPECT: f32 = 1.6;
/// So many racks stand in one line in any case.
const SHORT_LINE: usize = 6;

/// The sides to paint, from the left.
const fn sides_of(faces: Faces) -> &'static [Viewpoint] {
    match faces {
        Faces::Front => &[Viewpoint::Front],
        Faces::Rear => &[Viewpoint::Rear],
        Faces::Both => &[Viewpoint::Front, Viewpoint::Rear],
    }
}

/// What is painted, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// One rack, or all.
    pub rack: Option<RackId>,
    pub faces: Faces,
    pub theme: Theme,
    pub transparent: bool,
}

/// A layout to paint.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub layout: &'a Layout,
    /// Belongs to `layout`.
    pub index: &'a LayoutIndex,
    /// What each device shows: its live state, or [`plain_view`].
    pub view_of: &'a dyn Fn(&Device) -> DeviceView,
}

impl Subject<'_> {
    /// The racks that are meant, in their order.
    pub fn racks(&self, options: &Options) -> Vec<&Rack> {
        let wanted = |rack: &&Rack| options.rack.is_none_or(|id| id == rack.id);
        self.layout.racks.iter().filter(wanted).collect()
    }
}

/// A painted surface.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub width: f32,
    pub height: f32,
    /// `None` lets through what is behind it.
    pub background: Option<Color>,
    pub title: String,
    pub groups: Vec<Group>,
}

/// A device of which nothing but the layout is shown: its name, and its type where there is room.
pub fn plain_view(layout: &Layout, device: &Device) -> DeviceView {
    let kind = layout
        .type_of(device)
        .map_or_else(String::new, |device_type| device_type.full_name());
    let place = layout.spoken_place(device).unwrap_or_default();
    DeviceView {
        health: Health::Unlinked,
        reason: None,
        name: device.name.clone(),
        bars: None,
        value: String::new(),
        context: if kind == device.name {
            String::new()
        } else {
            kind
        },
        accessible_name: format!("{}, {place}", device.name),
    }
}

/// All racks that are meant on one sheet, standing on a common floor, under the layout's name.
pub fn picture(subject: &Subject, options: &Options) -> Sheet {
    let racks = subject.racks(options);
    let mut sheet = Sheet {
        title: subject.layout.name.clone(),
        background: (!options.transparent).then(|| options.theme.color(Tone::Page)),
        ..Sheet::default()
    };
    let mut top = MARGIN;
    if options.rack.is_none() {
        sheet
            .groups
            .push(heading(&subject.layout.name, options.theme));
        top += TITLE;
    }
    for line in racks.chunks(racks_a_line(&racks, options.faces)) {
        let highest = highest(line, options.faces);
        let mut left = MARGIN;
        for rack in line {
            let lowered = highest - size(rack, options.faces).1;
            let width = stand(subject, options, rack, (left, top + lowered), &mut sheet);
            left += width + RACK_GAP;
        }
        sheet.width = sheet.width.max(left - RACK_GAP + MARGIN);
        top += CAPTION + highest + RACK_GAP;
    }
    sheet.width = sheet.width.max(2.0 * MARGIN + 240.0);
    sheet.height = if racks.is_empty() {
        top
    } else {
        top - RACK_GAP
    } + MARGIN;
    sheet
}

/// A sheet for each rack, without captions.
pub fn one_a_rack<'a>(subject: &Subject<'a>, options: &Options) -> Vec<(&'a Rack, Sheet)> {
    let layout = subject.layout;
    let wanted = |rack: &&'a Rack| options.rack.is_none_or(|id| id == rack.id);
    let bare = |rack: &'a Rack| {
        let mut sheet = Sheet {
            title: rack.name.clone(),
            ..Sheet::default()
        };
        sides(subject, options, rack, (0.0, 0.0), &mut sheet);
        (sheet.width, sheet.height) = size(rack, options.faces);
        (rack, sheet)
    };
    layout.racks.iter().filter(wanted).map(bare).collect()
}

fn heading(name: &str, theme: Theme) -> Group {
    Group {
        x: MARGIN,
        y: MARGIN,
        title: String::new(),
        marks: vec![Mark::text(0.0, 20.0, 20.0, theme.color(Tone::Text), name).bold()],
    }
}

/// A rack below its name; answers how wide it is.
fn stand(
    subject: &Subject,
    options: &Options,
    rack: &Rack,
    (x, y): (f32, f32),
    sheet: &mut Sheet,
) -> f32 {
    let theme = options.theme;
    sheet.groups.push(Group {
        x,
        y,
        title: String::new(),
        marks: vec![
            Mark::text(6.0, 13.0, 15.0, theme.color(Tone::Text), rack.name.as_str()).bold(),
            Mark::text(
                6.0,
                29.0,
                12.0,
                theme.color(Tone::TextMuted),
                facts(subject, rack),
            ),
        ],
    });
    sides(subject, options, rack, (x, y + CAPTION), sheet);
    size(rack, options.faces).0
}

/// Width and height of the sides of a rack that are asked for.
fn size(rack: &Rack, faces: Faces) -> (f32, f32) {
    let (width, height) = picture::size(rack);
    match faces {
        Faces::Front | Faces::Rear => (width, height),
        Faces::Both => (2.0 * width + SIDE_GAP, height + SIDE_CAPTION),
    }
}

fn highest(racks: &[&Rack], faces: Faces) -> f32 {
    racks
        .iter()
        .map(|rack| size(rack, faces).1)
        .fold(0.0, f32::max)
}

/// How many racks make lines that together have the wanted proportions.
fn racks_a_line(racks: &[&Rack], faces: Faces) -> usize {
    let width: f32 = racks
        .iter()
        .map(|rack| size(rack, faces).0 + RACK_GAP)
        .sum();
    let height = CAPTION + highest(racks, faces) + RACK_GAP;
    let lines = (width / (ASPECT * height)).sqrt().round().max(1.0);
    racks.len().div_ceil(lines as usize).max(SHORT_LINE)
}

/// Adds the sides of a rack that are asked for.
fn sides(subject: &Subject, options: &Options, rack: &Rack, (x, y): (f32, f32), sheet: &mut Sheet) {
    let scene = Scene {
        layout: subject.layout,
        index: subject.index,
        painter: Painter {
            theme: options.theme,
        },
        view_of: subject.view_of,
    };
    let width = picture::size(rack).0;
    let (mut left, mut top) = (x, y);
    if options.faces == Faces::Both {
        top += SIDE_CAPTION;
    }
    for seen in sides_of(options.faces) {
        if options.faces == Faces::Both {
            let color = options.theme.color(Tone::TextMuted);
            sheet.groups.push(Group {
                x: left,
                y,
                title: String::new(),
                marks: vec![Mark::text(6.0, 10.0, 11.0, color, seen.word())],
            });
        }
        sheet.groups.extend(scene.rack(rack, *seen, left, top));
        left += width + SIDE_GAP;
    }
}

/// `42U · 14 devices · 9U free`.
pub fn facts(subject: &Subject, rack: &Rack) -> String {
    let units = rack.height.units();
    let facts = RackFacts::of(subject.layout, subject.index, rack.id, |_| Health::Unlinked);
    facts.map_or_else(String::new, |facts| {
        let noun = if facts.devices == 1 {
            "device"
        } else {
            "devices"
        };
        format!(
            "{units}U · {} {noun} · {}U free",
            facts.devices, facts.free_units
        )
    })
}
