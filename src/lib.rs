//! Tells whether several articles tell the same story the same way.
//!
//! An article goes in as a [`Source`]; a [`Report`] comes out that
//! says of each fact whether the sources agree, are compatible, are in tension or contradict each
//! other, with the words, the places and the reasons. The way through:
//!
//! ```text
//! read -> segment -> extract -> frame  |  stories -> block -> pair -> cluster  |  judge  |  report
//!         one document at a time       |  all documents                        |  one fact at a time
//! ```
//!
//! ```
//! use corroborate::{compare::Reading, reconcile, rules::Rules, text};
//!
//! let rules = Rules::built_in().expect("the built-in rules are sound");
//! let sources = vec![
//!     text::read("wire", b"The flood in Northport killed 11 people.").expect("a text"),
//!     text::read("paper", b"Twelve people died in the Northport flood.").expect("a text"),
//! ];
//! let report = reconcile(sources, &rules, Reading::Plain, 1);
//! assert_eq!(report.facts[0].verdict_name(), "contradict");
//! ```
//!
//! Nothing below the binary does I/O, prints, or reads the clock or the environment. After the
//! rules and the sources are read, nothing fails: what can't be decided is a verdict with its reason.
//! The same sources give the same bytes, in any order and on any number of threads.

mod built_in;
pub mod check;
pub mod claim;
pub mod codes;
pub mod compare;
pub mod config;
pub mod desk;
pub mod examples;
pub mod extract;
mod fingerprint;
#[cfg(feature = "formats")]
pub mod formats;
pub mod frame;
pub mod grammar;
pub mod growth;
pub mod hint;
pub mod id;
pub mod judge;
pub mod ledger;
pub mod link;
pub mod output;
pub mod report;
pub mod results;
pub mod rules;
pub mod safe;
pub mod slip;
pub mod text;
mod threads;
pub mod trail;
mod undated;
pub mod value;
pub mod wire;
pub mod written;

use check::Strictness;
use claim::{Claim, Mention};
use compare::Reading;
use id::DocId;
use ledger::{AsOf, Ledger, Profile};
use report::Report;
use results::{Recorder, Results};
use rules::Rules;
use text::{Document, Source};
use value::Days;

/// One document, read, with what is kept of its mentions.
struct Read<T> {
    document: Document,
    mentions: T,
    claims: Vec<Claim>,
    profile: Profile,
}

/// Reads the sources: a ledger of their claims, and all mentions of each document.
///
/// Sources are taken in the order of their names, whatever order they come in. `threads` is how
/// many documents are read at once; it changes nothing else.
pub fn read(sources: Vec<Source>, rules: &Rules, threads: usize) -> (Ledger, Vec<Vec<Mention>>) {
    threads::on(threads, || read_all(sources, rules, &|mentions| mentions))
}

/// What keeps something of the mentions of a document.
type Keeping<'a, T> = &'a (dyn Fn(Vec<Mention>) -> T + Sync);

fn ledger(sources: Vec<Source>, rules: &Rules) -> Ledger {
    let mut ledger = read_all(sources, rules, &drop).0;
    undated::read_anew(&mut ledger, 0, rules);
    ledger
}

fn read_all<T: Send>(
    mut sources: Vec<Source>,
    rules: &Rules,
    keep: Keeping<'_, T>,
) -> (Ledger, Vec<T>) {
    sources.sort_by(|a, b| (&a.name, &a.text).cmp(&(&b.name, &b.text)));
    let mut numbered = sources.into_iter().enumerate();
    let one = |(index, source)| read_one(DocId::from_index(index), source, rules, keep);
    let mut ledger = Ledger::default();
    let mut kept = Vec::new();
    loop {
        let batch: Vec<(usize, Source)> = numbered.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return (ledger, kept);
        }
        for read in threads::map(batch, one) {
            ledger.documents.push(read.document);
            ledger.profiles.push(read.profile);
            ledger.claims.extend(read.claims);
            kept.push(read.mentions);
        }
    }
}

/// So many documents are read before their claims move into the ledger: no more stand in memory twice.
const BATCH: usize = 1_000;

fn read_one<T>(id: DocId, source: Source, rules: &Rules, keep: Keeping<'_, T>) -> Read<T> {
    let document = text::segment(source, &rules.page, &rules.vocabulary);
    let (mentions, claims, profile) = claims_of(id, &document, None, rules);
    Read { document, mentions: keep(mentions), claims, profile }
}

