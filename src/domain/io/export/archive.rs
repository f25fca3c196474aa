//! A layout with its pictures as one zip archive, in our format or in Rackula's.

use super::name::file_name;
use super::zip::ZipWriter;
use crate::domain::ids::PictureId;
use crate::domain::io::limits::MAX_INFLATED;
use crate::domain::io::report::ReportEntry;
use crate::domain::io::{json, rackula};
use crate::domain::layout::Layout;
use crate::domain::pictures::{PictureFile, PictureSide};

/// Writes the layout as JSON and every picture that its types use, named by id. `pictures` may hold others too.
pub fn write(layout: &Layout, pictures: &[PictureFile]) -> Vec<u8> {
    let mut zip = ZipWriter::default();
    let mut text = json::write(layout);
    if text.len() > MAX_INFLATED {
        text = json::write_compact(layout);
    }
    zip.text(&file_name(&[&layout.name], "json"), &text);
    for picture in pictures {
        if shown(layout).any(|id| id == picture.id) {
            let extension = picture.kind.extension();
            zip.bytes(
                &format!("pictures/{}.{extension}", picture.id),
                &picture.bytes,
            );
        }
    }
    zip.finish()
}

/// Writes Rackula's archive: one folder with the layout, and in it a folder of pictures for each type.
pub fn write_rackula(layout: &Layout, pictures: &[PictureFile]) -> (Vec<u8>, Vec<ReportEntry>) {
    let written = rackula::write(layout);
    let name = file_name(&[&layout.name], "");
    let name = name.trim_end_matches('.');
    let folder = format!("{name}-{}", layout.id);
    let mut zip = ZipWriter::default();
    let text_name = name.to_lowercase().replace(' ', "-");
    zip.text(&format!("{folder}/{text_name}.rackula.yaml"), &written.text);
    for device_type in layout.device_types.iter() {
        let Some((_, slug)) = written
            .slugs
            .iter()
            .find(|(ours, _)| *ours == device_type.slug)
        else {
            continue;
        };
        for side in PictureSide::ALL {
            let id = device_type.picture(side);
            let picture = pictures.iter().find(|picture| Some(picture.id) == id);
            if let Some(picture) = picture {
                let (side, extension) = (side.word(), picture.kind.extension());
                let path = format!("{folder}/assets/{slug}/{side}.{extension}");
                zip.bytes(&path, &picture.bytes);
            }
        }
    }
    (zip.finish(), written.report)
}

/// The pictures of all types of the layout; one that several types share is repeated.
pub fn shown(layout: &Layout) -> impl Iterator<Item = PictureId> {
    layout
        .device_types
        .iter()
        .flat_map(|device_type| device_type.pictures())
}
