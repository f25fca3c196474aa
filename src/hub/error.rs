//! Everything that can go wrong with a hub, as one type that can explain itself.

use thiserror::Error;

use super::transport::NoAnswer;
use super::url::HubUrl;

/// Why the hub did not give what was asked for. No variant ever holds a token or a password.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HubError {
    /// No answer at all: the browser reports a dead host, an unknown name and a cut connection alike.
    #[error("no answer")]
    Unreachable,
    #[error("no answer in time")]
    TimedOut,
    /// The browser forbids an https page to request an http address.
    #[error("blocked by the browser")]
    Blocked,
    /// The app itself canceled the request, for instance because the user left.
    #[error("canceled")]
    Aborted,
    /// Something answered, but it is not a Beszel hub.
    #[error("not a Beszel hub: {what}")]
    NotAHub { what: InsteadOfHub },
    /// A proxy in front of the hub asks for a login of its own.
    #[error("a login in front of the hub ({0})")]
    Guarded(Guard),
    /// Something answers, but the browser hides the answer from this page (CORS).
    #[error("an answer that may not be read")]
    Withheld,
    /// The hub answers requests, but its stream of events does not come through.
    #[error("the event stream is held back")]
    StreamHeldBack,
    /// Not a fault: the browser's limit on open streams to this host is used up, in this tab and others.
    #[error("no stream of the host is free")]
    NoStreamFree,
    /// The answer is larger than this app reads.
    #[error("too long an answer")]
    TooLarge,
    #[error("wrong email or password")]
    WrongCredentials,
    #[error("wrong or expired code")]
    WrongCode,
    /// The hub does not sign anyone in by password.
    #[error("password sign-in is switched off")]
    PasswordSignInOff,
    /// The hub cannot send one-time codes.
    #[error("one-time codes are not available")]
    OtpNotAvailable,
    /// The text given as a token is not one.
    #[error("not a token")]
    NotAToken,
    /// The hub does not accept the token: it expired, was withdrawn, or never was one of this hub's.
    #[error("the token is not accepted")]
    Expired,
    /// A superuser bypasses every rule of the hub; such a token is not accepted.
    #[error("a superuser's token")]
    SuperuserToken,
    /// The account exists, but its email is not marked as verified on the hub.
    #[error("the account is not verified")]
    Unverified,
    #[error("not allowed: {message}")]
    Forbidden { message: String },
    /// No such collection, record or route: on this hub, or for this account.
    #[error("not found")]
    Missing,
    #[error("too many requests")]
    RateLimited,
    /// The hub refused the request itself.
    #[error("refused ({status}): {message}")]
    Refused { status: u16, message: String },
    #[error("server error {status}: {message}")]
    Server { status: u16, message: String },
    /// The answer came from a hub, but could not be read.
    #[error("unreadable answer: {what}")]
    BadAnswer { what: String },
}

/// What answered instead of a hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InsteadOfHub {
    #[error("a web page")]
    Page,
    #[error("nothing at this path")]
    Nothing,
    #[error("another service")]
    OtherService,
}

/// How a login in front of the hub answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Guard {
    /// It refuses with this status.
    #[error("status {0}")]
    Status(u16),
    /// It redirects requests to another address.
    #[error("a redirect")]
    Redirect,
    /// It answers with a page of its own in place of the hub's data.
    #[error("a web page")]
    Page,
}

impl From<NoAnswer> for HubError {
    fn from(reason: NoAnswer) -> Self {
        match reason {
            NoAnswer::Unreachable => Self::Unreachable,
            NoAnswer::MixedContent => Self::Blocked,
            NoAnswer::TimedOut => Self::TimedOut,
            NoAnswer::Aborted => Self::Aborted,
            NoAnswer::Redirected => Self::Guarded(Guard::Redirect),
            NoAnswer::Withheld => Self::Withheld,
            NoAnswer::TooLarge => Self::TooLarge,
        }
    }
}

