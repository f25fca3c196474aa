//! The root: makes the services, joins them, and gives the screens one handle to all of them. No service knows it; what needs
//! several of them is in [`super::actions`].

use std::any::Any;
use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::acknowledging::Acknowledging;
use super::dialog::Dialog;
use super::dismissals::Dismissals;
use super::document::{Document, DocumentHost};
use super::event_log::EventSource;
use super::filtering::Filtering;
use super::focus::Focus;
use super::incoming::Incoming;
use super::interaction_port::InteractionPort;
use super::lensing::Lensing;
use super::live::Live;
use super::messages::Messages;
use super::monitors::MonitorPort;
use super::notifications::Notifications;
use super::palette::Palette;
use super::pictures::DevicePictures;
use super::screen::Screen;
use super::selection::SelectionState;
use super::sessions::Sessions;
use super::theme::{self, Theme};
use super::viewport::Viewport;
use crate::domain::account::AccountView;
use crate::domain::hub_state::HubState;
use crate::domain::ids::DeviceId;
use crate::domain::layout::Snapshot;
use crate::domain::pages::AppPage;
use crate::domain::toasts::ToastSubject;
use crate::interaction::selection::Selection;
use crate::shell::page::{self, PageEvent};

/// Everything the screens share, for as long as the page lives.
pub struct Inner {
    pub screen: ArcRwSignal<Screen>,
    /// Which page of the signed-in app is shown.
    pub page: ArcRwSignal<AppPage>,
    /// The state of the hubs: the worst one.
    pub hub: ArcRwSignal<HubState>,
    /// The signed-in account; `None` on the start page.
    pub account: ArcRwSignal<Option<AccountView>>,
    /// The systems of the connected hubs, and what devices show of them.
    pub live: Rc<Live>,
    pub document: Rc<Document>,
    pub(super) sessions: Rc<Sessions>,
    /// Changed by [`App::select`] alone.
    pub selection: ArcReadSignal<Selection>,
    pub(super) selection_state: SelectionState,
    /// Whether a tap or click adds to the selection, or takes away.
    pub selecting: ArcRwSignal<bool>,
    /// Whether the selection lasts only as long as a phone's menu.
    pub selected_for_menu: ArcRwSignal<bool>,
    /// The selected device whose panel is open.
    pub opened: ArcRwSignal<Option<DeviceId>>,
    /// The id of the tab that its panel shows; empty for the first one.
    pub tab: ArcRwSignal<String>,
    /// What part of time its charts show, as the address names it; empty for the usual one.
    pub range: ArcRwSignal<String>,
    /// What is chosen on the page that is shown, as the address names it.
    pub choices: ArcRwSignal<String>,
    pub focus: Focus,
    /// Events since the page was opened, once they are recorded.
    pub events: OnceCell<Rc<dyn EventSource>>,
    /// The hubs' monitors, once they are followed.
    pub monitors: MonitorPort,
    pub filtering: Filtering,
    pub lensing: Lensing,
    pub viewport: Viewport,
    pub(super) interaction: InteractionPort,
    /// Text of the banner while a place is picked.
    pub picking: ArcRwSignal<Option<String>>,
    pub palette: Palette,
    /// The pictures of devices.
    pub pictures: DevicePictures,
    pub dialog: ArcRwSignal<Option<Dialog>>,
    /// Files that wait for the dialog that reads them.
    pub incoming: ArcRwSignal<Vec<Incoming>>,
    pub messages: Messages,
    /// Notifications about systems that go down while the page is not visible.
    pub notifications: Rc<Notifications>,
    /// Made by [`App::acknowledging`].
    pub(super) acknowledging: OnceCell<Rc<Acknowledging>>,
    /// Made by [`App::following`]; type-erased to keep its type out of the first load.
    pub(super) following: OnceCell<Rc<dyn Any>>,
    /// Keeps what is known for the next visit, from when [`App::follow_visits`] started it.
    pub(super) visits: OnceCell<Rc<dyn Any>>,
    /// Shares the browser's connections with other tabs, from when [`App::share_streams`] started it.
    pub(super) stream_leases: OnceCell<Rc<dyn Any>>,
    /// What the user has settled and need not be told again.
    pub dismissals: Dismissals,
    /// Dark or light; canvases repaint when it changes.
    pub theme: ArcRwSignal<Theme>,
}

