//! Estimates text widths without access to a font.

use crate::domain::format::BETWEEN;
use crate::domain::view::ShortForm;

/// Estimated width in pixels of text set in the interface's font at `size` pixels. Errs on the wide side.
pub fn width(text: &str, size: f32) -> f32 {
    text.chars().map(relative_width).sum::<f32>() * size
}

/// The text, cut with an ellipsis so that it fits into `available` pixels.
pub fn fit(text: &str, size: f32, available: f32) -> String {
    if width(text, size) <= available {
        return text.to_owned();
    }
    let ellipsis = relative_width('…') * size;
    let mut used = ellipsis;
    let mut cut: String = text
        .chars()
        .take_while(|character| {
            used += relative_width(*character) * size;
            used <= available
        })
        .collect();
    let is_left_out = |end: char| end.is_whitespace() || end == '.';
    cut.truncate(cut.trim_end_matches(is_left_out).len());
    cut.push('…');
    cut
}

/// The text, cut in the middle to fit, as names of machines often differ at their ends. A domain is cut first. Shows at least the
/// ellipsis.
pub fn fit_in_middle(text: &str, size: f32, available: f32) -> String {
    if width(text, size) <= available {
        return text.to_owned();
    }
    if let Some(host) = before_domain(text) {
        return match width(host, size) + relative_width('…') * size <= available {
            true => fit(text, size, available),
            false => fit_in_middle(host, size, available),
        };
    }
    let characters: Vec<char> = text.chars().collect();
    let mut room = available / size - relative_width('…');
    let (mut head, mut tail) = (0, characters.len());
    loop {
        // Two characters at the start for each at the end: the start says more.
        let at_start = head < 2 * (characters.len() - tail) + 2;
        let next = if at_start {
            head
        } else {
            tail.saturating_sub(1)
        };
        let Some(character) = characters.get(next).filter(|_| head < tail) else {
            break;
        };
        room -= relative_width(*character);
        if room < 0.0 {
            break;
        }
        if at_start {
            head += 1;
        } else {
            tail -= 1;
        }
    }
    let part = |range: &[char]| range.iter().collect::<String>();
    let (start, end) = (
        part(characters.get(..head).unwrap_or_default()),
        part(characters.get(tail..).unwrap_or_default()),
    );
    format!("{}…{}", start.trim_end(), end.trim_start())
}

/// `nas` of `nas.home.arpa`: the domain is the same for many machines. Addresses and versions have none. A single word after a dot may
/// be what distinguishes two machines, so it counts as a domain only if it is a plain word and not longer than what precedes it.
fn before_domain(text: &str) -> Option<&str> {
    let (host, domain) = text.split_once('.')?;
    let is_domain = domain.ends_with(|last: char| last.is_ascii_alphabetic())
        && (domain.contains('.') || domain.len() <= host.len() && !domain.contains('-'));
    (is_domain && !text.contains(' ')).then_some(host)
}

/// As many of the parts between dots as fit on one line, and the parts that are left. Where the first one alone does not fit, it is
/// told in fewer words; what of those does not fit either is cut. On the last line that there is, parts are told in fewer words where
/// that makes room for others, and one without room is left out for those after it.
pub fn split_parts<'a>(
    text: &'a str,
    shorter: &[ShortForm],
    (size, available): (f32, f32),
    is_last: bool,
) -> (String, &'a str) {
    let fits = |text: &str| width(text, size) <= available;
    if is_last && !fits(text) {
        let told = most_parts(text, shorter, fits);
        if !told.is_empty() {
            return (told, "");
        }
    }
    let mut shown = text;
    while !fits(shown)
        && let Some((fewer, _)) = shown.rsplit_once(BETWEEN)
    {
        shown = fewer;
    }
    let rest = text.get(shown.len()..).unwrap_or_default();
    let mut line = shown;
    for form in forms(shown, shorter) {
        if !fits(line) {
            line = form;
        }
    }
    let rest = rest.strip_prefix(BETWEEN).filter(|_| !is_last);
    (fit(line, size, available), rest.unwrap_or_default())
}

/// The most parts that fit, each in as many words as the others leave room for. Nothing where the first one does not fit.
fn most_parts(text: &str, shorter: &[ShortForm], fits: impl Fn(&str) -> bool) -> String {
    let mut parts = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    for part in text.split(BETWEEN) {
        told.push(forms(part, shorter).last().unwrap_or(part));
        if fits(&told.join(BETWEEN)) {
            parts.push(part);
        } else {
            told.pop();
            if told.is_empty() {
                break;
            }
        }
    }
    for (at, part) in parts.into_iter().enumerate() {
        for form in forms(part, shorter) {
            if let Some(slot) = told.get_mut(at) {
                *slot = form;
            }
            // At the latest the shortest form does.
            if fits(&told.join(BETWEEN)) {
                break;
            }
        }
    }
    told.join(BETWEEN)
}

