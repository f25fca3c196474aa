//! Tracks which charts are in view, and how wide they are.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

use super::model::{ChartsModel, ChartsState};
use crate::views::ui::dynamic::effect;
use crate::views::ui::size::follow_size;

/// Sets the signal to whether the element is in view; `true` if the browser cannot tell.
pub fn follow_sight<E>(node: NodeRef<E>, seen: RwSignal<bool>)
where
    E: html::ElementType + 'static,
    E::Output: JsCast + Clone + 'static,
{
    effect(move || {
        let Some(element) = node.get() else { return };
        let element: &Element = element.unchecked_ref();
        let callback = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let last = entries.pop().dyn_into::<IntersectionObserverEntry>();
            if let Ok(last) = last
                && seen.try_get_untracked() != Some(last.is_intersecting())
            {
                // The panel may be closed by now.
                let _ = seen.try_set(last.is_intersecting());
            }
        });
        let Ok(observer) = IntersectionObserver::new(callback.as_ref().unchecked_ref()) else {
            return seen.set(true);
        };
        observer.observe(element);
        let kept = StoredValue::new_local((observer, callback));
        on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
    });
}

/// Changes the signal whenever the element gets another size.
pub fn note_size(node: NodeRef<html::Div>, size: RwSignal<u32>) {
    effect(move || {
        let Some(element) = node.get() else { return };
        follow_size(&element, move || {
            let _ = size.try_update(|size| *size = size.wrapping_add(1));
        });
    });
}

/// Scrolls to the chart of the alert in question, once it exists. The order of the charts is not changed.
pub fn show_asked_chart(
    node: NodeRef<html::Div>,
    state: ChartsState,
    model: Memo<Arc<ChartsModel>>,
) {
    let Some(asked) = state.asked.and_then(|asked| asked.get_untracked()) else {
        return;
    };
    let wanted = Memo::new(move |_| {
        model.with(|model| {
            let charts = model.charts.iter().map(AsRef::as_ref);
            asked.chart(charts).map(|chart| chart.id.clone())
        })
    });
    let is_shown = StoredValue::new(false);
    effect(move || {
        let (Some(charts), Some(wanted)) = (node.get(), wanted.get()) else {
            return;
        };
        if is_shown.get_value() {
            return;
        }
        // The figures are on the page by the next frame.
        let _ = request_animation_frame(move || {
            let Ok(figures) = charts.query_selector_all(".chart-figure") else {
                return;
            };
            let figures = (0..figures.length()).filter_map(|at| figures.item(at)?.dyn_into().ok());
            let is_wanted =
                |figure: &Element| figure.get_attribute("data-chart").as_ref() == Some(&wanted);
            if let Some(figure) = figures.into_iter().find(is_wanted)
                && is_shown.try_set_value(true).is_none()
            {
                figure.scroll_into_view();
            }
        });
    });
}
