//! What stands below the racks in a file: the layout's name, what it holds and when it was made, what the lights mean, and a code
//! that leads to the layout.

use super::mark::{Group, Mark, Paint};
use super::paint::{PaintSubject, Painter};
use super::palette::{Color, ColorToken, Theme};
use super::sheet::{Options, Sheet, Subject};
use crate::domain::ids::RackId;
use crate::domain::layout::Device;
use crate::domain::summary::Totals;
use crate::draw::device;
use crate::draw::path::PathBuilder;
use crate::draw::qr::QrPicture;
use crate::draw::text;

const NAME: f32 = 15.0;
const SMALL: f32 = 12.0;
const LINE: f32 = 18.0;
/// Above the name, and below all of it.
const SPACE: f32 = 18.0;
/// Pixels of a module of the code: of a fine one less, so that it does not outgrow the racks.
const MODULE: f32 = 2.0;
const FINE_MODULE: f32 = 1.5;
const FINE_FROM: u16 = 90;
/// What the words want beside the code.
const ROOM_FOR_WORDS: f32 = 220.0;

/// What it says, beside the layout's name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TitleBlock {
    /// As it is given.
    pub date: String,
    /// Whether the lights show states: then their meaning and number are said.
    pub has_states: bool,
    pub code: Option<QrPicture>,
}

impl TitleBlock {
    /// Adds it below what is on the sheet, between its margins.
    pub(super) fn add_to(
        &self,
        sheet: &mut Sheet,
        subject: &Subject,
        options: &Options,
        margin: f32,
    ) {
        let theme = options.theme;
        let devices = devices(subject, options.rack);
        let width = sheet.width - 2.0 * margin;
        let (left, top) = (margin, sheet.height - margin + SPACE);
        let code = self.code.as_ref().map(|code| (code, side_of(code)));
        let is_beside = code.is_some_and(|(_, side)| width >= side + ROOM_FOR_WORDS);
        let words_width = match code {
            Some((_, side)) if is_beside => width - side - SPACE,
            _ => width,
        };
        let mut marks = vec![self.rule(width, theme)];
        let words = self.words(subject, &devices, (theme, words_width), &mut marks);
        sheet.groups.push(group(left, top, marks));
        let mut height = words;
        if let Some((code, side)) = code {
            let (x, y) = if is_beside {
                (left + width - side, top + SPACE)
            } else {
                (left, top + words + SPACE)
            };
            sheet.groups.push(code_group(code, side, x, y));
            height = if is_beside {
                words.max(side + SPACE)
            } else {
                words + side + SPACE
            };
        }
        sheet.height = top + height + margin;
    }

    fn rule(&self, width: f32, theme: Theme) -> Mark {
        let mut line = PathBuilder::new();
        line.rectangle(0.0, 0.0, width, 1.0);
        filled(line.finish(), theme.color(ColorToken::RackEdge))
    }

    /// Name, counts, date and legend. Returns how high they are.
    fn words(
        &self,
        subject: &Subject,
        devices: &[&Device],
        (theme, width): (Theme, f32),
        marks: &mut Vec<Mark>,
    ) -> f32 {
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
            y = legend(subject, devices, (theme, width), y + LINE, marks);
        }
        y
    }
}

/// Those of the rack, or all.
fn devices<'a>(subject: &Subject<'a>, rack: Option<RackId>) -> Vec<&'a Device> {
    let devices = &subject.layout.devices;
    match rack {
        Some(rack) => {
            let all = subject.index.all_of(rack);
            all.iter().filter_map(|id| devices.get(id)).collect()
        }
        None => devices.iter().collect(),
    }
}

/// `3 racks · 42 devices · 24 linked`.
fn counts(subject: &Subject, devices: &[&Device]) -> String {
    let count = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        several => format!("{several} {one}s"),
    };
    let mut racks: Vec<RackId> = devices
        .iter()
        .filter_map(|device| subject.layout.rack_of(device).map(|rack| rack.id))
        .collect();
    racks.sort_unstable();
    racks.dedup();
    let linked = devices.iter().filter(|device| device.system().is_some());
    format!(
        "{} · {} · {} linked",
        count(racks.len(), "rack"),
        count(devices.len(), "device"),
        linked.count()
    )
}

