//! Commands on a device's data.

use serde::{Deserialize, Serialize};

use super::{Command, replace_in};
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Layout, LifeCycle, PinnedDisk, PlateColor, Tags, UserLink};
use crate::domain::placement::Refusal;

/// A piece of a device's data, replaced as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceFact {
    Tags(Tags),
    UserLinks(Vec<UserLink>),
    LifeCycle(LifeCycle),
    Color(PlateColor),
    Disks(Vec<PinnedDisk>),
}

impl DeviceFact {
    /// The word for “Changed the … of web-1”: `tags`.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Self::Tags(_) => "tags",
            Self::UserLinks(_) => "own links",
            Self::LifeCycle(_) => "state",
            Self::Color(_) => "color",
            Self::Disks(_) => "disks",
        }
    }
}

pub(super) fn set(
    layout: &mut Layout,
    device: DeviceId,
    fact: &DeviceFact,
) -> Result<Command, Refusal> {
    let before = match fact.clone() {
        DeviceFact::Tags(tags) => {
            DeviceFact::Tags(replace_in(layout, device, |found| &mut found.tags, tags)?)
        }
        DeviceFact::UserLinks(links) => DeviceFact::UserLinks(replace_in(
            layout,
            device,
            |found| &mut found.user_links,
            links,
        )?),
        DeviceFact::LifeCycle(state) => DeviceFact::LifeCycle(replace_in(
            layout,
            device,
            |found| &mut found.life_cycle,
            state,
        )?),
        DeviceFact::Color(color) => {
            DeviceFact::Color(replace_in(layout, device, |found| &mut found.color, color)?)
        }
        DeviceFact::Disks(disks) => DeviceFact::Disks(replace_in(
            layout,
            device,
            |found| &mut found.disks,
            PinnedDisk::distinct(disks),
        )?),
    };
    Ok(Command::SetDeviceFact {
        device,
        fact: before,
    })
}
