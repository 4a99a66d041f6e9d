//! The kinds of findings: each has a stable code, a level and a page that explains it.
//!
//! Codes are a promise: none is ever given to another kind of finding.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Worth a look.
    Warning,
    /// To be settled.
    Error,
}

impl Level {
    /// The name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// `C101`
    pub id: &'static str,
    /// `contradicted`
    pub name: &'static str,
    /// How much it matters, unless the configuration says otherwise.
    pub level: Level,
    /// Whether it is reported unless the configuration says otherwise.
    pub on: bool,
    /// What it means, in a sentence.
    pub summary: &'static str,
    /// Everything about it, as Markdown.
    pub page: &'static str,
}

macro_rules! codes {
    ($($id:ident $name:literal $level:ident $on:literal $summary:literal)*) => {
        /// All kinds of findings, by code.
        pub const ALL: &[Code] = &[$(Code {
            id: stringify!($id),
            name: $name,
            level: Level::$level,
            on: $on,
            summary: $summary,
            page: include_str!(concat!("../rules/codes/", stringify!($id), ".md")),
        }),*];
    };
}

codes! {
    B001 "baseline-unused" Note true "An entry of the baseline matches no finding any more."
    C101 "contradicted" Error true "What the words admit excludes each other."
    C102 "in-tension" Warning true "A reader takes the figures for different, though the words admit both."
    C103 "stale" Warning true "A later source has another figure of a thing that changes."
    C104 "measured-differently" Warning true "Two named authorities give different figures."
    C105 "draft-against-itself" Error true "A draft contradicts itself."
    C106 "unsupported" Note false "No source says what the draft says."
    C107 "disputed-source" Warning true "The draft has the figure of a source that another source contradicts."
    R001 "dropped-figure" Note true "The reader left out words with a digit in them."
    R002 "date-unread" Warning true "The date of publication of a draft can't be read."
    S001 "suppression-unused" Note true "A suppression silences nothing."
    S002 "suppression-expired" Warning true "A suppression was meant to end before today."
    S003 "suppression-malformed" Warning true "A suppression can't be followed."
    S004 "suppression-without-reason" Warning true "A suppression gives no reason."
    S005 "suppression-too-long" Warning true "A suppression holds longer than the configuration allows."
    V001 "verdict-void" Note true "A reviewer's verdict judged words that have changed since."
}

/// The kind of finding of a code, in any case.
pub fn find(id: &str) -> Option<&'static Code> {
    ALL.iter().find(|c| c.id.eq_ignore_ascii_case(id) || c.name.eq_ignore_ascii_case(id))
}

/// The code or name most like a wrong one, if any is like it.
pub fn like(wrong: &str) -> Option<&'static str> {
    crate::hint::like(wrong, ALL.iter().flat_map(|c| [c.id, c.name]))
}

/// Whether a code belongs to a selector: itself, its name, or the beginning of codes (`S`, `C10`).
pub fn selects(selector: &str, code: &Code) -> bool {
    code.name.eq_ignore_ascii_case(selector)
        || (!selector.is_empty() && code.id.to_lowercase().starts_with(&selector.to_lowercase()))
}
