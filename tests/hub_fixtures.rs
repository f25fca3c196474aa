//! Every recorded response of every hub generation is read with its right meaning.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod support;

use blinkenrack::domain::ids::SystemId;
use blinkenrack::domain::inventory::{
    ContainerHealth, Os, ServiceState, ServiceSubState, SmartState,
};
use blinkenrack::domain::monitor::Latency;
use blinkenrack::domain::preferences::Preferences;
use blinkenrack::domain::series::Range;
use blinkenrack::domain::system::{BatteryState, System, SystemStatus};
use blinkenrack::domain::units::{Bytes, BytesPerSecond, Celsius, Millis, Percent};
use blinkenrack::hub::auth::{SignIn, UserRole};
use blinkenrack::hub::client::HubClient;
use blinkenrack::hub::queries::rt_topic;
use blinkenrack::hub::realtime::{Change, Effect, Event, Realtime};
use blinkenrack::hub::sse::SseDecoder;
use blinkenrack::hub::version::Version;

use support::{ScriptedHub, fixture, now, recorded, token};

const REAL: [&str; 6] = [
    "hub-0.12.12",
    "hub-0.14.1",
    "hub-0.16.1",
    "hub-0.17.0",
    "hub-0.18.4",
    "hub-0.18.8",
];
/// At this time the recorded rows are within the last hour, half day and so on.
const NOW: Millis = Millis(1_795_250_000_000);

fn hub(folder: &'static str) -> HubClient {
    HubClient::new(ScriptedHub::new(recorded(folder)))
}

fn percent(value: f64) -> Option<Percent> {
    Percent::new(value)
}

fn systems(folder: &'static str) -> Vec<System> {
    now(hub(folder).systems(&token())).expect("systems")
}

#[test]
fn every_hub_is_signed_in_to() {
    for folder in REAL {
        let hub = hub(folder);
        let options = now(hub.sign_in_options()).expect("options");
        assert!(
            options.password && !options.code && !options.second_factor && !options.providers,
            "{folder}"
        );
        let signed_in =
            now(hub.sign_in_with_password("admin@example.com", "x", NOW)).expect("sign-in");
        let SignIn::Done(session) = signed_in else {
            panic!("{folder}: a code is asked for")
        };
        assert_eq!(
            (session.account.email.as_str(), &session.account.role),
            ("admin@example.com", &UserRole::User)
        );
        let renewed = now(hub.check_token(&session.token, NOW)).expect("renewal");
        assert_eq!(renewed.account.id, session.account.id, "{folder}");
    }
}

#[test]
fn every_hub_tells_its_version_by_one_route_or_the_other() {
    for folder in REAL {
        let version = now(hub(folder).hub_version(&token())).expect("version");
        assert_eq!(
            version,
            Version::parse(folder.trim_start_matches("hub-")),
            "{folder}"
        );
    }
    assert_eq!(
        now(hub("hub-0.12.0-made").hub_version(&token())),
        Ok(Some(Version::new(0, 12, 0)))
    );
    assert_eq!(now(hub("made").hub_version(&token())), Ok(None));
}

#[test]
fn every_hubs_systems_have_all_that_agents_report() {
    for folder in REAL {
        let systems = systems(folder);
        assert!(systems.len() >= 2, "{folder}");
        for system in systems {
            let metrics = &system.metrics;
            assert_eq!(system.status, SystemStatus::Up, "{folder}");
            assert!(
                !system.name.is_empty() && system.host == "127.0.0.1" && system.updated.is_some(),
                "{folder}"
            );
            assert!(
                metrics.cpu.is_some() && metrics.memory.is_some() && metrics.disk.is_some(),
                "{folder}"
            );
            assert!(
                metrics.uptime > Some(1000) && metrics.load.is_some() && metrics.network.is_some(),
                "{folder}"
            );
            assert_eq!(metrics.threads, Some(2), "{folder}");
            assert_eq!(metrics.agent_version, folder.trim_start_matches("hub-"));
        }
    }
}

