//! Layouts in this browser that belong to another hub, or were drawn without one; each can be copied.

use crate::domain::stored::LayoutKey;

use super::layouts::LayoutCard;
use crate::state::document::drawn::LOCAL;
use crate::state::document::not_read;

use crate::document::store::DocumentStore;
use crate::domain::ids::HubId;
use crate::domain::io::json;
use crate::domain::problem::Problem;
use crate::domain::relink::relink;
use crate::domain::sorted;
use crate::hub::live::DEMO_HUB;
use crate::state::app::App;

/// A layout that is not the open hub's.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherHubLayout {
    pub card: LayoutCard,
    /// Where it belongs: `of hub.example`, `drawn without a hub`.
    pub of: String,
}

impl App {
    /// The layouts that do not belong to the open hub, most recently saved first; those of the demo are left out.
    pub async fn other_hub_layouts(&self) -> Result<Vec<OtherHubLayout>, Problem> {
        let inner = self.inner();
        let document = &inner.document;
        let Some(hub) = document.hub() else {
            return Ok(Vec::new());
        };
        let entries = document.store.entries().await;
        let mut found = Vec::new();
        for (key, entry) in entries.map_err(|error| not_read(&error))? {
            if entry.hub != hub && entry.deleted_at.is_none() && entry.hub.as_str() != DEMO_HUB {
                let (saved_at, of) = (entry.saved_at, place_of(&entry.hub));
                let card = LayoutCard::of(key, entry, false);
                sorted::insert_by(
                    &mut found,
                    (saved_at, OtherHubLayout { card, of }),
                    |a, b| b.0.cmp(&a.0),
                );
            }
        }
        Ok(found.into_iter().map(|(_, card)| card).collect())
    }

    /// Opens a copy of another hub's layout as one of this hub's. Where both know the same systems (a hub whose address has changed), the
    /// copy's links point to this one.
    pub async fn copy_here(&self, key: &LayoutKey) -> Result<(), Problem> {
        let inner = self.inner();
        let document = &inner.document;
        let opened = document.store.open(key).await.map_err(|e| not_read(&e))?;
        let text = opened.text.as_deref().unwrap_or_default();
        let mut layout = json::read(text).map_err(|broken| not_read(&broken))?.layout;
        if let Some(hub) = document.hub() {
            let systems = inner.live.systems_of(&hub);
            relink(&mut layout, &hub, &|id| {
                systems.iter().any(|system| system.id == *id)
            });
        }
        self.open_as_new_layout(layout);
        Ok(())
    }
}

pub(super) fn place_of(hub: &HubId) -> String {
    if hub.as_str() == LOCAL {
        return "drawn without a hub".to_owned();
    }
    let address = hub.as_str();
    let host = address.split_once("://").map_or(address, |(_, host)| host);
    format!("of {}", host.trim_end_matches('/'))
}
