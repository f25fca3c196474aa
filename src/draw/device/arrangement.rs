//! Layout of name, light, art and readings on a plate of any shape.

use super::readings::{AFTER_BARS, ROOM_FOR_CONTEXT};
use super::zones::{
    ArtLength, GAP, LEAST_NAME, NARROW_GAP, Span, ZoneRequest, Zones, layout_zones,
};
use super::{
    DeviceFrame, FULL_WIDTH, NAME_SIZE, ROOM_FOR_A_LINE, ROOM_FOR_BARS, ROOM_FOR_BOTH,
    ROOM_FOR_CAPTIONS, SMALL_NAME_SIZE,
};
use crate::domain::layout::Category;
use crate::domain::placement::is_carrier;
use crate::domain::view::DeviceView;
use crate::draw::area::Area;
use crate::draw::bars::BarsForm;
use crate::draw::face::{self, Room};
use crate::draw::kind;
use crate::draw::text;

/// Start of the art on a plate of full width, and as a share of the width on a narrower one.
const COLUMN: f32 = 148.0;
const COLUMN_SHARE: f32 = 0.42;
/// Devices at least this high that are not of full width have their art below the name.
const ROOM_BELOW_NAME: f32 = 45.0;
/// The same in a rack of 10 inches, if their ports take more than this.
const MOST_BESIDE_NAME: f32 = 40.0;
/// Strips at least this long have outlets or drives below their name.
const LONG_STRIP: f32 = 120.0;
/// Size of the category sign, and its left edge.
pub(super) const SIGN: f32 = 7.6;
pub(super) const SIGN_LEFT: f32 = 6.8;
/// Size of the sign at a zoom where nothing smaller is readable.
const LARGE_SIGN: f32 = 18.0;
/// The same on a plate without ears, where it precedes light and name.
const NARROW_SIGN: f32 = 13.0;
/// How far that sign shifts light and name, compared with the small one.
const AFTER_NARROW_SIGN: f32 = NARROW_SIGN - SIGN;
/// Minimum width of small print beside art.
const LEAST_CONTEXT: f32 = 88.0;
/// Width of three letters and an ellipsis, the least of a name that is worth showing.
const THREE_LETTERS: f32 = 31.0;
/// Minimum size of art beside a number below a name.
const LEAST_BESIDE_NUMBER: (f32, f32) = (16.0, 5.0);

/// The position of a name and its maximum length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct NamePlace {
    pub(super) x: f32,
    pub(super) baseline: f32,
    pub(super) length: f32,
    /// The middle of the strip along which it runs downwards from `x`.
    pub(super) along: Option<f32>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Arrangement {
    pub(super) name: Option<NamePlace>,
    /// The center of the light; `None` if only the strip at the edge has room.
    pub(super) light: Option<(f32, f32)>,
    pub(super) art: Option<Room>,
    /// Whether the number or word stands below the name.
    pub(super) is_stacked: bool,
}

impl DeviceFrame {
    pub(super) fn arrangement(&self, view: &DeviceView) -> Arrangement {
        if !self.bays.is_empty() {
            return self.around_bays(view);
        }
        if self.is_strip() {
            return self.along_a_strip(view);
        }
        let is_below = self.has_art_below_name();
        let height = self.height - 2.0 * self.margin();
        let is_stacked = self.is_stacked(view);
        let any_art = face::art_length(&self.device_type, height);
        let takes_any = self.width >= ROOM_FOR_BARS || view.bars.is_none();
        let art = if is_below || is_stacked {
            ArtLength::default()
        } else if takes_any && self.name_fits_beside(view, any_art, self.has_bars(view)) {
            any_art
        } else {
            self.known_art()
        };
        let zones = self.zones(view, art, COLUMN.min(self.width * COLUMN_SHARE));
        let room_beside = zones.art.map(|art| Room {
            x: art.from,
            y: self.margin(),
            width: art.length(),
            height,
        });
        Arrangement {
            art: match (is_below, is_stacked) {
                (true, _) => self.room_below_name(view),
                (false, true) => self.room_beside_number(view),
                (false, false) => room_beside,
            },
            ..self.with_name(zones.name, is_stacked)
        }
    }