/// A handle to all shared state; copied freely into closures.
#[derive(Clone, Copy)]
pub struct App(StoredValue<Rc<Inner>, LocalStorage>);

impl App {
    /// Makes the shared state and provides it to all components below the current one.
    pub fn provide() -> Self {
        let messages = Messages::new();
        let selection = SelectionState::new();
        let live = Rc::new(Live::new());
        let document = Document::new(Rc::new(Host {
            messages: messages.clone(),
            selection: selection.clone(),
            live: live.clone(),
        }));
        let sessions = Sessions::new(live.clone(), document.clone(), messages.clone());
        let inner = Rc::new(Inner {
            screen: sessions.screen.clone(),
            page: ArcRwSignal::default(),
            hub: sessions.hub.clone(),
            account: sessions.account.clone(),
            live,
            document,
            sessions,
            selection: selection.selection(),
            opened: selection.opened(),
            tab: ArcRwSignal::default(),
            range: ArcRwSignal::default(),
            choices: ArcRwSignal::default(),
            selection_state: selection,
            selecting: ArcRwSignal::new(false),
            selected_for_menu: ArcRwSignal::new(false),
            focus: Focus::default(),
            events: OnceCell::new(),
            monitors: MonitorPort::new(),
            filtering: Filtering::default(),
            lensing: Lensing::default(),
            viewport: Viewport::new(),
            interaction: InteractionPort::default(),
            picking: ArcRwSignal::new(None),
            palette: Palette::new(),
            pictures: DevicePictures::new(),
            dialog: ArcRwSignal::new(None),
            incoming: ArcRwSignal::new(Vec::new()),
            messages,
            notifications: Rc::default(),
            acknowledging: OnceCell::new(),
            following: OnceCell::new(),
            visits: OnceCell::new(),
            stream_leases: OnceCell::new(),
            dismissals: Dismissals::default(),
            theme: ArcRwSignal::new(theme::current()),
        });
        inner.listen();
        let app = Self(StoredValue::new_local(inner));
        provide_context(app);
        app
    }

    /// The shared state, inside any component below the one that provided it.
    pub fn expect() -> Self {
        expect_context()
    }

    pub fn inner(&self) -> Rc<Inner> {
        self.0.get_value()
    }

    pub fn say(&self, message: impl Into<String>) {
        self.inner().messages.say(message);
    }

    /// Announces a message to screen readers only.
    pub fn announce(&self, message: String) {
        self.inner().messages.announce(message);
    }
}

impl Inner {
    /// Follows the page and other tabs, for as long as this lives.
    fn listen(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        page::on_page_event(move |event| {
            if let Some(inner) = weak.upgrade() {
                inner.on_page_event(event);
            }
        });
        self.document.listen_to_other_tabs();
        self.sessions.leave_with_other_tabs();
        self.document.guard_leaving();
    }

    fn on_page_event(&self, event: PageEvent) {
        match event {
            PageEvent::Visible => {
                self.document.look_for_other_tabs();
                self.live.refresh_all();
            }
            // If no recovery copy can be written, the page asks before it closes.
            PageEvent::Hidden | PageEvent::Leaving => {
                self.document.keep_unsaved();
            }
            PageEvent::Online => {}
        }
        for connection in self.sessions.connections.all() {
            match event {
                PageEvent::Hidden => connection.set_hidden(true),
                PageEvent::Visible => connection.set_hidden(false),
                PageEvent::Online => connection.retry(),
                PageEvent::Leaving => {}
            }
        }
    }
}

/// Connects the open layout to the screens.
struct Host {
    messages: Messages,
    selection: SelectionState,
    live: Rc<Live>,
}

impl DocumentHost for Host {
    fn say(&self, words: String) {
        self.messages.say(words);
    }

    fn say_step(&self, words: String, can_undo: bool) {
        let about = if can_undo {
            ToastSubject::Change
        } else {
            ToastSubject::Step
        };
        self.messages.say_about(words, about);
    }

    fn show(&self, snapshot: &Arc<Snapshot>) {
        self.messages.of_layout(snapshot.layout.id);
        self.live.set_layout(snapshot.clone());
        self.selection.prune(&snapshot.layout);
    }
}
