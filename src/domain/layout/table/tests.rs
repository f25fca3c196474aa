use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

#[derive(Clone, Debug, PartialEq)]
struct Item {
    id: u16,
    value: u8,
}

impl Keyed for Item {
    type Key = u16;
    type Index = Sum;

    fn key(&self) -> &u16 {
        &self.id
    }
}

/// A sum over all items.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sum(u64);

impl Index<Item> for Sum {
    fn follow(&mut self, before: Option<&Item>, after: Option<&Item>) {
        let weight = |item: Option<&Item>| {
            item.map_or(0, |item| {
                1_000 * u64::from(item.id) + u64::from(item.value) + 1
            })
        };
        self.0 = self.0 + weight(after) - weight(before);
    }
}

#[derive(Clone, Debug)]
enum Change {
    Insert(u16, u8),
    Remove(u16),
    Update(u16, u8),
}

fn change() -> impl Strategy<Value = Change> {
    // A few ids, which repeat, and many, which split chunks.
    let id = || prop_oneof![0..40_u16, 0..2_000_u16];
    prop_oneof![
        4 => (id(), any::<u8>()).prop_map(|(id, value)| Change::Insert(id, value)),
        2 => id().prop_map(Change::Remove),
        1 => (id(), any::<u8>()).prop_map(|(id, value)| Change::Update(id, value)),
    ]
}

fn run(table: &mut Table<Item>, model: &mut BTreeMap<u16, Item>, change: &Change) {
    match *change {
        Change::Insert(id, value) => {
            table.insert(Item { id, value });
            model.insert(id, Item { id, value });
        }
        Change::Remove(id) => assert_eq!(table.remove(&id), model.remove(&id)),
        Change::Update(id, value) => {
            let updated = table.update(&id, |item| item.value = value);
            let known = model.get_mut(&id).map(|item| item.value = value);
            assert_eq!(updated, known);
        }
    }
}

fn filled(count: u16) -> Table<Item> {
    (0..count).map(|id| Item { id, value: 0 }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_does_what_a_map_does(
        first in proptest::collection::vec(change(), 0..600),
        then in proptest::collection::vec(change(), 0..40),
    ) {
        let (mut table, mut model) = (Table::default(), BTreeMap::new());
        for change in &first {
            run(&mut table, &mut model, change);
        }
        let (before, model_before) = (table.clone(), model.clone());
        for change in &then {
            run(&mut table, &mut model, change);
        }
        for (table, model) in [(&before, &model_before), (&table, &model)] {
            prop_assert!(table.iter().eq(model.values()));
            prop_assert_eq!(table.iter().len(), model.len());
            prop_assert_eq!(table.len(), model.len());
            prop_assert!((0..2_000).all(|id| table.get(&id) == model.get(&id)));
            let mut sum = Sum::default();
            model.values().for_each(|item| sum.follow(None, Some(item)));
            prop_assert_eq!(table.index(), &sum);
        }
        let differing: Vec<(Option<&Item>, Option<&Item>)> = (0..2_000)
            .map(|id| (model_before.get(&id), model.get(&id)))
            .filter(|(before, after)| before != after)
            .collect();
        let found: Vec<_> = table
            .changes_since(&before)
            .into_iter()
            .map(|change| (change.before, change.after))
            .collect();
        prop_assert_eq!(&found, &differing);
        prop_assert_eq!(table == before, differing.is_empty());
    }
}

#[test]
fn copies_share_all_but_the_chunk_that_was_changed() {
    let before = filled(3_000);
    let mut after = before.clone();
    assert!(Arc::ptr_eq(&before.chunks, &after.chunks));
    after.update(&1_500, |item| item.value = 1);
    let shared = |one: &Table<Item>, other: &Table<Item>| {
        let pairs = one.chunks.iter().zip(other.chunks.iter());
        pairs.filter(|(one, other)| Arc::ptr_eq(one, other)).count()
    };
    assert_eq!(shared(&before, &after), before.chunks.len() - 1);
    let items = before.iter().zip(after.iter());
    assert_eq!(
        items
            .filter(|(one, other)| !std::ptr::eq(*one, *other))
            .count(),
        1
    );
}

#[test]
fn chunks_of_items_that_come_in_order_are_full() {
    let table = filled(1_000);
    assert_eq!(table.chunks.len(), 1_000_usize.div_ceil(CHUNK));
}

#[test]
fn no_chunk_is_empty_or_too_long() {
    let mut table: Table<Item> = (0..3_000)
        .map(|n| Item {
            id: n * 7 % 3_001,
            value: 0,
        })
        .collect();
    assert!(
        table
            .chunks
            .iter()
            .all(|chunk| (1..=CHUNK).contains(&chunk.len()))
    );
    for id in 0..3_001 {
        table.remove(&id);
    }
    assert!(table.is_empty() && table.chunks.is_empty() && table.iter().next().is_none());
}
