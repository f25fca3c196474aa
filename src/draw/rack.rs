//! A rack's frame: box, rails with holes, unit lines and numbers, in a handful of shapes however high it is.

use super::area::Area;
use super::path::PathBuilder;
use super::scale::Scale;
use super::shape::{Glyphs, Role, Shape};
use super::viewpoint::Viewpoint;
use crate::domain::layout::Rack;

/// Width of a digit at the size the numbers are set in.
const DIGIT: f32 = 5.2;

/// The frame's shapes, back to front.
pub fn frame(rack: &Rack, scale: &Scale, seen: Viewpoint) -> Vec<Shape> {
    let units = rack.height.units();
    let height = f32::from(units) * scale.unit;
    let (left, inner) = (scale.inner_left(), scale.inner(rack.width));
    let top = scale.margin;
    let mut shapes = Vec::with_capacity(7);

    let mut outline = PathBuilder::new();
    outline.rounded(
        1.0,
        1.0,
        scale.rack_width(rack.width) - 2.0,
        scale.rack_height(rack.height.half_units()) - 2.0,
        7.0,
    );
    shapes.push(Shape::path(Role::RackBox, outline.finish()));

    let mut inside = PathBuilder::new();
    inside.rectangle(
        left - scale.gap,
        top - 2.0,
        inner + 2.0 * scale.gap,
        height + 4.0,
    );
    shapes.push(Shape::path(Role::RackInside, inside.finish()));

    let mut lines = PathBuilder::new();
    for unit in 1..units {
        lines.horizontal_line(left, top + f32::from(unit) * scale.unit, inner);
    }
    shapes.push(Shape::path(Role::RackLines, lines.finish()));

    if scale.rail > 0.0 {
        let sides = [left - scale.gap - scale.rail, left + inner + scale.gap];
        shapes.push(Shape::path(
            Role::RackRails,
            rails(sides, top, height, scale),
        ));
        shapes.push(Shape::path(
            Role::RackHoles,
            holes(sides, top, units, scale),
        ));
    }
    let (numbers, mut fifths) = numbers(rack, scale);
    push_side(rack, scale, seen, &mut fifths);
    shapes.push(Shape::glyphs(Role::RackNumbers, numbers));
    shapes.push(Shape::glyphs(Role::RackFifths, fifths));
    shapes
}

/// Hatches the areas of devices that are visible only from the other side.
pub fn taken(areas: &[Area]) -> Shape {
    let mut path = PathBuilder::new();
    for area in areas {
        path.rounded(area.x, area.y, area.width, area.height, 3.0);
        hatch(area, &mut path);
    }
    Shape::path(Role::RackTaken, path.finish())
}

/// Hatches the inside of a rack except behind these plates, whose openings would reveal it. The lines fall to the right, unlike those
/// of [`taken`].
pub fn unknown(rack: &Rack, scale: &Scale, plates: &[Area]) -> [Shape; 2] {
    let height = f32::from(rack.height.units()) * scale.unit;
    let inside = Area::new(
        scale.inner_left(),
        scale.margin,
        scale.inner(rack.width),
        height,
    );
    let mut path = PathBuilder::new();
    for (from, to) in hatching(&inside) {
        let mirrored = |x: f32| inside.x + inside.right() - x;
        let start = mirrored(from.0);
        path.open_line(start, from.1, &[(mirrored(to.0) - start, to.1 - from.1)]);
    }
    let mut under = PathBuilder::new();
    for plate in plates {
        under.rectangle(plate.x, plate.y, plate.width, plate.height);
    }
    [
        Shape::path(Role::RackTaken, path.finish()),
        Shape::path(Role::RackInside, under.finish()),
    ]
}

/// Draws lines that rise to the right, from edge to edge.
fn hatch(area: &Area, path: &mut PathBuilder) {
    for (from, to) in hatching(area) {
        path.open_line(from.0, from.1, &[(to.0 - from.0, to.1 - from.1)]);
    }
}

