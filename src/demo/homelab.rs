//! The machines of the demo's home lab.

use super::models::{
    DiskSet, FREEBSD, Gpu, HYPERVISOR, Habits, KUBERNETES, Model, PI, SERVER, UBUNTU, VM, Volume,
};

/// The machines of the demo, in the order in which the world holds them: the most interesting ones come first, for small worlds.
pub const HOMELAB: &[Model] = &[
    Model {
        name: "pve-node1",
        containers: &["traefik", "authelia", "vaultwarden", "uptime-kuma"],
        habits: Habits::usual([23.0, 9.0, 9.0], [64.0, 45.0], [2.6e6, 9e6]),
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
            cool: 35.0,
            ..Habits::usual([71.0, 5.0, 11.0], [81.0, 45.0], [9.2e6, 41e6])
        },
        ..HYPERVISOR
    },
    Model {
        name: "pve-node3",
        cpu: "Intel(R) Xeon(R) Silver 4314 CPU @ 2.40GHz",
        cores: 16,
        threads: 32,
        memory: 125.6,
        habits: Habits::usual([34.0, 10.0, 12.0], [58.0, 39.0], [1.9e6, 6e6]),
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
            fills: 0.19,
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
            burst: 3.0,
            cool: 44.0,
            ..Habits::usual([94.5, 0.5, 4.0], [71.0, 66.0], [3.1e6, 55e6])
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
                fills: 0.42,
            },
            Volume {
                name: "fast",
                size: 3540.0,
                used: 57.0,
                fills: 0.0,
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
            filling: 0.3,
            cool: 33.0,
            ..Habits::usual([8.0, 3.0, 5.0], [44.0, 92.2], [31e6, 118e6])
        },
        ..SERVER
    },
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
        habits: Habits::usual([12.0, 3.0, 4.0], [38.0, 21.0], [4.2e6, 30e3]),
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
            fills: 0.0,
        }],
        disks: DiskSet {
            count: 2,
            model: "WDC WD80EFZZ-68BTXN0",
            capacity: 8_001_563_222_016,
            nvme: false,
            failing: None,
        },
        containers: &["rclone"],
        services: &[
            "ssh",
            "cron",
            "proxmox-backup",
            "proxmox-backup-proxy",
            "beszel-agent",
        ],
        habits: Habits {
            burst: 60.0,
            burst_share: 0.2,
            ..Habits::usual([5.0, 3.0, 4.0], [22.0, 41.0], [60e3, 3e6])
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
        habits: Habits::usual([44.0, 8.0, 10.0], [51.0, 33.0], [1.1e6, 2e6]),
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
        habits: Habits::usual([38.0, 8.0, 10.0], [55.0, 31.0], [1.4e6, 2e6]),
        ..KUBERNETES
    },
    Model {
        name: "k3s-03",
        containers: &["longhorn-manager", "rabbitmq", "mealie", "n8n", "postgres"],
        failed_service: Some("iscsid"),
        habits: Habits::usual([66.0, 4.0, 14.0], [49.0, 30.0], [1.2e6, 3e6]),
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
            fills: 0.36,
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
            burst: 45.0,
            burst_share: 0.3,
            filling: 6.0,
            cool: 38.0,
            ..Habits::usual([18.0, 9.0, 8.0], [33.0, 72.0], [6e6, 12e6])
        },
        ..SERVER
    },
    Model {
        name: "dns-1",
        containers: &["unbound"],
        habits: Habits {
            cool: 44.0,
            ..Habits::usual([2.0, 3.0, 1.5], [18.0, 12.0], [9e3, 12e3])
        },
        ..PI
    },
    Model {
        name: "dns-2",
        containers: &["unbound"],
        habits: Habits {
            cool: 44.0,
            ..Habits::usual([2.0, 3.0, 1.5], [17.0, 11.0], [9e3, 12e3])
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
            burst: 0.0,
            cool: 44.0,
            ..Habits::usual([3.0, 3.0, 2.0], [12.0, 9.0], [2e3, 12e3])
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
            leak: 26.0,
            ..Habits::usual([9.0, 3.0, 4.0], [57.0, 48.0], [60e3, 90e3])
        },
        ..VM
    },
    Model {
        name: "forge",
        containers: &["forgejo", "postgres", "woodpecker"],
        habits: Habits {
            burst: 40.0,
            burst_share: 0.25,
            filling: 14.0,
            ..Habits::usual([7.0, 3.0, 4.0], [42.0, 71.0], [60e3, 90e3])
        },
        ..VM
    },
    Model {
        name: "db-1",
        memory: 31.3,
        swap: 4.0,
        disk: 196.0,
        containers: &["pgadmin"],
        services: &[
            "ssh",
            "cron",
            "postgresql@16-main",
            "pgbouncer",
            "qemu-guest-agent",
            "beszel-agent",
        ],
        habits: Habits {
            filling: 9.0,
            ..Habits::usual([29.0, 12.0, 10.0], [76.0, 58.0], [2.2e6, 14e6])
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
            burst: 30.0,
            burst_share: 0.6,
            cool: 41.0,
            ..Habits::usual([14.0, 3.0, 6.0], [46.0, 63.0], [1.2e6, 20e6])
        },
        ..SERVER
    },
    Model {
        name: "monitor",
        containers: &["prometheus", "grafana", "loki", "alertmanager", "beszel"],
        habits: Habits {
            filling: 7.0,
            ..Habits::usual([16.0, 3.0, 5.0], [61.0, 54.0], [350e3, 1.5e6])
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
        battery: Some((19.0, 4)),
        agent: Some("0.18.4"),
        habits: Habits::usual([11.0, 8.0, 7.0], [52.0, 47.0], [60e3, 90e3]),
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
            cool: 47.0,
            ..Habits::usual([31.0, 6.0, 8.0], [48.0, 36.0], [1.6e6, 2.2e6])
        },
        ..SERVER
    },
    Model {
        name: "pi-hole",
        containers: &["pihole"],
        habits: Habits {
            cool: 44.0,
            ..Habits::usual([4.0, 3.0, 4.0], [21.0, 16.0], [9e3, 12e3])
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
        habits: Habits::usual([10.0, 3.0, 4.0], [46.0, 55.0], [240e3, 90e3]),
        ..VM
    },
];
