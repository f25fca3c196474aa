//! Properties of the answer, whatever evidence there is and in whatever order.

use super::*;

fn told_or_not<T: std::fmt::Debug + Clone>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Loadable<T>> {
    prop_oneof![
        4 => value.prop_map(Loadable::Known),
        1 => Just(Loadable::Loading),
        1 => Just(Loadable::Unknown("No answer.".to_owned())),
    ]
}

fn name() -> impl Strategy<Value = String> {
    "[a-d]"
}

fn any_evidence() -> impl Strategy<Value = CauseEvidence> {
    let row = (-20_i64..3, 0.0..100.0_f64, 0.0..200e6_f64).prop_map(|(minute, cpu, sent)| Sample {
        at: MOMENT.plus(minute * MINUTE),
        cpu: Percent::new(cpu),
        sent: Some(BytesPerSecond(sent)),
        ..Sample::default()
    });
    let rows = prop::collection::vec(row, 0..20).prop_map(|mut rows| {
        rows.sort_by_key(|row| row.at);
        rows
    });
    let neighbor = (name(), prop::option::of(rows.clone())).prop_map(|(name, rows)| NeighborRows {
        name,
        relation: Relation::SameRack,
        device: None,
        rows,
    });
    let uses = prop::collection::vec((name(), 0.0..100.0_f64), 0..5);
    let container = (-20_i64..3, uses).prop_map(|(minute, uses)| ContainerSample {
        at: MOMENT.plus(minute * MINUTE),
        containers: uses.iter().map(|(name, cpu)| used(name, *cpu)).collect(),
    });
    let containers = prop::collection::vec(container, 0..20).prop_map(|mut rows| {
        rows.sort_by_key(|row| row.at);
        rows
    });
    let alert = (name(), -60_i64..60, prop::option::of(-60_i64..60))
        .prop_map(|(name, from, until)| alert(&name, from, until));
    (
        told_or_not(rows),
        told_or_not(containers),
        told_or_not(prop::collection::vec(neighbor, 0..8)),
        told_or_not(prop::collection::vec(name(), 0..4)),
        told_or_not(prop::collection::vec(alert, 0..5)),
        prop::option::of(-100_i64..100),
    )
        .prop_map(
            |(own, containers, neighbors, failed_services, alerts, started)| CauseEvidence {
                own,
                containers,
                neighbors,
                failed_services,
                alerts,
                started: started.map(|minute| MOMENT.plus(minute * MINUTE)),
                ..nothing()
            },
        )
}

proptest! {
    #[test]
    fn nothing_is_invented_and_the_order_is_one(evidence in any_evidence()) {
        let cause = cause_of(&evidence, &Preferences::default());
        let mut neighbors = 0;
        for pair in cause.findings.windows(2) {
            prop_assert!(pair[0].kind <= pair[1].kind);
            if pair[0].kind == pair[1].kind {
                prop_assert!(pair[0].weight >= pair[1].weight);
            }
        }
        for finding in cause.findings.iter().chain(&cause.busiest) {
            let subject = &finding.subject;
            let is_told = match finding.kind {
                CauseKind::Outage => false,
                CauseKind::Start => evidence.started.is_some_and(|at| {
                    at.since(MOMENT).abs() <= NEAR_START
                }),
                CauseKind::BusierContainer | CauseKind::BusyContainer => {
                    evidence.containers.known().is_some_and(|rows| {
                        let near = rows.iter().filter(|row| row.at.since(MOMENT).abs() < MINUTE);
                        near.flat_map(|row| &row.containers).any(|used| used.name == *subject)
                    })
                }
                CauseKind::Neighbor => {
                    neighbors += 1;
                    evidence.neighbors.known().is_some_and(|all| {
                        all.iter().any(|one| one.name == *subject && one.rows.as_ref().is_some_and(|rows| !rows.is_empty()))
                    })
                }
                CauseKind::Alert => evidence.alerts.known().is_some_and(|all| {
                    all.iter().any(|one| one.triggered.is_some_and(|at| at <= MOMENT))
                }),
                CauseKind::Disk => false,
                CauseKind::Service => evidence
                    .failed_services
                    .known()
                    .is_some_and(|all| all.contains(subject)),
            };
            prop_assert!(is_told, "{finding:?}");
            prop_assert!(finding.weight.is_finite());
        }
        prop_assert!(neighbors <= MOST_NEIGHBORS);
        let all = [
            matches!(evidence.own, Loadable::Loading),
            matches!(evidence.containers, Loadable::Loading),
            matches!(evidence.neighbors, Loadable::Loading),
            matches!(evidence.failed_services, Loadable::Loading),
            matches!(evidence.alerts, Loadable::Loading),
        ];
        prop_assert_eq!(cause.waits, all.contains(&true));
    }

    #[test]
    fn the_order_in_which_things_are_told_does_not_count(evidence in any_evidence()) {
        let mut turned = evidence.clone();
        if let Loadable::Known(neighbors) = &mut turned.neighbors {
            neighbors.reverse();
        }
        if let Loadable::Known(services) = &mut turned.failed_services {
            services.reverse();
        }
        if let Loadable::Known(alerts) = &mut turned.alerts {
            alerts.reverse();
        }
        let preferences = Preferences::default();
        let (one, other) = (cause_of(&evidence, &preferences), cause_of(&turned, &preferences));
        prop_assert_eq!(one.findings.len(), other.findings.len());
        let words = |cause: &Cause| -> Vec<(CauseKind, String, String)> {
            let findings = cause.findings.iter();
            findings.map(|one| (one.kind, one.subject.clone(), one.words.clone())).collect()
        };
        // Of two neighbors alike in name and weight either may be left out.
        if one.findings.iter().filter(|one| one.kind == CauseKind::Neighbor).count() < MOST_NEIGHBORS {
            prop_assert_eq!(words(&one), words(&other));
        }
    }
}
