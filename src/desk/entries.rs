//! The files in which decisions are kept: TOML, a table an entry. All errors are told at once, and
//! there is one way of writing an entry, so that two desks' changes merge line by line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{FileError, day, no_such_code, shown};
use crate::text::Lines;
use crate::{codes, hint};

/// What entries a file has.
pub(super) struct Shape {
    /// `finding` for entries written as `[[finding]]`.
    pub(super) kind: &'static str,
    /// The keys that every entry has. One of them is [`FINGERPRINT`].
    pub(super) needed: &'static [&'static str],
    /// The keys that an entry may have.
    pub(super) optional: &'static [&'static str],
}

/// The key that no two entries of a file share the value of.
pub(super) const FINGERPRINT: &str = "fingerprint";
const VERSION: &str = "version";

/// The entries of a file in their order. `entry` makes one of its fields, of which it takes all that
/// the shape names; [`Fields`] keeps the errors.
pub(super) fn read<T>(
    text: &str,
    shape: &Shape,
    entry: impl Fn(&mut Fields<'_, '_>) -> Option<T>,
) -> Result<Vec<T>, Vec<FileError>> {
    let lines = Lines::of(text);
    let (root, broken) = DeTable::parse_recoverable(text);
    if !broken.is_empty() {
        let error = |e: &toml::de::Error| FileError {
            line: lines.line(e.span().map_or(0, |s| s.start)),
            message: e.message().to_owned(),
        };
        return Err(broken.iter().map(error).collect());
    }
    let mut reader = Reader { shape, lines: &lines, errors: Vec::new(), seen: BTreeMap::new() };
    let tables = reader.root(root.into_inner());
    let entries: Vec<T> = tables.into_iter().filter_map(|t| reader.entry(t, &entry)).collect();
    let mut errors = reader.errors;
    errors.sort_by_key(|e| e.line);
    if errors.is_empty() { Ok(entries) } else { Err(errors) }
}

/// Reads the tables of a file and keeps what is wrong with them.
struct Reader<'a> {
    shape: &'a Shape,
    lines: &'a Lines,
    errors: Vec<FileError>,
    /// The lines of the fingerprints so far.
    seen: BTreeMap<String, usize>,
}

impl Reader<'_> {
    fn error(&mut self, line: usize, message: String) {
        self.errors.push(FileError { line, message });
    }

    /// The entries of a file, if its version can be read.
    fn root<'i>(&mut self, mut root: DeTable<'i>) -> Vec<Spanned<DeValue<'i>>> {
        match root.remove(VERSION) {
            Some(version) if is_one(version.get_ref()) => {}
            Some(version) => {
                let line = self.lines.line(version.span().start);
                self.error(line, "only `version = 1` can be read".to_owned());
            }
            None => self.error(1, "`version = 1` is missing".to_owned()),
        }
        let entries = root.remove(self.shape.kind);
        for key in root.keys() {
            self.unknown(key, "this file", &[VERSION, self.shape.kind]);
        }
        match entries.map(|e| (e.span().start, e.into_inner())) {
            None => Vec::new(),
            Some((_, DeValue::Array(tables))) => tables.into_iter().collect(),
            Some((at, _)) => {
                self.no_table(at);
                Vec::new()
            }
        }
    }

    fn entry<T>(
        &mut self,
        value: Spanned<DeValue<'_>>,
        entry: impl Fn(&mut Fields<'_, '_>) -> Option<T>,
    ) -> Option<T> {
        let at = value.span().start;
        let DeValue::Table(table) = value.into_inner() else {
            self.no_table(at);
            return None;
        };
        let line = self.lines.line(at);
        self.complete(&table, line);
        let mut fields = Fields { table, lines: self.lines, errors: &mut self.errors };
        let found = entry(&mut fields);
        let rest = fields.table;
        let shape = self.shape;
        let known: Vec<&str> = shape.needed.iter().chain(shape.optional).copied().collect();
        for key in rest.keys() {
            self.unknown(key, &format!("[[{}]]", shape.kind), &known);
        }
        found
    }

    /// Complains about keys that are missing, and about a fingerprint that an entry before has.
    fn complete(&mut self, table: &DeTable<'_>, line: usize) {
        let shape = self.shape;
        for key in shape.needed.iter().filter(|key| !table.contains_key(**key)) {
            self.error(line, format!("this [[{}]] has no `{key}`", shape.kind));
        }
        let print = table.get(FINGERPRINT).and_then(|v| v.get_ref().as_str());
        let Some(print) = print else { return };
        if let Some(first) = self.seen.insert(print.to_owned(), line) {
            let print = shown(print);
            self.error(line, format!("`{print}` has an entry already, on line {first}"));
        }
    }

    fn unknown(&mut self, key: &Spanned<DeString<'_>>, place: &str, known: &[&str]) {
        let name = &**key.get_ref();
        let hint = hint::did_you_mean(hint::like(name, known.iter().copied()));
        let line = self.lines.line(key.span().start);
        self.error(line, format!("{place} has no key `{}`{hint}", shown(name)));
    }

    fn no_table(&mut self, at: usize) {
        let line = self.lines.line(at);
        self.error(line, format!("`{}` must be written as [[{0}]]", self.shape.kind));
    }
}

