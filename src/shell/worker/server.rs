//! The worker's end: messages become requests to the transport it serves.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::PanicHookInfo;
use std::rc::Rc;

use futures_util::future::{AbortHandle, abortable};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageEvent;

use super::message::{Call, Id, News, Reply};
use super::port::{post_to_page, worker_scope};
use crate::hub::transport::{Opened, Request, Transport};
use crate::shell::task::spawn;

/// Answers the page's requests from `transport` for as long as this worker runs.
pub fn serve(transport: Rc<dyn Transport>) {
    let under_way: Rc<RefCell<BTreeMap<Id, AbortHandle>>> = Rc::default();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let (id, work) = match Call::read(&event.data()) {
            Some(Call::Send(id, request)) => (id, answer(transport.clone(), id, request, false)),
            Some(Call::Open(id, request)) => (id, answer(transport.clone(), id, request, true)),
            Some(Call::Close(id)) => {
                if let Some(work) = under_way.borrow_mut().remove(&id) {
                    work.abort();
                }
                return;
            }
            None => return,
        };
        let (work, handle) = abortable(work);
        under_way.borrow_mut().insert(id, handle);
        spawn(async move {
            // An aborted request was closed by the page, which expects no answer.
            let _ = work.await;
        });
    });
    worker_scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post_news(&News::Ready);
}

/// Tells the page when this worker's program panics.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
        post_news(&News::Broken);
    }));
}

async fn answer(transport: Rc<dyn Transport>, id: Id, request: Request, opens: bool) {
    let reply = |reply| post_news(&News::Reply(id, reply));
    let opened = if opens {
        transport.open(request).await
    } else {
        transport.send(request).await.map(Opened::Answer)
    };
    let mut stream = match opened {
        Ok(Opened::Stream(stream)) => stream,
        Ok(Opened::Answer(answer)) => return reply(Reply::Answer(answer)),
        Err(reason) => return reply(Reply::Failed(reason)),
    };
    reply(Reply::Opened);
    loop {
        match stream.next().await {
            Some(Ok(bytes)) => reply(Reply::Piece(bytes)),
            Some(Err(reason)) => return reply(Reply::Failed(reason)),
            None => return reply(Reply::End),
        }
    }
}

fn post_news(news: &News) {
    post_to_page(&news.write());
}
