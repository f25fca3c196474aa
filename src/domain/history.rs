//! Undo and redo, without limit.

use serde::{Deserialize, Serialize};

use super::command::{Command, apply};
use super::layout::Layout;
use super::placement::Refusal;

/// What was done to one layout and can be taken back. Belongs to that layout as it is now; can be stored beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// Something done or undone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Step {
    /// What was done, for a toast.
    words: String,
    /// The command that goes the other way.
    back: Command,
}

impl History {
    /// Does a command and remembers how to take it back. Returns what was done, in words.
    pub fn run(&mut self, layout: &mut Layout, command: &Command) -> Result<String, Refusal> {
        let words = command.describe(layout);
        let back = apply(layout, command)?;
        self.undone.clear();
        self.done.push(Step {
            words: words.clone(),
            back,
        });
        Ok(words)
    }

    /// Takes the last step back and says which; `None` when there is none. A refusal, which only a layout changed by other
    /// means can give, leaves all as it was.
    pub fn undo(&mut self, layout: &mut Layout) -> Option<Result<String, Refusal>> {
        shift(&mut self.done, &mut self.undone, layout)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self, layout: &mut Layout) -> Option<Result<String, Refusal>> {
        shift(&mut self.undone, &mut self.done, layout)
    }

    /// What [`History::undo`] would take back.
    pub fn next_undo(&self) -> Option<&str> {
        self.done.last().map(|step| step.words.as_str())
    }

    /// What [`History::redo`] would do again.
    pub fn next_redo(&self) -> Option<&str> {
        self.undone.last().map(|step| step.words.as_str())
    }
}

fn shift(
    from: &mut Vec<Step>,
    to: &mut Vec<Step>,
    layout: &mut Layout,
) -> Option<Result<String, Refusal>> {
    let Step { words, back } = from.pop()?;
    match apply(layout, &back) {
        Ok(forth) => {
            to.push(Step {
                words: words.clone(),
                back: forth,
            });
            Some(Ok(words))
        }
        Err(refusal) => {
            from.push(Step { words, back });
            Some(Err(refusal))
        }
    }
}
