//! The small pictures of the overview: the bar of states, and racks as strips.

use leptos::prelude::*;

use crate::domain::decimal::decimal;
use crate::domain::fleet::{RackStrip, StateCount, StripDevice, bar_shares};
use crate::views::ui::dynamic::dynamic;

/// A unit of a rack, and the width of a strip, in the strip's pixels.
const UNIT: f64 = 4.25;
const WIDTH: f64 = 100.0;

/// How the systems are shared out among the states. The counts below it say the same in words.
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

/// The front of a rack: what is down is solid and wide, warnings are tinted, what is not heard is dashed.
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
    let half = UNIT / 2.0;
    let top = rack - f64::from(device.bottom + device.height) * half;
    let height = (f64::from(device.height) * half - 0.7).max(0.8);
    let place = |x: f64, width: f64| {
        (
            decimal(x, 2),
            decimal(top, 2),
            decimal(width, 2),
            decimal(height, 2),
        )
    };
    let Some(health) = device.health else {
        let (x, y, width, height) = place(2.0, WIDTH - 4.0);
        return view! { <rect class="passive" x=x y=y width=width height=height rx="0.6" /> }
            .into_any();
    };
    let (x, y, width, body) = place(2.0, WIDTH - 4.0);
    let (mark_x, mark_y, mark_width, mark_height) = place(2.0, 3.0);
    let line = device.cpu.map(|cpu| {
        let middle = decimal(top + height / 2.0, 2);
        let length = decimal(f64::from(cpu.min(100)) * 0.84, 1);
        view! { <path class="cpu" d=format!("M9 {middle}h{length}") /> }
    });
    view! {
        <g data-health=health.as_str()>
            <rect class="body" x=x y=y width=width height=body rx="0.6" />
            <rect class="mark" x=mark_x y=mark_y width=mark_width height=mark_height rx="0.6" />
            {line}
        </g>
    }
    .into_any()
}
