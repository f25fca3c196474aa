//! The simulated agents as a command, for a prepared hub that runs elsewhere: runs until stopped.

use std::process::ExitCode;
use std::thread;

use test_hub::simulator::Simulator;
use test_hub::{Client, Simulation};

const USAGE: &str =
    "usage: simulator --hub URL --admin EMAIL PASSWORD [--systems N] [--speed F] [--seed S]";

struct Arguments {
    hub: String,
    email: String,
    password: String,
    simulation: Simulation,
}

fn main() -> ExitCode {
    let Some(arguments) = read_arguments(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match start(arguments) {
        // It runs in its own thread.
        Ok(_simulator) => loop {
            thread::park();
        },
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Option<Arguments> {
    let mut simulation = Simulation {
        systems: 24,
        ..Simulation::default()
    };
    let (mut hub, mut account) = (None, None);
    while let Some(name) = arguments.next() {
        let value = arguments.next()?;
        match name.as_str() {
            "--hub" => hub = Some(value.trim_end_matches('/').to_owned()),
            "--admin" => account = Some((value, arguments.next()?)),
            "--systems" => simulation.systems = value.parse().ok()?,
            "--speed" => simulation.speed = value.parse().ok()?,
            "--seed" => simulation.seed = value.parse().ok()?,
            _ => return None,
        }
    }
    let (email, password) = account?;
    Some(Arguments {
        hub: hub?,
        email,
        password,
        simulation,
    })
}

fn start(arguments: Arguments) -> test_hub::Result<Simulator> {
    let root = Client::guest(arguments.hub).sign_in(
        "_superusers",
        &arguments.email,
        &arguments.password,
    )?;
    Simulator::start(root, arguments.simulation)
}
