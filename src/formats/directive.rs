//! Notes of the writer to this program, in comments of a draft: what it must not report.
//!
//! ```text
//! <!-- corroborate: ignore[C101] until=2026-12-31 reason="embargoed figure" -->
//! <!-- corroborate: off[C101, C102] reason="figures of the company" -->
//! <!-- corroborate: on[C101, C102] -->
//! ```
//!
//! An `ignore` that stands alone covers the next block of text; inside a block it covers the
//! sentence it touches: the one before it, if it stands between two. `off` covers all up to the
//! `on` of the same codes. Whether the codes exist and the date is past is for others to say.
//!
//! How a reader of a format uses it, while it writes the text with a [`Builder`]:
//!
//! ```text
//! let mut notes = Notes::default();
//! // What the head of the file says of the whole document:
//! notes.document(from_front_matter(settings), place_in_file);
//! // At each comment: its inside, its place in the file, whether a block of text is being written.
//! let is_note = notes.comment(inside, place_in_file, &out, in_block);
//! // At the end of each block (paragraph, heading, list item, whole table):
//! out.end_line();
//! notes.block_ended(&out);
//! // Once, when the text is complete:
//! let (text, origin) = out.finish(file);
//! let directives = notes.finish(&text);
//! ```
//!
//! `block_ended` may be called when nothing was written: such a block is no block, and a note in it
//! waits for the next one.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::builder::Builder;
use crate::hint;
use crate::text::{Covers, Directive, Span};

/// What every note begins with.
const NAME: &str = "corroborate:";
/// So many characters of a wrong word are shown.
const MOST_SHOWN: usize = 40;

/// What a note asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Verb {
    /// `ignore`: what follows or stands around is not reported.
    #[default]
    Ignore,
    /// `off`: nothing is reported from here on.
    Off,
    /// `on`: what `off` began ends here.
    On,
}

/// A note, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Note {
    /// What it asks for.
    pub(super) verb: Verb,
    /// The codes, as written.
    pub(super) codes: Vec<String>,
    /// Why.
    pub(super) reason: Option<String>,
    /// The last day on which it holds, as written.
    pub(super) until: Option<String>,
    /// What is wrong with it, if it can't be followed.
    pub(super) error: Option<String>,
}

/// A value under `corroborate` in the head of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// A text or a date.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// Anything else.
    Other,
}

/// Reads the inside of a comment; `None` where it is no note to this program.
pub(super) fn parse(comment: &str) -> Option<Note> {
    let rest = comment.trim().strip_prefix(NAME)?;
    let mut note = Note::default();
    let error = note.read(rest.trim_start()).err();
    Some(Note { error, ..note })
}

/// A note about the whole document, from the settings `ignore`, `reason` and `until`.
pub(super) fn from_front_matter(settings: Vec<(String, Setting)>) -> Note {
    let mut note = Note::default();
    let mut errors = Vec::new();
    for (key, setting) in settings {
        errors.extend(note.take(&key, setting).err());
    }
    if note.codes.is_empty() {
        errors.push("no codes: write `ignore = [\"C101\"]`".to_owned());
    }
    let error = errors.into_iter().next();
    Note { error, ..note }
}

impl Note {
    /// The note as a directive.
    pub(super) fn directive(self, at: Span, covers: Covers) -> Directive {
        let Self { codes, reason, until, error, .. } = self;
        Directive { at, covers, codes, reason, until, error }
    }

    fn read(&mut self, rest: &str) -> Result<(), String> {
        let rest = self.read_verb(rest)?;
        let mut rest = self.read_codes(rest)?.trim_start();
        while !rest.is_empty() {
            rest = self.read_setting(rest)?.trim_start();
        }
        Ok(())
    }

