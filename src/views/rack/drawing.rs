//! One side of one rack: a drawing whose nodes depend on zoom and visibility.

mod far;
mod mark_content;

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use web_sys::{Document, Element};

use super::device_mark::DeviceMark;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::Snapshot;
use crate::domain::layout::{Device, Layout, Place, Rack};
use crate::draw::area::Area;
use crate::draw::detail::Detail;
use crate::draw::device::DeviceFrame;
use crate::draw::rack;
use crate::draw::scale::Scale;
use crate::draw::spot;
use crate::draw::viewpoint::{Showing, Viewpoint, showing, showing_in};
use crate::state::app::App;
use crate::views::canvas::node_registry::{NodeRegistry, Part};
use crate::views::ui::shapes::{self, pixels};
use mark_content::MarkContent;

const SVG: &str = "http://www.w3.org/2000/svg";

/// How one side of a rack is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aspect {
    pub scale: Scale,
    pub seen: Viewpoint,
    pub part: Part,
}

/// The drawing of one side.
pub struct Drawing {
    app: App,
    rack: RackId,
    aspect: Aspect,
    registry: Rc<NodeRegistry>,
    svg: Element,
    /// Box, rails and lines: what is behind the faceplates.
    back: Element,
    /// All devices as a few paths, when zoomed far out.
    blocks: Element,
    devices: Element,
    detail: Cell<Detail>,
    /// The rack that determined the drawing's size and name.
    sized: RefCell<Option<Rack>>,
    /// The contents of the back.
    drawn_back: RefCell<Option<Back>>,
    marks: RefCell<HashMap<DeviceId, Placed>>,
    on_health: Rc<dyn Fn()>,
}

/// Everything on which the back of a drawing depends.
#[derive(PartialEq)]
struct Back {
    rack: Rack,
    detail: Detail,
    /// The areas of devices that show no face on this side.
    hidden: Vec<Area>,
}

struct Placed {
    mark: DeviceMark,
    outline: Outline,
    /// The last drawn contents; `None` while its group is empty.
    content: Option<MarkContent>,
}

/// Where a device is in the drawing, and which face it shows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Outline {
    area: Area,
    showing: Option<Showing>,
}

impl Drawing {
    /// An empty drawing in that section. `on_health` is called when the health of a device has changed.
    pub fn new(
        app: App,
        rack: RackId,
        aspect: Aspect,
        registry: Rc<NodeRegistry>,
        section: &Element,
        on_health: Rc<dyn Fn()>,
    ) -> Option<Self> {
        let document = section.owner_document()?;
        let svg = element(&document, "svg")?;
        let group = |class: &str| {
            let group = element(&document, "g")?;
            shapes::set(&group, "class", class);
            svg.append_child(&group).ok()?;
            Some(group)
        };
        let (back, blocks, devices) = (group("frame")?, group("blocks")?, group("devices")?);
        for hidden in [&back, &blocks] {
            shapes::set(hidden, "aria-hidden", "true");
        }
        match aspect.part {
            Part::Itself => shapes::set(&svg, "role", "group"),
            Part::Rear => shapes::set(&svg, "aria-hidden", "true"),
        }
        section.append_child(&svg).ok()?;
        Some(Self {
            app,
            rack,
            aspect,
            registry,
            svg,
            back,
            blocks,
            devices,
            detail: Cell::new(Detail::Nothing),
            sized: RefCell::new(None),
            drawn_back: RefCell::new(None),
            marks: RefCell::default(),
            on_health,
        })
    }

    pub fn aspect(&self) -> Aspect {
        self.aspect
    }

    pub fn detail(&self) -> Detail {
        self.detail.get()
    }

    /// Updates everything to match the layout.
    pub fn update(&self, snapshot: &Snapshot) {
        let Some(rack) = snapshot.layout.rack(self.rack) else {
            return;
        };
        self.set_size(rack);
        self.place_devices(snapshot, rack);
        self.draw_back(rack);
        self.draw_devices(snapshot);
    }

    /// Changes the level of detail; the same level redraws the blocks, whose colors may have changed.
    pub fn set_detail(&self, detail: Detail, snapshot: &Snapshot) {
        if self.detail.replace(detail) == detail {
            if detail == Detail::Blocks {
                self.draw_blocks();
            }
            return;
        }
        if let Some(rack) = snapshot.layout.rack(self.rack) {
            self.draw_back(rack);
            self.draw_devices(snapshot);
        }
    }

    fn set_size(&self, rack: &Rack) {
        if self.sized.borrow().as_ref() == Some(rack) {
            return;
        }
        *self.sized.borrow_mut() = Some(rack.clone());
        let scale = &self.aspect.scale;
        let width = scale.rack_width(rack.width);
        let height = scale.rack_height(rack.height.half_units());
        shapes::set(&self.svg, "width", &pixels(width));
        shapes::set(&self.svg, "height", &pixels(height));
        shapes::set(
            &self.svg,
            "viewBox",
            &format!("0 0 {} {}", pixels(width), pixels(height)),
        );
        if self.aspect.part == Part::Itself {
            let label = format!("{}, {} units", rack.name, rack.height.units());
            shapes::set(&self.svg, "aria-label", &label);
        }
    }

