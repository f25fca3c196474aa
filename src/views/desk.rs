//! The views that follow the first picture of the racks. They are in two parts, loaded after the first request to the hub: first the
//! interaction, then what surrounds the racks. See `desk_part` and `session_part`.

use leptos::prelude::*;

use super::canvas::stage::Stage;
use super::ui::dynamic::{dynamic, nothing};
use super::ui::lazy::loaded_later;
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
    PillWords,
    RackDetails(RackId),
    Rail,
    SelectionBar,
    SelectionPanel,
    Toasts,
    Tools,
}

/// Makes the views that a part has; `None` for those of the other part.
pub type DeskViews = fn(DeskView) -> Option<AnyView>;

/// Both parts, once they are loaded.
#[derive(Clone, Copy)]
pub struct DeskPart {
    first: RwSignal<Option<DeskViews>>,
    second: RwSignal<Option<DeskViews>>,
}

impl DeskPart {
    /// Provides the parts to all components below the current one, and loads the first.
    pub fn provide(load: fn() -> Loading<DeskViews>) {
        provide_context(Self {
            first: loaded_later(load),
            second: RwSignal::new(None),
        });
    }

    pub fn expect() -> Self {
        expect_context()
    }

    pub fn is_loaded(self) -> bool {
        self.first.with_untracked(Option::is_some)
    }

    /// Sets the second part, once it is loaded.
    pub fn complete(self, second: DeskViews) {
        self.second.set(Some(second));
    }

    /// The view, once its part is loaded; tracked.
    pub fn show(self, view: DeskView) -> Option<AnyView> {
        let of = |part: RwSignal<Option<DeskViews>>| part.get().and_then(|show| show(view));
        of(self.first).or_else(|| of(self.second))
    }
}

/// A view that follows the first picture. Until its part is loaded, an empty element with this class reserves its space; without a class
/// there is none.
pub fn later(class: &'static str, view: DeskView) -> AnyView {
    let desk = DeskPart::expect();
    dynamic(move || match desk.show(view) {
        Some(view) => view,
        None if class.is_empty() => nothing(),
        None => view! { <div class=class></div> }.into_any(),
    })
}
