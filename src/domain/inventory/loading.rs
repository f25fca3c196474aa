//! A list that is loaded when somebody looks at it: when to ask the hub, what to keep, and what to say where it fails.
//!
//! Events and the time in, effects out. At most one question is on its way. What was loaded stays on screen while it is asked for
//! again, and where that fails.

use crate::domain::problem::Problem;
use crate::domain::units::Millis;

/// Why a list cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The hub does not know such a thing: it is older.
    HubTooOld,
    /// The hub has switched it off.
    Disabled,
    /// This account may not see it.
    NotAllowed,
    /// No answer that can be used; asked again by itself.
    Lost(Problem),
}

impl Fault {
    /// What is said of it. `what` completes "This hub is too old for".
    pub fn words(&self, what: &str) -> String {
        match self {
            Self::HubTooOld => format!("This hub is too old for {what}."),
            Self::Disabled => format!("This hub has switched off {what}, or is too old for it."),
            Self::NotAllowed => format!("Your account is not allowed {what}, or it is gone."),
            Self::Lost(problem) => format!("{} {}", problem.sentence, problem.way_forward),
        }
    }

    /// Whether asking again can help.
    const fn may_pass(&self) -> bool {
        matches!(self, Self::Lost(_))
    }
}

/// How often to ask.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// News of the system lead to a question, but not sooner than this after the one before. In milliseconds, as below.
    pub least: i64,
    /// A list that is older is asked for again while it is shown.
    pub most: i64,
}

/// After so long a question that failed is asked again.
const AGAIN: i64 = 15_000;

#[derive(Clone, Debug, PartialEq)]
pub enum Event<T> {
    /// Somebody looks at it; again from the same one it changes nothing but may lead to a question.
    Opened(ListViewer),
    Closed(ListViewer),
    /// Its count is shown somewhere: worth a question where nothing is known or it is old.
    Glanced,
    /// The hub has news of the system.
    News,
    /// Some time has passed.
    Tick,
    /// The user asks for it, or has changed something.
    Refresh,
    /// The hub is another one by now: connected again, perhaps with another version.
    HubChanged,
    /// The hub has listed its systems anew, perhaps with some that were not among them before: the user may see more by now.
    Relisted {
        has_new: bool,
    },
    Answered {
        request: ListRequest,
        result: Result<T, Fault>,
    },
}

/// Who looks at lists. Several may look at the same one: it is open until the last of them has closed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListViewer(u32);

impl ListViewer {
    /// Each has a number of its own.
    pub const fn numbered(number: u32) -> Self {
        Self(number)
    }
}

/// The number of a question. An answer to an earlier one is of no use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListRequest(u64);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask the hub, and report [`Event::Answered`].
    Ask(ListRequest),
    /// What is to be shown has changed.
    Show,
}

/// What is to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ListState<T> {
    /// The newest list, and when it was asked for.
    pub list: Option<(T, Millis)>,
    /// Why there is none, or why it is not newer.
    pub fault: Option<Fault>,
    pub is_loading: bool,
}

impl<T> ListState<T> {
    /// The list, while it was asked for not longer ago than that, in milliseconds.
    pub fn recent(&self, most: i64, now: Millis) -> Option<&T> {
        let (list, asked) = self.list.as_ref()?;
        // Where the clock was set back, nobody knows how old it is.
        (0..=most).contains(&now.since(*asked)).then_some(list)
    }
}

/// A list of one system.
#[derive(Clone, Debug)]
pub struct ListLoading<T> {
    pace: Pace,
    viewers: Vec<ListViewer>,
    list: Option<(T, Millis)>,
    fault: Option<Fault>,
    /// The question on its way, and when it was asked.
    asked: Option<(ListRequest, Millis)>,
    /// When a question was last answered, or asked in vain.
    tried: Option<Millis>,
    last: ListRequest,
    /// Another question is due as soon as the one on its way is answered.
    again: bool,
}

impl<T: Clone + PartialEq> ListLoading<T> {
    pub const fn new(pace: Pace) -> Self {
        Self {
            pace,
            viewers: Vec::new(),
            list: None,
            fault: None,
            asked: None,
            tried: None,
            last: ListRequest(0),
            again: false,
        }
    }

