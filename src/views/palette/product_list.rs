//! The list of real products: virtualized, only rows in view are in the page.

use std::ops::Range;
use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{HtmlDivElement, HtmlUListElement};

use super::Wanted;
use super::choice::Choice;
use super::entry::TypeEntry;
use super::filters::clear;
use crate::domain::catalog::families::{Family, Order};
use crate::domain::catalog::products::Products;
use crate::domain::search::{Plan, Query};
use crate::state::app::App;
use crate::state::palette::ProductList;
use crate::state::part::lazy_part;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, flag, nothing, sometimes};
use crate::views::ui::marked::marked;
use crate::views::ui::notice::{Notice, Tone};

/// Height of every row in pixels; the style sheet's `--product-row`.
const ROW: f64 = 46.0;
/// Extra rows above and below the view. A new list gets them one frame later.
const SPARE: usize = 4;

/// The list's inputs from the palette.
#[derive(Clone, Copy)]
pub(super) struct Listing {
    pub(super) wanted: Wanted,
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
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum ListLine {
    /// The heading of a group, by index.
    ProductGroup(usize),
    /// A product, with how many variants of it match.
    Product {
        product: usize,
        variants: usize,
    },
    Variant(usize),
}

/// The contents of the list. Compared by pointer.
struct ShownList {
    found: Arc<MatchingProducts>,
    titles: Vec<(String, usize)>,
    lines: Vec<ListLine>,
    with_makers: bool,
}

#[component]
fn Rows(products: Arc<Products>, listing: Listing) -> impl IntoView {
    let wanted = listing.wanted;
    // `None` is the default: best first in a search, otherwise by manufacturer.
    let chosen = RwSignal::new(None::<Order>);
    let order = Memo::new(move |_| {
        let usual = if wanted.is_searching() {
            Order::Best
        } else {
            Order::Maker
        };
        chosen.get().unwrap_or(usual)
    });
    let unfolded = RwSignal::new(Vec::<usize>::new());
    let shown = {
        let products = products.clone();
        let found = Memo::new_with_compare(
            move |_| {
                let plan = wanted.typed.with(|typed| products.plan(&Query::new(typed)));
                let families = wanted
                    .filter
                    .with(|filter| products.families(&plan, filter));
                Arc::new(MatchingProducts {
                    products: products.clone(),
                    plan,
                    families,
                })
            },
            |_, _| true,
        );
        Memo::new_with_compare(
            move |_| {
                found.with(|found| {
                    unfolded.with(|unfolded| Arc::new(found.shown(order.get(), unfolded)))
                })
            },
            |_, _| true,
        )
    };
    let list = NodeRef::<html::Ul>::new();
    let count = Memo::new(move |_| shown.with(|shown| shown.lines.len()));
    let seen = seen_rows(listing, list, shown);
    let above = Signal::derive(move || pixels(seen.get().start));
    let below = Signal::derive(move || pixels(count.get().saturating_sub(seen.get().end)));
    let row = RowSource {
        products: StoredValue::new(products),
        shown,
        unfolded,
    };
    view! {
        <Choice
            label="Sort by"
            options=Signal::stored(Order::ALL.map(order_words).to_vec())
            chosen=Signal::derive(move || place_of(order.get()))
            on_choose=Callback::new(move |place: usize| chosen.set(Order::ALL.get(place).copied()))
        />
        {dynamic(move || {
            if count.get() > 0 {
                return nothing();
            }
            let words = if wanted.is_filtered() { "No products found with these filters" } else { "No products found" };
            let clear = wanted.is_filtered().then(|| clear(wanted.chosen));
            view! { <p class="none" role="status">{words}</p> {clear} }.into_any()
        })}
        <ul class="rows" node_ref=list>
            <li class="space" aria-hidden="true" style:height=above></li>
            <For
                each=move || {
                    let range = seen.get();
                    shown.with(|shown| {
                        let lines = shown.lines.get(range).unwrap_or_default().iter();
                        lines.map(|line| (shown.key(*line), *line, shown.with_makers)).collect::<Vec<_>>()
                    })
                }
                key=|(key, line, with_makers)| (key.clone(), *line, *with_makers)
                let:line
            >
                {row.view(line.1, line.2)}
            </For>
            <li class="space" aria-hidden="true" style:height=below></li>
        </ul>
    }
}

fn pixels(rows: usize) -> String {
    format!("{}px", rows as f64 * ROW)
}

fn order_words(order: Order) -> String {
    match order {
        Order::Best => "Best match",
        Order::Maker => "By maker",
        Order::Category => "By category",
        Order::Name => "By name",
    }
    .to_owned()
}

fn place_of(order: Order) -> usize {
    Order::ALL
        .iter()
        .position(|other| *other == order)
        .unwrap_or(0)
}

/// The products that match, before they are put in order.
struct MatchingProducts {
    products: Arc<Products>,
    plan: Plan,
    families: Vec<Family>,
}

impl MatchingProducts {
    fn shown(self: &Arc<Self>, order: Order, unfolded: &[usize]) -> ShownList {
        let mut shown = ShownList {
            found: self.clone(),
            titles: Vec::new(),
            lines: Vec::new(),
            with_makers: order != Order::Maker,
        };
        for group in self.products.grouped(self.families.clone(), order) {
            if let Some(title) = group.title {
                shown.lines.push(ListLine::ProductGroup(shown.titles.len()));
                shown.titles.push((title.to_owned(), group.families.len()));
            }
            for family in group.families {
                shown.lines.push(ListLine::Product {
                    product: family.lead,
                    variants: family.variants.len(),
                });
                if unfolded.contains(&family.lead) {
                    shown
                        .lines
                        .extend(family.variants.into_iter().map(ListLine::Variant));
                }
            }
        }
        shown
    }
}

impl ShownList {
    /// A heading's title and count, so that it is rebuilt when they change.
    fn key(&self, line: ListLine) -> Option<(String, usize)> {
        match line {
            ListLine::ProductGroup(place) => self.titles.get(place).cloned(),
            ListLine::Product { .. } | ListLine::Variant(_) => None,
        }
    }
}

/// A product with the button for its variants, or one of these.
enum RowKind {
    Product(Option<AnyView>),
    Variant,
}

/// Makes the rows.
#[derive(Clone, Copy)]
struct RowSource {
    products: StoredValue<Arc<Products>>,
    shown: Memo<Arc<ShownList>>,
    unfolded: RwSignal<Vec<usize>>,
}

impl RowSource {
    fn view(self, line: ListLine, with_maker: bool) -> AnyView {
        match line {
            ListLine::ProductGroup(place) => {
                let title = self
                    .shown
                    .with_untracked(|shown| shown.titles.get(place).cloned());
                let (title, count) = title.unwrap_or_default();
                view! {
                    <li class="group">
                        <h4>{title}</h4>
                        <span class="count">{count}</span>
                    </li>
                }
                .into_any()
            }
            ListLine::Product { product, variants } => {
                let more = (variants > 0).then(|| self.unfold(product, variants));
                self.entry(product, with_maker, RowKind::Product(more))
            }
            ListLine::Variant(product) => self.entry(product, false, RowKind::Variant),
        }
    }

