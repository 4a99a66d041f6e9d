//! Arguments to files to the pipeline to outputs to an exit code. This alone prints and exits.

mod args;
mod baseline;
mod catalogue;
mod desk;
mod explain;
mod inputs;
mod names;
mod outputs;
mod progress;
mod review;
mod settings;

use std::io::{self, Write};
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::{CommandFactory, Parser};
use corroborate::claim::Mention;
use corroborate::config::Config;
use corroborate::output::Reviewed;
use corroborate::report::{self, Report};
use corroborate::results::{Level, ProblemRecord, Results, State, UNREAD_DATE};
use corroborate::rules::{RuleError, Rules};
use corroborate::{read, reconcile, wire};

use args::{
    Args, ArticleArgs, CheckArgs, Color, Command, CompareArgs, ConfigArgs, Format, JudgingArgs,
    Marked, OutcomeArgs, ReadingArgs,
};
use desk::{Decisions, Materials};
use progress::Progress;

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
    // An error of the program itself is one of the exit codes that are promised, too.
    match std::panic::catch_unwind(AssertUnwindSafe(|| dispatch(&args))) {
        Ok(Ok(outcome)) => return outcome.into(),
        Ok(Err(error)) => say(&format!("error: {error:#}")),
        Err(_) => say("error: the program failed; please report it with what it was given"),
    }
    say("nothing was done: exit 2");
    Outcome::Failed.into()
}

fn dispatch(args: &Args) -> anyhow::Result<Outcome> {
    match &args.command {
        Command::Check(check) => run_check(args, check, (Format::Full, false)),
        Command::Report(check) => run_check(args, check, (Format::Html, true)),
        Command::Compare(compare) => run_compare(args, compare),
        Command::Extract { articles, format, mentions } => {
            extract(args, articles, (*format, *mentions))
        }
        Command::Explain { what, beside, reading } => explain::run(args, what, beside, reading),
        Command::Baseline { action } => baseline::run(args, action),
        Command::Review { action } => review::run(args, action),
        Command::Rules { action } => catalogue::rules(args, action),
        Command::Config { action } => catalogue::config(args, action),
        Command::Formats => done(args, &catalogue::formats()),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "corroborate", &mut script);
            done(args, &String::from_utf8_lossy(&script))
        }
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Args::command()).render(&mut page)?;
            done(args, &String::from_utf8_lossy(&page))
        }
    }
}

/// The built-in rules with those of the command line and more files.
///
/// They live as long as the program: nobody waits for them to be taken apart at its end.
fn load_rules(args: &Args, more: &[PathBuf]) -> anyhow::Result<&'static Rules> {
    let files = inputs::rule_files(&[args.rules.as_slice(), more].concat())?;
    Ok(Box::leak(Box::new(compiled(&files, Rules::built_in_with)?)))
}

/// Rules of some files, each a name and its text, made by a function of [`Rules`].
fn compiled(
    files: &[(String, String)],
    compile: impl FnOnce(&[(&str, &str)]) -> Result<Rules, Vec<RuleError>>,
) -> anyhow::Result<Rules> {
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    compile(&files).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", lines.join("\nerror: "))
    })
}

/// A check, with what it usually prints and whether findings give exit code 0.
fn run_check(
    args: &Args,
    check: &CheckArgs,
    (usual, exit_zero): (Format, bool),
) -> anyhow::Result<Outcome> {
    let format = check.outcome.format(usual)?;
    outputs::distinct(&check.outcome.output)?;
    let (results, _, reviews) = checked(args, check)?;
    let written = |format| outputs::written(&results, &reviews, format, args.width());
    let lost = deliver(args, &check.outcome, &results, format, written);
    let outcome = conclude(&results, &lost, &check.outcome, exit_zero);
    // As with the reports, nobody waits for this.
    std::mem::forget(results);
    Ok(outcome)
}

/// Results to standard output and to files; what could not be written.
fn deliver(
    args: &Args,
    outcome: &OutcomeArgs,
    results: &Results,
    format: Format,
    written: impl Fn(Format) -> String,
) -> Vec<String> {
    let printed = print(args, &written(format)).map_err(|e| format!("standard output: {e:#}"));
    let files = outputs::write_all(&outcome.output, written);
    let summary = job_summary(results, format).map_err(|e| format!("the job summary: {e:#}"));
    printed.err().into_iter().chain(files).chain(summary.err()).collect()
}

