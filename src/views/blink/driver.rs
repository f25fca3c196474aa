//! Finds the moving parts of the devices in view, and paints them several times per second. [`crate::draw::moving`] decides what moves,
//! and how.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use web_sys::MediaQueryList;

use super::canvas::BlinkCanvas;
use crate::domain::health::values::battery_level;
use crate::domain::ids::{DeviceId, RackId, SystemRef};
use crate::domain::layout::{Device, Snapshot, racks_that_differ};
use crate::domain::pages::AppPage;
use crate::draw::animation::{
    AnimatedDevice, AnimationFacts, AnimationScene, animated_devices, reach, update_animated,
};
use crate::draw::area::Area;
use crate::draw::detail::Detail;
use crate::draw::device::animation::{AnimationInputs, TICKS_A_SECOND};
use crate::draw::scale::Scale;
use crate::state::actions::activities::Activities;
use crate::state::actions::blinking::BlinkingHold;
use crate::state::app::App;
use crate::state::live::JudgedDevices;
use crate::views::canvas::node_registry::NodeRegistry;
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::effect;
use crate::views::ui::style_sheet::adopt;

pub struct Blinker {
    app: App,
    stage: Stage,
    canvas: BlinkCanvas,
    activities: Activities,
    judged: JudgedDevices,
    nodes: Rc<NodeRegistry>,
    /// The filter's marks when the devices were last judged.
    filter_marks: Cell<u32>,
    calm: Option<MediaQueryList>,
    devices: RefCell<Vec<AnimatedDevice>>,
    /// Indices of each device in `devices`, for both of its sides.
    places: RefCell<HashMap<DeviceId, Vec<usize>>>,
    /// The layout in which the devices were found.
    layout: RefCell<Arc<Snapshot>>,
    /// The racks whose plates have openings.
    full: RefCell<Vec<RackId>>,
    /// The visible part of the world when the devices were found; `None` while the canvas is hidden.
    seen: Cell<Option<Area>>,
    /// The painted part of it; `None` if nothing moves.
    painted: Cell<Option<Area>>,
    /// Whether something besides values and the layout has changed.
    is_outdated: Cell<bool>,
    /// Whether rows of systems in view are requested.
    is_asking: Cell<bool>,
    tick: Cell<u64>,
    ticking: Cell<Option<IntervalHandle>>,
}

impl Blinker {
    /// Runs until it is dropped. Returns `None` in a browser without canvases.
    pub(super) fn start(app: App, stage: Stage) -> Option<Rc<Self>> {
        adopt(include_str!("../../../style/blink.css"));
        let calm = window()
            .match_media("(prefers-reduced-motion: reduce)")
            .ok()
            .flatten();
        let blinker = Rc::new(Self {
            app,
            stage,
            canvas: BlinkCanvas::new(&stage.view()?)?,
            activities: Activities::new(app),
            judged: app.inner().live.record_judged(),
            nodes: stage.nodes(),
            filter_marks: Cell::new(0),
            calm,
            devices: RefCell::default(),
            places: RefCell::default(),
            layout: RefCell::default(),
            full: RefCell::default(),
            seen: Cell::new(None),
            painted: Cell::new(None),
            is_outdated: Cell::new(true),
            is_asking: Cell::new(false),
            tick: Cell::new(0),
            ticking: Cell::new(None),
        });
        blinker.follow();
        let weak = Rc::downgrade(&blinker);
        let every = Duration::from_millis(1_000 / u64::from(TICKS_A_SECOND));
        let tick = move || {
            if let Some(blinker) = weak.upgrade() {
                blinker.tick();
            }
        };
        blinker.ticking.set(set_interval(tick, every).ok());
        Some(blinker)
    }

    /// Marks the scene as outdated when its inputs change.
    fn follow(self: &Rc<Self>) {
        let inner = self.app.inner();
        let world = inner.viewport.world.clone();
        let seen = self.stage.seen();
        let weak = Rc::downgrade(self);
        let app = self.app;
        effect(move || {
            world.with(|_| ());
            seen.with(|_| ());
            app.inner().pictures.track();
            app.inner().theme.track();
            if let Some(blinker) = weak.upgrade() {
                blinker.activities.track();
                blinker.is_outdated.set(true);
            }
        });
    }

    fn tick(&self) {
        let inner = self.app.inner();
        let is_far = Detail::is_far(inner.viewport.zoom.get_untracked());
        let is_elsewhere = inner.page.with_untracked(|page| *page != AppPage::Racks);
        let is_unseen = document().hidden() || is_far || is_elsewhere;
        if is_unseen || self.stage.is_moving() || BlinkingHold::is_any() {
            // Everything is searched again afterwards.
            self.judged.take();
            if self.seen.take().is_some() {
                self.canvas.hide();
            }
            if is_unseen && self.is_asking.take() {
                self.activities.want(Vec::new());
            }
            return;
        }
        let full = self.stage.levels().in_full();
        if *self.full.borrow() != full {
            self.full.replace(full);
            self.is_outdated.set(true);
        }
        let seen = self.stage.camera().visible();
        let has_changed = if self.is_outdated.take() || self.seen.get() != Some(seen) {
            self.canvas.read_colors();
            self.find(seen);
            self.seen.set(Some(seen));
            self.painted.set(None);
            true
        } else {
            let has_moved = self.follow_layout(seen);
            self.look_again() || has_moved
        };
        if has_changed {
            self.put(seen);
        }
        self.paint(has_changed);
    }

