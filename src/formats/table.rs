//! Tables as lines of text, each figure with the words that say what it is.
//!
//! ```text
//! | Company | Revenue ($m) | Margin (%) |        Acme - Revenue: $12.3 million.
//! |---------|--------------|------------|   ->   Acme - Margin: 4.5%.
//! | Acme    | 12.3         | 4.5        |
//!
//! | $m      | 2023 | 2024 |                     Revenue: $12.3 million in 2023.
//! |---------|------|------|                ->   Revenue: $14 million in 2024.
//! | Revenue | 12.3 | 14   |
//!
//! | Revenue ($m) | 2023 | 2024 |                Acme: $12.3 million in 2023.
//! |--------------|------|------|           ->   Acme: $14 million in 2024.
//! | Acme         | 12.3 | 14   |
//! ```
//!
//! The engine reads a line of the form "Label: figure" where the label is a few words of letters,
//! and takes the last noun of the label for what the figure is a figure of. So what is measured
//! stands right before the colon and whom it concerns before that, joined by a hyphen: "Revenue of
//! Acme" would be read as one name. That is the order of most tables; where the rows carry the
//! units, they say what is measured, and the order is turned round. A year in the head or the label
//! times the figure and stands behind it, where it does not break the label.
//!
//! The corner or the title of a table may tell the unit of all its figures. Beside a name it does so
//! only where nothing else can tell what is measured: where the columns are years and the labels
//! hold no figures, or where the labels are years and the corner does not say "year".
//!
//! A unit joins a figure that is nothing but digits. What is in brackets and is no unit for certain
//! stays in its brackets behind the figure: "12 (confirmed)".

mod told;

use self::told::{Told, is_time};
use super::builder::Builder;
use crate::text::Span;

/// What is told in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its words as they are shown, with where they stand in the file.
    pub(super) chunks: Vec<(String, Span)>,
}

/// A table. The head is empty where there is none; rows may be of different lengths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// What is said above it, in one line: its caption.
    pub(super) title: String,
    /// The head of each column.
    pub(super) head: Vec<Cell>,
    /// The other rows.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A table whose labels, said again for each figure, would make it so many times longer is written
/// row by row.
const MOST_SWELLING: usize = 8;
/// However short it is, it may grow to so many bytes.
const FREE_GROWTH: usize = 16 << 10;

impl Table {
    /// Adds the table to the text: a line a figure, or a line a row where columns have no heads.
    pub(super) fn write(&self, out: &mut Builder) {
        if self.head.len() < 2 || self.head.iter().all(Cell::is_blank) || self.swells() {
            for row in std::iter::once(&self.head).chain(&self.rows) {
                plain(row, out);
            }
            return;
        }
        let layout = Layout::of(self);
        layout.loose_heads(out);
        for row in &self.rows {
            layout.row(row, out);
        }
    }

    fn swells(&self) -> bool {
        let cells = self.rows.iter().flatten().chain(&self.head);
        let own: usize = cells.map(Cell::len).sum();
        let grown: usize = self.rows.iter().map(|row| self.grown(row)).sum();
        grown > own * MOST_SWELLING + FREE_GROWTH
    }

    /// About how long a row is as lines.
    fn grown(&self, row: &[Cell]) -> usize {
        let label = row.iter().take(MOST_BEFORE_LABEL + 1).map(Cell::len).max().unwrap_or(0);
        let head = |column: usize| self.head.get(column).map_or(0, Cell::len);
        let told = row.iter().enumerate().filter(|(_, cell)| !cell.is_blank());
        told.map(|(column, cell)| label + head(column) + cell.len()).sum()
    }
}

impl Cell {
    fn len(&self) -> usize {
        self.chunks.iter().map(|(words, _)| words.len()).sum()
    }

    /// Whether it tells nothing: empty, or a dash.
    fn is_blank(&self) -> bool {
        !self.chunks.iter().any(|(words, _)| words.contains(char::is_alphanumeric))
    }

