//! What stands in the parts of a Word document, paragraph by paragraph, as if all changes were
//! accepted: inserted words are words, deleted ones are not.

use std::mem;

use quick_xml::events::BytesStart;

use super::xml::{Item, Xml, attribute, is_on};
use crate::text::{Dropped, ReadError};

/// The paragraphs of some parts, and what stands between their words.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// In the order in which they begin: the one that holds a text box before those inside.
    pub(super) paragraphs: Vec<Paragraph>,
    /// The tables, in the order in which they begin.
    pub(super) tables: Vec<Shape>,
    /// What was left out, with the number of its paragraph; the lines are not known yet.
    pub(super) lost: Vec<(usize, Dropped)>,
    /// Where the words of comments begin and end.
    pub(super) marks: Vec<Mark>,
    /// The comments of a part of comments: the id, and the number of the first paragraph.
    pub(super) comments: Vec<(String, usize)>,
}

/// A paragraph.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Its words.
    pub(super) text: String,
    /// How many paragraphs it stands in: inside a text box at least one.
    pub(super) depth: usize,
    /// Where it stands in a table.
    pub(super) cell: Option<CellAt>,
    /// Whether it is an item of a list.
    pub(super) listed: bool,
    /// Whether it is a heading, numbered or not.
    pub(super) heading: bool,
    /// Whether its end is deleted, so that the next paragraph goes on where it stops.
    pub(super) joined: bool,
}

impl Paragraph {
    /// Whether the words of the next paragraph belong to this one.
    pub(super) fn goes_on_in(&self, next: &Self) -> bool {
        self.joined && (self.depth, self.cell) == (next.depth, next.cell)
    }
}

/// A cell of a table, by numbers from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellAt {
    pub(super) table: usize,
    pub(super) row: usize,
    pub(super) column: usize,
}

/// What is known of a table besides its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// The most cells that a row has.
    pub(super) columns: usize,
    /// Whether a cell takes the place of several.
    pub(super) merged: bool,
    /// Whether another table stands in it.
    pub(super) holds_table: bool,
    /// Whether the first row is said to be repeated on every page.
    pub(super) headed: bool,
}

/// A place between the characters of a paragraph. The paragraph may be one behind the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) paragraph: usize,
    /// In bytes.
    pub(super) offset: u32,
}

/// Something that a comment leaves in the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The id of the comment.
    pub(super) comment: String,
    pub(super) kind: MarkKind,
    pub(super) at: At,
}

/// What a mark says of its comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// Its words begin here.
    Start,
    /// Its words end here.
    End,
    /// It is shown here.
    Reference,
}

/// Reads a part, and adds what it holds to the story.
pub(super) fn read(part: &'static str, file: &str, story: &mut Story) -> Result<(), ReadError> {
    let mut xml = Xml::new(part, file);
    let mut walk = Walk::new(story);
    while let Some(item) = xml.item()? {
        match item {
            Item::Open(element) => walk.open(&element),
            Item::Close => walk.close(),
            Item::Text(words) => walk.characters(&words),
        }
    }
    Ok(())
}

/// What an element is to the walk. Names that say nothing of the text are all `Other`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Paragraph,
    ParagraphProperties,
    /// Properties of the mark that ends a paragraph.
    MarkProperties,
    Run,
    RunProperties,
    Text,
    DeletedText,
    Deleted,
    Table,
    Row,
    Cell,
    /// An element that is passed over with all inside.
    Silent,
    Other,
}

impl Kind {
    fn of(name: &str, parent: Self) -> Self {
        match name {
            _ if parent == Self::Silent || is_silent(name) => Self::Silent,
            "p" => Self::Paragraph,
            "pPr" => Self::ParagraphProperties,
            "rPr" if parent == Self::ParagraphProperties => Self::MarkProperties,
            "rPr" if parent == Self::Run => Self::RunProperties,
            "r" => Self::Run,
            "t" => Self::Text,
            "delText" => Self::DeletedText,
            "del" | "moveFrom" if parent != Self::MarkProperties => Self::Deleted,
            "tbl" => Self::Table,
            "tr" => Self::Row,
            "tc" => Self::Cell,
            _ => Self::Other,
        }
    }
}

/// Codes of fields, what properties were before a change, and what is said again for programs that
/// do not know a newer element.
fn is_silent(name: &str) -> bool {
    matches!(name, "instrText" | "delInstrText" | "Fallback") || name.ends_with("PrChange")
}

/// How a run is shown.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    hidden: bool,
    raised: bool,
}

/// A table whose end is not reached; its rows, and the columns of the last of them, so far.
struct OpenTable {
    table: usize,
    rows: usize,
    columns: usize,
}