    /// Gives each device of the rack its group, in order. A device that moves keeps its node, and with it the focus.
    fn place_devices(&self, snapshot: &Snapshot, rack: &Rack) {
        let mut marks = self.marks.borrow_mut();
        let ids = snapshot.index.all_of(self.rack);
        let here: HashSet<DeviceId> = ids.iter().copied().collect();
        marks.retain(|id, placed| {
            let stays = here.contains(id);
            if !stays {
                self.registry
                    .take(*id, self.aspect.part, placed.mark.group());
                placed.mark.group().remove();
            }
            stays
        });
        let mut next = self.devices.first_element_child();
        for id in ids {
            let Some((device, outline)) = self.outline(&snapshot.layout, rack, id, &marks) else {
                continue;
            };
            match marks.get_mut(&id) {
                Some(placed) => {
                    placed.mark.set_link(device);
                    if placed.outline != outline {
                        move_to(placed.mark.group(), &outline);
                        placed.outline = outline;
                    }
                }
                None => {
                    let Some(placed) = self.new_mark(device, outline) else {
                        continue;
                    };
                    marks.insert(id, placed);
                }
            }
            let Some(group) = marks.get(&id).map(|placed| placed.mark.group()) else {
                continue;
            };
            if next.as_ref() == Some(group) {
                next = group.next_element_sibling();
            } else {
                // A node of the same page is never refused.
                let _ = self
                    .devices
                    .insert_before(group, next.as_ref().map(|node| node.as_ref()));
            }
        }
    }

    /// The area and face of a device in this drawing, if it is visible.
    fn outline<'a>(
        &self,
        layout: &'a Layout,
        rack: &Rack,
        id: DeviceId,
        marks: &HashMap<DeviceId, Placed>,
    ) -> Option<(&'a Device, Outline)> {
        let device = layout.devices.get(&id)?;
        let device_type = layout.type_of(device)?;
        let Aspect { scale, seen, .. } = &self.aspect;
        let spot = spot::spot(layout, device, scale)?;
        let spot = seen.sees(spot, rack.width, scale);
        let showing = match device.place {
            // A device in a bay is visible if its parent shows that side.
            Place::Bay { parent: holder, .. } => marks
                .get(&holder)
                .and_then(|parent| parent.outline.showing)
                .and_then(|shown| {
                    showing_in(layout.type_of(layout.devices.get(&holder)?)?, Some(shown))
                }),
            Place::Rack { .. } | Place::Side { .. } => showing(device, device_type, *seen),
        };
        let area = spot::plate(spot, device_type.height, scale);
        Some((device, Outline { area, showing }))
    }

    fn new_mark(&self, device: &Device, outline: Outline) -> Option<Placed> {
        let group = element(&self.svg.owner_document()?, "g")?;
        let live = self.app.inner().live.view(device);
        let part = self.aspect.part;
        let mark = DeviceMark::new(self.app, group, device, part, live, self.on_health.clone());
        move_to(mark.group(), &outline);
        self.registry.put(device.id, part, mark.group());
        Some(Placed {
            mark,
            outline,
            content: None,
        })
    }

    /// Draws box, rails and lines; redrawn only when the rack, the level of detail or the hidden devices change.
    fn draw_back(&self, rack: &Rack) {
        let detail = self.detail.get();
        let back = (detail != Detail::Nothing).then(|| Back {
            rack: rack.clone(),
            detail,
            hidden: self.hidden(),
        });
        if *self.drawn_back.borrow() == back {
            return;
        }
        self.back.set_text_content(None);
        if let Some(Back { hidden, .. }) = &back {
            let shapes: Vec<_> = rack::frame(rack, &self.aspect.scale, self.aspect.seen)
                .into_iter()
                .filter(|shape| detail.has(shape))
                .collect();
            shapes::append(&self.back, &shapes);
            if !hidden.is_empty() {
                shapes::append_one(&self.back, &rack::taken(hidden));
            }
        }
        *self.drawn_back.borrow_mut() = back;
    }

    fn hidden(&self) -> Vec<Area> {
        let marks = self.marks.borrow();
        let hidden = marks
            .values()
            .filter(|placed| placed.outline.showing.is_none());
        hidden.map(|placed| placed.outline.area).collect()
    }

    /// Draws the devices whose contents differ from those drawn last.
    fn draw_devices(&self, snapshot: &Snapshot) {
        let detail = self.detail.get();
        let mut marks = self.marks.borrow_mut();
        let contents: Vec<(DeviceId, Option<MarkContent>)> = marks
            .iter()
            .map(|(id, placed)| (*id, self.content(snapshot, *id, placed, &marks)))
            .collect();
        for (id, content) in contents {
            let Some(placed) = marks
                .get_mut(&id)
                .filter(|placed| placed.content != content)
            else {
                continue;
            };
            match &content {
                None => placed.mark.clear(),
                Some(content) => {
                    let MarkContent {
                        device_type,
                        showing,
                        width,
                        ..
                    } = content;
                    let frame =
                        DeviceFrame::showing(device_type, *showing, *width, &self.aspect.scale)
                            .holding(content.held.clone())
                            .with_picture(content.picture)
                            .toned(content.tone);
                    placed.mark.draw(frame, content.is_plain);
                }
            }
            placed.content = content;
        }
        drop(marks);
        self.blocks.set_text_content(None);
        if detail == Detail::Blocks {
            self.draw_blocks();
        }
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        for (id, placed) in self.marks.borrow().iter() {
            self.registry
                .take(*id, self.aspect.part, placed.mark.group());
        }
        self.svg.remove();
    }
}

fn element(document: &Document, tag: &str) -> Option<Element> {
    document.create_element_ns(Some(SVG), tag).ok()
}

fn move_to(group: &Element, outline: &Outline) {
    let Area { x, y, .. } = outline.area;
    shapes::set(
        group,
        "transform",
        &format!("translate({} {})", pixels(x), pixels(y)),
    );
}
