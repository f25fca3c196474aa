//! A view whose code is loaded when it is first shown.

use std::rc::Rc;
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::button::Button;
use super::dynamic::dynamic;
use super::notice::{Notice, Tone};
use crate::state::app::App;
use crate::state::part::{Loading, NotLoaded};
use crate::state::spawn;

/// A function of a lazily loaded part that makes a view from its inputs.
pub type ViewMaker<I> = fn(I) -> AnyView;

type View = Arc<dyn Fn() -> AnyView + Send + Sync>;
type Load = Rc<dyn Fn() -> Loading<View>>;

#[derive(Clone)]
enum LoadStage {
    Loading,
    Failed,
    Ready(View),
}

/// Loads a view's part and shows the view. Until then, or if loading failed, an element of this class
/// says so; after a failure with a button that tries again.
pub fn lazy<I>(class: &'static str, load: fn() -> Loading<ViewMaker<I>>, inputs: I) -> AnyView
where
    I: Clone + Send + Sync + 'static,
{
    erased(
        class,
        Rc::new(move || {
            let inputs = inputs.clone();
            Box::pin(async move {
                let show = load().await?;
                let view: View = Arc::new(move || show(inputs.clone()));
                Ok(view)
            })
        }),
    )
}

/// Loads a function that follows the first picture, after the first request to the hub. A failure is announced, and loading retried when
/// the network is back.
pub fn loaded_later<F>(load: fn() -> Loading<F>) -> RwSignal<Option<F>>
where
    F: Copy + Send + Sync + 'static,
{
    let app = App::expect();
    let part = RwSignal::new(None::<F>);
    let begin = move || app.with_part(load(), move |_, loaded| part.set(Some(loaded)));
    spawn(async move {
        app.hub_first().await;
        begin();
    });
    let online = window_event_listener(ev::online, move |_| {
        if part.get_untracked().is_none() {
            begin();
        }
    });
    on_cleanup(move || online.remove());
    part
}

fn erased(class: &'static str, load: Load) -> AnyView {
    let stage = ArcRwSignal::new(LoadStage::Loading);
    let attempt = {
        let stage = stage.clone();
        move || {
            let (stage, loading) = (stage.clone(), load());
            spawn(async move {
                stage.set(loading.await.map_or(LoadStage::Failed, LoadStage::Ready));
            });
        }
    };
    attempt();
    let attempt = StoredValue::new_local(attempt);
    let try_again = {
        let stage = stage.clone();
        Callback::new(move |()| {
            stage.set(LoadStage::Loading);
            attempt.with_value(|attempt| attempt());
        })
    };
    dynamic(move || match stage.get() {
        LoadStage::Ready(view) => view(),
        LoadStage::Loading => view! {
            <div class=class>
                <p class="hint" role="status">
                    "Loading…"
                </p>
            </div>
        }
        .into_any(),
        LoadStage::Failed => view! {
            <div class=class>
                <Notice tone=Tone::Warn problem=NotLoaded.problem() />
                <div class="actions">
                    <Button label="Try again" on_press=try_again />
                </div>
            </div>
        }
        .into_any(),
    })
}
