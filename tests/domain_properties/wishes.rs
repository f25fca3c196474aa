//! Arrangements to request, and how their properties are tested.

use std::cell::RefCell;
use std::collections::BTreeMap;

use blinkenrack::domain::arrange;
use blinkenrack::domain::command::{Command, apply};
use blinkenrack::domain::ids::{DeviceId, RackId};
use blinkenrack::domain::layout::{Face, Layout, Place};
use blinkenrack::domain::placement::{Refusal, first_free};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use uuid::Uuid;

use super::layouts::*;
use super::valid::*;

#[derive(Clone, Debug)]
pub enum Wish {
    ToRack(u8),
    Duplicate,
    DuplicateRack(u8),
    StackUp,
    StackDown,
    Distribute,
    AlignAcross,
    Remove,
}

impl Wish {
    pub fn command(
        &self,
        layout: &Layout,
        devices: &[DeviceId],
        seed: u128,
    ) -> Result<Command, Refusal> {
        let mut new_id = ids_from(seed);
        match self {
            Self::ToRack(rack) => arrange::move_to_rack(layout, devices, rack_id(*rack)),
            Self::Duplicate => arrange::duplicate(layout, devices, &mut new_id),
            Self::DuplicateRack(rack) => {
                arrange::duplicate_rack(layout, rack_id(*rack), &mut new_id)
            }
            Self::StackUp => arrange::stack_up(layout, devices),
            Self::StackDown => arrange::stack_down(layout, devices),
            Self::Distribute => arrange::distribute(layout, devices),
            Self::AlignAcross => arrange::align_across(layout, devices),
            Self::Remove => arrange::remove(layout, devices),
        }
    }
}

impl Wish {
    /// The arrangements that any layout has devices for; the others have their own property.
    pub const OFTEN: [&'static str; 6] = [
        "to rack",
        "duplicate",
        "duplicate rack",
        "stack up",
        "stack down",
        "remove",
    ];

    pub fn kind(&self) -> &'static str {
        match self {
            Self::ToRack(_) => "to rack",
            Self::Duplicate => "duplicate",
            Self::DuplicateRack(_) => "duplicate rack",
            Self::StackUp => "stack up",
            Self::StackDown => "stack down",
            Self::Distribute => "distribute",
            Self::AlignAcross => "align across",
            Self::Remove => "remove",
        }
    }
}

pub fn ids_from(seed: u128) -> impl FnMut() -> Uuid {
    let mut count = 0;
    move || {
        count += 1;
        Uuid::from_u128((seed + 1) * 10_000 + count)
    }
}

pub fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![
        (0..RACKS).prop_map(Wish::ToRack),
        Just(Wish::Duplicate),
        (0..RACKS).prop_map(Wish::DuplicateRack),
        Just(Wish::StackUp),
        Just(Wish::StackDown),
        Just(Wish::Distribute),
        Just(Wish::AlignAcross),
        Just(Wish::Remove),
    ]
}

/// Device ids, some of which may be missing or repeated.
pub fn chosen() -> impl Strategy<Value = Vec<DeviceId>> {
    proptest::collection::vec((0..DEVICES).prop_map(device_id), 0..8)
}

/// Layouts with most of their devices placed, and some changes after that.
pub fn layouts() -> impl Strategy<Value = Layout> {
    let devices = proptest::collection::vec(device(), usize::from(DEVICES) * 2);
    let changes = proptest::collection::vec(command(), 0..6);
    (devices, changes).prop_map(|(devices, changes)| {
        let mut layout = start();
        for mut device in devices {
            // If its place is taken, the device goes to a free one.
            if apply(&mut layout, &Command::AddDevice(Box::new(device.clone()))).is_ok() {
                continue;
            }
            let device_type = layout.device_types.get(&device.device_type);
            let free = device_type.and_then(|known| first_free(&layout, known, Face::Front));
            if let Some(free) = free {
                device.place = free;
                let _ = apply(&mut layout, &Command::AddDevice(Box::new(device)));
            }
        }
        for change in &changes {
            let _ = apply(&mut layout, change);
        }
        layout
    })
}

/// Applies a command, undoes it and redoes it.
pub fn assert_done_and_undone(layout: &mut Layout, command: &Command) {
    let before = layout.clone();
    let _ = command.describe(layout);
    let back = apply(layout, command).expect("what is offered is not refused");
    assert_valid(layout);
    let after = layout.clone();
    apply(layout, &back).expect("an inverse is never refused");
    assert_eq!(*layout, before);
    *layout = after;
}

/// Those of the devices at the left of the front, from the floor up.
pub fn order_in(layout: &Layout, rack: RackId, devices: &[DeviceId]) -> Vec<DeviceId> {
    let mut found: Vec<(u16, DeviceId)> = Vec::new();
    for device in layout
        .devices
        .iter()
        .filter(|device| devices.contains(&device.id))
    {
        if let Place::Rack {
            rack: home,
            bottom,
            column: 0,
            face: Face::Front,
        } = device.place
            && home == rack
        {
            found.push((bottom.0, device.id));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, id)| id).collect()
}

/// How often a property had something to test, by kind.
#[derive(Default)]
pub struct Offers(RefCell<BTreeMap<&'static str, u32>>);

impl Offers {
    pub fn count(&self, kind: &'static str) {
        *self.0.borrow_mut().entry(kind).or_default() += 1;
    }
}

/// Tests a property on many cases. Each of these kinds must have been offered at least this often, since a property of offers is void
/// without any.
pub fn check<S: Strategy>(
    strategy: S,
    least: u32,
    kinds: &[&str],
    property: impl Fn(S::Value, &Offers),
) {
    let config = ProptestConfig {
        cases: 128,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let offers = Offers::default();
    let outcome = TestRunner::new(config).run(&strategy, |case| {
        property(case, &offers);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    let offers = offers.0.into_inner();
    for kind in kinds {
        let count = offers.get(kind).copied().unwrap_or_default();
        assert!(
            count >= least,
            "{kind} was offered {count} times: {offers:?}"
        );
    }
}

/// Applies a command and undoes it; returns whether it was accepted. The layout is unchanged afterwards.
pub fn assert_whole_or_not_at_all(layout: &mut Layout, command: &Command) -> bool {
    let before = layout.clone();
    let done = apply(layout, command);
    if let Ok(back) = &done {
        assert_valid(layout);
        apply(layout, back).expect("an inverse is never refused");
    }
    assert_eq!(*layout, before);
    done.is_ok()
}
