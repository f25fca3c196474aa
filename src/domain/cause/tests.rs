mod any_order;
mod changed;

use proptest::prelude::*;

use super::findings::{MOST_NEIGHBORS, NEAR_START};
use super::*;
use crate::domain::charts::catalog::charts;
use crate::domain::ids::SystemId;
use crate::domain::series::ContainerUse;
use crate::domain::units::{Bytes, BytesPerSecond, Celsius, Percent};

const NOW: Millis = Millis(1_790_000_000_000);
const MINUTE: i64 = 60_000;
const MOMENT: Millis = Millis(NOW.0 - 20 * MINUTE);

/// One row per minute, the last of them at the moment, with `then`; the others have `before`.
fn rows(before: f64, then: f64) -> Vec<Sample> {
    (0..10)
        .rev()
        .map(|back| Sample {
            at: MOMENT.plus(-back * MINUTE),
            cpu: Percent::new(if back == 0 { then } else { before }),
            ..Sample::default()
        })
        .collect()
}

fn used(name: &str, cpu: f64) -> ContainerUse {
    ContainerUse {
        name: name.to_owned(),
        cpu: Percent::new(cpu),
        memory: Some(Bytes(64 << 20)),
        sent: None,
        received: None,
    }
}

/// `backup` begins at the moment; `web` is as busy as before.
fn containers() -> Vec<ContainerSample> {
    (0..10)
        .rev()
        .map(|back| ContainerSample {
            at: MOMENT.plus(-back * MINUTE),
            containers: match back {
                0 => vec![used("web", 30.0), used("backup", 55.0), used("idle", 0.2)],
                _ => vec![used("web", 29.0), used("idle", 0.2)],
            },
        })
        .collect()
}

fn neighbor(name: &str, relation: Relation, then: f64) -> NeighborRows {
    NeighborRows {
        name: name.to_owned(),
        relation,
        device: None,
        rows: Some(rows(10.0, then)),
    }
}

fn alert(name: &str, from: i64, until: Option<i64>) -> PastAlert {
    PastAlert {
        system: SystemId::new("s"),
        name: name.to_owned(),
        value: Some(80.0),
        triggered: Some(MOMENT.plus(from * MINUTE)),
        resolved: until.map(|until| MOMENT.plus(until * MINUTE)),
    }
}

fn nothing() -> CauseEvidence {
    CauseEvidence {
        asked: AskedMoment::at(MOMENT),
        range: Range::Hour,
        own: Loadable::Known(Vec::new()),
        containers: Loadable::Known(Vec::new()),
        neighbors: Loadable::Known(Vec::new()),
        failed_services: Loadable::Known(Vec::new()),
        disks: Loadable::Known(Vec::new()),
        alerts: Loadable::Known(Vec::new()),
        started: None,
    }
}

fn everything() -> CauseEvidence {
    CauseEvidence {
        own: Loadable::Known(rows(12.0, 97.0)),
        containers: Loadable::Known(containers()),
        neighbors: Loadable::Known(vec![
            neighbor("calm", Relation::SameRack, 12.0),
            neighbor("nas", Relation::SameRack, 60.0),
            neighbor("vm", Relation::Guest, 95.0),
        ]),
        failed_services: Loadable::Known(vec!["nginx.service".to_owned()]),
        disks: Loadable::Known(vec![TroubledDisk {
            name: "/dev/sda".to_owned(),
            reason: "It has pending sectors.".to_owned(),
        }]),
        alerts: Loadable::Known(vec![
            alert("CPU", -5, None),
            alert("Memory", -50, Some(-40)),
            alert("Status", -1, Some(1)),
        ]),
        started: Some(MOMENT.plus(3 * MINUTE)),
        ..nothing()
    }
}

fn told(cause: &Cause) -> Vec<(CauseKind, &str)> {
    let findings = cause.findings.iter();
    findings
        .map(|finding| (finding.kind, finding.subject.as_str()))
        .collect()
}

