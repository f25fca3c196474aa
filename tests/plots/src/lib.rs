//! Our charts on their own page. Empty when built for another target than the browser.
#![cfg(target_arch = "wasm32")]

use std::sync::Arc;

use blinkenrack::domain::charts::reading::{Chart, ChartReading, Track as ChartLine};
use blinkenrack::domain::charts::unit::ChartUnit;
use blinkenrack::domain::series::rows::Window;
use blinkenrack::domain::units::Millis;
use blinkenrack::state::app::App;
use blinkenrack::views::panel::charts::alone::{ChartOfWindow, charts_alone};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

const NAMES: [&str; 3] = ["one", "two", "three"];

/// A chart that is on the page until it is freed.
#[wasm_bindgen]
pub struct ShownChart {
    shown: ArcRwSignal<Arc<ChartOfWindow>>,
    repaint: ArcTrigger,
    step: i64,
    _handle: UnmountHandle<AnyViewState>,
}

type AnyViewState = <AnyView as Render>::State;

#[wasm_bindgen]
impl ShownChart {
    /// Lines of values that are `step` milliseconds apart and end at `until`: the values of one line after those of the other.
    #[wasm_bindgen(constructor)]
    pub fn new(place: HtmlElement, values: &[f64], step: f64, until: f64) -> ShownChart {
        let (step, until) = (step as i64, until as i64);
        let count = values.len() / NAMES.len();
        let tracks = NAMES.iter().zip(values.chunks(count.max(1)));
        let tracks = tracks.map(|(name, values)| ChartLine {
            name: (*name).to_owned(),
            readings: (1..=count as i64)
                .rev()
                .zip(values)
                .map(|(back, value)| reading(until - (back - 1) * step, step, *value))
                .collect(),
        });
        let chart = Chart {
            id: "compared".to_owned(),
            title: "Compared".to_owned(),
            unit: ChartUnit::Plain,
            tracks: tracks.collect(),
            whole: None,
            limits: Vec::new(),
            alerts: &[],
        };
        let window = Window {
            from: Millis(until - (count as i64 - 1) * step),
            until: Millis(until),
        };
        let shown = ArcRwSignal::new(Arc::new(ChartOfWindow {
            chart: Arc::new(chart),
            window,
        }));
        let repaint = ArcTrigger::new();
        let (values, again) = (shown.clone(), repaint.clone());
        let handle = mount_to(place, move || {
            let app = App::provide();
            let theme = app.inner().theme.clone();
            Effect::new(move |before: Option<()>| {
                again.track();
                if before.is_some() {
                    theme.notify();
                }
            });
            charts_alone(values)
        });
        Self {
            shown,
            repaint,
            step,
            _handle: handle,
        }
    }

    /// Repaints the same values.
    pub fn redraw(&self) {
        self.repaint.notify();
    }

    /// Appends a value to each line; the oldest values are dropped.
    pub fn push(&self, one: f64, two: f64, three: f64) {
        let step = self.step;
        self.shown.update(|shown| {
            let shown = Arc::make_mut(shown);
            let until = shown.window.until.plus(step);
            let chart = Arc::make_mut(&mut shown.chart);
            for (track, value) in chart.tracks.iter_mut().zip([one, two, three]) {
                track.readings.remove(0);
                track.readings.push(reading(until.0, step, value));
            }
            shown.window = Window {
                from: shown.window.from.plus(step),
                until,
            };
        });
    }
}

fn reading(at: i64, step: i64, value: f64) -> ChartReading {
    ChartReading {
        at: Millis(at),
        step,
        value,
        peak: None,
    }
}
