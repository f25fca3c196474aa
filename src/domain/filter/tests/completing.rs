//! What is offered while a filter is typed.

use super::*;

fn offered(text: &str) -> Vec<String> {
    let vocabulary = FilterWords {
        tags: vec!["prod".to_owned(), "proxmox".to_owned()],
        racks: vec!["Rack A".to_owned(), "Attic".to_owned()],
        kinds: vec!["server", "shelf"],
        makers: vec!["Dell".to_owned()],
        containers: vec!["postgres-14".to_owned(), "web shop".to_owned()],
    };
    let offered = complete(text, text.len(), &vocabulary);
    let apply = |completion: Completion| {
        let mut whole = text.to_owned();
        whole.replace_range(completion.replaces, &completion.with);
        whole
    };
    offered.into_iter().map(apply).collect()
}

#[test]
fn completions_follow_what_is_typed() {
    assert_eq!(offered("te"), ["temp>"]);
    assert_eq!(offered("prod ta"), ["prod tag:"]);
    assert_eq!(offered("tag:pro"), ["tag:prod", "tag:proxmox"]);
    assert_eq!(offered("tag:dev,prox"), ["tag:dev,proxmox"]);
    assert_eq!(offered("-rack:"), ["-rack:\"Rack A\"", "-rack:Attic"]);
    assert_eq!(offered("kind:s"), ["kind:server", "kind:shelf"]);
    assert_eq!(offered("is:sp"), ["is:spare"]);
    assert!(offered("").contains(&"down".to_owned()));
    assert_eq!(offered("down"), [""; 0], "nothing to add");
}

#[test]
fn a_completed_value_is_read_back() {
    let mut world = World::new();
    world.rack.name = "Row 1, left".to_owned();
    let vocabulary = FilterWords {
        racks: vec![world.rack.name.clone()],
        ..FilterWords::default()
    };
    let offered = complete("rack:left", 9, &vocabulary);
    assert!(world.fits(&offered[0].with), "{}", offered[0].with);
}

#[test]
fn names_of_containers_are_completed() {
    assert_eq!(offered("runs:pos"), ["runs:postgres-14"]);
    assert_eq!(offered("-runs:shop"), ["-runs:\"web shop\""]);
    assert_eq!(offered("runs:=shop"), ["runs:=\"web shop\""]);
    assert_eq!(offered("runs:nginx,=pos"), ["runs:nginx,=postgres-14"]);
    assert_eq!(offered("ru"), ["runs:"]);
}
