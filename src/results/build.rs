//! Records from ledgers and reports.

use std::collections::BTreeMap;

use super::{
    ClaimRecord, DroppedRecord, FactRecord, MOST_CONTEXT, Place, RelationRecord, Results, SCHEMA,
    SourceRecord,
};
use crate::claim::{Change, Claim, Frame, Mention, Modality, Role};
use crate::id::{ClaimId, DocId};
use crate::judge::{Cause, Relation};
use crate::ledger::Ledger;
use crate::report::{Judged, Report, why};
use crate::rules::Rules;
use crate::text::{Document, Span};
use crate::value::Value;
use crate::written::Written;

/// Turns reports into records, several reports into one list: in a check each draft has a report of
/// its own, in which the same sources stand beside it.
#[derive(Debug)]
pub struct Recorder<'a> {
    rules: &'a Rules,
    results: Results,
    /// The record of each document, by its name: names are unique in a run.
    sources: BTreeMap<String, usize>,
    /// The record of each claim, by its document's record and its place in the document's text.
    claims: BTreeMap<(usize, Span), usize>,
}

impl<'a> Recorder<'a> {
    /// No record so far.
    pub fn new(command: &str, rules: &'a Rules) -> Self {
        let results = Results {
            schema: SCHEMA.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            command: command.to_owned(),
            ..Results::default()
        };
        Self { rules, results, sources: BTreeMap::new(), claims: BTreeMap::new() }
    }

    /// Records a document; drafts must come before sources.
    pub fn document(&mut self, doc: &Document) {
        let id = format!("s{}", self.results.sources.len() + 1);
        self.sources.insert(doc.source.name.clone(), self.results.sources.len());
        self.results.sources.push(source_record(id, doc));
    }

    /// Records a fact with its claims; returns its id.
    pub fn fact(&mut self, report: &Report, fact: &Judged) -> String {
        let claims: Vec<String> =
            fact.fact.claims.iter().map(|id| self.claim(&report.ledger, *id)).collect();
        let id = format!("f{}", self.results.facts.len() + 1);
        let first = fact.fact.claims.first().and_then(|c| report.ledger.claim(*c));
        let relations = fact.relations.iter().map(|r| self.relation(&report.ledger, r)).collect();
        self.results.facts.push(FactRecord {
            id: id.clone(),
            story: first
                .and_then(|c| report.ledger.document(c.doc))
                .and_then(|d| d.source.story.clone()),
            label: fact.label.clone(),
            verdict: fact.verdict_name().to_owned(),
            kind: first.map_or("", |c| c.mention.kind_name()).to_owned(),
            sources: fact.sources,
            independent: fact.independent,
            claims,
            relations,
        });
        id
    }

    fn relation(&mut self, ledger: &Ledger, relation: &Relation) -> RelationRecord {
        RelationRecord {
            a: self.claim(ledger, relation.a),
            b: self.claim(ledger, relation.b),
            verdict: relation.verdict.name().to_owned(),
            cause: relation.cause.map(Cause::name).map(str::to_owned),
            why: why(ledger, relation),
            steps: relation.steps.clone(),
            ends: relation.ends.map(|d| [d.lo, d.hi].map(|day| day.map(|day| day.to_string()))),
        }
    }

    /// The record of a claim, made if there is none: `c3`.
    pub fn claim(&mut self, ledger: &Ledger, id: ClaimId) -> String {
        let found = ledger.claim(id).and_then(|c| Some((c, ledger.document(c.doc)?)));
        let Some((claim, doc)) = found else { return String::new() };
        let source = self.sources.get(&doc.source.name).copied().unwrap_or_default();
        let next = self.results.claims.len();
        let at = *self.claims.entry((source, claim.mention.span)).or_insert(next);
        let name = format!("c{}", at + 1);
        if at == next {
            let mut record = claim_record(name.clone(), claim, doc, self.rules);
            record.source = format!("s{}", source + 1);
            self.results.claims.push(record);
        }
        name
    }

