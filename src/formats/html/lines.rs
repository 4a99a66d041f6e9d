//! Words become lines: blanks, list markers, line breaks, and the notes of the writer.

use super::entity::Part;
use crate::formats::builder::Builder;
use crate::formats::directive::Notes;
use crate::formats::table::Table;
use crate::text::{Directive, Origin, Span};

/// The text of an article as it grows.
#[derive(Debug, Default)]
pub(super) struct Lines {
    out: Builder,
    notes: Notes,
    /// The marker of a list item that has no words yet.
    marker: Option<String>,
    /// White space after the last word, in the file.
    gap: Option<Span>,
    /// Whether a line break stands after the last word.
    broken: bool,
    /// Whether a tag stands after the last word.
    crossed: bool,
    /// The last character of the line.
    last: Option<char>,
}

impl Lines {
    /// How long the text is so far, in bytes.
    pub(super) fn size(&self) -> u32 {
        self.out.offset()
    }

    /// Adds words to the line.
    pub(super) fn add(&mut self, file: &str, part: &Part) {
        let words = part.words(file);
        let Some(first) = words.trim_start().chars().next() else {
            self.gap = self.gap.or((!words.is_empty()).then(|| part.place()));
            return;
        };
        self.join(first, words.starts_with(char::is_whitespace));
        match part {
            Part::Copied(span) => {
                let end = span.start + words.trim_end().len() as u32;
                self.out.copied(file, Span::new(span.start, end));
                self.gap = (end < span.end).then(|| Span::new(end, span.end));
            }
            Part::Replaced(words, span) => self.out.replaced(words, *span),
        }
        self.last = words.trim_end().chars().next_back();
    }

    /// Prepares the line for words that begin with `first`, or with white space before it.
    fn join(&mut self, first: char, spaced: bool) {
        // A sentence may go on after a line break, and then mostly in lower case.
        if self.broken && !first.is_lowercase() {
            self.end();
        }
        if let Some(marker) = self.marker.take() {
            self.out.made(&marker);
        }
        let digits = self.last.is_some_and(|c| c.is_ascii_digit()) && first.is_ascii_digit();
        if let Some(gap) = self.gap.take() {
            self.out.replaced(" ", gap);
        } else if self.crossed && digits && !spaced {
            // Two figures that the page sets apart are not one.
            self.out.made(" ");
        }
        self.broken = false;
        self.crossed = false;
    }

    /// Ends the line, if anything stands in it.
    pub(super) fn end(&mut self) {
        self.out.end_line();
        self.notes.block_ended(&self.out);
        self.gap = None;
        self.broken = false;
        self.last = None;
    }

    /// Sets white space that stands at a place in the file, as a line break in a headline does.
    pub(super) fn blank(&mut self, at: Span) {
        self.gap = self.gap.or(Some(at));
    }

    /// Takes a line break. Two of them end a paragraph.
    pub(super) fn line_break(&mut self, at: Span) {
        if self.broken {
            self.end();
        } else {
            self.blank(at);
            self.broken = true;
        }
    }

    /// Takes a tag that ends no line.
    pub(super) fn cross(&mut self) {
        self.crossed = true;
    }

    /// Sets the marker that the next words have before them; none where an item ends.
    pub(super) fn mark(&mut self, marker: Option<String>) {
        self.marker = marker;
    }

    /// Takes a comment; whether it was a note to this program.
    pub(super) fn comment(&mut self, inside: &str, at: Span, in_block: bool) -> bool {
        let in_block = in_block || !self.out.at_line_start();
        self.notes.comment(inside, at, &self.out, in_block)
    }

    /// Adds a table.
    pub(super) fn table(&mut self, table: &Table) {
        self.end();
        table.write(&mut self.out);
        self.end();
    }

    /// The text, where it comes from, and what the notes ask for.
    pub(super) fn finish(self, file: String) -> (String, Origin, Vec<Directive>) {
        let (text, origin) = self.out.finish(file);
        let directives = self.notes.finish(&text);
        (text, origin, directives)
    }
}
