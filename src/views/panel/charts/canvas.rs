//! Paints a chart's display list on a canvas, in the colors of the style sheet.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d, CssStyleDeclaration, HtmlCanvasElement};

use crate::draw::chart::Surface;
use crate::draw::chart::plot::{Align, LABEL_SIZE, PlotColumn, PlotInk, PlotMark, PlotPoint};
use crate::draw::chart::svg::hatch_lines;

/// The theme's colors, each read on first use.
pub struct Colors {
    style: Option<CssStyleDeclaration>,
    known: RefCell<Vec<(&'static str, Rc<str>)>>,
}

impl Colors {
    pub fn of(element: &HtmlCanvasElement) -> Self {
        let window = web_sys::window();
        Self {
            style: window.and_then(|window| window.get_computed_style(element).ok().flatten()),
            known: RefCell::default(),
        }
    }

    pub fn get(&self, ink: PlotInk) -> Rc<str> {
        self.property(ink.token())
    }

    fn property(&self, name: &'static str) -> Rc<str> {
        let mut known = self.known.borrow_mut();
        if let Some((_, value)) = known.iter().find(|(other, _)| *other == name) {
            return value.clone();
        }
        let style = self.style.as_ref();
        let value = style.and_then(|style| style.get_property_value(name).ok());
        let value: Rc<str> = value.unwrap_or_default().trim().into();
        known.push((name, value.clone()));
        value
    }
}

/// The size of a canvas on the page, in device pixels.
pub fn surface_of(canvas: &HtmlCanvasElement) -> Surface {
    let density = density();
    let rect = canvas.get_bounding_client_rect();
    Surface {
        width: (rect.width() * density).round() as u32,
        height: (rect.height() * density).round() as u32,
        density: density as f32,
    }
}

/// Paints the marks made for the canvas's size.
pub fn paint(canvas: &HtmlCanvasElement, marks: impl FnOnce(Surface) -> Vec<PlotMark>) {
    paint_over(canvas, surface_of(canvas), &Colors::of(canvas), marks);
}

/// Like [`paint`], with a given size and colors.
pub fn paint_over(
    canvas: &HtmlCanvasElement,
    surface: Surface,
    colors: &Colors,
    marks: impl FnOnce(Surface) -> Vec<PlotMark>,
) {
    clear(canvas, surface);
    let marks = marks(surface);
    paint_marks(canvas, &marks, colors, surface.density);
}

/// Clears the canvas. Setting a size would make the browser reset all state of the canvas, including its font.
fn clear(canvas: &HtmlCanvasElement, Surface { width, height, .. }: Surface) {
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    } else if let Some(context) = context_of(canvas) {
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
    }
}

/// Device pixels per CSS pixel.
pub fn density() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio())
}

/// Paints the marks on a separate canvas, on the page's background. Returns `None` if the browser cannot allocate it.
pub async fn png(marks: Vec<PlotMark>, colors: Colors, surface: Surface) -> Option<Blob> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(surface.width);
    canvas.set_height(surface.height);
    let context = context_of(&canvas)?;
    context.set_fill_style_str(&colors.property("--panel"));
    context.fill_rect(
        0.0,
        0.0,
        f64::from(surface.width),
        f64::from(surface.height),
    );
    paint_marks(&canvas, &marks, &colors, surface.density);
    let promise = js_sys::Promise::new(&mut |resolve, _reject| {
        if canvas.to_blob(&resolve).is_err() {
            let _ = resolve.call1(&JsValue::UNDEFINED, &JsValue::NULL);
        }
    });
    let blob = wasm_bindgen_futures::JsFuture::from(promise).await.ok()?;
    blob.dyn_into().ok()
}

fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

fn paint_marks(canvas: &HtmlCanvasElement, marks: &[PlotMark], colors: &Colors, density: f32) {
    let Some(context) = context_of(canvas) else {
        return;
    };
    context.set_line_join("round");
    context.set_text_baseline("middle");
    let family = colors.property("font-family");
    let family = match &*family {
        "" => "sans-serif",
        family => family,
    };
    context.set_font(&format!("{}px {family}", LABEL_SIZE * density));
    for mark in marks {
        paint_mark(&context, mark, colors, density);
    }
}

fn paint_mark(context: &CanvasRenderingContext2d, mark: &PlotMark, colors: &Colors, density: f32) {
    match mark {
        PlotMark::Line {
            ink,
            width,
            dash,
            points,
        } => {
            let lengths = dash
                .lengths()
                .iter()
                .map(|length| JsValue::from(length * density));
            // Lengths are finite and not negative.
            let _ = context.set_line_dash(&lengths.collect::<js_sys::Array>());
            trace(context, points);
            context.set_stroke_style_str(&colors.get(*ink));
            context.set_line_width(f64::from(*width));
            context.stroke();
        }
        PlotMark::Columns { ink, columns } => {
            let _ = context.set_line_dash(&js_sys::Array::new());
            context.begin_path();
            for PlotColumn { x, top, bottom } in columns {
                let x = f64::from(*x);
                context.move_to(x, f64::from(*top));
                context.line_to(x, f64::from(*bottom));
            }
            context.set_stroke_style_str(&colors.get(*ink));
            context.set_line_width(1.0);
            context.stroke();
        }
        PlotMark::Area {
            ink,
            opacity,
            points,
        } => {
            trace(context, points);
            context.set_global_alpha(f64::from(*opacity));
            context.set_fill_style_str(&colors.get(*ink));
            context.fill();
            context.set_global_alpha(1.0);
        }
        PlotMark::Hatch(area) => {
            let _ = context.set_line_dash(&js_sys::Array::new());
            context.begin_path();
            for (from, to) in hatch_lines(*area, density) {
                context.move_to(f64::from(from.0), f64::from(from.1));
                context.line_to(f64::from(to.0), f64::from(to.1));
            }
            context.set_global_alpha(0.5);
            context.set_stroke_style_str(&colors.get(PlotInk::Faint));
            context.set_line_width(f64::from(density));
            context.stroke();
            context.set_global_alpha(1.0);
        }
        PlotMark::Dot { ink, at, radius } => {
            context.begin_path();
            let (x, y) = (f64::from(at.0), f64::from(at.1));
            // The radius is not negative.
            let _ = context.arc(x, y, f64::from(*radius), 0.0, std::f64::consts::TAU);
            context.set_fill_style_str(&colors.get(*ink));
            context.fill();
        }
        PlotMark::Text {
            ink,
            at,
            align,
            upright,
            text,
        } => {
            context.set_fill_style_str(&colors.get(*ink));
            context.set_text_align(match align {
                Align::Start => "left",
                Align::Middle => "center",
                Align::End => "right",
            });
            let (x, y) = (f64::from(at.0), f64::from(at.1));
            // Finite numbers are taken.
            if *upright {
                context.save();
                let _ = context.translate(x, y);
                let _ = context.rotate(-std::f64::consts::FRAC_PI_2);
                let _ = context.fill_text(text, 0.0, 0.0);
                context.restore();
            } else {
                let _ = context.fill_text(text, x, y);
            }
        }
    }
}

fn trace(context: &CanvasRenderingContext2d, points: &[PlotPoint]) {
    context.begin_path();
    for (index, (x, y)) in points.iter().enumerate() {
        let (x, y) = (f64::from(*x), f64::from(*y));
        if index == 0 {
            context.move_to(x, y);
        } else {
            context.line_to(x, y);
        }
    }
}
