//! A check from its arguments to its results: what is read, and what the desk has decided.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use corroborate::config::{Config, Known, Pin, Suppress, known_table};
use corroborate::desk::baseline::Baseline;
use corroborate::desk::changed::{self, Changes};
use corroborate::desk::reviews::Reviews;
use corroborate::desk::suppress::{self, Listed, Policy};
use corroborate::desk::{self, FileError};
use corroborate::formats::{self, Format};
use corroborate::output::Reviewed;
use corroborate::report::Report;
use corroborate::results::{ProblemRecord, Results};
use corroborate::rules::Rules;
use corroborate::text::{KNOWN, Source};
use corroborate::{codes, results};
use jiff::civil::Date;

use super::args::{BesideArgs, CheckArgs, ConfigArgs, DeskArgs};
use super::inputs::{self, Gathered, Input, Reading};
use super::names::{self, Root, shown};
use super::settings::{self, Settings};

/// Everything that a check reads before it looks at a word.
pub(crate) struct Materials {
    pub(crate) config: Config,
    pub(crate) root: Root,
    pub(crate) drafts: Vec<Input>,
    /// The sources, and what the house knows.
    pub(crate) sources: Vec<Input>,
    pub(crate) problems: Vec<ProblemRecord>,
    /// Whether all drafts of the configuration are checked.
    all: bool,
}

impl Materials {
    /// Reads the configuration, then drafts, sources and house facts.
    pub(crate) fn gather(args: &CheckArgs) -> anyhow::Result<Self> {
        let mut paths = listed(args.reading.files_from.as_deref())?;
        paths.extend(args.drafts.iter().cloned());
        let reading = args.reading.reading();
        let place = settings::place_of(&paths, reading.stdin_name.as_deref());
        let settings = settings::of(&args.beside.settings, Some(&args.desk), &place)?;
        Self::of(paths, &args.beside, settings, &reading)
    }

    /// Reads drafts, sources and house facts.
    pub(crate) fn of(
        mut paths: Vec<PathBuf>,
        beside: &BesideArgs,
        settings: Settings,
        reading: &Reading,
    ) -> anyhow::Result<Self> {
        let Settings { mut config, root, closest_of } = settings;
        beside.judging.overrule(&mut config);
        let all = paths.is_empty();
        if all {
            paths = included(&config.drafts.include, &config.drafts.exclude)?;
        }
        if paths.is_empty() {
            bail!(
                "no draft: name one, or say in the configuration which files are drafts ([drafts] include)"
            );
        }
        let mut drafts = inputs::gather(&paths, reading, &root);
        if let Some(place) = closest_of {
            one_configuration(&mut drafts, &place);
        }
        let sources = sources(beside, (&config, &root), reading, &mut drafts)?;
        if sources.inputs.is_empty() && sources.problems.is_empty() {
            bail!(no_source(beside));
        }
        let problems = drafts.problems.into_iter().chain(sources.problems).collect();
        let mut drafts = drafts.inputs;
        for draft in &mut drafts {
            draft.source.draft = true;
        }
        Ok(Self { config, root, drafts, sources: sources.inputs, problems, all })
    }

    /// Drafts, sources and house facts.
    fn inputs(&self) -> impl Iterator<Item = &Input> {
        self.drafts.iter().chain(&self.sources)
    }

    /// The articles of each file by its name: what they are called, and whether the lines of the file
    /// are not theirs.
    fn articles(&self) -> BTreeMap<String, Vec<(String, bool)>> {
        let mut articles: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
        for Input { source, file, part } in self.inputs() {
            articles.entry(self.root.name(file)).or_default().push((source.name.clone(), *part));
        }
        articles
    }
}

/// Articles without a draft among them, and the configuration that tells what is known of them. They
/// are named as seen from where the program runs: nothing is ever decided about them.
pub(crate) fn articles(
    paths: &[PathBuf],
    settings: &ConfigArgs,
    reading: &Reading,
) -> anyhow::Result<(Config, Gathered)> {
    let place = settings::place_of(paths, reading.stdin_name.as_deref());
    let Settings { config, .. } = settings::of(settings, None, &place)?;
    let root = Root::here();
    let mut gathered = inputs::gather(paths, reading, &root);
    pin(&mut gathered.inputs, &config, &root);
    Ok((config, gathered.without_twins(BTreeSet::new())))
}

fn no_source(beside: &BesideArgs) -> &'static str {
    if beside.against.is_empty() {
        "no source to hold the draft against: name some with --against, or say in the configuration which files are sources ([sources] include)"
    } else {
        "no source to hold the draft against: what --against names are the drafts themselves"
    }
}

