//! The models of machines in worlds larger than the home lab.

use super::models::{DiskSet, Gpu, HYPERVISOR, Habits, KUBERNETES, Model, SERVER, VM, Volume};

/// Used in turn, a dozen machines of each; their names get a number.
pub const FLEET: &[Model] = &[
    Model {
        name: "web",
        containers: &["caddy", "redis"],
        habits: Habits::usual([28.0, 16.0, 9.0], [47.0, 30.0], [5e6, 90e3]),
        ..SERVER
    },
    Model {
        name: "db",
        habits: Habits {
            filling: 8.0,
            ..Habits::usual([35.0, 12.0, 10.0], [74.0, 61.0], [60e3, 22e6])
        },
        ..HYPERVISOR
    },
    Model {
        name: "worker",
        containers: &["longhorn-manager", "rabbitmq"],
        habits: Habits::usual([48.0, 14.0, 14.0], [58.0, 30.0], [60e3, 90e3]),
        ..KUBERNETES
    },
    Model {
        name: "cache",
        habits: Habits::usual([15.0, 3.0, 6.0], [82.0, 30.0], [9e6, 90e3]),
        ..SERVER
    },
    Model {
        name: "store",
        volumes: &[Volume {
            name: "bulk",
            size: 65_000.0,
            used: 67.0,
            fills: 0.1,
        }],
        disks: DiskSet {
            count: 8,
            model: "HGST HUH721212ALE604",
            capacity: 12_000_138_625_024,
            nvme: false,
            failing: None,
        },
        habits: Habits {
            filling: 12.0,
            ..Habits::usual([11.0, 3.0, 4.0], [53.0, 64.0], [12e6, 70e6])
        },
        ..SERVER
    },
    Model {
        name: "edge",
        habits: Habits::usual([9.0, 3.0, 4.0], [35.0, 30.0], [2e6, 90e3]),
        ..VM
    },
    Model {
        name: "gpu",
        gpus: &[Gpu {
            name: "NVIDIA L40S",
            memory: 46_068.0,
            usage: 71.0,
            power: 350.0,
        }],
        habits: Habits {
            cool: 45.0,
            ..Habits::usual([52.0, 3.0, 12.0], [61.0, 30.0], [60e3, 90e3])
        },
        ..HYPERVISOR
    },
];
