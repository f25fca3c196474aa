//! The software that the simulated containers run.

/// A container image used in the home lab.
pub struct Software {
    pub name: &'static str,
    pub image: &'static str,
    /// Its share of the machine's CPU, relative to its neighbors.
    pub weight: f64,
    /// In MB.
    pub memory: f64,
    /// Bytes per second, sent and received together.
    pub network: f64,
    /// Published ports as the hub lists them.
    pub ports: &'static str,
}

const fn software(
    name: &'static str,
    image: &'static str,
    weight: f64,
    memory: f64,
    network: f64,
    ports: &'static str,
) -> Software {
    Software {
        name,
        image,
        weight,
        memory,
        network,
        ports,
    }
}

const KNOWN: &[Software] = &[
    software("traefik", "traefik:v3.2", 2.0, 96.0, 410e3, "80, 443"),
    software("postgres", "postgres:16-alpine", 8.0, 2900.0, 330e3, "5432"),
    software("redis", "redis:7-alpine", 1.0, 48.0, 90e3, ""),
    software(
        "grafana",
        "grafana/grafana:11.3.1",
        1.5,
        310.0,
        45e3,
        "3000",
    ),
    software(
        "prometheus",
        "prom/prometheus:v2.55.1",
        4.0,
        1150.0,
        120e3,
        "9090",
    ),
    software("loki", "grafana/loki:3.2.1", 2.0, 420.0, 60e3, "3100"),
    software(
        "immich-server",
        "ghcr.io/immich-app/immich-server:release",
        3.0,
        890.0,
        240e3,
        "2283",
    ),
    software(
        "immich-ml",
        "ghcr.io/immich-app/immich-machine-learning:release",
        9.0,
        6100.0,
        20e3,
        "",
    ),
    software(
        "paperless",
        "ghcr.io/paperless-ngx/paperless-ngx:2.13",
        2.0,
        740.0,
        8e3,
        "8000",
    ),
    software(
        "jellyfin",
        "jellyfin/jellyfin:10.10.3",
        7.0,
        1240.0,
        3.1e6,
        "8096",
    ),
    software(
        "qbittorrent",
        "lscr.io/linuxserver/qbittorrent:latest",
        3.0,
        610.0,
        2.4e6,
        "8080",
    ),
    software(
        "ollama",
        "ollama/ollama:0.4.7",
        9.0,
        18_400.0,
        180e3,
        "11434",
    ),
    software(
        "jupyterlab",
        "quay.io/jupyter/pytorch-notebook:cuda12",
        6.0,
        9200.0,
        30e3,
        "8888",
    ),
    software(
        "frigate",
        "ghcr.io/blakeblackshear/frigate:0.14.1",
        9.0,
        1500.0,
        1.4e6,
        "5000, 8554",
    ),
    software(
        "homeassistant",
        "ghcr.io/home-assistant/home-assistant:2024.11",
        4.0,
        980.0,
        22e3,
        "8123",
    ),
    software(
        "pihole",
        "pihole/pihole:2024.07.0",
        1.0,
        84.0,
        6e3,
        "53, 80",
    ),
    software("buildkit", "moby/buildkit:v0.17.2", 9.0, 3300.0, 900e3, ""),
    software(
        "nextcloud",
        "nextcloud:30-apache",
        3.0,
        680.0,
        160e3,
        "8081",
    ),
];

/// Defaults for an unknown container: small, idle, without a port.
const OTHER: Software = software("", "", 1.0, 140.0, 9e3, "");

/// The software of the container named `name`.
pub fn find(name: &str) -> &'static Software {
    KNOWN
        .iter()
        .find(|known| known.name == name)
        .unwrap_or(&OTHER)
}
