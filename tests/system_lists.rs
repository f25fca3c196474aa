//! The lists of one system, read from the recorded answers of hubs 0.12 to 0.20, and the reasons for missing ones.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod support;

use std::cell::RefCell;
use std::rc::Rc;

use blinkenrack::domain::disks::pool_verdict;
use blinkenrack::domain::ids::SystemId;
use blinkenrack::domain::inventory::AgentLink;
use blinkenrack::domain::inventory::loading::Fault;
use blinkenrack::domain::problem::Problem;
use blinkenrack::domain::quiet_hours::QuietTimes;
use blinkenrack::domain::tree::Tree;
use blinkenrack::domain::units::Millis;
use blinkenrack::domain::version::Version;
use blinkenrack::hub::client::HubClient;
use blinkenrack::hub::client::system::{fault_of_list, fault_of_route};
use blinkenrack::hub::error::HubError;
use blinkenrack::hub::transport::{Method, NoAnswer, Request, Response};

use support::{ScriptedHub, fixture, html, json, now, recorded, token};

const HUBS: [(&str, Version); 7] = [
    ("hub-0.12.12", Version::new(0, 12, 12)),
    ("hub-0.14.1", Version::new(0, 14, 1)),
    ("hub-0.16.1", Version::new(0, 16, 1)),
    ("hub-0.17.0", Version::new(0, 17, 0)),
    ("hub-0.18.4", Version::new(0, 18, 4)),
    ("hub-0.18.8", Version::new(0, 18, 8)),
    ("hub-0.20-made", Version::new(0, 20, 0)),
];

fn system() -> SystemId {
    SystemId::new("s")
}

fn problem(error: &HubError) -> Problem {
    Problem::new(error.to_string(), "")
}

fn answering(answer: Result<Response, NoAnswer>) -> HubClient {
    HubClient::new(ScriptedHub::new(move |_: &Request| answer.clone()))
}

#[test]
fn every_hub_gives_the_lists_that_its_version_has() {
    for (folder, version) in HUBS {
        let hub = HubClient::new(ScriptedHub::new(recorded(folder)));
        let containers =
            now(hub.containers_of(&token(), &system(), Some(version))).expect("an answer");
        assert_eq!(
            containers.is_some(),
            version >= Version::new(0, 14, 0),
            "{folder}"
        );
        let services = now(hub.services_of(&token(), &system(), Some(version))).expect("an answer");
        assert_eq!(
            services.is_some(),
            version >= Version::new(0, 16, 0),
            "{folder}"
        );
        let disks = now(hub.disks_of(&token(), &system(), Some(version))).expect("an answer");
        assert_eq!(
            disks.is_some(),
            version >= Version::new(0, 17, 0),
            "{folder}"
        );
        let pools = disks
            .and_then(|disks| disks.pools)
            .map_or(0, |pools| pools.len());
        assert_eq!(
            pools,
            if version >= Version::new(0, 19, 0) {
                2
            } else {
                0
            },
            "{folder}"
        );
        let alerts = now(hub.alerts_of(&token(), &system())).expect("an answer");
        assert!(alerts.is_some(), "{folder}");
    }
}

