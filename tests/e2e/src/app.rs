//! The app's screens as a person sees them: fields by label, buttons by text, devices in their racks.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::{Key, TypingData};

use crate::browser::Browser;
use crate::wait::{SOON, until, until_true};

/// Helpers for all scripts on the page: visibility and accessible names.
const LOOK: &str = r"
    const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const text = (e) => e.textContent.replace(/\s+/g, ' ').trim();
    const told = (e) => {
        const copy = e.cloneNode(true);
        for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove();
        return text(copy);
    };
    const name = (e) => (e.getAttribute('aria-label') ?? (e.matches('[role=menuitem]') ? told(e) : text(e))).trim();
    const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
";

/// A placed device, as markup and assistive technology describe it.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Device {
    pub device: String,
    /// Empty if it has no link.
    pub system: String,
    pub health: String,
    pub label: String,
    pub place: Rect,
}

/// A rectangle on the page, in CSS pixels from the top left.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    pub fn center(self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    pub fn middle(self) -> (i64, i64) {
        let (x, y) = self.center();
        (x as i64, y as i64)
    }

    fn moved_down(self, by: f64) -> Self {
        Self {
            y: self.y + by,
            ..self
        }
    }

    fn overlaps(self, other: Self) -> bool {
        let apart = |from: f64, size: f64, other_from: f64, other_size: f64| {
            from + size <= other_from + 1.0 || other_from + other_size <= from + 1.0
        };
        !apart(self.x, self.width, other.x, other.width)
            && !apart(self.y, self.height, other.y, other.height)
    }

    fn lies_within(self, other: Self) -> bool {
        self.y >= other.y && self.y + self.height <= other.y + other.height
    }
}

pub struct App {
    browser: Browser,
    url: String,
}

