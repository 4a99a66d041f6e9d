//! Findings in the diagnostic format of reviewdog.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::json::pretty;
use super::lookup::path;
use crate::results::{FindingRecord, Level, Place, Results};
use crate::safe::{markdown, plain};
use crate::text::Lines;

/// The findings that count, in the diagnostic format of reviewdog (`rdjson`), with a suggestion where
/// the words can simply be replaced.
///
/// Messages are Markdown, since reviewdog puts them into comments: words of an article can't mention
/// anybody there or show a picture.
pub fn rdjson(results: &Results) -> String {
    let starts = line_starts(results);
    let counting = results.findings.iter().filter(|f| f.counts());
    let diagnostics = counting.map(|f| Diagnostic::of(results, &starts, f)).collect();
    pretty(&Report { source: Source { name: "corroborate" }, diagnostics })
}

#[derive(Serialize)]
struct Report<'a> {
    source: Source,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<[Suggestion; 1]>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Clone, Copy, Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// Line and column from 1, the column in bytes of UTF-8.
#[derive(Clone, Copy, Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

/// Where the lines of each source begin, in bytes.
type LineStarts<'a> = BTreeMap<&'a str, Lines>;

/// The lines of the sources in which something is found; each file is read once.
fn line_starts(results: &Results) -> LineStarts<'_> {
    let found: BTreeSet<&str> = results.findings.iter().map(|f| f.source.as_str()).collect();
    let known = found.into_iter().filter_map(|id| Some((id, results.source(id)?.file())));
    known.map(|(id, file)| (id, Lines::of(file))).collect()
}

impl<'a> Diagnostic<'a> {
    fn of(results: &'a Results, starts: &LineStarts<'_>, finding: &'a FindingRecord) -> Self {
        let lines = starts.get(finding.source.as_str());
        let range = lines.and_then(|lines| Range::of(lines, &finding.place));
        let words = finding.suggestion.as_deref().map(plain);
        let help = finding.help.as_deref().map(|h| format!("\n\n{}", markdown(h)));
        Self {
            message: markdown(&finding.message) + &help.unwrap_or_default(),
            location: Location { path: path(results, &finding.source), range },
            severity: severity(finding.level()),
            code: Code { value: &finding.code },
            suggestions: range.zip(words).map(|(range, text)| [Suggestion { range, text }]),
        }
    }
}

impl Range {
    /// The range of a place, if it is known.
    fn of(lines: &Lines, place: &Place) -> Option<Self> {
        let position = |line: usize, offset: usize| Position {
            line,
            column: offset - lines.start(offset) + 1,
        };
        (place.line > 0).then(|| Self {
            start: position(place.line, place.start),
            end: position(place.end_line, place.end),
        })
    }
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "ERROR",
        Level::Warning => "WARNING",
        Level::Note => "INFO",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::output::sample;

    fn report() -> Value {
        serde_json::from_str(&rdjson(&sample::results())).unwrap()
    }

    #[test]
    fn the_report_follows_the_schema() {
        let schema = include_str!("../../tests/schemas/rdjson.json");
        let schema: Value = serde_json::from_str(schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let report = report();
        let errors: Vec<String> = validator.iter_errors(&report).map(|e| e.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }

    #[test]
    fn a_settled_figure_comes_with_the_words_to_put_in_its_place() {
        let range = json!({
            "start": { "line": 3, "column": 18 },
            "end": { "line": 3, "column": 27 },
        });
        let first = &report()["diagnostics"][0];
        assert_eq!(first["location"], json!({ "path": "drafts/a.md", "range": range }));
        assert_eq!(first["suggestions"], json!([{ "range": range, "text": "12 people" }]));
        assert_eq!(
            (&first["severity"], &first["code"]["value"]),
            (&json!("ERROR"), &json!("C101"))
        );
    }

    #[test]
    fn columns_are_counted_in_bytes() {
        let file = "é\n😀 é 12";
        let lines = Lines::of(file);
        let at = file.find("12").unwrap();
        let place = Place {
            line: 2,
            column: 5,
            end_line: 2,
            end_column: 7,
            start: at,
            end: at + 2,
            ..Place::default()
        };
        let range = Range::of(&lines, &place).unwrap();
        assert_eq!((range.start.column, range.end.column), (9, 11));
        assert!(Range::of(&lines, &Place::default()).is_none());
    }

    #[test]
    fn words_of_articles_are_no_markup_in_a_comment() {
        let report = report();
        let hostile = report["diagnostics"][1]["message"].as_str().unwrap();
        assert!(hostile.contains("&lt;script&gt;"), "{hostile}");
        assert!(!hostile.contains('\u{1B}') && !hostile.contains('\n'), "{hostile}");
    }
}
