//! The hardware and software of the simulated machines, and how busy they are.

/// The usual levels of a machine's values, and how they vary.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// CPU in percent: its usual level, its daily swing, its noise.
    pub cpu: f64,
    pub swing: f64,
    pub noise: f64,
    /// Height of bursts of work in percent, and the share of half hours that have one.
    pub burst: f64,
    pub burst_share: f64,
    /// Usual memory and root disk use in percent.
    pub memory: f64,
    pub disk: f64,
    /// How much a slow memory leak adds before the process is restarted, in percent.
    pub leak: f64,
    /// What accumulates on the root disk before it is cleaned, in percent.
    pub filling: f64,
    /// Usual traffic and disk throughput in bytes per second.
    pub network: f64,
    pub io: f64,
    /// Temperature when idle, in °C.
    pub cool: f64,
}

impl Habits {
    /// A quiet machine with different values: CPU level, swing and noise; memory and disk usage; traffic and disk throughput.
    pub const fn usual(
        [cpu, swing, noise]: [f64; 3],
        [memory, disk]: [f64; 2],
        [network, io]: [f64; 2],
    ) -> Habits {
        Habits {
            cpu,
            swing,
            noise,
            memory,
            disk,
            network,
            io,
            ..Habits::QUIET
        }
    }

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
    /// Power draw at full load in W.
    pub power: f64,
}

/// A separate disk beside the root disk, or a pool.
#[derive(Clone, Copy, Debug)]
pub struct Volume {
    pub name: &'static str,
    /// In GB of 1024³ bytes.
    pub size: f64,
    /// Usage in percent at the start of the demo.
    pub used: f64,
    /// Growth in percentage points per day.
    pub fills: f64,
}

/// The physical disks that report SMART values.
#[derive(Clone, Copy, Debug)]
pub struct DiskSet {
    pub count: usize,
    pub model: &'static str,
    /// In bytes.
    pub capacity: i64,
    pub nvme: bool,
    /// The index of the failing disk.
    pub failing: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
pub struct Platform {
    /// The hub's code: 0 Linux, 1 macOS, 2 Windows, 3 FreeBSD.
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
    /// Memory used by the ZFS cache, in GB.
    pub arc: f64,
    pub interfaces: &'static [&'static str],
    pub sensors: &'static [&'static str],
    pub fans: &'static [&'static str],
    pub gpus: &'static [Gpu],
    pub volumes: &'static [Volume],
    pub disks: DiskSet,
    /// Charge in percent, and the hub's code for the battery's state.
    pub battery: Option<(f64, i64)>,
    pub containers: &'static [&'static str],
    pub services: &'static [&'static str],
    pub failed_service: Option<&'static str>,
    /// The hub's code for the connection: 1 SSH, 2 WebSocket.
    pub link: i64,
    /// The agent's version; `None` if it is the hub's.
    pub agent: Option<&'static str>,
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

/// A plain small server; the other models are based on it.
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
    agent: None,
    habits: Habits::QUIET,
};

pub const HYPERVISOR: Model = Model {
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
        fills: 0.0,
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

pub const KUBERNETES: Model = Model {
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

pub const PI: Model = Model {
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
        ..Habits::usual([6.0, 3.0, 4.0], [35.0, 30.0], [9e3, 12e3])
    },
    ..SERVER
};

pub const VM: Model = Model {
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
