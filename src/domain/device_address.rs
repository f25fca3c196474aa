//! The open device, the tab of its panel and the range of its charts, as the page's address names them behind its `#`.

use super::ids::DeviceId;

/// The longest name that is read.
const LONGEST: usize = 24;

/// `#device=ID&tab=charts&range=12h`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceAddress {
    pub device: DeviceId,
    /// The id of a tab; empty for the first one.
    pub tab: String,
    /// What part of time the charts show; empty for the usual one.
    pub range: String,
}

impl DeviceAddress {
    /// Reads a fragment, with or without its `#`. `None` where it names no device. A tab or range that cannot be one is left out.
    pub fn parse(fragment: &str) -> Option<Self> {
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let name = |key: &str| {
            let name = value_of(fragment, key).unwrap_or_default();
            let is_name = name.len() <= LONGEST && name.bytes().all(is_letter);
            if is_name { name } else { "" }.to_owned()
        };
        Some(Self {
            device: DeviceId::parse(value_of(fragment, "device")?)?,
            tab: name("tab"),
            range: name("range"),
        })
    }

    /// The fragment with its `#`, which [`Self::parse`] reads.
    pub fn fragment(&self) -> String {
        let mut text = format!("#device={}", self.device);
        for (key, name) in [("&tab=", &self.tab), ("&range=", &self.range)] {
            if !name.is_empty() {
                text.push_str(key);
                text.push_str(name);
            }
        }
        text
    }
}

/// The value of a key of a fragment, with or without its `#`.
pub(super) fn value_of<'a>(fragment: &'a str, key: &str) -> Option<&'a str> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let pairs = fragment.split('&').filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(name, _)| *name == key);
    values.next().map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "018f2b6e-7c3a-7000-8000-000000000001";

    #[test]
    fn what_is_written_is_read_again() {
        for (tab, range) in [("", ""), ("charts", ""), ("charts", "12h"), ("", "live")] {
            let address = DeviceAddress {
                device: DeviceId::parse(ID).expect("an id"),
                tab: tab.to_owned(),
                range: range.to_owned(),
            };
            assert_eq!(DeviceAddress::parse(&address.fragment()), Some(address));
        }
    }

    #[test]
    fn other_fragments_name_no_device() {
        for fragment in [
            "",
            "#",
            "#layout=1.abc",
            "#device=",
            "#device=x&tab=charts",
            "#tab=charts",
        ] {
            assert_eq!(DeviceAddress::parse(fragment), None, "{fragment}");
        }
    }

    #[test]
    fn the_order_does_not_count_and_a_bad_tab_is_left_out() {
        let read = |fragment: &str| DeviceAddress::parse(fragment).map(|address| address.tab);
        assert_eq!(
            read(&format!("#tab=charts&device={ID}")).as_deref(),
            Some("charts")
        );
        assert_eq!(
            read(&format!("#device={ID}&tab=%3Cb%3E")).as_deref(),
            Some("")
        );
        assert_eq!(
            read(&format!("#device={ID}&tab={}", "a".repeat(99))).as_deref(),
            Some("")
        );
    }
}
