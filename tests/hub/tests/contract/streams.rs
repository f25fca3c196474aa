//! The realtime connection itself: opening it, and choosing its topics.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;

use serde_json::json;
use socket2::{Domain, Socket, Type};
use test_hub::stream::Stream;
use test_hub::{Options, READONLY, TestHub};

use crate::checks::Checks;
use crate::user;

/// The status of the same request, sent from another address of this machine.
fn status_from_elsewhere(url: &str, token: &str, client_id: &str) -> u16 {
    let host = url.strip_prefix("http://").unwrap();
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket
        .bind(&SocketAddr::from(([127, 0, 0, 2], 0)).into())
        .unwrap();
    socket
        .connect(&host.parse::<SocketAddr>().unwrap().into())
        .unwrap();
    let mut connection = std::net::TcpStream::from(socket);
    let body = json!({"clientId": client_id, "subscriptions": []}).to_string();
    let head = format!(
        "POST /api/realtime HTTP/1.1\r\nHost: {host}\r\nAuthorization: {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    connection.write_all((head + &body).as_bytes()).unwrap();
    let mut status = String::new();
    BufReader::new(connection).read_line(&mut status).unwrap();
    status
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .unwrap_or_default()
}

#[test]
fn streams_open_and_take_topics_as_on_a_real_hub() {
    let hub = TestHub::start(Options::default()).unwrap();
    let client = user(&hub);
    let mut checks = Checks::default();

    let stream = Stream::open(hub.url()).unwrap();
    let headers = [
        stream.header("content-type"),
        stream.header("cache-control"),
        stream.header("access-control-allow-origin"),
    ];
    let right = headers[0].contains("text/event-stream")
        && headers[1].contains("no-store")
        && headers[2] == "*";
    checks.check(
        "it is an event stream that any origin may read",
        right,
        headers,
    );
    let first = stream.since(0)[0].clone();
    let greets =
        first.name == "PB_CONNECT" && first.id == stream.client_id() && first.id.len() == 40;
    checks.check(
        "its first event is PB_CONNECT with the client's id",
        greets,
        &first,
    );
    checks.check(
        "it asks for no retry time",
        !stream.fields().iter().any(|field| field == "retry"),
        stream.fields(),
    );

    let nobody = json!({"clientId": "nobody", "subscriptions": []});
    checks.error(
        "an unknown client is not found",
        &client.post("/api/realtime", &nobody).unwrap(),
        404,
    );
    let many: Vec<String> = (0..1001)
        .map(|number| format!("systems/{number}"))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    checks.check(
        "a thousand topics are the limit",
        stream.set_topics(&client, &many).unwrap().status == 400,
        many.len(),
    );
    let reply = stream
        .set_topics(&client, &["systems/*", "alerts/*"])
        .unwrap();
    checks.check(
        "topics are taken with 204",
        reply.status == 204,
        (reply.status, &reply.body),
    );
    let other = hub.sign_in(READONLY).unwrap();
    checks.error(
        "another user may not take it over",
        &stream.set_topics(&other, &["systems/*"]).unwrap(),
        403,
    );
    let status = status_from_elsewhere(hub.url(), client.token(), stream.client_id());
    checks.check("nor another address", status == 400, status);
    checks.finish();
}
