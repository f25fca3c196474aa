//! The demo's hub answers like a real one: REST, the event stream, and what a user does to a system.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

use std::cell::Cell;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use blinkenrack::demo::world::DEMO_SYSTEMS;
use blinkenrack::demo::{DemoHub, DemoWorld, HubLine};
use blinkenrack::domain::drive_lights::DriveLights;
use blinkenrack::domain::hub_state::HubState;
use blinkenrack::domain::ids::HubId;
use blinkenrack::domain::layout::{Device, RackWidth};
use blinkenrack::domain::series::Range;
use blinkenrack::domain::units::Millis;
use blinkenrack::draw::device::DeviceFrame;
use blinkenrack::draw::scale::Scale;
use blinkenrack::hub::auth::SignIn;
use blinkenrack::hub::client::HubClient;
use blinkenrack::hub::live::{HubReport, LiveStore};
use blinkenrack::hub::transport::{
    ByteStream, Clock, LocalFuture, Method, Opened, Request, Response, Token, Transport,
};
use blinkenrack::hub::version::Version;
use serde_json::{Value, json};

const START: Millis = Millis(1_795_249_698_435);

/// Time passes only while someone waits for it.
struct FakeClock(Cell<i64>);

impl Clock for FakeClock {
    fn now(&self) -> Millis {
        Millis(self.0.get())
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<'_, ()> {
        self.0.set(self.0.get() + i64::from(milliseconds));
        Box::pin(std::future::ready(()))
    }
}

/// Runs a future that is never pending.
fn done<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits for something"),
    }
}

struct Bench {
    hub: DemoHub,
    clock: Rc<FakeClock>,
}

impl Bench {
    fn new() -> Self {
        let clock = Rc::new(FakeClock(Cell::new(START.0)));
        Self {
            hub: DemoHub::new(DemoWorld::new(1, DEMO_SYSTEMS, START), clock.clone()),
            clock,
        }
    }

    fn request(&self, method: Method, path: &str, body: Option<Value>) -> Request {
        let token = Some(Token::new(self.hub.token()));
        Request {
            method,
            path: path.to_owned(),
            token,
            body: body.map(|body| body.to_string()),
        }
    }

    fn send(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        done(self.hub.send(self.request(method, path, body))).expect("an answer")
    }

    fn get(&self, path: &str) -> Value {
        let response = self.send(Method::Get, path, None);
        assert_eq!(
            (response.status, response.content_type.as_str()),
            (200, "application/json"),
            "{path}"
        );
        serde_json::from_str(&response.body).expect("JSON")
    }

    fn items(&self, list: &str) -> Vec<Value> {
        self.get(&format!("/api/collections/{list}"))["items"]
            .as_array()
            .expect("a list")
            .clone()
    }

    fn system(&self, name: &str) -> Value {
        let found = self.items(&format!("systems/records?filter=name%3D%22{name}%22"));
        assert_eq!(found.len(), 1, "{name}");
        found[0].clone()
    }

    /// A stream with these topics, and its client id.
    fn stream(&self, topics: &[&str]) -> Box<dyn ByteStream> {
        let request = self.request(Method::Get, "/api/realtime", None);
        let Ok(Opened::Stream(mut stream)) = done(self.hub.open(request)) else {
            panic!("no stream")
        };
        let greeting = events(&mut *stream);
        assert_eq!(greeting[0].0, "PB_CONNECT");
        let id = greeting[0].1["clientId"]
            .as_str()
            .expect("an id")
            .to_owned();
        assert_eq!(id.len(), 40);
        let set = self.send(
            Method::Post,
            "/api/realtime",
            Some(json!({"clientId": id, "subscriptions": topics})),
        );
        assert_eq!(set.status, 204);
        stream
    }
}

/// The next events: name and data.
fn events(stream: &mut dyn ByteStream) -> Vec<(String, Value)> {
    let bytes = done(stream.next()).expect("it goes on").expect("no error");
    let text = String::from_utf8(bytes).expect("text");
    text.split("\n\n")
        .filter(|event| !event.is_empty())
        .map(|event| {
            let field = |name: &str| {
                event
                    .lines()
                    .find_map(|line| line.strip_prefix(name))
                    .expect("the field")
                    .to_owned()
            };
            assert!(!field("id:").is_empty());
            (
                field("event:"),
                serde_json::from_str(&field("data:")).expect("JSON"),
            )
        })
        .collect()
}