fn busiest(cause: &Cause) -> Vec<&str> {
    let busiest = cause.busiest.iter();
    busiest.map(|one| one.subject.as_str()).collect()
}

fn words_of<'a>(cause: &'a Cause, subject: &str) -> &'a str {
    let mut findings = cause.findings.iter();
    let found = findings.find(|finding| finding.subject == subject);
    found.map_or("", |finding| &finding.words)
}

#[test]
fn the_likeliest_comes_first_and_each_leads_somewhere() {
    let cause = cause_of(&everything(), &Preferences::default());
    assert_eq!(cause.own, ["CPU from 12 % to 97 %"]);
    assert_eq!(
        told(&cause),
        [
            (CauseKind::Outage, "The system was down"),
            (CauseKind::Start, "The machine"),
            (CauseKind::BusierContainer, "backup"),
            (CauseKind::Neighbor, "vm"),
            (CauseKind::Neighbor, "nas"),
            (CauseKind::Alert, "CPU above 80 %"),
            (CauseKind::Disk, "/dev/sda"),
            (CauseKind::Service, "nginx.service"),
        ]
    );
    assert_eq!(cause.busiest_title, "Busiest then");
    assert_eq!(busiest(&cause), ["web"]);
    let log = CauseJump::Log("backup".to_owned());
    assert_eq!(cause.findings[2].jump, log);
    assert_eq!(
        words_of(&cause, "backup"),
        "This container used 55 % of the CPU (0 % before), 64.0 MB of memory."
    );
    assert_eq!(
        words_of(&cause, "vm"),
        "Changed with it (runs on it): CPU from 10 % to 95 %."
    );
    assert_eq!(words_of(&cause, "The machine"), "It started 3 min later.");
    assert!(words_of(&cause, "nginx.service").contains("as it is now"));
    assert!(!cause.waits && cause.unknown.is_empty());
    assert_eq!(cause.summary(), "8 things may have to do with it.");
}

/// A container with its CPU share and megabytes of memory, before and then.
type Uses<'a> = (&'a str, (f64, u64), (f64, u64));

