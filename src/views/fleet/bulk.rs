//! The bar below the table of systems: actions on the selected ones.

use std::sync::Arc;

use leptos::prelude::*;

use super::picking::{BulkKey, GridSelecting};
use crate::domain::arrange::unlink_systems;
use crate::domain::fleet::{BulkOffer, FleetRow, KeyedRows, RowSelection, SelectionStep};
use crate::domain::ids::SystemRef;
use crate::state::app::App;
use crate::state::dialog::{Dialog, LinkScope};
use crate::views::ui::button::{IconButton, ToggleButton};
use crate::views::ui::dynamic::{effect, optional, text};
use crate::views::ui::focus::focus;
use crate::views::ui::icon::Icon;

/// Actions on several systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BulkAction {
    Link,
    Unlink,
    Pause,
    Resume,
    Alerts,
}

impl BulkAction {
    const ALL: [Self; 5] = [
        Self::Link,
        Self::Unlink,
        Self::Pause,
        Self::Resume,
        Self::Alerts,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::Link => "Link…",
            Self::Unlink => "Unlink",
            Self::Pause => "Pause",
            Self::Resume => "Resume",
            Self::Alerts => "Set alerts",
        }
    }

    /// Its key in the table, and whether it needs Shift.
    const fn key(self) -> (&'static str, bool) {
        match self {
            Self::Link => ("l", false),
            Self::Unlink => ("u", false),
            Self::Pause => ("p", false),
            Self::Resume => ("p", true),
            Self::Alerts => ("t", false),
        }
    }

    const fn shown_key(self) -> &'static str {
        match self {
            Self::Link => "L",
            Self::Unlink => "U",
            Self::Pause => "P",
            Self::Resume => "⇧P",
            Self::Alerts => "T",
        }
    }

    /// The key in the format of `aria-keyshortcuts`.
    const fn spoken_key(self) -> &'static str {
        match self {
            Self::Resume => "Shift+P",
            other => other.shown_key(),
        }
    }

    /// The selected systems to which it applies.
    fn systems(self, offer: &BulkOffer) -> &[SystemRef] {
        match self {
            Self::Link => &offer.unlinked,
            Self::Unlink => &offer.linked,
            Self::Pause => &offer.monitored,
            Self::Resume => &offer.paused,
            Self::Alerts => &offer.watched,
        }
    }

    fn run(self, app: App, offer: &BulkOffer) {
        let systems = self.systems(offer).to_vec();
        match self {
            Self::Link => {
                app.open_dialog(Dialog::LinkDevices(LinkScope::Systems(systems)));
            }
            Self::Unlink => {
                let snapshot = app.inner().document.snapshot().get_untracked();
                if let Some(command) = unlink_systems(&snapshot, &systems) {
                    app.run_soon(command);
                }
            }
            Self::Pause | Self::Resume => app.set_all_monitored(systems, self == Self::Resume),
            Self::Alerts => app.recommend_alerts_on(systems),
        }
    }
}

/// The selection in the table, and the actions offered for it.
#[derive(Clone)]
pub struct Bulk {
    pub selecting: GridSelecting,
    offer: Memo<BulkOffer>,
}

impl Bulk {
    pub fn new(app: App, rows: Memo<KeyedRows<FleetRow>>) -> Self {
        let selection = RwSignal::new(RowSelection::default());
        effect(move || {
            let kept = rows.with(|rows| selection.with_untracked(|before| before.kept_in(rows)));
            if selection.with_untracked(|before| *before != kept) {
                selection.set(kept);
            }
        });
        let offer = Memo::new(move |_| {
            selection.with(|selection| {
                rows.with(|rows| {
                    let all = rows.within(0..rows.count()).iter();
                    let selected = all.filter(|row| selection.has(&row.key()));
                    BulkOffer::of(selected.map(|row| &**row), |of| app.may_change_systems(of))
                })
            })
        });
        let on_key: BulkKey = Arc::new(move |key, shift| {
            let offer = offer.get_untracked();
            let meant = BulkAction::ALL
                .into_iter()
                .find(|action| action.key() == (key, shift) && !action.systems(&offer).is_empty());
            if let Some(action) = meant {
                action.run(app, &offer);
            }
            meant.is_some()
        });
        let on_step = Callback::new(move |step: SelectionStep| {
            rows.with_untracked(|rows| selection.update(|selection| selection.step(step, rows)));
        });
        Self {
            selecting: GridSelecting {
                selection,
                on_step,
                on_key,
                is_tapped: RwSignal::new(false),
            },
            offer,
        }
    }
}

