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

/// The fragment of the address: `#page=systems&device=ID&tab=charts`. The racks page is not named in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageAddress {
    pub page: AppPage,
    /// The device whose panel is open beside the page.
    pub device: Option<DeviceAddress>,
}

impl PageAddress {
    /// Reads a fragment, with or without its `#`. An unknown page is the racks.
    pub fn parse(fragment: &str) -> Self {
        let page = value_of(fragment, "page").and_then(AppPage::parse);
        Self {
            page: page.unwrap_or_default(),
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
        if let Some(device) = device.strip_prefix('#') {
            text.push('&');
            text.push_str(device);
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
        let device = |tab: &str| DeviceAddress {
            device: DeviceId::parse(ID).expect("an id"),
            tab: tab.to_owned(),
        };
        for page in AppPage::ALL {
            for device in [None, Some(device("")), Some(device("charts"))] {
                let address = PageAddress { page, device };
                assert_eq!(PageAddress::parse(&address.fragment()), address);
            }
        }
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
