//! `corroborate review`: what people decided about findings.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context;
use corroborate::desk::reviews::{Review, Reviews, Verdict};
use jiff::civil::Date;

use super::args::{Args, BesideArgs, CheckArgs, ReviewAction, VerdictArg};
use super::desk::{self, Decisions, Materials, parsed};
use super::{Outcome, done, inputs, outputs, report_problems, say, settings};

impl From<VerdictArg> for Verdict {
    fn from(verdict: VerdictArg) -> Self {
        match verdict {
            VerdictArg::Confirmed => Self::Confirmed,
            VerdictArg::FalseAlarm => Self::FalseAlarm,
            VerdictArg::FixDraft => Self::FixDraft,
            VerdictArg::NeedsSource => Self::NeedsSource,
        }
    }
}

pub(super) fn run(args: &Args, action: &ReviewAction) -> anyhow::Result<Outcome> {
    match action {
        ReviewAction::List { file } => {
            let (_, reviews) = parsed(file.clone(), Reviews::parse)?;
            done(args, &reviews.to_toml())
        }
        ReviewAction::Open(check) => open(args, check),
        ReviewAction::Import { from, into } => {
            let configured = || settings::of(&BesideArgs::default(), None, &[]);
            let into = match into {
                Some(into) => into.clone(),
                None => configured()?.review.verdicts.path().unwrap_or(desk::REVIEWS.into()),
            };
            import(from, &into)
        }
        ReviewAction::Set { fingerprint, verdict, who, note, check } => {
            let (results, materials) = super::checked(args, check)?;
            let finding = results.findings.iter().find(|f| f.fingerprint == *fingerprint);
            let finding = finding.with_context(|| {
                format!("this check has no finding `{fingerprint}`; `review open` lists them")
            })?;
            let when = day(check)?;
            let file = file(check, &materials);
            let mut reviews = existing(&file)?;
            reviews.set(Review {
                who: Some(who.clone()),
                when: Some(when),
                notes: note.clone(),
                ..Review::of(&results, finding, (*verdict).into())
            });
            write(&file, &reviews)
        }
    }
}

/// The day of a verdict.
fn day(check: &CheckArgs) -> anyhow::Result<Date> {
    let today = check.desk.today.map_or_else(desk::today, |day| Ok(Some(day)))?;
    today.context("the day could not be read")
}

/// Where the verdicts of a check are kept.
fn file(check: &CheckArgs, materials: &Materials) -> PathBuf {
    let set = check.desk.reviews.clone().or_else(|| materials.config.review.verdicts.path());
    set.unwrap_or_else(|| PathBuf::from(desk::REVIEWS))
}

/// The verdicts of a file, none if there is no file yet.
fn existing(file: &Path) -> anyhow::Result<Reviews> {
    if !file.exists() {
        return Ok(Reviews::default());
    }
    Ok(parsed(file.to_owned(), Reviews::parse)?.1)
}

fn import(from: &Path, into: &Path) -> anyhow::Result<Outcome> {
    let (_, new) = parsed(from.to_owned(), Reviews::parse)?;
    let mut reviews = existing(into)?;
    reviews.merge(new);
    write(into, &reviews)
}

fn write(file: &Path, reviews: &Reviews) -> anyhow::Result<Outcome> {
    outputs::write(file, &reviews.to_toml())?;
    let count = super::number(reviews.entries.len(), "verdict");
    say(&format!("{count} in {}: exit 0", inputs::shown(file)));
    Ok(Outcome::Clean)
}

/// The findings that nobody has judged, each with the command that would.
fn open(args: &Args, check: &CheckArgs) -> anyhow::Result<Outcome> {
    let (results, materials) = super::checked(args, check)?;
    let decisions = Decisions::read(&check.desk, &materials.config)?;
    let judged = |print: &str| {
        decisions.reviews.as_ref().is_some_and(|(_, reviews)| reviews.entries.contains_key(print))
    };
    let mut page = String::new();
    let open = results.findings.iter().filter(|f| f.counts() && !judged(&f.fingerprint));
    for finding in open {
        let source = results.source(&finding.source).map_or("", |s| s.name.as_str());
        let place = format!("{source}:{}:{}", finding.place.line, finding.place.column);
        let head =
            format!("{place}: {}[{}] {}", finding.level().name(), finding.code, finding.message);
        let _ = writeln!(page, "{}", corroborate::safe::plain(&head));
        let _ =
            writeln!(page, "  corroborate review set {} confirmed --who NAME", finding.fingerprint);
    }
    super::print(args, &page)?;
    let outcome = report_problems(&results.problems);
    say(&format!(
        "{} to judge: exit {}",
        super::number(page.lines().count() / 2, "finding"),
        outcome as u8
    ));
    Ok(outcome)
}
