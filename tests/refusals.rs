//! Every refusal has a self-contained reason.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

use blinkenrack::domain::ids::{DeviceId, TypeSlug};
use blinkenrack::domain::layout::{Face, Mount, Side};
use blinkenrack::domain::placement::Refusal;
use uuid::Uuid;

fn someone() -> DeviceId {
    DeviceId::new(Uuid::from_u128(1))
}

fn text(words: &str) -> String {
    words.to_owned()
}

fn slug() -> TypeSlug {
    TypeSlug::new("generic-nas")
}

fn mounted(mount: Mount) -> Refusal {
    Refusal::WrongMount {
        device_type: text("Blade"),
        mount,
    }
}

fn held(face: Face) -> Refusal {
    Refusal::Occupied {
        units: text("U12"),
        by: someone(),
        holder: text("pve-node1"),
        face,
    }
}

#[test]
fn what_is_in_the_way_is_named() {
    let beside = Refusal::SideOccupied {
        rack: text("Rack A"),
        side: Side::Left,
        by: someone(),
        holder: text("pdu-1"),
    };
    let in_bay = Refusal::BayOccupied {
        bay: text("Bay 2"),
        parent: text("shelf-1"),
        by: someone(),
        holder: text("nuc-1"),
    };
    let used = Refusal::TypeInUse {
        device_type: slug(),
        holder: text("nas-1"),
    };
    for (refusal, words) in [
        (held(Face::Front), "U12 holds pve-node1, front"),
        (held(Face::Rear), "U12 holds pve-node1, rear"),
        (held(Face::Both), "U12 holds pve-node1, front and rear"),
        (beside, "The left side of Rack A holds pdu-1"),
        (in_bay, "Bay 2 of shelf-1 holds nuc-1"),
        (used, "“generic-nas” is used by nas-1"),
        (
            Refusal::AlreadyThere(text("Rack A")),
            "“Rack A” already exists",
        ),
    ] {
        assert_eq!(refusal.to_string(), words);
    }
}

#[test]
fn what_does_not_fit_says_what_would() {
    let out = Refusal::OutOfRack {
        rack: text("Rack A"),
        units: 24,
    };
    let wide = Refusal::WrongRackWidth {
        device_type: text("1U server"),
        rack: text("Desk rack"),
        inches: 10,
    };
    let high = Refusal::TooHighForBay {
        device_type: text("Blade"),
        bay: text("Bay 1"),
        parent: text("chassis-1"),
    };
    let wide_in_bay = Refusal::TooWideForBay {
        device_type: text("1U server"),
        bay: text("Bay 1"),
        parent: text("chassis-1"),
    };
    let column = Refusal::NoSuchColumn {
        device_type: text("Mini PC"),
        column: 3,
    };
    for (refusal, words) in [
        (out, "Rack A is only 24U high"),
        (wide_in_bay, "1U server is too wide for Bay 1 of chassis-1"),
        (
            wide,
            "1U server is not made for Desk rack, which is 10 inches wide",
        ),
        (mounted(Mount::Rails), "Blade is mounted between the rails"),
        (mounted(Mount::Side), "Blade hangs beside the rails"),
        (
            mounted(Mount::Bay),
            "Blade goes only in a bay or on a shelf",
        ),
        (high, "Blade is too tall for Bay 1 of chassis-1"),
        (column, "Mini PC does not fit in column 3"),
        (
            Refusal::NoSuchSlot {
                rack: text("Rack A"),
            },
            "Each side of Rack A holds 2 devices at most",
        ),
        (
            Refusal::NoSuchBay {
                parent: text("shelf-1"),
            },
            "shelf-1 has no such bay",
        ),
        (
            Refusal::TooDeep {
                parent: text("shelf-1"),
            },
            "shelf-1 is nested too deep: 8 levels are possible",
        ),
        (Refusal::InsideItself, "A device cannot be inside itself"),
        (
            Refusal::ImpossibleHeight(slug()),
            "“generic-nas” must be between half a unit and 100 units high",
        ),
        (
            Refusal::NoFreePlace(text("for web-1")),
            "There is no free slot for web-1",
        ),
    ] {
        assert_eq!(refusal.to_string(), words);
    }
    let bays = Refusal::TooManyBays(slug()).to_string();
    assert!(
        bays.starts_with("“generic-nas” has too many bays: "),
        "{bays}"
    );
}

#[test]
fn what_is_gone_is_said_to_be() {
    for (refusal, words) in [
        (Refusal::NoSuchRack, "There is no such rack"),
        (Refusal::NoSuchRow, "There is no such row"),
        (Refusal::NoSuchDevice, "There is no such device"),
        (
            Refusal::NoSuchType(slug()),
            "There is no device type “generic-nas”",
        ),
        (
            Refusal::NothingToDo("They are stacked already"),
            "They are stacked already",
        ),
    ] {
        assert_eq!(refusal.to_string(), words);
    }
}
