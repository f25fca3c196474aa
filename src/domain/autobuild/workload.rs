//! Guesses the kind of machine from its containers.

use super::kind::MachineKind;
use crate::domain::fold::fold;

/// Images that serve files or store backups.
const STORES: [&str; 10] = [
    "samba",
    "nfs-server",
    "minio",
    "seaweedfs",
    "ceph",
    "rest-server",
    "borg",
    "timemachine",
    "proxmox-backup",
    "filestash",
];
/// Images that need a strong GPU, and so a machine with room for one.
const COMPUTES: [&str; 6] = [
    "ollama",
    "vllm",
    "localai",
    "stable-diffusion",
    "comfyui",
    "text-generation",
];
/// Images of home automation and device control, which usually run on a small machine.
const TENDS: [&str; 6] = [
    "zigbee2mqtt",
    "zwave-js",
    "esphome",
    "octoprint",
    "deconz",
    "klipper",
];
/// Number of containers that nobody runs on a small machine.
const MANY: usize = 24;

/// The kind of machine that these images suggest, if any.
pub(super) fn kind_by_images(images: &[&str]) -> Option<MachineKind> {
    let names: Vec<String> = images.iter().map(|image| fold(name_of(image))).collect();
    let runs = |words: &[&str]| {
        let mut all = names.iter();
        all.any(|name| words.iter().any(|word| name.contains(word)))
    };
    if runs(&STORES) {
        Some(MachineKind::Storage)
    } else if runs(&COMPUTES) || names.len() >= MANY {
        Some(MachineKind::LargeServer)
    } else {
        runs(&TENDS).then_some(MachineKind::MiniPc)
    }
}

/// The image name without host and tag: `ghcr.io/home-assistant/home-assistant:stable` gives `home-assistant/home-assistant`.
fn name_of(image: &str) -> &str {
    let image = image.split('@').next().unwrap_or(image);
    let (path, last) = image.rsplit_once('/').unwrap_or(("", image));
    let tag = last.find(':').map_or(0, |at| last.len() - at);
    let end = image.len() - tag;
    let host = match path.split_once('/').map_or(path, |(first, _)| first) {
        first if first.contains(['.', ':']) => first.len() + 1,
        _ => 0,
    };
    image.get(host..end).unwrap_or(image)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_known_without_host_and_tag() {
        for (image, name) in [
            (
                "ghcr.io/home-assistant/home-assistant:stable",
                "home-assistant/home-assistant",
            ),
            ("minio/minio", "minio/minio"),
            ("registry:5000/app:1", "app"),
            ("nginx:1@sha256:abc", "nginx"),
            ("minio.example.org/web", "web"),
            ("", ""),
        ] {
            assert_eq!(name_of(image), name);
        }
    }

    #[test]
    fn what_runs_suggests_what_it_runs_on() {
        let of = |images: &[&str]| kind_by_images(images);
        assert_eq!(
            of(&["nginx:1", "dperson/samba"]),
            Some(MachineKind::Storage)
        );
        assert_eq!(
            of(&["ollama/ollama:latest"]),
            Some(MachineKind::LargeServer)
        );
        assert_eq!(
            of(&["koenkk/zigbee2mqtt", "mosquitto"]),
            Some(MachineKind::MiniPc)
        );
        assert_eq!(of(&["nginx"; MANY]), Some(MachineKind::LargeServer));
        // Images found everywhere suggest nothing.
        assert_eq!(of(&["nginx", "postgres:16", "traefik"]), None);
        assert_eq!(of(&["minio.example.org/web"]), None);
        assert_eq!(of(&[]), None);
    }
}
