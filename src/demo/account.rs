//! The one user of a simulated hub.

use serde_json::{Value, json};

use crate::domain::units::Millis;
use crate::hub::date;

/// The user's record id.
pub const USER: &str = "demouserdemo001";
const EMAIL: &str = "demo@example.com";
const COLLECTION: &str = "_pb_users_auth_";
/// The same as in the database of a 0.18.8 hub.
const TOKEN_LIFE_SECONDS: i64 = 5 * 86_400;

/// The answer to a successful sign-in: a token in the hub's form, and the user.
pub fn signed_in(now: Millis) -> Value {
    json!({"record": record(), "token": token(now)})
}

fn record() -> Value {
    let joined = date::format(Millis(1_767_225_600_000));
    json!({
        "avatar": "",
        "collectionId": COLLECTION,
        "collectionName": "users",
        "created": joined,
        "email": EMAIL,
        "emailVisibility": false,
        "id": USER,
        "name": "",
        "role": "user",
        "updated": joined,
        "username": "demo",
        "verified": true,
    })
}

/// A JSON web token with a user and an expiry. Nothing verifies it, so its signature is a fixed text.
pub fn token(now: Millis) -> String {
    let header = json!({"alg": "HS256", "typ": "JWT"});
    let claims = json!({
        "collectionId": COLLECTION,
        "exp": now.0 / 1000 + TOKEN_LIFE_SECONDS,
        "id": USER,
        "refreshable": true,
        "type": "auth",
    });
    let [header, claims] = [header, claims].map(|part| base64_url(part.to_string().as_bytes()));
    format!("{header}.{claims}.{}", base64_url(b"demo"))
}

fn base64_url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group
            .iter()
            .fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte))
            << (8 * (3 - group.len()));
        let letters =
            (0..=group.len()).filter_map(|place| ALPHABET.get(bits >> (18 - 6 * place) & 63));
        text.extend(letters.map(|byte| char::from(*byte)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_base64_without_padding() {
        assert_eq!(base64_url(b""), "");
        assert_eq!(base64_url(b"f"), "Zg");
        assert_eq!(base64_url(b"fo"), "Zm8");
        assert_eq!(base64_url(b"foo?>"), "Zm9vPz4");
    }
}
