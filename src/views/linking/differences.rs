//! The differences between the layout and the hubs, each with its repair.

use leptos::prelude::*;

use crate::domain::differences::{DifferenceKind, HubDifference};
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::Layout;
use crate::state::app::App;
use crate::state::dismissals::Dismissed;
use crate::views::paced_reports::paced_reports;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, optional};

/// Maximum number of differences per kind; the rest are counted, and repaired by "repair all" too.
const SHOWN: usize = 50;

#[component]
pub(super) fn Differences() -> impl IntoView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let reports = paced_reports();
    let found = Memo::new(move |_| {
        // Read and not only tracked: a memo that was never read follows nothing.
        reports.with(|_| ());
        snapshot.with(|snapshot| app.hub_differences(&snapshot.layout))
    });
    let is_live = Memo::new(move |_| {
        reports.with(|_| ());
        app.has_live_hub()
    });
    let repair_all = Callback::new(move |()| app.repair_all());
    view! {
        <h2>"Compare with the hub"</h2>
        <p class="hint">"Differences between the hub and the racks. Each repair is one step that you can undo."</p>
        {dynamic(move || {
            let found = found.get();
            if found.is_empty() {
                return nothing_differs(is_live.get());
            }
            let layout = app.inner().document.snapshot().get_untracked();
            let sections: Vec<_> = DifferenceKind::ALL
                .into_iter()
                .filter_map(|kind| section(app, kind, &found, &layout.layout))
                .collect();
            view! { <div class="differences">{sections}</div> }.into_any()
        })}
        <div class="actions">
            <Button label="Close" on_press=Callback::new(move |()| app.close_dialog()) />
            {optional(move || {
                let count = found.with(Vec::len);
                (count > 0)
                    .then(|| {
                        let label = Signal::stored(format!("Repair all ({count})"));
                        view! { <Button class="button primary" label=label on_press=repair_all /> }
                    })
            })}
        </div>
    }
}

fn nothing_differs(is_live: bool) -> AnyView {
    let words = if is_live {
        "The layout and the hub agree."
    } else {
        "No hub is live now, so nothing can be compared."
    };
    view! { <p class="quiet" role="status">{words}</p> }.into_any()
}

fn section(
    app: App,
    kind: DifferenceKind,
    found: &[HubDifference],
    layout: &Layout,
) -> Option<AnyView> {
    let of_kind: Vec<&HubDifference> = found.iter().filter(|of| of.kind() == kind).collect();
    if of_kind.is_empty() {
        return None;
    }
    let count = of_kind.len();
    let rows: Vec<_> = of_kind
        .into_iter()
        .take(SHOWN)
        .map(|difference| row(app, difference, layout))
        .collect();
    let more = count.saturating_sub(SHOWN);
    Some(
        view! {
            <section>
                <h3>{kind.words()} " " <span class="pill">{count}</span></h3>
                <ul>{rows}</ul>
                {(more > 0).then(|| view! { <p class="quiet">{format!("and {more} more")}</p> })}
            </section>
        }
        .into_any(),
    )
}

fn row(app: App, difference: &HubDifference, layout: &Layout) -> AnyView {
    let DifferenceWords {
        what,
        detail,
        repair,
    } = words_of(app, difference, layout);
    let subject = what.clone();
    let mut buttons = Vec::new();
    let mut button = |label: &'static str, act: Callback<()>| {
        let spoken = format!("{label}: {subject}");
        buttons.push(view! { <Button label=label spoken=spoken on_press=act /> }.into_any());
    };
    let of = difference.clone();
    button(repair, Callback::new(move |()| app.repair(&of)));
    match difference.clone() {
        HubDifference::New { system, .. } => {
            let mark = move |()| {
                app.inner()
                    .dismissals
                    .add(&[Dismissed::NotRacked(system.clone())])
            };
            button("Not racked", Callback::new(mark));
        }
        kept @ (HubDifference::Renamed { .. } | HubDifference::Readdressed { .. }) => {
            button(
                "Keep mine",
                Callback::new(move |()| app.keep_difference(&kept)),
            );
        }
        HubDifference::Gone { .. } | HubDifference::LinkedTwice { .. } => {}
    }
    view! {
        <li>
            <span class="what"><b>{what}</b> " " <small>{detail}</small></span>
            {buttons}
        </li>
    }
    .into_any()
}

/// A difference in words.
struct DifferenceWords {
    what: String,
    detail: String,
    /// Label of the button.
    repair: &'static str,
}

fn words_of(app: App, difference: &HubDifference, layout: &Layout) -> DifferenceWords {
    let device_name = |id: &DeviceId| {
        let device = layout.devices.get(id);
        device.map_or_else(String::new, |device| device.name.clone())
    };
    let place = |id: &DeviceId| {
        let device = layout.devices.get(id);
        let place = device.and_then(|device| layout.spoken_place(device));
        place.unwrap_or_default()
    };
    let system = |of: &SystemRef| {
        let system = app.inner().live.system(of);
        let known = system.map(|system| (system.name.clone(), system.host.clone()));
        known.unwrap_or_else(|| (of.system.as_str().to_owned(), String::new()))
    };
    let (what, detail, repair) = match difference {
        HubDifference::New {
            system: new,
            device,
        } => {
            let (name, host) = system(new);
            match device {
                Some(device) => {
                    let detail = format!("is probably {}, {}", device_name(device), place(device));
                    (name, detail, "Link")
                }
                None => (name, host, "Place"),
            }
        }
        HubDifference::Gone { device, again, .. } => match again {
            Some(again) => {
                let (name, _) = system(again);
                let detail = format!("{}: its system is gone, {name} is there", place(device));
                (device_name(device), detail, "Link again")
            }
            None => {
                let detail = format!("{}: its system is gone", place(device));
                (device_name(device), detail, "Remove the link")
            }
        },
        HubDifference::Renamed { device, name, .. } => {
            let detail = format!("{}: the hub calls it {name}", place(device));
            (device_name(device), detail, "Take the name")
        }
        HubDifference::Readdressed { device, host, .. } => {
            let own = layout.devices.get(device);
            let own = own.map_or("", |device| &device.address);
            let detail = format!("{own} here, {host} on the hub");
            (device_name(device), detail, "Take the address")
        }
        HubDifference::LinkedTwice {
            system: shared,
            keep,
            others,
        } => {
            let others: Vec<String> = others.iter().take(3).map(device_name).collect();
            let detail = format!(
                "is linked to {}, and to {}; the first stays linked",
                device_name(keep),
                others.join(", ")
            );
            (system(shared).0, detail, "Unlink the others")
        }
    };
    DifferenceWords {
        what,
        detail,
        repair,
    }
}
