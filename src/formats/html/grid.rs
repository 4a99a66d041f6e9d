//! Tables: rows and cells as they come, and which of them is the head.

use crate::formats::table::{Cell, Table};
use crate::text::Span;

/// The head of a cell that goes across more columns is said of this many.
const MOST_ACROSS: usize = 20;

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The words that stand in no cell: its caption.
    caption: String,
    rows: Vec<Line>,
    /// Whether a cell is open.
    in_cell: bool,
    /// Whether a tag stands after the last words.
    crossed: bool,
}

/// A row.
#[derive(Debug, Default)]
struct Line {
    cells: Vec<GridCell>,
    /// Whether it stands in the head of the table.
    in_head: bool,
}

/// A cell.
#[derive(Debug, Default)]
struct GridCell {
    cell: Cell,
    is_head: bool,
    across: usize,
}

impl Grid {
    /// Begins a row.
    pub(super) fn row(&mut self, in_head: bool) {
        self.rows.push(Line { in_head, ..Line::default() });
    }

    /// Begins a cell that goes across so many columns.
    pub(super) fn cell(&mut self, is_head: bool, across: usize) {
        if self.rows.is_empty() {
            self.row(false);
        }
        let across = across.clamp(1, MOST_ACROSS);
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(GridCell { is_head, across, ..GridCell::default() });
        }
        self.in_cell = true;
        self.crossed = false;
    }

    /// Ends the cell.
    pub(super) fn end_cell(&mut self) {
        if let Some(cell) = self.open_cell() {
            trim(&mut cell.chunks);
        }
        self.in_cell = false;
    }

    /// Whether words belong to a cell, not to the caption.
    pub(super) fn is_in_cell(&self) -> bool {
        self.in_cell
    }

    /// Adds words that stand in no cell.
    pub(super) fn say(&mut self, words: &str) {
        self.caption.push_str(words);
    }

    /// Adds words to the cell.
    pub(super) fn add(&mut self, words: &str, at: Span) {
        let crossed = std::mem::take(&mut self.crossed);
        let Some(cell) = self.open_cell() else { return };
        let before =
            cell.chunks.last().is_some_and(|(w, _)| w.ends_with(|c: char| c.is_ascii_digit()));
        if crossed && before && words.starts_with(|c: char| c.is_ascii_digit()) {
            cell.chunks.push((" ".to_owned(), Span::new(at.start, at.start)));
        }
        cell.chunks.push((words.to_owned(), at));
    }

    /// Takes a tag inside the cell; one of a block sets its words apart.
    pub(super) fn cross(&mut self, is_block: bool, at: Span) {
        self.crossed = true;
        if is_block && let Some(cell) = self.open_cell() {
            cell.chunks.push((" ".to_owned(), at));
        }
    }

    fn open_cell(&mut self) -> Option<&mut Cell> {
        if !self.in_cell {
            return None;
        }
        self.rows.last_mut()?.cells.last_mut().map(|cell| &mut cell.cell)
    }

    /// The table.
    pub(super) fn finish(mut self) -> Table {
        self.end_cell();
        self.rows.retain(|row| !row.cells.is_empty());
        let head = self.head().map(|at| self.rows.remove(at).head()).unwrap_or_default();
        let has_head = !head.is_empty();
        let rows = self.rows.into_iter().map(|row| if has_head { row.body() } else { row.told() });
        let title = self.caption.split_whitespace().collect::<Vec<_>>().join(" ");
        Table { title, head, rows: rows.collect() }
    }

    /// Which row is the head of the others: the last of those that the page marks as heads, with
    /// nothing but titles of one cell before them. In a table without marks it is the first row, if
    /// it alone has no digits and there are more columns than a name and a value.
    fn head(&self) -> Option<usize> {
        let titles = self.rows.iter().take_while(|row| row.cells.len() == 1).count();
        let rows = self.rows.get(titles..)?;
        let marked = rows.iter().take_while(|row| row.is_marked()).count();
        let any_marked = rows.iter().any(|row| row.cells.iter().any(|c| c.is_head));
        let (first, others) = rows.split_first()?;
        let plain = !any_marked && first.cells.len() > 2 && !first.has_digit();
        match marked {
            0 if plain && others.iter().all(Line::has_digit) => Some(titles),
            0 => None,
            _ => (marked < rows.len()).then(|| titles + marked - 1),
        }
    }
}

impl Line {
    fn is_marked(&self) -> bool {
        self.in_head || self.cells.iter().all(|cell| cell.is_head)
    }

