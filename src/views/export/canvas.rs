//! Paints a sheet on a separate canvas and encodes it as a PNG.

use std::collections::HashMap;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, CanvasRenderingContext2d, CanvasWindingRule, HtmlCanvasElement, ImageBitmap, Path2d,
};

use crate::domain::ids::PictureId;
use crate::draw::area::Area;
use crate::draw::export::mark::{Anchor, Group, Mark, Paint, Stroke, Text, TextPlace};
use crate::draw::export::sheet::Sheet;
use crate::draw::export::svg::FONTS;

/// The pictures on a sheet.
pub type Bitmaps = HashMap<PictureId, ImageBitmap>;

/// Paints the sheet in that many pixels. Returns `None` if the browser cannot allocate the canvas.
pub async fn png(sheet: &Sheet, (width, height): (u32, u32), bitmaps: &Bitmaps) -> Option<Blob> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let painter = CanvasPainter { context, bitmaps };
    let scale = f64::from(width) / f64::from(sheet.width.max(1.0));
    painter.sheet(sheet, scale).ok()?;
    blob_of(&canvas).await
}

/// The browser returns null if the canvas is too large.
async fn blob_of(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let promise = js_sys::Promise::new(&mut |resolve, _reject| {
        if canvas.to_blob(&resolve).is_err() {
            let _ = resolve.call1(&JsValue::UNDEFINED, &JsValue::NULL);
        }
    });
    let blob = wasm_bindgen_futures::JsFuture::from(promise).await.ok()?;
    blob.dyn_into().ok()
}

type Painted = Result<(), JsValue>;

struct CanvasPainter<'a> {
    context: CanvasRenderingContext2d,
    bitmaps: &'a Bitmaps,
}

impl CanvasPainter<'_> {
    fn sheet(&self, sheet: &Sheet, scale: f64) -> Painted {
        self.context.scale(scale, scale)?;
        if let Some(color) = sheet.background {
            self.context.set_fill_style_str(&color.hex());
            let (width, height) = (f64::from(sheet.width), f64::from(sheet.height));
            self.context.fill_rect(0.0, 0.0, width + 1.0, height + 1.0);
        }
        self.context.set_line_join("round");
        sheet.groups.iter().try_for_each(|group| self.group(group))
    }

    fn group(&self, group: &Group) -> Painted {
        self.context.save();
        self.context
            .translate(f64::from(group.x), f64::from(group.y))?;
        for mark in &group.marks {
            match mark {
                Mark::Path {
                    data,
                    lowered,
                    fill,
                    stroke,
                } => {
                    self.context.save();
                    self.context.translate(0.0, f64::from(*lowered))?;
                    self.path(data, fill.as_ref(), stroke.as_ref())?;
                    self.context.restore();
                }
                Mark::Text(text) => self.text(text)?,
                Mark::Picture { picture, area } => self.picture(*picture, area)?,
            }
        }
        self.context.restore();
        Ok(())
    }

    fn picture(&self, picture: PictureId, area: &Area) -> Painted {
        let Some(bitmap) = self.bitmaps.get(&picture) else {
            return Ok(());
        };
        let whole = area.filled_by(bitmap.width() as f32, bitmap.height() as f32);
        let place = |area: &Area| {
            let Area {
                x,
                y,
                width,
                height,
            } = *area;
            [x, y, width, height].map(f64::from)
        };
        self.context.save();
        self.context.begin_path();
        let [x, y, width, height] = place(area);
        self.context.rect(x, y, width, height);
        self.context.clip();
        let [x, y, width, height] = place(&whole);
        self.context
            .draw_image_with_image_bitmap_and_dw_and_dh(bitmap, x, y, width, height)?;
        self.context.restore();
        Ok(())
    }

    fn path(&self, data: &str, fill: Option<&Paint>, stroke: Option<&Stroke>) -> Painted {
        let path = Path2d::new_with_path_string(data)?;
        let (beneath, above) = match stroke {
            Some(stroke) if stroke.beneath => (Some(stroke), None),
            other => (None, other),
        };
        if let Some(stroke) = beneath {
            self.stroke(&path, stroke)?;
        }
        if let Some(paint) = fill {
            self.fill_with(paint)?;
            self.context
                .fill_with_path_2d_and_winding(&path, CanvasWindingRule::Evenodd);
        }
        if let Some(stroke) = above {
            self.stroke(&path, stroke)?;
        }
        Ok(())
    }

    fn fill_with(&self, paint: &Paint) -> Painted {
        match paint {
            Paint::Solid(color) => self.context.set_fill_style_str(&color.hex()),
            Paint::Gradient(gradient) => {
                let [x1, y1, x2, y2] = gradient.points().map(f64::from);
                let filling = self.context.create_linear_gradient(x1, y1, x2, y2);
                for (offset, color) in &gradient.stops {
                    filling.add_color_stop(offset.clamp(0.0, 1.0), &color.hex())?;
                }
                self.context.set_fill_style_canvas_gradient(&filling);
            }
        }
        Ok(())
    }

    fn stroke(&self, path: &Path2d, stroke: &Stroke) -> Painted {
        let dashes = js_sys::Array::new();
        if let Some(dash) = stroke.dash {
            dashes.push(&JsValue::from_f64(f64::from(dash)));
        }
        self.context.set_line_dash(&dashes)?;
        self.context.set_stroke_style_str(&stroke.color.hex());
        self.context.set_line_width(f64::from(stroke.width));
        self.context.set_global_alpha(f64::from(stroke.opacity));
        self.context.stroke_with_path(path);
        self.context.set_global_alpha(1.0);
        Ok(())
    }

    fn text(&self, text: &Text) -> Painted {
        let weight = if text.bold { "600 " } else { "" };
        self.context
            .set_font(&format!("{weight}{}px {FONTS}", text.size));
        self.context.set_text_align(match text.anchor {
            Anchor::Start => "start",
            Anchor::End => "end",
        });
        self.context.set_fill_style_str(&text.color.hex());
        self.context.save();
        if text.turned {
            self.context.rotate(std::f64::consts::FRAC_PI_2)?;
        }
        match &text.place {
            TextPlace::Run { x, y, text } => {
                self.context.fill_text(text, f64::from(*x), f64::from(*y))?;
            }
            TextPlace::Glyphs(glyphs) => {
                for (run, x, y) in glyphs.runs() {
                    self.context.fill_text(run, f64::from(x), f64::from(y))?;
                }
            }
        }
        self.context.restore();
        Ok(())
    }
}
