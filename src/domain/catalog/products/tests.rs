use std::collections::HashSet;

use super::*;
use crate::domain::catalog::generic;
use crate::domain::catalog::heading::TypeHeading;
use crate::domain::layout::{Category, Connector, Mount, PortGroup, RackWidth};
use crate::domain::placement::check_type;
use crate::domain::units::HalfU;

const TABLE: &str = include_str!("../../../../public/products.tsv");

fn products() -> Products {
    Products::read(TABLE.to_owned())
}

fn find(slug: &str) -> DeviceType {
    products().find(slug).unwrap()
}

#[test]
fn every_row_is_a_type_that_can_be_placed() {
    let products = products();
    assert_eq!((products.len(), products.skipped), (3517, 0));
    let rows: Vec<&str> = TABLE.lines().skip(1).collect();
    let mut slugs = HashSet::new();
    for (product, line) in rows.into_iter().enumerate() {
        let columns: Vec<&str> = line.split('\t').collect();
        let made = products.device_type(product).unwrap();
        let summary = products.summary(product).unwrap();
        assert_eq!(made.slug.as_str(), columns[2]);
        assert_eq!(made.manufacturer, columns[0]);
        assert_eq!(made.model, columns[1]);
        assert_eq!(check_type(&made), Ok(()), "{}", made.slug);
        assert_eq!(summary.mounting.height, made.height);
        assert_eq!(summary.mounting.mount, made.mount);
        assert_eq!(summary.mounting.racks, made.rack_widths);
        assert_eq!(summary.category, made.category);
        assert!(!made.slug.as_str().starts_with("custom-"));
        assert!(generic::find(made.slug.as_str()).is_none());
        for group in made.faceplate.ports.iter().chain(&made.faceplate.outlets) {
            assert!(group.count > 0);
        }
        slugs.insert(made.slug);
    }
    assert_eq!(slugs.len(), 3517);
}

#[test]
fn every_heading_but_the_generic_ones_has_products() {
    let products = products();
    let count = |heading| {
        (0..products.len())
            .filter(|product| {
                TypeHeading::of(products.summary(*product).unwrap().category) == heading
            })
            .count()
    };
    let counts: Vec<usize> = TypeHeading::ALL.into_iter().map(count).collect();
    assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
    assert_eq!(counts.iter().sum::<usize>(), 3517);
}

#[test]
fn facts_become_fronts() {
    let switch = find("arista-dcs-7010t-48-r");
    let ports: Vec<(u16, Connector)> = switch
        .faceplate
        .ports
        .iter()
        .map(|group| (group.count, group.connector))
        .collect();
    assert_eq!(
        ports,
        [
            (48, Connector::Rj45),
            (4, Connector::SfpPlus),
            (1, Connector::Rj45),
            (1, Connector::Serial)
        ]
    );
    assert_eq!((switch.watts, switch.weight_grams), (Some(65), Some(4310)));
    assert_eq!(find("rs2421-plus").faceplate.drive_bays, 12);
    let chassis = products()
        .search(&Query::new("poweredge m1000e"))
        .first()
        .and_then(|product| products().device_type(*product))
        .unwrap();
    assert_eq!(chassis.bays.len(), 16);
    assert_eq!(chassis.bays[0].height, HalfU::from_units(5));
}

#[test]
fn what_is_at_the_rear_is_not_in_front() {
    let products = products();
    let of = |words: &str| {
        let found = products.search(&Query::new(words));
        products
            .device_type(*found.first().unwrap())
            .unwrap()
            .faceplate
    };
    let server = of("dell poweredge r640");
    assert_eq!(server.ports, []);
    assert!(!server.rear_ports.is_empty());
    let supply = of("Smart-UPS SRT 2200VA RM");
    assert_eq!(supply.rear_outlets, [PortGroup::new(10, Connector::Other)]);
    assert_eq!(supply.outlets, []);
    for product in 0..products.len() {
        let row = products.row(product).unwrap();
        let face = row.device_type().faceplate;
        let told = |text: &str| !matches!(text, "" | "0");
        let columns: Vec<&str> = TABLE
            .lines()
            .nth(product + 1)
            .unwrap()
            .split('\t')
            .collect();
        let has_ports = !face.ports.is_empty() || !face.rear_ports.is_empty();
        let is_plain = matches!(row.category(), Category::Blank | Category::CableManagement);
        assert!(
            has_ports || is_plain || !(told(columns[13]) || told(columns[15])),
            "{}",
            row.slug
        );
        let has_outlets = !face.outlets.is_empty() || !face.rear_outlets.is_empty();
        assert!(
            has_outlets || is_plain || !told(columns[16]),
            "{}",
            row.slug
        );
    }
}

#[test]
fn outlets_are_of_the_kind_that_a_name_tells() {
    for (model, connector) in [
        ("PDU 8xC13", Connector::IecC13),
        ("Strip NEMA 5-15R", Connector::Nema),
        ("AP7951", Connector::Other),
    ] {
        assert_eq!(ports::of_outlets(model), connector);
    }
}

