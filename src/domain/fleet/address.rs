//! What is chosen on a page, as its address names it: `show=history&sort=lasted`. What is not known there is ignored, and what the page
//! begins with is left out.

use super::WORST_FIRST;
use super::columns::FleetColumn;
use super::lists::ListKind;
use super::subset::FleetSubset;
use super::tracks::TRACK_RANGES;
use crate::domain::device_address::value_of;
use crate::domain::fold::letters;
use crate::domain::health::Health;
use crate::domain::lens::Lens;
use crate::domain::sorting::Sorting;

const SHOW: &str = "show";
const SORT: &str = "sort";
const VIEW: &str = "view";
const VALUE: &str = "value";
const SPAN: &str = "span";

/// The views of a page that is not shown as its table alone.
const TIME_LINE: &str = "time-line";
const RACKS: &str = "racks";
const TABLE: &str = "table";

/// Behind a column that is sorted by the other way than usual.
const UP: &str = ".up";
const DOWN: &str = ".down";

/// The range that the charts in rack order begin with, by its place among those that are offered.
pub const FIRST_SPAN: usize = 1;

/// What is chosen on a page of containers, disks, services or alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListChoices {
    /// The bit of a part.
    pub part: u8,
    pub sorting: Sorting<usize>,
    /// The alerts over time in place of their table.
    pub is_over_time: bool,
}

impl ListChoices {
    pub fn read(kind: ListKind, text: &str) -> Self {
        let part = value_of(text, SHOW).and_then(|word| {
            let mut parts = kind.parts().iter();
            parts.find(|part| is_called(word, part.word))
        });
        let sorting = value_of(text, SORT).and_then(|words| {
            let columns = kind.columns().iter().enumerate();
            let columns = columns.map(|(place, column)| (place, column.label, column.descending));
            read_sorting(words, columns)
        });
        Self {
            part: part.map_or(kind.first_part(), |part| part.bit),
            sorting: sorting.unwrap_or(kind.first_order()),
            is_over_time: kind == ListKind::Alerts && value_of(text, VIEW) == Some(TIME_LINE),
        }
    }

    pub fn text(&self, kind: ListKind) -> String {
        let mut parts = kind.parts().iter();
        let part = parts.find(|part| part.bit == self.part && part.bit != kind.first_part());
        let is_usual = self.sorting == kind.first_order();
        let column = kind.columns().get(self.sorting.column);
        let column = column.filter(|_| !is_usual);
        joined([
            (SHOW, part.map(|part| name_of(part.word))),
            (
                SORT,
                column.map(|column| {
                    sorting_text(column.label, column.descending, self.sorting.descending)
                }),
            ),
            (VIEW, self.is_over_time.then(|| TIME_LINE.to_owned())),
        ])
    }
}

/// What is chosen on the page of systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SystemChoices {
    pub subset: FleetSubset,
    pub sorting: Sorting<FleetColumn>,
    /// Whether the charts in rack order are shown; `None` where nobody chose.
    pub in_rack_order: Option<bool>,
    /// Whose last hour is shown; `None` for what this browser shows.
    pub metric: Option<Lens>,
    /// The range of the charts in rack order, by its place.
    pub span: usize,
}

impl SystemChoices {
    pub fn read(text: &str) -> Self {
        let subset = value_of(text, SHOW).and_then(|word| {
            let states = Health::ALL.into_iter().map(FleetSubset::In);
            let others = [
                FleetSubset::NeedLook,
                FleetSubset::AgentLags,
                FleetSubset::NotPlaced,
            ];
            let mut all = others.into_iter().chain(states);
            all.find(|subset| is_called(word, subset.word()))
        });
        let sorting = value_of(text, SORT).and_then(|words| {
            let columns = FleetColumn::ORDERS.into_iter();
            let columns =
                columns.map(|column| (column, column.as_str(), column.is_usually_descending()));
            read_sorting(words, columns)
        });
        let metric = value_of(text, VALUE)
            .and_then(|word| Lens::over_time().find(|lens| lens.as_str() == word));
        let span = value_of(text, SPAN)
            .and_then(|word| TRACK_RANGES.iter().position(|range| range.as_str() == word));
        Self {
            subset: subset.unwrap_or_default(),
            sorting: sorting.unwrap_or(WORST_FIRST),
            in_rack_order: match value_of(text, VIEW) {
                Some(RACKS) => Some(true),
                Some(TABLE) => Some(false),
                _ => None,
            },
            metric,
            span: span.unwrap_or(FIRST_SPAN),
        }
    }

    pub fn text(&self) -> String {
        let Self {
            subset, sorting, ..
        } = *self;
        let in_order = self.in_rack_order;
        // Who opens a link to charts sees the same value.
        let is_told = |lens: &Lens| *lens != Lens::Cpu || in_order == Some(true);
        let column = sorting.column;
        let span = TRACK_RANGES.get(self.span);
        joined([
            (
                SHOW,
                (subset != FleetSubset::All).then(|| name_of(subset.word())),
            ),
            (
                SORT,
                (sorting != WORST_FIRST).then(|| {
                    let usually = column.is_usually_descending();
                    sorting_text(column.as_str(), usually, sorting.descending)
                }),
            ),
            (
                VIEW,
                in_order.map(|is_on| if is_on { RACKS } else { TABLE }.to_owned()),
            ),
            (
                VALUE,
                self.metric
                    .filter(is_told)
                    .map(|lens| lens.as_str().to_owned()),
            ),
            (
                SPAN,
                span.filter(|_| self.span != FIRST_SPAN)
                    .map(|range| range.as_str().to_owned()),
            ),
        ])
    }
}

