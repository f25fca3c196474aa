//! How full the file systems besides the root are, in a few words each.

use super::format;
use super::health::values::{self, ValueSubject};
use super::health::{Criteria, Level};
use super::system::Metrics;

/// One file system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSystemWords {
    pub name: String,
    /// `83 %`.
    pub share: String,
    pub level: Level,
}

/// All of them by name, or the fullest ones if there are more than `most`; and how many were left out.
pub fn beside_root(
    metrics: &Metrics,
    criteria: &Criteria,
    most: usize,
) -> (Vec<FileSystemWords>, usize) {
    let disks = &metrics.extra_disks;
    let mut places: Vec<usize> = (0..disks.len()).collect();
    let fill = |place: usize| disks.get(place).map_or(0.0, |(_, share)| share.value());
    if places.len() > most {
        places.sort_by(|one, other| fill(*other).total_cmp(&fill(*one)));
        places.truncate(most);
    }
    let limits = values::limits(&criteria.preferences.thresholds);
    let words = places.into_iter().filter_map(|place| {
        let (name, share) = disks.get(place)?;
        let level = values::level(ValueSubject::ExtraDisk(place), metrics, criteria);
        Some(FileSystemWords {
            name: name.clone(),
            share: format::percent_beside(*share, &limits),
            level: level.unwrap_or(Level::Ok),
        })
    });
    (words.collect(), disks.len().saturating_sub(most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::preferences::Preferences;
    use crate::domain::units::Percent;

    fn told(shares: &[(&str, u8)], most: usize) -> (Vec<String>, usize) {
        let metrics = Metrics {
            extra_disks: shares
                .iter()
                .map(|(name, share)| ((*name).to_owned(), Percent::of_100(*share)))
                .collect(),
            ..Metrics::default()
        };
        let criteria = Criteria {
            preferences: Preferences::default(),
            alerts: &[],
            hub_version: None,
            now: None,
        };
        let (words, more) = beside_root(&metrics, &criteria, most);
        let words = words.into_iter();
        let words = words.map(|one| format!("{} {} {:?}", one.name, one.share, one.level));
        (words.collect(), more)
    }

    #[test]
    fn all_are_told_by_name_with_how_they_stand() {
        let (all, more) = told(&[("backup", 12), ("media", 71), ("tank", 95)], 3);
        assert_eq!(
            all,
            ["backup 12 % Ok", "media 71 % Warn", "tank 95 % Critical"]
        );
        assert_eq!(more, 0);
        assert_eq!(told(&[], 3), (Vec::new(), 0));
    }

    #[test]
    fn the_fullest_of_many_are_told() {
        let (all, more) = told(&[("a", 12), ("b", 95), ("c", 71), ("d", 95)], 2);
        assert_eq!(all, ["b 95 % Critical", "d 95 % Critical"]);
        assert_eq!(more, 2);
    }
}
