//! The sign-in form: by token, by password, and by the one-time code that may follow.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::domain::problem::Problem;
use crate::state::actions::sign_in::{CodeStep, HubFacts, PasswordStep};
use crate::state::app::App;
use crate::state::spawn;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, flag, optional, sometimes, text};
use crate::views::ui::field::Field;
use crate::views::ui::notice::{Notice, Tone};
use crate::views::ui::segments::Segments;

/// The ways to sign in, in the order of the choice.
const WAYS: [&str; 2] = ["API token", "Password"];
const BY_TOKEN: usize = 0;

/// What is known about the hub in the URL field.
#[derive(Clone, Debug, PartialEq)]
enum Probe {
    Nothing,
    Asking,
    Answered(HubFacts),
    Failed(Problem),
}

/// Everything the form holds.
#[derive(Clone, Copy)]
struct SignInForm {
    hub: RwSignal<String>,
    way: RwSignal<usize>,
    token: RwSignal<String>,
    email: RwSignal<String>,
    password: RwSignal<String>,
    code: RwSignal<String>,
    keep: RwSignal<bool>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    code_step: RwSignal<Option<CodeStep>>,
    probe: RwSignal<Probe>,
}

impl SignInForm {
    fn new(problem: Option<Problem>) -> Self {
        Self {
            hub: RwSignal::new(App::last_hub()),
            way: RwSignal::new(BY_TOKEN),
            token: RwSignal::default(),
            email: RwSignal::default(),
            password: RwSignal::default(),
            code: RwSignal::default(),
            keep: RwSignal::new(false),
            busy: RwSignal::new(false),
            problem: RwSignal::new(problem),
            code_step: RwSignal::new(None),
            probe: RwSignal::new(Probe::Nothing),
        }
    }

    /// The first missing value, if any.
    fn gap(&self) -> Option<Problem> {
        let is_empty =
            |field: RwSignal<String>| field.with_untracked(|text| text.trim().is_empty());
        let missing = if is_empty(self.hub) {
            Some((
                "The hub's address is missing.",
                "Give the address you open Beszel with.",
            ))
        } else {
            match self.way.get_untracked() {
                BY_TOKEN if is_empty(self.token) => Some((
                    "The API token is missing.",
                    "Paste it, or sign in with email and password instead.",
                )),
                by if by != BY_TOKEN && (is_empty(self.email) || is_empty(self.password)) => {
                    Some((
                        "Email or password is missing.",
                        "Use those you sign in to Beszel with.",
                    ))
                }
                _ => None,
            }
        };
        missing.map(|(sentence, way)| Problem::new(sentence, way))
    }

    fn submit(self, app: App) {
        if self.busy.get_untracked() {
            return;
        }
        if let Some(gap) = self.gap() {
            self.problem.set(Some(gap));
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        spawn(async move {
            let result = self.sign_in(app).await;
            // On success this form and its signals are gone.
            self.busy.try_set(false);
            if let Err(problem) = result {
                self.problem.try_set(Some(problem));
            }
        });
    }

    async fn sign_in(self, app: App) -> Result<(), Problem> {
        let (hub, keep) = (self.hub.get_untracked(), self.keep.get_untracked());
        if let Some(step) = self.code_step.get_untracked() {
            return app
                .sign_in_with_code(&step, &self.code.get_untracked())
                .await;
        }
        match self.way.get_untracked() {
            BY_TOKEN => {
                app.sign_in_with_token(&hub, &self.token.get_untracked(), keep)
                    .await
            }
            _ => {
                let (email, password) = (self.email.get_untracked(), self.password.get_untracked());
                if let PasswordStep::CodeNeeded(step) = app
                    .sign_in_with_password(&hub, &email, &password, keep)
                    .await?
                {
                    self.code_step.try_set(Some(step));
                }
                Ok(())
            }
        }
    }

    /// Checks the hub in the URL field when the field loses the focus.
    fn ask(self, app: App) {
        let hub = self.hub.get_untracked();
        if hub.trim().is_empty() {
            self.probe.set(Probe::Nothing);
            return;
        }
        self.probe.set(Probe::Asking);
        spawn(async move {
            let answer = match app.ask_hub(&hub).await {
                Ok(facts) => Probe::Answered(facts),
                Err(problem) => Probe::Failed(problem),
            };
            let still_asked = self
                .hub
                .try_with_untracked(|now| *now == hub)
                .unwrap_or(false);
            if still_asked {
                self.probe.try_set(answer);
            }
        });
    }
}

#[component]
pub fn ConnectForm(problem: Option<Problem>, explore: Callback<()>) -> impl IntoView {
    let app = App::expect();
    let form = SignInForm::new(problem);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.submit(app);
    };
    view! {
        <form novalidate on:submit=on_submit aria-label="Connect to a hub">
            {optional(move || form.problem.get().map(|problem| view! { <Notice tone=Tone::Critical problem=problem /> }))}
            {dynamic(move || match form.code_step.get() {
                Some(step) => view! { <CodeFields form=form step=step /> }.into_any(),
                None => view! { <SignInFields form=form explore=explore /> }.into_any(),
            })}
        </form>
    }
}

