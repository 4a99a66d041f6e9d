//! `corroborate explain`: what a code means, or the whole reasoning behind a fact, a claim, two
//! claims or a finding.

use std::path::PathBuf;

use anyhow::{Context, bail};
use corroborate::id::ClaimId;
use corroborate::report::{self, Judged, Report};
use corroborate::results::{ClaimRecord, Results};
use corroborate::rules::Rules;
use corroborate::{codes, hint};

use super::args::{Args, BesideArgs, ReadingArgs};
use super::desk::{self, Materials};
use super::progress::Progress;
use super::{
    Compared, Outcome, compared, done, load_rules, report_problems, say, settings, unread,
};

pub(super) fn run(
    args: &Args,
    what: &[String],
    beside: &BesideArgs,
    reading: &ReadingArgs,
) -> anyhow::Result<Outcome> {
    if let [code] = what {
        if let Some(code) = codes::find(code) {
            return done(args, code.page);
        }
        if is_code(code) {
            bail!("there is no code `{code}`{}", hint::did_you_mean(codes::like(code)));
        }
    }
    let is_path = |w: &String| !is_name(w);
    let (names, paths) = what.split_at(what.iter().position(is_path).unwrap_or(what.len()));
    if names.is_empty() {
        bail!(
            "explain takes a code (C101), or a fact (f1), a claim (c1), two claims (c1 c2) or a \
             finding (its fingerprint), then paths{}",
            hint::did_you_mean(what.first().and_then(|word| codes::like(word)))
        );
    }
    let mut paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    paths.extend(desk::listed(reading.files_from.as_deref())?);
    let subject = Subject::of(args, paths, beside, reading)?;
    super::print(args, &subject.explanation(names)?)?;
    let problems = &subject.results.problems;
    let outcome = report_problems(problems);
    let documents = subject.results.sources.len();
    let unread = unread(problems);
    say(&format!(
        "explained from {}{unread}: exit {}",
        super::number(documents, "source"),
        outcome as u8
    ));
    Ok(outcome)
}

/// Whether a word looks like a code: `C999`.
fn is_code(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    digits.len() == 3 && digits.len() < word.len() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a word names a fact, claim or finding: `f1`, `c12`, `v1:6f0c1d2e9a7b4c35`.
fn is_name(word: &str) -> bool {
    let digits = word.strip_prefix(['f', 'c']).unwrap_or_default();
    let number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    number || word.starts_with("v1:")
}

/// One run: its results, by whose names everything is called, and the reports behind them.
struct Subject {
    rules: &'static Rules,
    reports: Vec<Report>,
    results: Results,
}

impl Subject {
    /// Sources beside one another, or drafts beside theirs.
    fn of(
        args: &Args,
        paths: Vec<PathBuf>,
        beside: &BesideArgs,
        reading: &ReadingArgs,
    ) -> anyhow::Result<Self> {
        let reading = reading.reading();
        if beside.against.is_empty() && !paths.is_empty() {
            let Compared { rules, report, results } =
                compared(args, &paths, (&beside.settings, beside.judging), &reading)?;
            return Ok(Self { rules, reports: vec![report], results });
        }
        let _progress = Progress::start(args);
        let place = settings::place_of(&paths, reading.stdin_name.as_deref());
        let settings = settings::of(&beside.settings, None, &place)?;
        let materials = Materials::of(paths, beside, settings, &reading)?;
        let rules = load_rules(args, &materials.config.rules.paths.paths())?;
        let (reports, results) = desk::reports(&materials, rules, args.threads);
        Ok(Self { rules, reports, results })
    }

    fn explanation(&self, names: &[String]) -> anyhow::Result<String> {
        let rules = self.rules;
        match names {
            [a, b] => {
                let (report, claims) = self.claims(&[a, b])?;
                let [a, b] = claims[..] else { bail!("explain takes one name, or two claims") };
                Ok(report::explain_pair(report, (a, b), &|id| self.name(report, id), rules))
            }
            [name] if name.starts_with('c') => {
                let (report, claims) = self.claims(&[name])?;
                let id = claims.first().copied().unwrap_or_default();
                Ok(report::explain_claim(report, id, name, rules))
            }
            [name] => {
                let (report, fact, name) = self.fact(name)?;
                Ok(report::explain_fact(report, (name, fact), &|id| self.name(report, id), rules))
            }
            _ => bail!("explain takes one name, or two claims"),
        }
    }

    /// A fact, by its name or the fingerprint of a finding about it.
    fn fact<'s>(&'s self, name: &'s str) -> anyhow::Result<(&'s Report, &'s Judged, &'s str)> {
        let finding = self.results.findings.iter().find(|f| f.fingerprint == name);
        let id = finding.and_then(|f| f.fact.as_deref()).unwrap_or(name);
        let facts = self.results.facts.len();
        let unknown = || match name.strip_prefix("v1:") {
            Some(_) => format!("there is no finding `{name}` here"),
            None => format!("there is no `{name}` here; there are f1 to f{facts}"),
        };
        let record = self.results.fact(id).with_context(unknown)?;
        let names: Vec<&String> = record.claims.iter().collect();
        let (report, claims) = self.claims(&names)?;
        let holds = |f: &&Judged| claims.first().is_some_and(|c| f.fact.claims.contains(c));
        let fact = report.facts.iter().find(holds).with_context(unknown)?;
        Ok((report, fact, id))
    }

    /// Claims by their names, in the report that has all of them.
    fn claims(&self, names: &[&String]) -> anyhow::Result<(&Report, Vec<ClaimId>)> {
        let mut records = Vec::new();
        for name in names {
            let count = self.results.claims.len();
            let unknown = || format!("there is no `{name}` here; there are c1 to c{count}");
            records.push(self.results.claim(name).with_context(unknown)?);
        }
        let together = self.reports.iter().find_map(|report| {
            let ids =
                records.iter().map(|record| located(report, record)).collect::<Option<_>>()?;
            Some((report, ids))
        });
        together.context("these are claims of different drafts, which are never compared")
    }

    /// What a claim is called in the results.
    fn name(&self, report: &Report, id: ClaimId) -> String {
        let record = self.results.claims.iter().find(|record| is_of(report, id, record));
        record.map_or_else(|| report::claim_name(id), |record| record.id.clone())
    }
}

/// The claim of a report that a record is of.
fn located(report: &Report, record: &ClaimRecord) -> Option<ClaimId> {
    report.ledger.claim_ids().find(|id| is_of(report, *id, record))
}

/// Whether a record is of a claim: it stands in the same place of the same article.
fn is_of(report: &Report, id: ClaimId, record: &ClaimRecord) -> bool {
    let Some(claim) = report.ledger.claim(id) else { return false };
    let span = claim.mention.span;
    let doc = report.ledger.document(claim.doc);
    (span.start as usize, span.end as usize) == (record.start, record.end)
        && doc.is_some_and(|doc| doc.source.name == record.doc)
}
