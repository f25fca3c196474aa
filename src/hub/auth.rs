//! Who is signed in, with which token, and until when.

use serde_json::Value;

use super::error::HubError;
use super::read;
use super::records::Fields;
use super::transport::Token;
use crate::domain::io::base64url;
use crate::domain::units::Millis;

/// The id of PocketBase's collection of superusers, the same on every installation.
const SUPERUSERS_ID: &str = "pbc_3142635823";
const SUPERUSERS_NAME: &str = "_superusers";
/// The id of the hub's collection `users`, the same on every hub.
pub(super) const USERS_ID: &str = "_pb_users_auth_";

/// The signed-in user, as the hub describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: String,
    pub email: String,
    /// What to call the account: its name, else its user name, else its email.
    pub name: String,
    pub role: UserRole,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserRole {
    Admin,
    User,
    /// May view, and change only what is its own.
    Readonly,
    /// A role that this version does not know.
    Other(String),
}

impl UserRole {
    fn parse(word: &str) -> Self {
        match word {
            "admin" => Self::Admin,
            // The hub takes an empty role for an ordinary user.
            "" | "user" => Self::User,
            "readonly" => Self::Readonly,
            other => Self::Other(other.to_owned()),
        }
    }

    /// Whether to offer pausing and editing systems.
    pub fn may_change_systems(&self) -> bool {
        matches!(self, Self::Admin | Self::User)
    }
}

/// A verified sign-in to one hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub token: Token,
    pub account: Account,
    /// When the token expires, by the hub's clock; `None` when the token does not say.
    pub expires: Option<Millis>,
    /// A token made by impersonation cannot be renewed; all others can.
    pub refreshable: bool,
    /// When this token was issued, by this machine's clock.
    pub obtained: Millis,
}

impl Session {
    /// When to renew: halfway through the lifetime that remained when the token was obtained. `None` when it cannot be renewed.
    pub fn refresh_at(&self) -> Option<Millis> {
        let expires = self.expires.filter(|_| self.refreshable)?;
        Some(
            self.obtained
                .plus((expires.since(self.obtained) / 2).max(0)),
        )
    }

    pub fn life(&self) -> TokenLife {
        TokenLife {
            expires: self.expires,
            refresh_at: self.refresh_at(),
        }
    }
}

/// What the realtime connection needs to know about the token: its times, not its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenLife {
    pub expires: Option<Millis>,
    pub refresh_at: Option<Millis>,
}

impl TokenLife {
    pub fn is_over(self, now: Millis) -> bool {
        self.expires.is_some_and(|expires| now >= expires)
    }
}

/// The hub's answer to an email and password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    Done(Session),
    /// The password is right, but a one-time code is required as well.
    CodeNeeded {
        mfa_id: String,
    },
}

/// The ways to sign in that a hub offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInOptions {
    pub password: bool,
    /// A one-time code by mail, instead of or after the password.
    pub code: bool,
    /// A code is required after the password.
    pub second_factor: bool,
    /// Sign-in by a provider such as Google; this app takes a token instead.
    pub providers: bool,
}

/// Cleans a pasted token: removes white space, quotes and a leading `Bearer`. Refuses a text that cannot be a token, and a
/// superuser's token.
pub fn pasted_token(text: &str) -> Result<Token, HubError> {
    let text = text.trim().trim_matches(['"', '\'', '`']).trim();
    let text = match text.get(..7) {
        Some(start) if start.eq_ignore_ascii_case("bearer ") => text.get(7..).unwrap_or_default(),
        _ => text,
    };
    let secret: String = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    let token = Token::new(secret);
    let claims = Claims::of(&token).ok_or(HubError::NotAToken)?;
    if claims.is_superusers() {
        Err(HubError::SuperuserToken)
    } else {
        Ok(token)
    }
}

/// What a token says about itself. Not verified; only the hub can do that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    pub user: String,
    /// `auth` for a signed-in user; `admin` for an administrator of old hubs.
    pub kind: String,
    pub collection_id: String,
    pub expires: Option<Millis>,
    pub refreshable: bool,
}

