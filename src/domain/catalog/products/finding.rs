//! Searches in the real product list.

use proptest::prelude::*;

use super::*;
use crate::domain::catalog::families::{Family, Order};
use crate::domain::catalog::filter::{HeightFilter, TypeFilter, WidthFilter};
use crate::domain::catalog::gap::Gap;
use crate::domain::catalog::generic;
use crate::domain::catalog::heading::TypeHeading;
use crate::domain::catalog::type_index::TypeIndex;
use crate::domain::layout::{Depth, Mount, RackWidth, Width};
use crate::domain::units::HalfU;

const TABLE: &str = include_str!("../../../../public/products.tsv");

fn products() -> &'static Products {
    static PRODUCTS: OnceLock<Products> = OnceLock::new();
    PRODUCTS.get_or_init(|| Products::read(TABLE.to_owned()))
}

fn families(typed: &str, filter: &TypeFilter) -> Vec<Family> {
    let plan = products().plan(&Query::new(typed));
    products().families(&plan, filter)
}

fn name(product: usize) -> String {
    let summary = products().summary(product).unwrap();
    format!("{} {}", summary.manufacturer, summary.model)
}

/// The names of the first rows.
fn rows(typed: &str, count: usize) -> Vec<String> {
    let found = families(typed, &TypeFilter::default())
        .into_iter()
        .take(count);
    found.map(|family| name(family.lead)).collect()
}

