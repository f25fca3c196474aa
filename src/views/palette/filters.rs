//! The filters of the lists, as a row of small controls.

use leptos::prelude::*;

use super::choice::Choice;
use crate::domain::catalog::filter::{HeightFilter, TypeFilter, WidthFilter};
use crate::domain::catalog::heading::TypeHeading;
use crate::domain::format;
use crate::domain::layout::{Depth, RackWidth, Width};
use crate::state::app::App;
use crate::state::palette::ProductList;
use crate::state::part::lazy_part;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::optional;

lazy_part!(catalog: pub(super) fn load_filters() -> fn(RwSignal<TypeFilter>) -> AnyView = filters);

const DEPTHS: [Depth; 2] = [Depth::Half, Depth::Full];

fn filters(chosen: RwSignal<TypeFilter>) -> AnyView {
    let app = App::expect();
    app.load_products();
    let products = app.inner().palette.products.clone();
    let makers = Memo::new(move |_| {
        products.with(|list| match list {
            ProductList::Ready(products) => {
                products.makers().into_iter().map(str::to_owned).collect()
            }
            _ => Vec::new(),
        })
    });
    let heights = HeightFilter::ALL.map(height_words).to_vec();
    let widths = WidthFilter::ALL.map(width_words).to_vec();
    let headings = TypeHeading::ALL
        .map(|heading| heading.title().to_owned())
        .to_vec();
    let depths = ["Half depth", "Full depth"].map(str::to_owned).to_vec();
    view! {
        <div class="filters" role="group" aria-label="Filters">
            {choice("Height", heights, chosen, |filter, place| filter.height = of(&HeightFilter::ALL, place), |filter| place_of(&HeightFilter::ALL, filter.height))}
            {choice("Width", widths, chosen, |filter, place| filter.width = of(&WidthFilter::ALL, place), |filter| place_of(&WidthFilter::ALL, filter.width))}
            {choice("Depth", depths, chosen, |filter, place| filter.depth = of(&DEPTHS, place), |filter| place_of(&DEPTHS, filter.depth))}
            {choice("Category", headings, chosen, |filter, place| filter.heading = of(&TypeHeading::ALL, place), |filter| place_of(&TypeHeading::ALL, filter.heading))}
            <Choice
                label="Maker"
                options=Signal::derive(move || {
                    std::iter::once("Maker".to_owned()).chain(makers.get()).collect()
                })
                chosen=Signal::derive(move || {
                    let maker = chosen.with(|filter| filter.maker.clone());
                    makers.with(|makers| {
                        makers.iter().position(|other| Some(other) == maker.as_ref()).map_or(0, |place| place + 1)
                    })
                })
                on_choose=Callback::new(move |place: usize| {
                    let maker = place.checked_sub(1).and_then(|place| makers.with_untracked(|makers| makers.get(place).cloned()));
                    chosen.update(|filter| filter.maker = maker);
                })
            />
            {optional(move || (chosen.with(TypeFilter::count) > 0).then(|| clear(chosen)))}
        </div>
    }
    .into_any()
}

/// A button that clears all filters.
pub(super) fn clear(chosen: RwSignal<TypeFilter>) -> AnyView {
    let clear = Callback::new(move |()| chosen.set(TypeFilter::default()));
    view! { <Button class="button quiet clear" label="Clear filters" on_press=clear /> }.into_any()
}

/// The first option is to choose none.
fn choice(
    label: &'static str,
    mut options: Vec<String>,
    chosen: RwSignal<TypeFilter>,
    set: fn(&mut TypeFilter, usize),
    place: fn(&TypeFilter) -> usize,
) -> AnyView {
    options.insert(0, label.to_owned());
    view! {
        <Choice
            label=label
            options=Signal::stored(options)
            chosen=Signal::derive(move || chosen.with(place))
            on_choose=Callback::new(move |place: usize| chosen.update(|filter| set(filter, place)))
        />
    }
    .into_any()
}

fn of<T: Copy>(all: &[T], place: usize) -> Option<T> {
    all.get(place.checked_sub(1)?).copied()
}

fn place_of<T: PartialEq>(all: &[T], chosen: Option<T>) -> usize {
    let place = chosen.and_then(|chosen| all.iter().position(|other| *other == chosen));
    place.map_or(0, |place| place + 1)
}

fn height_words(height: HeightFilter) -> String {
    match height {
        HeightFilter::Exactly(height) => format::height(height),
        HeightFilter::AtLeast(height) => format!("{} and higher", format::height(height)),
        HeightFilter::NoUnits => "0U, no rack mount".to_owned(),
    }
}

fn width_words(width: WidthFilter) -> String {
    match width {
        WidthFilter::Of(Width::Full) => "Full width",
        WidthFilter::Of(Width::Half) => "½ width",
        WidthFilter::Of(Width::Third) => "⅓ width",
        WidthFilter::Rack(RackWidth::Ten) => "10-inch rack",
        WidthFilter::Rack(_) => "Wider rack",
    }
    .to_owned()
}
