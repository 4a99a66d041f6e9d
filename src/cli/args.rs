//! The arguments.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use corroborate::report::Level;

/// Tells whether several articles tell the same story the same way.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// When to colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,

    /// Columns of the terminal report [default: 80]
    #[arg(long, global = true)]
    width: Option<usize>,

    /// Documents read at once; changes nothing but the time it takes
    #[arg(short = 'j', long, global = true, default_value_t = 1)]
    pub(crate) threads: usize,

    /// A file of rules to add to the built-in ones (repeatable)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) rules: Vec<PathBuf>,
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
    /// What several articles agree on, and where they differ
    Compare {
        #[command(flatten)]
        inputs: Inputs,
        /// The lowest level of finding that gives exit code 1
        #[arg(long, value_enum, default_value_t = FailOn::Error)]
        fail_on: FailOn,
    },
    /// Every figure and date that an article asserts
    Extract {
        #[command(flatten)]
        inputs: Inputs,
        /// Also expressions that assert nothing: list numbers, names, page furniture
        #[arg(long)]
        mentions: bool,
    },
    /// The whole reasoning behind a fact (f1), a claim (c1), or two claims (c1 c2)
    Explain {
        /// A fact, a claim or two claims, by the names of the other commands' outputs, then the
        /// same paths
        #[arg(required = true, num_args = 2.., value_name = "FACT|CLAIM|PATH")]
        what: Vec<String>,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct Inputs {
    /// Articles: text files, folders (with a story.toml or without), .jsonl files
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// What goes to stdout
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Terminal,
    Markdown,
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
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
