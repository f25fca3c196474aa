//! What the small print of a device says, and in which order.

use super::*;

#[test]
fn what_the_reason_names_is_named_once() {
    let mut system = System {
        updated: Some(NOW),
        ..system()
    };
    system.metrics.gpu = Percent::new(95.0);
    let hot = view(&evidence(Some(&system)));
    assert_eq!(hot.health, Health::Critical);
    assert_eq!(hot.context.matches("GPU").count(), 1);
    system.metrics.gpu = Percent::new(20.0);
    let cool = view(&evidence(Some(&system)));
    assert_eq!(&*cool.context, "up 14 d · GPU 20 % · 47 °C");
}

#[test]
fn every_reason_is_told_before_the_rest() {
    let mut system = System {
        updated: Some(NOW),
        ..system()
    };
    system.metrics.gpu = Percent::new(95.0);
    system.metrics.extra_disks = vec![("data".to_owned(), Percent::of_100(78))];
    let hot = view(&evidence(Some(&system)));
    let reasons = "GPU 95 % · Disk data 78 % · Memory 82 % · CPU 71 %";
    assert_eq!(hot.shown_reasons(), Some(reasons));
    assert_eq!(
        *hot.context,
        [reasons, "up 14 d", "47 °C"].join(format::BETWEEN)
    );
    // A guest's problem is not a reason of this state.
    let calm = Percent::new(12.0);
    system.metrics = Metrics {
        cpu: calm,
        memory: calm,
        disk: calm,
        ..Metrics::default()
    };
    let well = view(&evidence(Some(&system))).with_guests([Health::Down].into_iter().collect());
    assert_eq!(well.shown_reasons(), None);
}

#[test]
fn the_line_tells_what_else_is_known_only_where_bars_show_every_reason() {
    let system = System {
        updated: Some(NOW),
        ..system()
    };
    let told = |alert: (&str, f64)| {
        let alerts = [TriggeredAlert {
            system: system.id.clone(),
            name: alert.0.to_owned(),
            value: alert.1,
            minutes: 10,
            since: None,
            acknowledged: false,
        }];
        let mut evidence = evidence(Some(&system));
        evidence.criteria.alerts = &alerts;
        view(&evidence).shown_reasons().map(str::to_owned)
    };
    assert_eq!(told(("Memory", 80.0)), None);
    // The bar of the disk is green.
    let all = "Disk 45 % · Memory 82 % · CPU 71 %";
    assert_eq!(told(("Disk", 40.0)).as_deref(), Some(all));
}

#[test]
fn what_is_true_besides_is_not_told_as_the_reason() {
    let system = System {
        updated: Some(NOW),
        ..system()
    };
    let alone = view(&evidence(Some(&system)));
    assert_eq!(alone.shown_reasons(), None);
    let guests = || [Health::Ok, Health::Down].into_iter().collect();
    let all = "Memory 82 % · CPU 71 % · also /dev/sdh: failing · also 1 of 2 guests down";
    let shown = alone.clone().with_drives(failing()).with_guests(guests());
    assert_eq!(shown.shown_reasons(), Some(all));
    assert!(shown.context.ends_with(" · up 14 d · 47 °C"));
    // A line of the person's own changes nothing about that.
    let own = DeviceView {
        context: alone.context.with_rest("at home".to_owned()),
        ..alone
    };
    let own = own.with_drives(failing()).with_guests(guests());
    assert_eq!(own.shown_reasons(), Some(all));
    assert!(own.context.ends_with(" · at home"));
}

/// The short forms of a part of the line, longest first.
fn shorter<'a>(view: &'a DeviceView, part: &str) -> Vec<&'a str> {
    let forms = view.context.shorter().iter();
    let forms = forms.filter(|form| form.part == part);
    forms.map(|form| form.short.as_str()).collect()
}

