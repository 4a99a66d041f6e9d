//! From the nodes of a page to the text of its article.

use std::ops::Range;

use super::content::Content;
use super::drops::Drops;
use super::element::Kind;
use super::entity::{self, Part};
use super::grid::Grid;
use super::json;
use super::left_out::LeftOut;
use super::lines::Lines;
use super::page::Page;
use crate::text::{Dropped, Span};

/// An article shorter than this, in bytes, may be shown by a script that has all of it.
const NEARLY_EMPTY: u32 = 400;
/// The engine takes numbers of one or two digits for those of list items.
const LAST_NUMBER: usize = 99;

/// Writes the article of a page; `headline` is the place of one that comes first and stands
/// elsewhere. What is not written is recorded.
pub(super) fn write(
    page: &Page,
    content: &Content,
    headline: Option<usize>,
) -> (Lines, Vec<Dropped>) {
    let mut writer = Writer {
        page,
        headline: headline.map_or(0..0, |at| at..page.end(at)),
        lines: Lines::default(),
        drops: Drops::new(page.file),
        open: Vec::new(),
        grid: None,
        here: 0,
    };
    writer.write_headline();
    writer.outside(content, 0..content.nodes().start);
    writer.inside(content);
    writer.article_body();
    writer.outside(content, content.nodes().end..page.nodes.len());
    (writer.lines, writer.drops.finish())
}

struct Writer<'a> {
    page: &'a Page<'a>,
    /// The nodes of a headline that stands elsewhere.
    headline: Range<usize>,
    lines: Lines,
    drops: Drops<'a>,
    /// The elements around the next node.
    open: Vec<Open>,
    /// The table that is being read.
    grid: Option<Grid>,
    /// Where the last node ends in the file.
    here: u32,
}

/// An element that is being read.
struct Open {
    kind: Kind,
    /// One past its last node.
    end: usize,
    /// How many items it has had so far, if it is a list.
    items: usize,
}

