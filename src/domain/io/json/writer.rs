//! Writes a layout repeatedly, reusing the text of what it shares with the layout written before.

use std::sync::Arc;

use super::{Broken, write_compact};
use crate::domain::io::limits::{Budget, Excess, MAX_JSON, check_json, weight_in_list};
use crate::domain::layout::{Device, Layout, Table};

/// The devices of the layout written last, in the chunks of their table.
#[derive(Debug, Default)]
pub struct LayoutWriter {
    written: Vec<WrittenChunk>,
}

type SharedDevices = Arc<Vec<Arc<Device>>>;

#[derive(Debug)]
struct WrittenChunk {
    devices: SharedDevices,
    /// The devices as JSON, separated by commas.
    text: String,
    /// The memory that its values take when read; an error if they exceed the limits.
    weight: Result<usize, Excess>,
}

impl LayoutWriter {
    /// Returns the same text as [`write_compact`]; an error where [`read`](super::read) would refuse it.
    pub fn write(&mut self, layout: &Layout) -> Result<String, Broken> {
        self.update_chunks(&layout.devices);
        let without = write_compact(&Layout {
            devices: Table::default(),
            ..layout.clone()
        });
        let mut budget = Budget::of_json();
        let size = self.check(&without, &mut budget)?;
        if size > MAX_JSON {
            return Err(Broken::TooLarge(size));
        }
        Ok(self.joined(without, size))
    }

    /// Returns the size of the whole text and charges the memory of its values to the budget.
    fn check(&self, without: &str, budget: &mut Budget) -> Result<usize, Excess> {
        let mut size = check_json(without, budget)?;
        let mut count = 0;
        for chunk in &self.written {
            for place in count..count + chunk.devices.len() {
                // The first value of the list is already counted in `without`.
                budget.spend(if place == 0 { 0 } else { weight_in_list(place) })?;
            }
            budget.spend(chunk.weight?)?;
            size += chunk.text.len() + usize::from(count > 0);
            count += chunk.devices.len();
        }
        Ok(size)
    }

    /// Inserts the devices into `without`, which has an empty list of devices.
    fn joined(&self, without: String, size: usize) -> String {
        if self.written.is_empty() {
            return without;
        }
        let place = inside_of_devices(&without).unwrap_or(without.len());
        let (before, after) = without.split_at_checked(place).unwrap_or((&without, ""));
        let mut text = String::with_capacity(size);
        text.push_str(before);
        for (number, chunk) in self.written.iter().enumerate() {
            if number > 0 {
                text.push(',');
            }
            text.push_str(&chunk.text);
        }
        text.push_str(after);
        text
    }

    /// Writes the chunks that were not written before; returns how many.
    fn update_chunks(&mut self, devices: &Table<Device>) -> usize {
        let before = std::mem::take(&mut self.written);
        let mut before: Vec<Option<WrittenChunk>> = before.into_iter().map(Some).collect();
        let mut count = 0;
        for (place, chunk) in devices.chunks().enumerate() {
            let is_it = |known: &Option<WrittenChunk>| {
                known
                    .as_ref()
                    .is_some_and(|known| Arc::ptr_eq(&known.devices, chunk))
            };
            // A chunk is usually where it was before.
            let place = match before.get(place) {
                Some(known) if is_it(known) => Some(place),
                _ => before.iter().position(is_it),
            };
            let known = place.and_then(|place| before.get_mut(place)?.take());
            self.written.push(known.unwrap_or_else(|| {
                count += 1;
                WrittenChunk::new(chunk)
            }));
        }
        count
    }
}

impl WrittenChunk {
    #[expect(
        clippy::expect_used,
        reason = "every key is text and no value can refuse"
    )]
    fn new(devices: &SharedDevices) -> Self {
        // Nested as deeply as in the document.
        let mut text = "[[".to_owned();
        for (number, device) in devices.iter().enumerate() {
            if number > 0 {
                text.push(',');
            }
            let device = serde_json::to_string(&**device).expect("a device is always writable");
            text.push_str(&device);
        }
        text.push_str("]]");
        let mut budget = Budget::of_json();
        let all = budget.left();
        let lists = weight_in_list(0) + (0..devices.len()).map(weight_in_list).sum::<usize>();
        let weight =
            check_json(&text, &mut budget).map(|_| (all - budget.left()).saturating_sub(lists));
        text.truncate(text.len() - 2);
        text.drain(..2);
        Self {
            devices: devices.clone(),
            text,
            weight,
        }
    }
}