/// Start and end of those lines.
fn hatching(area: &Area) -> impl Iterator<Item = ((f32, f32), (f32, f32))> {
    const PITCH: f32 = 9.0;
    let area = *area;
    let count = ((area.width + area.height) / PITCH).ceil() as u16;
    (1..count).map(move |number| {
        // On each line, x + y is constant, measured from the upper left corner.
        let along = f32::from(number) * PITCH;
        let from = (along - area.height).max(0.0);
        let to = along.min(area.width);
        let at = |x: f32| (area.x + x, area.y + along - x);
        (at(from), at(to))
    })
}

fn rails(sides: [f32; 2], top: f32, height: f32, scale: &Scale) -> String {
    let mut path = PathBuilder::new();
    for side in sides {
        path.rectangle(side, top - 2.0, scale.rail, height + 4.0);
    }
    path.finish()
}

/// Three square holes per unit, as in EIA-310.
fn holes(sides: [f32; 2], top: f32, units: u16, scale: &Scale) -> String {
    let mut path = PathBuilder::new();
    for side in sides {
        let x = side + scale.rail / 2.0 - 2.5;
        for unit in 0..units {
            for third in [0.2, 0.5, 0.8] {
                path.rectangle(
                    x,
                    top + (f32::from(unit) + third) * scale.unit - 2.3,
                    5.0,
                    4.6,
                );
            }
        }
    }
    path.finish()
}

/// The unit numbers; every fifth one is returned separately.
fn numbers(rack: &Rack, scale: &Scale) -> (Glyphs, Glyphs) {
    let (mut usual, mut fifths) = (Glyphs::default(), Glyphs::default());
    let units = rack.height.units();
    let center = 1.0 + scale.gutter / 2.0;
    for from_floor in (0..units).rev() {
        let number = rack.unit_number(from_floor);
        let label = number.to_string();
        let y = scale.margin + (f32::from(units - 1 - from_floor) + 0.5) * scale.unit + 3.2;
        let x = center - DIGIT * label.chars().count() as f32 / 2.0;
        let glyphs = if number.is_multiple_of(5) {
            &mut fifths
        } else {
            &mut usual
        };
        glyphs.push(&label, x, y, DIGIT);
    }
    (usual, fifths)
}

/// Writes the name of the face at the upper edge.
fn push_side(rack: &Rack, scale: &Scale, seen: Viewpoint, glyphs: &mut Glyphs) {
    const LETTER: f32 = 7.4;
    let word = match seen {
        Viewpoint::Front => "FRONT",
        Viewpoint::Rear => "REAR",
    };
    let center = scale.inner_left() + scale.inner(rack.width) / 2.0;
    let x = center - LETTER * word.len() as f32 / 2.0;
    glyphs.push(word, x, scale.margin / 2.0 + 3.0, LETTER);
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::RackId;
    use crate::domain::layout::RackHeight;

    #[test]
    fn hatches_stay_where_they_belong() {
        for area in [
            Area::new(20.0, 10.0, 400.0, 44.0),
            Area::new(0.0, 5.0, 12.0, 90.0),
        ] {
            let lines: Vec<_> = hatching(&area).collect();
            assert!(lines.len() > 5);
            for (from, to) in lines {
                for (x, y) in [from, to] {
                    assert!((area.x..=area.right()).contains(&x), "{x}");
                    assert!((area.y..=area.bottom()).contains(&y), "{y}");
                }
                assert!(from.0 <= to.0 && from.1 >= to.1, "rises to the right");
            }
        }
    }

    #[test]
    fn what_is_unknown_is_hatched_in_another_way_than_what_is_taken() {
        let rack = Rack::new(RackId::new(Uuid::nil()), "Rack", RackHeight::clamped(12));
        let scale = Scale::WIDE;
        let [unknown, under] = unknown(&rack, &scale, &[]);
        let area = Area::new(
            scale.inner_left(),
            scale.margin,
            scale.inner(rack.width),
            12.0 * scale.unit,
        );
        assert_ne!(unknown, taken(&[area]));
        assert_eq!(
            (unknown.role, under.role),
            (Role::RackTaken, Role::RackInside)
        );
    }
}