#[test]
fn values_are_exact() {
    let systems = systems("hub-0.18.8");
    let node = systems
        .iter()
        .find(|system| system.name == "pve-node1")
        .expect("pve-node1");
    assert_eq!(node.id, SystemId::new("icbv0i9rn74m0no"));
    assert_eq!(
        (node.metrics.cpu, node.metrics.memory, node.metrics.disk),
        (percent(1.1), percent(2.23), percent(20.64))
    );
    assert_eq!(
        (node.metrics.gpu, node.metrics.temperature),
        (percent(43.2), Some(Celsius(47.0)))
    );
    assert_eq!(
        (node.metrics.uptime, node.metrics.load),
        (Some(3469), Some([0.19, 0.08, 0.11]))
    );
    assert_eq!(node.updated, Some(Millis(1_795_249_704_480)));
}

#[test]
fn every_hubs_stats_make_a_series() {
    for folder in REAL {
        let system = SystemId::new("any");
        let mut samples =
            now(hub(folder).history(&token(), &system, Range::Hour, NOW)).expect("history");
        assert!(samples.len() >= 2, "{folder}");
        samples.sort_by_key(|sample| sample.at);
        for sample in &samples {
            assert!(
                sample.cpu.is_some() && sample.load.is_some() && sample.disk_used.is_some(),
                "{folder}"
            );
            assert!(
                sample.disk_read.is_some() && sample.sent == Some(BytesPerSecond(0.0)),
                "{folder}"
            );
            assert_eq!(sample.memory_total, Some(Bytes(25_275_882_536)), "{folder}");
        }
    }
}

#[test]
fn old_and_new_keys_of_rates_mean_the_same() {
    let history = |folder| {
        now(hub(folder).history(&token(), &SystemId::new("any"), Range::Hour, NOW))
            .expect("history")
    };
    let megabyte = 1_048_576.0;
    let oldest = history("hub-0.12.12");
    assert_eq!(
        oldest.first().and_then(|sample| sample.disk_read),
        Some(BytesPerSecond(3.25 * megabyte))
    );
    let newest = history("hub-0.18.8");
    assert_eq!(
        newest.first().and_then(|sample| sample.disk_read),
        Some(BytesPerSecond(126_707.0))
    );
    let made = history("hub-0.12.0-made");
    let sample = made.first().expect("a row");
    assert_eq!(sample.sent, Some(BytesPerSecond(0.5 * megabyte)));
    assert_eq!(sample.received, Some(BytesPerSecond(2.0 * megabyte)));
    assert_eq!(
        sample.extra_disks.first().and_then(|disk| disk.write),
        Some(BytesPerSecond(2.0 * megabyte))
    );
}

#[test]
fn rolled_up_rows_have_peaks() {
    let samples =
        now(hub("hub-0.18.8").history(&token(), &SystemId::new("any"), Range::HalfDay, NOW))
            .expect("history");
    let sample = samples.first().expect("a row");
    assert_eq!(
        (sample.cpu, sample.cpu_peak),
        (percent(2.31), percent(6.52))
    );
    assert!(sample.memory_peak >= sample.memory && sample.memory_peak.is_some());
    assert_eq!(
        (sample.sent, sample.received),
        (Some(BytesPerSecond(5.0)), Some(BytesPerSecond(5.0)))
    );
    assert_eq!(sample.temperature, Some(Celsius(60.5)));
    let gpu = sample.gpus.first().expect("a card");
    assert_eq!(
        (gpu.name.as_str(), gpu.usage, gpu.power),
        ("RTX 4000", percent(51.68), Some(81.66))
    );
    let containers = now(hub("hub-0.18.8").container_history(
        &token(),
        &SystemId::new("any"),
        Range::HalfDay,
        NOW,
    ))
    .expect("history");
    let names: Vec<&str> = containers
        .iter()
        .flat_map(|row| &row.containers)
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["grafana", "jellyfin", "nginx", "postgres"]);
}

