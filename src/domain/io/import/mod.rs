//! Reads files and links, our own and those of other programs, and reports on every item.

mod archive;
pub mod batch;
mod detect;
pub(in crate::domain::io) mod inflate;
pub(in crate::domain::io) mod lz;
mod opened;
mod own;
mod pictures;
mod text;
mod types;
pub mod wire;
pub mod zip;

use uuid::Uuid;

use crate::domain::ids::LayoutId;
use crate::domain::io::limits::{Budget, MAX_FILE, MAX_INFLATED, MAX_YAML};
use crate::domain::io::pictures::IncomingPictures;
use crate::domain::io::rackula::read as rackula;
use crate::domain::io::report::Report;
use crate::domain::io::{json, netbox, share, yaml};
use crate::domain::layout::Layout;
use archive::EntryKind;
use detect::{Detected, TextFlaws};
use own::own;
use pictures::ArchivePictures;
use zip::Zip;

pub use crate::domain::io::reason::Reason;
pub use crate::domain::io::report::{
    Item, ItemKind, ItemOutcome, ReportEntry, ReportRow, Tally, kinds, rows,
};
pub use opened::{Import, ImportError, ImportPart, OpenedFile, SkippedFile, Source};
pub use types::{beside, join_types};

/// Reads a file or pasted text of any known format, or every file of an archive. `name` is the file's name and the fallback for items
/// without one. `new_id` makes unused ids.
pub fn open(
    name: &str,
    bytes: &[u8],
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<OpenedFile, ImportError> {
    open_watched(name, bytes, new_id, &mut |_, _| {})
}

/// Like [`open`]. `progress` is called before each file of an archive with the number of files read so far and the total.
pub fn open_watched(
    name: &str,
    bytes: &[u8],
    new_id: &mut dyn FnMut() -> Uuid,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<OpenedFile, ImportError> {
    if bytes.len() > MAX_FILE {
        return Err(ImportError::TooLarge(bytes.len()));
    }
    if zip::is_zip(bytes) {
        return open_archive(name, bytes, new_id, progress);
    }
    let text = text::text(bytes)?;
    let text = trimmed(&text);
    let mut budget = Budget::of_json();
    let mut pictures = IncomingPictures::default();
    let imports = read(name, text, &mut budget, &mut pictures, new_id)?;
    let parts = imports.into_iter().map(|import| ImportPart {
        name: name.to_owned(),
        import,
    });
    Ok(OpenedFile {
        parts: parts.collect(),
        skipped: Vec::new(),
        others: 0,
        pictures: pictures.finish(),
    })
}

fn trimmed(text: &str) -> &str {
    text.trim_start_matches('\u{feff}').trim_start()
}

fn open_archive(
    name: &str,
    bytes: &[u8],
    new_id: &mut dyn FnMut() -> Uuid,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<OpenedFile, ImportError> {
    let zip = Zip::open(bytes)?;
    let mut candidates = Vec::new();
    let (mut beside, mut others) = (Vec::new(), 0);
    for entry in zip.entries() {
        match archive::kind(&entry.name) {
            EntryKind::Candidate => candidates.push(entry),
            EntryKind::Picture => beside.push(entry),
            EntryKind::Other => others += 1,
            EntryKind::Leftover => {}
        }
    }
    if candidates.is_empty() {
        return Err(ImportError::NothingInArchive);
    }
    candidates.sort_by(|a, b| a.name.cmp(&b.name));
    let files = candidates.len();
    // One budget for all files, since their contents are held in memory together.
    let mut budget = Budget::of_json();
    let mut left = MAX_INFLATED;
    let mut beside = ArchivePictures::new(&zip, beside);
    let mut pictures = IncomingPictures::default();
    let mut parts = Vec::new();
    let mut skipped = Vec::new();
    for (index, entry) in candidates.into_iter().enumerate() {
        progress(index, files);
        // JSON takes less memory than YAML, and a layout exported here must be readable however large it is.
        let most = if archive::is_json(&entry.name) {
            left
        } else {
            left.min(MAX_YAML)
        };
        let read = zip
            .read(entry, most)
            .map_err(ImportError::from)
            .and_then(|bytes| {
                left -= bytes.len();
                let text = text::text(&bytes)?;
                let name = archive::file_name(&entry.name);
                read(name, trimmed(&text), &mut budget, &mut pictures, new_id)
            });
        match read {
            Ok(imports) => parts.extend(imports.into_iter().map(|import| ImportPart {
                name: entry.name.clone(),
                import: with_pictures(import, &entry.name, &mut beside, &mut pictures),
            })),
            Err(reason) => skipped.push(SkippedFile {
                name: entry.name.clone(),
                reason,
            }),
        }
    }
    let mut parts = joined(name, parts);
    if let [only] = parts.as_mut_slice() {
        name.clone_into(&mut only.name);
    }
    if parts.is_empty() {
        return Err(match skipped.len() {
            1 => skipped.swap_remove(0).reason,
            _ => ImportError::NothingReadable {
                files,
                first: Box::new(skipped.swap_remove(0).reason),
            },
        });
    }
    Ok(OpenedFile {
        parts,
        skipped,
        others,
        pictures: pictures.finish(),
    })
}

/// Adds the pictures beside a layout's file to it.
fn with_pictures(
    import: Import,
    file: &str,
    beside: &mut ArchivePictures,
    pictures: &mut IncomingPictures,
) -> Import {
    let Import::Layout {
        source,
        mut layout,
        mut report,
    } = import
    else {
        return import;
    };
    let mut told = Report::default();
    beside.give(file, source, &mut layout, pictures, &mut told);
    report.append(&mut told.finish());
    Import::Layout {
        source,
        layout,
        report,
    }
}

/// Joins the parts: all device types in one part, the first, and all NetBox racks in another.
fn joined(name: &str, parts: Vec<ImportPart>) -> Vec<ImportPart> {
    let (mut types, mut types_report) = (Vec::new(), Vec::new());
    let mut racks: Option<(Box<Layout>, Vec<ReportEntry>)> = None;
    let mut layouts = Vec::new();
    let mut has_types = false;
    for part in parts {
        match part.import {
            more @ Import::DeviceTypes { .. } => {
                has_types = true;
                join_types(&mut types, &mut types_report, more);
            }
            Import::Layout {
                source: Source::NetBox,
                mut layout,
                mut report,
            } => match &mut racks {
                Some((all, told)) => {
                    all.racks.append(&mut layout.racks);
                    told.append(&mut report);
                }
                None => racks = Some((layout, report)),
            },
            layout @ Import::Layout { .. } => layouts.push(ImportPart {
                name: part.name,
                import: layout,
            }),
        }
    }
    let types = has_types.then_some(Import::DeviceTypes {
        types,
        report: types_report,
    });
    let racks = racks.map(|(layout, report)| Import::Layout {
        source: Source::NetBox,
        layout,
        report,
    });
    let of_archive = types.into_iter().chain(racks).map(|import| ImportPart {
        name: name.to_owned(),
        import,
    });
    of_archive.chain(layouts).collect()
}

/// Reads one text. It may have several documents: Rackula layouts, and NetBox device types and racks. Documents that are not YAML are
/// skipped and reported with the first of the others.
fn read(
    name: &str,
    text: &str,
    budget: &mut Budget,
    pictures: &mut IncomingPictures,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<Vec<Import>, ImportError> {
    let mut report = Report::default();
    let imports = match detect::detect(text, budget)? {
        Detected::Own(value) => vec![own(Source::Blinkenrack, json::read_document(value, text)?)],
        Detected::OwnLink(code) => vec![own(Source::BlinkenrackLink, share::decode(code, new_id)?)],
        Detected::Rackula {
            files,
            others,
            flaws,
        } => {
            report_flaws(flaws, name, &mut report);
            let mut imports = Vec::new();
            for file in files {
                let form = rackula::FileForm::File;
                let layout = rackula::read(file, form, new_id, pictures, &mut report);
                let report = std::mem::take(&mut report);
                imports.push(layout_of(Source::Rackula, layout, report)?);
            }
            if !others.is_empty() {
                imports.extend(of_netbox(others, new_id, Report::default()));
            }
            imports
        }
        Detected::RackulaLink(file) => {
            let form = rackula::FileForm::Link;
            let layout = rackula::read(file, form, new_id, pictures, &mut report);
            vec![layout_of(Source::RackulaLink, layout, report)?]
        }
        Detected::NetBox { documents, flaws } => {
            report_flaws(flaws, name, &mut report);
            of_netbox(documents, new_id, report)
        }
    };
    for import in &imports {
        if let Import::Layout { layout, .. } = import {
            // What is saved must be readable later.
            json::check(&json::write_compact(layout))?;
        }
    }
    Ok(imports)
}

/// Racks come first. Types are also returned if there is nothing else, since they carry the report.
fn of_netbox(
    documents: Vec<serde_json::Value>,
    new_id: &mut dyn FnMut() -> Uuid,
    report: Report,
) -> Vec<Import> {
    let netbox::NetboxItems {
        types,
        racks,
        types_report,
        racks_report,
    } = netbox::read(documents, new_id, report);
    let mut imports = Vec::new();
    if !racks.is_empty() {
        let mut layout = Layout::new(LayoutId::new(new_id()), "Racks of NetBox");
        layout.racks = racks.into();
        imports.push(Import::Layout {
            source: Source::NetBox,
            layout: Box::new(layout),
            report: racks_report.finish(),
        });
    }
    let report = types_report.finish();
    if imports.is_empty() || !types.is_empty() || !report.is_empty() {
        imports.push(Import::DeviceTypes { types, report });
    }
    imports
}

fn layout_of(
    source: Source,
    layout: Option<Layout>,
    report: Report,
) -> Result<Import, ImportError> {
    Ok(Import::Layout {
        source,
        layout: Box::new(layout.ok_or(ImportError::Unknown)?),
        report: report.finish(),
    })
}

fn report_flaws(flaws: TextFlaws, name: &str, report: &mut Report) {
    for note in flaws.notes {
        report.changed(Item::new(ItemKind::File, name), Reason::Yaml(note));
    }
    for yaml::BadDocument { number, error } in flaws.skipped {
        let item = Item::new(ItemKind::Document, number.to_string());
        report.skipped(item, Reason::BadYaml(error));
    }
}
