//! A layout in a link, without anything that leads to a hub. It is the URL's fragment, which browsers do not send to servers.

use std::collections::HashMap;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use thiserror::Error;
use uuid::Uuid;

use super::base64url;
use super::json::{self, Loaded};
use super::limits::{MAX_LINK, MAX_LINK_TEXT};
use crate::domain::ids::{ConnectionId, DeviceId, HubId, LayoutId, RackId, RowId, TypeSlug};
use crate::domain::layout::{
    Bay, Connection, Device, DeviceType, Extra, Faceplate, Layout, Link, Place, PortGroup, Rack,
    Row, UserLink,
};

/// The prefix of the fragment.
const KEY: &str = "layout=";
/// The version of the code after it. Readers refuse other versions.
const VERSION: &str = "1.";
/// Length from which some programs truncate links when they pass them on, in characters.
pub const LONG: usize = 8_000;
/// Maximum length, which browsers accept, in characters.
pub const MAX_LENGTH: usize = MAX_LINK;
/// The deflate level: a short link matters more than speed.
const COMPRESSION: u8 = 9;
/// The name used in a link when the layout's own name must not be shared.
const UNNAMED: &str = "Racks";

/// Optional content of a link, besides names, types and places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Include {
    pub notes: bool,
    pub addresses: bool,
}

impl Include {
    const ALL: Self = Self {
        notes: true,
        addresses: true,
    };
}

/// Why a layout cannot be put into a link.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("The layout is too large for a link: {length} characters; the limit is {MAX_LENGTH}")]
pub struct TooLong {
    pub length: usize,
}

/// Why a link cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadLink {
    #[error("The link was made by a newer version")]
    Newer,
    #[error("The link is too long: {0} characters; the limit is {MAX_LENGTH}")]
    TooLong(usize),
    #[error("The link is damaged, or was cut on its way")]
    Damaged,
    #[error("The link holds more than {} MB", MAX_LINK_TEXT >> 20)]
    TooLarge,
    #[error("The link holds no layout: {0}")]
    NoLayout(#[from] json::Broken),
}

/// Returns the fragment of a link to the layout, without `#`. `hub` is the hub that the layout is kept for, if any.
pub fn encode(layout: &Layout, hub: Option<&HubId>, include: Include) -> Result<String, TooLong> {
    // Sequential ids compress well.
    let mut count = 0;
    let ids = &mut || {
        count += 1;
        Uuid::from_u128(count)
    };
    let mut copy = shared(layout, include, ids);
    if is_named_after_a_hub(layout, hub) {
        copy.name = UNNAMED.to_owned();
    }
    let text = json::write_compact(&copy);
    let code = base64url::encode(&compress_to_vec(text.as_bytes(), COMPRESSION));
    let fragment = format!("{KEY}{VERSION}{code}");
    // A text above the limit also packs to more than this, except for one letter repeated millions of times.
    if fragment.len() > MAX_LENGTH || text.len() > MAX_LINK_TEXT {
        return Err(TooLong {
            length: fragment.len(),
        });
    }
    Ok(fragment)
}

/// The code in a fragment (with or without `#`); `None` if the fragment is about something else.
pub fn in_fragment(fragment: &str) -> Option<&str> {
    fragment.trim_start_matches('#').strip_prefix(KEY)
}

/// The fragment for a code, with `#`; the inverse of [`in_fragment`].
pub fn fragment_of(code: &str) -> String {
    format!("#{KEY}{code}")
}

/// Whether the code was made by a newer version than this one.
pub fn is_newer(code: &str) -> bool {
    let version = code.split('.').next().and_then(|word| word.parse().ok());
    matches!(version, Some(2_u32..))
}

/// Reads the layout in a code from [`in_fragment`]. All its items get new ids from `ids`, and anything a link must not hold is dropped, so
/// it can be kept beside any other layout.
pub fn decode(code: &str, ids: &mut dyn FnMut() -> Uuid) -> Result<Loaded, BadLink> {
    if code.len() > MAX_LENGTH {
        return Err(BadLink::TooLong(code.len()));
    }
    let Some(code) = code.strip_prefix(VERSION) else {
        return Err(if is_newer(code) {
            BadLink::Newer
        } else {
            BadLink::Damaged
        });
    };
    let packed = base64url::decode(code).ok_or(BadLink::Damaged)?;
    let text = decompress_to_vec_with_limit(&packed, MAX_LINK_TEXT).map_err(|error| match error
        .status
    {
        miniz_oxide::inflate::TINFLStatus::HasMoreOutput => BadLink::TooLarge,
        _ => BadLink::Damaged,
    })?;
    let text = String::from_utf8(text).map_err(|_| BadLink::Damaged)?;
    let mut loaded = json::read(&text)?;
    loaded.layout = shared(&loaded.layout, Include::ALL, ids);
    Ok(loaded)
}

