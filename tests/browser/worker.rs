//! A hub in a worker answers like any other.

use blinkenrack::hub::transport::{Method, NoAnswer, Opened, Request, Token, Transport};
use blinkenrack::shell::worker::WorkerTransport;
use wasm_bindgen_test::wasm_bindgen_test;

/// Echoes each request; a stream says "hi" and ends.
const PARROT: &str = r#"
    onmessage = ({ data: [word, id, ...request] }) => {
        if (word === "send") postMessage(["answer", id, 201, "text/plain", request.join(" ")]);
        if (word === "open") {
            postMessage(["opened", id]);
            postMessage(["piece", id, new Uint8Array([104, 105])]);
            postMessage(["end", id]);
        }
    };
    postMessage(["ready"]);
"#;

fn transport_to(script: &str) -> WorkerTransport {
    let script = String::from(js_sys::encode_uri_component(script));
    WorkerTransport::new(format!("data:text/javascript,{script}"))
}

fn request() -> Request {
    Request {
        method: Method::Post,
        path: "/api/x".to_owned(),
        token: Some(Token::new("t")),
        body: Some("{}".to_owned()),
    }
}

#[wasm_bindgen_test]
async fn requests_wait_until_the_worker_listens() {
    let answer = transport_to(PARROT).send(request()).await;
    let answer = answer.expect("an answer");
    assert_eq!(
        (answer.status, answer.content_type.as_str()),
        (201, "text/plain")
    );
    assert_eq!(answer.body, "POST /api/x t {}");
}

#[wasm_bindgen_test]
async fn a_stream_comes_in_pieces_and_ends() {
    let Ok(Opened::Stream(mut stream)) = transport_to(PARROT).open(request()).await else {
        panic!("no stream");
    };
    assert_eq!(stream.next().await, Some(Ok(b"hi".to_vec())));
    assert_eq!(stream.next().await, None);
}

#[wasm_bindgen_test]
async fn a_worker_that_fails_leaves_each_request_unanswered() {
    let failing = [
        WorkerTransport::new("no-such-script.js"),
        transport_to("throw new Error('on purpose');"),
        transport_to("postMessage(['broken']);"),
    ];
    for transport in failing {
        for _ in 0..2 {
            let answer = transport.send(request()).await;
            assert_eq!(answer, Err(NoAnswer::Unreachable));
        }
    }
}
