//! Reads what was typed as words and facts.

use super::cost::Need;
use super::features::{LinkSpeed, TypeFeature};
use super::words::{fold_into, words};
use crate::domain::layout::{Connector, Depth, RackWidth, Width};
use crate::domain::units::HalfU;

/// Maximum number of terms; further words are ignored.
const MOST_TERMS: usize = 12;

/// A query: an entry must match all of its terms.
///
/// | typed | also means |
/// |---|---|
/// | `4u` | this height |
/// | `half width`, `half depth`, `10 inch` | this width, depth, rack |
/// | `48 port`, `4 sfp+`, `2x qsfp` | this many ports |
/// | `sfp+`, `c13`, `keystone` … | this connector |
/// | `10gbe`, `2.5g`, `gigabit` | ports of this speed |
/// | `poe` | ports that supply power |
/// | `rackmount` | rail-mounted types |
/// | `12 bays`, `8 outlets` | this many of them |
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub(super) terms: Vec<Term>,
}

/// A word, or several words for one fact. An entry matches if it has the fact or else all the words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    pub(super) words: Vec<String>,
    pub(super) need: Need,
    pub(super) feature: Option<TypeFeature>,
}

impl Query {
    pub fn new(typed: &str) -> Self {
        let mut folded = String::with_capacity(typed.len());
        fold_into(typed, &mut folded);
        let all: Vec<&str> = words(&folded)
            .filter_map(|range| folded.get(range))
            .collect();
        let mut terms = Vec::new();
        let mut rest = all.as_slice();
        while let [word, after @ ..] = rest
            && terms.len() < MOST_TERMS
        {
            let word = usual(word);
            let next = after.first().copied().unwrap_or_default();
            let (term, takes_next) = Term::read(word, next);
            terms.push(term);
            rest = after.get(usize::from(takes_next)..).unwrap_or_default();
        }
        Self { terms }
    }

    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

impl Term {
    /// The term that begins with a word, and whether the next word belongs to it.
    fn read(word: &str, next: &str) -> (Self, bool) {
        let (number, unit) = split_number(word);
        let is_alone = matches!(unit, "" | "x") && !number.is_empty();
        if let Some(speed) = LinkSpeed::of_gigabits(number) {
            let takes_next = unit.is_empty() && is_gigabits(next);
            if takes_next || is_gigabits(unit) {
                let short = format!("{number}g");
                let term = Self::feature(TypeFeature::Speed(speed), &[&short], Need::Part);
                return (term, takes_next);
            }
        }
        if (word, next) == ("zero", "u") {
            return (Self::read("0u", "").0, true);
        }
        if let Some(height) = height(number).filter(|_| matches!(unit, "u" | "ru" | "he")) {
            return (
                Self::feature(TypeFeature::Height(height), &[word], Need::Word),
                false,
            );
        }
        if let Some(count) = number
            .parse()
            .ok()
            .filter(|_| !unit.is_empty() && unit != "x")
            && let Some(feature) = counted(count, unit)
        {
            return (Self::feature(feature, &[number], Need::Number), false);
        }
        if let Some(count) = number.parse().ok().filter(|_| is_alone)
            && let Some(feature) = counted(count, next)
        {
            let is_connector = matches!(
                feature,
                TypeFeature::Ports(_, Some(_)) | TypeFeature::Rack(_)
            );
            let words: &[&str] = if is_connector {
                &[number, next]
            } else {
                &[number]
            };
            return (Self::feature(feature, words, Need::Number), true);
        }
        if let Some(feature) = shape(word, next) {
            return (Self::feature(feature, &[word, next], Need::Part), true);
        }
        let feature = match word {
            "poe" | "poe+" | "poe++" => Some(TypeFeature::Poe),
            "shallow" => Some(TypeFeature::Depth(Depth::Half)),
            "rackmount" | "rackmounted" | "rackmountable" => Some(TypeFeature::Rackmount),
            "gigabit" | "gige" => Some(TypeFeature::Speed(LinkSpeed::GIGABIT)),
            _ => connector(word).map(TypeFeature::Connector),
        };
        let term = Self {
            words: vec![word.to_owned()],
            need: Need::Part,
            feature,
        };
        (term, false)
    }

