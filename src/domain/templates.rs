//! Templates for new racks: devices that often go together, with names to fill in.

use uuid::Uuid;

use super::arrange::free_name;
use super::catalog::generic;
use super::command::{Command, apply};
use super::ids::{DeviceId, RackId};
use super::layout::{Device, DeviceType, Face, Layout, Place, Rack, RackHeight, RackWidth, Side};
use super::units::HalfU;

/// Each template starts with a header: id, name, width in inches, height in units and a description. Below it one device per line, from the
/// top: the end of the slug of a generic type and a name; `-` is a free unit, `>` precedes what is in a bay of the device above, `<` what
/// hangs beside the rails.
const TABLE: &str = include_str!("templates.txt");

/// What the user fills in before a rack is made from a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateLabels {
    /// Name of the rack; empty for the template's own.
    pub rack: String,
    /// Prefix of the name of each device.
    pub prefix: String,
    /// Names of the devices from the top; a missing or empty one stands for the template's own.
    pub names: Vec<String>,
}

impl TemplateLabels {
    /// The name of the device at that place from the top, cut to the maximum length; `own` is the template's.
    fn of_device(&self, place: usize, own: &str) -> String {
        let given = self.names.get(place).map(|name| name.trim());
        let name = given.filter(|name| !name.is_empty()).unwrap_or(own);
        let whole = format!("{}{name}", self.prefix.trim_start());
        whole.chars().take(DEVICE_NAME).collect()
    }
}

/// Maximum length of a device's name in characters, as in its form field.
const DEVICE_NAME: usize = 255;

/// One rack with its devices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub id: &'static str,
    pub name: &'static str,
    /// Description of its contents.
    pub words: &'static str,
    width: RackWidth,
    height: RackHeight,
    lines: Vec<&'static str>,
}

/// All templates.
pub fn templates() -> Vec<Template> {
    let mut all: Vec<Template> = Vec::new();
    for line in TABLE.lines() {
        match (line.strip_prefix('='), all.last_mut()) {
            (Some(head), _) => all.extend(template(head)),
            (None, Some(template)) => template.lines.push(line),
            (None, None) => {}
        }
    }
    all
}

fn template(head: &'static str) -> Option<Template> {
    let mut parts = head.split('|');
    let (id, name) = (parts.next()?, parts.next()?);
    let width = match parts.next()? {
        "10" => RackWidth::Ten,
        _ => RackWidth::Nineteen,
    };
    let height = RackHeight::clamped(parts.next()?.parse().ok()?);
    let words = parts.next()?;
    Some(Template {
        id,
        name,
        words,
        width,
        height,
        lines: Vec::new(),
    })
}

impl Template {
    /// The names that the devices will have, from the top; duplicates get numbers when added.
    pub fn device_names(&self, labels: &TemplateLabels) -> Vec<String> {
        let names = self.device_lines().enumerate();
        names
            .map(|(place, (_, name))| labels.of_device(place, name))
            .collect()
    }

    /// The devices from the top: what each is, and the template's name for it.
    pub fn devices(&self) -> Vec<(&'static str, &'static str)> {
        let kind = |slug: &str| {
            let slug = slug.trim_start_matches(['>', '<']);
            generic::find(&format!("generic-{slug}")).map_or("", |known| known.model.as_str())
        };
        self.device_lines()
            .map(|(slug, name)| (kind(slug), name))
            .collect()
    }

    fn device_lines(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.lines.iter().filter_map(|line| line.split_once('|'))
    }

