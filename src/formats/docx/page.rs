//! The paragraphs of a Word document as lines of text, and the way from the ones to the others.

use super::story::{At, CellAt, Paragraph, Shape, Story};
use crate::formats::builder::Builder;
use crate::formats::table::{Cell, Table};
use crate::text::{Piece, Span};

/// A table is laid out, not told, where a cell has more paragraphs than this.
const MOST_IN_CELL: usize = 3;

/// The text of a document.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) text: String,
    /// Where each line of the text begins.
    lines: Vec<u32>,
    /// Where each paragraph begins when they are written one behind the other, and their end.
    starts: Vec<u32>,
    /// Where the words of the paragraphs went, in the order of the paragraphs.
    places: Vec<Place>,
}

/// Where some words of the paragraphs went.
#[derive(Debug)]
struct Place {
    /// Their first byte in the paragraphs.
    start: u32,
    /// How far this and the places before it reach in the paragraphs.
    reach: u32,
    /// In the text.
    text: Span,
    /// Whether they are the same bytes there.
    copied: bool,
}

/// A paragraph, or several whose ends are deleted.
#[derive(Debug)]
struct Line {
    /// Among all paragraphs written one behind the other.
    span: Span,
    listed: bool,
    cell: Option<CellAt>,
}

impl Page {
    /// Writes all paragraphs, those of tables as the lines of tables.
    pub(super) fn write(story: &Story) -> Self {
        let (flat, starts, lines) = flatten(&story.paragraphs);
        let mut out = Builder::default();
        for group in lines.chunk_by(|a, b| a.table().is_some() && a.table() == b.table()) {
            let shape = group.first().and_then(Line::table).and_then(|t| story.tables.get(t));
            match shape.filter(|shape| is_told(shape, group)) {
                Some(shape) => table(shape, group, &flat).write(&mut out),
                None => {
                    for line in group {
                        line.write(&flat, &mut out);
                    }
                }
            }
        }
        let (text, origin) = out.finish(flat);
        let lines = line_starts(&text);
        let places = places(origin.pieces, &lines);
        Self { text, lines, starts, places }
    }

    /// The line of the text, from 1, with the first words from a paragraph on.
    pub(super) fn line(&self, paragraph: usize) -> usize {
        line_at(&self.lines, self.start(self.flat(At { paragraph, offset: 0 })))
    }

    /// Where the words between two places went in the text; an empty span where none are left.
    pub(super) fn words(&self, from: At, to: At) -> Span {
        let (start, end) = (self.start(self.flat(from)), self.end(self.flat(to)));
        Span::new(start, end.max(start))
    }

    fn flat(&self, at: At) -> u32 {
        let start = self.starts.get(at.paragraph).map(|start| start + at.offset);
        start.or(self.starts.last().copied()).unwrap_or(0)
    }

    /// Where the words behind a place begin.
    fn start(&self, flat: u32) -> u32 {
        let next = self.places.partition_point(|place| place.reach <= flat);
        self.places
            .get(next)
            .map_or(self.text.len() as u32, |place| place.at(flat, place.text.start))
    }

    /// Where the words before a place end.
    fn end(&self, flat: u32) -> u32 {
        let after = self.places.partition_point(|place| place.start < flat);
        let last = after.checked_sub(1).and_then(|i| self.places.get(i));
        last.map_or(0, |place| place.at(flat, place.text.end))
    }
}

impl Place {
    /// The place of a byte of the paragraphs in the text, or `whole` where the bytes differ.
    fn at(&self, flat: u32, whole: u32) -> u32 {
        let inside = self.text.start + flat.saturating_sub(self.start);
        if self.copied { inside.min(self.text.end) } else { whole }
    }
}

impl Line {
    fn table(&self) -> Option<usize> {
        self.cell.map(|cell| cell.table)
    }

    fn row(&self) -> Option<usize> {
        self.cell.map(|cell| cell.row)
    }

    fn write(&self, flat: &str, out: &mut Builder) {
        if self.listed && !self.span.of(flat).trim().is_empty() {
            out.made("• ");
        }
        out.copied(flat, self.span);
        out.end_line();
    }
}

