//! Articles in Markdown: CommonMark with tables, strikethrough and footnotes.
//!
//! Each paragraph, heading, list item and table row becomes one line. What a reader of the page
//! does not see as text of the article is left out and recorded: code, raw HTML, struck-through
//! text, descriptions of images, titles of links. Front matter is read by [`front_matter`], not by
//! the parser: that would take what stands between two `---` for metadata anywhere in the file.

mod front_matter;

use std::mem::take;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, RefDefs, Tag, TagEnd};

use self::front_matter::FrontMatter;
use super::UNREAD_DATE;
use super::builder::Builder;
use super::directive::Notes;
use super::table::{Cell, Table};
use crate::text::{Dropped, Lines, Source, Span};

/// Reads an article; nothing in it is an error.
pub(super) fn read(name: &str, file: String) -> Source {
    let mut front = front_matter::read(&file);
    let mut reader = Reader::new(&file);
    reader.head(&mut front);
    reader.body(front.end);
    let Reader { out, notes, mut dropped, headed, .. } = reader;
    dropped.sort_by_key(|d| d.line);
    let (text, origin) = out.finish(file);
    let directives = notes.finish(&text);
    let heading = text.lines().next().filter(|_| headed).map(str::to_owned);
    Source {
        name: name.to_owned(),
        title: front.title.map(|(title, _)| title).or(heading),
        publisher: front.publisher,
        url: front.url,
        published: front.published,
        story: front.story,
        format: "markdown",
        text,
        origin: Some(origin),
        dropped,
        directives,
        ..Source::default()
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES
}

/// Writes the text of an article from what the parser finds.
#[allow(clippy::struct_excessive_bools)] // each remembers one thing of the words before
struct Reader<'a> {
    file: &'a str,
    lines: Lines,
    out: Builder,
    notes: Notes,
    dropped: Vec<Dropped>,
    left_out: Option<LeftOut>,
    /// The bullet or number of the list item that begins.
    marker: Option<Span>,
    table: Option<Rows>,
    /// Whether the last words end with a digit.
    digit: bool,
    /// Whether something that is no text stands behind them.
    crossed: bool,
    /// Whether nothing was written before the heading that is being read.
    opening: bool,
    /// Whether the text begins with a heading.
    headed: bool,
}

/// Something that is not read, up to its end.
struct LeftOut {
    what: &'static str,
    start: usize,
    words: String,
    /// How many elements of Markdown are open inside.
    depth: usize,
    /// Whether an element of HTML began it, which ends with its tag or its block.
    html: bool,
}

impl LeftOut {
    fn new(what: &'static str, at: Span) -> Self {
        Self { what, start: at.start as usize, words: String::new(), depth: 0, html: false }
    }
}

/// A table that is being read.
#[derive(Default)]
struct Rows {
    table: Table,
    row: Vec<Cell>,
    cell: Cell,
    /// Where the last cell ends in the file.
    end: u32,
}

/// Elements of HTML whose text is not read, and what it is.
const LEFT_OUT: &[(&str, &str)] = &[
    ("del", "deleted text"),
    ("s", "deleted text"),
    ("strike", "deleted text"),
    ("script", "script"),
    ("style", "script"),
];

impl<'a> Reader<'a> {
    fn new(file: &'a str) -> Self {
        Self {
            file,
            lines: Lines::of(file),
            out: Builder::default(),
            notes: Notes::default(),
            dropped: Vec::new(),
            left_out: None,
            marker: None,
            table: None,
            digit: false,
            crossed: false,
            opening: false,
            headed: false,
        }
    }

    /// Takes the front matter. Its title becomes the first line, unless a heading says the same.
    fn head(&mut self, front: &mut FrontMatter) {
        for span in take(&mut front.unread) {
            self.record("front matter", span.start as usize, span.of(self.file));
        }
        for span in take(&mut front.unread_days) {
            self.record(UNREAD_DATE, span.start as usize, span.of(self.file));
        }
        if let Some((note, at)) = front.note.take() {
            self.notes.document(note, at);
        }
        front.title.take_if(|(title, _)| title.trim().is_empty());
        if let Some((title, at)) = &front.title
            && !has_heading(self.file.get(front.end..).unwrap_or_default(), title)
        {
            self.words(title, *at);
            self.end_block();
        }
    }

    /// Reads the article itself, which begins at `start` in the file.
    fn body(&mut self, start: usize) {
        let parser = Parser::new_ext(self.file.get(start..).unwrap_or_default(), options());
        self.definitions(parser.reference_definitions(), start);
        for (event, Range { start: from, end: to }) in parser.into_offset_iter() {
            self.event(&event, Span::new((start + from) as u32, (start + to) as u32));
        }
        self.end_block();
    }

