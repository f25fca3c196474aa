//! What sets the variants of a product apart, and which rows of the table tell nothing that another does not.

use super::family;
use super::row::{ProductRow, count};
use crate::domain::format;
use crate::domain::layout::{Depth, Mount, Width};

impl ProductRow<'_> {
    /// Whether everything that is known of `other` is known of this row too, so that the list needs only this one.
    pub(super) fn covers(&self, other: &Self) -> bool {
        let is_known = |fact: &str| !matches!(fact, "" | "0");
        let facts = self.facts().into_iter().zip(other.facts());
        self.height() == other.height()
            && self.mount() == other.mount()
            && family::plain(self.model) == family::plain(other.model)
            && facts
                .into_iter()
                .all(|(own, other)| !is_known(other) || own == other)
    }

    /// The facts in which it differs from others of its family, in words; its slug if there are none.
    pub(super) fn apart_from(&self, others: &[Self]) -> String {
        /// In the order in which they are told.
        const TOLD: [fn(&ProductRow) -> Option<String>; 10] = [
            size,
            depth,
            width,
            airflow,
            part_number,
            supplies,
            ports,
            powered_ports,
            outlets,
            weight,
        ];
        let differs = |of: &fn(&ProductRow) -> Option<String>| {
            let own = of(self)?;
            let is_other = others.iter().any(|other| of(other).as_ref() != Some(&own));
            is_other.then_some(own)
        };
        let words: Vec<String> = TOLD.iter().filter_map(differs).collect();
        if words.is_empty() {
            return self.slug.to_owned();
        }
        words.join(format::BETWEEN)
    }
}

/// The part number, unless the model's name is the same.
fn part_number(row: &ProductRow) -> Option<String> {
    let part_number = family::plain(row.part_number);
    let is_told = part_number.is_empty() || family::plain(row.model).contains(&part_number);
    (!is_told).then(|| row.part_number.to_owned())
}

fn size(row: &ProductRow) -> Option<String> {
    Some(match row.mount() {
        Mount::Rails => format::height(row.height()),
        Mount::Side => "beside the rails".to_owned(),
        Mount::Bay => "for a shelf".to_owned(),
    })
}

fn depth(row: &ProductRow) -> Option<String> {
    let words = match row.depth() {
        Depth::Full => "full depth",
        Depth::Half => "half depth",
    };
    Some(words.to_owned())
}

fn width(row: &ProductRow) -> Option<String> {
    if row.mount() != Mount::Rails {
        return None;
    }
    let words = match row.width() {
        Width::Full => "full width",
        Width::Half => "half width",
        Width::Third => "third of the width",
    };
    Some(words.to_owned())
}

fn airflow(row: &ProductRow) -> Option<String> {
    match row.airflow {
        "" => None,
        "passive" => Some("no fans".to_owned()),
        // `front to rear air`: in a narrow list the last word is cut.
        direction => Some(format!("{} air", direction.replace('-', " "))),
    }
}

fn supplies(row: &ProductRow) -> Option<String> {
    match (count(row.psus), count(row.psu_max_w)) {
        (0, 0) => None,
        (0, watts) => Some(format!("{watts} W")),
        (supplies, 0) => Some(format!("{supplies} PSU")),
        (supplies, watts) => Some(format!("{supplies} PSU of {watts} W")),
    }
}

fn ports(row: &ProductRow) -> Option<String> {
    let ports = row.port_count();
    (ports > 0).then(|| format::counted(usize::from(ports), "port"))
}

fn powered_ports(row: &ProductRow) -> Option<String> {
    let ports = count(row.poe_ports);
    (ports > 0).then(|| format!("{ports} with PoE"))
}

fn outlets(row: &ProductRow) -> Option<String> {
    let outlets = row.outlet_count();
    (outlets > 0).then(|| format::counted(usize::from(outlets), "outlet"))
}

fn weight(row: &ProductRow) -> Option<String> {
    (!row.weight_kg.is_empty()).then(|| format!("{} kg", row.weight_kg))
}
