//! Layouts drawn without a hub: kept like those of a hub, under a name that no hub has.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::Document;
use crate::document::store::DocumentStore;
use crate::domain::ids::HubId;
use crate::domain::io::json;
use crate::domain::layout::Layout;
use crate::shell::task::spawn;
use crate::state::part::{lazy_part, with_part};

/// No hub has this address.
pub const LOCAL: &str = "local";

/// A layout that was drawn without a hub, before the user signed in to one.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::state) struct DrawnBefore {
    pub layout: Arc<Layout>,
}

impl DrawnBefore {
    pub fn new(layout: Layout) -> Self {
        Self {
            layout: Arc::new(layout),
        }
    }
}

lazy_part!(editor: fn load_offer() -> fn(Rc<Document>) = offer);

impl Document {
    /// On a hub without layouts: offers the newest layout that was drawn without a hub.
    pub(in crate::state) fn offer_drawn_before(self: &Rc<Self>) {
        let (this, host) = (self.clone(), self.host.clone());
        with_part(
            load_offer(),
            move |words| host.say(words),
            move |offer| offer(this),
        );
    }

    async fn newest_drawn(&self) -> Option<Layout> {
        let (key, _) = self
            .entries(&HubId::new(LOCAL))
            .await
            .ok()?
            .into_iter()
            .filter(|(_, entry)| entry.deleted_at.is_none() && entry.devices > 0)
            .max_by_key(|(_, entry)| entry.saved_at)?;
        let text = self.store.open(&key).await.ok()?.text?;
        Some(json::read(&text).ok()?.layout)
    }
}

fn offer(document: Rc<Document>) {
    spawn(async move {
        let drawn = document.newest_drawn().await;
        let offered = document.drawn_before.clone();
        if drawn.is_some() && offered.with_untracked(Option::is_none) {
            offered.set(drawn.map(DrawnBefore::new));
        }
    });
}
