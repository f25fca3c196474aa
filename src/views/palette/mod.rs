//! The palette: everything that can be placed in a rack, to browse and to search.

mod choice;
mod draggable;
mod entry;
mod filters;
mod found;
mod found_others;
mod pictures;
mod product_list;
mod section;
mod systems;
mod types;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::actions;
use super::ui::button::IconButton;
use super::ui::dynamic::{dynamic, effect, flag, nothing, optional, sometimes};
use super::ui::focus::focus;
use super::ui::icon::Icon;
use super::ui::lazy::lazy;
use super::ui::style_sheet::adopt;
use crate::domain::catalog::filter::TypeFilter;
use crate::domain::catalog::gap::Gap;
use crate::domain::format;
use crate::state::app::App;
use crate::state::palette::{ProductList, SelectedGap};
use crate::state::part::lazy_part;
use crate::state::pointer::is_made_for_fingers;
use crate::state::spawn;
use filters::load_filters;
use found::load_found;
use pictures::Pictures;
use product_list::{Listing, load_product_list};
use section::Section;
use systems::{NoHub, NotRacked, UnlinkedSystems};
use types::{Headings, Mine, Remembered};

/// The criteria of the lists.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// The search text.
    pub(super) typed: Memo<String>,
    /// The filters, including the selected gap.
    pub(super) filter: Memo<TypeFilter>,
    /// The filters chosen by the user.
    pub(super) chosen: RwSignal<TypeFilter>,
}

impl Wanted {
    /// Whether there is a search; tracked.
    pub(super) fn is_searching(self) -> bool {
        self.typed
            .with(|typed| typed.contains(|c: char| c.is_alphanumeric() || c == '+'))
    }

    /// Whether a filter is set, besides the gap; tracked.
    pub(super) fn is_filtered(self) -> bool {
        self.chosen.with(|chosen| chosen.count() > 0)
    }
}

#[component]
pub fn Palette() -> impl IntoView {
    let app = App::expect();
    let open = app.inner().palette.open.clone();
    let has_turn = ArcRwSignal::new(false);
    spawn({
        let has_turn = has_turn.clone();
        async move {
            app.hub_first().await;
            has_turn.set(true);
        }
    });
    let state = {
        let open = open.clone();
        sometimes(move || Some(if open.get() { "open" } else { "folded" }))
    };
    view! {
        <aside class="palette" aria-label="Devices to add" data-state=state>
            {dynamic(move || {
                if open.get() && has_turn.get() {
                    lazy("part", load_unfolded, ())
                } else {
                    nothing()
                }
            })}
        </aside>
    }
}

lazy_part!(palette: fn load_unfolded() -> fn(()) -> AnyView = |()| view! { <Unfolded /> }.into_any());

#[component]
fn Unfolded() -> impl IntoView {
    adopt(include_str!("../../../style/palette.css"));
    let app = App::expect();
    provide_context(Pictures::new());
    let field = RwSignal::new(String::new());
    let fits = RwSignal::new(false);
    let selected_gap = Memo::new(move |_| app.selected_gap());
    let chosen = RwSignal::new(TypeFilter::default());
    let wanted = Wanted {
        typed: Memo::new(move |_| field.get()),
        filter: Memo::new(move |_| {
            let gap = selected_gap.get().filter(|_| fits.get());
            TypeFilter {
                gap: gap.map(|selected| selected.gap),
                ..chosen.get()
            }
        }),
        chosen,
    };
    let is_searching = Memo::new(move |_| wanted.is_searching());
    let scroller = NodeRef::<html::Div>::new();
    let scrolled = RwSignal::new(());
    let listing = Listing {
        wanted,
        scroller,
        scrolled,
    };
    let has_filters = RwSignal::new(false);
    view! {
        <button type="button" class="button skip" on:click=move |_| skip_to_racks()>
            "Skip to the racks"
        </button>
        <div class="find">
            <SearchField typed=field />
            <IconButton
                icon=Icon::Filter
                label=Signal::derive(move || filters_label(chosen.with(TypeFilter::count)))
                expanded=sometimes(move || Some(if has_filters.get() { "true" } else { "false" }))
                on_press=Callback::new(move |()| has_filters.update(|shown| *shown = !*shown))
            />
            <IconButton
                icon=Icon::Close
                label=Signal::stored("Hide devices to add".to_owned())
                expanded=Signal::stored(Some("true"))
                on_press=Callback::new(move |()| app.open_palette(false))
            />
        </div>
        {optional(move || has_filters.get().then(|| lazy("part", load_filters, chosen)))}
        {optional(move || selected_gap.get().map(|selected| view! { <FitsCheck selected=selected fits=fits /> }))}
        <div
            class="shelves"
            node_ref=scroller
            on:scroll=move |_| scrolled.set(())
            on:click=move |_| listing.look_again()
            on:keydown=move |event| walk(&event)
        >
            {dynamic(move || {
                if is_searching.get() {
                    lazy("part", load_found, wanted)
                } else {
                    view! {
                        <NoHub />
                        <UnlinkedSystems />
                        <NotRacked />
                        <Remembered wanted=wanted />
                        <Headings wanted=wanted />
                        <Mine wanted=wanted />
                    }
                        .into_any()
                }
            })}
            <Products listing=listing is_searching=is_searching />
        </div>
    }
}

