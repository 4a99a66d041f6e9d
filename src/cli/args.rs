//! The arguments.

#![allow(clippy::doc_markdown)] // comments become help texts, which are no Markdown

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use corroborate::compare::Reading;
use corroborate::desk::changed::Scope;
use corroborate::results::Level;
use jiff::civil::Date;

use super::inputs::Converter;

/// Tells whether several articles tell the same story the same way.
#[derive(Debug, Parser)]
#[command(name = "corroborate", version, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// When to colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,

    /// Columns of the terminal report [default: 80]
    #[arg(long, global = true)]
    width: Option<usize>,

    /// Threads that share the work; changes nothing but the time it takes [default: all of the
    /// machine's]
    #[arg(short = 'j', long, global = true, default_value_t = cores(), hide_default_value = true)]
    pub(crate) threads: usize,

    /// A file of rules to add to the built-in ones (repeatable)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) rules: Vec<PathBuf>,

    /// No sign of life on the terminal, however long it takes
    #[arg(long, global = true)]
    pub(crate) no_progress: bool,
}

/// Columns where the terminal does not tell.
const DEFAULT_WIDTH: usize = 80;

impl Args {
    /// How wide the report is written.
    pub(crate) fn width(&self) -> usize {
        self.width.unwrap_or(DEFAULT_WIDTH)
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Drafts held against their sources: what these bear out, contradict, or do not say
    Check(Box<CheckArgs>),
    /// The page to review: as check, agreements included, and exit code 0 whatever was found
    Report(Box<CheckArgs>),
    /// What several articles agree on, and where they differ
    Compare(CompareArgs),
    /// Every figure and date that an article asserts
    Extract {
        #[command(flatten)]
        articles: ArticleArgs,
        /// What goes to stdout
        #[arg(long, value_enum, default_value_t = Marked::Terminal)]
        format: Marked,
        /// Also expressions that assert nothing: list numbers, names, page furniture
        #[arg(long)]
        mentions: bool,
    },
    /// The whole reasoning behind a fact (f1), a claim (c1), two claims (c1 c2), a finding (its
    /// fingerprint), or what a code means (C101)
    Explain {
        /// A code; or a fact, a claim, two claims or a fingerprint, by the names of the other
        /// commands' outputs, then the same paths; without paths, those of the configuration
        #[arg(required = true, num_args = 1.., value_name = "CODE|FACT|CLAIM|FINGERPRINT|PATH")]
        what: Vec<String>,
        #[command(flatten)]
        beside: BesideArgs,
        #[command(flatten)]
        reading: ReadingArgs,
    },
    /// The findings that are known and left alone
    Baseline {
        #[command(subcommand)]
        action: BaselineAction,
    },
    /// What people decided about findings
    Review {
        #[command(subcommand)]
        action: ReviewAction,
    },
    /// What the engine knows
    Rules {
        #[command(subcommand)]
        action: RulesAction,
    },
    /// The configuration, `corroborate.toml`
    Config {
        #[command(subcommand)]
        action: ConfigAction,
    },
    /// The formats that are read and written
    Formats,
    /// A script that completes the arguments in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// The manual page
    Man,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// Drafts: files, folders, patterns, `-`; without one, those of the configuration
    #[arg(value_name = "DRAFT")]
    pub(crate) drafts: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) beside: BesideArgs,
    #[command(flatten)]
    pub(crate) desk: DeskArgs,
    #[command(flatten)]
    pub(crate) outcome: OutcomeArgs,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// What drafts are held against.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct BesideArgs {
    /// Sources: files, folders, patterns; without one, the configuration's
    #[arg(long, num_args = 1.., value_name = "SOURCE")]
    pub(crate) against: Vec<PathBuf>,
    /// A table of facts that the house knows: .toml or .csv (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(crate) known: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) judging: JudgingArgs,
    #[command(flatten)]
    pub(crate) settings: ConfigArgs,
}

/// How values are judged.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(crate) struct JudgingArgs {
    /// Which readings of two values a verdict follows from [default: the configuration's, else
    /// plain]
    #[arg(long, value_enum)]
    pub(crate) reading: Option<Taken>,
}

