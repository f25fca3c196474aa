//! One rack on the canvas: header, and a drawing of each side that is shown.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;

use super::drawing::{Aspect, Drawing};
use super::header::RackHeader;
use crate::domain::ids::RackId;
use crate::draw::detail::Detail;
use crate::draw::scale::Scale;
use crate::draw::viewpoint::Viewpoint;
use crate::draw::world::{CanvasItem, Faces};
use crate::state::app::App;
use crate::views::canvas::node_registry::Part;
use crate::views::canvas::place::follow_place;
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::{effect, sometimes};

/// `scale` holds the dimensions to draw with.
#[component]
pub fn RackView(id: RackId, scale: Signal<Scale>) -> impl IntoView {
    let app = App::expect();
    let stage: Stage = expect_context();
    let section = NodeRef::<html::Section>::new();
    follow_place(app, CanvasItem::Rack(id), section);
    let is_near = ArcRwSignal::new(false);
    draw(app, stage, id, scale, section, is_near.clone());
    let selection = app.inner().selection.clone();
    view! {
        <section
            class="rack"
            data-rack-id=id.to_string()
            data-selected=sometimes(move || {
                selection.with(|selection| selection.rack() == Some(id)).then_some("")
            })
            node_ref=section
        >
            <RackHeader id=id scale=scale is_near=is_near />
        </section>
    }
}

/// The drawings of a rack's sides, and their level of detail.
struct Sides {
    app: App,
    detail: Detail,
    drawings: Vec<Drawing>,
}

impl Sides {
    fn set_detail(&mut self, detail: Detail) {
        self.detail = detail;
        let snapshot = self.app.inner().document.snapshot().get_untracked();
        for drawing in &self.drawings {
            drawing.set_detail(detail, &snapshot);
        }
    }
}

/// Updates the drawings when the layout, the visible faces or the level of detail change, and notes when it is first near enough to be
/// read.
fn draw(
    app: App,
    stage: Stage,
    id: RackId,
    scale: Signal<Scale>,
    section: NodeRef<html::Section>,
    is_near: ArcRwSignal<bool>,
) {
    let sides = Rc::new(RefCell::new(Sides {
        app,
        detail: Detail::Nothing,
        drawings: Vec::new(),
    }));
    let kept = StoredValue::new_local(sides.clone());
    on_cleanup(move || {
        stage.levels().take(id);
        // The nodes leave the registry with their drawings.
        if let Some(sides) = kept.try_get_value() {
            sides.borrow_mut().drawings.clear();
        }
    });
    let on_detail = sides.clone();
    stage.levels().put(
        id,
        Rc::new(move |detail| {
            if detail >= Detail::Plain && !is_near.get_untracked() {
                is_near.set(true);
            }
            on_detail.borrow_mut().set_detail(detail);
        }),
    );
    let changed = stage.changes().of(id);
    let faces = app.inner().viewport.faces.clone();
    effect(move || {
        let Some(section) = section.get() else { return };
        changed.track();
        app.inner().pictures.track();
        let wanted = aspects(faces.get(), scale.get());
        let snapshot = app.inner().document.snapshot().get_untracked();
        let mut borrowed = sides.borrow_mut();
        let Sides {
            detail, drawings, ..
        } = &mut *borrowed;
        let is_same = drawings
            .iter()
            .map(Drawing::aspect)
            .eq(wanted.iter().copied());
        if !is_same {
            drawings.clear();
            for aspect in wanted {
                let levels = stage.levels();
                let on_health = Rc::new(move || levels.refresh(id));
                drawings.extend(Drawing::new(
                    app,
                    id,
                    aspect,
                    stage.nodes(),
                    &section,
                    on_health,
                ));
            }
        }
        for drawing in drawings.iter() {
            drawing.update(&snapshot);
            // A new drawing shows nothing yet.
            if drawing.detail() != *detail {
                drawing.set_detail(*detail, &snapshot);
            }
        }
        drop(borrowed);
        stage.look_around();
    });
}

fn aspects(faces: Faces, scale: Scale) -> Vec<Aspect> {
    let aspect = |seen, part| Aspect { scale, seen, part };
    match faces {
        Faces::Front => vec![aspect(Viewpoint::Front, Part::Itself)],
        Faces::Rear => vec![aspect(Viewpoint::Rear, Part::Itself)],
        Faces::Both => vec![
            aspect(Viewpoint::Front, Part::Itself),
            aspect(Viewpoint::Rear, Part::Rear),
        ],
    }
}
