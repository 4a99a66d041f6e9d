//! What a run found, as plain records: the JSON output, and all that the other outputs are made of.
//!
//! Records hold texts, numbers and names of one another, no spans of the engine and no ids of a
//! ledger, so that an output needs to know nothing but them. Within version 1 fields are only added.
//! Numbers of claims are decimals written out as text: no value is rounded on its way.

mod build;

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

pub use crate::codes::Level;
pub(crate) use crate::fingerprint::number_twins;
pub use crate::fingerprint::{fingerprint, folded};
use crate::text::{KNOWN, Position};
pub use build::{Recorder, claim_record, mention_record, place};

/// The version of the records.
pub const SCHEMA: &str = "corroborate/report/v1";

/// What a date of publication that can't be read is called in [`DroppedRecord::what`].
pub const UNREAD_DATE: &str = "unread date";

/// How many characters of its sentence stand on each side of a claim at most: a text without ends of
/// sentences would be written once for each of its figures.
pub const MOST_CONTEXT: usize = 300;

/// Everything that one run found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Results {
    /// [`SCHEMA`]
    pub schema: String,
    /// The version of the program.
    pub version: String,
    /// `check` or `compare`
    pub command: String,
    /// Drafts first, then sources, each by name.
    pub sources: Vec<SourceRecord>,
    /// The claims of the facts below, by source and place. In a check: those of facts that a draft
    /// takes part in.
    pub claims: Vec<ClaimRecord>,
    /// The facts, worst first; in a check draft by draft.
    pub facts: Vec<FactRecord>,
    /// What somebody should look at, by place; suppressed ones and those of a baseline too.
    pub findings: Vec<FindingRecord>,
    /// Inputs that could not be read: `path: message`.
    pub problems: Vec<ProblemRecord>,
}

/// An article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourceRecord {
    /// `s1`
    pub id: String,
    /// Its path as seen from the folder of the configuration (without one, from where the program
    /// ran), with `/`; or the `id` of its record. It is unique.
    pub name: String,
    /// Its headline or readable name.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it can be found.
    pub url: Option<String>,
    /// When it was published, as EDTF: `2025`, `2025-11`, `2025-11-03`.
    pub published: Option<String>,
    /// Whether it is a draft that is checked.
    pub draft: bool,
    /// `primary`, `secondary` or `unknown`, as the configuration says.
    pub trust: String,
    /// How it was read: `text`, `markdown`, `html`, `docx`, `known`.
    pub format: String,
    /// The encoding, where it had to be guessed: `windows-1252`.
    pub encoding: Option<String>,
    /// BLAKE3 of the text that was read, in hexadecimal.
    pub hash: String,
    /// What the reader left out.
    pub dropped: Vec<DroppedRecord>,
    /// Its path as seen from where the program ran, with `/`, where it has another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The text that was read. Not in the JSON output.
    #[serde(skip)]
    pub text: String,
    /// The file in which lines and columns are counted, where it is not the text itself. Not in the
    /// JSON output.
    #[serde(skip)]
    pub file: Option<String>,
}

impl SourceRecord {
    /// The file in which lines, columns and byte offsets of places are counted.
    pub fn file(&self) -> &str {
        self.file.as_deref().unwrap_or(&self.text)
    }

    /// The readable name, else the name.
    pub fn display_name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }

    /// Where its file is, as seen from the folder in which the program ran; else the name.
    pub fn path(&self) -> &str {
        self.path.as_deref().unwrap_or(&self.name)
    }

    /// Whether it is a fact that the house knows. Its name is its place.
    pub fn is_known(&self) -> bool {
        self.format == KNOWN
    }
}

/// What a reader left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DroppedRecord {
    /// `navigation`, `script`, `deleted text`, `comment`, `unread date`...
    pub what: String,
    /// The line of the file, from 1.
    pub line: usize,
    /// The words, shortened.
    pub words: String,
    /// Whether a digit stands in them.
    pub figure: bool,
}

