//! A rack's frame: box, rails with their holes, unit lines and numbers, in a handful of shapes however high it is.

use super::area::Area;
use super::path::PathBuilder;
use super::scale::Scale;
use super::shape::{Glyphs, Role, Shape};
use crate::domain::layout::Rack;

/// Width of a digit at the size the numbers are set in.
const DIGIT: f32 = 5.2;

/// The frame's shapes, back to front.
pub fn frame(rack: &Rack, scale: &Scale) -> Vec<Shape> {
    let units = rack.height.units();
    let height = f32::from(units) * scale.unit;
    let (left, inner) = (scale.inner_left(), scale.inner(rack.width));
    let top = scale.margin;
    let mut shapes = Vec::with_capacity(6);

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
    shapes.push(Shape::glyphs(Role::RackNumbers, numbers(rack, scale)));
    shapes
}

/// Where devices stand that are seen from the other side only, as path data.
pub fn taken(areas: &[Area]) -> String {
    let mut path = PathBuilder::new();
    for area in areas {
        path.rounded(area.x, area.y, area.width, area.height, 3.0);
    }
    path.finish()
}

fn rails(sides: [f32; 2], top: f32, height: f32, scale: &Scale) -> String {
    let mut path = PathBuilder::new();
    for side in sides {
        path.rectangle(side, top - 2.0, scale.rail, height + 4.0);
    }
    path.finish()
}

/// Three square holes a unit, as EIA-310 has them.
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

fn numbers(rack: &Rack, scale: &Scale) -> Glyphs {
    let mut glyphs = Glyphs::default();
    let units = rack.height.units();
    let center = 1.0 + scale.gutter / 2.0;
    for from_floor in (0..units).rev() {
        let label = rack.unit_number(from_floor).to_string();
        let y = scale.margin + (f32::from(units - 1 - from_floor) + 0.5) * scale.unit + 3.2;
        let x = center - DIGIT * label.chars().count() as f32 / 2.0;
        glyphs.push(&label, x, y, DIGIT);
    }
    glyphs
}
