//! Words of an article on a page: cut around the quotation that matters, and broken into lines.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::results::ClaimRecord;
use crate::safe::plain;

/// How many lines a quotation and the words around it take, about.
const LINES: usize = 3;

/// A quotation, with the words of its sentence before and after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Excerpt<'a> {
    before: &'a str,
    quote: &'a str,
    after: &'a str,
}

/// A line of an excerpt. It can be shown as it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    /// The columns before the quotation.
    pub(super) at: usize,
    /// The columns that the quotation takes in this line.
    pub(super) marked: usize,
}

impl<'a> Excerpt<'a> {
    /// The sentence of a claim.
    pub(super) fn of(claim: &'a ClaimRecord) -> Self {
        Self { before: &claim.before, quote: &claim.quote, after: &claim.after }
    }

    /// Words without a sentence around them.
    pub(super) fn bare(quote: &'a str) -> Self {
        Self { before: "", quote, after: "" }
    }

    /// Whether nothing is quoted.
    pub(super) fn is_empty(self) -> bool {
        self.quote.trim().is_empty()
    }

    /// Its lines, none wider than `room` columns.
    pub(super) fn lines(self, room: usize) -> Vec<Line> {
        let most = room * LINES;
        let quote = shortened(self.quote, most / 2);
        let rest = most.saturating_sub(quote.chars().count());
        // Each side may have half of the rest, and what the other leaves.
        let taken = self.after.chars().take(rest / 2).count();
        let before = last_words(self.before, rest - taken);
        let after = shortened(self.after, rest.saturating_sub(before.chars().count()));
        let text = format!("{before}{quote}{after}");
        let quoted = before.len()..before.len() + quote.len();
        wrapped(&text, room).into_iter().map(|line| Line::of(&text, line, &quoted)).collect()
    }
}

impl Line {
    fn of(text: &str, line: Range<usize>, quoted: &Range<usize>) -> Self {
        let part = |range: Range<usize>| text.get(range).unwrap_or_default();
        let start = quoted.start.clamp(line.start, line.end);
        let end = quoted.end.clamp(line.start, line.end);
        Self {
            at: columns(part(line.start..start)),
            marked: columns(part(start..end)),
            text: part(line).to_owned(),
        }
    }
}

/// The first words of a text, at most some characters of it, as they can be shown.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let Some((at, c)) = text.char_indices().nth(most) else {
        return plain(text).trim_end().to_owned();
    };
    let head = text.get(..at + c.len_utf8()).unwrap_or_default();
    let whole = head.rsplit_once(char::is_whitespace).map_or(head, |(words, _)| words);
    format!("{} …", plain(whole).trim_end())
}

/// The last words of a text, at most some characters of it, as they can be shown.
fn last_words(text: &str, most: usize) -> String {
    let Some((at, _)) = text.char_indices().rev().nth(most) else {
        return plain(text).trim_start().to_owned();
    };
    let tail = text.get(at..).unwrap_or_default();
    let whole = tail.split_once(char::is_whitespace).map_or(tail, |(_, words)| words);
    format!("… {}", plain(whole).trim_start())
}

/// The lines of a text, as bytes of it: broken at blanks, and in words that are wider than a line.
pub(super) fn wrapped(text: &str, room: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut used, mut blank) = (0, 0, None);
    for (at, c) in text.char_indices() {
        used += width(c);
        if c == ' ' && at > start {
            blank = Some(at);
        }
        if used > room {
            let (end, next) = blank.map_or((at, at), |blank| (blank, blank + 1));
            lines.push(start..end);
            (start, blank) = (next, None);
            used = columns(text.get(next..at + c.len_utf8()).unwrap_or_default());
        }
    }
    lines.push(start..text.len());
    lines
}

/// How many columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_at_blanks_and_in_words_that_are_too_long() {
        let lines = |text: &'static str, room| -> Vec<&str> {
            wrapped(text, room).into_iter().map(|line| text.get(line).unwrap()).collect()
        };
        assert_eq!(lines("", 4), [""]);
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("one two three", 6), ["one", "two", "three"]);
        assert_eq!(lines("a longword b", 5), ["a", "longw", "ord b"]);
        assert_eq!(lines("东京 大阪", 4), ["东京", "大阪"]);
        assert_eq!(lines("cafe\u{301} x", 4), ["cafe\u{301}", "x"]);
    }

    #[test]
    fn a_quotation_is_marked_in_every_line_that_it_touches() {
        let excerpt =
            Excerpt { before: "Revenue came to ", quote: "more than 8 billion", after: " yen." };
        let line = |text: &str, at, marked| Line { text: text.to_owned(), at, marked };
        assert_eq!(
            excerpt.lines(20),
            [line("Revenue came to more", 16, 4), line("than 8 billion yen.", 0, 14)]
        );
        let wide = Excerpt { before: "东京 ", quote: "5 km", after: "." };
        assert_eq!(wide.lines(20), [line("东京 5 km.", 5, 4)]);
    }

    #[test]
    fn a_long_sentence_is_cut_around_the_quotation() {
        let words = "word ".repeat(10_000);
        let excerpt = Excerpt { before: &words, quote: "$5", after: &words };
        let lines = excerpt.lines(40);
        assert!(lines.len() <= LINES + 1, "{lines:?}");
        assert!(lines.iter().all(|l| columns(&l.text) <= 40), "{lines:?}");
        assert!(lines.first().is_some_and(|l| l.text.starts_with("… word ")), "{lines:?}");
        assert!(lines.last().is_some_and(|l| l.text.ends_with("word …")), "{lines:?}");
        assert_eq!(lines.iter().filter(|l| l.marked == 2).count(), 1);
    }

    #[test]
    fn hostile_words_are_shown_and_do_nothing() {
        let excerpt = Excerpt { before: "a\u{1B}[2J\n", quote: "5\u{202E}", after: "\r\n " };
        let lines = excerpt.lines(40);
        let text: Vec<&str> = lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(text, ["a\u{FFFD}[2J 5\u{FFFD}"]);
        let unbroken = "x".repeat(100_000);
        assert!(Excerpt::bare(&unbroken).lines(40).iter().all(|l| columns(&l.text) <= 40));
        assert!(Excerpt::bare(" \n").is_empty());
    }
}
