//! What was saved and cannot be read: kept aside as it is, told of, and handed out as a file.

use leptos::prelude::*;

use super::opening::not_read;
use crate::document::store::DocumentStore;
use crate::domain::format;
use crate::domain::ids::HubId;
use crate::domain::io::json;
use crate::domain::problem::Problem;
use crate::shell::task::spawn;
use crate::state::app::App;
use crate::state::files::FileKind;
use crate::state::part::lazy_part;

lazy_part!(editor: fn load_save_aside() -> fn(App, String) = save_aside);

/// What cannot be read.
pub(super) enum Unreadable {
    Layout(json::Broken),
    Parts(Vec<json::Notice>),
    /// What was laid aside when the page closed last.
    Changes,
}

lazy_part!(editor: fn load_problem() -> fn(Unreadable, bool) -> Problem = Unreadable::problem);

impl Unreadable {
    fn problem(self, is_kept: bool) -> Problem {
        let way_forward = match is_kept {
            true => {
                "The old text is kept in this browser, and can be saved to a file, also later: it stands below the earlier versions."
            }
            false => "The old text could not be kept.",
        };
        match self {
            Self::Layout(broken) => Problem::new(
                format!("The saved layout could not be read. {broken}"),
                format!("{way_forward} A new layout stands in its place."),
            ),
            Self::Parts(report) => {
                let items: Vec<String> = report.iter().map(ToString::to_string).collect();
                Problem::new(
                    format!(
                        "Parts of the saved layout could not be read and were left out. {}",
                        items.join(" ")
                    ),
                    way_forward,
                )
            }
            Self::Changes => Problem::new(
                "What was not saved when the page closed last could not be read.",
                way_forward,
            ),
        }
    }
}

impl App {
    /// Keeps a text aside that could not be read, and says so above the racks. Whether it is kept.
    pub(super) async fn tell_of_unreadable(&self, what: Unreadable, text: &str) -> bool {
        let kept = self.keep_aside(text).await;
        let is_kept = kept.is_some();
        let problem = match load_problem().await {
            Ok(problem) => problem(what, is_kept),
            Err(not_loaded) => not_loaded.problem(),
        };
        self.tell_with_text(problem, kept);
        is_kept
    }

    /// Shows above the racks what did not work.
    pub(super) fn tell_problem(&self, problem: Problem) {
        self.tell_with_text(problem, None);
    }

    fn tell_with_text(&self, problem: Problem, kept: Option<String>) {
        let inner = self.inner();
        inner.document.text_aside.set(kept);
        inner.document.report.set(Some(problem));
    }

    /// Keeps a text that could not be read, under a name made from it, so that the same text is kept once; gives the name, or
    /// `None` if even that failed.
    async fn keep_aside(&self, text: &str) -> Option<String> {
        let inner = self.inner();
        let hub = inner.document.hub()?;
        let name = format!("{}{:08x}", start_of_names(&hub), fingerprint(text));
        let kept = inner.document.store.quarantine(&name, text).await;
        kept.ok().map(|()| name)
    }

    /// Whether there is an unreadable text that can be handed out.
    pub fn has_text_aside(&self) -> bool {
        self.inner().document.text_aside.with(Option::is_some)
    }

    /// Hands the text that could not be read to the browser, as a file.
    pub fn download_text_aside(&self) {
        if let Some(name) = self.inner().document.text_aside.get_untracked() {
            self.with_part(load_save_aside(), move |app, save| save(app, name));
        }
    }

    /// The hub's texts that could not be read and are still kept.
    pub async fn texts_aside(&self) -> Result<Vec<AsideCard>, Problem> {
        let inner = self.inner();
        let Some(hub) = inner.document.hub() else {
            return Ok(Vec::new());
        };
        let all = inner.document.store.quarantined().await;
        let start = start_of_names(&hub);
        Ok(all
            .map_err(|error| not_read(&error))?
            .into_iter()
            .filter(|(name, _)| name.starts_with(&start))
            .map(|(name, text)| AsideCard {
                size: format::bytes(text.len() as f64),
                name,
            })
            .collect())
    }

    /// Hands one of them to the browser, as a file.
    pub fn download_aside(&self, card: &AsideCard) {
        save_aside(*self, card.name.clone());
    }

    /// Removes one of them for good.
    pub async fn remove_aside(&self, card: &AsideCard) -> Result<(), Problem> {
        let inner = self.inner();
        let removed = inner.document.store.remove_quarantined(&card.name).await;
        removed.map_err(|error| {
            Problem::new(
                format!("The old text could not be removed: {error}."),
                "It stays where it is. Try again, or reload the page.",
            )
        })?;
        let shown = &inner.document.text_aside;
        if shown.with_untracked(|shown| shown.as_ref() == Some(&card.name)) {
            shown.set(None);
        }
        Ok(())
    }
}

/// A text that could not be read, in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsideCard {
    name: String,
    /// `12 KB`.
    pub size: String,
}

/// What the names of a hub's texts begin with.
fn start_of_names(hub: &HubId) -> String {
    format!("{hub} – ")
}

fn save_aside(app: App, name: String) {
    spawn(async move {
        match app.inner().document.store.quarantined_text(&name).await {
            Ok(Some(text)) => {
                let file = app.file_name("unreadable", FileKind::Text);
                app.download(&file, FileKind::Text, text.as_bytes());
            }
            Ok(None) => app.say("The old text is not there any more."),
            Err(error) => app.say(format!("The old text could not be read: {error}.")),
        }
    });
}

/// FNV-1a: enough to tell a few saved texts apart.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
