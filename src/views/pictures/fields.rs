//! The pictures of a type in its form: choose, drop, preview or remove.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::{DragEvent, File, FileList};

use crate::domain::ids::PictureId;
use crate::domain::pictures::PictureSide;
use crate::state::app::App;
use crate::state::files::Address;
use crate::state::spawn;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{effect, optional};
use crate::views::ui::style_sheet::adopt;

/// The pictures chosen for each side.
#[derive(Clone, Copy)]
pub struct PictureChoice {
    pub front: RwSignal<Option<PictureId>>,
    pub rear: RwSignal<Option<PictureId>>,
    /// The number of pictures being read; the form waits for them.
    pub reading: RwSignal<u32>,
    /// The object URL of the front's picture, once it is read.
    pub front_address: RwSignal<Option<Arc<Address>>>,
}

pub(super) fn fields(choice: PictureChoice) -> AnyView {
    adopt(include_str!("../../../style/pictures.css"));
    view! {
        <div class="pictures wide">
            <PictureField side=PictureSide::Front value=choice.front reading=choice.reading shown=choice.front_address />
            <PictureField side=PictureSide::Rear value=choice.rear reading=choice.reading shown=RwSignal::new(None) />
        </div>
    }
    .into_any()
}

#[component]
fn PictureField(
    side: PictureSide,
    value: RwSignal<Option<PictureId>>,
    reading: RwSignal<u32>,
    shown: RwSignal<Option<Arc<Address>>>,
) -> impl IntoView {
    let app = App::expect();
    let (id, label, name) = match side {
        PictureSide::Front => (
            "type-front-picture",
            "Front picture",
            "Picture of the front",
        ),
        PictureSide::Rear => ("type-rear-picture", "Rear picture", "Picture of the rear"),
    };
    let problem = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let take = move |files: Option<FileList>| {
        let file: Option<File> = files.and_then(|files| files.get(0));
        if let Some(input) = input.get_untracked() {
            // Allows the same file to be chosen again.
            input.set_value("");
        }
        let Some(file) = file.filter(|_| !is_busy.get_untracked()) else {
            return;
        };
        is_busy.set(true);
        reading.update(|reading| *reading += 1);
        problem.set(None);
        spawn(async move {
            let kept = app.keep_chosen_picture(file).await;
            // The form may be closed by now.
            let _ = match kept {
                Ok(picture) => value.try_set(Some(picture)).map(drop),
                Err(error) => problem.try_set(Some(format!("{error}."))).map(drop),
            };
            let _ = is_busy.try_set(false);
            let _ = reading.try_update(|reading| *reading -= 1);
        });
    };
    let on_drop = move |event: DragEvent| {
        // Otherwise the page would open it as a layout.
        event.prevent_default();
        event.stop_propagation();
        take(event.data_transfer().and_then(|data| data.files()));
    };
    let remove = Callback::new(move |()| {
        problem.set(None);
        value.set(None);
    });
    follow_address(app, value, shown);
    view! {
        <div class="field small picture" on:drop=on_drop>
            <label for=id>{label}</label>
            <input
                id=id
                type="file"
                accept="image/png,image/jpeg,image/webp"
                node_ref=input
                on:change=move |_| take(input.get_untracked().and_then(|input| input.files()))
            />
            {optional(move || {
                shown
                    .get()
                    .map(|address| {
                        view! {
                            <span class="shown">
                                <img src=address.as_str().to_owned() alt=name />
                                <Button label=Signal::stored(format!("Remove the {} picture", side.word())) on_press=remove />
                            </span>
                        }
                    })
            })}
            {optional(move || is_busy.get().then(|| view! { <p class="hint" role="status">"Reading the picture…"</p> }))}
            {optional(move || {
                problem.get().map(|words| view! { <p class="notice" data-tone="warn" role="alert">{words}</p> })
            })}
        </div>
    }
}

/// Updates the object URL of the chosen picture.
fn follow_address(
    app: App,
    value: RwSignal<Option<PictureId>>,
    shown: RwSignal<Option<Arc<Address>>>,
) {
    effect(move || {
        let Some(picture) = value.get() else {
            shown.set(None);
            return;
        };
        spawn(async move {
            let file = app.kept_picture(picture).await;
            if value.try_get_untracked() == Some(Some(picture)) {
                let address =
                    file.and_then(|file| Address::of(file.kind.media_type(), &file.bytes));
                // The form may be closed by now.
                let _ = shown.try_set(address.map(Arc::new));
            }
        });
    });
}
