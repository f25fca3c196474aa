//! How much of each rack is drawn, depending on the zoom and what is in view. Drawing is spread over frames, nearest racks first.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use crate::domain::ids::RackId;
use crate::domain::sorted;
use crate::draw::area::Area;
use crate::draw::detail::{Detail, Motion, Surroundings};
use crate::draw::world::World;
use crate::state::frames::FrameTask;

use super::clock::now;

/// Drawing time per frame, in milliseconds; and while the zoom changes, when each frame is long already.
const BUDGET: f64 = 6.0;
const BUDGET_OF_ZOOMING: f64 = 2.0;

/// Draws a rack in that detail.
pub type Draw = Rc<dyn Fn(Detail)>;

pub struct Levels {
    racks: RefCell<HashMap<RackId, RackLevel>>,
    frame: FrameTask,
    is_first: Cell<bool>,
    /// What the camera did at the last look.
    motion: Cell<Motion>,
}

struct RackLevel {
    draw: Draw,
    drawn: Detail,
    wanted: Detail,
    /// Whether it is drawn with outdated colors.
    is_outdated: bool,
    /// Distance from the center of the view, in world pixels.
    distance: f32,
}

impl Levels {
    pub fn new() -> Rc<Self> {
        Rc::new_cyclic(|weak: &Weak<Self>| {
            let weak = weak.clone();
            let work = move || {
                if let Some(levels) = weak.upgrade() {
                    let is_zooming = levels.motion.get() == Motion::Zooming;
                    levels.work(if is_zooming {
                        BUDGET_OF_ZOOMING
                    } else {
                        BUDGET
                    });
                }
            };
            Self {
                racks: RefCell::default(),
                frame: FrameTask::new(work),
                is_first: Cell::new(true),
                motion: Cell::new(Motion::AtRest),
            }
        })
    }

    /// Registers a rack on the page. It is drawn once [`Levels::look`] finds it in view.
    pub fn put(&self, rack: RackId, draw: Draw) {
        let entry = RackLevel {
            draw,
            drawn: Detail::Nothing,
            wanted: Detail::Nothing,
            is_outdated: false,
            distance: 0.0,
        };
        self.racks.borrow_mut().insert(rack, entry);
    }

    pub fn take(&self, rack: RackId) {
        self.racks.borrow_mut().remove(&rack);
    }

    /// The racks drawn in full detail, with openings in their plates, ordered by id.
    pub fn in_full(&self) -> Vec<RackId> {
        let mut full = Vec::new();
        for (rack, entry) in &*self.racks.borrow() {
            if entry.drawn == Detail::Full {
                sorted::insert(&mut full, *rack);
            }
        }
        full
    }

    /// Redraws a rack that shows its health as a whole, when the health of a device in it has changed.
    pub fn refresh(&self, rack: RackId) {
        let mut racks = self.racks.borrow_mut();
        let Some(entry) = racks.get_mut(&rack) else {
            return;
        };
        if entry.drawn == Detail::Blocks && !entry.is_outdated {
            entry.is_outdated = true;
            self.frame.request();
        }
    }

    /// Recomputes how much of each rack is to be drawn.
    pub fn look(&self, world: &World, seen: Area, zoom: f64, motion: Motion) {
        self.motion.set(motion);
        let around = Surroundings::of(seen);
        let middle = seen.center();
        let mut is_behind = false;
        let mut racks = self.racks.borrow_mut();
        for placed in world.placed_racks() {
            let Some(entry) = racks.get_mut(&placed.rack) else {
                continue;
            };
            let area = placed.area();
            let suits = Detail::suiting(zoom, around.distance(&area), entry.drawn);
            entry.wanted = motion.meanwhile(suits, entry.drawn);
            let center = area.center();
            entry.distance = (center.x - middle.x).hypot(center.y - middle.y);
            is_behind |= entry.wanted != entry.drawn;
        }
        drop(racks);
        if is_behind {
            // The first view is drawn at once.
            if self.is_first.replace(false) {
                self.work(5.0 * BUDGET);
            } else {
                self.frame.request();
            }
        }
    }

    /// Draws until the time budget is used up, and continues in the next frame.
    fn work(&self, budget: f64) {
        let end = now() + budget;
        let mut behind: Vec<(i32, RackId)> = Vec::new();
        for (rack, entry) in &*self.racks.borrow() {
            if entry.wanted != entry.drawn || entry.is_outdated {
                let turn = match entry.wanted {
                    // Racks that leave the view can wait.
                    Detail::Nothing => i32::MAX,
                    _ => entry.distance as i32,
                };
                sorted::insert(&mut behind, (turn, *rack));
            }
        }
        for (_, rack) in behind {
            let draw = self.racks.borrow_mut().get_mut(&rack).map(|entry| {
                entry.drawn = entry.wanted;
                entry.is_outdated = false;
                (entry.draw.clone(), entry.wanted)
            });
            if let Some((draw, detail)) = draw {
                draw(detail);
            }
            if now() >= end {
                self.frame.request();
                return;
            }
        }
    }
}
