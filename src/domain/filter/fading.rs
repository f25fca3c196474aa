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

/// How a device looks under a filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilterMark {
    #[default]
    Plain,
    Faded,
    /// It matches a filter that asks where something runs.
    PointedOut,
}

/// The result of a filter for each device checked.
#[derive(Debug, Default)]
pub struct Fading {
    filter: DeviceFilter,
    devices: HashMap<DeviceId, LastInput>,
    fitting: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct LastInput {
    fits: bool,
    mark: FilterMark,
}

impl Fading {
    /// Sets another filter. Every device has to be checked again.
    pub fn set_filter(&mut self, filter: DeviceFilter) {
        self.filter = filter;
    }

    pub fn filter(&self) -> &DeviceFilter {
        &self.filter
    }

    /// Checks one device. Returns its mark if that has changed.
    pub fn look(&mut self, device: DeviceId, candidate: &FilterSubject) -> Option<FilterMark> {
        let fits = self.filter.fits(candidate);
        let mark = match fits {
            true if self.filter.points_out() => FilterMark::PointedOut,
            false if self.filter.fades(candidate) => FilterMark::Faded,
            _ => FilterMark::Plain,
        };
        let before = self.devices.insert(device, LastInput { fits, mark });
        self.fitting += usize::from(fits);
        self.fitting -= usize::from(before.is_some_and(|before| before.fits));
        (before.unwrap_or_default().mark != mark).then_some(mark)
    }

    /// Removes a device that is gone from the layout.
    pub fn forget(&mut self, device: DeviceId) {
        let before = self.devices.remove(&device);
        self.fitting -= usize::from(before.is_some_and(|before| before.fits));
    }

    /// The devices that are pointed out, in no particular order.
    pub fn pointed_out(&self) -> impl Iterator<Item = DeviceId> {
        let all = self.devices.iter();
        all.filter(|(_, last)| last.mark == FilterMark::PointedOut)
            .map(|(device, _)| *device)
    }

    pub fn count(&self) -> FilterCount {
        FilterCount {
            fitting: self.fitting,
            of: self.devices.len(),
        }
    }
}
