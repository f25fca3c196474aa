//! Input by mouse, pen and finger, and where things are on the page.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::{App, Rect};
use crate::browser::Browser;
use crate::wait::{SOON, until, until_true};

/// In CSS pixels of the page.
pub type Point = (f64, f64);

/// Number of steps of a movement, as a hand does not jump.
const STEPS: u32 = 8;

/// Held modifier keys, with the values of the DevTools protocol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Held {
    #[default]
    Nothing,
    Control,
    Shift,
}

impl Held {
    const fn bits(self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Control => 2,
            Self::Shift => 8,
        }
    }
}

/// A mouse, or a pen that works like one.
pub struct Mouse<'a> {
    browser: &'a Browser,
    kind: &'static str,
    pub held: Held,
    at: Point,
}

/// The points that a drag passes, including the last one.
fn way(from: Point, to: Point) -> impl Iterator<Item = Point> {
    (1..=STEPS).map(move |step| {
        let share = f64::from(step) / f64::from(STEPS);
        (
            from.0 + (to.0 - from.0) * share,
            from.1 + (to.1 - from.1) * share,
        )
    })
}

impl<'a> Mouse<'a> {
    pub fn new(app: &'a App) -> Self {
        Self {
            browser: app.browser(),
            kind: "mouse",
            held: Held::Nothing,
            at: (0.0, 0.0),
        }
    }

    pub fn pen(app: &'a App) -> Self {
        Self {
            kind: "pen",
            ..Self::new(app)
        }
    }

    async fn send(&self, what: &str, at: Point, button: &str, buttons: u8) -> Result<()> {
        let event = json!({
            "type": what, "x": at.0, "y": at.1, "button": button, "buttons": buttons, "clickCount": 1,
            "modifiers": self.held.bits(), "pointerType": self.kind,
        });
        let sent = self.browser.devtools("Input.dispatchMouseEvent", event);
        sent.await.map(drop)
    }

    /// Moves without a pressed button.
    pub async fn move_to(&mut self, to: Point) -> Result<()> {
        self.at = to;
        self.send("mouseMoved", to, "none", 0).await
    }

    /// Presses the primary button.
    pub async fn press(&mut self, at: Point) -> Result<()> {
        self.send("mouseMoved", at, "none", 0).await?;
        self.at = at;
        self.send("mousePressed", at, "left", 1).await
    }

    /// Moves with the button pressed.
    pub async fn drag_to(&mut self, to: Point) -> Result<()> {
        for at in way(self.at, to) {
            self.send("mouseMoved", at, "left", 1).await?;
        }
        self.at = to;
        Ok(())
    }

    pub async fn release(&mut self) -> Result<()> {
        self.send("mouseReleased", self.at, "left", 0).await
    }

    /// Presses and releases the secondary button as well.
    pub async fn press_other(&mut self) -> Result<()> {
        self.send("mousePressed", self.at, "right", 3).await?;
        self.send("mouseReleased", self.at, "right", 1).await
    }

    pub async fn click(&mut self, at: Point) -> Result<()> {
        self.press(at).await?;
        self.release().await
    }

    pub async fn drag(&mut self, from: Point, to: Point) -> Result<()> {
        self.press(from).await?;
        self.drag_to(to).await?;
        self.release().await
    }
}

/// A finger on a touch screen.
pub struct Finger<'a> {
    browser: &'a Browser,
    at: Point,
}

impl<'a> Finger<'a> {
    pub async fn new(app: &'a App) -> Result<Self> {
        let browser = app.browser();
        let screen = json!({ "enabled": true, "maxTouchPoints": 5 });
        browser
            .devtools("Emulation.setTouchEmulationEnabled", screen)
            .await?;
        Ok(Self {
            browser,
            at: (0.0, 0.0),
        })
    }

    async fn send(&self, what: &str, points: &[Point]) -> Result<()> {
        let points: Vec<Value> = points
            .iter()
            .enumerate()
            .map(|(id, at)| json!({ "x": at.0, "y": at.1, "id": id }))
            .collect();
        let event = json!({ "type": what, "touchPoints": points });
        let sent = self.browser.devtools("Input.dispatchTouchEvent", event);
        sent.await.map(drop)
    }

