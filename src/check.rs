//! A draft held against its sources: which of its figures they bear out, contradict, or do not have.
//!
//! Whatever the report of the draft and its sources says of two sources alone is not the draft's
//! business. A draft is checked as if it were alone: what other drafts say is no evidence.

use std::collections::BTreeSet;

use crate::claim::{Claim, Role};
use crate::codes;
use crate::compare::{Reading, Tolerance, Verdict, within};
use crate::id::{ClaimId, DocId};
use crate::judge::{Cause, Relation};
use crate::ledger::Ledger;
use crate::report::{Judged, Report};
use crate::results::{
    FindingRecord, Place, Recorder, UNREAD_DATE, fingerprint, folded, number_twins,
    place as place_of,
};
use crate::text::{Document, Dropped, KNOWN, Source};

/// How many sources a message names.
const MOST_NAMED: usize = 2;

/// The tolerance for claims of a kind, if there is one.
pub type Tolerances<'a> = dyn Fn(&str) -> Option<Tolerance> + Sync + 'a;

/// How strictly a desk checks.
pub struct Strictness<'a> {
    /// Which readings verdicts follow from.
    pub reading: Reading,
    /// By how much values may differ.
    pub tolerances: &'a Tolerances<'a>,
}

impl Default for Strictness<'_> {
    fn default() -> Self {
        Self { reading: Reading::Plain, tolerances: &|_| None }
    }
}

/// Records the facts that the draft of a report takes part in, and what is wrong with the draft.
pub fn draft(recorder: &mut Recorder<'_>, report: &Report, tolerances: &Tolerances<'_>) {
    let Some(draft) = report.ledger.documents.iter().position(|d| d.source.draft) else { return };
    let draft = DocId::from_index(draft);
    let Some(doc) = report.ledger.document(draft) else { return };
    let first = recorder.findings().len();
    let is_own = |id: &ClaimId| report.ledger.claim(*id).is_some_and(|claim| claim.doc == draft);
    for fact in report.facts.iter().filter(|f| f.fact.claims.iter().any(is_own)) {
        let fact = tolerated(report, fact, tolerances);
        let held = Held::of(report, &fact, draft);
        let name = recorder.fact(report, &fact);
        let mut found: Vec<Found> =
            held.own.iter().filter_map(|c| held.against_sources(*c)).collect();
        found.extend(held.against_itself());
        for one in found {
            let record = held.record(recorder, &name, &one);
            recorder.findings().push(record);
        }
    }
    let source = recorder.source_id(&report.ledger, draft);
    let dropped = doc.source.dropped.iter().filter_map(|d| left_out(doc, d));
    let records = dropped.map(|record| FindingRecord { source: source.clone(), ..record });
    recorder.findings().extend(records);
    let own = recorder.findings().iter_mut().skip(first);
    number_twins(own.map(|finding| &mut finding.fingerprint));
}

/// What is to be said of something that the reader of a draft left out: words with a digit, or a
/// date of publication that can't be read.
fn left_out(doc: &Document, dropped: &Dropped) -> Option<FindingRecord> {
    let Dropped { what, line, words, figure } = dropped;
    let name = doc.source.name.as_str();
    let found = if *what == UNREAD_DATE && doc.source.published.is_none() {
        FindingRecord {
            message: format!(
                "the date of publication can't be read: {}",
                crate::safe::plain(words)
            ),
            help: Some("write it as 2025-11-03; without it, \"last year\" may be any".to_owned()),
            ..of_code("R002", [name, &folded(words)])
        }
    } else if *figure && *what != UNREAD_DATE {
        FindingRecord {
            message: format!("{what} with a digit in it was left out of the check"),
            ..of_code("R001", [name, *what, &folded(words)])
        }
    } else {
        return None;
    };
    Some(FindingRecord { place: Place::of_line(*line), quote: words.clone(), ..found })
}

/// The fact without disputes that the desk tolerates.
fn tolerated(report: &Report, fact: &Judged, tolerances: &Tolerances<'_>) -> Judged {
    let mut fact = fact.clone();
    for relation in fact.relations.iter_mut().filter(|r| r.verdict.is_disputed()) {
        let claims = (report.ledger.claim(relation.a), report.ledger.claim(relation.b));
        let (Some(a), Some(b)) = claims else { continue };
        let tolerance = tolerances(a.mention.kind.name());
        if tolerance.is_some_and(|t| within(&a.mention.value, &b.mention.value, t)) {
            relation.verdict = Verdict::Compatible;
            relation.cause = None;
            let quoted = format!("\"{}\" and \"{}\"", a.quote, b.quote);
            relation.steps = vec![format!("{quoted} differ by no more than the desk tolerates")];
        }
    }
    let worst = fact.relations.iter().map(|r| r.verdict).max();
    fact.verdict = fact.verdict.and(worst);
    fact
}

