//! Parts of the page that change, with their types erased, so that the code that updates them is compiled once and not
//! for every closure.

use std::sync::Arc;

use leptos::prelude::*;

/// A part that is rebuilt whenever something it reads changes.
pub fn dynamic(view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    erased(Arc::new(view))
}

fn erased(view: Arc<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    (move || view()).into_any()
}

/// A part that exists only while there is something to show.
pub fn optional<V: IntoView + 'static>(
    view: impl Fn() -> Option<V> + Send + Sync + 'static,
) -> AnyView {
    dynamic(move || view().map_or_else(nothing, |view| view.into_any()))
}

/// An empty part.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// Text or the value of an attribute.
pub fn text(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(text)
}

/// The value of an attribute that may be absent.
pub fn sometimes(
    value: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
) -> Signal<Option<&'static str>> {
    Signal::derive(value)
}

/// A condition, as a signal.
pub fn flag(flag: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(flag)
}

/// Runs now, and again whenever something it reads changes, for as long as the component lives.
pub fn effect(work: impl FnMut() + 'static) {
    effect_boxed(Box::new(work));
}

fn effect_boxed(mut work: Box<dyn FnMut()>) {
    Effect::new(move |_| work());
}

/// Runs now, and again whenever something it reads changes, until the returned effect is dropped.
pub fn kept_effect(work: impl FnMut() + 'static) -> RenderEffect<()> {
    kept_effect_boxed(Box::new(work))
}

fn kept_effect_boxed(mut work: Box<dyn FnMut()>) -> RenderEffect<()> {
    RenderEffect::new(move |_| work())
}