impl App {
    pub fn new(browser: Browser, url: &str) -> Self {
        Self {
            browser,
            url: url.to_owned(),
        }
    }

    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// The browser, and the app's address.
    pub fn into_parts(self) -> (Browser, String) {
        (self.browser, self.url)
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Opens the app with a query such as `?demo`, or an empty one.
    pub async fn open(&self, query: &str) -> Result<()> {
        let url = format!("{}{query}", self.url);
        self.browser.driver().goto(url).await?;
        self.browser.keep_errors().await
    }

    pub async fn reload(&self) -> Result<()> {
        self.browser.driver().refresh().await?;
        self.browser.keep_errors().await
    }

    async fn look(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.browser
            .run(&format!("{LOOK}{script}"), arguments)
            .await
    }

    async fn find(&self, what: &str, script: &str, wanted: &str) -> Result<WebElement> {
        let script = format!("{LOOK}{script}");
        let driver = self.browser.driver();
        until(what, SOON, async || {
            let found = driver.execute(script.as_str(), vec![json!(wanted)]).await?;
            Ok(found.element().ok())
        })
        .await
    }

    /// The visible field with this label.
    pub async fn field(&self, label: &str) -> Result<WebElement> {
        // Fields behind an open dialog cannot be typed in.
        let script = "const open = document.querySelector('dialog[open]') ?? document.body;
            return all('input, select, textarea').find((e) => open.contains(e) && [...e.labels].some((l) => shown(l) && text(l).startsWith(arguments[0])));";
        self.find(&format!("a field {label:?}"), script, label)
            .await
    }

    /// Replaces the text of the field with this label.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let field = self.field(label).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// The visible button, link or choice with this name.
    pub async fn button(&self, says: &str) -> Result<WebElement> {
        let script = "return all('button, a, summary, [role=button], [role=radio], [role=tab], [role=menuitem], label').find((e) => name(e) === arguments[0]);";
        self.find(&format!("a button {says:?}"), script, says).await
    }

    pub async fn press(&self, says: &str) -> Result<()> {
        let button = self.button(says).await?;
        button
            .click()
            .await
            .with_context(|| format!("pressing {says:?}"))
    }

    /// Presses a key with others held down, wherever the focus is.
    pub async fn key(&self, held: &[Key], key: impl Into<TypingData>) -> Result<()> {
        let mut actions = self.browser.actions();
        for key in held {
            actions = actions.key_down(key.clone());
        }
        actions = actions.send_keys(key);
        for key in held {
            actions = actions.key_up(key.clone());
        }
        Ok(actions.perform().await?)
    }

    /// Opens the context menu by the right button, in the middle of the system's device.
    pub async fn open_menu_of(&self, system: &str) -> Result<()> {
        let (x, y) = self.device_of(system).await?.place.middle();
        let actions = self.browser.actions();
        Ok(actions.move_to(x, y).context_click().perform().await?)
    }

    /// All visible text of the page.
    pub async fn text(&self) -> Result<String> {
        let text = self
            .browser
            .run("return document.body.innerText;", Vec::new());
        Ok(text.await?.as_str().unwrap_or_default().to_owned())
    }

    pub async fn wait_for_text(&self, wanted: &str, limit: Duration) -> Result<()> {
        let wanted = wanted.to_lowercase();
        until_true(&format!("the text {wanted:?}"), limit, async || {
            Ok(self.text().await?.to_lowercase().contains(&wanted))
        })
        .await
    }

    /// Waits for text in a visible `role=alert` element, and returns it.
    pub async fn alert(&self) -> Result<String> {
        until("an alert", SOON, async || {
            let found = self.look(
                "return all('[role=alert]').map(text).join(' ');",
                Vec::new(),
            );
            let said = found.await?.as_str().unwrap_or_default().to_owned();
            Ok((!said.is_empty()).then_some(said))
        })
        .await
    }

    /// The state of the connection to the hub: `none`, `connecting`, `live`, `lost` or `demo`.
    pub async fn hub_state(&self) -> Result<String> {
        let state = self.browser.run(
            "return document.documentElement.dataset.hub ?? '';",
            Vec::new(),
        );
        Ok(state.await?.as_str().unwrap_or_default().to_owned())
    }

    pub async fn wait_for_hub(&self, state: &str, limit: Duration) -> Result<()> {
        until_true(&format!("data-hub={state:?}"), limit, async || {
            Ok(self.hub_state().await? == state)
        })
        .await
    }

    /// All placed devices in document order.
    pub async fn devices(&self) -> Result<Vec<Device>> {
        let script = r"
            const place = ({ x, y, width, height }) => ({ x, y, width, height });
            return [...document.querySelectorAll('[data-device-id]')].map((e) => ({
                device: e.dataset.deviceId, system: e.dataset.systemId ?? '', health: e.dataset.health ?? '',
                label: e.getAttribute('aria-label') ?? '', place: place(e.getBoundingClientRect()),
            }));
        ";
        Ok(serde_json::from_value(
            self.look(script, Vec::new()).await?,
        )?)
    }

    /// Waits for the device linked to this system.
    pub async fn device_of(&self, system: &str) -> Result<Device> {
        until(&format!("a device of {system}"), SOON, async || {
            let devices = self.devices().await?;
            Ok(devices.into_iter().find(|device| device.system == system))
        })
        .await
    }

    /// Waits until the system's device is as wanted; returns how long it took.
    pub async fn wait_for_device(
        &self,
        system: &str,
        what: &str,
        limit: Duration,
        wanted: impl Fn(&Device) -> bool,
    ) -> Result<Duration> {
        let began = Instant::now();
        until_true(
            &format!("{what} on the device of {system}"),
            limit,
            async || {
                let devices = self.devices().await?;
                Ok(devices
                    .iter()
                    .any(|device| device.system == system && wanted(device)))
            },
        )
        .await?;
        Ok(began.elapsed())
    }

    /// Clicks the middle of the device that is linked to that system, which opens its panel.
    pub async fn open_panel(&self, system: &str) -> Result<Panel<'_>> {
        let (x, y) = self.device_of(system).await?.place.middle();
        let actions = self.browser.actions();
        actions.move_to(x, y).click().perform().await?;
        let panel = Panel { app: self };
        until_true("the panel", SOON, async || panel.is_open().await).await?;
        Ok(panel)
    }

    /// Drags the system's device to a free place in its rack.
    pub async fn drag_to_free_place(&self, system: &str) -> Result<()> {
        let device = self.device_of(system).await?;
        let (distance, place) = self.free_place(&device).await?;
        let (x, y) = place.middle();
        let mut actions = self.browser.actions().move_to(x, y).click_and_hold();
        const STEPS: i64 = 8;
        for step in 1..=STEPS {
            actions = actions.move_to(x, y + (distance * step as f64 / STEPS as f64) as i64);
        }
        Ok(actions.release().perform().await?)
    }

