//! Work that goes on beside what is being done.

use std::future::Future;
use std::pin::Pin;

use crate::hub::live::Spawner;
use crate::hub::transport::LocalFuture;

/// Lets the future run by itself. Boxed, so that the code that runs it is there once and not once for each future.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(future));
}

fn spawn_boxed(future: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(future);
}

/// The browser's event loop, for whoever takes it as a port.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageSpawner;

impl Spawner for PageSpawner {
    fn spawn(&self, task: LocalFuture<'static, ()>) {
        spawn_boxed(task);
    }
}