impl HubError {
    /// Whether only a new sign-in can help.
    pub fn ends_session(&self) -> bool {
        matches!(
            self,
            Self::Expired
                | Self::SuperuserToken
                | Self::Unverified
                | Self::NotAToken
                | Self::WrongCredentials
        )
    }

    /// Adapts the error to a hub that has signed somebody in: a web page in place of its data then belongs to a login in front of it.
    pub fn of_a_known_hub(self) -> Self {
        match self {
            Self::NotAHub {
                what: InsteadOfHub::Page,
            } => Self::Guarded(Guard::Page),
            other => other,
        }
    }

    /// What happened and why, as one or two sentences for the screen.
    pub fn sentence(&self, hub: &HubUrl) -> String {
        let at = hub.host_label();
        match self {
            Self::Unreachable => format!("No answer from {at}."),
            Self::TimedOut => format!("{at} did not answer in time."),
            Self::Blocked => format!(
                "This page came by https, and browsers do not let such a page talk to a hub by plain http ({hub})."
            ),
            Self::Aborted => "The request was canceled.".to_owned(),
            Self::NotAHub { what: InsteadOfHub::Page } => {
                format!("{hub} answers with a web page, not with a Beszel hub's data.")
            }
            Self::NotAHub { what: InsteadOfHub::Nothing } => format!("There is no Beszel hub at {hub}: the path is not known there."),
            Self::NotAHub { what: InsteadOfHub::OtherService } => format!("{hub} answers, but it is not a Beszel hub."),
            Self::Guarded(Guard::Status(status)) => {
                format!("Something in front of {at} asks for a login of its own (status {status}) before the hub is reached.")
            }
            Self::Guarded(Guard::Redirect) => {
                format!("{at} sends requests on to another address: to a login in front of the hub, or from http to https.")
            }
            Self::Guarded(Guard::Page) => {
                format!("{at} now answers with a web page in place of the hub's data: a login in front of the hub asks for a new sign-in.")
            }
            Self::Withheld => format!(
                "{at} answers, but the browser does not let this page read it: a login or an error page in front of the hub, or \
                 another service, does not send what the hub sends (Access-Control-Allow-Origin)."
            ),
            Self::StreamHeldBack => {
                format!("{at} answers, but its stream of events does not arrive: a proxy on the way collects it instead of passing it on.")
            }
            Self::NoStreamFree => "This browser has four streams open to this host already.".to_owned(),
            Self::TooLarge => format!("{at} sent more than this app reads at once, so it was not read to its end."),
            Self::WrongCredentials => format!("{at} does not accept this email and password."),
            Self::WrongCode => "This code is wrong or has expired.".to_owned(),
            Self::PasswordSignInOff => format!("Signing in by password is switched off on {at}."),
            Self::OtpNotAvailable => format!("{at} cannot send one-time codes."),
            Self::NotAToken => "This is not an API token: a token has three parts joined by dots and begins with “ey”.".to_owned(),
            Self::Expired => {
                format!("{at} does not accept this token: it has expired, was withdrawn, or never was one of this hub's.")
            }
            Self::SuperuserToken => {
                "This token belongs to a superuser. It opens everything on the hub, so Blinkenrack does not take it.".to_owned()
            }
            Self::Unverified => format!("{at} refuses this account because its email is not marked as verified."),
            Self::Forbidden { message } => with_words(format!("{at} does not allow this to your account"), message),
            Self::Missing => format!("{at} does not have what was asked for, or your account may not see it."),
            Self::RateLimited => format!("{at} turned the request away: too many in a short time."),
            Self::Refused { status, message } => with_words(format!("{at} refused the request (status {status})"), message),
            Self::Server { status: 502..=504, .. } => {
                format!("The proxy in front of {at} answers, but the hub behind it does not.")
            }
            Self::Server { status, message } => with_words(format!("{at} reports a fault of its own (status {status})"), message),
            Self::BadAnswer { what } => format!("The answer of {at} could not be read: {what}."),
        }
    }

