//! A check from its arguments to its results: what is read, and what the desk has decided.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use corroborate::config::{Config, Known, known_table};
use corroborate::desk::baseline::Baseline;
use corroborate::desk::changed::{self, Changes};
use corroborate::desk::reviews::Reviews;
use corroborate::desk::suppress::{self, Listed, Policy};
use corroborate::desk::{self, FileError};
use corroborate::output::Reviewed;
use corroborate::report::Report;
use corroborate::results::{ProblemRecord, Results};
use corroborate::rules::Rules;
use corroborate::text::{KNOWN, Source};
use corroborate::{codes, results};
use jiff::civil::Date;

use super::args::{BesideArgs, CheckArgs, DeskArgs};
use super::inputs::{self, Gathered, Reading};
use super::settings;

/// Everything that a check reads before it looks at a word.
pub(crate) struct Materials {
    pub(crate) config: Config,
    pub(crate) drafts: Vec<Source>,
    pub(crate) sources: Vec<Source>,
    pub(crate) problems: Vec<ProblemRecord>,
}

impl Materials {
    /// Reads the configuration, then drafts, sources and house facts.
    pub(crate) fn gather(args: &CheckArgs) -> anyhow::Result<Self> {
        let mut paths = listed(args.reading.files_from.as_deref())?;
        paths.extend(args.drafts.iter().cloned());
        let config = settings::of(&args.beside, Some(&args.desk), &paths)?;
        Self::of(paths, &args.beside, config, &args.reading.reading())
    }

    /// Reads drafts, sources and house facts.
    pub(crate) fn of(
        mut paths: Vec<PathBuf>,
        beside: &BesideArgs,
        config: Config,
        reading: &Reading,
    ) -> anyhow::Result<Self> {
        if paths.is_empty() {
            paths = included(&config.drafts.include, &config.drafts.exclude)?;
        }
        if paths.is_empty() {
            bail!(
                "no draft: name one, or say in the configuration which files are drafts ([drafts] include)"
            );
        }
        let mut drafts = inputs::gather(&paths, reading);
        if !beside.isolated && beside.config.is_empty() {
            one_configuration(&mut drafts, &paths);
        }
        let told = drafts.without_others();
        let mut sources = sources(beside, &config, reading, &drafts)?;
        sources.sources.extend(told);
        pin(&mut sources.sources, &config);
        for known in house_facts(beside, &config)? {
            sources.sources.push(house_source(&known));
        }
        if sources.sources.is_empty() && sources.problems.is_empty() && !beside.against.is_empty() {
            bail!(
                "no source to hold the draft against: what --against names are the drafts themselves"
            );
        }
        if sources.sources.is_empty() && sources.problems.is_empty() {
            bail!(
                "no source to hold the draft against: name some with --against, or say in the configuration which files are sources ([sources] include)"
            );
        }
        let problems = drafts.problems.into_iter().chain(sources.problems).collect();
        let drafts = drafts.sources.into_iter().map(|d| Source { draft: true, ..d }).collect();
        Ok(Self { config, drafts, sources: sources.sources, problems })
    }
}

/// The paths of a file, one a line.
fn listed(file: Option<&Path>) -> anyhow::Result<Vec<PathBuf>> {
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
    for pattern in &include.value {
        let found = inputs::matching(place.folder(), pattern, &exclude.value);
        paths.extend(found.with_context(|| place.to_string())?);
    }
    if paths.is_empty() && !include.value.is_empty() {
        bail!("{place}: no file matches {}", include.value.join(", "));
    }
    Ok(paths)
}

/// One run has one configuration: a draft that another one holds for is not checked.
fn one_configuration(drafts: &mut Gathered, paths: &[PathBuf]) {
    let folder = |path: &Path| path.parent().map(Path::to_owned).unwrap_or_default();
    let first = paths.first().and_then(|p| settings::closest(&folder(p)));
    let (kept, others): (Vec<_>, Vec<_>) =
        std::mem::take(&mut drafts.sources).into_iter().partition(|s| {
            !Path::new(&s.name).is_file() || settings::closest(&folder(Path::new(&s.name))) == first
        });
    drafts.sources = kept;
    for other in others {
        drafts.problem(
            Path::new(&other.name),
            "another configuration holds for this draft; check it in a run of its own",
        );
    }
}

fn sources(
    beside: &BesideArgs,
    config: &Config,
    reading: &Reading,
    drafts: &Gathered,
) -> anyhow::Result<Gathered> {
    let paths = if beside.against.is_empty() {
        included(&config.sources.include, &config.sources.exclude)?
    } else {
        beside.against.clone()
    };
    let mut sources = inputs::gather(&paths, reading);
    // A draft does not testify for itself.
    sources.sources.retain(|s| drafts.sources.iter().all(|d| d.name != s.name));
    Ok(sources)
}