#[test]
fn long_parts_have_shorter_forms() {
    let mut system = System {
        updated: Some(NOW),
        ..system()
    };
    system.metrics.services = Some(Services {
        total: 10,
        failed: 1,
    });
    let failed = view(&evidence(Some(&system)));
    let part = "1 of 10 services failed";
    assert!(failed.context.reasons().contains(part));
    assert_eq!(
        shorter(&failed, part),
        ["1 service failed", "service failed"]
    );
    // The user's own line leaves the reasons unchanged.
    let with_rest = DeviceView {
        context: failed.context.with_rest("at home".to_owned()),
        ..failed.clone()
    };
    assert_eq!(shorter(&with_rest, part), shorter(&failed, part));
    let guests = [Health::Warn, Health::Ok].into_iter().collect();
    let also = failed.with_guests(guests);
    assert_eq!(
        shorter(&also, "also 1 of 2 guests warning"),
        [
            "also 1 guest warning",
            "also guest warning",
            "also guest warn",
            "guest warning",
            "guest warn"
        ]
    );
    let unlinked = DeviceView::unlinked("shelf");
    let all = unlinked.with_guests([Health::Warn, Health::Warn].into_iter().collect());
    assert_eq!(&*all.context, "2 guests warning");
    assert_eq!(
        shorter(&all, &all.context),
        ["guests warning", "guests warn"]
    );
    let down = DeviceView::unlinked("shelf").with_guests([Health::Down].into_iter().collect());
    assert_eq!(shorter(&down, &down.context), ["guest down"]);
    let drives = |health| {
        let worst = Some("/dev/sdh: failing".to_owned());
        DeviceView {
            health,
            ..DeviceView::unlinked("nas")
        }
        .with_drives(DriveLights {
            worst,
            ..DriveLights::default()
        })
    };
    let alone = drives(Health::Ok);
    assert_eq!(
        shorter(&alone, &alone.context),
        ["sdh: failing", "drive failing"]
    );
    let also = drives(Health::Warn);
    assert_eq!(
        shorter(&also, "also /dev/sdh: failing"),
        ["also sdh: failing", "sdh: failing", "drive failing"]
    );
}

#[test]
fn every_reason_that_can_be_long_has_fewer_words() {
    let mut system = System {
        updated: Some(NOW),
        ..system()
    };
    let metrics = &mut system.metrics;
    metrics.memory = None;
    metrics.extra_disks = vec![("datasets 2".to_owned(), Percent::of_100(78))];
    metrics.temperature = Some(Celsius(81.0));
    metrics.load = Some([9.1, 9.1, 9.1]);
    metrics.battery = Some(Battery {
        charge: Percent::of_100(19),
        state: BatteryState::Discharging,
    });
    let alert = |name: &str| TriggeredAlert {
        system: SystemId::new("s"),
        name: name.to_owned(),
        value: 1.0,
        minutes: 10,
        since: None,
        acknowledged: false,
    };
    let alerts = ["Temperature", "Bandwidth", "LoadAvg15"].map(alert);
    let shown = view(&Evidence {
        criteria: Criteria {
            alerts: &alerts,
            ..Criteria::default()
        },
        ..evidence(Some(&system))
    });
    for (part, short) in [
        ("Memory is not reported", "Memory –"),
        ("Disk datasets 2 78 %", "Disk 78 %"),
        ("Temperature 81 °C", "81 °C"),
        ("Bandwidth alert", "Network alert"),
        ("Load over 15 min 9.1", "Load 9.1"),
        ("Battery 19 %, discharging", "Battery 19 %"),
    ] {
        assert!(
            shown.context.reasons().contains(part),
            "{:?}",
            shown.context
        );
        assert_eq!(shorter(&shown, part), [short]);
    }
}

#[test]
fn how_long_it_is_down_is_told_where_it_is_known() {
    let down = System {
        status: SystemStatus::Down,
        ..system()
    };
    let contact = Contact {
        down_since: Some(NOW.plus(-4 * 60_000)),
        ..Contact::default()
    };
    let view = view(&Evidence {
        contact,
        ..evidence(Some(&down))
    });
    assert_eq!(view.value, "DOWN · 4 min");
}

#[test]
fn guests_are_counted_and_their_worst_is_told_beside_the_own_state() {
    let well = |healths: &[Health]| {
        let mut system = System {
            updated: Some(NOW),
            ..system()
        };
        system.metrics.cpu = Percent::new(12.0);
        system.metrics.memory = Percent::new(12.0);
        view(&evidence(Some(&system))).with_guests(healths.iter().copied().collect())
    };
    let alone = well(&[]);
    assert_eq!(alone.health, Health::Ok);
    assert_eq!((&*alone.context, alone.reason), ("up 14 d · 47 °C", None));
    let all_up = well(&[Health::Ok, Health::Ok]);
    assert_eq!(&*all_up.context, "up 14 d · 47 °C · 2 guests");
    assert_eq!(all_up.reason, None);
    let one_down = well(&[Health::Ok, Health::Down]);
    assert_eq!(one_down.health, Health::Ok);
    assert_eq!(
        &*one_down.context, "1 of 2 guests down · up 14 d · 47 °C",
        "nothing else is to be explained"
    );
    assert_eq!(one_down.reason.as_deref(), Some("1 of 2 guests down"));
    assert!(
        one_down
            .accessible_name
            .ends_with(" percent, 1 of 2 guests down")
    );
    // What was paused on purpose needs no look.
    let paused = well(&[Health::Paused]);
    assert_eq!(&*paused.context, "up 14 d · 47 °C · 1 guest paused");
    assert_eq!(paused.reason, None);
}

/// The view of a system with a hot GPU.
fn busy() -> DeviceView {
    let mut system = System {
        updated: Some(NOW),
        ..system()
    };
    system.metrics.gpu = Percent::new(95.0);
    view(&evidence(Some(&system)))
}