/// Copies a layout for others to see: without hub links, guests, serial numbers, unknown keys and unused types. Notes, and addresses with
/// the user's own links, are included on request. All items get new ids.
pub fn shared(layout: &Layout, include: Include, ids: &mut dyn FnMut() -> Uuid) -> Layout {
    let mut copy = Layout::new(LayoutId::new(ids()), layout.name.clone());
    let mut rows = HashMap::new();
    for row in &layout.rows {
        let id = RowId::new(ids());
        rows.insert(row.id, id);
        copy.rows.push(Row {
            id,
            name: row.name.clone(),
            extra: Extra::new(),
        });
    }
    let mut racks = HashMap::new();
    for rack in &layout.racks {
        let id = RackId::new(ids());
        racks.insert(rack.id, id);
        copy.racks.push(Rack {
            id,
            row: rack.row.and_then(|row| rows.get(&row).copied()),
            notes: kept(&rack.notes, include.notes),
            extra: Extra::new(),
            ..rack.clone()
        });
    }
    let devices: HashMap<DeviceId, DeviceId> = layout
        .devices
        .iter()
        .map(|device| (device.id, DeviceId::new(ids())))
        .collect();
    copy.devices = layout
        .devices
        .iter()
        .filter_map(|device| shared_device(device, include, &racks, &devices))
        .collect();
    copy.connections = layout
        .connections
        .iter()
        .filter_map(|connection| shared_connection(connection, &devices, ids))
        .collect();
    copy.label_template.clone_from(&layout.label_template);
    copy.device_types = used_types(layout)
        .values()
        .map(|device_type| shared_type(device_type))
        .collect();
    copy
}

/// A layout is named after its hub's address until the user renames it.
fn is_named_after_a_hub(layout: &Layout, hub: Option<&HubId>) -> bool {
    let links = layout
        .devices
        .iter()
        .flat_map(|device| device.links.iter().chain(&device.guests));
    let is_name = |hub: &HubId| {
        let address = hub.as_str().split_once("://");
        address.is_some_and(|(_, address)| address == layout.name)
    };
    links.filter_map(Link::hub).chain(hub).any(is_name)
}

fn shared_device(
    device: &Device,
    include: Include,
    racks: &HashMap<RackId, RackId>,
    devices: &HashMap<DeviceId, DeviceId>,
) -> Option<Device> {
    let mut place = device.place;
    match &mut place {
        Place::Rack { rack, .. } | Place::Side { rack, .. } => *rack = *racks.get(rack)?,
        Place::Bay { parent, .. } => *parent = *devices.get(parent)?,
    }
    let mut copy = Device::new(
        *devices.get(&device.id)?,
        device.device_type.clone(),
        device.name.clone(),
        place,
    );
    copy.notes = kept(&device.notes, include.notes);
    copy.address = kept(&device.address, include.addresses);
    copy.tags.clone_from(&device.tags);
    copy.life_cycle.clone_from(&device.life_cycle);
    copy.color.clone_from(&device.color);
    if include.addresses {
        let plain = |link: &UserLink| UserLink {
            extra: Extra::new(),
            ..link.clone()
        };
        copy.user_links = device.user_links.iter().map(plain).collect();
    }
    Some(copy)
}

fn shared_connection(
    connection: &Connection,
    devices: &HashMap<DeviceId, DeviceId>,
    ids: &mut dyn FnMut() -> Uuid,
) -> Option<Connection> {
    let mut copy = Connection {
        extra: Extra::new(),
        ..connection.clone()
    };
    copy.a.device = *devices.get(&copy.a.device)?;
    copy.b.device = *devices.get(&copy.b.device)?;
    copy.id = ConnectionId::new(ids());
    Some(copy)
}

fn used_types(layout: &Layout) -> HashMap<&TypeSlug, &DeviceType> {
    let types = layout
        .devices
        .iter()
        .filter_map(|device| layout.type_of(device));
    types.map(|found| (&found.slug, found)).collect()
}

/// A type without unknown keys, at every level.
fn shared_type(device_type: &DeviceType) -> DeviceType {
    let face = &device_type.faceplate;
    let ports = |groups: &[PortGroup]| {
        let plain = |group: &PortGroup| PortGroup::new(group.count, group.connector);
        groups.iter().map(plain).collect()
    };
    let bay = |bay: &Bay| Bay {
        extra: Extra::new(),
        ..bay.clone()
    };
    DeviceType {
        faceplate: Faceplate {
            ports: ports(&face.ports),
            outlets: ports(&face.outlets),
            rear_ports: ports(&face.rear_ports),
            rear_outlets: ports(&face.rear_outlets),
            extra: Extra::new(),
            ..face.clone()
        },
        bays: device_type.bays.iter().map(bay).collect(),
        extra: Extra::new(),
        ..device_type.clone()
    }
}