/// Each state that a device has, by its light, its word and how many have it. Returns the last baseline.
fn legend(
    subject: &Subject,
    devices: &[&Device],
    (theme, width): (Theme, f32),
    top: f32,
    marks: &mut Vec<Mark>,
) -> f32 {
    let healths = devices
        .iter()
        .map(|device| (subject.view_of)(device).health);
    let healths: Totals = healths.collect();
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
        marks.push(painter.mark(&device::light(health, (x + 5.0, y - 4.0)), &painted));
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

/// Black on white in any theme: readers want it so.
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
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::health::Health;
    use crate::domain::ids::{DeviceId, LayoutId};
    use crate::domain::layout::{
        Category, DeviceType, Face, Layout, LayoutIndex, Place, Rack, RackHeight,
    };
    use crate::domain::units::HalfU;
    use crate::domain::view::DeviceView;
    use crate::draw::export::mark::{Text, TextPlace};
    use crate::draw::export::sheet::{one_a_rack, picture, plain_view};
    use crate::draw::qr::qr;

    fn layout() -> Layout {
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home lab");
        let kind = DeviceType::new("box", "Box", Category::Server, HalfU(2));
        layout.device_types.insert(kind.clone());
        for number in 0..2 {
            let rack = RackId::new(Uuid::from_u128(number));
            layout
                .racks
                .push(Rack::new(rack, "Rack", RackHeight::clamped(6)));
            for unit in 0..=number {
                let place = Place::Rack {
                    rack,
                    bottom: HalfU(unit as u16 * 2),
                    face: Face::Front,
                    column: 0,
                };
                let id = DeviceId::new(Uuid::from_u128(10 * number + unit));
                let device = Device::new(id, kind.slug.clone(), "box", place);
                layout.devices.insert(device);
            }
        }
        layout
    }

    /// What is written below the racks of a picture, and the picture's height.
    fn written(block: &TitleBlock, options: &Options) -> (Vec<String>, f32) {
        let layout = layout();
        let index = LayoutIndex::new(&layout);
        let health = |device: &Device| match device.id.uuid().as_u128() {
            0 => Health::Down,
            _ => Health::Ok,
        };
        let subject = Subject {
            layout: &layout,
            index: &index,
            view_of: &|device| DeviceView {
                health: health(device),
                ..plain_view(&layout, device)
            },
            column: None,
            has_picture: &|_| false,
            title_block: Some(block),
        };
        let sheet = picture(&subject, options);
        let bare = Subject {
            title_block: None,
            ..subject
        };
        let end = picture(&bare, options).height;
        let below = sheet.groups.iter().filter(|group| group.y > end - 40.0);
        let words = below
            .flat_map(|group| &group.marks)
            .filter_map(|mark| match mark {
                Mark::Text(Text {
                    place: TextPlace::Run { text, .. },
                    ..
                }) => Some(text.clone()),
                _ => None,
            });
        for (_, page) in one_a_rack(&subject, options) {
            assert!(page.groups.iter().all(|group| group.y < page.height));
        }
        (words.collect(), sheet.height - end)
    }

    fn block() -> TitleBlock {
        TitleBlock {
            date: "2026-01-31".to_owned(),
            has_states: true,
            code: None,
        }
    }

    #[test]
    fn it_says_what_is_on_the_sheet_and_what_the_lights_mean() {
        let (words, height) = written(&block(), &Options::default());
        let expected = [
            "Home lab",
            "2 racks · 3 devices · 0 linked",
            "2026-01-31",
            "down 1",
            "OK 2",
        ];
        assert_eq!(words, expected);
        assert!(height > 60.0);
        let plain = TitleBlock {
            has_states: false,
            ..block()
        };
        assert_eq!(written(&plain, &Options::default()).0, expected[..3]);
    }

    #[test]
    fn of_one_rack_it_counts_that_rack() {
        let options = Options {
            rack: Some(RackId::new(Uuid::from_u128(1))),
            ..Options::default()
        };
        let (words, _) = written(&block(), &options);
        assert_eq!(words[1], "1 rack · 2 devices · 0 linked");
        assert_eq!(words[3..], ["OK 2"]);
    }

    #[test]
    fn a_code_has_its_room() {
        let code = qr("https://a.example/#layout=abc");
        let (words, height) = written(&TitleBlock { code, ..block() }, &Options::default());
        assert!(words.contains(&"Scan the code to open the layout".to_owned()));
        assert!(height > 66.0 + SPACE, "{height}");
    }
}