    /// The id of a document: `s2`.
    pub fn source_id(&self, ledger: &Ledger, doc: DocId) -> String {
        let name = ledger.document(doc).map_or("", |d| &d.source.name);
        format!("s{}", self.sources.get(name).map_or(0, |at| at + 1))
    }

    /// The record of a claim, by its id.
    pub fn claim_of(&self, id: &str) -> Option<&ClaimRecord> {
        self.results.claim(id)
    }

    /// Everything recorded, its claims by source and place.
    pub fn finish(self) -> Results {
        let Self { mut results, claims, .. } = self;
        // `claims` is ordered by source and place: that is the order of the records, and their names.
        let mut names = vec![String::new(); claims.len()];
        for (new, old) in claims.values().enumerate() {
            names[*old] = format!("c{}", new + 1);
        }
        let renamed = |id: &mut String| {
            if let Some(name) = number(id).checked_sub(1).and_then(|old| names.get(old)) {
                id.clone_from(name);
            }
        };
        for claim in &mut results.claims {
            renamed(&mut claim.id);
        }
        results.claims.sort_by_key(|c| number(&c.id));
        for fact in &mut results.facts {
            fact.claims.iter_mut().for_each(renamed);
            for relation in &mut fact.relations {
                renamed(&mut relation.a);
                renamed(&mut relation.b);
            }
        }
        for finding in &mut results.findings {
            finding.claim.iter_mut().for_each(renamed);
            finding.against.iter_mut().for_each(renamed);
            finding.claims = finding.claim.iter().chain(&finding.against).cloned().collect();
            finding.claims.sort_by_key(|id| number(id));
        }
        results
    }

    /// The findings, to add to.
    pub fn findings(&mut self) -> &mut Vec<super::FindingRecord> {
        &mut self.results.findings
    }
}

/// The number in an id: 12 of `c12`.
fn number(id: &str) -> usize {
    id.get(1..).and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

fn source_record(id: String, doc: &Document) -> SourceRecord {
    let source = &doc.source;
    let dropped = source.dropped.iter().map(|d| DroppedRecord {
        what: d.what.to_owned(),
        line: d.line,
        words: d.words.clone(),
        figure: d.figure,
    });
    SourceRecord {
        id,
        name: source.name.clone(),
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        url: source.url.clone(),
        published: source.published.clone(),
        draft: source.draft,
        trust: if source.trust.is_empty() { "unknown" } else { source.trust }.to_owned(),
        format: if source.format.is_empty() { "text" } else { source.format }.to_owned(),
        encoding: source.encoding.map(str::to_owned),
        hash: blake3::hash(source.text.as_bytes()).to_hex().to_string(),
        dropped: dropped.collect(),
        path: None,
        text: source.text.clone(),
        file: source.origin.as_ref().map(|o| o.file.clone()),
    }
}

/// A claim as a record, without its source's id.
pub fn claim_record(id: String, claim: &Claim, doc: &Document, rules: &Rules) -> ClaimRecord {
    let frame = &claim.frame;
    let words = |span: Span| doc.words(span).to_owned();
    ClaimRecord {
        unit: Written::of_claim(claim, doc, rules).unit,
        change: change(frame).map(str::to_owned),
        subject: frame.subject.map(words),
        measure: frame.measure.and_then(|m| rules.measures.get(m)).map(|m| m.name.clone()),
        counted: claim.counted().map(|g| g.lemma.clone()),
        role: frame.role.name().to_owned(),
        participants: frame.participants.iter().map(|p| p.name.clone()).collect(),
        attributed_to: frame.attribution.map(words),
        modality: frame.modality.name().to_owned(),
        ..mention_record(id, &claim.mention, doc, rules)
    }
}

fn change(frame: &Frame) -> Option<&'static str> {
    match (frame.role, frame.change) {
        (Role::ChangeTo, _) => Some("to"),
        (Role::ChangeFrom, _) => Some("from"),
        (_, Some(Change::Up)) => Some("up"),
        (_, Some(Change::Down)) => Some("down"),
        (Role::ChangeBy, None) => Some("by"),
        _ => None,
    }
}