    pub async fn touch(&mut self, at: Point) -> Result<()> {
        self.at = at;
        self.send("touchStart", &[at]).await
    }

    /// A second finger touches the screen.
    pub async fn join(&mut self, second: Point) -> Result<()> {
        self.send("touchStart", &[self.at, second]).await
    }

    pub async fn drag_to(&mut self, to: Point) -> Result<()> {
        for at in way(self.at, to) {
            self.send("touchMove", &[at]).await?;
        }
        self.at = to;
        Ok(())
    }

    pub async fn lift(&mut self) -> Result<()> {
        self.send("touchEnd", &[]).await
    }

    pub async fn tap(&mut self, at: Point) -> Result<()> {
        self.touch(at).await?;
        self.lift().await
    }
}

/// What is shown during a drag.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Ghost {
    /// The words beside the pointer.
    pub words: String,
    pub is_blocked: bool,
    /// Where it would be placed; `None` while it is over nothing.
    pub place: Option<Rect>,
}

impl App {
    /// The placed device with this name.
    pub async fn device_named(&self, name: &str) -> Result<crate::app::Device> {
        let start = format!("{name}, ");
        until(&format!("a device {name:?}"), SOON, async || {
            let devices = self.devices().await?;
            Ok(devices
                .into_iter()
                .find(|device| device.label.starts_with(&start)))
        })
        .await
    }

    /// The device's rectangle once the canvas is at rest.
    pub async fn resting(&self, name: &str) -> Result<Rect> {
        let mut before = None;
        until(&format!("{name:?} at rest"), SOON, async || {
            let place = self.device_named(name).await?.place;
            let is_moving = self.count(".view[data-moving]").await? > 0;
            let rests = before.replace(place) == Some(place) && !is_moving;
            Ok(rests.then_some(place))
        })
        .await
    }

    /// Waits until the device's name continues with this place: `Rack A unit 18`.
    pub async fn wait_for_place(&self, name: &str, place: &str) -> Result<()> {
        let wanted = format!("{name}, {place}");
        until_true(&format!("{wanted:?}"), SOON, async || {
            let devices = self.devices().await?;
            Ok(devices.iter().any(|device| {
                device.label == wanted || device.label.starts_with(&format!("{wanted},"))
            }))
        })
        .await
    }

    /// The middle of a unit of a rack, derived from the 1 U devices in its two highest units; the top unit is 24.
    pub async fn unit_of(&self, rack: &str, unit: u16) -> Result<Point> {
        let (first, second) = match rack {
            "Rack A" => ("Patch panel A", "USW-Pro-24"),
            "Rack B" => ("core-sw", "Cable brush"),
            _ => ("Patch panel C", "access-sw"),
        };
        // Both at once, as the canvas may be moving.
        let (first, second) = until("the top of the rack", SOON, async || {
            let devices = self.devices().await?;
            let place = |name: &str| {
                let start = format!("{name}, ");
                let found = devices.iter().find(|one| one.label.starts_with(&start));
                found.map(|device| device.place)
            };
            Ok(place(first).zip(place(second)))
        })
        .await?;
        let below = f64::from(24 - unit) * (second.y - first.y);
        let (x, y) = first.center();
        Ok((x, y + below))
    }

    /// The current drag as it is shown; `None` if there is none.
    pub async fn ghost(&self) -> Result<Option<Ghost>> {
        let script = r"
            const label = document.querySelector('.drag-label');
            if (!label) return null;
            const shown = [...document.querySelectorAll('.drop-ghost')].find((e) => e.getAttribute('d'));
            const place = shown && (({ x, y, width, height }) => ({ x, y, width, height }))(shown.getBoundingClientRect());
            return { words: label.textContent, is_blocked: label.hasAttribute('data-blocked'), place: place ?? null };
        ";
        let ghost = self.browser().run(script, Vec::new()).await?;
        Ok(serde_json::from_value(ghost)?)
    }

