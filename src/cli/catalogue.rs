//! What the program knows of itself: rules, configuration, formats.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, bail};
use clap::ValueEnum;
use corroborate::config;
use corroborate::examples::{count, failures};
use corroborate::formats::Format as Input;
use corroborate::rules::{Example, Rules};

use super::args::{Args, ConfigAction, Format, RulesAction};
use super::{Outcome, done, inputs, outputs, say, settings};

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
        RulesAction::Show { name } => done(args, &shown(&rules, name)?),
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
    let mut files = Vec::new();
    for path in &args.rules {
        let name = inputs::shown(path);
        let text = inputs::text_of(path, "the rules")?;
        files.push((name, text));
    }
    let more: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    Rules::with_examples(&more).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", lines.join("\nerror: "))
    })
}

/// The rules of a name with their places and examples.
fn shown(rules: &Rules, name: &str) -> anyhow::Result<String> {
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
                bail!("{}: there is a configuration already", inputs::shown(&path));
            }
            outputs::write(&path, config::TEMPLATE)?;
            say(&format!("{} written: exit 0", inputs::shown(&path)));
            Ok(Outcome::Clean)
        }
        ConfigAction::Schema => done(args, &config::schema()),
        ConfigAction::Show { origin } => {
            let layers = settings::with_bases(&file_for(origin)?)?;
            done(args, &config::show(&config::merge(layers)))
        }
        ConfigAction::Check { path } => {
            let file = file_for(path)?;
            settings::with_bases(&file)?;
            say(&format!("{} is in order: exit 0", inputs::shown(&file)));
            Ok(Outcome::Clean)
        }
    }
}

/// The configuration itself, or the closest one of a draft.
fn file_for(path: &Path) -> anyhow::Result<std::path::PathBuf> {
    if path.is_file() && path.extension().is_some_and(|e| e == "toml") {
        return Ok(path.to_owned());
    }
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let shown = inputs::shown(path);
    settings::closest(folder).with_context(|| format!("{shown}: no corroborate.toml here or above"))
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
