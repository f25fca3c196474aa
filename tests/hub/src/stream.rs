//! A realtime connection to the hub for tests: every event with its time.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{Client, Error, Reply, Result};

/// A received event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// The subscribed topic, or `PB_CONNECT`.
    pub name: String,
    /// The client's id.
    pub id: String,
    pub data: String,
}

impl Event {
    /// The data as JSON; `Null` if it is not JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.data).unwrap_or(Value::Null)
    }
}

#[derive(Default)]
struct Received {
    events: Vec<Event>,
    fields: Vec<String>,
    ended: bool,
}

#[derive(Default)]
struct Shared {
    received: Mutex<Received>,
    more: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Received> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An open stream, read in the background until it is dropped.
pub struct Stream {
    socket: TcpStream,
    shared: Arc<Shared>,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    client_id: String,
}

impl Stream {
    /// Connects as a page of another origin does, and waits for the first event.
    pub fn open(url: &str) -> Result<Self> {
        let no_answer = |reason: &str| Error::NoAnswer {
            request: "GET /api/realtime".to_owned(),
            reason: reason.to_owned(),
        };
        let address = url
            .strip_prefix("http://")
            .ok_or_else(|| no_answer("not an http URL"))?;
        let (host, base) = address
            .split_once('/')
            .map_or((address, String::new()), |(host, path)| {
                (host, format!("/{path}"))
            });
        let mut socket = TcpStream::connect(host)?;
        let request = format!(
            "GET {base}/api/realtime HTTP/1.1\r\nHost: {host}\r\nAccept: text/event-stream\r\nOrigin: http://racks.test\r\n\r\n"
        );
        socket.write_all(request.as_bytes())?;
        let mut reader = BufReader::new(socket.try_clone()?);
        let headers = read_headers(&mut reader)?;
        let shared = Arc::new(Shared::default());
        let mut stream = Self {
            socket,
            shared: Arc::clone(&shared),
            headers,
            client_id: String::new(),
        };
        thread::spawn(move || {
            read_events(BufReader::new(Chunks { reader, left: 0 }), &shared);
            shared.lock().ended = true;
            shared.more.notify_all();
        });
        let first = stream
            .wait(0, Duration::from_secs(10), |_| true)
            .ok_or_else(|| no_answer("no first event"))?;
        stream.client_id = first.json()["clientId"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        Ok(stream)
    }

    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// A header of the response; empty if absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// The names of all event-stream fields seen so far.
    pub fn fields(&self) -> Vec<String> {
        self.shared.lock().fields.clone()
    }

    /// Replaces the whole set of topics.
    pub fn set_topics(&self, client: &Client, topics: &[&str]) -> Result<Reply> {
        client.post(
            "/api/realtime",
            &json!({"clientId": self.client_id, "subscriptions": topics}),
        )
    }

    /// The number of events so far: a mark to wait or read from.
    pub fn mark(&self) -> usize {
        self.shared.lock().events.len()
    }

    /// The events since a mark.
    pub fn since(&self, mark: usize) -> Vec<Event> {
        self.shared
            .lock()
            .events
            .get(mark..)
            .unwrap_or_default()
            .to_vec()
    }

    /// The first wanted event since a mark, waiting up to a limit.
    pub fn wait(
        &self,
        mark: usize,
        limit: Duration,
        wanted: impl Fn(&Event) -> bool,
    ) -> Option<Event> {
        let deadline = Instant::now() + limit;
        let mut received = self.shared.lock();
        loop {
            if let Some(event) = received
                .events
                .get(mark..)
                .unwrap_or_default()
                .iter()
                .find(|event| wanted(event))
            {
                return Some(event.clone());
            }
            let left = deadline.checked_duration_since(Instant::now())?;
            if received.ended {
                return None;
            }
            received = self
                .shared
                .more
                .wait_timeout(received, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        // Wakes the reader; a closed socket needs no waking.
        let _ = self.socket.shutdown(Shutdown::Both);
    }
}

fn read_headers(reader: &mut impl BufRead) -> Result<Vec<(String, String)>> {
    let mut headers = Vec::new();
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 && line != "\r\n" {
        if let Some((name, value)) = line.split_once(':') {
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        line.clear();
    }
    Ok(headers)
}

fn read_events(reader: impl BufRead, shared: &Shared) {
    let mut event = Event::default();
    for line in reader.lines().map_while(std::result::Result::ok) {
        if let Some((field, value)) = line.split_once(':') {
            let value = value.strip_prefix(' ').unwrap_or(value).to_owned();
            match field {
                "event" => event.name = value,
                "id" => event.id = value,
                "data" => event.data = value,
                _ => {}
            }
            let mut received = shared.lock();
            if !received.fields.iter().any(|known| known == field) {
                received.fields.push(field.to_owned());
            }
        } else if line.is_empty() {
            shared.lock().events.push(std::mem::take(&mut event));
            shared.more.notify_all();
        }
    }
}

/// The body of a chunked response.
struct Chunks<R> {
    reader: R,
    /// Bytes left in the current chunk.
    left: usize,
}

impl<R: BufRead> Read for Chunks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.left == 0 {
            let mut size = String::new();
            if self.reader.read_line(&mut size)? == 0 {
                return Ok(0);
            }
            match usize::from_str_radix(size.trim(), 16) {
                Ok(0) => return Ok(0),
                Ok(size) => self.left = size,
                // The end of the previous chunk.
                Err(_) => {}
            }
        }
        let wanted = buffer.len().min(self.left);
        let got = self
            .reader
            .read(buffer.get_mut(..wanted).unwrap_or_default())?;
        self.left -= got;
        Ok(got)
    }
}