/// The paths of a file, one a line.
pub(crate) fn listed(file: Option<&Path>) -> anyhow::Result<Vec<PathBuf>> {
    let Some(file) = file else { return Ok(Vec::new()) };
    let text = if file == Path::new("-") {
        std::io::read_to_string(std::io::stdin())?
    } else {
        inputs::text_of(file, "the list of paths")?
    };
    Ok(text.lines().filter(|l| !l.trim().is_empty()).map(PathBuf::from).collect())
}

type Globs = corroborate::config::Setting<Vec<String>>;

/// The files that the globs of a configuration name.
fn included(include: &Globs, exclude: &Globs) -> anyhow::Result<Vec<PathBuf>> {
    let Some(place) = &include.place else { return Ok(Vec::new()) };
    let mut paths = Vec::new();
    let mut idle = Vec::new();
    for pattern in &include.value {
        let found = inputs::matching(place.folder(), pattern, &exclude.value);
        let found = found.with_context(|| place.to_string())?;
        if found.is_empty() {
            idle.push(pattern.as_str());
        }
        paths.extend(found);
    }
    if paths.is_empty() && !include.value.is_empty() {
        bail!("{place}: no file matches {}", include.value.join(", "));
    }
    for pattern in idle {
        super::say(&format!("warning: {place}: no file matches {pattern}"));
    }
    Ok(paths)
}

/// One run has one configuration: a draft that another one holds for is not checked.
fn one_configuration(drafts: &mut Gathered, place: &Path) {
    let own = settings::closest(place);
    let (kept, others): (Vec<_>, Vec<_>) = std::mem::take(&mut drafts.inputs)
        .into_iter()
        .partition(|draft| !draft.file.is_file() || settings::closest(&draft.file) == own);
    drafts.inputs = kept;
    for other in others {
        drafts.problem(
            &other.file,
            "another configuration holds for this draft; check it in a run of its own",
        );
    }
}

/// The sources of the command line, else of the configuration, those of a story among the drafts, and
/// what the house knows.
fn sources(
    beside: &BesideArgs,
    (config, root): (&Config, &Root),
    reading: &Reading,
    drafts: &mut Gathered,
) -> anyhow::Result<Gathered> {
    let told = drafts.without_others();
    let paths = if beside.against.is_empty() {
        included(&config.sources.include, &config.sources.exclude)?
    } else {
        beside.against.clone()
    };
    let mut sources = inputs::gather(&paths, reading, root);
    // A draft does not testify for itself, nor one of its story's sources twice.
    let key = |i: &Input| (i.source.name.clone(), names::full(&i.file));
    let known: BTreeSet<(String, PathBuf)> = drafts.inputs.iter().chain(&told).map(key).collect();
    sources.inputs.retain(|source| !known.contains(&key(source)));
    sources.inputs.extend(told);
    pin(&mut sources.inputs, config, root);
    sources.inputs.extend(house_facts(beside, config, root)?);
    let taken = drafts.inputs.iter().map(|draft| draft.source.name.clone()).collect();
    Ok(sources.without_twins(taken))
}

/// What the configuration knows of sources outranks what they say of themselves.
fn pin(inputs: &mut [Input], config: &Config, root: &Root) {
    let mut pins: BTreeMap<String, Vec<&Pin>> = BTreeMap::new();
    for pin in &config.sources.pins {
        let path = pin.place.path(&pin.path);
        if !path.exists() {
            let path = shown(&path);
            super::say(&format!("warning: {}: there is no file {path} to pin", pin.place));
        }
        pins.entry(root.name(&path)).or_default().push(pin);
    }
    for Input { source, .. } in inputs {
        for pin in pins.get(&source.name).into_iter().flatten() {
            apply(source, pin);
        }
    }
}

fn apply(source: &mut Source, pin: &Pin) {
    let Source { title, publisher, url, published, story, .. } = source;
    for (field, known) in [
        (title, &pin.title),
        (publisher, &pin.publisher),
        (url, &pin.url),
        (published, &pin.published),
        (story, &pin.story),
    ] {
        if known.is_some() {
            field.clone_from(known);
        }
    }
    source.trust = pin.trust.name();
    if let Some(id) = &pin.id {
        source.name.clone_from(id);
    }
}

/// The facts that the house knows: those of the configuration, then those of tables.
fn house_facts(beside: &BesideArgs, config: &Config, root: &Root) -> anyhow::Result<Vec<Input>> {
    let mut facts = config.known.clone();
    let tables = config.knowledge.files.paths().into_iter().chain(beside.known.iter().cloned());
    let mut seen = BTreeSet::new();
    for table in tables.filter(|table| seen.insert(names::full(table))) {
        facts.extend(house_table(&table)?);
    }
    Ok(facts.iter().map(|known| house_fact(known, root)).collect())
}