    /// Titles in `[label]: address "title"` are shown nowhere.
    fn definitions(&mut self, definitions: &RefDefs<'_>, start: usize) {
        for (_, definition) in definitions.iter() {
            let title = definition.title.as_deref().unwrap_or_default();
            self.link_title(title, start + definition.span.start);
        }
    }

    fn event(&mut self, event: &Event<'_>, at: Span) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(*tag, at),
            Event::Text(words) => self.words(words, at),
            Event::Code(words) => {
                let inside = at.of(self.file).find(&**words).map(|i| at.start + i as u32);
                let copied = |start| Span::new(start, start + words.len() as u32);
                self.words(words, inside.map_or(at, copied));
            }
            Event::SoftBreak | Event::HardBreak => self.words(" ", at),
            Event::InlineHtml(html) => self.inline_html(html, at),
            Event::FootnoteReference(_) => self.crossed = true,
            Event::Rule => self.end_block(),
            // Blocks of HTML are read where they begin.
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: Span) {
        if let Some(left) = &mut self.left_out {
            left.depth += 1;
            return;
        }
        match tag {
            Tag::Strikethrough => self.leave_out("deleted text", at, ""),
            Tag::Image { title, .. } => self.leave_out("image description", at, title),
            Tag::Link { link_type: LinkType::Inline, title, .. } => {
                self.link_title(title, at.start as usize);
            }
            Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
            tag if is_inline(tag.to_end()) => {}
            _ => self.start_block(tag, at),
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, at: Span) {
        self.end_block();
        match tag {
            Tag::Heading { .. } => self.opening = self.out.offset() == 0,
            Tag::Item => self.marker = Some(marker(self.file, at)),
            Tag::CodeBlock(_) => self.leave_out("code", at, ""),
            Tag::HtmlBlock => self.html_block(at),
            Tag::Table(_) => self.table = Some(Rows::default()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: Span) {
        if let Some(left) = &mut self.left_out {
            let inside = if left.html { is_inline(tag) } else { left.depth > 0 };
            if inside {
                left.depth = left.depth.saturating_sub(1);
                return;
            }
            self.end_left_out();
        }
        match tag {
            TagEnd::TableCell | TagEnd::TableHead | TagEnd::TableRow | TagEnd::Table => {
                self.end_of_table(tag, at);
            }
            tag if is_inline(tag) => {}
            _ => self.end_block(),
        }
        match tag {
            TagEnd::Heading(_) => {
                self.headed |= take(&mut self.opening) && self.out.offset() > 0;
            }
            TagEnd::Item => self.marker = None,
            _ => {}
        }
    }

    fn end_of_table(&mut self, tag: TagEnd, at: Span) {
        let Some(rows) = &mut self.table else { return };
        match tag {
            TagEnd::TableCell => {
                rows.row.push(take(&mut rows.cell));
                rows.end = at.end;
                self.digit = false;
            }
            TagEnd::TableHead => rows.table.head = take(&mut rows.row),
            TagEnd::TableRow => {
                rows.table.rows.push(take(&mut rows.row));
                // Cells beyond those of the head are shown nowhere.
                let over = Span::new(rows.end.clamp(at.start, at.end), at.end);
                let words = over.of(self.file).replace('|', " ");
                self.record("table cell", over.start as usize, &words);
            }
            _ => {
                if let Some(rows) = self.table.take() {
                    rows.table.write(&mut self.out);
                }
                self.end_block();
            }
        }
    }

    fn end_block(&mut self) {
        self.digit = false;
        self.out.end_line();
        self.notes.block_ended(&self.out);
    }

    /// Adds words to the text, or to what is left out instead.
    fn words(&mut self, words: &str, at: Span) {
        if let Some(left) = &mut self.left_out {
            left.words.push_str(words);
            return;
        }
        // Two figures that something stands between are not one.
        let digit = |c: char| c.is_ascii_digit();
        let apart = take(&mut self.crossed) && self.digit && words.starts_with(digit);
        self.digit = words.ends_with(digit);
        if let Some(rows) = &mut self.table {
            let blank = (" ".to_owned(), Span::new(at.start, at.start));
            rows.cell.chunks.extend(apart.then_some(blank));
            rows.cell.chunks.push((words.to_owned(), at));
        } else if !words.trim().is_empty() || !self.out.at_line_start() {
            self.mark();
            self.out.made(if apart { " " } else { "" });
            self.write(words, at);
        }
    }

    fn write(&mut self, words: &str, at: Span) {
        if at.of(self.file) == words {
            self.out.copied(self.file, at);
        } else {
            self.out.replaced(words, at);
        }
    }

    /// Writes the marker of a list item before its first words, so that its number is no figure.
    fn mark(&mut self) {
        let Some(at) = self.marker.take() else { return };
        if at.of(self.file) == "+" {
            self.out.replaced("•", at);
        } else {
            self.out.copied(self.file, at);
        }
        self.out.made(" ");
    }

    fn record(&mut self, what: &'static str, start: usize, words: &str) {
        if words.chars().any(char::is_alphanumeric) {
            self.dropped.push(Dropped::new(what, self.lines.line(start), words));
        }
    }

    /// Leaves out the element of Markdown that begins here; `title` belongs to it.
    fn leave_out(&mut self, what: &'static str, at: Span, title: &str) {
        let words = if title.is_empty() { String::new() } else { format!("{title} ") };
        self.left_out = Some(LeftOut { words, ..LeftOut::new(what, at) });
    }

    fn end_left_out(&mut self) {
        if let Some(left) = self.left_out.take() {
            self.record(left.what, left.start, &left.words);
            self.crossed = true;
        }
    }

    fn link_title(&mut self, title: &str, start: usize) {
        if has_digit(title) {
            self.record("link title", start, title);
        }
    }

    fn inline_html(&mut self, html: &str, at: Span) {
        self.crossed = true;
        if let Some(comment) = html.strip_prefix("<!--") {
            let in_block = self.table.is_none();
            return self.comment(comment.strip_suffix("-->").unwrap_or(comment), at, in_block);
        }
        let name = html.trim_start_matches(['<', '/']);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name.get(..end).unwrap_or_default().to_ascii_lowercase();
        let element = LEFT_OUT.iter().find(|(element, _)| *element == name);
        let open = self.left_out.as_ref().map(|left| left.html);
        let start = at.start as usize;
        match (element, open, html.starts_with("</")) {
            (Some(&(_, what)), None, false) => {
                self.left_out = Some(LeftOut { html: true, ..LeftOut::new(what, at) });
            }
            (Some(_), Some(true), true) => self.end_left_out(),
            _ if name == "br" => self.words(" ", at),
            // A declaration or an instruction.
            _ if name.is_empty() && has_digit(html) => self.record("raw HTML", start, html),
            _ => self.record("image description", start, alt(html).unwrap_or_default()),
        }
    }

    /// Reads a block of HTML: its comments may be notes. What follows them on the line belongs to
    /// the block, but where it has no tags, it is text all the same.
    fn html_block(&mut self, at: Span) {
        let mut start = at.start as usize;
        let mut rest = at.of(self.file);
        while let Some((before, after)) = rest.split_once("<!--") {
            self.html(before, start);
            start += before.len();
            let (inside, next) = after.split_once("-->").unwrap_or((after, ""));
            let end = at.end as usize - next.len();
            let in_block = !self.out.at_line_start();
            self.comment(inside, Span::new(start as u32, end as u32), in_block);
            (start, rest) = (end, next);
        }
        self.html(rest, start);
    }

    fn html(&mut self, html: &str, start: usize) {
        if html.contains('<') {
            self.record("raw HTML", start, &shown(html));
        } else {
            self.words(html, Span::new(start as u32, (start + html.len()) as u32));
        }
    }

    fn comment(&mut self, inside: &str, at: Span, in_block: bool) {
        let note = self.notes.comment(inside, at, &self.out, in_block);
        if !note && has_digit(inside) {
            self.record("comment", at.start as usize, inside);
        }
    }
}

/// Whether a heading of the text has the words of a title.
fn has_heading(body: &str, title: &str) -> bool {
    let folded = |words: &str| words.to_lowercase().split_whitespace().collect::<String>();
    let title = folded(title);
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(body, options()) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_))
                if heading.take().is_some_and(|words| folded(&words) == title) =>
            {
                return true;
            }
            Event::Text(part) | Event::Code(part) => {
                if let Some(words) = &mut heading {
                    words.push_str(&part);
                }
            }
            _ => {}
        }
    }
    false
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// The bullet or number at the beginning of a list item.
fn marker(file: &str, item: Span) -> Span {
    let words = item.of(file);
    let item_words = words.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let digits = item_words.bytes().take_while(u8::is_ascii_digit).count();
    let start = item.start + (words.len() - item_words.len()) as u32;
    Span::new(start, start + digits as u32 + 1)
}

