//! Splits a line into characters and codes.

use std::str::Chars;

use crate::domain::direction::turns_writing;

/// A part of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Letter(char),
    /// The parameters of a code that changes the style: `1;31`.
    Style(&'a str),
    /// Return to the start of the line.
    Restart,
}

const ESCAPE: char = '\u{1b}';
/// The same as `ESC [` in one character.
const CONTROL: char = '\u{9b}';
const BELL: char = '\u{7}';
/// The same as `ESC \`.
const END_OF_STRING: char = '\u{9c}';

/// The pieces of one line without its line break.
pub(super) fn pieces(line: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = line.chars();
    std::iter::from_fn(move || {
        loop {
            let letter = rest.next()?;
            match letter {
                ESCAPE => {
                    if let Some(piece) = escape(&mut rest) {
                        return Some(piece);
                    }
                }
                CONTROL => {
                    if let Some(piece) = control(&mut rest) {
                        return Some(piece);
                    }
                }
                '\r' => return Some(Piece::Restart),
                other => return Some(Piece::Letter(shown(other))),
            }
        }
    })
}

/// Reads what follows an escape character; `None` for a code to ignore.
fn escape<'a>(rest: &mut Chars<'a>) -> Option<Piece<'a>> {
    match rest.clone().next()? {
        '[' => {
            rest.next();
            control(rest)
        }
        // Titles, links and the like: text that is not meant to be shown.
        ']' | 'P' | 'X' | '^' | '_' => {
            rest.next();
            skip_text(rest);
            None
        }
        // Codes of two or three characters.
        ' '..='/' => {
            rest.next();
            rest.next();
            None
        }
        '0'..='~' => {
            rest.next();
            None
        }
        _ => None,
    }
}

/// Reads what follows `ESC [`: parameters, then one letter that says what the code does. All but `m`, the style, are ignored.
fn control<'a>(rest: &mut Chars<'a>) -> Option<Piece<'a>> {
    let text = rest.as_str();
    let end = text
        .find(|letter: char| !(' '..='?').contains(&letter))
        .unwrap_or(text.len());
    let (parameters, after) = text.split_at_checked(end)?;
    *rest = after.chars();
    let is_final = after
        .chars()
        .next()
        .is_some_and(|letter| ('@'..='~').contains(&letter));
    if !is_final {
        return None;
    }
    let is_style = rest.next() == Some('m') && parameters.chars().all(is_parameter);
    is_style.then_some(Piece::Style(parameters))
}

const fn is_parameter(letter: char) -> bool {
    matches!(letter, '0'..='9' | ';' | ':')
}

fn skip_text(rest: &mut Chars<'_>) {
    while let Some(letter) = rest.next() {
        match letter {
            BELL | END_OF_STRING => return,
            ESCAPE => {
                if rest.clone().next() == Some('\\') {
                    rest.next();
                }
                return;
            }
            _ => {}
        }
    }
}

/// The character itself, or a replacement if it is invisible or would turn the text after it around.
fn shown(letter: char) -> char {
    match letter {
        '\t' => letter,
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + letter as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '␡',
        other if other.is_control() || turns_writing(other) => '\u{fffd}',
        other => other,
    }
}