/// A mention as a record: what is said of it without its frame.
pub fn mention_record(id: String, mention: &Mention, doc: &Document, rules: &Rules) -> ClaimRecord {
    let span = mention.span;
    let value = Written::of(mention, rules);
    let [plain_lo, plain_hi] = plain_reading(&mention.value);
    let sentence = doc.sentences.get(mention.sentence).map_or(span, |s| s.span.cover(span));
    let rules_of = mention.trail.iter().filter_map(|step| rules.place(step.rule));
    ClaimRecord {
        id,
        doc: doc.source.name.clone(),
        start: span.start as usize,
        end: span.end as usize,
        quote: doc.words(span).to_owned(),
        kind: mention.kind_name().to_owned(),
        value: value.value,
        lo: value.lo,
        hi: value.hi,
        unit: value.unit,
        hedge: value.hedge.to_owned(),
        edtf: value.edtf,
        period: value.period,
        role: Role::Value.name().to_owned(),
        modality: Modality::Asserted.name().to_owned(),
        sentence: [sentence.start as usize, sentence.end as usize],
        trail: rules_of.map(crate::rules::Place::link).collect(),
        idle: mention.idle.map(|idle| idle.reason().to_owned()),
        before: end_of(doc.words(Span::new(sentence.start, span.start))),
        after: beginning_of(doc.words(Span::new(span.end, sentence.end))),
        place: place(doc, span),
        plain_lo,
        plain_hi,
        ..ClaimRecord::default()
    }
}

/// Words before a claim: all, or the last of many from a blank on.
fn end_of(words: &str) -> String {
    let cut = words.char_indices().rev().nth(MOST_CONTEXT - 1).map_or(0, |(at, _)| at);
    if cut == 0 {
        return words.to_owned();
    }
    let kept = words.get(cut..).unwrap_or_default();
    let blank = kept.find(char::is_whitespace);
    format!("…{}", blank.and_then(|at| kept.get(at..)).unwrap_or(kept))
}

/// Words after a claim: all, or the first of many up to a blank.
fn beginning_of(words: &str) -> String {
    let Some((cut, _)) = words.char_indices().nth(MOST_CONTEXT) else { return words.to_owned() };
    let kept = words.get(..cut).unwrap_or_default();
    match kept.rfind(char::is_whitespace).filter(|at| *at > 0) {
        Some(at) => format!("{} …", kept.get(..at).unwrap_or_default()),
        None => format!("{kept}…"),
    }
}

/// The ends of what a reader takes from a number.
fn plain_reading(value: &Value) -> [Option<String>; 2] {
    let plain = value.quantity().map(|q| q.plain);
    let end = |e: Option<crate::value::End>| e.map(|e| e.at.to_string());
    plain.map_or([None, None], |p| [end(p.lo), end(p.hi)])
}

/// Where a stretch of the text stands in the file.
pub fn place(doc: &Document, span: Span) -> Place {
    let span = doc.in_file(span);
    Place::between(doc.position(span.start), doc.position(span.end), span.range())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_a_claim_are_cut_at_blanks() {
        for short in ["", " ", "Revenue was ", &"é".repeat(MOST_CONTEXT)] {
            assert_eq!(end_of(short), short);
            assert_eq!(beginning_of(short), short);
        }
        let long = "word ".repeat(MOST_CONTEXT);
        let kept = "word ".repeat(MOST_CONTEXT / 5 - 1);
        assert_eq!(end_of(&long), format!("… {kept}"));
        assert_eq!(beginning_of(&format!(" {long}")), format!(" {kept}…"));
        let unbroken = "é".repeat(2 * MOST_CONTEXT);
        assert_eq!(end_of(&unbroken), format!("…{}", "é".repeat(MOST_CONTEXT)));
        assert_eq!(beginning_of(&unbroken), format!("{}…", "é".repeat(MOST_CONTEXT)));
    }
}
