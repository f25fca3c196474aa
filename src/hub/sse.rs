//! Decodes server-sent events from chunks of any size.

/// One event of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SseEvent {
    /// `message` when the stream names none.
    pub name: String,
    pub data: String,
    /// The last id the stream has given; it stays until another comes.
    pub id: String,
}

/// The most bytes of an event; longer ones are dropped. The hub's largest, the live metrics of a system with hundreds of
/// containers, has less than a hundred kilobytes.
const LONGEST_EVENT: usize = 1024 * 1024;

/// Decodes a stream incrementally. Never holds more than one event and one unfinished line.
#[derive(Debug, Default)]
pub struct SseDecoder {
    line: Vec<u8>,
    /// The last byte was a carriage return, so a line feed after it belongs to the same line end.
    after_cr: bool,
    /// The first line has ended; only it may start with a byte order mark.
    begun: bool,
    name: String,
    data: String,
    has_data: bool,
    id: String,
    /// Bytes of the current event so far; beyond the limit it is skipped to its end.
    length: usize,
}

impl SseDecoder {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next chunk and returns the events that it completes.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<SseEvent> {
        let mut events = Vec::new();
        for &byte in bytes {
            let joins = byte == b'\n' && self.after_cr;
            self.after_cr = byte == b'\r';
            match byte {
                _ if joins => {}
                b'\n' | b'\r' => events.extend(self.end_line()),
                _ => {
                    self.length = self.length.saturating_add(1);
                    if !self.is_too_long() {
                        self.line.push(byte);
                    }
                }
            }
        }
        events
    }

    const fn is_too_long(&self) -> bool {
        self.length > LONGEST_EVENT
    }

    fn end_line(&mut self) -> Option<SseEvent> {
        let bytes = std::mem::take(&mut self.line);
        let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) if !self.begun => rest,
            _ => &bytes,
        };
        self.begun = true;
        if self.is_too_long() {
            // A skipped event ends at a blank line: the length has not grown since the last line end.
            return self.skip_line(bytes);
        }
        if bytes.is_empty() {
            return self.dispatch();
        }
        self.field(&String::from_utf8_lossy(bytes));
        None
    }

    fn skip_line(&mut self, bytes: &[u8]) -> Option<SseEvent> {
        let grown = std::mem::replace(&mut self.length, LONGEST_EVENT + 1) > LONGEST_EVENT + 1;
        if bytes.is_empty() && !grown {
            self.reset();
        }
        None
    }

    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.name),
            "data" => {
                if self.has_data {
                    self.data.push('\n');
                }
                self.data.push_str(value);
                self.has_data = true;
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            // Comments, unknown fields, and `retry`: reconnects are timed elsewhere.
            _ => {}
        }
    }

    fn dispatch(&mut self) -> Option<SseEvent> {
        let has_data = self.has_data;
        let (name, data) = self.reset();
        let name = if name.is_empty() {
            "message".to_owned()
        } else {
            name
        };
        has_data.then(|| SseEvent {
            name,
            data,
            id: self.id.clone(),
        })
    }

    fn reset(&mut self) -> (String, String) {
        self.has_data = false;
        self.length = 0;
        (
            std::mem::take(&mut self.name),
            std::mem::take(&mut self.data),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> Vec<SseEvent> {
        SseDecoder::new().push(bytes)
    }

    fn event(name: &str, data: &str, id: &str) -> SseEvent {
        SseEvent {
            name: name.into(),
            data: data.into(),
            id: id.into(),
        }
    }

    #[test]
    fn fields_make_an_event() {
        let stream = b"id:abc\nevent:PB_CONNECT\ndata:{\"clientId\":\"abc\"}\n\n";
        assert_eq!(
            decode(stream),
            [event("PB_CONNECT", "{\"clientId\":\"abc\"}", "abc")]
        );
    }

    #[test]
    fn every_line_end_and_the_byte_order_mark_are_understood() {
        for stream in [
            "data: a\n\ndata:b\n\n",
            "data: a\r\n\r\ndata:b\r\n\r\n",
            "data: a\r\rdata:b\r\r",
            "\u{feff}data:a\n\ndata:b\n\n",
        ] {
            assert_eq!(
                decode(stream.as_bytes()),
                [event("message", "a", ""), event("message", "b", "")],
                "{stream:?}"
            );
        }
    }

    #[test]
    fn comments_unknown_fields_and_events_without_data_are_left_out() {
        assert_eq!(decode(b": hello\nretry: 5\nfoo\nevent: x\n\n"), []);
        assert_eq!(decode(b"event: x\n\ndata\n\n"), [event("message", "", "")]);
    }

    #[test]
    fn data_lines_are_joined_and_the_id_stays() {
        assert_eq!(
            decode(b"id: 7\ndata: a\ndata:  b\n\ndata: c\n\n"),
            [event("message", "a\n b", "7"), event("message", "c", "7")]
        );
    }

    #[test]
    fn a_split_character_is_put_together() {
        let mut decoder = SseDecoder::new();
        let mut events = Vec::new();
        for byte in "data: ä€\n\n".as_bytes() {
            events.extend(decoder.push(&[*byte]));
        }
        assert_eq!(events, [event("message", "ä€", "")]);
    }

    #[test]
    fn an_event_without_end_is_dropped_and_the_next_one_read() {
        let mut decoder = SseDecoder::new();
        let piece = vec![b'x'; LONGEST_EVENT / 2 + 1];
        assert_eq!(decoder.push(b"data: "), []);
        for _ in 0..4 {
            assert_eq!(decoder.push(&piece), []);
            assert!(decoder.line.len() <= LONGEST_EVENT);
        }
        assert_eq!(
            decoder.push(b"\ndata: y\n\ndata: z\n\n"),
            [event("message", "z", "")]
        );
    }
}
