//! Reads the items of a document from JSON. Unknown keys stay with the item, at every level.

use serde_json::Value;

use super::facts::tags;
use super::fields::{BadItem, JsonFields, needed, uuid, whole};
use crate::domain::ids::{
    DeviceId, HubId, MonitorId, MonitorRef, PictureId, RackId, RowId, SystemId, SystemRef, TypeSlug,
};
use crate::domain::layout::{
    Bay, Device, DeviceType, Faceplate, Link, LinkTarget, Numbering, PinnedDisk, Place, PortGroup,
    Rack, RackHeight, RackWidth, Row,
};
use crate::domain::units::HalfU;

impl TryFrom<Value> for Rack {
    type Error = BadItem;

    fn try_from(value: Value) -> Result<Self, BadItem> {
        let mut fields = JsonFields::of(value)?;
        let numbering = Numbering::default();
        Ok(Self {
            id: RackId::new(needed("id", uuid(&mut fields, "id")?)?),
            name: fields.name()?,
            height: RackHeight::try_from(needed("height", fields.u16("height")?)?)?,
            width: match fields.u8("width")? {
                Some(inches) => RackWidth::try_from(inches)?,
                None => RackWidth::default(),
            },
            numbering: Numbering {
                direction: fields.word("unit_direction")?,
                start: fields.u16("first_unit")?.unwrap_or(numbering.start),
            },
            depth_mm: fields.u32("depth_mm")?,
            row: uuid(&mut fields, "row_id")?.map(RowId::new),
            tags: tags(&fields.list("tags")?)?,
            notes: fields.text("notes")?.unwrap_or_default(),
            extra: fields.rest(),
        })
    }
}

impl TryFrom<Value> for Row {
    type Error = BadItem;

    fn try_from(value: Value) -> Result<Self, BadItem> {
        let mut fields = JsonFields::of(value)?;
        Ok(Self {
            id: RowId::new(needed("id", uuid(&mut fields, "id")?)?),
            name: fields.name()?,
            extra: fields.rest(),
        })
    }
}

impl TryFrom<Value> for DeviceType {
    type Error = BadItem;

    fn try_from(value: Value) -> Result<Self, BadItem> {
        let mut fields = JsonFields::of(value)?;
        let mut rack_widths = Vec::new();
        for width in fields.list("rack_widths")? {
            let inches = whole("rack_widths", &width, u8::MAX.into())?;
            rack_widths.push(RackWidth::try_from(inches as u8)?);
        }
        let mut bays = Vec::new();
        for value in fields.list("bays")? {
            bays.push(bay(value)?);
        }
        Ok(Self {
            slug: TypeSlug::new(needed("slug", fields.text("slug")?)?),
            manufacturer: fields.text("manufacturer")?.unwrap_or_default(),
            model: needed("model", fields.text("model")?)?,
            category: fields.word("category")?,
            height: HalfU(needed("height", fields.u16("height")?)?),
            depth: fields.word("depth")?,
            width: fields.word("width")?,
            mount: fields.word("mount")?,
            rack_widths,
            faceplate: match fields.take("faceplate") {
                Some(value) => faceplate(value)?,
                None => Faceplate::default(),
            },
            bays,
            watts: fields.u32("watts")?,
            weight_grams: fields.u32("weight_grams")?,
            front_picture: picture(&mut fields, "front_picture"),
            rear_picture: picture(&mut fields, "rear_picture"),
            extra: fields.rest(),
        })
    }
}

/// An invalid picture id is dropped, since a type is worth more than its picture.
fn picture(fields: &mut JsonFields, key: &'static str) -> Option<PictureId> {
    fields.take(key)?.as_str().and_then(PictureId::parse)
}

fn faceplate(value: Value) -> Result<Faceplate, BadItem> {
    let mut fields = JsonFields::of(value)?;
    Ok(Faceplate {
        drive_bays: fields.u16("drive_bays")?.unwrap_or_default(),
        ports: port_groups(&mut fields, "ports")?,
        outlets: port_groups(&mut fields, "outlets")?,
        vents: fields.bool("vents")?,
        display: fields.bool("display")?,
        rear_ports: port_groups(&mut fields, "rear_ports")?,
        rear_outlets: port_groups(&mut fields, "rear_outlets")?,
        extra: fields.rest(),
    })
}

fn port_groups(fields: &mut JsonFields, key: &'static str) -> Result<Vec<PortGroup>, BadItem> {
    let mut groups = Vec::new();
    for value in fields.list(key)? {
        let mut fields = JsonFields::of(value)?;
        groups.push(PortGroup {
            count: needed("count", fields.u16("count")?)?,
            connector: fields.word("connector")?,
            extra: fields.rest(),
        });
    }
    Ok(groups)
}

fn bay(value: Value) -> Result<Bay, BadItem> {
    let mut fields = JsonFields::of(value)?;
    Ok(Bay {
        name: fields.name()?,
        height: HalfU(needed("height", fields.u16("height")?)?),
        row: fields.u8("row")?.unwrap_or_default(),
        column: fields.u8("column")?.unwrap_or_default(),
        extra: fields.rest(),
    })
}