#[test]
fn it_looks_like_a_hub_before_signing_in() {
    let bench = Bench::new();
    assert_eq!(bench.get("/api/health")["code"], 200);
    assert_eq!(
        bench.get("/api/beszel/first-run"),
        json!({"firstRun": false})
    );
    assert_eq!(
        bench.get("/api/collections/users/auth-methods")["password"]["enabled"],
        true
    );
    let guest = Request {
        token: None,
        ..bench.request(Method::Get, "/api/collections/systems/records", None)
    };
    let answer = done(bench.hub.send(guest.clone())).expect("an answer");
    assert!(answer.status == 200 && answer.body.contains("\"items\":[]"));
    let info = done(bench.hub.send(Request {
        path: "/api/beszel/info".to_owned(),
        ..guest
    }))
    .expect("an answer");
    assert_eq!(info.status, 401);
    let unknown = bench.send(Method::Get, "/api/no-such-thing", None);
    assert!(unknown.status == 200 && unknown.content_type.starts_with("text/html"));
    assert_eq!(
        bench.send(Method::Post, "/api/no-such-thing", None).status,
        404
    );
    assert_eq!(
        bench
            .send(Method::Get, "/api/collections/nothing/records", None)
            .status,
        404
    );
}

#[test]
fn it_signs_in_and_tells_its_version() {
    let bench = Bench::new();
    let answer = bench.send(
        Method::Post,
        "/api/collections/users/auth-with-password",
        Some(json!({"identity": "a", "password": "b"})),
    );
    let answer: Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(answer["record"]["role"], "user");
    assert_eq!(
        answer["token"]
            .as_str()
            .expect("a token")
            .split('.')
            .count(),
        3
    );
    assert_eq!(
        bench
            .send(Method::Post, "/api/collections/users/auth-refresh", None)
            .status,
        200
    );
    assert_eq!(bench.get("/api/beszel/info")["v"], "0.18.8");
}

#[test]
fn lists_are_paged_filtered_and_sorted() {
    let bench = Bench::new();
    let page = bench.get("/api/collections/systems/records?perPage=10&page=2&sort=name");
    assert_eq!(
        (&page["perPage"], &page["page"], &page["totalItems"]),
        (&json!(10), &json!(2), &json!(DEMO_SYSTEMS))
    );
    assert_eq!(page["items"].as_array().map(Vec::len), Some(10));
    let all = bench.get("/api/collections/systems/records?perPage=5000&skipTotal=1");
    assert_eq!(
        (&all["perPage"], &all["totalItems"]),
        (&json!(1000), &json!(-1))
    );
    assert_eq!(all["items"].as_array().map(Vec::len), Some(DEMO_SYSTEMS));
    let names: Vec<_> = bench
        .items("systems/records?perPage=1000&sort=-name")
        .iter()
        .map(|item| item["name"].to_string())
        .collect();
    assert!(names.is_sorted_by(|a, b| a >= b));
    assert_eq!(
        bench
            .send(
                Method::Get,
                "/api/collections/systems/records?filter=nope%20%3D%3D%3D",
                None
            )
            .status,
        400
    );
    for (list, least) in [
        ("system_details", 24),
        ("containers", 50),
        ("systemd_services", 100),
        ("smart_devices", 30),
        ("alerts", 60),
        ("alerts_history", 5),
    ] {
        let found = bench.items(&format!("{list}/records?perPage=1000")).len();
        assert!(found >= least, "{found} {list}");
    }
    assert_eq!(bench.items("user_settings/records").len(), 1);
}