    /// Makes the canvas cover only what moves: the browser composites all of it in each tick.
    fn put(&self, seen: Area) {
        let area = reach(&self.devices.borrow(), seen);
        if self.painted.get() == area && area.is_some() {
            return;
        }
        self.painted.set(area);
        match area {
            Some(area) => self.canvas.put(area, self.stage.camera().zoom),
            None => self.canvas.hide(),
        }
    }

    fn is_still(&self) -> bool {
        self.calm.as_ref().is_some_and(MediaQueryList::matches)
    }

    fn paint(&self, has_changed: bool) {
        let Some(area) = self.painted.get() else {
            return;
        };
        let devices = self.devices.borrow();
        let is_still = self.is_still();
        let moves = |device: &AnimatedDevice| {
            !device.parts.lights.is_empty() || !device.parts.fans.is_empty()
        };
        // Static parts are painted once.
        let is_moving = !is_still && devices.iter().any(moves);
        if is_moving || has_changed {
            let tick = self.tick.get();
            self.tick.set(tick.wrapping_add(1));
            self.canvas.paint(area, &devices, tick, is_still);
        }
    }

    /// Finds the devices in view, and requests what is unknown of them.
    fn find(&self, seen: Area) {
        let snapshot = self.app.inner().document.snapshot().get_untracked();
        let found = self.in_scene(&snapshot, seen, animated_devices);
        self.judged.take();
        self.layout.replace(snapshot);
        self.take_in(found);
    }

    /// Searches the racks that a command has changed. Returns whether there are any.
    fn follow_layout(&self, seen: Area) -> bool {
        let snapshot = self.app.inner().document.snapshot().get_untracked();
        let before = self.layout.replace(snapshot.clone());
        if Arc::ptr_eq(&before, &snapshot) {
            return false;
        }
        let changed = racks_that_differ(&before.layout, &snapshot.layout);
        if !changed.is_empty() {
            let mut devices = self.devices.take();
            self.in_scene(&snapshot, seen, |scene| {
                update_animated(&mut devices, scene, &changed);
            });
            self.take_in(devices);
        }
        !changed.is_empty()
    }

    /// Runs `work` on the scene in view.
    fn in_scene<T>(
        &self,
        snapshot: &Snapshot,
        seen: Area,
        work: impl FnOnce(&AnimationScene) -> T,
    ) -> T {
        let inner = self.app.inner();
        let world = inner.viewport.world.get_untracked();
        let scale = if self.stage.camera().is_narrow() {
            Scale::NARROW
        } else {
            Scale::WIDE
        };
        let has_picture = |device: &Device| {
            let drawer = inner.pictures.drawer();
            let device_type = snapshot.layout.type_of(device);
            drawer.zip(device_type).is_some_and(|(drawer, of)| {
                let pictures = [of.front_picture, of.rear_picture];
                pictures.into_iter().flatten().any(|one| drawer.has(one))
            })
        };
        work(&AnimationScene {
            snapshot,
            world: &world,
            scale: &scale,
            seen,
            has_openings: &|rack| self.full.borrow().contains(&rack),
            has_picture: &has_picture,
            known: &|device| self.known(device),
        })
    }

    /// Replaces the moving devices.
    fn take_in(&self, devices: Vec<AnimatedDevice>) {
        let mut places: HashMap<DeviceId, Vec<usize>> = HashMap::new();
        let mut systems: Vec<SystemRef> = Vec::new();
        let snapshot = self.layout.borrow().clone();
        for (place, found) in devices.iter().enumerate() {
            let of = places.entry(found.device).or_default();
            of.push(place);
            let device = snapshot.layout.devices.get(&found.device);
            if let (1, Some(system)) = (of.len(), device.and_then(|device| device.system())) {
                systems.push(system.clone());
            }
        }
        *self.devices.borrow_mut() = devices;
        *self.places.borrow_mut() = places;
        // Without motion no rates are needed.
        if self.is_still() {
            systems.clear();
        }
        self.is_asking.set(!systems.is_empty());
        self.activities.want(systems);
    }

    /// Takes in changes of the devices in view. Returns whether anything has changed.
    fn look_again(&self) -> bool {
        let mut changed = self.judged.take();
        let (mut devices, places) = (self.devices.borrow_mut(), self.places.borrow());
        let marks = self.nodes.filter_marks();
        if self.filter_marks.replace(marks) != marks {
            changed.extend(places.keys());
        }
        if changed.is_empty() {
            return false;
        }
        let snapshot = self.app.inner().document.snapshot().get_untracked();
        let mut has_changed = false;
        for id in changed {
            let (Some(places), Some(device)) = (places.get(&id), snapshot.layout.devices.get(&id))
            else {
                continue;
            };
            for place in places {
                if let Some(found) = devices.get_mut(*place) {
                    found.look(self.known(device));
                    has_changed = true;
                }
            }
        }
        has_changed
    }

    fn known(&self, device: &Device) -> AnimationFacts {
        let live = &self.app.inner().live;
        let view = live.view(device).get_untracked();
        let inputs = device
            .system()
            .map_or_else(AnimationInputs::default, |system| {
                let now = live.hub_now(&system.hub);
                let activity = self.app.activity_of(system);
                AnimationInputs {
                    disks: activity.and_then(|activity| activity.disks(now)),
                    fans: activity.and_then(|activity| activity.fans(now)),
                    battery: live.system(system).and_then(|known| {
                        let battery = known.metrics.battery?;
                        Some((battery.charge, battery_level(battery)))
                    }),
                }
            });
        AnimationFacts {
            view,
            inputs,
            is_faded: self.nodes.is_faded(device.id),
        }
    }
}

impl Drop for Blinker {
    fn drop(&mut self) {
        if let Some(ticking) = self.ticking.take() {
            ticking.clear();
        }
    }
}
