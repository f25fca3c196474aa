//! What the simulated machines are made of, and how busy they are.

/// How a machine's values lie and move.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// CPU in percent: its usual level, how far the day moves it, how restless it is.
    pub cpu: f64,
    pub swing: f64,
    pub noise: f64,
    /// Height of bursts of work in percent, and the share of half hours that have one.
    pub burst: f64,
    pub burst_share: f64,
    /// Usual memory and root disk use in percent.
    pub memory: f64,
    pub disk: f64,
    /// What a slow leak adds to the memory before the process is restarted, in percent.
    pub leak: f64,
    /// What piles up on the root disk before it is cleaned, in percent.
    pub filling: f64,
    /// Usual traffic and disk throughput in bytes per second.
    pub network: f64,
    pub io: f64,
    /// Temperature when idle, in °C.
    pub cool: f64,
}

impl Habits {
    pub const QUIET: Habits = Habits {
        cpu: 6.0,
        swing: 3.0,
        noise: 4.0,
        burst: 20.0,
        burst_share: 0.1,
        memory: 35.0,
        disk: 30.0,
        leak: 0.0,
        filling: 1.0,
        network: 60e3,
        io: 90e3,
        cool: 36.0,
    };
}

#[derive(Clone, Copy, Debug)]
pub struct Gpu {
    pub name: &'static str,
    /// Video memory in MB.
    pub memory: f64,
    /// Usual load in percent.
    pub usage: f64,
    /// Draw at full load in W.
    pub power: f64,
}

/// A disk of its own beside the root disk, or a pool.
#[derive(Clone, Copy, Debug)]
pub struct Volume {
    pub name: &'static str,
    /// In GB of 1024³ bytes.
    pub size: f64,
    /// In percent.
    pub used: f64,
}

/// The physical disks that report SMART values.
#[derive(Clone, Copy, Debug)]
pub struct DiskSet {
    pub count: usize,
    pub model: &'static str,
    /// In bytes.
    pub capacity: i64,
    pub nvme: bool,
    /// Which of them is failing.
    pub failing: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
pub struct Platform {
    /// The hub's number: 0 Linux, 1 macOS, 2 Windows, 3 FreeBSD.
    pub number: i64,
    pub name: &'static str,
    pub kernel: &'static str,
    pub arch: &'static str,
}

pub const DEBIAN: Platform = Platform {
    number: 0,
    name: "Debian GNU/Linux 12 (bookworm)",
    kernel: "6.1.0-28-amd64",
    arch: "x86_64",
};
pub const PROXMOX: Platform = Platform {
    number: 0,
    name: "Debian GNU/Linux 12 (bookworm)",
    kernel: "6.8.12-4-pve",
    arch: "x86_64",
};
pub const UBUNTU: Platform = Platform {
    number: 0,
    name: "Ubuntu 24.04.1 LTS",
    kernel: "6.8.0-49-generic",
    arch: "x86_64",
};
pub const RASPBIAN: Platform = Platform {
    number: 0,
    name: "Debian GNU/Linux 12 (bookworm)",
    kernel: "6.6.51+rpt-rpi-v8",
    arch: "aarch64",
};
pub const FREEBSD: Platform = Platform {
    number: 3,
    name: "FreeBSD 14.1",
    kernel: "14.1-RELEASE-p6",
    arch: "amd64",
};

/// One kind of machine.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    pub name: &'static str,
    pub platform: Platform,
    pub cpu: &'static str,
    pub cores: u32,
    pub threads: u32,
    /// In GB of 1024³ bytes.
    pub memory: f64,
    pub swap: f64,
    pub disk: f64,
    /// Memory that ZFS caches with, in GB.
    pub arc: f64,
    pub interfaces: &'static [&'static str],
    pub sensors: &'static [&'static str],
    pub fans: &'static [&'static str],
    pub gpus: &'static [Gpu],
    pub volumes: &'static [Volume],
    pub disks: DiskSet,
    /// Charge in percent and the hub's number for what the battery does.
    pub battery: Option<(f64, i64)>,
    pub containers: &'static [&'static str],
    pub services: &'static [&'static str],
    pub failed_service: Option<&'static str>,
    /// 1 SSH, 2 WebSocket.
    pub link: i64,
    pub agent: &'static str,
    pub habits: Habits,
}