    fn entry(self, product: usize, with_maker: bool, kind: RowKind) -> AnyView {
        let (is_variant, more) = match kind {
            RowKind::Product(more) => (false, more),
            RowKind::Variant => (true, None),
        };
        let Some(device_type) = self
            .products
            .with_value(|products| products.device_type(product))
        else {
            return nothing();
        };
        let apart = self.products.with_value(|products| products.apart(product));
        let model = device_type.model.clone();
        let name = dynamic(move || {
            self.shown
                .with(|shown| marked(&model, &shown.found.plan.marks(&model)))
        });
        view! { <TypeEntry device_type=Arc::new(device_type) name=name with_maker=with_maker apart=apart is_variant=is_variant more=more /> }.into_any()
    }

    /// The button that shows the variants of a product.
    fn unfold(self, product: usize, variants: usize) -> AnyView {
        let unfolded = self.unfolded;
        let is_open = flag(move || unfolded.with(|unfolded| unfolded.contains(&product)));
        let name = self.products.with_value(|products| {
            products
                .summary(product)
                .map(|summary| summary.model.to_owned())
        });
        let word = if variants == 1 { "variant" } else { "variants" };
        let label = format!("{variants} more {word} of {}", name.unwrap_or_default());
        let toggle = move |_| {
            unfolded.update(
                |unfolded| match unfolded.iter().position(|other| *other == product) {
                    Some(place) => drop(unfolded.remove(place)),
                    None => unfolded.push(product),
                },
            );
        };
        view! {
            <button
                type="button"
                class="variants"
                aria-label=label.clone()
                title=label
                aria-expanded=sometimes(move || Some(if is_open.get() { "true" } else { "false" }))
                on:click=toggle
            >
                {format!("+{variants}")}
            </button>
        }
        .into_any()
    }
}

/// Position of the list in the scrolling element, in pixels.
#[derive(Clone, Copy)]
struct ListPlace {
    /// Distance from the top of the visible area to the list; negative once it is scrolled.
    top: f64,
    seen_height: f64,
}

impl ListPlace {
    /// Forces a layout of the page.
    fn of(scroller: &HtmlDivElement, list: &HtmlUListElement) -> Self {
        let (outer, inner) = (
            scroller.get_bounding_client_rect(),
            list.get_bounding_client_rect(),
        );
        Self {
            top: inner.top() - outer.top(),
            seen_height: outer.height(),
        }
    }

    fn rows(self, count: usize, spare: usize) -> Range<usize> {
        let row_at = |y: f64| ((y - self.top) / ROW).max(0.0) as usize;
        let start = row_at(0.0).saturating_sub(spare);
        let end = row_at(self.seen_height) + 1 + spare;
        start.min(count)..end.min(count)
    }
}

/// The rows in view and some more; tracks scrolling and the window's size.
///
/// A new list is assumed to be where the last one was, and measured in the next frame: measuring it at once would lay out the page twice
/// for each letter.
fn seen_rows(
    listing: Listing,
    list: NodeRef<html::Ul>,
    shown: Memo<Arc<ShownList>>,
) -> Memo<Range<usize>> {
    let Listing {
        scroller, scrolled, ..
    } = listing;
    let resized = window_event_listener(ev::resize, move |_| scrolled.set(()));
    on_cleanup(move || resized.remove());
    list.on_load(move |_| listing.look_again());
    let last = StoredValue::new(None::<(Arc<ShownList>, ListPlace)>);
    Memo::new(move |_| {
        scrolled.track();
        let shown = shown.get();
        let count = shown.lines.len();
        let (Some(scroller), Some(list)) = (scroller.get(), list.get()) else {
            return 0..0;
        };
        let measured = last.with_value(|last| match last {
            Some((of, place)) if !Arc::ptr_eq(of, &shown) => Some(*place),
            _ => None,
        });
        let place = measured.unwrap_or_else(|| ListPlace::of(&scroller, &list));
        last.set_value(Some((shown, place)));
        if measured.is_some() {
            listing.look_again();
            place.rows(count, 0)
        } else {
            place.rows(count, SPARE)
        }
    })
}
