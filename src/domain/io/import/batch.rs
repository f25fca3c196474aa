//! Reads files one after another in a reader (a worker beside the page). If the reader fails at a file, it is stopped and the next file
//! gets a fresh one. It is also stopped after the last file, which frees its memory.

use thiserror::Error;

use crate::domain::units::Millis;

/// Time allowed for the reader to load and start, in milliseconds.
const START_TIMEOUT: i64 = 30_000;
/// Time without progress after which reading a file counts as stuck, in milliseconds.
const READ_TIMEOUT: i64 = 60_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Begin,
    /// The reader has started and accepts files.
    Listening,
    /// The reader is working on the current file.
    Progress,
    /// The reader has answered for the current file.
    Answered,
    /// The reader has failed, or did not load.
    Broken,
    /// The time of an [`Effect::WakeAt`] has come.
    Time,
    /// The user canceled.
    Cancel,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Start a reader; none is running.
    Start,
    /// Send the file with this index to the reader.
    Post(usize),
    /// Stop the reader. It reports nothing afterwards.
    Stop,
    WakeAt(Millis),
    /// The file with this index was not read.
    NotRead(usize, NotRead),
    /// Every file was answered or given up; the last effect.
    Done,
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotRead {
    #[error(
        "The part of the program that reads files did not load. Check the connection to this site, then try again"
    )]
    NotLoaded,
    #[error(
        "Reading this file failed: there is not enough memory for it, or the reader has a fault. Nothing was changed"
    )]
    Broken,
    #[error("Reading this file was stopped: it took longer than a minute")]
    TimedOut,
    #[error("Canceled")]
    Canceled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReaderState {
    None,
    Starting,
    Reading,
    Done,
}

/// The files of one import, identified by index (`0..files`) and read in that order.
#[derive(Clone, Debug)]
pub struct Batch {
    files: usize,
    current: usize,
    reader: ReaderState,
    /// When the reader counts as stuck.
    deadline: Millis,
}

impl Batch {
    pub const fn new(files: usize) -> Self {
        Self {
            files,
            current: 0,
            reader: ReaderState::None,
            deadline: Millis(0),
        }
    }

    /// The index of the file being read or read next; the number of files at the end.
    pub const fn current(&self) -> usize {
        self.current
    }

    pub fn step(&mut self, event: Event, now: Millis) -> Vec<Effect> {
        match (event, self.reader) {
            (_, ReaderState::Done) => Vec::new(),
            (Event::Begin, ReaderState::None) => self.start_or_finish(now),
            (Event::Listening, ReaderState::Starting) => {
                self.reader = ReaderState::Reading;
                vec![self.wait(now, READ_TIMEOUT), Effect::Post(self.current)]
            }
            (Event::Progress, ReaderState::Reading) => {
                self.deadline = now.plus(READ_TIMEOUT);
                Vec::new()
            }
            (Event::Answered, ReaderState::Reading) => self.answered(now),
            (Event::Broken, ReaderState::Starting) => self.give_up(NotRead::NotLoaded),
            (Event::Broken, ReaderState::Reading) => self.fail(NotRead::Broken, now),
            (Event::Time, ReaderState::Starting | ReaderState::Reading) => self.on_time(now),
            (Event::Cancel, _) => self.give_up(NotRead::Canceled),
            _ => Vec::new(),
        }
    }

    fn wait(&mut self, now: Millis, timeout: i64) -> Effect {
        self.deadline = now.plus(timeout);
        Effect::WakeAt(self.deadline)
    }

    fn start_or_finish(&mut self, now: Millis) -> Vec<Effect> {
        if self.current == self.files {
            self.reader = ReaderState::Done;
            return vec![Effect::Done];
        }
        self.reader = ReaderState::Starting;
        vec![self.wait(now, START_TIMEOUT), Effect::Start]
    }

    fn answered(&mut self, now: Millis) -> Vec<Effect> {
        self.current += 1;
        if self.current == self.files {
            self.reader = ReaderState::Done;
            return vec![Effect::Stop, Effect::Done];
        }
        self.deadline = now.plus(READ_TIMEOUT);
        vec![Effect::Post(self.current)]
    }

    /// Gives up the current file; the next one gets a fresh reader.
    fn fail(&mut self, why: NotRead, now: Millis) -> Vec<Effect> {
        let mut effects = vec![Effect::Stop, Effect::NotRead(self.current, why)];
        self.current += 1;
        effects.append(&mut self.start_or_finish(now));
        effects
    }

    /// Gives up all remaining files.
    fn give_up(&mut self, why: NotRead) -> Vec<Effect> {
        let mut effects = Vec::new();
        if matches!(self.reader, ReaderState::Starting | ReaderState::Reading) {
            effects.push(Effect::Stop);
        }
        effects.extend((self.current..self.files).map(|file| Effect::NotRead(file, why)));
        effects.push(Effect::Done);
        self.current = self.files;
        self.reader = ReaderState::Done;
        effects
    }

    fn on_time(&mut self, now: Millis) -> Vec<Effect> {
        if now < self.deadline {
            return vec![Effect::WakeAt(self.deadline)];
        }
        match self.reader {
            ReaderState::Starting => self.give_up(NotRead::NotLoaded),
            _ => self.fail(NotRead::TimedOut, now),
        }
    }
}