/// A word of the screen as it stands in an address: `Need a look` is `need-a-look`.
fn name_of(word: &str) -> String {
    let letters = letters(word).map(|letter| {
        if letter.is_alphanumeric() {
            letter
        } else {
            '-'
        }
    });
    let name: String = letters.collect();
    name.trim_matches('-').to_owned()
}

fn is_called(name: &str, word: &str) -> bool {
    name_of(word) == name
}

fn sorting_text(column: &str, usually: bool, descending: bool) -> String {
    let mut text = name_of(column);
    if usually != descending {
        text.push_str(if descending { DOWN } else { UP });
    }
    text
}

/// Columns come with their names and whether the greatest usually comes first.
fn read_sorting<C>(
    text: &str,
    mut columns: impl Iterator<Item = (C, &'static str, bool)>,
) -> Option<Sorting<C>> {
    let (name, descending) = match (text.strip_suffix(UP), text.strip_suffix(DOWN)) {
        (Some(name), _) => (name, Some(false)),
        (_, Some(name)) => (name, Some(true)),
        _ => (text, None),
    };
    let (column, _, usually) = columns.find(|(_, label, _)| is_called(name, label))?;
    Some(Sorting {
        column,
        descending: descending.unwrap_or(usually),
    })
}

fn joined<const N: usize>(pairs: [(&str, Option<String>); N]) -> String {
    let pairs = pairs.into_iter();
    let told = pairs.filter_map(|(key, value)| Some(format!("{key}={}", value?)));
    told.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KINDS: [ListKind; 4] = [
        ListKind::Containers,
        ListKind::Disks,
        ListKind::Services,
        ListKind::Alerts,
    ];

    fn systems() -> SystemChoices {
        SystemChoices::read("")
    }

    #[test]
    fn what_a_page_begins_with_is_not_in_its_address() {
        for kind in KINDS {
            assert_eq!(ListChoices::read(kind, "").text(kind), "");
        }
        assert_eq!(systems().text(), "");
        let of_browser = SystemChoices {
            metric: Some(Lens::Cpu),
            ..systems()
        };
        assert_eq!(of_browser.text(), "");
    }

    #[test]
    fn choices_are_named_in_short_words() {
        let list = |kind, text: &str| ListChoices::read(kind, text).text(kind);
        let same = [
            (ListKind::Alerts, "show=history&sort=lasted"),
            (ListKind::Alerts, "show=not-covered&view=time-line"),
            (ListKind::Containers, "show=need-a-look&sort=cpu.up"),
            (ListKind::Disks, "show=file-systems"),
            (ListKind::Services, "sort=state.down"),
        ];
        for (kind, text) in same {
            assert_eq!(list(kind, text), text);
        }
        let of_systems = "show=agent-lags&sort=temperature.up&view=racks&value=memory&span=24h";
        assert_eq!(SystemChoices::read(of_systems).text(), of_systems);
        let charts = SystemChoices {
            in_rack_order: Some(true),
            metric: Some(Lens::Cpu),
            ..systems()
        };
        assert_eq!(charts.text(), "view=racks&value=cpu");
    }

    #[test]
    fn what_is_not_known_is_ignored() {
        let odd = "show=everything&sort=taste&view=maze&value=mood&span=1y&future=1&=&&show";
        assert_eq!(SystemChoices::read(odd), systems());
        for kind in KINDS {
            assert_eq!(ListChoices::read(kind, odd), ListChoices::read(kind, ""));
        }
        // The view of another page.
        assert!(!ListChoices::read(ListKind::Disks, "view=time-line").is_over_time);
    }

    #[test]
    fn each_choice_has_a_name_of_its_own() {
        for kind in KINDS {
            for part in kind.parts() {
                for column in 0..kind.columns().len() {
                    for descending in [true, false] {
                        let choices = ListChoices {
                            part: part.bit,
                            sorting: Sorting { column, descending },
                            is_over_time: kind == ListKind::Alerts,
                        };
                        assert_eq!(ListChoices::read(kind, &choices.text(kind)), choices);
                    }
                }
            }
        }
        for column in FleetColumn::ORDERS {
            for lens in Lens::over_time() {
                for span in 0..TRACK_RANGES.len() {
                    let choices = SystemChoices {
                        subset: FleetSubset::In(Health::Down),
                        sorting: Sorting {
                            column,
                            descending: false,
                        },
                        in_rack_order: Some(true),
                        metric: Some(lens),
                        span,
                    };
                    assert_eq!(SystemChoices::read(&choices.text()), choices);
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in ".{0,80}") {
            let read = SystemChoices::read(&text);
            prop_assert_eq!(SystemChoices::read(&read.text()), read);
            for kind in KINDS {
                let read = ListChoices::read(kind, &text);
                prop_assert_eq!(ListChoices::read(kind, &read.text(kind)), read);
            }
        }
    }
}