    /// What the person can do about it.
    pub fn way_forward(&self, hub: &HubUrl) -> String {
        match self {
            Self::Unreachable | Self::TimedOut => reach_hint(hub),
            Self::Blocked => format!(
                "Give the hub an https address, open this app by http on your own network, or host it beside the hub. Then use \
                 {} again.",
                hub.host_label()
            ),
            Self::Aborted => "Try again.".to_owned(),
            Self::NotAHub { .. } => {
                "Open Beszel in this browser and copy the address of its first page, with its port and sub-path.".to_owned()
            }
            Self::Guarded(Guard::Redirect) if hub.is_plain_http() => {
                "If the hub has an https address, use that. Else let /api/* pass without the login: this app sends the hub's own \
                 token and no cookies."
                    .to_owned()
            }
            Self::Guarded(_) => {
                "Let /api/* pass without that login: this app sends the hub's own token and no cookies.".to_owned()
            }
            Self::Withheld => {
                "Open the hub in a new tab. If a login comes first, let /api/* pass without it; if an error comes, the hub may not \
                 run; and see that the proxy leaves the hub's headers as they are."
                    .to_owned()
            }
            Self::StreamHeldBack => format!(
                "Switch off buffering for {hub}/api/realtime in that proxy: “proxy_buffering off” in nginx, “flushpackets=on” in \
                 Apache, no compression or buffering middleware in others."
            ),
            Self::NoStreamFree => "To follow the hub here, close another tab or sign out of another hub of this host.".to_owned(),
            Self::TooLarge => {
                "See whether the address is that of your hub, and whether a proxy changes its answers.".to_owned()
            }
            Self::WrongCredentials => {
                "Check both; they are the ones you use in Beszel, not a superuser's. Accounts that sign in with a provider \
                 can use an API token."
                    .to_owned()
            }
            Self::WrongCode => "Type the newest code from your mail, or ask for another one.".to_owned(),
            Self::PasswordSignInOff => "Use an API token instead.".to_owned(),
            Self::OtpNotAvailable => {
                "Set up mail (SMTP) and one-time codes on the hub, or sign in with an API token.".to_owned()
            }
            Self::NotAToken => "Copy the whole token once more, without quotes or line breaks.".to_owned(),
            Self::Expired => "Sign in again, or get a new token.".to_owned(),
            Self::SuperuserToken => {
                "Use an ordinary account; one with the role “readonly” is enough. A superuser can make a token for it: open \
                 the user in the hub's /_/ pages and choose “Impersonate”."
                    .to_owned()
            }
            Self::Unverified => {
                "A superuser can tick “verified” for this user in the hub's /_/ pages, collection “users”.".to_owned()
            }
            Self::Forbidden { .. } => "Ask whoever runs the hub for the right to it.".to_owned(),
            Self::Missing => "Update the hub if it is old, or ask to be made a member of the system.".to_owned(),
            Self::RateLimited => "Wait a minute, then try again.".to_owned(),
            Self::Refused { .. } => "Reload the page. If it stays, the hub may be older or newer than this app knows.".to_owned(),
            Self::Server { .. } => "See whether the hub runs and look into its log; it is tried again by itself.".to_owned(),
            Self::BadAnswer { .. } => {
                "See whether a proxy changes the hub's answers, and whether hub and app are up to date.".to_owned()
            }
        }
    }
}

fn with_words(start: String, message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    if message.is_empty() {
        format!("{start}.")
    } else {
        format!("{start}: {message}.")
    }
}

fn reach_hint(hub: &HubUrl) -> String {
    let mut hint = "Check that the hub runs and that the address and port are right: open it in a new tab of this browser.".to_owned();
    if hub.is_loopback() {
        hint.push_str(" Note that this address means the very machine this browser runs on.");
    } else if hub.is_private() {
        hint.push_str(" You must be in the same network, and if the browser asks whether this page may reach devices there, allow it.");
    }
    if !hub.is_plain_http() {
        hint.push_str(" If the hub has no certificate, or one your browser does not trust, begin the address with http://.");
    }
    hint
}

#[cfg(test)]
mod tests;