#[test]
fn the_network_of_containers_changes_its_unit_with_the_hubs_version() {
    for folder in [
        "hub-0.14.1",
        "hub-0.16.1",
        "hub-0.17.0",
        "hub-0.18.4",
        "hub-0.18.8",
    ] {
        let hub = hub(folder);
        let version = now(hub.hub_version(&token())).expect("version");
        let containers = now(hub.containers(&token(), None, version))
            .expect("answer")
            .expect("containers");
        assert!(containers.len() >= 4, "{folder}");
        let jellyfin = containers
            .iter()
            .find(|one| one.name == "jellyfin" && one.memory > Some(Bytes(0)))
            .expect("jellyfin");
        let BytesPerSecond(rate) = jellyfin.network.expect("a rate");
        assert!((600_000.0..700_000.0).contains(&rate), "{folder}: {rate}");
        assert_eq!(jellyfin.memory, Some(Bytes(191 * 1_048_576)), "{folder}");
        let health = |name| {
            containers
                .iter()
                .find(|container| container.name == name)
                .map(|container| container.health)
        };
        assert_eq!(health("nginx"), Some(ContainerHealth::Healthy), "{folder}");
        assert_eq!(
            health("grafana"),
            Some(ContainerHealth::Unhealthy),
            "{folder}"
        );
        let unsure = now(hub.containers(&token(), None, None))
            .expect("answer")
            .expect("containers");
        assert!(
            unsure.iter().all(|container| container.network.is_none()),
            "{folder}"
        );
    }
    assert_eq!(
        now(hub("hub-0.12.12").containers(&token(), None, None)),
        Ok(None)
    );
}

#[test]
fn the_stats_of_containers_are_read_from_every_hub() {
    for folder in REAL {
        let rows =
            now(hub(folder).container_history(&token(), &SystemId::new("any"), Range::Hour, NOW))
                .expect("history");
        assert!(
            !rows.is_empty() && rows.iter().all(|row| row.containers.len() == 4),
            "{folder}"
        );
    }
    let rows = now(hub("hub-0.12.0-made").container_history(
        &token(),
        &SystemId::new("any"),
        Range::Hour,
        NOW,
    ))
    .expect("history");
    let sent = rows
        .first()
        .and_then(|row| row.containers.first())
        .and_then(|one| one.sent);
    assert_eq!(sent, Some(BytesPerSecond(524_288.0)));
}

#[test]
fn details_come_from_the_collection_or_from_the_old_keys() {
    for folder in REAL {
        let details = now(hub(folder).details(&token())).expect("details");
        assert!(details.len() >= 2, "{folder}");
        for one in details {
            assert_eq!(
                (one.hostname.as_str(), one.os, one.cores),
                ("node", Some(Os::Linux), Some(2)),
                "{folder}"
            );
            assert_eq!(
                (one.cpu_model.as_str(), one.kernel.as_str()),
                ("ACME CPU 2000", "6.1.0-18-amd64"),
                "{folder}"
            );
        }
    }
    let old = now(hub("hub-0.12.0-made").details(&token())).expect("details");
    assert_eq!(
        old.iter()
            .map(|one| (one.os, one.podman))
            .collect::<Vec<_>>(),
        [(Some(Os::Linux), true), (Some(Os::Windows), false)]
    );
}

#[test]
fn disks_are_read_and_absent_before_0_17() {
    for folder in ["hub-0.17.0", "hub-0.18.4", "hub-0.18.8"] {
        let disks = now(hub(folder).smart_disks(&token(), None))
            .expect("answer")
            .expect("disks");
        let failed: Vec<_> = disks
            .iter()
            .filter(|disk| disk.state == SmartState::Failed)
            .collect();
        assert!(!failed.is_empty(), "{folder}");
        for disk in failed {
            assert_eq!(
                (disk.name.as_str(), disk.temperature, disk.hours),
                ("/dev/sdb", Some(Celsius(41.0)), Some(23_456))
            );
            let worst = disk.attributes.first().expect("an attribute");
            assert_eq!(
                (worst.id, worst.raw, worst.when_failed.as_str()),
                (Some(5), Some(812.0), "now")
            );
        }
    }
    assert_eq!(now(hub("hub-0.16.1").smart_disks(&token(), None)), Ok(None));
}

#[test]
fn what_a_hub_lacks_is_absent_and_no_error() {
    let hub = hub("hub-0.12.12");
    assert_eq!(now(hub.services(&token(), None)), Ok(None));
    assert_eq!(now(hub.quiet_hours(&token())), Ok(None));
    assert_eq!(now(hub.pools(&token(), None)), Ok(None));
    assert_eq!(now(hub.network_monitors(&token())), Ok(None));
    for folder in REAL {
        assert!(
            now(self::hub(folder).past_alerts(&token(), None)).is_ok_and(|alerts| alerts.is_some()),
            "{folder}"
        );
        assert!(
            now(self::hub(folder).services(&token(), None)).is_ok(),
            "{folder}"
        );
    }
}