/// Which configuration holds.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct ConfigArgs {
    /// The configuration: a file, or one setting as `key = value` (repeatable)
    #[arg(long, value_name = "FILE|SETTING")]
    pub(crate) config: Vec<String>,
    /// No configuration file
    #[arg(long)]
    pub(crate) isolated: bool,
}

/// Articles without a draft among them. The configuration tells what is known of them, and which
/// rules there are.
#[derive(Debug, clap::Args)]
pub(crate) struct ArticleArgs {
    /// Articles: files, folders (with a story.toml or without), patterns, .jsonl files, -
    #[arg(required_unless_present = "files_from", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) settings: ConfigArgs,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CompareArgs {
    #[command(flatten)]
    pub(crate) articles: ArticleArgs,
    #[command(flatten)]
    pub(crate) judging: JudgingArgs,
    #[command(flatten)]
    pub(crate) outcome: OutcomeArgs,
}

/// Which findings count.
#[derive(Debug, clap::Args)]
pub(crate) struct DeskArgs {
    /// Findings that are known; entries that match nothing become notes
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// All findings, also those of the baseline
    #[arg(long)]
    pub(crate) no_baseline: bool,
    /// Entries of the baseline that match nothing are errors
    #[arg(long)]
    pub(crate) strict_baseline: bool,
    /// What reviewers decided [default: the configuration's `review.verdicts`]
    #[arg(long, value_name = "FILE")]
    pub(crate) reviews: Option<PathBuf>,
    /// Only findings of facts with a claim on lines changed since a revision (HEAD if none is
    /// named), or in a diff: a file, or -
    #[arg(
        long,
        value_name = "REV|FILE|-",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "HEAD"
    )]
    pub(crate) diff: Option<String>,
    /// What counts as changed
    #[arg(long, value_enum, default_value_t = DiffMode::Changed)]
    pub(crate) diff_mode: DiffMode,
    /// Only these codes (C101, C1, contradicted); also turns on those that are off (repeatable)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Not these codes (repeatable)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// The day on which suppressions are judged [default: $CORROBORATE_TODAY, else today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<Date>,
}

/// What goes where, and what fails.
#[derive(Debug, clap::Args)]
pub(crate) struct OutcomeArgs {
    /// What goes to stdout [default: full, of a report html, or $CORROBORATE_FORMAT]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// Further outputs of the same run, always written (repeatable)
    #[arg(long, value_name = "FORMAT=PATH")]
    pub(crate) output: Vec<Output>,
    /// The lowest level of finding that gives exit code 1
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Error)]
    pub(crate) fail_on: FailOn,
    /// Exit code 0 in spite of findings
    #[arg(long)]
    pub(crate) exit_zero: bool,
}

