//! The hosts that an address names, however it is written.

use std::net::IpAddr;

use super::fold::fold;

/// The hosts named in a text of addresses, normalized: `10.0.0.4/24`, `http://admin@10.0.0.4:8006/` and `10.0.0.4` are the same, and so are
/// `NAS.lan.` and `nas.lan`, or `[2001:DB8:0::1]:443` and `2001:db8::1`. Several addresses are separated by spaces, commas or semicolons. A
/// path, such as that of a socket, names no host.
pub fn hosts(text: &str) -> Vec<String> {
    let separates = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';');
    let addresses = text.split(separates);
    addresses.filter_map(host).collect()
}

/// The host of one address.
fn host(address: &str) -> Option<String> {
    let after_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    let ends = |letter: char| matches!(letter, '/' | '?' | '#' | '\\');
    let authority = after_scheme.split(ends).next()?;
    let without_user = authority.rsplit('@').next()?;
    let name = without_port(without_user);
    let (name, _zone) = name.split_once('%').unwrap_or((name, ""));
    let name = name.trim_end_matches('.');
    let known = match name.parse::<IpAddr>() {
        Ok(ip) => ip.to_canonical().to_string(),
        Err(_) => fold(name),
    };
    (!known.is_empty()).then_some(known)
}

/// The part before the port: an IPv6 address has colons itself, and is in brackets if a port follows.
fn without_port(text: &str) -> &str {
    if let Some((inside, _)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return inside;
    }
    match text.split_once(':') {
        Some((name, port)) if !port.contains(':') => name,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_all_are(expected: &str, spellings: &[&str]) {
        for spelling in spellings {
            assert_eq!(hosts(spelling), [expected], "{spelling}");
        }
    }

    #[test]
    fn an_address_of_ip_4_is_the_same_however_it_is_written() {
        assert_all_are(
            "10.0.0.5",
            &[
                "10.0.0.5",
                " 10.0.0.5 ",
                "10.0.0.5/24",
                "10.0.0.5:8006",
                "10.0.0.5.",
                "http://10.0.0.5:8006/",
                "HTTPS://root@10.0.0.5:8006/#v1:0",
                "https://user:secret@10.0.0.5?x=1",
                "ssh://root@10.0.0.5",
                "root@10.0.0.5",
                "::ffff:10.0.0.5",
                "[::ffff:a00:5]:443",
            ],
        );
    }

    #[test]
    fn a_host_name_is_the_same_however_it_is_written() {
        assert_all_are(
            "nas.lan",
            &[
                "nas.lan",
                "NAS.Lan",
                "nas.lan.",
                "nas.lan:5000",
                "http://nas.lan",
                "https://nas.lan./photos",
                "admin@nas.lan:22",
            ],
        );
        assert_all_are("ärger.example", &["ÄRGER.example:443"]);
    }

    #[test]
    fn an_address_of_ip_6_is_the_same_however_it_is_written() {
        assert_all_are(
            "2001:db8::1",
            &[
                "2001:db8::1",
                "2001:DB8:0:0:0:0:0:1",
                "2001:0db8::0001",
                "[2001:db8::1]",
                "[2001:db8::1]:8006",
                "http://[2001:DB8::1]:80/",
                "2001:db8::1/64",
            ],
        );
        assert_all_are("::1", &["::1", "[::1]:80", "0:0:0:0:0:0:0:1"]);
        assert_all_are(
            "fe80::1",
            &["fe80::1%eth0", "[fe80::1%25eth0]:443", "FE80::1%eth0/64"],
        );
    }

    #[test]
    fn several_addresses_are_several_hosts_and_no_address_is_none() {
        assert_eq!(
            hosts("10.0.0.4, 10.0.1.4;nas"),
            ["10.0.0.4", "10.0.1.4", "nas"]
        );
        for nothing in [
            "",
            "  ",
            "/beszel/agent.sock",
            "http://",
            ":80",
            "@",
            "[]:80",
            ".",
        ] {
            assert_eq!(hosts(nothing), [""; 0], "{nothing}");
        }
    }
}