const NVME_1TB: DiskSet = DiskSet {
    count: 1,
    model: "Samsung SSD 980 PRO 1TB",
    capacity: 1_000_204_886_016,
    nvme: true,
    failing: None,
};
const NO_DISKS: DiskSet = DiskSet {
    count: 0,
    model: "",
    capacity: 0,
    nvme: false,
    failing: None,
};

/// A plain small server, and what the others differ from.
pub const SERVER: Model = Model {
    name: "server",
    platform: DEBIAN,
    cpu: "Intel(R) Xeon(R) E-2336 CPU @ 2.90GHz",
    cores: 6,
    threads: 12,
    memory: 31.2,
    swap: 0.0,
    disk: 228.0,
    arc: 0.0,
    interfaces: &["eno1"],
    sensors: &["coretemp_package_id_0", "nvme_composite"],
    fans: &[],
    gpus: &[],
    volumes: &[],
    disks: NVME_1TB,
    battery: None,
    containers: &[],
    services: &[
        "ssh",
        "cron",
        "systemd-journald",
        "systemd-timesyncd",
        "beszel-agent",
    ],
    failed_service: None,
    link: 2,
    agent: "0.18.8",
    habits: Habits::QUIET,
};

const HYPERVISOR: Model = Model {
    platform: PROXMOX,
    cpu: "Intel(R) Xeon(R) Gold 6326 CPU @ 2.90GHz",
    cores: 32,
    threads: 64,
    memory: 251.5,
    swap: 8.0,
    disk: 878.0,
    arc: 24.0,
    interfaces: &["eno1", "bond0"],
    sensors: &[
        "coretemp_package_id_0",
        "coretemp_package_id_1",
        "nvme_composite",
        "acpitz",
    ],
    fans: &["nct6798_fan1", "nct6798_fan2", "nct6798_fan3"],
    volumes: &[Volume {
        name: "rpool-data",
        size: 3540.0,
        used: 52.0,
    }],
    disks: DiskSet {
        count: 4,
        model: "Micron 7450 MTFDKCC3T8TFR",
        capacity: 3_840_755_982_336,
        nvme: true,
        failing: None,
    },
    services: &[
        "ssh",
        "cron",
        "pvedaemon",
        "pveproxy",
        "pvestatd",
        "corosync",
        "pve-cluster",
        "qmeventd",
        "chrony",
        "beszel-agent",
    ],
    ..SERVER
};

const KUBERNETES: Model = Model {
    platform: UBUNTU,
    cpu: "AMD Ryzen 7 5700G with Radeon Graphics",
    cores: 8,
    threads: 16,
    memory: 62.7,
    disk: 457.0,
    sensors: &["k10temp_tctl", "nvme_composite"],
    services: &[
        "ssh",
        "cron",
        "k3s",
        "multipathd",
        "systemd-resolved",
        "beszel-agent",
    ],
    ..SERVER
};

const PI: Model = Model {
    platform: RASPBIAN,
    cpu: "Cortex-A72",
    cores: 4,
    threads: 4,
    memory: 3.7,
    swap: 0.5,
    disk: 58.2,
    interfaces: &["eth0"],
    sensors: &["cpu_thermal"],
    disks: NO_DISKS,
    link: 1,
    habits: Habits {
        cool: 44.0,
        network: 9e3,
        io: 12e3,
        ..Habits::QUIET
    },
    ..SERVER
};

const VM: Model = Model {
    platform: DEBIAN,
    cpu: "QEMU Virtual CPU version 2.5+",
    cores: 4,
    threads: 4,
    memory: 7.8,
    disk: 62.5,
    interfaces: &["ens18"],
    sensors: &[],
    disks: NO_DISKS,
    ..SERVER
};

