//! Signing in, and checking tokens.

use super::HubClient;
use crate::domain::units::Millis;
use crate::hub::auth::{self, Claims, Session, SignIn, SignInOptions, USERS_ID};
use crate::hub::error::{HubError, InsteadOfHub};
use crate::hub::queries;
use crate::hub::read;
use crate::hub::records::{Fields, users};
use crate::hub::transport::{Response, Token};

impl HubClient {
    /// Returns the ways to sign in that this hub offers; fails where there is no hub. One request.
    pub async fn sign_in_options(&self) -> Result<SignInOptions, HubError> {
        let response = self.send(queries::sign_in_options()).await?;
        let answer = read::record(&response).map_err(no_such_service)?;
        users::sign_in_options(Fields::of(&answer)).ok_or(HubError::NotAHub {
            what: InsteadOfHub::OtherService,
        })
    }

    /// Signs in by email and password. `now` is this machine's time.
    pub async fn sign_in_with_password(
        &self,
        email: &str,
        password: &str,
        now: Millis,
    ) -> Result<SignIn, HubError> {
        let response = self.send(queries::password(email, password)).await?;
        if let Some(mfa_id) = second_factor(&response) {
            return Ok(SignIn::CodeNeeded { mfa_id });
        }
        let answer = read::record(&response).map_err(|error| match error {
            HubError::Refused { .. } | HubError::Expired => HubError::WrongCredentials,
            other => account_refusal(other, HubError::PasswordSignInOff),
        })?;
        auth::session(Fields::of(&answer), now).map(SignIn::Done)
    }

    /// Has a one-time code mailed; returns the id to use it with. The hub also accepts unknown emails.
    pub async fn request_code(&self, email: &str) -> Result<String, HubError> {
        let response = self.send(queries::code(email)).await?;
        let answer = read::record(&response).map_err(|error| match error {
            HubError::Forbidden { .. } => HubError::OtpNotAvailable,
            other => no_such_service(other),
        })?;
        Fields::of(&answer)
            .filled("otpId")
            .ok_or_else(|| HubError::BadAnswer {
                what: "it names no code".to_owned(),
            })
    }

    /// Signs in with a code; after a password, with the `mfa_id` that the hub answered to it.
    pub async fn sign_in_with_code(
        &self,
        otp_id: &str,
        code: &str,
        mfa_id: Option<&str>,
        now: Millis,
    ) -> Result<SignIn, HubError> {
        let response = self
            .send(queries::sign_in_with_code(otp_id, code.trim(), mfa_id))
            .await?;
        if let Some(mfa_id) = second_factor(&response) {
            return Ok(SignIn::CodeNeeded { mfa_id });
        }
        let answer = read::record(&response).map_err(|error| match error {
            HubError::Refused { .. } | HubError::Expired => HubError::WrongCode,
            other => account_refusal(other, HubError::OtpNotAvailable),
        })?;
        auth::session(Fields::of(&answer), now).map(SignIn::Done)
    }

    /// Verifies a token and renews it if possible. Refuses a superuser's, recognized by its claims or by the hub's answer.
    pub async fn check_token(&self, token: &Token, now: Millis) -> Result<Session, HubError> {
        let claims = Claims::of(token);
        if claims.as_ref().is_some_and(Claims::is_superusers) {
            return Err(HubError::SuperuserToken);
        }
        let response = self.send(queries::refresh(token)).await?;
        let answer = read::record(&response).map_err(|error| match error {
            HubError::Forbidden { .. }
                if claims.is_some_and(|claims| claims.collection_id != USERS_ID) =>
            {
                HubError::SuperuserToken
            }
            other => account_refusal(other, HubError::Expired),
        })?;
        auth::session(Fields::of(&answer), now)
    }
}

/// Why an account is refused; `switched_off` when this way of signing in is. Only the hub's message tells them apart.
fn account_refusal(error: HubError, switched_off: HubError) -> HubError {
    match error {
        HubError::Forbidden { message } if message.contains("configured") => switched_off,
        HubError::Forbidden { message } if message.contains("requirements") => HubError::Unverified,
        other => no_such_service(other),
    }
}

/// A hub without the collection `users` or its routes is another service.
fn no_such_service(error: HubError) -> HubError {
    match error {
        HubError::Missing => HubError::NotAHub {
            what: InsteadOfHub::OtherService,
        },
        HubError::BadAnswer { .. } => HubError::NotAHub {
            what: InsteadOfHub::OtherService,
        },
        other => other,
    }
}

/// The id for the second step: the hub answers a right password with 401 and this id when it requires a code as well.
fn second_factor(response: &Response) -> Option<String> {
    if response.status != 401 {
        return None;
    }
    let answer = read::parse(&response.body)?;
    Fields::of(&answer).filled("mfaId")
}