    /// Its words, white space as single blanks.
    fn words(&self) -> String {
        let all: String = self.chunks.iter().map(|(words, _)| words.as_str()).collect();
        all.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Where it stands in the file.
    fn span(&self) -> Span {
        self.chunks.iter().map(|(_, at)| *at).reduce(Span::cover).unwrap_or_default()
    }

    /// Its words and the blanks between them, each where it stands in the file.
    fn pieces(&self) -> Vec<(&str, Span)> {
        let mut pieces = Vec::new();
        for (words, at) in &self.chunks {
            let copied = words.len() == at.len() as usize;
            let place = |start, end| if copied { Span::new(start, end) } else { *at };
            let mut start = at.start;
            for part in words.split_inclusive(char::is_whitespace) {
                let word = part.trim_end_matches(char::is_whitespace);
                let (end, next) = (start + word.len() as u32, start + part.len() as u32);
                pieces.extend((!word.is_empty()).then(|| (word, place(start, end))));
                pieces.extend((word.len() < part.len()).then(|| (" ", place(end, next))));
                start = next;
            }
        }
        while pieces.last().is_some_and(|(word, _)| *word == " ") {
            pieces.pop();
        }
        pieces
    }

    fn write(&self, out: &mut Builder) {
        for (words, at) in self.pieces() {
            out.replaced(words, at);
        }
    }
}

/// Writes a row as one line, its cells side by side.
fn plain(row: &[Cell], out: &mut Builder) {
    let mut last = None;
    for cell in row.iter().filter(|c| !c.is_blank()) {
        if last.is_some() {
            out.made(", ");
        }
        cell.write(out);
        last = Some(cell);
    }
    if last.is_some_and(|cell| !is_closed(&cell.words())) {
        out.made(".");
    }
    out.end_line();
}

fn is_closed(words: &str) -> bool {
    words.ends_with(['.', '!', '?'])
}

/// So many columns of bare numbers may stand before the one with the labels: a rank.
const MOST_BEFORE_LABEL: usize = 1;

/// How the lines of a table are made.
struct Layout<'a> {
    table: &'a Table,
    /// The column that says what a row is about.
    label: usize,
    /// What the head of each column says.
    heads: Vec<Told>,
    /// Whether rows say what is measured and columns of whom.
    by_row: bool,
    /// The unit of all figures.
    whole: Option<Told>,
}

/// What a row is about.
struct Label<'a> {
    cell: Option<&'a Cell>,
    told: Told,
}

impl<'a> Layout<'a> {
    fn of(table: &'a Table) -> Self {
        let label = (0..=MOST_BEFORE_LABEL).find(|&c| names_rows(table, c)).unwrap_or(0);
        let heads: Vec<Told> = table.head.iter().map(|c| Told::of_head(&c.words())).collect();
        let others = heads.iter().enumerate().filter(|(column, _)| *column != label);
        let by_column = others.map(|(_, told)| told).any(Told::has_unit);
        let mut labels = table.rows.iter().filter_map(|row| row.get(label));
        let by_row = !by_column && labels.any(|c| Told::of_label(&c.words()).has_unit());
        let whole = if by_row || by_column { None } else { unit_beside_name(table, label, &heads) };
        let corner = heads.get(label).filter(|told| told.is_unit()).cloned();
        Self { table, label, heads, by_row, whole: corner.or(whole) }
    }

    /// Heads with a digit that no line says: that of the labels, those of empty columns.
    fn loose_heads(&self, out: &mut Builder) {
        let mut said = vec![false; self.heads.len()];
        for row in &self.table.rows {
            for (said, cell) in said.iter_mut().zip(row) {
                *said |= !cell.is_blank();
            }
        }
        for (column, (cell, said)) in self.table.head.iter().zip(said).enumerate() {
            let unit = self.heads.get(column).is_some_and(Told::is_unit);
            let loose = !unit && (!said || column == self.label);
            if loose && cell.words().contains(|c: char| c.is_ascii_digit()) {
                plain(std::slice::from_ref(cell), out);
            }
        }
    }

