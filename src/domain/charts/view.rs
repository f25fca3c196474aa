//! The time window of the charts and the moment of their crosshair, as a state machine.

use crate::domain::series::rows::{Window, row_types};
use crate::domain::series::{Range, seconds};
use crate::domain::units::Millis;

/// Minimum length of the window, in milliseconds.
const LEAST_SPAN: i64 = 5 * 60_000;
/// Time between two live values, in milliseconds.
const SECOND: i64 = 1_000;
/// Age of the oldest rows that the hub has, in milliseconds.
const OLDEST: i64 = Range::Month.span();

/// An action of the user, or the passing of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ChartEvent {
    /// Another range was chosen. It ends now, even if zoomed before.
    Range(Range),
    /// Shows the last minutes, second by second. They cannot be zoomed.
    Live,
    /// Time passed, by the hub's clock.
    Tick(Millis),
    /// The pointer is at that share of the width.
    Point(f64),
    Leave,
    /// Marks that moment; if it is outside the window, the shortest range that includes it is shown.
    Show(Millis),
    /// Moves the crosshair by this many steps, to the right if positive.
    Move(i64),
    /// A part of the width was marked: shares from 0 to 1, in any order. The crosshair is gone until the pointer moves.
    ZoomTo(f64, f64),
    /// A factor below 1 zooms in. Without `about`, around the crosshair, else around the middle.
    ZoomBy {
        factor: f64,
        about: Option<f64>,
    },
    /// By shares of the width; to later times if positive.
    Pan(f64),
    Reset,
}

/// The part of time that the charts show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShownTime {
    range: Range,
    is_live: bool,
    /// What was zoomed or panned to; `None` follows the time.
    held: Option<Window>,
    now: Millis,
}

/// In the address, where the last minutes are followed.
const LIVE: &str = "live";

impl ChartEvent {
    /// What an address asks for by that name.
    pub fn named(name: &str) -> Option<Self> {
        if name == LIVE {
            return Some(Self::Live);
        }
        let range = Range::ALL.into_iter().find(|range| range.as_str() == name);
        range.map(Self::Range)
    }
}

impl ShownTime {
    /// What it was chosen by, whatever was zoomed since.
    pub const fn chosen(&self) -> ChartEvent {
        match self.is_live {
            true => ChartEvent::Live,
            false => ChartEvent::Range(self.range),
        }
    }

    /// Its name in the address; empty for the range that the user's charts begin with.
    pub fn name(&self, usual: Range) -> &'static str {
        match self.is_live {
            true => LIVE,
            false if self.range == usual => "",
            false => self.range.as_str(),
        }
    }

    const fn new(range: Range, now: Millis) -> Self {
        Self {
            range,
            is_live: false,
            held: None,
            now,
        }
    }

    pub const fn range(&self) -> Range {
        self.range
    }

    /// Whether the last minutes are shown, second by second.
    pub const fn is_live(&self) -> bool {
        self.is_live
    }

    pub const fn now(&self) -> Millis {
        self.now
    }

    /// The window shown.
    pub fn window(&self) -> Window {
        let span = if self.is_live {
            seconds::KEPT
        } else {
            self.range.span()
        };
        self.held.unwrap_or(Window {
            from: self.now.plus(-span),
            until: self.now,
        })
    }

    /// Whether the right end is now, and new values appear.
    pub const fn is_following(&self) -> bool {
        self.held.is_none()
    }

    /// The row types to read for the window, finest first; none while live.
    pub fn row_types(&self) -> Vec<Range> {
        if self.is_live {
            return Vec::new();
        }
        row_types(self.window(), self.now)
    }

    /// Shows that window, limited to what the hub can have. A window that covers the range up to now follows the time again.
    fn hold(&mut self, from: Millis, until: Millis) {
        let span = until.since(from).clamp(LEAST_SPAN, OLDEST);
        let middle = from.plus(until.since(from) / 2);
        let until = middle.plus(span / 2).min(self.now);
        let oldest = self.now.plus(-OLDEST);
        let from = until.plus(-span).max(oldest);
        let until = from.plus(span);
        let is_whole = until >= self.now && span >= self.range.span();
        self.held = (!is_whole || span > self.range.span()).then_some(Window { from, until });
    }
}