impl Writer<'_> {
    fn write_headline(&mut self) {
        let page = self.page;
        for (_, node) in page.within(self.headline.clone()) {
            match node.kind {
                Kind::Text => self.text(node.span),
                Kind::Break => self.lines.blank(node.span),
                _ => self.lines.cross(),
            }
        }
        self.lines.end();
    }

    fn outside(&mut self, content: &Content, nodes: Range<usize>) {
        let mut block = nodes.start;
        for (at, why) in content.outside(nodes) {
            match (why, self.kind(at)) {
                (Some(what), _) => self.leave(what, at),
                (None, Kind::Text) => self.record("outside the article", block, at),
                (None, kind) if kind.is_block() => block = at,
                _ => {}
            }
        }
    }

    fn inside(&mut self, content: &Content) {
        for (at, why) in content.inside() {
            self.close(at);
            if let Some(what) = why {
                self.edge(self.kind(at));
                self.leave(what, at);
            } else {
                self.node(at);
            }
            self.here = self.span(at).end;
        }
        self.close(usize::MAX);
        self.lines.end();
    }

    fn node(&mut self, at: usize) {
        let (kind, span) = (self.kind(at), self.span(at));
        match kind {
            Kind::Text => self.text(span),
            Kind::Comment => self.comment(at, span),
            Kind::Break => self.line_break(span),
            Kind::Image => {
                let words = self.page.attribute(at, "alt").unwrap_or_default();
                self.drops.add("image description", at, span.start, &words);
                self.edge(kind);
            }
            _ => {
                self.edge(kind);
                self.begin(kind, at);
                self.open.push(Open { kind, end: self.page.end(at), items: 0 });
            }
        }
    }

    /// Does what the start of an element does besides ending a line.
    fn begin(&mut self, kind: Kind, at: usize) {
        match kind {
            Kind::Item => {
                let marker = self.marker();
                self.lines.mark(Some(marker));
            }
            Kind::Table if self.grid.is_none() && !self.is_layout(at) => {
                self.grid = Some(Grid::default());
            }
            Kind::Row => {
                let part = |o: &&Open| matches!(o.kind, Kind::Table | Kind::Rows | Kind::HeadRows);
                let part = self.open.iter().rfind(part).map(|o| o.kind);
                if let Some(grid) = &mut self.grid {
                    grid.row(part == Some(Kind::HeadRows));
                }
            }
            Kind::Cell | Kind::HeadCell => {
                if let Some(grid) = &mut self.grid {
                    let across = self.page.attribute(at, "colspan");
                    let across = across.and_then(|n| n.trim().parse().ok()).unwrap_or(1);
                    grid.cell(kind == Kind::HeadCell, across);
                }
            }
            _ => {}
        }
    }

    /// Ends the elements that do not hold a node.
    fn close(&mut self, at: usize) {
        while let Some(open) = self.open.pop_if(|open| open.end <= at) {
            match open.kind {
                Kind::Item => self.lines.mark(None),
                Kind::Table => {
                    if let Some(grid) = self.grid.take() {
                        self.lines.table(&grid.finish());
                    }
                }
                Kind::Cell | Kind::HeadCell => {
                    if let Some(grid) = &mut self.grid {
                        grid.end_cell();
                    }
                }
                _ => {}
            }
            self.edge(open.kind);
        }
    }

    /// Takes the start or end of an element: that of a block ends the line.
    fn edge(&mut self, kind: Kind) {
        let here = Span::new(self.here, self.here);
        match &mut self.grid {
            Some(grid) if grid.is_in_cell() => grid.cross(kind.is_block(), here),
            _ if kind.is_block() => self.lines.end(),
            _ => self.lines.cross(),
        }
    }

    fn text(&mut self, span: Span) {
        let file = self.page.file;
        let is_raised = self.is_open(Kind::Raised);
        for part in entity::parts(file, span) {
            let part = if is_raised { raised(part, file) } else { part };
            match &mut self.grid {
                Some(grid) if grid.is_in_cell() => grid.add(part.words(file), part.place()),
                grid => {
                    if let Some(grid) = grid {
                        grid.say(part.words(file));
                    }
                    self.lines.add(file, &part);
                }
            }
        }
    }

    fn line_break(&mut self, span: Span) {
        let in_heading = self.is_open(Kind::Heading) || self.is_open(Kind::Headline);
        match &mut self.grid {
            Some(grid) if grid.is_in_cell() => grid.cross(true, span),
            _ if in_heading => self.lines.blank(span),
            _ => self.lines.line_break(span),
        }
    }

    fn comment(&mut self, at: usize, span: Span) {
        let comment = span.of(self.page.file);
        let inside = comment.strip_prefix("<!--").unwrap_or(comment);
        let inside = inside.strip_suffix("-->").unwrap_or(inside);
        let block = self.open.iter().rfind(|open| open.kind.is_block());
        let in_block = block.is_some_and(|open| open.kind.holds_words());
        let is_note = self.lines.comment(inside, span, in_block);
        if !is_note && inside.contains(|c: char| c.is_ascii_digit()) {
            self.drops.add("comment", at, span.start, inside);
        }
    }

    /// The marker of the next item of the innermost list.
    fn marker(&mut self) -> String {
        let is_list = |open: &&mut Open| matches!(open.kind, Kind::List | Kind::Numbers);
        match self.open.iter_mut().rfind(is_list) {
            Some(list) if list.kind == Kind::Numbers && list.items < LAST_NUMBER => {
                list.items += 1;
                format!("{}. ", list.items)
            }
            _ => "• ".to_owned(),
        }
    }

    /// Whether a table only places what it holds: other tables, headings.
    fn is_layout(&self, at: usize) -> bool {
        let role = self.page.attribute(at, "role").unwrap_or_default();
        let is_block =
            |kind| matches!(kind, Kind::Table | Kind::Heading | Kind::Headline | Kind::Article);
        let mut inside = self.page.within(at + 1..self.page.end(at));
        matches!(role.as_str(), "presentation" | "none") || inside.any(|(_, n)| is_block(n.kind))
    }

    /// Writes the article that only the data for a script has.
    fn article_body(&mut self) {
        let shown = self.lines.size();
        if shown >= NEARLY_EMPTY {
            return;
        }
        let file = self.page.file;
        let body = json::article_body(self.page).filter(|span| span.len() / 4 > shown);
        for part in body.into_iter().flat_map(|span| json::parts(file, span)) {
            match part {
                Part::Copied(span) => self.text(span),
                Part::Replaced(words, _) if words == "\n" => self.lines.end(),
                part @ Part::Replaced(..) => self.lines.add(file, &part),
            }
        }
        self.lines.end();
    }

    /// Records what an element holds as left out, the scripts in it apart.
    fn leave(&mut self, what: &'static str, at: usize) {
        let page = self.page;
        let (mut code, mut language) = (at..at, what);
        for (here, node) in page.within(at..page.end(at)) {
            if let Some(why @ (LeftOut::Script | LeftOut::Style)) = node.left_out {
                (code, language) = (here..page.end(here), why.what());
            } else if node.kind == Kind::Text {
                let inner = code.contains(&here);
                let (what, element) = if inner { (language, code.start) } else { (what, at) };
                self.record(what, element, here);
            }
        }
    }

    /// Records the text at a place as left out, unless it is that of the headline.
    fn record(&mut self, what: &'static str, element: usize, at: usize) {
        if !self.headline.contains(&at) {
            let span = self.span(at);
            let words = entity::decode(span.of(self.page.file));
            self.drops.add(what, element, span.start, &words);
        }
    }

    fn is_open(&self, kind: Kind) -> bool {
        self.open.iter().any(|open| open.kind == kind)
    }

    fn kind(&self, at: usize) -> Kind {
        self.page.nodes.get(at).map_or(Kind::Void, |node| node.kind)
    }

    fn span(&self, at: usize) -> Span {
        self.page.nodes.get(at).map(|node| node.span).unwrap_or_default()
    }
}

/// A part with its digits raised: an exponent or the number of a note is no digit of the figure
/// before it.
fn raised(part: Part, file: &str) -> Part {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raise = |c: char| c.to_digit(10).and_then(|d| RAISED.get(d as usize).copied()).unwrap_or(c);
    let words = part.words(file);
    if !words.contains(|c: char| c.is_ascii_digit()) {
        return part;
    }
    Part::Replaced(words.chars().map(raise).collect(), part.place())
}
