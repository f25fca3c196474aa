//! A reverse proxy that puts a hub below a sub-path, as people do, that can be cut and mended, and that gets in the way as
//! badly set proxies do.

use std::io::{Read, Write, copy};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle, sleep};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// The path below which the hub appears.
pub const SUB_PATH: &str = "/beszel";

/// The path below which another hub of the same host appears.
const OTHER_PATH: &str = "/other";

/// The ports that proxies listen on: above what services use, below what systems give to outgoing connections.
const PORTS: Range<u16> = 20_000..30_000;

/// What it does instead of passing a request on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Obstacle {
    #[default]
    None,
    /// Event streams are opened, and their bytes collected.
    StreamWithoutBytes,
    /// Event streams are not even opened.
    StreamWithoutHead,
    /// Requests are sent on to a login.
    LoginByRedirect,
    /// As above, by a proxy that lets no page of another address see it.
    LoginUnseen,
    /// Requests are answered with a login's page.
    LoginPage,
    /// The list of systems never ends.
    EndlessList,
    /// Answers come byte by byte, the events of streams too.
    SlowDrip,
    /// Requests are passed on only when nothing holds them any more.
    Hold,
}

/// Between two bytes of an answer that drips.
const DRIP: Duration = Duration::from_millis(1);
/// How often it is looked whether requests are still held.
const LOOK: Duration = Duration::from_millis(20);

pub struct Proxy {
    address: SocketAddr,
    way: Way,
    line: Option<Line>,
}

/// Where requests go, and what stands in their way.
#[derive(Clone)]
struct Way {
    /// The hub's host and port.
    target: String,
    /// Those of another hub.
    other: Arc<Mutex<Option<String>>>,
    obstacle: Arc<Mutex<Obstacle>>,
    /// The bytes of endless lists that were taken.
    taken: Arc<AtomicU64>,
}

/// An open way through: who listens and what is connected.
struct Line {
    connections: Arc<Mutex<Connections>>,
    listener: Option<JoinHandle<()>>,
    address: SocketAddr,
}

#[derive(Default)]
struct Connections {
    closed: bool,
    open: Vec<TcpStream>,
}

impl Proxy {
    /// Stands in front of the hub at `hub_url` on a free port.
    pub fn start(hub_url: &str) -> Result<Self> {
        let target = host_of(hub_url)?;
        let listener = bind_free_port()?;
        let mut proxy = Self {
            address: listener.local_addr()?,
            way: Way {
                target,
                other: Arc::default(),
                obstacle: Arc::default(),
                taken: Arc::default(),
            },
            line: None,
        };
        proxy.line = Some(Line::open(listener, &proxy.way)?);
        Ok(proxy)
    }

    /// Puts something in the way of requests from now on; connections that are open stay.
    pub fn obstruct(&self, obstacle: Obstacle) {
        *lock(&self.way.obstacle) = obstacle;
    }

    /// Puts another hub below a path of its own. Returns its address.
    pub fn add_other(&self, hub_url: &str) -> Result<String> {
        *lock(&self.way.other) = Some(host_of(hub_url)?);
        Ok(format!("http://{}{OTHER_PATH}", self.address))
    }

    /// How many bytes of endless lists the browser has taken.
    pub fn taken(&self) -> u64 {
        self.way.taken.load(Ordering::Relaxed)
    }

    /// The hub's address through the proxy.
    pub fn url(&self) -> String {
        format!("http://{}{SUB_PATH}", self.address)
    }

    /// Ends every connection and refuses new ones.
    pub fn cut(&mut self) {
        self.line = None;
    }

    /// Lets connections through again, at the same address.
    pub fn mend(&mut self) -> Result<()> {
        self.cut();
        self.line = Some(Line::open(TcpListener::bind(self.address)?, &self.way)?);
        Ok(())
    }
}

fn host_of(hub_url: &str) -> Result<String> {
    let host = hub_url.strip_prefix("http://");
    Ok(host.context("a hub without http")?.to_owned())
}

/// Takes a free port of [`PORTS`]: while the proxy is cut, no outgoing connection may take its port.
fn bind_free_port() -> Result<TcpListener> {
    static TAKEN: AtomicUsize = AtomicUsize::new(0);
    // Programs that run at the same time begin in different places.
    let start = std::process::id() as usize * 97;
    for _ in PORTS {
        let step = start + TAKEN.fetch_add(1, Ordering::Relaxed);
        let port = PORTS.start + (step % PORTS.len()) as u16;
        if let Ok(listener) = TcpListener::bind(("127.0.0.1", port)) {
            return Ok(listener);
        }
    }
    bail!("no free port from {PORTS:?}")
}

