//! The openings of connectors. Sizes are in pixels at the scale of a 19-inch rack: about three quarters of a millimeter each;
//! small connectors are slightly enlarged.

use crate::domain::layout::Connector;
use crate::draw::path::PathBuilder;

/// Width and height of an opening, and the gap to the next one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) gap: f32,
}

pub(super) const fn size(connector: Connector) -> Size {
    let (width, height, gap) = match connector {
        Connector::Rj45 => (7.6, 7.0, 1.9),
        Connector::Sfp | Connector::SfpPlus => (9.6, 6.2, 1.9),
        Connector::Qsfp => (12.6, 6.6, 2.4),
        Connector::Keystone => (9.0, 9.6, 1.6),
        Connector::Lc => (8.4, 5.4, 2.2),
        Connector::Coax => (7.0, 7.0, 3.0),
        Connector::UsbA => (8.0, 3.8, 2.6),
        Connector::UsbC => (6.6, 3.0, 2.6),
        Connector::Serial | Connector::Vga => (12.0, 6.0, 3.0),
        Connector::Hdmi | Connector::DisplayPort => (8.4, 3.8, 2.8),
        Connector::IecC13 => (11.0, 8.6, 3.4),
        Connector::IecC19 => (13.0, 10.0, 3.6),
        Connector::Schuko => (15.0, 15.0, 4.0),
        Connector::Nema => (10.0, 11.0, 3.6),
        Connector::Other => (7.6, 6.4, 1.9),
    };
    Size { width, height, gap }
}

/// Position of a connector, and its scale.
#[derive(Clone, Copy, Debug)]
pub(super) struct ConnectorPlacement {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) across: f32,
    pub(super) down: f32,
    /// Connectors with a latch are upside down in the upper of two rows.
    pub(super) upside_down: bool,
}

/// Cuts one connector's opening.
pub(super) fn cut(connector: Connector, placement: ConnectorPlacement, cuts: &mut PathBuilder) {
    let size = size(connector);
    let pen = &mut Pen {
        placement,
        size,
        cuts,
    };
    match connector {
        Connector::Rj45 => rj45(pen, 0.0, 0.0, size.width, size.height),
        Connector::Sfp => {
            pen.rectangle(0.0, 0.0, size.width, size.height);
            pen.rectangle(3.2, 0.9, 3.2, 1.1);
        }
        Connector::SfpPlus => {
            pen.rectangle(0.0, 0.0, size.width, size.height);
            pen.rectangle(1.6, 0.9, 2.2, 1.1);
            pen.rectangle(5.8, 0.9, 2.2, 1.1);
        }
        Connector::Qsfp => {
            pen.rectangle(0.0, 0.0, size.width, size.height);
            pen.rectangle(2.4, 0.9, 7.8, 1.2);
        }
        Connector::Keystone => {
            pen.rectangle(0.0, 0.0, size.width, size.height);
            pen.rectangle(0.8, 0.8, size.width - 1.6, size.height - 1.6);
            rj45(pen, 1.8, 2.0, 5.4, 5.4);
        }
        Connector::Lc => {
            for x in [0.0, 4.4] {
                pen.rectangle(x, 0.0, 4.0, size.height);
                pen.rectangle(x + 1.2, 1.7, 1.6, 2.0);
            }
        }
        Connector::Coax => {
            pen.dot(3.5, 3.5, 3.5);
            pen.dot(3.5, 3.5, 2.3);
            pen.dot(3.5, 3.5, 0.9);
        }
        Connector::UsbA => {
            pen.rectangle(0.0, 0.0, size.width, size.height);
            pen.rectangle(1.2, 0.8, size.width - 2.4, 1.1);
        }
        Connector::UsbC => pen.rounded(0.0, 0.0, size.width, size.height, 1.5),
        Connector::Serial => d_sub(pen, &[(1.8, 5), (3.4, 4)]),
        Connector::Vga => d_sub(pen, &[(1.4, 5), (2.6, 5), (3.8, 5)]),
        Connector::Hdmi => {
            let (w, h) = (size.width, size.height);
            pen.steps(0.0, 0.0, &[w, 2.4, -1.2, h - 2.4, 2.4 - w, 2.4 - h, -1.2]);
            pen.rectangle(1.8, 1.0, w - 3.6, 0.9);
        }
        Connector::DisplayPort => {
            let (w, h) = (size.width, size.height);
            pen.steps(0.0, 0.0, &[w, h, 1.6 - w, -1.4, -1.6]);
            pen.rectangle(1.6, 1.0, w - 3.2, 0.9);
        }
        Connector::IecC13 => {
            let (w, h) = (size.width, size.height);
            pen.steps(1.8, 0.0, &[w - 3.6, 1.8, 1.8, h - 1.8, -w, 1.8 - h, 1.8]);
            pen.rectangle(w / 2.0 - 0.6, 1.6, 1.2, 2.4);
            pen.rectangle(2.4, 4.2, 1.2, 2.4);
            pen.rectangle(w - 3.6, 4.2, 1.2, 2.4);
        }
        Connector::IecC19 => {
            let (w, h) = (size.width, size.height);
            pen.rectangle(0.0, 0.0, w, h);
            pen.rectangle(w / 2.0 - 1.3, 1.9, 2.6, 1.2);
            pen.rectangle(2.2, 6.4, 2.6, 1.2);
            pen.rectangle(w - 4.8, 6.4, 2.6, 1.2);
        }
        Connector::Schuko => {
            let r = size.width / 2.0;
            pen.dot(r, r, r);
            pen.rectangle(r - 1.2, 0.9, 2.4, 1.6);
            pen.rectangle(r - 1.2, size.height - 2.5, 2.4, 1.6);
            pen.dot(r - 3.2, r, 1.2);
            pen.dot(r + 3.2, r, 1.2);
        }
        Connector::Nema => {
            pen.rounded(0.0, 0.0, size.width, size.height, 2.4);
            pen.rectangle(2.4, 2.2, 1.2, 3.2);
            pen.rectangle(6.4, 2.2, 1.2, 3.2);
            pen.dot(5.0, 7.8, 1.2);
        }
        Connector::Other => pen.rectangle(0.0, 0.0, size.width, size.height),
    }
}

