//! The wire format, version 1: documents in, claims, facts and findings out, as JSON Lines.
//!
//! The records stand apart from the types they are made of, because the format is a promise: within
//! version 1 fields are only added.

use serde::{Deserialize, Serialize};

use crate::claim::{Change, Claim, Idle, Kind, Mention, Modality, Role};
use crate::id::{ClaimId, DocId};
use crate::ledger::Ledger;
use crate::report::{Finding, Judged, Report, claim_name, why};
use crate::rules::Rules;
use crate::text::{Document, Source};
use crate::value::{
    Bound, Clock, Days, Decimal, End, Grain, Moment, Quantity, Told, Value, parse_edtf,
};

/// One line of a `.jsonl` input.
#[derive(Debug, Deserialize)]
struct DocumentRecord {
    id: String,
    text: String,
    #[serde(default)]
    story: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    publisher: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    format: Option<String>,
}

/// A line of a `.jsonl` input that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

/// The documents of a `.jsonl` text. Broken lines are reported; the others are read.
pub fn documents(text: &str) -> (Vec<Source>, Vec<BadLine>) {
    let mut sources = Vec::new();
    let mut bad = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        match document(line) {
            Ok(source) => sources.push(source),
            Err(message) => bad.push(BadLine { line: index + 1, message }),
        }
    }
    (sources, bad)
}

fn document(line: &str) -> Result<Source, String> {
    let record: DocumentRecord = serde_json::from_str(line).map_err(|e| {
        let message = e.to_string();
        message.split(" at line").next().unwrap_or_default().to_owned()
    })?;
    if let Some(published) = &record.published
        && parse_edtf(published).is_none()
    {
        return Err(bad_date(published));
    }
    match record.format.as_deref() {
        None | Some("text") => {}
        Some(other) => return Err(format!("format `{other}` can't be read; give plain `text`")),
    }
    Ok(Source {
        name: record.id,
        title: record.title,
        publisher: record.publisher,
        url: record.url,
        published: record.published,
        story: record.story,
        draft: record.draft,
        text: record.text,
    })
}

/// The message for a date of publication that is none.
pub fn bad_date(text: &str) -> String {
    format!(
        "`published` must be a year, month or day like 2025, 2025-11 or 2025-11-03, not `{text}`"
    )
}

/// A claim or mention as it goes out.
#[derive(Debug, Serialize)]
struct ClaimRecord<'a> {
    r#type: &'static str,
    id: String,
    doc: &'a str,
    start: u32,
    end: u32,
    quote: &'a str,
    kind: &'static str,
    value: Option<String>,
    lo: Option<String>,
    hi: Option<String>,
    unit: Option<String>,
    hedge: &'static str,
    change: Option<&'static str>,
    edtf: Option<String>,
    period: Option<String>,
    subject: Option<&'a str>,
    measure: Option<&'a str>,
    counted: Option<&'a str>,
    role: &'static str,
    participants: Vec<&'a str>,
    attributed_to: Option<&'a str>,
    modality: &'static str,
    sentence: [u32; 2],
    trail: Vec<String>,
    idle: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct FactRecord<'a> {
    r#type: &'static str,
    id: String,
    story: Option<String>,
    label: &'a str,
    claims: Vec<String>,
    verdict: &'static str,
    sources: usize,
    independent: usize,
    relations: Vec<RelationRecord>,
}

#[derive(Debug, Serialize)]
struct RelationRecord {
    a: String,
    b: String,
    verdict: &'static str,
    cause: Option<&'static str>,
    why: String,
}

#[derive(Debug, Serialize)]
struct FindingRecord<'a> {
    r#type: &'static str,
    code: &'static str,
    level: &'static str,
    fact: String,
    claims: Vec<String>,
    message: &'a str,
    fingerprint: &'a str,
}

fn line(out: &mut String, record: &impl Serialize) {
    // Records hold texts and numbers only, which always serialise.
    if let Ok(json) = serde_json::to_string(record) {
        out.push_str(&json);
        out.push('\n');
    }
}

/// The claims of a ledger, one line each.
pub fn claims(ledger: &Ledger, rules: &Rules) -> String {
    let mut out = String::new();
    for id in ledger.claim_ids() {
        let found = ledger.claim(id).and_then(|c| Some((c, ledger.document(c.doc)?)));
        if let Some((claim, doc)) = found {
            line(&mut out, &claim_record(id, claim, doc, rules));
        }
    }
    out
}

