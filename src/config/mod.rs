//! `corroborate.toml`: which files are drafts and which are sources, what is known of them, which
//! findings matter how much, and what the house itself holds to be true.
//!
//! No file is opened here. The program finds the closest configuration of a draft and hands in its
//! path and text ([`parse`]), then those of the files that it [builds on](Layer::extends), at most
//! [`MAX_EXTENDS`] deep; [`merge`] makes one [`Config`] of them, what `--config` says
//! ([`from_override`]) last. A later layer wins key by key; lists of tables (`[[sources.pin]]`,
//! `[[known]]`, `[[suppress]]`) are put one after the other.
//!
//! Every value keeps the file and line where it was written, and paths and globs are relative to
//! the folder of that file. All that is wrong with a file is reported, not only the first.
//!
//! House facts are sentences, `says = "The Acme contract is worth over $8 billion."`, and not keys
//! with values: they are read as articles are, and compared with what articles say. A key such as
//! `acme.contract.value` would stand in no article, so nothing could be compared with it.

mod error;
mod keys;
mod known;
mod layer;
mod reading;
mod schema;
mod setting;
mod show;
mod table;
mod tolerance;
mod values;

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

pub use error::ConfigError;
pub use known::known_table;
pub use layer::{Layer, MAX_EXTENDS, from_override, merge, parse};
pub use schema::schema;
pub use setting::{Place, Setting};
pub use show::show;
pub use tolerance::{KINDS, Tolerance};

use crate::codes::{self, Code, Level};
use crate::compare::Reading;

/// The edition of the built-in rules that this program has.
pub const EDITION: u32 = 1;

/// A commented `corroborate.toml` to begin with.
pub const TEMPLATE: &str = include_str!("template.toml");

/// A year, month or day in EDTF.
const EDTF_PATTERN: &str = "^[0-9]{4}(-[0-9]{2}){0,2}$";

/// What to check against what, and how strictly. Paths and globs are relative to the file in which
/// they stand.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(title = "corroborate.toml", rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Config {
    /// The edition of the built-in rules. A newer program gives other results only from another
    /// edition on.
    #[schemars(extend("const" = EDITION))]
    pub edition: Setting<u32>,
    /// Files whose values hold where this file says nothing; the later of two wins.
    pub extends: Setting<Vec<String>>,
    /// The articles that are checked.
    pub drafts: Drafts,
    /// The articles that they are checked against.
    pub sources: Sources,
    /// What is reported, and how strictly.
    pub rules: Rules,
    /// What people have decided about findings.
    pub review: Review,
    /// Tables of house facts.
    pub knowledge: Knowledge,
    /// House facts: one more source, whose word is the house's own.
    pub known: Vec<Known>,
    /// Findings that are known and accepted.
    pub suppress: Vec<Suppress>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            edition: Setting::unsaid(EDITION),
            extends: Setting::default(),
            drafts: Drafts::default(),
            sources: Sources::default(),
            rules: Rules::default(),
            review: Review::default(),
            knowledge: Knowledge::default(),
            known: Vec::new(),
            suppress: Vec::new(),
        }
    }
}

/// The articles that are checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Drafts {
    /// Globs of drafts.
    pub include: Setting<Vec<String>>,
    /// Globs of files that are no drafts after all.
    pub exclude: Setting<Vec<String>>,
}

/// The articles that drafts are checked against.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Sources {
    /// Globs of sources.
    pub include: Setting<Vec<String>>,
    /// Globs of files that are no sources after all.
    pub exclude: Setting<Vec<String>>,
    /// What is known of a source and does not stand in its text.
    #[schemars(rename = "pin")]
    pub pins: Vec<Pin>,
}

