//! Why an action is refused.

use thiserror::Error;

use crate::domain::ids::{DeviceId, TypeSlug};
use crate::domain::layout::{DeviceType, Face, Mount, Place, Side};

/// Why an action is refused, in words for the user.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("{units} holds {holder}, {}", face.word())]
    Occupied {
        units: String,
        by: DeviceId,
        holder: String,
        face: Face,
    },
    #[error("{rack} is only {units}U high")]
    OutOfRack { rack: String, units: u16 },
    /// The rack would end below a device's upper edge.
    #[error("{units} of {rack} holds {holder}")]
    CutsOff {
        rack: String,
        units: String,
        holder: String,
    },
    #[error("{device_type} is not made for {rack}, which is {inches} inches wide")]
    WrongRackWidth {
        device_type: String,
        rack: String,
        inches: u8,
    },
    #[error("{device_type} {}", where_it_goes(*.mount))]
    WrongMount { device_type: String, mount: Mount },
    #[error("The {} side of {rack} holds {holder}", side.word())]
    SideOccupied {
        rack: String,
        side: Side,
        by: DeviceId,
        holder: String,
    },
    #[error("Each side of {rack} holds {} devices at most", Place::SLOTS)]
    NoSuchSlot { rack: String },
    #[error("{device_type} does not fit in column {column}")]
    NoSuchColumn { device_type: String, column: u8 },
    #[error("{parent} has no such bay")]
    NoSuchBay { parent: String },
    #[error("{bay} of {parent} holds {holder}")]
    BayOccupied {
        bay: String,
        parent: String,
        by: DeviceId,
        holder: String,
    },
    #[error("{device_type} is too tall for {bay} of {parent}")]
    TooHighForBay {
        device_type: String,
        bay: String,
        parent: String,
    },
    #[error("{device_type} is too wide for {bay} of {parent}")]
    TooWideForBay {
        device_type: String,
        bay: String,
        parent: String,
    },
    #[error("A device cannot be inside itself")]
    InsideItself,
    #[error("{parent} is nested too deep: {most} levels are possible", most = Place::MAX_NESTING)]
    TooDeep { parent: String },
    #[error("There is no such rack")]
    NoSuchRack,
    #[error("There is no such row")]
    NoSuchRow,
    #[error("There is no such device")]
    NoSuchDevice,
    #[error("There is no such cable")]
    NoSuchConnection,
    #[error("There is no device type “{0}”")]
    NoSuchType(TypeSlug),
    /// Where: `above`, `for web-1`.
    #[error("There is no free slot {0}")]
    NoFreePlace(String),
    /// The layout is already as requested, or there is nothing to do it with.
    #[error("{0}")]
    NothingToDo(&'static str),
    #[error("“{0}” already exists")]
    AlreadyThere(String),
    #[error("“{device_type}” is used by {holder}")]
    TypeInUse {
        device_type: TypeSlug,
        holder: String,
    },
    #[error("“{0}” must be between half a unit and 100 units high")]
    ImpossibleHeight(TypeSlug),
    #[error("“{0}” has too many bays: {max} are possible, in up to {rows} rows and columns", max = DeviceType::MAX_BAYS, rows = DeviceType::MAX_BAY_ROWS)]
    TooManyBays(TypeSlug),
}

const fn where_it_goes(mount: Mount) -> &'static str {
    match mount {
        Mount::Rails => "is mounted between the rails",
        Mount::Side => "hangs beside the rails",
        Mount::Bay => "goes only in a bay or on a shelf",
    }
}
