//! Facts about a device's system that are not in its reports: both directions of the network, and the number of its containers.

use super::DeviceView;
use crate::domain::flow::Flow;
use crate::domain::format::{self, DataUnit};
use crate::domain::units::BytesPerSecond;

/// Facts about one system that are not in its reports.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SystemExtras {
    /// `None` unless it matches the current traffic.
    pub flow: Option<Flow>,
    /// `None` until the hub has answered.
    pub containers: Option<usize>,
}

impl SystemExtras {
    /// `12 containers`. If none is listed, none runs or the agent has no access to Docker.
    pub fn containers_text(&self) -> Option<String> {
        Some(match self.containers? {
            0 => "none listed".to_owned(),
            1 => "1 container".to_owned(),
            count => format!("{count} containers"),
        })
    }
}

impl DeviceView {
    /// Adds these facts to the small print and the accessible name. `reported` is the traffic that the small print contains.
    pub fn with_extras(
        mut self,
        extras: &SystemExtras,
        reported: Option<BytesPerSecond>,
        unit: DataUnit,
    ) -> Self {
        if !self.health.is_verified() {
            return self;
        }
        let told = extras.flow.zip(reported).filter(|(flow, sum)| {
            let sum = format::rate(*sum, unit);
            self.context.put_in_place_of(&sum, &flow.text(unit))
        });
        if let Some((flow, sum)) = told {
            self.context
                .shorten(flow.text(unit), format::rate(sum, unit));
            self.speak(&format!(
                "network {} sent, {} received",
                format::rate(flow.sent, unit),
                format::rate(flow.received, unit)
            ));
        }
        let runs_any = extras.containers.is_some_and(|count| count > 0);
        if let Some(words) = extras.containers_text().filter(|_| runs_any) {
            self.context.end_with(&words);
            self.speak(&words);
        }
        self
    }

    /// Replaces the small print after the reasons by the line of a template.
    pub fn with_line(
        mut self,
        line: String,
        extras: &SystemExtras,
        reported: Option<BytesPerSecond>,
        unit: DataUnit,
    ) -> Self {
        self.context = self.context.with_rest(line);
        if let (Some(flow), Some(sum)) = (extras.flow, reported) {
            self.context
                .shorten(flow.text(unit), format::rate(sum, unit));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::health::Health;
    use crate::domain::view::ContextLine;

    const MB: f64 = 1024.0 * 1024.0;
    const SUM: Option<BytesPerSecond> = Some(BytesPerSecond(4.6 * MB));

    fn extras() -> SystemExtras {
        SystemExtras {
            flow: Some(Flow {
                sent: BytesPerSecond(1.2 * MB),
                received: BytesPerSecond(3.4 * MB),
            }),
            containers: Some(12),
        }
    }

    fn view(health: Health, reasons: Vec<&str>) -> DeviceView {
        let others = ["up 14 d", "4.60 MB/s", "battery 90 %"].map(str::to_owned);
        DeviceView {
            health,
            context: ContextLine::led_by(reasons, others.into_iter()),
            ..DeviceView::unlinked("pve")
        }
    }

    fn told(view: DeviceView, extras: &SystemExtras) -> DeviceView {
        view.with_extras(extras, SUM, DataUnit::Bytes)
    }

    #[test]
    fn both_directions_take_the_place_of_the_sum_and_the_count_comes_last() {
        let shown = told(view(Health::Ok, Vec::new()), &extras());
        assert_eq!(
            &*shown.context,
            "up 14 d · ↑ 1.2 ↓ 3.4 MB/s · battery 90 % · 12 containers"
        );
        assert_eq!(
            shown.accessible_name,
            "pve, network 1.20 MB/s sent, 3.40 MB/s received, 12 containers"
        );
    }

    #[test]
    fn where_both_directions_have_no_room_the_sum_has() {
        let short = |view: &DeviceView| {
            let forms = view.context.shorter().iter();
            let forms = forms.map(|form| (form.part.clone(), form.short.clone()));
            forms.collect::<Vec<_>>()
        };
        let expected = [("↑ 1.2 ↓ 3.4 MB/s".to_owned(), "4.60 MB/s".to_owned())];
        let shown = told(view(Health::Ok, Vec::new()), &extras());
        assert_eq!(short(&shown), expected);
        let line = "nas · ↑ 1.2 ↓ 3.4 MB/s".to_owned();
        let shown =
            view(Health::Warn, vec!["Load 9.1"]).with_line(line, &extras(), SUM, DataUnit::Bytes);
        assert_eq!(&*shown.context, "Load 9.1 · nas · ↑ 1.2 ↓ 3.4 MB/s");
        assert_eq!(short(&shown), expected);
    }

    #[test]
    fn what_is_not_known_stays_as_it_was() {
        let before = view(Health::Ok, Vec::new());
        assert_eq!(told(before.clone(), &SystemExtras::default()), before);
        let none = SystemExtras {
            containers: Some(0),
            ..SystemExtras::default()
        };
        assert_eq!(told(before.clone(), &none), before);
        let one = SystemExtras {
            containers: Some(1),
            ..SystemExtras::default()
        };
        assert!(told(before, &one).context.ends_with(" · 1 container"));
    }

    #[test]
    fn reasons_stay_what_they_are() {
        let reasons = vec!["network 4.60 MB/s", "4.60 MB/s"];
        let before = view(Health::Warn, reasons);
        let shown = told(before.clone(), &extras());
        assert_eq!(shown.context.reasons(), before.context.reasons());
        assert!(shown.context.contains("↑ 1.2 ↓ 3.4 MB/s"));
        // Without traffic in the small print, as the reason already names it, there is nothing to replace.
        let mut silent = before;
        silent.context = ContextLine::with_reason(Some("4.60 MB/s"));
        assert_eq!(
            &*told(silent, &extras()).context,
            "4.60 MB/s · 12 containers"
        );
    }

    #[test]
    fn nothing_is_told_of_what_nobody_vouches_for() {
        for health in [
            Health::Down,
            Health::Stale,
            Health::HubLost,
            Health::Pending,
        ] {
            let before = view(health, Vec::new());
            assert_eq!(told(before.clone(), &extras()), before);
        }
    }
}
