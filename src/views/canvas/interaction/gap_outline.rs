//! The gap that was chosen, outlined in its rack.

use leptos::prelude::*;

use crate::domain::units::HalfU;
use crate::draw::area::Area;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::views::canvas::frame::Frame;
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::effect;

/// Outlines the gap for as long as it is one.
pub fn attend(app: App, stage: Stage) {
    let inner = app.inner();
    let world = inner.viewport.world.clone();
    let outline = StoredValue::new_local(None::<Frame>);
    effect(move || {
        world.track();
        let area = area(app);
        outline.update_value(|outline| match area {
            Some(_) => outline
                .get_or_insert_with(|| Frame::new(stage, "chosen-gap"))
                .put(area),
            None => *outline = None,
        });
    });
    // Once something is selected, no gap is chosen any more.
    let selection = inner.selection.clone();
    effect(move || {
        if selection.with(|selection| *selection != Selection::Nothing) {
            app.choose_gap(None);
        }
    });
}

/// Where the chosen gap is in the world.
fn area(app: App) -> Option<Area> {
    let spot = app.follow_chosen_gap()?;
    let inner = app.inner();
    let world = inner.viewport.world.get_untracked();
    let snapshot = inner.document.snapshot().get_untracked();
    let (bottom, top) = spot.edges(&snapshot.layout)?;
    let rack = snapshot.layout.rack(spot.rack)?;
    let drawing = world.place_of(spot.rack)?.drawing(spot.face)?;
    let (scale, height) = (world.scale(), HalfU(top.0 - bottom.0));
    Some(Area::new(
        drawing.x + scale.inner_left(),
        drawing.y + scale.top_of(rack.height.half_units(), bottom, height),
        scale.inner(rack.width),
        scale.height(height),
    ))
}
