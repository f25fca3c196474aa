//! Files are read in a worker that may fail at any of them.

use std::cell::RefCell;
use std::rc::Rc;

use blinkenrack::domain::io::import::batch;
use blinkenrack::shell::{clock, page};
use blinkenrack::state::incoming::Incoming;
use blinkenrack::state::reading::{ReadFailure, ReadFile, ReadingTask};
use wasm_bindgen_test::wasm_bindgen_test;

/// Answers each text with the text itself, but traps at one, like a program out of memory, and does not answer another.
const READER: &str = r#"
    const trap = [0,97,115,109,1,0,0,0, 1,4,1,96,0,0, 3,2,1,0, 7,5,1,1,97,0,0, 10,5,1,3,0,0,11];
    let read = 0;
    onmessage = async ({ data: [name, text] }) => {
        if (text === "trap") new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(trap))).exports.a();
        read += 1;
        if (text !== "nothing") postMessage(["answer", JSON.stringify({ error: `${text} ${read}` }), []]);
    };
    addEventListener("unhandledrejection", () => postMessage(["broken"]));
    postMessage(["ready"]);
"#;

type Results = Rc<RefCell<Option<Vec<Result<(), ReadFailure>>>>>;

fn start(script: &str, texts: &[&str]) -> (ReadingTask, Results) {
    page::set_root_state("reader", script);
    let results = Results::default();
    let files = texts.iter().map(|text| Incoming::text("file", *text));
    let task = ReadingTask::start(files.collect(), {
        let results = results.clone();
        move |outcomes: Vec<ReadFile>| {
            let outcomes = outcomes.into_iter();
            let found = outcomes.map(|outcome| outcome.result.map(|_| ()));
            results.replace(Some(found.collect()));
        }
    });
    (task, results)
}

fn script() -> String {
    let script = String::from(js_sys::encode_uri_component(READER));
    format!("data:text/javascript,{script}")
}

async fn finished(results: &Results) -> Vec<Result<(), ReadFailure>> {
    loop {
        if let Some(results) = results.take() {
            return results;
        }
        clock::sleep(5).await;
    }
}

fn content(words: &str) -> Result<(), ReadFailure> {
    Err(ReadFailure::Content(words.to_owned()))
}

fn reader(why: batch::NotRead) -> Result<(), ReadFailure> {
    Err(ReadFailure::Reader(why))
}

#[wasm_bindgen_test]
async fn a_file_that_makes_the_reader_trap_leaves_the_others_alone() {
    let (_task, results) = start(&script(), &["good", "trap", "good", "good"]);
    // The count shows that the third file got a fresh reader.
    let expected = [
        content("good 1"),
        reader(batch::NotRead::Broken),
        content("good 1"),
        content("good 2"),
    ];
    assert_eq!(finished(&results).await, expected);
    let (_task, results) = start(&script(), &["good"]);
    assert_eq!(finished(&results).await, [content("good 1")]);
}

#[wasm_bindgen_test]
async fn canceling_ends_a_reader_that_says_nothing() {
    let (task, results) = start(&script(), &["nothing", "good"]);
    task.cancel();
    let canceled = reader(batch::NotRead::Canceled);
    assert_eq!(finished(&results).await, [canceled.clone(), canceled]);
}

#[wasm_bindgen_test]
async fn a_reader_that_does_not_load_says_so() {
    let (_task, results) = start("no-such-reader.js", &["good", "good"]);
    let why = reader(batch::NotRead::NotLoaded);
    assert_eq!(finished(&results).await, [why.clone(), why]);
}
