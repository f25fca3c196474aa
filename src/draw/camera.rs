//! The camera: which part of the world a view shows, and at what zoom.
//!
//! The view is a scroll container; the world lies in it, scaled by the zoom and surrounded by a margin. Lengths are in screen
//! pixels unless stated to be in world pixels.

use super::area::{Area, Point};

/// How much of the world stays in sight however far it is scrolled.
const KEPT_IN_SIGHT: f64 = 96.0;
/// The margin on a phone, where the racks form one column as wide as the screen.
const NARROW_MARGIN: f64 = 12.0;
/// The margin around areas that are fitted into the view.
const FIT_MARGIN: f64 = 36.0;
/// The lowest zoom at which names are readable.
const READABLE: f64 = 0.7;

/// A width and a height, or a distance to the right and down.
pub type Pair = (f64, f64);

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// Screen pixels per world pixel.
    pub zoom: f64,
    /// The scroll offset of the view.
    pub scroll: Pair,
    view: Pair,
    /// The world's size, in world pixels.
    world: Pair,
    /// Whether this is a phone's camera: the world is as wide as the view and does not pan sideways.
    narrow: bool,
}

impl Camera {
    pub const MIN_ZOOM: f64 = 0.1;
    pub const MAX_ZOOM: f64 = 4.0;

    pub fn new(view: Pair, world: (f32, f32), narrow: bool) -> Self {
        Self {
            zoom: 1.0,
            scroll: (0.0, 0.0),
            view,
            world: (f64::from(world.0), f64::from(world.1)),
            narrow,
        }
    }

    /// The margin to the left of and above the world; wide enough to bring any point of the world to nearly any point of the view.
    pub fn margin(&self) -> Pair {
        let loose = |view: f64| (view - KEPT_IN_SIGHT).max(0.0);
        if self.narrow {
            let rest = (self.view.0 - self.world.0 * self.zoom) / 2.0;
            (rest.max(NARROW_MARGIN), NARROW_MARGIN)
        } else {
            (loose(self.view.0), loose(self.view.1))
        }
    }

    /// The scrollable size: the scaled world with its margins.
    pub fn extent(&self) -> Pair {
        let margin = self.margin();
        let below = if self.narrow {
            self.view.1 * 0.6
        } else {
            margin.1
        };
        (
            self.world.0 * self.zoom + 2.0 * margin.0,
            self.world.1 * self.zoom + margin.1 + below,
        )
    }

    /// Converts a point of the view to one of the world.
    pub fn to_world(&self, at: Pair) -> Point {
        let margin = self.margin();
        Point::new(
            ((self.scroll.0 + at.0 - margin.0) / self.zoom) as f32,
            ((self.scroll.1 + at.1 - margin.1) / self.zoom) as f32,
        )
    }

    /// Converts a point of the world to one of the view.
    pub fn to_view(&self, point: Point) -> Pair {
        let margin = self.margin();
        (
            f64::from(point.x) * self.zoom + margin.0 - self.scroll.0,
            f64::from(point.y) * self.zoom + margin.1 - self.scroll.1,
        )
    }

    /// The visible part of the world.
    pub fn visible(&self) -> Area {
        Area::spanned(self.to_world((0.0, 0.0)), self.to_world(self.view))
    }

    /// Scrolled so that a point of the world is at a point of the view, as far as the margins allow.
    pub fn with_point_at(mut self, point: Point, at: Pair) -> Self {
        self.scroll = (0.0, 0.0);
        let (x, y) = self.to_view(point);
        let (width, height) = self.extent();
        self.scroll = (
            (x - at.0).min(width - self.view.0).max(0.0),
            (y - at.1).min(height - self.view.1).max(0.0),
        );
        self
    }

    /// With another zoom; what was at that point of the view stays there.
    pub fn zoomed_at(mut self, at: Pair, zoom: f64) -> Self {
        let point = self.to_world(at);
        self.zoom = clamped(zoom);
        self.with_point_at(point, at)
    }

    /// Zoomed about the middle of the view.
    pub fn zoomed(self, zoom: f64) -> Self {
        self.zoomed_at(self.middle(), zoom)
    }

