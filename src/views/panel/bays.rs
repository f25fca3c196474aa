//! Assigns disks to the drive bays of the device: a map of the bays, and the field to assign a disk.

use leptos::prelude::*;

use super::inputs::TabInputs;
use super::listing::light;
use crate::domain::command::{Command, DeviceFact};
use crate::domain::disks::{DiskKind, JudgedDisk};
use crate::domain::ids::DeviceId;
use crate::domain::layout::PinnedDisk;
use crate::state::app::App;
use crate::views::ui::dynamic::{dynamic, nothing, optional};

/// The drive bays of a device that shows the system.
#[derive(Clone, PartialEq)]
pub struct DeviceBays {
    device: DeviceId,
    /// The number of bays of its type.
    count: u16,
    pinned: Vec<PinnedDisk>,
}

impl DeviceBays {
    /// The bay on the map that holds a disk.
    fn bay_of(&self, serial: &str) -> Option<u16> {
        PinnedDisk::bay_of(&self.pinned, serial, self.all().end)
    }

    /// All bays on the map; may exceed the type's count if a disk was assigned before the type changed.
    fn all(&self) -> std::ops::Range<u16> {
        let last = self.pinned.iter().map(|pin| pin.bay.saturating_add(1));
        0..last.max().unwrap_or_default().max(self.count)
    }
}

/// Returns `None` if the system is a guest of the device: its disks are in none of the bays.
pub fn bays_of(inputs: TabInputs) -> Memo<Option<DeviceBays>> {
    let snapshot = App::expect().inner().document.snapshot();
    Memo::new(move |_| {
        let (id, system) = (inputs.device.get()?, inputs.system.get()?);
        snapshot.with(|snapshot| {
            let device = snapshot.layout.devices.get(&id)?;
            let device_type = snapshot.layout.type_of(device);
            (device.system() == Some(&system)).then(|| DeviceBays {
                device: id,
                count: device_type.map_or(0, |of| of.faceplate.drive_bays),
                pinned: device.disks.clone(),
            })
        })
    })
}

/// Shows which disk to pull: the one whose bay is lit. Shown once a disk is assigned.
pub fn bay_map(bays: Memo<Option<DeviceBays>>, judged: Memo<Vec<JudgedDisk>>) -> AnyView {
    optional(move || {
        let bays = bays.get()?;
        if bays.pinned.is_empty() {
            let words = "Open a disk and say in which bay it is: then the light of that bay is about this very disk.";
            let has_bays = bays.count > 0;
            return has_bays.then(|| view! { <p class="hint">{words}</p> }.into_any());
        }
        let items: Vec<_> = bays
            .all()
            .map(|bay| {
                let pin = bays.pinned.iter().find(|pin| pin.bay == bay);
                bay_item(bay, pin, judged)
            })
            .collect();
        Some(view! { <ol class="bays" aria-label="Drive bays">{items}</ol> }.into_any())
    })
}

fn bay_item(bay: u16, pin: Option<&PinnedDisk>, judged: Memo<Vec<JudgedDisk>>) -> AnyView {
    let Some(pin) = pin else {
        return view! {
            <li data-tone="none">
                <small>"Bay " {bay + 1}</small>
                <span>"no disk noted"</span>
            </li>
        }
        .into_any();
    };
    let found = judged.with(|judged| {
        let is_it = |judged: &&JudgedDisk| judged.disk.serial == pin.serial;
        judged.iter().find(is_it).cloned()
    });
    let (tone, name, word) = match found {
        Some(JudgedDisk { disk, verdict }) => {
            (verdict.level.as_str(), disk.name, verdict.level.word())
        }
        None => ("unknown", pin.serial.clone(), "not reported"),
    };
    view! {
        <li data-tone=tone>
            <small>"Bay " {bay + 1}</small>
            {light(Signal::stored(Some(tone)))}
            <span class="name">{name}</span>
            <span>{word}</span>
        </li>
    }
    .into_any()
}

/// The field that assigns a disk to a bay. Empty without bays, or for an array.
pub fn bay_field(bays: Memo<Option<DeviceBays>>, judged: Memo<Option<JudgedDisk>>) -> AnyView {
    // Only these rebuild the field; a changed choice updates in place and keeps the focus.
    let subject = Memo::new(move |_| {
        let count = bays.with(|bays| bays.as_ref().map(|bays| bays.count))?;
        let disk = judged.with(|judged| judged.as_ref().map(|judged| judged.disk.clone()))?;
        let is_drive = count > 0 && DiskKind::of(&disk) != DiskKind::MdRaid;
        is_drive.then_some((count, disk.serial))
    });
    dynamic(move || match subject.get() {
        None => nothing(),
        Some((_, serial)) if serial.trim().is_empty() => {
            let words = "It tells no serial number: by that a bay would know it.";
            view! { <p class="hint">{words}</p> }.into_any()
        }
        Some((count, serial)) => field(bays, count, serial),
    })
}

fn field(bays: Memo<Option<DeviceBays>>, count: u16, serial: String) -> AnyView {
    let app = App::expect();
    let chosen = {
        let serial = serial.clone();
        move || {
            let bay = bays.with(|bays| bays.as_ref()?.bay_of(&serial));
            bay.map(|bay| bay.to_string()).unwrap_or_default()
        }
    };
    let choose = move |event| {
        let bay = event_target_value(&event).parse().ok();
        if let Some(bays) = bays.get_untracked() {
            let disks = PinnedDisk::placed(&bays.pinned, &serial, bay);
            app.run_soon(Command::SetDeviceFact {
                device: bays.device,
                fact: DeviceFact::Disks(disks),
            });
        }
    };
    let options: Vec<_> = (0..count)
        .map(|bay| view! { <option value=bay.to_string()>{bay + 1}</option> })
        .collect();
    view! {
        <label class="bay-of">
            <span>"In bay"</span>
            <select prop:value=chosen on:change=choose>
                <option value="">"not noted"</option>
                {options}
            </select>
        </label>
    }
    .into_any()
}
