//! The small print of a device: what explains its state, then what else needs a look, then other facts.

use std::ops::Deref;

use crate::domain::format::BETWEEN;

/// Parts with a dot between them: `GPU 95 % · up 14 d · 47 °C`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContextLine {
    text: String,
    /// Length of the leading parts, which explain the state, in bytes.
    lead: usize,
    /// Reasons that bars show by themselves: told before the first part that is, so that it is not taken for the reason.
    held: String,
    /// Short forms of parts.
    shorter: Vec<ShortForm>,
}

/// A shorter form of a part, for when there is too little room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortForm {
    pub part: String,
    pub short: String,
}

impl ContextLine {
    /// `reasons` explain the state; may be empty.
    pub fn led_by(reasons: Vec<&str>, others: impl Iterator<Item = String>) -> Self {
        let mut line = Self {
            text: reasons.join(BETWEEN),
            ..Self::default()
        };
        line.lead = line.text.len();
        others.for_each(|part| line.end_with(&part));
        line
    }

    /// A line with a single reason.
    pub fn with_reason(reason: Option<&str>) -> Self {
        Self::led_by(reason.into_iter().collect(), std::iter::empty())
    }

    /// The leading parts, which explain the state; may be empty.
    pub fn reasons(&self) -> &str {
        self.text.get(..self.lead).unwrap_or_default()
    }

    /// The same reasons followed by another text.
    pub fn with_rest(&self, rest: String) -> Self {
        let reasons = Some(self.reasons()).filter(|reasons| !reasons.is_empty());
        Self {
            shorter: self.shorter.clone(),
            held: self.held.clone(),
            ..Self::led_by(reasons.into_iter().collect(), std::iter::once(rest))
        }
    }

    /// The short forms of parts; of one part the longest first.
    pub fn shorter(&self) -> &[ShortForm] {
        &self.shorter
    }

    /// Adds a short form of a part, used if neither the part nor its earlier short forms fit.
    pub(super) fn shorten(&mut self, part: String, short: String) {
        let is_last = |last: &ShortForm| last.part == part && last.short == short;
        if part != short && !self.shorter.last().is_some_and(is_last) {
            self.shorter.push(ShortForm { part, short });
        }
    }

    /// The same with reasons that bars show by themselves.
    pub(super) fn holding(self, reasons: &[&str]) -> Self {
        Self {
            held: reasons.join(BETWEEN),
            ..self
        }
    }

    /// Adds a part at the end of the leading parts.
    pub(super) fn lead_on(&mut self, part: &str) {
        if !self.held.is_empty() {
            let held = std::mem::take(&mut self.held);
            self.lead_on(&held);
        }
        let rest = self.text.split_off(self.lead);
        if self.lead > 0 {
            self.text.push_str(BETWEEN);
        }
        self.text.push_str(part);
        let is_first = self.lead == 0;
        self.lead = self.text.len();
        if is_first && !rest.is_empty() {
            self.text.push_str(BETWEEN);
        }
        self.text.push_str(&rest);
    }

    /// Replaces a part after the reasons by another text. Returns whether the part was found.
    pub(super) fn put_in_place_of(&mut self, part: &str, text: &str) -> bool {
        let rest = self.text.get(self.lead..).unwrap_or_default();
        let mut is_there = false;
        let parts = rest.split(BETWEEN).map(|other| {
            let is_meant = other == part && !is_there;
            is_there |= is_meant;
            if is_meant { text } else { other }
        });
        let parts: Vec<&str> = parts.collect();
        let rest = parts.join(BETWEEN);
        self.text.truncate(self.lead);
        self.text.push_str(&rest);
        is_there
    }

    /// Adds a part at the end.
    pub(super) fn end_with(&mut self, part: &str) {
        if !self.text.is_empty() {
            self.text.push_str(BETWEEN);
        }
        self.text.push_str(part);
    }
}

impl Deref for ContextLine {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// A line without reasons.
impl From<&str> for ContextLine {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }
}
