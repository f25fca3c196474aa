//! Tables for spreadsheets (RFC 4180).

/// A table as CSV text, built line by line.
#[derive(Debug, Default)]
pub struct CsvTable(String);

impl CsvTable {
    /// Starts with a byte order mark, without which Excel does not read UTF-8.
    pub fn for_spreadsheets() -> Self {
        Self("\u{feff}".to_owned())
    }

    /// Adds a line of these cells.
    pub fn line(&mut self, cells: impl IntoIterator<Item = String>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            if cell.contains(['"', ',', '\n', '\r']) || cell.trim() != cell {
                self.0.push('"');
                self.0.push_str(&cell.replace('"', "\"\""));
                self.0.push('"');
            } else {
                self.0.push_str(&cell);
            }
        }
        self.0.push_str("\r\n");
    }

    pub fn into_text(self) -> String {
        self.0
    }
}

/// Escapes text from outside: a spreadsheet evaluates a cell that begins like a formula; an apostrophe before it keeps it text.
pub fn safe(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    format!("{}{text}", if runs { "'" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_runs_as_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"] {
            assert_eq!(safe(text), format!("'{text}"));
        }
        assert_eq!(safe("pve-node1"), "pve-node1");
    }

    #[test]
    fn cells_that_would_end_a_cell_or_a_line_are_quoted() {
        let mut table = CsvTable::default();
        table.line(["a,b", "say \"x\"", "two\nlines", " space", "plain"].map(str::to_owned));
        assert_eq!(
            table.into_text(),
            "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\" space\",plain\r\n"
        );
    }
}