/// Rows of these containers.
fn uses(all: &[Uses<'_>]) -> Loadable<Vec<ContainerSample>> {
    let row = |back: i64| ContainerSample {
        at: MOMENT.plus(-back * MINUTE),
        containers: all
            .iter()
            .map(|(name, before, then)| {
                let (cpu, megabytes) = if back == 0 { *then } else { *before };
                ContainerUse {
                    memory: Some(Bytes(megabytes << 20)),
                    ..used(name, cpu)
                }
            })
            .collect(),
    };
    Loadable::Known((0..10).rev().map(row).collect())
}

#[test]
fn only_what_rose_is_a_thing_and_the_busiest_are_listed_apart() {
    let evidence = CauseEvidence {
        containers: uses(&[
            ("postgres", (13.0, 900), (12.0, 900)),
            ("immich", (5.0, 400), (5.0, 400)),
            ("calmed", (60.0, 100), (20.0, 100)),
            ("risen", (1.0, 50), (14.0, 50)),
            ("idle", (0.1, 10), (0.1, 10)),
        ]),
        ..nothing()
    };
    let cause = cause_of(&evidence, &Preferences::default());
    assert_eq!(told(&cause), [(CauseKind::BusierContainer, "risen")]);
    assert_eq!(busiest(&cause), ["calmed", "postgres", "immich"]);
    assert_eq!(cause.summary(), "1 thing may have to do with it.");
    let calm = CauseEvidence {
        containers: uses(&[("postgres", (13.0, 900), (12.0, 900))]),
        ..nothing()
    };
    let cause = cause_of(&calm, &Preferences::default());
    assert!(cause.findings.is_empty());
    assert_eq!(busiest(&cause), ["postgres"]);
    assert_eq!(
        cause.summary(),
        "Nothing that is known stands out at that time."
    );
}

#[test]
fn an_alert_on_memory_is_explained_by_memory() {
    let evidence = CauseEvidence {
        asked: AskedMoment {
            at: MOMENT,
            alert: Some("Memory".to_owned()),
        },
        containers: uses(&[
            ("busier", (5.0, 100), (80.0, 100)),
            ("leaky", (2.0, 800), (2.0, 2_800)),
            ("large", (1.0, 9_000), (1.0, 9_100)),
            ("busy", (50.0, 200), (50.0, 200)),
        ]),
        ..nothing()
    };
    let cause = cause_of(&evidence, &Preferences::default());
    assert_eq!(
        told(&cause),
        [
            (CauseKind::BusierContainer, "leaky"),
            (CauseKind::BusierContainer, "busier")
        ]
    );
    assert_eq!(
        words_of(&cause, "leaky"),
        "This container used 2.73 GB of memory (800.0 MB before), 2 % of the CPU."
    );
    assert_eq!(cause.busiest_title, "Most memory then");
    assert_eq!(busiest(&cause), ["large", "busy"]);
}

#[test]
fn the_alert_that_is_asked_about_is_no_cause_of_itself() {
    let mut evidence = nothing();
    evidence.alerts = Loadable::Known(vec![
        alert("Disk", 0, None),
        alert("Disk", 0, None),
        alert("CPU", -5, None),
    ]);
    let told_of = |alert: Option<&str>| {
        let asked = AskedMoment {
            at: MOMENT,
            alert: alert.map(str::to_owned),
        };
        let evidence = CauseEvidence {
            asked,
            ..evidence.clone()
        };
        cause_of(&evidence, &Preferences::default()).summary()
    };
    assert_eq!(told_of(None), "3 things may have to do with it.");
    assert_eq!(told_of(Some("Disk")), "1 thing may have to do with it.");
    assert_eq!(told_of(Some("CPU")), "2 things may have to do with it.");
}

#[test]
fn the_chart_of_an_alert_is_the_one_that_is_about_it() {
    let mut row = rows(12.0, 97.0).remove(9);
    row.memory = Percent::new(40.0);
    row.disk = Percent::new(91.0);
    let charts = charts(&[(&row, MINUTE)], &[], &Preferences::default().thresholds);
    let chart_of = |alert: Option<&str>| {
        let asked = AskedMoment {
            at: MOMENT,
            alert: alert.map(str::to_owned),
        };
        asked.chart(&charts).map(|chart| chart.id.clone())
    };
    assert_eq!(chart_of(Some("CPU")).as_deref(), Some("cpu"));
    assert_eq!(chart_of(Some("Disk")).as_deref(), Some("disk"));
    assert_eq!(chart_of(Some("Status")), None, "that is about all");
    assert_eq!(chart_of(None), None);
}

#[test]
fn where_nothing_stands_out_that_is_said() {
    let cause = cause_of(&nothing(), &Preferences::default());
    assert!(cause.findings.is_empty() && cause.own.is_empty());
    assert_eq!(
        cause.summary(),
        "Nothing that is known stands out at that time."
    );
}

#[test]
fn what_is_not_known_is_said_once_and_what_comes_is_waited_for() {
    let refused = "This hub is too old for disks.".to_owned();
    let evidence = CauseEvidence {
        own: Loadable::Known(rows(10.0, 10.0)),
        containers: Loadable::Unknown("The hub keeps no containers of that time.".to_owned()),
        disks: Loadable::Unknown(refused.clone()),
        failed_services: Loadable::Unknown(refused.clone()),
        neighbors: Loadable::Loading,
        ..nothing()
    };
    let cause = cause_of(&evidence, &Preferences::default());
    assert_eq!(
        cause.unknown,
        ["The hub keeps no containers of that time.", &refused]
    );
    assert!(cause.waits);
    assert_eq!(cause.summary(), "Asking the hub…");
}

#[test]
fn those_whose_hub_did_not_answer_are_named() {
    let silent = |name: &str| NeighborRows {
        rows: None,
        ..neighbor(name, Relation::SameRack, 0.0)
    };
    let unknown = |neighbors: Vec<NeighborRows>| {
        let evidence = CauseEvidence {
            neighbors: Loadable::Known(neighbors),
            ..everything()
        };
        let cause = cause_of(&evidence, &Preferences::default());
        let is_told = told(&cause).contains(&(CauseKind::Neighbor, "vm"));
        (cause.unknown, is_told)
    };
    let vm = || neighbor("vm", Relation::Guest, 95.0);
    // What the other hub reports is shown all the same.
    let words = "nas, beside it, is not known: the hub did not answer.".to_owned();
    assert_eq!(unknown(vec![vm(), silent("nas")]), (vec![words], true));
    let words = "nas and 2 more beside it are not known: the hub did not answer.".to_owned();
    let several = vec![silent("nas"), vm(), silent("pbs"), silent("ups")];
    assert_eq!(unknown(several), (vec![words], true));
    let words = "The systems beside it are not known: the hub did not answer.".to_owned();
    assert_eq!(
        unknown(vec![silent("nas"), silent("pbs")]),
        (vec![words], false)
    );
}

#[test]
fn in_a_gap_nothing_is_said_of_values() {
    let evidence = CauseEvidence {
        asked: AskedMoment::at(MOMENT.plus(10 * MINUTE)),
        started: None,
        alerts: Loadable::Known(Vec::new()),
        ..everything()
    };
    let cause = cause_of(&evidence, &Preferences::default());
    let kinds: Vec<CauseKind> = cause.findings.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [CauseKind::Disk, CauseKind::Service]);
    assert_eq!(
        cause.unknown,
        [
            "The hub has no values of that time.",
            "The hub has no values of containers of that time."
        ]
    );
    assert!(cause.own.is_empty());
}

