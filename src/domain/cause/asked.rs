//! The moment that is asked about.

use super::ReadMetric;
use crate::domain::charts::reading::Chart;
use crate::domain::inventory::PastAlert;
use crate::domain::units::Millis;

/// The moment of "What was it?".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedMoment {
    pub at: Millis,
    /// The hub's name for the alert that began at that time, if the question is about it: an alert does not cause itself.
    pub alert: Option<String>,
}

impl AskedMoment {
    /// A moment without an alert.
    pub const fn at(at: Millis) -> Self {
        Self { at, alert: None }
    }

    /// Whether the question is about that alert. The hub may have recorded it for each of several disks.
    pub(in crate::domain::cause) fn is_about(&self, alert: &PastAlert) -> bool {
        self.alert.as_ref() == Some(&alert.name)
    }

    /// The metric that the alert watches.
    pub fn metric(&self) -> Option<ReadMetric> {
        match self.alert.as_deref()? {
            "CPU" | "LoadAvg1" | "LoadAvg5" | "LoadAvg15" => Some(ReadMetric::Cpu),
            "Memory" => Some(ReadMetric::Memory),
            "Temperature" => Some(ReadMetric::Temperature),
            "Bandwidth" => Some(ReadMetric::Network),
            _ => None,
        }
    }

    /// The chart that shows what the alert watches.
    pub fn chart<'a>(&self, charts: impl IntoIterator<Item = &'a Chart>) -> Option<&'a Chart> {
        let alert = self.alert.as_deref()?;
        let mut charts = charts.into_iter();
        charts.find(|chart| chart.alerts.contains(&alert))
    }
}