    fn has_digit(&self) -> bool {
        self.cells.iter().any(|cell| has_digit(&cell.cell))
    }

    /// Its cells, each said of all the columns that it goes across.
    fn head(self) -> Vec<Cell> {
        let cells = self.cells.into_iter();
        cells.flat_map(|c| std::iter::repeat_n(c.cell, c.across)).collect()
    }

    /// Its cells, each in its first column: what is said once is a figure once.
    fn body(self) -> Vec<Cell> {
        let mut cells = Vec::new();
        for cell in self.cells {
            cells.push(cell.cell);
            cells.resize_with(cells.len() + cell.across - 1, Cell::default);
        }
        cells
    }

    /// Its cells in a table without a head; a name and its value are one: `Deaths: 11`.
    fn told(self) -> Vec<Cell> {
        let named = match self.cells.as_slice() {
            [name, value] => !value.is_head && (name.is_head || !has_digit(&name.cell)),
            _ => false,
        };
        let mut cells: Vec<Cell> = self.cells.into_iter().map(|c| c.cell).collect();
        if named
            && let Some(value) = cells.pop()
            && let Some(name) = cells.last_mut()
        {
            if let Some((words, at)) = name.chunks.last() {
                let joint = if words.ends_with(':') { " " } else { ": " };
                let end = Span::new(at.end, at.end);
                name.chunks.push((joint.to_owned(), end));
            }
            name.chunks.extend(value.chunks);
        }
        cells
    }
}

fn has_digit(cell: &Cell) -> bool {
    cell.chunks.iter().any(|(words, _)| words.contains(|c: char| c.is_ascii_digit()))
}

/// Takes the white space off the end of what a cell tells.
fn trim(chunks: &mut Vec<(String, Span)>) {
    while let Some((words, at)) = chunks.last_mut() {
        let kept = words.trim_end().len();
        if kept > 0 {
            if words.len() == at.len() as usize {
                at.end = at.start + kept as u32;
            }
            words.truncate(kept);
            return;
        }
        chunks.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads lines of cells between bars; `!` before one makes it a head.
    fn table(lines: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut grid = Grid::default();
        for line in lines {
            grid.row(false);
            for words in line.split('|') {
                grid.cell(words.starts_with('!'), 1 + words.matches('+').count());
                grid.add(words.trim_start_matches('!').trim_matches('+'), Span::default());
                grid.end_cell();
            }
        }
        let shown = |cells: Vec<Cell>| {
            let words = |c: Cell| c.chunks.into_iter().map(|(words, _)| words).collect::<String>();
            cells.into_iter().map(words).collect::<Vec<_>>().join("|")
        };
        let Table { head, rows, .. } = grid.finish();
        let head = if head.is_empty() { Vec::new() } else { vec![shown(head)] };
        (head, rows.into_iter().map(shown).collect())
    }

    #[test]
    fn heads_are_told_from_rows() {
        let cases: [(&[&str], &[&str], &[&str]); 6] = [
            (&["!City|!Dead", "A|5"], &["City|Dead"], &["A|5"]),
            (
                &["!Toll", "!City|!2024++", "A|5++|6"],
                &["City|2024|2024|2024"],
                &["Toll", "A|5|||6"],
            ),
            (&["!Deaths|11 ", "!Missing:|4"], &[], &["Deaths: 11", "Missing: 4"]),
            (&["Deal size|$38", "Buyer|Acme"], &[], &["Deal size: $38", "Buyer: Acme"]),
            (&["City|Dead|Hurt", "A|5|6"], &["City|Dead|Hurt"], &["A|5|6"]),
            (&["!City|!Dead"], &[], &["City|Dead"]),
        ];
        for (lines, head, rows) in cases {
            let (found_head, found_rows) = table(lines);
            assert_eq!(found_head, head, "{lines:?}");
            assert_eq!(found_rows, rows, "{lines:?}");
        }
    }

    #[test]
    fn words_of_a_cell_are_set_apart_where_the_page_does() {
        let mut grid = Grid::default();
        grid.cell(false, 1);
        grid.add("12", Span::new(3, 5));
        grid.cross(false, Span::new(5, 9));
        grid.add("34 ", Span::new(9, 12));
        grid.cross(true, Span::new(12, 15));
        let table = grid.finish();
        let expected = [
            ("12".to_owned(), Span::new(3, 5)),
            (" ".to_owned(), Span::new(9, 9)),
            ("34".to_owned(), Span::new(9, 11)),
        ];
        assert_eq!(table.rows[0][0].chunks, expected);
    }
}
