//! The handle that screens hold: signals to show, actions to call.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::account::{AccountView, Kept};
use super::dialog::Dialog;
use super::document::Document;
use super::drag::InteractionPort;
use super::focus::Focus;
use super::incoming::Incoming;
use super::live::Live;
use super::palette::Palette;
use super::screen::Screen;
use super::theme::{self, Theme};
use super::viewport::Viewport;
use crate::domain::hub_state::HubState;
use crate::domain::ids::DeviceId;
use crate::hub::live::Connections;
use crate::interaction::selection::Selection;
use crate::shell::page::{self, PageEvent};

/// Everything the screens share, for as long as the page lives.
pub struct Inner {
    pub screen: ArcRwSignal<Screen>,
    /// How the app stands with its hubs: the worst of them.
    pub hub: ArcRwSignal<HubState>,
    /// Who is signed in where; `None` on the first page.
    pub account: ArcRwSignal<Option<AccountView>>,
    /// The systems of the connected hubs, and what devices show of them.
    pub live: Live,
    pub document: Document,
    /// Changed by [`App::select`] alone.
    pub selection: ArcReadSignal<Selection>,
    pub(super) set_selection: ArcWriteSignal<Selection>,
    /// Whether a tap or click adds to the selection, or takes away.
    pub selecting: ArcRwSignal<bool>,
    /// The selected device whose panel is open.
    pub opened: ArcRwSignal<Option<DeviceId>>,
    pub focus: Focus,
    pub viewport: Viewport,
    pub(super) interaction: InteractionPort,
    /// What the banner says while a place is picked.
    pub picking: ArcRwSignal<Option<String>>,
    pub palette: Palette,
    pub dialog: ArcRwSignal<Option<Dialog>>,
    /// Files that wait for the dialog that reads them.
    pub incoming: ArcRwSignal<Vec<Incoming>>,
    /// The last thing done, to be read aloud and shown for a moment.
    pub message: ArcRwSignal<Option<String>>,
    /// Dark or light; whatever paints by itself paints anew when it changes.
    pub theme: ArcRwSignal<Theme>,
    /// At most one to a hub.
    pub(super) connections: Connections,
    /// The session that this tab keeps for the next visit.
    pub(super) kept: RefCell<Kept>,
}

/// A handle to all shared state; copied freely into closures.
#[derive(Clone, Copy)]
pub struct App(StoredValue<Rc<Inner>, LocalStorage>);

impl App {
    /// Makes the shared state and hands it to every component below the current one.
    pub fn provide() -> Self {
        let (selection, set_selection) = arc_signal(Selection::Nothing);
        let inner = Rc::new(Inner {
            screen: ArcRwSignal::new(Screen::Start { problem: None }),
            hub: ArcRwSignal::new(HubState::None),
            account: ArcRwSignal::new(None),
            live: Live::new(),
            document: Document::new(),
            selection,
            set_selection,
            selecting: ArcRwSignal::new(false),
            opened: ArcRwSignal::new(None),
            focus: Focus::default(),
            viewport: Viewport::new(),
            interaction: InteractionPort::default(),
            picking: ArcRwSignal::new(None),
            palette: Palette::new(),
            dialog: ArcRwSignal::new(None),
            incoming: ArcRwSignal::new(Vec::new()),
            message: ArcRwSignal::new(None),
            theme: ArcRwSignal::new(theme::current()),
            connections: Connections::default(),
            kept: RefCell::default(),
        });
        let app = Self(StoredValue::new_local(inner));
        provide_context(app);
        page::on_page_event(move |event| app.on_page_event(event));
        app.listen_to_other_tabs();
        app.leave_with_other_tabs();
        app.guard_leaving();
        app
    }

    /// The shared state, inside any component below the one that provided it.
    pub fn expect() -> Self {
        expect_context()
    }

    pub fn inner(&self) -> Rc<Inner> {
        self.0.get_value()
    }

    /// The shared state, for handlers of the browser that may outlive it.
    pub(super) fn try_inner(&self) -> Option<Rc<Inner>> {
        self.0.try_get_value()
    }

    /// Whether the values come from the simulated hub.
    pub fn is_demo(&self) -> bool {
        self.inner()
            .account
            .with_untracked(|account| account.as_ref().is_some_and(AccountView::is_demo))
    }

    pub fn say(&self, message: impl Into<String>) {
        self.inner().message.set(Some(message.into()));
    }

    /// Shows how the app stands with its hubs by now.
    pub(super) fn show_hub_state(&self) {
        let inner = self.inner();
        let state = inner.live.worst_state();
        page::set_root_state("hub", state.root_word());
        if inner.hub.with_untracked(|old| *old != state) {
            inner.hub.set(state);
        }
    }

    fn on_page_event(&self, event: PageEvent) {
        // The handler outlives nothing but the page, yet a panic screen may have disposed of the state.
        let Some(inner) = self.try_inner() else {
            return;
        };
        match event {
            PageEvent::Visible => {
                self.look_for_other_tabs();
                inner.live.refresh_all();
            }
            // Where no recovery copy can be written, the page asks before it closes.
            PageEvent::Hidden | PageEvent::Leaving => {
                self.keep_unsaved();
            }
            PageEvent::Online => {}
        }
        for connection in inner.connections.all() {
            match event {
                PageEvent::Hidden => connection.set_hidden(true),
                PageEvent::Visible => connection.set_hidden(false),
                PageEvent::Online => connection.retry(),
                PageEvent::Leaving => {}
            }
        }
    }
}