fn failing() -> DriveLights {
    DriveLights {
        bays: vec![Some(Level::Critical), None],
        worst: Some("/dev/sdh: failing".to_owned()),
    }
}

#[test]
fn what_explains_the_state_is_told_before_a_bad_drive() {
    let alone = busy();
    let why = alone.reason.clone().expect("a reason");
    let shown = alone.clone().with_drives(failing());
    assert_eq!(shown.health, alone.health);
    assert_eq!(
        &*shown.context,
        "GPU 95 % · Memory 82 % · CPU 71 % · also /dev/sdh: failing · up 14 d · 47 °C"
    );
    assert_eq!(
        shown.reason,
        Some(format!("{why}; also drive /dev/sdh: failing"))
    );
    assert_eq!(
        shown.accessible_name,
        format!("{}, also drive /dev/sdh: failing", alone.accessible_name)
    );
    assert_eq!(shown.lights.disks, [Some(Level::Critical), None]);
}

#[test]
fn a_drive_is_not_taken_for_the_reason_of_what_the_bars_show() {
    let system = System {
        updated: Some(NOW),
        ..system()
    };
    let shown = view(&evidence(Some(&system))).with_drives(failing());
    assert_eq!(shown.health, Health::Warn);
    assert_eq!(
        &*shown.context,
        "Memory 82 % · CPU 71 % · also /dev/sdh: failing · up 14 d · 47 °C"
    );
}

#[test]
fn a_bad_drive_in_a_machine_that_is_well_leads_and_changes_no_state() {
    let mut system = System {
        updated: Some(NOW),
        ..system()
    };
    system.metrics.cpu = Percent::new(12.0);
    system.metrics.memory = Percent::new(12.0);
    let alone = view(&evidence(Some(&system)));
    let shown = alone.clone().with_drives(failing());
    assert_eq!(shown.health, Health::Ok);
    assert_eq!(&*shown.context, "/dev/sdh: failing · up 14 d · 47 °C");
    assert_eq!(shown.reason.as_deref(), Some("Drive /dev/sdh: failing"));
    // Drives that are healthy or unknown change only the lights.
    let good = DriveLights {
        bays: vec![Some(Level::Ok)],
        worst: None,
    };
    let lit = alone.clone().with_drives(good);
    assert_eq!(
        lit.with_drives(DriveLights::default()),
        DeviceView {
            lights: FrontLights {
                disks: vec![Some(Level::Ok)],
                ..alone.lights.clone()
            },
            ..alone
        }
    );
}

#[test]
fn drives_and_guests_are_told_in_this_order_behind_the_reason() {
    let guests = || [Health::Ok, Health::Down].into_iter().collect();
    let shown = busy().with_drives(failing()).with_guests(guests());
    assert_eq!(
        &*shown.context,
        "GPU 95 % · Memory 82 % · CPU 71 % · also /dev/sdh: failing · also 1 of 2 guests down · up 14 d · 47 °C"
    );
    let reason = shown.reason.expect("a reason");
    assert!(
        reason.ends_with("; also drive /dev/sdh: failing; also 1 of 2 guests down"),
        "{reason}"
    );
    let down = System {
        status: SystemStatus::Down,
        ..system()
    };
    let down = view(&evidence(Some(&down))).with_guests(guests());
    assert_eq!(&*down.context, "also 1 of 2 guests down");
    let unlinked = DeviceView::unlinked("shelf").with_guests(guests());
    assert_eq!(&*unlinked.context, "1 of 2 guests down");
}

proptest! {
    #[test]
    fn parts_are_added_in_order_and_none_is_lost(
        first in proptest::collection::vec("[a-zä ]{1,9}", 0..3),
        others in proptest::collection::vec("[a-zö ]{1,9}", 0..4),
        led in proptest::collection::vec("[a-zü ]{1,9}", 0..4),
        last in proptest::collection::vec("[a-zß ]{1,9}", 0..4),
    ) {
        let reasons = first.iter().map(String::as_str).collect();
        let mut line = ContextLine::led_by(reasons, others.iter().cloned());
        for part in &led {
            line.lead_on(part);
        }
        for part in &last {
            line.end_with(part);
        }
        let all = first.iter().chain(&led).chain(&others).chain(&last);
        let all: Vec<&str> = all.map(String::as_str).collect();
        prop_assert_eq!(&*line, all.join(" · "));
        let reasons: Vec<&str> = first.iter().chain(&led).map(String::as_str).collect();
        prop_assert_eq!(line.reasons(), reasons.join(" · "));
        let other = line.with_rest("at home".to_owned());
        let expected: Vec<&str> = reasons.into_iter().chain(["at home"]).collect();
        prop_assert_eq!(&*other, expected.join(" · "));
        prop_assert_eq!(other.reasons(), line.reasons());
    }
}