/// What is known of one source; it outranks what the file says of itself. Of two for the same
/// source, the later holds.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pin {
    /// The source's file.
    pub path: String,
    /// The name under which it is cited, in place of its path.
    pub id: Option<String>,
    /// A readable name.
    pub title: Option<String>,
    /// When it was published: 2025, 2025-11 or 2025-11-03.
    #[schemars(extend("pattern" = EDTF_PATTERN))]
    pub published: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it can be found.
    pub url: Option<String>,
    /// The story that it belongs to; articles of different stories are never compared.
    pub story: Option<String>,
    /// How near it is to the events.
    #[schemars(default)]
    pub trust: Trust,
    /// Where it is pinned.
    #[schemars(skip)]
    pub place: Place,
}

/// How near a source is to the events. It orders what is shown and never hides a conflict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Trust {
    /// Nothing is known.
    #[default]
    Unknown,
    /// It tells what others have told it.
    Secondary,
    /// It was there, or it is the record itself: a filing, a court's judgement.
    Primary,
}

impl Trust {
    /// The name in files and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Secondary => "secondary",
            Self::Primary => "primary",
        }
    }
}

/// What is reported, and how strictly.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Rules {
    /// Rule files of the house, read on top of the built-in rules.
    pub paths: Setting<Vec<String>>,
    /// Codes, names or beginnings of codes that are reported; empty for all.
    pub select: Setting<Vec<String>>,
    /// Codes, names or beginnings of codes that are not reported, even if they are selected.
    pub ignore: Setting<Vec<String>>,
    /// How much findings matter, by code or name.
    pub severity: BTreeMap<&'static str, Setting<Severity>>,
    /// Which readings of two values a verdict follows from.
    pub reading: Setting<Reading>,
    /// By how much values may differ, by kind: dates by days ("1d"), all others by a percentage.
    #[schemars(extend("propertyNames" = { "enum": KINDS }))]
    pub tolerance: BTreeMap<&'static str, Setting<Tolerance>>,
}

/// How much a kind of finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It is not reported.
    Off,
    /// Worth knowing.
    Note,
    /// Worth a look.
    Warning,
    /// To be settled.
    Error,
}

impl Severity {
    /// The name in files.
    pub fn name(self) -> &'static str {
        self.level().map_or("off", Level::name)
    }

    /// The level of findings; none if they are not reported.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Off => None,
            Self::Note => Some(Level::Note),
            Self::Warning => Some(Level::Warning),
            Self::Error => Some(Level::Error),
        }
    }
}

/// What people have decided about findings.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Review {
    /// The file of findings that are accepted as they are.
    pub baseline: Setting<Option<String>>,
    /// The file of reviewers' verdicts.
    pub verdicts: Setting<Option<String>>,
    /// For how many days from today a suppression may hold; without it, for ever.
    pub max_suppression_days: Setting<Option<u32>>,
    /// Whether a suppression needs a reason.
    pub require_reason: Setting<bool>,
}

impl Default for Review {
    fn default() -> Self {
        Self {
            baseline: Setting::default(),
            verdicts: Setting::default(),
            max_suppression_days: Setting::default(),
            require_reason: Setting::unsaid(true),
        }
    }
}

/// Tables of house facts.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Knowledge {
    /// CSV files with the columns `says`, `as-of` and `evidence`, or TOML files with `[[known]]`.
    pub files: Setting<Vec<String>>,
}

/// A fact that the house holds to be true.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Known {
    /// The fact as a sentence: "The Acme contract is worth over $8 billion."
    pub says: String,
    /// When it was true: 2025, 2025-11 or 2025-11-03.
    #[schemars(extend("pattern" = EDTF_PATTERN))]
    pub as_of: Option<String>,
    /// How the house knows it.
    pub evidence: Option<String>,
    /// Where it stands.
    #[schemars(skip)]
    pub place: Place,
}

/// Findings in a draft that are known and accepted.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Suppress {
    /// A glob of drafts.
    pub path: String,
    /// Words of the draft; without them, the whole draft.
    pub quote: Option<String>,
    /// The codes or names of findings that are not reported there.
    #[schemars(length(min = 1))]
    pub codes: Vec<&'static str>,
    /// Why.
    pub reason: Option<String>,
    /// The last day on which it holds.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub until: Option<Date>,
    /// Where it stands.
    #[schemars(skip)]
    pub place: Place,
}

