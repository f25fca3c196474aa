//! Every reader gets randomly damaged files and must return a valid layout or an error, without panicking.
//!
//! `cargo test` runs a few thousand cases; `scripts/fuzz N` runs N of each kind. A case is determined by its number.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod mutate;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use blinkenrack::domain::catalog::generic;
use blinkenrack::domain::catalog::products::Products;
use blinkenrack::domain::command::{Command, Restored, apply};
use blinkenrack::domain::io::import::{Import, open};
use blinkenrack::domain::io::{base64url, json, rackula, share, steps, types};
use blinkenrack::domain::layout::{DeviceType, Layout};
use blinkenrack::domain::pictures::{self, PictureFile};
use blinkenrack::domain::placement::check_type;
use blinkenrack::domain::search::Query;
use blinkenrack::domain::undo::UndoStep;
use miniz_oxide::deflate::compress_to_vec;
use mutate::Chance;
use uuid::Uuid;

/// Longer than any case takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn cases() -> u64 {
    std::env::var("FUZZ_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(300)
}

fn fixtures(folder: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| fs::read(file).expect("readable"))
        .collect()
}

/// Repeatedly damages the corpus and passes it to `read`.
fn fuzz(kind: &str, corpus: &[Vec<u8>], read: impl Fn(Vec<u8>, &mut Chance)) {
    let (begun, mut slowest) = (Instant::now(), (Duration::ZERO, 0));
    for case in 0..cases() {
        let chance = &mut Chance::new(case);
        let input = mutate::damaged(corpus, chance);
        // Printed only if the case fails.
        let _told = Told(kind, case);
        let start = Instant::now();
        read(input, chance);
        slowest = slowest.max((start.elapsed(), case));
        assert!(start.elapsed() < PATIENCE, "too slow");
    }
    println!(
        "{kind}: {} cases in {:?}, the slowest {slowest:?}",
        cases(),
        begun.elapsed()
    );
}

struct Told<'a>(&'a str, u64);

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}: case {}", self.0, self.1);
        }
    }
}

fn ids() -> impl FnMut() -> Uuid {
    let mut count = 0u128;
    move || {
        count += 1;
        Uuid::from_u128(0xfeed_0000 + count)
    }
}

/// Our own reader reports nothing about a valid layout.
fn assert_valid(layout: &Layout) {
    let again = json::read(&json::write(layout)).expect("a layout");
    // A newer version of the document is reported each time.
    let told = again
        .report
        .iter()
        .filter(|notice| notice.item != "Document");
    assert_eq!(told.count(), 0, "{:?}", again.report);
}

