//! Arguments to files to the pipeline to outputs to an exit code. This alone prints and exits.

mod args;
mod inputs;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use anyhow::{Context, bail};
use clap::Parser;
use corroborate::claim::Mention;
use corroborate::id::ClaimId;
use corroborate::report::{self, Level, Report};
use corroborate::rules::Rules;
use corroborate::{read, reconcile, wire};

use args::{Args, Color, Command, Format, Inputs};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing to settle.
    Clean,
    /// Findings at or above the level that fails.
    Findings,
    /// Not the whole job was done.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

/// Runs the program.
pub(crate) fn run() -> ExitCode {
    let args = Args::parse();
    match dispatch(&args) {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            if is_closed_pipe(&error) {
                return ExitCode::SUCCESS;
            }
            let _ = writeln!(io::stderr(), "error: {error:#}: exit 2");
            Outcome::Failed.into()
        }
    }
}

/// Whoever reads our output has gone: no error of ours.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<io::Error>();
    io.is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

fn dispatch(args: &Args) -> anyhow::Result<Outcome> {
    let rules = load_rules(args)?;
    match &args.command {
        Command::Compare { inputs, fail_on } => compare(args, inputs, (*fail_on).into(), &rules),
        Command::Extract { inputs, mentions } => extract(args, inputs, *mentions, &rules),
        Command::Explain { what } => explain(args, what, &rules),
    }
}

fn load_rules(args: &Args) -> anyhow::Result<Rules> {
    let mut files = Vec::new();
    for path in &args.rules {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        files.push((path.display().to_string(), text));
    }
    let more: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let rules = Rules::built_in_with(&more);
    rules.map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", lines.join("\nerror: "))
    })
}

fn compare(
    args: &Args,
    inputs: &Inputs,
    fail_on: Option<Level>,
    rules: &Rules,
) -> anyhow::Result<Outcome> {
    let gathered = inputs::gather(&inputs.paths);
    let report = reconcile(gathered.sources, rules, args.threads);
    let shown = match inputs.format {
        Format::Terminal => report::terminal(&report, args.width()),
        Format::Markdown => report::markdown(&report),
        Format::Jsonl => wire::report(&report, rules),
    };
    print(args, &shown)?;
    Ok(conclude(&report, &gathered.problems, fail_on))
}

fn extract(args: &Args, inputs: &Inputs, all: bool, rules: &Rules) -> anyhow::Result<Outcome> {
    let gathered = inputs::gather(&inputs.paths);
    let (ledger, mentions) = read(gathered.sources, rules, args.threads);
    let shown = match inputs.format {
        Format::Jsonl if all => wire::mentions(&ledger, &mentions, rules),
        Format::Jsonl => wire::claims(&ledger, rules),
        Format::Terminal => report::marked_text(&ledger, &shown(mentions, all), rules),
        Format::Markdown => bail!("extract has no Markdown output; use --format terminal or jsonl"),
    };
    print(args, &shown)?;
    let outcome = report_problems(&gathered.problems);
    let count = ledger.claims.len();
    let documents = ledger.documents.len();
    say(&format!(
        "{count} claims in {documents} documents{}: exit {}",
        unread(&gathered.problems),
        outcome as u8
    ));
    Ok(outcome)
}

fn explain(args: &Args, what: &[String], rules: &Rules) -> anyhow::Result<Outcome> {
    let is_path = |w: &String| !is_name(w);
    let (names, paths) = what.split_at(what.iter().position(is_path).unwrap_or(what.len()));
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let gathered = inputs::gather(&paths);
    let report = reconcile(gathered.sources, rules, args.threads);
    print(args, &explanation(&report, names, rules)?)?;
    let outcome = report_problems(&gathered.problems);
    let documents = report.ledger.documents.len();
    let unread = unread(&gathered.problems);
    say(&format!("explained from {documents} sources{unread}: exit {}", outcome as u8));
    Ok(outcome)
}

