//! The hub's layouts as tabs, if there are several. The menu beside them lists all; the style sheet shows the tabs if the bar has room.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use web_sys::{Element, KeyboardEvent};

use super::layout_list::{read_layouts, refresh};
use crate::domain::tab_row;
use crate::draw::text::fit_in_middle;
use crate::state::actions::layouts::LayoutCard;
use crate::state::app::App;
use crate::state::{spawn, time};
use crate::views::ui::dynamic::{effect, optional};
use crate::views::ui::focus::focus;

/// Width of a name and its font size, in pixels.
const NAME: f32 = 112.0;
const SIZE: f32 = 13.0;
/// Window width with room for two tabs, and the additional width per further tab, in pixels.
const TWO_FROM: f64 = 1_280.0;
const EACH: f64 = 110.0;

/// How often the list is read again, with increasing waits, for an open layout that it lacks.
const MOST_TRIES: u32 = 7;

/// The number of tabs that fit in a window of that width.
fn most(window: f64) -> usize {
    2 + ((window - TWO_FROM) / EACH).clamp(0.0, 6.0) as usize
}

pub(super) fn tabs() -> AnyView {
    let app = App::expect();
    let listed = read_layouts(app);
    follow_changes(app, move || refresh(app, listed));
    let tries = StoredValue::new(0_u32);
    effect(move || {
        let lacks_open = |cards: &Vec<LayoutCard>| !cards.iter().any(|card| card.is_open);
        let is_behind =
            listed.with(|listed| matches!(listed, Some(Ok(cards)) if lacks_open(cards)));
        if !is_behind {
            tries.set_value(0);
            return;
        }
        // A new layout is listed once it is stored; one that cannot be stored is not waited for forever.
        let pauses = 1_u32 << tries.get_value();
        if tries.get_value() < MOST_TRIES {
            tries.update_value(|tries| *tries += 1);
            spawn(async move {
                for _ in 0..pauses {
                    time::pause().await;
                }
                refresh(app, listed);
            });
        }
    });
    let cards = Memo::new(move |_| {
        let listed = listed.get().and_then(Result::ok).unwrap_or_default();
        let there = listed.into_iter().filter(|card| !card.is_deleted);
        there.collect::<Vec<_>>()
    });
    let has_several = Memo::new(move |_| cards.with(|cards| cards.len() > 1));
    effect(move || {
        // Unknown until the list is read.
        if listed.with(|listed| matches!(listed, Some(Ok(_)))) {
            app.keep_several_layouts(has_several.get());
        }
    });
    let most = RwSignal::new(most(window_width()));
    let resized = window_event_listener(ev::resize, move |_| {
        most.set(self::most(window_width()));
    });
    on_cleanup(move || resized.remove());
    let shown = Memo::new(move |_| {
        cards.with(|cards| {
            let open = cards.iter().position(|card| card.is_open);
            let range = tab_row::shown(cards.len(), open, most.get());
            cards
                .get(range)
                .map(<[LayoutCard]>::to_vec)
                .unwrap_or_default()
        })
    });
    let names = Memo::new(move |_| {
        let name = |card: &LayoutCard| card.name.clone();
        cards.with(|cards| cards.iter().map(name).collect::<Vec<_>>())
    });
    optional(move || has_several.get().then(|| row(app, shown, names)))
}

fn window_width() -> f64 {
    let width = window().inner_width().ok();
    width.and_then(|width| width.as_f64()).unwrap_or_default()
}

/// Refreshes on a change of the open layout or its name, and when a dialog closes: dialogs change the list.
fn follow_changes(app: App, refresh: impl Fn() + 'static) {
    let snapshot = app.inner().document.snapshot();
    let open = Memo::new(move |_| {
        snapshot.with(|snapshot| (snapshot.layout.id, snapshot.layout.name.clone()))
    });
    let dialog = app.inner().dialog.clone();
    let is_free = Memo::new(move |_| dialog.with(Option::is_none));
    let mut is_first = true;
    effect(move || {
        open.track();
        let is_free = is_free.get();
        if !std::mem::take(&mut is_first) && is_free {
            refresh();
        }
    });
}

fn row(app: App, shown: Memo<Vec<LayoutCard>>, names: Memo<Vec<String>>) -> AnyView {
    let bar = NodeRef::<html::Div>::new();
    let on_key = move |event: KeyboardEvent| {
        let Some(tabs) = tabs_in(bar) else { return };
        let focused = document().active_element();
        let at = tabs.iter().position(|tab| focused.as_ref() == Some(tab));
        let next = at.and_then(|at| tab_row::step(&event.key(), at, tabs.len()));
        if let Some(tab) = next.and_then(|next| tabs.get(next)) {
            event.prevent_default();
            event.stop_propagation();
            for other in &tabs {
                let index = if other == tab { "0" } else { "-1" };
                // Only an invalid name is refused.
                let _ = other.set_attribute("tabindex", index);
            }
            focus(tab);
        }
    };
    let add = move |_| app.create_empty_layout(&free_name(&names.get_untracked()));
    view! {
        <div class="layout-tabs">
            <div role="tablist" aria-label="Layouts" node_ref=bar on:keydown=on_key>
                {move || shown.get().into_iter().map(|card| tab(app, card)).collect::<Vec<_>>()}
            </div>
            <button type="button" class="add" aria-label="New layout" title="New layout" on:click=add>
                <span aria-hidden="true">"+"</span>
            </button>
        </div>
    }
    .into_any()
}

/// `Layout 3`, or the next number that no layout has.
fn free_name(names: &[String]) -> String {
    let numbers = names.len() + 1..;
    let mut free = numbers.map(|number| format!("Layout {number}"));
    free.find(|name| !names.contains(name)).unwrap_or_default()
}

fn tab(app: App, card: LayoutCard) -> AnyView {
    let LayoutCard {
        key,
        name,
        is_open,
        holds,
        ..
    } = card;
    let words = fit_in_middle(&name, SIZE, NAME);
    let is_cut = words != name;
    let whole = is_cut.then(|| view! { <span class="visually-hidden">{name.clone()}</span> });
    view! {
        <button
            type="button"
            role="tab"
            aria-selected=if is_open { "true" } else { "false" }
            tabindex=if is_open { "0" } else { "-1" }
            title=format!("{name}: {holds}")
            on:click=move |_| {
                if !is_open {
                    app.switch_layout(key.clone());
                }
            }
        >
            {whole}
            <bdi aria-hidden=is_cut.then_some("true")>{words}</bdi>
        </button>
    }
    .into_any()
}

fn tabs_in(bar: NodeRef<html::Div>) -> Option<Vec<Element>> {
    let bar = bar.get_untracked()?;
    let children = bar.children();
    let children = (0..children.length()).filter_map(|at| children.item(at));
    Some(children.collect())
}