/// The part itself, then its shorter forms.
fn forms<'a>(part: &'a str, shorter: &'a [ShortForm]) -> impl Iterator<Item = &'a str> {
    let short = shorter.iter().filter(move |form| form.part == part);
    std::iter::once(part).chain(short.map(|form| form.short.as_str()))
}

/// The same on the last line, with the number of the parts that are left out: `GPU 95 % · Disk data 78 % +2`. The number is left out
/// where it takes the room of the first part.
pub fn counted_parts(text: &str, shorter: &[ShortForm], (size, available): (f32, f32)) -> String {
    let parts = |line: &str| line.split(BETWEEN).count();
    let count = |line: &str| format!(" +{}", parts(text).saturating_sub(parts(line)));
    let line = split_parts(text, shorter, (size, available), true).0;
    if parts(&line) == parts(text) {
        return line;
    }
    let room = available - width(&count(&line), size);
    let fewer = most_parts(text, shorter, |line| width(line, size) <= room);
    if fewer.is_empty() {
        return line;
    }
    let count = count(&fewer);
    fewer + &count
}

/// Estimated width of a character as a share of the font size, by class.
fn relative_width(character: char) -> f32 {
    match character {
        'i' | 'j' | 'l' | '!' | '.' | ',' | ':' | ';' | '\'' | '|' => 0.34,
        'f' | 'r' | 't' | 'I' | '(' | ')' | '[' | ']' | ' ' | '·' => 0.41,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 1.0,
        'A'..='Z' => 0.74,
        '0'..='9' => 0.64,
        _ if character.is_ascii() => 0.63,
        // Latin, Greek and Cyrillic letters are about as wide as ASCII ones; from the Hangul Jamo on most are square.
        _ if (character as u32) < 0x1100 => 0.7,
        _ => 1.05,
    }
}

#[cfg(test)]
mod tests {
    use super::{ShortForm, counted_parts, fit, fit_in_middle, split_parts, width};

    #[test]
    fn short_text_is_untouched_and_long_text_fits() {
        assert_eq!(fit("pve-node1", 12.0, 200.0), "pve-node1");
        let cut = fit(
            "a-very-long-host-name.with.many.labels.example.org",
            12.0,
            100.0,
        );
        assert!(cut.ends_with('…') && width(&cut, 12.0) <= 100.0, "{cut}");
    }

    #[test]
    fn a_name_keeps_both_of_its_ends() {
        assert_eq!(fit_in_middle("pve-node1", 12.0, 200.0), "pve-node1");
        let name = "core-switch-rack-a-basement-2";
        for available in 12..300 {
            let available = available as f32;
            let cut = fit_in_middle(name, 12.0, available);
            assert!(width(&cut, 12.0) <= available, "{cut}");
            let (start, end) = cut.split_once('…').unwrap_or((name, ""));
            assert!(name.starts_with(start) && name.ends_with(end), "{cut}");
        }
        assert_eq!(fit_in_middle(name, 12.0, 100.0), "core-swi…nt-2");
        assert_eq!(fit_in_middle("10.20.30.147", 12.0, 60.0), "10.2…47");
    }

    #[test]
    fn a_domain_is_cut_before_the_name_of_the_machine() {
        let cut = |name, available| fit_in_middle(name, 12.0, available);
        assert_eq!(cut("host-1.home.arpa", 70.0), "host-1.h…");
        assert_eq!(cut("host-2.home.arpa", 60.0), "host-2…");
        let long = "core-switch.rack-a.basement.example.org";
        assert_eq!(cut(long, 60.0), "core…ch");
        assert_eq!(cut("host-3.local", 60.0), "host-3…");
        // The end is not a domain here: it distinguishes the two.
        assert_eq!(cut("rack1.node-a", 60.0), "rack…-a");
        assert_eq!(cut("rack1.backup", 60.0), "rack…up");
        assert_eq!(cut("rack-01.node-b", 60.0), "rack…-b");
        for available in 12..300 {
            assert!(width(&cut(long, available as f32), 12.0) < available as f32 + 0.01);
        }
    }

    #[test]
    fn whole_parts_are_left_out_first() {
        let context = "up 14 d · 47 °C · 3 containers";
        let line = |text, available| split_parts(text, &[], (11.0, available), false).0;
        assert_eq!(line(context, 300.0), context);
        assert_eq!(line(context, 110.0), "up 14 d · 47 °C");
        assert_eq!(line(context, 30.0), "up…");
        assert_eq!(line("", 30.0), "");
    }

    #[test]
    fn what_does_not_fit_is_left_for_the_next_line() {
        let context = "Load 50 · GPU 99 % · Disk data 78 %";
        let split = |available| split_parts(context, &[], (11.0, available), false);
        assert_eq!(split(300.0), (context.to_owned(), ""));
        assert_eq!(
            split(140.0),
            ("Load 50 · GPU 99 %".to_owned(), "Disk data 78 %")
        );
        let cut = split(30.0);
        assert!(cut.0.starts_with('L') && cut.0.ends_with('…'), "{cut:?}");
        assert_eq!(cut.1, "GPU 99 % · Disk data 78 %");
        assert_eq!(
            split_parts("", &[], (11.0, 30.0), false),
            (String::new(), "")
        );
    }