    fn read_verb<'a>(&mut self, rest: &'a str) -> Result<&'a str, String> {
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let (verb, rest) = rest.split_at(end);
        self.verb = match verb {
            "ignore" => Verb::Ignore,
            "off" => Verb::Off,
            "on" => Verb::On,
            "" => return Err("no instruction: write `ignore[C101]`".to_owned()),
            wrong => return Err(unknown("instruction", wrong, &["ignore", "off", "on"])),
        };
        Ok(rest)
    }

    fn read_codes<'a>(&mut self, rest: &'a str) -> Result<&'a str, String> {
        let missing = || "no codes: write `ignore[C101]`".to_owned();
        let inside = rest.trim_start().strip_prefix('[').ok_or_else(missing)?;
        let unclosed = || "the list of codes is not closed: `]` is missing".to_owned();
        let (codes, rest) = inside.split_once(']').ok_or_else(unclosed)?;
        let codes = codes.split(',').map(str::trim).filter(|c| !c.is_empty());
        self.codes = codes.map(str::to_owned).collect();
        if self.codes.is_empty() { Err(missing()) } else { Ok(rest) }
    }

    fn read_setting<'a>(&mut self, rest: &'a str) -> Result<&'a str, String> {
        let alone = || format!("`{}` is no setting: write `reason=\"...\"`", shown(rest));
        let (key, rest) = rest.split_once('=').ok_or_else(alone)?;
        let (value, rest) = value(rest.trim_start())?;
        self.set(key.trim(), value)?;
        Ok(rest)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        let place = match key {
            "reason" => &mut self.reason,
            "until" => &mut self.until,
            wrong => return Err(unknown("setting", wrong, &["reason", "until"])),
        };
        if place.is_some() {
            return Err(format!("`{key}` is given twice"));
        }
        *place = Some(value.trim().to_owned()).filter(|v| !v.is_empty());
        if key == "until" && !is_day(value.trim()) {
            return Err(format!("`until={}` is no day: write `until=2026-12-31`", shown(value)));
        }
        Ok(())
    }

    fn take(&mut self, key: &str, setting: Setting) -> Result<(), String> {
        match (key, setting) {
            ("ignore", Setting::List(codes)) => self.codes = codes,
            ("ignore", Setting::Text(code)) => self.codes = vec![code],
            ("ignore", Setting::Other) => {
                return Err("`ignore` takes a list of codes: `[\"C101\"]`".to_owned());
            }
            ("reason" | "until", Setting::Text(value)) => return self.set(key, &value),
            ("reason" | "until", _) => return Err(format!("`{key}` takes a text")),
            (wrong, _) => return Err(unknown("setting", wrong, &["ignore", "reason", "until"])),
        }
        Ok(())
    }
}

/// The value at the beginning of `rest`, in quotes or up to a blank, and what follows it.
fn value(rest: &str) -> Result<(&str, &str), String> {
    let opening = rest.chars().next().unwrap_or_default();
    let closing = match opening {
        '"' | '\'' => opening,
        '“' => '”',
        _ => {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            return Ok(rest.split_at(end));
        }
    };
    let inside = rest.get(opening.len_utf8()..).unwrap_or_default();
    inside
        .split_once(closing)
        .ok_or_else(|| format!("a quotation is not closed: `{closing}` is missing"))
}

/// Whether it is a day as `2026-12-31`.
fn is_day(text: &str) -> bool {
    text.len() == "2026-12-31".len() && text.parse::<Date>().is_ok()
}

fn unknown(what: &str, wrong: &str, known: &[&str]) -> String {
    let near = hint::like(wrong, known.iter().copied());
    let near = near.map(|k| format!("; did you mean `{k}`?")).unwrap_or_default();
    format!("unknown {what} `{}`{near}", shown(wrong))
}

fn shown(wrong: &str) -> String {
    wrong.chars().take(MOST_SHOWN).collect()
}

/// The notes of one file, and what each of them covers in the text that is being written.
#[derive(Debug, Default)]
pub(super) struct Notes {
    found: Vec<Directive>,
    /// Those that wait for the next block, as places in `found`.
    waiting: Vec<usize>,
    /// Those inside the block that is being written, with their offsets in the text.
    inside: Vec<(usize, u32)>,
    /// Those inside blocks that are complete.
    touching: Vec<(usize, u32)>,
    /// Each `off` that no `on` has ended, with its offset, by its codes.
    open: BTreeMap<Vec<String>, Vec<(usize, u32)>>,
    /// Where the block that is being written begins.
    block: u32,
}