fn is_one(version: &DeValue<'_>) -> bool {
    version.as_integer().is_some_and(|number| number.to_string() == "1")
}

/// The fields of one entry, taken out one by one. What can't be used is told, and is as if it were
/// not there.
pub(super) struct Fields<'r, 'i> {
    table: DeTable<'i>,
    lines: &'r Lines,
    errors: &'r mut Vec<FileError>,
}

impl Fields<'_, '_> {
    /// The text of a key.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        self.parsed(key, |text| Ok(text.to_owned()))
    }

    /// The text of a key, as what it stands for.
    pub(super) fn parsed<T>(
        &mut self,
        key: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        self.take(key, |value| {
            let text = value.as_str().ok_or_else(|| format!("`{key}` must be a text"))?;
            read(text)
        })
    }

    /// The code of a kind of finding.
    pub(super) fn code(&mut self, key: &str) -> Option<String> {
        let known = |text: &str| codes::find(text).ok_or_else(|| no_such_code(text));
        self.parsed(key, known).map(|code| code.id.to_owned())
    }

    /// The texts of a key; none where it is not there.
    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        let read = |value: &DeValue<'_>| {
            let texts = value.as_array()?.iter().map(|v| v.get_ref().as_str());
            texts.map(|text| text.map(str::to_owned)).collect::<Option<Vec<String>>>()
        };
        let found = self.take(key, |value| {
            read(value).ok_or_else(|| format!("`{key}` must be a list of texts"))
        });
        found.unwrap_or_default()
    }

    /// The day of a key, with or without quotation marks.
    pub(super) fn day(&mut self, key: &str) -> Option<Date> {
        self.take(key, |value| {
            let found = match value {
                DeValue::Datetime(date) => day(&date.to_string()),
                other => other.as_str().and_then(day),
            };
            found.ok_or_else(|| format!("`{key}` must be a day like 2026-12-31"))
        })
    }

    fn take<T>(
        &mut self,
        key: &str,
        read: impl Fn(&DeValue<'_>) -> Result<T, String>,
    ) -> Option<T> {
        let value = self.table.remove(key)?;
        let line = self.lines.line(value.span().start);
        match read(value.get_ref()) {
            Ok(found) => Some(found),
            Err(message) => {
                self.errors.push(FileError { line, message });
                None
            }
        }
    }
}

/// A file as it is written: every field on a line of its own.
pub(super) struct Page {
    out: String,
}

impl Page {
    /// A file without entries.
    pub(super) fn new() -> Self {
        Self { out: format!("{VERSION} = 1\n") }
    }

    /// Begins an entry.
    pub(super) fn entry(&mut self, shape: &Shape) {
        self.line(format_args!("\n[[{}]]", shape.kind));
    }

    /// Writes a text, if there is one.
    pub(super) fn text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.line(format_args!("{key} = {}", quoted(text)));
        }
    }

    /// Writes texts, if there are any.
    pub(super) fn texts(&mut self, key: &str, texts: &[String]) {
        if !texts.is_empty() {
            let list: Vec<String> = texts.iter().map(|t| quoted(t)).collect();
            self.line(format_args!("{key} = [{}]", list.join(", ")));
        }
    }

    /// Writes a day, if there is one.
    pub(super) fn day(&mut self, key: &str, day: Option<Date>) {
        if let Some(day) = day {
            self.line(format_args!("{key} = {day}"));
        }
    }

    /// The whole file.
    pub(super) fn finish(self) -> String {
        self.out
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a string can't fail.
        let _ = writeln!(self.out, "{line}");
    }
}