/// Where something stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line of its end.
    pub end_line: usize,
    /// The column after its last character.
    pub end_column: usize,
    /// The column in UTF-16 code units, from 1: that of editors.
    pub utf16_column: usize,
    /// The column after its last UTF-16 code unit.
    pub utf16_end_column: usize,
    /// The first byte in the file.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

impl Place {
    /// From one position to another; the bytes between them are those of `range`.
    pub(crate) fn between(first: Position, last: Position, range: Range<usize>) -> Self {
        Self {
            line: first.line,
            column: first.column,
            end_line: last.line,
            end_column: last.column,
            utf16_column: first.utf16_column,
            utf16_end_column: last.utf16_column,
            start: range.start,
            end: range.end,
        }
    }

    /// The beginning of a line, where nothing more is known.
    pub(crate) fn of_line(line: usize) -> Self {
        let first = Position { line, column: 1, utf16_column: 1 };
        Self::between(first, first, 0..0)
    }
}

/// A figure or date that an article asserts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClaimRecord {
    /// `c1`
    pub id: String,
    /// The name of its article.
    pub doc: String,
    /// The first byte in the text that was read.
    pub start: usize,
    /// The byte after its last in the text that was read.
    pub end: usize,
    /// Its words.
    pub quote: String,
    /// `money`, `count`, `percent`, `quantity`, `duration`, `date`, `date_range`, `age`...
    pub kind: String,
    /// The value as said, scaled; none for a range or a date.
    pub value: Option<String>,
    /// The least that the words literally admit (for dates the first day); none where open.
    pub lo: Option<String>,
    /// The most that the words literally admit (for dates the last day); none where open.
    pub hi: Option<String>,
    /// ISO 4217 for money, else the name of the unit.
    pub unit: Option<String>,
    /// `exact`, `about`, `at_least`, `more_than`, `at_most`, `less_than`, `range`, `vague`
    pub hedge: String,
    /// `up`, `down`, `by`, `to` or `from`, where it is part of a change.
    pub change: Option<String>,
    /// A date or period in EDTF.
    pub edtf: Option<String>,
    /// A duration in ISO 8601.
    pub period: Option<String>,
    /// The subject, in the words of the article.
    pub subject: Option<String>,
    /// What it is a figure of, if a rule knows it: `death toll`.
    pub measure: Option<String>,
    /// The noun that is counted.
    pub counted: Option<String>,
    /// `value`, `length`, `start`, `end`, `deadline`, `change_by`, `change_from`, `change_to`,
    /// `comparison`
    pub role: String,
    /// Whom and what it concerns.
    pub participants: Vec<String>,
    /// Who says so, in the words of the article.
    pub attributed_to: Option<String>,
    /// `asserted`, `reported`, `forecast`, `planned`, `possible`, `asked`, `denied`
    pub modality: String,
    /// Where its sentence begins and ends in the text that was read.
    pub sentence: [usize; 2],
    /// The places of the rules that read it: `rules/en/hedges.toml:12`.
    pub trail: Vec<String>,
    /// Why it asserts nothing; of a claim never.
    pub idle: Option<String>,
    /// The article: `s1`.
    pub source: String,
    /// The words of its sentence before it: of a long sentence the nearest 300 characters, from a
    /// blank on, behind `…`.
    pub before: String,
    /// The words of its sentence after it: of a long sentence the nearest 300 characters, up to a
    /// blank, before `…`.
    pub after: String,
    /// Where it stands in the file.
    pub place: Place,
    /// The least that a reader takes from the words; none where open or no number.
    pub plain_lo: Option<String>,
    /// The most that a reader takes from the words; none where open or no number.
    pub plain_hi: Option<String>,
}

/// The claims that speak of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactRecord {
    /// `f1`
    pub id: String,
    /// The story it belongs to, where the sources name one.
    pub story: Option<String>,
    /// What it is, in a few words.
    pub label: String,
    /// Its claims: `c1`.
    pub claims: Vec<String>,
    /// `contradict`, `tension`, `compatible`, `agree` or `single`
    pub verdict: String,
    /// How many articles say it.
    pub sources: usize,
    /// How many of them did not copy it.
    pub independent: usize,
    /// Every pair of them that can be compared.
    pub relations: Vec<RelationRecord>,
    /// The kind of its claims, that of the first.
    pub kind: String,
}