/// The facts of a table. Spreadsheets write it in other encodings than UTF-8 too.
pub(crate) fn house_table(table: &Path) -> anyhow::Result<Vec<Known>> {
    const ROLE: &str = "the table of known facts";
    let name = shown(table);
    let bytes = fs::read(table).map_err(|e| inputs::unread(table, ROLE, &e))?;
    let is_text = ["csv", "toml"].iter().any(|e| inputs::has_extension(table, e));
    let read = if is_text { formats::decode(&bytes) } else { Ok((String::new(), None)) };
    let (text, encoding) = read.map_err(|e| anyhow::anyhow!("{ROLE} {name}: {e}"))?;
    super::tell_guesses(std::iter::once((name.as_str(), encoding)));
    known_table(&name, &text).map_err(|e| settings::all(&e))
}

/// A house fact as a source: its name is its place, in the table or the configuration.
fn house_fact(known: &Known, root: &Root) -> Input {
    let place = &known.place;
    let file = PathBuf::from(&*place.file);
    let name = if place.is_in_file() {
        format!("{}:{}", root.name(&file), place.line)
    } else {
        place.to_string()
    };
    let source = Source {
        name,
        title: Some(match &known.evidence {
            Some(evidence) => format!("what the house knows ({evidence})"),
            None => "what the house knows".to_owned(),
        }),
        published: known.as_of.clone(),
        format: KNOWN,
        text: known.says.clone(),
        ..Source::default()
    };
    Input { source, file, part: true }
}

/// The results of a check, before anybody has decided anything.
pub(crate) fn check(materials: &Materials, rules: &Rules, threads: usize) -> Results {
    let (reports, results) = reports(materials, rules, threads);
    // The program ends soon: nobody waits until all that was read is taken apart.
    std::mem::forget(reports);
    results
}

/// The report of each draft, and the results of all.
pub(crate) fn reports(
    materials: &Materials,
    rules: &Rules,
    threads: usize,
) -> (Vec<Report>, Results) {
    let tolerances = &materials.config.rules.tolerance;
    // Dates of any grain have one tolerance.
    let key = |kind: &str| if kind == "date_range" { "date" } else { kind }.to_owned();
    let of_kind = |kind: &str| tolerances.get(key(kind).as_str()).map(|t| t.value.into());
    let (drafts, sources) = (&materials.drafts, &materials.sources);
    let (drafts, sources) = (inputs::sources(drafts), inputs::sources(sources));
    let reading = materials.config.rules.reading.value;
    let reports = corroborate::check_reports((drafts, sources), rules, reading, threads);
    let mut results = corroborate::check_results(&reports, rules, &of_kind);
    results.problems.clone_from(&materials.problems);
    for inputs in [&materials.sources, &materials.drafts] {
        tell_paths(&mut results, inputs, &materials.root);
    }
    (reports, results)
}

/// Says where the files of articles are, as seen from where the program runs, if that is not what
/// they are called.
pub(crate) fn tell_paths(results: &mut Results, inputs: &[Input], root: &Root) {
    let paths = inputs.iter().filter_map(|i| Some((&i.source.name, path(i, root)?)));
    let mut paths: BTreeMap<&String, String> = paths.collect();
    for source in &mut results.sources {
        source.path = source.path.take().or_else(|| paths.remove(&source.name));
    }
}

fn path(Input { source, file, part }: &Input, root: &Root) -> Option<String> {
    let path = match source.name.strip_prefix(&root.name(file)) {
        Some("") => shown(file),
        // The line of a house fact.
        Some(line) if source.format == KNOWN => shown(file) + line,
        _ if *part => return None,
        _ => shown(file),
    };
    (path != source.name).then_some(path)
}

/// Where the baseline is, unless an argument says otherwise.
pub(crate) fn baseline_file(config: &Config, root: &Root) -> PathBuf {
    let usual = || root.folder().join(".corroborate/baseline.toml");
    config.review.baseline.path().unwrap_or_else(usual)
}

/// Where the verdicts are, unless an argument says otherwise.
pub(crate) fn reviews_file(config: &Config, root: &Root) -> PathBuf {
    let usual = || root.folder().join(".corroborate/reviews.toml");
    config.review.verdicts.path().unwrap_or_else(usual)
}

