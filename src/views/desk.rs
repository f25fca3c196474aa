//! What follows the first picture of the racks. It comes as one part, which is loaded once the hub was asked. What it leads to is
//! in `desk_part`.

use leptos::prelude::*;

use super::canvas::stage::Stage;
use super::ui::dynamic::{dynamic, nothing};
use super::ui::lazy::{ViewMaker, loaded_later};
use crate::domain::ids::RackId;
use crate::state::part::Loading;

/// A view of that part.
#[derive(Clone, Copy)]
pub enum DeskView {
    Banners,
    Beginning,
    ContextMenu,
    Dialogs,
    EmptyRacks,
    FilterBox,
    Interaction(Stage),
    LayoutsMenu,
    LensBar,
    LensLegend,
    Pages,
    PhoneBar,
    RackSummary(RackId),
    Rail,
    SelectionBar,
    SelectionPanel,
    Toasts,
    Tools,
    UpdateAge,
}

/// The part, once it is loaded.
#[derive(Clone, Copy)]
pub struct DeskPart(RwSignal<Option<ViewMaker<DeskView>>>);

impl DeskPart {
    /// Hands it to every component below the current one.
    pub fn provide(load: fn() -> Loading<ViewMaker<DeskView>>) {
        provide_context(Self(loaded_later(load)));
    }

    pub fn expect() -> Self {
        expect_context()
    }

    pub fn is_loaded(self) -> bool {
        self.0.with_untracked(Option::is_some)
    }

    /// Tracked: whether the part is loaded.
    pub fn show(self, view: DeskView) -> Option<AnyView> {
        self.0.get().map(|show| show(view))
    }
}

/// A view that follows the first picture. Until its part is loaded, an empty element of this class keeps its place; without a class
/// there is none.
pub fn later(class: &'static str, view: DeskView) -> AnyView {
    let desk = DeskPart::expect();
    dynamic(move || match desk.show(view) {
        Some(view) => view,
        None if class.is_empty() => nothing(),
        None => view! { <div class=class></div> }.into_any(),
    })
}
