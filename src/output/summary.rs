//! Findings as Markdown for the pages of a code host: a comment on a pull request, and the summary
//! of a job.

use super::concise::{closing, counting, drafts, found, place, several};
use super::lookup::{against, silence, state};
use crate::results::{FactRecord, FindingRecord, Level, Results, fingerprint};
use crate::safe::markdown;

/// The longest comment, in characters: GitHub takes 65,536.
const COMMENT: usize = 60_000;
/// The longest summary of a job, in bytes: GitHub takes a mebibyte.
const SUMMARY: usize = 900_000;
/// What is kept free for the mark of a comment and the line that says what was left out.
const RESERVE: usize = 300;
/// The longest text of an article in a cell, in characters.
const MOST_CELL: usize = 200;
/// How many claims are quoted in a cell.
const MOST_QUOTES: usize = 3;

// The heads of tables, and the end of what is folded.
const FACTS: &str = "| verdict | fact | who says what | sources |\n| --- | --- | --- | --- |\n";
const SILENCED: &str = "| finding | fact | place | reason |\n| --- | --- | --- | --- |\n";
const UNREAD: &str = "| not read | why |\n| --- | --- |\n";
const UNFOLD: &str = "\n</details>\n\n";

/// The comment on a pull request: errors and warnings as a table, all else folded.
///
/// Its first line is `<!-- corroborate:report v1 HASH -->`. The hash is that of the content: who
/// posts it finds the old comment by that line, and leaves it alone where the hash is the same.
pub fn pull_request(results: &Results) -> String {
    let mut page = Page::of(results, COMMENT - RESERVE, |text| text.chars().count());
    page.unread(results);
    let (notes, grave): (Vec<_>, Vec<_>) =
        counting(results).into_iter().partition(|f| f.level() == Level::Note);
    page.section(&findings_head(results), &finding_rows(results, &grave), "\n");
    let head = folded(&several(notes.len(), "note"), &findings_head(results));
    page.section(&head, &finding_rows(results, &notes), UNFOLD);
    let shared = fact_rows(results, |f| matches!(f.verdict.as_str(), "agree" | "compatible"));
    let title = format!("{} on which the articles agree", several(shared.len(), "fact"));
    let head = folded(&title, FACTS);
    page.section(&head, &shared, UNFOLD);
    let silenced = silenced_rows(results);
    let head = folded(&several(silenced.len(), "silenced finding"), SILENCED);
    page.section(&head, &silenced, UNFOLD);
    let body = page.finish();
    let hash = fingerprint([body.as_str()]);
    format!("<!-- corroborate:report v1 {} -->\n{body}", hash.trim_start_matches("v1:"))
}

/// The summary of a job: every finding and every fact as a table.
pub fn job(results: &Results) -> String {
    let mut page = Page::of(results, SUMMARY - RESERVE, str::len);
    page.unread(results);
    let findings = finding_rows(results, &counting(results));
    page.section(&format!("### Findings\n\n{}", findings_head(results)), &findings, "\n");
    page.section(&format!("### Facts\n\n{FACTS}"), &fact_rows(results, |_| true), "\n");
    page.section(&format!("### Silenced\n\n{SILENCED}"), &silenced_rows(results), "\n");
    page.finish()
}

fn findings_head(results: &Results) -> String {
    let says = if drafts(results) == 0 { "says" } else { "draft says" };
    format!("| | fact | {says} | others say | place |\n| --- | --- | --- | --- | --- |\n")
}

/// The beginning of a table that is folded under a title.
fn folded(title: &str, table: &str) -> String {
    format!("<details><summary>{title}</summary>\n\n{table}")
}

/// A page that grows section by section, up to a size.
struct Page {
    out: String,
    size: fn(&str) -> usize,
    /// How much may still be written.
    room: usize,
    /// How many rows found no room.
    left_out: usize,
}

impl Page {
    /// A page with its title and counts.
    fn of(results: &Results, room: usize, size: fn(&str) -> usize) -> Self {
        let checked = match drafts(results) {
            0 => several(results.sources.len(), "source"),
            drafts => several(drafts, "draft"),
        };
        let title = format!("## corroborate: {} in {checked}\n\n", found(results));
        let mut page = Self { out: String::new(), size, room, left_out: 0 };
        page.add(&title);
        page.add(&format!("{}.\n\n", closing(results)));
        page
    }

    /// The inputs that could not be read: without them nothing is sure.
    fn unread(&mut self, results: &Results) {
        let rows = results.problems.iter().map(|problem| {
            let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
            format!("| {}{line} | {} |\n", cell(&problem.path), cell(&problem.message))
        });
        self.section(UNREAD, &rows.collect::<Vec<_>>(), "\n");
    }

