//! The file reader: a worker that receives files and links of other programs, and answers with their content. Both sides of it.

use js_sys::{Array, Uint8Array};
use uuid::Uuid;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, MessageEvent};

use super::port::{WorkerPort, post_to_page, worker_scope};
use crate::domain::io::import::{ImportError, open_watched, wire};
use crate::domain::io::limits::MAX_FILE;
use crate::shell::task::spawn;

/// The input: a file that was chosen or dropped, whose content only the worker loads, or a pasted text.
#[derive(Clone, Debug)]
pub enum Input {
    File(File),
    Text(String),
}

/// Messages from the worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReaderMessage {
    /// It has started and takes inputs.
    Listening,
    /// Progress in an archive: the number of files read, of all its files.
    Progress { read: usize, of: usize },
    /// The answer to the last input, in the format of [`wire`], and the pictures in it.
    Answer(String, Vec<Vec<u8>>),
    /// It has failed and accepts no more inputs.
    Broken,
}

/// The page's end. Dropping it ends the worker.
pub struct ReaderWorker(WorkerPort);

impl ReaderWorker {
    /// `script` is the URL of a module script, relative to the page. `None` if the browser cannot start a worker.
    pub fn start(script: &str, on_news: impl Fn(ReaderMessage) + Clone + 'static) -> Option<Self> {
        let on_error = on_news.clone();
        let port = WorkerPort::start(
            script,
            Box::new(move |message| {
                on_news(parse_message(&message).unwrap_or(ReaderMessage::Broken))
            }),
            Box::new(move || on_error(ReaderMessage::Broken)),
        );
        port.map(Self)
    }

    /// Sends an input. The next one must wait for the answer.
    pub fn post(&self, name: &str, input: &Input) {
        let input = match input {
            Input::File(file) => JsValue::from(file.clone()),
            Input::Text(text) => JsValue::from_str(text),
        };
        self.0.post(&Array::of2(&name.into(), &input).into());
    }
}

/// `None` for a message of another kind.
fn parse_message(message: &JsValue) -> Option<ReaderMessage> {
    let message: &Array = message.dyn_ref()?;
    let number = |place| message.get(place).as_f64().map(|number| number as usize);
    match message.get(0).as_string()?.as_str() {
        "ready" => Some(ReaderMessage::Listening),
        "progress" => Some(ReaderMessage::Progress {
            read: number(1)?,
            of: number(2)?,
        }),
        "answer" => {
            let pictures: Array = message.get(2).dyn_into().ok()?;
            let bytes = |picture: JsValue| Uint8Array::new(&picture).to_vec();
            let pictures = pictures.iter().map(bytes).collect();
            Some(ReaderMessage::Answer(message.get(1).as_string()?, pictures))
        }
        "broken" => Some(ReaderMessage::Broken),
        _ => None,
    }
}

/// The worker's end: reads what comes for as long as this worker runs.
pub fn serve_reader() {
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Ok(message) = event.data().dyn_into::<Array>() else {
            return;
        };
        spawn(async move {
            let name = message.get(0).as_string().unwrap_or_default();
            let (text, pictures) = read(&name, message.get(1)).await;
            post_to_page(&Array::of3(&"answer".into(), &text.into(), &pictures));
        });
    });
    worker_scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post_to_page(&Array::of1(&"ready".into()));
}

/// Reads an input; returns its content as text, and the pictures in it.
async fn read(name: &str, input: JsValue) -> (String, Array) {
    let bytes = match input.as_string() {
        Some(text) => Ok(text.into_bytes()),
        None => content(&input.unchecked_into()).await,
    };
    let opened = bytes.and_then(|bytes| {
        open_watched(name, &bytes, &mut Uuid::new_v4, &mut |read, of| {
            let (read, of) = (JsValue::from(read as u32), JsValue::from(of as u32));
            post_to_page(&Array::of3(&"progress".into(), &read, &of));
        })
    });
    let pictures = opened.iter().flat_map(|opened| &opened.pictures);
    let pictures = pictures.map(|picture| Uint8Array::from(picture.bytes.as_slice()));
    (wire::write(&opened), pictures.collect())
}

async fn content(file: &File) -> Result<Vec<u8>, ImportError> {
    let size = file.size();
    if size > MAX_FILE as f64 {
        return Err(ImportError::TooLarge(size as usize));
    }
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| ImportError::Unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
