//! The choice of how to notify the user of systems that go down or come back while the page is not visible.

use leptos::prelude::*;

use crate::domain::notifications::NotificationPermission;
use crate::state;
use crate::state::app::App;
use crate::state::notifications::{NotificationMethod, Notifications};
use crate::views::ui::dynamic::{flag, optional};

#[component]
pub fn NotificationChoices() -> impl IntoView {
    let app = App::expect();
    let refused = RwSignal::new(None::<&'static str>);
    let has = move |method| flag(move || app.inner().notifications.has(method));
    let notify = move |event| {
        let is_on = event_target_checked(&event);
        state::spawn(async move {
            let permission = if is_on {
                Notifications::ask().await
            } else {
                NotificationPermission::Granted
            };
            let is_on = is_on && permission == NotificationPermission::Granted;
            app.inner()
                .notifications
                .set(NotificationMethod::Notification, is_on);
            // The list may be closed by now.
            let _ = refused.try_set(permission.refusal());
        });
    };
    let sound = move |event| {
        let is_on = event_target_checked(&event);
        app.inner()
            .notifications
            .set(NotificationMethod::Sound, is_on);
    };
    view! {
        // A click on a choice keeps the list open.
        <fieldset class="notice-choices" on:click=|event| event.stop_propagation()>
            <legend>"When systems go down or come back"</legend>
            <label class="check">
                <input type="checkbox" prop:checked=has(NotificationMethod::Notification) on:change=notify />
                <span>"Show a notification"</span>
            </label>
            <label class="check">
                <input type="checkbox" prop:checked=has(NotificationMethod::Sound) on:change=sound />
                <span>"Play a sound"</span>
            </label>
            {optional(move || refused.get().map(|words| view! { <p role="status">{words}</p> }))}
        </fieldset>
    }
}
