//! Facts about a device besides its values: the machine, and what the layout contains.

use leptos::prelude::*;

use super::inputs::TabInputs;
use crate::domain::format;
use crate::domain::inventory::{Os, SystemDetails};
use crate::domain::layout::{Device, Snapshot};
use crate::domain::machine_facts::MachineFacts;
use crate::domain::system::System;
use crate::state::app::App;
use crate::views::ui::dynamic::{effect, optional};
use crate::views::ui::paced::in_a_moment;

/// The machine; requested when the tab opens.
pub fn machine(inputs: TabInputs) -> AnyView {
    let app = App::expect();
    let details = RwSignal::new(None::<MachineFacts>);
    effect(move || {
        if let Some(system) = inputs.system.get() {
            in_a_moment(move || app.load_details(system, inputs.system, details));
        }
    });
    let rows = Memo::new(move |_| {
        let system = inputs.system.get()?;
        details.with(|details| {
            let facts = details.as_ref().filter(|facts| facts.of == system)?;
            let mut rows = facts.details.as_ref().map(rows_of).unwrap_or_default();
            rows.extend(
                facts
                    .link
                    .map(|link| ("Agent connects by", link.word().to_owned())),
            );
            Some(rows)
        })
    });
    optional(move || {
        let rows = rows.get().filter(|rows| !rows.is_empty())?;
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(name, value)| {
                view! {
                    <div>
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                    </div>
                }
            })
            .collect();
        Some(view! {
            <section>
                <h3>"Host"</h3>
                <dl class="facts">{rows}</dl>
            </section>
        })
    })
}

fn rows_of(details: &SystemDetails) -> Vec<(&'static str, String)> {
    let os = match details.os {
        _ if !details.os_name.is_empty() => details.os_name.clone(),
        Some(Os::Linux) => "Linux".to_owned(),
        Some(Os::MacOs) => "macOS".to_owned(),
        Some(Os::Windows) => "Windows".to_owned(),
        Some(Os::FreeBsd) => "FreeBSD".to_owned(),
        Some(Os::Other(_)) | None => String::new(),
    };
    let count = |count: Option<u32>, word: &str| {
        count.map(|count| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
    };
    let cores = [
        count(details.cores, "core"),
        count(details.threads, "thread"),
    ];
    let cores: Vec<String> = cores.into_iter().flatten().collect();
    let memory = details.memory.map(|memory| format::bytes(memory.0 as f64));
    let rows = [
        ("Hostname", details.hostname.clone()),
        ("System", os),
        ("Kernel", details.kernel.clone()),
        ("Processor", details.cpu_model.clone()),
        ("Cores", cores.join(", ")),
        ("Memory", memory.unwrap_or_default()),
        ("Architecture", details.architecture.clone()),
        (
            "Containers run by",
            if details.podman {
                "Podman".to_owned()
            } else {
                String::new()
            },
        ),
    ];
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// Tags, the user's links and notes.
#[derive(Clone, Default, PartialEq)]
struct OfLayout {
    tags: Vec<String>,
    links: Vec<(String, String)>,
    notes: String,
}

pub fn of_layout(inputs: TabInputs) -> AnyView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let shown = Memo::new(move |_| {
        let id = inputs.device.get()?;
        let system = inputs
            .system
            .get()
            .and_then(|of| app.inner().live.system(&of));
        snapshot.with(|snapshot: &std::sync::Arc<Snapshot>| {
            let device = snapshot.layout.devices.get(&id)?;
            Some(read(device, system.as_ref()))
        })
    });
    optional(move || {
        let OfLayout { tags, links, notes } = shown.get()?;
        let tags: Vec<_> = tags
            .into_iter()
            .map(|tag| view! { <span class="tag">{tag}</span> })
            .collect();
        let links: Vec<_> = links
            .into_iter()
            .map(|(name, url)| {
                view! {
                    <a class="button" href=url target="_blank" rel="noopener noreferrer">
                        {name}
                    </a>
                }
            })
            .collect();
        Some(view! {
            {(!tags.is_empty()).then(|| view! { <p class="tags">{tags}</p> })}
            {(!links.is_empty()).then(|| view! { <div class="actions">{links}</div> })}
            {(!notes.is_empty()).then(|| view! { <p class="notes">{notes}</p> })}
        })
    })
}

fn read(device: &Device, system: Option<&System>) -> OfLayout {
    let host = system.map(|system| system.host.as_str());
    let address = Some(device.address.as_str()).filter(|address| !address.is_empty());
    let value = |name: &str| match name {
        "address" | "host" => address.or(host),
        "name" => Some(device.name.as_str()),
        _ => None,
    };
    let links = device.user_links.iter();
    OfLayout {
        tags: device.tags.iter().map(str::to_owned).collect(),
        links: links
            .filter_map(|link| Some((link.name.clone(), link.url.expand(&value)?)))
            .collect(),
        notes: device.notes.clone(),
    }
}
