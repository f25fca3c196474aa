//! Layouts and links of our own.

use blinkenrack::domain::io::import::{Import, ImportError, Source};
use blinkenrack::domain::io::json;
use blinkenrack::domain::io::share::{self, BadLink, Include};

use crate::support::{fixture, import_layout, try_import};

#[test]
fn a_share_link_comes_in_without_what_it_may_not_hold() {
    let (layout, _) = import_layout(&fixture("homelab.rackula.yaml"));
    let fragment = share::encode(&layout, None, Include::default()).expect("a link");
    for text in [
        format!("https://racks.example/app/?local#{fragment}"),
        format!("  #{fragment}\n"),
    ] {
        let Ok(Import::Layout {
            source,
            layout: opened,
            ..
        }) = try_import(text.as_bytes())
        else {
            panic!("no layout in {text}");
        };
        assert_eq!(source, Source::BlinkenrackLink);
        assert_eq!(opened.name, layout.name);
        assert_eq!(opened.devices.len(), layout.devices.len());
        assert!(opened.devices.iter().all(|device| device.links.is_empty()));
    }
}

#[test]
fn a_link_that_was_cut_says_so() {
    let refused = try_import(b"https://racks.example/#layout=1.AAAA");
    assert_eq!(refused, Err(ImportError::Link(BadLink::Damaged)));
}

#[test]
fn a_layout_of_ours_comes_in_as_it_is() {
    let (layout, _) = import_layout(&fixture("homelab.rackula.yaml"));
    let (again, report) = import_layout(json::write(&layout).as_bytes());
    assert_eq!(again, layout);
    assert!(report.iter().all(|entry| entry.outcome.reason().is_empty()));
}
