//! The words of the status pill for a width: the state of the hub and the age of the last update always whole, then as many counts as
//! there is room for.

use super::text::width;
use crate::domain::format::BETWEEN;

/// Everything the pill could say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PillFacts {
    /// `connection lost`
    pub state: &'static str,
    /// `lost`
    pub short_state: &'static str,
    /// `next try in 3 s`
    pub next_try: Option<String>,
    /// `2 s ago`
    pub age: Option<String>,
    /// `1 down`, the worst first.
    pub counts: Vec<String>,
}

/// Where the counts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PillShape {
    /// After the state, on the same line.
    OneLine,
    /// Below it.
    TwoLines,
}

/// What the pill says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PillWords {
    pub state: String,
    /// What follows the state, with a dot before it.
    pub age: String,
    pub counts: String,
}

impl PillWords {
    /// The words that fit into this many times the font size. State and age are there even if they do not fit.
    pub fn fitting(facts: &PillFacts, shape: PillShape, room: f32) -> Self {
        let leads = facts.leads();
        let fits = |lead: &&(String, String)| lead_width(lead) <= room;
        let (state, age) = leads
            .iter()
            .find(fits)
            .or(leads.last())
            .cloned()
            .unwrap_or_default();
        let taken = match shape {
            PillShape::OneLine => lead_width(&(state.clone(), age.clone())) + width(BETWEEN, 1.0),
            PillShape::TwoLines => 0.0,
        };
        let counts = counts_in(&facts.counts, room - taken);
        let between = match shape {
            PillShape::OneLine if !counts.is_empty() => BETWEEN,
            _ => "",
        };
        Self {
            state,
            age,
            counts: format!("{between}{counts}"),
        }
    }

    /// Everything, on one line.
    pub fn all(facts: &PillFacts) -> String {
        Self::fitting(facts, PillShape::OneLine, f32::INFINITY).line()
    }

    /// The shortest state and age.
    pub fn least(facts: &PillFacts) -> String {
        let lead = facts.leads().pop();
        lead.map(|(state, age)| state + &age).unwrap_or_default()
    }

    fn line(self) -> String {
        self.state + &self.age + &self.counts
    }
}

impl PillFacts {
    /// State and age in words, the longest first.
    fn leads(&self) -> Vec<(String, String)> {
        let told = |parts: &[&Option<String>]| {
            let parts = parts.iter().filter_map(|part| part.as_ref());
            parts
                .map(|part| format!("{BETWEEN}{part}"))
                .collect::<String>()
        };
        vec![
            (self.state.to_owned(), told(&[&self.next_try, &self.age])),
            (self.state.to_owned(), told(&[&self.age])),
            (self.short_state.to_owned(), told(&[&self.age])),
        ]
    }
}

fn lead_width((state, age): &(String, String)) -> f32 {
    width(state, 1.0) + width(age, 1.0)
}

/// As many counts as fit, and the number of those left out: `1 down · +2`.
fn counts_in(counts: &[String], room: f32) -> String {
    let lines = (0..=counts.len()).rev().map(|shown| {
        let mut parts = counts.get(..shown).unwrap_or_default().to_vec();
        if shown < counts.len() {
            parts.push(format!("+{}", counts.len() - shown));
        }
        parts.join(BETWEEN)
    });
    let mut fitting = lines.filter(|line| width(line, 1.0) <= room);
    fitting.next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> PillFacts {
        PillFacts {
            state: "connection lost",
            short_state: "lost",
            next_try: Some("next try in 3 s".to_owned()),
            age: Some("20 s ago".to_owned()),
            counts: ["1 down", "2 warning", "1 paused", "11 OK"]
                .map(str::to_owned)
                .into(),
        }
    }

    fn live() -> PillFacts {
        PillFacts {
            state: "live",
            short_state: "live",
            next_try: None,
            ..facts()
        }
    }

    fn line(facts: &PillFacts, room: f32) -> String {
        PillWords::fitting(facts, PillShape::OneLine, room).line()
    }

    #[test]
    fn with_room_it_says_everything() {
        let all = "live · 20 s ago · 1 down · 2 warning · 1 paused · 11 OK";
        assert_eq!(PillWords::all(&live()), all);
        assert_eq!(line(&live(), width(all, 1.0) + 0.01), all);
        let nothing = PillFacts {
            state: "no hub",
            short_state: "no hub",
            ..PillFacts::default()
        };
        assert_eq!(PillWords::all(&nothing), "no hub");
    }

    #[test]
    fn counts_without_room_are_counted_the_worst_stay() {
        let room = |text: &str| width(text, 1.0) + 0.01;
        for text in [
            "live · 20 s ago · 1 down · 2 warning · +2",
            "live · 20 s ago · 1 down · +3",
            "live · 20 s ago · +4",
            "live · 20 s ago",
        ] {
            assert_eq!(line(&live(), room(text)), text);
        }
    }

    #[test]
    fn state_and_age_are_said_whatever_the_room() {
        assert_eq!(line(&facts(), 0.0), "lost · 20 s ago");
        assert_eq!(PillWords::least(&facts()), "lost · 20 s ago");
        assert_eq!(PillWords::least(&live()), "live · 20 s ago");
    }

    #[test]
    fn two_lines_have_room_for_counts_below() {
        let room = width("1 down · 2 warning · +2", 1.0) + 0.01;
        let words = PillWords::fitting(&live(), PillShape::TwoLines, room);
        assert_eq!(words.state + &words.age, "live · 20 s ago");
        assert_eq!(words.counts, "1 down · 2 warning · +2");
    }

    #[test]
    fn nothing_is_ever_cut_within_a_word() {
        let facts = facts();
        let known: Vec<&str> = ["connection lost", "lost", "next try in 3 s", "20 s ago"]
            .into_iter()
            .chain(facts.counts.iter().map(String::as_str))
            .chain(["+1", "+2", "+3", "+4"])
            .collect();
        for room in 0..100 {
            let said = line(&facts, room as f32);
            for part in said.split(BETWEEN) {
                assert!(known.contains(&part), "{part} of {said}");
            }
            let least = PillWords::least(&facts);
            let is_in = width(&said, 1.0) <= room as f32;
            assert!(is_in || said == least, "{said} in {room}");
            // The age is there in every width.
            assert!(said.contains("20 s ago"), "{said}");
        }
    }
}
