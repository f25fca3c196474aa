mod completing;
mod hall;
mod running;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::fold::fold;
use crate::domain::ids::{DeviceId, HubId, RackId, SystemId, SystemRef};
use crate::domain::inventory::{self, Container, Os, SystemDetails};
use crate::domain::layout::{
    Category, Device, DeviceType, Face, LifeCycle, Link, Place, Rack, RackHeight, Tags,
};
use crate::domain::system::{Metrics, System, SystemStatus};
use crate::domain::units::{BytesPerSecond, Celsius, HalfU, Percent};

fn container(system: &str, name: &str, image: &str) -> Container {
    Container {
        image: image.to_owned(),
        ..inventory::tests::container(system, name)
    }
}

/// Containers on the server's system, on one of its guests, and on another system.
fn running() -> RunningContainers {
    let containers = [
        container("s1", "Postgres-14", "docker.io/postgres:14"),
        container("s1", "media", "jellyfin/jellyfin"),
        container("s1", "web shop", ""),
        container("vm", "frigate", "ghcr.io/frigate"),
        container("s2", "nginx", "nginx:latest"),
    ];
    RunningContainers::of([(&HubId::new("https://hub.lan"), &containers[..])])
}

struct World {
    device: Device,
    device_type: DeviceType,
    rack: Rack,
    system: System,
    details: SystemDetails,
    running: RunningContainers,
    health: Health,
}

impl World {
    /// A warm server in Rack A.
    fn new() -> Self {
        let rack_id = RackId::new(Uuid::from_u128(1));
        let mut rack = Rack::new(rack_id, "Rack A", RackHeight::clamped(24));
        rack.tags = Tags::of(["cellar"]);
        let mut device_type = DeviceType::new(
            "r740",
            "PowerEdge R740",
            Category::Server,
            HalfU::from_units(2),
        );
        device_type.manufacturer = "Dell".to_owned();
        let place = Place::Rack {
            rack: rack_id,
            bottom: HalfU(0),
            face: Face::Front,
            column: 0,
        };
        let id = DeviceId::new(Uuid::from_u128(2));
        let mut device = Device::new(id, device_type.slug.clone(), "pve-node2", place);
        device.links = vec![Link::new(
            HubId::new("https://hub.lan"),
            SystemId::new("s1"),
        )];
        device.guests = vec![Link::new(
            HubId::new("https://hub.lan"),
            SystemId::new("vm"),
        )];
        device.tags = Tags::of(["prod", "proxmox"]);
        device.address = "10.0.0.7".to_owned();
        device.notes = "Replace the PSU".to_owned();
        let percent = |value| Percent::new(value);
        let system = System {
            id: SystemId::new("s1"),
            name: "pve2".to_owned(),
            host: "192.168.1.7".to_owned(),
            status: SystemStatus::Up,
            metrics: Metrics {
                cpu: percent(71.4),
                memory: percent(82.0),
                disk: percent(45.0),
                extra_disks: percent(91.0)
                    .map(|share| ("tank".to_owned(), share))
                    .into_iter()
                    .collect(),
                temperature: Some(Celsius(63.0)),
                load: Some([5.42, 4.0, 3.0]),
                network: Some(BytesPerSecond(41.0 * 1_048_576.0)),
                uptime: Some(36 * 3600),
                agent_version: "0.18.4".to_owned(),
                ..Metrics::default()
            },
            updated: None,
        };
        let details = SystemDetails {
            hostname: "pve2.lan".to_owned(),
            os: Some(Os::Linux),
            os_name: "Debian GNU/Linux 12 (bookworm)".to_owned(),
            ..inventory::tests::details("s1")
        };
        Self {
            device,
            device_type,
            rack,
            system,
            details,
            running: running(),
            health: Health::Warn,
        }
    }

    fn candidate(&self) -> FilterSubject<'_> {
        FilterSubject {
            device: Some(&self.device),
            device_type: Some(&self.device_type),
            rack: Some(&self.rack),
            health: self.health,
            system: Some(&self.system),
            hub: "https://hub.lan",
            details: Some(&self.details),
            alone: None,
            running: Some(&self.running),
            has_alert: true,
        }
    }

    fn fits(&self, text: &str) -> bool {
        DeviceFilter::parse(text).fits(&self.candidate())
    }
}

