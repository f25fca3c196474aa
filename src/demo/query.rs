//! Parses the path of a request.

/// The path without its query, and the query's pairs percent-decoded.
pub struct RequestPath<'a> {
    pub path: &'a str,
    pairs: Vec<(String, String)>,
}

impl<'a> RequestPath<'a> {
    pub fn parse(target: &'a str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let pairs = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decode(name), decode(value))
            });
        Self {
            path,
            pairs: pairs.collect(),
        }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// A number in the query, or `otherwise`.
    pub fn number(&self, name: &str, otherwise: usize) -> usize {
        self.get(name)
            .and_then(|value| value.parse().ok())
            .unwrap_or(otherwise)
    }
}

/// Decodes percent-encoding; malformed sequences stay unchanged.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        rest = others;
        match (first, others) {
            (b'%', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high * 16 + low);
                    rest = after;
                }
                _ => bytes.push(b'%'),
            },
            (b'+', _) => bytes.push(b' '),
            (byte, _) => bytes.push(*byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_queries_apart() {
        let target = RequestPath::parse("/api/x?filter=type%3D%221m%22&perPage=20&odd=%zz%4&empty");
        assert_eq!(
            (target.path, target.get("filter")),
            ("/api/x", Some("type=\"1m\""))
        );
        assert_eq!(
            (target.number("perPage", 30), target.number("page", 1)),
            (20, 1)
        );
        assert_eq!(
            (target.get("odd"), target.get("empty"), target.get("none")),
            (Some("%zz%4"), Some(""), None)
        );
    }
}
