//! The start page: what the app is, the sign-in form, the demo.

mod form;
mod picture;

use leptos::prelude::*;
use leptos_router::hooks::query_signal;

use self::form::ConnectForm;
use crate::domain::problem::Problem;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::views::bar::ThemeButton;
use crate::views::ui::button::Button;
use crate::views::ui::icon::Logo;
use crate::views::ui::shapes;
use crate::views::ui::style_sheet::adopt;

lazy_part!(start: pub fn load_start() -> fn(Option<Problem>) -> AnyView = start);

/// The page, with the problem that led back to it.
fn start(problem: Option<Problem>) -> AnyView {
    adopt(include_str!("../../../style/forms.css"));
    adopt(include_str!("../../../style/connect.css"));
    view! { <StartScreen problem=problem /> }.into_any()
}

#[component]
fn StartScreen(problem: Option<Problem>) -> impl IntoView {
    let app = App::expect();
    let (_, set_demo) = query_signal::<String>("demo");
    let explore = Callback::new(move |()| set_demo.set(Some(String::new())));
    view! {
        <main class="connect">
            <div class="pitch">
                <div class="masthead">
                    <Logo />
                    <ThemeButton />
                </div>
                <h1>"Your racks as they stand, alive."</h1>
                <p class="lead">
                    "Draw your racks, link each box to your own Beszel hub, and see what is hot, full or down right where it is."
                </p>
                <ConnectForm problem=problem explore=explore />
                <div class="local">
                    <Button
                        class="button quiet"
                        label="Draw racks without a hub"
                        on_press=Callback::new(move |()| app.open_local(None))
                    />
                    <p class="hint">"They are saved in this browser. You can copy them to a hub later."</p>
                </div>
                <p class="promise">
                    "Runs in this browser only. The token goes to your hub and nowhere else; no account, no tracking, no server of ours."
                </p>
            </div>
            <Picture />
        </main>
    }
}

/// A sample rack, drawn by the same code as real ones.
#[component]
fn Picture() -> impl IntoView {
    let group = NodeRef::<leptos::svg::G>::new();
    let picture = picture::picture();
    let view_box = format!("0 0 {} {}", picture.width, picture.height);
    let devices = picture.devices;
    group.on_load(move |group: web_sys::SvgElement| {
        for device in &devices {
            picture::mount(&group, device, shapes::append);
        }
    });
    view! {
        <div class="picture" aria-hidden="true">
            <div class="tilt">
                <svg viewBox=view_box>
                    <g node_ref=group></g>
                </svg>
            </div>
            <div class="caption">
                <b>"ml-box · CPU 93 % for 6 min"</b>
                <span>"GPU 94 % · 78 °C · load 24.1"</span>
            </div>
        </div>
    }
}