    fn row(&self, row: &[Cell], out: &mut Builder) {
        let cell = row.get(self.label).filter(|c| !c.is_blank());
        let told = cell.map(|c| Told::of_label(&c.words())).unwrap_or_default();
        let label = Label { cell, told };
        let others = row.iter().enumerate().filter(|(column, _)| *column != self.label);
        let mut figures = others.filter(|(_, cell)| !cell.is_blank()).peekable();
        if figures.peek().is_none() {
            plain(row, out);
        }
        for (column, figure) in figures {
            self.line(&label, column, figure, out);
        }
    }

    /// Whom, what, how much, when. Words that stand in the file behind what follows them in the
    /// line stand for that, so that the line goes forward in the file.
    fn line(&self, label: &Label<'_>, column: usize, figure: &Cell, out: &mut Builder) {
        let at = figure.span();
        let own = label.cell.map(Cell::span).filter(|own| own.start < at.start).unwrap_or(at);
        let none = Told::default();
        let head = self.heads.get(column).unwrap_or(&none);
        let (row, column) = (label.told.name.as_str(), head.name.as_str());
        let names =
            if self.by_row { [(column, own), (row, own)] } else { [(row, own), (column, at)] };
        let mut named = false;
        for (name, at) in names.into_iter().filter(|(name, _)| !name.is_empty()) {
            out.made(if named { " - " } else { "" });
            out.replaced(name, at);
            named = true;
        }
        out.made(if named { ": " } else { "" });
        self.figure(head, &label.told, figure, out);
        out.replaced(&head.note, at);
        out.replaced(&label.told.note, at);
        let noted = !head.note.is_empty() || !label.told.note.is_empty();
        out.made(if !noted && is_closed(&figure.words()) { "" } else { "." });
        out.end_line();
    }

    /// The figure with the unit of its column, its row or the whole table, if it has none itself.
    fn figure(&self, head: &Told, label: &Told, cell: &Cell, out: &mut Builder) {
        let mut units = [Some(head), Some(label), self.whole.as_ref()].into_iter().flatten();
        match units.find(|told| told.has_unit()).filter(|_| is_bare(&cell.words())) {
            Some(told) => with_unit(told, cell, out),
            None => cell.write(out),
        }
    }
}

/// The unit of all figures that the corner tells beside a name, or the title: where no column and no
/// row can have one of its own.
fn unit_beside_name(table: &Table, label: usize, heads: &[Told]) -> Option<Told> {
    let columns = heads.iter().enumerate().filter(|(column, _)| *column != label);
    let columns: Vec<&Told> = columns.map(|(_, told)| told).filter(|t| !t.is_empty()).collect();
    let labels = table.rows.iter().filter_map(|row| row.get(label)).map(Cell::words);
    let labels: Vec<String> = labels.filter(|words| !words.is_empty()).collect();
    let years_above = !columns.is_empty() && columns.iter().all(|told| told.is_time());
    let years_beside = !labels.is_empty() && labels.iter().all(|words| is_time(words));
    // "Age (years)" is about labels such as "Under 5".
    let figures_beside = labels.iter().any(|words| words.contains(|c: char| c.is_ascii_digit()));
    if figures_beside && !years_beside {
        return None;
    }
    let names_values = |told: &&Told| years_above || (years_beside && !told.names_time());
    let corner = heads.get(label).filter(names_values).cloned();
    let title = years_above.then(|| Told::of_title(&table.title));
    [corner, title].into_iter().flatten().find(Told::has_unit)
}

/// Whether most cells of a column say what their row is about: words, or years.
fn names_rows(table: &Table, column: usize) -> bool {
    let cells = table.rows.iter().filter_map(|row| row.get(column)).filter(|c| !c.is_blank());
    let (mut names, mut all) = (0, 0);
    for cell in cells {
        let words = cell.words();
        all += 1;
        names += usize::from(words.contains(char::is_alphabetic) || is_time(&words));
    }
    names * 2 > all
}

