//! A reverse proxy that puts a hub below a sub-path, as people do. It can be cut and restored, and interfere like a misconfigured proxy.

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

/// The path of another hub on the same host.
const OTHER_PATH: &str = "/other";

/// The ports of proxies: above those of services, below those that systems assign to outgoing connections.
const PORTS: Range<u16> = 20_000..30_000;

/// How it interferes with requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Obstacle {
    #[default]
    None,
    /// Event streams are opened, and their bytes held back.
    StreamWithoutBytes,
    /// Event streams are not even opened.
    StreamWithoutHead,
    /// Requests are redirected to a login.
    LoginByRedirect,
    /// The same, by a proxy whose response is hidden from pages of other origins.
    LoginUnseen,
    /// Requests are answered with a login page.
    LoginPage,
    /// The proxy answers that it does not reach the hub.
    BadGateway,
    /// Connections stay open, and nothing passes any more, as behind a router that has lost its table.
    Silence,
    /// The list of systems never ends.
    EndlessList,
    /// Answers come byte by byte, including the events of streams.
    SlowDrip,
    /// Requests are held until the obstacle is removed.
    Hold,
}

/// The pause between two bytes of a dripping answer.
const DRIP: Duration = Duration::from_millis(1);
/// How often it checks whether requests are still held.
const LOOK: Duration = Duration::from_millis(20);

pub struct Proxy {
    address: SocketAddr,
    way: Way,
    line: Option<Line>,
}

/// Where requests go, and what interferes with them.
#[derive(Clone)]
struct Way {
    /// The hub's host and port.
    target: String,
    /// The host and port of another hub.
    other: Arc<Mutex<Option<String>>>,
    obstacle: Arc<Mutex<Obstacle>>,
    /// The bytes of endless lists that were read.
    taken: Arc<AtomicU64>,
}

/// The open proxy: its listener and its connections.
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
    /// Listens on a free port in front of the hub at `hub_url`.
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

    /// Interferes with requests from then on; open connections stay.
    pub fn obstruct(&self, obstacle: Obstacle) {
        *lock(&self.way.obstacle) = obstacle;
    }

    /// Puts another hub below its own path. Returns its address.
    pub fn add_other(&self, hub_url: &str) -> Result<String> {
        *lock(&self.way.other) = Some(host_of(hub_url)?);
        Ok(format!("http://{}{OTHER_PATH}", self.address))
    }

    /// The number of bytes of endless lists that the browser has read.
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

    /// Accepts connections again, at the same address.
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

/// Takes a free port of [`PORTS`], so that no outgoing connection takes it while the proxy is cut.
fn bind_free_port() -> Result<TcpListener> {
    static TAKEN: AtomicUsize = AtomicUsize::new(0);
    // Programs running at the same time start at different ports.
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
                // The browser may end a connection early.
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
        // Wakes the listener, which then notices that it is closed.
        drop(TcpStream::connect(self.address));
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Forwards one request and its answer, with the sub-path removed. There is no second request on the same connection, which avoids parsing
/// bodies.
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
    // The browser's preflight passes, as it carries no credentials.
    if method != "OPTIONS"
        && get_in_the_way(&mut browser, (method, path), obstacle, way, connections)?
    {
        return Ok(());
    }
    if method != "OPTIONS" {
        wait_while(way, connections, Obstacle::Hold);
        wait_while(way, connections, Obstacle::Silence);
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
        let _ = relay(&mut hub, &mut browser, way, connections);
    }
    let _ = browser.shutdown(Shutdown::Both);
    Ok(())
}

/// Returns once the obstacle is another, or the proxy is closed.
fn wait_while(way: &Way, connections: &Mutex<Connections>, obstacle: Obstacle) {
    while *lock(&way.obstacle) == obstacle && !lock(connections).closed {
        sleep(LOOK);
    }
}

/// Forwards an answer as it comes, and nothing while there is silence.
fn relay(
    hub: &mut TcpStream,
    browser: &mut TcpStream,
    way: &Way,
    connections: &Mutex<Connections>,
) -> Result<()> {
    let mut chunk = [0; 4096];
    loop {
        let count = hub.read(&mut chunk)?;
        if count == 0 {
            return Ok(());
        }
        wait_while(way, connections, Obstacle::Silence);
        browser.write_all(&chunk[..count])?;
    }
}

/// Forwards an answer byte by byte, each in a packet of its own.
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

/// Answers a request instead of the hub; returns whether it did.
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
        Obstacle::BadGateway => format!(
            "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 15\r\n{CORS}Connection: close\r\n\r\n<!doctype html>"
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

/// The head of a request without the empty line at its end, and what was read beyond it.
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