#[test]
fn alerts_quiet_hours_and_limits_are_read() {
    let hub = hub("hub-0.18.8");
    let alerts = now(hub.triggered_alerts(&token())).expect("alerts");
    let cpu = alerts
        .iter()
        .find(|alert| alert.name == "CPU")
        .expect("the alert on the processor");
    assert_eq!((cpu.value, cpu.minutes), (1.0, 1));
    let past = now(hub.past_alerts(&token(), None))
        .expect("answer")
        .expect("alerts");
    assert_eq!(past.len(), 6);
    assert!(past.iter().any(|alert| alert.name == "Temperature"
        && alert.resolved.is_none()
        && alert.value == Some(40.0)));
    let quiet = now(hub.quiet_hours(&token()))
        .expect("answer")
        .expect("quiet hours");
    assert!(
        quiet
            .iter()
            .all(|hours| hours.daily && hours.system.is_some() && hours.start < hours.end)
    );
    for folder in REAL {
        assert_eq!(
            now(self::hub(folder).preferences(&token())),
            Ok(Preferences::default()),
            "{folder}"
        );
    }
}

#[test]
fn a_guests_list_is_empty_and_readable() {
    for folder in REAL {
        let body = fixture(folder, "systems.guest.list.json").expect("fixture");
        let hub = HubClient::new(ScriptedHub::new(move |_| {
            Ok(support::json(200, body.clone()))
        }));
        assert_eq!(now(hub.systems(&token())), Ok(vec![]), "{folder}");
    }
}

#[test]
fn every_recorded_stream_tells_of_pause_resume_alerts_and_live_values() {
    for folder in REAL {
        let stream = fixture(folder, "realtime.sse").expect("fixture");
        let live_systems: Vec<SystemId> = systems(folder)
            .into_iter()
            .map(|system| system.id)
            .collect();
        let changes = played(&stream, live_systems);
        let statuses: Vec<&SystemStatus> = changes
            .iter()
            .filter_map(|change| match change {
                Change::SystemChanged(system) => Some(&system.status),
                _ => None,
            })
            .collect();
        for status in [
            SystemStatus::Paused,
            SystemStatus::Pending,
            SystemStatus::Up,
        ] {
            assert!(statuses.contains(&&status), "{folder}: {status:?}");
        }
        assert!(
            changes.iter().any(
                |change| matches!(change, Change::AlertCleared { name, .. } if name == "Memory")
            ),
            "{folder}"
        );
        let live = changes
            .iter()
            .filter(|change| matches!(change, Change::Live { .. }))
            .count();
        assert_eq!(
            live,
            if folder == "hub-0.12.12" { 0 } else { 4 },
            "{folder}"
        );
        for change in &changes {
            if let Change::Live { event, .. } = change {
                let live = event.read().expect("it has values");
                assert_eq!(
                    (live.sample.at, live.containers.len()),
                    (NOW, 4),
                    "{folder}"
                );
                assert!(
                    live.sample.cpu.is_some() && live.metrics.cpu == live.sample.cpu,
                    "{folder}"
                );
            }
        }
    }
}

/// The changes that the realtime machine reports for a recorded stream.
fn played(stream: &str, live: Vec<SystemId>) -> Vec<Change> {
    let mut machine = Realtime::new(1);
    machine.step(Event::LiveWanted(live), NOW);
    let started = machine.step(Event::Start(Default::default()), NOW);
    let attempt = started
        .iter()
        .find_map(|effect| match effect {
            Effect::Open { attempt } => Some(*attempt),
            _ => None,
        })
        .expect("an attempt");
    let mut changes = Vec::new();
    for event in SseDecoder::new().push(stream.as_bytes()) {
        let effects = machine.step(Event::Sse { attempt, event }, NOW);
        changes.extend(effects.into_iter().filter_map(|effect| match effect {
            Effect::Deliver(change) => Some(change),
            _ => None,
        }));
    }
    changes
}