/// Marks before the digits of a figure; the sign of money comes after them.
const BEFORE_DIGITS: &[char] = &['-', '+', '−', '~', '≈', '<', '>', '±'];

/// Whether a cell is nothing but a figure in digits, or a range of two.
fn is_bare(words: &str) -> bool {
    let figure = words.trim_start_matches(BEFORE_DIGITS);
    let inside = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,'’–-".contains(c);
    let digit = |c: char| c.is_ascii_digit();
    figure.starts_with(digit) && figure.ends_with(digit) && figure.chars().all(inside)
}

fn with_unit(told: &Told, cell: &Cell, out: &mut Builder) {
    let mut sign = Some(told.sign.as_str());
    for (word, at) in cell.pieces() {
        let digits = word.trim_start_matches(BEFORE_DIGITS);
        match sign.take_if(|_| word != " ") {
            Some(sign) => {
                out.replaced(word.strip_suffix(digits).unwrap_or_default(), at);
                out.replaced(sign, cell.span());
                out.replaced(digits, at);
            }
            None => out.replaced(word, at),
        }
    }
    out.replaced(&told.unit, cell.span());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads rows of cells between bars, the first of which is the head, from a file.
    fn read(file: &str) -> Table {
        let mut rows = Vec::new();
        let mut start = 0;
        for line in file.split_inclusive('\n') {
            let mut row = Vec::new();
            for part in line.trim_end_matches('\n').split('|') {
                let at = Span::new(start, start + part.len() as u32);
                row.push(Cell { chunks: vec![(part.to_owned(), at)] });
                start = at.end + 1;
            }
            rows.push(row);
        }
        let head = rows.remove(0);
        Table { head, rows, ..Table::default() }
    }

    fn lines(file: &str) -> Vec<String> {
        let mut out = Builder::default();
        read(file).write(&mut out);
        out.finish(file.to_owned()).0.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_figure_is_a_line_with_its_row_its_column_and_its_unit() {
        let cases: [(&str, &[&str]); 13] = [
            (
                "Company | Revenue ($m) | Margin (%)\n Acme | 12.3 | 4.5",
                &["Acme - Revenue: $12.3 million.", "Acme - Margin: 4.5%."],
            ),
            (
                "Item | Acme | Brix\nRevenue, million euros | 12.3 | n/a\nStaff | 9 | 8",
                &[
                    "Acme - Revenue: 12.3 million euros.",
                    "Brix - Revenue: n/a.",
                    "Acme - Staff: 9.",
                    "Brix - Staff: 8.",
                ],
            ),
            (
                "$m | 2023 | Q3 2024\nRevenue | 12.3 | -14",
                &["Revenue: $12.3 million in 2023.", "Revenue: -$14 million in Q3 2024."],
            ),
            ("Year | Deaths (confirmed)\n2023 | 12", &["Deaths: 12 (confirmed) in 2023."]),
            (
                "No. | City | Area in km²\n1 | Northport | 12.3",
                &["Northport - No.: 1.", "Northport - Area: 12.3 km²."],
            ),
            (
                "City | Status | Fire\nEastham | open. | –\nMilford (2) | |",
                &["Eastham - Status: open.", "Milford (2)."],
            ),
            (
                "Firm | Sales (US$ '000)\nAcme | 10–12\nBrix | $3m",
                &["Acme - Sales: US$10–12 thousand.", "Brix - Sales: $3m."],
            ),
            (
                "Firm | Price (€/MWh) | Debt (% of GDP)\nAcme | 40 | 3",
                &["Acme - Price: €40/MWh.", "Acme - Debt: 3% of GDP."],
            ),
            (
                "Firm | Height (m) | Wage (EURk)\nAcme | 40 | 3",
                &["Acme - Height: 40 (m).", "Acme - Wage: EUR 3 thousand."],
            ),
            ("Poll of 1,000 | Vote\nAnn | 9", &["Poll of 1,000.", "Ann - Vote: 9."]),
            ("A | \nx | 5", &["x: 5."]),
            ("City | Fires\nDuluth (MN) | 5", &["Duluth (MN) - Fires: 5."]),
            (" | \nAcme | 5", &["Acme, 5."]),
        ];
        for (file, expected) in cases {
            assert_eq!(lines(file), expected, "{file}");
        }
    }

    #[test]
    fn a_unit_in_the_corner_holds_for_all_figures_where_nothing_else_can_have_one() {
        let cases: [(&str, &[&str]); 7] = [
            (
                "Revenue ($ million) | 2023 | 2024\nAcme | 12.3 | $3bn",
                &["Acme: $12.3 million in 2023.", "Acme: $3bn in 2024."],
            ),
            ("Rainfall (mm) | Q1 2024\nAlderby | 12", &["Alderby: 12 mm in Q1 2024."]),
            (
                "Revenue, million euros | Acme | Brix\n2023 | 1.5 | 2",
                &["Acme: 1.5 million euros in 2023.", "Brix: 2 million euros in 2023."],
            ),
            // The unit may be that of the labels, or of some columns only.
            ("Age (years) | 2023\nUnder 5 | 12", &["Under 5: 12 in 2023."]),
            (
                "Year ($m) | Sales | Staff\n2023 | 4 | 30",
                &["Sales: 4 in 2023.", "Staff: 30 in 2023."],
            ),
            ("Stay (days) | Patients\nShort | 12", &["Short - Patients: 12."]),
            ("Sales ($m) | 2023\nBerths, tonnes | 12", &["Berths: 12 tonnes in 2023."]),
        ];
        for (file, expected) in cases {
            assert_eq!(lines(file), expected, "{file}");
        }
    }

    #[test]
    fn a_unit_in_the_title_holds_for_all_figures_of_years() {
        let cases = [
            ("Revenue, in thousands of euros.", "Acme: 12 thousand euros in 2023."),
            ("In millions of dollars", "Acme: 12 million dollars in 2023."),
            ("Revenue ($ million)", "Acme: $12 million in 2023."),
            ("Fires in Northport", "Acme: 12 in 2023."),
        ];
        for (title, expected) in cases {
            let file = " | 2023\nAcme | 12".to_owned();
            let mut out = Builder::default();
            Table { title: title.to_owned(), ..read(&file) }.write(&mut out);
            assert_eq!(out.finish(file).0.trim_end(), expected, "{title}");
        }
    }

    #[test]
    fn a_single_column_is_written_row_by_row() {
        assert_eq!(lines("Deaths\n12\nIt rained."), ["Deaths.", "12.", "It rained."]);
    }

    #[test]
    fn a_figure_is_found_again_in_its_cell() {
        let file = "Firm | Sales ($m)\nAcme Corp | -12.3 \nBrix | 4 to 5".to_owned();
        let mut out = Builder::default();
        read(&file).write(&mut out);
        let (text, origin) = out.finish(file);
        let found = |words: &str| {
            let start = text.find(words).unwrap() as u32;
            origin.in_file(Span::new(start, start + words.len() as u32)).of(&origin.file)
        };
        assert_eq!(found("-$12.3 million").trim(), "-12.3");
        assert_eq!(found("12.3"), "-12.3");
        assert_eq!(found("Acme Corp - Sales: -$12.3 million").trim(), "Acme Corp | -12.3");
        assert_eq!(found("4 to 5"), "4 to 5");
        assert_eq!(found("to"), "to");
    }

    #[test]
    fn hostile_tables_stay_small() {
        let head = format!("{}|{}", "h".repeat(50_000), "h".repeat(50_000));
        let file = format!("{head}\n{}", "a|1\n".repeat(20_000));
        assert!(lines(&file).iter().map(String::len).sum::<usize>() < 2 * file.len());
        let brackets = format!("{}|{}\n1|2|3", "a(".repeat(10_000), "b[)".repeat(10_000));
        assert_eq!(lines(&brackets).len(), 2);
    }
}
