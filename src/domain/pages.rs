//! The pages of the app, and how the address names the one that is shown.

use super::device_address::{DeviceAddress, value_of};

/// A page. The racks are the first one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AppPage {
    #[default]
    Racks,
    Overview,
    Systems,
    Containers,
    Disks,
    Services,
    Alerts,
}

impl AppPage {
    /// In the order of the rail.
    pub const ALL: [Self; 7] = [
        Self::Racks,
        Self::Overview,
        Self::Systems,
        Self::Containers,
        Self::Disks,
        Self::Services,
        Self::Alerts,
    ];

    /// Its name in the address, and the value of `data-page`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Racks => "racks",
            Self::Overview => "overview",
            Self::Systems => "systems",
            Self::Containers => "containers",
            Self::Disks => "disks",
            Self::Services => "services",
            Self::Alerts => "alerts",
        }
    }

    /// Its name on screen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Racks => "Racks",
            Self::Overview => "Overview",
            Self::Systems => "Systems",
            Self::Containers => "Containers",
            Self::Disks => "Disks",
            Self::Services => "Services",
            Self::Alerts => "Alerts",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.as_str() == word)
    }
}

/// Maximum length of the choices.
const LONGEST: usize = 300;

/// What stands behind `#` in the address: `#page=systems&show=down&device=ID&tab=charts`. The racks have no name there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageAddress {
    pub page: AppPage,
    /// What is chosen on the page, which reads it itself: `show=down&sort=cpu`. The racks have none.
    pub choices: String,
    /// The device whose panel is open beside the page.
    pub device: Option<DeviceAddress>,
}

impl PageAddress {
    /// Reads a fragment, with or without its `#`. An unknown page is the racks.
    pub fn parse(fragment: &str) -> Self {
        let page = value_of(fragment, "page").and_then(AppPage::parse);
        let page = page.unwrap_or_default();
        // They are between the page and the device.
        let rest = fragment.split_once('&').map_or("", |(_, rest)| rest);
        let pairs = rest.split('&');
        let length: usize = pairs
            .take_while(|pair| !pair.starts_with("device="))
            .map(|pair| pair.len() + 1)
            .sum();
        let choices = rest.get(..length.saturating_sub(1)).unwrap_or_default();
        let has_any = page != AppPage::Racks && length <= LONGEST;
        Self {
            page,
            choices: if has_any { choices } else { "" }.to_owned(),
            device: DeviceAddress::parse(fragment),
        }
    }

    /// The fragment with its `#`, which [`Self::parse`] reads; empty for the racks alone.
    pub fn fragment(&self) -> String {
        let device = self.device.as_ref().map(DeviceAddress::fragment);
        let device = device.unwrap_or_default();
        if self.page == AppPage::Racks {
            return device;
        }
        let mut text = String::from("#page=");
        text.push_str(self.page.as_str());
        for part in [&self.choices, device.trim_start_matches('#')] {
            if !part.is_empty() {
                text.push('&');
                text.push_str(part);
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::DeviceId;

    const ID: &str = "018f2b6e-7c3a-7000-8000-000000000001";

    #[test]
    fn what_is_written_is_read_again() {
        let device = |tab: &str, range: &str| DeviceAddress {
            device: DeviceId::parse(ID).expect("an id"),
            tab: tab.to_owned(),
            range: range.to_owned(),
        };
        let devices = [
            None,
            Some(device("", "")),
            Some(device("charts", "")),
            Some(device("charts", "12h")),
        ];
        for page in AppPage::ALL {
            for device in devices.clone() {
                for choices in ["", "show=down", "show=down&sort=cpu.up"] {
                    let is_of_page = page != AppPage::Racks;
                    let address = PageAddress {
                        page,
                        choices: if is_of_page { choices } else { "" }.to_owned(),
                        device: device.clone(),
                    };
                    assert_eq!(PageAddress::parse(&address.fragment()), address);
                }
            }
        }
    }

    #[test]
    fn choices_stand_between_page_and_device() {
        let choices = |fragment: &str| PageAddress::parse(fragment).choices;
        let whole = format!("#page=systems&show=down&sort=cpu&device={ID}&tab=charts&range=1w");
        assert_eq!(choices(&whole), "show=down&sort=cpu");
        assert_eq!(choices("#page=systems&show=down&&x"), "show=down&&x");
        assert_eq!(choices("#show=down"), "", "the racks");
        assert_eq!(choices("#layout=1.abc"), "");
        let long = format!("#page=systems&show={}", "a".repeat(400));
        assert_eq!(choices(&long), "");
    }

    #[test]
    fn the_racks_have_the_address_they_always_had() {
        assert_eq!(PageAddress::default().fragment(), "");
        let of_device = format!("#device={ID}&tab=charts");
        assert_eq!(PageAddress::parse(&of_device).fragment(), of_device);
    }

    #[test]
    fn an_unknown_page_is_the_racks() {
        for fragment in ["", "#page=", "#page=attic", "#layout=1.abc", "#systems"] {
            assert_eq!(
                PageAddress::parse(fragment),
                PageAddress::default(),
                "{fragment}"
            );
        }
    }
}