/// What is laid over the results of a check.
pub(crate) struct Decisions {
    pub(crate) baseline: Option<(PathBuf, Baseline)>,
    pub(crate) reviews: Option<(PathBuf, Reviews)>,
    changes: Option<(Changes, changed::Scope)>,
    today: Option<Date>,
    strict: bool,
}

impl Decisions {
    /// Reads the baseline, the verdicts and the diff.
    pub(crate) fn read(args: &DeskArgs, materials: &Materials) -> anyhow::Result<Self> {
        let Materials { config, root, .. } = materials;
        let baseline = args.baseline.clone().unwrap_or_else(|| baseline_file(config, root));
        let baseline = Some(baseline).filter(|p| args.baseline.is_some() || p.exists());
        let baseline = baseline.filter(|_| !args.no_baseline);
        let reviews = args.reviews.clone().unwrap_or_else(|| reviews_file(config, root));
        let reviews = Some(reviews).filter(|p| args.reviews.is_some() || p.exists());
        let changes = args.diff.as_deref().map(|diff| changes(diff, materials)).transpose()?;
        Ok(Self {
            baseline: baseline.map(|p| parsed(p, Baseline::parse)).transpose()?,
            reviews: reviews.map(|p| parsed(p, Reviews::parse)).transpose()?,
            changes: changes.map(|c| (c, args.diff_mode.into())),
            today: args.today.map_or_else(today, |day| Ok(Some(day)))?,
            strict: args.strict_baseline,
        })
    }

    /// What people decided, as outputs have it.
    pub(crate) fn reviewed(&self) -> Vec<Reviewed> {
        let entries = self.reviews.iter().flat_map(|(_, reviews)| reviews.entries.values());
        let reviewed = entries.map(|review| Reviewed {
            fingerprint: review.fingerprint.clone(),
            verdict: review.verdict.name().to_owned(),
            who: review.who.clone(),
            when: review.when.map(|day| day.to_string()),
            notes: review.notes.clone(),
        });
        reviewed.collect()
    }

    /// Applies everything that was decided, in its order; levels last.
    pub(crate) fn apply(&self, results: &mut Results, materials: &Materials) {
        let review = &materials.config.review;
        let policy = Policy {
            require_reason: review.require_reason.value,
            max_days: review.max_suppression_days.value,
            today: self.today,
        };
        suppress::apply(results, &suppressions(results, materials), &policy);
        if let Some((path, baseline)) = &self.baseline {
            baseline.apply(results, &shown(path), self.today);
        }
        if let Some((path, reviews)) = &self.reviews {
            reviews.apply(results, &shown(path));
        }
        if let Some((changes, scope)) = &self.changes {
            changed::apply(results, changes, *scope);
        }
        self.set_levels(results, &materials.config);
        desk::sort(results);
    }

    /// Leaves out what is not reported, and gives the others the level that the desk wants.
    fn set_levels(&self, results: &mut Results, config: &Config) {
        results.findings.retain_mut(|finding| {
            let Some(code) = codes::find(&finding.code) else { return true };
            let level = config.severity(code);
            let stale = self.strict && code.id == "B001";
            finding.level = if stale { Some(results::Level::Error) } else { level };
            level.is_some()
        });
    }
}

/// Every suppression of the drafts and the configuration.
fn suppressions(results: &Results, materials: &Materials) -> Vec<suppress::Suppression> {
    let own = materials.drafts.iter().flat_map(|Input { source, .. }| {
        let record = results.sources.iter().find(|s| s.draft && s.name == source.name);
        record.map(|r| suppress::of_draft(&r.id, source)).unwrap_or_default()
    });
    let entries = materials.config.suppress.iter();
    let listed = entries.map(|entry| {
        let glob = inputs::glob(&materials.root.name(&entry.place.path(&entry.path))).ok();
        let names = materials.drafts.iter().map(|d| &d.source.name);
        let paths = names.filter(|n| glob.as_ref().is_some_and(|g| g.is_match(n))).cloned();
        let paths: Vec<String> = paths.collect();
        let lost = paths.is_empty() && (materials.all || matches_no_file(entry));
        Listed {
            paths,
            lost: lost.then(|| entry.path.clone()),
            quote: entry.quote.clone(),
            codes: entry.codes.iter().map(|c| (*c).to_owned()).collect(),
            reason: entry.reason.clone(),
            until: entry.until,
            file: entry.place.file.to_string(),
            line: entry.place.line,
        }
    });
    own.chain(suppress::of_config(results, listed)).collect()
}

/// Whether an entry names files, by a path or a pattern, and there are none: a record of JSON Lines
/// is named by its id.
fn matches_no_file(entry: &Suppress) -> bool {
    let is_path = entry.path.contains(['/', '*']) || Format::of_path(&entry.path).is_some();
    let found = inputs::matching(entry.place.folder(), &entry.path, &[]).unwrap_or_default();
    is_path && !found.iter().any(|path| path.exists())
}

