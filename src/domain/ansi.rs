//! Parses text with a terminal's color codes into spans with a style. The result is text and nothing else: codes that move the cursor, set
//! the window title or make links are dropped, and invisible characters are replaced by visible ones.

mod codes;
mod color;

pub use self::color::TerminalColor;

use self::codes::{Piece, pieces};

/// Maximum number of characters kept of one line.
pub const LONGEST_LINE: usize = 4_000;

/// How a stretch of text is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextStyle {
    pub color: Option<TerminalColor>,
    pub bold: bool,
    pub dim: bool,
    pub italic: bool,
    pub underline: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyledSpan {
    pub style: TextStyle,
    pub text: String,
}

/// One line of text. Neighboring spans differ in style, and none is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogLine {
    pub spans: Vec<StyledSpan>,
}

impl LogLine {
    /// The text without its styles.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// The last lines of a text, at most `most`. A style lasts until it is changed, across line ends too.
pub fn last_lines(text: &str, most: usize) -> Vec<LogLine> {
    let from = start_of_last(text, most);
    // Styles set before the tail are lost: reading ten megabytes for one color is not worth it.
    let tail = text.get(from..).unwrap_or_default();
    let mut reader = StyleReader::default();
    tail.lines().map(|line| reader.line(line)).collect()
}

/// How many lines a text has.
pub fn count_lines(text: &str) -> usize {
    text.lines().count()
}

/// Byte offset at which the last `most` lines of a text begin.
fn start_of_last(text: &str, most: usize) -> usize {
    let body = text.strip_suffix('\n').unwrap_or(text);
    match most.checked_sub(1) {
        None => text.len(),
        Some(others) => body
            .rmatch_indices('\n')
            .nth(others)
            .map_or(0, |(at, _)| at + 1),
    }
}

#[derive(Default)]
struct StyleReader {
    style: TextStyle,
}

impl StyleReader {
    fn line(&mut self, line: &str) -> LogLine {
        let mut writer = LineWriter::default();
        for piece in pieces(line) {
            match piece {
                Piece::Letter(letter) => writer.push(self.style, letter),
                Piece::Style(parameters) => self.style.apply(parameters),
                // A progress bar draws over itself: only its last state counts.
                Piece::Restart => writer.restart(),
            }
        }
        writer.end()
    }
}

#[derive(Default)]
struct LineWriter {
    line: LogLine,
    length: usize,
    /// The next character starts the line again.
    restarts: bool,
}

impl LineWriter {
    fn push(&mut self, style: TextStyle, letter: char) {
        if std::mem::take(&mut self.restarts) {
            self.line.spans.clear();
            self.length = 0;
        }
        self.length += 1;
        if self.length > LONGEST_LINE {
            return;
        }
        match self.line.spans.last_mut() {
            Some(last) if last.style == style => last.text.push(letter),
            _ => self.line.spans.push(StyledSpan {
                style,
                text: letter.to_string(),
            }),
        }
    }

    fn restart(&mut self) {
        self.restarts = true;
    }

