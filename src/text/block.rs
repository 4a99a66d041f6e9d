use super::{PageRules, Span};

/// What a line of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The headline.
    Title,
    /// A heading inside the article.
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// What the page says of itself: navigation, reading time, buttons.
    Furniture,
    /// A link to another article.
    Related,
}

impl BlockKind {
    /// Whether the article itself speaks here.
    pub fn is_article(self) -> bool {
        !matches!(self, Self::Furniture | Self::Related)
    }
}

/// One line of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The line without the white space around it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// The bullet or number of a list item.
    pub marker: Option<Span>,
    /// When an entry of a live page was written: `20.30` in "20.30 Turnout: 53.8 per cent".
    pub stamp: Option<Span>,
    /// What a label line tells about: `Deal size` in "Deal size: $38 billion".
    pub label: Option<Span>,
}

/// The longest headline or heading, in bytes.
const MAX_HEADING: usize = 240;
/// A label has at most so many words.
const MAX_LABEL_WORDS: usize = 5;
/// A line of a list of links this long, that ends like a sentence, is running text again.
const PROSE_WORDS: usize = 14;

/// Reads a text line by line.
pub(super) struct BlockReader<'a> {
    rules: &'a PageRules,
    seen_title: bool,
    in_links: bool,
}

impl<'a> BlockReader<'a> {
    pub(super) fn new(rules: &'a PageRules) -> Self {
        Self { rules, seen_title: false, in_links: false }
    }

    /// All blocks of the text, in order.
    pub(super) fn read(mut self, text: &str) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            let trimmed = line.trim();
            if !trimmed.is_empty() {
                let start = offset + (line.len() - line.trim_start().len());
                blocks.push(self.block(trimmed, start as u32));
            }
            offset += line.len();
        }
        blocks
    }

    fn block(&mut self, line: &str, start: u32) -> Block {
        let span = Span::new(start, start + line.len() as u32);
        let part = |len: usize| Span::new(start, start + len as u32);
        let marker = list_marker(line).map(part);
        let kind = self.kind(line, marker.is_some());
        let stamp = time_stamp(line);
        let entry = stamp.map_or(line, |len| line.get(len..).unwrap_or_default().trim_start());
        let own = line.len() - entry.len();
        let at = |len: usize| Span::new(span.start + own as u32, span.start + (own + len) as u32);
        let label = (kind != BlockKind::Title).then(|| label(entry)).flatten().map(at);
        Block { span, kind, marker, stamp: stamp.map(part), label }
    }

    fn kind(&mut self, line: &str, listed: bool) -> BlockKind {
        if self.rules.is_related_heading(line) {
            self.in_links = true;
            return BlockKind::Related;
        }
        if self.rules.is_furniture(line) {
            return BlockKind::Furniture;
        }
        if self.in_links && !is_prose(line) {
            return BlockKind::Related;
        }
        self.in_links = false;
        let heading = is_heading(line);
        if heading && !self.seen_title && !listed {
            self.seen_title = true;
            return BlockKind::Title;
        }
        self.seen_title = true;
        match (listed, heading) {
            (true, _) => BlockKind::ListItem,
            (false, true) => BlockKind::Heading,
            (false, false) => BlockKind::Paragraph,
        }
    }
}

/// A heading is short and does not end like a sentence.
fn is_heading(line: &str) -> bool {
    let closed = line.trim_end_matches(['"', '\'', '”', '’', ')']);
    line.len() <= MAX_HEADING
        && !closed.ends_with(['.', ':', ';', ',', '…'])
        && (closed.len() == line.len() || !closed.ends_with(['!', '?']))
}

fn is_prose(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '"', '”']) && line.split_whitespace().count() >= PROSE_WORDS
}

/// Length of `• `, `- `, `3. `, `12) ` at the start of a line.
fn list_marker(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let len = if matches!(first, '•' | '-' | '*' | '–' | '▪' | '◦' | '·') {
        first.len_utf8()
    } else {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let closed = matches!(line.as_bytes().get(digits), Some(b'.' | b')'));
        if !(1..=2).contains(&digits) || !closed {
            return None;
        }
        digits + 1
    };
    line.get(len..)?.starts_with([' ', '\t', '\u{A0}']).then_some(len)
}

