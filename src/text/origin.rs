//! Where the text of a source stands in the file that it was taken from.

use super::Span;

/// A file that is more than the text of its article: markup, entities, another encoding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The decoded file, byte for byte; lines and columns are counted in it.
    pub file: String,
    /// What each stretch of the text was made from, in the order of the text. What no piece covers
    /// (a blank between two paragraphs, a unit taken from the head of a table) stands nowhere.
    pub pieces: Vec<Piece>,
}

/// A stretch of text and what it was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// In the text of the source.
    pub text: Span,
    /// In the file. Of the same length where the bytes are the same; else the piece can't be divided:
    /// an entity and the character that it stands for.
    pub file: Span,
}

impl Piece {
    fn is_copy(&self) -> bool {
        self.text.len() == self.file.len()
    }

    /// The place in the file of an offset inside the piece, or at its end.
    fn start(&self, offset: u32) -> u32 {
        if self.is_copy() { self.file.start + (offset - self.text.start) } else { self.file.start }
    }

    fn end(&self, offset: u32) -> u32 {
        if self.is_copy() { self.file.start + (offset - self.text.start) } else { self.file.end }
    }
}

impl Origin {
    /// Where a stretch of the text stands in the file: from the first piece that it touches to the
    /// last. A stretch that touches none stands where the piece before it ends.
    pub fn in_file(&self, span: Span) -> Span {
        let first = self.pieces.partition_point(|p| p.text.end <= span.start);
        let after = self.pieces.partition_point(|p| p.text.start < span.end);
        match self.pieces.get(first..after) {
            Some([head, .., tail]) => Span::new(
                head.start(span.start.max(head.text.start)),
                tail.end(span.end.min(tail.text.end)),
            ),
            Some([only]) => Span::new(
                only.start(span.start.max(only.text.start)),
                only.end(span.end.min(only.text.end)),
            ),
            _ => {
                let at =
                    first.checked_sub(1).and_then(|i| self.pieces.get(i)).map_or(0, |p| p.file.end);
                Span::new(at, at)
            }
        }
    }
}

/// What a reader left out of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// What it is: `navigation`, `script`, `deleted text`, `comment`, `image description`.
    pub what: &'static str,
    /// The line of the file where it begins, from 1.
    pub line: usize,
    /// Its words, white space as single blanks, at most [`Dropped::MOST`] characters.
    pub words: String,
    /// Whether a digit stands in it: a figure may have been lost.
    pub figure: bool,
}

impl Dropped {
    /// The longest quotation of what was left out, in characters.
    pub const MOST: usize = 120;

    /// Something left out that begins at a line.
    pub fn new(what: &'static str, line: usize, words: &str) -> Self {
        let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            what,
            line,
            figure: joined.chars().any(|c| c.is_ascii_digit()),
            words: joined.chars().take(Self::MOST).collect(),
        }
    }
}

/// A note of the writer to this program, in a comment of a draft: what it must not report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The comment, in the file.
    pub at: Span,
    /// What it is about.
    pub covers: Covers,
    /// The codes that it silences, as written.
    pub codes: Vec<String>,
    /// Why.
    pub reason: Option<String>,
    /// The last day on which it holds, as written: `2026-12-31`.
    pub until: Option<String>,
    /// What is wrong with the note, if it can't be followed.
    pub error: Option<String>,
}

/// What a directive is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    /// The whole document.
    Document,
    /// What stands in a stretch of the text.
    Text(Span),
    /// Nothing: it stands where nothing follows.
    Nothing,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Tom &amp; Ann **paid** $5`, read as `Tom & Ann paid $5`.
    fn origin() -> Origin {
        let piece = |t: (u32, u32), f: (u32, u32)| Piece {
            text: Span::new(t.0, t.1),
            file: Span::new(f.0, f.1),
        };
        Origin {
            file: "Tom &amp; Ann **paid** $5".to_owned(),
            pieces: vec![
                piece((0, 4), (0, 4)),
                piece((4, 5), (4, 9)),
                piece((5, 10), (9, 14)),
                piece((10, 14), (16, 20)),
                piece((14, 17), (22, 25)),
            ],
        }
    }

    #[test]
    fn a_span_is_found_again_in_the_file() {
        let origin = origin();
        let words = |a, b| origin.in_file(Span::new(a, b)).of(&origin.file);
        assert_eq!(words(15, 17), "$5");
        assert_eq!(words(4, 5), "&amp;");
        assert_eq!(words(6, 14), "Ann **paid");
        assert_eq!(words(2, 5), "m &amp;");
        assert_eq!(origin.in_file(Span::new(17, 17)), Span::new(25, 25));
    }
}