    #[test]
    fn fewer_words_come_before_a_cut() {
        let context = "1 of 3 guests down · up 14 d";
        let form = |part: &str, short: &str| ShortForm {
            part: part.to_owned(),
            short: short.to_owned(),
        };
        let shorter = [
            form("2 guests down", "2 guests"),
            form("1 of 3 guests down", "1 guest down"),
            form("1 of 3 guests down", "1 guest"),
        ];
        let split = |available| split_parts(context, &shorter, (11.0, available), false);
        let told = |line: &str, rest| (line.to_owned(), rest);
        assert_eq!(split(250.0), told(context, ""));
        assert_eq!(split(125.0), told("1 of 3 guests down", "up 14 d"));
        assert_eq!(split(90.0), told("1 guest down", "up 14 d"));
        assert_eq!(split(50.0), told("1 guest", "up 14 d"));
        assert_eq!(split(38.0), told("1 gu…", "up 14 d"));
        for available in 11..200 {
            let (line, _) = split(available as f32);
            assert!(width(&line, 11.0) <= available as f32, "{line}");
        }
    }

    #[test]
    fn on_the_last_line_fewer_words_come_before_nothing() {
        let context = "up 14 d · ↑ 1.2 ↓ 3.4 MB/s · 12 containers";
        let shorter = [ShortForm {
            part: "↑ 1.2 ↓ 3.4 MB/s".to_owned(),
            short: "4.60 MB/s".to_owned(),
        }];
        let told = |available| split_parts(context, &shorter, (11.0, available), true).0;
        let both = "up 14 d · ↑ 1.2 ↓ 3.4 MB/s";
        let sum = "up 14 d · 4.60 MB/s";
        assert_eq!(told(400.0), context);
        assert_eq!(told(width(both, 11.0)), both);
        assert_eq!(told(width(both, 11.0) - 0.1), sum);
        assert_eq!(told(width(sum, 11.0)), sum);
        assert_eq!(told(width(sum, 11.0) - 0.1), "up 14 d");
        // What has no room makes room for what is told after it.
        let context = "up 14 d · NVIDIA RTX 6000 Ada 95 % · 3 containers";
        let told = |available| split_parts(context, &[], (11.0, available), true);
        let without = "up 14 d · 3 containers";
        assert_eq!(told(width(without, 11.0)), (without.to_owned(), ""));
        assert_eq!(told(width(without, 11.0) - 0.1).0, "up 14 d");
        // And what takes fewer words as well.
        let context = "up 14 d · ↑ 1.2 ↓ 3.4 MB/s · 12 containers";
        let told = |available| split_parts(context, &shorter, (11.0, available), true).0;
        let three = "up 14 d · 4.60 MB/s · 12 containers";
        assert_eq!(told(width(context, 11.0) - 0.1), three);
        assert_eq!(told(width(three, 11.0)), three);
        assert_eq!(told(width(three, 11.0) - 0.1), both);
        for available in 11..400 {
            let available = available as f32;
            let (first, _) = split_parts(context, &shorter, (11.0, available), false);
            let line = told(available);
            assert!(width(&line, 11.0) <= available, "{line}");
            // Never less than without the short form.
            assert!(width(&line, 11.0) >= width(&first, 11.0), "{line}");
        }
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let reasons = "CPU 98 % · GPU 95 % · 1 of 10 services failed · Agent 0.17.0";
        let shorter = [ShortForm {
            part: "1 of 10 services failed".to_owned(),
            short: "1 service failed".to_owned(),
        }];
        let told = |available| counted_parts(reasons, &shorter, (11.0, available));
        let steps = [
            reasons,
            "CPU 98 % · GPU 95 % · 1 service failed · Agent 0.17.0",
            "CPU 98 % · GPU 95 % · 1 of 10 services failed +1",
            "CPU 98 % · GPU 95 % · 1 service failed +1",
            "CPU 98 % · GPU 95 % · Agent 0.17.0 +1",
            "CPU 98 % · GPU 95 % +2",
            "CPU 98 % +3",
            "CPU 98 %",
        ];
        for (step, fewer) in steps.iter().zip(&steps[1..]) {
            let needed = width(step, 11.0) + 0.01;
            assert_eq!(told(needed), *step);
            assert_eq!(told(needed - 0.1), *fewer);
        }
        for available in 11..400 {
            let available = available as f32;
            assert!(width(&told(available), 11.0) <= available);
        }
    }

    #[test]
    fn no_room_leaves_the_ellipsis() {
        assert_eq!(fit("名前が長いサーバー", 12.0, 5.0), "…");
    }
}