/// What the configuration knows of sources outranks what they say of themselves.
fn pin(sources: &mut [Source], config: &Config) {
    for pin in &config.sources.pins {
        let path = inputs::shown(&pin.place.path(&pin.path));
        if !pin.place.path(&pin.path).exists() {
            super::say(&format!("warning: {}: there is no file {path} to pin", pin.place));
        }

        for source in sources.iter_mut().filter(|s| s.name == path) {
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
    }
}

fn house_facts(beside: &BesideArgs, config: &Config) -> anyhow::Result<Vec<Known>> {
    let mut facts = config.known.clone();
    let tables = config.knowledge.files.paths().into_iter().chain(beside.known.iter().cloned());
    for table in tables {
        let name = inputs::shown(&table);
        let text = inputs::text_of(&table, "the table of known facts")?;
        facts.extend(known_table(&name, &text).map_err(|e| settings::all(&e))?);
    }
    Ok(facts)
}

/// A house fact as a source: the table in which it stands is the file of its place.
fn house_source(known: &Known) -> Source {
    Source {
        name: known.place.to_string(),
        title: Some(match &known.evidence {
            Some(evidence) => format!("what the house knows ({evidence})"),
            None => "what the house knows".to_owned(),
        }),
        published: known.as_of.clone(),
        format: KNOWN,
        text: known.says.clone(),
        ..Source::default()
    }
}

/// The results of a check, before anybody has decided anything.
pub(crate) fn check(materials: &Materials, rules: &Rules, threads: usize) -> Results {
    reports(materials, rules, threads).1
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
    let (drafts, sources) = (materials.drafts.clone(), materials.sources.clone());
    let reports = corroborate::check_reports(drafts, sources, rules, threads);
    let results = corroborate::check_results(&reports, rules, &of_kind);
    let problems = materials.problems.clone();
    (reports, Results { problems, ..results })
}

/// Where the baseline and the verdicts are, unless arguments or the configuration say otherwise.
pub(crate) const BASELINE: &str = ".corroborate/baseline.toml";
pub(crate) const REVIEWS: &str = ".corroborate/reviews.toml";

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
    pub(crate) fn read(args: &DeskArgs, config: &Config) -> anyhow::Result<Self> {
        let review = &config.review;
        let usual = |name: &str| Some(PathBuf::from(name));
        let path = args.baseline.clone().or_else(|| review.baseline.path());
        let path =
            path.or_else(|| usual(BASELINE)).filter(|p| args.baseline.is_some() || p.exists());
        let baseline = path.filter(|_| !args.no_baseline);
        let path = args.reviews.clone().or_else(|| review.verdicts.path());
        let path = path.or_else(|| usual(REVIEWS));
        let reviews = path.filter(|p| args.reviews.is_some() || p.exists());
        let changes = args.diff.as_deref().map(changes).transpose()?;
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
            baseline.apply(results, &inputs::shown(path), self.today);
        }
        if let Some((path, reviews)) = &self.reviews {
            reviews.apply(results, &inputs::shown(path));
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
    let own = materials.drafts.iter().flat_map(|draft| {
        let record = results.sources.iter().find(|s| s.draft && s.name == draft.name);
        record.map(|r| suppress::of_draft(&r.id, draft)).unwrap_or_default()
    });
    let listed = materials.config.suppress.iter().map(|entry| {
        let base = entry.place.path(&entry.path);
        let glob = inputs::glob(&inputs::shown(&base)).ok();
        let names = materials.drafts.iter().map(|d| d.name.clone());
        Listed {
            paths: names.filter(|n| glob.as_ref().is_some_and(|g| g.is_match(n))).collect(),
            quote: entry.quote.clone(),
            codes: entry.codes.iter().map(|c| (*c).to_owned()).collect(),
            reason: entry.reason.clone(),
            until: entry.until,
            place: entry.place.to_string(),
        }
    });
    own.chain(suppress::of_config(results, listed)).collect()
}

/// A file of the desk, read; all that is wrong with it otherwise.
pub(crate) fn parsed<T>(
    path: PathBuf,
    parse: fn(&str) -> Result<T, Vec<FileError>>,
) -> anyhow::Result<(PathBuf, T)> {
    let shown = inputs::shown(&path);
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
fn changes(given: &str) -> anyhow::Result<Changes> {
    let mut new = Vec::new();
    let text = if given == "-" {
        std::io::read_to_string(std::io::stdin())?
    } else if !is_revision(given) && Path::new(given).is_file() {
        fs::read_to_string(given)?
    } else {
        // A revision that begins like an option must not become one.
        if given.starts_with('-') {
            bail!("`{given}` is no revision");
        }
        let others = git(&["ls-files", "--others", "--exclude-standard", "-z"])?;
        new.extend(others.split('\0').filter(|p| !p.is_empty()).map(str::to_owned));
        git(&["diff", "--no-color", "--no-ext-diff", "--relative", "--merge-base", given, "--"])?
    };
    let parsed = Changes::parse_unified(&text);
    let mut changes = parsed.map_err(|e| anyhow::anyhow!("the diff `{given}`: {e}"))?;
    changes.add_new(new);
    Ok(changes)
}

/// A revision comes before a file of its name: whoever adds a file to a repository must not choose
/// what counts as changed.
fn is_revision(given: &str) -> bool {
    git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{given}^{{commit}}")])
        .is_ok()
}

fn git(arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new("git").args(arguments).output();
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
