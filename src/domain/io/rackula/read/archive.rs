//! Rackula's archives: a folder with the layout as YAML beside its pictures, or the older form with both at the top.

use crate::domain::io::import::zip::{self, ZipEntry, ZipError};
use crate::domain::io::yaml;

/// The layout's text, and how many pictures were beside it.
pub(in crate::domain::io) struct Unpacked {
    pub(in crate::domain::io) text: String,
    pub(in crate::domain::io) pictures: usize,
}

/// `None` when the archive is sound but holds no layout.
pub(in crate::domain::io) fn unpack(bytes: &[u8]) -> Result<Option<Unpacked>, ZipError> {
    let entries = zip::entries(bytes)?;
    let pictures = entries
        .iter()
        .filter(|entry| is_picture(&entry.name))
        .count();
    let mut layouts: Vec<&ZipEntry> = entries
        .iter()
        .filter(|entry| rank(&entry.name).is_some())
        .collect();
    layouts.sort_by_key(|entry| rank(&entry.name));
    let Some(layout) = layouts.first() else {
        return Ok(None);
    };
    let text = layout.read(yaml::MAX_SIZE)?;
    Ok(Some(Unpacked {
        text: String::from_utf8_lossy(&text).into_owned(),
        pictures,
    }))
}

/// Which file is the likelier layout, the likeliest first: by its name, then by how few folders it is in.
fn rank(name: &str) -> Option<(bool, usize)> {
    let name = name.to_ascii_lowercase();
    // What an Apple computer adds to archives.
    if name.starts_with("__macosx/") {
        return None;
    }
    let is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
    is_yaml.then(|| (!name.contains(".rackula."), name.matches('/').count()))
}

fn is_picture(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".png", ".jpg", ".jpeg", ".webp"]
        .iter()
        .any(|ending| name.ends_with(ending))
}