#[test]
fn every_range_of_a_chart_has_its_rows() {
    let bench = Bench::new();
    let id = bench.system("pve-node2")["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    for (period, rows) in [
        ("1m", 60),
        ("10m", 72),
        ("20m", 72),
        ("120m", 84),
        ("480m", 90),
    ] {
        for collection in ["system_stats", "container_stats"] {
            let query = format!(
                "perPage=1000&skipTotal=1&sort=created&filter=system%3D%22{id}%22%20%26%26%20type%3D%22{period}%22"
            );
            let items = bench.items(&format!("{collection}/records?{query}"));
            assert!(
                items.len() <= rows && items.len() >= rows * 9 / 10,
                "{} of {rows} {period}",
                items.len()
            );
            assert!(items.is_sorted_by_key(|item| item["created"].to_string()));
            assert!(
                items
                    .iter()
                    .all(|item| !item["stats"].is_null() && item["system"] == *id)
            );
        }
    }
    let recent = "system_stats/records?perPage=1000&filter=type%3D%221m%22%20%26%26%20created%3E%222026-11-21%2008%3A26%3A18.435Z%22";
    let recent = bench.items(recent).len();
    assert!((40..=48).contains(&recent), "{recent} rows in two minutes");
}

#[test]
fn the_stream_brings_every_system_within_seconds() {
    let bench = Bench::new();
    let mut stream = bench.stream(&["systems/*", "alerts/*"]);
    let mut seen = std::collections::BTreeMap::new();
    while bench.clock.now() < START.plus(9000) {
        for (name, data) in events(&mut *stream) {
            if name == "systems/*" {
                assert_eq!(data["action"], "update");
                *seen.entry(data["record"]["name"].to_string()).or_insert(0) += 1;
            }
        }
    }
    assert_eq!(seen.len(), DEMO_SYSTEMS - 3, "all that are up");
    assert!(
        seen.values().all(|count| (2..=4).contains(count)),
        "{seen:?}"
    );
}

#[test]
fn what_the_stream_tells_is_what_the_list_has() {
    let bench = Bench::new();
    let mut stream = bench.stream(&["systems/*"]);
    let (_, told) = events(&mut *stream).pop().expect("an event");
    let name = told["record"]["name"].as_str().expect("a name").to_owned();
    assert_eq!(told["record"], bench.system(&name));
}

#[test]
fn alerts_are_told_when_they_fire_and_end() {
    let bench = Bench::new();
    let mut stream = bench.stream(&["systems/*", "alerts/*"]);
    let mut told = Vec::new();
    while bench.clock.now() < START.plus(20 * 60_000) {
        told.extend(
            events(&mut *stream)
                .into_iter()
                .filter(|(name, _)| name == "alerts/*")
                .map(|(_, data)| data["record"].clone()),
        );
    }
    assert!(told.iter().any(|alert| alert["triggered"] == true));
    assert!(told.iter().any(|alert| alert["triggered"] == false));
}