#[component]
fn SignInFields(form: SignInForm, explore: Callback<()>) -> impl IntoView {
    let app = App::expect();
    view! {
        <div class="group">
            <Field
                id="hub-url"
                label="Hub URL"
                kind="url"
                autocomplete="url"
                placeholder="https://beszel.home.example"
                value=form.hub
                good=flag(move || matches!(form.probe.get(), Probe::Answered(_)))
                invalid=flag(move || matches!(form.probe.get(), Probe::Failed(_)))
                on_done=Callback::new(move |()| form.ask(app))
            />
            <HubHint probe=form.probe />
        </div>
        <Segments label="Sign in with" class="segments" options=WAYS.to_vec() chosen=form.way />
        {dynamic(move || match form.way.get() {
            BY_TOKEN => view! { <TokenFields form=form /> }.into_any(),
            _ => view! { <PasswordFields form=form /> }.into_any(),
        })}
        <label class="check">
            <input type="checkbox" prop:checked=form.keep on:change=move |event| form.keep.set(event_target_checked(&event)) />
            "Keep me signed in on this device"
        </label>
        <div class="go">
            <Submit busy=form.busy idle_word="Connect" busy_word="Connecting…" />
            <Button class="button quiet" label=Signal::stored("Explore the demo".to_owned()) on_press=explore />
        </div>
    }
}

#[component]
fn Submit(busy: RwSignal<bool>, idle_word: &'static str, busy_word: &'static str) -> impl IntoView {
    view! {
        <button type="submit" class="button primary" disabled=flag(move || busy.get())>
            {text(move || if busy.get() { busy_word } else { idle_word }.to_owned())}
        </button>
    }
}

/// One line about the hub in the URL field.
#[component]
fn HubHint(probe: RwSignal<Probe>) -> impl IntoView {
    let tone = sometimes(move || matches!(probe.get(), Probe::Answered(_)).then_some("good"));
    let words = text(move || match probe.get() {
        Probe::Nothing => "The address you open Beszel with, sub-path included.".to_owned(),
        Probe::Asking => "Asking…".to_owned(),
        Probe::Answered(facts) if facts.password => format!(
            "✓ {} answers: sign in with a token or a password",
            facts.host
        ),
        Probe::Answered(facts) => format!(
            "✓ {} answers: sign in with a token; password sign-in is off there",
            facts.host
        ),
        // A single line, so that nothing below moves; the error on submit says what to do.
        Probe::Failed(problem) => problem.sentence,
    });
    view! {
        <p class="hint" data-tone=tone role="status">
            {words}
        </p>
    }
}

#[component]
fn TokenFields(form: SignInForm) -> impl IntoView {
    view! {
        <Field id="api-token" label="API token" kind="password" autocomplete="off" value=form.token />
        <details>
            <summary>"Where do I get one? A read-only user is enough."</summary>
            <ol>
                <li>"In Beszel’s PocketBase admin (your hub’s address followed by /_/) open the collection users and create a user with the role readonly and verified ticked."</li>
                <li>"In the collection systems add that user to the field users of every system it may see."</li>
                <li>"Back in the admin, open the user’s menu, choose Impersonate, give a long duration, and paste the token here."</li>
            </ol>
        </details>
    }
}

#[component]
fn PasswordFields(form: SignInForm) -> impl IntoView {
    view! {
        <Field id="email" label="Email" kind="email" autocomplete="username" value=form.email />
        <Field id="password" label="Password" kind="password" autocomplete="current-password" value=form.password />
    }
}

#[component]
fn CodeFields(form: SignInForm, step: CodeStep) -> impl IntoView {
    let back = Callback::new(move |()| {
        form.code_step.set(None);
        form.code.set(String::new());
        form.problem.set(None);
    });
    view! {
        <p class="lead">{format!("The hub sent a code to {}. It is valid for three minutes.", step.email())}</p>
        <Field id="code" label="One-time code" autocomplete="one-time-code" value=form.code />
        <div class="go">
            <Submit busy=form.busy idle_word="Sign in" busy_word="Signing in…" />
            <Button class="button quiet" label=Signal::stored("Back".to_owned()) on_press=back />
        </div>
    }
}
