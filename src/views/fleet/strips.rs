//! The small graphics of the overview: the bar of states, and racks as strips.

use leptos::prelude::*;

use crate::domain::decimal::decimal;
use crate::domain::fleet::{RackStrip, StateCount, StripDevice, bar_shares};
use crate::views::ui::dynamic::dynamic;

/// Height of a rack unit and width of a strip, in the strip's pixels.
const UNIT: f64 = 4.25;
const WIDTH: f64 = 100.0;

/// The shares of the states. The counts below the bar say the same in text.
pub fn state_bar(counts: Memo<Vec<StateCount>>) -> AnyView {
    dynamic(move || {
        let shares = counts.with(|counts| bar_shares(counts));
        let parts: Vec<_> = shares
            .into_iter()
            .map(|share| {
                view! {
                    <rect
                        data-health=share.health.as_str()
                        x=decimal(share.from, 2)
                        y="0"
                        width=decimal((share.length - 0.4).max(0.2), 2)
                        height="10"
                    />
                }
            })
            .collect();
        view! {
            <svg class="state-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                {parts}
            </svg>
        }
        .into_any()
    })
}

/// The front of a rack: down is solid and wide, warnings are tinted; stale, lost and missing are dashed.
pub fn rack_strip(strip: Memo<Option<RackStrip>>) -> AnyView {
    dynamic(move || {
        strip.with(|strip| {
            let Some(strip) = strip else {
                return ().into_any();
            };
            let height = f64::from(strip.units) * UNIT;
            let devices: Vec<_> = strip
                .devices
                .iter()
                .map(|device| device_view(device, height))
                .collect();
            let view_box = format!(
                "-2 -2 {} {}",
                decimal(WIDTH + 4.0, 0),
                decimal(height + 4.0, 2)
            );
            view! {
                <svg class="strip" viewBox=view_box aria-hidden="true">
                    {devices}
                </svg>
            }
            .into_any()
        })
    })
}

fn device_view(device: &StripDevice, rack: f64) -> AnyView {
    const EDGE: f64 = 2.0;
    let half = UNIT / 2.0;
    let area = device.area;
    let [left, width, bottom, high] =
        [area.left, area.width, area.bottom, area.height].map(f64::from);
    let top = rack - (bottom + high) * half;
    let height = (high * half - 0.7).max(0.8);
    let x = EDGE + left * (WIDTH - 2.0 * EDGE);
    // Keeps neighbors apart.
    let gap = if width < 1.0 { 0.8 } else { 0.0 };
    let width = (width * (WIDTH - 2.0 * EDGE) - gap).max(1.0);
    let rect = |class: &'static str, width: f64| {
        view! {
            <rect
                class=class
                x=decimal(x, 2)
                y=decimal(top, 2)
                width=decimal(width, 2)
                height=decimal(height, 2)
                rx="0.6"
            />
        }
    };
    let faded = device.is_faded.then_some("");
    let Some(health) = device.health else {
        return view! { <g data-faded=faded>{rect("passive", width)}</g> }.into_any();
    };
    let mark = (width / 4.0).min(3.0);
    let line = device.cpu.map(|cpu| {
        let middle = decimal(top + height / 2.0, 2);
        let room = (width - mark - 9.0).max(0.0);
        let length = decimal(f64::from(cpu.min(100)) / 100.0 * room, 1);
        let from = decimal(x + mark + 4.0, 1);
        view! { <path class="cpu" d=format!("M{from} {middle}h{length}") /> }
    });
    view! {
        <g data-health=health.as_str() data-faded=faded>
            {rect("body", width)} {rect("mark", mark)} {line}
        </g>
    }
    .into_any()
}