#[test]
fn live_values_come_each_second_under_the_very_topic() {
    let bench = Bench::new();
    let id = bench.system("ml-box")["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let topic = format!("rt_metrics?options=%7B%22query%22%3A%7B%22system%22%3A%22{id}%22%7D%7D");
    let mut stream = bench.stream(&[&topic]);
    let mut samples = Vec::new();
    while bench.clock.now() < START.plus(6000) {
        samples.extend(events(&mut *stream));
    }
    assert!((5..=7).contains(&samples.len()), "{}", samples.len());
    for (name, data) in &samples {
        assert_eq!(*name, topic);
        assert!(
            data["stats"]["cpu"].is_number()
                && data["info"]["g"].is_number()
                && data["container"].is_array()
        );
        assert!(data.get("action").is_none());
    }
}

#[test]
fn a_paused_system_is_told_at_once_and_returns_within_a_second() {
    let bench = Bench::new();
    let mut stream = bench.stream(&["systems/*"]);
    let id = bench.system("media")["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let path = format!("/api/collections/systems/records/{id}");
    let mut until = |status: &str| loop {
        let found = events(&mut *stream)
            .into_iter()
            .map(|(_, data)| data["record"].clone());
        if let Some(record) = found
            .into_iter()
            .find(|record| record["id"] == *id && record["status"] == status)
        {
            return (record, bench.clock.now());
        }
    };
    let paused: Value = serde_json::from_str(
        &bench
            .send(Method::Patch, &path, Some(json!({"status": "paused"})))
            .body,
    )
    .expect("JSON");
    assert_eq!(
        (
            &paused["status"],
            &paused["info"]["v"],
            &paused["info"]["cpu"]
        ),
        (&json!("paused"), &json!(""), &json!(0))
    );
    until("paused");
    let resumed_at = bench.clock.now();
    bench.send(Method::Patch, &path, Some(json!({"status": "pending"})));
    until("pending");
    let (record, at) = until("up");
    assert!(at.since(resumed_at) <= 1200 && record["info"]["u"].as_i64() > Some(0));
}

#[test]
fn an_unknown_connection_is_refused_and_a_closed_one_forgotten() {
    let bench = Bench::new();
    let topics = |id: &str| {
        bench
            .send(
                Method::Post,
                "/api/realtime",
                Some(json!({"clientId": id, "subscriptions": []})),
            )
            .status
    };
    assert_eq!(topics("nobody"), 404);
    let Ok(Opened::Stream(mut stream)) = done(bench.hub.open(bench.request(
        Method::Get,
        "/api/realtime",
        None,
    ))) else {
        panic!("no stream")
    };
    let id = events(&mut *stream)[0].1["clientId"]
        .as_str()
        .expect("an id")
        .to_owned();
    assert_eq!(topics(&id), 204);
    drop(stream);
    assert_eq!(topics(&id), 404);
}

#[test]
fn containers_tell_their_logs_and_facts() {
    let bench = Bench::new();
    let container =
        bench.items("containers/records?perPage=1&filter=name%3D%22grafana%22")[0].clone();
    let query = format!(
        "system={}&container={}",
        container["system"].as_str().expect("an id"),
        container["id"].as_str().expect("an id")
    );
    assert!(
        bench.get(&format!("/api/beszel/containers/logs?{query}"))["logs"]
            .as_str()
            .is_some_and(|logs| logs.lines().count() > 10)
    );
    let info = bench.get(&format!("/api/beszel/containers/info?{query}"));
    let info: Value = serde_json::from_str(info["info"].as_str().expect("text")).expect("JSON");
    assert_eq!(info["Name"], "/grafana");
    assert_eq!(
        bench
            .send(
                Method::Get,
                "/api/beszel/containers/logs?system=x&container=y",
                None
            )
            .status,
        404
    );
}

#[test]
fn our_own_client_reads_it_from_sign_in_to_charts() {
    let bench = Bench::new();
    let client = HubClient::new(Rc::new(bench.hub.clone()));
    assert!(done(client.sign_in_options()).expect("options").password);
    let Ok(SignIn::Done(session)) =
        done(client.sign_in_with_password("demo@example.com", "demo", START))
    else {
        panic!("not signed in")
    };
    assert!(session.refreshable && session.expires > Some(START));
    let token = &session.token;
    assert_eq!(
        done(client.hub_version(token)).expect("an answer"),
        Version::parse("0.18.8")
    );
    let systems = done(client.systems(token)).expect("systems");
    assert_eq!(systems.len(), DEMO_SYSTEMS);
    let tank = systems
        .iter()
        .find(|system| system.name == "tank")
        .expect("tank");
    let failed = tank.metrics.services.map(|services| services.failed);
    assert!(!tank.metrics.extra_disks.is_empty() && failed == Some(1));
    assert_eq!(
        done(client.details(token)).expect("details").len(),
        DEMO_SYSTEMS
    );
    assert!(done(client.triggered_alerts(token)).expect("alerts").len() >= 3);
    assert!(
        done(client.past_alerts(token, None))
            .expect("history")
            .is_some_and(|alerts| !alerts.is_empty())
    );
    assert!(
        done(client.services(token, Some(&tank.id)))
            .expect("services")
            .is_some_and(|services| services.len() > 5)
    );
    assert!(
        done(client.smart_disks(token, Some(&tank.id)))
            .expect("disks")
            .is_some_and(|disks| disks.len() == 12)
    );
    let media = systems
        .iter()
        .find(|system| system.name == "media")
        .expect("media");
    let containers = done(client.containers(token, Some(&media.id), Version::parse("0.18.8")))
        .expect("containers");
    assert!(containers.is_some_and(|containers| containers.len() == 14));
    for range in Range::ALL {
        let rows = done(client.history(token, &media.id, range, START)).expect("history");
        let most = (range.span() / range.step()) as usize;
        assert!(
            rows.len() <= most && rows.len() >= most * 9 / 10,
            "{} of {most}",
            rows.len()
        );
        assert!(rows.iter().all(|row| row.cpu.is_some()));
        assert_eq!(
            done(client.container_history(token, &media.id, range, START))
                .expect("history")
                .len(),
            rows.len()
        );
    }
    assert_eq!(
        done(client.pools(token, None)).expect("an answer"),
        None,
        "this hub is too old for pools"
    );
}

#[test]
fn a_newer_demo_has_monitors_that_its_layout_links_to() {
    let clock = Rc::new(FakeClock(Cell::new(START.0)));
    let older = Bench::new();
    let world = DemoWorld::new(1, DEMO_SYSTEMS, START).on(HubLine::V020);
    let layout = blinkenrack::demo::layout::layout(&world);
    let newer = DemoHub::new(world, clock);
    let token = Token::new(newer.token());
    let client = HubClient::new(Rc::new(newer));
    let monitors = done(client.network_monitors(&token)).expect("an answer");
    let monitors = monitors.expect("it has monitors");
    let linked: Vec<_> = layout.devices.iter().filter_map(Device::monitor).collect();
    assert_eq!(linked.len(), 5);
    for of in linked {
        assert!(monitors.iter().any(|monitor| monitor.id == of.monitor));
    }
    let silent: Vec<_> = monitors
        .iter()
        .filter(|monitor| monitor.is_silent())
        .collect();
    assert_eq!(silent.len(), 1, "the camera");
    let since = START.plus(-Range::Hour.span());
    let rows = done(client.monitor_rows(&token, &silent[0].id, Range::Hour, since));
    let rows = rows.expect("rows");
    assert!((59..=61).contains(&rows.len()), "{}", rows.len());
    let lost = rows.iter().filter(|row| row.mean.is_none()).count();
    assert!((16..=18).contains(&lost), "{lost}");
    assert!(rows.windows(2).all(|two| two[0].at < two[1].at));

    let client = HubClient::new(Rc::new(older.hub.clone()));
    assert_eq!(done(client.network_monitors(&token)), Ok(None));
}

/// Hundreds of devices are on screen at once, so each may have at most eight elements, including its group.
#[test]
fn no_device_of_the_demo_has_more_elements_than_it_may() {
    let hub = HubId::new(blinkenrack::demo::layout::HUB);
    let mut told = 0;
    for hour in 0..24 {
        let at = START.plus(hour * 3_600_000);
        let clock = Rc::new(FakeClock(Cell::new(at.0)));
        let world = DemoWorld::new(1, DEMO_SYSTEMS, START);
        let layout = blinkenrack::demo::layout::layout(&world);
        let demo = DemoHub::new(world, clock);
        let token = Token::new(demo.token());
        let client = HubClient::new(Rc::new(demo));
        let mut store = LiveStore::default();
        store.add_hub(hub.clone());
        let systems = done(client.systems(&token)).expect("systems");
        for report in [HubReport::State(HubState::Live), HubReport::Listed(systems)] {
            store.take_in(&hub, report, at);
        }
        for device in layout.devices.iter() {
            let Some(device_type) = layout.type_of(device) else {
                continue;
            };
            let mut view = store.view(device, &layout, None, at);
            if let Some(system) = device.system().filter(|_| view.health.is_verified()) {
                let disks = done(client.smart_disks(&token, Some(&system.system)));
                let disks = disks.expect("an answer").expect("disks");
                let bays = device_type.faceplate.drive_bays;
                view = view.with_drives(DriveLights::of(bays, &device.disks, &disks, at));
            }
            let view = store.add_guests(view, device, at).with_joined_lights();
            let scale = &Scale::WIDE;
            let frame = DeviceFrame::new(device_type, scale.inner(RackWidth::default()), scale);
            let parts = frame.parts(&view);
            let own = frame.colored_lights(&view, false).joined();
            told += usize::from(own.is_some());
            let live = parts.live.bars.iter().count() + 1 + parts.live.context.iter().count();
            let elements = 1 + parts.still.len() + live + usize::from(own.is_some());
            assert!(elements <= 8, "{}: {elements} of {parts:?}", device.name);
        }
    }
    // Two hosts, and a storage system that is down now and then.
    assert!(told > 2 * 24 + 12, "{told}");
}