/// What a document asserts and is about, with all its mentions. `within` are days on one of which it was
/// published, as others that tell its story say.
fn claims_of(
    id: DocId,
    document: &Document,
    within: Option<Days>,
    rules: &Rules,
) -> (Vec<Mention>, Vec<Claim>, Profile) {
    let (mentions, days) = extract::extract_as_of(document, within, rules);
    let as_of = days.map(|days| AsOf { days, by_story: within.is_some() });
    let (mut claims, profile) = frame::frame(id, document, (&mentions, as_of), rules);
    claims.iter_mut().for_each(Claim::shrink);
    (mentions, claims, profile)
}

/// Brings together the claims that speak of the same fact, as [`link::link`] does, on so many threads.
pub fn facts(ledger: &Ledger, rules: &Rules, threads: usize) -> Vec<link::Fact> {
    threads::on(threads, || link::link(ledger, rules))
}

/// Reads the sources, brings together the claims that speak of the same fact, and judges them by a
/// reading.
pub fn reconcile(sources: Vec<Source>, rules: &Rules, reading: Reading, threads: usize) -> Report {
    threads::on(threads, || {
        let ledger = ledger(sources, rules);
        let facts = link::link(&ledger, rules);
        report::report(ledger, facts, reading, rules)
    })
}

/// Holds each draft against the sources, as if it were the only one.
///
/// Names of drafts and sources must differ from one another. Findings have their codes' own levels,
/// and all of them count.
pub fn check(
    drafts: Vec<Source>,
    sources: Vec<Source>,
    rules: &Rules,
    strictness: &Strictness<'_>,
    threads: usize,
) -> Results {
    let reports = check_reports((drafts, sources), rules, strictness.reading, threads);
    check_results(&reports, rules, strictness.tolerances)
}

/// The results of the reports of [`check_reports`].
pub fn check_results(
    reports: &[Report],
    rules: &Rules,
    tolerances: &check::Tolerances<'_>,
) -> Results {
    let mut recorder = Recorder::new("check", rules);
    for report in reports {
        report
            .ledger
            .documents
            .iter()
            .filter(|d| d.source.draft)
            .for_each(|d| recorder.document(d));
    }
    if let Some(report) = reports.first() {
        let sources = report.ledger.documents.iter().filter(|d| !d.source.draft);
        sources.for_each(|d| recorder.document(d));
    }
    for report in reports {
        check::draft(&mut recorder, report, tolerances);
    }
    recorder.finish()
}

/// A report for each draft of drafts and sources, by name: the sources, the draft as the last
/// document, and the facts that the draft takes part in.
pub fn check_reports(
    articles: (Vec<Source>, Vec<Source>),
    rules: &Rules,
    reading: Reading,
    threads: usize,
) -> Vec<Report> {
    threads::on(threads, || reports(articles, rules, reading))
}

fn reports(
    (mut drafts, sources): (Vec<Source>, Vec<Source>),
    rules: &Rules,
    reading: Reading,
) -> Vec<Report> {
    let sources: Vec<Source> = sources.into_iter().map(|s| Source { draft: false, ..s }).collect();
    let id = DocId::from_index(sources.len());
    for draft in &mut drafts {
        // A story that no source belongs to says nothing about which sources are meant.
        let is_told = sources.iter().any(|s| s.story == draft.story);
        draft.story = draft.story.take().filter(|_| is_told);
        draft.draft = true;
    }
    let read_draft = |draft: Source| read_one(id, draft, rules, &drop);
    let one = |read: Read<()>, mut ledger: Ledger| {
        ledger.documents.push(read.document);
        ledger.profiles.push(read.profile);
        ledger.claims.extend(read.claims);
        undated::read_anew(&mut ledger, id.index(), rules);
        let facts = link::link_of(&ledger, id, rules);
        report::report(ledger, facts, reading, rules)
    };
    drafts.sort_by(|a, b| a.name.cmp(&b.name));
    if drafts.len() == 1
        && let Some(only) = drafts.pop()
    {
        let (ledger, read) = threads::both(|| ledger(sources, rules), || read_draft(only));
        return vec![one(read, ledger)];
    }
    let ledger = ledger(sources, rules);
    threads::map(drafts, |draft| one(read_draft(draft), ledger.clone()))
}

/// The results of a report on sources, as records.
pub fn results(report: &Report, rules: &Rules) -> Results {
    let mut recorder = Recorder::new("compare", rules);
    report.ledger.documents.iter().for_each(|doc| recorder.document(doc));
    check::sources(&mut recorder, report);
    recorder.finish()
}