    /// Adds a table, if it has rows, with as many of them as find room.
    fn section(&mut self, head: &str, rows: &[String], foot: &str) {
        let frame = (self.size)(head) + (self.size)(foot);
        if rows.is_empty() || frame > self.room {
            self.left_out += rows.len();
            return;
        }
        self.room -= frame;
        self.out.push_str(head);
        let shown = rows.iter().take_while(|row| self.add(row)).count();
        self.left_out += rows.len() - shown;
        self.out.push_str(foot);
    }

    /// Adds a text if it finds room; whether it did.
    fn add(&mut self, text: &str) -> bool {
        let size = (self.size)(text);
        let fits = size <= self.room;
        if fits {
            self.room -= size;
            self.out.push_str(text);
        }
        fits
    }

    fn finish(mut self) -> String {
        if self.left_out > 0 {
            let rows = several(self.left_out, "row");
            self.out.push_str("Too long for this page: ");
            self.out.push_str(&rows);
            self.out.push_str(" left out. The other outputs have all of them.\n");
        }
        self.out
    }
}

fn finding_rows(results: &Results, findings: &[&FindingRecord]) -> Vec<String> {
    findings.iter().map(|finding| finding_row(results, finding)).collect()
}

/// Level and code, what it is about, what the draft says, what others say, the place.
fn finding_row(results: &Results, finding: &FindingRecord) -> String {
    let others = against(results, finding).map(|(claim, source)| {
        let published = source.published.as_deref().map(|day| format!(", {day}"));
        let name = format!("{}{}", source.display_name(), published.unwrap_or_default());
        said(&claim.quote, &name)
    });
    format!(
        "| {} {} | {} | {} | {} | {} |\n",
        finding.level().name(),
        cell(&finding.code),
        cell(subject(results, finding)),
        cell(&finding.quote),
        quoted(others),
        cell(&place(results, finding)),
    )
}

/// The fact that a finding is about, else its message.
fn subject<'a>(results: &'a Results, finding: &'a FindingRecord) -> &'a str {
    let fact = finding.fact.as_deref().and_then(|id| results.fact(id));
    fact.map_or(finding.message.as_str(), |fact| fact.label.as_str())
}

fn fact_rows(results: &Results, which: impl Fn(&FactRecord) -> bool) -> Vec<String> {
    let facts = results.facts.iter().filter(|fact| which(fact));
    facts.map(|fact| fact_row(results, fact)).collect()
}

fn fact_row(results: &Results, fact: &FactRecord) -> String {
    let claims = fact.claims.iter().filter_map(|id| results.claim(id));
    let says = claims.filter_map(|claim| {
        Some(said(&claim.quote, results.source(&claim.source)?.display_name()))
    });
    let sources = if fact.independent < fact.sources {
        format!("{}, {} independent", fact.sources, fact.independent)
    } else {
        fact.sources.to_string()
    };
    let (verdict, label) = (cell(&fact.verdict), cell(&fact.label));
    format!("| {verdict} | {label} | {} | {sources} |\n", quoted(says))
}

/// The findings that do not count, each with the reason.
fn silenced_rows(results: &Results) -> Vec<String> {
    let silenced = results.findings.iter().filter(|f| !f.counts());
    silenced.map(|finding| silenced_row(results, finding)).collect()
}

fn silenced_row(results: &Results, finding: &FindingRecord) -> String {
    let record = finding.silenced.as_ref();
    let until = record.and_then(|s| s.until.as_deref()).map(|day| format!(", until {day}"));
    let who = record.and_then(|s| s.who.as_deref()).map(|who| format!(", by {who}"));
    let why = format!("{}{}", until.unwrap_or_default(), who.unwrap_or_default());
    format!(
        "| {} | {} | {} | {}: {}{} |\n",
        cell(&finding.code),
        cell(subject(results, finding)),
        cell(&place(results, finding)),
        state(finding.state),
        cell(&silence(finding)),
        cell(&why),
    )
}

/// `"$5 billion" (Wire)`
fn said(quote: &str, name: &str) -> String {
    format!("\"{}\" ({})", cell(quote), cell(name))
}

/// The first of several quotations, a line each, and how many there are more.
fn quoted(mut quotes: impl Iterator<Item = String>) -> String {
    let mut lines: Vec<String> = quotes.by_ref().take(MOST_QUOTES).collect();
    let more = quotes.count();
    lines.extend((more > 0).then(|| format!("and {more} more")));
    lines.join("<br>")
}

