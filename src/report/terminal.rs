//! The report for a terminal. Styles are always written; whoever prints them strips them where
//! nobody can see them.

use std::fmt::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthChar;

use super::why::gist;
use super::{Judged, Report, place, why};
use crate::claim::{Claim, Modality};
use crate::compare::Verdict;
use crate::id::ClaimId;
use crate::judge::Relation;
use crate::text::Document;

/// The narrowest page that is written.
const LEAST_WIDTH: usize = 60;
/// How many claims of one fact are quoted in full; further ones are listed by their places.
const MOST_QUOTES: usize = 6;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The report at a width in columns.
pub fn terminal(report: &Report, width: usize) -> String {
    let mut page = Page { report, width: width.max(LEAST_WIDTH), out: String::new() };
    // Writing to a string can't fail.
    let _ = page.write();
    page.out
}

struct Page<'a> {
    report: &'a Report,
    width: usize,
    out: String,
}

impl Page<'_> {
    fn write(&mut self) -> fmt::Result {
        let disputed = |f: &&Judged| f.verdict.is_some_and(Verdict::is_disputed);
        let shared = |f: &&Judged| f.verdict.is_some() && !disputed(f);
        let facts = &self.report.facts;
        self.summary()?;
        for fact in facts.iter().filter(disputed).chain(facts.iter().filter(shared)) {
            self.fact(fact)?;
        }
        self.singles(facts.iter().filter(|f| f.verdict.is_none()))
    }

    fn summary(&mut self) -> fmt::Result {
        let counts = super::why::Counts::of(self.report);
        let line = counts.sentence();
        self.wrapped(&line, 0, BOLD)?;
        writeln!(self.out)
    }

    fn fact(&mut self, fact: &Judged) -> fmt::Result {
        self.headline(fact)?;
        let quoted = fact.fact.claims.iter().take(MOST_QUOTES);
        for id in quoted {
            self.claim(*id)?;
        }
        for id in fact.fact.claims.iter().skip(MOST_QUOTES) {
            let Some(claim) = self.report.ledger.claim(*id) else { continue };
            let line = format!(
                "also \"{}\"  {}",
                crate::safe::plain(&claim.quote),
                place(&self.report.ledger, *id)
            );
            self.wrapped(&line, 2, DIM)?;
        }
        self.reasons(fact)?;
        writeln!(self.out)
    }

    /// `TENSION    revenue · OpenAI                      2 sources`
    fn headline(&mut self, fact: &Judged) -> fmt::Result {
        let verdict = fact.verdict_name().to_uppercase();
        let style = style(fact.verdict);
        let sources = sources(fact);
        let name = fact.name();
        let room = self.width.saturating_sub(12 + name.len() + sources.len() + 4);
        let label = cut(&fact.label, room);
        let pad = " ".repeat(room.saturating_sub(columns(&label)));
        writeln!(
            self.out,
            "{style}{verdict:<11}{style:#} {BOLD}{label}{BOLD:#}{pad}  {DIM}{sources}  {name}{DIM:#}"
        )
    }

    /// The source and place of a claim, and its sentence with the words marked.
    fn claim(&mut self, id: ClaimId) -> fmt::Result {
        let ledger = &self.report.ledger;
        let Some(claim) = ledger.claim(id) else { return Ok(()) };
        let Some(doc) = ledger.document(claim.doc) else { return Ok(()) };
        let name = crate::safe::plain(doc.source.display_name());
        let at = place(ledger, id);
        let source = if at.starts_with(&name) { at } else { format!("{name}  {at}") };
        self.wrapped(&format!("{source}{}", voice(claim, doc)), 2, DIM)?;
        let sentence = marked(claim, &doc.source.text, self.width.saturating_sub(4) * 3);
        self.wrapped(&sentence, 4, Style::new())
    }

    /// Why the claims stand as they do: each distinct reason once.
    fn reasons(&mut self, fact: &Judged) -> fmt::Result {
        let worst = fact.verdict.unwrap_or(Verdict::Agree);
        let mut said = std::collections::BTreeSet::new();
        let mut relations: Vec<_> = fact.relations.iter().collect();
        let derived = |r: &Relation| r.verdict == Verdict::Agree && !r.steps.is_empty();
        relations
            .sort_by_key(|r| (!r.verdict.is_disputed(), !derived(r), std::cmp::Reverse(r.verdict)));
        for relation in relations {
            let reason = why(&self.report.ledger, relation);
            let plain_agreement = relation.verdict == Verdict::Agree && relation.steps.is_empty();
            if plain_agreement && worst != Verdict::Agree || said.len() >= 4 {
                continue;
            }
            if said.insert(gist(&self.report.ledger, relation)) {
                let mark = relation.verdict.name();
                self.wrapped(&format!("= {mark}: {reason}"), 2, style(Some(relation.verdict)))?;
            }
        }
        Ok(())
    }

    /// What only one source says, a line a fact.
    fn singles<'f>(&mut self, facts: impl Iterator<Item = &'f Judged>) -> fmt::Result {
        let facts: Vec<&Judged> = facts.collect();
        if facts.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "{BOLD}Said by one source only{BOLD:#}")?;
        for fact in facts {
            let ledger = &self.report.ledger;
            let Some(id) = fact.fact.claims.first() else { continue };
            let Some(claim) = ledger.claim(*id) else { continue };
            let quote = crate::safe::plain(&claim.quote);
            let line = format!("{quote}  {}  {}  {}", fact.label, place(ledger, *id), fact.name());
            self.wrapped(&line, 2, Style::new())?;
        }
        Ok(())
    }

    /// Writes words with an indent, broken at the page's width.
    fn wrapped(&mut self, text: &str, indent: usize, style: Style) -> fmt::Result {
        let room = self.width.saturating_sub(indent);
        let mut line = String::new();
        for word in text.split(' ') {
            let needed = columns(&line) + columns(word) + usize::from(!line.is_empty());
            if needed > room && !line.is_empty() {
                self.line(&line, indent, style)?;
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.line(&line, indent, style)
    }

    fn line(&mut self, line: &str, indent: usize, style: Style) -> fmt::Result {
        writeln!(self.out, "{:indent$}{style}{}{style:#}", "", line.trim_end())
    }
}

/// Who says it and how certain it is, where the text tells: "  (forecast; a recent estimate)".
fn voice(claim: &Claim, doc: &Document) -> String {
    let plain = matches!(claim.frame.modality, Modality::Asserted | Modality::Reported);
    let modality = (!plain).then(|| claim.frame.modality.name().to_owned());
    let who = claim.frame.attribution.map(|span| crate::safe::plain(doc.words(span)));
    let told: Vec<String> = modality.into_iter().chain(who).collect();
    if told.is_empty() { String::new() } else { format!("  ({})", told.join("; ")) }
}

fn style(verdict: Option<Verdict>) -> Style {
    let color = |c: AnsiColor| Style::new().fg_color(Some(c.into()));
    match verdict {
        Some(Verdict::Contradict) => color(AnsiColor::Red).bold(),
        Some(Verdict::Tension) => color(AnsiColor::Yellow).bold(),
        Some(Verdict::Compatible) => color(AnsiColor::Cyan),
        Some(Verdict::Agree) => color(AnsiColor::Green),
        None => Style::new(),
    }
}

fn sources(fact: &Judged) -> String {
    let plural = if fact.sources == 1 { "" } else { "s" };
    if fact.independent < fact.sources {
        format!("{} sources, {} independent", fact.sources, fact.independent)
    } else {
        format!("{} source{plural}", fact.sources)
    }
}

/// The sentence with the claim's words between marks, shortened around them to some columns.
fn marked(claim: &Claim, text: &str, room: usize) -> String {
    let span = claim.mention.span;
    let part = |from: u32, to: u32| {
        crate::safe::plain(text.get(from as usize..to as usize).unwrap_or_default())
    };
    let before = part(claim.sentence.start, span.start);
    let after = part(span.end, claim.sentence.end);
    let quote = part(span.start, span.end);
    let side = room.saturating_sub(columns(&quote)) / 2;
    format!("{}«{quote}»{}", tail(&before, side), head(&after, side))
}

/// The last words of a text, within some columns.
fn tail(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let mut left = columns(text);
    let mut words = text.split_inclusive(' ');
    while left > room {
        let Some(word) = words.next() else { break };
        left -= columns(word);
    }
    format!("… {}", words.collect::<String>())
}

/// The first words of a text, within some columns.
fn head(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    for word in text.split_inclusive(' ') {
        if columns(&out) + columns(word) > room {
            break;
        }
        out.push_str(word);
    }
    format!("{}…", out.trim_end())
}

fn cut(text: &str, room: usize) -> String {
    if columns(text) <= room { text.to_owned() } else { head(text, room.saturating_sub(1)) }
}

/// How many columns a text takes.
fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}