    fn feature(feature: TypeFeature, words: &[&str], need: Need) -> Self {
        Self {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            need,
            feature: Some(feature),
        }
    }
}

/// The spelling used in the texts.
fn usual(word: &str) -> &str {
    match word {
        "fibre" => "fiber",
        "wlan" => "wifi",
        _ => word,
    }
}

fn is_gigabits(unit: &str) -> bool {
    matches!(
        unit,
        "g" | "gb" | "gbe" | "gbit" | "gbps" | "gig" | "gige" | "gigabit" | "gbase"
    )
}

/// Splits a word into the number at its beginning and the rest.
fn split_number(word: &str) -> (&str, &str) {
    let end = word
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(word.len());
    word.split_at_checked(end).unwrap_or((word, ""))
}

/// Reads `1.5` as three half-units; `None` if it is not a possible height of a device.
fn height(number: &str) -> Option<HalfU> {
    let (whole, half) = match number.split_once('.') {
        Some((whole, "5")) => (whole, 1),
        Some(_) => return None,
        None => (number, 0),
    };
    let whole: u16 = whole.parse().ok().filter(|whole| *whole <= 100)?;
    let height = whole * 2 + half;
    (height > 0).then_some(HalfU(height))
}

/// The fact for a count and the word after it.
fn counted(count: u16, word: &str) -> Option<TypeFeature> {
    Some(match word {
        "port" | "ports" => TypeFeature::Ports(count, None),
        "bay" | "bays" | "drive" | "drives" | "disk" | "disks" => TypeFeature::Drives(count),
        "outlet" | "outlets" | "socket" | "sockets" => TypeFeature::Outlets(count),
        "in" | "inch" => TypeFeature::Rack(RackWidth::try_from(u8::try_from(count).ok()?).ok()?),
        _ => TypeFeature::Ports(count, Some(connector(word)?)),
    })
}

fn shape(word: &str, next: &str) -> Option<TypeFeature> {
    Some(match (word, next) {
        ("half", "width" | "wide") => TypeFeature::Width(Width::Half),
        ("third", "width" | "wide") => TypeFeature::Width(Width::Third),
        ("full", "width" | "wide") => TypeFeature::Width(Width::Full),
        ("half" | "short", "depth") => TypeFeature::Depth(Depth::Half),
        ("full", "depth") => TypeFeature::Depth(Depth::Full),
        _ => return None,
    })
}

/// The connector with this name.
fn connector(word: &str) -> Option<Connector> {
    Some(match word {
        "rj45" => Connector::Rj45,
        "sfp" => Connector::Sfp,
        "sfp+" | "sfp28" => Connector::SfpPlus,
        "qsfp" | "qsfp+" | "qsfp28" => Connector::Qsfp,
        "keystone" => Connector::Keystone,
        "lc" => Connector::Lc,
        "bnc" | "coax" => Connector::Coax,
        "hdmi" => Connector::Hdmi,
        "vga" => Connector::Vga,
        "c13" => Connector::IecC13,
        "c19" => Connector::IecC19,
        "schuko" => Connector::Schuko,
        "nema" => Connector::Nema,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn features(typed: &str) -> Vec<Option<TypeFeature>> {
        let terms = Query::new(typed).terms.into_iter();
        terms.map(|term| term.feature).collect()
    }

    fn speed(gigabits: &str) -> Option<TypeFeature> {
        LinkSpeed::of_gigabits(gigabits).map(TypeFeature::Speed)
    }

    #[test]
    fn words_become_facts() {
        for (typed, wanted) in [
            (
                "supermicro 4u",
                vec![None, Some(TypeFeature::Height(HalfU(8)))],
            ),
            ("0.5U", vec![Some(TypeFeature::Height(HalfU(1)))]),
            ("120u 0u 1.25u", vec![None, None, None]),
            (
                "48 port PoE",
                vec![Some(TypeFeature::Ports(48, None)), Some(TypeFeature::Poe)],
            ),
            (
                "48-port 24port",
                vec![
                    Some(TypeFeature::Ports(48, None)),
                    Some(TypeFeature::Ports(24, None)),
                ],
            ),
            (
                "4x SFP+",
                vec![Some(TypeFeature::Ports(4, Some(Connector::SfpPlus)))],
            ),
            ("sfp", vec![Some(TypeFeature::Connector(Connector::Sfp))]),
            (
                "12 bays 8 outlets",
                vec![Some(TypeFeature::Drives(12)), Some(TypeFeature::Outlets(8))],
            ),
            (
                "10-inch half depth",
                vec![
                    Some(TypeFeature::Rack(RackWidth::Ten)),
                    Some(TypeFeature::Depth(Depth::Half)),
                ],
            ),
            ("half width", vec![Some(TypeFeature::Width(Width::Half))]),
            ("fortigate 60", vec![None, None]),
            ("10gbe 2.5 gig", vec![speed("10"), speed("2.5")]),
            (
                "16gb 10 gigabit gigabit",
                vec![None, speed("10"), speed("1")],
            ),
            ("rackmount zero u", vec![Some(TypeFeature::Rackmount), None]),
            ("99999999 ports", vec![None, None]),
        ] {
            assert_eq!(features(typed), wanted, "{typed}");
        }
        assert!(Query::new(" .- ").is_empty());
        assert_eq!(Query::new(&"a ".repeat(99)).terms.len(), MOST_TERMS);
    }

    proptest! {
        #[test]
        fn no_text_panics(typed in "\\PC{0,60}") {
            let _ = Query::new(&typed);
        }
    }
}