impl Notes {
    /// Takes a note about the whole document.
    pub(super) fn document(&mut self, note: Note, at: Span) {
        self.found.push(note.directive(at, Covers::Document));
    }

    /// Takes a comment, which stands at `at` in the file and behind all that `out` holds so far.
    /// `in_block` tells whether it stands inside a block rather than between two. Returns whether
    /// the comment was a note.
    pub(super) fn comment(
        &mut self,
        inside: &str,
        at: Span,
        out: &Builder,
        in_block: bool,
    ) -> bool {
        let Some(note) = parse(inside) else { return false };
        let (index, here) = (self.found.len(), out.offset());
        match note.verb {
            Verb::Ignore if in_block => self.inside.push((index, here)),
            Verb::Ignore => self.waiting.push(index),
            Verb::Off => self.open.entry(key(&note.codes)).or_default().push((index, here)),
            Verb::On => {
                self.close(note, at, here);
                return true;
            }
        }
        self.found.push(note.directive(at, Covers::Nothing));
        true
    }

    /// Tells that a block of text is complete; its line must have been ended.
    pub(super) fn block_ended(&mut self, out: &Builder) {
        let inside = std::mem::take(&mut self.inside);
        if out.offset() <= self.block {
            self.waiting.extend(inside.into_iter().map(|(index, _)| index));
            return;
        }
        let block = Span::new(self.block, out.offset() - u32::from(out.at_line_start()));
        // The blank that ended the line may be gone.
        self.touching.extend(inside.into_iter().map(|(index, at)| (index, at.min(block.end))));
        for index in std::mem::take(&mut self.waiting) {
            self.cover(index, block);
        }
        self.block = out.offset();
    }

    /// What the notes cover in the complete text, in the order of the file.
    pub(super) fn finish(mut self, text: &str) -> Vec<Directive> {
        for (index, start) in std::mem::take(&mut self.open).into_values().flatten() {
            self.cover(index, Span::new(start, start.max(text.len() as u32)));
            if let Some(directive) = self.found.get_mut(index) {
                let codes = directive.codes.join(", ");
                let error = format!("`off` is never ended: `on[{codes}]` is missing");
                directive.error.get_or_insert(error);
            }
        }
        let touching = std::mem::take(&mut self.touching);
        let ends = if touching.is_empty() { Vec::new() } else { sentence_ends(text) };
        for (index, at) in touching {
            self.cover(index, sentence(text, &ends, at));
        }
        self.found
    }

    /// Ends the last open `off` of the same codes.
    fn close(&mut self, mut note: Note, at: Span, here: u32) {
        let opened = self.open.get_mut(&key(&note.codes)).and_then(Vec::pop);
        if let Some((index, start)) = opened {
            self.cover(index, Span::new(start, here.max(start)));
        } else {
            let codes = note.codes.join(", ");
            note.error.get_or_insert(format!("`on` ends nothing: no `off[{codes}]` before it"));
        }
        if note.error.is_some() {
            self.found.push(note.directive(at, Covers::Nothing));
        }
    }

    fn cover(&mut self, index: usize, span: Span) {
        if let Some(directive) = self.found.get_mut(index) {
            directive.covers = if span.is_empty() { Covers::Nothing } else { Covers::Text(span) };
        }
    }
}

/// Codes as they are compared, whatever their order and case.
fn key(codes: &[String]) -> Vec<String> {
    let mut key: Vec<String> = codes.iter().map(|c| c.to_uppercase()).collect();
    key.sort_unstable();
    key.dedup();
    key
}

/// Where the sentences and lines of the text end, in order.
fn sentence_ends(text: &str) -> Vec<u32> {
    let mut ends = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '\n' => ends.push(at as u32),
            '.' | '!' | '?' | '…' if !is_initial(text, at) => {
                ends.extend(end_after(text, at + c.len_utf8()));
            }
            _ => {}
        }
    }
    ends
}

