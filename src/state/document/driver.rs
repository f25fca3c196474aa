//! Passes events to the machine of the open layout, and carries out its effects.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Document, recovery};
use crate::document::machine::editing::editing;
use crate::document::machine::event::{
    Ask, Editing, Effect, Event, Outcome, ReadCall, RequestToken, WriteCall,
};
use crate::domain::ids::HubId;
use crate::domain::layout::Layout;
use crate::domain::placement::Refusal;
use crate::shell::clock;
use crate::shell::documents::{ask_to_persist, room};
use crate::shell::task::spawn;
use crate::state::part::{NotLoaded, lazy_part};

lazy_part!(change: fn load_editing() -> Editing = editing);
lazy_part!(change: fn load_write() -> fn(Rc<Document>, RequestToken, WriteCall) = write);

fn write(document: Rc<Document>, token: RequestToken, call: WriteCall) {
    spawn(async move {
        let answer = call.perform(&document.store).await;
        document.dispatch(Event::Answered(token, answer));
    });
}

impl Document {
    /// Passes an event to the machine. Its effects are carried out after all earlier ones.
    pub(in crate::state) fn dispatch(self: &Rc<Self>, event: Event) {
        let now = clock::now();
        let effects = self.machine.borrow_mut().step(event, now);
        self.carry_out_all(effects);
    }

    /// Asks the machine for something; resolves to the outcome.
    pub(in crate::state) async fn ask(
        self: &Rc<Self>,
        event: impl FnOnce(Ask) -> Event,
    ) -> Outcome {
        let (ask, answer) = self.asks.begin();
        self.dispatch(event(ask));
        answer.await
    }

    /// Edits at once; for code in the parts that contain the editing half.
    pub(in crate::state) fn edit(self: &Rc<Self>, event: Event) -> Result<(), Refusal> {
        self.dispatch(Event::EditingLoaded(editing));
        let now = clock::now();
        let effects = self.machine.borrow_mut().step(event, now);
        let refusal = effects.iter().find_map(|effect| match effect {
            Effect::Refuse(refusal) => Some(refusal.clone()),
            _ => None,
        });
        self.carry_out_all(effects);
        refusal.map_or(Ok(()), Err)
    }

    fn carry_out_all(self: &Rc<Self>, effects: Vec<Effect>) {
        self.queue.run(effects, &|effect| self.carry_out(effect));
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::LoadEditing => self.load_editing(),
            Effect::Read(token, call) => self.read(token, call),
            Effect::Write(token, call) => self.write(token, call),
            Effect::StartTimer(token, milliseconds) => {
                let this = self.clone();
                spawn(async move {
                    clock::sleep(milliseconds).await;
                    this.dispatch(Event::Timer(token));
                });
            }
            Effect::ReadRecovery(token, key) => {
                self.dispatch(Event::RecoveryRead(token, recovery::found(&key)));
            }
            Effect::WriteRecovery {
                place,
                edits,
                texts,
            } => {
                let is_written = recovery::write(&place, &texts);
                self.dispatch(Event::RecoveryWritten {
                    place,
                    edits,
                    is_written,
                });
            }
            Effect::RemoveRecovery(place) => recovery::remove(&place),
            Effect::Broadcast(announcement) => self.tabs.post(&announcement.write()),
            Effect::Show(snapshot) => {
                self.host.show(&snapshot);
                self.snapshot.set(snapshot);
            }
            Effect::ShowNothing => self.snapshot.set(Default::default()),
            Effect::StepsChanged => self.snapshot.notify(),
            Effect::ShowSaving(saving) => self.saving.set(saving),
            Effect::Say(words) => self.host.say(words),
            Effect::SayStep { words, can_undo } => self.host.say_step(words, can_undo),
            Effect::Refuse(refusal) => self.host.say(refusal.to_string()),
            Effect::Report(report) => {
                self.reported_text.set(report.quarantined);
                self.report.set(Some(report.problem));
            }
            Effect::DropReport => {
                self.reported_text.set(None);
                self.report.set(None);
            }
            Effect::Answer(ask, outcome) => self.asks.answer(ask, outcome),
            Effect::LookAtRoom => self.look_at_room(),
            Effect::ShowRoom { is_short } => self.room_is_short.set(is_short),
            Effect::AskToPersist => spawn(ask_to_persist()),
        }
    }

    fn load_editing(self: &Rc<Self>) {
        let this = self.clone();
        spawn(async move {
            this.dispatch(match load_editing().await {
                Ok(editing) => Event::EditingLoaded(editing),
                Err(NotLoaded) => Event::EditingNotLoaded,
            });
        });
    }

    fn read(self: &Rc<Self>, token: RequestToken, call: ReadCall) {
        let this = self.clone();
        spawn(async move {
            let answer = call.perform(&this.store).await;
            this.dispatch(Event::Answered(token, answer));
        });
    }

    fn write(self: &Rc<Self>, token: RequestToken, call: WriteCall) {
        let this = self.clone();
        spawn(async move {
            match load_write().await {
                Ok(write) => write(this, token, call),
                Err(NotLoaded) => {
                    let answer = call.not_tried("a part of the program did not load");
                    this.dispatch(Event::Answered(token, answer));
                }
            }
        });
    }

    fn look_at_room(self: &Rc<Self>) {
        let this = self.clone();
        spawn(async move {
            let is_short = room().await.is_some_and(|room| room.is_short());
            this.dispatch(Event::Room { is_short });
        });
    }

    /// Opens the layout of the hub that was last open. Returns `false` if there is no readable one, and one may be made.
    pub(in crate::state) async fn open_saved_layout(self: &Rc<Self>) -> bool {
        self.ask(|ask| Event::Open { ask }).await != Outcome::NothingStored
    }

    /// Shows and saves a layout made for a hub that has none.
    pub(in crate::state) fn adopt_layout(self: &Rc<Self>, layout: Layout) {
        self.dispatch(Event::Adopt(Box::new(layout)));
    }

    /// Closes the open layout and finishes saving it; `next` is the hub whose layouts come next.
    pub(in crate::state) fn close_document(self: &Rc<Self>, next: Option<HubId>) {
        self.dispatch(Event::Close { next });
    }

    /// Loads the part for changing layouts, so that the first change need not wait for it.
    pub(in crate::state) async fn expect_changes(self: &Rc<Self>) {
        // If it fails, the first change tries again.
        if let Ok(editing) = load_editing().await {
            self.dispatch(Event::EditingLoaded(editing));
        }
    }
}