/// A text of an article as part of a cell: it can't end the cell, and does nothing.
fn cell(text: &str) -> String {
    let mut chars = text.chars();
    let head: String = chars.by_ref().take(MOST_CELL).collect();
    let rest = if chars.next().is_some() { "…" } else { "" };
    format!("{}{rest}", markdown(&head))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;
    use crate::results::State;

    /// How many `|` of a line part cells.
    fn bars(line: &str) -> usize {
        line.replace("\\\\", "").replace("\\|", "").matches('|').count()
    }

    #[test]
    fn a_comment_begins_with_the_hash_of_its_content() {
        let mut results = sample::results();
        let comment = pull_request(&results);
        let (mark, body) = comment.split_once('\n').unwrap();
        let hash = mark.strip_prefix("<!-- corroborate:report v1 ").unwrap();
        let hash = hash.strip_suffix(" -->").unwrap();
        assert!(hash.len() == 16 && hash.chars().all(|c| c.is_ascii_hexdigit()), "{mark}");
        assert!(body.starts_with("## corroborate: 1 error, 1 note in 1 draft\n\n"), "{body}");
        assert_eq!(pull_request(&results), comment);
        results.findings[0].quote = "13 people".to_owned();
        assert!(!pull_request(&results).starts_with(mark));
    }

    #[test]
    fn a_row_has_both_sides_and_the_place() {
        let row = "| error C101 | death toll · Northport | 11 people | \
                   \"12 people\" (Wire, 2025-11-04)<br>\"=12";
        for page in [pull_request(&sample::results()), job(&sample::results())] {
            assert!(page.contains(row), "{page}");
            assert!(page.contains(" | drafts/a.md:3:18 |\n"), "{page}");
        }
    }

    #[test]
    fn what_needs_no_action_is_folded_and_nothing_vanishes() {
        let comment = pull_request(&sample::results());
        let titles: Vec<&str> = comment
            .lines()
            .filter_map(|l| l.strip_prefix("<details><summary>")?.strip_suffix("</summary>"))
            .collect();
        assert_eq!(titles, ["1 note", "1 fact on which the articles agree", "2 silenced findings"]);
        assert_eq!(comment.matches("\n</details>\n").count(), titles.len());
        let silenced = "suppressed: the plan &lt;b&gt;was&lt;/b&gt; changed |";
        assert!(comment.contains(silenced), "{comment}");
        assert!(job(&sample::results()).contains(silenced));
    }

    #[test]
    fn a_source_that_was_not_read_is_named_first() {
        let comment = pull_request(&sample::results());
        let table = comment.find(UNREAD).unwrap();
        assert!(table < comment.find("| error C101").unwrap());
        assert!(comment.contains("| sources/bro ken,1:2.docx:3 | no DOCX"), "{comment}");
    }

    #[test]
    fn hostile_text_stays_in_its_cell() {
        let mut results = sample::results();
        results.facts[0].label = "a|b\\|c\n| d\\".to_owned();
        results.findings[1].silenced.as_mut().unwrap().who = Some("x --> <!-- |".to_owned());
        results.findings[0].quote = "@all #12 \\@".to_owned();
        for page in [pull_request(&results), job(&results)] {
            assert!(page.chars().all(|c| c == '\n' || !c.is_control()), "{page}");
            assert!(page.contains("| @<!-- -->all #<!-- -->12 \\\\@<!-- --> |"), "{page}");
            assert!(!page.contains("<script") && !page.contains("<b>"), "{page}");
            let rows: Vec<usize> = page.lines().filter(|l| l.starts_with('|')).map(bars).collect();
            assert!(rows.iter().all(|bars| [3, 5, 6].contains(bars)), "{rows:?} in {page}");
            assert_eq!(page.matches("-->").count(), page.matches("<!--").count());
        }
    }

    #[test]
    fn a_long_page_is_cut_and_says_so() {
        let mut results = sample::results();
        let finding = FindingRecord { quote: "東".repeat(500), ..results.findings[0].clone() };
        results.findings = vec![finding.clone(); 600];
        results.findings.extend(vec![FindingRecord { state: State::Baseline, ..finding }; 8000]);
        let chars: fn(&str) -> usize = |page| page.chars().count();
        let bytes: fn(&str) -> usize = str::len;
        for (page, size, most) in
            [(pull_request(&results), chars, COMMENT), (job(&results), bytes, SUMMARY)]
        {
            assert!(size(&page) <= most && size(&page) > most * 9 / 10, "{}", size(&page));
            let shown = page.lines().filter(|line| line.contains("C101")).count();
            let last = page.lines().last().unwrap();
            assert!(last.starts_with("Too long for this page: "), "{last}");
            assert!(shown > 0 && shown < 8600, "{shown}");
            assert_eq!(page.matches("<details>").count(), page.matches("</details>").count());
        }
    }
}