/// What a page shows of some HTML: the text between the tags, and what describes images.
fn shown(html: &str) -> String {
    let mut parts = html.split('<');
    let mut words = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        for shown in [alt(tag).unwrap_or_default(), text] {
            words.push(' ');
            words.push_str(shown);
        }
    }
    words
}

/// The value of the attribute `alt` of a tag.
fn alt(tag: &str) -> Option<&str> {
    let (_, value) = tag.split_once(" alt=")?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}

fn has_digit(words: &str) -> bool {
    words.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Covers;

    fn markdown(file: &str) -> Source {
        read("a.md", file.to_owned())
    }

    fn dropped(source: &Source) -> Vec<(&str, usize, &str)> {
        source.dropped.iter().map(|d| (d.what, d.line, d.words.as_str())).collect()
    }

    /// What stands in the file where `words` stand in the text.
    fn origin<'a>(source: &'a Source, words: &str) -> &'a str {
        let start = source.text.find(words).unwrap() as u32;
        let origin = source.origin.as_ref().unwrap();
        origin.in_file(Span::new(start, start + words.len() as u32)).of(&origin.file)
    }

    #[test]
    fn each_block_is_a_line_of_words() {
        let cases = [
            (
                "# Deal *signed*\n\nIt is\nworth **$38**\\\nbillion.",
                "Deal signed\nIt is worth $38 billion.\n",
            ),
            (
                "One\n===\n> Two [three](http://a.b/5) &amp; `four 4`\n> five\n",
                "One\nTwo three & four 4 five\n",
            ),
            (
                "- One\n- Two\n  - Three\n\n  Four\n+ Five\n* Six",
                "- One\n- Two\n- Three\nFour\n• Five\n* Six\n",
            ),
            ("3. Three\n4) Four", "3. Three\n4) Four\n"),
            ("It killed 11[^1].\n\n[^1]: Later 12.", "It killed 11.\nLater 12.\n"),
            ("$5 to $7, 1\\. and A&lt;B<br>C <b>D</b>", "$5 to $7, 1. and A<B C D\n"),
            ("| A | B ($m) |\n|---|---|\n| *x* | 5 |\n\nEnd.", "x - B: $5 million.\nEnd.\n"),
            ("10<sup>6</sup> a 5[^a]7 **8**9\n\n[^a]: x", "10 6 a 5 7 89\nx\n"),
            ("One.\n\n---\n\nTwo.\n\n---\n\nThree.", "One.\nTwo.\nThree.\n"),
            ("", ""),
        ];
        for (file, expected) in cases {
            assert_eq!(markdown(file).text, expected, "{file}");
            assert!(markdown(file).dropped.is_empty(), "{file}");
        }
    }

    #[test]
    fn words_are_found_again_in_the_file() {
        let source = markdown(
            "# Big\n\nIt cost **$38\nbillion**, said A&amp;B.\n\n|F|S ($m)|\n|-|-|\n|x|5.1|",
        );
        assert_eq!(origin(&source, "$38 billion"), "$38\nbillion");
        assert_eq!(origin(&source, "A&B"), "A&amp;B");
        assert_eq!(origin(&source, "$5.1 million"), "5.1");
        assert_eq!(origin(&source, "Big"), "Big");
    }

    #[test]
    fn what_is_left_out_is_recorded_with_its_line() {
        let source = markdown(
            "It cost ~~$7~~ $8 <del>or **9**</del>bn.\n\n\
             ![Chart of 5](a.png \"Up 3%\")\n\n\
             ```\nx = 1\n```\n\n\
             <div class=\"a1\">\nSales: <b>4</b> <img src=\"2\" alt=\"6 cars\">\n</div>\n\n\
             A <!-- was 12 --> b <!-- nothing -->c <a\ntitle=\"5\">d</a>\n\n\
             [e](http://x.y \"7 more\") [f]\n\n[f]: http://x.y '8 left'\n\n\
             |G|H|\n|-|-|\n|i|1|Total 2|\n",
        );
        assert_eq!(source.text, "It cost $8 bn.\nA b c d\ne f\ni - H: 1.\n");
        let expected = [
            ("deleted text", 1, "$7"),
            ("deleted text", 1, "or 9"),
            ("image description", 3, "Up 3% Chart of 5"),
            ("code", 5, "x = 1"),
            ("raw HTML", 9, "Sales: 4 6 cars"),
            ("comment", 13, "was 12"),
            ("link title", 16, "7 more"),
            ("link title", 18, "8 left"),
            ("table cell", 22, "Total 2"),
        ];
        assert_eq!(dropped(&source), expected);
        assert!(source.dropped.iter().all(|d| d.figure));
    }

    #[test]
    fn deleted_text_ends_with_its_block() {
        let source = markdown("It cost **<del>$7** or\n\n8.</del> So | <s>\n");
        assert_eq!(source.text, "It cost\n8. So |\n");
        assert_eq!(dropped(&source), [("deleted text", 1, "$7 or")]);
    }

    /// What the notes of a file cover.
    fn covered(file: &str) -> Vec<String> {
        let source = markdown(file);
        let shown = |covers: Covers| match covers {
            Covers::Text(span) => span.of(&source.text).to_owned(),
            other => format!("{other:?}"),
        };
        source.directives.iter().map(|d| shown(d.covers)).collect()
    }

    #[test]
    fn notes_cover_what_follows_them_or_stands_around() {
        let note = "<!-- corroborate: ignore[C101] reason=\"5 <x>\" -->";
        let cases = [
            (format!("One.\n\n{note}\n\nTwo. Three.\n"), "Two. Three."),
            (format!("One.\n{note}\nTwo. Three.\n"), "Two. Three."),
            (format!("{note} One, two.\n\nThree."), "One, two."),
            (format!("One. Two {note} three. Four."), "Two three."),
            (format!("- One\n- {note} Two\n"), "- Two"),
            (format!("{note}\n\n|A|B|\n|-|-|\n|x|1|\n|y|2|\n"), "x - B: 1.\ny - B: 2."),
            (format!("|A|B|\n|-|-|\n|x|1 {note}|\n"), "x - B: 1."),
            (format!("One.\n\n> {note}\n"), "Nothing"),
            (format!("---\ncorroborate: {{ ignore: [C101] }}\n---\n{note}\nOne."), "Document"),
        ];
        for (file, expected) in cases {
            assert_eq!(covered(&file).first().map(String::as_str), Some(expected), "{file}");
            assert!(markdown(&file).dropped.is_empty(), "{file}");
        }
        let source = markdown(&format!("One. {note}"));
        let at = source.directives[0].at;
        assert_eq!(at.of(&source.origin.unwrap().file), note);
    }

    #[test]
    fn ranges_reach_over_blocks() {
        let file = "One. <!-- corroborate: off[C101] -->Two.\n\n- Three\n\n\
                    <!-- corroborate: on[C101] -->\n\nFour.";
        assert_eq!(covered(file), ["Two.\n- Three\n"]);
    }

    #[test]
    fn the_title_comes_from_the_front_matter_or_the_first_heading() {
        let cases = [
            ("# A *title*\n\nText.", Some("A title"), "A title\nText.\n"),
            ("Text.\n\n# Heading", None, "Text.\nHeading\n"),
            ("---\ntitle: \"A title\"\n---\nText.", Some("A title"), "A title\nText.\n"),
            ("---\ntitle: a  Title\n---\n# A *title*\n", Some("a  Title"), "A title\n"),
            ("---\ntitle: ''\n---\n# A\n", Some("A"), "A\n"),
            ("#\n\n# A\n", Some("A"), "A\n"),
        ];
        for (file, title, text) in cases {
            let source = markdown(file);
            assert_eq!((source.title.as_deref(), source.text.as_str()), (title, text), "{file}");
        }
        let source = markdown("---\ntitle: \"A title\"\n---\nText.");
        assert_eq!(origin(&source, "A title"), "A title");
    }

    #[test]
    fn front_matter_fills_the_source_and_the_rest_is_recorded() {
        let source =
            markdown("---\ndate: 2025-11-03 07:00\nstory: deal\nlead: Up 5%.\n---\nIt rose.");
        assert_eq!(source.published.as_deref(), Some("2025-11-03"));
        assert_eq!((source.story.as_deref(), source.format), (Some("deal"), "markdown"));
        assert_eq!(dropped(&source), [("front matter", 4, "lead: Up 5%.")]);
        assert_eq!(source.text, "It rose.\n");
    }

    #[test]
    fn a_date_that_can_not_be_read_is_recorded() {
        let source = markdown("---\ntitle: A\ndate: Monday\n---\nIt rose.");
        assert_eq!((source.published.as_deref(), source.text.as_str()), (None, "A\nIt rose.\n"));
        assert_eq!(dropped(&source), [(crate::results::UNREAD_DATE, 3, "date: Monday")]);
    }

    #[test]
    fn hostile_markup_is_read_in_one_pass() {
        let note = "<!-- corroborate: off[C101] --> a <!-- corroborate: ignore[C101] -->";
        for part in ["- ", "> ", "[", "<!--", "|a|\n|-|\n", "*a", "~~a ", "<del>", note, "+\t-\t"] {
            let source = markdown(&part.repeat(2_000));
            assert!(source.text.len() <= part.len() * 2_001, "{part}");
        }
    }
}