#[test]
fn conditions_hold_or_do_not() {
    let world = World::new();
    for text in [
        "",
        "   ",
        "node2",
        "NODE2 dell",
        "poweredge r740",
        "\"dell poweredge\"",
        "tag:prod",
        "tag:nope,prod",
        "tag:cellar",
        "tag:prox*",
        "-tag:dev",
        "!tag:dev",
        "rack:a",
        "rack:\"rack a\"",
        "kind:server",
        "model:dell",
        "host:192.168",
        "ip:10.0.0",
        "host:pve2.lan",
        "system:pve2",
        "hub:hub.lan",
        "os:linux",
        "os:debian",
        "agent:0.18",
        "note:psu",
        "cpu>70",
        "CPU>71.3",
        "cpu:>70",
        "cpu=71",
        "mem>=82",
        "memory<=82%",
        "disk>90",
        "temp>60",
        "temp>140f",
        "temp<63.5c",
        "load>5",
        "net>40",
        "net>40MB/s",
        "net<1g",
        "uptime<2",
        "uptime>35h",
        "up",
        "warning",
        "is:warning,down",
        "problem",
        "alert",
        "linked",
        "is:in-use",
        "tag:prod temp>60 rack:a -down",
        "runs:postgres",
        "RUNS:GRES-14",
        "runs:nope,jellyfin/",
        "container:shop",
        "-runs:nginx",
        "runs:frigate",
        // Incomplete, so it does not count.
        "cpu>",
        "tag:",
        "runs:",
        "is:wa",
        "-",
        "\"\"",
    ] {
        assert!(world.fits(text), "{text} fits");
    }
    for text in [
        "node3",
        "tag:pro",
        "tag:dev",
        "-tag:prod",
        "rack:b",
        "rack:ac",
        "kind:storage",
        "os:windows",
        "cpu>71.5",
        "cpu>80",
        "disk<90",
        "battery<50",
        "gpu>0",
        "temp>200f",
        "temp>hot",
        "down",
        "ok",
        "unlinked",
        "is:spare",
        "spare",
        "-up",
        "tag:prod temp>70",
        "runs:nginx",
        "-runs:postgres",
        "runs:postgres tag:dev",
        "http://nowhere",
    ] {
        assert!(!world.fits(text), "{text} does not fit");
    }
}

#[test]
fn a_value_that_is_not_verified_fits_no_comparison() {
    let mut world = World::new();
    world.health = Health::Stale;
    assert!(!world.fits("cpu>1") && !world.fits("cpu<99"));
    assert!(world.fits("stale") && world.fits("problem"));
}

#[test]
fn what_is_down_or_stale_is_never_faded() {
    let mut world = World::new();
    let filter = DeviceFilter::parse("tag:dev");
    assert!(filter.fades(&world.candidate()));
    for health in [Health::Down, Health::Stale] {
        world.health = health;
        assert!(!filter.fades(&world.candidate()));
        assert!(!filter.fits(&world.candidate()));
    }
}

#[test]
fn life_cycle_is_asked_for_by_is() {
    let mut world = World::new();
    world.device.life_cycle = LifeCycle::Spare;
    assert!(world.fits("is:spare") && !world.fits("is:in-use"));
    world.device.name = "spare-nuc".to_owned();
    assert!(world.fits("spare"), "a word of the name");
}

#[test]
fn a_system_without_a_device_is_found_by_its_own_facts() {
    let world = World::new();
    let system = filter_subject(&world.system, Health::Ok, "hub");
    for (text, fits) in [
        ("pve2", true),
        ("name:pve2", true),
        ("192.168", true),
        ("cpu>70", true),
        ("tag:prod", false),
        ("rack:a", false),
    ] {
        assert_eq!(DeviceFilter::parse(text).fits(&system), fits, "{text}");
    }
}

#[test]
fn what_is_not_whole_is_reported() {
    let filter = DeviceFilter::parse("cpu> prod tag:");
    assert_eq!(filter.unfinished(), ["cpu>", "tag:"]);
    assert!(!filter.is_empty());
    assert!(DeviceFilter::parse("cpu>").is_empty());
    assert!(DeviceFilter::parse("os:linux").needs_details());
    assert!(!DeviceFilter::parse("linux").needs_details());
}

