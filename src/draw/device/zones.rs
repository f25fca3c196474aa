//! Division of a plate between name, art and readings. Art is what a plate is recognized by: ports, outlets, drives, vents.
//!
//! Readings take precedence, then the minimum of the art, then the name: a long one gets smaller and is cut in the middle before
//! a port is left out.

/// Space between two zones of a wide plate; below, of a narrow one.
pub const GAP: f32 = 10.0;
pub const NARROW_GAP: f32 = 6.0;
/// The width that a name retains while the art can shrink.
pub const LEAST_NAME: f32 = 54.0;
/// A narrower name zone is left empty.
const USEFUL_NAME: f32 = 14.0;

/// A range, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Span {
    pub from: f32,
    pub to: f32,
}

impl Span {
    pub const fn new(from: f32, to: f32) -> Self {
        Self { from, to }
    }

    pub fn length(self) -> f32 {
        (self.to - self.from).max(0.0)
    }
}

/// The length a plate's art needs to be recognizable, and the length at which it is easy to read. Zero for a plate without art.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ArtLength {
    pub least: f32,
    pub wanted: f32,
}

impl ArtLength {
    /// The length of two arts side by side.
    pub fn beside(self, other: Self) -> Self {
        let gap = if self.least > 0.0 && other.least > 0.0 {
            8.0
        } else {
            0.0
        };
        Self {
            least: self.least + gap + other.least,
            wanted: self.wanted + gap + other.wanted,
        }
    }
}

/// What a plate has to show, along its longer side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZoneRequest {
    /// The space available between the light and the far edge.
    pub room: Span,
    /// The length of the whole name; 0 where there is none.
    pub name: f32,
    /// The length that the name retains while the art can shrink.
    pub least_name: f32,
    pub art: ArtLength,
    pub readings: f32,
    /// Space between two zones.
    pub gap: f32,
    /// Where the art begins beside a short name, so that it is aligned on all plates of a rack.
    pub column: f32,
}

/// The resulting zones. They do not overlap, and are within the room if the readings fit into it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Zones {
    pub name: Span,
    pub art: Option<Span>,
    pub readings: Span,
}

/// Divides the room.
pub fn layout_zones(request: &ZoneRequest) -> Zones {
    let Span { from, to } = request.room;
    let readings = Span::new(to - request.readings, to);
    let end = if request.readings > 0.0 {
        (readings.from - request.gap).max(from)
    } else {
        to
    };
    let ArtLength { least, wanted } = request.art;
    if least <= 0.0 || end - from < least {
        return Zones {
            name: Span::new(from, end),
            art: None,
            readings,
        };
    }
    if request.name <= 0.0 {
        return Zones {
            name: Span::new(from, from),
            art: Some(Span::new(from, end)),
            readings,
        };
    }
    let latest = end - wanted.max(least);
    let start = request
        .column
        .max(from + request.name + request.gap)
        .min(latest);
    let kept = from + request.name.min(request.least_name) + request.gap;
    let start = start.max(kept.min(end - least)).max(from);
    let name = if start - request.gap - from < USEFUL_NAME {
        Span::new(from, from)
    } else {
        Span::new(from, start - request.gap)
    };
    Zones {
        name,
        art: Some(Span::new(start, end)),
        readings,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_request() -> impl Strategy<Value = ZoneRequest> {
        let art = prop_oneof![
            1 => Just((0.0, 0.0)),
            4 => (4.0_f32..200.0, 0.0_f32..120.0),
        ];
        let name = prop_oneof![1 => Just(0.0), 4 => 1.0_f32..400.0];
        let readings = prop_oneof![1 => Just(0.0), 4 => 1.0_f32..120.0];
        (
            0.0_f32..40.0,
            20.0_f32..360.0,
            name,
            art,
            readings,
            0.0_f32..200.0,
        )
            .prop_map(|(from, length, name, (least, more), readings, column)| {
                ZoneRequest {
                    room: Span::new(from, from + length),
                    name,
                    least_name: LEAST_NAME,
                    gap: GAP,
                    art: ArtLength {
                        least,
                        wanted: least + more,
                    },
                    readings,
                    column,
                }
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn zones_follow_each_other_and_never_overlap(request in any_request()) {
            let Zones { name, art, readings } = layout_zones(&request);
            let art = art.unwrap_or(Span::new(name.to, name.to));
            prop_assert_eq!(name.from, request.room.from);
            prop_assert_eq!(readings.to, request.room.to);
            prop_assert!(name.from <= name.to && name.to <= art.from && art.from <= art.to);
            if request.readings <= request.room.length() {
                prop_assert!(art.to <= readings.from.max(request.room.from));
            }
        }

        /// A name, however long, displaces no port.
        #[test]
        fn art_is_there_whenever_there_is_room_for_its_least(request in any_request()) {
            let gap = if request.readings > 0.0 { GAP } else { 0.0 };
            let free = request.room.length() - request.readings - gap;
            let art = layout_zones(&request).art;
            prop_assert_eq!(art.is_some(), request.art.least > 0.0 && free.max(0.0) >= request.art.least);
            if let Some(art) = art {
                prop_assert!(art.length() >= request.art.least - 0.01);
            }
        }

        /// A name shrinks only as far as the art needs it.
        #[test]
        fn a_name_keeps_its_least_while_the_art_has_its_own(request in any_request()) {
            let Zones { name, art, .. } = layout_zones(&request);
            if let Some(art) = art && art.length() > request.art.least + 0.01 && request.name > USEFUL_NAME {
                prop_assert!(name.length() >= request.name.min(LEAST_NAME) - 0.01);
            }
        }

        #[test]
        fn art_has_what_it_wants_beside_any_name_that_leaves_it(request in any_request()) {
            if let Some(art) = layout_zones(&request).art {
                let shortest = request.name.min(LEAST_NAME) + GAP;
                let possible = art.to - request.room.from - shortest;
                prop_assert!(art.length() >= request.art.wanted.min(possible) - 0.01);
            }
        }
    }

    #[test]
    fn art_stands_in_one_column_beside_short_names() {
        let request = |name| ZoneRequest {
            room: Span::new(36.0, 343.0),
            name,
            least_name: LEAST_NAME,
            gap: GAP,
            art: ArtLength {
                least: 40.0,
                wanted: 90.0,
            },
            readings: 70.0,
            column: 148.0,
        };
        let art = |name| layout_zones(&request(name)).art.map(|art| art.from);
        assert_eq!([art(20.0), art(100.0)], [Some(148.0); 2]);
        // A longer name moves the art, which shrinks to its minimum.
        assert_eq!([art(110.0), art(500.0)], [Some(156.0), Some(173.0)]);
    }
}
