//! The records that the hub keeps for each system.

use crate::checks::{Checks, has, is_date};
use crate::{encode, id, list, records, start_hub, systems_up, user};

#[test]
fn details_and_samples_are_kept_as_on_a_real_hub() {
    let hub = start_hub();
    let client = user(&hub);
    let system = systems_up(&client)[0].clone();
    let mut checks = Checks::default();

    let details = list(&client, "system_details", "perPage=1000");
    let own = details.iter().find(|details| id(details) == id(&system));
    let keys = [
        "hostname", "os", "os_name", "kernel", "cpu", "cores", "threads", "memory", "arch",
    ];
    checks.check(
        "the details' id is the system's",
        own.is_some_and(|own| has(own, &keys)),
        &details,
    );

    let newest = format!(
        "perPage=2&sort=-created&filter={}",
        encode(&format!("system=\"{}\" && type=\"1m\"", id(&system)))
    );
    let samples = list(&client, "system_stats", &newest);
    let keys = ["cpu", "m", "mu", "mp", "d", "du", "dp", "la"];
    let complete = samples
        .first()
        .is_some_and(|sample| has(&sample["stats"], &keys) && sample["type"] == "1m");
    checks.check(
        "each minute's sample has all that the charts need",
        complete,
        &samples,
    );
    checks.check(
        "and its date",
        samples.iter().all(|sample| is_date(&sample["created"])),
        &samples,
    );
    let one = samples.first().map_or("aaaaaaaaaaaaaaa", id);
    let reply = client
        .get(&format!("{}/{one}", records("system_stats")))
        .unwrap();
    checks.error("a single sample cannot be viewed", &reply, 403);

    let samples = list(&client, "container_stats", &newest);
    let rows = samples
        .first()
        .and_then(|sample| sample["stats"].as_array());
    let complete = rows
        .is_some_and(|rows| rows.iter().all(|row| has(row, &["n", "c", "m"])) && !rows.is_empty());
    checks.check("containers' samples are lists", complete, &samples);

    let disks = list(&client, "smart_devices", "perPage=1000");
    let keys = [
        "name",
        "serial",
        "model",
        "state",
        "temp",
        "hours",
        "cycles",
        "attributes",
        "type",
        "capacity",
        "system",
    ];
    checks.check(
        "disks tell their health",
        disks.first().is_some_and(|disk| has(disk, &keys)),
        &disks,
    );
    checks.finish();
}