/// A socket with its characteristic latch.
fn rj45(pen: &mut Pen, x: f32, y: f32, width: f32, height: f32) {
    let (latch, side) = (height * 0.2, width * 0.3);
    let body = height - latch;
    let middle = width - 2.0 * side;
    pen.steps(x, y, &[width, body, -side, latch, -middle, -latch, -side]);
}

/// A D-sub shell with rows of pins: the y position and the number of pins of each row.
fn d_sub(pen: &mut Pen, rows: &[(f32, u8)]) {
    let size = pen.size;
    pen.rounded(0.0, 0.0, size.width, size.height, 2.4);
    for (y, pins) in rows {
        let left = size.width / 2.0 - f32::from(*pins - 1) * 0.9;
        for pin in 0..*pins {
            pen.rectangle(left + f32::from(pin) * 1.8 - 0.4, *y, 0.8, 0.8);
        }
    }
}

/// Draws in the coordinates of the connector.
struct Pen<'a> {
    placement: ConnectorPlacement,
    size: Size,
    cuts: &'a mut PathBuilder,
}

impl Pen<'_> {
    /// Converts a y position from the connector's upper edge, or from its lower one if it is upside down.
    fn y(&self, y: f32, height: f32) -> f32 {
        let from_top = if self.placement.upside_down {
            self.size.height - y - height
        } else {
            y
        };
        self.placement.y + from_top * self.placement.down
    }

    fn x(&self, x: f32) -> f32 {
        self.placement.x + x * self.placement.across
    }

    fn rectangle(&mut self, x: f32, y: f32, width: f32, height: f32) {
        let ConnectorPlacement { across, down, .. } = self.placement;
        let (x, y) = (self.x(x), self.y(y, height));
        self.cuts.rectangle(x, y, width * across, height * down);
    }

    fn rounded(&mut self, x: f32, y: f32, width: f32, height: f32, radius: f32) {
        let ConnectorPlacement { across, down, .. } = self.placement;
        let (x, y) = (self.x(x), self.y(y, height));
        let radius = radius * across.min(down);
        self.cuts
            .rounded(x, y, width * across, height * down, radius);
    }

    fn dot(&mut self, x: f32, y: f32, radius: f32) {
        let (x, y) = (self.x(x), self.y(y, 0.0));
        self.cuts.dot(x, y, radius * self.placement.across);
    }

    fn steps(&mut self, x: f32, y: f32, steps: &[f32]) {
        let (x, y) = (self.x(x), self.y(y, 0.0));
        let ConnectorPlacement { across, down, .. } = self.placement;
        let down = if self.placement.upside_down {
            -down
        } else {
            down
        };
        self.cuts.steps(x, y, steps, across, down);
    }
}
