//! The transport to the simulated hub. The part that talks to its worker is loaded only by visitors of the demo.

use std::cell::RefCell;
use std::rc::Rc;

use super::part::{NotLoaded, lazy_part};
use crate::hub::transport::{LocalFuture, NoAnswer, Opened, Request, Response, Transport};
use crate::shell::page;
use crate::shell::worker::WorkerTransport;

/// Loads the transport to the worker with the first request. Where that fails, the hub counts as not reached.
#[derive(Default)]
pub struct DemoTransport(RefCell<Option<Rc<dyn Transport>>>);

lazy_part!(demo: fn load_worker() -> fn() -> Rc<dyn Transport> = worker);

/// The page names the worker's script.
fn worker() -> Rc<dyn Transport> {
    let script = page::root_state("demo").unwrap_or_default();
    Rc::new(WorkerTransport::new(script))
}

impl DemoTransport {
    async fn worker(&self) -> Result<Rc<dyn Transport>, NoAnswer> {
        let known = self.0.borrow().clone();
        if let Some(known) = known {
            return Ok(known);
        }
        let start = load_worker()
            .await
            .map_err(|NotLoaded| NoAnswer::Unreachable)?;
        // Another request may have been faster. `start` runs while nothing is borrowed.
        let known = self.0.borrow().clone();
        let worker = known.unwrap_or_else(start);
        self.0.replace(Some(worker.clone()));
        Ok(worker)
    }
}

impl Transport for DemoTransport {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response, NoAnswer>> {
        Box::pin(async move { self.worker().await?.send(request).await })
    }

    fn open(&self, request: Request) -> LocalFuture<'_, Result<Opened, NoAnswer>> {
        Box::pin(async move { self.worker().await?.open(request).await })
    }
}