/// The state of the charts of one system.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartView {
    time: ShownTime,
    crosshair: Option<Millis>,
}

impl ChartView {
    pub const fn new(range: Range, now: Millis) -> Self {
        Self {
            time: ShownTime::new(range, now),
            crosshair: None,
        }
    }

    pub const fn time(&self) -> ShownTime {
        self.time
    }

    /// The marked moment; within the window.
    pub const fn crosshair(&self) -> Option<Millis> {
        self.crosshair
    }

    /// The next state.
    #[must_use]
    pub fn step(self, event: ChartEvent) -> Self {
        let mut next = self;
        let ShownTime { range, now, .. } = self.time;
        let window = self.time.window();
        match event {
            ChartEvent::Range(range) => next = Self::new(range, now),
            ChartEvent::Live => {
                next = Self::new(range, now);
                next.time.is_live = true;
            }
            // A clock that is set back must not empty the charts.
            ChartEvent::Tick(now) => next.time.now = now,
            ChartEvent::Point(share) => next.crosshair = Some(window.at(sound(share))),
            ChartEvent::Leave => next.crosshair = None,
            ChartEvent::Show(at) => {
                if !window.contains(at) {
                    let reaches = |range: &&Range| at > now.plus(-range.span());
                    let range = Range::ALL.iter().find(reaches);
                    next = Self::new(range.copied().unwrap_or(Range::Month), now);
                }
                next.crosshair = Some(at);
            }
            ChartEvent::Move(steps) => next.crosshair = Some(self.moved(steps)),
            ChartEvent::ZoomTo(..) | ChartEvent::ZoomBy { .. } | ChartEvent::Pan(_)
                if self.time.is_live => {}
            ChartEvent::ZoomTo(one, other) => {
                let (one, other) = (window.at(sound(one)), window.at(sound(other)));
                next.time.hold(one.min(other), one.max(other));
                // It was where the marked part ends, and the pointer is elsewhere in the new window.
                next.crosshair = None;
            }
            ChartEvent::ZoomBy { factor, about } => next.zoom(factor, about),
            ChartEvent::Pan(shares) if shares.is_finite() => {
                let by = (shares.clamp(-1.0, 1.0) * window.span() as f64) as i64;
                next.time.hold(window.from.plus(by), window.until.plus(by));
            }
            ChartEvent::Pan(_) => {}
            ChartEvent::Reset => next.time.held = None,
        }
        let window = next.time.window();
        next.crosshair = next.crosshair.map(|at| at.clamp(window.from, window.until));
        next
    }

    /// The moment to which keys move the crosshair: from row to row.
    fn moved(&self, steps: i64) -> Millis {
        let window = self.time.window();
        let usual = if self.time.is_live {
            SECOND
        } else {
            LEAST_SPAN
        };
        let types = self.time.row_types();
        let step = types.first().map_or(usual, |range| range.step());
        let from = self.crosshair.unwrap_or(window.until);
        from.plus(steps.clamp(-1_000, 1_000).saturating_mul(step))
    }

    fn zoom(&mut self, factor: f64, about: Option<f64>) {
        if !factor.is_finite() || factor <= 0.0 {
            return;
        }
        let window = self.time.window();
        let marked = self.crosshair.map(|at| window.share_of(at));
        let about = sound(about.or(marked).unwrap_or(0.5));
        let span = window.span() as f64 * factor.clamp(0.05, 20.0);
        let at = window.at(about);
        self.time.hold(
            at.plus(-(about * span) as i64),
            at.plus(((1.0 - about) * span) as i64),
        );
    }
}

