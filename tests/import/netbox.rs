use blinkenrack::domain::io::import::{Import, Reason, ReportEntry, Tally, beside, join_types};
use blinkenrack::domain::layout::{Category, Connector, Depth, DeviceType, Mount, Table};
use blinkenrack::domain::units::HalfU;

use crate::support::{fixture, reasons, try_import};

fn types(bytes: &[u8]) -> (Vec<DeviceType>, Vec<ReportEntry>) {
    match try_import(bytes) {
        Ok(Import::DeviceTypes { types, report }) => (types, report),
        other => panic!("no device types: {other:?}"),
    }
}

#[test]
fn several_documents_are_several_types() {
    let (types, report) = types(&fixture("netbox-several.yaml"));
    let slugs: Vec<&str> = types.iter().map(|found| found.slug.as_str()).collect();
    assert_eq!(
        slugs,
        [
            "example-switch-48",
            "example-blade-chassis",
            "example-blade",
            "example-pdu-8",
            "example-panel-2"
        ]
    );
    assert_eq!(
        Tally::of(&report),
        Tally {
            came_in: 3,
            changed: 2,
            skipped: 2
        }
    );
    assert_eq!(
        reasons(&report, "Device type “Example Twin”"),
        [Reason::SameSlugInFile]
    );
}

#[test]
fn ports_supplies_and_bays_become_facts() {
    let (types, _) = types(&fixture("netbox-several.yaml"));
    let [switch, chassis, blade, strip, panel] = types.as_slice() else {
        panic!("five types");
    };
    let ports = |found: &DeviceType| -> Vec<_> {
        found
            .faceplate
            .ports
            .iter()
            .map(|group| (group.count, group.connector))
            .collect()
    };
    assert_eq!(
        ports(switch),
        [
            (2, Connector::Rj45),
            (1, Connector::SfpPlus),
            (1, Connector::Rj45)
        ]
    );
    assert_eq!(
        (switch.watts, switch.weight_grams, switch.depth),
        (Some(150), Some(4_200), Depth::Half)
    );
    assert_eq!(switch.category, Category::Network);
    assert_eq!(switch.extra["netbox"]["part_number"], "SW-48");
    assert_eq!(
        switch.extra["netbox"]["comments"],
        "A **made-up** switch.\n"
    );
    assert_eq!(
        (chassis.category, chassis.bays.len()),
        (Category::Chassis, 2)
    );
    assert_eq!(
        (chassis.bays[1].name.as_str(), chassis.bays[1].height),
        ("Slot 2", HalfU(20))
    );
    assert_eq!((blade.mount, blade.height), (Mount::Bay, HalfU(2)));
    assert_eq!(
        (strip.mount, strip.category),
        (Mount::Side, Category::Power)
    );
    assert_eq!(strip.faceplate.outlets.len(), 2);
    assert_eq!(
        (panel.category, ports(panel)),
        (Category::PatchPanel, vec![(2, Connector::Lc)])
    );
}

#[test]
fn half_units_and_wrong_values() {
    let (types, report) =
        types(b"manufacturer: 3\nmodel: 4.5\nu_height: 1.5\nweight: heavy\nis_full_depth: no\n");
    assert_eq!(
        (types[0].height, types[0].full_name().as_str()),
        (HalfU(3), "3 4.5")
    );
    assert_eq!(types[0].slug.as_str(), "3-4-5");
    assert_eq!(
        reasons(&report, "Device type “3 4.5”"),
        [
            Reason::NotFlag("is_full_depth".to_owned()),
            Reason::NotNumber("weight".to_owned())
        ]
    );
}

#[test]
fn types_of_several_files_come_together_each_slug_once() {
    let read = |text: &str| try_import(text.as_bytes()).expect("types");
    let first = read("manufacturer: A\nmodel: One\nslug: a-one\nu_height: 1\n");
    let second = read(
        "manufacturer: A\nmodel: One\nslug: a-one\nu_height: 2\n---\nmanufacturer: A\nmodel: Two\nslug: a-two\n",
    );
    let (mut types, mut report) = (Vec::new(), Vec::new());
    for file in [first, second] {
        join_types(&mut types, &mut report, file);
    }
    let heights: Vec<(&str, u16)> = types
        .iter()
        .map(|found| (found.slug.as_str(), found.height.0))
        .collect();
    assert_eq!(heights, [("a-one", 2), ("a-two", 2)]);
    let tally = Tally::of(&report);
    assert_eq!((tally.came_in, tally.changed, tally.skipped), (2, 0, 1));
}

#[test]
fn what_the_layout_has_is_told_and_what_differs_gets_a_slug_of_its_own() {
    let file = "manufacturer: A\nmodel: One\nslug: a-one\n---\nmanufacturer: A\nmodel: Two\nslug: a-two\nweight: heavy\n---\nmanufacturer: A\nmodel: Three\nslug: a-three\n";
    let read = || try_import(file.as_bytes()).expect("types");
    let (first, _) = types(file.as_bytes());
    let mut known: Table<DeviceType> = first.into_iter().take(2).collect();
    let mut other = known.iter().last().expect("a type").clone();
    other.watts = Some(5);
    known.insert(other);
    let Import::DeviceTypes { types, report } = beside(read(), &known) else {
        panic!("no device types");
    };
    let slugs: Vec<&str> = types.iter().map(|found| found.slug.as_str()).collect();
    assert_eq!(slugs, ["a-two-2", "a-three"]);
    let tally = Tally::of(&report);
    assert_eq!((tally.came_in, tally.changed, tally.skipped), (1, 1, 1));
    assert_eq!(reasons(&report, "Device type “A One”"), [Reason::Known]);
    assert_eq!(
        reasons(&report, "Device type “A Two”"),
        [
            Reason::NotNumber("weight".to_owned()),
            Reason::NewSlug {
                was: "a-two".to_owned(),
                now: "a-two-2".to_owned()
            }
        ]
    );
    // After they are imported, all are known.
    for found in types {
        known.insert(found);
    }
    let Import::DeviceTypes { types, .. } = beside(read(), &known) else {
        panic!("no device types");
    };
    assert_eq!(types, []);
}