    /// The same at a zoom where nothing small is readable: the art is one large sign.
    pub(super) fn plain_arrangement(&self, view: &DeviceView) -> Arrangement {
        if !self.has_ears() {
            return self.with_narrow_sign(self.arrangement(view));
        }
        if self.height < LARGE_SIGN + 4.0 || !self.bays.is_empty() {
            return Arrangement {
                art: None,
                ..self.arrangement(view)
            };
        }
        let art = ArtLength {
            least: LARGE_SIGN,
            wanted: LARGE_SIGN,
        };
        let zones = self.zones(view, art, f32::MAX);
        Arrangement {
            art: zones.art.map(|art| Room {
                x: art.from,
                y: self.first_line - 4.2 - LARGE_SIGN / 2.0,
                width: LARGE_SIGN,
                height: LARGE_SIGN,
            }),
            ..self.with_name(zones.name, self.is_stacked(view))
        }
    }

    /// Puts the sign before light and name, which make room for it.
    fn with_narrow_sign(&self, arrangement: Arrangement) -> Arrangement {
        let center = arrangement.light.filter(|_| self.has_sign());
        let name = arrangement
            .name
            .filter(|name| name.length > LEAST_NAME / 2.0);
        let (Some((x, y)), Some(name)) = (center, name) else {
            return Arrangement {
                art: None,
                ..arrangement
            };
        };
        Arrangement {
            art: Some(Room {
                x: SIGN_LEFT,
                y: y - NARROW_SIGN / 2.0,
                width: NARROW_SIGN,
                height: NARROW_SIGN,
            }),
            light: Some((x + AFTER_NARROW_SIGN, y)),
            name: Some(NamePlace {
                x: name.x + AFTER_NARROW_SIGN,
                length: name.length - AFTER_NARROW_SIGN,
                ..name
            }),
            ..arrangement
        }
    }

    fn zones(&self, view: &DeviceView, art: ArtLength, column: f32) -> Zones {
        let name = text::width(&view.name, NAME_SIZE);
        let beside = if view.small_print().is_empty() || self.form != BarsForm::Block {
            0.0
        } else {
            ROOM_FOR_CONTEXT
        };
        let least_name = if beside > 0.0 {
            LEAST_CONTEXT
        } else {
            LEAST_NAME
        };
        layout_zones(&ZoneRequest {
            room: Span::new(self.name_left(), self.right()),
            name: name.max(beside),
            least_name,
            gap: if self.width >= FULL_WIDTH {
                GAP
            } else {
                NARROW_GAP
            },
            art,
            readings: self.readings_width(view),
            column,
        })
    }

    fn with_name(&self, name: Span, is_stacked: bool) -> Arrangement {
        let raised = if is_stacked { 5.6 } else { 0.0 };
        Arrangement {
            name: (name.length() > 0.0).then(|| NamePlace {
                x: name.from,
                baseline: self.first_line - raised,
                length: name.length(),
                along: None,
            }),
            light: Some((self.light_center(), self.first_line - 4.0 - raised)),
            art: None,
            is_stacked,
        }
    }

    /// Places name and light where no device occupies the bays: above the devices, or on the plate above a low bay. Only where the bays
    /// leave no room at all, in the first empty one.
    fn around_bays(&self, view: &DeviceView) -> Arrangement {
        // The devices in a carrier have names; its own would look like another device.
        if !self.held.is_empty() && is_carrier(&self.device_type.slug) {
            return Arrangement::default();
        }
        let band = if self.is_above_bays() {
            Some(Span::new(
                self.name_left(),
                self.right() - self.readings_width(view),
            ))
        } else {
            let is_free = |bay: &Area| !self.held.iter().any(|held| held.meets(bay));
            let free = self.bays.iter().copied().filter(is_free);
            let first = self.plate_above_a_bay().or(free.min_by(|one, other| {
                let key = |area: &Area| area.y * 4.0 + area.x;
                key(one).total_cmp(&key(other))
            }));
            if let Some(bay) = first.filter(|bay| bay.width < ROOM_FOR_A_LINE) {
                return self.downwards(bay.x + bay.width / 2.0, bay.bottom());
            }
            first.map(|bay| Span::new(bay.x + 24.0, bay.right() - 4.0))
        };
        let Some(band) = band else {
            return Arrangement::default();
        };
        let light = (band.from - 14.0, self.first_line - 4.0);
        Arrangement {
            light: Some(light),
            ..self.with_name(band, self.is_stacked(view))
        }
    }

    /// Room for a line of text above a bay that is lower than its neighbors.
    fn plate_above_a_bay(&self) -> Option<Area> {
        let above = |bay: &Area| Area::new(bay.x, 0.0, bay.width, self.first_line + 3.0);
        let is_plate = |area: &Area| {
            area.width >= ROOM_FOR_A_LINE && !self.bays.iter().any(|bay| bay.meets(area))
        };
        self.bays.iter().map(above).find(is_plate)
    }

