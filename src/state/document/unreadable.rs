//! What was saved and cannot be read: kept aside as it is, told of, and handed out as a file.

use leptos::prelude::*;

use crate::domain::io::json;
use crate::shell::task::spawn;
use crate::state::app::{App, Problem};
use crate::state::files::Kind;
use crate::state::part::lazy_part;

lazy_part!(editor: fn load_save_aside() -> fn(App, String) = save_aside);

impl App {
    pub(super) async fn tell_of_broken(&self, broken: &json::Broken, text: Option<&str>) {
        let kept = self.keep_aside(text).await;
        let problem = Problem::new(
            format!("The saved layout could not be read. {broken}"),
            format!(
                "{} A new layout was built from the hub's systems.",
                words(&kept)
            ),
        );
        self.tell_with_text(problem, kept);
    }

    pub(super) async fn tell_what_is_missing(&self, report: &[json::Notice], text: Option<&str>) {
        let items: Vec<String> = report
            .iter()
            .map(|notice| format!("{}: {}", notice.item, notice.problem))
            .collect();
        let kept = self.keep_aside(text).await;
        let problem = Problem::new(
            format!(
                "Parts of the saved layout could not be read and were left out. {}",
                items.join(" ")
            ),
            words(&kept),
        );
        self.tell_with_text(problem, kept);
    }

    /// What was laid aside when the page closed cannot be read. Whether it is kept at least.
    pub(super) async fn tell_of_lost_changes(&self, text: &str) -> bool {
        let kept = self.keep_aside(Some(text)).await;
        let is_kept = kept.is_some();
        let problem = Problem::new(
            "What was not saved when the page closed last could not be read.",
            words(&kept),
        );
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
    async fn keep_aside(&self, text: Option<&str>) -> Option<String> {
        let text = text?;
        let inner = self.inner();
        let hub = inner.document.hub.borrow().clone()?;
        let name = format!("{hub} – {:08x}", fingerprint(text));
        let kept = inner.document.store.put_aside(&name, text).await;
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
}

fn save_aside(app: App, name: String) {
    spawn(async move {
        match app.inner().document.store.read_aside(&name).await {
            Ok(Some(text)) => {
                let file = app.file_name("unreadable", Kind::Text);
                app.download(&file, Kind::Text, text.as_bytes());
            }
            Ok(None) => app.say("The old text is not there any more."),
            Err(error) => app.say(format!("The old text could not be read: {error}.")),
        }
    });
}

fn words(kept: &Option<String>) -> String {
    match kept {
        Some(name) => format!("The old text is kept in this browser as “{name}”."),
        None => "The old text could not be kept.".to_owned(),
    }
}

/// FNV-1a: enough to tell a few saved texts apart.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
