//! Which devices a filter fades, kept up to date device by device.

use std::collections::HashMap;

use super::{DeviceFilter, FilterSubject};
use crate::domain::ids::DeviceId;

/// How many devices fit, and how many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FilterCount {
    pub fitting: usize,
    pub of: usize,
}

/// What a filter says of each device that it has looked at.
#[derive(Debug, Default)]
pub struct Fading {
    filter: DeviceFilter,
    devices: HashMap<DeviceId, LastInput>,
    fitting: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct LastInput {
    fits: bool,
    faded: bool,
}

impl Fading {
    /// Another filter. The devices have to be looked at again.
    pub fn set_filter(&mut self, filter: DeviceFilter) {
        self.filter = filter;
    }

    pub fn filter(&self) -> &DeviceFilter {
        &self.filter
    }

    /// Looks at one device. Says whether it is faded from now on, where that has changed.
    pub fn look(&mut self, device: DeviceId, candidate: &FilterSubject) -> Option<bool> {
        let fits = self.filter.fits(candidate);
        let faded = !fits && self.filter.fades(candidate);
        let before = self.devices.insert(device, LastInput { fits, faded });
        self.fitting += usize::from(fits);
        self.fitting -= usize::from(before.is_some_and(|before| before.fits));
        (before.is_some_and(|before| before.faded) != faded).then_some(faded)
    }

    /// The device is gone from the layout.
    pub fn forget(&mut self, device: DeviceId) {
        let before = self.devices.remove(&device);
        self.fitting -= usize::from(before.is_some_and(|before| before.fits));
    }

    pub fn count(&self) -> FilterCount {
        FilterCount {
            fitting: self.fitting,
            of: self.devices.len(),
        }
    }
}
