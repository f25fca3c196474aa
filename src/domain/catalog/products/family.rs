//! Decides which products are variants of the same model, differing in source, power supply, air flow or memory.

use crate::domain::fold;

/// Words at the end of a model name that mark a variant: power supply, air flow, memory.
const VARIANTS: [&str; 16] = [
    "ac", "dc", "afi", "afo", "ai", "ao", "front", "back", "to", "1gb", "2gb", "4gb", "8gb",
    "16gb", "f2b", "b2f",
];
/// Arista's letters for the direction of air flow.
const ARISTA: [&str; 2] = ["f", "r"];

/// The key shared by all variants of a model. Maker and model are compared without spaces, punctuation and case.
pub(super) fn key(maker: &str, model: &str) -> String {
    let mut key = plain(maker);
    let model = fold::fold(model);
    let mut words: Vec<&str> = model
        .split(|letter| !is_part(letter))
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 1 && words.first() == Some(&key.as_str()) {
        words.remove(0);
    }
    while let [first, .., last] = words.as_slice()
        && !first.is_empty()
        && (VARIANTS.contains(last) || (key == "arista" && ARISTA.contains(last)))
    {
        words.pop();
    }
    for word in words {
        key.push('-');
        key.push_str(word);
    }
    key
}

/// A name without spaces, punctuation and case.
pub(super) fn plain(name: &str) -> String {
    fold::letters(name)
        .filter(|letter| is_part(*letter))
        .collect()
}

fn is_part(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '+'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_have_one_key_and_other_products_another() {
        for (one, other) in [
            (("Synology", "RS1221+"), ("Synology", "RS1221+")),
            (
                ("Fortinet", "FortiGate-600D"),
                ("Fortinet", "FortiGate 600D"),
            ),
            (
                ("Ubiquiti", "8-Port GPON"),
                ("Ubiquiti", "8\u{2011}Port GPON"),
            ),
            (("Blackmagic Design", "ATEM"), ("Blackmagicdesign", "Atem")),
            (
                ("Supermicro", "SSE-X3348TR"),
                ("Supermicro", "Supermicro SSE-X3348TR"),
            ),
            (
                ("Arista", "DCS-7010T-48-DC-F"),
                ("Arista", "DCS-7010T-48-R"),
            ),
            (("Juniper", "ACX5048-AC"), ("Juniper", "ACX5048-DC")),
            (
                ("HPE", "Aruba 10000 Back-to-Front"),
                ("HPE", "Aruba 10000 Front-to-Back"),
            ),
        ] {
            assert_eq!(
                key(one.0, one.1),
                key(other.0, other.1),
                "{one:?} {other:?}"
            );
        }
        for (one, other) in [
            (("Synology", "RS1221+"), ("Synology", "RS1221RP+")),
            (("Dell", "PowerEdge R740"), ("Dell", "PowerEdge R740xd")),
            (("Cisco", "Catalyst 48"), ("Dell", "Catalyst 48")),
            (("Other", "Box-F"), ("Other", "Box-R")),
            (
                ("MikroTik", "CCR1036-8G-2S+"),
                ("MikroTik", "CCR1036-8G-2S+EM"),
            ),
            (("A", "AC"), ("A", "DC")),
        ] {
            assert_ne!(
                key(one.0, one.1),
                key(other.0, other.1),
                "{one:?} {other:?}"
            );
        }
    }
}