    /// The distance down (or up, if negative) to the nearest free place of the device's size, and the device's current rectangle.
    async fn free_place(&self, device: &Device) -> Result<(f64, Rect)> {
        let script = r"
            const { x, y, width, height } = document.querySelector(`[data-device-id='${arguments[0]}']`)
                .closest('[data-rack-id]').querySelector(':scope > svg').getBoundingClientRect();
            return { x, y, width, height };
        ";
        let rack = self.look(script, vec![json!(device.device)]).await?;
        let rack: Rect = serde_json::from_value(rack)?;
        let others: Vec<Rect> = self
            .devices()
            .await?
            .into_iter()
            .filter(|other| other.device != device.device)
            .map(|other| other.place)
            .collect();
        let height = device.place.height;
        // Not at the very top or bottom, where the rack's frame is.
        let inside = Rect {
            y: rack.y + height,
            height: rack.height - 2.0 * height,
            ..rack
        };
        let on_screen = |place: Rect| place.y >= 0.0 && place.y + height <= 1000.0;
        let distance = (1..50)
            .flat_map(|units| [f64::from(units), f64::from(-units)])
            .map(|units| units * height)
            .find(|distance| {
                let place = device.place.moved_down(*distance);
                place.lies_within(inside)
                    && on_screen(place)
                    && !others.iter().any(|other| place.overlaps(*other))
            });
        Ok((distance.context("no free place in the rack")?, device.place))
    }

    pub async fn theme(&self) -> Result<String> {
        let script = "return document.documentElement.dataset.theme ?? '';";
        let theme = self.browser.run(script, Vec::new()).await?;
        Ok(theme.as_str().unwrap_or_default().to_owned())
    }

    /// Switches to `light` or `dark` if necessary.
    pub async fn switch_theme(&self, theme: &str) -> Result<()> {
        if self.theme().await? == theme {
            return Ok(());
        }
        self.press(&format!("Switch to {theme} theme")).await?;
        until_true("the theme", SOON, async || Ok(self.theme().await? == theme)).await
    }

    /// Fills in the first page for a hub and a token, and presses Connect.
    pub async fn connect_by_token(&self, hub: &str, token: &str) -> Result<()> {
        self.fill("Hub URL", hub).await?;
        self.press("API token").await?;
        self.fill("API token", token).await?;
        self.press("Connect").await
    }

    /// Fills in the first page for a hub, an email and a password, and presses Connect.
    pub async fn connect_by_password(&self, hub: &str, email: &str, password: &str) -> Result<()> {
        self.fill("Hub URL", hub).await?;
        self.press("Password").await?;
        self.fill("Email", email).await?;
        self.fill("Password", password).await?;
        self.press("Connect").await
    }

    /// Fails if any device looks as if its values were verified.
    pub async fn nothing_is_vouched_for(&self) -> Result<()> {
        for device in self.devices().await? {
            ensure!(
                !["ok", "warn", "critical"].contains(&device.health.as_str()),
                "{device:?} looks as if the hub were there"
            );
        }
        Ok(())
    }
}

/// The panel beside the racks for one device.
pub struct Panel<'a> {
    app: &'a App,
}

impl Panel<'_> {
    pub async fn is_open(&self) -> Result<bool> {
        let open = self
            .app
            .look("return all('aside.panel').length === 1;", Vec::new());
        Ok(open.await?.as_bool().unwrap_or_default())
    }

    pub async fn heading(&self) -> Result<String> {
        let script = "return text(all('aside.panel :is(h1, h2, h3)')[0]);";
        let heading = self.app.look(script, Vec::new()).await?;
        Ok(heading.as_str().unwrap_or_default().to_owned())
    }

    /// The value in the row with this name; empty if there is no such row.
    pub async fn row(&self, name: &str) -> Result<String> {
        let script = r"
            const term = all('aside.panel dt').find((e) => text(e) === arguments[0]);
            return term ? text(term.nextElementSibling) : '';
        ";
        let value = self.app.look(script, vec![json!(name)]).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    pub async fn wait_for_row(&self, name: &str, wanted: &str, limit: Duration) -> Result<()> {
        until_true(&format!("{name}: {wanted}"), limit, async || {
            Ok(self.row(name).await?.contains(wanted))
        })
        .await
    }

    /// The target of "Open in Beszel".
    pub async fn link(&self) -> Result<String> {
        let link = self.app.button("Open in Beszel").await?;
        let target = link.attr("target").await?.unwrap_or_default();
        let rel = link.attr("rel").await?.unwrap_or_default();
        ensure!(
            target == "_blank" && rel.contains("noopener"),
            "the link opens in place or hands over its opener: target={target:?} rel={rel:?}"
        );
        Ok(link.attr("href").await?.unwrap_or_default())
    }
}
