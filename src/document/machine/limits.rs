//! Enforces the reader's limits on writing: what is stored must be readable again.

use crate::domain::io::json::{self, Broken, LayoutWriter};
use crate::domain::layout::Layout;

/// Serializes the document compactly; fails, with the reason in words, if it could not be read again. `writer` is the one that wrote
/// it last, as a rule.
pub(super) fn write(layout: &Layout, writer: &mut LayoutWriter) -> Result<String, String> {
    let counts = [
        ("racks", layout.racks.len(), json::MAX_RACKS),
        ("devices", layout.devices.len(), json::MAX_DEVICES),
        ("device types", layout.device_types.len(), json::MAX_TYPES),
        ("rows", layout.rows.len(), json::MAX_ROWS),
        (
            "connections",
            layout.connections.len(),
            json::MAX_CONNECTIONS,
        ),
    ];
    for (what, count, most) in counts {
        if count > most {
            return Err(format!(
                "it has {count} {what}, and a layout can have {most}"
            ));
        }
    }
    writer.write(layout).map_err(|broken| match broken {
        Broken::TooLarge(size) => {
            format!("it is too large to be read again ({} MB)", size / 1_000_000)
        }
        broken => format!("it could not be read again ({broken})"),
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Layout, LayoutWriter, json};
    use crate::domain::ids::{LayoutId, RackId};
    use crate::domain::layout::{Rack, RackHeight};

    fn write(layout: &Layout) -> Result<String, String> {
        super::write(layout, &mut LayoutWriter::default())
    }

    fn empty() -> Layout {
        Layout::new(LayoutId::new(Uuid::from_u128(1)), "Home [{\"")
    }

    fn nested(levels: usize) -> Layout {
        let mut layout = empty();
        let inner = serde_json::Value::from(1);
        let value = (0..levels).fold(inner, |value, _| serde_json::Value::Array(vec![value]));
        layout.extra.insert("foreign".to_owned(), value);
        layout
    }

    #[test]
    fn what_is_written_can_be_read_and_what_cannot_is_not_written() {
        for levels in [1, 20, 29, 30, 31, 32, 33, 126, 127, 130] {
            let layout = nested(levels);
            let is_readable = json::read(&json::write_compact(&layout)).is_ok();
            assert_eq!(write(&layout).is_ok(), is_readable, "{levels} levels");
        }
    }

    #[test]
    fn more_racks_than_are_read_are_not_written() {
        let mut layout = empty();
        for n in 0..=json::MAX_RACKS {
            let id = RackId::new(Uuid::from_u128(n as u128));
            layout
                .racks
                .push(Rack::new(id, "R", RackHeight::clamped(12)));
        }
        assert!(write(&layout).is_err());
        layout.racks.pop();
        let text = write(&layout).expect("as many as are read");
        assert_eq!(json::read(&text).map(|loaded| loaded.report), Ok(vec![]));
    }

    #[test]
    fn a_text_beyond_what_is_read_is_not_written() {
        let mut layout = empty();
        let long = "x".repeat(40 << 20);
        layout.extra.insert("foreign".to_owned(), long.into());
        assert!(write(&layout).is_err());
    }
}
