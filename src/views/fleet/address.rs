//! Keeps what is chosen on a page in the address.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::pages::AppPage;
use crate::state::app::App;
use crate::views::ui::dynamic::effect;

/// The choices as the address names them, followed.
type ChoicesTold = Arc<dyn Fn() -> String + Send + Sync>;
/// Takes over what an address names.
type ChoicesTaken = Arc<dyn Fn(&str) + Send + Sync>;

/// Takes over what the address names, now and whenever another one is opened, and names in it what is chosen later.
pub fn keep_choices(app: App, page: AppPage, told: ChoicesTold, take: ChoicesTaken) {
    let inner = app.inner();
    let named = inner.choices.clone();
    // Who comes by the rail finds the page as it was left.
    if named.with_untracked(|named| !named.is_empty()) {
        take(&named.get_untracked());
    }
    // Another page may be shown already, and the choices are those of that one.
    let is_shown = move || app.inner().page.with_untracked(|shown| *shown == page);
    let (followed, known) = (named.clone(), told.clone());
    let tell = move |now: String| {
        if is_shown() && named.with_untracked(|named| *named != now) {
            named.set(now);
        }
    };
    tell(untrack(|| told()));
    effect(move || {
        let named = followed.get();
        if is_shown() && named != untrack(|| known()) {
            take(&named);
        }
    });
    effect(move || tell(told()));
}