#[test]
fn the_hub_tells_how_an_agent_is_connected() {
    let link = |folder| {
        let hub = HubClient::new(ScriptedHub::new(recorded(folder)));
        now(hub.agent_link(&token(), &system())).expect("an answer")
    };
    assert_eq!(link("hub-0.18.8"), Some(AgentLink::WebSocket));
    let told = |ct: &str| {
        let body = format!(r#"{{"items":[{{"info":{{"ct":{ct}}}}}]}}"#);
        now(answering(Ok(json(200, body))).agent_link(&token(), &system()))
    };
    assert_eq!(told("1"), Ok(Some(AgentLink::Ssh)));
    assert_eq!(
        (told("0"), told("7"), told("null")),
        (Ok(None), Ok(None), Ok(None))
    );
}

#[test]
fn rules_and_history_are_read() {
    let hub = HubClient::new(ScriptedHub::new(recorded("hub-0.18.8")));
    let alerts = now(hub.alerts_of(&token(), &system()))
        .expect("an answer")
        .expect("a list");
    let cpu = alerts
        .rules
        .iter()
        .find(|rule| rule.name == "CPU")
        .expect("a rule");
    assert_eq!((cpu.value, cpu.minutes, cpu.triggered), (1.0, 1, true));
    assert!(cpu.updated.is_some());
    // The recorded answer has the rules of three systems.
    let mut names: Vec<_> = alerts
        .rules
        .iter()
        .map(|rule| (&rule.system, &rule.name))
        .collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!((names.len(), all), (12, 12), "{names:?}");
    assert!(alerts.history.is_some_and(|history| !history.is_empty()));
}

#[test]
fn a_missing_history_or_pool_spoils_nothing() {
    let hub = HubClient::new(ScriptedHub::new(|request: &Request| {
        if request.path.contains("/alerts/") || request.path.contains("/smart_devices/") {
            Ok(json(
                200,
                r#"{"items":[{"system":"s","name":"CPU","state":"PASSED"}]}"#,
            ))
        } else {
            Ok(json(500, r#"{"message":"broken"}"#))
        }
    }));
    let alerts = now(hub.alerts_of(&token(), &system()))
        .expect("an answer")
        .expect("a list");
    assert_eq!(
        (alerts.rules.len(), alerts.history, alerts.quiet),
        (1, None, None)
    );
    let disks = now(hub.disks_of(&token(), &system(), Some(Version::new(0, 20, 0))))
        .expect("an answer")
        .expect("a list");
    assert_eq!((disks.disks.len(), disks.pools), (1, None));
}

#[test]
fn logs_and_details_come_as_text() {
    for (folder, has_logs) in [
        ("hub-0.18.4", true),
        ("hub-0.18.8", true),
        ("hub-0.16.1", false),
    ] {
        let logs = fixture(folder, "containers.logs.json").expect("a fixture");
        let status = if has_logs { 200 } else { 404 };
        let hub = answering(Ok(json(status, logs)));
        let answer = now(hub.container_logs(&token(), &system(), "c"));
        match answer {
            Ok(text) => assert!(
                has_logs && text.contains("<img src=x onerror=alert(1)>"),
                "{text}"
            ),
            Err(_) => assert!(!has_logs),
        }
    }
    let info = fixture("hub-0.18.8", "containers.info.json").expect("a fixture");
    let tree = now(answering(Ok(json(200, info))).container_info(&token(), &system(), "c"))
        .expect("details");
    assert_eq!(tree.leaf(&["Name"]), Some("/postgres"));
    assert_eq!(tree.leaf(&["Config", "Tty"]), Some("yes"));
    let odd = answering(Ok(json(200, r#"{"info":"no JSON <b>"}"#)));
    let tree = now(odd.container_info(&token(), &system(), "c"));
    assert_eq!(tree, Ok(Tree::Leaf("no JSON <b>".to_owned())));
    let service = answering(Ok(json(200, r#"{"details":{"Id":"ssh.service"}}"#)));
    let tree = now(service.service_info(&token(), &system(), "ssh")).expect("details");
    assert_eq!(tree.leaf(&["Id"]), Some("ssh.service"));
}

#[test]
fn names_are_encoded_in_the_address() {
    let hub = ScriptedHub::new(|_: &Request| Ok(json(200, r#"{"details":{}}"#)));
    let client = HubClient::new(hub.clone());
    let _ = now(client.service_info(&token(), &system(), "a&b=c d#?"));
    let asked = hub.asked.borrow();
    assert_eq!(
        asked[0].path,
        "/api/beszel/systemd/info?system=s&service=a%26b%3Dc%20d%23%3F"
    );
}

#[test]
fn faults_are_told_apart() {
    let list = |error| fault_of_list(error, problem);
    let forbidden = || HubError::Forbidden {
        message: String::new(),
    };
    assert_eq!(list(forbidden()), Fault::NotAllowed);
    assert_eq!(list(HubError::Missing), Fault::HubTooOld);
    assert!(matches!(list(HubError::Unreachable), Fault::Lost(_)));
    // A hub answers a disabled or unknown route with its page.
    let logs = |answer| {
        let hub = answering(answer);
        fault_of_route(
            now(hub.container_logs(&token(), &system(), "c")).expect_err("a fault"),
            problem,
        )
    };
    assert_eq!(logs(Ok(html(200))), Fault::Disabled);
    let not_a_member = fixture("hub-0.18.8", "error.404.logs-not-member.json").expect("a fixture");
    assert_eq!(logs(Ok(json(404, not_a_member))), Fault::NotAllowed);
    let late = fixture("hub-0.14.1", "containers.logs.json").expect("a fixture");
    let Fault::Lost(said) = logs(Ok(json(400, late.clone()))) else {
        panic!("another fault")
    };
    assert!(said.sentence.contains("in time"), "{said:?}");
    assert!(matches!(logs(Ok(json(500, late))), Fault::Lost(_)));
    assert!(matches!(logs(Err(NoAnswer::TooLarge)), Fault::Lost(_)));
}

#[test]
fn quiet_hours_are_added_changed_and_removed() {
    let hub = ScriptedHub::new(|request: &Request| match request.method {
        Method::Delete => Ok(json(404, r#"{"message":"gone"}"#)),
        _ => Ok(json(200, "{}")),
    });
    let client = HubClient::new(hub.clone());
    let quiet = |id: Option<&str>, system: Option<SystemId>| QuietTimes {
        id: id.map(str::to_owned),
        daily: system.is_none(),
        system,
        start: Millis(0),
        end: Millis(3_600_000),
    };
    let save = |quiet| now(client.save_quiet_hours(&token(), &quiet, "me"));
    assert_eq!(save(quiet(None, None)), Ok(()));
    assert_eq!(save(quiet(Some("a/b"), Some(system()))), Ok(()));
    // Someone else has removed them.
    assert_eq!(now(client.remove_quiet_hours(&token(), "c")), Ok(()));
    let asked = hub.asked.borrow();
    let seen: Vec<(Method, &str)> = asked
        .iter()
        .map(|request| (request.method, request.path.as_str()))
        .collect();
    let records = "/api/collections/quiet_hours/records";
    assert_eq!(
        seen,
        [
            (Method::Post, records),
            (Method::Patch, &format!("{records}/a%2Fb")),
            (Method::Delete, &format!("{records}/c")),
        ]
    );
    let body = |place: usize| -> serde_json::Value {
        serde_json::from_str(asked[place].body.as_deref().unwrap_or_default()).expect("JSON")
    };
    assert_eq!(
        body(0),
        serde_json::json!({
            "user": "me", "system": "", "type": "daily",
            "start": "1970-01-01 00:00:00.000Z", "end": "1970-01-01 01:00:00.000Z",
        })
    );
    assert_eq!(
        (&body(1)["system"], &body(1)["type"]),
        (&"s".into(), &"one-time".into())
    );
}

#[test]
fn alerts_are_set_by_the_present_route_and_by_the_one_to_come() {
    for coming in [false, true] {
        let hub = ScriptedHub::new(move |request: &Request| {
            let is_coming = request.path == "/api/beszel/alerts";
            Ok(if is_coming == coming {
                json(200, r#"{"success":true}"#)
            } else {
                json(404, r#"{"message":"Not found."}"#)
            })
        });
        let client = HubClient::new(hub.clone());
        assert_eq!(
            now(client.set_alert(&token(), &[system()], ("CPU", 80.0, 10), true)),
            Ok(())
        );
        assert_eq!(
            now(client.remove_alert(&token(), &[system()], "CPU")),
            Ok(())
        );
        let asked = hub.asked.borrow();
        assert_eq!(asked.len(), if coming { 4 } else { 2 });
        let body: serde_json::Value =
            serde_json::from_str(asked[0].body.as_deref().unwrap()).unwrap();
        let expected = serde_json::json!({"name": "CPU", "value": 80.0, "min": 10, "systems": ["s"], "overwrite": true});
        assert_eq!(body, expected);
        assert_eq!(asked.last().unwrap().method, Method::Delete);
    }
    let refused = answering(Ok(json(403, r#"{"message":"no"}"#)));
    assert!(matches!(
        now(refused.set_alert(&token(), &[system()], ("CPU", 1.0, 1), true)),
        Err(HubError::Forbidden { .. })
    ));
    let gone = answering(Ok(json(400, r#"{"message":"Bad data."}"#)));
    assert_eq!(
        now(gone.remove_alert(&token(), &[system()], "CPU")),
        Ok(()),
        "there is nothing left to remove"
    );
}

#[test]
fn an_alert_that_is_there_can_be_kept() {
    let hub = ScriptedHub::new(|_: &Request| Ok(json(200, r#"{"success":true}"#)));
    let client = HubClient::new(hub.clone());
    let systems = [system(), SystemId::new("t")];
    let token = token();
    let added = client.set_alert(&token, &systems, ("Disk", 85.0, 10), false);
    assert_eq!(now(added), Ok(()));
    let asked = hub.asked.borrow();
    assert_eq!(
        asked[0].body.as_deref(),
        Some(r#"{"min":10,"name":"Disk","overwrite":false,"systems":["s","t"],"value":85.0}"#)
    );
}

#[test]
fn a_system_is_paused_and_resumed_by_its_status() {
    let hub = ScriptedHub::new(|_: &Request| Ok(json(200, "{}")));
    let client = HubClient::new(hub.clone());
    let system = SystemId::new("a/b");
    for is_monitored in [false, true] {
        assert_eq!(
            now(client.set_monitored(&token(), &system, is_monitored)),
            Ok(())
        );
    }
    let asked = hub.asked.borrow();
    let bodies: Vec<_> = asked.iter().map(|asked| asked.body.as_deref()).collect();
    assert_eq!(
        bodies,
        [
            Some(r#"{"status":"paused"}"#),
            Some(r#"{"status":"pending"}"#)
        ]
    );
    assert!(asked.iter().all(|asked| asked.method == Method::Patch
        && asked.path == "/api/collections/systems/records/a%2Fb"));
    // The hub's answer to a read-only account.
    let refused = answering(Ok(json(404, r#"{"message":"no"}"#)));
    assert!(matches!(
        now(refused.set_monitored(&token(), &system, false)),
        Err(HubError::Missing)
    ));
}

#[test]
fn pools_come_with_their_members_and_what_their_check_found() {
    let hub = HubClient::new(ScriptedHub::new(recorded("hub-0.20-made")));
    let version = Some(Version::new(0, 20, 0));
    let disks = now(hub.disks_of(&token(), &system(), version)).expect("an answer");
    let pools = disks.expect("a list").pools.expect("pools");
    let tank = &pools[0];
    let names: Vec<_> = tank.members.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        ["mirror-0", "sda", "sdb"],
        "what is none is left out"
    );
    assert_eq!(
        (tank.members[2].read_errors, tank.members[2].errors()),
        (3, 44)
    );
    assert_eq!(tank.scrub.as_ref().map(|scrub| scrub.errors), Some(2));
    assert_eq!(tank.datasets[0].mount, "/tank/media");
    let verdict = pool_verdict(tank);
    assert_eq!(
        verdict.words,
        "The pool says DEGRADED. Not in use: sdb. Errors on sdb. Its last check found 2 errors."
    );
    let other = &pools[1];
    assert_eq!((other.scrub.as_ref(), other.members.len()), (None, 0));
}

#[test]
fn pools_are_looked_at_with_the_disks_where_the_hub_has_them() {
    /// The connection broke before an answer arrived.
    const CUT: u16 = 0;
    let asked = |version: Option<Version>, answer: fn(&str) -> u16| {
        let hub = ScriptedHub::new(move |request: &Request| {
            let status = answer(&request.path);
            let body = if status == 200 {
                r#"{"status":"ok"}"#
            } else {
                r#"{"message":"no"}"#
            };
            if status == CUT {
                return Err(NoAnswer::Unreachable);
            }
            Ok(json(status, body))
        });
        let client = HubClient::new(hub.clone());
        let result = now(client.refresh_disks(&token(), &system(), version));
        let asked = hub.asked.borrow();
        let paths: Vec<String> = asked.iter().map(|request| request.path.clone()).collect();
        (result.is_ok(), paths)
    };
    let (disks, pools) = (
        "/api/beszel/smart/refresh?system=s",
        "/api/beszel/zfs/refresh?system=s",
    );
    let new = Some(Version::new(0, 20, 0));
    assert_eq!(
        asked(Some(Version::new(0, 18, 8)), |_| 200),
        (true, vec![disks.to_owned()])
    );
    let both = vec![disks.to_owned(), pools.to_owned()];
    assert_eq!(asked(new, |_| 200), (true, both.clone()));
    // A machine without disks that report, or without pools.
    assert_eq!(
        asked(new, |path| if path.contains("smart") { 500 } else { 200 }),
        (true, both.clone())
    );
    assert_eq!(
        asked(new, |path| if path.contains("zfs") { 500 } else { 200 }),
        (true, both.clone())
    );
    assert_eq!(
        asked(new, |path| if path.contains("zfs") { CUT } else { 200 }),
        (true, both.clone()),
        "the disks were looked at"
    );
    let neither = asked(new, |path| if path.contains("zfs") { CUT } else { 500 });
    assert_eq!(neither, (false, both.clone()));
    assert_eq!(asked(new, |_| 403), (false, both));
}

#[test]
fn what_a_hub_is_too_old_for_is_not_asked() {
    let hub = ScriptedHub::new(|_: &Request| Ok(json(200, r#"{"items":[]}"#)));
    let client = HubClient::new(hub.clone());
    let old = Some(Version::new(0, 13, 0));
    assert_eq!(
        now(client.containers_of(&token(), &system(), old)),
        Ok(None)
    );
    assert_eq!(now(client.services_of(&token(), &system(), old)), Ok(None));
    assert_eq!(now(client.disks_of(&token(), &system(), old)), Ok(None));
    assert!(hub.asked.borrow().is_empty());
    let before_pools = Some(Version::new(0, 18, 8));
    assert!(
        now(client.disks_of(&token(), &system(), before_pools)).is_ok_and(|list| list.is_some())
    );
    assert_eq!(hub.asked.borrow().len(), 1);
    // If the version is unknown, the hub is asked.
    assert!(now(client.containers_of(&token(), &system(), None)).is_ok_and(|list| list.is_some()));
}

/// A recorded hub, and the requested paths.
fn noting(folder: &'static str) -> (HubClient, Rc<RefCell<Vec<String>>>) {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let log = asked.clone();
    let answer = recorded(folder);
    let hub = HubClient::new(ScriptedHub::new(move |request: &Request| {
        log.borrow_mut().push(request.path.clone());
        answer(request)
    }));
    (hub, asked)
}

#[test]
fn containers_are_counted_with_no_more_than_that_takes() {
    let (hub, asked) = noting("hub-0.18.8");
    let version = Some(Version::new(0, 18, 8));
    let all = now(hub.all_containers(&token(), version)).expect("an answer");
    let all = all.expect("a list").0;
    let counts = now(hub.container_counts(&token(), version)).expect("an answer");
    let counts = counts.expect("counts");
    let mut systems: Vec<SystemId> = all.iter().map(|one| one.system.clone()).collect();
    systems.dedup();
    assert!(!systems.is_empty());
    for system in systems {
        let count = all.iter().filter(|one| one.system == system).count();
        let counted = counts
            .get(&system, Millis(0))
            .flatten()
            .map(|count| count.all.get());
        assert_eq!(counted, Some(count), "{system:?}");
    }
    let asked = asked.borrow();
    let [_, counting] = asked.as_slice() else {
        panic!("one question each: {asked:?}");
    };
    assert!(
        counting.contains("fields=") && !counting.contains("image"),
        "{counting}"
    );
    // A hub known to lack containers is not asked, and one that turns out to lack them says so once.
    let old = Some(Version::new(0, 12, 12));
    assert_eq!(
        now(hub.container_counts(&token(), old)).expect("an answer"),
        None
    );
}

#[test]
fn a_whole_hub_is_asked_once_for_each_collection() {
    let (hub, asked) = noting("hub-0.18.8");
    let version = Some(Version::new(0, 18, 8));
    let containers = now(hub.all_containers(&token(), version)).expect("an answer");
    assert!(containers.is_some_and(|list| !list.0.is_empty()));
    let services = now(hub.all_services(&token(), version)).expect("an answer");
    assert!(services.is_some());
    let disks = now(hub.all_disks(&token(), version)).expect("an answer");
    assert!(disks.is_some());
    let alerts = now(hub.all_alerts(&token())).expect("an answer");
    assert!(alerts.is_some_and(|list| list.history.is_some()));
    let asked = asked.borrow();
    assert!(
        asked.iter().all(|path| !path.contains("filter=")),
        "not one question for each system: {asked:?}"
    );
    // Containers, services, disks, rules and history.
    assert_eq!(asked.len(), 5, "{asked:?}");
    let old = Some(Version::new(0, 12, 12));
    assert!(
        now(hub.all_containers(&token(), old))
            .expect("an answer")
            .is_none()
    );
}
