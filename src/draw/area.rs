//! Points and rectangles of a drawing.

/// A point, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

impl Point {
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }
}

/// An axis-aligned rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Area {
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// The rectangle two opposite corners span, in whatever order.
    pub fn spanned(a: Point, b: Point) -> Self {
        Self::new(
            a.x.min(b.x),
            a.y.min(b.y),
            (a.x - b.x).abs(),
            (a.y - b.y).abs(),
        )
    }

    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    pub fn center(&self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Includes the upper and left edges but not the others, so that a point is in only one of two neighbors.
    pub fn contains(&self, point: Point) -> bool {
        (self.x..self.right()).contains(&point.x) && (self.y..self.bottom()).contains(&point.y)
    }

    /// Whether the two overlap in more than an edge.
    pub fn meets(&self, other: &Area) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// The smallest rectangle that contains both.
    pub fn joined(&self, other: &Area) -> Area {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Area::new(
            x,
            y,
            self.right().max(other.right()) - x,
            self.bottom().max(other.bottom()) - y,
        )
    }

    /// The same place, relative to the corner of another area.
    pub fn within(&self, outer: &Area) -> Area {
        Area::new(self.x - outer.x, self.y - outer.y, self.width, self.height)
    }

    /// The area of a picture of these proportions that covers this one and extends beyond it on two sides.
    pub fn filled_by(&self, width: f32, height: f32) -> Area {
        let scale = (self.width / width.max(1.0)).max(self.height / height.max(1.0));
        let (wide, high) = (width * scale, height * scale);
        Area::new(
            self.x + (self.width - wide) / 2.0,
            self.y + (self.height - high) / 2.0,
            wide,
            high,
        )
    }

    /// Expanded by this distance on every side.
    pub fn grown(&self, by: f32) -> Area {
        Area::new(
            self.x - by,
            self.y - by,
            self.width + 2.0 * by,
            self.height + 2.0 * by,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Area;

    #[test]
    fn what_fills_an_area_keeps_its_proportions() {
        let area = Area::new(10.0, 20.0, 100.0, 10.0);
        assert_eq!(area.filled_by(1000.0, 100.0), area);
        assert_eq!(
            area.filled_by(50.0, 10.0),
            Area::new(10.0, 15.0, 100.0, 20.0)
        );
        assert_eq!(
            area.filled_by(2000.0, 100.0),
            Area::new(-40.0, 20.0, 200.0, 10.0)
        );
    }
}
