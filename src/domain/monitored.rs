//! The devices that show each monitor.

use std::collections::HashMap;

use super::ids::{DeviceId, HubId, MonitorRef};
use super::layout::Layout;

/// The devices of a layout by their monitors.
#[derive(Debug, Default)]
pub struct MonitoredDevices {
    judged: HashMap<MonitorRef, Vec<DeviceId>>,
    showing: HashMap<MonitorRef, Vec<DeviceId>>,
}

impl MonitoredDevices {
    pub fn of(layout: &Layout) -> Self {
        let mut all = Self::default();
        for device in &layout.devices {
            let into = |devices: &mut HashMap<MonitorRef, Vec<DeviceId>>, of: &MonitorRef| {
                devices.entry(of.clone()).or_default().push(device.id);
            };
            if let Some(of) = device.monitor() {
                into(&mut all.judged, of);
            }
            if let Some(of) = device.any_monitor() {
                into(&mut all.showing, of);
            }
        }
        all
    }

    /// The monitors that judge devices, each with those devices.
    pub fn judges(&self) -> impl Iterator<Item = (&MonitorRef, &[DeviceId])> {
        self.judged
            .iter()
            .map(|(of, devices)| (of, devices.as_slice()))
    }

    /// The devices that this monitor judges.
    pub fn judged_by(&self, of: &MonitorRef) -> &[DeviceId] {
        self.judged.get(of).map_or(&[], Vec::as_slice)
    }

    /// The devices that show this monitor: those that it judges, and those linked to a system that show its measurements.
    pub fn devices_showing(&self, of: &MonitorRef) -> &[DeviceId] {
        self.showing.get(of).map_or(&[], Vec::as_slice)
    }

    /// The devices that show any monitor of that hub.
    pub fn devices_of_hub(&self, hub: &HubId) -> Vec<DeviceId> {
        let of_hub = self.showing.iter().filter(|(of, _)| of.hub == *hub);
        of_hub.flat_map(|(_, devices)| devices.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::MonitorId;
    use crate::domain::samples::{device_id, hub, linked_layout};

    #[test]
    fn a_device_of_a_system_tells_of_its_monitor_and_is_not_judged_by_it() {
        let ping = MonitorRef::new(hub(), MonitorId::new("ping"));
        let web = MonitorRef::new(hub(), MonitorId::new("web"));
        let mut layout = linked_layout(&[("nas", "", "s1"), ("switch", "", ""), ("ups", "", "")]);
        for (device, monitors) in [(0, vec![&ping]), (1, vec![&ping, &web])] {
            let mut device = layout.devices.get(&device_id(device)).unwrap().clone();
            device
                .links
                .extend(monitors.into_iter().cloned().map(Into::into));
            layout.devices.insert(device);
        }
        let all = MonitoredDevices::of(&layout);
        assert_eq!(all.judged_by(&ping), [device_id(1)]);
        assert_eq!(all.devices_showing(&ping), [device_id(0), device_id(1)]);
        assert_eq!(all.judges().count(), 1);
        assert!(
            all.devices_showing(&web).is_empty(),
            "a device tells of one"
        );
        assert_eq!(all.devices_of_hub(&hub()), [device_id(0), device_id(1)]);
        assert!(all.devices_of_hub(&HubId::new("another")).is_empty());
    }

    #[test]
    fn the_first_link_decides_who_judges_a_device_with_a_system_and_a_monitor() {
        let ping = MonitorRef::new(hub(), MonitorId::new("ping"));
        let layout = linked_layout(&[("nas", "", "s1")]);
        let by_system = layout.devices.get(&device_id(0)).unwrap();
        let mut by_system = by_system.clone();
        by_system.links.push(ping.clone().into());
        let mut by_monitor = by_system.clone();
        by_monitor.links.reverse();
        for (device, judges) in [(by_system, 0), (by_monitor, 1)] {
            assert_eq!(device.monitor().is_some(), judges == 1);
            // In either case it shows the system and the monitor.
            assert_eq!(device.any_monitor(), Some(&ping));
            assert!(device.system().is_some());
            let mut layout = layout.clone();
            layout.devices.insert(device);
            let all = MonitoredDevices::of(&layout);
            assert_eq!(all.judged_by(&ping).len(), judges);
            assert_eq!(all.devices_showing(&ping), [device_id(0)]);
        }
    }
}
