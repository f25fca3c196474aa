use proptest::prelude::*;

use super::*;
use crate::domain::layout::{Category, DeviceType, PortGroup};
use crate::domain::units::HalfU;

fn index(entries: &[(&str, &str)]) -> SearchIndex {
    let mut index = SearchIndex::default();
    for (name, also) in entries {
        index.add(&[name], &[], &[also]);
    }
    index
}

fn ranked(index: &SearchIndex, typed: &str) -> Vec<usize> {
    let plan = index.plan(&Query::new(typed));
    let found = index.ranked(&plan, &|_, _| false).into_iter();
    found.map(|found| found.entry).collect()
}

fn marked(index: &SearchIndex, typed: &str, text: &str) -> String {
    let mut marked = text.to_owned();
    for mark in index.plan(&Query::new(typed)).marks(text).into_iter().rev() {
        marked.insert(mark.end, ']');
        marked.insert(mark.start, '[');
    }
    marked
}

#[test]
fn all_words_must_match_and_the_best_come_first() {
    let index = index(&[
        ("Dell PowerSwitch 48", "network"),
        ("Acme Desk 24", "switch-desk"),
        ("Switch, 48 ports", "network"),
        ("Switch, 24 ports", "network"),
    ]);
    assert_eq!(ranked(&index, "SWITCH"), [2, 3, 0, 1]);
    assert_eq!(ranked(&index, "48 switch"), [2, 0]);
    assert_eq!(ranked(&index, "  "), [0_usize; 0]);
    assert_eq!(ranked(&index, "switch nothing"), [0_usize; 0]);
}

#[test]
fn case_is_folded_beyond_ascii_too() {
    let index = index(&[
        ("Größe ÄÖÜ", "STRASSE"),
        ("СЕРВЕР Ё", ""),
        ("ΔΙΚΤΥΟ", ""),
        ("名前", ""),
    ]);
    for (typed, entry) in [
        ("äöü", 0),
        ("GRÖSSE straße", 0),
        ("сервер ё", 1),
        ("δικτυο", 2),
        ("名", 3),
        ("前", 3),
    ] {
        assert_eq!(ranked(&index, typed), [entry], "{typed}");
    }
}

#[test]
fn no_text_of_an_entry_reaches_into_the_next() {
    let index = index(&[("a\nb", "c\td"), ("e", "")]);
    assert_eq!(index.len(), 2);
    assert_eq!(ranked(&index, "b"), [0]);
    assert_eq!(ranked(&index, "e"), [1]);
    assert_eq!(ranked(&index, "d e"), [0_usize; 0]);
    assert_eq!(ranked(&index, "de"), [0_usize; 0]);
}

#[test]
fn words_written_as_one_are_two_that_stand_together() {
    let index = index(&[
        ("Patch panel", ""),
        ("Panel to patch", ""),
        ("Patch bay, panel", ""),
    ]);
    assert_eq!(ranked(&index, "patchpanel"), [0]);
    assert_eq!(ranked(&index, "patchpan"), [0]);
    assert_eq!(ranked(&index, "patchbay panel"), [2]);
    assert_eq!(marked(&index, "patchpan", "Patch panel"), "[Patch] [pan]el");
}

#[test]
fn typing_errors_count_only_where_nothing_matches_as_typed() {
    let index = index(&[("Switch", ""), ("Swatch", ""), ("Stitch", "")]);
    assert_eq!(ranked(&index, "switch"), [0]);
    assert_eq!(ranked(&index, "swich"), [0]);
    assert_eq!(ranked(&index, "swtich"), [0]);
    assert_eq!(ranked(&index, "swetch"), [0, 1]);
    assert_eq!(ranked(&index, "swt"), [0_usize; 0]);
}

#[test]
fn order_and_whole_numbers_count() {
    let index = index(&[
        ("a", "Rack 10 unit 1"),
        ("b", "Rack 3 unit 1"),
        ("c", "Rack 1 unit 3"),
        ("d", "Rack 1 unit 30"),
    ]);
    assert_eq!(ranked(&index, "rack 1 unit 3"), [2, 3, 1]);
    assert_eq!(ranked(&index, "rack 3"), [1, 2, 3]);
    assert_eq!(ranked(&index, "rack 10"), [0]);
}

#[test]
fn the_best_entries_are_few_and_in_order() {
    let index = index(&[
        ("web-10", "b"),
        ("old web-3", "b"),
        ("cobweb", "b"),
        ("Web-2", "b"),
        ("db-1", "web"),
        ("web-1", "a"),
        ("web-11", "b"),
    ]);
    let group = |entry: usize| u8::from(entry != 5);
    let best = |typed: &str, limit| -> Vec<usize> {
        let plan = index.plan(&Query::new(typed));
        let found = index.best(&plan, limit, &group, &|_, _| false).into_iter();
        found.map(|found| found.entry).collect()
    };
    assert_eq!(best("WEB", 10), [5, 3, 0, 6, 1, 2, 4]);
    assert_eq!(best("WEB", 3), [5, 3, 0]);
    assert_eq!(best("WEB", 0), [0_usize; 0]);
    assert_eq!(best(" ", 3), [0_usize; 0]);
}