    /// The middle of the view.
    pub fn middle(&self) -> Pair {
        (self.view.0 / 2.0, self.view.1 / 2.0)
    }

    /// Moved over the world, to the right and down.
    pub fn moved(self, by: Pair) -> Self {
        let corner = self.to_world((0.0, 0.0));
        self.with_point_at(corner, (-by.0, -by.1))
    }

    /// With another size of the view; its upper left corner stays in place. A phone's world stays as wide as the view, if it is.
    pub fn resized(mut self, view: Pair) -> Self {
        let corner = self.to_world((0.0, 0.0));
        let is_across = self.is_across();
        self.view = view;
        if is_across {
            self.zoom = self.across();
        }
        self.with_point_at(corner, (0.0, 0.0))
    }

    /// Whether a phone's world fills the width of the view.
    pub fn is_across(&self) -> bool {
        self.narrow && (self.zoom / self.across() - 1.0).abs() < 0.01
    }

    pub fn is_narrow(&self) -> bool {
        self.narrow
    }

    /// The view's size.
    pub fn view(&self) -> Pair {
        self.view
    }

    /// With another size of the world; the view's upper left corner stays in place. A phone's world stays as wide as the view, if it is.
    pub fn over(mut self, world: (f32, f32)) -> Self {
        let corner = self.to_world((0.0, 0.0));
        let is_across = self.is_across();
        self.world = (f64::from(world.0), f64::from(world.1));
        if is_across {
            self.zoom = self.across();
        }
        self.with_point_at(corner, (0.0, 0.0))
    }

    /// Centered on an area of the world, as large as fits but at most at `max_zoom`.
    pub fn fitted(mut self, area: Area, max_zoom: f64) -> Self {
        self.zoom = self.fitting(area).min(max_zoom);
        self.zoom = clamped(self.zoom);
        self.with_point_at(area.center(), self.middle())
    }

    fn fitting(&self, area: Area) -> f64 {
        self.filling(self.view.0, area.width)
            .min(self.filling(self.view.1, area.height))
    }

    /// The zoom at which a length of the world fills one of the view, up to the margins.
    fn filling(&self, view: f64, length: f32) -> f64 {
        (view - 2.0 * self.fit_margin()).max(1.0) / f64::from(length).max(1.0)
    }

    const fn fit_margin(&self) -> f64 {
        if self.narrow {
            NARROW_MARGIN
        } else {
            FIT_MARGIN
        }
    }

    /// The initial camera: the whole world if names are readable then, otherwise its whole width, otherwise its beginning at actual
    /// size. Zoomed out further if necessary to show all of `first`, the first rack. On a phone, as wide as the screen: anything
    /// smaller could be neither read nor touched.
    pub fn at_first(mut self, first: Area) -> Self {
        let (across, all) = (self.across().min(1.0), self.fitting(self.whole()).min(1.0));
        let wanted = match all.max(across) >= READABLE {
            true if all >= READABLE => all,
            true => across,
            false => 1.0,
        };
        // Measured from the corner of the world, to include what is above and beside the rack.
        let rack = self.fitting(Area::new(0.0, 0.0, first.right(), first.bottom()));
        self.zoom = if self.narrow {
            self.across()
        } else {
            clamped(wanted.min(rack))
        };
        let margin = self.fit_margin();
        let rest = (self.view.0 - self.world.0 * self.zoom) / 2.0;
        self.with_point_at(Point::default(), (rest.max(margin), margin))
    }

    /// The zoom at which the world is as wide as the view.
    pub fn across(&self) -> f64 {
        clamped(self.filling(self.view.0, self.world.0 as f32))
    }

    /// The whole world as an area.
    pub fn whole(&self) -> Area {
        Area::new(0.0, 0.0, self.world.0 as f32, self.world.1 as f32)
    }

    /// Moved just so far that the area is in view, or its beginning if it is larger than the view.
    pub fn revealing(self, area: Area) -> Self {
        let near = self.to_view(Point::new(area.x, area.y));
        let far = self.to_view(Point::new(area.right(), area.bottom()));
        self.moved((
            needed(near.0, far.0, self.view.0),
            needed(near.1, far.1, self.view.1),
        ))
    }

