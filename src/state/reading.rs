//! Reads files and links in a separate worker. The page gets their contents; a file that crashes the worker does not affect the page.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use leptos::prelude::*;
use thiserror::Error;

use super::incoming::Incoming;
use super::spawn;
use crate::domain::io::import::batch::{self, Batch, Effect, Event};
use crate::domain::io::import::wire::{self, Received};
use crate::shell::worker::{ReaderMessage, ReaderWorker};
use crate::shell::{clock, page};

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadFailure {
    /// It contains nothing that can be read.
    #[error("{0}")]
    Content(String),
    #[error("{0}")]
    Reader(#[from] batch::NotRead),
}

/// A file, and what it holds.
pub struct ReadFile {
    pub name: String,
    pub result: Result<Received, ReadFailure>,
}

/// The progress of reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The name of the file that is read.
    pub name: String,
    /// Its index, and the number of files.
    pub file: usize,
    pub files: usize,
    /// In an archive: the entries read so far, and their total.
    pub entries: Option<(usize, usize)>,
}

/// Receives the result for each file.
type OnDone = Box<dyn FnOnce(Vec<ReadFile>)>;

/// Reads files in the background. Dropping it stops the reading.
pub struct ReadingTask(Rc<Inner>);

struct Inner {
    batch: RefCell<Batch>,
    files: Vec<Incoming>,
    results: RefCell<Vec<Option<Result<Received, ReadFailure>>>>,
    reader: RefCell<Option<ReaderWorker>>,
    progress: ArcRwSignal<Progress>,
    on_done: RefCell<Option<OnDone>>,
}

impl ReadingTask {
    /// Reads files that were opened together. `on_done` gets one result per file, in the same order.
    pub fn start(files: Vec<Incoming>, on_done: impl FnOnce(Vec<ReadFile>) + 'static) -> Self {
        let progress = Progress {
            name: files
                .first()
                .map(|file| file.name.clone())
                .unwrap_or_default(),
            files: files.len(),
            ..Progress::default()
        };
        let inner = Rc::new(Inner {
            batch: RefCell::new(Batch::new(files.len())),
            results: RefCell::new(files.iter().map(|_| None).collect()),
            files,
            reader: RefCell::default(),
            progress: ArcRwSignal::new(progress),
            on_done: RefCell::new(Some(Box::new(on_done))),
        });
        inner.dispatch(Event::Begin);
        Self(inner)
    }

    pub fn progress(&self) -> ArcRwSignal<Progress> {
        self.0.progress.clone()
    }

    /// Stops reading: results so far are kept, the remaining files are not read.
    pub fn cancel(&self) {
        self.0.dispatch(Event::Cancel);
    }
}

impl Inner {
    fn dispatch(self: &Rc<Self>, event: Event) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let effects = self.batch.borrow_mut().step(event, clock::now());
            for effect in effects {
                events.extend(self.carry_out(effect));
            }
        }
    }

    /// Returns the event that follows immediately, if any.
    fn carry_out(self: &Rc<Self>, effect: Effect) -> Option<Event> {
        match effect {
            Effect::Start => {
                let reader = self.start_reader();
                let failed = reader.is_none();
                self.reader.replace(reader);
                return failed.then_some(Event::Broken);
            }
            Effect::Post(file) => self.post(file),
            Effect::Stop => drop(self.reader.take()),
            Effect::WakeAt(at) => self.wake(at.since(clock::now())),
            Effect::NotRead(file, why) => self.keep(file, Err(why.into())),
            Effect::Done => self.finish(),
        }
        None
    }

    /// The page names the worker's script.
    fn start_reader(self: &Rc<Self>) -> Option<ReaderWorker> {
        let script = page::root_state("reader")?;
        let weak = Rc::downgrade(self);
        ReaderWorker::start(&script, move |message| {
            if let Some(inner) = weak.upgrade() {
                inner.on_message(message);
            }
        })
    }

    fn on_message(self: &Rc<Self>, message: ReaderMessage) {
        let event = match message {
            ReaderMessage::Listening => Event::Listening,
            ReaderMessage::Progress { read, of } => {
                self.progress
                    .update(|progress| progress.entries = Some((read, of)));
                Event::Progress
            }
            ReaderMessage::Broken => Event::Broken,
            ReaderMessage::Answer(text, pictures) => match wire::read(&text, pictures) {
                Some(result) => {
                    let file = self.batch.borrow().current();
                    self.keep(file, result.map_err(ReadFailure::Content));
                    Event::Answered
                }
                None => Event::Broken,
            },
        };
        self.dispatch(event);
    }

    fn post(&self, file: usize) {
        let Some(incoming) = self.files.get(file) else {
            return;
        };
        self.progress.set(Progress {
            name: incoming.name.clone(),
            file,
            files: self.files.len(),
            entries: None,
        });
        if let Some(reader) = &*self.reader.borrow() {
            reader.post(&incoming.name, &incoming.input);
        }
    }

    fn wake(self: &Rc<Self>, milliseconds: i64) {
        let weak: Weak<Self> = Rc::downgrade(self);
        let delay = u32::try_from(milliseconds).unwrap_or_default();
        spawn(async move {
            clock::sleep(delay).await;
            if let Some(inner) = weak.upgrade() {
                inner.dispatch(Event::Time);
            }
        });
    }

    fn keep(&self, file: usize, result: Result<Received, ReadFailure>) {
        if let Some(place) = self.results.borrow_mut().get_mut(file) {
            *place = Some(result);
        }
    }

    fn finish(&self) {
        let Some(on_done) = self.on_done.take() else {
            return;
        };
        let results = self.results.take();
        let outcomes = self.files.iter().zip(results);
        on_done(
            outcomes
                .filter_map(|(file, result)| {
                    let name = file.name.clone();
                    result.map(|result| ReadFile { name, result })
                })
                .collect(),
        );
    }
}
