//! Reads from JSON what version 2 added to devices and layouts: user links, disks and connections.

use serde_json::Value;

use super::fields::{BadItem, JsonFields, needed, not_a, uuid};
use crate::domain::ids::{ConnectionId, DeviceId};
use crate::domain::layout::{
    CableColor, Connection, ConnectionEnd, PinnedDisk, Port, Tags, UrlTemplate, UserLink,
};

impl TryFrom<Value> for UserLink {
    type Error = BadItem;

    fn try_from(value: Value) -> Result<Self, BadItem> {
        let mut fields = JsonFields::of(value)?;
        Ok(Self {
            name: fields.text("name")?.unwrap_or_default(),
            url: UrlTemplate::parse(&needed("url", fields.text("url")?)?)?,
            extra: fields.rest(),
        })
    }
}

impl TryFrom<Value> for PinnedDisk {
    type Error = BadItem;

    fn try_from(value: Value) -> Result<Self, BadItem> {
        let mut fields = JsonFields::of(value)?;
        Ok(Self {
            bay: needed("bay", fields.u16("bay")?)?,
            serial: needed("serial", not_blank(fields.text("serial")?))?,
            extra: fields.rest(),
        })
    }
}

impl TryFrom<Value> for Connection {
    type Error = BadItem;

    fn try_from(value: Value) -> Result<Self, BadItem> {
        let mut fields = JsonFields::of(value)?;
        let color = match fields.text("color")? {
            Some(color) => {
                let known = CableColor::parse(&color);
                Some(known.ok_or(not_a("color", "a color such as #336699"))?)
            }
            None => None,
        };
        Ok(Self {
            id: ConnectionId::new(needed("id", uuid(&mut fields, "id")?)?),
            a: end(needed("a", fields.take("a"))?)?,
            b: end(needed("b", fields.take("b"))?)?,
            kind: fields.text("type")?.unwrap_or_default(),
            color,
            label: fields.text("label")?.unwrap_or_default(),
            length_mm: fields.u32("length_mm")?,
            extra: fields.rest(),
        })
    }
}

fn end(value: Value) -> Result<ConnectionEnd, BadItem> {
    let mut fields = JsonFields::of(value)?;
    let device = DeviceId::new(needed("device", uuid(&mut fields, "device")?)?);
    let port = match not_blank(fields.text("port")?) {
        Some(port) => Port::Named { port },
        None => Port::Placed {
            panel: fields.word("panel")?,
            group: needed("group", fields.u16("group")?)?,
            index: needed("index", fields.u16("index")?)?,
        },
    };
    Ok(ConnectionEnd { device, port })
}

fn not_blank(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// Reads tags from a list of texts.
pub(super) fn tags(values: &[Value]) -> Result<Tags, BadItem> {
    let texts: Option<Vec<&str>> = values.iter().map(Value::as_str).collect();
    Ok(Tags::of(texts.ok_or(not_a("tags", "a list of texts"))?))
}
