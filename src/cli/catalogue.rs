//! What the program knows of itself: rules, configuration, formats.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::ValueEnum;
use corroborate::config::{self, Config};
use corroborate::desk::baseline::Baseline;
use corroborate::desk::reviews::Reviews;
use corroborate::examples::{count, failures};
use corroborate::formats::Format as Input;
use corroborate::rules::{Example, Rules};

use super::args::{Args, ConfigAction, Format, RulesAction};
use super::names::shown;
use super::{Outcome, compiled, desk, done, inputs, load_rules, outputs, say, settings};

pub(super) fn rules(args: &Args, action: &RulesAction) -> anyhow::Result<Outcome> {
    let rules = with_examples(args)?;
    match action {
        RulesAction::List { kind } => {
            let mut page = String::new();
            let wanted = |k: &str| kind.as_deref().is_none_or(|wanted| wanted == k);
            for (_, place, _) in rules.examples().filter(|(_, p, _)| wanted(&p.kind)) {
                let _ = writeln!(page, "{}  {} \"{}\"", place.link(), place.kind, place.name);
            }
            if page.is_empty() {
                bail!("there is no rule of this kind; `corroborate rules list` has all");
            }
            done(args, &page)
        }
        RulesAction::Show { name } => done(args, &page(&rules, name)?),
        RulesAction::Test => {
            let wrong = failures(&rules);
            let lines: Vec<String> = wrong.iter().map(|f| format!("{f}\n")).collect();
            super::print(args, &corroborate::safe::lines(&lines.concat()))?;
            let outcome = if wrong.is_empty() { Outcome::Clean } else { Outcome::Findings };
            say(&format!(
                "{} of {} examples of {} rules do not hold: exit {}",
                wrong.len(),
                count(&rules),
                rules.examples().count(),
                outcome as u8
            ));
            Ok(outcome)
        }
    }
}

/// The built-in rules and those of `--rules`, with all examples.
fn with_examples(args: &Args) -> anyhow::Result<Rules> {
    compiled(&inputs::rule_files(&args.rules)?, Rules::with_examples)
}

/// The rules of a name with their places and examples.
fn page(rules: &Rules, name: &str) -> anyhow::Result<String> {
    let mut page = String::new();
    for (_, place, examples) in rules.examples().filter(|(_, p, _)| p.name == name) {
        let _ = writeln!(page, "{} \"{}\"  [{}]", place.kind, place.name, place.link());
        for (word, list) in [("yes", &examples.yes), ("no", &examples.no)] {
            for Example { text, other } in list {
                let other = other.as_ref().map(|o| format!(" | {o}")).unwrap_or_default();
                let _ = writeln!(page, "  {word:<3}  {text}{other}");
            }
        }
    }
    if page.is_empty() {
        bail!("there is no rule `{name}`; `corroborate rules list` has all");
    }
    Ok(page)
}

pub(super) fn config(args: &Args, action: &ConfigAction) -> anyhow::Result<Outcome> {
    match action {
        ConfigAction::Init { folder } => {
            let path = folder.join("corroborate.toml");
            if path.exists() {
                bail!("{}: there is a configuration already", shown(&path));
            }
            outputs::write(&path, config::TEMPLATE)?;
            say(&format!("{} written: exit 0", shown(&path)));
            Ok(Outcome::Clean)
        }
        ConfigAction::Schema => done(args, &config::schema()),
        ConfigAction::Show { draft, origin } => {
            let layers = settings::with_bases(&file_for(origin.as_ref().unwrap_or(draft))?)?;
            done(args, &config::show(&config::merge(layers)))
        }
        ConfigAction::Check { path } => {
            let file = file_for(path)?;
            check(args, &config::merge(settings::with_bases(&file)?))?;
            say(&format!("{} is in order: exit 0", shown(&file)));
            Ok(Outcome::Clean)
        }
    }
}

/// Reads the rules, house facts and decisions that a configuration names.
fn check(args: &Args, config: &Config) -> anyhow::Result<()> {
    load_rules(args, &config.rules.paths.paths())?;
    for table in config.knowledge.files.paths() {
        desk::house_table(&table)?;
    }
    let there = |path: &PathBuf| path.exists();
    if let Some(baseline) = config.review.baseline.path().filter(there) {
        desk::parsed(baseline, Baseline::parse)?;
    }
    if let Some(verdicts) = config.review.verdicts.path().filter(there) {
        desk::parsed(verdicts, Reviews::parse)?;
    }
    Ok(())
}

/// The configuration itself, that of the environment, or the closest one of a draft.
fn file_for(path: &Path) -> anyhow::Result<PathBuf> {
    if path.is_file() && path.extension().is_some_and(|e| e == "toml") {
        return Ok(path.to_owned());
    }
    let found = settings::from_environment().or_else(|| settings::closest(path));
    found.with_context(|| format!("{}: no corroborate.toml here or above", shown(path)))
}

/// Every format that is read or written, a line each.
pub(super) fn formats() -> String {
    let mut page = String::from("read:\n");
    for format in Input::ALL {
        let extensions: Vec<String> = format.extensions().iter().map(|e| format!(".{e}")).collect();
        let _ = writeln!(
            page,
            "  {:<14} {} ({})",
            format.name(),
            format.summary(),
            extensions.join(", ")
        );
    }
    page.push_str("  jsonl          one article a line, as records (.jsonl)\n");
    page.push_str("  story.toml     a folder of articles with dates and publishers\nwritten:\n");
    for format in Format::value_variants() {
        if let Some(value) = format.to_possible_value() {
            let about = value.get_help().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(page, "  {:<14} {about}", value.get_name());
        }
    }
    page
}
