//! A text that grows piece by piece and knows what each piece was made from.

use crate::text::{Origin, Piece, Span};

/// Builds the text of an article, one line a paragraph, heading, list item or row of a table.
///
/// White space is folded: runs become one blank, lines begin and end without any.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    pieces: Vec<Piece>,
}

impl Builder {
    /// Where the text ends so far.
    pub(super) fn offset(&self) -> u32 {
        self.text.len() as u32
    }

    /// Adds words as they stand in the file.
    pub(super) fn copied(&mut self, file: &str, span: Span) {
        let mut start = span.start;
        for part in span.of(file).split_inclusive(char::is_whitespace) {
            let words = part.trim_end_matches(char::is_whitespace);
            let end = start + words.len() as u32;
            if !words.is_empty() {
                self.piece(words, Span::new(start, end));
            }
            if words.len() < part.len() {
                self.blank(Span::new(end, start + part.len() as u32));
            }
            start += part.len() as u32;
        }
    }

    /// Adds words that stand for something in the file: the character of an entity, the unit of a
    /// table's head beside its figure.
    pub(super) fn replaced(&mut self, words: &str, file: Span) {
        for part in words.split_inclusive(char::is_whitespace) {
            let word = part.trim_end_matches(char::is_whitespace);
            if !word.is_empty() {
                self.piece(word, file);
            }
            if word.len() < part.len() {
                self.blank(file);
            }
        }
    }

    /// Adds words that stand nowhere in the file: the comma between the cells of a row.
    pub(super) fn made(&mut self, words: &str) {
        self.text.push_str(words);
    }

    /// Ends the line, if anything stands in it.
    pub(super) fn end_line(&mut self) {
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        let end = self.offset();
        while self.pieces.last().is_some_and(|p| p.text.start >= end) {
            self.pieces.pop();
        }
        if let Some(last) = self.pieces.last_mut().filter(|p| p.text.end > end) {
            // Only a copy can go on with the blank behind it.
            last.file.end -= last.text.end - end;
            last.text.end = end;
        }
        if !self.at_line_start() {
            self.text.push('\n');
        }
    }

    /// Whether nothing stands in the line so far.
    pub(super) fn at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    /// The text, and where it comes from.
    pub(super) fn finish(mut self, file: String) -> (String, Origin) {
        self.end_line();
        (self.text, Origin { file, pieces: self.pieces })
    }

    fn blank(&mut self, file: Span) {
        if !self.at_line_start() && !self.text.ends_with(' ') {
            self.piece(" ", file);
        }
    }

    /// Adds a piece; one that goes on where the last ended becomes a part of it.
    fn piece(&mut self, words: &str, file: Span) {
        let start = self.offset();
        self.text.push_str(words);
        let text = Span::new(start, self.offset());
        match self.pieces.last_mut() {
            Some(last)
                if last.text.end == text.start
                    && last.file.end == file.start
                    && last.text.len() == last.file.len()
                    && text.len() == file.len() =>
            {
                last.text.end = text.end;
                last.file.end = file.end;
            }
            _ => self.pieces.push(Piece { text, file }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_and_found_again() {
        let file = "  Tom &amp; Ann\n paid  $5 \n\n<p>Then".to_owned();
        let mut out = Builder::default();
        out.copied(&file, Span::new(0, 6));
        out.replaced("&", Span::new(6, 11));
        out.copied(&file, Span::new(11, 26));
        out.end_line();
        out.end_line();
        out.copied(&file, Span::new(31, 35));
        let (text, origin) = out.finish(file);
        assert_eq!(text, "Tom & Ann paid $5\nThen\n");
        let at = text.find("$5").unwrap() as u32;
        assert_eq!(origin.in_file(Span::new(at, at + 2)).of(&origin.file), "$5");
        let at = text.find("Ann paid").unwrap() as u32;
        assert_eq!(origin.in_file(Span::new(at, at + 8)).of(&origin.file), "Ann\n paid");
    }
}