/// Clamps to a valid share.
fn sound(share: f64) -> f64 {
    if share.is_finite() {
        share.clamp(0.0, 1.0)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Millis = Millis(1_790_000_000_000);
    const HOUR: i64 = 3_600_000;

    fn view() -> ChartView {
        ChartView::new(Range::HalfDay, NOW)
    }

    #[test]
    fn the_window_follows_the_time_until_it_is_held() {
        let later = view().step(ChartEvent::Tick(NOW.plus(60_000)));
        assert_eq!(later.time().window().until, NOW.plus(60_000));
        let zoomed = later.step(ChartEvent::ZoomTo(0.75, 0.5));
        assert!(!zoomed.time().is_following());
        assert_eq!(zoomed.time().window().span(), 3 * HOUR);
        let held = zoomed.step(ChartEvent::Tick(NOW.plus(900_000)));
        assert_eq!(held.time().window(), zoomed.time().window());
        let reset = held.step(ChartEvent::Reset);
        assert!(reset.time().is_following());
        assert_eq!(reset.time().window().until, NOW.plus(900_000));
    }

    #[test]
    fn what_is_chosen_has_a_name_in_the_address() {
        for range in Range::ALL {
            let chosen = view().step(ChartEvent::Range(range)).time();
            let name = chosen.name(Range::Week);
            let expected = (range != Range::Week).then_some(chosen.chosen());
            assert_eq!(ChartEvent::named(name), expected);
        }
        let live = view().step(ChartEvent::Live).time();
        assert_eq!(
            ChartEvent::named(live.name(Range::Hour)),
            Some(ChartEvent::Live)
        );
        let zoomed = view().step(ChartEvent::ZoomTo(0.75, 0.5)).time();
        assert_eq!(zoomed.name(Range::Hour), "12h");
        assert_eq!(ChartEvent::named("13h"), None);
    }

    #[test]
    fn a_closer_look_wants_finer_rows() {
        assert_eq!(view().time().row_types(), [Range::HalfDay]);
        let zoomed = view().step(ChartEvent::ZoomTo(0.95, 1.0));
        assert_eq!(zoomed.time().row_types(), [Range::Hour]);
        let month = ChartView::new(Range::Month, NOW).step(ChartEvent::ZoomTo(0.9, 1.0));
        assert_eq!(month.time().row_types(), [Range::Week]);
    }

    #[test]
    fn zooming_out_again_leads_back_to_the_time() {
        let zoomed = view().step(ChartEvent::ZoomBy {
            factor: 0.5,
            about: Some(1.0),
        });
        assert_eq!(
            zoomed.time().window(),
            Window {
                from: NOW.plus(-6 * HOUR),
                until: NOW
            }
        );
        let back = zoomed.step(ChartEvent::ZoomBy {
            factor: 2.0,
            about: Some(1.0),
        });
        assert!(back.time().is_following());
        assert_eq!(back.time().window(), view().time().window());
    }

    #[test]
    fn after_a_part_was_marked_the_crosshair_waits_for_the_pointer() {
        let marked = view().step(ChartEvent::Point(0.75));
        assert!(marked.crosshair().is_some());
        let zoomed = marked.step(ChartEvent::ZoomTo(0.5, 0.75));
        assert_eq!(zoomed.crosshair(), None);
        let moved = zoomed.step(ChartEvent::Point(0.75)).crosshair();
        assert_eq!(moved, Some(zoomed.time().window().at(0.75)));
        // By keys and the wheel, the zoom is around it.
        let about = None;
        let nearer = marked.step(ChartEvent::ZoomBy { factor: 0.5, about });
        assert_eq!(nearer.crosshair(), marked.crosshair());
        // Live charts are not zoomed.
        let live = view().step(ChartEvent::Live).step(ChartEvent::Point(0.5));
        assert_eq!(live.step(ChartEvent::ZoomTo(0.2, 0.4)), live);
    }

    #[test]
    fn the_crosshair_goes_from_row_to_row() {
        let at = |view: ChartView| view.crosshair().expect("a crosshair");
        let first = view().step(ChartEvent::Move(-1));
        assert_eq!(at(first), NOW.plus(-600_000));
        assert_eq!(at(first.step(ChartEvent::Move(1))), NOW);
        assert_eq!(
            at(first.step(ChartEvent::Move(9))),
            NOW,
            "not beyond the window"
        );
        assert_eq!(first.step(ChartEvent::Leave).crosshair(), None);
    }

    #[test]
    fn live_shows_the_last_minutes_and_asks_for_no_rows() {
        let zoomed = view().step(ChartEvent::ZoomTo(0.2, 0.4));
        let live = zoomed.step(ChartEvent::Live);
        assert!(live.time().is_live() && live.time().is_following());
        assert_eq!(live.time().window().span(), seconds::KEPT);
        assert_eq!(live.time().row_types(), []);
        assert_eq!(live.step(ChartEvent::ZoomTo(0.2, 0.4)), live);
        let later = live.step(ChartEvent::Tick(NOW.plus(1_000)));
        assert_eq!(later.time().window().until, NOW.plus(1_000));
        let moved = later.step(ChartEvent::Move(-3)).crosshair();
        assert_eq!(moved, Some(NOW.plus(-2_000)));
        let back = later.step(ChartEvent::Range(Range::Hour));
        assert!(!back.time().is_live() && back.time().row_types() == [Range::Hour]);
    }

    #[test]
    fn a_moment_is_shown_in_the_closest_range_that_reaches_it() {
        let inside = NOW.plus(-3 * HOUR);
        let shown = view().step(ChartEvent::Show(inside));
        assert_eq!(
            (shown.time().range(), shown.crosshair()),
            (Range::HalfDay, Some(inside))
        );
        let before = NOW.plus(-30 * HOUR);
        let shown = view().step(ChartEvent::Show(before));
        assert_eq!(
            (shown.time().range(), shown.crosshair()),
            (Range::Week, Some(before))
        );
        let live = view().step(ChartEvent::Live).step(ChartEvent::Show(inside));
        assert!(!live.time().is_live() && live.time().window().contains(inside));
        let never = view().step(ChartEvent::Show(Millis(0)));
        assert_eq!(never.crosshair(), Some(never.time().window().from));
    }

    fn event() -> impl Strategy<Value = ChartEvent> {
        let share = prop_oneof![4 => -0.5_f64..1.5, 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)];
        prop_oneof![
            (0_usize..5).prop_map(|which| ChartEvent::Range(Range::ALL[which])),
            (0_i64..10 * HOUR).prop_map(|pass| ChartEvent::Tick(NOW.plus(pass))),
            share.clone().prop_map(ChartEvent::Point),
            Just(ChartEvent::Leave),
            (-2_000_i64..1).prop_map(|hours| ChartEvent::Show(NOW.plus(hours * HOUR))),
            any::<i64>().prop_map(ChartEvent::Move),
            Just(ChartEvent::Live),
            (share.clone(), share.clone()).prop_map(|(one, other)| ChartEvent::ZoomTo(one, other)),
            (share.clone(), prop::option::of(share.clone()))
                .prop_map(|(factor, about)| ChartEvent::ZoomBy { factor, about }),
            share.prop_map(ChartEvent::Pan),
            Just(ChartEvent::Reset),
        ]
    }

    proptest! {
        #[test]
        fn whatever_happens_the_window_is_sound(events in prop::collection::vec(event(), 0..60)) {
            let mut view = view();
            for event in events {
                view = view.step(event);
                let window = view.time().window();
                prop_assert!((LEAST_SPAN..=OLDEST).contains(&window.span()), "{window:?}");
                if view.time().is_following() {
                    prop_assert_eq!(window.until, view.time().now());
                }
                if let Some(at) = view.crosshair() {
                    prop_assert!(window.contains(at));
                }
                prop_assert_eq!(view.time().row_types().is_empty(), view.time().is_live());
                let reset = view.step(ChartEvent::Reset);
                prop_assert!(reset.time().is_following());
                prop_assert_eq!(reset.time().range(), view.time().range());
            }
        }
    }
}
