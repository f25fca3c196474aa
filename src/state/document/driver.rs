//! Tells the machine of the open layout what happens, and carries out what it asks for.

use leptos::prelude::*;

use super::recovery;
use crate::document::machine::editing::editing;
use crate::document::machine::event::{
    Ask, Editing, Effect, Event, Outcome, ReadCall, Token, WriteCall,
};
use crate::domain::ids::HubId;
use crate::domain::layout::Layout;
use crate::domain::placement::Refusal;
use crate::shell::clock;
use crate::shell::documents::{ask_to_persist, room};
use crate::shell::task::spawn;
use crate::state::app::App;
use crate::state::part::{NotLoaded, lazy_part};

lazy_part!(editor: fn load_editing() -> Editing = editing);
lazy_part!(editor: fn load_write() -> fn(App, Token, WriteCall) = write);

fn write(app: App, token: Token, call: WriteCall) {
    spawn(async move {
        let Some(inner) = app.try_inner() else { return };
        let answer = call.perform(&inner.document.store).await;
        app.dispatch(Event::Answered(token, answer));
    });
}

impl App {
    /// Tells the machine what happens. What it asks for is carried out after all that it asked for before.
    pub(super) fn dispatch(&self, event: Event) {
        let Some(inner) = self.try_inner() else {
            return;
        };
        let now = clock::now();
        let effects = inner.document.machine.borrow_mut().step(event, now);
        self.carry_out_all(effects);
    }

    /// Asks the machine for something; resolves to what came of it.
    pub(super) async fn ask(&self, event: impl FnOnce(Ask) -> Event) -> Outcome {
        let (ask, answer) = self.inner().document.asks.begin();
        self.dispatch(event(ask));
        answer.await
    }

    /// Edits at once: for code of the parts for which the editing half is loaded.
    pub(super) fn edit(&self, event: Event) -> Result<(), Refusal> {
        self.dispatch(Event::EditingLoaded(editing));
        let inner = self.inner();
        let now = clock::now();
        let effects = inner.document.machine.borrow_mut().step(event, now);
        let refusal = effects.iter().find_map(|effect| match effect {
            Effect::Refuse(refusal) => Some(refusal.clone()),
            _ => None,
        });
        self.carry_out_all(effects);
        refusal.map_or(Ok(()), Err)
    }

    fn carry_out_all(&self, effects: Vec<Effect>) {
        let app = *self;
        let inner = self.inner();
        let queue = &inner.document.queue;
        queue.run(effects, &|effect| app.carry_out(effect));
    }

    fn carry_out(&self, effect: Effect) {
        let Some(inner) = self.try_inner() else {
            return;
        };
        let document = &inner.document;
        match effect {
            Effect::LoadEditing => self.load_editing(),
            Effect::Read(token, call) => self.read(token, call),
            Effect::Write(token, call) => self.write(token, call),
            Effect::StartTimer(token, milliseconds) => {
                let app = *self;
                spawn(async move {
                    clock::sleep(milliseconds).await;
                    app.dispatch(Event::Timer(token));
                });
            }
            Effect::ReadRecovery(token, key) => {
                self.dispatch(Event::RecoveryRead(token, recovery::read(&key)));
            }
            Effect::WriteRecovery { key, edits, texts } => {
                let is_written = recovery::write(&key, &texts);
                self.dispatch(Event::RecoveryWritten {
                    key,
                    edits,
                    is_written,
                });
            }
            Effect::RemoveRecovery(key) => recovery::remove(&key),
            Effect::Broadcast(announcement) => document.tabs.tell(&announcement.write()),
            Effect::Show(snapshot) => {
                inner.live.set_layout(snapshot.clone());
                document.snapshot.set(snapshot);
                self.prune_selection();
            }
            Effect::ShowNothing => document.snapshot.set(Default::default()),
            Effect::StepsChanged => document.snapshot.notify(),
            Effect::ShowSaving(saving) => document.saving.set(saving),
            Effect::Say(words) => self.say(words),
            Effect::Refuse(refusal) => self.say(refusal.to_string()),
            Effect::Report(report) => {
                document.reported_text.set(report.quarantined);
                document.report.set(Some(report.problem));
            }
            Effect::DropReport => {
                document.reported_text.set(None);
                document.report.set(None);
            }
            Effect::Answer(ask, outcome) => document.asks.answer(ask, outcome),
            Effect::LookAtRoom => self.look_at_room(),
            Effect::ShowRoom { is_short } => document.room_is_short.set(is_short),
            Effect::AskToPersist => spawn(ask_to_persist()),
        }
    }

    fn load_editing(&self) {
        let app = *self;
        spawn(async move {
            app.dispatch(match load_editing().await {
                Ok(editing) => Event::EditingLoaded(editing),
                Err(NotLoaded) => Event::EditingNotLoaded,
            });
        });
    }

    fn read(&self, token: Token, call: ReadCall) {
        let app = *self;
        spawn(async move {
            let Some(inner) = app.try_inner() else { return };
            let answer = call.perform(&inner.document.store).await;
            app.dispatch(Event::Answered(token, answer));
        });
    }

    fn write(&self, token: Token, call: WriteCall) {
        let app = *self;
        spawn(async move {
            match load_write().await {
                Ok(write) => write(app, token, call),
                Err(NotLoaded) => {
                    let answer = call.not_tried("a part of the program did not load");
                    app.dispatch(Event::Answered(token, answer));
                }
            }
        });
    }

    fn look_at_room(&self) {
        let app = *self;
        spawn(async move {
            let is_short = room().await.is_some_and(|room| room.is_short());
            app.dispatch(Event::Room { is_short });
        });
    }

    /// Opens the layout of the hub that was open last. `false` when there is none that can be read, and one may be made.
    pub(in crate::state) async fn open_saved_layout(&self) -> bool {
        self.ask(|ask| Event::Open { ask }).await != Outcome::NothingStored
    }

    /// Shows and saves a layout made for a hub that has none.
    pub(in crate::state) fn adopt_layout(&self, layout: Layout) {
        self.dispatch(Event::Adopt(Box::new(layout)));
    }

    /// Closes what is open, and saves it to the end; `next` is whose layouts come next.
    pub(in crate::state) fn close_document(&self, next: Option<HubId>) {
        self.dispatch(Event::Close { next });
    }

    /// Loads the part for changing layouts, so that the first change need not wait for it.
    pub fn expect_changes(&self) {
        spawn(async {
            // Where it fails, the first change tries again.
            let _ = load_editing().await;
        });
    }
}
