//! What follows the first picture of the racks. It comes as two parts once the hub was asked: first what hands need, then what stands
//! around the racks. What they lead to is in `desk_part` and `session_part`.

use leptos::prelude::*;

use super::canvas::stage::Stage;
use super::ui::dynamic::{dynamic, nothing};
use super::ui::lazy::{ViewMaker, loaded_later};
use crate::domain::ids::RackId;
use crate::state::part::Loading;

/// A view of these parts.
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

/// Both parts, once they are loaded.
#[derive(Clone, Copy)]
pub struct DeskPart {
    show: RwSignal<Option<ViewMaker<DeskView>>>,
    show_around: RwSignal<Option<ViewMaker<DeskView>>>,
}

impl DeskPart {
    /// Hands them to every component below the current one, and loads the first.
    pub fn provide(load: fn() -> Loading<ViewMaker<DeskView>>) {
        provide_context(Self {
            show: loaded_later(load),
            show_around: RwSignal::new(None),
        });
    }

    pub fn expect() -> Self {
        expect_context()
    }

    pub fn is_loaded(self) -> bool {
        self.show.with_untracked(Option::is_some)
    }

    /// Tracked: whether the first part is loaded.
    pub fn show(self, view: DeskView) -> Option<AnyView> {
        self.show.get().map(|show| show(view))
    }

    /// The second part is loaded.
    pub fn complete(self, show_around: ViewMaker<DeskView>) {
        self.show_around.set(Some(show_around));
    }

    /// A view of the second part. Tracked: whether that is loaded.
    pub fn show_around(self, view: DeskView) -> Option<AnyView> {
        self.show_around.get().map(|show| show(view))
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