    /// Whether there is room for a line of text above all bays, or at least above the devices in them.
    pub(super) fn is_above_bays(&self) -> bool {
        let below = match self.plate_above_a_bay() {
            Some(_) => &self.bays,
            None => &self.held,
        };
        let tops = below.iter().map(|area| area.y);
        tops.fold(self.height, f32::min) >= self.first_line + 3.0
    }

    /// Places light and name above each other, in a bay or on a plate too narrow for them side by side.
    fn downwards(&self, center: f32, bottom: f32) -> Arrangement {
        let x = self.first_line + 7.0;
        let length = bottom - x - 4.0;
        Arrangement {
            name: (length > LEAST_NAME / 2.0).then_some(NamePlace {
                x,
                baseline: 0.0,
                length,
                along: Some(center),
            }),
            light: Some((center, self.first_line - 4.0)),
            ..Arrangement::default()
        }
    }

    /// Places the name in the upper part of a strip and the art below it; the name below the light if the strip is hardly longer than wide.
    fn along_a_strip(&self, view: &DeviceView) -> Arrangement {
        let top = self.first_line + 7.0;
        if self.height < top + LEAST_NAME / 2.0 {
            return Arrangement {
                name: Some(NamePlace {
                    x: 5.6,
                    baseline: self.height - 3.6,
                    length: self.width - 7.0,
                    along: None,
                }),
                light: Some((self.strip_center(), 6.8)),
                ..Arrangement::default()
            };
        }
        let zones = layout_zones(&ZoneRequest {
            room: Span::new(top, self.height - 6.0),
            name: text::width(&view.name, NAME_SIZE),
            least_name: LEAST_NAME,
            gap: GAP,
            art: self.art_along(),
            readings: 0.0,
            column: 0.0,
        });
        Arrangement {
            name: (zones.name.length() > 0.0).then(|| NamePlace {
                x: top,
                baseline: 0.0,
                length: zones.name.length(),
                along: Some(self.strip_center()),
            }),
            light: Some((self.strip_center(), self.first_line - 4.0)),
            art: zones.art.map(|art| Room {
                x: 5.2,
                y: art.from,
                width: self.width - 7.0,
                height: art.length(),
            }),
            is_stacked: false,
        }
    }

    /// The length of the art on a strip. None on a short one, a blade, whose name takes all of it.
    fn art_along(&self) -> ArtLength {
        if self.height < LONG_STRIP {
            return ArtLength::default();
        }
        face::column_length(&self.device_type, self.width - 7.0)
    }

    /// The room for art below name and context; on a narrow plate also below the bars, in a rack of 10 inches beside them.
    fn room_below_name(&self, view: &DeviceView) -> Option<Room> {
        let below_name = match (view.small_print().is_empty(), self.form) {
            (false, BarsForm::Block) if view.guests.all() > 0 => 28.0,
            (false, BarsForm::Block) => 20.0,
            _ => 8.0,
        };
        let is_beside_bars = self.width >= FULL_WIDTH;
        let below_bars = if view.bars.is_some() && self.form == BarsForm::Block && !is_beside_bars {
            self.row(2) + 5.0
        } else {
            0.0
        };
        let right = if is_beside_bars {
            self.right() - self.reading_length(view) - AFTER_BARS
        } else {
            self.width - 8.0
        };
        let y = (self.first_line + below_name).max(below_bars);
        let room = Room {
            x: 10.0,
            y,
            width: right - 10.0,
            height: self.height - y - 6.0,
        };
        (room.height >= 8.0).then_some(room)
    }

    /// The room for art below the name, beside the number or word. Used only by art that identifies a device, not by vents.
    fn room_beside_number(&self, view: &DeviceView) -> Option<Room> {
        let (x, y) = (self.name_left(), self.first_line - 2.2);
        let room = Room {
            x,
            y,
            width: self.right() - self.reading_length(view) - AFTER_BARS - x,
            height: self.height - y - 2.5,
        };
        let (width, height) = LEAST_BESIDE_NUMBER;
        let is_known = face::known_length(&self.device_type, room.height).least > 0.0;
        (is_known && room.width >= width && room.height >= height).then_some(room)
    }