/// Records all facts of sources that are held against one another, and what is disputed.
pub fn sources(recorder: &mut Recorder<'_>, report: &Report) {
    let names: Vec<String> = report.facts.iter().map(|f| recorder.fact(report, f)).collect();
    for finding in &report.findings {
        let ledger = &report.ledger;
        let newest = finding
            .claims
            .iter()
            .copied()
            .max_by_key(|id| (published(ledger, *id), std::cmp::Reverse(*id)));
        let Some((id, claim, doc)) = newest.and_then(|id| with_document(ledger, id)) else {
            continue;
        };
        let fact = report.facts.get(finding.fact.index());
        let others: Vec<ClaimId> = fact.map_or_else(Vec::new, |f| opponents(f, id));
        let record = FindingRecord {
            level: Some(finding.level),
            message: finding.message.clone(),
            fact: names.get(finding.fact.index()).cloned(),
            source: recorder.source_id(ledger, claim.doc),
            place: place_of(doc, claim.mention.span),
            quote: claim.quote.clone(),
            claim: Some(recorder.claim(ledger, id)),
            against: others.iter().map(|c| recorder.claim(ledger, *c)).collect(),
            fingerprint: finding.fingerprint.clone(),
            ..of_code(finding.code, [])
        };
        recorder.findings().push(record);
    }
}

/// The claims of a fact that stand against one of them.
fn opponents(fact: &Judged, id: ClaimId) -> Vec<ClaimId> {
    let disputed = fact.relations.iter().filter(|r| r.verdict.is_disputed());
    let other = |r: &Relation| match (r.a == id, r.b == id) {
        (true, _) => Some(r.b),
        (_, true) => Some(r.a),
        _ => None,
    };
    disputed.filter_map(other).collect()
}

/// A finding of a code with nothing but its name, level and fingerprint.
fn of_code<'a>(code: &'static str, parts: impl IntoIterator<Item = &'a str>) -> FindingRecord {
    let known = codes::find(code);
    FindingRecord {
        code: code.to_owned(),
        name: known.map_or("", |c| c.name).to_owned(),
        level: known.map(|c| c.level),
        fingerprint: fingerprint(std::iter::once(code).chain(parts)),
        ..FindingRecord::default()
    }
}

fn with_document(ledger: &Ledger, id: ClaimId) -> Option<(ClaimId, &Claim, &Document)> {
    let claim = ledger.claim(id)?;
    Some((id, claim, ledger.document(claim.doc)?))
}

/// When the article of a claim was published; earlier texts of EDTF are smaller.
fn published(ledger: &Ledger, id: ClaimId) -> Option<&str> {
    with_document(ledger, id)?.2.source.published.as_deref()
}

/// What is wrong with one claim of a draft.
struct Found {
    code: &'static str,
    claim: ClaimId,
    against: Vec<ClaimId>,
    cause: Option<Cause>,
    /// Whether the sources have one value that could stand in its place.
    settled: bool,
}

/// One fact of a report, held against a draft.
struct Held<'a> {
    report: &'a Report,
    fact: &'a Judged,
    /// The draft's claims.
    own: Vec<ClaimId>,
    /// The claims of sources and house facts.
    others: Vec<ClaimId>,
}

impl<'a> Held<'a> {
    fn of(report: &'a Report, fact: &'a Judged, draft: DocId) -> Self {
        let is_own = |id: &ClaimId| report.ledger.claim(*id).is_some_and(|c| c.doc == draft);
        let (own, others) = fact.fact.claims.iter().copied().partition(is_own);
        Self { report, fact, own, others }
    }