/// A text as a TOML string on one line, in which nothing is hidden from who reads the file.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || is_hidden(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a character shows nothing itself: a mark of no width or of the direction of writing, or
/// a break of lines that is none to TOML.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{61C}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHAPE: Shape =
        Shape { kind: "note", needed: &[FINGERPRINT], optional: &["code", "when", "words"] };

    type Note = (String, Option<String>, Option<Date>, Vec<String>);

    fn notes(text: &str) -> Result<Vec<Note>, Vec<FileError>> {
        read(text, &SHAPE, |f| {
            let name = f.text(FINGERPRINT).unwrap_or_default();
            Some((name, f.code("code"), f.day("when"), f.texts("words")))
        })
    }

    fn errors(text: &str) -> Vec<(usize, String)> {
        notes(text).unwrap_err().into_iter().map(|e| (e.line, e.message)).collect()
    }

    #[test]
    fn entries_are_read_with_days_bare_or_quoted_and_codes_by_name() {
        let text = "version = 1\n\
                    [[note]]\nfingerprint = 'a'\ncode = 'contradicted'\nwhen = 2026-11-21\n\
                    [[note]]\nfingerprint = 'b'\nwhen = '2026-11-21'\nwords = ['x', 'y']\n";
        let when = Some(jiff::civil::date(2026, 11, 21));
        let expected = vec![
            ("a".to_owned(), Some("C101".to_owned()), when, Vec::new()),
            ("b".to_owned(), None, when, vec!["x".to_owned(), "y".to_owned()]),
        ];
        assert_eq!(notes(text), Ok(expected));
        assert_eq!(notes("version = 1"), Ok(Vec::new()));
    }

    #[test]
    fn every_error_is_told_with_its_line() {
        let text = "version = 2\nnotes = 1\n[[note]]\ncode = 'C1O1'\nwhen = 2026-11-21T10:00:00\n\
                    [[note]]\nfingerprint = 'a'\nfingerprnt = 'b'\n\
                    [[note]]\nfingerprint = 'a'\nwords = [1]\n";
        let expected = [
            (1, "only `version = 1` can be read"),
            (2, "this file has no key `notes` (did you mean `note`?)"),
            (3, "this [[note]] has no `fingerprint`"),
            (4, "there is no code `C1O1` (did you mean `C101`?)"),
            (5, "`when` must be a day like 2026-12-31"),
            (8, "[[note]] has no key `fingerprnt` (did you mean `fingerprint`?)"),
            (9, "`a` has an entry already, on line 6"),
            (11, "`words` must be a list of texts"),
        ];
        assert_eq!(errors(text), expected.map(|(line, message)| (line, message.to_owned())));
    }

    #[test]
    fn what_is_no_list_of_entries_is_an_error() {
        let written = (2, "`note` must be written as [[note]]".to_owned());
        for text in ["version = 1\nnote = 3", "version = 1\nnote = [3]"] {
            assert_eq!(errors(text), std::slice::from_ref(&written), "{text}");
        }
        assert_eq!(errors(""), [(1, "`version = 1` is missing".to_owned())]);
        assert!(!errors("version = 1\n[[note]\nfingerprint = \"").is_empty());
    }

    #[test]
    fn a_text_stays_on_one_line_and_hides_nothing() {
        assert_eq!(
            quoted("a\"\"\"\n\\ \u{0}\u{7F}\u{202E}é"),
            r#""a\"\"\"\n\\ \u0000\u007F\u202Eé""#
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn any_text_is_read_as_it_was_written(
            chars in proptest::collection::vec(any::<char>(), 0..20),
            words in proptest::collection::vec(any::<char>(), 0..20),
        ) {
            let (name, words) = (String::from_iter(chars), vec![String::from_iter(words)]);
            let mut page = Page::new();
            page.entry(&SHAPE);
            page.text(FINGERPRINT, Some(&name));
            page.texts("words", &words);
            let text = page.finish();
            prop_assert_eq!(text.lines().count(), 5);
            prop_assert_eq!(notes(&text), Ok(vec![(name, None, None, words)]));
        }
    }
}
