//! What the pages offer while there is no hub.

use leptos::prelude::*;
use leptos_router::hooks::query_signal;

use crate::state::app::App;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::optional;

/// The ways on, as buttons; nothing with a hub.
pub fn ways_to_a_hub(app: App) -> AnyView {
    let (_, set_demo) = query_signal::<String>("demo");
    let connect = Callback::new(move |()| app.leave_local());
    let explore = Callback::new(move |()| set_demo.set(Some(String::new())));
    optional(move || {
        app.is_local().then(|| {
            view! {
                <div class="ways-on">
                    <Button class="button accent" label="Connect a hub" on_press=connect />
                    <Button label="Explore the demo" on_press=explore />
                </div>
            }
        })
    })
}
