//! The user's template for the second line of devices: `{address} · {cpu}`.

use super::annotation::{Annotation, NOT_KNOWN};
use super::format::BETWEEN;
use super::health::{Evidence, Health};
use super::layout::Device;
use super::monitor_view::LastCheck;
use super::view::SystemExtras;

/// Maximum length of a template in characters; a longer one is cut.
pub const LONGEST: usize = 200;

/// A parsed template.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelTemplate {
    parts: Vec<Vec<LabelPiece>>,
}

#[derive(Clone, Debug, PartialEq)]
enum LabelPiece {
    Text(String),
    Value(Annotation),
}

impl LabelTemplate {
    /// Parses a template. Any text is one; what is not a placeholder is kept as is.
    pub fn parse(text: &str) -> Self {
        let text: String = text.chars().take(LONGEST).collect();
        let parts = text.trim().split(BETWEEN).map(pieces);
        Self {
            parts: parts.filter(|pieces| !pieces.is_empty()).collect(),
        }
    }

    /// The names that may stand in braces.
    pub fn names() -> impl Iterator<Item = String> {
        let all = Annotation::ALL.into_iter();
        let known = all.filter(|annotation| *annotation != Annotation::Nothing);
        known.map(|annotation| annotation.name().to_lowercase())
    }

    /// Whether it has a placeholder for `wanted`.
    pub fn names_any(&self, wanted: Annotation) -> bool {
        let mut pieces = self.parts.iter().flatten();
        pieces.any(|piece| *piece == LabelPiece::Value(wanted))
    }

    /// The line of a device; empty if nothing of it is known. Values that are not verified are left out.
    pub fn line(
        &self,
        device: &Device,
        (evidence, health): (&Evidence, Health),
        extras: &SystemExtras,
        check: Option<LastCheck>,
    ) -> String {
        let check = check.filter(|check| check.health.is_verified());
        self.line_of(|annotation| {
            if annotation.is_live() && !annotation.is_checked() && !health.is_verified() {
                return String::new();
            }
            let text = annotation.text(device, (evidence, health), extras, check);
            if annotation.is_live() && text == NOT_KNOWN {
                String::new()
            } else {
                text
            }
        })
    }

    /// Leaves out each part in which a value is unknown.
    fn line_of(&self, value: impl Fn(Annotation) -> String) -> String {
        let part = |pieces: &Vec<LabelPiece>| {
            let mut part = String::new();
            let mut is_known = true;
            for piece in pieces {
                match piece {
                    LabelPiece::Text(text) => part.push_str(text),
                    LabelPiece::Value(annotation) => {
                        let value = value(*annotation);
                        is_known &= !value.is_empty();
                        part.push_str(&value);
                    }
                }
            }
            is_known.then_some(part)
        };
        let parts: Vec<String> = self.parts.iter().filter_map(part).collect();
        parts.join(BETWEEN)
    }
}

fn pieces(text: &str) -> Vec<LabelPiece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        plain.push_str(before);
        let named = from.split_once('}').and_then(|(name, after)| {
            let annotation = Annotation::named(name.trim())?;
            (annotation != Annotation::Nothing).then_some((annotation, after))
        });
        match named {
            Some((annotation, after)) => {
                if !plain.is_empty() {
                    pieces.push(LabelPiece::Text(std::mem::take(&mut plain)));
                }
                pieces.push(LabelPiece::Value(annotation));
                rest = after;
            }
            None => {
                plain.push('{');
                rest = from;
            }
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        pieces.push(LabelPiece::Text(plain));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::contact::Contact;
    use crate::domain::health::{Criteria, Health, HubConnection};
    use crate::domain::monitor::Latency;
    use crate::domain::samples::{device_id, linked_layout, system};
    use crate::domain::units::{Millis, Percent};

    fn line(template: &str, known: &[(Annotation, &str)]) -> String {
        LabelTemplate::parse(template).line_of(|wanted| {
            let found = known.iter().find(|(annotation, _)| *annotation == wanted);
            found.map_or_else(String::new, |(_, text)| (*text).to_owned())
        })
    }

    #[test]
    fn placeholders_become_what_is_known_and_other_text_stays() {
        let known = [(Annotation::Address, "10.0.0.5"), (Annotation::Cpu, "12 %")];
        assert_eq!(line("{address} · CPU {cpu}", &known), "10.0.0.5 · CPU 12 %");
        assert_eq!(line("{ Address }/{CPU}", &known), "10.0.0.5/12 %");
        assert_eq!(line("ssh {who} · {cpu", &known), "ssh {who} · {cpu");
        assert_eq!(line("", &known), "");
    }

    #[test]
    fn a_part_of_which_nothing_is_known_is_left_out() {
        let known = [(Annotation::Address, "10.0.0.5")];
        assert_eq!(line("{address} · CPU {cpu} · {tags}", &known), "10.0.0.5");
        assert_eq!(line("{cpu}", &known), "");
    }

    #[test]
    fn what_a_monitor_measured_is_told_while_it_is_vouched_for() {
        let layout = linked_layout(&[("nas", "10.0.0.5", "s1")]);
        let device = layout.devices.get(&device_id(0)).unwrap();
        let system = system("s1", "nas", "10.0.0.5");
        let evidence = Evidence {
            linked: true,
            connection: HubConnection::Live,
            last_seen: None,
            system: Some(&system),
            contact: Contact::first(&system),
            criteria: Criteria::default(),
            hub_now: Millis(0),
        };
        let line = |health| {
            let check = LastCheck {
                health,
                latency: Latency::measured(12_000.0),
                loss: Percent::new(0.0),
            };
            LabelTemplate::parse("{address} · {latency} · loss {loss}").line(
                device,
                (&evidence, Health::Ok),
                &SystemExtras::default(),
                Some(check),
            )
        };
        assert_eq!(line(Health::Ok), "10.0.0.5 · 12 ms · loss 0 %");
        for health in [
            Health::Down,
            Health::Stale,
            Health::Missing,
            Health::HubLost,
        ] {
            assert_eq!(line(health), "10.0.0.5", "{health:?}");
        }
    }

    #[test]
    fn it_is_known_what_a_template_names() {
        let template = LabelTemplate::parse("{address} · runs {Containers}");
        assert!(template.names_any(Annotation::Containers));
        assert!(!template.names_any(Annotation::Network));
        assert!(!LabelTemplate::parse("containers").names_any(Annotation::Containers));
    }

    #[test]
    fn every_name_that_is_offered_is_known() {
        for name in LabelTemplate::names() {
            let template = LabelTemplate::parse(&format!("{{{name}}}"));
            assert!(
                matches!(template.parts.as_slice(), [part] if matches!(part.as_slice(), [LabelPiece::Value(_)])),
                "{name}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_template(text in ".{0,300}") {
            let line = LabelTemplate::parse(&text).line_of(|_| "x".to_owned());
            prop_assert!(line.chars().count() <= LONGEST);
        }
    }
}
