use super::*;
use crate::domain::ids::SystemId;
use crate::domain::units::Millis;

fn container(name: &str, cpu: Option<f64>) -> Container {
    Container {
        id: name.to_owned(),
        system: SystemId::new("s"),
        name: name.to_owned(),
        project: String::new(),
        image: format!("example/{name}:1"),
        status: "Up 3 days".to_owned(),
        health: ContainerHealth::Unchecked,
        cpu: cpu.and_then(Percent::new),
        memory: Some(Bytes(10)),
        network: None,
        ports: String::new(),
        updatable: None,
        updated: None,
    }
}

const BY_CPU: Sorting<ContainerColumn> = Sorting {
    column: ContainerColumn::Cpu,
    descending: true,
};

fn names(groups: &[ContainerGroup], containers: &[Container]) -> Vec<String> {
    let name = |place: &usize| containers[*place].name.clone();
    groups
        .iter()
        .flat_map(|group| group.places.iter().map(name))
        .collect()
}

#[test]
fn containers_are_counted_and_one_that_is_bad_is_known() {
    let mut all = vec![container("a", None), container("b", None)];
    let count =
        |all: &[Container]| ContainerCount::of(all).map(|count| (count.all.get(), count.has_bad));
    assert_eq!(count(&[]), None);
    assert_eq!(count(&all), Some((2, false)));
    all[1].health = ContainerHealth::Unhealthy;
    assert_eq!(count(&all), Some((2, true)));
}

#[test]
fn one_list_tells_of_all_systems_how_many_each_runs() {
    let of = |system: &str, name: &str| Container {
        system: SystemId::new(system),
        ..container(name, None)
    };
    let mut all = vec![of("a", "x"), of("b", "y"), of("a", "z")];
    all[1].health = ContainerHealth::Unhealthy;
    let counts = ContainerCounts::of(all);
    let told = |system| {
        let count = counts.get(&SystemId::new(system), Millis(0))??;
        Some((count.all.get(), count.has_bad))
    };
    assert_eq!(
        [told("a"), told("b"), told("c")],
        [Some((2, false)), Some((1, true)), None]
    );
}

#[test]
fn busiest_first_and_unknown_last() {
    let all = [
        container("a", Some(1.0)),
        container("b", None),
        container("c", Some(9.0)),
    ];
    let groups = arranged(&all, "", BY_CPU, false);
    assert_eq!(groups.len(), 1);
    assert_eq!(names(&groups, &all), ["c", "a", "b"]);
}

#[test]
fn what_is_not_known_comes_last_in_every_order() {
    let mut all = [
        container("a", None),
        container("b", None),
        container("c", None),
    ];
    all[0].image = String::new();
    all[1].ports = "8080".to_owned();
    all[2].ports = "443".to_owned();
    all[1].updatable = Some(false);
    all[2].updatable = Some(true);
    all[1].health = ContainerHealth::Healthy;
    all[2].health = ContainerHealth::Unhealthy;
    let order = |column: ContainerColumn, turned: bool| {
        let descending = column.is_usually_descending() != turned;
        let sorting = Sorting { column, descending };
        names(&arranged(&all, "", sorting, false), &all).concat()
    };
    for (column, usual, turned) in [
        (ContainerColumn::Health, "cba", "bca"),
        (ContainerColumn::Image, "bca", "cba"),
        (ContainerColumn::Ports, "cba", "bca"),
        (ContainerColumn::Updatable, "cba", "bca"),
    ] {
        assert_eq!(order(column, false), usual, "{column:?}");
        assert_eq!(order(column, true), turned, "{column:?} turned");
    }
}

#[test]
fn the_last_column_shows_what_the_table_is_sorted_by() {
    let one = Container {
        ports: "8080".to_owned(),
        updatable: Some(true),
        ..container("a", None)
    };
    let last = |column| ContainerLine::of(&one, column, Default::default()).last;
    assert_eq!(last(ContainerColumn::Cpu), "Up 3 days");
    assert_eq!(last(ContainerColumn::Health), "no check");
    assert_eq!(last(ContainerColumn::Image), "example/a:1");
    assert_eq!(last(ContainerColumn::Ports), "8080");
    assert_eq!(last(ContainerColumn::Updatable), "a newer image is there");
}

#[test]
fn groups_are_projects_or_shared_beginnings() {
    let mut all = [
        container("immich-server", Some(3.0)),
        container("postgres", Some(8.0)),
        container("immich-ml", Some(9.0)),
        container("paperless-web", Some(1.0)),
        container("k8s_a_pod_media_1_0", Some(0.5)),
        container("k8s_b_pod_media_1_0", Some(0.4)),
    ];
    all[1].project = "paperless".to_owned();
    let groups = arranged(&all, "", BY_CPU, true);
    let heads: Vec<_> = groups.iter().map(|group| group.name.as_deref()).collect();
    assert_eq!(heads, [Some("immich"), Some("paperless"), Some("media")]);
    assert_eq!(groups[0].cpu, Percent::new(12.0));
    assert_eq!(groups[1].memory, Some(Bytes(20)));
    assert_eq!(groups[1].places, [1, 3]);
}

#[test]
fn a_beginning_of_one_alone_makes_no_group() {
    let all = [container("uptime-kuma", None), container("traefik", None)];
    let groups = arranged(&all, "", BY_CPU, true);
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].name, None);
}

#[test]
fn the_filter_looks_at_every_column_and_keeps_groups() {
    let mut all = [
        container("immich-server", Some(3.0)),
        container("immich-ml", Some(9.0)),
    ];
    all[0].ports = "2283".to_owned();
    all[1].health = ContainerHealth::Unhealthy;
    assert_eq!(
        names(&arranged(&all, "2283", BY_CPU, true), &all),
        ["immich-server"]
    );
    assert_eq!(
        names(&arranged(&all, "IMMICH unhealthy", BY_CPU, true), &all),
        ["immich-ml"]
    );
    assert!(arranged(&all, "<script>", BY_CPU, true).is_empty());
}

#[test]
fn states_are_judged_by_health_and_words() {
    let of = |status: &str, health| {
        level(&Container {
            status: status.to_owned(),
            health,
            ..container("x", None)
        })
    };
    let unchecked = ContainerHealth::Unchecked;
    assert_eq!(
        of("Up 2 days", ContainerHealth::Unhealthy),
        ContainerLevel::Bad
    );
    assert_eq!(of("Up 2 days (unhealthy)", unchecked), ContainerLevel::Bad);
    assert_eq!(
        of("Restarting (1) 3 seconds ago", unchecked),
        ContainerLevel::Watch
    );
    assert_eq!(
        of("Exited (137) 2 hours ago", unchecked),
        ContainerLevel::Watch
    );
    assert_eq!(
        of("Exited (0) 2 hours ago", unchecked),
        ContainerLevel::Idle
    );
    assert_eq!(of("Up 2 days (Paused)", unchecked), ContainerLevel::Idle);
    assert_eq!(of("Up 3 days", unchecked), ContainerLevel::Good);
    assert_eq!(of("", unchecked), ContainerLevel::Unknown);
    assert_eq!(
        of("Removal in progress", unchecked),
        ContainerLevel::Unknown
    );
    assert_eq!(
        of("Up 3 days", ContainerHealth::Other(9)),
        ContainerLevel::Unknown
    );
    assert_eq!(of("", ContainerHealth::Healthy), ContainerLevel::Good);
}