    /// Like [`Self::revealing`], but zooms out if the area is larger than the view. A phone keeps its zoom, at which devices are
    /// readable.
    pub fn showing(self, area: Area) -> Self {
        let fitting = self.fitting(area);
        if fitting >= self.zoom || self.narrow {
            return self.revealing(area);
        }
        self.zoomed(fitting).revealing(area)
    }

    /// Interpolates between this camera (0) and another (1).
    pub fn towards(self, other: &Camera, share: f64) -> Self {
        if share >= 1.0 {
            return *other;
        }
        let middle = other.middle();
        let (from, to) = (self.to_world(middle), other.to_world(middle));
        let between = |from: f32, to: f32| from + (to - from) * share as f32;
        let mut camera = *other;
        // Interpolates the visible size linearly.
        camera.zoom = 1.0 / (1.0 / self.zoom + (1.0 / other.zoom - 1.0 / self.zoom) * share);
        camera.with_point_at(
            Point::new(between(from.x, to.x), between(from.y, to.y)),
            middle,
        )
    }
}

fn clamped(zoom: f64) -> f64 {
    zoom.clamp(Camera::MIN_ZOOM, Camera::MAX_ZOOM)
}

/// How far a view of that length must move to show what reaches from `near` to `far`.
fn needed(near: f64, far: f64, view: f64) -> f64 {
    let margin = FIT_MARGIN.min(view / 8.0);
    if near < margin || far - near > view - 2.0 * margin {
        near - margin
    } else if far > view - margin {
        far - view + margin
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: Pair = (1600.0, 900.0);

    fn camera() -> Camera {
        Camera::new(VIEW, (10_000.0, 7_000.0), false)
            .with_point_at(Point::new(5_000.0, 3_000.0), (800.0, 450.0))
    }

    fn close(a: Point, b: Point) -> bool {
        (a.x - b.x).abs() < 0.05 && (a.y - b.y).abs() < 0.05
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let mut camera = camera();
        for (step, at) in
            (0..200).map(|step| (step, (f64::from(step) * 7.0, f64::from(step) * 4.0)))
        {
            let before = camera.to_world(at);
            let factor = if step % 3 == 0 { 0.6 } else { 1.3 };
            camera = camera.zoomed_at(at, camera.zoom * factor);
            assert!(
                close(before, camera.to_world(at)),
                "step {step}: {camera:?}"
            );
            assert!((Camera::MIN_ZOOM..=Camera::MAX_ZOOM).contains(&camera.zoom));
        }
    }

    #[test]
    fn every_point_of_the_world_can_be_brought_to_the_middle() {
        for zoom in [0.1, 1.0, 4.0] {
            for corner in [Point::default(), Point::new(10_000.0, 7_000.0)] {
                let mut camera = camera();
                camera.zoom = zoom;
                let camera = camera.with_point_at(corner, (800.0, 450.0));
                assert!(close(camera.to_world((800.0, 450.0)), corner));
                let (width, height) = camera.extent();
                assert!(camera.scroll.0 <= width - VIEW.0 && camera.scroll.1 <= height - VIEW.1);
            }
        }
    }

    #[test]
    fn fitting_shows_the_whole_area_in_the_middle() {
        let area = Area::new(2_000.0, 100.0, 3_000.0, 400.0);
        let seen = camera().fitted(area, 1.0).visible();
        assert!(seen.x <= area.x && seen.right() >= area.right());
        assert!(close(seen.center(), area.center()));
        assert_eq!(
            camera().fitted(Area::new(0.0, 0.0, 10.0, 10.0), 1.0).zoom,
            1.0
        );
    }

    #[test]
    fn revealing_moves_no_more_than_needed() {
        let camera = camera();
        let inside = Area::new(5_000.0, 3_000.0, 100.0, 30.0);
        assert_eq!(camera.revealing(inside), camera);
        let below = Area::new(5_000.0, 4_000.0, 100.0, 30.0);
        let moved = camera.revealing(below);
        assert!(moved.visible().bottom() >= below.bottom() && moved.scroll.0 == camera.scroll.0);
        let larger = Area::new(100.0, 100.0, 9_000.0, 6_000.0);
        assert!(
            camera
                .revealing(larger)
                .visible()
                .contains(Point::new(100.0, 100.0))
        );
    }

    #[test]
    fn what_is_new_is_seen_as_a_whole_and_no_more_is_moved_than_that_takes() {
        let camera = camera();
        let is_whole = |camera: &Camera, area: &Area| {
            let seen = camera.visible();
            seen.x <= area.x
                && seen.y <= area.y
                && seen.right() >= area.right()
                && seen.bottom() >= area.bottom()
        };
        let inside = Area::new(5_000.0, 3_000.0, 100.0, 30.0);
        assert_eq!(camera.showing(inside), camera);
        // Beside what is seen: the zoom that a person chose stays.
        let beside = Area::new(7_000.0, 3_000.0, 300.0, 300.0);
        let moved = camera.showing(beside);
        assert!(is_whole(&moved, &beside), "{:?}", moved.visible());
        assert_eq!((moved.zoom, moved.scroll.1), (camera.zoom, camera.scroll.1));
        // Higher than the view at that zoom.
        let near = camera.zoomed(3.0);
        let rack = Area::new(7_000.0, 2_000.0, 400.0, 1_100.0);
        let moved = near.showing(rack);
        assert!(is_whole(&moved, &rack), "{:?}", moved.visible());
        assert!(moved.zoom < near.zoom && moved.zoom > camera.fitted(camera.whole(), 1.0).zoom);
        let phone = Camera::new((390.0, 700.0), (2_000.0, 4_000.0), true).zoomed(1.0);
        assert_eq!(phone.showing(rack).zoom, phone.zoom);
    }

    #[test]
    fn few_racks_are_shown_whole_and_many_from_the_first() {
        let first = Area::new(0.0, 0.0, 400.0, 800.0);
        let few = Camera::new(VIEW, (900.0, 800.0), false).at_first(first);
        assert_eq!(few.zoom, 1.0);
        assert!((f64::from(few.visible().center().x) - 450.0).abs() < 0.1);
        let many = camera().at_first(first);
        assert_eq!(many.zoom, 1.0);
        assert!(many.visible().contains(Point::default()));
        let phone = Camera::new((390.0, 700.0), (364.0, 1_500.0), true);
        let phone = phone.at_first(Area::new(0.0, 0.0, 364.0, 600.0));
        assert!((phone.zoom * 364.0 - 366.0).abs() < 0.1 && phone.scroll == (0.0, 0.0));
        assert_eq!(phone.extent().0, 390.0);
    }

    #[test]
    fn a_rack_is_wholly_in_view_at_first() {
        // The space left in usual windows beside the rail and below the bar.
        for view in [(1_540.0, 940.0), (1_220.0, 660.0)] {
            for height in [300.0, 700.0, 1_286.0, 1_700.0] {
                for (world, left) in [
                    ((364.0, height), 0.0),
                    ((3_000.0, 9_000.0), 0.0),
                    ((900.0, 4_000.0), 20.0),
                ] {
                    let first = Area::new(left, 44.0, 344.0, height - 44.0);
                    let camera = Camera::new(view, world, false).at_first(first);
                    let seen = camera.visible();
                    assert!(
                        seen.x <= first.x && seen.right() >= first.right(),
                        "{first:?} is not in {seen:?}"
                    );
                    assert!(seen.y <= 0.0 && seen.bottom() >= first.bottom());
                }
            }
        }
    }

    #[test]
    fn a_way_between_two_views_begins_and_ends_at_them() {
        let (from, to) = (camera(), camera().fitted(camera().whole(), 1.0));
        assert!(close(
            from.towards(&to, 0.0).visible().center(),
            from.visible().center()
        ));
        assert_eq!(from.towards(&to, 1.0), to);
        let half = from.towards(&to, 0.5);
        assert!(half.zoom < from.zoom && half.zoom > to.zoom);
    }
}