impl Line {
    fn open(listener: TcpListener, way: &Way) -> Result<Self> {
        let connections = Arc::new(Mutex::new(Connections::default()));
        let address = listener.local_addr()?;
        let way = way.clone();
        let shared = Arc::clone(&connections);
        let accept = move || {
            for browser in listener.incoming().flatten() {
                if lock(&shared).closed {
                    return;
                }
                let (way, shared) = (way.clone(), Arc::clone(&shared));
                // A connection that ends early is the browser's right.
                thread::spawn(move || drop(forward(browser, &way, &shared)));
            }
        };
        Ok(Self {
            connections,
            listener: Some(thread::spawn(accept)),
            address,
        })
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let open = {
            let mut connections = lock(&self.connections);
            connections.closed = true;
            std::mem::take(&mut connections.open)
        };
        for connection in open {
            let _ = connection.shutdown(Shutdown::Both);
        }
        // Wakes the listener, which then sees that it is closed.
        drop(TcpStream::connect(self.address));
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Carries one request and its answer: the path without the sub-path, and no second request on the same connection, which
/// spares reading bodies.
fn forward(mut browser: TcpStream, way: &Way, connections: &Mutex<Connections>) -> Result<()> {
    let (head, body) = read_head(&mut browser)?;
    let mut lines = head.split("\r\n");
    let request = lines.next().unwrap_or_default();
    let mut words = request.splitn(3, ' ');
    let (method, path) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let other = lock(&way.other).clone();
    let to_other = || Some((path.strip_prefix(OTHER_PATH)?, other?));
    let to_hub = path
        .strip_prefix(SUB_PATH)
        .map(|path| (path, way.target.clone()));
    let Some((path, target)) = to_hub.or_else(to_other) else {
        browser.write_all(
            b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        )?;
        return Ok(());
    };
    let path = if path.is_empty() { "/" } else { path };
    let obstacle = *lock(&way.obstacle);
    // The browser's question whether a page may ask passes, as it carries no sign-in.
    if method != "OPTIONS"
        && get_in_the_way(&mut browser, (method, path), obstacle, way, connections)?
    {
        return Ok(());
    }
    while method != "OPTIONS" && *lock(&way.obstacle) == Obstacle::Hold {
        if lock(connections).closed {
            return Ok(());
        }
        sleep(LOOK);
    }
    let mut forwarded = format!("{method} {path} HTTP/1.1\r\n");
    for line in lines.filter(|line| !line.to_ascii_lowercase().starts_with("connection:")) {
        forwarded.push_str(line);
        forwarded.push_str("\r\n");
    }
    forwarded.push_str("Connection: close\r\n\r\n");

    let mut hub = TcpStream::connect(&target)?;
    {
        let mut connections = lock(connections);
        if connections.closed {
            return Ok(());
        }
        connections.open.push(browser.try_clone()?);
        connections.open.push(hub.try_clone()?);
    }
    hub.write_all(forwarded.as_bytes())?;
    hub.write_all(&body)?;
    let (mut from_browser, mut to_hub) = (browser.try_clone()?, hub.try_clone()?);
    thread::spawn(move || {
        let _ = copy(&mut from_browser, &mut to_hub);
        let _ = to_hub.shutdown(Shutdown::Both);
    });
    if obstacle == Obstacle::SlowDrip && method != "OPTIONS" {
        drip(&mut hub, &mut browser)?;
    } else {
        let _ = copy(&mut hub, &mut browser);
    }
    let _ = browser.shutdown(Shutdown::Both);
    Ok(())
}

/// Passes an answer on byte by byte, each in a packet of its own.
fn drip(hub: &mut TcpStream, browser: &mut TcpStream) -> Result<()> {
    browser.set_nodelay(true)?;
    let mut chunk = [0; 4096];
    loop {
        let count = hub.read(&mut chunk)?;
        if count == 0 {
            return Ok(());
        }
        for byte in &chunk[..count] {
            browser.write_all(std::slice::from_ref(byte))?;
            sleep(DRIP);
        }
    }
}

/// Answers a request in the hub's place; whether it did.
fn get_in_the_way(
    browser: &mut TcpStream,
    (method, path): (&str, &str),
    obstacle: Obstacle,
    way: &Way,
    connections: &Mutex<Connections>,
) -> Result<bool> {
    const CORS: &str = "Access-Control-Allow-Origin: *\r\n";
    const LOGIN: &str = "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n";
    let is_stream = method == "GET" && path.starts_with("/api/realtime");
    let is_list = path.starts_with("/api/collections/systems/records");
    let head = match obstacle {
        Obstacle::StreamWithoutBytes if is_stream => {
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{CORS}\r\n")
        }
        Obstacle::StreamWithoutHead if is_stream => String::new(),
        Obstacle::LoginByRedirect => format!("{LOGIN}{CORS}Connection: close\r\n\r\n"),
        Obstacle::LoginUnseen => format!("{LOGIN}Connection: close\r\n\r\n"),
        Obstacle::LoginPage => format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n{CORS}Connection: close\r\n\r\n<!doctype html>"
        ),
        Obstacle::EndlessList if is_list => {
            format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{CORS}Connection: close\r\n\r\n{{\"items\":["
            )
        }
        _ => return Ok(false),
    };
    browser.write_all(head.as_bytes())?;
    match obstacle {
        Obstacle::StreamWithoutBytes | Obstacle::StreamWithoutHead => {
            lock(connections).open.push(browser.try_clone()?);
            // Until the browser gives up.
            let _ = copy(browser, &mut std::io::sink());
        }
        Obstacle::EndlessList => {
            let records = "{\"id\":\"system000000001\",\"name\":\"node\"},".repeat(1_000);
            while browser.write_all(records.as_bytes()).is_ok() {
                way.taken.fetch_add(records.len() as u64, Ordering::Relaxed);
            }
        }
        _ => {}
    }
    Ok(true)
}

/// The request's head without the empty line at its end, and what was read beyond it.
fn read_head(stream: &mut TcpStream) -> Result<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let body = bytes.split_off(end + 4);
            bytes.truncate(end);
            return Ok((String::from_utf8(bytes)?, body));
        }
        let count = stream.read(&mut chunk)?;
        anyhow::ensure!(count > 0, "the browser went away");
        bytes.extend_from_slice(&chunk[..count]);
    }
}