    pub fn shown(&self) -> ListState<T> {
        ListState {
            list: self.list.clone(),
            fault: self.fault.clone(),
            is_loading: self.asked.is_some(),
        }
    }

    pub fn step(&mut self, event: Event<T>, now: Millis) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Opened(viewer) => {
                if !self.viewers.contains(&viewer) {
                    self.viewers.push(viewer);
                }
                // The hub may have been updated, or its settings changed, since it gave a lasting reason.
                let is_worth_it =
                    self.is_due(self.pace.least, now) || self.is_old(self.pace.most, now);
                // What is on its way is new enough.
                if self.asked.is_none() && is_worth_it {
                    self.ask(now, &mut effects);
                }
            }
            Event::Closed(viewer) => {
                self.viewers.retain(|other| *other != viewer);
                self.again &= self.is_open();
            }
            Event::Glanced => {
                if self.asked.is_none() && self.is_due(self.pace.most, now) {
                    self.ask(now, &mut effects);
                }
            }
            Event::News => self.ask_if_due(self.pace.least, now, &mut effects),
            Event::Tick => self.ask_if_due(self.pace.most, now, &mut effects),
            Event::Refresh => {
                self.fault = None;
                self.ask(now, &mut effects);
            }
            Event::HubChanged => {
                self.fault = None;
                self.tried = None;
                self.asked = None;
                if self.is_open() {
                    self.ask(now, &mut effects);
                } else {
                    effects.push(Effect::Show);
                }
            }
            Event::Relisted { has_new } => {
                let is_refused = self.fault.as_ref().is_some_and(|fault| !fault.may_pass());
                if is_refused || has_new {
                    self.look_anew(is_refused, now, &mut effects);
                }
            }
            Event::Answered { request, result } => {
                self.answered(request, result, now, &mut effects);
            }
        }
        effects
    }

    fn answered(
        &mut self,
        request: ListRequest,
        result: Result<T, Fault>,
        now: Millis,
        effects: &mut Vec<Effect>,
    ) {
        let Some((_, asked_at)) = self.asked.filter(|(asked, _)| *asked == request) else {
            return;
        };
        self.asked = None;
        self.tried = Some(now);
        match result {
            Ok(list) => {
                self.list = Some((list, asked_at));
                self.fault = None;
            }
            Err(fault) => {
                if !fault.may_pass() {
                    self.list = None;
                }
                self.fault = Some(fault);
            }
        }
        effects.push(Effect::Show);
        if std::mem::take(&mut self.again) {
            self.ask(now, effects);
        }
    }

    /// What was answered before says nothing of now.
    fn look_anew(&mut self, is_refused: bool, now: Millis, effects: &mut Vec<Effect>) {
        self.tried = None;
        if is_refused {
            self.fault = None;
            effects.push(Effect::Show);
        }
        // The answer on its way may be from before.
        let is_asked = self.asked.is_some();
        if is_asked || self.is_open() {
            self.ask(now, effects);
        }
    }

    fn ask_if_due(&mut self, age: i64, now: Millis, effects: &mut Vec<Effect>) {
        if self.is_open() && self.asked.is_none() && self.is_due(age, now) {
            self.ask(now, effects);
        }
    }

    /// Whether somebody looks at it.
    pub fn is_open(&self) -> bool {
        !self.viewers.is_empty()
    }

    /// Whether what is known is older than that, or a failure long enough ago.
    fn is_due(&self, age: i64, now: Millis) -> bool {
        let age = match &self.fault {
            Some(fault) if !fault.may_pass() => return false,
            Some(_) => AGAIN,
            None => age,
        };
        self.is_old(age, now)
    }

    /// Whether the last question is longer ago than that.
    fn is_old(&self, age: i64, now: Millis) -> bool {
        // A clock that was set back must not stop everything.
        self.tried
            .is_none_or(|tried| now.since(tried) >= age || now < tried)
    }

    fn ask(&mut self, now: Millis, effects: &mut Vec<Effect>) {
        if self.asked.is_some() {
            self.again = true;
            return;
        }
        self.last = ListRequest(self.last.0 + 1);
        self.asked = Some((self.last, now));
        effects.extend([Effect::Ask(self.last), Effect::Show]);
    }
}

#[cfg(test)]
mod tests;