#[test]
fn what_will_never_be_a_condition_is_a_word() {
    let world = World::new();
    for never in [
        "cpu>>60",
        "cpu=>60",
        "cpu>abc",
        "temp>6x",
        "is:broken",
        "is:up,broken",
    ] {
        let filter = DeviceFilter::parse(never);
        assert!(filter.unfinished().is_empty(), "{never}");
        assert!(!filter.is_empty() && !world.fits(never), "{never}");
    }
    for begun in [
        "cpu>",
        "cpu>=",
        "temp>-",
        "uptime>5mi",
        "is:",
        "is:do",
        "is:up,do",
    ] {
        assert_eq!(DeviceFilter::parse(begun).unfinished(), [begun]);
    }
}

#[test]
fn what_is_not_read_as_a_condition_is_named() {
    let words = |text| DeviceFilter::parse(text).unread_words();
    assert_eq!(words("tag:prod cpu>60 10.0.0.1:443 nas"), None);
    assert_eq!(
        words("tag: cpu> nas").as_deref(),
        Some("Not complete: tag: cpu>")
    );
    assert_eq!(words("-is:").as_deref(), Some("Not complete: -is:"));
    assert_eq!(
        words("cpu>>60 is:broken").as_deref(),
        Some("Not understood: cpu>>60 is:broken")
    );
    assert_eq!(
        words("cpu>>60 tag:").as_deref(),
        Some("Not complete: tag: · Not understood: cpu>>60")
    );
}

#[test]
fn devices_are_faded_and_counted_one_by_one() {
    let mut world = World::new();
    let (one, other) = (world.device.id, DeviceId::new(Uuid::from_u128(9)));
    let count = |fitting, of| FilterCount { fitting, of };
    let mut fading = Fading::default();
    assert_eq!(
        fading.look(one, &world.candidate()),
        None,
        "all fit nothing"
    );
    assert_eq!(fading.count(), count(1, 1));
    fading.set_filter(DeviceFilter::parse("cpu>80"));
    let faded = Some(FilterMark::Faded);
    assert_eq!(fading.look(one, &world.candidate()), faded);
    assert_eq!(fading.look(one, &world.candidate()), None);
    assert_eq!(fading.look(other, &world.candidate()), faded);
    assert_eq!(fading.count(), count(0, 2));
    world.system.metrics.cpu = Percent::new(90.0);
    assert_eq!(
        fading.look(one, &world.candidate()),
        Some(FilterMark::Plain)
    );
    assert_eq!(fading.count(), count(1, 2));
    fading.forget(one);
    fading.forget(one);
    assert_eq!(fading.count(), count(0, 1));
}

proptest! {
    #[test]
    fn any_text_is_read_and_completed(text in ".{0,80}", at in 0_usize..100) {
        let world = World::new();
        let filter = DeviceFilter::parse(&text);
        filter.fits(&world.candidate());
        let vocabulary = FilterWords { tags: vec![text.clone()], ..FilterWords::default() };
        for completion in complete(&text, at, &vocabulary) {
            let mut whole = text.clone();
            whole.replace_range(completion.replaces, &completion.with);
        }
    }

    #[test]
    fn another_condition_never_fits_more(
        one in "(-?(tag:prod|cpu>[0-9]{1,2}|down|rack:[a-c]|node[0-9]))",
        other in "(-?(tag:dev|temp<[0-9]{1,2}|up|kind:server|psu))",
    ) {
        let world = World::new();
        let both = format!("{one} {other}");
        prop_assert_eq!(world.fits(&both), world.fits(&one) && world.fits(&other));
    }

    #[test]
    fn a_minus_turns_a_whole_condition_round(text in "(tag:prod|tag:x|cpu>[0-9]{2}|down|up|rack:[a-c]|node[0-9])") {
        let world = World::new();
        let negated = format!("-{text}");
        prop_assert_eq!(world.fits(&text), !world.fits(&negated));
    }
}

#[test]
fn the_filter_of_a_tag_is_read_as_that_tag() {
    for (tag, typed) in [("prod", "tag:prod"), ("two words", "tag:\"two words\"")] {
        assert_eq!(super::of_tag(tag), typed);
    }
}
