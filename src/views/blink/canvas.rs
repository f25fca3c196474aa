//! The canvas above the racks on which all movement is painted: no device needs an extra node for it.

use std::cell::RefCell;

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

use crate::domain::health::Level;
use crate::draw::animation::AnimatedDevice;
use crate::draw::area::Area;
use crate::draw::device::animation::{GLOW, TurningFan};
use crate::draw::face::LightOf;
use crate::views::ui::shapes;
use crate::views::ui::style::{pixels, style};

const BLADES: u8 = 4;
/// Maximum pixel density; more would cost more than it shows.
const HIGHEST_DENSITY: f64 = 2.0;

pub struct BlinkCanvas {
    node: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    /// Cached: reading them makes the browser compute styles, too slow for each tick.
    colors: RefCell<BlinkColors>,
}

/// Colors of the theme.
#[derive(Default)]
struct BlinkColors {
    ok: String,
    warn: String,
    critical: String,
    shine: String,
    blades: String,
    /// A segment of a gauge that is not lit.
    dark: String,
}

impl BlinkColors {
    fn of(&self, level: Level) -> &str {
        match level {
            Level::Ok => &self.ok,
            Level::Warn => &self.warn,
            Level::Critical => &self.critical,
        }
    }
}

impl BlinkCanvas {
    /// Creates the canvas in the world, hidden; `None` in a browser without canvases.
    pub fn new(view: &HtmlElement) -> Option<Self> {
        let world = view.query_selector(".world").ok()??;
        let node: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        let context = node.get_context("2d").ok()??.dyn_into().ok()?;
        shapes::set(&node, "class", "blinking");
        shapes::set(&node, "aria-hidden", "true");
        let colors = RefCell::default();
        let canvas = Self {
            node,
            context,
            colors,
        };
        canvas.hide();
        world.append_child(&canvas.node).ok()?;
        Some(canvas)
    }

    pub fn hide(&self) {
        style(&self.node, "display", "none");
    }

    /// Reads the theme's colors again.
    pub fn read_colors(&self) {
        let Ok(Some(style)) = window().get_computed_style(&self.node) else {
            return;
        };
        let color = |token: &str| style.get_property_value(token).unwrap_or_default();
        self.colors.replace(BlinkColors {
            ok: color("--ok"),
            warn: color("--warn"),
            critical: color("--critical"),
            shine: color("--on-heat"),
            blades: color("--rail-hole"),
            dark: color("--rack-line"),
        });
    }

    /// Places the canvas over that part of the world at that zoom, and clears it.
    pub fn put(&self, area: Area, zoom: f64) {
        let density = (window().device_pixel_ratio() * zoom).min(HIGHEST_DENSITY * zoom);
        for (name, length) in [
            ("left", area.x),
            ("top", area.y),
            ("width", area.width),
            ("height", area.height),
        ] {
            style(&self.node, name, &pixels(f64::from(length)));
        }
        let room = |length: f32| (f64::from(length) * density).ceil() as u32;
        self.node.set_width(room(area.width));
        self.node.set_height(room(area.height));
        // Fails only for invalid numbers.
        let (x, y) = (f64::from(area.x), f64::from(area.y));
        let _ = self
            .context
            .set_transform(density, 0.0, 0.0, density, -x * density, -y * density);
        style(&self.node, "display", "block");
    }

    /// Paints a tick, replacing the one before; without motion, only static parts.
    pub fn paint(&self, area: Area, devices: &[AnimatedDevice], tick: u64, is_still: bool) {
        let context = &self.context;
        context.clear_rect(
            f64::from(area.x),
            f64::from(area.y),
            f64::from(area.width),
            f64::from(area.height),
        );
        let colors = self.colors.borrow();
        if !is_still {
            for level in [Level::Ok, Level::Warn, Level::Critical] {
                context.set_global_alpha(0.5);
                context.set_fill_style_str(colors.of(level));
                self.lights(devices, level, tick, f64::from(GLOW));
                context.set_global_alpha(0.9);
                context.set_fill_style_str(&colors.shine);
                self.lights(devices, level, tick, 0.0);
            }
            context.set_global_alpha(1.0);
            context.set_stroke_style_str(&colors.blades);
            self.fans(devices, tick);
        }
        self.gauges(devices, &colors);
    }

    /// The lights of a level that flash in this tick, as one path.
    fn lights(&self, devices: &[AnimatedDevice], level: Level, tick: u64, around: f64) {
        let context = &self.context;
        context.begin_path();
        for device in devices {
            let (left, top) = corner(device);
            for light in &device.parts.lights {
                if light.level != level || !light.is_on(tick) {
                    continue;
                }
                let (x, y) = (
                    left + f64::from(light.spot.x),
                    top + f64::from(light.spot.y),
                );
                let width = f64::from(light.spot.width) + 2.0 * around;
                let height = match light.spot.of {
                    LightOf::Drive(_) => width,
                    LightOf::Port { .. } => 1.0 + 2.0 * around,
                };
                context.rect(x - width / 2.0, y - height / 2.0, width, height);
            }
        }
        context.fill();
    }

    /// The blades of all fans.
    fn fans(&self, devices: &[AnimatedDevice], tick: u64) {
        let context = &self.context;
        context.begin_path();
        for device in devices {
            for fan in &device.parts.fans {
                self.blades(corner(device), fan, tick);
            }
        }
        context.set_line_width(1.6);
        context.stroke();
    }

    fn blades(&self, (left, top): (f64, f64), fan: &TurningFan, tick: u64) {
        let (x, y) = (left + f64::from(fan.spot.x), top + f64::from(fan.spot.y));
        let (inner, outer) = (
            f64::from(fan.spot.radius) * 0.38,
            f64::from(fan.spot.radius),
        );
        for blade in 0..BLADES {
            let share = f64::from(blade) / f64::from(BLADES);
            let angle = f64::from(fan.angle(tick)) + share * std::f64::consts::TAU;
            let (sin, cos) = angle.sin_cos();
            self.context.move_to(x + cos * inner, y + sin * inner);
            self.context.line_to(x + cos * outer, y + sin * outer);
        }
    }

    fn gauges(&self, devices: &[AnimatedDevice], colors: &BlinkColors) {
        for device in devices {
            let Some(gauge) = &device.parts.gauge else {
                continue;
            };
            let (left, top) = corner(device);
            let lit = colors.of(gauge.level);
            for (segment, is_lit) in gauge.segments() {
                self.context
                    .set_fill_style_str(if is_lit { lit } else { &colors.dark });
                self.context.fill_rect(
                    left + f64::from(segment.x),
                    top + f64::from(segment.y),
                    f64::from(segment.width),
                    f64::from(segment.height),
                );
            }
        }
    }
}

impl Drop for BlinkCanvas {
    fn drop(&mut self) {
        self.node.remove();
    }
}

fn corner(device: &AnimatedDevice) -> (f64, f64) {
    (f64::from(device.corner.0), f64::from(device.corner.1))
}