    /// The one command that adds the rack with its devices, at the end of the layout.
    pub fn command(
        &self,
        layout: &Layout,
        labels: &TemplateLabels,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Command {
        let mut building = Building {
            layout: layout.clone(),
            commands: Vec::new(),
        };
        let name = match labels.rack.trim() {
            "" => self.rack_name(layout),
            name => name.to_owned(),
        };
        let words = format!("Added {name}");
        let mut rack = Rack::new(RackId::new(new_id()), name, self.height);
        rack.width = self.width;
        let id = rack.id;
        building.run(Command::AddRack {
            index: layout.racks.len(),
            rack: Box::new(rack),
        });
        let mut standing = TemplateCursor {
            rack: id,
            top: self.height.half_units(),
            parent: None,
            bays: 0,
            beside: 0,
        };
        let mut number = 0;
        for line in &self.lines {
            match standing.next(line) {
                Some((slug, name, place)) => {
                    let device = DeviceId::new(new_id());
                    building.add(device, slug, &labels.of_device(number, name), place);
                    number += 1;
                    if matches!(place, Place::Rack { .. }) {
                        standing.parent = Some(device);
                    }
                }
                None => standing.top.0 = standing.top.0.saturating_sub(2),
            }
        }
        Command::Titled {
            words,
            commands: building.commands,
        }
    }

    /// A name for the rack that no other rack of the layout has.
    pub fn rack_name(&self, layout: &Layout) -> String {
        let is_taken = |name: &str| layout.racks.iter().any(|rack| rack.name == name);
        let numbered = (2..100).map(|number| format!("{} {number}", self.name));
        std::iter::once(self.name.to_owned())
            .chain(numbered)
            .find(|name| !is_taken(name))
            .unwrap_or_else(|| self.name.to_owned())
    }
}

/// The position of the next device.
struct TemplateCursor {
    rack: RackId,
    /// The upper edge of the free space.
    top: HalfU,
    parent: Option<DeviceId>,
    bays: u16,
    beside: u8,
}

impl TemplateCursor {
    /// The type, name and place of a line; `None` for a free unit.
    fn next(&mut self, line: &'static str) -> Option<(&'static DeviceType, &'static str, Place)> {
        let (slug, name) = line.split_once('|')?;
        let (bay, beside) = (slug.strip_prefix('>'), slug.strip_prefix('<'));
        let end = bay.or(beside).unwrap_or(slug);
        let device_type = generic::find(&format!("generic-{end}"))?;
        let place = match (bay, beside, self.parent) {
            (Some(_), _, Some(parent)) => {
                self.bays += 1;
                Place::Bay {
                    parent,
                    bay: self.bays - 1,
                }
            }
            (_, Some(_), _) => {
                self.beside += 1;
                Place::Side {
                    rack: self.rack,
                    side: if self.beside == 1 {
                        Side::Left
                    } else {
                        Side::Right
                    },
                    slot: 0,
                }
            }
            _ => {
                self.bays = 0;
                self.top.0 = self.top.0.saturating_sub(device_type.height.0);
                Place::Rack {
                    rack: self.rack,
                    bottom: self.top,
                    face: Face::Front,
                    column: 0,
                }
            }
        };
        Some((device_type, name, place))
    }
}

/// The commands so far, and the layout after them.
struct Building {
    layout: Layout,
    commands: Vec<Command>,
}

impl Building {
    /// A command that is refused is left out: the layout may have its own types of these slugs.
    fn run(&mut self, command: Command) {
        if apply(&mut self.layout, &command).is_ok() {
            self.commands.push(command);
        }
    }

    fn add(&mut self, id: DeviceId, device_type: &DeviceType, name: &str, place: Place) {
        if !self.layout.device_types.contains(&device_type.slug) {
            self.run(Command::AddType(Box::new(device_type.clone())));
        }
        let name = free_name(&self.layout, name);
        let device = Device::new(id, device_type.slug.clone(), name, place);
        self.run(Command::AddDevice(Box::new(device)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::LayoutId;
    use crate::domain::placement::check_devices;

    fn ids() -> impl FnMut() -> Uuid {
        let mut next = 100;
        move || {
            next += 1;
            Uuid::from_u128(next)
        }
    }

    #[test]
    fn every_template_is_whole_and_valid() {
        let all = templates();
        assert_eq!(all.len(), 6);
        for template in &all {
            let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Lab");
            let before = layout.clone();
            let command = template.command(&layout, &TemplateLabels::default(), &mut ids());
            let back = apply(&mut layout, &command).unwrap();
            let devices: Vec<DeviceId> = layout.devices.iter().map(|device| device.id).collect();
            assert_eq!(check_devices(&layout, &devices), Ok(()), "{}", template.id);
            let named = template.lines.iter().filter(|line| line.contains('|'));
            assert_eq!(
                devices.len(),
                named.count(),
                "{} lacks something",
                template.id
            );
            apply(&mut layout, &back).unwrap();
            assert_eq!(layout.devices, before.devices);
        }
    }

    #[test]
    fn a_second_one_has_names_of_its_own() {
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Lab");
        let mut new_id = ids();
        let template = &templates()[1];
        for words in ["Added 12U home lab", "Added 12U home lab 2"] {
            let command = template.command(&layout, &TemplateLabels::default(), &mut new_id);
            assert_eq!(command.describe(&layout), words);
            apply(&mut layout, &command).unwrap();
        }
        let names: Vec<&str> = layout.racks.iter().map(|rack| rack.name.as_str()).collect();
        assert_eq!(names, ["12U home lab", "12U home lab 2"]);
        assert!(layout.devices.iter().any(|device| device.name == "NAS 2"));
    }

    #[test]
    fn labels_name_the_rack_and_stand_before_the_devices() {
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Lab");
        let template = &templates()[1];
        let labels = TemplateLabels {
            rack: " Garage ".to_owned(),
            prefix: "gar-".to_owned(),
            names: vec![String::new(), " gateway ".to_owned()],
        };
        let before = layout.clone();
        let command = template.command(&layout, &labels, &mut ids());
        assert_eq!(command.describe(&layout), "Added Garage");
        let back = apply(&mut layout, &command).unwrap();
        assert_eq!(layout.racks[0].name, "Garage");
        let names = template.device_names(&labels);
        assert_eq!(layout.devices.iter().count(), names.len());
        assert_eq!(names[1], "gar-gateway");
        assert_eq!(template.devices().len(), names.len());
        for name in &names {
            assert!(name.starts_with("gar-"), "{name}");
            assert!(layout.devices.iter().any(|device| device.name == *name));
        }
        // One undo removes all of it.
        apply(&mut layout, &back).unwrap();
        assert_eq!(
            (layout.racks, layout.devices),
            (before.racks, before.devices)
        );
        let long = TemplateLabels {
            prefix: "x".repeat(400),
            ..labels
        };
        let names = template.device_names(&long);
        assert!(names.iter().all(|name| name.len() == DEVICE_NAME));
    }
}
