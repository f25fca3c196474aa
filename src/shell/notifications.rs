//! Browser notifications, and a sound.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AudioContext, Notification, NotificationOptions};

use crate::domain::notifications::NotificationPermission;

/// Whether the page may show notifications.
pub fn permission() -> NotificationPermission {
    if js_sys::Reflect::has(&js_sys::global(), &"Notification".into()).unwrap_or(false) {
        match Notification::permission() {
            web_sys::NotificationPermission::Granted => NotificationPermission::Granted,
            web_sys::NotificationPermission::Denied => NotificationPermission::Denied,
            _ => NotificationPermission::NotAsked,
        }
    } else {
        NotificationPermission::Unsupported
    }
}

/// Asks for permission, unless it was decided before. Must be called in response to an input.
pub async fn ask() -> NotificationPermission {
    if permission() == NotificationPermission::NotAsked
        && let Ok(answer) = Notification::request_permission()
    {
        // What was answered is read below.
        let _ = JsFuture::from(answer).await;
    }
    permission()
}

/// Shows a notification; a click on it brings the page to the front. Does nothing without permission.
pub fn show(title: &str, body: &str) {
    if permission() != NotificationPermission::Granted {
        return;
    }
    let options = NotificationOptions::new();
    options.set_body(body);
    options.set_icon("icon.svg");
    // Some browsers only let a service worker show notifications.
    let Ok(shown) = Notification::new_with_options(title, &options) else {
        return;
    };
    let to_front = Closure::once_into_js(|| {
        if let Some(window) = web_sys::window() {
            // The browser may refuse to raise the window.
            let _ = window.focus();
        }
    });
    shown.set_onclick(Some(to_front.unchecked_ref()));
}

/// Duration of each tone, in seconds.
const TONE: f64 = 0.18;
const VOLUME: f32 = 0.12;

/// Plays two tones: falling for bad news, otherwise rising. Browsers play nothing before the first input on the page.
pub fn chime(is_bad: bool) {
    let tones = if is_bad {
        [660.0, 440.0]
    } else {
        [440.0, 660.0]
    };
    // A machine without sound stays silent.
    let _ = play(tones);
}

fn play([first, second]: [f32; 2]) -> Result<(), JsValue> {
    let context = AudioContext::new()?;
    let (source, volume) = (context.create_oscillator()?, context.create_gain()?);
    let now = context.current_time();
    let end = now + 2.0 * TONE;
    source.frequency().set_value_at_time(first, now)?;
    source.frequency().set_value_at_time(second, now + TONE)?;
    volume.gain().set_value_at_time(VOLUME, now)?;
    // Without fading out it would end with a click.
    volume.gain().linear_ramp_to_value_at_time(0.0, end)?;
    source.connect_with_audio_node(&volume)?;
    volume.connect_with_audio_node(&context.destination())?;
    source.start()?;
    source.stop_with_when(end)?;
    let close = Closure::once_into_js(move || {
        // Fails only if it is closed already.
        let _ = context.close();
    });
    source.set_onended(Some(close.unchecked_ref()));
    Ok(())
}