/// The paragraphs one behind the other, where each begins, and the lines that they make.
fn flatten(paragraphs: &[Paragraph]) -> (String, Vec<u32>, Vec<Line>) {
    let (mut flat, mut starts, mut lines) = (String::new(), Vec::new(), Vec::<Line>::new());
    let mut goes_on = false;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let start = flat.len() as u32;
        starts.push(start);
        flat.push_str(&paragraph.text);
        let end = flat.len() as u32;
        match lines.last_mut().filter(|_| goes_on) {
            Some(line) => line.span.end = end,
            None => lines.push(Line {
                span: Span::new(start, end),
                listed: paragraph.listed && !paragraph.heading,
                cell: paragraph.cell,
            }),
        }
        goes_on = paragraphs.get(index + 1).is_some_and(|next| paragraph.goes_on_in(next));
        if !goes_on {
            flat.push('\n');
        }
    }
    starts.push(flat.len() as u32);
    (flat, starts, lines)
}

/// Whether a table tells facts, rather than laying out a page.
fn is_told(shape: &Shape, lines: &[Line]) -> bool {
    let mut cells = lines.chunk_by(|a, b| a.cell == b.cell);
    shape.columns > 1 && !shape.holds_table && cells.all(|cell| cell.len() <= MOST_IN_CELL)
}

fn table(shape: &Shape, lines: &[Line], flat: &str) -> Table {
    let rows = lines.chunk_by(|a, b| a.row() == b.row());
    let mut rows: Vec<Vec<Cell>> = rows.map(|row| cells(row, flat)).collect();
    let said = shape.headed && lines.first().and_then(Line::row) == Some(0);
    let headed = rows.len() > 1 && !shape.merged && (said || names_columns(&rows));
    let head = if headed { rows.remove(0) } else { Vec::new() };
    Table { head, rows, ..Table::default() }
}

/// The cells of a row, empty ones too.
fn cells(row: &[Line], flat: &str) -> Vec<Cell> {
    let mut cells = Vec::new();
    for lines in row.chunk_by(|a, b| a.cell == b.cell) {
        let [first, ..] = lines else { continue };
        let end = lines.last().map_or(first.span.end, |last| last.span.end);
        let at = Span::new(first.span.start, end);
        let column = first.cell.map_or(0, |cell| cell.column);
        cells.resize(column.max(cells.len()), Cell::default());
        cells.push(Cell { chunks: vec![(at.of(flat).to_owned(), at)] });
    }
    cells
}

/// Whether the first row names the columns. A row of years does; one with another figure does not;
/// where there are two columns, it names the second only if that holds figures.
fn names_columns(rows: &[Vec<Cell>]) -> bool {
    let Some((first, others)) = rows.split_first() else { return false };
    let (mut names, mut years) = (0, 0);
    for words in first.iter().skip(1).map(words).filter(|words| !words.trim().is_empty()) {
        let mut rest = words.split_whitespace().filter(|word| !is_year(word)).peekable();
        if rest.peek().is_none() {
            years += 1;
        } else if rest.any(is_figure) {
            return false;
        } else {
            names += 1;
        }
    }
    let figure = |words: &str| words.trim().is_empty() || has_digit(words);
    let figures = || others.iter().filter_map(|row| row.get(1)).map(words).all(figure);
    years > 1 || names > 1 || (names == 1 && years == 0 && figures())
}

fn words(cell: &Cell) -> &str {
    cell.chunks.first().map_or("", |(words, _)| words)
}

