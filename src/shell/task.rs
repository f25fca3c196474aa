//! Background tasks.

use std::future::Future;
use std::pin::Pin;

use crate::hub::live::Spawner;
use crate::hub::transport::LocalFuture;

/// Runs a future in the background. Boxed, so that the code that runs it is not instantiated for each future.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(future));
}

fn spawn_boxed(future: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(future);
}

/// The browser's event loop as a [`Spawner`].
#[derive(Clone, Copy, Debug, Default)]
pub struct PageSpawner;

impl Spawner for PageSpawner {
    fn spawn(&self, task: LocalFuture<'static, ()>) {
        spawn_boxed(task);
    }
}