/// The way through one part.
struct Walk<'s> {
    story: &'s mut Story,
    /// The open elements, outermost first.
    stack: Vec<Kind>,
    /// The open paragraphs, as places in the story.
    open: Vec<usize>,
    runs: Vec<Run>,
    tables: Vec<OpenTable>,
    /// The open fields: whether their code is still going on, rather than their result.
    fields: Vec<bool>,
    /// How many of them are in their code.
    codes: usize,
    /// How many elements of deleted words are open.
    deleted: usize,
    /// The words that are being left out, and what they are.
    losing: Option<(&'static str, String)>,
}

impl<'s> Walk<'s> {
    fn new(story: &'s mut Story) -> Self {
        Self {
            story,
            stack: Vec::new(),
            open: Vec::new(),
            runs: Vec::new(),
            tables: Vec::new(),
            fields: Vec::new(),
            codes: 0,
            deleted: 0,
            losing: None,
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name().into_inner();
        let parent = self.stack.last().copied().unwrap_or(Kind::Other);
        let kind = Kind::of(name, parent);
        self.stack.push(kind);
        match kind {
            Kind::Paragraph => self.open_paragraph(),
            Kind::Run => {
                let hidden = self.runs.last().is_some_and(|outer| outer.hidden);
                self.runs.push(Run { hidden, raised: false });
            }
            Kind::Deleted => self.deleted += 1,
            Kind::Table => self.open_table(),
            Kind::Row => self.open_row(),
            Kind::Cell => self.open_cell(),
            Kind::Other => self.other(name, parent, element),
            _ => {}
        }
    }

    fn close(&mut self) {
        match self.stack.pop() {
            Some(Kind::Paragraph) => self.close_paragraph(),
            Some(Kind::Run) => {
                self.runs.pop();
            }
            Some(Kind::Deleted) => self.deleted -= 1,
            Some(Kind::Table) => {
                self.tables.pop();
            }
            _ => {}
        }
    }

    /// Characters are words only where they stand in an element for them.
    fn characters(&mut self, words: &str) {
        if matches!(self.stack.last(), Some(Kind::Text | Kind::DeletedText)) {
            self.words(words);
        }
    }

    fn open_paragraph(&mut self) {
        self.settle();
        let cell = self.tables.last().and_then(|t| {
            let (row, column) = (t.rows.checked_sub(1)?, t.columns.checked_sub(1)?);
            Some(CellAt { table: t.table, row, column })
        });
        let depth = self.open.len();
        self.open.push(self.story.paragraphs.len());
        self.story.paragraphs.push(Paragraph { depth, cell, ..Paragraph::default() });
    }

    /// Ends a paragraph. One without words is forgotten: the next takes its number, and its end is
    /// that of a paragraph that went on into it.
    fn close_paragraph(&mut self) {
        self.settle();
        let closed = self.open.pop();
        let paragraphs = &mut self.story.paragraphs;
        let empty = paragraphs.last().is_some_and(|p| p.text.is_empty());
        if !empty || closed != paragraphs.len().checked_sub(1) {
            return;
        }
        if let (Some(gone), Some(before)) = (paragraphs.pop(), paragraphs.last_mut())
            && before.goes_on_in(&gone)
        {
            before.joined = gone.joined;
        }
    }

    fn open_table(&mut self) {
        if let Some(shape) = self.shape() {
            shape.holds_table = true;
        }
        self.tables.push(OpenTable { table: self.story.tables.len(), rows: 0, columns: 0 });
        self.story.tables.push(Shape::default());
    }

    fn open_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.rows += 1;
            table.columns = 0;
        }
    }

    fn open_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        table.columns += 1;
        let columns = table.columns;
        if let Some(shape) = self.shape() {
            shape.columns = shape.columns.max(columns);
        }
    }

    /// The innermost open paragraph.
    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        let at = *self.open.last()?;
        self.story.paragraphs.get_mut(at)
    }

    /// What is known of the innermost open table.
    fn shape(&mut self) -> Option<&mut Shape> {
        let table = self.tables.last()?.table;
        self.story.tables.get_mut(table)
    }

    /// An element whose meaning depends on where it stands.
    fn other(&mut self, name: &str, parent: Kind, element: &BytesStart<'_>) {
        match (parent, name) {
            (Kind::Run, "tab" | "br" | "cr" | "ptab") => self.words(" "),
            (Kind::Run, "noBreakHyphen") => self.words("-"),
            // A character of a font of signs: which one, only the font knows.
            (Kind::Run, "sym") => self.words("\u{FFFD}"),
            (Kind::Run, "fldChar") => self.field(element),
            (Kind::RunProperties, _) => self.run_property(name, element),
            (Kind::ParagraphProperties | Kind::MarkProperties, _) => {
                self.paragraph_property(name, element);
            }
            (_, "numId" | "gridSpan" | "gridBefore" | "vMerge" | "tblHeader") => {
                self.inner_property(name, element);
            }
            // Of formulas: without them, one half is twelve.
            (_, "den") => self.words("/"),
            (_, "sup") => self.words("^"),
            (_, "commentRangeStart") => self.mark(MarkKind::Start, element),
            (_, "commentRangeEnd") => self.mark(MarkKind::End, element),
            (_, "commentReference") => self.mark(MarkKind::Reference, element),
            (_, "comment") => {
                let id = attribute(element, "id").unwrap_or_default();
                self.story.comments.push((id, self.story.paragraphs.len()));
            }
            (_, "docPr") => self.image(element),
            _ => {}
        }
    }

    fn run_property(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(run) = self.runs.last_mut() else { return };
        match name {
            "vanish" => run.hidden = is_on(element),
            "vertAlign" => {
                run.raised = attribute(element, "val").as_deref() == Some("superscript");
            }
            _ => {}
        }
    }

    fn paragraph_property(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(paragraph) = self.paragraph() else { return };
        match name {
            "pStyle" => {
                let style = attribute(element, "val").unwrap_or_default();
                paragraph.heading = style.starts_with("Heading") || style.starts_with("Title");
                paragraph.listed =
                    style.starts_with("ListBullet") || style.starts_with("ListNumber");
            }
            "numPr" => paragraph.listed = true,
            "del" | "moveFrom" => paragraph.joined = true,
            _ => {}
        }
    }

    /// A property inside a group of properties.
    fn inner_property(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = attribute(element, "val");
        if name == "numId" {
            // Zero takes a numbering away again.
            if let Some(paragraph) = self.paragraph() {
                paragraph.listed &= value.as_deref() != Some("0");
            }
            return;
        }
        let first = self.tables.last().is_some_and(|t| t.rows == 1);
        let Some(shape) = self.shape() else { return };
        if name == "tblHeader" {
            shape.headed |= first && is_on(element);
        } else {
            shape.merged |= value.as_deref() != Some("1");
        }
    }

    /// Words of the article, or words that are left out.
    fn words(&mut self, words: &str) {
        if self.open.is_empty() {
            return;
        }
        if let Some(what) = self.left_out() {
            return self.lose(what, words);
        }
        self.settle();
        let raised = self.runs.last().is_some_and(|run| run.raised);
        let Some(paragraph) = self.paragraph() else { return };
        if raised {
            paragraph.text.extend(words.chars().map(superscript));
        } else {
            paragraph.text.push_str(words);
        }
    }

    /// What the words at this place are, if they are none of the article.
    fn left_out(&self) -> Option<&'static str> {
        if self.deleted > 0 || self.stack.last() == Some(&Kind::DeletedText) {
            Some("deleted text")
        } else if self.runs.last().is_some_and(|run| run.hidden) {
            Some("hidden text")
        } else {
            (self.codes > 0).then_some("field code")
        }
    }

    fn lose(&mut self, what: &'static str, words: &str) {
        if let Some((losing, lost)) = &mut self.losing
            && *losing == what
        {
            return lost.push_str(words);
        }
        self.settle();
        self.losing = Some((what, words.to_owned()));
    }

    /// Records what was being left out.
    fn settle(&mut self) {
        if let Some((what, words)) = self.losing.take() {
            self.drop_words(what, &words);
        }
    }

    fn drop_words(&mut self, what: &'static str, words: &str) {
        if !words.trim().is_empty() {
            let paragraph = self.here().paragraph;
            self.story.lost.push((paragraph, Dropped::new(what, 0, words)));
        }
    }

    fn image(&mut self, element: &BytesStart<'_>) {
        if let Some(description) = attribute(element, "descr") {
            self.drop_words("image description", &description);
        }
    }

    fn field(&mut self, element: &BytesStart<'_>) {
        match attribute(element, "fldCharType").as_deref() {
            Some("begin") => {
                self.fields.push(true);
                self.codes += 1;
            }
            Some("separate") => {
                let code = self.fields.last_mut().map(mem::take);
                self.codes -= usize::from(code == Some(true));
            }
            Some("end") => self.codes -= usize::from(self.fields.pop() == Some(true)),
            _ => {}
        }
    }

    fn mark(&mut self, kind: MarkKind, element: &BytesStart<'_>) {
        let Some(comment) = attribute(element, "id") else { return };
        let at = self.here();
        self.story.marks.push(Mark { comment, kind, at });
    }

    /// The place behind the words so far; between paragraphs, the beginning of the next.
    fn here(&self) -> At {
        let Some(&paragraph) = self.open.last() else {
            return At { paragraph: self.story.paragraphs.len(), offset: 0 };
        };
        let text = self.story.paragraphs.get(paragraph).map_or("", |p| &p.text);
        At { paragraph, offset: text.len() as u32 }
    }
}

/// A character that stands raised. A digit that stays a digit would become a part of the number
/// before it: the mark of a note, a power.
fn superscript(c: char) -> char {
    match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '-' | '−' => '⁻',
        _ => c.to_digit(10).and_then(|digit| char::from_u32(0x2070 + digit)).unwrap_or(c),
    }
}