fn has_digit(words: &str) -> bool {
    words.contains(|c: char| c.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && ["18", "19", "20", "21"].iter().any(|century| word.starts_with(century))
        && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a word is a number, rather than a name with a number: `Q3`, `CO2`.
fn is_figure(word: &str) -> bool {
    has_digit(word) && !word.starts_with(char::is_alphabetic)
}

fn line_starts(text: &str) -> Vec<u32> {
    let ends = text.match_indices('\n').map(|(at, _)| at as u32 + 1);
    std::iter::once(0).chain(ends.filter(|&at| (at as usize) < text.len())).collect()
}

/// The line of an offset, from 1.
fn line_at(lines: &[u32], offset: u32) -> usize {
    lines.partition_point(|&start| start <= offset)
}

/// Pieces of the text by what they were made from. Pieces of one line that were made from the same
/// words (a figure and its unit) are one place; so are all labels made from one cell, and the first
/// of them is theirs.
fn places(mut pieces: Vec<Piece>, lines: &[u32]) -> Vec<Place> {
    pieces.sort_unstable_by_key(|piece| (piece.file.start, piece.text.start));
    let mut places: Vec<Place> = Vec::with_capacity(pieces.len());
    for Piece { text, file } in pieces {
        let reach = places.last().map_or(0, |last| last.reach).max(file.end);
        match places.last_mut().filter(|last| last.start == file.start) {
            None => {
                let copied = text.len() == file.len();
                places.push(Place { start: file.start, reach, text, copied });
            }
            Some(last) if line_at(lines, last.text.start) == line_at(lines, text.start) => {
                last.text.end = text.end;
                last.reach = reach;
                last.copied = false;
            }
            Some(_) => {}
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of rows of cells between bars, in which every line is a paragraph.
    fn story(file: &str, shape: Shape) -> Story {
        let mut story = Story { tables: vec![shape], ..Story::default() };
        for (row, line) in file.lines().enumerate() {
            for (column, words) in line.split('|').enumerate() {
                let cell = Some(CellAt { table: 0, row, column });
                let text = words.trim().to_owned();
                story.paragraphs.push(Paragraph { text, cell, ..Paragraph::default() });
            }
        }
        story
    }

    fn lines(file: &str, shape: Shape) -> Vec<String> {
        Page::write(&story(file, shape)).text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_first_row_is_a_head_if_it_names_columns() {
        let shape = Shape { columns: 3, ..Shape::default() };
        for (file, expected) in [
            ("Firm|Sales ($m)\nAcme|5", "Acme - Sales: $5 million."),
            ("|2023|2024\nSales|5|6", "Sales: 5 in 2023."),
            ("Firm|Sales in Q3|Staff\nAcme|5|6", "Acme - Sales in Q3: 5."),
            ("Founded|1998\nStaff|1,200", "Founded, 1998."),
            ("Seat|Berlin\nStaff|1,200\nChair|Ann", "Seat, Berlin."),
            ("Dead|at least 8\nInjured|20", "Dead, at least 8."),
            ("Acme|$5m|Berlin\nBrix|$6m|Rome", "Acme, $5m, Berlin."),
            ("Firm|Sales", "Firm, Sales."),
        ] {
            assert_eq!(lines(file, shape).first().unwrap(), expected, "{file}");
        }
    }

    #[test]
    fn a_table_that_is_no_grid_is_not_read_as_one() {
        let file = "Firm|Sales\nAcme|5";
        for (shape, expected) in [
            (Shape { columns: 2, merged: true, ..Shape::default() }, "Firm, Sales./Acme, 5."),
            (Shape { columns: 2, holds_table: true, ..Shape::default() }, "Firm/Sales/Acme/5"),
            (Shape { columns: 1, ..Shape::default() }, "Firm/Sales/Acme/5"),
        ] {
            assert_eq!(lines(file, shape).join("/"), expected);
        }
        let said = Shape { columns: 2, headed: true, ..Shape::default() };
        assert_eq!(lines("Poll|of 1,000\nAcme|5", said), ["Acme - of 1,000: 5."]);
    }

    #[test]
    fn words_of_a_cell_are_found_in_its_line() {
        let file = "Firm|Sales ($m)|Staff\nAcme Corp|5|6\nBrix|7|8";
        let page = Page::write(&story(file, Shape { columns: 3, ..Shape::default() }));
        let at = |paragraph, offset| At { paragraph, offset };
        let words = |from, to| page.words(from, to).of(&page.text);
        assert_eq!(words(at(4, 0), at(4, 1)), "Sales: $5 million");
        assert_eq!(words(at(3, 0), at(3, 9)), "Acme Corp");
        assert_eq!(words(at(6, 0), at(8, 1)), "Brix - Sales: $7 million.\nBrix - Staff: 8");
        assert_eq!((page.line(3), page.line(8), page.line(9)), (1, 4, 4));
    }
}