fn kept(text: &str, keep: bool) -> String {
    if keep { text.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::{
        BadLink, Include, MAX_LENGTH, base64url, compress_to_vec, decode, encode, in_fragment, json,
    };
    use crate::domain::ids::{DeviceId, HubId, LayoutId, RackId, SystemId, TypeSlug};
    use crate::domain::layout::{Device, Face, Layout, Link, Place};
    use crate::domain::units::HalfU;
    use uuid::Uuid;

    fn opened(code: &str) -> Result<String, BadLink> {
        decode(code, &mut Uuid::nil).map(|loaded| loaded.layout.name)
    }

    fn packed(text: &[u8]) -> String {
        format!("1.{}", base64url::encode(&compress_to_vec(text, 6)))
    }

    #[test]
    fn a_link_is_told_from_other_fragments() {
        let layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
        let fragment = encode(&layout, None, Include::default()).unwrap();
        assert!(fragment.len() < 200, "{}", fragment.len());
        let code = in_fragment(&fragment).unwrap();
        assert_eq!(in_fragment(&format!("#{fragment}")), Some(code));
        assert_eq!(opened(code).as_deref(), Ok("Home"));
        assert_eq!(in_fragment("#devices"), None);
    }

    #[test]
    fn a_link_does_not_tell_the_hub_by_the_name_of_the_layout() {
        let hub = HubId::new("http://10.0.0.2:8090/beszel");
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "10.0.0.2:8090/beszel");
        let name = |layout: &Layout, hub: Option<&HubId>| {
            let fragment = encode(layout, hub, Include::default()).unwrap();
            opened(in_fragment(&fragment).unwrap()).unwrap()
        };
        assert_eq!(name(&layout, Some(&hub)), "Racks");
        let place = Place::Rack {
            rack: RackId::new(Uuid::nil()),
            bottom: HalfU(0),
            face: Face::Front,
            column: 0,
        };
        let mut device = Device::new(DeviceId::new(Uuid::nil()), TypeSlug::new("s"), "s", place);
        device.links = vec![Link::new(hub.clone(), SystemId::new("s1"))];
        layout.devices.insert(device);
        assert_eq!(name(&layout, None), "Racks");
        layout.name = "Cellar".to_owned();
        assert_eq!(name(&layout, Some(&hub)), "Cellar");
    }

    #[test]
    fn a_link_has_tags_and_cables_but_no_hub_and_no_serial_numbers() {
        let text = include_str!("../../../tests/fixtures/layouts/v2-everything.json");
        let layout = json::read(text).unwrap().layout;
        let written = |include: Include| {
            let fragment = encode(&layout, None, include).unwrap();
            let opened = decode(in_fragment(&fragment).unwrap(), &mut counting()).unwrap();
            assert_eq!(opened.report, []);
            assert_eq!(opened.layout.connections.len(), 2);
            json::write_compact(&opened.layout)
        };
        let plain = written(Include::default());
        for part in ["\"rack-door\"", "\"spare\"", "\"uplink\"", "1500"] {
            assert!(plain.contains(part), "{part} is not in {plain}");
        }
        for part in ["hub.lan", "WD-", "user_links", "bundle", "probe"] {
            assert!(!plain.contains(part), "{part} is in {plain}");
        }
        let asked = written(Include::ALL);
        assert!(asked.contains("https://{address}:8006/") && !asked.contains("icon"));
    }

    fn counting() -> impl FnMut() -> Uuid {
        let mut count = 0;
        move || {
            count += 1;
            Uuid::from_u128(count)
        }
    }

    #[test]
    fn a_bad_link_says_why() {
        assert_eq!(opened("2.abc"), Err(BadLink::Newer));
        assert_eq!(opened("abc"), Err(BadLink::Damaged));
        assert_eq!(opened("1.!"), Err(BadLink::Damaged));
        assert_eq!(opened("1.AAAA"), Err(BadLink::Damaged));
        assert_eq!(opened(&packed(b"\xff")), Err(BadLink::Damaged));
        assert!(matches!(opened(&packed(b"{}")), Err(BadLink::NoLayout(_))));
        assert_eq!(
            opened(&packed(&vec![b' '; 9 << 20])),
            Err(BadLink::TooLarge)
        );
        assert_eq!(
            opened(&"1".repeat(MAX_LENGTH + 1)),
            Err(BadLink::TooLong(MAX_LENGTH + 1))
        );
    }

    #[test]
    fn too_much_for_a_link_is_refused() {
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "");
        // Digits of a sequence that does not repeat, so that they hardly compress.
        let mut state = 1_u64;
        for _ in 0..20_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            layout.name.push_str(&(state >> 33).to_string());
        }
        let refused = encode(&layout, None, Include::default()).unwrap_err();
        assert!(refused.length > MAX_LENGTH);
    }
}