/// Every expression that was found, also those that assert nothing, document by document.
pub fn mentions(ledger: &Ledger, mentions: &[Vec<Mention>], rules: &Rules) -> String {
    let mut out = String::new();
    let mut claims = ledger.claim_ids().peekable();
    let mut idle = 0;
    for (index, (doc, found)) in ledger.documents.iter().zip(mentions).enumerate() {
        for mention in found {
            let next = claims.peek().and_then(|id| Some((*id, ledger.claim(*id)?)));
            let same =
                |c: &Claim| c.doc == DocId::from_index(index) && c.mention.tokens == mention.tokens;
            if let Some((id, claim)) = next.filter(|(_, c)| same(c)) {
                line(&mut out, &claim_record(id, claim, doc, rules));
                claims.next();
            } else {
                idle += 1;
                line(&mut out, &mention_record(format!("m{idle}"), mention, doc, rules));
            }
        }
    }
    out
}

/// A whole report: claims, then facts, then findings.
pub fn report(report: &Report, rules: &Rules) -> String {
    let mut out = claims(&report.ledger, rules);
    for fact in &report.facts {
        line(&mut out, &fact_record(report, fact));
    }
    for finding in &report.findings {
        line(&mut out, &finding_record(finding));
    }
    out
}

fn fact_record<'a>(report: &'a Report, fact: &'a Judged) -> FactRecord<'a> {
    let relation = |r: &crate::judge::Relation| RelationRecord {
        a: claim_name(r.a),
        b: claim_name(r.b),
        verdict: r.verdict.name(),
        cause: r.cause.map(crate::judge::Cause::name),
        why: why(&report.ledger, r),
    };
    let first = fact.fact.claims.first().and_then(|id| report.ledger.claim(*id));
    let source = first.and_then(|c| report.ledger.document(c.doc)).map(|d| &d.source);
    FactRecord {
        r#type: "fact",
        id: fact.name(),
        story: source.and_then(|s| s.story.clone()),
        label: &fact.label,
        claims: fact.fact.claims.iter().map(|id| claim_name(*id)).collect(),
        verdict: fact.verdict_name(),
        sources: fact.sources,
        independent: fact.independent,
        relations: fact.relations.iter().map(relation).collect(),
    }
}

fn finding_record(finding: &Finding) -> FindingRecord<'_> {
    FindingRecord {
        r#type: "finding",
        code: finding.code,
        level: finding.level.name(),
        fact: format!("f{}", finding.fact.0 + 1),
        claims: finding.claims.iter().map(|id| claim_name(*id)).collect(),
        message: &finding.message,
        fingerprint: &finding.fingerprint,
    }
}

fn claim_record<'a>(
    id: ClaimId,
    claim: &'a Claim,
    doc: &'a Document,
    rules: &'a Rules,
) -> ClaimRecord<'a> {
    let frame = &claim.frame;
    let counted = claim.counted().map(|g| g.lemma.as_str());
    let mut record = mention_record(claim_name(id), &claim.mention, doc, rules);
    if claim.mention.kind == Kind::Count {
        let noun = counted.map(|noun| in_capitals(doc, claim, noun));
        record.unit = match (noun, record.unit) {
            (Some(noun), Some(per)) => Some(format!("{noun} {per}")),
            (noun, per) => noun.or(per),
        };
    }
    record.change = match (frame.role, frame.change) {
        (Role::ChangeTo, _) => Some("to"),
        (Role::ChangeFrom, _) => Some("from"),
        (_, Some(Change::Up)) => Some("up"),
        (_, Some(Change::Down)) => Some("down"),
        (Role::ChangeBy, None) => Some("by"),
        _ => None,
    };
    record.subject = frame.subject.map(|s| doc.words(s));
    record.measure = frame.measure.and_then(|m| rules.measures.get(m)).map(|m| m.name.as_str());
    record.counted = counted;
    record.role = frame.role.name();
    record.participants = frame.participants.iter().map(|p| p.name.as_str()).collect();
    record.attributed_to = frame.attribution.map(|s| doc.words(s));
    record.modality = frame.modality.name();
    record
}

/// The counted noun with the capitals of the text: `GPU`.
fn in_capitals(doc: &Document, claim: &Claim, noun: &str) -> String {
    let word = claim.counted().map(|g| doc.words(g.span)).unwrap_or_default();
    let shown: String = word.chars().take(noun.chars().count()).collect();
    if shown.to_lowercase() == noun { shown } else { noun.to_owned() }
}

