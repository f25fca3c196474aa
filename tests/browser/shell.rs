//! The adapters fulfill the contracts of the ports.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use blinkenrack::hub::transport::{Clock, Method, NoAnswer, Opened, Request, Token, Transport};
use blinkenrack::hub::url::HubUrl;
use blinkenrack::shell::clock::BrowserClock;
use blinkenrack::shell::fetch::FetchTransport;
use blinkenrack::shell::frames::FrameTask;
use blinkenrack::shell::storage::{self, Keep};
use blinkenrack::shell::{failure, page};
use js_sys::{Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::ErrorEvent;

fn get(path: &str) -> Request {
    Request {
        method: Method::Get,
        path: path.to_owned(),
        token: None,
        body: None,
    }
}

/// A transport to this address.
fn transport_to(address: &str) -> FetchTransport {
    FetchTransport::new(HubUrl::parse(address, false).expect("an address"))
}

/// The server of this test page.
fn own_server() -> FetchTransport {
    let origin = web_sys::window().expect("a window").location().origin();
    transport_to(&origin.expect("an origin"))
}

#[wasm_bindgen_test]
async fn the_clock_waits_as_long_as_it_is_told() {
    let clock = BrowserClock;
    let before = clock.now();
    clock.sleep(50).await;
    let waited = clock.now().since(before);
    assert!((45..5_000).contains(&waited), "{waited} ms");
}

#[wasm_bindgen_test]
fn small_texts_are_kept_apart_for_tab_and_device() {
    assert!(storage::write(Keep::Tab, "word", "for the tab"));
    assert!(storage::write(Keep::Device, "word", "for the device"));
    assert_eq!(
        storage::read(Keep::Tab, "word").as_deref(),
        Some("for the tab")
    );
    storage::remove(Keep::Tab, "word");
    assert_eq!(storage::read(Keep::Tab, "word"), None);
    assert_eq!(
        storage::read(Keep::Device, "word").as_deref(),
        Some("for the device")
    );
    storage::remove(Keep::Device, "word");
    assert_eq!(storage::read(Keep::Device, "word"), None);
}

/// Fills the free space with a key of this name; less than a thousand characters remain.
fn fill(key: &str) {
    let mut length = 4 << 20;
    let mut number = 0;
    while length > 500 {
        if storage::write(Keep::Device, &format!("{key}{number}"), &"x".repeat(length)) {
            number += 1;
        } else {
            length /= 2;
        }
    }
}

fn remove_all(key: &str) {
    for name in storage::names(Keep::Device) {
        if name.starts_with(key) {
            storage::remove(Keep::Device, &name);
        }
    }
}

#[wasm_bindgen_test]
fn what_is_spare_gives_way_to_what_the_user_arranged() {
    let [spare, arranged] = [20_000, 100_000].map(|length| "v".repeat(length));
    assert!(storage::write(Keep::Device, "visit a", &spare));
    fill("visit b");
    // A visit does not evict another one.
    assert!(!storage::write(Keep::Device, "visit c", &arranged));
    assert!(storage::names(Keep::Device).contains(&"visit a".to_owned()));
    assert!(storage::write(Keep::Device, "unsaved", &arranged));
    assert_eq!(
        storage::read(Keep::Device, "unsaved").as_ref(),
        Some(&arranged)
    );
    let names = storage::names(Keep::Device);
    assert!(!names.iter().any(|name| name.starts_with("visit ")));
    // Full of other things, it accepts nothing, and what it has stays.
    fill("filled");
    assert!(!storage::write(Keep::Device, "unsaved", &spare.repeat(10)));
    assert_eq!(storage::read(Keep::Device, "unsaved"), Some(arranged));
    for key in ["filled", "unsaved"] {
        remove_all(key);
    }
}

#[wasm_bindgen_test]
async fn an_answer_has_status_type_and_text() {
    let answer = own_server().send(get("/")).await.expect("an answer");
    assert_eq!(answer.status, 200);
    assert!(
        answer.content_type.starts_with("text/html"),
        "{}",
        answer.content_type
    );
    assert!(answer.body.contains("<html"), "{}", answer.body);
    let missing = own_server()
        .send(get("/api/nothing"))
        .await
        .expect("an answer");
    assert_eq!(missing.status, 404);
}

#[wasm_bindgen_test]
async fn nobody_there_is_no_answer() {
    // Port 9 (discard) is blocked by browsers and closed on nearly every machine.
    let refused = transport_to("http://127.0.0.1:9").send(get("/")).await;
    assert_eq!(
        refused.map(|answer| answer.status),
        Err(NoAnswer::Unreachable)
    );
}

#[wasm_bindgen_test]
async fn a_page_is_no_stream_of_events() {
    match own_server().open(get("/")).await.expect("an answer") {
        Opened::Answer(answer) => assert_eq!(answer.status, 200),
        Opened::Stream(_) => panic!("took a web page for an event stream"),
    }
}

/// A transport whose `fetch` returns these pieces as an event stream, each as its own chunk.
fn stream_of(pieces: &str) -> FetchTransport {
    let fetch = format!(
        "const real = globalThis.fetch;
         globalThis.fetch = () => {{
            globalThis.fetch = real;
            const pieces = {pieces}.map((text) => new TextEncoder().encode(text));
            const body = new ReadableStream({{
                pull(controller) {{ pieces.length ? controller.enqueue(pieces.shift()) : controller.close(); }},
            }});
            return Promise.resolve(new Response(body, {{ headers: {{ 'content-type': 'text/event-stream' }} }}));
         }};"
    );
    let run = Function::new_no_args(&fetch);
    run.call0(&JsValue::NULL).expect("a replaced fetch");
    own_server()
}

/// The page's script hands over its requests through a function on the window, which counts and ends `globalThis.handover`.
fn hand_over(answer: &str) -> FetchTransport {
    let script = format!(
        "const handover = globalThis.handover = {{ asked: [], ended: false }};
         globalThis.blinkenrackEarly = (...request) => {{
            if (request.length === 0) handover.ended = true;
            else handover.asked.push(request.slice(0, 4).join(' '));
            return {answer};
         }};"
    );
    let run = Function::new_no_args(&script);
    run.call0(&JsValue::NULL).expect("a function on the window");
    let origin = web_sys::window().expect("a window").location().origin();
    let hub = HubUrl::parse(&origin.expect("an origin"), false).expect("an address");
    FetchTransport::resumed(hub)
}

fn handed_over(what: &str) -> JsValue {
    let run = Function::new_no_args(&format!("return {what};"));
    run.call0(&JsValue::NULL).expect("a value")
}

#[wasm_bindgen_test]
async fn what_the_page_has_asked_is_taken_over_once() {
    let transport = hand_over("Promise.resolve(new Response('early', { status: 203 }))");
    assert!(handed_over("'blinkenrackEarly' in globalThis").is_falsy());
    let mut request = get("/api/x?y=1");
    request.token = Some(Token::new("secret"));
    let answer = transport.send(request).await.expect("an answer");
    assert_eq!((answer.status, answer.body.as_str()), (203, "early"));
    let asked = handed_over("handover.asked.join() === `GET ${location.origin}/api/x?y=1 secret `");
    assert!(asked.is_truthy());
    assert!(handed_over("handover.ended").is_falsy());
    drop(transport);
    assert!(
        handed_over("handover.ended").is_truthy(),
        "what is not taken is aborted"
    );
}

#[wasm_bindgen_test]
async fn what_the_page_has_not_asked_or_not_got_is_asked_as_usual() {
    for answer in ["undefined", "Promise.reject(new TypeError('cut'))"] {
        let transport = hand_over(answer);
        let answer = transport.send(get("/")).await.expect("an answer");
        assert_eq!(answer.status, 200);
    }
}

#[wasm_bindgen_test]
async fn a_stream_comes_piece_by_piece_and_ends() {
    let opened = stream_of("['id: 1\\n', 'data: {}\\n\\n']")
        .open(get("/api/realtime"))
        .await;
    let Opened::Stream(mut stream) = opened.expect("an answer") else {
        panic!("no stream");
    };
    let mut read = Vec::new();
    while let Some(piece) = stream.next().await {
        read.extend(piece.expect("a piece"));
    }
    assert_eq!(
        String::from_utf8(read).as_deref(),
        Ok("id: 1\ndata: {}\n\n")
    );
}

#[wasm_bindgen_test]
async fn many_requests_are_one_frame() {
    let runs = Rc::new(Cell::new(0));
    let counted = Rc::clone(&runs);
    let task = FrameTask::new(move || counted.set(counted.get() + 1));
    for _ in 0..100 {
        task.request();
    }
    assert_eq!(runs.get(), 0, "work has to wait for the frame");
    BrowserClock.sleep(200).await;
    assert_eq!(runs.get(), 1);
    task.request();
    BrowserClock.sleep(200).await;
    assert_eq!(runs.get(), 2);
}

#[wasm_bindgen_test]
async fn a_task_that_is_gone_is_not_called() {
    // The tests share one window, so errors of others may arrive here too. Only the bindings' own complaint about a closure that no longer
    // exists counts.
    let errors = Rc::new(RefCell::new(Vec::<String>::new()));
    let heard = Rc::clone(&errors);
    let listener = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
        let message = event.message();
        if message.contains("closure invoked") {
            heard.borrow_mut().push(message);
        }
    });
    let window = web_sys::window().expect("a window");
    let function = listener.as_ref().unchecked_ref();
    window
        .add_event_listener_with_callback("error", function)
        .expect("a listener");
    let runs = Rc::new(Cell::new(0));
    let counted = Rc::clone(&runs);
    let task = FrameTask::new(move || counted.set(counted.get() + 1));
    task.request();
    drop(task);
    BrowserClock.sleep(200).await;
    window
        .remove_event_listener_with_callback("error", function)
        .expect("no listener");
    assert_eq!(*errors.borrow(), Vec::<String>::new());
    assert_eq!(runs.get(), 0, "the browser called what was gone");
}

#[wasm_bindgen_test]
fn a_failure_is_handed_to_the_page() {
    let told = Rc::new(RefCell::new(String::new()));
    let heard = Rc::clone(&told);
    let show = Closure::<dyn Fn(String)>::new(move |detail| *heard.borrow_mut() = detail);
    let name = JsValue::from_str("blinkenrackFailed");
    let global = js_sys::global();
    Reflect::set(&global, &name, show.as_ref().unchecked_ref()).expect("a global function");
    failure::show("the reason");
    assert_eq!(*told.borrow(), "the reason");
    Reflect::delete_property(&global, &name).expect("deleted");
}

#[wasm_bindgen_test]
fn the_root_element_carries_states() {
    page::set_root_state("probe", "yes");
    assert_eq!(page::root_state("probe").as_deref(), Some("yes"));
    assert_eq!(page::root_state("never-set"), None);
}
