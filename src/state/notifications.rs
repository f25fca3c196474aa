//! Notifications about systems that go down or come back while the page is not visible. Off by default; the choice is kept in this browser.

use std::cell::OnceCell;

use leptos::prelude::*;

use crate::domain::notifications::NotificationPermission;
use crate::domain::session_events::SessionNotice;
use crate::shell::notifications;
use crate::shell::storage::{self, Keep};

const KEY: &str = "notices";

/// How the user is notified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotificationMethod {
    Notification,
    Sound,
}

impl NotificationMethod {
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
pub struct Notifications(OnceCell<ArcRwSignal<Vec<String>>>);

impl Notifications {
    fn chosen(&self) -> &ArcRwSignal<Vec<String>> {
        self.0.get_or_init(|| {
            let text = storage::read(Keep::Device, KEY).unwrap_or_default();
            ArcRwSignal::new(text.split_whitespace().map(str::to_owned).collect())
        })
    }

    /// Whether the user is notified this way; tracked. A notification also needs the browser's permission.
    pub fn has(&self, method: NotificationMethod) -> bool {
        let is_chosen = self
            .chosen()
            .with(|chosen| chosen.iter().any(|one| one == method.as_str()));
        is_chosen
            && (method == NotificationMethod::Sound
                || notifications::permission() == NotificationPermission::Granted)
    }

    /// Turns a way on or off. A sound is played when it is turned on.
    pub fn set(&self, method: NotificationMethod, is_on: bool) {
        self.chosen().update(|chosen| {
            chosen.retain(|one| one != method.as_str());
            if is_on {
                chosen.push(method.as_str().to_owned());
            }
        });
        let text = self.chosen().with_untracked(|chosen| chosen.join(" "));
        // If it cannot be stored, the choice lasts for this visit.
        let _kept = storage::write(Keep::Device, KEY, &text);
        if is_on && method == NotificationMethod::Sound {
            notifications::chime(false);
        }
    }

    /// Asks the person whether the browser may show notifications.
    pub async fn ask() -> NotificationPermission {
        notifications::ask().await
    }

    pub(super) fn show(&self, notice: &SessionNotice) {
        if untrack(|| self.has(NotificationMethod::Notification)) {
            notifications::show(&notice.title, &notice.names);
        }
        if untrack(|| self.has(NotificationMethod::Sound)) {
            notifications::chime(notice.is_bad);
        }
    }
}