    pub async fn wait_for_ghost(&self, words: &str) -> Result<Ghost> {
        until(&format!("{words:?} at the pointer"), SOON, async || {
            let ghost = self.ghost().await?;
            Ok(ghost.filter(|ghost| ghost.words == words))
        })
        .await
    }

    /// Waits until no drag is under way and no trace of it is left.
    pub async fn wait_for_no_drag(&self) -> Result<()> {
        let script = "return document.querySelectorAll('.drag-layer, .drag-label, .picking, [data-moving].device').length;";
        until_true("nothing on its way", SOON, async || {
            Ok(self.browser().run(script, Vec::new()).await? == 0)
        })
        .await
    }

    /// The names of the selected devices, in document order.
    pub async fn selected(&self) -> Result<Vec<String>> {
        let script = r"
            return [...document.querySelectorAll('[data-device-id][data-selected]')]
                .map((e) => e.getAttribute('aria-label').split(',')[0]);
        ";
        let names = self.browser().run(script, Vec::new()).await?;
        Ok(serde_json::from_value(names)?)
    }

    pub async fn wait_for_selected(&self, wanted: &[&str]) -> Result<()> {
        until_true(&format!("{wanted:?} selected"), SOON, async || {
            Ok(self.selected().await? == wanted)
        })
        .await
    }

    /// Waits for the last announcement.
    pub async fn wait_for_word(&self, wanted: &str) -> Result<()> {
        until_true(&format!("{wanted:?} announced"), SOON, async || {
            let script = r"
                return [...document.querySelectorAll('[role=status], [role=alert], [aria-live]')].map((e) => e.textContent.trim());
            ";
            let said: Vec<String> =
                serde_json::from_value(self.browser().run(script, Vec::new()).await?)?;
            Ok(said.iter().any(|words| words == wanted))
        })
        .await
    }

    /// Searches the palette; returns the point where the type with this slug can be grabbed.
    pub async fn offered(&self, words: &str, slug: &str) -> Result<Point> {
        let search = r"
            const field = document.querySelector('.palette input[type=search]');
            if (!field) return;
            field.value = arguments[0];
            field.dispatchEvent(new Event('input', { bubbles: true }));
        ";
        let entry = r"
            const entry = document.querySelector(`.pick[data-type='${arguments[0]}']`);
            entry?.scrollIntoView({ block: 'center' });
            if (!entry) return null;
            const { x, y, height } = entry.getBoundingClientRect();
            return [x + 30, y + height / 2];
        ";
        self.browser().run(search, vec![json!(words)]).await?;
        let found = until(&format!("{slug:?} in the palette"), SOON, async || {
            let found = self.browser().run(entry, vec![json!(slug)]).await?;
            Ok((!found.is_null()).then_some(found))
        })
        .await?;
        serde_json::from_value(found).context("where the entry is")
    }

    /// Searches the palette for a type by its name; returns the slug of its entry.
    pub async fn offered_as(&self, name: &str) -> Result<Option<String>> {
        let script = r"
            const field = document.querySelector('.palette input[type=search]');
            field.value = arguments[0];
            field.dispatchEvent(new Event('input', { bubbles: true }));
            const entries = [...document.querySelectorAll('.pick[data-type]')];
            return entries.find((e) => e.textContent.includes(arguments[0]))?.dataset.type ?? null;
        ";
        let slug = self.browser().run(script, vec![json!(name)]).await?;
        Ok(slug.as_str().map(str::to_owned))
    }

    /// The focused element: its accessible name, otherwise its tag.
    pub async fn focused(&self) -> Result<String> {
        let script = "
            const e = document.activeElement;
            const said = e?.matches('[role=menuitem]') ? e.querySelector(':scope > span')?.textContent : null;
            return e?.getAttribute('aria-label') ?? said ?? e?.tagName ?? '';
        ";
        let focused = self.browser().run(script, Vec::new()).await?;
        Ok(focused.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the device with this name has the focus.
    pub async fn wait_for_focus(&self, name: &str) -> Result<()> {
        let start = format!("{name}, ");
        until_true(&format!("the focus on {name:?}"), SOON, async || {
            Ok(self.focused().await?.starts_with(&start))
        })
        .await
    }
}