/// The position after the opening bracket of the document's own list of devices.
fn inside_of_devices(text: &str) -> Option<usize> {
    const LIST: &str = "\"devices\":[";
    let bytes = text.as_bytes();
    let (mut depth, mut place) = (0_usize, 0);
    while let Some(byte) = bytes.get(place) {
        match byte {
            b'"' if depth == 1 && text.get(place..)?.starts_with(LIST) => {
                return Some(place + LIST.len());
            }
            b'"' => place = end_of_string(bytes, place),
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        place += 1;
    }
    None
}

/// The position of the closing quote of the string that starts at `start`.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut place = start + 1;
    while let Some(byte) = bytes.get(place) {
        match byte {
            b'"' => return place,
            b'\\' => place += 2,
            _ => place += 1,
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::domain::direction::without_turns;
    use crate::domain::ids::DeviceId;
    use crate::domain::layout::hall::{PER_RACK, hall};

    fn id(number: u128) -> DeviceId {
        DeviceId::new(Uuid::from_u128(number))
    }

    /// The size, and what is left of the budget.
    fn weighed(writer: &LayoutWriter, layout: &Layout) -> (Result<usize, Excess>, usize) {
        let without = write_compact(&Layout {
            devices: Table::default(),
            ..layout.clone()
        });
        let mut budget = Budget::of_json();
        (writer.check(&without, &mut budget), budget.left())
    }

    fn weighed_whole(layout: &Layout) -> (Result<usize, Excess>, usize) {
        let mut budget = Budget::of_json();
        (
            check_json(&write_compact(layout), &mut budget),
            budget.left(),
        )
    }

    #[test]
    fn what_is_too_deep_in_a_device_is_not_written() {
        for levels in 26..32 {
            let mut layout = hall(1);
            let value = (0..levels).fold(json!(1), |value, _| json!([value]));
            layout.devices.update(&id(3), |device| {
                device.extra.insert("foreign".to_owned(), value);
            });
            let is_readable = super::super::read(&write_compact(&layout)).is_ok();
            assert_eq!(
                LayoutWriter::default().write(&layout).is_ok(),
                is_readable,
                "{levels}"
            );
        }
    }

    #[test]
    fn a_rename_writes_few_devices_of_any_layout() {
        let mut layout = hall(200);
        let mut writer = LayoutWriter::default();
        assert_eq!(
            writer.update_chunks(&layout.devices),
            layout.devices.chunks().count()
        );
        layout.devices.update(&id(100 * PER_RACK), |device| {
            device.name = "other".to_owned()
        });
        assert_eq!(writer.update_chunks(&layout.devices), 1);
        assert_eq!(writer.update_chunks(&layout.devices), 0);
        layout.devices.remove(&id(0));
        assert_eq!(writer.update_chunks(&layout.devices), 1);
    }

    #[test]
    fn only_the_documents_own_list_is_filled() {
        let mut layout = hall(1);
        layout.name = "\\\"devices\":[".to_owned();
        layout.extra.insert(
            "a".to_owned(),
            json!({ "devices": [1], "b": "\"devices\":[" }),
        );
        let mut writer = LayoutWriter::default();
        assert_eq!(writer.write(&layout), Ok(write_compact(&layout)));
        layout.devices = Table::default();
        assert_eq!(writer.write(&layout), Ok(write_compact(&layout)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn the_text_is_that_of_the_whole_layout(
            changes in prop::collection::vec((0_u8..4, 0..6 * PER_RACK, "\\PC{0,8}".prop_map(without_turns)), 0..12),
        ) {
            let mut layout = hall(6);
            let kept = layout.clone();
            let mut writer = LayoutWriter::default();
            for (kind, number, name) in changes {
                match kind {
                    0 => drop(layout.devices.remove(&id(number))),
                    1 => if let Some(device) = kept.devices.get(&id(number)) {
                        layout.devices.insert(device.clone());
                    },
                    2 => layout = kept.clone(),
                    _ => drop(layout.devices.update(&id(number), |device| device.name = name)),
                }
                prop_assert_eq!(writer.write(&layout), Ok(write_compact(&layout)));
                prop_assert_eq!(weighed(&writer, &layout), weighed_whole(&layout));
            }
        }
    }
}