/// Whether the point at `at` stands after a single capital: "J. Smith", "the U.S. Army".
fn is_initial(text: &str, at: usize) -> bool {
    let mut before = text.get(..at).unwrap_or_default().chars().rev();
    before.next().is_some_and(char::is_uppercase)
        && before.next().is_none_or(|c| !c.is_alphanumeric())
}

/// The end of the sentence whose mark ends at `at`, behind closing quotes and brackets, if a new
/// one may begin there.
fn end_after(text: &str, at: usize) -> Option<u32> {
    let rest = text.get(at..)?;
    let after = rest.trim_start_matches(['"', '\'', '”', '’', ')', ']']);
    let next = after.strip_prefix(' ')?.chars().next()?;
    (!next.is_lowercase()).then_some((text.len() - after.len()) as u32)
}

/// The sentence at an offset; the one before, where it stands between two of a line.
fn sentence(text: &str, ends: &[u32], at: u32) -> Span {
    let before = text.get(..at as usize).unwrap_or(text);
    let at = before.trim_end_matches(' ').len() as u32;
    let next = ends.partition_point(|&end| end < at);
    let start = next.checked_sub(1).and_then(|i| ends.get(i)).copied().unwrap_or(0);
    let end = ends.get(next).copied().unwrap_or(text.len() as u32);
    let words = Span::new(start, end).of(text);
    let blank = words.len() - words.trim_start().len();
    Span::new(start + blank as u32, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(comment: &str) -> String {
        parse(comment).unwrap().error.unwrap_or_default()
    }

    #[test]
    fn a_note_has_codes_a_reason_and_a_last_day() {
        let read =
            parse(" corroborate: ignore[C101, c102] until=2026-12-31 reason=\"a = b\" ").unwrap();
        let expected = Note {
            verb: Verb::Ignore,
            codes: vec!["C101".to_owned(), "c102".to_owned()],
            reason: Some("a = b".to_owned()),
            until: Some("2026-12-31".to_owned()),
            error: None,
        };
        assert_eq!(read, expected);
        assert_eq!(parse("corroborate:off[C101]").unwrap().verb, Verb::Off);
        assert_eq!(parse("corroborate: on [C101]").unwrap().error, None);
        assert_eq!(parse("an editor's remark on corroborate: ignore"), None);
        assert_eq!(parse(""), None);
    }

    #[test]
    fn a_malformed_note_says_what_is_wrong() {
        let cases = [
            ("corroborate:", "no instruction: write `ignore[C101]`"),
            ("corroborate: ignroe[C101]", "unknown instruction `ignroe`; did you mean `ignore`?"),
            ("corroborate: silence[C101]", "unknown instruction `silence`"),
            ("corroborate: ignore", "no codes: write `ignore[C101]`"),
            ("corroborate: ignore[ , ]", "no codes: write `ignore[C101]`"),
            ("corroborate: ignore[C101", "the list of codes is not closed: `]` is missing"),
            ("corroborate: ignore[C1] reason=\"x", "a quotation is not closed: `\"` is missing"),
            ("corroborate: ignore[C1] reson=x", "unknown setting `reson`; did you mean `reason`?"),
            ("corroborate: ignore[C1] now", "`now` is no setting: write `reason=\"...\"`"),
            (
                "corroborate: ignore[C1] until=a until=b",
                "`until=a` is no day: write `until=2026-12-31`",
            ),
            (
                "corroborate: ignore[C1] until=2026-02-30",
                "`until=2026-02-30` is no day: write `until=2026-12-31`",
            ),
            ("corroborate: ignore[C1] reason=a reason=b", "`reason` is given twice"),
        ];
        for (comment, expected) in cases {
            assert_eq!(error(comment), expected, "{comment}");
        }
        let endless = format!("corroborate: {}", "x".repeat(100_000));
        assert_eq!(error(&endless).chars().count(), "unknown instruction ``".len() + MOST_SHOWN);
    }

    #[test]
    fn settings_of_the_front_matter_make_a_note() {
        let setting = |key: &str, value: &str| (key.to_owned(), Setting::Text(value.to_owned()));
        let note =
            from_front_matter(vec![setting("ignore", "C101"), setting("until", "2026-12-31")]);
        assert_eq!((note.codes.len(), note.error), (1, None));
        let note =
            from_front_matter(vec![setting("ignore", "C101"), setting("untill", "2026-12-31")]);
        assert_eq!(note.error.unwrap(), "unknown setting `untill`; did you mean `until`?");
        let note = from_front_matter(vec![("ignore".to_owned(), Setting::Other)]);
        assert_eq!(note.error.unwrap(), "`ignore` takes a list of codes: `[\"C101\"]`");
        assert!(from_front_matter(Vec::new()).error.is_some());
    }

    /// Reads lines of words and of comments (`<...>`) as a reader of a format does, and shows what
    /// each note covers.
    fn covered(lines: &[&str]) -> Vec<(String, bool)> {
        let (mut out, mut notes) = (Builder::default(), Notes::default());
        for line in lines {
            for part in line.split_inclusive('>') {
                let (words, comment) = part.split_once('<').unwrap_or((part, ""));
                out.made(words);
                let inside = comment.trim_end_matches('>');
                let in_block = line.len() > part.len();
                notes.comment(&format!("corroborate: {inside}"), Span::default(), &out, in_block);
            }
            out.end_line();
            notes.block_ended(&out);
        }
        let (text, _) = out.finish(String::new());
        let shown = |d: Directive| match d.covers {
            Covers::Text(span) => (span.of(&text).to_owned(), d.error.is_some()),
            other => (format!("{other:?}"), d.error.is_some()),
        };
        notes.finish(&text).into_iter().filter(|d| !d.codes.is_empty()).map(shown).collect()
    }

    #[test]
    fn ignore_covers_the_next_block_or_the_sentence_it_touches() {
        let cases: [(&[&str], &[&str]); 8] = [
            (&["One. Two.", "<ignore[C1]>", "Three. Four.", "Five."], &["Three. Four."]),
            (&["<ignore[C1]>", "<ignore[C2]>", "One."], &["One.", "One."]),
            (&["One.", "<ignore[C1]>"], &["Nothing"]),
            (&["It rose. It fell <ignore[C1]>by 5. It rose."], &["It fell by 5."]),
            (&["It rose. <ignore[C1]>It fell."], &["It rose."]),
            (&["It rose. J. Smith fell by 3.5. <ignore[C1]> "], &["J. Smith fell by 3.5."]),
            (&["<ignore[C1]>It rose. It fell."], &["It rose."]),
            (&["He said \"No.\" She <ignore[C1]>left. ", "So."], &["She left."]),
        ];
        for (lines, expected) in cases {
            let found: Vec<String> = covered(lines).into_iter().map(|(words, _)| words).collect();
            assert_eq!(found, expected, "{lines:?}");
        }
    }

    #[test]
    fn off_covers_all_up_to_its_on() {
        let lines = ["One. <off[C1, C2]>Two.", "Three.", "Four. <on[c2, C1]>Five."];
        assert_eq!(covered(&lines), [("Two.\nThree.\nFour. ".to_owned(), false)]);
        let nested = ["<off[C1]>", "One. <off[C2]>Two.", "<on[C1]>", "Three.", "<on[C2]>"];
        let expected = [("One. Two.\n".to_owned(), false), ("Two.\nThree.\n".to_owned(), false)];
        assert_eq!(covered(&nested), expected);
    }

    #[test]
    fn off_without_on_and_on_without_off_are_errors() {
        assert_eq!(covered(&["<off[C1]>", "One."]), [("One.\n".to_owned(), true)]);
        assert_eq!(covered(&["One.", "<on[C1]>"]), [("Nothing".to_owned(), true)]);
        let partly = covered(&["<off[C1, C2]>", "One.", "<on[C1]>"]);
        assert!(partly.len() == 2 && partly.iter().all(|(_, wrong)| *wrong));
    }
}
