//! Input that counts every click, drag and key of a task.

use std::fmt;

use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::prelude::*;

use crate::app::{App, Rect};
use crate::pointer::{Mouse, Point};
use crate::wait::{SOON, until};

/// The effort of a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    pub clicks: usize,
    pub drags: usize,
    /// Each key pressed, including held ones. A letter is one key.
    pub keys: usize,
}

impl Effort {
    pub const fn all(self) -> usize {
        self.clicks + self.drags + self.keys
    }
}

impl fmt::Display for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            clicks,
            drags,
            keys,
        } = self;
        write!(
            f,
            "{} ({clicks} clicks, {drags} drags, {keys} keys)",
            self.all()
        )
    }
}

pub struct CountedInput<'a> {
    app: &'a App,
    mouse: Mouse<'a>,
    pub effort: Effort,
}

impl<'a> CountedInput<'a> {
    pub fn new(app: &'a App) -> Self {
        Self {
            app,
            mouse: Mouse::new(app),
            effort: Effort::default(),
        }
    }

    pub async fn click_at(&mut self, at: Point) -> Result<()> {
        self.effort.clicks += 1;
        self.mouse.click(at).await
    }

    /// Clicks the first match of a selector once it is at rest.
    pub async fn click(&mut self, selector: &str) -> Result<()> {
        let at = self.place_of(selector, "").await?.center();
        self.click_at(at).await
    }

    /// The same for a match that contains these words.
    pub async fn click_on(&mut self, selector: &str, words: &str) -> Result<()> {
        let at = self.place_of(selector, words).await?.center();
        self.click_at(at).await
    }

    pub async fn drag(&mut self, from: Point, to: Point) -> Result<()> {
        self.effort.drags += 1;
        self.mouse.drag(from, to).await
    }

    /// Presses a key with others held.
    pub async fn key(&mut self, held: &[Key], key: impl Into<TypingData>) -> Result<()> {
        self.effort.keys += 1 + held.len();
        self.app.key(held, key).await
    }

    pub async fn write(&mut self, words: &str) -> Result<()> {
        self.effort.keys += words.chars().count();
        self.app.key(&[], words).await
    }

    /// The place of the first element with these words, once it is in view and at rest.
    pub async fn place_of(&self, selector: &str, words: &str) -> Result<Rect> {
        let script = r"
            const found = [...document.querySelectorAll(arguments[0])]
                .find((e) => e.checkVisibility() && `${e.textContent} ${e.getAttribute('aria-label') ?? ''}`.includes(arguments[1]));
            if (!found || document.querySelector('.view[data-moving]')) return null;
            const { x, y, width, height } = found.getBoundingClientRect();
            const seen = document.elementFromPoint(x + width / 2, y + height / 2);
            return seen && (found.contains(seen) || seen.contains(found)) ? { x, y, width, height } : null;
        ";
        let mut before = None;
        let arguments = || vec![json!(selector), json!(words)];
        until(&format!("{words:?} in {selector}"), SOON, async || {
            let found = self.app.browser().run(script, arguments()).await?;
            let place: Option<Rect> =
                serde_json::from_value(found).context("where something is")?;
            let rests = place.is_some() && before.replace(place) == Some(place);
            Ok(place.filter(|_| rests))
        })
        .await
    }
}
