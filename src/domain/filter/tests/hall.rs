//! Searches for a container in a hall of 2,400 devices.

use crate::domain::filter::{DeviceFilter, Fading, FilterSubject, RunningContainers};
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, HubId, RackId, SystemId, TypeSlug};
use crate::domain::inventory::{self, Container};
use crate::domain::layout::{Device, Face, Link, Place};
use crate::domain::units::HalfU;
use uuid::Uuid;

const DEVICES: u128 = 2_400;
const CONTAINERS: u128 = 12;

fn container(system: u128, number: u128) -> Container {
    let name = format!("service-{number}-of-{system}");
    Container {
        project: "services".to_owned(),
        image: format!("registry.example/group/image-{number}:latest"),
        ..inventory::tests::container(&system.to_string(), &name)
    }
}

#[test]
fn the_hosts_of_a_container_are_found_among_all_devices_of_a_hall() {
    let hub = HubId::new("https://hub.lan");
    let place = Place::Rack {
        rack: RackId::new(Uuid::from_u128(1)),
        bottom: HalfU(0),
        face: Face::Front,
        column: 0,
    };
    let devices: Vec<Device> = (0..DEVICES)
        .map(|number| {
            let id = DeviceId::new(Uuid::from_u128(number));
            let mut device = Device::new(id, TypeSlug::new("box"), number.to_string(), place);
            device.links = vec![Link::new(hub.clone(), SystemId::new(number.to_string()))];
            device
        })
        .collect();
    let containers: Vec<Container> = (0..DEVICES)
        .flat_map(|system| (0..CONTAINERS).map(move |number| container(system, number)))
        .collect();
    let running = RunningContainers::of([(&hub, &containers[..])]);
    for text in ["runs:of-7", "runs:nothing", "runs:image-11", "-runs:of-7"] {
        let mut fading = Fading::default();
        fading.set_filter(DeviceFilter::parse(text));
        for device in &devices {
            let subject = FilterSubject {
                device: Some(device),
                device_type: None,
                rack: None,
                health: Health::Ok,
                system: None,
                hub: hub.as_str(),
                details: None,
                alone: None,
                running: Some(&running),
                has_alert: false,
            };
            fading.look(device.id, &subject);
        }
        // 7, 70 to 79, 700 to 799.
        let fitting = match text {
            "runs:of-7" => 111,
            "runs:nothing" => 0,
            "runs:image-11" => DEVICES as usize,
            _ => DEVICES as usize - 111,
        };
        assert_eq!(fading.count().fitting, fitting, "{text}");
    }
}