    fn end(mut self) -> LogLine {
        if self.length > LONGEST_LINE {
            let more = self.length - LONGEST_LINE;
            self.line.spans.push(StyledSpan {
                style: TextStyle {
                    dim: true,
                    italic: true,
                    ..TextStyle::default()
                },
                text: format!(" … and {more} more characters"),
            });
        }
        self.line
    }
}

impl TextStyle {
    /// Applies a code of the kind `ESC [ 1 ; 31 m`. Unknown numbers are skipped.
    fn apply(&mut self, parameters: &str) {
        let mut numbers = parameters
            .split([';', ':'])
            .map(|number| number.parse::<u16>().unwrap_or_default());
        while let Some(number) = numbers.next() {
            match number {
                0 => *self = Self::default(),
                1 => self.bold = true,
                2 => self.dim = true,
                3 => self.italic = true,
                4 | 21 => self.underline = true,
                22 => (self.bold, self.dim) = (false, false),
                23 => self.italic = false,
                24 => self.underline = false,
                30..=37 => self.color = TerminalColor::of_number(number - 30),
                90..=97 => self.color = TerminalColor::of_number(number - 90),
                38 => self.color = color::extended(&mut numbers),
                39 => self.color = None,
                // Backgrounds are not shown: nobody chose them for this page. Their numbers must not be read as styles.
                48 | 58 => _ = color::extended(&mut numbers),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(text: &str) -> LogLine {
        let mut lines = last_lines(text, 10);
        assert_eq!(lines.len(), 1, "{text:?}");
        lines.remove(0)
    }

    fn colored(color: TerminalColor, text: &str) -> StyledSpan {
        StyledSpan {
            style: TextStyle {
                color: Some(color),
                ..TextStyle::default()
            },
            text: text.to_owned(),
        }
    }

    fn plain(text: &str) -> StyledSpan {
        StyledSpan {
            style: TextStyle::default(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn colors_become_styles_and_no_codes_are_left() {
        let line = one("\u{1b}[31mERROR\u{1b}[0m failed");
        assert_eq!(
            line.spans,
            [colored(TerminalColor::Red, "ERROR"), plain(" failed")]
        );
        let line = one("\u{1b}[1;4;32mok\u{1b}[22;24;39m!");
        let [first, second] = line.spans.as_slice() else {
            panic!("{line:?}")
        };
        assert!(first.style.bold && first.style.underline);
        assert_eq!(
            (first.style.color, second),
            (Some(TerminalColor::Green), &plain("!"))
        );
    }

    #[test]
    fn many_colors_become_the_nearest_of_eight() {
        assert_eq!(
            one("\u{1b}[38;5;196mx").spans,
            [colored(TerminalColor::Red, "x")]
        );
        assert_eq!(
            one("\u{1b}[38;2;20;200;40mx").spans,
            [colored(TerminalColor::Green, "x")]
        );
        assert_eq!(
            one("\u{1b}[38:5:21mx").spans,
            [colored(TerminalColor::Blue, "x")]
        );
        // The numbers of a background are not styles: 5 would blink, 1 be bold.
        assert_eq!(one("\u{1b}[48;5;1mx").spans, [plain("x")]);
    }

    #[test]
    fn a_style_lasts_over_the_end_of_a_line() {
        let lines = last_lines("\u{1b}[36mone\ntwo\u{1b}[m\nthree", 10);
        let colors: Vec<_> = lines
            .iter()
            .map(|line| line.spans.first().and_then(|span| span.style.color))
            .collect();
        assert_eq!(
            colors,
            [Some(TerminalColor::Cyan), Some(TerminalColor::Cyan), None]
        );
    }

    #[test]
    fn markup_and_links_stay_text() {
        assert_eq!(
            one("<img src=x onerror=alert(1)>").text(),
            "<img src=x onerror=alert(1)>"
        );
        assert_eq!(
            one("\u{1b}]8;;javascript:alert(1)\u{7}click\u{1b}]8;;\u{1b}\\ me").text(),
            "click me"
        );
        assert_eq!(one("\u{1b}]0;title\u{7}text").text(), "text");
    }

    #[test]
    fn codes_that_never_end_do_not_swallow_the_next_line() {
        let lines = last_lines("a\u{1b}]0;never ends\nb\u{1b}[31\nc\u{1b}", 10);
        let texts: Vec<_> = lines.iter().map(LogLine::text).collect();
        assert_eq!(texts, ["a", "b", "c"]);
    }

    #[test]
    fn a_progress_bar_shows_its_last_state() {
        assert_eq!(one("10 %\r50 %\r100 %\r").text(), "100 %");
        assert_eq!(one("whole line\r\n").text(), "whole line");
    }

    #[test]
    fn characters_that_would_not_show_or_turn_the_text_around_are_replaced() {
        assert_eq!(one("a\u{0}b\u{8}c\u{7f}").text(), "a␀b␈c␡");
        assert_eq!(one("a\u{202e}b\u{2066}c").text(), "a\u{fffd}b\u{fffd}c");
        assert_eq!(one("a\tb").text(), "a\tb");
    }

    #[test]
    fn only_the_last_lines_are_kept() {
        let text: String = (0..1_000).map(|number| format!("{number}\n")).collect();
        let lines = last_lines(&text, 3);
        let texts: Vec<_> = lines.iter().map(LogLine::text).collect();
        assert_eq!(texts, ["997", "998", "999"]);
        assert!(last_lines(&text, 0).is_empty());
        assert_eq!(count_lines(&text), 1_000);
    }

    #[test]
    fn ten_megabytes_in_one_line_are_cut() {
        let line = one(&"x".repeat(10_000_000));
        assert!(line.text().starts_with("xxx"));
        assert!(line.text().ends_with("… and 9996000 more characters"));
    }

    proptest! {
        #[test]
        fn whatever_comes_no_control_character_is_left(bytes in proptest::collection::vec(
            prop_oneof![Just(0x1b_u8), Just(b'['), Just(b']'), Just(b';'), Just(b'm'), Just(b'\n'), Just(b'\r'), any::<u8>()], 0..400
        ), most in 0_usize..20) {
            let text = String::from_utf8_lossy(&bytes);
            let lines = last_lines(&text, most);
            prop_assert!(lines.len() <= most);
            for line in &lines {
                let text = line.text();
                prop_assert!(!text.chars().any(|letter| letter.is_control() && letter != '\t'), "{text:?}");
                prop_assert!(line.spans.iter().all(|span| !span.text.is_empty()));
                prop_assert!(line.spans.windows(2).all(|pair| pair[0].style != pair[1].style));
            }
        }

        #[test]
        fn plain_text_comes_out_as_it_went_in(text in "[a-zA-Z0-9 <>&\"'äöü€]{0,200}") {
            let lines = last_lines(&text, 5);
            let back: String = lines.iter().map(LogLine::text).collect();
            prop_assert_eq!(back, text);
        }
    }
}
