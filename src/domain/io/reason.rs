//! Reasons why an item of a file was changed or skipped.

use thiserror::Error;

use super::import::zip::EntryError;
use super::yaml::{YamlError, YamlWarning};
use crate::domain::pictures::BadPicture;
use crate::domain::placement::Refusal;
use crate::domain::units::HalfU;

/// Why an item was changed or skipped.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Reason {
    // Of a value.
    #[error("“{0}” is not text")]
    NotText(String),
    #[error("“{key}” was cut after {letters} letters")]
    Cut { key: String, letters: usize },
    #[error("“{0}” is not a number")]
    NotNumber(String),
    #[error("“{key}” was {was}, now {now}")]
    OutOfRange { key: String, was: f64, now: u32 },
    #[error("“{0}” is neither true nor false")]
    NotFlag(String),
    #[error("“{0}” is not a list")]
    NotList(String),
    #[error("“{0}” is not an object")]
    NotMap(String),
    #[error("its height was {was}U, now {}U", f64::from(now.0) / 2.0)]
    Height { was: f64, now: HalfU },
    #[error("its height is unknown; {0}U is assumed")]
    HeightUnknown(u16),
    #[error("its width was {was} inches, now {now}")]
    Width { was: f64, now: u8 },
    #[error("its category “{0}” is unknown")]
    CategoryUnknown(String),
    #[error("one of its rack widths is unknown")]
    RackWidthUnknown,

    // Of a whole item.
    #[error("it is not an object")]
    NoKeys,
    #[error("it is not a device type: manufacturer or model is missing")]
    NotDeviceType,
    #[error("it has neither a slug nor a model")]
    NoSlug,
    #[error("it has no device type")]
    NoDeviceType,
    #[error("another device type has the same slug")]
    SameSlug,
    #[error("another one in the file has the same slug")]
    SameSlugInFile,
    #[error("another file has one of the same slug")]
    SameSlugInOtherFile,
    #[error("the layout already has it")]
    Known,
    #[error("gets the slug “{now}”: the layout has another type as “{was}”")]
    NewSlug { was: String, now: String },
    #[error("it is a part that goes into a device, not a device")]
    Module,
    #[error("the file does not define its type; a generic 1U type is used")]
    TypeUnknown,
    #[error("only the first {most} are read")]
    TooMany { most: usize },
    #[error("{0}")]
    Refused(Refusal),

    // Of slots and bays.
    #[error("slots after the first {0} were left out")]
    TooManySlots(usize),
    #[error("a slot without keys was left out")]
    SlotWithoutKeys,
    #[error("a second slot “{0}” was left out")]
    SecondSlot(String),
    #[error("bays after the first {0} were left out")]
    TooManyBays(usize),

    // Of a device's place.
    #[error("it takes no units: it hangs beside the rails; its length is not known")]
    BesideRails,
    #[error("it takes no units: it goes in a bay or on a shelf")]
    InBayOrShelf,
    #[error("it does not mount between the rails")]
    NotOnRails,
    #[error("the file does not say where it is")]
    PlaceUnknown,
    #[error("something else is there")]
    Taken,
    #[error("its type now fits {0}-inch racks too")]
    WidthAllowed(u8),
    #[error("it is taller than the rack, which has {0}U")]
    HigherThanRack(u16),
    #[error("moved to the nearest unit")]
    Snapped,
    #[error("moved down into the rack")]
    MovedDown,
    #[error("there is no room for it")]
    NoRoom,
    #[error("there is no other bay for it")]
    NoOtherBay,
    #[error("the rack has no other room for it")]
    NoOtherRoom,
    #[error("placed at {0}")]
    PutAt(String),
    #[error("placed in {0}")]
    PutInto(String),
    #[error("its bay is taken, too low or too narrow")]
    BayTaken,
    #[error("there is no such bay")]
    NoSuchBay,
    #[error("it is nested too deep")]
    TooDeep,
    #[error("the device it sits in is missing")]
    ParentMissing,
    #[error("the link does not give its depth; half is assumed, as another device is behind it")]
    DepthInferred,
    #[error("carrier removed; its devices are mounted directly")]
    CarrierDissolved,

    // Of a connection.
    #[error("kept, but its device has no such port")]
    PortUnknown,

    // Of a whole file.
    #[error("it was written by a newer Rackula; what is unknown here is kept but not shown")]
    NewerFile,
    #[error("its own pictures were left out: here pictures belong to device types")]
    ItsPictures,

    // Of a picture.
    #[error("{0}")]
    Picture(#[from] BadPicture),
    #[error("{0}")]
    PictureEntry(#[from] EntryError),
    #[error("it belongs to a single device: here pictures belong to device types")]
    PictureOfDevice,
    #[error("no device type of the layout uses it")]
    PictureOfNothing,
    #[error("the archive holds too many pictures")]
    TooManyPictures,

    #[error("{0}")]
    Yaml(YamlWarning),
    #[error("{0}")]
    BadYaml(#[from] YamlError),
    #[error("{0}")]
    Own(String),
    /// Any reason, in the words of the worker that read the file.
    #[error("{0}")]
    Words(String),

    // Of a file for Rackula.
    #[error("Rackula counts units from 1")]
    CountsFromOne,
    #[error("Rackula has no empty rows")]
    RowWithoutRacks,
    #[error("racks that are bayed need the same height in Rackula")]
    BayedHeights,
    #[error("Rackula does not accept its “{0}”")]
    KeyRefused(String),
    #[error("its {what} is cut after {letters} letters")]
    TextCut { what: &'static str, letters: usize },
    #[error("its slug becomes “{0}”")]
    SlugBecomes(String),
    #[error("Rackula's tallest types are 50U")]
    HighestType,
    #[error("Rackula cannot nest devices in devices that share a unit")]
    InSharedUnit,
    #[error("Rackula cannot place devices beside the rails")]
    NothingBesideRails,
    #[error("Rackula nests devices one level deep only")]
    OneLevelOnly,
    #[error("the device it is in was left out")]
    ParentLeftOut,
}
