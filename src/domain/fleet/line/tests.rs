use super::*;
use crate::domain::fleet::FleetSubset;
use crate::domain::fleet::tests::row_of;
use crate::domain::system::SystemStatus;

fn told(line: &FleetLine) -> Vec<String> {
    let words = |wide: &WideCell| match &wide.cell {
        FleetCell::Name { name, note, .. } => format!("{name}/{note}"),
        FleetCell::Place(place) => place.clone().unwrap_or_else(|| "Place…".to_owned()),
        FleetCell::Share(mark) => format!("{} {}", mark.percent, mark.level.as_str()),
        FleetCell::Shares(marks) => {
            let marks = marks.iter();
            let marks: Vec<_> = marks
                .map(|mark| format!("{} {}", mark.label, mark.percent))
                .collect();
            marks.join(" ")
        }
        FleetCell::Number(text, level) | FleetCell::Text(text, level) => {
            format!("{text} {}", level.as_str())
        }
        FleetCell::Sentence(text, _) => format!("{text} ×{}", wide.span),
        FleetCell::LastHour(hour) => hour
            .as_ref()
            .map_or_else(|| "–".to_owned(), |hour| hour.said.clone()),
        FleetCell::Nothing => format!("×{}", wide.span),
    };
    line.cells.iter().map(words).collect()
}

#[test]
fn a_line_has_the_values_with_their_levels() {
    let row = row_of("tank", SystemStatus::Up, 12.0, None);
    let shown = line(&row, &FleetColumn::usual(), FleetUnits::default());
    assert_eq!(
        told(&shown),
        [
            "tank/",
            "Place…",
            "12 ok",
            "48 ok",
            // The fullest of its disks.
            "93 critical",
            "47 ok",
            "1.00 ok",
            "2.5 ok",
            "18 d ok",
            "0.18.4 ok",
            "Disk tank 93 % (critical from 90 %) critical",
            "–",
        ]
    );
}

#[test]
fn values_that_nobody_vouches_for_give_way_to_one_sentence() {
    let row = row_of("dead", SystemStatus::Down, 12.0, None);
    let columns = FleetColumn::usual();
    let shown = line(&row, &columns, FleetUnits::default());
    assert_eq!(
        told(&shown),
        [
            "dead/",
            "Place…",
            "Down: the hub has not reached it for 4 min ×7",
            "0.18.4 ok",
            "×1",
            "–",
        ]
    );
    let spans: usize = shown.cells.iter().map(|cell| cell.span).sum();
    assert_eq!(spans, columns.len() + 1);
    assert_eq!(
        told(&card(&row)),
        [
            "dead/not in a rack",
            "Down: the hub has not reached it for 4 min ×1"
        ]
    );
    let only_reason = line(&row, &[FleetColumn::Reason], FleetUnits::default());
    assert_eq!(
        told(&only_reason)[1],
        "Down: the hub has not reached it for 4 min ×1"
    );
}

#[test]
fn a_card_has_the_three_shares() {
    let row = row_of("tank", SystemStatus::Up, 12.0, None);
    assert_eq!(told(&card(&row))[1], "CPU 12 MEM 48 DSK 93");
}

#[test]
fn an_agent_that_lags_is_told_by_its_level() {
    let mut row = (*row_of("old", SystemStatus::Up, 5.0, None)).clone();
    row.agent_lags = Some(true);
    let shown = line(&row, &[FleetColumn::Agent], FleetUnits::default());
    assert_eq!(
        shown.cells[1].cell,
        FleetCell::Text("0.18.4".to_owned(), Level::Warn)
    );
    assert!(FleetSubset::AgentLags.has(&row));
}

#[test]
fn the_last_hour_is_shown_of_what_is_down_too() {
    let row = row_of("dead", SystemStatus::Down, 12.0, None);
    let hour = LastHour {
        spark: Arc::default(),
        said: "4 % to 12 %".to_owned(),
    };
    let columns = [FleetColumn::Cpu, FleetColumn::LastHour];
    let shown = line_with_hour(&row, &columns, FleetUnits::default(), Some(hour));
    assert_eq!(told(&shown)[2], "4 % to 12 %");
}

#[test]
fn little_traffic_is_not_shown_as_none() {
    let cases = [
        (12.34, "12.3"),
        (0.05, "0.1"),
        (0.02, "0.02"),
        (0.001, "<0.01"),
        (0.0, "0"),
    ];
    for (rate, words) in cases {
        assert_eq!(traffic(rate), words);
    }
}
