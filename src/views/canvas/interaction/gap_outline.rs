//! Outlines of the chosen gap in its rack, and of the unit in it that is filled next.

use leptos::prelude::*;

use crate::domain::units::HalfU;
use crate::draw::area::Area;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::views::canvas::frame::Frame;
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::effect;

/// Outlines the chosen gap for as long as it is one.
pub fn start(app: App, stage: Stage) {
    let inner = app.inner();
    let world = inner.viewport.world.clone();
    let outlines = StoredValue::new_local(None::<[Frame; 2]>);
    effect(move || {
        world.track();
        let areas = areas(app);
        outlines.update_value(|outlines| match areas {
            Some([gap, unit]) => {
                let [around_gap, around_unit] = outlines.get_or_insert_with(|| {
                    ["chosen-gap", "chosen-unit"].map(|class| Frame::new(stage, class))
                });
                around_gap.put(Some(gap));
                around_unit.put(Some(unit));
            }
            None => *outlines = None,
        });
    });
    // A selection clears the chosen gap.
    let selection = inner.selection.clone();
    effect(move || {
        if selection.with(|selection| *selection != Selection::Nothing) {
            app.choose_gap(None);
        }
    });
}

/// The world areas of the chosen gap and its unit.
fn areas(app: App) -> Option<[Area; 2]> {
    let spot = app.follow_chosen_gap()?;
    let inner = app.inner();
    let world = inner.viewport.world.get_untracked();
    let snapshot = inner.document.snapshot().get_untracked();
    let (bottom, top) = spot.edges(&snapshot.layout)?;
    let rack = snapshot.layout.rack(spot.rack)?;
    let drawing = world.place_of(spot.rack)?.drawing(spot.face)?;
    let scale = world.scale();
    let between = |from: u16, to: u16| {
        let height = HalfU(to - from);
        Area::new(
            drawing.x + scale.inner_left(),
            drawing.y + scale.top_of(rack.height.half_units(), HalfU(from), height),
            scale.inner(rack.width),
            scale.height(height),
        )
    };
    let unit = spot.at.0 - spot.at.0 % 2;
    Some([
        between(bottom.0, top.0),
        between(unit.max(bottom.0), (unit + 2).min(top.0)),
    ])
}
