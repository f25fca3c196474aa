//! Newtypes for identities, so that the id of a rack cannot be passed for that of a system.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub struct $name(String);

        impl $name {
            /// Takes the text as is: such ids come from outside, and their length and alphabet are not validated.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub struct $name(Uuid);

        impl $name {
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// Reads the hyphenated form; `None` for anything else.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

text_id!(
    /// The id of a record in the hub's `systems` collection (15 characters on real hubs; not checked).
    SystemId
);
text_id!(
    /// The id of a record in the hub's `network_monitors` collection (not checked).
    MonitorId
);
text_id!(
    /// Which hub a link points to: the normalized base URL, or `demo`.
    HubId
);
text_id!(
    /// A device type's key within a layout: lower-case words joined by hyphens.
    TypeSlug
);

/// One system of one hub. A [`SystemId`] alone is ambiguous: two hubs may use the same one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SystemRef {
    pub hub: HubId,
    pub system: SystemId,
}

impl SystemRef {
    pub fn new(hub: HubId, system: SystemId) -> Self {
        Self { hub, system }
    }
}

/// One monitor of one hub: a network check, for gear without an agent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MonitorRef {
    pub hub: HubId,
    pub monitor: MonitorId,
}

impl MonitorRef {
    pub fn new(hub: HubId, monitor: MonitorId) -> Self {
        Self { hub, monitor }
    }
}

uuid_id!(
    /// One layout document.
    LayoutId
);
uuid_id!(
    /// One named row of racks.
    RowId
);
uuid_id!(
    /// One rack of a layout.
    RackId
);
uuid_id!(
    /// One placed device.
    DeviceId
);
uuid_id!(
    /// One cable between two ports.
    ConnectionId
);
uuid_id!(
    /// One picture of a side of a device type, which is kept apart from the layout.
    PictureId
);

/// Devices sorted by id, each once. Adding one at the end is cheap; elsewhere it moves those behind it. For few devices at a time, or many
/// that come mostly in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceSet(Vec<DeviceId>);

impl DeviceSet {
    pub fn insert(&mut self, device: DeviceId) {
        if let Err(place) = self.0.binary_search(&device) {
            self.0.insert(place, device);
        }
    }

    pub fn contains(&self, device: DeviceId) -> bool {
        self.0.binary_search(&device).is_ok()
    }

    pub fn iter(&self) -> impl Iterator<Item = DeviceId> {
        self.0.iter().copied()
    }

    pub fn into_vec(self) -> Vec<DeviceId> {
        self.0
    }
}

impl Extend<DeviceId> for DeviceSet {
    fn extend<I: IntoIterator<Item = DeviceId>>(&mut self, devices: I) {
        for device in devices {
            self.insert(device);
        }
    }
}

impl FromIterator<DeviceId> for DeviceSet {
    fn from_iter<I: IntoIterator<Item = DeviceId>>(devices: I) -> Self {
        let mut set = Self::default();
        set.extend(devices);
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_each_device_once_and_in_order() {
        let id = |number| DeviceId::new(Uuid::from_u128(number));
        let set: DeviceSet = [5, 1, 9, 5, 3, 9].map(id).into_iter().collect();
        assert!(set.contains(id(3)) && !set.contains(id(4)));
        assert_eq!(set.into_vec(), [1, 3, 5, 9].map(id));
    }
}