#[test]
fn small_changes_are_no_changes() {
    let change = |before: Sample, then: Sample| {
        let mut all: Vec<Sample> = (2..8)
            .rev()
            .map(|back| Sample {
                at: MOMENT.plus(-back * MINUTE),
                ..before.clone()
            })
            .collect();
        all.push(Sample { at: MOMENT, ..then });
        let preferences = Preferences::default();
        let changes = changes(&all, MOMENT, MINUTE).into_iter();
        changes
            .map(|change| change.words(&preferences))
            .collect::<Vec<_>>()
    };
    let traffic = |rate| Sample {
        sent: Some(BytesPerSecond(rate)),
        ..Sample::default()
    };
    let heat = |degrees| Sample {
        temperature: Some(Celsius(degrees)),
        ..Sample::default()
    };
    assert_eq!(change(traffic(1e3), traffic(9e5)), [""; 0], "hardly any");
    assert_eq!(change(traffic(40e6), traffic(60e6)), [""; 0], "as usual");
    assert_eq!(change(traffic(1e6), traffic(80e6)).len(), 1);
    assert_eq!(change(traffic(80e6), traffic(1e6)).len(), 1, "it fell");
    assert_eq!(change(heat(40.0), heat(44.0)), [""; 0]);
    assert_eq!(
        change(heat(40.0), heat(52.0)),
        ["temperature from 40 °C to 52 °C"]
    );
    assert_eq!(
        change(Sample::default(), heat(52.0)),
        [""; 0],
        "unknown before"
    );
}

#[test]
fn the_finest_rows_that_reach_far_enough_back_are_read() {
    let hours = |hours: i64| rows_for(NOW.plus(-hours * 60 * MINUTE), NOW);
    assert_eq!(rows_for(MOMENT, NOW), Range::Hour);
    assert_eq!(rows_for(NOW.plus(-50 * MINUTE), NOW), Range::HalfDay);
    assert_eq!(hours(11), Range::Day);
    assert_eq!(hours(40), Range::Week);
    assert_eq!(hours(24 * 400), Range::Month);
    for range in Range::ALL {
        let time = time_around(MOMENT, range);
        assert!(time.contains(MOMENT) && time.contains(MOMENT.plus(-ROWS_BEFORE * range.step())));
    }
}