/// The machines of the demo, in the order in which the world holds them.
pub const HOMELAB: &[Model] = &[
    Model {
        name: "opnsense",
        platform: FREEBSD,
        cpu: "Intel(R) N100",
        cores: 4,
        threads: 4,
        memory: 7.8,
        disk: 112.0,
        interfaces: &["igc0", "igc1"],
        sensors: &["cpu0_temperature"],
        services: &[],
        link: 1,
        habits: Habits {
            cpu: 12.0,
            memory: 38.0,
            disk: 21.0,
            network: 4.2e6,
            io: 30e3,
            ..Habits::QUIET
        },
        ..SERVER
    },
    Model {
        name: "pve-node1",
        containers: &["traefik", "authelia", "vaultwarden", "uptime-kuma"],
        habits: Habits {
            cpu: 23.0,
            swing: 9.0,
            noise: 9.0,
            memory: 64.0,
            disk: 45.0,
            network: 2.6e6,
            io: 9e6,
            ..Habits::QUIET
        },
        ..HYPERVISOR
    },
    Model {
        name: "pve-node2",
        containers: &[
            "postgres",
            "immich-server",
            "immich-ml",
            "redis",
            "grafana",
            "traefik",
            "paperless",
            "gitea-runner",
        ],
        habits: Habits {
            cpu: 71.0,
            swing: 5.0,
            noise: 11.0,
            memory: 81.0,
            disk: 45.0,
            network: 9.2e6,
            io: 41e6,
            cool: 35.0,
            ..Habits::QUIET
        },
        ..HYPERVISOR
    },
    Model {
        name: "pve-node3",
        cpu: "Intel(R) Xeon(R) Silver 4314 CPU @ 2.40GHz",
        cores: 16,
        threads: 32,
        memory: 125.6,
        habits: Habits {
            cpu: 34.0,
            swing: 10.0,
            noise: 12.0,
            memory: 58.0,
            disk: 39.0,
            network: 1.9e6,
            io: 6e6,
            ..Habits::QUIET
        },
        ..HYPERVISOR
    },
    Model {
        name: "ml-box",
        platform: UBUNTU,
        cpu: "AMD Ryzen Threadripper PRO 5965WX 24-Cores",
        cores: 24,
        threads: 48,
        memory: 251.6,
        swap: 16.0,
        disk: 1832.0,
        sensors: &["k10temp_tctl", "k10temp_tccd1", "nvme_composite"],
        fans: &[
            "nct6798_fan1",
            "nct6798_fan2",
            "nct6798_fan4",
            "nct6798_fan7",
        ],
        gpus: &[
            Gpu {
                name: "NVIDIA RTX 6000 Ada Generation",
                memory: 49_140.0,
                usage: 95.0,
                power: 300.0,
            },
            Gpu {
                name: "NVIDIA RTX A4000",
                memory: 16_376.0,
                usage: 62.0,
                power: 140.0,
            },
        ],
        volumes: &[Volume {
            name: "datasets",
            size: 7150.0,
            used: 78.0,
        }],
        disks: DiskSet {
            count: 3,
            model: "Samsung SSD 990 PRO 4TB",
            capacity: 4_000_787_030_016,
            nvme: true,
            failing: None,
        },
        containers: &["ollama", "open-webui", "jupyterlab", "comfyui"],
        services: &[
            "ssh",
            "cron",
            "docker",
            "containerd",
            "nvidia-persistenced",
            "snapd",
            "beszel-agent",
        ],
        habits: Habits {
            cpu: 94.5,
            swing: 0.5,
            noise: 4.0,
            burst: 3.0,
            memory: 71.0,
            disk: 66.0,
            network: 3.1e6,
            io: 55e6,
            cool: 44.0,
            ..Habits::QUIET
        },
        ..SERVER
    },
    Model {
        name: "tank",
        cpu: "Intel(R) Xeon(R) E-2388G CPU @ 3.20GHz",
        cores: 8,
        threads: 16,
        memory: 62.7,
        arc: 22.0,
        disk: 119.2,
        interfaces: &["enp1s0f0", "enp1s0f1"],
        sensors: &["coretemp_package_id_0", "drivetemp_sda", "drivetemp_sdb"],
        fans: &["it8613_fan2", "it8613_fan3"],
        volumes: &[
            Volume {
                name: "tank",
                size: 130_400.0,
                used: 91.4,
            },
            Volume {
                name: "fast",
                size: 3540.0,
                used: 57.0,
            },
        ],
        disks: DiskSet {
            count: 12,
            model: "ST16000NM001G-2KK103",
            capacity: 16_000_900_661_248,
            nvme: false,
            failing: Some(7),
        },
        services: &[
            "ssh",
            "cron",
            "nfs-server",
            "smbd",
            "nmbd",
            "zfs-zed",
            "smartmontools",
            "minio",
            "beszel-agent",
        ],
        failed_service: Some("zfs-scrub@tank"),
        habits: Habits {
            cpu: 8.0,
            noise: 5.0,
            memory: 44.0,
            disk: 92.2,
            filling: 0.3,
            network: 31e6,
            io: 118e6,
            cool: 33.0,
            ..Habits::QUIET
        },
        ..SERVER
    },
    Model {
        name: "backup-pbs",
        cpu: "Intel(R) Core(TM) i3-9100T CPU @ 3.10GHz",
        cores: 4,
        threads: 4,
        memory: 15.5,
        volumes: &[Volume {
            name: "datastore",
            size: 7150.0,
            used: 63.0,
        }],
        disks: DiskSet {
            count: 2,
            model: "WDC WD80EFZZ-68BTXN0",
            capacity: 8_001_563_222_016,
            nvme: false,
            failing: None,
        },
        services: &[
            "ssh",
            "cron",
            "proxmox-backup",
            "proxmox-backup-proxy",
            "beszel-agent",
        ],
        habits: Habits {
            cpu: 5.0,
            burst: 60.0,
            burst_share: 0.2,
            memory: 22.0,
            disk: 41.0,
            io: 3e6,
            ..Habits::QUIET
        },
        ..SERVER
    },
    Model {
        name: "lab-scratch",
        containers: &["sandbox"],
        ..SERVER
    },
    Model {
        name: "k3s-01",
        containers: &[
            "coredns",
            "traefik",
            "metrics-server",
            "longhorn-manager",
            "argocd-server",
            "loki",
        ],
        habits: Habits {
            cpu: 44.0,
            swing: 8.0,
            noise: 10.0,
            memory: 51.0,
            disk: 33.0,
            network: 1.1e6,
            io: 2e6,
            ..Habits::QUIET
        },
        ..KUBERNETES
    },
    Model {
        name: "k3s-02",
        containers: &[
            "longhorn-manager",
            "prometheus",
            "nextcloud",
            "redis",
            "keycloak",
        ],
        habits: Habits {
            cpu: 38.0,
            swing: 8.0,
            noise: 10.0,
            memory: 55.0,
            disk: 31.0,
            network: 1.4e6,
            io: 2e6,
            ..Habits::QUIET
        },
        ..KUBERNETES
    },
    Model {
        name: "k3s-03",
        containers: &["longhorn-manager", "rabbitmq", "mealie", "n8n", "postgres"],
        failed_service: Some("iscsid"),
        habits: Habits {
            cpu: 66.0,
            swing: 4.0,
            noise: 14.0,
            memory: 49.0,
            disk: 30.0,
            network: 1.2e6,
            io: 3e6,
            ..Habits::QUIET
        },
        ..KUBERNETES
    },
    Model {
        name: "media",
        platform: UBUNTU,
        cpu: "12th Gen Intel(R) Core(TM) i5-12500",
        cores: 6,
        threads: 12,
        memory: 31.1,
        disk: 457.0,
        gpus: &[Gpu {
            name: "Intel UHD Graphics 770",
            memory: 0.0,
            usage: 24.0,
            power: 15.0,
        }],
        volumes: &[Volume {
            name: "media",
            size: 14_900.0,
            used: 83.0,
        }],
        disks: DiskSet {
            count: 4,
            model: "TOSHIBA MG08ACA16TE",
            capacity: 16_000_900_661_248,
            nvme: false,
            failing: None,
        },
        containers: &[
            "jellyfin",
            "sonarr",
            "radarr",
            "prowlarr",
            "bazarr",
            "sabnzbd",
            "qbittorrent",
            "jellyseerr",
            "tdarr",
            "navidrome",
            "audiobookshelf",
            "calibre-web",
            "tautulli",
            "gluetun",
        ],
        services: &[
            "ssh",
            "cron",
            "docker",
            "containerd",
            "snapd",
            "beszel-agent",
        ],
        habits: Habits {
            cpu: 18.0,
            swing: 9.0,
            noise: 8.0,
            burst: 45.0,
            burst_share: 0.3,
            memory: 33.0,
            disk: 72.0,
            filling: 6.0,
            network: 6e6,
            io: 12e6,
            cool: 38.0,
            ..Habits::QUIET
        },
        ..SERVER
    },
    Model {
        name: "dns-1",
        containers: &["unbound"],
        habits: Habits {
            cpu: 2.0,
            noise: 1.5,
            memory: 18.0,
            disk: 12.0,
            ..PI.habits
        },
        ..PI
    },
    Model {
        name: "dns-2",
        containers: &["unbound"],
        habits: Habits {
            cpu: 2.0,
            noise: 1.5,
            memory: 17.0,
            disk: 11.0,
            ..PI.habits
        },
        ..PI
    },
    Model {
        name: "ups-a",
        battery: Some((86.0, 3)),
        services: &[
            "ssh",
            "cron",
            "nut-server",
            "nut-monitor",
            "nut-driver@ups",
            "beszel-agent",
        ],
        habits: Habits {
            cpu: 3.0,
            noise: 2.0,
            burst: 0.0,
            memory: 12.0,
            disk: 9.0,
            network: 2e3,
            ..PI.habits
        },
        ..PI
    },
    Model {
        name: "home-assistant",
        containers: &[
            "homeassistant",
            "zigbee2mqtt",
            "mosquitto",
            "esphome",
            "node-red",
        ],
        habits: Habits {
            cpu: 9.0,
            memory: 57.0,
            disk: 48.0,
            leak: 26.0,
            ..Habits::QUIET
        },
        ..VM
    },
    Model {
        name: "forge",
        containers: &["forgejo", "postgres", "woodpecker"],
        habits: Habits {
            cpu: 7.0,
            burst: 40.0,
            burst_share: 0.25,
            memory: 42.0,
            disk: 71.0,
            filling: 14.0,
            ..Habits::QUIET
        },
        ..VM
    },
    Model {
        name: "db-1",
        memory: 31.3,
        swap: 4.0,
        disk: 196.0,
        services: &[
            "ssh",
            "cron",
            "postgresql@16-main",
            "pgbouncer",
            "qemu-guest-agent",
            "beszel-agent",
        ],
        habits: Habits {
            cpu: 29.0,
            swing: 12.0,
            noise: 10.0,
            memory: 76.0,
            disk: 58.0,
            filling: 9.0,
            network: 2.2e6,
            io: 14e6,
            ..Habits::QUIET
        },
        ..VM
    },
    Model {
        name: "build-1",
        platform: UBUNTU,
        cpu: "AMD Ryzen 9 7950X 16-Core Processor",
        cores: 16,
        threads: 32,
        memory: 124.9,
        disk: 916.0,
        sensors: &["k10temp_tctl", "nvme_composite"],
        fans: &["nct6799_fan1", "nct6799_fan2"],
        containers: &["buildkit", "registry", "sccache"],
        habits: Habits {
            cpu: 14.0,
            noise: 6.0,
            burst: 74.0,
            burst_share: 0.6,
            memory: 46.0,
            disk: 63.0,
            network: 1.2e6,
            io: 20e6,
            cool: 41.0,
            ..Habits::QUIET
        },
        ..SERVER
    },
    Model {
        name: "monitor",
        containers: &["prometheus", "grafana", "loki", "alertmanager", "beszel"],
        habits: Habits {
            cpu: 16.0,
            noise: 5.0,
            memory: 61.0,
            disk: 54.0,
            filling: 7.0,
            network: 350e3,
            io: 1.5e6,
            ..Habits::QUIET
        },
        ..SERVER
    },
    Model {
        name: "workbench",
        platform: UBUNTU,
        cpu: "AMD Ryzen 5 PRO 5650U with Radeon Graphics",
        cores: 6,
        threads: 12,
        memory: 15.0,
        interfaces: &["wlp1s0"],
        sensors: &["k10temp_tctl", "nvme_composite"],
        battery: Some((58.0, 4)),
        agent: "0.18.4",
        habits: Habits {
            cpu: 11.0,
            swing: 8.0,
            noise: 7.0,
            memory: 52.0,
            disk: 47.0,
            ..Habits::QUIET
        },
        ..SERVER
    },
    Model {
        name: "nuc-garage",
        cpu: "Intel(R) Core(TM) i5-8259U CPU @ 2.30GHz",
        cores: 4,
        threads: 8,
        memory: 15.5,
        containers: &["frigate", "mosquitto"],
        habits: Habits {
            cpu: 31.0,
            swing: 6.0,
            noise: 8.0,
            memory: 48.0,
            disk: 36.0,
            network: 1.6e6,
            io: 2.2e6,
            cool: 47.0,
            ..Habits::QUIET
        },
        ..SERVER
    },
    Model {
        name: "pi-hole",
        containers: &["pihole"],
        habits: Habits {
            cpu: 4.0,
            memory: 21.0,
            disk: 16.0,
            ..PI.habits
        },
        ..PI
    },
    Model {
        name: "vps-fra",
        cpu: "AMD EPYC-Rome Processor",
        cores: 2,
        threads: 2,
        memory: 3.8,
        disk: 38.0,
        interfaces: &["eth0"],
        containers: &["caddy", "headscale"],
        habits: Habits {
            cpu: 10.0,
            memory: 46.0,
            disk: 55.0,
            network: 240e3,
            ..Habits::QUIET
        },
        ..VM
    },
];

