//! The test hub as a command: starts it, prints how to reach it, and runs until stopped.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc;

use blinkenrack::demo::HubLine;
use test_hub::{ADMIN, Options, READONLY, Simulation, TestHub, USER};

const USAGE: &str = "usage: scripts/hub [--systems N] [--speed F] [--seed S] [--port P] [--data DIR] [--like 0.18|0.20]";
const TEN_YEARS: u32 = 10 * 365 * 24 * 3600;

fn main() -> ExitCode {
    let Some(options) = read_arguments(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Option<Options> {
    let mut simulation = Simulation {
        systems: 24,
        ..Simulation::default()
    };
    let mut options = Options {
        port: Some(8090),
        ..Options::default()
    };
    while let Some(name) = arguments.next() {
        let value = arguments.next()?;
        match name.as_str() {
            "--systems" => simulation.systems = value.parse().ok()?,
            "--speed" => simulation.speed = value.parse().ok()?,
            "--seed" => simulation.seed = value.parse().ok()?,
            "--port" => options.port = Some(value.parse().ok()?),
            "--like" => simulation.like = HubLine::named(&value)?,
            "--data" => options.data = Some(PathBuf::from(value)),
            _ => return None,
        }
    }
    options.like = simulation.like;
    options.simulation = Some(simulation);
    Some(options)
}

fn run(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let (stop, stopped) = mpsc::channel();
    ctrlc::set_handler(move || {
        // A second signal finds it stopping already.
        let _ = stop.send(());
    })?;
    let hub = TestHub::start(options)?;
    println!("hub: {}", hub.url());
    for (role, account) in [("user", USER), ("admin", ADMIN), ("readonly", READONLY)] {
        println!("{role}: {} {}", account.email, account.password);
    }
    println!("token: {}", hub.impersonate(READONLY, TEN_YEARS)?);
    println!("ready");
    stopped.recv()?;
    Ok(())
}