#[test]
fn facts_match_where_words_do_not() {
    let mut switch = DeviceType::new("a", "C9300-48P", Category::Network, HalfU(2));
    switch.faceplate.ports = vec![PortGroup::new(48, crate::domain::layout::Connector::Rj45)];
    let mut poe = TypeFeatures::of(&switch);
    poe.poe = 48;
    let features = [
        poe,
        TypeFeatures::of(&DeviceType::new("b", "480 GB", Category::Storage, HalfU(8))),
        TypeFeatures::of(&DeviceType::new(
            "c",
            "USW-48-PoE",
            Category::Network,
            HalfU(2),
        )),
    ];
    let index = index(&[("C9300-48P", ""), ("480 GB, 4U", ""), ("USW-48-PoE", "")]);
    let found = |typed: &str| -> Vec<usize> {
        let plan = index.plan(&Query::new(typed));
        let found = index.ranked(&plan, &|entry, feature| features[entry].has(feature));
        found.into_iter().map(|found| found.entry).collect()
    };
    assert_eq!(found("48 port poe"), [0, 2]);
    assert_eq!(found("48 rj45"), [0]);
    assert_eq!(found("4u"), [1]);
    assert_eq!(found("1u"), [0, 2]);
}

#[test]
fn what_matched_is_marked_where_it_stands() {
    let index = index(&[("Straße GRÖSSE r650xs", "Switch"), ("Größe", "")]);
    for (typed, text, wanted) in [
        ("strasse", "Straße", "[Straße]"),
        ("stras", "Straße 7", "[Straß]e 7"),
        ("GRÖSSE", "die Größe", "die [Größe]"),
        ("650", "PowerEdge R650xs", "PowerEdge R[650]xs"),
        ("swich", "A Switch", "A [Switch]"),
        ("r6 r650", "r650", "[r650]"),
        ("other", "Switch", "Switch"),
        (" ", "Switch", "Switch"),
    ] {
        assert_eq!(marked(&index, typed, text), wanted, "{typed}");
    }
}

#[test]
fn a_word_that_also_means_a_height_is_found_as_it_stands() {
    for word in ["1he", "2ru", "4u", "24port", "4sfp"] {
        let name = format!("rack {word}");
        let index = index(&[("other", ""), (&name, "")]);
        assert_eq!(ranked(&index, word), [1], "{word}");
    }
}

proptest! {
    #[test]
    fn the_name_itself_comes_before_its_beginning_and_that_before_an_error(
        name in "[a-z]{5,7}", more in "[a-z]{1,3}", at in 1_usize..4,
    ) {
        let longer = format!("{name}{more}");
        let mut other = name.clone();
        other.replace_range(at..=at, "0");
        let index = index(&[(&other, ""), (&longer, ""), (&name, "")]);
        prop_assert_eq!(ranked(&index, &name), [2, 1]);
        // A typing error is accepted only if no word matches as typed.
        let mut wrong = name.clone();
        wrong.remove(at);
        let alone = self::index(&[(&name, "")]);
        prop_assert_eq!(ranked(&alone, &wrong), [0]);
    }

    #[test]
    fn nothing_panics_and_marks_are_parts_of_the_text(
        texts in proptest::collection::vec("\\PC{0,24}", 0..6), typed in "\\PC{0,24}",
    ) {
        let entries: Vec<(&str, &str)> = texts.iter().map(|text| (text.as_str(), "")).collect();
        let index = index(&entries);
        let plan = index.plan(&Query::new(&typed));
        let _ = index.best(&plan, 3, &|_| 0, &|_, _| false);
        for text in texts.iter().chain([&typed]) {
            let mut end = 0;
            for mark in plan.marks(text) {
                prop_assert!(mark.start >= end && text.get(mark.clone()).is_some());
                end = mark.end;
            }
        }
    }

    #[test]
    fn an_entry_is_found_by_any_of_its_words(
        name in "[a-z0-9]{1,6}( [a-z0-9]{1,6}){0,3}", other in "[a-z]{2,6}", place in 0_usize..4,
    ) {
        let index = index(&[(&other, ""), (&name, "")]);
        let words: Vec<&str> = name.split(' ').collect();
        let word = words[place % words.len()];
        prop_assert!(ranked(&index, word).contains(&1), "{}", word);
    }
}
