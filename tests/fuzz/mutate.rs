//! Damages files by bytes, by lines and by values.

use serde_json::{Value, json};

/// A deterministic random source, seeded with the case.
pub struct Chance(u64);

impl Chance {
    pub fn new(case: u64) -> Self {
        Self(case.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % most.max(1)
    }

    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Tokens that readers tend to mishandle.
const TOKENS: &[&str] = &[
    "0",
    "-1",
    "1",
    "6",
    "255",
    "256",
    "65535",
    "65536",
    "4294967295",
    "4294967296",
    "18446744073709551615",
    "1e308",
    "-1e308",
    "1e999",
    "NaN",
    ".inf",
    "0.5",
    "1.25",
    "null",
    "~",
    "true",
    "\"\"",
    "[]",
    "{}",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    ":",
    ": ",
    "- ",
    "---\n",
    "...\n",
    "&a ",
    "*a",
    "!!str ",
    "|\n",
    ">-\n",
    "#",
    "%YAML 9.9\n",
    "\t",
    "\n",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{2028}",
    "🐈",
    "__proto__",
    "<<",
    "\\u0000",
    "\\ud800",
    "? ",
    "container_id: ",
    "slot_id: ",
    "auto_created: true",
    "PK\x01\x02",
    "PK\x05\x06",
];

/// A file of the corpus with one to eight kinds of damage.
pub fn damaged(corpus: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = chance.pick(corpus).clone();
    for _ in 0..=chance.below(8) {
        match chance.below(4) {
            0 => by_bytes(&mut bytes, corpus, chance),
            1 => by_token(&mut bytes, chance),
            2 => by_lines(&mut bytes, chance),
            _ => by_value(&mut bytes, chance),
        }
    }
    bytes
}

/// A file of the corpus with one to four of its values changed: still JSON, so that readers get further.
pub fn with_other_values(corpus: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = chance.pick(corpus).clone();
    for _ in 0..=chance.below(4) {
        by_value(&mut bytes, chance);
    }
    bytes
}

fn range(bytes: &[u8], most: usize, chance: &mut Chance) -> std::ops::Range<usize> {
    let start = chance.below(bytes.len() + 1);
    start..(start + chance.below(most)).min(bytes.len())
}

fn by_bytes(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], chance: &mut Chance) {
    match chance.below(5) {
        0 if !bytes.is_empty() => {
            let at = chance.below(bytes.len());
            bytes[at] ^= 1 << chance.below(8);
        }
        1 if !bytes.is_empty() => {
            let at = chance.below(bytes.len());
            bytes[at] = chance.below(256) as u8;
        }
        2 => {
            let gone = range(bytes, 64, chance);
            bytes.drain(gone);
        }
        3 => {
            let twice = range(bytes, 200, chance);
            let copy = bytes[twice].to_vec();
            let at = chance.below(bytes.len() + 1);
            bytes.splice(at..at, copy);
        }
        _ => {
            let other = chance.pick(corpus);
            let part = other[range(other, 200, chance)].to_vec();
            let at = chance.below(bytes.len() + 1);
            bytes.splice(at..at, part);
        }
    }
}

/// Replaces a word or number with a token.
fn by_token(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let token = chance.pick(TOKENS).bytes();
    let start = chance.below(bytes.len() + 1);
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.' || *byte == b'-';
    let length = bytes[start..]
        .iter()
        .take_while(|byte| is_word(byte))
        .count();
    let end = if chance.once_in(2) {
        start + length
    } else {
        start
    };
    bytes.splice(start..end, token);
}

fn by_lines(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let mut lines: Vec<Vec<u8>> = bytes
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let (one, other) = (chance.below(lines.len()), chance.below(lines.len()));
    match chance.below(4) {
        0 => lines.swap(one, other),
        1 => {
            let copy = lines[one].clone();
            lines.insert(other, copy);
        }
        2 => drop(lines.remove(one)),
        _ => {
            let indent = vec![b' '; chance.below(6)];
            lines[one].splice(0..0, indent);
        }
    }
    *bytes = lines.join(&b'\n');
}

/// For JSON: replaces a value with another, removes it or duplicates it.
fn by_value(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let Ok(mut root) = serde_json::from_slice::<Value>(bytes) else {
        return by_token(bytes, chance);
    };
    let donor = any_value(&root, chance);
    change(&mut root, donor, chance);
    *bytes = root.to_string().into_bytes();
}

/// A value from anywhere in the document, or an odd one.
fn any_value(root: &Value, chance: &mut Chance) -> Value {
    if chance.once_in(2) {
        let odd = [
            json!(null),
            json!(true),
            json!(-1),
            json!(1e300),
            json!(u64::MAX),
            json!(0),
            json!(""),
            json!([]),
            json!({}),
            json!([[[[]]]]),
        ];
        return chance.pick(&odd).clone();
    }
    let mut value = root;
    loop {
        let inner: Vec<&Value> = match value {
            Value::Array(list) => list.iter().collect(),
            Value::Object(map) => map.values().collect(),
            _ => Vec::new(),
        };
        if inner.is_empty() || !std::ptr::eq(value, root) && chance.once_in(4) {
            return value.clone();
        }
        value = inner[chance.below(inner.len())];
    }
}

fn change(value: &mut Value, donor: Value, chance: &mut Chance) {
    match value {
        Value::Array(list) if !list.is_empty() && !chance.once_in(6) => {
            let at = chance.below(list.len());
            match chance.below(8) {
                0 => drop(list.remove(at)),
                1 => list.push(list[at].clone()),
                2 => list.insert(at, donor),
                _ => change(&mut list[at], donor, chance),
            }
        }
        Value::Object(map) if !map.is_empty() && !chance.once_in(6) => {
            let key = map
                .keys()
                .nth(chance.below(map.len()))
                .cloned()
                .unwrap_or_default();
            if chance.once_in(8) {
                map.remove(&key);
            } else if let Some(inner) = map.get_mut(&key) {
                change(inner, donor, chance);
            }
        }
        _ => *value = donor,
    }
}

/// An archive with one deflated file.
pub fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let data = miniz_oxide::deflate::compress_to_vec(content, 1);
    let mut common = vec![20, 0, 0, 0, 8, 0];
    common.extend([0; 4]);
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
    let length = 46 + name.len() as u32;
    bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    bytes.extend(length.to_le_bytes());
    bytes.extend(start);
    bytes.extend([0, 0]);
    bytes
}