/// Whether a word names a fact or claim: `f1`, `c12`.
fn is_name(word: &str) -> bool {
    let digits = word.strip_prefix(['f', 'c']).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

fn explanation(report: &Report, names: &[String], rules: &Rules) -> anyhow::Result<String> {
    let known = || {
        let (facts, claims) = (report.facts.len(), report.ledger.claims.len());
        format!("there are f1 to f{facts} and c1 to c{claims}")
    };
    let claim = |name: &String| {
        claim_named(report, name).with_context(|| format!("there is no `{name}` here; {}", known()))
    };
    match names {
        [a, b] => Ok(report::explain_pair(report, claim(a)?, claim(b)?, rules)),
        [name] if name.starts_with('c') => Ok(report::explain_claim(report, claim(name)?, rules)),
        [name] => {
            let fact = report.facts.iter().find(|f| f.name() == *name);
            let fact = fact.with_context(|| format!("there is no `{name}` here; {}", known()))?;
            Ok(report::explain_fact(report, fact, rules))
        }
        _ => bail!("explain takes a fact (f1), a claim (c1) or two claims (c1 c2), then paths"),
    }
}

/// All mentions, or only those that assert something.
fn shown(mut mentions: Vec<Vec<Mention>>, all: bool) -> Vec<Vec<Mention>> {
    for found in &mut mentions {
        found.retain(|m| all || m.idle.is_none());
    }
    mentions
}

fn claim_named(report: &Report, name: &str) -> Option<ClaimId> {
    let number: usize = name.strip_prefix('c')?.parse().ok()?;
    let id = ClaimId::from_index(number.checked_sub(1)?);
    report.ledger.claim(id).map(|_| id)
}

fn print(args: &Args, text: &str) -> anyhow::Result<()> {
    let choice = match args.color {
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
        Color::Auto if is_forced() => ColorChoice::Always,
        Color::Auto => AutoStream::choice(&io::stdout()),
    };
    let mut out = AutoStream::new(io::stdout(), choice);
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Whether the environment asks for colour where nobody forbids it. `NO_COLOR`, `CLICOLOR_FORCE`
/// and `TERM=dumb` are the stream's own business.
#[allow(clippy::disallowed_methods)] // the environment belongs here
fn is_forced() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty());
    set("NO_COLOR").is_none() && set("FORCE_COLOR").is_some_and(|v| v != "0")
}

/// Says what could not be read; without a problem the run is clean so far.
fn report_problems(problems: &[String]) -> Outcome {
    for problem in problems {
        say(&format!("error: {problem}"));
    }
    if problems.is_empty() { Outcome::Clean } else { Outcome::Failed }
}

/// Problems, and the last line: what was found and why the exit code is what it is.
fn conclude(report: &Report, problems: &[String], fail_on: Option<Level>) -> Outcome {
    let read = report_problems(problems);
    let count = |level: Level| report.findings.iter().filter(|f| f.level == level).count();
    let failing = fail_on.is_some_and(|least| report.findings.iter().any(|f| f.level >= least));
    let outcome = read.max(if failing { Outcome::Findings } else { Outcome::Clean });
    let named = |level: Level| {
        let n = count(level);
        format!("{n} {}{}", level.name(), if n == 1 { "" } else { "s" })
    };
    say(&format!(
        "{}, {}, {} in {} facts of {} sources{}: exit {}",
        named(Level::Error),
        named(Level::Warning),
        named(Level::Note),
        report.facts.len(),
        report.ledger.documents.len(),
        unread(problems),
        outcome as u8
    ));
    outcome
}

fn unread(problems: &[String]) -> String {
    match problems.len() {
        0 => String::new(),
        1 => "; 1 input could not be read".to_owned(),
        n => format!("; {n} inputs could not be read"),
    }
}

/// Everything that is no result goes to stderr; if nobody reads it, so be it.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
