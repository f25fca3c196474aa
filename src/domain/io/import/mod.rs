//! Files and links of other programs, and our own documents, each with a report of what became of every item.

mod detect;
pub(in crate::domain::io) mod inflate;
pub(in crate::domain::io) mod lz;
pub mod zip;

use std::collections::HashMap;

use thiserror::Error;
use uuid::Uuid;

use crate::domain::io::rackula::read as rackula;
use crate::domain::io::report::{Report, titled};
use crate::domain::io::{json, netbox, share, yaml};
use crate::domain::layout::{DeviceType, Layout, Table};
use crate::domain::merging::free_slug;
use detect::Detected;

pub use crate::domain::io::report::{Outcome, ReportEntry, Tally};

/// Of any file, in bytes.
pub const MAX_SIZE: usize = zip::MAX_SIZE;

/// What a file held.
#[derive(Clone, Debug, PartialEq)]
pub enum Import {
    /// A valid layout. One from another program or a link has a new id; a file of ours has its own.
    Layout {
        source: Source,
        layout: Box<Layout>,
        report: Vec<ReportEntry>,
    },
    /// Device types alone; no two of one slug.
    DeviceTypes {
        types: Vec<DeviceType>,
        report: Vec<ReportEntry>,
    },
}

impl Import {
    pub fn report(&self) -> &[ReportEntry] {
        match self {
            Self::Layout { report, .. } | Self::DeviceTypes { report, .. } => report,
        }
    }
}

/// Adds the device types of another file to those of one; of two with one slug the first stays.
pub fn join_types(types: &mut Vec<DeviceType>, report: &mut Vec<ReportEntry>, more: Import) {
    let Import::DeviceTypes {
        types: others,
        report: mut told,
    } = more
    else {
        return;
    };
    for other in others {
        if types.iter().all(|known| known.slug != other.slug) {
            types.push(other);
            continue;
        }
        let item = titled("Device type", &other.full_name());
        told.retain(|entry| entry.item != item);
        let outcome = Outcome::Skipped("another file has one of the same slug".to_owned());
        told.push(ReportEntry { item, outcome });
    }
    report.append(&mut told);
}

/// Device types as a layout that has `known` takes them: one that it has is left out, another of the same slug gets a slug of its
/// own. Layouts are taken as they are.
pub fn beside(import: Import, known: &Table<DeviceType>) -> Import {
    let Import::DeviceTypes { types, mut report } = import else {
        return import;
    };
    let from: Table<DeviceType> = types.iter().cloned().collect();
    let mut new = Vec::new();
    for mut found in types {
        let slug = free_slug(known, &from, &found);
        let item = titled("Device type", &found.full_name());
        if known.contains(&slug) {
            let why = "the layout has it already".to_owned();
            retell(&mut report, item, Outcome::Skipped, why);
            continue;
        }
        if slug != found.slug {
            let why = format!(
                "gets the slug “{slug}”: the layout has another type as “{}”",
                found.slug
            );
            retell(&mut report, item, Outcome::Changed, why);
            found.slug = slug;
        }
        new.push(found);
    }
    Import::DeviceTypes { types: new, report }
}

/// Tells something else of an item that came in, with what was told of it before.
fn retell(
    report: &mut Vec<ReportEntry>,
    item: String,
    outcome: fn(String) -> Outcome,
    why: String,
) {
    let told = report
        .iter_mut()
        .find(|entry| entry.item == item && !matches!(entry.outcome, Outcome::Skipped(_)));
    match told {
        Some(entry) => {
            entry.outcome = outcome(match entry.outcome.reason() {
                "" => why,
                before => format!("{before}; {why}"),
            });
        }
        None => report.push(ReportEntry {
            item,
            outcome: outcome(why),
        }),
    }
}

/// Where a layout comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Blinkenrack,
    BlinkenrackLink,
    Rackula,
    RackulaLink,
}

impl Source {
    /// In words: `Rackula file`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blinkenrack => "Blinkenrack layout",
            Self::BlinkenrackLink => "Blinkenrack link",
            Self::Rackula => "Rackula file",
            Self::RackulaLink => "Rackula link",
        }
    }
}

