//! The simulated hub as a program of its own, for a web worker: only who opens the demo loads it. A native build does nothing.

#[cfg(target_arch = "wasm32")]
fn main() {
    use std::rc::Rc;

    use blinkenrack::demo::world::DEMO_SYSTEMS;
    use blinkenrack::demo::{DemoHub, DemoWorld, HubLine};
    use blinkenrack::hub::transport::Clock;
    use blinkenrack::shell::clock::BrowserClock;
    use blinkenrack::shell::worker;

    /// Any number will do; this one shows the machines that the descriptions of the demo name.
    const SEED: u64 = 1;

    worker::report_panics();
    let clock = Rc::new(BrowserClock);
    // The world's incidents are timed so that something is going on right now.
    let world = DemoWorld::new(SEED, DEMO_SYSTEMS, clock.now()).on(HubLine::V020);
    worker::serve(Rc::new(DemoHub::new(world, clock)));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