fn mention_record<'a>(
    id: String,
    mention: &'a Mention,
    doc: &'a Document,
    rules: &Rules,
) -> ClaimRecord<'a> {
    let value = Written::of(mention, rules);
    let sentence = doc.sentences.get(mention.sentence).map(|s| s.span).unwrap_or_default();
    let places = mention.trail.iter().filter_map(|step| rules.place(step.rule));
    ClaimRecord {
        r#type: "claim",
        id,
        doc: &doc.source.name,
        start: mention.span.start,
        end: mention.span.end,
        quote: doc.words(mention.span),
        kind: mention.kind_name(),
        value: value.value,
        lo: value.lo,
        hi: value.hi,
        unit: value.unit,
        hedge: value.hedge,
        change: None,
        edtf: value.edtf,
        period: value.period,
        subject: None,
        measure: None,
        counted: None,
        role: Role::Value.name(),
        participants: Vec::new(),
        attributed_to: None,
        modality: Modality::Asserted.name(),
        sentence: [sentence.start, sentence.end],
        trail: places.map(crate::rules::Place::link).collect(),
        idle: mention.idle.map(Idle::reason),
    }
}

/// The unit of a quantity: `USD`, `USD per litre`, `per 1000 person`.
fn unit_name(q: &Quantity, rules: &Rules) -> Option<String> {
    let unit = q.unit.and_then(|u| rules.unit(u)).map(|u| u.name.clone());
    let Some(per) = q.per else { return unit };
    let what = match per.what {
        Told::Unit(id) => rules.unit(id).map_or_else(String::new, |u| u.name.clone()),
        Told::Thing(word) => rules.vocabulary.word(word).to_owned(),
    };
    let many = if per.many == 1 { String::new() } else { format!("{} ", per.many) };
    Some(format!("{} per {many}{what}", unit.unwrap_or_default()).trim_start().to_owned())
}

/// A value as the format writes it.
#[derive(Default)]
struct Written {
    value: Option<String>,
    lo: Option<String>,
    hi: Option<String>,
    unit: Option<String>,
    hedge: &'static str,
    edtf: Option<String>,
    period: Option<String>,
}

impl Written {
    fn of(mention: &Mention, rules: &Rules) -> Self {
        match &mention.value {
            Value::Quantity(q) => Self::quantity(q, mention.kind, rules),
            Value::Moment(m) => Self::moment(m),
            Value::Clock(c) => Self::clock(c),
            Value::Score(a, b) => Self {
                lo: Some(a.to_string()),
                hi: Some(b.to_string()),
                hedge: "exact",
                ..Self::default()
            },
            Value::Every(period) => {
                Self { edtf: Some(period.to_string()), hedge: "exact", ..Self::default() }
            }
        }
    }

    fn quantity(q: &Quantity, kind: Kind, rules: &Rules) -> Self {
        let unit = q.unit.and_then(|u| rules.unit(u));
        let calendar =
            unit.and_then(crate::rules::Unit::calendar).filter(|_| kind == Kind::Duration);
        let end = |e: Option<End>| e.map(|e| e.at.to_string());
        Self {
            value: q.stated.map(|d: Decimal| d.to_string()),
            lo: end(q.literal.lo),
            hi: end(q.literal.hi),
            unit: unit_name(q, rules),
            hedge: q.hedge.name(),
            edtf: None,
            period: calendar.map(|c| c.iso(q.stated)),
        }
    }

    fn moment(m: &Moment) -> Self {
        let (lo, hi) = match m.admits() {
            Some(Days { lo, hi }) => (lo.map(|d| d.to_string()), hi.map(|d| d.to_string())),
            None if m.grain == Grain::Day && m.pattern.month.is_some() => {
                let text = m.pattern.to_string();
                (Some(text.clone()), Some(text))
            }
            None => (None, None),
        };
        let hedge = match m.bound {
            _ if m.about => "about",
            Bound::Within | Bound::Until => "exact",
            Bound::By => "at_most",
            Bound::From => "at_least",
        };
        Self { lo, hi, hedge, edtf: Some(m.edtf.clone()), ..Self::default() }
    }

    fn clock(c: &Clock) -> Self {
        let text = c.to_string();
        Self {
            lo: Some(text.clone()),
            hi: Some(text.clone()),
            unit: c.zone.clone(),
            hedge: if c.about { "about" } else { "exact" },
            edtf: Some(format!("T{text}")),
            ..Self::default()
        }
    }
}
