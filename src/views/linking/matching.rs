//! Proposed links, each with its reason and certainty. Only the ticked ones are linked.

use std::collections::{HashMap, HashSet};

use leptos::prelude::*;

use super::choosing::Choosing;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::inventory::SystemDetails;
use crate::domain::layout::Layout;
use crate::domain::matching::{Proposal, link_command};
use crate::state::app::App;
use crate::state::dialog::LinkScope;
use crate::views::paced_reports::paced_reports;
use crate::views::ui::button::{Button, show_more};
use crate::views::ui::dynamic::{dynamic, flag, optional, text};
use crate::views::ui::form::SendButton;

/// The number of proposals shown at first, and how many more each press shows.
const AT_ONCE: usize = 100;

/// The state of the open dialog.
#[derive(Clone, Copy)]
struct Ticking {
    proposals: Memo<Vec<Proposal>>,
    /// What the user has ticked.
    ticked: RwSignal<HashSet<(DeviceId, SystemRef)>>,
}

impl Ticking {
    fn is_ticked(self, proposal: &Proposal) -> bool {
        let key = (proposal.device, proposal.system.clone());
        self.ticked.with(|ticked| ticked.contains(&key))
    }

    fn tick(self, proposal: &Proposal, is_ticked: bool) {
        let key = (proposal.device, proposal.system.clone());
        self.ticked.update(|ticked| {
            if is_ticked {
                ticked.insert(key);
            } else {
                ticked.remove(&key);
            }
        });
    }

    fn chosen(self) -> Vec<Proposal> {
        let mut proposals = self.proposals.get();
        proposals.retain(|proposal| self.is_ticked(proposal));
        proposals
    }

    /// Ticks these alone.
    fn tick_only(self, which: impl Fn(&Proposal) -> bool) {
        let proposals = self.proposals.get_untracked();
        let which = proposals.iter().filter(|proposal| which(proposal));
        let which = which.map(|proposal| (proposal.device, proposal.system.clone()));
        self.ticked.set(which.collect());
    }
}

#[component]
pub(super) fn Matching(scope: LinkScope) -> impl IntoView {
    let app = App::expect();
    let reports = paced_reports();
    let snapshot = app.inner().document.snapshot();
    let hostnames = RwSignal::new(HashMap::new());
    app.read_details(move |hub, known| {
        // The dialog may be closed by now.
        let _ = hostnames.try_update(|hostnames| {
            let named = known.into_iter().filter(|of| !of.hostname.is_empty());
            let named = named.map(
                |SystemDetails {
                     system, hostname, ..
                 }| { (SystemRef::new(hub.clone(), system), hostname) },
            );
            hostnames.extend(named);
        });
    });
    let scope = StoredValue::new(scope);
    let proposals = Memo::new(move |_| {
        // Read and not only tracked: a memo that was never read follows nothing.
        reports.with(|_| ());
        let mut proposals = snapshot.with(|snapshot| {
            hostnames.with(|hostnames| app.proposals(&snapshot.layout, hostnames))
        });
        scope.with_value(|scope| {
            proposals.retain(|of| match scope {
                LinkScope::All => true,
                LinkScope::Systems(systems) => systems.contains(&of.system),
                LinkScope::Devices(devices) => devices.contains(&of.device),
            });
        });
        proposals
    });
    let ticking = Ticking {
        proposals,
        ticked: RwSignal::new(HashSet::new()),
    };
    let shown = RwSignal::new(AT_ONCE);
    let choosing = scope.with_value(|scope| match scope {
        LinkScope::Devices(devices) => Some(Choosing::among(app, devices)),
        LinkScope::All | LinkScope::Systems(_) => None,
    });
    let chosen = move || {
        let ticked = ticking.chosen();
        let others = choosing.map_or_else(Vec::new, |choosing| choosing.chosen(&proposals.get()));
        let links = ticked.iter().map(Proposal::accept);
        links.chain(others).collect::<Vec<_>>()
    };
    let count = Memo::new(move |_| chosen().len());
    let link = Callback::new(move |()| {
        if let Some(command) = untrack(|| link_command(chosen()))
            && app.run(&command).is_ok()
        {
            app.close_dialog();
        }
    });
    let label = text(move || match count.get() {
        0 => "Link devices".to_owned(),
        1 => "Link 1 device".to_owned(),
        several => format!("Link {several} devices"),
    });
    view! {
        <h2>"Link devices to systems"</h2>
        <p class="hint">
            "Unlinked devices, and systems of the hub that have the same or a similar name, address or host name. Only ticked rows are linked; existing links stay as they are."
        </p>
        {dynamic(move || {
            let mut proposals = proposals.get();
            if proposals.is_empty() {
                return scope.with_value(|scope| none(app, scope));
            }
            let rest = proposals.len().saturating_sub(shown.get());
            proposals.truncate(shown.get());
            let layout = app.inner().document.snapshot().get_untracked();
            let rows: Vec<_> = proposals
                .into_iter()
                .map(|proposal| row(app, ticking, proposal, &layout.layout))
                .collect();
            view! {
                <ul class="proposals" aria-label="Proposed links">{rows}</ul>
                {(rest > 0).then(|| show_more(rest.min(AT_ONCE), "more", shown))}
            }
                .into_any()
        })}
        {choosing.map(|choosing| dynamic(move || choosing.fields(&proposals.get())))}
        <div class="actions">
            {optional(move || {
                let sure = proposals.with(|all| all.iter().filter(|of| of.is_sure()).count());
                let is_some = sure > 0 && sure < proposals.with(Vec::len);
                is_some.then(|| tick_button(ticking, "Tick sure ones", Proposal::is_sure))
            })}
            {optional(move || {
                let all = proposals.with(Vec::len);
                let is_all = ticking.chosen().len() == all;
                (all > 1).then(|| if is_all {
                    tick_button(ticking, "Tick none", |_| false)
                } else {
                    tick_button(ticking, "Tick all", |_| true)
                })
            })}
            <Button label="Cancel" on_press=Callback::new(move |()| app.close_dialog()) />
            {dynamic(move || {
                let label = label.get();
                view! { <SendButton label=label disabled=flag(move || count.get() == 0) on_send=link /> }.into_any()
            })}
        </div>
    }
}

