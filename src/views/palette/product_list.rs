//! The list of real products: virtualized, only rows in view are in the page.

use std::ops::Range;
use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::TypeFilter;
use super::entry::TypeEntry;
use crate::domain::catalog::gap::Gap;
use crate::domain::catalog::heading::TypeHeading;
use crate::domain::catalog::products::Products;
use crate::domain::search::Query;
use crate::state::app::App;
use crate::state::palette::ProductList;
use crate::state::part::lazy_part;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, effect, nothing};
use crate::views::ui::notice::{Notice, Tone};
use crate::views::ui::segments::Segments;

/// Height of every row in pixels; the style sheet's `--product-row`.
const ROW: f64 = 40.0;
/// Rows kept in the page above and below what is seen.
const SPARE: usize = 8;

/// The list's inputs from the palette.
#[derive(Clone, Copy)]
pub(super) struct Listing {
    pub(super) filter: TypeFilter,
    /// The scrolling element, and a signal that it has scrolled.
    pub(super) scroller: NodeRef<html::Div>,
    pub(super) scrolled: RwSignal<()>,
}

impl Listing {
    /// Finds the rows in view after layout, before the next paint.
    pub(super) fn look_again(self) {
        let _ = request_animation_frame(move || {
            let _ = self.scrolled.try_set(());
        });
    }
}

lazy_part!(catalog: pub(super) fn load_product_list() -> fn(Listing) -> AnyView = product_list);

fn product_list(listing: Listing) -> AnyView {
    let app = App::expect();
    app.load_products();
    let products = app.inner().palette.products.clone();
    dynamic(move || match products.get() {
        ProductList::Ready(products) => {
            view! { <Rows products=products listing=listing /> }.into_any()
        }
        ProductList::Failed(problem) => view! {
            <Notice tone=Tone::Warn problem=problem />
            <Button label="Try again" on_press=Callback::new(move |()| app.load_products()) />
        }
        .into_any(),
        ProductList::NotAsked | ProductList::Loading => {
            view! { <p class="none" role="status">"Loading 3,500 products…"</p> }.into_any()
        }
    })
}

/// A line of the list.
#[derive(Clone, PartialEq)]
enum ListLine {
    Group { title: String, count: usize },
    Product(usize),
}

#[component]
fn Rows(products: Arc<Products>, listing: Listing) -> impl IntoView {
    let by = RwSignal::new(0);
    let lines = {
        let products = products.clone();
        let wanted = after_what_is_above(listing.filter);
        Memo::new(move |_| {
            let by_maker = by.get() == 0;
            let (query, gap) = wanted.get();
            Arc::new(lines(&products, &query, gap, by_maker))
        })
    };
    let list = NodeRef::<html::Ul>::new();
    let seen = seen_rows(listing, list, lines);
    let above = Signal::derive(move || pixels(seen.get().start));
    let below = Signal::derive(move || {
        pixels(
            lines
                .with(|lines| lines.len())
                .saturating_sub(seen.get().end),
        )
    });
    view! {
        <Segments label="Group by" class="segments" options=vec!["By maker", "By kind"] chosen=by />
        {dynamic(move || {
            if lines.with(|lines| lines.is_empty()) {
                view! { <p class="none" role="status">"No products found"</p> }.into_any()
            } else {
                nothing()
            }
        })}
        <ul class="rows" node_ref=list>
            <li class="space" aria-hidden="true" style:height=above></li>
            <For
                each=move || {
                    let range = seen.get();
                    lines.with(|lines| lines.get(range).unwrap_or_default().to_vec())
                }
                key=ListLine::key
                let:line
            >
                {row(&products, line)}
            </For>
            <li class="space" aria-hidden="true" style:height=below></li>
        </ul>
    }
}

/// The query, delayed until the lists above are drawn for it: only then is the number of rows in view known.
fn after_what_is_above(filter: TypeFilter) -> RwSignal<(Query, Option<Gap>)> {
    let told = RwSignal::new((filter.query.get_untracked(), filter.gap.get_untracked()));
    effect(move || {
        let wanted = (filter.query.get(), filter.gap.get());
        queue_microtask(move || {
            let is_new = told.try_with_untracked(|told| *told != wanted);
            if is_new == Some(true) {
                told.set(wanted);
            }
        });
    });
    told
}

fn pixels(rows: usize) -> String {
    format!("{}px", rows as f64 * ROW)
}

impl ListLine {
    /// The key: a product or a heading.
    fn key(&self) -> (usize, String) {
        match self {
            ListLine::Group { title, count } => (*count, title.clone()),
            ListLine::Product(product) => (*product, String::new()),
        }
    }
}

fn row(products: &Products, line: ListLine) -> AnyView {
    match line {
        ListLine::Group { title, count } => view! {
            <li class="group">
                <h4>{title}</h4>
                <span class="count">{count}</span>
            </li>
        }
        .into_any(),
        ListLine::Product(product) => match products.device_type(product) {
            Some(device_type) => {
                view! { <TypeEntry device_type=Arc::new(device_type) /> }.into_any()
            }
            None => nothing(),
        },
    }
}

/// Matching products that fit, grouped by maker or kind. Groups are in the order of their best match.
fn lines(products: &Products, query: &Query, gap: Option<Gap>, by_maker: bool) -> Vec<ListLine> {
    let found: Vec<usize> = if query.is_empty() {
        (0..products.len()).collect()
    } else {
        products.search(query)
    };
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for product in found {
        let Some(summary) = products.summary(product) else {
            continue;
        };
        if gap.is_some_and(|gap| !gap.takes(summary.mounting)) {
            continue;
        }
        let title = if by_maker {
            summary.manufacturer
        } else {
            TypeHeading::of(summary.category).title()
        };
        // Most products belong to the group of the one before, so look there first.
        match groups.iter_mut().rev().find(|(other, _)| *other == title) {
            Some((_, members)) => members.push(product),
            None => groups.push((title, vec![product])),
        }
    }
    let mut lines = Vec::new();
    for (title, members) in groups {
        lines.push(ListLine::Group {
            title: title.to_owned(),
            count: members.len(),
        });
        lines.extend(members.into_iter().map(ListLine::Product));
    }
    lines
}

/// The rows in view and some more; follows scrolling and the window's size.
fn seen_rows(
    listing: Listing,
    list: NodeRef<html::Ul>,
    lines: Memo<Arc<Vec<ListLine>>>,
) -> Memo<Range<usize>> {
    let Listing {
        scroller, scrolled, ..
    } = listing;
    let resized = window_event_listener(ev::resize, move |_| scrolled.set(()));
    on_cleanup(move || resized.remove());
    list.on_load(move |_| listing.look_again());
    Memo::new(move |_| {
        scrolled.track();
        let count = lines.with(|lines| lines.len());
        let (Some(scroller), Some(list)) = (scroller.get(), list.get()) else {
            return 0..0;
        };
        let (outer, inner) = (
            scroller.get_bounding_client_rect(),
            list.get_bounding_client_rect(),
        );
        let row_at = |y: f64| ((y - inner.top()) / ROW).max(0.0) as usize;
        let start = row_at(outer.top()).saturating_sub(SPARE);
        let end = row_at(outer.bottom()) + 1 + SPARE;
        start.min(count)..end.min(count)
    })
}
