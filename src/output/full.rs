//! The findings of a check for a terminal, each with the words, the places and the reasons. Styles
//! are always written; whoever prints them strips them where nobody can see them.
//!
//! The layout is that of compilers, but drawn here: a paragraph of an article is one line of several
//! hundred characters, and what draws diagnostics of programs (annotate-snippets) shows such lines
//! whole or cut amid a word, does not break labels and notes, and counts columns in what it shows.
//! Here a sentence is broken into lines, and the place is that of the file.

mod excerpt;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use anstyle::{AnsiColor, Style};

use super::concise::{at, closing, counting, head, place, several};
use super::lookup::against;
use crate::results::{
    ClaimRecord, DroppedRecord, FindingRecord, Level, RelationRecord, Results, SourceRecord,
    UNREAD_DATE,
};
use crate::safe::plain;
use excerpt::{Excerpt, Line, columns, shortened, wrapped};

/// The narrowest and the widest page that is written, in columns.
const WIDTHS: (usize, usize) = (60, 120);
/// How many opposing claims of a finding are quoted.
const MOST_AGAINST: usize = 4;
/// How many reasons of a finding are given.
const MOST_REASONS: usize = 6;
/// How many things that were left out are named for a source.
const MOST_DROPPED: usize = 3;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const FRAME: Style = AnsiColor::Blue.on_default().bold();

/// The findings that count, by source and place, at a width in columns:
///
/// ```text
/// error[C101]: revenue: the draft says "over $8 billion", Wire says "$5 billion"
///  --> drafts/a.md:4:25
///   |
/// 4 | Acme said its revenue was over $8 billion in 2025.
///   |                           ^^^^^^^^^^^^^^^
///   |
///  ::: wire-0231:3:13
///   |
/// 3 | Revenue was $5 billion in 2025.
///   |             ---------- Wire, published 2025-11
///   |
///   = note: "over $8 billion" and "$5 billion" can't both be true
/// ```
///
/// Then what the other facts are, and what was left out of the articles with a digit in it.
pub fn full(results: &Results, width: usize) -> String {
    let mut page = Page::of(results, width);
    // Writing to a string can't fail.
    let _ = page.write();
    page.out
}

/// One finding as [`full`] has it, by its place in the results.
pub fn finding(results: &Results, index: usize, width: usize) -> String {
    let mut page = Page::of(results, width);
    if let Some(finding) = results.findings.get(index) {
        // Writing to a string can't fail.
        let _ = page.finding(finding);
    }
    page.out
}

struct Page<'a> {
    results: &'a Results,
    /// The relation of two claims, by their ids in order.
    relations: BTreeMap<(&'a str, &'a str), &'a RelationRecord>,
    width: usize,
    out: String,
}

/// Words of an article as they are shown.
struct View<'a> {
    arrow: &'static str,
    /// What stands under the quotation.
    mark: &'static str,
    style: Style,
    /// `drafts/a.md:4:25`
    at: String,
    line: usize,
    excerpt: Excerpt<'a>,
    label: String,
}

/// The columns of line numbers, and those of the text beside them.
#[derive(Clone, Copy)]
struct Layout {
    gutter: usize,
    room: usize,
}

impl<'a> Page<'a> {
    fn of(results: &'a Results, width: usize) -> Self {
        let width = width.clamp(WIDTHS.0, WIDTHS.1);
        Self { results, relations: relations(results), width, out: String::new() }
    }