/// The verdict on two claims.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RelationRecord {
    /// The one claim.
    pub a: String,
    /// The other.
    pub b: String,
    /// `contradict`, `tension`, `compatible` or `agree`
    pub verdict: String,
    /// The likely slip or reason: `scale`, `digit`, `month`, `update`...
    pub cause: Option<String>,
    /// The reason, in a sentence.
    pub why: String,
    /// What was derived to compare them, a sentence a step.
    pub steps: Vec<String>,
    /// Where one tells the length of a period and the other its end: when it ends by its length, first
    /// and last day in EDTF.
    pub ends: Option<[Option<String>; 2]>,
}

/// Something that somebody should look at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingRecord {
    /// `C101`
    pub code: String,
    /// How much it matters in this run.
    pub level: Option<Level>,
    /// The fact it is about.
    pub fact: Option<String>,
    /// All claims that take part in it.
    pub claims: Vec<String>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The same in every run as long as the words that are held against each other stay the same.
    pub fingerprint: String,
    /// `contradicted`
    pub name: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where it stands: the source (`s1`) in which it is reported, the draft in a check.
    pub source: String,
    /// The place in that source's file.
    pub place: Place,
    /// The words at that place.
    pub quote: String,
    /// The claim that it is about, if it is about one.
    pub claim: Option<String>,
    /// The claims that stand against it.
    pub against: Vec<String>,
    /// The words to put in the place of `quote`, where the sources agree on one value.
    pub suggestion: Option<String>,
    /// Whether it counts.
    pub state: State,
    /// Why it does not count, where it is suppressed, reviewed or in the baseline.
    pub silenced: Option<SilencedRecord>,
}

impl FindingRecord {
    /// Its level in this run.
    pub fn level(&self) -> Level {
        self.level.unwrap_or(Level::Note)
    }

    /// Whether it counts towards the exit code.
    pub fn counts(&self) -> bool {
        self.state == State::New
    }
}

/// Whether a finding counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It counts.
    #[default]
    New,
    /// The baseline has it.
    Baseline,
    /// A suppression in the draft or the configuration silences it.
    Suppressed,
    /// A reviewer called it a false alarm.
    Reviewed,
    /// None of its claims stands on a changed line.
    Unchanged,
}

/// Why a finding does not count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SilencedRecord {
    /// The reason that was given.
    pub reason: Option<String>,
    /// The last day on which it holds.
    pub until: Option<String>,
    /// Who decided, if it is known.
    pub who: Option<String>,
    /// Where it was decided: `drafts/a.md:12`, `.corroborate/baseline.toml`.
    pub place: Option<String>,
}

/// An input that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProblemRecord {
    /// The path as given.
    pub path: String,
    /// The line, if it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl Results {
    /// The article of an id.
    pub fn source(&self, id: &str) -> Option<&SourceRecord> {
        numbered(&self.sources, 's', id)
    }

    /// The claim of an id.
    pub fn claim(&self, id: &str) -> Option<&ClaimRecord> {
        numbered(&self.claims, 'c', id)
    }

    /// The fact of an id.
    pub fn fact(&self, id: &str) -> Option<&FactRecord> {
        numbered(&self.facts, 'f', id)
    }

    /// How many findings count at each level: errors, warnings, notes.
    pub fn counts(&self) -> [usize; 3] {
        [Level::Error, Level::Warning, Level::Note]
            .map(|l| self.findings.iter().filter(|f| f.counts() && f.level() == l).count())
    }

    /// How many facts have a verdict.
    pub fn facts_with(&self, verdict: &str) -> usize {
        self.facts.iter().filter(|f| f.verdict == verdict).count()
    }
}

/// The item of a name: ids are numbers from 1 in the order of the lists.
fn numbered<'a, T>(items: &'a [T], prefix: char, id: &str) -> Option<&'a T> {
    let number: usize = id.strip_prefix(prefix)?.parse().ok()?;
    items.get(number.checked_sub(1)?)
}