fn filters_label(count: usize) -> String {
    match count {
        0 => "Filters".to_owned(),
        _ => format!("Filters ({count} set)"),
    }
}

/// Lets keyboard users skip the tab stops of the palette.
fn skip_to_racks() {
    let stop = ".view [data-rack-id] :is([tabindex=\"0\"], button:not([tabindex]))";
    if let Ok(Some(first)) = document().query_selector(stop) {
        focus(&first);
    }
}

#[component]
fn SearchField(typed: RwSignal<String>) -> impl IntoView {
    let asked = App::expect().inner().palette.search_asked.clone();
    let field = NodeRef::<html::Input>::new();
    let mut answered = asked.get_untracked();
    // If opened by its key, the field takes the focus once it is in the page.
    let was_asked = answered > 0 && !is_made_for_fingers();
    field.on_load(move |field| {
        if was_asked {
            let _ = request_animation_frame(move || drop(field.focus()));
        }
    });
    effect(move || {
        let now = asked.get();
        if std::mem::replace(&mut answered, now) != now
            && !is_made_for_fingers()
            && let Some(field) = field.get_untracked()
        {
            let _ = field.focus();
            field.select();
        }
    });
    let key = actions::by_id("palette")
        .and_then(|action| action.keys.first())
        .map(actions::key_words);
    view! {
        <label class="search">
            <span class="visually-hidden">"Search devices to add"</span>
            <input
                type="search"
                node_ref=field
                placeholder="Search devices…"
                autocomplete="off"
                spellcheck="false"
                prop:value=typed
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=move |event: KeyboardEvent| leave_search(&event, typed)
            />
            <kbd aria-hidden="true">{key}</kbd>
        </label>
    }
}

/// Escape clears the field, then leaves it; arrow down moves to the results, and Enter takes the first of them.
fn leave_search(event: &KeyboardEvent, typed: RwSignal<String>) {
    match event.key().as_str() {
        "Escape" if typed.with_untracked(String::is_empty) => {
            if let Some(field) = event_element(event) {
                let _ = field.blur();
            }
        }
        "Escape" => typed.set(String::new()),
        "ArrowDown" => {
            event.prevent_default();
            if let Some(first) = first_result(event) {
                let _ = first.focus();
            }
        }
        // Without a search text, Enter must not pick from the whole list.
        "Enter" if !typed.with_untracked(String::is_empty) && !event.is_composing() => {
            event.prevent_default();
            if let Some(first) = first_result(event) {
                first.click();
            }
        }
        _ => {}
    }
}

fn first_result(event: &KeyboardEvent) -> Option<HtmlElement> {
    let palette = event_element(event)?.closest(".palette").ok()??;
    let first = palette.query_selector(".shelves .pick").ok()??;
    first.dyn_into().ok()
}

/// Arrow keys move through all visible entries and headings.
fn walk(event: &ev::KeyboardEvent) {
    let step: i32 = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let Some(from) = event_element(event) else {
        return;
    };
    let Ok(Some(shelves)) = from.closest(".shelves") else {
        return;
    };
    let Ok(all) = shelves.query_selector_all(".pick, .fold") else {
        return;
    };
    event.prevent_default();
    let place = (0..all.length()).find(|place| {
        all.item(*place)
            .is_some_and(|node| node.is_same_node(Some(&from)))
    });
    let next = place.and_then(|place| place.checked_add_signed(step));
    let next = next
        .and_then(|next| all.item(next))
        .and_then(|node| node.dyn_into::<HtmlElement>().ok());
    if let Some(next) = next {
        let _ = next.focus();
    }
}

fn event_element(event: &KeyboardEvent) -> Option<HtmlElement> {
    event.target()?.dyn_into().ok()
}

/// Limits the lists to what fits in the selected gap.
#[component]
fn FitsCheck(selected: SelectedGap, fits: RwSignal<bool>) -> impl IntoView {
    let (what, height) = match selected.gap {
        Gap::Rails { front, .. } if selected.is_chosen => ("the selected gap", front),
        Gap::Rails { front, .. } => ("the largest gap", front),
        Gap::Bay { height, .. } => ("an empty bay", height),
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=fits on:change=move |event| fits.set(event_target_checked(&event)) />
            <span>{format!("Fits {what} ({})", format::height(height))}</span>
        </label>
    }
}

/// Real products: a separate part, with a table that is loaded when first shown.
#[component]
fn Products(listing: Listing, is_searching: Memo<bool>) -> impl IntoView {
    let products = App::expect().inner().palette.products.clone();
    let unfolded = RwSignal::new(false);
    let is_filtered = flag(move || listing.wanted.is_filtered());
    let is_shown = flag(move || unfolded.get() || is_searching.get() || is_filtered.get());
    // With a search or a filter, the list shows its own count.
    let count = Signal::derive(move || {
        let is_all = !is_searching.get() && !is_filtered.get();
        products.with(|list| match list {
            ProductList::Ready(products) if is_all => products.len().to_string(),
            _ => String::new(),
        })
    });
    view! {
        <Section title="Products" count=count unfolded=unfolded is_shown=is_shown>
            {lazy("products", load_product_list, listing)}
        </Section>
    }
}
