//! Which devices a change of the lens concerns first.

use leptos::prelude::*;

use crate::domain::ids::DeviceId;
use crate::draw::area::Area;
use crate::state::app::App;
use crate::views::canvas::stage::window_size;

/// The devices of the racks in view.
pub(super) fn in_view(app: App) -> Vec<DeviceId> {
    let inner = app.inner();
    let corner = |at| inner.viewport.world_point(at);
    let Some((from, to)) = corner((0.0, 0.0)).zip(corner(window_size())) else {
        return Vec::new();
    };
    let seen = Area::spanned(from, to);
    let world = inner.viewport.world.get_untracked();
    let snapshot = inner.document.snapshot().get_untracked();
    let racks = world.racks_within(&seen);
    racks.flat_map(|rack| snapshot.index.all_of(rack)).collect()
}
