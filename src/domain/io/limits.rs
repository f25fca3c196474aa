//! Limits on what is read. Input is measured in one pass before a tree is built from it, since a few bytes can stand for gigabytes. The
//! limits keep the memory used for a refused file below 150 MB.

use thiserror::Error;

/// Size of the largest file that is read, in bytes.
pub const MAX_FILE: usize = 50 << 20;
/// Size of the largest JSON document, in bytes without the whitespace between values, so that indentation does not count. A layout of 2,400
/// devices has less than a million.
pub const MAX_JSON: usize = 16 << 20;
/// Size of the largest YAML text, in bytes.
pub const MAX_YAML: usize = 8 << 20;
/// Maximum nesting of lists and maps in JSON and YAML.
pub const MAX_DEPTH: usize = 32;
/// Maximum number of commas, brackets, colons and other YAML signs within one list or map in brackets, all of which the parser buffers.
pub const MAX_FLOW_INDICATORS: usize = 20_000;
/// Maximum number of anchors (`&name`) in a YAML text.
pub const MAX_ANCHORS: usize = 10_000;
/// Length of the longest share link, in characters.
pub const MAX_LINK: usize = 64 << 10;
/// Size of the largest text in a share link after unpacking, in bytes.
pub const MAX_LINK_TEXT: usize = 1 << 20;
/// Maximum number of files and folders in an archive.
pub const MAX_ENTRIES: usize = 10_000;
/// Maximum number of bytes unpacked from one archive.
pub const MAX_INFLATED: usize = 32 << 20;

/// Maximum number of bytes unpacked for an archive's pictures.
pub const MAX_PICTURES: usize = 48 << 20;

/// Maximum memory for the values of a JSON document, in bytes.
const JSON_WEIGHT: usize = 96 << 20;
/// The same for everything read from YAML, with aliases expanded.
const YAML_WEIGHT: usize = 56 << 20;

/// Memory of the first value of a list, which reserves space for four.
const LIST: usize = 128;
/// Memory of each further value, including reserved space and the old list while it is copied.
const ELEMENT: usize = 96;
/// Memory of a map node. It has space for eleven entries; in a large map about half of it is used.
const MAP_NODE: usize = 720;
const ENTRIES_OF_FIRST_NODE: usize = 11;
const ENTRIES_OF_NODE: usize = 5;

/// Why a text is refused although it may be well formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Excess {
    #[error("lists and maps are nested more than {MAX_DEPTH} deep")]
    Depth,
    #[error("it holds more values than any layout has")]
    Values,
}

/// The memory left for values, in bytes.
#[derive(Clone, Debug)]
pub struct Budget(usize);

impl Budget {
    pub const fn of_json() -> Self {
        Self(JSON_WEIGHT)
    }

    pub const fn of_yaml() -> Self {
        Self(YAML_WEIGHT)
    }

    /// Runs a YAML reader with at most the YAML part of the budget and charges what it spent.
    pub(super) fn for_yaml<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let part = self.0.min(YAML_WEIGHT);
        let beyond = self.0 - part;
        self.0 = part;
        let read = read(self);
        self.0 += beyond;
        read
    }

    pub(super) const fn left(&self) -> usize {
        self.0
    }

    pub(super) fn spend(&mut self, weight: usize) -> Result<(), Excess> {
        self.0 = self.0.checked_sub(weight).ok_or(Excess::Values)?;
        Ok(())
    }
}

/// Memory of one more value in a list of `count` values.
pub(super) const fn weight_in_list(count: usize) -> usize {
    if count == 0 { LIST } else { ELEMENT }
}

/// Memory of one more entry in a map of `count` entries, without its key.
pub(super) const fn weight_in_map(count: usize) -> usize {
    match count.checked_sub(ENTRIES_OF_FIRST_NODE) {
        None if count == 0 => MAP_NODE,
        Some(more) if more % ENTRIES_OF_NODE == 0 => MAP_NODE,
        _ => 0,
    }
}

/// Charges the memory of a JSON text's values to the budget without building any. Returns the size of the text without the whitespace
/// between values. A malformed text is measured as far as possible; the parser refuses it.
pub(super) fn check_json(text: &str, budget: &mut Budget) -> Result<usize, Excess> {
    let mut open: Vec<Open> = Vec::new();
    let mut significant = 0;
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => continue,
            b'"' => {
                let length = skip_string(&mut bytes);
                budget.spend(length)?;
                significant += length;
            }
            b'[' | b'{' => {
                if open.len() >= MAX_DEPTH {
                    return Err(Excess::Depth);
                }
                let mut opened = Open {
                    is_map: byte == b'{',
                    count: 0,
                };
                opened.add(budget)?;
                open.push(opened);
            }
            b']' | b'}' => {
                open.pop();
            }
            b',' => {
                if let Some(innermost) = open.last_mut() {
                    innermost.add(budget)?;
                }
            }
            _ => {}
        }
        significant += 1;
    }
    Ok(significant)
}

/// A list or map that is still open, and its number of values.
struct Open {
    is_map: bool,
    count: usize,
}

impl Open {
    fn add(&mut self, budget: &mut Budget) -> Result<(), Excess> {
        budget.spend(if self.is_map {
            weight_in_map(self.count)
        } else {
            weight_in_list(self.count)
        })?;
        self.count += 1;
        Ok(())
    }
}

/// Skips to the end of a string whose opening quote was read. Returns its length in bytes, including the closing quote.
fn skip_string(bytes: &mut std::str::Bytes) -> usize {
    let mut length = 0;
    while let Some(byte) = bytes.next() {
        length += 1;
        match byte {
            b'"' => break,
            b'\\' => length += usize::from(bytes.next().is_some()),
            _ => {}
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::{Budget, Excess, MAX_DEPTH, check_json, weight_in_map};

    fn check(text: &str) -> Result<usize, Excess> {
        check_json(text, &mut Budget::of_json())
    }

    #[test]
    fn spaces_count_only_in_texts() {
        assert_eq!(
            check("{ \"a b\" :\n [ 1,\t2 ] }"),
            Ok("{\"a b\":[1,2]}".len())
        );
        assert_eq!(check("\"\\\" [ \\\\\" "), Ok("\"\\\" [ \\\\\"".len()));
    }

    #[test]
    fn depth_is_counted_outside_of_texts() {
        let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert!(check(&nested(MAX_DEPTH)).is_ok());
        assert_eq!(check(&nested(MAX_DEPTH + 1)), Err(Excess::Depth));
        assert!(check(&format!("\"{}\"", "[".repeat(1000))).is_ok());
        assert!(check(&"[]".repeat(1000)).is_ok());
    }

    #[test]
    fn many_small_values_are_too_many() {
        let list = |item: &str, count| format!("[{}]", vec![item; count].join(","));
        assert!(check(&list("0", 100_000)).is_ok());
        assert_eq!(check(&list("0", 2_000_000)), Err(Excess::Values));
        assert!(check(&list("{\"a\":1}", 50_000)).is_ok());
        assert_eq!(check(&list("{\"a\":1}", 200_000)), Err(Excess::Values));
    }

    #[test]
    fn a_small_map_is_one_node() {
        let nodes = |entries| {
            (0..entries)
                .filter(|count| weight_in_map(*count) > 0)
                .count()
        };
        assert_eq!((nodes(1), nodes(11), nodes(12), nodes(17)), (1, 1, 2, 3));
    }
}
