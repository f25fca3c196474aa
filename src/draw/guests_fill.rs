//! The colors of the lights of a device's guests: a gradient with a band for each, so that all of them are one shape.

use crate::domain::health::Health;

/// So many lights at most: the worst. Words tell of all guests.
pub const MOST_LIGHTS: usize = 6;
/// From one light's center to the next one's.
pub const PITCH: f32 = 8.0;

/// Names the gradient of a row of lights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GuestsFill {
    /// Where the first light's band begins, in whole pixels.
    from: u16,
    states: [Option<Health>; MOST_LIGHTS],
}

impl GuestsFill {
    /// `from` in whole pixels; the worst state first.
    pub const fn new(from: u16, states: [Option<Health>; MOST_LIGHTS]) -> Self {
        Self { from, states }
    }

    /// The states of the lights, the worst first.
    pub fn states(self) -> impl Iterator<Item = Health> {
        self.states.into_iter().flatten()
    }

    /// The id of its definition: `guests-36-down-ok`.
    pub fn id(self) -> String {
        let mut id = format!("guests-{}", self.from);
        for state in self.states() {
            id.push('-');
            id.push_str(state.as_str());
        }
        id
    }

    /// From where to where the gradient runs, rightwards: a band of one pitch for each light.
    pub fn span(self) -> (f32, f32) {
        let from = f32::from(self.from);
        (from, from + self.states().count().max(1) as f32 * PITCH)
    }

    /// Share of the way and state, two for each band. What is left of the first band has its color.
    pub fn stops(self) -> Vec<(f32, Health)> {
        let count = self.states().count().max(1) as f32;
        let bands = self.states().enumerate();
        bands
            .flat_map(|(band, state)| [(band, state), (band + 1, state)])
            .map(|(edge, state)| (edge as f32 / count, state))
            .collect()
    }
}
