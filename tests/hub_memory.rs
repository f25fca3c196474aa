//! A hub's responses take little memory, however large they are, as measured by a counting allocator.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

#[path = "support/counting.rs"]
mod counting;
mod support;

use std::cell::RefCell;

use blinkenrack::domain::units::Millis;
use blinkenrack::hub::client::HubClient;
use blinkenrack::hub::transport::{LARGEST_ANSWER, Request};

use counting::peak;
use support::{ScriptedHub, json, now, token};

/// Limit in bytes, including the response.
const MOST: usize = 150 << 20;

/// A list of one repeated item, of at most `size` bytes.
fn list(before: &str, item: &str, after: &str, size: usize) -> String {
    let count = (size - before.len() - after.len() - item.len()) / (item.len() + 1);
    let mut text = String::with_capacity(size);
    text += before;
    for _ in 0..count {
        text += item;
        text.push(',');
    }
    text += item;
    text += after;
    text
}

/// Makes every request to which a hub can send a long response.
fn check(what: &str, status: u16, body: String) {
    let length = body.len();
    for (way, ask) in WAYS {
        // The response is in memory once, as in the browser.
        let answer = RefCell::new(Some(json(status, body.clone())));
        let hub = HubClient::new(ScriptedHub::new(move |_: &Request| {
            Ok(answer.take().unwrap_or_else(|| json(500, "")))
        }));
        let before = peak(|| ()).1;
        let ((), peak) = peak(|| ask(&hub));
        // `body` itself belongs to this test.
        let peak = peak - length;
        let megabytes = peak >> 20;
        println!(
            "{status} {what}, {way}: {} KB, peak {megabytes} MB, {} MB at first",
            length >> 10,
            (before - length) >> 20
        );
        assert!(peak < MOST, "{status} {what}, {way}: {megabytes} MB");
    }
}

type Ask = fn(&HubClient);

const WAYS: [(&str, Ask); 2] = [
    ("systems", |hub| drop(now(hub.systems(&token())))),
    ("password", |hub| {
        drop(now(hub.sign_in_with_password(
            "a@example.com",
            "x",
            Millis(0),
        )));
    }),
];

/// A single test, so that nothing else is counted.
#[test]
fn what_a_hub_answers_takes_little_memory() {
    let sizes = [LARGEST_ANSWER, 2 << 20];
    let items = [
        "0",
        "\"\"",
        "\"abcdefghijklmnop\"",
        "[0]",
        "[[[[0]]]]",
        "{}",
        "{\"\":0}",
        "{\"a\":{\"b\":1}}",
        r#"{"id":"aaaaaaaaaaaaaaa","name":"n","host":"h","status":"up","info":{"cpu":1,"la":[1,2,3]}}"#,
    ];
    for size in sizes {
        for item in items {
            let before = r#"{"page":1,"perPage":1000,"items":["#;
            let answer = list(before, item, "]}", size);
            check(&format!("of {item}"), 200, answer);
        }
        let mut keys = String::with_capacity(size + 100);
        keys.push('{');
        let mut number = 0;
        while keys.len() < size - 20 {
            keys += &format!("\"{number:x}\":0,");
            number += 1;
        }
        keys += "\"z\":0}";
        check("of keys", 200, keys.clone());
        check("of keys", 400, keys);
        let values = list(r#"{"message":"m","data":["#, "[0]", "]}", size);
        for status in [400, 401, 403] {
            check("of lists", status, values.clone());
        }
    }
}
