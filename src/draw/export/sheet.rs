//! The content of a sheet: racks side by side as one picture, or one rack per page.

use super::mark::{Group, Mark};
use super::paint::{PaintSubject, Painter};
use super::palette::{Color, ColorToken, Theme};
use super::picture::PictureScene;
use super::title_block::{BlockSubject, TitleBlock};
use crate::domain::health::Health;
use crate::domain::ids::{PictureId, RackId};
use crate::domain::layout::{Device, Layout, LayoutIndex, Rack};
use crate::domain::summary::{RackFacts, Totals};
use crate::domain::view::{ContextLine, DeviceView, FrontLights};
use crate::draw::column::{self, TextRoom};
use crate::draw::scale::Scale;
use crate::draw::viewpoint::Viewpoint;
use crate::draw::world::{Faces, HEADER, PlacedRack, World};

/// The margin of a page; side-mounted devices extend into it.
const MARGIN: f32 = 40.0;
/// Space above the picture for the layout's name.
const TITLE: f32 = 48.0;
/// Space above a drawing for the word that names the face.
const CAPTION: f32 = 16.0;
/// Target ratio of width to height for a picture of many racks.
const ASPECT: f32 = 1.6;
/// Up to this many racks are always in one line.
const SHORT_LINE: usize = 6;

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
    /// The view of each device: its live state, or [`plain_view`].
    pub view_of: &'a dyn Fn(&Device) -> DeviceView,
    /// The text in the column beside each device, if there is a column.
    pub column: Option<&'a dyn Fn(&Device) -> String>,
    /// Whether a picture is available and wanted.
    pub has_picture: &'a dyn Fn(PictureId) -> bool,
    /// Whether to hatch places without a device; used when devices show a value that is unknown there.
    pub marks_unknown: bool,
    /// The title block below the racks, if wanted.
    pub title_block: Option<&'a TitleBlock>,
}

/// A painted surface.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub width: f32,
    pub height: f32,
    /// `None` for a transparent background.
    pub background: Option<Color>,
    pub title: String,
    pub groups: Vec<Group>,
}

/// A view without live data: the device's name, and its type if there is room.
pub fn plain_view(layout: &Layout, device: &Device) -> DeviceView {
    let kind = layout
        .type_of(device)
        .map_or_else(String::new, |device_type| device_type.full_name());
    let place = layout.spoken_place(device).unwrap_or_default();
    DeviceView {
        health: Health::Unlinked,
        reason: None,
        lights: FrontLights::default(),
        name: device.name.clone(),
        bars: None,
        value: String::new(),
        context: match kind.as_str() {
            kind if kind == device.name => ContextLine::default(),
            kind => kind.into(),
        },
        accessible_name: format!("{}, {place}", device.name),
        guests: Totals::default(),
        lens: None,
    }
}

/// All selected racks on one sheet, as arranged on the canvas, under the layout's name.
pub fn picture(subject: &Subject, options: &Options) -> Sheet {
    let theme = options.theme;
    let mut sheet = Sheet {
        title: subject.layout.name.clone(),
        background: (!options.transparent).then(|| theme.color(ColorToken::Page)),
        ..Sheet::default()
    };
    let mut top = MARGIN;
    if options.rack.is_none() {
        let name = Mark::text(
            0.0,
            20.0,
            20.0,
            theme.color(ColorToken::Text),
            &subject.layout.name,
        );
        sheet.groups.push(words(MARGIN, top, vec![name.bold()]));
        top += TITLE;
    }
    let world = world(subject, options);
    for heading in world.headings() {
        let name = subject.layout.row(heading.row).map_or("", |row| &row.name);
        let name = Mark::text(6.0, 20.0, 17.0, theme.color(ColorToken::TextSoft), name);
        let (x, y) = (MARGIN + heading.area.x, top + heading.area.y);
        sheet.groups.push(words(x, y, vec![name.bold()]));
    }
    for placed in world.placed_racks() {
        let Some(rack) = subject.layout.rack(placed.rack) else {
            continue;
        };
        let (x, y) = (MARGIN + placed.header.x, top + placed.header.y);
        let facts = facts(subject, rack);
        let lines = vec![
            Mark::text(6.0, 13.0, 15.0, theme.color(ColorToken::Text), &rack.name).bold(),
            Mark::text(6.0, 29.0, 12.0, theme.color(ColorToken::TextMuted), facts),
        ];
        sheet.groups.push(words(x, y, lines));
        drawings(subject, options, placed, (MARGIN, top), &mut sheet);
    }
    let (width, height) = world.size();
    sheet.width = width.max(240.0) + 2.0 * MARGIN;
    sheet.height = top + height + MARGIN;
    add_title_block(subject, options, MARGIN, &mut sheet);
    sheet
}

