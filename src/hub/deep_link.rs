//! Links to a system's page in Beszel itself.

use super::encode;
use super::url::HubUrl;
use super::version::Version;
use crate::domain::ids::SystemId;

/// The URL of the system's page. Hubs before 0.13.1 identify systems by name only; if the version is unknown the id is used, as
/// nearly all hubs in use understand it.
pub fn system_page(hub: &HubUrl, version: Option<Version>, id: &SystemId, name: &str) -> String {
    let key = match version {
        Some(version) if !version.pages_by_id() => name,
        _ => id.as_str(),
    };
    hub.join(&format!("/system/{}", encode::component(key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_right_for_version_and_sub_path() {
        let hub = HubUrl::parse("https://example.com/beszel/", true).expect("a hub's URL");
        let id = SystemId::new("icbv0i9rn74m0no");
        let page = |version: &str| system_page(&hub, Version::parse(version), &id, "pve / nöde");
        assert_eq!(
            page("0.18.8"),
            "https://example.com/beszel/system/icbv0i9rn74m0no"
        );
        assert_eq!(
            page("0.13.1"),
            "https://example.com/beszel/system/icbv0i9rn74m0no"
        );
        assert_eq!(
            page("?"),
            "https://example.com/beszel/system/icbv0i9rn74m0no"
        );
        assert_eq!(
            page("0.13.0"),
            "https://example.com/beszel/system/pve%20%2F%20n%C3%B6de"
        );
    }
}
