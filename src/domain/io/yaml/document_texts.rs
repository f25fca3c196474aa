//! Splits a YAML text into its documents without parsing them, so that a bad one can be left out. A line that starts with `---` or `...` as
//! a separate word separates documents, even within quotes or brackets.

/// A document with the directives and comments before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DocumentText<'a> {
    pub text: &'a str,
    /// The number of lines of the whole text above it.
    pub above: usize,
}

/// The documents of a text in order. Text with only comments is not a document.
pub(super) fn document_texts(text: &str) -> DocumentTexts<'_> {
    DocumentTexts {
        rest: text,
        above: 0,
    }
}

pub(super) struct DocumentTexts<'a> {
    rest: &'a str,
    above: usize,
}

impl<'a> Iterator for DocumentTexts<'a> {
    type Item = DocumentText<'a>;

    fn next(&mut self) -> Option<DocumentText<'a>> {
        let above = self.above;
        let (mut length, mut lines) = (0, 0);
        let mut has_content = false;
        for line in self.rest.split_inclusive('\n') {
            if has_content && is_marker(line, "---") {
                break;
            }
            length += line.len();
            lines += 1;
            if is_marker(line, "...") {
                if has_content {
                    break;
                }
            } else {
                has_content |= !is_beside(line);
            }
        }
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        self.above += lines;
        has_content.then_some(DocumentText { text, above })
    }
}

/// Whether a line before a document has no content: it is empty, a comment or a directive.
fn is_beside(line: &str) -> bool {
    let words = line.trim();
    words.is_empty() || words.starts_with('#') || line.starts_with('%')
}

fn is_marker(line: &str, marker: &str) -> bool {
    let rest = line.strip_prefix(marker);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}
