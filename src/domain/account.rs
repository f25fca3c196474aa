//! Who is signed in where, as the screens show it.

use super::ids::HubId;

/// Who is signed in to one hub.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountView {
    pub id: HubId,
    /// Host of the hub, or the name of the demo.
    pub hub: String,
    /// The hub's address; `None` for the demo.
    pub hub_url: Option<String>,
    /// Empty until the hub has answered.
    pub name: String,
    /// `user`, `admin`, `readonly`; empty until the hub has answered.
    pub role: String,
    /// Whether the token is kept on this device.
    pub kept: bool,
}

impl AccountView {
    pub fn is_demo(&self) -> bool {
        self.hub_url.is_none()
    }
}

/// The accounts of all sessions, one to a hub, in the order in which they began.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accounts(Vec<AccountView>);

impl Accounts {
    /// Adds an account, or replaces the one of the same hub.
    pub fn put(&mut self, account: AccountView) {
        match self.0.iter_mut().find(|known| known.id == account.id) {
            Some(known) => *known = account,
            None => self.0.push(account),
        }
    }

    pub fn remove(&mut self, hub: &HubId) {
        self.0.retain(|known| known.id != *hub);
    }

    pub fn get(&self, hub: &HubId) -> Option<&AccountView> {
        self.0.iter().find(|known| known.id == *hub)
    }

    /// The account to show where there is room for one.
    pub fn first(&self) -> Option<&AccountView> {
        self.0.first()
    }

    pub fn iter(&self) -> impl Iterator<Item = &AccountView> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(hub: &str, name: &str) -> AccountView {
        AccountView {
            id: HubId::new(hub),
            hub: hub.to_owned(),
            hub_url: Some(format!("https://{hub}")),
            name: name.to_owned(),
            role: "user".to_owned(),
            kept: true,
        }
    }

    #[test]
    fn each_hub_has_one_account_and_the_first_stays_first() {
        let mut accounts = Accounts::default();
        accounts.put(account("one", ""));
        accounts.put(account("two", "zoe"));
        accounts.put(account("one", "ada"));
        assert_eq!(accounts.iter().count(), 2);
        assert_eq!(accounts.first(), Some(&account("one", "ada")));
        accounts.remove(&HubId::new("one"));
        assert_eq!(accounts.first(), Some(&account("two", "zoe")));
        assert_eq!(accounts.get(&HubId::new("one")), None);
        accounts.remove(&HubId::new("two"));
        assert!(accounts.is_empty());
    }
}