/// The results of a check with everything that the desk has decided.
fn checked(args: &Args, check: &CheckArgs) -> anyhow::Result<(Results, Materials, Vec<Reviewed>)> {
    let _progress = Progress::start(args);
    let materials = Materials::gather(check)?;
    let decisions = Decisions::read(&check.desk, &materials)?;
    let rules = load_rules(args, &materials.config.rules.paths.paths())?;
    let mut results = desk::check(&materials, rules, args.threads);
    decisions.apply(&mut results, &materials);
    Ok((results, materials, decisions.reviewed()))
}

fn run_compare(args: &Args, compare: &CompareArgs) -> anyhow::Result<Outcome> {
    let format = compare.outcome.format(Format::Full)?;
    outputs::distinct(&compare.outcome.output)?;
    let ArticleArgs { settings, reading, .. } = &compare.articles;
    let paths = compare.articles.paths()?;
    let Compared { report, results, .. } =
        compared(args, &paths, (settings, compare.judging), &reading.reading())?;
    let written = |format: Format| of_sources(&report, &results, format, args.width());
    let lost = deliver(args, &compare.outcome, &results, format, written);
    Ok(conclude(&results, &lost, &compare.outcome, false))
}

/// Articles held against one another.
struct Compared {
    rules: &'static Rules,
    report: Report,
    results: Results,
}

fn compared(
    args: &Args,
    paths: &[PathBuf],
    (settings, judging): (&ConfigArgs, JudgingArgs),
    reading: &inputs::Reading,
) -> anyhow::Result<Compared> {
    let _progress = Progress::start(args);
    let (mut config, gathered) = desk::articles(paths, settings, reading)?;
    judging.overrule(&mut config);
    let rules = load_rules(args, &config.rules.paths.paths())?;
    let sources = inputs::sources(&gathered.inputs);
    let report = reconcile(sources, rules, config.rules.reading.value, args.threads);
    let mut results = corroborate::results(&report, rules);
    desk::tell_paths(&mut results, &gathered.inputs, &names::Root::here());
    results.problems = gathered.problems;
    Ok(Compared { rules, report, results })
}

/// What sources say beside one another: every fact, not only what is wrong with one of them.
fn of_sources(report: &Report, results: &Results, format: Format, width: usize) -> String {
    match format {
        Format::Full => report::terminal(report, width),
        Format::Markdown => report::markdown(report),
        other => outputs::written(results, &[], other, width),
    }
}

fn extract(
    args: &Args,
    articles: &ArticleArgs,
    (format, all): (Marked, bool),
) -> anyhow::Result<Outcome> {
    let progress = Progress::start(args);
    let reading = articles.reading.reading();
    let (config, gathered) = desk::articles(&articles.paths()?, &articles.settings, &reading)?;
    let rules = load_rules(args, &config.rules.paths.paths())?;
    let (ledger, mentions) = read(inputs::sources(&gathered.inputs), rules, args.threads);
    drop(progress);
    let shown = match format {
        Marked::Jsonl if all => wire::mentions(&ledger, &mentions, rules),
        Marked::Jsonl => wire::claims(&ledger, rules),
        Marked::Terminal => report::marked_text(&ledger, &shown(mentions, all), rules),
    };
    print(args, &shown)?;
    tell_guesses(ledger.documents.iter().map(|d| (d.source.name.as_str(), d.source.encoding)));
    let undated = ledger.documents.iter().map(|d| &d.source).filter(|s| s.published.is_none());
    for source in undated {
        let dates = source.dropped.iter().filter(|d| d.what == UNREAD_DATE);
        dates.for_each(|date| tell_date(&source.name, date.line, &date.words));
    }
    let outcome = report_problems(&gathered.problems);
    let (count, documents) = (ledger.claims.len(), ledger.documents.len());
    let unread = unread(&gathered.problems);
    say(&format!(
        "{} in {}{unread}: exit {}",
        number(count, "claim"),
        number(documents, "document"),
        outcome as u8
    ));
    Ok(outcome)
}