/// Kinds of machines for worlds larger than the home lab; their names get a number.
pub const FLEET: &[Model] = &[
    Model {
        name: "web",
        containers: &["caddy", "redis"],
        habits: Habits {
            cpu: 28.0,
            swing: 16.0,
            noise: 9.0,
            memory: 47.0,
            network: 5e6,
            ..Habits::QUIET
        },
        ..SERVER
    },
    Model {
        name: "db",
        habits: Habits {
            cpu: 35.0,
            swing: 12.0,
            noise: 10.0,
            memory: 74.0,
            disk: 61.0,
            filling: 8.0,
            io: 22e6,
            ..Habits::QUIET
        },
        ..HYPERVISOR
    },
    Model {
        name: "worker",
        containers: &["longhorn-manager", "rabbitmq"],
        habits: Habits {
            cpu: 48.0,
            swing: 14.0,
            noise: 14.0,
            memory: 58.0,
            ..Habits::QUIET
        },
        ..KUBERNETES
    },
    Model {
        name: "cache",
        habits: Habits {
            cpu: 15.0,
            noise: 6.0,
            memory: 82.0,
            network: 9e6,
            ..Habits::QUIET
        },
        ..SERVER
    },
    Model {
        name: "store",
        volumes: &[Volume {
            name: "bulk",
            size: 65_000.0,
            used: 67.0,
        }],
        disks: DiskSet {
            count: 8,
            model: "HGST HUH721212ALE604",
            capacity: 12_000_138_625_024,
            nvme: false,
            failing: None,
        },
        habits: Habits {
            cpu: 11.0,
            memory: 53.0,
            disk: 64.0,
            filling: 12.0,
            network: 12e6,
            io: 70e6,
            ..Habits::QUIET
        },
        ..SERVER
    },
    Model {
        name: "edge",
        habits: Habits {
            cpu: 9.0,
            network: 2e6,
            ..Habits::QUIET
        },
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
            cpu: 52.0,
            noise: 12.0,
            memory: 61.0,
            cool: 45.0,
            ..Habits::QUIET
        },
        ..HYPERVISOR
    },
];
