//! A store for sign-ins, a hub and tokens, for tests of what is kept between visits.

use std::cell::RefCell;

use blinkenrack::domain::io::base64url;
use blinkenrack::hub::live::SessionStore;
use blinkenrack::hub::transport::Token;
use blinkenrack::hub::url::HubUrl;

#[derive(Default)]
pub struct Memory(RefCell<Option<String>>);

impl SessionStore for Memory {
    fn read(&self) -> Option<String> {
        self.0.borrow().clone()
    }

    fn write(&self, record: &str) -> bool {
        self.0.replace(Some(record.to_owned()));
        true
    }

    fn remove(&self) {
        self.0.replace(None);
    }
}

pub fn address() -> HubUrl {
    HubUrl::parse("https://hub.example", true).expect("a hub's URL")
}

/// A token of this user; each number gives a different one.
pub fn token(user: &str, number: usize) -> Token {
    let claims = format!(r#"{{"id":"{user}","exp":{number}}}"#);
    Token::new(format!("h.{}.s", base64url::encode(claims.as_bytes())))
}
