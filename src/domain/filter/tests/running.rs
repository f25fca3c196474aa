//! Which hosts run the containers of a filter.

use super::*;

/// The systems that run what the filter asks for.
fn found_in(running: &RunningContainers, text: &str) -> Vec<String> {
    let filter = DeviceFilter::parse(text);
    let systems = running.systems_for(&filter).into_iter();
    systems.map(|of| of.system.to_string()).collect()
}

#[test]
fn without_the_lists_nothing_is_said_to_run_anywhere() {
    let mut world = World::new();
    world.running = RunningContainers::default();
    assert!(!world.fits("runs:postgres") && world.fits("-runs:postgres"));
    let of_another_hub = [container("s1", "postgres", "")];
    world.running = RunningContainers::of([(&HubId::new("other"), &of_another_hub[..])]);
    assert!(!world.fits("runs:postgres"));
}

#[test]
fn the_lists_are_asked_for_while_the_words_are_typed() {
    for (text, asks, points_out) in [
        ("runs:", true, false),
        ("-Runs:", true, false),
        ("image:pg", true, true),
        ("-runs:pg", true, false),
        ("tag:a runs:pg", true, true),
        ("postgres", false, false),
        ("os:", false, false),
    ] {
        let filter = DeviceFilter::parse(text);
        assert_eq!(
            (filter.needs_containers(), filter.points_out()),
            (asks, points_out),
            "{text}"
        );
    }
}

#[test]
fn what_runs_it_is_pointed_out_and_the_rest_fades() {
    let mut world = World::new();
    let mut fading = Fading::default();
    fading.set_filter(DeviceFilter::parse("runs:postgres"));
    let id = world.device.id;
    let pointed_out = Some(FilterMark::PointedOut);
    assert_eq!(fading.look(id, &world.candidate()), pointed_out);
    assert_eq!(fading.pointed_out().collect::<Vec<_>>(), [id]);
    world.running = RunningContainers::default();
    assert_eq!(fading.look(id, &world.candidate()), Some(FilterMark::Faded));
    world.health = Health::Down;
    assert_eq!(
        fading.look(id, &world.candidate()),
        Some(FilterMark::Plain),
        "what is down is seen, but is no host of it"
    );
    assert_eq!(fading.pointed_out().count(), 0);
}

#[test]
fn systems_are_found_by_all_that_is_asked_for() {
    let running = running();
    let found = |text: &str| found_in(&running, text);
    assert_eq!(found("runs:n"), ["s1", "s2"]);
    assert_eq!(found("runs:postgres runs:shop"), ["s1"]);
    assert_eq!(found("runs:postgres runs:nginx"), [""; 0]);
    assert_eq!(found("-runs:nginx"), [""; 0], "nothing is asked for");
    assert_eq!(running.names()[..2], ["frigate", "media"]);
}

#[test]
fn a_part_of_a_name_is_enough_unless_the_whole_name_is_asked_for() {
    let containers = [
        container("s1", "DB", "postgres:14"),
        container("s2", "mariadb", "mariadb:11"),
        container("s3", "shop", "registry.lan/db"),
        container("s4", "my shop", ""),
    ];
    let running = RunningContainers::of([(&HubId::new("https://hub.lan"), &containers[..])]);
    let found = |text: &str| found_in(&running, text);
    assert_eq!(found("runs:db"), ["s1", "s2", "s3"]);
    assert_eq!(found("runs:=db"), ["s1"]);
    assert_eq!(found("runs:=maria"), [""; 0]);
    assert_eq!(found("runs:=shop"), ["s3"]);
    assert_eq!(found("runs:=\"my shop\""), ["s4"]);
    assert_eq!(found("runs:=db,=mariadb"), ["s1", "s2"]);
    assert_eq!(found("runs:=db,maria"), ["s1", "s2"]);
    // The button beside a container finds that one only.
    assert_eq!(found(&DeviceFilter::for_container("db")), ["s1"]);
    assert_eq!(DeviceFilter::for_container("db"), "runs:=db");
    assert_eq!(DeviceFilter::parse("runs:=").unfinished(), ["runs:="]);
    assert_eq!(DeviceFilter::parse("runs:=,=").unfinished(), ["runs:=,="]);
    // The first name counts while the second is typed.
    for begun in ["runs:=db,", "runs:=db,="] {
        assert_eq!(found(begun), ["s1"], "{begun}");
        let filter = DeviceFilter::parse(begun);
        assert_eq!(filter.unfinished(), [""; 0], "{begun}");
    }
    assert!(DeviceFilter::parse("runs:=").needs_containers());
    assert!(!DeviceFilter::parse("runs:=").points_out());
}

proptest! {
    #[test]
    fn a_container_is_found_by_what_leads_to_it(name in ".{1,40}") {
        prop_assume!(!fold(&name).replace('"', "").trim().is_empty());
        let containers = [container("s1", &name, "")];
        let running = RunningContainers::of([(&HubId::new("hub"), &containers[..])]);
        let filter = DeviceFilter::parse(&DeviceFilter::for_container(&name));
        prop_assert!(filter.points_out());
        let system = SystemRef::new(HubId::new("hub"), SystemId::new("s1"));
        prop_assert_eq!(running.systems_for(&filter), [&system]);
    }
}