    fn source(&self, id: ClaimId) -> Option<&'a Source> {
        with_document(&self.report.ledger, id).map(|(_, _, doc)| &doc.source)
    }

    fn relation(&self, a: ClaimId, b: ClaimId) -> Option<&'a Relation> {
        let is = |r: &&Relation| (r.a, r.b) == (a, b) || (r.a, r.b) == (b, a);
        self.fact.relations.iter().find(is)
    }

    /// The worst that can be said of a claim of the draft beside the sources.
    fn against_sources(&self, own: ClaimId) -> Option<Found> {
        if self.others.is_empty() {
            return Some(Found {
                code: "C106",
                claim: own,
                against: Vec::new(),
                cause: None,
                settled: false,
            });
        }
        let judged = self.others.iter().filter_map(|o| Some((*o, self.relation(own, *o)?)));
        let (disputes, supports): (Vec<_>, Vec<_>) =
            judged.partition(|(_, r)| r.verdict.is_disputed());
        let supports: Vec<ClaimId> = supports.into_iter().map(|(id, _)| id).collect();
        let standing = disputes.into_iter().filter(|(o, _)| !self.is_superseded(*o, &supports));
        let standing: Vec<(ClaimId, &Relation)> = standing.collect();
        let codes = standing.iter().map(|(o, r)| self.code(*o, r, &supports));
        let code = codes.clone().min_by_key(|c| rank(c))?;
        let meant = standing.iter().zip(codes).filter(|(_, c)| *c == code).map(|(s, _)| s);
        let cause = meant.clone().find_map(|(_, r)| r.cause);
        let against: Vec<ClaimId> = meant.map(|(o, _)| *o).collect();
        let settled =
            matches!(code, "C101" | "C102" | "C103") && self.is_settled(own, &against, code);
        Some(Found { code, claim: own, against, cause, settled })
    }

    /// Whether a later source says what the draft says, of a thing that changes.
    fn is_superseded(&self, other: ClaimId, supports: &[ClaimId]) -> bool {
        supports.iter().any(|s| self.is_update(other, *s))
    }

    /// Whether `later` is a later report of what `earlier` tells.
    fn is_update(&self, earlier: ClaimId, later: ClaimId) -> bool {
        let ledger = &self.report.ledger;
        let update = |r: &Relation| r.cause == Some(Cause::Update);
        self.relation(earlier, later).is_some_and(update)
            && published(ledger, earlier) < published(ledger, later)
    }

    fn code(&self, other: ClaimId, relation: &Relation, supports: &[ClaimId]) -> &'static str {
        let later = supports.iter().any(|s| self.is_update(*s, other));
        let outranked = |s: &ClaimId| self.rank_of_source(*s) >= self.rank_of_source(other);
        match (relation.verdict, relation.cause) {
            (_, Some(Cause::Update)) => "C103",
            _ if later => "C103",
            (_, Some(Cause::Measured)) => "C104",
            (Verdict::Contradict, _) if supports.iter().any(outranked) => "C107",
            (Verdict::Contradict, _) => "C101",
            _ => "C102",
        }
    }

    /// How far the house trusts the source of a claim.
    fn rank_of_source(&self, id: ClaimId) -> u8 {
        self.source(id).map_or(0, |s| match (s.format, s.trust) {
            (KNOWN, _) => 3,
            (_, "primary") => 2,
            (_, "secondary") => 1,
            _ => 0,
        })
    }

    /// Whether all sources of the fact say the same, in a form that fits in the place of the claim.
    /// Of a thing that changes, the latest sources alone.
    fn is_settled(&self, own: ClaimId, against: &[ClaimId], code: &str) -> bool {
        let agree = |a: ClaimId, b: ClaimId| {
            a == b || self.relation(a, b).is_some_and(|r| r.verdict == Verdict::Agree)
        };
        let form = |id: ClaimId| {
            let claim = self.report.ledger.claim(id)?;
            // "rose to 14" and "killed 11" are the same in form.
            let role = claim.frame.role;
            let role = if role == Role::ChangeTo { Role::Value } else { role };
            Some((claim.mention.kind, role))
        };
        let first = against.first().copied();
        first.is_some_and(|first| {
            form(first) == form(own)
                && against.iter().all(|a| agree(first, *a))
                && (code == "C103" || self.others.iter().all(|o| against.contains(o)))
        })
    }

    /// Where the draft contradicts itself; the later of two claims is the finding's place.
    fn against_itself(&self) -> Vec<Found> {
        let own = |id: &ClaimId| self.own.contains(id);
        let inside = self.fact.relations.iter().filter(|r| own(&r.a) && own(&r.b));
        let disputed = inside.filter(|r| r.verdict.is_disputed());
        let found = disputed.map(|r| Found {
            code: if r.verdict == Verdict::Contradict { "C105" } else { "C102" },
            claim: r.a.max(r.b),
            against: vec![r.a.min(r.b)],
            cause: r.cause,
            settled: false,
        });
        found.collect()
    }

    fn record(&self, recorder: &mut Recorder<'_>, fact: &str, found: &Found) -> FindingRecord {
        let ledger = &self.report.ledger;
        let Some((_, claim, doc)) = with_document(ledger, found.claim) else {
            return FindingRecord::default();
        };
        let best = self.best(&found.against);
        let suggestion = best.filter(|_| found.settled).map(|c| c.quote.clone());
        FindingRecord {
            message: self.message(claim, found),
            help: help(found.code, suggestion.as_deref(), &self.voices(&found.against)),
            fact: Some(fact.to_owned()),
            source: recorder.source_id(ledger, claim.doc),
            place: place_of(doc, claim.mention.span),
            quote: claim.quote.clone(),
            claim: Some(recorder.claim(ledger, found.claim)),
            against: found.against.iter().map(|id| recorder.claim(ledger, *id)).collect(),
            suggestion,
            ..of_code(found.code, self.identity(recorder, doc, found).iter().map(String::as_str))
        }
    }

    /// Who says so: the one source, the house, or the sources.
    fn voices(&self, against: &[ClaimId]) -> String {
        let sources: BTreeSet<&str> =
            against.iter().filter_map(|id| self.source(*id)).map(Source::display_name).collect();
        match sources.first() {
            Some(only) if sources.len() == 1 => format!("{only} says"),
            _ => "the sources agree on".to_owned(),
        }
    }

    /// The claim of the most trusted, then the latest source.
    fn best(&self, against: &[ClaimId]) -> Option<&'a Claim> {
        let ledger = &self.report.ledger;
        let key = |id: &&ClaimId| {
            (self.rank_of_source(**id), published(ledger, **id), std::cmp::Reverse(**id))
        };
        ledger.claim(*against.iter().max_by_key(key)?)
    }

    /// `death toll · Northport: the draft says "11", Wire says "12"; one digit differs`
    fn message(&self, claim: &Claim, found: &Found) -> String {
        let mut others: Vec<String> = Vec::new();
        for id in &found.against {
            let Some((_, other, doc)) = with_document(&self.report.ledger, *id) else { continue };
            let same = other.doc == claim.doc;
            let by = if same { "the same draft" } else { doc.source.display_name() };
            let said = format!("{by} says \"{}\"", other.quote);
            if !others.contains(&said) {
                others.push(said);
            }
        }
        let more = others.len().saturating_sub(MOST_NAMED);
        others.truncate(MOST_NAMED);
        let said = match (others.is_empty(), more) {
            (true, _) => "; no source says so".to_owned(),
            (_, 0) => format!(", {}", others.join(" and ")),
            _ => format!(", {} ({more} more)", others.join(" and ")),
        };
        let cause = found.cause.map(|c| format!("; {}", c.explanation())).unwrap_or_default();
        let Judged { label, .. } = self.fact;
        crate::safe::plain(&format!("{label}: the draft says \"{}\"{said}{cause}", claim.quote))
    }

    /// What the finding is about, for its fingerprint: no lines, no labels, no other claims.
    fn identity(&self, recorder: &mut Recorder<'_>, doc: &Document, found: &Found) -> Vec<String> {
        let mut said = |id: ClaimId| {
            let record = recorder.claim(&self.report.ledger, id);
            let Some(claim) = recorder.claim_of(&record) else { return String::new() };
            let value =
                [&claim.value, &claim.lo, &claim.hi, &claim.unit, &claim.edtf, &claim.period];
            value.map(|v| v.as_deref().unwrap_or("-")).join(" ")
        };
        let own = said(found.claim);
        let mut against: Vec<String> = found
            .against
            .iter()
            .map(|id| format!("{} {}", self.source(*id).map_or("", lasting_name), said(*id)))
            .collect();
        against.sort();
        against.dedup();
        let quote = self.report.ledger.claim(found.claim).map_or("", |c| &c.quote);
        [vec![doc.source.name.clone(), folded(quote), own], against].concat()
    }
}

/// The name of a source as fingerprints have it. That of a house fact is its place, and its line may
/// be another one tomorrow.
fn lasting_name(source: &Source) -> &str {
    match source.name.rsplit_once(':') {
        Some((table, _)) if source.format == KNOWN => table,
        _ => &source.name,
    }
}

/// Which of several things that are wrong with a claim is said: the worst.
fn rank(code: &str) -> usize {
    ["C101", "C103", "C107", "C104", "C102"].iter().position(|c| *c == code).unwrap_or(usize::MAX)
}

fn help(code: &str, suggestion: Option<&str>, voices: &str) -> Option<String> {
    let text = match (code, suggestion) {
        ("C103", Some(words)) => format!("the latest sources say \"{words}\""),
        (_, Some(words)) => format!("{voices} \"{words}\""),
        ("C104", None) => "name the authority whose figure it is".to_owned(),
        ("C107", None) => "say that the sources differ, or which of them is right".to_owned(),
        ("C105", None) => "make both places say the same, or say what each counts".to_owned(),
        ("C106", None) => return None,
        _ => "ask for the basis: the same period, currency and scope?".to_owned(),
    };
    Some(crate::safe::plain(&text))
}
