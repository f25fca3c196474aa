//! Banners above the racks for what needs attention.

use leptos::prelude::*;

use crate::domain::hub_state::HubState;
use crate::domain::ids::DeviceId;
use crate::domain::problem::Problem;
use crate::state::app::App;
use crate::state::dismissals::Dismissed;
use crate::state::document::Saving;
use crate::views::ui::button::{Button, IconButton};
use crate::views::ui::dynamic::optional;
use crate::views::ui::icon::Icon;
use crate::views::ui::notice::{Notice, Tone};

/// A banner: its message and its buttons.
#[derive(Clone, PartialEq)]
struct BannerContent {
    tone: Tone,
    problem: Problem,
    actions: &'static [(&'static str, BannerAction)],
    /// Stored when the banner is dismissed; empty if it cannot be dismissed for good.
    dismissals: Vec<Dismissed>,
}

/// The action of a banner's button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BannerAction {
    Reconnect,
    SaveAgain,
    Export,
    ShowOtherTab,
    KeepThisTab,
    SaveText,
    Dismiss,
    TakeAlong,
    LeaveBehind,
    PlaceSystems,
    DismissLowSpace,
}

impl BannerAction {
    fn act(self, app: App) {
        match self {
            BannerAction::Reconnect => app.retry_now(),
            BannerAction::SaveAgain => app.try_storage_again(),
            BannerAction::Export => app.download_layout(),
            BannerAction::ShowOtherTab => app.show_other_tab(),
            BannerAction::KeepThisTab => app.keep_this_tab(),
            BannerAction::SaveText => app.download_reported_text(),
            BannerAction::Dismiss => app.inner().document.report().set(None),
            BannerAction::TakeAlong => app.take_drawn_along(),
            BannerAction::LeaveBehind => app.leave_drawn_behind(),
            BannerAction::PlaceSystems => app.place_missing_systems(),
            // Shown again when space runs low once more.
            BannerAction::DismissLowSpace => app.inner().document.room_is_short().set(false),
        }
    }
}

pub fn banners() -> AnyView {
    view! { <Banners /> }.into_any()
}

#[component]
fn Banners() -> impl IntoView {
    let app = App::expect();
    let shown_systems = app.shown_systems();
    let snapshot = app.inner().document.snapshot();
    let has_racks = Memo::new(move |_| snapshot.with(|snapshot| !snapshot.layout.racks.is_empty()));
    let banners: [Memo<Option<BannerContent>>; 7] = [
        Memo::new(move |_| hub_trouble(app)),
        Memo::new(move |_| not_saved(app)),
        Memo::new(move |_| little_room(app)),
        Memo::new(move |_| layout_report(app)),
        Memo::new(move |_| drawn_before(app)),
        Memo::new(move |_| {
            app.inner().live.track_systems();
            // Read and not only tracked: a memo that was never read follows nothing.
            shown_systems.with(|_| ());
            has_racks.get().then(|| missing_systems(app)).flatten()
        }),
        Memo::new(move |_| shared_systems(app)),
    ];
    banners
        .into_iter()
        .map(|content| {
            optional(move || {
                content
                    .get()
                    .map(|content| view! { <Banner content=content /> })
            })
        })
        .collect::<Vec<_>>()
}

#[component]
fn Banner(content: BannerContent) -> impl IntoView {
    let app = App::expect();
    let buttons: Vec<_> = content
        .actions
        .iter()
        .map(|(words, remedy)| {
            let act = Callback::new(move |()| remedy.act(app));
            view! { <Button label=Signal::stored((*words).to_owned()) on_press=act /> }
        })
        .collect();
    let dismissals = content.dismissals;
    let dismiss = (!dismissals.is_empty()).then(|| {
        let dismiss = Callback::new(move |()| app.inner().dismissals.add(&dismissals));
        let label = Signal::stored("Dismiss".to_owned());
        view! { <IconButton icon=Icon::Close label=label on_press=dismiss /> }
    });
    view! {
        <div class="banner">
            <Notice tone=content.tone problem=content.problem />
            {buttons}
            {dismiss}
        </div>
    }
}

fn hub_trouble(app: App) -> Option<BannerContent> {
    match app.inner().hub.get() {
        HubState::Lost(problem) => Some(hub_lost(&problem)),
        HubState::Polling(problem) => no_events(app, &problem),
        _ => None,
    }
}

/// The shown data is true, but up to a minute old. Can be dismissed by users who cannot change the proxy; the bar keeps showing it.
fn no_events(app: App, problem: &Problem) -> Option<BannerContent> {
    let inner = app.inner();
    let polled = inner.live.hubs_without_events();
    let dismissals: Vec<Dismissed> = polled.into_iter().map(Dismissed::NoEvents).collect();
    if !dismissals.is_empty() && dismissals.iter().all(|one| inner.dismissals.has(one)) {
        return None;
    }
    Some(BannerContent {
        tone: Tone::Warn,
        problem: Problem::new(
            format!(
                "No live updates: values are refreshed once a minute. {}",
                problem.sentence
            ),
            problem.way_forward.clone(),
        ),
        actions: &[("Try now", BannerAction::Reconnect)],
        dismissals,
    })
}

