//! The simulated hub as a separate program for a web worker, so that only those who open the demo load it. A native build does nothing.

#[cfg(target_arch = "wasm32")]
fn main() {
    use std::rc::Rc;

    use blinkenrack::demo::world::DEMO_SYSTEMS;
    use blinkenrack::demo::{DemoHub, DemoWorld, HubLine};
    use blinkenrack::hub::transport::Clock;
    use blinkenrack::shell::clock::BrowserClock;
    use blinkenrack::shell::worker;

    /// Any seed works; this one produces the machines that the demo's descriptions name.
    const SEED: u64 = 1;

    worker::report_panics();
    let clock = Rc::new(BrowserClock);
    // The world's incidents are timed so that some are in progress at this moment.
    let world = DemoWorld::new(SEED, DEMO_SYSTEMS, clock.now()).on(HubLine::V020);
    worker::serve(Rc::new(DemoHub::new(world, clock)));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