/// All mentions, or only those that assert something.
fn shown(mut mentions: Vec<Vec<Mention>>, all: bool) -> Vec<Vec<Mention>> {
    for found in &mut mentions {
        found.retain(|m| all || m.idle.is_none());
    }
    mentions
}

/// Prints what was asked for, and nothing else is left to do.
fn done(args: &Args, text: &str) -> anyhow::Result<Outcome> {
    print(args, text)?;
    Ok(Outcome::Clean)
}

fn print(args: &Args, text: &str) -> anyhow::Result<()> {
    let choice = match args.color {
        // Nothing is coloured: the stream need not look for colours to take out.
        _ if !text.contains(ESCAPE) => ColorChoice::AlwaysAnsi,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
        Color::Auto if is_forced() => ColorChoice::Always,
        Color::Auto => AutoStream::choice(&io::stdout()),
    };
    let mut out = AutoStream::new(io::stdout(), choice);
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads has seen enough; the rest of the job is done all the same.
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// What every colour begins with.
pub(crate) const ESCAPE: char = '\u{1b}';

/// Whether the environment asks for colour where nobody forbids it. `NO_COLOR`, `CLICOLOR_FORCE`
/// and `TERM=dumb` are the stream's own business.
fn is_forced() -> bool {
    variable("NO_COLOR").is_none() && variable("FORCE_COLOR").is_some_and(|v| v != "0")
}

/// A variable of the environment that is set and not empty.
#[allow(clippy::disallowed_methods)] // the environment belongs here
fn variable(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|v| !v.is_empty())
}

impl OutcomeArgs {
    /// What goes to standard output: as asked, else as the environment says, else as usual.
    fn format(&self, usual: Format) -> anyhow::Result<Format> {
        let set = || variable("CORROBORATE_FORMAT").map(|v| v.to_string_lossy().into_owned());
        match (self.format, set()) {
            (Some(format), _) => Ok(format),
            (None, None) => Ok(usual),
            (None, Some(name)) => clap::ValueEnum::from_str(&name, true)
                .map_err(|_| anyhow::anyhow!("CORROBORATE_FORMAT: there is no format `{name}`")),
        }
    }
}

impl ArticleArgs {
    /// The articles of the list, then those of the command line.
    fn paths(&self) -> anyhow::Result<Vec<PathBuf>> {
        let mut paths = desk::listed(self.reading.files_from.as_deref())?;
        paths.extend(self.paths.iter().cloned());
        Ok(paths)
    }
}

impl JudgingArgs {
    /// What the command line says outranks the configuration.
    fn overrule(self, config: &mut Config) {
        if let Some(taken) = self.reading {
            config.rules.reading.value = taken.into();
        }
    }
}

impl ReadingArgs {
    /// How inputs are read.
    fn reading(&self) -> inputs::Reading {
        inputs::Reading {
            stdin_name: self.stdin_filename.clone(),
            converters: self.preprocess.clone(),
        }
    }
}

/// Where GitHub wants a job's summary, if its annotations are printed; elsewhere under GitHub, a
/// hint that there are some.
fn job_summary(results: &Results, format: Format) -> anyhow::Result<()> {
    match (format, variable("GITHUB_STEP_SUMMARY")) {
        (Format::Github, Some(path)) => {
            let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path)?;
            file.write_all(corroborate::output::job_summary(results).as_bytes())?;
        }
        (Format::Full | Format::Concise | Format::Grouped, Some(_)) => {
            say("hint: --format github shows findings on the lines of a pull request");
        }
        _ => {}
    }
    Ok(())
}

/// Says which encodings had to be guessed: nobody else would notice a wrong letter.
fn tell_guesses<'a>(sources: impl Iterator<Item = (&'a str, Option<&'a str>)>) {
    for (name, encoding) in sources.filter_map(|(name, e)| Some((name, e?))) {
        say(&format!("note: {name}: not UTF-8; read as {encoding}, which is a guess"));
    }
}

