//! The health of a system that is up and not stale, by its values. Devices and the panel's tiles are both judged here, so that they agree.

use super::values::{self, Finding, ValueSubject};
use super::{Criteria, Health, Level, Verdict, alert};
use crate::domain::sorted;
use crate::domain::system::Metrics;
use crate::domain::units::Millis;

pub(super) fn judge(metrics: &Metrics, criteria: &Criteria) -> Verdict {
    let findings = findings(metrics, criteria);
    let health = match findings.first().map(|worst| worst.level) {
        None => {
            return Verdict {
                health: Health::Ok,
                reason: None,
                briefs: Vec::new(),
                is_in_bars: false,
            };
        }
        Some(Level::Critical) => Health::Critical,
        Some(Level::Warn | Level::Ok) => Health::Warn,
    };
    let texts: Vec<&str> = findings
        .iter()
        .map(|finding| finding.text.as_str())
        .collect();
    Verdict {
        briefs: briefs(&findings),
        is_in_bars: findings.iter().all(|finding| finding.is_in_bar),
        ..Verdict::because(health, texts.join("; "))
    }
}

/// Of those of one level, what no bar shows comes first, as there may be too little room for all.
fn briefs(findings: &[Finding]) -> Vec<(ValueSubject, String)> {
    let mut told: Vec<&Finding> = Vec::new();
    for finding in findings {
        sorted::insert_by(&mut told, finding, |a, b| {
            b.level.cmp(&a.level).then(a.is_in_bar.cmp(&b.is_in_bar))
        });
    }
    let told = told.into_iter();
    told.map(|finding| (finding.subject, finding.brief.clone()))
        .collect()
}

/// All that is not as it should be, the worst first.
pub fn findings(metrics: &Metrics, criteria: &Criteria) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for triggered in criteria.alerts {
        add(&mut findings, alert::finding(triggered, metrics, criteria));
    }
    for subject in values::subjects(metrics) {
        // The alert's own text says more than the threshold's.
        if findings.iter().all(|known| known.subject != subject) {
            add(&mut findings, values::finding(subject, metrics, criteria));
        }
    }
    findings
}

/// When the earliest alert about the worst finding triggered, by the hub's clock. `None` if there is no such alert, or its time is unknown.
pub fn worst_since(metrics: &Metrics, criteria: &Criteria) -> Option<Millis> {
    let worst = findings(metrics, criteria).into_iter().next()?;
    let alerts = criteria.alerts.iter().filter(|triggered| {
        let finding = alert::finding(triggered, metrics, criteria);
        finding.is_some_and(|finding| finding.subject == worst.subject)
    });
    alerts.filter_map(|triggered| triggered.since).min()
}

fn add(findings: &mut Vec<Finding>, finding: Option<Finding>) {
    if let Some(finding) = finding {
        sorted::insert_by(findings, finding, |a, b| {
            b.level.cmp(&a.level).then(b.weight.total_cmp(&a.weight))
        });
    }
}
