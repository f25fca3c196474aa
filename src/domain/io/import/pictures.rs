//! The pictures beside a layout in an archive.

use std::collections::HashSet;

use super::Source;
use super::zip::{Zip, ZipEntry};
use crate::domain::ids::{PictureId, TypeSlug};
use crate::domain::io::limits::MAX_PICTURES;
use crate::domain::io::pictures::{IncomingPictures, give, item, report_outcome};
use crate::domain::io::reason::Reason;
use crate::domain::io::report::Report;
use crate::domain::layout::{DeviceType, Layout};
use crate::domain::pictures::{MAX_BYTES, PictureSide};

/// What a picture belongs to, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
enum PictureOwner {
    Type(TypeSlug, PictureSide),
    /// All types that refer to it, in an archive of ours.
    Named(PictureId),
    Device,
    Unknown,
}

/// The pictures of an archive, and how many bytes may still be unpacked.
pub(super) struct ArchivePictures<'a> {
    zip: &'a Zip<'a>,
    entries: Vec<&'a ZipEntry>,
    left: usize,
    /// How many more may be examined: each is reported, once for every layout beside it.
    looks: usize,
}

/// An archive with many layouts and many pictures in one folder would otherwise make an endless report.
const MOST_LOOKS: usize = 5_000;

impl<'a> ArchivePictures<'a> {
    pub(super) fn new(zip: &'a Zip<'a>, mut entries: Vec<&'a ZipEntry>) -> Self {
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Self {
            zip,
            entries,
            left: MAX_PICTURES,
            looks: MOST_LOOKS,
        }
    }

    /// Assigns the pictures beside `file` to the types of the layout read from it.
    pub(super) fn give(
        &mut self,
        file: &str,
        source: Source,
        layout: &mut Layout,
        pictures: &mut IncomingPictures,
        report: &mut Report,
    ) {
        let folder = file.rfind(['/', '\\']).map_or(0, |end| end + 1);
        let folder = &file[..folder];
        let mut given = HashSet::new();
        let begin = self
            .entries
            .partition_point(|entry| entry.name.as_str() < folder);
        for place in begin..self.entries.len() {
            let entry = self.entries[place];
            let Some(path) = entry.name.strip_prefix(folder) else {
                break;
            };
            let path = path.replace('\\', "/");
            let Some(owner) = owner(&path, source) else {
                continue;
            };
            // Of several files for one side, the first readable one counts.
            let of = match &owner {
                PictureOwner::Type(slug, side) => Some((slug.clone(), *side)),
                _ => None,
            };
            if of.as_ref().is_some_and(|of| given.contains(of)) {
                continue;
            }
            let Some(looks) = self.looks.checked_sub(1) else {
                report_outcome(item(&path), Err(Reason::TooManyPictures), report);
                break;
            };
            self.looks = looks;
            let outcome = self.give_one(entry, &owner, layout, pictures);
            if outcome.is_ok() {
                given.extend(of);
            }
            report_outcome(item(&path), outcome, report);
        }
    }

    fn give_one(
        &mut self,
        entry: &ZipEntry,
        owner: &PictureOwner,
        layout: &mut Layout,
        pictures: &mut IncomingPictures,
    ) -> Result<(), Reason> {
        // Pictures that no type uses are not unpacked.
        match owner {
            PictureOwner::Type(slug, _) if layout.device_types.contains(slug) => {}
            PictureOwner::Named(id)
                if layout.device_types.iter().any(|known| names(known, *id)) => {}
            PictureOwner::Device => return Err(Reason::PictureOfDevice),
            _ => return Err(Reason::PictureOfNothing),
        }
        if self.left == 0 {
            return Err(Reason::TooManyPictures);
        }
        let bytes = self.zip.read(entry, MAX_BYTES.min(self.left))?;
        self.left -= bytes.len();
        let picture = pictures.take(bytes)?;
        match owner {
            PictureOwner::Type(slug, side) => give(layout, slug, *side, picture)?,
            // The id is derived from the content, whatever the file is called.
            PictureOwner::Named(id) => rename(layout, *id, picture),
            PictureOwner::Device | PictureOwner::Unknown => {}
        }
        Ok(())
    }
}

fn names(device_type: &DeviceType, id: PictureId) -> bool {
    device_type.pictures().any(|picture| picture == id)
}

/// Replaces one picture by another in all types that use it.
fn rename(layout: &mut Layout, from: PictureId, to: PictureId) {
    if from == to {
        return;
    }
    let types = layout.device_types.iter();
    let users: Vec<DeviceType> = types.filter(|known| names(known, from)).cloned().collect();
    for mut user in users {
        for side in PictureSide::ALL {
            if user.picture(side) == Some(from) {
                user.set_picture(side, Some(to));
            }
        }
        layout.device_types.insert(user);
    }
}

/// Returns `None` for a picture that belongs to no layout here.
fn owner(path: &str, source: Source) -> Option<PictureOwner> {
    let parts: Vec<&str> = path.split('/').collect();
    let (stem, _) = parts.last()?.rsplit_once('.')?;
    match (source, parts.as_slice()) {
        (Source::Blinkenrack, ["pictures", _]) => {
            Some(PictureId::parse(stem).map_or(PictureOwner::Unknown, PictureOwner::Named))
        }
        (Source::Rackula, ["assets" | "images", slug, _]) => {
            let is_of_device = |side: &PictureSide| {
                stem.strip_suffix(side.word())
                    .is_some_and(|device| device.ends_with('-'))
            };
            Some(match PictureSide::of_word(stem) {
                Some(side) => PictureOwner::Type(TypeSlug::new(*slug), side),
                None if PictureSide::ALL.iter().any(is_of_device) => PictureOwner::Device,
                None => PictureOwner::Unknown,
            })
        }
        (Source::Rackula, ["assets" | "images", ..]) => Some(PictureOwner::Unknown),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_whose_picture_it_is() {
        let rackula = |path: &str| owner(path, Source::Rackula);
        let front = PictureOwner::Type(TypeSlug::new("nas-2u"), PictureSide::Front);
        assert_eq!(rackula("assets/nas-2u/front.png"), Some(front.clone()));
        assert_eq!(rackula("images/nas-2u/front.webp"), Some(front));
        assert_eq!(
            rackula("assets/nas-2u/0190163d-front.jpg"),
            Some(PictureOwner::Device)
        );
        assert_eq!(
            rackula("assets/nas-2u/side.jpg"),
            Some(PictureOwner::Unknown)
        );
        assert_eq!(rackula("logo.png"), None);
        let ours = |path: &str| owner(path, Source::Blinkenrack);
        let id = "0190163d-8694-539b-aea5-966c26f8ad01";
        let named = PictureId::parse(id).map(PictureOwner::Named);
        assert_eq!(ours(&format!("pictures/{id}.png")), named);
        assert_eq!(ours("pictures/front.png"), Some(PictureOwner::Unknown));
        assert_eq!(ours("assets/nas-2u/front.png"), None);
    }
}
