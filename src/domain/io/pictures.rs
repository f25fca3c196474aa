//! Pictures during an import: stored once for each content and assigned to the types that show them.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::base64url;
use super::reason::Reason;
use super::report::{Item, ItemKind, Report};
use crate::domain::ids::{PictureId, TypeSlug};
use crate::domain::layout::Layout;
use crate::domain::pictures::{BadPicture, PictureFile, PictureSide};

/// The pictures taken so far.
#[derive(Debug, Default)]
pub(super) struct IncomingPictures {
    files: Vec<PictureFile>,
    known: HashSet<PictureId>,
}

impl IncomingPictures {
    /// Takes the content of a file, if it is a picture.
    pub(super) fn take(&mut self, bytes: Vec<u8>) -> Result<PictureId, BadPicture> {
        let file = PictureFile::read(bytes)?;
        let id = file.id;
        if self.known.insert(id) {
            self.files.push(file);
        }
        Ok(id)
    }

    pub(super) fn finish(self) -> Vec<PictureFile> {
        self.files
    }
}

/// The report item for a picture of a file.
pub(super) fn item(name: &str) -> Item {
    Item::new(ItemKind::Picture, name)
}

/// Sets the picture of one side of a type.
pub(super) fn give(
    layout: &mut Layout,
    slug: &TypeSlug,
    side: PictureSide,
    picture: PictureId,
) -> Result<(), Reason> {
    let known = layout.device_types.get(slug);
    let mut device_type = known.ok_or(Reason::PictureOfNothing)?.clone();
    device_type.set_picture(side, Some(picture));
    layout.device_types.insert(device_type);
    Ok(())
}

/// Reads the pictures in a single-text Rackula layout: data URLs by type slug and side.
pub(super) fn of_rackula(
    images: Map<String, Value>,
    layout: &mut Layout,
    pictures: &mut IncomingPictures,
    report: &mut Report,
) {
    const OF_DEVICE: &str = "placement-";
    for (owner, sides) in images {
        let Value::Object(sides) = sides else {
            report.skipped(item(&owner), Reason::NoKeys);
            continue;
        };
        for (word, address) in sides {
            let outcome = match PictureSide::of_word(&word) {
                _ if owner.starts_with(OF_DEVICE) => Err(Reason::PictureOfDevice),
                None => Err(Reason::PictureOfNothing),
                Some(side) => bytes_in(&address)
                    .and_then(|bytes| Ok(pictures.take(bytes)?))
                    .and_then(|id| give(layout, &TypeSlug::new(owner.as_str()), side, id)),
            };
            report_outcome(item(&format!("{owner}/{word}")), outcome, report);
        }
    }
}

/// Reports what became of a picture.
pub(super) fn report_outcome(item: Item, outcome: Result<(), Reason>, report: &mut Report) {
    match outcome {
        Ok(()) => report.came_in_with(item, &[]),
        Err(why) => report.skipped(item, why),
    }
}

/// The bytes of `data:image/png;base64,…`. The media type is ignored.
fn bytes_in(address: &Value) -> Result<Vec<u8>, Reason> {
    let content = address
        .as_str()
        .and_then(|address| address.strip_prefix("data:"))
        .and_then(|address| address.split_once(";base64,"));
    let bytes = content.and_then(|(_, content)| base64url::decode(content.trim()));
    bytes.ok_or(Reason::Picture(BadPicture::Damaged))
}