/// The bar, shown while anything is selected; and the selection in words, for screen readers.
pub fn bulk_bar(app: App, bulk: &Bulk) -> AnyView {
    let (selection, offer) = (bulk.selecting.selection, bulk.offer);
    let on_step = bulk.selecting.on_step;
    let words = Memo::new(move |before: Option<&String>| {
        selection.with(|selection| match before {
            // An initially empty selection is not announced.
            None if selection.is_empty() => String::new(),
            Some(before) if before.is_empty() && selection.is_empty() => String::new(),
            _ => selection.words("system", "systems"),
        })
    });
    let is_any = Memo::new(move |_| selection.with(|selection| !selection.is_empty()));
    let clear = Callback::new(move |()| {
        on_step.run(SelectionStep::Nothing);
        focus_table();
    });
    let buttons = move || {
        let buttons = BulkAction::ALL.into_iter().map(|action| {
            optional(move || {
                let count = offer.with(|offer| action.systems(offer).len());
                let all = selection.with(RowSelection::count);
                (count > 0)
                    .then(|| action_button(app, action, offer, (count < all).then_some(count)))
            })
        });
        buttons.collect::<Vec<_>>()
    };
    view! {
        <p class="visually-hidden" role="status">
            {move || words.get()}
        </p>
        {optional(move || {
            is_any
                .get()
                .then(|| {
                    view! {
                        <div
                            class="bulk-bar"
                            role="toolbar"
                            aria-label="Selected systems"
                            on:keydown=move |event| {
                                if event.key() == "Escape" {
                                    event.prevent_default();
                                    event.stop_propagation();
                                    clear.run(());
                                }
                            }
                        >
                            <b>{text(move || format!("{} selected", selection.with(RowSelection::count)))}</b>
                            <span class="rule" aria-hidden="true"></span>
                            {buttons()}
                            <span class="rule" aria-hidden="true"></span>
                            <IconButton icon=Icon::Close label="Clear the selection".to_owned() on_press=clear />
                        </div>
                    }
                })
        })}
    }
    .into_any()
}

/// `of` is the number of selected systems to which it applies, if not all.
fn action_button(
    app: App,
    action: BulkAction,
    offer: Memo<BulkOffer>,
    of: Option<usize>,
) -> AnyView {
    let press = move |_| {
        action.run(app, &offer.get_untracked());
        // The action may remove the button.
        if action != BulkAction::Link {
            focus_table();
        }
    };
    view! {
        <button type="button" class="button quiet" aria-keyshortcuts=action.spoken_key() on:click=press>
            {action.word()}
            {of.map(|count| view! { " " <span class="count">{count}</span> })}
            " "
            <kbd aria-hidden="true">{action.shown_key()}</kbd>
        </button>
    }
    .into_any()
}

fn focus_table() {
    if let Ok(Some(table)) = document().query_selector("table.grid") {
        focus(&table);
    }
}

/// A toggle on narrow pages; while it is on, taps select.
pub fn select_button(bulk: &Bulk) -> AnyView {
    let selecting = bulk.selecting.clone();
    let is_on = selecting.is_tapped;
    let press = Callback::new(move |()| {
        if is_on.get_untracked() {
            selecting.step(SelectionStep::Nothing);
        }
        is_on.update(|is_on| *is_on = !*is_on);
    });
    view! { <ToggleButton label="Select" is_on=is_on on_press=press /> }.into_any()
}