/// Why nothing at all could be made of a file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    #[error("The file is too large: {0} bytes, {MAX_SIZE} are possible")]
    TooLarge(usize),
    #[error("There is nothing in the file")]
    Empty,
    #[error("The file is neither text nor a zip archive")]
    NotText,
    #[error("The link is damaged: nothing can be read from it")]
    DamagedLink,
    #[error("{0}")]
    Link(#[from] share::BadLink),
    #[error("{0}")]
    Yaml(#[from] yaml::YamlError),
    #[error("{0}")]
    Zip(#[from] zip::ZipError),
    #[error("The archive holds no layout: a file whose name ends in .yaml")]
    NothingInArchive,
    #[error("{0}")]
    Own(#[from] json::Broken),
    #[error("This is neither a layout of Blinkenrack or Rackula nor a device type of NetBox")]
    Unknown,
}

/// Reads a file or a pasted text of any kind that is known. `name` is the file's; it serves as a name for what has none. `new_id`
/// makes ids that nothing has yet.
pub fn import(
    name: &str,
    bytes: &[u8],
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<Import, ImportError> {
    let mut report = Report::default();
    match detect::detect(bytes)? {
        Detected::Own(text) => Ok(own(Source::Blinkenrack, json::read(&text)?)),
        Detected::OwnLink(code) => {
            let loaded = share::decode(&code, new_id)?;
            Ok(own(Source::BlinkenrackLink, loaded))
        }
        Detected::Rackula {
            file,
            pictures,
            notes,
        } => {
            tell(&notes, name, &mut report);
            if pictures > 0 {
                rackula::skip_pictures(&mut report);
            }
            let layout = rackula::read(file, rackula::Form::File, new_id, &mut report);
            layout_of(Source::Rackula, layout, report)
        }
        Detected::RackulaLink(file) => {
            let layout = rackula::read(file, rackula::Form::Link, new_id, &mut report);
            layout_of(Source::RackulaLink, layout, report)
        }
        Detected::NetBox { documents, notes } => {
            tell(&notes, name, &mut report);
            let types = netbox::read(documents, &mut report);
            let report = report.finish();
            Ok(Import::DeviceTypes { types, report })
        }
    }
}

fn layout_of(
    source: Source,
    layout: Option<Layout>,
    report: Report,
) -> Result<Import, ImportError> {
    let layout = Box::new(layout.ok_or(ImportError::Unknown)?);
    let report = report.finish();
    Ok(Import::Layout {
        source,
        layout,
        report,
    })
}

fn tell(notes: &[String], name: &str, report: &mut Report) {
    for note in notes {
        report.changed(titled("File", name), note);
    }
}

/// Our own reader tells only of what is wrong; the rest came in.
fn own(source: Source, loaded: json::Loaded) -> Import {
    let json::Loaded {
        layout,
        report: notices,
    } = loaded;
    let mut told: HashMap<String, Vec<String>> = HashMap::new();
    for notice in notices {
        told.entry(notice.item).or_default().push(notice.problem);
    }
    let racks = layout.racks.iter().map(|rack| titled("Rack", &rack.name));
    let types = layout
        .device_types
        .iter()
        .map(|known| titled("Device type", known.slug.as_str()));
    let devices = layout
        .devices
        .iter()
        .map(|device| titled("Device", &device.name));
    let mut report = Report::default();
    for item in racks.chain(types).chain(devices) {
        report.came_in(item);
    }
    let mut told: Vec<_> = told.into_iter().collect();
    told.sort();
    for (item, problem) in told.into_iter().flat_map(|(item, problems)| {
        problems
            .into_iter()
            .map(move |problem| (item.clone(), problem))
    }) {
        match problem.strip_prefix("left out: ") {
            Some(why) => report.skipped(item, why),
            None => report.changed(item, problem),
        }
    }
    Import::Layout {
        source,
        layout: Box::new(layout),
        report: report.finish(),
    }
}