impl Config {
    /// The level at which findings of a kind are reported; none if they are not reported.
    ///
    /// What is ignored is never reported; what is not selected neither. A kind that is off by
    /// itself is reported if its own code or name is selected, or if it is given a severity.
    pub fn severity(&self, code: &Code) -> Option<Level> {
        let rules = &self.rules;
        let selects = |selectors: &[String]| selectors.iter().any(|s| codes::selects(s, code));
        let (select, ignore) = (&rules.select.value, &rules.ignore.value);
        if selects(ignore) || !(select.is_empty() || selects(select)) {
            return None;
        }
        let named = || select.iter().any(|s| codes::find(s).is_some_and(|c| c.id == code.id));
        match rules.severity.get(code.id) {
            Some(severity) => severity.value.level(),
            None => (code.on || named()).then_some(code.level),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn level(text: &str, code: &str) -> Option<Level> {
        let config = merge(vec![parse("corroborate.toml", text).unwrap()]);
        config.severity(codes::find(code).unwrap())
    }

    #[test]
    fn codes_have_the_level_that_the_configuration_gives_them() {
        let cases = [
            ("", "C101", Some(Level::Error)),
            ("rules.severity = { C101 = 'note' }", "C101", Some(Level::Note)),
            ("rules.severity = { contradicted = 'off' }", "C101", None),
            ("rules.select = ['C']", "C102", Some(Level::Warning)),
            ("rules.select = ['C']", "S001", None),
            ("rules.select = ['C1']\nrules.ignore = ['in-tension']", "C102", None),
            ("rules.ignore = ['C']\nrules.severity = { C101 = 'error' }", "C101", None),
            ("", "C106", None),
            ("rules.select = ['C']", "C106", None),
            ("rules.select = ['C', 'c106']", "C106", Some(Level::Note)),
            ("rules.select = ['unsupported']", "C106", Some(Level::Note)),
            ("rules.severity = { C106 = 'warning' }", "C106", Some(Level::Warning)),
            ("rules.select = ['S']\nrules.severity = { C106 = 'warning' }", "C106", None),
        ];
        for (text, code, expected) in cases {
            assert_eq!(level(text, code), expected, "{code} with {text:?}");
        }
    }

    #[test]
    fn names_are_those_of_the_schema() {
        for trust in [Trust::Unknown, Trust::Secondary, Trust::Primary] {
            assert_eq!(serde_json::to_value(trust).unwrap(), trust.name());
        }
        for reading in [Reading::Plain, Reading::Literal] {
            assert_eq!(serde_json::to_value(reading).unwrap(), reading.name());
        }
        for severity in [Severity::Off, Severity::Note, Severity::Warning, Severity::Error] {
            assert_eq!(serde_json::to_value(severity).unwrap(), severity.name());
        }
    }

    /// The template with every setting that is commented out switched on.
    fn unfolded() -> String {
        let on = |line: &str| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') => setting.to_owned(),
            _ => line.to_owned(),
        };
        TEMPLATE.lines().map(on).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_template_can_be_read_with_and_without_what_is_commented_out() {
        parse("corroborate.toml", TEMPLATE).unwrap();
        parse("corroborate.toml", &unfolded()).unwrap();
    }

    #[test]
    fn the_template_shows_every_key() {
        let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
        let template = unfolded();
        let names = template.lines().filter_map(|line| line.split(['=', ']']).next());
        let names = names.flat_map(|name| name.trim_start_matches('[').split('.').map(str::trim));
        let shown: BTreeSet<&str> = names.collect();
        for table in schema["definitions"].as_object().unwrap().values().chain([&schema]) {
            let keys = table["properties"].as_object().into_iter().flatten();
            for (key, _) in keys {
                assert!(shown.contains(key.as_str()), "the template lacks {key}");
            }
        }
    }
}
