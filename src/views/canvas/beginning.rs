//! The first steps offered by a layout without racks.

use leptos::prelude::*;

use crate::state::app::App;
use crate::views::actions;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::optional;

pub fn beginning() -> AnyView {
    view! { <Beginning /> }.into_any()
}

#[component]
fn Beginning() -> impl IntoView {
    let app = App::expect();
    let run = move |id: &'static str| Callback::new(move |()| actions::run(app, id));
    let has_systems = Memo::new(move |_| {
        let inner = app.inner();
        inner.live.track_systems();
        inner.document.snapshot().track();
        app.missing_systems() > 0
    });
    view! {
        <div class="ways" role="group" aria-label="Begin">
            <Button class="button accent" label="Add a rack" on_press=run("new-rack") />
            {optional(move || {
                has_systems.get().then(|| view! { <Button label="From the hub" on_press=run("build-from-hub") /> })
            })}
            <Button label="From a template" on_press=run("templates") />
            <Button label="Open a file" on_press=run("open-file") />
            {optional(move || {
                let connect = Callback::new(move |()| app.leave_local());
                app.is_local().then(|| view! { <Button label="Connect a hub" on_press=connect /> })
            })}
        </div>
    }
}
