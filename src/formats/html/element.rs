//! What the names of elements mean to a reader of their text.

use html5gum::State;

/// What a node of a page is. The order counts: from [`Kind::Block`] on they stand in lines of their
/// own, from [`Kind::HeadRows`] on they are parts of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Characters between two tags.
    Text,
    /// `<!-- ... -->`
    Comment,
    /// Joins what stands around it: `a`, `b`, `span`, and every name that is not known here.
    Inline,
    /// Small raised text: an exponent, the number of a note.
    Raised,
    /// A date, with a form for machines.
    Time,
    /// The title of the page.
    Title,
    /// A program, or data for one.
    Script,
    /// Another element whose content is no markup: `style`, `textarea`.
    Raw,
    /// `br`
    Break,
    /// A picture.
    Image,
    /// `meta`
    Meta,
    /// `link`
    Link,
    /// Another element without content.
    Void,
    /// Stands in lines of its own: `div`, `section`, `blockquote`.
    Block,
    /// `hr`
    Rule,
    /// `p`
    Paragraph,
    /// `h2` to `h6`
    Heading,
    /// `h1`
    Headline,
    /// `article`
    Article,
    /// What the page marks as the body of its article.
    ArticleBody,
    /// `main`
    Main,
    /// A list without numbers.
    List,
    /// A list with numbers.
    Numbers,
    /// `li`
    Item,
    /// `dt` or `dd`
    Term,
    /// `table`
    Table,
    /// `thead`
    HeadRows,
    /// `tbody` or `tfoot`
    Rows,
    /// `tr`
    Row,
    /// `td`
    Cell,
    /// `th`
    HeadCell,
}

impl Kind {
    /// The kind of the elements of a name, which is in lower case.
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"sup" => Self::Raised,
            b"time" => Self::Time,
            b"title" => Self::Title,
            b"script" => Self::Script,
            b"style" | b"textarea" | b"iframe" | b"noembed" | b"noframes" => Self::Raw,
            b"br" => Self::Break,
            b"img" => Self::Image,
            b"meta" => Self::Meta,
            b"link" => Self::Link,
            b"area" | b"base" | b"basefont" | b"bgsound" | b"col" | b"embed" | b"frame"
            | b"input" | b"keygen" | b"param" | b"source" | b"track" | b"wbr" => Self::Void,
            _ => Self::of_block(name).unwrap_or(Self::Inline),
        }
    }

    fn of_block(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"hr" => Self::Rule,
            b"p" => Self::Paragraph,
            b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"h1" => Self::Headline,
            b"article" => Self::Article,
            b"main" => Self::Main,
            b"ul" | b"menu" | b"dir" | b"dl" => Self::List,
            b"ol" => Self::Numbers,
            b"li" => Self::Item,
            b"dt" | b"dd" => Self::Term,
            b"table" => Self::Table,
            b"thead" => Self::HeadRows,
            b"tbody" | b"tfoot" => Self::Rows,
            b"tr" => Self::Row,
            b"td" => Self::Cell,
            b"th" => Self::HeadCell,
            b"address" | b"aside" | b"blockquote" | b"caption" | b"center" | b"details"
            | b"dialog" | b"div" | b"fieldset" | b"figcaption" | b"figure" | b"footer"
            | b"form" | b"header" | b"hgroup" | b"legend" | b"nav" | b"optgroup" | b"option"
            | b"pre" | b"search" | b"section" | b"summary" => Self::Block,
            _ => return None,
        })
    }

    /// Whether it never has content.
    pub(super) fn is_void(self) -> bool {
        matches!(
            self,
            Self::Break | Self::Rule | Self::Image | Self::Meta | Self::Link | Self::Void
        )
    }

    /// Whether it stands in lines of its own.
    pub(super) fn is_block(self) -> bool {
        self >= Self::Block
    }

    /// Whether it holds words rather than other blocks.
    pub(super) fn holds_words(self) -> bool {
        matches!(
            self,
            Self::Paragraph
                | Self::Heading
                | Self::Headline
                | Self::Item
                | Self::Term
                | Self::Cell
                | Self::HeadCell
        )
    }

    /// Whether only a table holds it.
    pub(super) fn is_table_part(self) -> bool {
        self >= Self::HeadRows
    }
}

/// How an element is read whose content is no markup.
pub(super) fn content(name: &[u8]) -> Option<State> {
    match Kind::of(name) {
        Kind::Script => Some(State::ScriptData),
        Kind::Title => Some(State::RcData),
        Kind::Raw if name == b"textarea" => Some(State::RcData),
        Kind::Raw => Some(State::RawText),
        _ => None,
    }
}

/// What a tag does to an open element, seen from the innermost outwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// It ends the element.
    Ends,
    /// It looks further out.
    Passes,
    /// It looks no further.
    Stops,
}

/// What the start of an element does to an open one: many end tags may be left out, and `<li>`
/// then ends the item before it.
pub(super) fn start_reach(start: Kind, open: Kind) -> Reach {
    use Kind::{
        Cell, HeadCell, HeadRows, Heading, Headline, Inline, Item, Paragraph, Raised, Row, Rows,
        Term, Time,
    };
    match (start, open) {
        (Item, Item)
        | (Term, Term)
        | (Heading | Headline, Heading | Headline)
        | (Row, Row)
        | (Cell | HeadCell, Cell | HeadCell)
        | (HeadRows | Rows, HeadRows | Rows | Row) => Reach::Ends,
        (part, Kind::Table) if part.is_table_part() => Reach::Stops,
        (part, _) if part.is_table_part() => Reach::Passes,
        (Item | Term, Kind::Block | Paragraph) => Reach::Passes,
        (block, Paragraph) if block.is_block() => Reach::Ends,
        (block, Inline | Raised | Time) if block.is_block() => Reach::Passes,
        _ => Reach::Stops,
    }
}

/// What an end tag does to an open element of another name: a stray one ends nothing beyond the
/// cell, the list or, where it belongs inside a line, the block that it stands in.
pub(super) fn end_reach(end: Kind, open: Kind) -> Reach {
    let closed = match open {
        Kind::Table => end.is_table_part(),
        Kind::Cell | Kind::HeadCell => !end.is_table_part() && end != Kind::Table,
        Kind::List | Kind::Numbers => matches!(end, Kind::Item | Kind::Term),
        _ => false,
    };
    if closed || (open.is_block() && !end.is_block()) { Reach::Stops } else { Reach::Passes }
}
