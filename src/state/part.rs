//! Parts of the program that are loaded when they are first needed.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Waker};

use leptos::wasm_split::SplitLoaderError;

use super::spawn;
use crate::domain::problem::Problem;
use crate::shell::clock;

/// A part did not load: the network is down, or the server has a newer version. The next attempt starts over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// A function that is being loaded with its part.
pub type Loading<F> = Pin<Box<dyn Future<Output = Result<F, NotLoaded>>>>;

impl NotLoaded {
    /// What to tell the user.
    pub fn problem(self) -> Problem {
        Problem::new(
            "Part of the app did not load.",
            "Check the network and try again. If that does not help, reload the page.",
        )
    }
}

/// Runs `work` with a function of a part once it is loaded; announces a failure to load.
pub fn with_part<F: 'static>(
    loading: Loading<F>,
    say: impl Fn(String) + 'static,
    work: impl FnOnce(F) + 'static,
) {
    spawn(async move {
        match loading.await {
            Ok(function) => work(function),
            Err(not_loaded) => {
                let problem = not_loaded.problem();
                say(format!("{} {}", problem.sentence, problem.way_forward));
            }
        }
    });
}

/// Wait before loading a part is retried, in milliseconds.
const AGAIN_MS: u32 = 30_000;

/// Loads a function that runs without being asked for by the user; retries until it succeeds.
pub async fn until_loaded<F: 'static>(load: fn() -> Loading<F>) -> F {
    loop {
        match load().await {
            Ok(function) => return function,
            Err(_) => clock::sleep(AGAIN_MS).await,
        }
    }
}

/// Starts loading a part that will be needed; the request is sent within this call. If it fails, the first use tries again.
pub fn ahead<F: 'static>(mut loading: Loading<F>) {
    // The first poll sends the request. A task would only be polled after all that runs now.
    let is_pending = loading
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
        .is_pending();
    if is_pending {
        spawn(async {
            let _ = loading.await;
        });
    }
}

/// Defines a function that loads a part of the program and resolves to a function of it:
///
/// ```text
/// lazy_part!(panel: pub fn load_panel() -> fn(Opening) -> AnyView = panel);
/// ```
///
/// Code that only this function reaches is left out of the first load. Functions with the same part name are loaded together, as is
/// the code that several parts share (`scripts/bundle_parts.mjs`). Without the feature `lazy-parts`, everything is in one file and loads
/// at once.
macro_rules! lazy_part {
    ($part:ident: $($definition:tt)*) => { $crate::state::part::lazy_part!(@ $part: $($definition)*); };
    (@ $part:ident: $visible:vis fn $name:ident() -> $kind:ty = $function:expr) => {
        $visible fn $name() -> $crate::state::part::Loading<$kind> {
            #[cfg(feature = "lazy-parts")]
            #[leptos::wasm_split::wasm_split($part, wasm_split_path = leptos::wasm_split, fallible)]
            fn $name() -> Result<$kind, $crate::state::part::NotLoaded> {
                Ok($function)
            }
            #[cfg(not(feature = "lazy-parts"))]
            async fn $name() -> Result<$kind, $crate::state::part::NotLoaded> {
                Ok($function)
            }
            Box::pin($name())
        }
    };
}
pub(crate) use lazy_part;
