//! Refusing a file takes little memory, whatever it claims to hold, as measured by a counting allocator.

#[path = "support/counting.rs"]
mod counting;

use blinkenrack::domain::io::import::open;
use blinkenrack::domain::io::limits::{MAX_FILE, MAX_YAML};
use blinkenrack::domain::io::{base64url, share};
use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};
use uuid::Uuid;

use counting::peak;

/// Limit in bytes, including the file itself.
const MOST: usize = 150 << 20;

fn refused(what: &str, file: Vec<u8>) {
    let (opened, peak) = peak(|| open("file", &file, &mut Uuid::nil));
    let megabytes = peak >> 20;
    println!("{what}: {} KB, peak {megabytes} MB", file.len() >> 10);
    assert!(opened.is_err(), "{what} is taken");
    assert!(peak < MOST, "{what}: {megabytes} MB");
}

/// A JSON list of one repeated item.
fn list(item: &str, size: usize) -> Vec<u8> {
    let mut text = "[".to_owned();
    let count = (size - 2 - item.len()) / (item.len() + 1);
    text.reserve_exact(size);
    for _ in 0..count {
        text += item;
        text.push(',');
    }
    text += item;
    text.push(']');
    text.into_bytes()
}

fn zip(name: &str, content: &[u8]) -> Vec<u8> {
    let data = compress_to_vec(content, 6);
    let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
    common.extend(rawzip::crc32(content).to_le_bytes());
    common.extend((data.len() as u32).to_le_bytes());
    common.extend((content.len() as u32).to_le_bytes());
    common.extend((name.len() as u16).to_le_bytes());
    common.extend([0, 0]);
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.extend(&common);
    bytes.extend(name.as_bytes());
    bytes.extend(data);
    let start = (bytes.len() as u32).to_le_bytes();
    bytes.extend(b"PK\x01\x02\x14\0");
    bytes.extend(&common);
    bytes.extend([0; 14]);
    bytes.extend(name.as_bytes());
    bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    bytes.extend((46 + name.len() as u32).to_le_bytes());
    bytes.extend(start);
    bytes.extend([0, 0]);
    bytes
}

/// A single test, so that nothing else is counted.
#[test]
fn what_is_refused_takes_little_memory() {
    for item in [
        "0",
        "\"\"",
        "[0]",
        "{\"\":0}",
        "{\"a\":{\"b\":1}}",
        "[[[[0]]]]",
    ] {
        refused(&format!("JSON of {item}"), list(item, MAX_FILE));
        refused(
            &format!("JSON of {item}, as large as the values allow"),
            list(item, 4 << 20),
        );
        let content = list(item, 31 << 20);
        refused(
            &format!("JSON of {item} in an archive"),
            zip("a.json", &content),
        );
    }
    refused("deep JSON", "[".repeat(100).into_bytes());
    refused("very deep JSON", "[".repeat(MAX_FILE).into_bytes());
    refused(
        "a text of one JSON string",
        format!("\"{}\"", "x".repeat(MAX_FILE - 2)).into_bytes(),
    );
    for line in [
        "- {a: 1}\n",
        "- x\n",
        "- a: 1\n",
        "---\n",
        "- &a x\n",
        "- []\n",
        "a: b: c\n---\n",
        "- {a: 1}\n--- b: c: d\n---\n",
    ] {
        let text = line.repeat(MAX_YAML / line.len());
        refused(&format!("YAML of {line:?}"), text.into_bytes());
    }
    let line = format!("- [{}]\n", vec!["a"; MAX_YAML / 2 - 4].join(","));
    refused(
        "one line of YAML in an archive",
        zip("a.yaml", line.as_bytes()),
    );
    refused("one line of YAML", line.into_bytes());
    let pairs = format!("{{a: [{}]}}", vec!["a: b"; MAX_YAML / 5 - 4].join(","));
    refused("pairs in one line of YAML", pairs.into_bytes());
    let mut aliases = "a0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..20 {
        aliases += &format!(
            "a{n}: &a{n} [{}]\n",
            vec![format!("*a{}", n - 1); 8].join(", ")
        );
    }
    refused("aliases of aliases", aliases.into_bytes());
    let mut wide = vec![0xff, 0xfe];
    wide.resize(MAX_FILE, 0x20);
    refused("UTF-16", wide);
    links();
}

fn links() {
    for (what, text) in [
        ("spaces", vec![b' '; 20 << 20]),
        ("small maps", list("{\"\":0}", 1 << 20)),
        ("small lists", list("[0]", 1 << 20)),
        ("depth", vec![b'['; 1 << 20]),
        ("more", list("{\"a\":1}", 8 << 20)),
    ] {
        let code = base64url::encode(&compress_to_vec(&text, 9));
        let (decoded, taken) = peak(|| share::decode(&format!("1.{code}"), &mut Uuid::nil));
        assert!(decoded.is_err(), "a link of {what}");
        assert!(taken < MOST, "a link of {what}: {} MB", taken >> 20);
        let code = base64url::encode(&compress_to_vec_zlib(&text, 9));
        refused(
            &format!("a Rackula link of {what}"),
            format!("https://racks.example/?l={code}").into_bytes(),
        );
    }
}