/// One sheet per rack, without the rack's name.
pub fn one_a_rack<'a>(subject: &Subject<'a>, options: &Options) -> Vec<(&'a Rack, Sheet)> {
    let layout = subject.layout;
    let wanted = |rack: &&'a Rack| options.rack.is_none_or(|id| id == rack.id);
    let bare = |rack: &'a Rack| {
        let options = Options {
            rack: Some(rack.id),
            ..*options
        };
        let world = world(subject, &options);
        // The height above the drawing, except for its caption.
        let above = match options.faces {
            Faces::Both => HEADER - CAPTION,
            Faces::Front | Faces::Rear => HEADER,
        };
        let mut sheet = Sheet {
            title: rack.name.clone(),
            width: world.size().0,
            height: world.size().1 - above,
            ..Sheet::default()
        };
        for placed in world.placed_racks() {
            drawings(subject, &options, placed, (0.0, -above), &mut sheet);
        }
        add_title_block(subject, &options, 0.0, &mut sheet);
        (rack, sheet)
    };
    layout.racks.iter().filter(wanted).map(bare).collect()
}

/// Adds the title block below everything else, within the margins.
fn add_title_block(subject: &Subject, options: &Options, margin: f32, sheet: &mut Sheet) {
    let Some(block) = subject.title_block else {
        return;
    };
    let (groups, height) = block.drawn(&BlockSubject {
        layout: subject.layout,
        index: subject.index,
        view_of: subject.view_of,
        rack: options.rack,
        theme: options.theme,
        left: margin,
        top: sheet.height - margin,
        width: sheet.width - 2.0 * margin,
    });
    sheet.groups.extend(groups);
    sheet.height += height;
}

fn words(x: f32, y: f32, marks: Vec<Mark>) -> Group {
    Group {
        x,
        y,
        title: String::new(),
        marks,
    }
}

/// The arrangement of the selected racks.
fn world(subject: &Subject, options: &Options) -> World {
    let (layout, faces) = (subject.layout, options.faces);
    let column = subject.column.map_or(0.0, |_| column::WIDTH);
    let Some(rack) = options.rack else {
        let line = racks_a_line(layout, faces, column);
        return World::with_column(layout, &Scale::WIDE, faces, line, column);
    };
    let mut alone = Layout::new(layout.id, "");
    alone.racks = layout
        .rack(rack)
        .map(|rack| Rack {
            row: None,
            ..rack.clone()
        })
        .into_iter()
        .collect();
    World::with_column(&alone, &Scale::WIDE, faces, SHORT_LINE, column)
}

/// The number of racks per line that approximates the target proportions.
fn racks_a_line(layout: &Layout, faces: Faces, column: f32) -> usize {
    let count = layout.racks.len().max(1);
    let one_line = World::with_column(layout, &Scale::WIDE, faces, count, column);
    let areas = || one_line.placed_racks().iter().map(PlacedRack::area);
    let width: f32 = areas().map(|area| area.width).sum();
    let height = areas().map(|area| area.height).fold(1.0, f32::max);
    let lines = (width / (ASPECT * height)).sqrt().round().max(1.0);
    layout.racks.len().div_ceil(lines as usize).max(SHORT_LINE)
}

/// Adds the requested faces of a rack; `origin` is that of the world.
fn drawings(
    subject: &Subject,
    options: &Options,
    placed: &PlacedRack,
    origin: (f32, f32),
    sheet: &mut Sheet,
) {
    let Some(rack) = subject.layout.rack(placed.rack) else {
        return;
    };
    let scene = PictureScene {
        layout: subject.layout,
        index: subject.index,
        painter: Painter {
            theme: options.theme,
        },
        view_of: subject.view_of,
        has_picture: subject.has_picture,
        marks_unknown: subject.marks_unknown,
    };
    let sides = [
        (Viewpoint::Front, placed.front),
        (Viewpoint::Rear, placed.rear),
    ];
    for (seen, area) in sides {
        let Some(area) = area else { continue };
        let (x, y) = (origin.0 + area.x, origin.1 + area.y);
        if options.faces == Faces::Both {
            let color = options.theme.color(ColorToken::TextMuted);
            let word = Mark::text(6.0, CAPTION - 6.0, 11.0, color, seen.word());
            sheet.groups.push(words(x, y - CAPTION, vec![word]));
        }
        sheet.groups.extend(scene.rack(rack, seen, x, y));
    }
    if let Some(text_of) = subject.column {
        let area = placed.column();
        let (x, y) = (origin.0 + area.x, origin.1 + area.y);
        let marks = column_marks(subject, options, rack, text_of);
        sheet.groups.push(words(x, y, marks));
    }
}

/// The texts in the column beside a rack's devices.
fn column_marks(
    subject: &Subject,
    options: &Options,
    rack: &Rack,
    text_of: &dyn Fn(&Device) -> String,
) -> Vec<Mark> {
    let Subject { layout, index, .. } = *subject;
    let notes = column::notes(layout, index, rack, options.faces, text_of);
    let room = TextRoom::beside(layout, index, rack, options.faces);
    let lines = column::lines(&notes, &Scale::WIDE, room.width);
    let painter = Painter {
        theme: options.theme,
    };
    let shapes = column::shapes_of_file(&lines, room.x);
    let marks = shapes.iter();
    marks
        .flat_map(|shape| painter.marks(shape, &PaintSubject::default()))
        .collect()
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