    /// Whether the art is below the name: on a high device that is not of full width, or has many ports in a rack of 10 inches.
    pub(super) fn has_art_below_name(&self) -> bool {
        let has_many_ports = || {
            self.width < ROOM_FOR_CAPTIONS
                && self.device_type.faceplate.drive_bays == 0
                && self.known_art().least > MOST_BESIDE_NAME
        };
        self.height >= ROOM_BELOW_NAME && (self.width < FULL_WIDTH || has_many_ports())
    }

    /// The length of ports, outlets, drives and a display.
    fn known_art(&self) -> ArtLength {
        face::known_length(&self.device_type, self.height - 2.0 * self.margin())
    }

    /// Whether a sign shows the category: at the left ear, or at the same place on a narrower plate.
    pub(super) fn has_sign(&self) -> bool {
        self.bays.is_empty()
            && kind::has_sign(self.category)
            && (self.has_ears() || self.width >= ROOM_FOR_A_LINE && self.width < FULL_WIDTH)
    }

    pub(super) fn margin(&self) -> f32 {
        match self.form {
            BarsForm::Tight => 2.5,
            BarsForm::Line => 4.5,
            BarsForm::Block => 7.0,
        }
    }

    /// Whether the number or word is below the name, because there is no room for both side by side.
    pub(super) fn is_stacked(&self, view: &DeviceView) -> bool {
        let is_narrow = (ROOM_FOR_A_LINE..ROOM_FOR_BOTH).contains(&self.width);
        let has_a_line = match self.form {
            BarsForm::Tight => false,
            BarsForm::Line => true,
            BarsForm::Block => view.bars.is_none() && view.small_print().is_empty(),
        };
        (is_narrow || has_a_line && self.is_long(view)) && self.height >= 24.0
    }

    /// Whether there are bars if there are values: on a plate that is not as wide as in a rack of 19 inches, a long name displaces them.
    pub(super) fn has_bars(&self, view: &DeviceView) -> bool {
        self.bars.width > 0.0 && !self.is_long(view)
    }

    /// Whether the name would be cut beside bars, or beside a state in words.
    fn is_long(&self, view: &DeviceView) -> bool {
        let is_between = (ROOM_FOR_BOTH..ROOM_FOR_CAPTIONS).contains(&self.width);
        if !is_between || !self.bays.is_empty() {
            return false;
        }
        let art = if self.has_art_below_name() {
            ArtLength::default()
        } else {
            self.known_art()
        };
        !self.name_fits_beside(view, art, self.bars.width > 0.0)
    }

    /// Whether a name in the smaller size fits beside that art and the readings. In a 10-inch rack it may be cut, but not to less than
    /// three letters; on a wider plate it does not have to fit.
    fn name_fits_beside(&self, view: &DeviceView, art: ArtLength, with_bars: bool) -> bool {
        if self.width >= ROOM_FOR_CAPTIONS {
            return true;
        }
        let (least, gap) = if self.width >= FULL_WIDTH {
            (THREE_LETTERS, GAP)
        } else {
            (f32::MAX, NARROW_GAP)
        };
        let readings = self.length_of_readings(view, with_bars);
        let taken = [art.least, readings]
            .into_iter()
            .filter(|taken| *taken > 0.0);
        let taken: f32 = taken.map(|taken| taken + gap).sum();
        let room = self.right() - self.name_left() - taken;
        text::width(&view.name, SMALL_NAME_SIZE).min(least) <= room
    }

    pub(super) fn name_left(&self) -> f32 {
        match self.width >= FULL_WIDTH {
            true => 36.0,
            false if self.has_sign() => 31.0,
            false => 25.0,
        }
    }

    fn light_center(&self) -> f32 {
        if self.is_strip() {
            self.strip_center()
        } else if self.width >= FULL_WIDTH {
            24.6
        } else if self.has_sign() {
            20.6
        } else {
            14.0
        }
    }

    /// The right end of numbers and states.
    pub(super) fn right(&self) -> f32 {
        self.width - right_margin(self.width)
    }

    /// Whether the plate itself shows that no values are expected.
    pub(super) fn has_a_face_of_its_own(&self) -> bool {
        !self.device_type.faceplate.is_plain()
            || !self.bays.is_empty()
            || matches!(
                self.device_type.category,
                Category::Blank | Category::Shelf | Category::CableManagement
            )
    }
}

/// Space between the readings and the right edge, such as an ear.
pub(super) const fn right_margin(width: f32) -> f32 {
    if width >= FULL_WIDTH { 17.0 } else { 8.0 }
}