    fn write(&mut self) -> fmt::Result {
        let findings = counting(self.results);
        for &finding in &findings {
            self.finding(finding)?;
        }
        self.hanging("", [BOLD; 2], &closing(self.results))?;
        let reported = |f: &&&FindingRecord| f.code == "R001";
        let reported: BTreeSet<&str> =
            findings.iter().filter(reported).map(|f| f.source.as_str()).collect();
        let others = self.results.sources.iter().filter(|s| !reported.contains(s.id.as_str()));
        for line in others.filter_map(left_out) {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    fn finding(&mut self, finding: &'a FindingRecord) -> fmt::Result {
        let title = format!("{}: ", head(finding));
        self.hanging(&title, [style(finding.level()), BOLD], &plain(&finding.message))?;
        let views = self.views(finding);
        let gutter = views.iter().map(|v| v.line.to_string().len()).max().unwrap_or(1);
        let layout = Layout { gutter, room: self.width.saturating_sub(gutter + 3) };
        for view in &views {
            self.view(view, layout)?;
        }
        self.notes(finding, gutter)?;
        writeln!(self.out)
    }

    /// The place of a finding, and those of the claims that stand against it.
    fn views(&self, finding: &'a FindingRecord) -> Vec<View<'a>> {
        let claim = finding.claim.as_deref().and_then(|id| self.results.claim(id));
        let own = View {
            arrow: "-->",
            mark: "^",
            style: style(finding.level()),
            at: place(self.results, finding),
            line: finding.place.line,
            excerpt: claim.map_or_else(|| Excerpt::bare(&finding.quote), Excerpt::of),
            label: claim.map(|c| voice(c).join(", ")).unwrap_or_default(),
        };
        let against = against(self.results, finding).take(MOST_AGAINST);
        let others = against.map(|(claim, source)| View {
            arrow: ":::",
            mark: "-",
            style: FRAME,
            at: at(self.results, &claim.source, &claim.place),
            line: claim.place.line,
            excerpt: Excerpt::of(claim),
            label: testimony(source, claim),
        });
        std::iter::once(own).chain(others).filter(|view| !view.at.is_empty()).collect()
    }

    fn view(&mut self, view: &View<'_>, layout: Layout) -> fmt::Result {
        let Layout { gutter, room } = layout;
        writeln!(self.out, "{:gutter$}{FRAME}{}{FRAME:#} {}", "", view.arrow, view.at)?;
        if view.excerpt.is_empty() {
            return Ok(());
        }
        let bar = format!("{:gutter$} {FRAME}|{FRAME:#}", "");
        writeln!(self.out, "{bar}")?;
        let lines = view.excerpt.lines(room);
        let first = lines.iter().position(|l| l.marked > 0);
        let last = lines.iter().rposition(|l| l.marked > 0);
        for (index, line) in lines.iter().enumerate() {
            let number = if first == Some(index) { view.line.to_string() } else { String::new() };
            writeln!(self.out, "{FRAME}{number:>gutter$} |{FRAME:#} {}", line.text)?;
            let label = if last == Some(index) { view.label.as_str() } else { "" };
            for under in underlines(line, (view.mark, label), room) {
                writeln!(self.out, "{bar} {}{under}{:#}", view.style, view.style)?;
            }
        }
        writeln!(self.out, "{bar}")
    }

    /// `= note: ...`, `= help: ...`, and the finding's fingerprint.
    fn notes(&mut self, finding: &FindingRecord, gutter: usize) -> fmt::Result {
        for (kind, text) in self.told(finding) {
            self.hanging(&format!("{:gutter$} = {kind}: ", ""), [BOLD, Style::new()], &text)?;
        }
        if finding.fingerprint.is_empty() {
            return Ok(());
        }
        let fingerprint = plain(&finding.fingerprint);
        writeln!(self.out, "{:gutter$} {DIM}= fingerprint: {fingerprint}{DIM:#}", "")
    }

    fn told(&self, finding: &FindingRecord) -> Vec<(&'static str, String)> {
        let reasons = self.reasons(finding).into_iter().map(|reason| ("note", plain(reason)));
        let left = finding.against.len().saturating_sub(MOST_AGAINST);
        let more = format!("{} against it", several(left, "further claim"));
        let more = (left > 0).then_some(("note", more));
        let help = finding.help.as_deref().map(|help| ("help", plain(help)));
        let suggestion = finding.suggestion.as_deref().map(|words| {
            let words = format!("\"{}\" instead of \"{}\"", plain(words), plain(&finding.quote));
            ("suggestion", words)
        });
        reasons.chain(more).chain(help).chain(suggestion).collect()
    }

    /// Why the claims stand as they do, without what the message says already.
    fn reasons(&self, finding: &FindingRecord) -> Vec<&'a str> {
        let mut said: Vec<&str> = Vec::new();
        let Some(claim) = finding.claim.as_deref() else { return said };
        let against = finding.against.iter().take(MOST_AGAINST);
        let relations =
            against.filter_map(|other| self.relations.get(&ordered(claim, other)).copied());
        for reason in relations.flat_map(steps).take(MOST_REASONS) {
            if !finding.message.contains(reason) && !said.contains(&reason) {
                said.push(reason);
            }
        }
        said
    }

    /// Writes a head and words behind it, broken at the page's width, further lines as far right as
    /// the first. `styles` are those of the head and of the words.
    fn hanging(&mut self, head: &str, styles: [Style; 2], words: &str) -> fmt::Result {
        let [of_head, of_words] = styles;
        let (indent, words) = (columns(head), words.trim());
        let mut lead = format!("{of_head}{head}{of_head:#}");
        for line in wrapped(words, self.width.saturating_sub(indent)) {
            let line = words.get(line).unwrap_or_default();
            writeln!(self.out, "{lead}{of_words}{line}{of_words:#}")?;
            lead = " ".repeat(indent);
        }
        Ok(())
    }
}

fn relations(results: &Results) -> BTreeMap<(&str, &str), &RelationRecord> {
    let all = results.facts.iter().flat_map(|fact| &fact.relations);
    all.map(|relation| (ordered(&relation.a, &relation.b), relation)).collect()
}

fn ordered<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    if a <= b { (a, b) } else { (b, a) }
}

/// What was derived to compare two claims, else the reason of their verdict.
fn steps(relation: &RelationRecord) -> impl Iterator<Item = &str> {
    let why = relation.steps.is_empty().then_some(&relation.why);
    relation.steps.iter().chain(why).map(String::as_str)
}

fn style(level: Level) -> Style {
    let color = match level {
        Level::Error => AnsiColor::Red,
        Level::Warning => AnsiColor::Yellow,
        Level::Note => AnsiColor::Green,
    };
    color.on_default().bold()
}

/// What stands under a line of an excerpt: marks under the quotation, and a label behind or below
/// them.
fn underlines(line: &Line, (mark, label): (&str, &str), room: usize) -> Vec<String> {
    if line.marked == 0 {
        return Vec::new();
    }
    let at = line.at;
    let marks = format!("{:at$}{}", "", mark.repeat(line.marked));
    let label = shortened(label, room.saturating_sub(2));
    if label.is_empty() {
        vec![marks]
    } else if at + line.marked + 1 + columns(&label) <= room {
        vec![format!("{marks} {label}")]
    } else {
        let start = at.min(room.saturating_sub(columns(&label)));
        vec![marks, format!("{:start$}{label}", "")]
    }
}

/// Whose words they are: `Wire, published 2025-11, citing the company`.
fn testimony(source: &SourceRecord, claim: &ClaimRecord) -> String {
    // Only its draft stands against a draft.
    let name =
        if source.draft { "the same draft".to_owned() } else { plain(source.display_name()) };
    let published = source.published.as_deref().map(|day| format!("published {}", plain(day)));
    std::iter::once(name).chain(published).chain(voice(claim)).collect::<Vec<_>>().join(", ")
}

/// Who says it and how certain it is, where the article tells: `citing the company`, `forecast`.
fn voice(claim: &ClaimRecord) -> Vec<String> {
    let cited = claim.attributed_to.as_deref().map(|who| format!("citing {}", plain(who)));
    let told = !matches!(claim.modality.as_str(), "" | "asserted" | "reported");
    cited.into_iter().chain(told.then(|| plain(&claim.modality))).collect()
}

/// `drafts/a.docx: left out: deleted text with "of $5 billion" (line 3)`
fn left_out(source: &SourceRecord) -> Option<String> {
    // A date that can't be read is a finding of its own in a draft.
    let told = |d: &DroppedRecord| source.draft && d.what == UNREAD_DATE;
    let mut figures = source.dropped.iter().filter(|d| d.figure && !told(d));
    let mut parts: Vec<String> = figures.by_ref().take(MOST_DROPPED).map(dropped).collect();
    let more = figures.count();
    parts.extend((more > 0).then(|| format!("{more} more")));
    let name = plain(source.path());
    (!parts.is_empty()).then(|| format!("{name}: left out: {}", parts.join("; ")))
}

fn dropped(dropped: &DroppedRecord) -> String {
    let DroppedRecord { what, words, line, .. } = dropped;
    format!("{} with \"{}\" (line {line})", plain(what), plain(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{FactRecord, Place};

    /// The page as a terminal without styles shows it.
    fn shown(results: &Results, width: usize) -> String {
        let page = full(results, width);
        let mut parts = page.split('\u{1B}');
        let first = parts.next().unwrap_or_default().to_owned();
        first + &parts.map(|p| p.split_once('m').map_or("", |(_, text)| text)).collect::<String>()
    }

    fn place(line: usize, column: usize) -> Place {
        Place { line, column, ..Place::default() }
    }

    fn sources() -> Vec<SourceRecord> {
        vec![
            SourceRecord {
                id: "s1".to_owned(),
                name: "drafts/a.md".to_owned(),
                draft: true,
                ..SourceRecord::default()
            },
            SourceRecord {
                id: "s2".to_owned(),
                name: "wire-0231".to_owned(),
                title: Some("Wire".to_owned()),
                published: Some("2025-11".to_owned()),
                ..SourceRecord::default()
            },
        ]
    }

    fn claims() -> Vec<ClaimRecord> {
        vec![
            ClaimRecord {
                id: "c1".to_owned(),
                source: "s1".to_owned(),
                before:
                    "Acme said on Tuesday that, thanks to its northern plants, its revenue came \
                         to "
                    .to_owned(),
                quote: "over $8 billion".to_owned(),
                after: " in 2025, a rise of a fifth.".to_owned(),
                place: place(4, 25),
                attributed_to: Some("Acme".to_owned()),
                modality: "reported".to_owned(),
                ..ClaimRecord::default()
            },
            ClaimRecord {
                id: "c2".to_owned(),
                source: "s2".to_owned(),
                before: "Revenue was ".to_owned(),
                quote: "$5 billion".to_owned(),
                after: " in 2025, the company said.".to_owned(),
                place: place(12, 13),
                modality: "asserted".to_owned(),
                ..ClaimRecord::default()
            },
        ]
    }

    fn finding() -> FindingRecord {
        FindingRecord {
            code: "C101".to_owned(),
            level: Some(Level::Error),
            message: "revenue: the draft says \"over $8 billion\", Wire says \"$5 billion\""
                .to_owned(),
            help: Some("ask for the basis: the same period, currency and scope?".to_owned()),
            source: "s1".to_owned(),
            place: place(4, 25),
            quote: "over $8 billion".to_owned(),
            claim: Some("c1".to_owned()),
            against: vec!["c2".to_owned()],
            fingerprint: "v1:6f0c1d2e9a7b4c35".to_owned(),
            ..FindingRecord::default()
        }
    }

    fn results() -> Results {
        let relation = RelationRecord {
            a: "c1".to_owned(),
            b: "c2".to_owned(),
            why: "\"over $8 billion\" and \"$5 billion\" can't both be true".to_owned(),
            ..RelationRecord::default()
        };
        let fact = FactRecord {
            verdict: "contradict".to_owned(),
            relations: vec![relation],
            ..FactRecord::default()
        };
        Results {
            sources: sources(),
            claims: claims(),
            facts: vec![fact],
            findings: vec![finding()],
            ..Results::default()
        }
    }

    #[test]
    fn a_finding_shows_both_sentences_at_their_places() {
        let expected = [
            "error[C101]: revenue: the draft says \"over $8 billion\", Wire",
            "             says \"$5 billion\"",
            "  --> drafts/a.md:4:25",
            "   |",
            "   | Acme said on Tuesday that, thanks to its northern",
            " 4 | plants, its revenue came to over $8 billion in 2025, a",
            "   |                             ^^^^^^^^^^^^^^^ citing Acme",
            "   | rise of a fifth.",
            "   |",
            "  ::: wire-0231:12:13",
            "   |",
            "12 | Revenue was $5 billion in 2025, the company said.",
            "   |             ---------- Wire, published 2025-11",
            "   |",
            "   = note: \"over $8 billion\" and \"$5 billion\" can't both be",
            "           true",
            "   = help: ask for the basis: the same period, currency and",
            "           scope?",
            "   = fingerprint: v1:6f0c1d2e9a7b4c35",
            "",
            "1 fact is contradicted",
            "",
        ];
        assert_eq!(shown(&results(), 0), expected.join("\n"));
    }

    #[test]
    fn derived_steps_are_notes_and_nothing_is_said_twice() {
        let mut results = results();
        results.findings[0].message = "\"seven-year\" ends in 2032".to_owned();
        results.facts[0].relations[0].steps =
            ["it began in 2025", "\"seven-year\" ends in 2032"].map(str::to_owned).to_vec();
        let page = shown(&results, 80);
        assert_eq!(page.matches("= note: it began in 2025").count(), 1, "{page}");
        assert_eq!(page.matches("ends in 2032").count(), 1, "{page}");
        assert!(!page.contains("can't both be true"), "{page}");
    }

    #[test]
    fn many_opposing_claims_are_counted() {
        let mut results = results();
        results.findings[0].against = vec!["c2".to_owned(); 6];
        let page = shown(&results, 80);
        assert_eq!(page.matches("::: wire-0231:12:13").count(), 4, "{page}");
        assert!(page.contains("= note: 2 further claims against it\n"), "{page}");
    }

    #[test]
    fn a_label_that_does_not_fit_stands_below() {
        let line = Line { text: String::new(), at: 20, marked: 6 };
        let under = |label: &str| underlines(&line, ("^", label), 40);
        assert_eq!(under(""), ["                    ^^^^^^"]);
        assert_eq!(under("Wire"), ["                    ^^^^^^ Wire"]);
        assert_eq!(
            under("Wire, published 2025-11"),
            ["                    ^^^^^^", "                 Wire, published 2025-11"]
        );
    }

    #[test]
    fn figures_that_were_left_out_are_named_once() {
        let mut results = results();
        let dropped = |line| DroppedRecord {
            what: "deleted text".to_owned(),
            line,
            words: "of $5 billion".to_owned(),
            figure: true,
        };
        results.sources[1].dropped = (3..8).map(dropped).collect();
        results.findings.clear();
        assert!(shown(&results, 80).ends_with(
            "\nwire-0231: left out: deleted text with \"of $5 billion\" (line 3); deleted text with \
             \"of $5 billion\" (line 4); deleted text with \"of $5 billion\" (line 5); 2 more\n"
        ));
        results.findings = vec![FindingRecord {
            code: "R001".to_owned(),
            source: "s2".to_owned(),
            ..FindingRecord::default()
        }];
        assert!(!shown(&results, 80).contains("left out:"));
    }

    #[test]
    fn hostile_text_is_shown_and_does_nothing() {
        let mut results = results();
        results.sources[0].name = "a\u{1B}]8;;x\u{7}\n.md".to_owned();
        results.sources[1].title = Some("W\u{202E}\u{1B}[2J".to_owned());
        results.claims[0].before = "\u{1B}[1A\r\n".repeat(50);
        results.claims[1].quote = "\u{9B}2J".repeat(200);
        results.findings[0].message = "\u{1B}c".to_owned();
        let page = shown(&results, usize::MAX);
        assert!(page.chars().all(|c| c == '\n' || !c.is_control()), "{page}");
        assert!(page.lines().all(|line| columns(line) <= WIDTHS.1), "{page}");
    }

    #[test]
    fn a_finding_without_a_place_is_shown() {
        let finding = FindingRecord {
            code: "B001".to_owned(),
            message: "unused".to_owned(),
            ..FindingRecord::default()
        };
        let results = Results { findings: vec![finding], ..Results::default() };
        assert_eq!(shown(&results, 80), "note[B001]: unused\n\nno facts found\n");
    }
}
