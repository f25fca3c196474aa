//! The host of an address: its normal form, and whether it is in the local network.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The host in normal form; `None` if it is neither a name nor an address.
pub(super) fn normal(host: &str) -> Option<String> {
    if let Some(address) = bracketed(host) {
        return Some(in_brackets(address));
    }
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let is_foreign = |c: char| !c.is_ascii() && !c.is_whitespace();
    let label_fits = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || is_foreign(c) || c == '-' || c == '_')
    };
    host.split('.').all(label_fits).then_some(host)
}

/// The address as browsers write it in a URL: the first of the longest runs of zeros is shortened to `::` if longer than one.
pub(super) fn in_brackets(address: Ipv6Addr) -> String {
    let pieces = address.segments();
    let text = |pieces: &[u16]| {
        let pieces: Vec<String> = pieces.iter().map(|piece| format!("{piece:x}")).collect();
        pieces.join(":")
    };
    let (start, length) = longest_zeros(&pieces);
    if length < 2 {
        return format!("[{}]", text(&pieces));
    }
    let (before, rest) = pieces.split_at(start);
    let (_, after) = rest.split_at(length);
    format!("[{}::{}]", text(before), text(after))
}

/// Where the first of the longest runs of zeros begins, and its length.
fn longest_zeros(pieces: &[u16]) -> (usize, usize) {
    let mut longest = (0, 0);
    let mut length = 0;
    for (place, piece) in pieces.iter().enumerate() {
        length = if *piece == 0 { length + 1 } else { 0 };
        if length > longest.1 {
            longest = (place + 1 - length, length);
        }
    }
    longest
}

fn bracketed(host: &str) -> Option<Ipv6Addr> {
    host.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

/// Whether the host is this machine.
pub(super) fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host
            .parse::<Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
        || bracketed(host).is_some_and(|address| address.is_loopback())
}

/// Whether to assume `http` if the scheme is missing: certificates are rare for addresses and names of the local network.
pub(super) fn is_local(host: &str) -> bool {
    host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok() || is_local_name(host)
}

pub(super) fn is_local_name(host: &str) -> bool {
    const ENDINGS: [&str; 6] = [
        ".lan",
        ".local",
        ".home.arpa",
        ".internal",
        ".localdomain",
        ".localhost",
    ];
    let single_label = !host.contains('.') && !host.starts_with('[');
    single_label || ENDINGS.iter().any(|ending| host.ends_with(ending))
}

pub(super) fn is_private_address(host: &str) -> bool {
    let shared = |address: &Ipv4Addr| matches!(address.octets(), [100, 64..=127, _, _]);
    let v4 = host.parse::<Ipv4Addr>();
    v4.is_ok_and(|address| address.is_private() || address.is_link_local() || shared(&address))
        || bracketed(host)
            .is_some_and(|address| address.is_unique_local() || address.is_unicast_link_local())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Browsers write IPv4-mapped addresses in hexadecimal, the standard library does not.
        #[test]
        fn addresses_are_written_in_one_way(pieces: [bool; 8], values: [u16; 8], short: bool) {
            let pieces: [u16; 8] = std::array::from_fn(|place| {
                let value = if short { values[place] & 15 } else { values[place] };
                if pieces[place] { value } else { 0 }
            });
            let address = Ipv6Addr::from(pieces);
            let text = in_brackets(address);
            prop_assert_eq!(bracketed(&text), Some(address));
            if pieces[..5] != [0; 5] {
                prop_assert_eq!(text, format!("[{address}]"));
            }
        }
    }
}
