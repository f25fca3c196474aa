//! Live metrics: a sample every second of the subscribed systems.

use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};
use test_hub::stream::Stream;

use crate::checks::{Checks, has, lacks};
use crate::{encode, id, start_hub, systems_up, user};

fn topic(options: &Value) -> String {
    format!("rt_metrics?options={}", encode(&options.to_string()))
}

#[test]
fn live_metrics_come_each_second_under_the_string_first_asked_for() {
    let hub = start_hub();
    let client = user(&hub);
    let systems = systems_up(&client);
    let query = json!({"system": id(&systems[0])});
    let first = topic(&json!({"query": query}));
    let other = topic(&json!({"headers": {}, "query": query}));
    let mut checks = Checks::default();

    let stream = Stream::open(hub.url()).unwrap();
    let mark = stream.mark();
    stream.set_topics(&client, &["systems/*", &first]).unwrap();
    sleep(Duration::from_millis(5500));
    let samples: Vec<_> = stream
        .since(mark)
        .into_iter()
        .filter(|event| event.name == first)
        .collect();
    checks.check(
        "four to seven samples in 5.5 seconds",
        (4..=7).contains(&samples.len()),
        samples.len(),
    );
    let sample = samples.last().map_or(Value::Null, |event| event.json());
    let complete = has(&sample, &["info", "container"])
        && has(&sample["stats"], &["cpu"])
        && lacks(&sample, &["action"]);
    checks.check("each with stats, info and container", complete, &sample);

    let late = Stream::open(hub.url()).unwrap();
    late.set_topics(&client, &[&other]).unwrap();
    let mark = late.mark();
    sleep(Duration::from_millis(3200));
    checks.check(
        "another string for the same system gets nothing",
        late.mark() == mark,
        late.since(mark),
    );
    drop(late);

    stream.set_topics(&client, &["systems/*"]).unwrap();
    // For a sample that was on its way.
    sleep(Duration::from_millis(1200));
    let mark = stream.mark();
    sleep(Duration::from_millis(2500));
    let rest: Vec<_> = stream
        .since(mark)
        .into_iter()
        .filter(|event| event.name == first)
        .collect();
    checks.check("once dropped, no more of them", rest.is_empty(), rest);
    checks.finish();
}

#[test]
fn containers_bring_no_events() {
    let hub = start_hub();
    let client = user(&hub);
    let stream = Stream::open(hub.url()).unwrap();
    stream.set_topics(&client, &["containers/*"]).unwrap();
    let mark = stream.mark();
    sleep(Duration::from_secs(8));
    assert!(
        stream.mark() == mark,
        "the hub writes containers past its record hooks, yet: {:?}",
        stream.since(mark)
    );
}