/// Says that no date of an article can be read: "last year" may be any year in it.
fn tell_date(path: &str, line: usize, words: &str) {
    say(&format!(
        "warning: {path}:{line}: the date of publication can't be read: {words}; write it as \
         2025-11-03"
    ));
}

/// Says which sources have dates that can't be read. Of drafts that is a finding.
fn tell_dates(results: &Results) {
    for source in results.sources.iter().filter(|s| !s.draft && s.published.is_none()) {
        let dates = source.dropped.iter().filter(|d| d.what == UNREAD_DATE);
        dates.for_each(|date| tell_date(source.path(), date.line, &date.words));
    }
}

/// Says what could not be read; without a problem the run is clean so far.
fn report_problems(problems: &[ProblemRecord]) -> Outcome {
    for ProblemRecord { path, line, message } in problems {
        let line = line.map(|l| format!(":{l}")).unwrap_or_default();
        say(&format!("error: {path}{line}: {message}"));
    }
    if problems.is_empty() { Outcome::Clean } else { Outcome::Failed }
}

/// Problems, and the last line: what was found and why the exit code is what it is.
fn conclude(results: &Results, lost: &[String], outcome: &OutcomeArgs, exit_zero: bool) -> Outcome {
    tell_guesses(results.sources.iter().map(|s| (s.path(), s.encoding.as_deref())));
    tell_dates(results);
    let read = report_problems(&results.problems);
    for lost in lost {
        say(&format!("error: {lost}"));
    }
    let delivered = if lost.is_empty() { Outcome::Clean } else { Outcome::Failed };
    let least: Option<Level> = outcome.fail_on.into();
    let counting = |f: &&corroborate::results::FindingRecord| f.counts();
    let fails = |least: Level| results.findings.iter().filter(counting).any(|f| f.level() >= least);
    let failing = !(exit_zero || outcome.exit_zero) && least.is_some_and(fails);
    let found = if failing { Outcome::Findings } else { Outcome::Clean };
    let ended = read.max(delivered).max(found);
    let counted: Vec<String> = [Level::Error, Level::Warning, Level::Note]
        .iter()
        .zip(results.counts())
        .map(|(level, n)| number(n, level.name()))
        .collect();
    let (unread, unwritten) = (unread(&results.problems), unwritten(lost));
    let scope = scope(results);
    say(&format!("{} {scope}{unread}{unwritten}: exit {}", counted.join(", "), ended as u8));
    ended
}

/// `in 2 drafts (12 facts agree, 4 in the baseline)`, or `in 31 facts of 4 sources`
fn scope(results: &Results) -> String {
    let drafts = results.sources.iter().filter(|s| s.draft).count();
    let facts = results.facts.len();
    if results.command == "compare" {
        return format!(
            "in {} of {}",
            number(facts, "fact"),
            number(results.sources.len(), "source")
        );
    }
    let silenced = |state| results.findings.iter().filter(|f| f.state == state).count();
    let states = [
        (silenced(State::Baseline), "in the baseline"),
        (silenced(State::Suppressed), "suppressed"),
        (silenced(State::Reviewed), "silenced by a verdict"),
        (silenced(State::Unchanged), "on unchanged lines"),
    ];
    let agreed = results.facts_with("agree");
    let verb = if agreed == 1 { "agrees" } else { "agree" };
    let aside: Vec<String> = std::iter::once(format!("{} {verb}", number(agreed, "fact")))
        .chain(states.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")))
        .collect();
    format!("in {} ({})", number(drafts, "draft"), aside.join(", "))
}

/// `1 draft`, `2 drafts`
fn number(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn unread(problems: &[ProblemRecord]) -> String {
    match problems.len() {
        0 => String::new(),
        1 => "; 1 input could not be read".to_owned(),
        n => format!("; {n} inputs could not be read"),
    }
}

fn unwritten(lost: &[String]) -> String {
    match lost.len() {
        0 => String::new(),
        n => format!("; {} could not be written", number(n, "output")),
    }
}

/// Everything that is no result goes to stderr; if nobody reads it, so be it. What stands in paths
/// and messages can't act on the terminal.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{}", corroborate::safe::lines(line));
}
