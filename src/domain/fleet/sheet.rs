//! Exports a table as a CSV file for spreadsheets, with all columns.

use super::line::{FleetCell, FleetLine};
use crate::domain::csv::{CsvTable, safe};

/// `heads` are the headers of the lines' cells; a column with the state of each line is prepended.
pub fn sheet(heads: impl IntoIterator<Item = &'static str>, lines: &[FleetLine]) -> String {
    let mut table = CsvTable::for_spreadsheets();
    table.line(std::iter::once("State").chain(heads).map(str::to_owned));
    for line in lines {
        let mut cells = vec![line.health.as_str().to_owned()];
        for wide in &line.cells {
            cells.push(words(&wide.cell));
            cells.extend((1..wide.span).map(|_| String::new()));
        }
        table.line(cells);
    }
    table.into_text()
}

fn words(cell: &FleetCell) -> String {
    match cell {
        FleetCell::Name { name, .. } => safe(name),
        FleetCell::Place(place) => safe(place.as_deref().unwrap_or_default()),
        FleetCell::Share(share) => share.percent.to_string(),
        FleetCell::Shares(shares) => {
            let each = shares
                .iter()
                .map(|share| format!("{} {}", share.label, share.percent));
            each.collect::<Vec<_>>().join(" ")
        }
        FleetCell::Number(text, _) | FleetCell::Text(text, _) if text == "–" => String::new(),
        FleetCell::Number(text, _) | FleetCell::Text(text, _) | FleetCell::Sentence(text, _) => {
            safe(text)
        }
        FleetCell::LastHour(_) | FleetCell::Nothing => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fleet::tests::row_of;
    use crate::domain::fleet::{FleetColumn, FleetUnits, line};
    use crate::domain::system::SystemStatus;

    #[test]
    fn a_line_has_a_cell_for_each_head() {
        let columns = [FleetColumn::Place, FleetColumn::Cpu, FleetColumn::Reason];
        let lines = [
            row_of("=nas", SystemStatus::Up, 12.4, None),
            row_of("pbs", SystemStatus::Down, 0.0, None),
        ]
        .map(|row| line(&row, &columns, FleetUnits::default()));
        let heads = ["System", "Place", "CPU", "Reason"];
        let text = sheet(heads, &lines);
        let lines: Vec<_> = text.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0], "State,System,Place,CPU,Reason");
        assert!(lines[1].starts_with("critical,'=nas,,12,"), "{}", lines[1]);
        assert!(lines[2].starts_with("down,pbs,,Down: "), "{}", lines[2]);
        assert!(lines[2].ends_with(','), "{}", lines[2]);
    }
}
