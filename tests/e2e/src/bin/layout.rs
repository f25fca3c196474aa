//! Writes a large layout to standard output: `layout room` or `layout hall`, optionally with the id of a hub and the number of its systems
//! that devices are linked to: `layout hall demo 24`.

use std::env::args;

use e2e::layouts::{HALL, ROOM, layout};
use e2e::systems::System;
use e2e::{Context, Result, bail};

fn main() -> Result<()> {
    let words: Vec<String> = args().skip(1).collect();
    let size = match words.first().map(String::as_str) {
        Some("room") => ROOM,
        Some("hall") => HALL,
        _ => bail!("usage: layout room|hall [HUB SYSTEMS]"),
    };
    let hub = words.get(1).cloned().unwrap_or_default();
    let count = match words.get(2) {
        Some(count) => count.parse().context("how many systems")?,
        None => 0,
    };
    let systems: Vec<String> = (1..=count)
        .map(|number| System::number(number).id)
        .collect();
    println!("{}", layout(size, &hub, &systems));
    Ok(())
}
