//! Notifications about systems that go down or come back while the page is not visible. Off by default; the choice is kept in this browser.

use std::cell::OnceCell;

use leptos::prelude::*;

use crate::domain::notices::Leave;
use crate::domain::session_events::SessionNotice;
use crate::shell::notices;
use crate::shell::storage::{self, Keep};

const KEY: &str = "notices";

/// How the user is notified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeWay {
    Notification,
    Sound,
}

impl NoticeWay {
    /// Name under which the choice is kept.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Notification => "notification",
            Self::Sound => "sound",
        }
    }
}

/// The chosen ways; read from storage on first use.
#[derive(Default)]
pub struct Notices(OnceCell<ArcRwSignal<Vec<String>>>);

impl Notices {
    fn chosen(&self) -> &ArcRwSignal<Vec<String>> {
        self.0.get_or_init(|| {
            let text = storage::read(Keep::Device, KEY).unwrap_or_default();
            ArcRwSignal::new(text.split_whitespace().map(str::to_owned).collect())
        })
    }

    /// Whether the user is notified this way; tracked. A notification also needs the browser's permission.
    pub fn has(&self, way: NoticeWay) -> bool {
        let is_chosen = self
            .chosen()
            .with(|chosen| chosen.iter().any(|one| one == way.as_str()));
        is_chosen && (way == NoticeWay::Sound || notices::leave() == Leave::Granted)
    }

    /// Turns a way on or off. A sound is played when it is turned on.
    pub fn set(&self, way: NoticeWay, is_on: bool) {
        self.chosen().update(|chosen| {
            chosen.retain(|one| one != way.as_str());
            if is_on {
                chosen.push(way.as_str().to_owned());
            }
        });
        let text = self.chosen().with_untracked(|chosen| chosen.join(" "));
        // If it cannot be stored, the choice lasts for this visit.
        let _kept = storage::write(Keep::Device, KEY, &text);
        if is_on && way == NoticeWay::Sound {
            notices::chime(false);
        }
    }

    /// Asks the person whether the browser may show notifications.
    pub async fn ask() -> Leave {
        notices::ask().await
    }

    pub(super) fn tell(&self, notice: &SessionNotice) {
        if untrack(|| self.has(NoticeWay::Notification)) {
            notices::show(&notice.title, &notice.names);
        }
        if untrack(|| self.has(NoticeWay::Sound)) {
            notices::chime(notice.is_bad);
        }
    }
}
