//! Living with findings: what the desk has already decided about them.
//!
//! A note in a draft or in the configuration suppresses a finding, a baseline sets aside those of
//! older texts, a reviewer calls one a false alarm, and a run may care for changed lines only.
//! All of them work on the records after the findings were made. None takes a finding away: its
//! [`State`](crate::results::State) changes, once, and the record says who changed it. They are
//! applied in this order: [`suppress`], [`baseline`], [`reviews`], [`changed`], then [`sort`].
//!
//! Decisions that no longer fit are findings themselves (`B001`, `S001` to `S005`, `V001`), and no
//! decision silences those. What a source says never decides anything.

pub mod baseline;
pub mod changed;
mod entries;
mod places;
pub mod reviews;
#[cfg(test)]
mod sample;
pub mod suppress;

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

use crate::codes;
use crate::hint::did_you_mean;
use crate::results::{FindingRecord, Place, Results, fingerprint, folded};

/// What is wrong with a file of the desk or with a diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, with a suggestion where there is one.
    pub message: String,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for FileError {}

/// A finding about a decision of the desk, before it has a fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// `S001`
    pub code: &'static str,
    /// The article in which it is reported: `s1`.
    pub source: String,
    /// The place in that article's file.
    pub place: Place,
    /// The words at that place.
    pub quote: String,
    /// What tells it from others of its code in the same article, whatever line it stands on: most
    /// often the quote.
    pub words: String,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Notice {
    fn finding(self, fingerprint: String) -> FindingRecord {
        let code = codes::find(self.code);
        FindingRecord {
            code: self.code.to_owned(),
            name: code.map_or("", |c| c.name).to_owned(),
            level: code.map(|c| c.level),
            message: self.message,
            help: self.help,
            source: self.source,
            place: self.place,
            quote: self.quote,
            fingerprint,
            ..FindingRecord::default()
        }
    }
}

/// Adds findings about decisions, each with the level that its code has by default.
///
/// All notices of one code are handed in together: those with the same words in the same article
/// are told apart by their order.
pub fn add(results: &mut Results, notices: Vec<Notice>) {
    let mut seen: BTreeMap<(&str, String, String), usize> = BTreeMap::new();
    for notice in notices {
        let words = folded(&notice.words);
        let ordinal = seen.entry((notice.code, notice.source.clone(), words.clone())).or_default();
        *ordinal += 1;
        let name = results.source(&notice.source).map_or("", |s| s.name.as_str());
        let print = fingerprint([notice.code, name, &words, &ordinal.to_string()]);
        results.findings.push(notice.finding(print));
    }
}

/// Puts the findings in the order of the sources, then of their places, then of their codes.
pub fn sort(results: &mut Results) {
    let Results { sources, findings, .. } = results;
    let order: BTreeMap<&str, usize> =
        sources.iter().enumerate().map(|(index, s)| (s.id.as_str(), index)).collect();
    let rank = |f: &FindingRecord| order.get(f.source.as_str()).copied().unwrap_or(usize::MAX);
    findings.sort_by(|a, b| {
        let [x, y] = [a, b].map(|f| (rank(f), &f.place, &f.code, &f.fingerprint));
        x.cmp(&y)
    });
}

/// Whether findings of a code are about decisions of the desk; nothing silences those.
fn is_about_decisions(code: &str) -> bool {
    code.starts_with(['B', 'S', 'V'])
}

/// The day of `2026-12-31`, written just so.
fn day(text: &str) -> Option<Date> {
    text.parse::<Date>().ok().filter(|day| day.to_string() == text)
}

/// Words as a message quotes them: on one line, shortened.
fn shown(words: &str) -> String {
    /// In characters.
    const MOST: usize = 80;
    let mut line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = line.char_indices().nth(MOST).map(|(at, _)| at);
    if let Some(cut) = cut {
        line.truncate(cut);
        line.push('…');
    }
    line
}

/// What to say of a code that there is not.
fn no_such_code(written: &str) -> String {
    format!("there is no code `{}`{}", shown(written), did_you_mean(codes::like(written)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{Level, SourceRecord};

    fn results() -> Results {
        let source = |id: &str, name: &str| SourceRecord {
            id: id.to_owned(),
            name: name.to_owned(),
            ..SourceRecord::default()
        };
        Results { sources: vec![source("s1", "d.md"), source("s2", "a.md")], ..Results::default() }
    }

    fn notice(code: &'static str, source: &str, line: usize, words: &str) -> Notice {
        Notice {
            code,
            source: source.to_owned(),
            place: Place::of_line(line),
            words: words.to_owned(),
            ..Notice::default()
        }
    }

    fn prints(results: &Results) -> Vec<&str> {
        results.findings.iter().map(|f| f.fingerprint.as_str()).collect()
    }

    #[test]
    fn a_notice_becomes_a_finding_with_the_level_of_its_code() {
        let mut results = results();
        add(&mut results, vec![notice("S002", "s1", 3, "x")]);
        let found = &results.findings[0];
        assert_eq!(found.level, Some(Level::Warning));
        assert_eq!((found.name.as_str(), found.place.line), ("suppression-expired", 3));
        assert!(found.counts());
    }

    #[test]
    fn fingerprints_of_notices_are_unique_and_do_not_depend_on_lines() {
        let at = |lines: [usize; 3]| {
            let mut results = results();
            let [a, b, c] = lines;
            let notices = vec![
                notice("S001", "s1", a, "Same  words"),
                notice("S001", "s1", b, "same words"),
                notice("S001", "s2", c, "same words"),
            ];
            add(&mut results, notices);
            results
        };
        let (one, other) = (at([1, 2, 3]), at([70, 80, 90]));
        assert_eq!(prints(&one), prints(&other));
        let mut unique = prints(&one);
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), 3);
    }

    #[test]
    fn findings_stand_in_the_order_of_sources_places_and_codes() {
        let mut results = results();
        let notices = vec![
            notice("S001", "s2", 1, "x"),
            notice("S002", "s1", 9, "x"),
            notice("S001", "s1", 9, "x"),
            notice("V001", "s1", 2, "x"),
            notice("V001", "s9", 1, "x"),
        ];
        add(&mut results, notices);
        sort(&mut results);
        let order: Vec<(&str, &str)> =
            results.findings.iter().map(|f| (f.source.as_str(), f.code.as_str())).collect();
        let expected =
            [("s1", "V001"), ("s1", "S001"), ("s1", "S002"), ("s2", "S001"), ("s9", "V001")];
        assert_eq!(order, expected);
    }

    #[test]
    fn a_day_is_written_in_one_way_only() {
        assert_eq!(day("2026-12-31"), Some(jiff::civil::date(2026, 12, 31)));
        for wrong in ["2026-02-30", "20261231", "2026-12-31T10:00", " 2026-12-31", "soon", ""] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn long_words_are_quoted_in_part() {
        assert_eq!(shown(" a\n\tb "), "a b");
        assert_eq!(shown(&"é".repeat(81)), format!("{}…", "é".repeat(80)));
        assert_eq!(no_such_code("C1O1"), "there is no code `C1O1` (did you mean `C101`?)");
        assert_eq!(no_such_code(&"C".repeat(9999)).len(), "there is no code ``…".len() + 80);
    }
}