/// A file of the desk, read; all that is wrong with it otherwise.
pub(crate) fn parsed<T>(
    path: PathBuf,
    parse: fn(&str) -> Result<T, Vec<FileError>>,
) -> anyhow::Result<(PathBuf, T)> {
    let shown = shown(&path);
    let text = inputs::text_of(&path, "the desk's file")?;
    match parse(&text) {
        Ok(parsed) => Ok((path, parsed)),
        Err(errors) => {
            let lines: Vec<String> =
                errors.iter().map(|e| format!("{shown}:{}: {}", e.line, e.message)).collect();
            bail!("{}", lines.join("\nerror: "))
        }
    }
}

/// What has changed: a diff in a file or on standard input, else that of git against a revision.
fn changes(given: &str, materials: &Materials) -> anyhow::Result<Changes> {
    let root = &materials.root;
    let is_file = given == "-" || (!is_revision(given, root) && Path::new(given).is_file());
    let changes = if is_file { given_changes(given, root)? } else { git_changes(given, root)? };
    // Changes are told by files, findings by articles.
    let articles = materials.articles();
    Ok(changes.called(|file| articles.get(file).cloned().unwrap_or_default()))
}

/// The changes of a diff. Its paths may begin where the program runs, in the desk's folder, or at the
/// top of the repository: one change too many is no harm, one too few hides findings.
fn given_changes(given: &str, root: &Root) -> anyhow::Result<Changes> {
    let text = if given == "-" {
        std::io::read_to_string(std::io::stdin())?
    } else {
        inputs::text_of(Path::new(given), "the diff")?
    };
    let folder = git(root, &["rev-parse", "--show-prefix"]).ok();
    let names = |path: &str| -> Vec<(String, bool)> {
        let here = root.name(Path::new(path));
        let there = root.name(&root.folder().join(path));
        let top = folder.as_deref().map(|folder| names::beside(folder.trim_end(), path));
        [Some(here), Some(there), top].into_iter().flatten().map(|name| (name, false)).collect()
    };
    Ok(parsed_diff(given, &text)?.called(names))
}

/// The changes of a repository since a revision, with the files that git does not know yet.
fn git_changes(revision: &str, root: &Root) -> anyhow::Result<Changes> {
    // A revision that begins like an option must not become one.
    if revision.starts_with('-') {
        bail!("`{revision}` is no revision");
    }
    let others =
        git(root, &["ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/"])?;
    let text = git(
        root,
        &["diff", "--no-color", "--no-ext-diff", "--no-relative", "--merge-base", revision, "--"],
    )?;
    let mut changes = parsed_diff(revision, &text)?;
    changes.add_new(others.split('\0').filter(|p| !p.is_empty()).map(str::to_owned));
    let folder = git(root, &["rev-parse", "--show-prefix"])?;
    Ok(changes.called(|path| vec![(names::beside(folder.trim_end(), path), false)]))
}

fn parsed_diff(given: &str, text: &str) -> anyhow::Result<Changes> {
    Changes::parse_unified(text).map_err(|e| anyhow::anyhow!("the diff `{given}`: {e}"))
}

/// A revision comes before a file of its name: whoever adds a file to a repository must not choose
/// what counts as changed.
fn is_revision(given: &str, root: &Root) -> bool {
    let commit = format!("{given}^{{commit}}");
    git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).is_ok()
}

fn git(root: &Root, arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new("git").current_dir(root.folder()).args(arguments).output();
    let output = output.context("git could not be run; give --diff a file instead")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("no message");
        bail!("git {}: {said}", arguments.first().unwrap_or(&""));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The day of `CORROBORATE_TODAY`, else that of the clock.
#[allow(clippy::disallowed_methods)] // clock and environment belong to the program
pub(crate) fn today() -> anyhow::Result<Option<Date>> {
    if let Some(day) = super::variable("CORROBORATE_TODAY") {
        let day = day.to_string_lossy().into_owned();
        let parsed = day.parse().ok();
        return parsed
            .map(Some)
            .with_context(|| format!("CORROBORATE_TODAY: `{day}` is no day like 2026-12-31"));
    }
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok();
    let days = since.and_then(|s| i64::try_from(s.as_secs() / 86_400).ok());
    let span = days.and_then(|d| jiff::Span::new().try_days(d).ok());
    Ok(span.and_then(|s| jiff::civil::date(1970, 1, 1).checked_add(s).ok()))
}