#[test]
fn hub_0_20_is_read_with_all_it_adds() {
    let hub = hub("hub-0.20-made");
    let systems = systems("hub-0.20-made");
    assert_eq!(systems.len(), 4, "the record without an id is left out");
    let metrics = |name: &str| {
        systems
            .iter()
            .find(|system| system.name == name)
            .expect("a system")
            .metrics
            .clone()
    };
    let gpu_box = metrics("gpu-box");
    assert_eq!(
        (
            gpu_box.gpu,
            gpu_box.temperature,
            gpu_box.services.map(|services| services.failed)
        ),
        (percent(88.8), Some(Celsius(79.5)), Some(2))
    );
    assert!(
        gpu_box
            .extra_disks
            .contains(&("tank".to_owned(), Percent::new(93.1).expect("percent")))
    );
    let laptop = metrics("laptop");
    assert_eq!(
        (laptop.battery.map(|battery| battery.charge), laptop.network),
        (percent(37.0), Some(BytesPerSecond(0.0)))
    );
    assert!(
        laptop
            .battery
            .is_some_and(|battery| battery.state != BatteryState::Unknown)
    );
    let newcomer = systems
        .iter()
        .find(|system| system.name == "newcomer")
        .expect("a system");
    assert_eq!(
        newcomer.status,
        SystemStatus::Other("hibernating".to_owned())
    );
    assert_eq!(
        (newcomer.metrics.cpu, newcomer.metrics.disk),
        (None, percent(20.0))
    );

    let pools = now(hub.pools(&token(), None))
        .expect("answer")
        .expect("pools");
    assert_eq!(
        pools
            .iter()
            .map(|pool| (pool.name.as_str(), pool.health.as_str()))
            .collect::<Vec<_>>(),
        [("tank", "DEGRADED"), ("backup (btrfs)", "ONLINE")]
    );
    let monitors = now(hub.network_monitors(&token()))
        .expect("answer")
        .expect("monitors");
    assert_eq!(
        monitors
            .iter()
            .map(|one| (one.target.as_str(), one.port, one.enabled))
            .collect::<Vec<_>>(),
        [("switch.lan", None, true), ("nas.lan", Some(445), false)]
    );
    let first = monitors.first().expect("a monitor");
    assert_eq!(first.loss, percent(0.5));
    assert_eq!(
        first.latency().map(Latency::text).as_deref(),
        Some("0.8 ms")
    );
    assert!(first.checked.is_some() && first.slowest.is_none());
    // A monitor that was never checked has no result, which is not the same as no answer.
    let second = monitors.get(1).map(|one| (one.result, one.checked));
    assert_eq!(second, Some((None, None)));
    let preferences = now(hub.preferences(&token())).expect("preferences");
    let limits = preferences.thresholds;
    assert_eq!(
        (Some(limits.warn), Some(limits.critical)),
        (percent(55.0), percent(82.5))
    );
    let past = now(hub.lasting_alerts(&token())).expect("alerts");
    assert!(!past.is_empty() && past.iter().all(|alert| alert.triggered.is_some()));
    let alerts = now(hub.triggered_alerts(&token())).expect("alerts");
    assert_eq!(
        alerts
            .iter()
            .map(|alert| alert.name.as_str())
            .collect::<Vec<_>>(),
        ["ContainerHealth", "SystemdFailed"]
    );
    let quiet = now(hub.quiet_hours(&token()))
        .expect("answer")
        .expect("quiet hours");
    assert!(
        quiet
            .iter()
            .all(|hours| hours.system.is_none() && !hours.daily)
    );
}