fn tick_button(ticking: Ticking, label: &'static str, which: fn(&Proposal) -> bool) -> AnyView {
    let tick = Callback::new(move |()| ticking.tick_only(which));
    view! { <Button class="button quiet" label=label on_press=tick /> }.into_any()
}

fn none(app: App, scope: &LinkScope) -> AnyView {
    let words = match (scope, app.missing_systems()) {
        (LinkScope::Systems(_), _) => {
            "No unlinked device has a name or address like that of the selected systems."
        }
        (LinkScope::Devices(_), _) => {
            "None of the selected devices is unlinked and has a name or address like that of a free system."
        }
        (LinkScope::All, 0) => "Every system of the hub has its device.",
        (LinkScope::All, _) => {
            "No unlinked device has a name or address like that of a free system."
        }
    };
    view! { <p class="quiet" role="status">{words}</p> }.into_any()
}

/// A proposal, with the place of the device and the address of the system to distinguish them from others of the same name.
fn row(app: App, ticking: Ticking, proposal: Proposal, layout: &Layout) -> AnyView {
    let device = layout.devices.get(&proposal.device);
    let (name, place) = device.map_or_else(Default::default, |device| {
        let place = layout.spoken_place(device).unwrap_or_default();
        (device.name.clone(), place)
    });
    let system = app.inner().live.system(&proposal.system);
    let (system, host) = system.map_or_else(Default::default, |system| {
        (system.name.clone(), system.host.clone())
    });
    let reason = proposal.reason();
    let sure = format!("{} %", proposal.confidence.percent());
    let (shown, set) = (proposal.clone(), proposal);
    let is_ticked = flag(move || ticking.is_ticked(&shown));
    view! {
        <li>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=is_ticked
                    on:change=move |event| ticking.tick(&set, event_target_checked(&event))
                />
                <span class="pair">
                    <span><b>{name}</b> " " <small>{place}</small></span>
                    <span class="to" aria-hidden="true">"→"</span>
                    <span><b>{system}</b> " " <small>{host}</small></span>
                    <small class="why">{reason}</small>
                </span>
                <span class="sure" title="Confidence">{sure}</span>
            </label>
        </li>
    }
    .into_any()
}