#[test]
fn the_first_rows_are_what_people_mean() {
    let mut wrong = Vec::new();
    for (typed, wanted) in [
        ("r740", &["Dell PowerEdge R740"][..]),
        (
            "dell r740",
            &["Dell PowerEdge R740", "Dell PowerEdge R740xd"],
        ),
        ("R740 dell", &["Dell PowerEdge R740"]),
        (
            "poweredge r650",
            &["Dell PowerEdge R650", "Dell PowerEdge R650xs"],
        ),
        ("power edge r650", &["Dell PowerEdge R650"]),
        ("powredge r650", &["Dell PowerEdge R650"]),
        ("rs1221+", &["Synology RS1221+"]),
        (
            "synology rs1221",
            &["Synology RS1221+", "Synology RS1221RP+"],
        ),
        ("sinology rs1221", &["Synology RS1221+"]),
        (
            "fortigate 60",
            &[
                "Fortinet FortiGate 60D",
                "Fortinet FortiGate 60E",
                "Fortinet FortiGate 60F",
            ],
        ),
        ("fortigate 60f", &["Fortinet FortiGate 60F"]),
        ("usw pro 24", &["Ubiquiti USW-PRO-24"]),
        ("usw-48-poe", &["Ubiquiti USW-48-PoE"]),
        ("raspberry pi 5", &["Raspberry Pi Pi 5"]),
        (
            "supermicro 4u",
            &[
                "Supermicro SuperStorage 6049P-E1CR36H",
                "Supermicro Storage SuperServer SSG-640P-E1CR36L",
            ],
        ),
        ("smc1500", &["APC SMC1500-2UC"]),
    ] {
        let found = rows(typed, wanted.len());
        if found != wanted {
            wrong.push((typed, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn all_rows_have_what_was_asked_for() {
    let features = |typed: &str, least: usize, holds: &dyn Fn(&TypeFeatures, &str) -> bool| {
        let found = families(typed, &TypeFilter::default());
        assert!(found.len() >= least, "{typed}: {}", found.len());
        for family in found {
            let product = family.lead;
            let name = name(product).to_lowercase();
            assert!(
                holds(products().features(product).unwrap(), &name),
                "{typed}: {name}"
            );
        }
    };
    features("supermicro 4u", 2, &|features, name| {
        features.height == HalfU(8) && name.contains("supermicro")
    });
    features("48 port poe", 60, &|features, name| {
        (features.has(crate::domain::search::TypeFeature::Ports(48, None)) || name.contains("48"))
            && (features.poe > 0 || name.contains("poe"))
    });
    features("patchpanel", 40, &|features, name| {
        features.category == Category::PatchPanel || name.contains("panel")
    });
    features("ubiquity swich", 20, &|_, name| name.contains("ubiquiti"));
    features("10 inch", 10, &|features, _| {
        features.racks == [RackWidth::Ten]
    });
    features("pdu", 30, &|features, name| {
        features.category == Category::Power || name.contains("pdu")
    });
    features("4 sfp+ 48 rj45", 20, &|features, _| {
        features.port_groups() > 1
    });
}

#[test]
fn a_product_is_one_row_however_often_the_table_has_it() {
    // Three rows of the table, of which two tell nothing that the third does not.
    let found = families("rs1221+", &TypeFilter::default());
    assert_eq!((found.len(), found[0].variants.len()), (1, 0), "{found:?}");
    let lead = products().summary(found[0].lead).unwrap();
    assert_eq!(
        lead.slug, "synology-rs1221",
        "the one whose ports are known"
    );
    // Also where only the slug of another one matches.
    let found = families("rs1221-plus", &TypeFilter::default());
    let lead = products().summary(found[0].lead).unwrap();
    assert_eq!(lead.slug, "synology-rs1221");
    let plan = products().plan(&Query::new("fg-100d"));
    let best = products().best(&plan, 1);
    let first = products().summary(best[0].0).unwrap();
    assert_eq!(first.slug, "fortinet-fortigate-100d");
    let everything = families("", &TypeFilter::default());
    let members: usize = everything
        .iter()
        .map(|family| 1 + family.variants.len())
        .sum();
    let stand_for_themselves = (0..products().len()).filter(|of| products().stand_in(*of) == *of);
    assert_eq!(members, stand_for_themselves.count());
    assert!(
        everything.len() < products().len() - 250,
        "{}",
        everything.len()
    );
    let mut names: Vec<String> = everything.iter().map(|family| name(family.lead)).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), everything.len(), "two rows have one name");
}

#[test]
fn every_variant_tells_what_sets_it_apart() {
    let mut alike = Vec::new();
    let mut count = 0;
    for family in families("", &TypeFilter::default()) {
        let members: Vec<usize> = [family.lead].into_iter().chain(family.variants).collect();
        let model = |product: usize| products().summary(product).unwrap().model;
        let shown: Vec<(&str, String)> = members
            .iter()
            .map(|product| (model(*product), products().apart(*product)))
            .collect();
        assert_eq!(members.len() > 1, !shown[0].1.is_empty());
        for (place, row) in shown.iter().enumerate() {
            if shown[..place].contains(row) {
                alike.push(row.clone());
            }
        }
        count += members.len() - 1;
    }
    assert!(alike.is_empty(), "{alike:?}");
    assert!(count > 150, "{count}");
    let apart = |slug: &str| {
        let found = (0..products().len()).find(|of| products().summary(*of).unwrap().slug == slug);
        products().apart(found.unwrap())
    };
    assert_eq!(
        [
            apart("mikrotik-rb5009ug-s-in"),
            apart("rb5009ug-plus-s-plus-in")
        ],
        ["for a shelf · 2 PSU of 20 W · 9 ports", "0.5U · half width"]
    );
    assert_eq!(apart("dell-poweredge-r740"), "", "it has no variant");
}

#[test]
fn the_best_few_are_different_products() {
    let plan = products().plan(&Query::new("r740"));
    let best = products().best(&plan, 3).into_iter();
    let names: Vec<String> = best.map(|(product, _)| name(product)).collect();
    let wanted = ["R740", "R740xd", "R740xd2"].map(|model| format!("Dell PowerEdge {model}"));
    assert_eq!(names, wanted);
}

#[test]
fn the_orders_differ_and_keep_everything() {
    for (order, first) in [
        (Order::Best, None),
        (Order::Maker, Some("Ubiquiti")),
        (Order::Category, Some("Network")),
        (Order::Name, None),
    ] {
        let found = families("ubiquiti switch 24", &TypeFilter::default());
        let mut all: Vec<usize> = found.iter().map(|family| family.lead).collect();
        let groups = products().grouped(found, order);
        assert_eq!(groups[0].title, first);
        let mut kept: Vec<usize> = groups
            .iter()
            .flat_map(|group| &group.families)
            .map(|family| family.lead)
            .collect();
        if order == Order::Name {
            let names: Vec<&str> = kept
                .iter()
                .map(|product| products().summary(*product).unwrap().model)
                .collect();
            assert!(
                names
                    .windows(2)
                    .all(|pair| natural::compare(pair[0], pair[1]).is_le())
            );
        }
        all.sort_unstable();
        kept.sort_unstable();
        assert_eq!(all, kept);
    }
}

#[test]
fn makers_are_listed_once() {
    let makers = products().makers();
    assert!(makers.len() > 140, "{}", makers.len());
    assert!(
        makers
            .windows(2)
            .all(|pair| natural::compare(pair[0], pair[1]).is_lt())
    );
    let mut plain: Vec<String> = makers.iter().map(|maker| family::plain(maker)).collect();
    plain.sort_unstable();
    plain.dedup();
    assert_eq!(plain.len(), makers.len(), "a maker has two spellings");
    assert!(!makers.contains(&"FS.COM"), "it is called FS");
}

#[test]
fn the_table_is_read_in_pieces() {
    let mut reader = ProductReader::new(TABLE.to_owned());
    let mut pieces = 1;
    while reader.read_lines(100) {
        pieces += 1;
    }
    assert!(pieces >= 35, "{pieces}");
    let read = reader.finish();
    assert_eq!(read.len(), products().len());
    assert_eq!(
        read.search(&Query::new("48 port poe")),
        products().search(&Query::new("48 port poe"))
    );
}

fn filters() -> impl Strategy<Value = TypeFilter> {
    let heights = proptest::option::of(proptest::sample::select(&HeightFilter::ALL[..]));
    let widths = proptest::option::of(proptest::sample::select(&WidthFilter::ALL[..]));
    let depths = proptest::option::of(proptest::sample::select(vec![Depth::Half, Depth::Full]));
    let headings = proptest::option::of(proptest::sample::select(&TypeHeading::ALL[..]));
    let makers = proptest::option::of(proptest::sample::select(vec![
        "Dell".to_owned(),
        "APC".to_owned(),
    ]));
    let gaps = proptest::option::of(
        (0_u16..9, 0_u16..9).prop_map(|(front, through)| Gap::Rails {
            front: HalfU(front),
            through: HalfU(through),
            rack: RackWidth::Nineteen,
        }),
    );
    (gaps, heights, widths, depths, headings, makers).prop_map(
        |(gap, height, width, depth, heading, maker)| TypeFilter {
            gap,
            height,
            width,
            depth,
            heading,
            maker,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_filter_never_adds_rows(typed in "(dell|switch|48 port|4u|ups|rs12|)", filter in filters()) {
        let all = families(&typed, &TypeFilter::default());
        let some = families(&typed, &filter);
        prop_assert!(some.len() <= all.len());
        let is_among = |product: usize| all.iter().any(|family| family.lead == product || family.variants.contains(&product));
        for family in &some {
            prop_assert!(is_among(family.lead));
            let features = products().features(family.lead).unwrap();
            prop_assert!(filter.height.is_none_or(|height| height != HeightFilter::Exactly(features.height.max(HalfU(1))) || features.mount == crate::domain::layout::Mount::Rails));
            prop_assert!(filter.width != Some(WidthFilter::Of(Width::Half)) || features.width == Width::Half);
        }
        for less in [
            TypeFilter { height: None, ..filter.clone() },
            TypeFilter { maker: None, ..filter.clone() },
            TypeFilter { gap: None, ..filter.clone() },
        ] {
            prop_assert!(some.len() <= families(&typed, &less).len());
        }
    }

    #[test]
    fn no_text_panics(typed in "\\PC{0,30}") {
        let _ = families(&typed, &TypeFilter::default());
    }
}

#[test]
fn words_that_people_type_find_what_they_mean() {
    use crate::domain::layout::Connector;
    use crate::domain::search::{LinkSpeed, TypeFeature};
    let generic = TypeIndex::new(generic::types().iter().cloned());
    let ten = TypeFeature::Speed(LinkSpeed::of_gigabits("10").unwrap());
    let is_power = |features: &TypeFeatures| features.category == Category::Power;
    type Holds<'a> = &'a dyn Fn(&TypeFeatures) -> bool;
    let cases: &[(&str, usize, usize, Holds)] = &[
        ("10gbe", 500, 8, &|features| features.has(ten)),
        ("10 gig switch", 500, 8, &|features| features.has(ten)),
        ("2.5gbe switch", 20, 0, &|features| {
            features.network_ports() >= 5
        }),
        ("sfp+", 500, 8, &|features| {
            features.has(TypeFeature::Connector(Connector::SfpPlus))
        }),
        ("raid 1u", 15, 1, &|features| {
            features.category == Category::Storage && features.height == HalfU(2)
        }),
        ("rackmount nas", 20, 10, &|features| {
            features.mount == Mount::Rails
        }),
        ("c13 pdu", 100, 5, &is_power),
        ("pdu c13 8", 5, 1, &is_power),
        ("zero u pdu", 30, 4, &|features| {
            features.mount == Mount::Side
        }),
        ("power strip", 100, 8, &is_power),
        ("access point", 80, 0, &|_| true),
        ("fibre patch panel", 5, 0, &|_| true),
    ];
    for (typed, products_least, types_least, holds) in cases {
        let found = families(typed, &TypeFilter::default());
        assert!(found.len() >= *products_least, "{typed}: {}", found.len());
        // The others have the word in their name or part number.
        let holds = |family: &&Family| holds(products().features(family.lead).unwrap());
        let holding = found.iter().filter(holds).count();
        assert!(
            holding * 20 >= found.len() * 17,
            "{typed}: {holding} of {}",
            found.len()
        );
        let types = generic.find(&Query::new(typed)).len();
        assert!(types >= *types_least, "{typed}: {types} types");
    }
}

/// For most outlets the table only has the count.
#[test]
fn outlets_of_unknown_kind_come_after_those_that_are_known() {
    use crate::domain::layout::Connector;
    use crate::domain::search::TypeFeature;
    let c13 = TypeFeature::Connector(Connector::IecC13);
    let plan = products().plan(&Query::new("c13"));
    let guessed: Vec<bool> = products()
        .matching(&plan)
        .into_iter()
        .map(|product| products().features(product).unwrap().is_guess(c13))
        .collect();
    assert!(guessed.is_sorted(), "what is known comes first");
    assert!(guessed.contains(&true) && guessed.contains(&false));
    // No other connector is guessed.
    let schuko = products().plan(&Query::new("schuko"));
    assert!(products().matching(&schuko).len() < 10);
}