impl TryFrom<Value> for Device {
    type Error = BadItem;

    fn try_from(value: Value) -> Result<Self, BadItem> {
        let mut fields = JsonFields::of(value)?;
        // Version 1 had one link.
        let links = fields.take("link").into_iter();
        let links = links.chain(fields.list("links")?);
        let links = distinct_links(links)?;
        let guests = distinct_links(fields.list("guests")?)?;
        Ok(Self {
            id: DeviceId::new(needed("id", uuid(&mut fields, "id")?)?),
            device_type: TypeSlug::new(needed("type", fields.text("type")?)?),
            name: fields.text("name")?.unwrap_or_default(),
            place: place(&mut fields)?,
            address: fields.text("address")?.unwrap_or_default(),
            links,
            guests,
            tags: tags(&fields.list("tags")?)?,
            user_links: each(fields.list("user_links")?)?,
            life_cycle: fields.text("life_cycle")?.unwrap_or_default().into(),
            color: fields.text("color")?.unwrap_or_default().into(),
            disks: PinnedDisk::distinct(each(fields.list("disks")?)?),
            notes: fields.text("notes")?.unwrap_or_default(),
            extra: fields.rest(),
        })
    }
}

/// The keys of a place are among the device's own keys.
fn place(fields: &mut JsonFields) -> Result<Place, BadItem> {
    let (rack, bottom) = (uuid(fields, "rack")?, fields.u16("bottom")?);
    let (face, column) = (fields.word("face")?, fields.u8("column")?);
    let (side, slot) = (fields.optional_word("side")?, fields.u8("slot")?);
    let (parent, bay) = (uuid(fields, "parent")?, fields.u16("bay")?);
    match (rack, bottom, side, parent, bay) {
        (Some(rack), Some(bottom), None, None, None) => Ok(Place::Rack {
            rack: RackId::new(rack),
            bottom: HalfU(bottom),
            face,
            column: column.unwrap_or_default(),
        }),
        (Some(rack), None, Some(side), None, None) => Ok(Place::Side {
            rack: RackId::new(rack),
            side,
            slot: slot.unwrap_or_default(),
        }),
        (None, None, None, Some(parent), Some(bay)) => Ok(Place::Bay {
            parent: DeviceId::new(parent),
            bay,
        }),
        _ => Err(BadItem::NoPlace),
    }
}

fn distinct_links(values: impl IntoIterator<Item = Value>) -> Result<Vec<Link>, BadItem> {
    Ok(Link::distinct(each(values)?))
}

fn each<T: TryFrom<Value, Error = BadItem>>(
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>, BadItem> {
    values.into_iter().map(T::try_from).collect()
}

impl TryFrom<Value> for Link {
    type Error = BadItem;

    fn try_from(value: Value) -> Result<Self, BadItem> {
        let mut fields = JsonFields::of(value)?;
        let kind = fields.text("kind")?;
        let hub = |fields: &mut JsonFields| {
            let hub = needed("hub", fields.text("hub")?)?;
            Ok::<_, BadItem>(HubId::new(hub))
        };
        let target = match kind {
            Some(kind) if kind == Link::MONITOR => LinkTarget::Monitor(MonitorRef {
                hub: hub(&mut fields)?,
                monitor: MonitorId::new(needed("monitor", fields.text("monitor")?)?),
            }),
            Some(kind) if kind != Link::SYSTEM => LinkTarget::Other(kind),
            _ => LinkTarget::System(SystemRef {
                hub: hub(&mut fields)?,
                system: SystemId::new(needed("system", fields.text("system")?)?),
            }),
        };
        Ok(Self {
            target,
            extra: fields.rest(),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::io::fields::not_a;
    use crate::domain::layout::NoSuchRackSize;

    const ID: &str = "0190163d-8694-739b-aea5-966c26f8ad01";

    #[test]
    fn a_bad_rack_says_what_is_wrong_with_it() {
        let fault = |value| Rack::try_from(value).unwrap_err();
        assert_eq!(fault(json!([])), BadItem::NoKeys);
        assert_eq!(fault(json!({"name": "A"})), BadItem::Missing("id"));
        assert_eq!(
            fault(json!({"id": "first", "name": "A"})),
            not_a("id", "an id")
        );
        assert_eq!(
            fault(json!({"id": ID, "name": "A", "height": -1})),
            BadItem::NotWhole {
                key: "height",
                most: u16::MAX.into()
            }
        );
        assert_eq!(
            fault(json!({"id": ID, "name": "A", "height": 0})),
            NoSuchRackSize::Height(0).into()
        );
        assert_eq!(
            fault(json!({"id": ID, "name": "A", "height": 12, "width": 12})),
            NoSuchRackSize::Width(12).into()
        );
    }

    #[test]
    fn a_device_without_a_place_is_none() {
        let device = json!({"id": ID, "type": "generic-server", "rack": ID});
        assert_eq!(Device::try_from(device), Err(BadItem::NoPlace));
    }
}
