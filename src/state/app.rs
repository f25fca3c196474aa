//! The handle that screens hold: signals to show, actions to call.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::board::Board;
use super::carry::Carrying;
use super::connection::Connection;
use super::dialog::Dialog;
use super::document::Document;
use super::focus::Focus;
use super::hub_state::HubState;
use super::incoming::Incoming;
use super::palette::Palette;
use super::screen::Screen;
use super::selection::Selection;
use super::signed_in::AccountView;
use super::theme::{self, Theme};
use super::viewport::Viewport;
use crate::domain::ids::DeviceId;
use crate::shell::page::{self, PageEvent};

/// Everything the screens share, for as long as the page lives.
pub struct Inner {
    pub screen: ArcRwSignal<Screen>,
    pub hub: ArcRwSignal<HubState>,
    /// Who is signed in where; `None` on the first page.
    pub account: ArcRwSignal<Option<AccountView>>,
    pub board: Board,
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
    /// What is on its way to a place; the canvas shows where it would go.
    pub carried: ArcRwSignal<Option<Carrying>>,
    pub palette: Palette,
    pub dialog: ArcRwSignal<Option<Dialog>>,
    /// Files that wait for the dialog that reads them.
    pub incoming: ArcRwSignal<Vec<Incoming>>,
    /// The last thing done, to be read aloud and shown for a moment.
    pub message: ArcRwSignal<Option<String>>,
    /// Dark or light; whatever paints by itself paints anew when it changes.
    pub theme: ArcRwSignal<Theme>,
    pub(super) connection: RefCell<Option<Rc<Connection>>>,
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
            board: Board::new(),
            document: Document::new(),
            selection,
            set_selection,
            selecting: ArcRwSignal::new(false),
            opened: ArcRwSignal::new(None),
            focus: Focus::default(),
            viewport: Viewport::new(),
            carried: ArcRwSignal::new(None),
            palette: Palette::new(),
            dialog: ArcRwSignal::new(None),
            incoming: ArcRwSignal::new(Vec::new()),
            message: ArcRwSignal::new(None),
            theme: ArcRwSignal::new(theme::current()),
            connection: RefCell::new(None),
        });
        let app = Self(StoredValue::new_local(inner));
        provide_context(app);
        page::on_page_event(move |event| app.on_page_event(event));
        app.listen_to_other_tabs();
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

    pub(super) fn set_hub_state(&self, state: HubState) {
        let inner = self.inner();
        page::set_root_state("hub", state.root_word());
        inner.board.set_connection(state.for_health());
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
                inner.board.refresh_all();
            }
            // Where nothing can be laid aside, the page asks before it closes.
            PageEvent::Hidden | PageEvent::Leaving => drop(self.lay_unsaved_aside()),
            PageEvent::Online => {}
        }
        let connection = inner.connection.borrow().clone();
        if let Some(connection) = connection {
            connection.on_page_event(event);
        }
    }
}
