//! The open device and the tab of its panel, as the fragment of the page's address names them.

use super::ids::DeviceId;

/// Maximum length of a tab id.
const LONGEST_TAB: usize = 24;

/// `#device=ID&tab=charts`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceAddress {
    pub device: DeviceId,
    /// The id of a tab; empty for the first one.
    pub tab: String,
}

impl DeviceAddress {
    /// Reads a fragment, with or without its `#`. `None` if it names no device. An invalid tab is ignored.
    pub fn parse(fragment: &str) -> Option<Self> {
        let value = |key: &str| value_of(fragment, key);
        let is_tab = |tab: &&str| {
            tab.len() <= LONGEST_TAB && tab.bytes().all(|byte| byte.is_ascii_lowercase())
        };
        Some(Self {
            device: DeviceId::parse(value("device")?)?,
            tab: value("tab").filter(is_tab).unwrap_or_default().to_owned(),
        })
    }

    /// The fragment with its `#`, which [`Self::parse`] reads.
    pub fn fragment(&self) -> String {
        let Self { device, tab } = self;
        if tab.is_empty() {
            format!("#device={device}")
        } else {
            format!("#device={device}&tab={tab}")
        }
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
        for tab in ["", "charts", "containers"] {
            let address = DeviceAddress {
                device: DeviceId::parse(ID).expect("an id"),
                tab: tab.to_owned(),
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