fn check(input: &[u8], chance: &mut Chance) {
    let opened = match open("file", input, &mut ids()) {
        Ok(opened) => opened,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    assert!(!opened.parts.is_empty());
    for part in opened.parts {
        match part.import {
            Import::Layout { layout, .. } => {
                assert_valid(&layout);
                if chance.once_in(8) {
                    let text = rackula::write(&layout).text;
                    let back = open("file", text.as_bytes(), &mut ids()).expect("a file");
                    let parts = back.parts.as_slice();
                    assert!(
                        matches!(parts, [only] if matches!(only.import, Import::Layout { .. })),
                        "{back:?}"
                    );
                }
            }
            Import::DeviceTypes { types, .. } => {
                assert!(types.iter().all(|found| check_type(found).is_ok()));
            }
        }
    }
}

#[test]
fn our_documents() {
    fuzz("our documents", &fixtures("layouts"), |input, _| {
        if let Ok(loaded) = json::read(&String::from_utf8_lossy(&input)) {
            assert_valid(&loaded.layout);
        }
    });
}

#[test]
fn rackula_and_netbox_files() {
    fuzz(
        "Rackula and NetBox files",
        &fixtures("import"),
        |input, chance| check(&input, chance),
    );
}

#[test]
fn archives() {
    let layout = fixtures("import").swap_remove(0);
    let archive = mutate::archive("x/x.rackula.yaml", &layout);
    fuzz("archives, damaged outside", &[archive], |input, chance| {
        check(&input, chance)
    });
    fuzz("archives, damaged inside", &[layout], |input, chance| {
        check(&mutate::archive("x.rackula.yaml", &input), chance);
    });
}

#[test]
fn pictures() {
    // The headers of a PNG, a JPEG and a WebP file.
    let corpus: [&[u8]; 3] = [
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x20\0\0\0\x20\x08\x02\0\0\0____\0\0\0\x04IDATdata____",
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08\0\x20\0\x20\x03\x01",
        b"RIFF\x20\0\0\0WEBPVP8 \x14\0\0\0\x10\0\0\x9d\x01\x2a\x20\0\x20\0____",
    ];
    fuzz(
        "pictures",
        &corpus.map(<[u8]>::to_vec),
        |input, _| match PictureFile::read(input) {
            Ok(picture) => assert!(pictures::check(&picture.bytes).is_ok()),
            Err(bad) => assert!(!bad.to_string().is_empty()),
        },
    );
}

const LINK: &str = "N4IgbiBcIEwGwDpFxAGhAMwpG6B2UIAygBYCGATgKYAmaIFAzlANqgCWhADPQdAIL0SUAIy4QAd1EBOdHUhsQAF0Ir0AB1HoMhDBQD2eNSD4hDVEAF9UoFdGObII7YWqVehAEZUS7PHWtbQmYNKABWF2g9Q2NTRhIqABsdQOVCAFt6Ry5IzAMjD2h0v050AGNOHHRGSpAADysAXVTakUKQACEhKDh0KScckHkWZsb0CgBzVlAmVhAedDaxk0IABTJ2CizXfSlLZZo7RWZ7bqdywgBiABZ+AHZ+AA5BdAboAlSTkBCQYSqQMpXW4PZ70N6YeiMRLTEDseT1ehbSCDMrQ5F9HTIhARX4AVygMH2nwyZ2cIEy0AAsiV6OlMSAAKJ1MjpdSJCwXaA3e5PF4I6A-Rj9EREoA";

#[test]
fn rackula_links() {
    fuzz(
        "Rackula links, damaged outside",
        &[LINK.as_bytes().to_vec()],
        |input, chance| {
            let link = format!(
                "https://racks.example/?l={}",
                String::from_utf8_lossy(&input)
            );
            check(link.as_bytes(), chance);
        },
    );
    let short = SHORT.as_bytes().to_vec();
    fuzz(
        "Rackula links, damaged inside",
        &[short],
        |input, chance| {
            let mut gzip = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
            gzip.extend(compress_to_vec(&input, 1));
            let link = format!("https://racks.example/?l={}", base64url::encode(&gzip));
            check(link.as_bytes(), chance);
        },
    );
}

const SHORT: &str = r##"{"v":"26.6.6","fv":2,"n":"Shared","rs":[{"i":"0","n":"A","h":12,"w":19,"d":[{"t":"t","p":1,"f":"front","n":"one"},{"t":"t","p":1,"f":"rear"},{"t":"s","p":5,"f":"front"},{"t":"m","p":0,"f":"front","ci":2,"si":"x"}]},{"i":"1","n":"B","h":6,"w":10,"d":[]}],"rg":[{"rs":["0","1"],"n":"Pair","p":"row"}],"dt":[{"s":"t","h":1,"c":"#4A7A8A","x":"n"},{"s":"s","h":2,"x":"f","sl":[{"id":"x","r":0,"cl":0,"wf":0.5,"hu":2}]},{"s":"m","h":1,"x":"s","sw":1}]}"##;

#[test]
fn our_links() {
    fuzz("our links", &fixtures("layouts"), |input, _| {
        let code = format!("1.{}", base64url::encode(&compress_to_vec(&input, 1)));
        if let Ok(loaded) = share::decode(&code, &mut ids()) {
            assert_valid(&loaded.layout);
        }
        let _ = share::decode(&String::from_utf8_lossy(&input), &mut ids());
    });
}

/// Steps of every kind, on the layouts of the corpus.
fn steps_of(layout: &Layout) -> Vec<UndoStep> {
    let mut commands = Vec::new();
    for device in &layout.devices {
        let id = device.id;
        commands.extend([
            Command::move_device(id, device.place),
            Command::SetLinks {
                device: id,
                links: device.links.clone(),
            },
            Command::SetGuests {
                device: id,
                guests: device.guests.clone(),
            },
            Command::ChangeType {
                device: id,
                device_type: device.device_type.clone(),
            },
            Command::AddDevice(Box::new(device.clone())),
            Command::RemoveDevice(id),
        ]);
    }
    for device_type in &layout.device_types {
        commands.push(Command::EditType(Box::new(device_type.clone())));
        commands.push(Command::RemoveType(device_type.slug.clone()));
    }
    for (index, rack) in layout.racks.iter().enumerate() {
        let (id, rack) = (rack.id, Box::new(rack.clone()));
        commands.push(Command::MoveRack { rack: id, index });
        commands.push(Command::AddRack {
            index,
            rack: rack.clone(),
        });
        commands.push(Command::EditRack(rack));
    }
    for row in &layout.rows {
        commands.push(Command::EditRow(Box::new(row.clone())));
    }
    let words = "Went back".to_owned();
    commands.push(Command::Restore(Box::new(Restored {
        words: words.clone(),
        layout: layout.clone(),
    })));
    commands.push(Command::Titled {
        words,
        commands: commands.clone(),
    });
    commands
        .into_iter()
        .map(|command| UndoStep {
            words: "Did it".to_owned(),
            back: command,
        })
        .collect()
}

#[test]
fn steps_that_can_be_taken_back() {
    let layouts: Vec<Layout> = fixtures("layouts")
        .iter()
        .filter_map(|file| json::read(&String::from_utf8_lossy(file)).ok())
        .map(|loaded| loaded.layout)
        .collect();
    let all = layouts.iter().flat_map(steps_of);
    let corpus: Vec<Vec<u8>> = all.map(|step| steps::write(&step).into_bytes()).collect();
    fuzz("steps", &corpus, |input, chance| {
        let input = if chance.once_in(2) {
            mutate::with_other_values(&corpus, chance)
        } else {
            input
        };
        let Some(step) = steps::read(&String::from_utf8_lossy(&input)) else {
            return;
        };
        let again = steps::read(&steps::write(&step)).expect("what is written is read");
        assert_eq!(again, step);
        let before = chance.pick(&layouts);
        let mut layout = before.clone();
        let _ = step.back.describe(&layout);
        let Ok(back) = apply(&mut layout, &step.back) else {
            return assert_eq!(layout, *before, "a refused step changes nothing");
        };
        assert_valid(&layout);
        apply(&mut layout, &back).expect("an inverse is never refused");
        assert_eq!(layout, *before);
    });
}

#[test]
fn types_that_the_palette_keeps() {
    let types: Vec<DeviceType> = generic::types().iter().step_by(5).cloned().collect();
    fuzz(
        "kept types",
        &[types::write(&types).into_bytes()],
        |input, _| {
            let found = types::read(&String::from_utf8_lossy(&input));
            assert!(found.iter().all(|found| check_type(found).is_ok()));
            assert_eq!(types::read(&types::write(&found)), found);
        },
    );
}

#[test]
fn product_lists() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("public/products.tsv");
    let all = fs::read_to_string(folder).expect("the list");
    let some: Vec<&str> = all.lines().step_by(150).collect();
    fuzz(
        "product lists",
        &[some.join("\n").into_bytes()],
        |input, _| {
            let products = Products::read(String::from_utf8_lossy(&input).into_owned());
            products.search(&Query::new("switch 48"));
            for product in 0..products.len() {
                let found = products.device_type(product).expect("a type");
                assert_eq!(check_type(&found), Ok(()));
            }
        },
    );
}