#[test]
fn hub_0_20_inventory_is_read_with_unknown_words_kept() {
    let hub = hub("hub-0.20-made");
    let containers = now(hub.containers(&token(), None, Some(Version::new(0, 20, 0))))
        .expect("answer")
        .expect("containers");
    assert_eq!(
        containers.len(),
        1,
        "a row 100 s older than the newest is gone"
    );
    assert_eq!(containers.first().and_then(|one| one.updatable), Some(true));
    assert_eq!(
        containers.first().and_then(|one| one.network),
        Some(BytesPerSecond(4096.0))
    );
    let services = now(hub.services(&token(), None))
        .expect("answer")
        .expect("services");
    assert_eq!(
        services
            .iter()
            .map(|one| (one.state, one.sub_state))
            .collect::<Vec<_>>(),
        [
            (ServiceState::Failed, ServiceSubState::Failed),
            (ServiceState::Active, ServiceSubState::Running),
            (ServiceState::Other(77), ServiceSubState::Other(78)),
        ]
    );
    assert_eq!(
        services.first().and_then(|one| one.memory_peak),
        Some(Bytes(2_097_152))
    );
    let disks = now(hub.smart_disks(&token(), None))
        .expect("answer")
        .expect("disks");
    assert_eq!(
        disks
            .iter()
            .map(|one| one.state.clone())
            .collect::<Vec<_>>(),
        [
            SmartState::Warning,
            SmartState::Other("PONDERING".to_owned())
        ]
    );
    assert_eq!(
        disks
            .first()
            .map(|one| (one.temperature, one.attributes.len())),
        Some((None, 2))
    );
    let details = now(hub.details(&token())).expect("details");
    assert_eq!(
        details
            .iter()
            .map(|one| (one.os, one.cores))
            .collect::<Vec<_>>(),
        [(Some(Os::FreeBsd), Some(16)), (Some(Os::Other(8)), None)]
    );
}

#[test]
fn an_agent_with_everything_fills_a_sample() {
    let samples =
        now(hub("hub-0.20-made").history(&token(), &SystemId::new("any"), Range::Hour, NOW))
            .expect("history");
    let [full, sparse, odd] = samples.as_slice() else {
        panic!("three rows")
    };
    assert_eq!(full.sensors.len(), 3);
    assert_eq!(full.temperature, Some(Celsius(79.5)));
    assert_eq!(
        full.fans,
        [
            ("nct6775_fan1".to_owned(), 1210.0),
            ("nct6775_fan2".to_owned(), 0.0)
        ]
    );
    assert_eq!(
        (full.swap_total, full.battery),
        (Some(Bytes(8 << 30)), percent(100.0))
    );
    assert_eq!(
        full.gpus
            .iter()
            .map(|gpu| (gpu.name.as_str(), gpu.power))
            .collect::<Vec<_>>(),
        [("RTX 4090", Some(310.5)), ("1", None)]
    );
    let rates: Vec<_> = full
        .extra_disks
        .iter()
        .map(|disk| (disk.name.as_str(), disk.read))
        .collect();
    assert_eq!(
        rates,
        [
            ("scratch", Some(BytesPerSecond(1_048_576.0))),
            ("tank", Some(BytesPerSecond(2048.0)))
        ]
    );
    // A missing rate is zero if the row has any values; other missing values are simply absent.
    assert_eq!(
        (sparse.sent, sparse.disk_write, sparse.disk_used),
        (Some(BytesPerSecond(0.0)), Some(BytesPerSecond(0.0)), None)
    );
    assert_eq!(
        (odd.memory, odd.load, odd.battery, odd.gpus.len()),
        (None, None, percent(55.0), 1)
    );
}

#[test]
fn hub_0_20_live_events_and_removals_are_read() {
    let stream = fixture("hub-0.20-made", "realtime.sse").expect("fixture");
    let id = SystemId::new("gpubox000000001");
    assert!(stream.contains(&rt_topic(&id)));
    let changes = played(&stream, vec![id.clone()]);
    let [
        Change::Live { system, event },
        Change::SystemRemoved(removed),
    ] = changes.as_slice()
    else {
        panic!("{changes:?}")
    };
    assert_eq!((system, removed), (&id, &SystemId::new("laptop000000002")));
    let live = event.read().expect("it has values");
    assert_eq!(live.sample.fans, [("fan".to_owned(), 900.0)]);
    assert_eq!(
        (live.metrics.network, live.containers.len()),
        (Some(BytesPerSecond(12_345.0)), 0)
    );
}

#[test]
fn hub_0_12_0_keys_are_understood() {
    let systems = systems("hub-0.12.0-made");
    let [pi, win] = systems.as_slice() else {
        panic!("two systems")
    };
    assert_eq!(pi.metrics.load, Some([0.5, 0.25, 0.125]));
    assert_eq!(pi.metrics.network, Some(BytesPerSecond(1.5 * 1_048_576.0)));
    assert_eq!(
        (win.status.clone(), win.metrics.uptime, win.metrics.load),
        (SystemStatus::Down, None, None)
    );
}
