//! Loading of a list on demand: when to ask the hub, what to keep, and what to show if it fails.
//!
//! Events and the time in, effects out. At most one request is pending. A loaded list stays on screen while it is requested again, and if
//! that fails.

use crate::domain::problem::Problem;
use crate::domain::units::Millis;

/// Why a list is not available.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The hub is too old to support it.
    HubTooOld,
    /// The hub has switched it off.
    Disabled,
    /// This account may not see it.
    NotAllowed,
    /// No usable answer; the request is retried automatically.
    Lost(Problem),
}

impl Fault {
    /// A sentence about it. `what` completes "This hub is too old for".
    pub fn words(&self, what: &str) -> String {
        match self {
            Self::HubTooOld => format!("This hub is too old for {what}."),
            Self::Disabled => format!("This hub has switched off {what}, or is too old for it."),
            Self::NotAllowed => format!("Your account is not allowed {what}, or it is gone."),
            Self::Lost(problem) => format!("{} {}", problem.sentence, problem.way_forward),
        }
    }

    /// Whether a retry can help.
    const fn may_pass(&self) -> bool {
        matches!(self, Self::Lost(_))
    }
}

/// How often to ask the hub.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Minimum time between a request and the next one caused by news of the system, in milliseconds.
    pub least: i64,
    /// Age from which a list that is on screen is requested again, in milliseconds.
    pub most: i64,
}

/// Time after which a failed request is retried, in milliseconds.
const AGAIN: i64 = 15_000;

#[derive(Clone, Debug, PartialEq)]
pub enum Event<T> {
    /// A viewer opened it. A repetition from the same viewer counts once, but may lead to a request.
    Opened(ListViewer),
    Closed(ListViewer),
    /// Its count is shown somewhere: worth a request if nothing is known or it is old.
    Glanced,
    /// The hub has news of the system.
    News,
    /// Some time has passed.
    Tick,
    /// The user asks for it, or has changed something.
    Refresh,
    /// The hub may have changed: reconnected, perhaps with another version.
    HubChanged,
    /// The hub has listed its systems again, perhaps with new ones: the user may have more access.
    Relisted {
        has_new: bool,
    },
    Answered {
        request: ListRequest,
        result: Result<T, Fault>,
    },
}

/// A viewer of lists. A list with several viewers is open until the last of them has closed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListViewer(u32);

impl ListViewer {
    /// Every viewer has its own number.
    pub const fn numbered(number: u32) -> Self {
        Self(number)
    }
}

/// The number of a request. Answers to earlier requests are ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListRequest(u64);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask the hub, and report [`Event::Answered`].
    Ask(ListRequest),
    /// The state to show has changed.
    Show,
}

/// The state to show.
#[derive(Clone, Debug, PartialEq)]
pub struct ListState<T> {
    /// The newest list, and when it was requested.
    pub list: Option<(T, Millis)>,
    /// Why there is none, or no newer one.
    pub fault: Option<Fault>,
    pub is_loading: bool,
}

impl<T> ListState<T> {
    /// The list, if it was requested at most `most` milliseconds ago.
    pub fn recent(&self, most: i64, now: Millis) -> Option<&T> {
        let (list, asked) = self.list.as_ref()?;
        // After the clock was set back, its age is unknown.
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
    /// The pending request, and when it was sent.
    asked: Option<(ListRequest, Millis)>,
    /// When a request was last answered, with a list or a fault.
    tried: Option<Millis>,
    last: ListRequest,
    /// Another request is due as soon as the pending one is answered.
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
                // The hub may have been updated or reconfigured since a lasting fault.
                let is_worth_it =
                    self.is_due(self.pace.least, now) || self.is_old(self.pace.most, now);
                // A pending request is recent enough.
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

    /// Discards earlier answers as outdated.
    fn look_anew(&mut self, is_refused: bool, now: Millis, effects: &mut Vec<Effect>) {
        self.tried = None;
        if is_refused {
            self.fault = None;
            effects.push(Effect::Show);
        }
        // The pending answer may be outdated.
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

    /// Whether it has a viewer.
    pub fn is_open(&self) -> bool {
        !self.viewers.is_empty()
    }

    /// Whether the list is older than `age`, or a failure old enough to retry.
    fn is_due(&self, age: i64, now: Millis) -> bool {
        let age = match &self.fault {
            Some(fault) if !fault.may_pass() => return false,
            Some(_) => AGAIN,
            None => age,
        };
        self.is_old(age, now)
    }

    /// Whether the last answer is at least `age` old.
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