fn hub_lost(problem: &Problem) -> BannerContent {
    let problem = Problem::new(
        format!("Connection to the hub lost. {}", problem.sentence),
        format!(
            "{} The app keeps trying. Until then no value here is current.",
            problem.way_forward
        ),
    );
    BannerContent {
        tone: Tone::Critical,
        problem,
        actions: &[("Try now", BannerAction::Reconnect)],
        dismissals: Vec::new(),
    }
}

const EXPORT: (&str, BannerAction) = ("Export to a file now", BannerAction::Export);

fn not_saved(app: App) -> Option<BannerContent> {
    let (problem, actions): (_, &[_]) = match app.inner().document.saving().get() {
        Saving::Saved | Saving::Pending => return None,
        Saving::Failed(problem) => (problem, &[("Try again", BannerAction::SaveAgain), EXPORT]),
        Saving::Conflict => (
            Problem::new(
                "This layout was also changed in another tab.",
                "Nothing is saved until you choose. The other version is kept in the version history.",
            ),
            &[
                ("Use the other tab’s version", BannerAction::ShowOtherTab),
                ("Keep this tab’s version", BannerAction::KeepThisTab),
            ],
        ),
    };
    Some(BannerContent {
        tone: Tone::Critical,
        problem,
        actions,
        dismissals: Vec::new(),
    })
}

fn little_room(app: App) -> Option<BannerContent> {
    app.inner().document.room_is_short().get().then(|| BannerContent {
        tone: Tone::Warn,
        problem: Problem::new(
            "This browser is almost out of storage.",
            "Everything is saved so far. Free some space on this device, and export the layout to a file to be safe.",
        ),
        actions: &[EXPORT, ("Dismiss", BannerAction::DismissLowSpace)],
        dismissals: Vec::new(),
    })
}

fn layout_report(app: App) -> Option<BannerContent> {
    let problem = app.inner().document.report().get()?;
    let actions: &[_] = if app.has_reported_text() {
        &[
            ("Save the original to a file", BannerAction::SaveText),
            ("Dismiss", BannerAction::Dismiss),
        ]
    } else {
        &[("Dismiss", BannerAction::Dismiss)]
    };
    Some(BannerContent {
        tone: Tone::Warn,
        problem,
        actions,
        dismissals: Vec::new(),
    })
}

/// Offers to copy a layout that was drawn without a hub.
fn drawn_before(app: App) -> Option<BannerContent> {
    let inner = app.inner();
    let is_on_a_hub = inner.account.with(Option::is_some) && !app.is_demo();
    let name = inner.document.drawn_before().filter(|_| is_on_a_hub)?;
    Some(BannerContent {
        tone: Tone::Info,
        problem: Problem::new(
            format!("“{name}” was drawn without a hub."),
            "You can copy it to this hub’s layouts.",
        ),
        actions: &[
            ("Copy it here", BannerAction::TakeAlong),
            ("Leave it", BannerAction::LeaveBehind),
        ],
        dismissals: Vec::new(),
    })
}

/// Systems of the hub that are in no rack, except those marked as not racked.
fn missing_systems(app: App) -> Option<BannerContent> {
    let inner = app.inner();
    if app.missing_systems() == 0 {
        return None;
    }
    let mut missing = app.unplaced_systems();
    missing.retain(|(system, _)| !inner.dismissals.has(&Dismissed::NotRacked(system.clone())));
    let (words, way, actions): (_, _, &[_]) = match missing.as_slice() {
        [] => return None,
        [(_, name)] => (
            format!("{name} is not in a rack."),
            "Dismiss this if it is not in these racks.",
            &[("Place it", BannerAction::PlaceSystems)],
        ),
        several => (
            format!("{} systems of the hub are not in a rack.", several.len()),
            "Dismiss this if they are not in these racks.",
            &[("Place them", BannerAction::PlaceSystems)],
        ),
    };
    Some(BannerContent {
        tone: Tone::Info,
        problem: Problem::new(words, way),
        actions,
        dismissals: missing
            .into_iter()
            .map(|(system, _)| Dismissed::NotRacked(system))
            .collect(),
    })
}

/// Systems that several devices are linked to.
fn shared_systems(app: App) -> Option<BannerContent> {
    let inner = app.inner();
    let snapshot = inner.document.snapshot().get();
    let name_of = |device: &DeviceId| {
        let device = snapshot.layout.devices.get(device);
        device.map_or_else(String::new, |device| device.name.clone())
    };
    let mut shared = snapshot.index.shared_systems();
    let (system, devices) =
        shared.find(|(system, _)| !inner.dismissals.has(&Dismissed::Shared((*system).clone())))?;
    let known = inner.live.system(system);
    let system_name = known.map_or_else(|| "one system".to_owned(), |known| known.name.clone());
    let names: Vec<String> = devices.iter().take(3).map(name_of).collect();
    let words = format!(
        "{} devices are linked to {system_name}: {}.",
        devices.len(),
        names.join(", ")
    );
    Some(BannerContent {
        tone: Tone::Info,
        problem: Problem::new(
            words,
            "If only one of them is that system, remove the other links.",
        ),
        actions: &[],
        dismissals: vec![Dismissed::Shared(system.clone())],
    })
}