/// Length of the time with which an entry of a live page begins: "20.30 Turnout is down", "9.15pm: Polls close".
fn time_stamp(line: &str) -> Option<usize> {
    let (time, entry) = line.split_once(' ')?;
    let bare = time.trim_end_matches(':');
    let clock = bare.strip_suffix("am").or_else(|| bare.strip_suffix("pm")).unwrap_or(bare);
    let (hour, minute) = clock.split_once([':', '.'])?;
    let fits = |digits: &str, least: usize, most: u8| {
        (least..=2).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && digits.parse().is_ok_and(|n: u8| n <= most)
    };
    let opens = entry.trim_start_matches(['-', '–', '—', ' ']).chars().next();
    let begins = opens.is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“' | '‘'));
    (fits(hour, 1, 23) && fits(minute, 2, 59) && begins).then_some(time.len())
}

/// Length of the label of "Deal size: $38 billion": a few words, then a colon and more.
fn label(line: &str) -> Option<usize> {
    let colon = line.find(": ")?;
    let label = line.get(..colon)?;
    let words = label.split_whitespace().count();
    let plain = label.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-' || c == '/');
    let capital = label.chars().next().is_some_and(char::is_uppercase);
    (plain && capital && (1..=MAX_LABEL_WORDS).contains(&words)).then_some(colon)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> PageRules {
        let set = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        PageRules {
            furniture: set(&["skip to main content"]),
            counters: set(&["words", "mins"]),
            related: set(&["related"]),
            ..PageRules::default()
        }
    }

    fn kinds(text: &str) -> Vec<BlockKind> {
        BlockReader::new(&rules()).read(text).iter().map(|b| b.kind).collect()
    }

    #[test]
    fn lines_are_told_apart() {
        use BlockKind::{Furniture, Heading, ListItem, Paragraph, Related, Title};
        let page = "Skip to main content\n\nBig Deal Signed\n·278 words·2 mins·\nThe deal is big.\n\
                    The Terms\n  • One\n2. Two\nRelated\nAMD wants 6 GW\nFoxconn's $1.37 Billion bet\n";
        let expected = [
            Furniture, Title, Furniture, Paragraph, Heading, ListItem, ListItem, Related, Related,
            Related,
        ];
        assert_eq!(kinds(page), expected);
    }

    #[test]
    fn the_time_of_an_entry_is_no_label() {
        let label = |line: &str| {
            let text = format!("A headline\n{line}\n");
            let block = BlockReader::new(&rules()).read(&text).pop().unwrap();
            let of = |span: Option<Span>| span.map(|s| s.of(&text).to_owned()).unwrap_or_default();
            (of(block.stamp), of(block.label))
        };
        let told = |stamp: &str, label: &str| (stamp.to_owned(), label.to_owned());
        assert_eq!(label("20.30 Turnout: 53.8 per cent."), told("20.30", "Turnout"));
        assert_eq!(label("9.15pm: Polls have closed."), told("9.15pm:", ""));
        assert_eq!(label("20.30 euros were paid."), told("", ""));
        assert_eq!(label("24.30 Euros were paid."), told("", ""));
    }

    #[test]
    fn a_text_without_a_headline_begins_with_a_paragraph() {
        assert_eq!(kinds("It rained.\nIt stopped."), [BlockKind::Paragraph; 2]);
    }

    #[test]
    fn labels_and_markers_have_their_places() {
        let text = "It rained.\nDeal size: $38 billion.\n 3. Third";
        let blocks = BlockReader::new(&rules()).read(text);
        assert_eq!(blocks[1].label.map(|s| s.of(text)), Some("Deal size"));
        assert_eq!(blocks[2].marker.map(|s| s.of(text)), Some("3."));
    }
}