impl Claims {
    /// Reads the middle part of a JSON Web Token. `None` when the text is not one.
    pub fn of(token: &Token) -> Option<Self> {
        let mut parts = token.secret().split('.');
        let (_, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let claims: Value = {
            let text = String::from_utf8(base64url::decode(payload)?).ok()?;
            read::parse(&text)?
        };
        let claims = Fields::of(&claims);
        claims.is_object().then(|| Self {
            user: claims.text("id"),
            kind: claims.text("type"),
            collection_id: claims.text("collectionId"),
            expires: claims
                .number("exp")
                .map(|seconds| Millis((seconds * 1000.0) as i64)),
            // Hubs up to 0.9 omit the claim; their tokens can be renewed.
            refreshable: claims.bool("refreshable").unwrap_or(true),
        })
    }

    pub fn is_superusers(&self) -> bool {
        self.collection_id == SUPERUSERS_ID || self.kind == "admin"
    }
}

/// Reads a session from the answer to a sign-in or a refresh. Refuses a superuser's.
pub(super) fn session(answer: Fields, now: Millis) -> Result<Session, HubError> {
    let record = answer.object("record");
    let (Some(token), Some(id)) = (answer.filled("token"), record.filled("id")) else {
        return Err(HubError::BadAnswer {
            what: "it holds no token or no account".to_owned(),
        });
    };
    let token = Token::new(token);
    let claims = Claims::of(&token);
    let by_record = record.str("collectionName") == Some(SUPERUSERS_NAME)
        || record.str("collectionId") == Some(SUPERUSERS_ID);
    if by_record || claims.as_ref().is_some_and(Claims::is_superusers) {
        return Err(HubError::SuperuserToken);
    }
    Ok(Session {
        token,
        account: account(id, record),
        expires: claims.as_ref().and_then(|claims| claims.expires),
        refreshable: claims.is_some_and(|claims| claims.refreshable),
        obtained: now,
    })
}

fn account(id: String, record: Fields) -> Account {
    let email = record.text("email");
    let name = record
        .filled("name")
        .or_else(|| record.filled("username"))
        .unwrap_or_else(|| email.clone());
    Account {
        id,
        email,
        name,
        role: UserRole::parse(record.str("role").unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Payload: {"collectionId":"_pb_users_auth_","exp":1795000000,"id":"u1","refreshable":true,"type":"auth"}
    const USER: &str = "eyJhbGciOiJIUzI1NiJ9.eyJjb2xsZWN0aW9uSWQiOiJfcGJfdXNlcnNfYXV0aF8iLCJleHAiOjE3OTUwMDAwMDAsImlkIjoidTEiLCJyZWZyZXNoYWJsZSI6dHJ1ZSwidHlwZSI6ImF1dGgifQ.c2ln";
    // Payload: {"collectionId":"pbc_3142635823","exp":1795000000,"id":"s1","refreshable":false,"type":"auth"}
    const SUPERUSER: &str = "eyJhbGciOiJIUzI1NiJ9.eyJjb2xsZWN0aW9uSWQiOiJwYmNfMzE0MjYzNTgyMyIsImV4cCI6MTc5NTAwMDAwMCwiaWQiOiJzMSIsInJlZnJlc2hhYmxlIjpmYWxzZSwidHlwZSI6ImF1dGgifQ.c2ln";

    fn answer(token: &str, record: &str) -> Result<Session, HubError> {
        let answer: Value =
            serde_json::from_str(&format!(r#"{{"token":"{token}","record":{record}}}"#))
                .expect("JSON");
        session(Fields::of(&answer), Millis(1_794_000_000_000))
    }

    #[test]
    fn claims_are_read_from_the_token() {
        let claims = Claims::of(&Token::new(USER)).expect("claims");
        assert_eq!((claims.user.as_str(), claims.kind.as_str()), ("u1", "auth"));
        assert_eq!(claims.expires, Some(Millis(1_795_000_000_000)));
        assert!(claims.refreshable && !claims.is_superusers());
        for text in [
            "",
            "a.b",
            "a.b.c",
            "a.e30.c.d",
            "\u{20ac}.\u{20ac}.\u{20ac}",
        ] {
            assert_eq!(Claims::of(&Token::new(text)), None, "{text}");
        }
    }

    #[test]
    fn a_pasted_token_is_cleaned_and_judged() {
        for text in [
            USER.to_owned(),
            format!(" \"{USER}\"\n"),
            format!("Bearer {USER}"),
            USER.replace("Vf", "V\n f"),
        ] {
            assert_eq!(pasted_token(&text), Ok(Token::new(USER)), "{text}");
        }
        assert_eq!(pasted_token("correct horse"), Err(HubError::NotAToken));
        assert_eq!(pasted_token(SUPERUSER), Err(HubError::SuperuserToken));
    }

    #[test]
    fn a_superuser_is_refused_by_claims_and_by_record() {
        let ordinary = r#"{"id":"u1","email":"a@b.c","collectionName":"users"}"#;
        assert_eq!(answer(SUPERUSER, ordinary), Err(HubError::SuperuserToken));
        assert_eq!(
            answer(USER, r#"{"id":"s","collectionName":"_superusers"}"#),
            Err(HubError::SuperuserToken)
        );
        assert_eq!(
            answer(USER, r#"{"id":"s","collectionId":"pbc_3142635823"}"#),
            Err(HubError::SuperuserToken)
        );
        assert!(answer(USER, ordinary).is_ok());
    }

    #[test]
    fn a_session_is_renewed_at_half_life() {
        let session = answer(
            USER,
            r#"{"id":"u1","email":"a@b.c","name":"","username":"ann","role":"readonly"}"#,
        )
        .expect("session");
        assert_eq!(session.account.name, "ann");
        assert_eq!(session.account.role, UserRole::Readonly);
        assert_eq!(session.refresh_at(), Some(Millis(1_794_500_000_000)));
        assert_eq!(
            Session {
                refreshable: false,
                ..session.clone()
            }
            .refresh_at(),
            None
        );
        assert!(
            !session.life().is_over(Millis(1_794_999_999_999))
                && session.life().is_over(Millis(1_795_000_000_000))
        );
    }

    #[test]
    fn a_token_that_says_nothing_is_not_renewed() {
        let session =
            answer("<token>", r#"{"id":"u1","email":"a@b.c","role":""}"#).expect("session");
        assert_eq!((session.expires, session.refresh_at()), (None, None));
        assert_eq!(
            (session.account.name.as_str(), session.account.role),
            ("a@b.c", UserRole::User)
        );
        assert!(matches!(answer("", "{}"), Err(HubError::BadAnswer { .. })));
        assert!(matches!(
            answer(USER, "[]"),
            Err(HubError::BadAnswer { .. })
        ));
    }

    #[test]
    fn a_token_never_shows_in_debug_output() {
        let session = answer(USER, r#"{"id":"u1"}"#).expect("session");
        assert!(!format!("{session:?}").contains("eyJ"));
    }
}
