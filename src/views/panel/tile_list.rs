//! The values of a system as tiles.

use leptos::prelude::*;

use crate::domain::health::Level;
use crate::domain::tiles::Tile;
use crate::views::ui::dynamic::{dynamic, text};

/// Longest label, in characters, of a tile that takes one column.
const WIDE_FROM: usize = 16;

/// The list of values. Tiles are rebuilt only when a label appears or disappears; their texts change in place.
pub fn tile_list(tiles: Memo<Option<Vec<Tile>>>) -> AnyView {
    let labels = Memo::new(move |_| {
        tiles.with(|tiles| {
            let tiles = tiles.iter().flatten();
            tiles.map(|tile| tile.label.clone()).collect::<Vec<_>>()
        })
    });
    let tile = move |place: usize| {
        Signal::derive(move || {
            tiles.with(|tiles| tiles.as_ref().and_then(|tiles| tiles.get(place).cloned()))
        })
    };
    dynamic(move || {
        let tiles: Vec<_> = labels
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, label)| {
                let tile = tile(place);
                let level = Signal::derive(move || tile.get()?.level.map(Level::as_str));
                let value = text(move || tile.get().map(|tile| tile.text).unwrap_or_default());
                // Three values in a row, or the name of a disk.
                let is_wide = label.chars().count() > WIDE_FROM;
                view! {
                    <div class=is_wide.then_some("wide")>
                        <dt>{label}</dt>
                        <dd data-severity=level>{value}</dd>
                    </div>
                }
            })
            .collect();
        view! { <dl class="tiles">{tiles}</dl> }.into_any()
    })
}
