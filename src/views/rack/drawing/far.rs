//! The devices of a rack as a few paths, from far away.

use web_sys::Element;

use super::{Drawing, element};
use crate::draw::area::Area;
use crate::draw::blocks::{BlockTone, Blocks, blocks, outlines};
use crate::views::ui::shapes;

impl Drawing {
    pub(super) fn draw_blocks(&self) {
        let devices: Vec<_> = self
            .marks
            .borrow()
            .values()
            .filter(|placed| placed.outline.showing.is_some())
            .map(|placed| {
                let mark = &placed.mark;
                (placed.outline.area, mark.health(), mark.band())
            })
            .collect();
        let selected: Vec<Area> = self
            .marks
            .borrow()
            .iter()
            .filter(|(id, placed)| {
                placed.outline.showing.is_some() && self.registry.is_selected(**id)
            })
            .map(|(_, placed)| placed.outline.area)
            .collect();
        self.blocks.set_text_content(None);
        for Blocks { tone, path } in blocks(&devices) {
            let tone = match tone {
                BlockTone::Plates => None,
                BlockTone::Band(band) => Some(("data-band", band.as_str())),
                BlockTone::Health(health) => Some(("data-health", health.as_str())),
            };
            self.append_path(&self.blocks, "block", tone, &path);
        }
        if !selected.is_empty() {
            self.append_path(&self.blocks, "selected-block", None, &outlines(&selected));
        }
    }

    fn append_path(&self, parent: &Element, class: &str, tone: Option<(&str, &str)>, path: &str) {
        let node = parent
            .owner_document()
            .and_then(|document| element(&document, "path"));
        let Some(node) = node else { return };
        shapes::set(&node, "class", class);
        shapes::set(&node, "d", path);
        if let Some((name, value)) = tone {
            shapes::set(&node, name, value);
        }
        // A node of the same page is never refused.
        let _ = parent.append_child(&node);
    }
}
