//! Findings as workflow commands, which GitHub shows beside the lines of a pull request.

use std::fmt::Write;

use super::lookup::{against, path};
use crate::results::{FindingRecord, Level, Results};
use crate::safe::{is_invisible, plain};

/// How many annotations GitHub shows of each kind in one step; it drops the others without a word.
/// One notice less, for the one that says how many were left out.
const MOST: [(Level, usize); 3] = [(Level::Error, 10), (Level::Warning, 10), (Level::Note, 9)];

/// How many of the claims that stand against a finding its annotation quotes.
const MOST_QUOTED: usize = 5;

/// The findings that count as workflow commands, one a line, the worst first:
///
/// ```text
/// ::error title=corroborate C101 contradicted,file=drafts/a.md,line=4,endLine=4,col=25,endColumn=29::
/// ```
pub fn annotations(results: &Results) -> String {
    let mut out = String::new();
    let mut left_out = 0;
    for (level, most) in MOST {
        let mut found = results.findings.iter().filter(|f| f.counts() && f.level() == level);
        for finding in found.by_ref().take(most) {
            annotation(results, finding, &mut out);
        }
        left_out += found.count();
    }
    if left_out > 0 {
        let findings = if left_out == 1 { "finding is" } else { "findings are" };
        // Writing to a string can't fail.
        let _ = writeln!(out, "::notice title=corroborate::{left_out} more {findings} not shown");
    }
    out
}

fn annotation(results: &Results, finding: &FindingRecord, out: &mut String) {
    let command = match finding.level() {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let title = property(&format!("corroborate {} {}", finding.code, finding.name));
    let (file, at) = (path(results, &finding.source), &finding.place);
    // Writing to a string can't fail.
    let _ = write!(out, "::{command} title={title}");
    if !file.is_empty() {
        let _ = write!(out, ",file={}", property(file));
    }
    if at.line > 0 {
        let _ = write!(out, ",line={},endLine={}", at.line, at.end_line.max(at.line));
    }
    // GitHub takes both columns for columns of the first line.
    if at.line > 0 && at.end_line == at.line {
        let _ = write!(out, ",col={},endColumn={}", at.column, at.end_column);
    }
    let _ = writeln!(out, "::{}", data(&text(results, finding)));
}

/// The message, what stands against it, and what to do, a line each.
fn text(results: &Results, finding: &FindingRecord) -> String {
    let mut lines = vec![plain(&finding.message)];
    let others = against(results, finding).take(MOST_QUOTED);
    lines.extend(others.map(|(claim, source)| {
        format!("{}: \"{}\"", plain(source.display_name()), plain(&claim.quote))
    }));
    lines.extend(finding.help.as_deref().map(plain));
    lines.join("\n")
}

/// What stands behind the `::`; an end of line would begin a new command.
fn data(text: &str) -> String {
    encoded(text, &['%', '\r', '\n'])
}

/// The value of a property; `:` and `,` would end it.
fn property(text: &str) -> String {
    encoded(text, &['%', '\r', '\n', ':', ','])
}

/// The text with some characters in percent; what acts on a terminal becomes U+FFFD.
fn encoded(text: &str, special: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(&c) {
            // Writing to a string can't fail.
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else if c.is_control() || is_invisible(c) {
            out.push('\u{FFFD}');
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;
    use crate::results::{Place, State};

    #[test]
    fn a_finding_stands_at_its_line_with_what_stands_against_it() {
        let out = annotations(&sample::results());
        let first = out.lines().next().unwrap();
        let expected = "::error title=corroborate C101 contradicted,file=drafts/a.md,line=3,\
                        endLine=3,col=18,endColumn=27::death toll · Northport: the draft says \
                        \"11 people\", Wire says \"12 people\"%0AWire: \"12 people\"%0A";
        assert!(first.starts_with(expected), "{first}");
        assert!(first.ends_with("%0Athe sources agree on \"12 people\""), "{first}");
    }

    #[test]
    fn only_what_counts_is_shown_and_the_worst_comes_first() {
        let mut results = sample::results();
        results.findings.reverse();
        let out = annotations(&results);
        let commands: Vec<&str> = out.lines().map(|l| l.split(' ').next().unwrap()).collect();
        assert_eq!(commands, ["::error", "::notice"]);
    }

    #[test]
    fn words_of_articles_begin_no_command_and_end_no_property() {
        let out = annotations(&sample::results());
        assert!(out.lines().all(|l| l.starts_with("::error ") || l.starts_with("::notice ")));
        let hostile = out.lines().last().unwrap();
        let file = "file=sources/new%0Aline%2Cc%3Ad\u{FFFD}.txt,line=";
        assert!(hostile.contains(file), "{hostile}");
        assert!(hostile.contains("%250A"), "{hostile}");
        assert!(!hostile.contains('\u{1B}') && !hostile.contains('\u{202E}'));
    }

    #[test]
    fn what_github_would_drop_is_counted() {
        let finding = |level| FindingRecord { level: Some(level), ..FindingRecord::default() };
        let mut results = Results::default();
        for (level, count) in [(Level::Error, 12), (Level::Warning, 3), (Level::Note, 10)] {
            results.findings.extend(vec![finding(level); count]);
        }
        let out = annotations(&results);
        let count = |command: &str| out.lines().filter(|l| l.starts_with(command)).count();
        assert_eq!(["::error", "::warning", "::notice"].map(count), [10, 3, 10]);
        assert!(out.ends_with("::notice title=corroborate::3 more findings are not shown\n"));
        assert_eq!(annotations(&Results::default()), "");
    }

    #[test]
    fn a_stretch_of_several_lines_has_no_columns() {
        let place = Place { line: 2, column: 9, end_line: 3, end_column: 4, ..Place::default() };
        let finding = FindingRecord { place, state: State::New, ..FindingRecord::default() };
        let results = Results { findings: vec![finding], ..Results::default() };
        assert!(annotations(&results).contains(",line=2,endLine=3::"));
    }
}