#[test]
fn what_has_no_height_hangs_at_the_side_or_stands_on_a_shelf() {
    let products = products();
    let by_model = |model| {
        let found = products.search(&Query::new(model));
        products.device_type(*found.first().unwrap()).unwrap()
    };
    let strip = by_model("AP8841");
    assert_eq!((strip.mount, strip.height), (Mount::Side, HalfU(76)));
    assert_eq!(strip.faceplate.outlets[0].count, 42);
    let pi = by_model("Raspberry Pi 4 Model B 4GB");
    assert_eq!((pi.mount, pi.height), (Mount::Bay, HalfU::from_units(1)));
}

#[test]
fn what_fills_a_rack_of_19_inches_goes_into_no_smaller_one() {
    let racks = |slug: &str| find(slug).rack_widths;
    assert_eq!(racks("rs2421-plus"), RackWidth::Nineteen.racks());
    let products = products();
    let of = |words: &str| {
        let found = products.search(&Query::new(words));
        products.device_type(*found.first().unwrap()).unwrap()
    };
    assert_eq!(of("deskpi rack shelf").rack_widths, [RackWidth::Ten]);
    assert_eq!(of("Raspberry Pi 4 Model B 4GB").rack_widths, []);
}

#[test]
fn words_in_any_order_find_what_they_name() {
    let products = products();
    let found = |typed| products.search(&Query::new(typed)).len();
    assert_eq!(found("arista"), found("ARISTA"));
    assert!(found("arista") > 50);
    assert!(found("arista 48") < found("arista"));
    assert_eq!(found("48 arista"), found("arista 48"));
    assert_eq!(found("no such thing at all"), 0);
    let first = products.search(&Query::new("usw pro 24"))[0];
    let first = products.summary(first).unwrap();
    assert_eq!(first.manufacturer, "Ubiquiti");
}

#[test]
fn lines_that_cannot_be_read_are_counted() {
    let header = TABLE.lines().next().unwrap();
    let row = TABLE.lines().nth(1).unwrap();
    let high = row.replacen("\t1\t", "\t99999\t", 1);
    let text = [header, row, "", "one\ttwo", "\u{0}", &high, row].join("\n");
    let products = Products::read(text);
    assert_eq!(products.len() + products.skipped, 5);
    assert!(products.skipped >= 2);
    assert!(Products::read(String::new()).is_empty());
}

#[test]
fn a_product_higher_than_any_rack_is_skipped() {
    let header = TABLE.lines().next().unwrap();
    let row = TABLE
        .lines()
        .find(|line| line.split('\t').nth(5) == Some("1"))
        .unwrap();
    for (height, is_possible) in [
        ("100", true),
        ("100.5", false),
        ("101", false),
        ("65535", false),
    ] {
        let mut columns: Vec<&str> = row.split('\t').collect();
        columns[5] = height;
        let products = Products::read([header, &columns.join("\t")].join("\n"));
        assert_eq!(products.len(), usize::from(is_possible), "{height}");
        assert_eq!(products.skipped, usize::from(!is_possible), "{height}");
    }
}

#[test]
fn more_bays_than_a_type_can_have_are_none() {
    let header = TABLE.lines().next().unwrap();
    let row = TABLE
        .lines()
        .find(|line| line.split('\t').nth(4) == Some("server"))
        .unwrap();
    for (bays, made) in [("8", 8), ("61", 61), ("241", 0), ("251", 0)] {
        let mut columns: Vec<&str> = row.split('\t').collect();
        columns[19] = bays;
        let products = Products::read([header, &columns.join("\t")].join("\n"));
        let device_type = products.device_type(0).unwrap();
        assert_eq!(device_type.bays.len(), made, "{bays}");
        assert_eq!(check_type(&device_type), Ok(()), "{bays}");
    }
}

#[test]
fn a_strip_with_more_outlets_than_any_is_as_long_as_the_longest() {
    let header = TABLE.lines().next().unwrap();
    let row = TABLE
        .lines()
        .find(|line| line.contains("\tAP8841\t"))
        .unwrap();
    let mut columns: Vec<&str> = row.split('\t').collect();
    columns[16] = "65535";
    let products = Products::read([header, &columns.join("\t")].join("\n"));
    assert_eq!(products.device_type(0).unwrap().height, HalfU(76));
}

#[test]
fn no_text_makes_it_panic() {
    let mut text = TABLE.get(..4000).unwrap().to_owned();
    for cut in (0..text.len()).step_by(7) {
        if let Some(part) = TABLE.get(cut..cut + 300) {
            text.push_str(part);
            text.push(if cut % 2 == 0 { '\t' } else { '\n' });
        }
    }
    let products = Products::read(text);
    for product in 0..products.len() {
        let _ = products.device_type(product);
    }
}