/// How inputs are read.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct ReadingArgs {
    /// The name of what comes on standard input
    #[arg(long, value_name = "PATH")]
    pub(crate) stdin_filename: Option<String>,
    /// A file with one path a line, read before the others
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,
    /// A command that turns files into text: pdf='pdftotext -layout {} -' (repeatable)
    #[arg(long, value_name = "EXTENSION=COMMAND")]
    pub(crate) preprocess: Vec<Converter>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BaselineAction {
    /// Takes all findings of a check into a new baseline
    Create(Box<CheckArgs>),
    /// Takes new findings in and leaves out those that are gone; reasons and dates are kept
    Update(Box<CheckArgs>),
    /// Leaves out what is gone, and takes nothing in
    Prune(Box<CheckArgs>),
    /// Lists the entries
    List {
        /// The baseline [default: the configuration's, else .corroborate/baseline.toml]
        file: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReviewAction {
    /// Lists what was decided
    List {
        /// The verdicts [default: the configuration's, else .corroborate/reviews.toml]
        file: Option<PathBuf>,
    },
    /// The findings of a check that nobody has judged, with the commands to judge them
    Open(Box<CheckArgs>),
    /// Asks about each finding that nobody has judged, one after the other
    Judge {
        /// Who decides
        #[arg(long)]
        who: String,
        #[command(flatten)]
        check: Box<CheckArgs>,
    },
    /// Takes the verdicts of another file in: what a report's page gave for download
    Import {
        /// The file to take in
        from: PathBuf,
        /// The verdicts to add to [default: the configuration's, else .corroborate/reviews.toml]
        #[arg(long, value_name = "FILE")]
        into: Option<PathBuf>,
    },
    /// Records a verdict on a finding of a check
    Set {
        /// The finding
        fingerprint: String,
        /// What is decided
        #[arg(value_enum)]
        verdict: VerdictArg,
        /// Who decides
        #[arg(long)]
        who: String,
        /// Why
        #[arg(long)]
        note: Option<String>,
        #[command(flatten)]
        check: Box<CheckArgs>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesAction {
    /// Every rule with its place
    List {
        /// Only rules of this kind: measure, hedge, unit...
        kind: Option<String>,
    },
    /// A rule as it stands in its file, with its examples
    Show {
        /// Its name
        name: String,
    },
    /// Runs the examples of all rules, those of --rules too
    Test,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigAction {
    /// Writes a commented `corroborate.toml` into a folder
    Init {
        /// The folder
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Every setting that holds for a draft, and where it comes from
    Show {
        /// The draft
        #[arg(default_value = ".", value_name = "DRAFT")]
        draft: PathBuf,
        /// The draft, too
        #[arg(long, value_name = "DRAFT", conflicts_with = "draft")]
        origin: Option<PathBuf>,
    },
    /// Reads the configuration and says what is wrong with it
    Check {
        /// The file, or a draft that it holds for
        #[arg(default_value = ".", value_name = "FILE|DRAFT")]
        path: PathBuf,
    },
    /// The JSON Schema of the file
    Schema,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal: findings with their lines
    #[value(alias = "terminal")]
    Full,
    /// A line a finding
    Concise,
    /// Lines under their drafts
    Grouped,
    /// Everything, as one JSON document
    Json,
    /// Claims, facts and findings, one a line
    Jsonl,
    /// SARIF 2.1.0
    Sarif,
    /// Workflow commands of GitHub
    Github,
    /// The summary of a GitHub job
    GithubSummary,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit XML
    Junit,
    /// Reviewdog's JSON
    Rdjson,
    /// For a comment on a pull request
    Markdown,
    /// The page to review
    Html,
    /// A table of all claims
    Csv,
    /// W3C Web Annotations of all claims
    #[value(name = "webannotation")]
    WebAnnotation,
    /// ClaimReview of schema.org, of findings that somebody judged
    #[value(name = "claimreview")]
    ClaimReview,
}

/// A format and where it goes: `sarif=out.sarif`.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) path: PathBuf,
}

impl std::str::FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, path) = text.split_once('=').ok_or("write it as FORMAT=PATH")?;
        if matches!(path, "" | "-") {
            return Err("a path must follow; what goes to stdout is for --format".to_owned());
        }
        let format = Format::from_str(format, true)
            .map_err(|_| format!("there is no format `{format}`; see `corroborate formats`"))?;
        Ok(Self { format, path: PathBuf::from(path) })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Marked {
    /// The text with its figures marked
    #[value(alias = "full")]
    Terminal,
    /// One claim a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// How the words of values are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Taken {
    /// As a reader takes them: "over 8" and "13" are in tension
    Plain,
    /// As logic has them: "13" bears out "over 8"
    Literal,
}

impl From<Taken> for Reading {
    fn from(taken: Taken) -> Self {
        match taken {
            Taken::Plain => Self::Plain,
            Taken::Literal => Self::Literal,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl From<FailOn> for Option<Level> {
    fn from(value: FailOn) -> Self {
        match value {
            FailOn::Error => Some(Level::Error),
            FailOn::Warning => Some(Level::Warning),
            FailOn::Note => Some(Level::Note),
            FailOn::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffMode {
    /// Added and changed lines
    Changed,
    /// Also the lines around them that the diff shows
    Context,
    /// Every line of a changed file
    File,
}

impl From<DiffMode> for Scope {
    fn from(mode: DiffMode) -> Self {
        match mode {
            DiffMode::Changed => Self::Lines,
            DiffMode::Context => Self::Context,
            DiffMode::File => Self::File,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerdictArg {
    /// The finding is right
    Confirmed,
    /// The finding is wrong, and is silenced
    FalseAlarm,
    /// The draft is to be changed
    FixDraft,
    /// A source is to be found
    NeedsSource,
}

/// How many threads the machine runs at once.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
