//! Limits on a hub's JSON, checked before it is parsed: the tree can take sixty times the text's length.

/// Objects cost most: each is a map of its own.
const MOST_OBJECTS: usize = 100_000;
/// Values of any kind. A page of a thousand records has some tens of thousands.
const MOST_VALUES: usize = 1_000_000;

/// Whether the parsed tree stays below some 100 MB. Does not check that the text is valid JSON.
pub fn is_readable(text: &str) -> bool {
    let (mut objects, mut values) = (0_usize, 0_usize);
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => skip_string(&mut bytes),
            b'{' => {
                objects += 1;
                values += 1;
            }
            b'[' | b',' => values += 1,
            _ => {}
        }
    }
    objects <= MOST_OBJECTS && values <= MOST_VALUES
}

/// Advances past the closing quote.
fn skip_string(bytes: &mut std::str::Bytes) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => _ = bytes.next(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list_of(item: &str, count: usize) -> String {
        format!("[{}]", vec![item; count].join(","))
    }

    #[test]
    fn an_ordinary_page_is_read() {
        let record = r#"{"id":"a,[{\"","info":{"cpu":1,"la":[1,2,3],"efs":{"a":1}},"name":"n"}"#;
        assert!(is_readable(&list_of(record, 1_000)));
        assert!(is_readable("") && is_readable("no JSON") && is_readable("\"\\"));
    }

    #[test]
    fn texts_that_unfold_are_refused() {
        assert!(!is_readable(&list_of("{}", MOST_OBJECTS + 1)));
        assert!(!is_readable(&list_of("0", MOST_VALUES + 1)));
        assert!(!is_readable(&"[".repeat(MOST_VALUES + 1)));
    }

    #[test]
    fn what_stands_in_texts_does_not_count() {
        let text = format!("\"{}\"", "{[,".repeat(MOST_VALUES));
        assert!(is_readable(&text));
    }
}
