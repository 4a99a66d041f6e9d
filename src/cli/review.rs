//! `corroborate review`: what people decided about findings.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context;
use corroborate::desk::reviews::{Review, Reviews, Verdict};
use corroborate::output;
use corroborate::results::{FindingRecord, Results, SourceRecord};
use jiff::civil::Date;

use super::args::{Args, CheckArgs, ReviewAction, VerdictArg};
use super::desk::{self, Decisions, Materials, parsed};
use super::names::shown;
use super::settings::{self, Settings};
use super::{Outcome, done, outputs, report_problems, say};

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
            let file = file.clone().map_or_else(usual, Ok)?;
            let (_, reviews) = parsed(file, Reviews::parse)?;
            done(args, &reviews.to_toml())
        }
        ReviewAction::Open(check) => open(args, check),
        ReviewAction::Judge { who, check } => judge(args, who, check),
        ReviewAction::Import { from, into } => {
            let into = into.clone().map_or_else(usual, Ok)?;
            import(from, &into)
        }
        ReviewAction::Set { fingerprint, verdict, who, note, check } => {
            let (results, materials, _) = super::checked(args, check)?;
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
    let usual = || desk::reviews_file(&materials.config, &materials.root);
    check.desk.reviews.clone().unwrap_or_else(usual)
}

/// Where the verdicts of the desk of this folder are kept.
fn usual() -> anyhow::Result<PathBuf> {
    let Settings { config, root, .. } = settings::here()?;
    Ok(desk::reviews_file(&config, &root))
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
    say(&format!("{count} in {}: exit 0", shown(file)));
    Ok(Outcome::Clean)
}

/// The findings that count and that nobody has judged, with their places in the results.
fn unjudged<'a>(
    results: &'a Results,
    check: &CheckArgs,
    materials: &Materials,
) -> anyhow::Result<Vec<(usize, &'a FindingRecord)>> {
    let decisions = Decisions::read(&check.desk, materials)?;
    let reviews = decisions.reviews.map(|(_, reviews)| reviews).unwrap_or_default();
    let open = |(_, f): &(usize, &FindingRecord)| {
        f.counts() && !reviews.entries.contains_key(&f.fingerprint)
    };
    Ok(results.findings.iter().enumerate().filter(open).collect())
}

/// Shows each finding and asks for a verdict, a line an answer; what is decided is written at once.
fn judge(args: &Args, who: &str, check: &CheckArgs) -> anyhow::Result<Outcome> {
    let (results, materials, _) = super::checked(args, check)?;
    let file = file(check, &materials);
    let mut reviews = existing(&file)?;
    let when = day(check)?;
    let mut answers = std::io::stdin().lines();
    for (index, finding) in unjudged(&results, check, &materials)? {
        super::print(args, &output::finding(&results, index, args.width()))?;
        let Some(answer) = asked(args, &mut answers)? else { break };
        let Some((verdict, note)) = answer else { continue };
        reviews.set(Review {
            who: Some(who.to_owned()),
            when: Some(when),
            notes: (!note.is_empty()).then_some(note),
            ..Review::of(&results, finding, verdict)
        });
        outputs::write(&file, &reviews.to_toml())?;
    }
    write(&file, &reviews)
}

/// A verdict with its note; none where the finding is passed over, and nothing at all at the end.
type Answer = Option<Option<(Verdict, String)>>;

fn asked(
    args: &Args,
    answers: &mut impl Iterator<Item = std::io::Result<String>>,
) -> anyhow::Result<Answer> {
    const ASK: &str = "1 confirmed, 2 false alarm, 3 fix the draft, 4 needs a source, s skip, q quit; \
                       a note may follow: ";
    loop {
        super::print(args, ASK)?;
        let Some(line) = answers.next().transpose()? else { return Ok(None) };
        let (key, note) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        let verdict = match key {
            "1" => Verdict::Confirmed,
            "2" => Verdict::FalseAlarm,
            "3" => Verdict::FixDraft,
            "4" => Verdict::NeedsSource,
            "s" => return Ok(Some(None)),
            "q" => return Ok(None),
            _ => continue,
        };
        return Ok(Some(Some((verdict, note.trim().to_owned()))));
    }
}

/// The findings that nobody has judged, each with the command that would.
fn open(args: &Args, check: &CheckArgs) -> anyhow::Result<Outcome> {
    let (results, materials, _) = super::checked(args, check)?;
    let mut page = String::new();
    for (_, finding) in unjudged(&results, check, &materials)? {
        let source = results.source(&finding.source);
        let source = source.map_or(finding.source.as_str(), SourceRecord::path);
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
