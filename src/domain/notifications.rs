//! Permission of the page to show notifications.

/// What the browser allows this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotificationPermission {
    Granted,
    Denied,
    NotAsked,
    /// The browser has no notifications, or none for pages like this one.
    Unsupported,
}

impl NotificationPermission {
    /// Why no notifications can be shown; `None` if they can.
    pub const fn refusal(self) -> Option<&'static str> {
        match self {
            Self::Granted => None,
            Self::Denied | Self::NotAsked => Some(
                "The browser does not let this page show notifications. Its settings for this page can change that.",
            ),
            Self::Unsupported => {
                Some("This browser shows notifications only for pages that come by https.")
            }
        }
    }
}
