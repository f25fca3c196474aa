//! The texts beside the devices of the racks in view.

use leptos::prelude::*;
use leptos::svg;
use web_sys::Element;

use crate::domain::annotation::Annotation;
use crate::domain::ids::RackId;
use crate::draw::area::Area;
use crate::draw::column::{self, NoteLine, TextRoom};
use crate::draw::detail::{Detail, Surroundings};
use crate::state::app::App;
use crate::views::canvas::stage::Stage;
use crate::views::paced_reports::paced_reports;
use crate::views::ui::dynamic::{effect, text};
use crate::views::ui::shapes;
use crate::views::ui::style::pixels;
use crate::views::ui::style_sheet::adopt;

/// Position and contents of a column.
#[derive(Clone, Default, PartialEq)]
struct Column {
    x: f32,
    lines: Vec<NoteLine>,
    /// The text for assistive tools.
    told: String,
}

pub(super) fn notes(stage: Stage) -> AnyView {
    adopt(include_str!("../../../style/column.css"));
    let app = App::expect();
    follow_layout(app);
    let near = racks_with_names(app, stage);
    let reports = paced_reports();
    view! {
        <For each=move || near.get() key=|rack| *rack let:rack>
            {column_of(app, stage, rack, reports)}
        </For>
    }
    .into_any()
}

/// Each layout has a choice of its own.
fn follow_layout(app: App) {
    let snapshot = app.inner().document.snapshot();
    let open = Memo::new(move |_| snapshot.with(|snapshot| snapshot.layout.id));
    effect(move || {
        open.track();
        app.annotate_as_kept();
    });
}

/// The racks in view that show the names of devices; unchanged while the camera zooms.
fn racks_with_names(app: App, stage: Stage) -> Memo<Vec<RackId>> {
    let viewport = &app.inner().viewport;
    let (world, zoom) = (viewport.world.clone(), viewport.zoom.clone());
    let seen = stage.seen();
    Memo::new(move |before: Option<&Vec<RackId>>| {
        let before = before.map(Vec::as_slice).unwrap_or_default();
        let (zoom, seen) = (zoom.get(), seen.get());
        if stage.camera().zoom != zoom && stage.is_moving() {
            return before.to_vec();
        }
        let around = Surroundings::of(seen);
        world.with(|world| {
            let has_names = |rack: RackId, area: &Area| {
                let drawn = if before.contains(&rack) {
                    Detail::Plain
                } else {
                    Detail::Nothing
                };
                Detail::suiting(zoom, around.distance(area), drawn) >= Detail::Plain
            };
            let placed_racks = world.placed_racks().iter();
            let near = placed_racks.filter(|one| has_names(one.rack, &one.area()));
            near.map(|one| one.rack).collect()
        })
    })
}

fn column_of(app: App, stage: Stage, rack: RackId, reports: Memo<u32>) -> AnyView {
    let world = app.inner().viewport.world.clone();
    let place =
        Memo::new(move |_| world.with(|world| world.place_of(rack).map(|placed| placed.column())));
    let column = content(app, stage, rack, reports);
    let node = NodeRef::<svg::Svg>::new();
    effect(move || {
        let Some(node) = node.get() else { return };
        let node: &Element = &node;
        column.with(|column| {
            node.set_text_content(None);
            shapes::append(node, &column::shapes(&column.lines, column.x));
        });
    });
    let length = move |of: fn(&Area) -> f32| {
        text(move || {
            let length = place.get().as_ref().map_or(0.0, of);
            pixels(f64::from(length))
        })
    };
    view! {
        <svg
            class="rack-column"
            data-column-of=rack.to_string()
            role="img"
            aria-label=text(move || column.with(|column| column.told.clone()))
            style:left=length(|area| area.x)
            style:top=length(|area| area.y)
            style:width=length(|area| area.width)
            style:height=length(|area| area.height)
            node_ref=node
        ></svg>
    }
    .into_any()
}

fn content(app: App, stage: Stage, rack: RackId, reports: Memo<u32>) -> Memo<Column> {
    let changed = stage.changes().of(rack);
    let viewport = &app.inner().viewport;
    let (world, shown) = (viewport.world.clone(), viewport.annotation());
    Memo::new(move |_| {
        changed.track();
        let annotation = shown.get();
        if annotation == Annotation::Containers {
            app.track_container_counts();
        }
        if annotation.is_live() || annotation == Annotation::Address {
            reports.with(|_| ());
        }
        let (scale, faces) = world.with(|world| (*world.scale(), world.faces()));
        let snapshot = app.inner().document.snapshot().get_untracked();
        let (layout, index) = (&snapshot.layout, &snapshot.index);
        let Some(of) = layout.rack(rack) else {
            return Column::default();
        };
        let text_of = app.annotation_reader(annotation);
        let notes = column::notes(layout, index, of, faces, &text_of);
        let room = TextRoom::beside(layout, index, of, faces);
        let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
        let texts = annotation.spoken(&texts.join(", "));
        Column {
            x: room.x,
            lines: column::lines(&notes, &scale, room.width),
            told: format!("{} beside {}: {texts}", annotation.name(), of.name),
        }
    })
}
