//! Width limits of the panel's sheet beside the racks.

/// In CSS pixels.
pub const USUAL_WIDTH: f64 = 560.0;
const NARROWEST: f64 = 380.0;
const WIDEST: f64 = 1_200.0;
/// Minimum width of the window that is left for the racks.
const LEFT_FOR_RACKS: f64 = 360.0;
/// Change per press of an arrow key on the grip.
pub const STEP: f64 = 24.0;

/// The allowed width closest to the wanted one in a window of that width, in whole pixels. If there is no room for both, the minimum
/// width of the sheet.
pub fn fitting_width(wanted: f64, window: f64) -> f64 {
    let most = (window - LEFT_FOR_RACKS).clamp(NARROWEST, WIDEST);
    if wanted.is_finite() {
        wanted.clamp(NARROWEST, most).round()
    } else {
        USUAL_WIDTH.min(most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_racks_keep_their_room() {
        let cases = [
            (560.0, 1600.0, 560.0),
            (9_000.0, 1280.0, 920.0),
            (0.0, 1600.0, 380.0),
            (560.0, 720.0, 380.0),
            (1_500.0, 4_000.0, 1_200.0),
            (f64::NAN, 1_600.0, 560.0),
        ];
        for (wanted, window, width) in cases {
            assert_eq!(fitting_width(wanted, window), width, "{wanted} of {window}");
        }
    }
}
