//! `corroborate baseline`: the file of findings that are known and left alone.

use std::path::PathBuf;

use anyhow::{Context, bail};
use corroborate::desk::baseline::Baseline;

use super::args::{Args, BaselineAction, CheckArgs};
use super::desk::{self, Decisions, Materials, parsed};
use super::names::shown;
use super::progress::Progress;
use super::settings::{self, Settings};
use super::{Outcome, done, load_rules, outputs, report_problems, say};

/// What is done to a baseline.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Create,
    Update,
    Prune,
}

pub(super) fn run(args: &Args, action: &BaselineAction) -> anyhow::Result<Outcome> {
    match action {
        BaselineAction::Create(check) => change(args, check, Change::Create),
        BaselineAction::Update(check) => change(args, check, Change::Update),
        BaselineAction::Prune(check) => change(args, check, Change::Prune),
        BaselineAction::List { file } => list(args, file.clone().map_or_else(usual, Ok)?),
    }
}

/// Where the baseline of the desk of this folder is.
fn usual() -> anyhow::Result<PathBuf> {
    let Settings { config, root, .. } = settings::here()?;
    Ok(desk::baseline_file(&config, &root))
}

fn list(args: &Args, file: PathBuf) -> anyhow::Result<Outcome> {
    let (_, baseline) = parsed(file, Baseline::parse)?;
    done(args, &baseline.to_toml())
}

fn change(args: &Args, check: &CheckArgs, change: Change) -> anyhow::Result<Outcome> {
    let progress = Progress::start(args);
    let materials = Materials::gather(check)?;
    let usual = || desk::baseline_file(&materials.config, &materials.root);
    let path = check.desk.baseline.clone().unwrap_or_else(usual);
    if change == Change::Create && path.exists() {
        bail!("{}: there is a baseline already; update or prune it", shown(&path));
    }
    let previous = match change {
        Change::Create => None,
        Change::Update | Change::Prune => Some(parsed(path.clone(), Baseline::parse)?.1),
    };
    let rules = load_rules(args, &materials.config.rules.paths.paths())?;
    let mut results = desk::check(&materials, rules, args.threads);
    let mut decisions = Decisions::read(&check.desk, &materials)?;
    decisions.baseline = None;
    decisions.apply(&mut results, &materials);
    drop(progress);
    let today = check
        .desk
        .today
        .map_or_else(desk::today, |day| Ok(Some(day)))?
        .context("the day could not be read")?;
    let new = match (change, &previous) {
        (Change::Prune, Some(previous)) => previous.pruned(&results),
        (_, Some(previous)) => {
            Baseline::of(&results, Some(previous), today).with_others(&results, previous)
        }
        (_, None) => Baseline::of(&results, None, today),
    };
    let outcome = report_problems(&results.problems);
    if outcome != Outcome::Clean {
        bail!("{} is left as it is: not everything could be read", shown(&path));
    }
    outputs::write(&path, &new.to_toml())?;
    let entries = super::number(new.entries.len(), "finding");
    say(&format!("{entries} in {}: exit {}", shown(&path), outcome as u8));
    Ok(outcome)
}
