use std::path::PathBuf;

use super::error::ConfigError;
use super::{Config, Drafts, Knowledge, Review, Rules, Sources, keys, table};

/// So many files may build on one another; more are a circle or a mistake.
pub const MAX_EXTENDS: usize = 8;

/// The name of the command line in places and errors.
pub(super) const COMMAND_LINE: &str = "--config";

/// One configuration file, or one value from the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer(Config);

impl Layer {
    /// The files that this one builds on, as the program can open them. Their layers come before
    /// it, in this order.
    pub fn extends(&self) -> Vec<PathBuf> {
        self.0.extends.paths()
    }
}

/// Reads a configuration file from its path, as it shall be named in messages, and its text.
pub fn parse(path: &str, text: &str) -> Result<Layer, Vec<ConfigError>> {
    table::read(path, text, keys::config).map(Layer)
}

/// Reads what `--config` gives: `rules.ignore = ["C102"]`. Paths in it are relative to the folder
/// in which the program runs. All that is wrong is one error.
pub fn from_override(text: &str) -> Result<Layer, ConfigError> {
    parse(COMMAND_LINE, text).map_err(|errors| {
        let messages: Vec<String> = errors.into_iter().map(|e| e.message).collect();
        ConfigError { file: COMMAND_LINE.to_owned(), line: 1, message: messages.join("; ") }
    })
}

/// What holds if all layers do, the later before the earlier.
pub fn merge(layers: Vec<Layer>) -> Config {
    let mut merged = Config::default();
    for Layer(config) in layers {
        merged.overlay(config);
    }
    merged
}

// Later layers are taken apart field by field, so that no new field is forgotten.

impl Config {
    fn overlay(&mut self, later: Self) {
        let Self { edition, extends, drafts, sources, rules, review, knowledge, known, suppress } =
            later;
        self.edition.overlay(edition);
        self.extends.overlay(extends);
        self.drafts.overlay(drafts);
        self.sources.overlay(sources);
        self.rules.overlay(rules);
        self.review.overlay(review);
        self.knowledge.overlay(knowledge);
        self.known.extend(known);
        self.suppress.extend(suppress);
    }
}

impl Drafts {
    fn overlay(&mut self, later: Self) {
        let Self { include, exclude } = later;
        self.include.overlay(include);
        self.exclude.overlay(exclude);
    }
}

impl Sources {
    fn overlay(&mut self, later: Self) {
        let Self { include, exclude, pins } = later;
        self.include.overlay(include);
        self.exclude.overlay(exclude);
        self.pins.extend(pins);
    }
}

impl Rules {
    fn overlay(&mut self, later: Self) {
        let Self { paths, select, ignore, severity, reading, tolerance } = later;
        self.paths.overlay(paths);
        self.select.overlay(select);
        self.ignore.overlay(ignore);
        self.severity.extend(severity);
        self.reading.overlay(reading);
        self.tolerance.extend(tolerance);
    }
}

impl Review {
    fn overlay(&mut self, later: Self) {
        let Self { baseline, verdicts, max_suppression_days, require_reason } = later;
        self.baseline.overlay(baseline);
        self.verdicts.overlay(verdicts);
        self.max_suppression_days.overlay(max_suppression_days);
        self.require_reason.overlay(require_reason);
    }
}

impl Knowledge {
    fn overlay(&mut self, later: Self) {
        let Self { files } = later;
        self.files.overlay(files);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Place, Setting, Severity, Tolerance, Trust};
    use super::*;

    fn errors(text: &str) -> Vec<String> {
        let errors = parse("corroborate.toml", text).unwrap_err();
        errors.iter().map(ToString::to_string).collect()
    }

    fn layer(path: &str, text: &str) -> Layer {
        parse(path, text).unwrap()
    }

    const FULL: &str = r#"
edition = 1
[sources]
include = ["wire/**"]
[[sources.pin]]
path = "wire/a.html"
published = 2025-11-03
trust = "primary"
[rules]
severity = { in-tension = "off" }
tolerance = { money = "2.5%" }
[review]
max-suppression-days = 90
[[known]]
says = "The Acme contract is worth over $8 billion."
as-of = "2025"
[[suppress]]
path = "drafts/*.md"
codes = ["C101"]
until = "2026-12-31"
"#;

    #[test]
    fn every_value_has_its_line() {
        let config = merge(vec![layer("desk/corroborate.toml", FULL)]);
        let place = |line| Place { file: "desk/corroborate.toml".into(), line };
        assert_eq!(config.edition.place, Some(place(2)));
        assert_eq!(config.sources.include.place, Some(place(4)));
        assert_eq!(config.sources.exclude.place, None);
        let pin = &config.sources.pins[0];
        assert_eq!((pin.published.as_deref(), pin.trust), (Some("2025-11-03"), Trust::Primary));
        assert_eq!(pin.place, place(5));
        assert_eq!(config.rules.severity["C102"], Setting::said(Severity::Off, place(10)));
        assert_eq!(config.rules.tolerance["money"].value, Tolerance::Percent(25_000));
        assert_eq!(config.review.max_suppression_days, Setting::said(Some(90), place(13)));
        assert_eq!(config.review.require_reason, Setting::unsaid(true));
        assert_eq!(
            (config.known[0].as_of.as_deref(), &config.known[0].place),
            (Some("2025"), &place(14))
        );
        assert_eq!(config.suppress[0].until, Some(jiff::civil::date(2026, 12, 31)));
        assert_eq!(config.suppress[0].codes, ["C101"]);
    }

    #[test]
    fn later_layers_win_key_by_key_and_lists_of_tables_add_up() {
        let house = layer(
            "house/corroborate.toml",
            "[rules]\nselect = ['C']\nignore = ['C103']\n\
             severity = { C101 = 'note', C102 = 'note' }\n\
             [[known]]\nsays = 'The bridge is 2 km long.'",
        );
        let desk = layer(
            "desk/corroborate.toml",
            "extends = ['../house/corroborate.toml']\n\
             [rules]\nselect = ['S']\nseverity = { C102 = 'error' }\n\
             [[known]]\nsays = 'The dam is 12 km long.'",
        );
        assert_eq!(desk.extends(), [std::path::Path::new("desk/../house/corroborate.toml")]);
        let override_ = from_override("rules.ignore = []").unwrap();
        let config = merge(vec![house, desk, override_]);
        assert_eq!(config.rules.select.value, ["S"]);
        assert!(config.rules.ignore.value.is_empty());
        assert_eq!(
            config.rules.ignore.place.as_ref().map(ToString::to_string).as_deref(),
            Some("--config:1")
        );
        let severity = |code: &str| config.rules.severity[code].value;
        assert_eq!((severity("C101"), severity("C102")), (Severity::Note, Severity::Error));
        let says: Vec<&str> = config.known.iter().map(|k| k.says.as_str()).collect();
        assert_eq!(says, ["The bridge is 2 km long.", "The dam is 12 km long."]);
    }

    #[test]
    fn all_that_is_wrong_is_reported_by_line() {
        let text = "edition = 2\ncolour = 'red'\n\
                    [rules]\nselct = ['C']\nignore = [\n  'C101',\n  'X9',\n]\n\
                    severity = { C101 = 'fatal', contradicted = 'off' }\n\
                    tolerance = { date = '5%' }\n\
                    [[sources.pin]]\npublished = 'soon'\n\
                    [[suppress]]\npath = 'a'\ncodes = []\n[known]\n";
        let expected = [
            "1: `edition`: there is no edition 2; this program has edition 1",
            "2: unknown key `colour`; known are edition, extends, drafts, sources, rules, review, \
             knowledge, known, suppress",
            "4: unknown key `rules.selct` (did you mean `select`?)",
            "7: `rules.ignore`: no finding has the code or name `X9`",
            "9: `rules.severity`: `fatal` is none of error, warning, note, off",
            "10: `rules.tolerance`: `5%` is no tolerance of date; write days: 1d",
            "11: `sources.pin.path` is missing",
            "12: `sources.pin.published`: `soon` is no date; write 2025, 2025-11 or 2025-11-03",
            "13: `suppress.codes`: the list is empty",
            "16: `known`: must be written as [[known]]",
        ];
        let expected: Vec<String> =
            expected.iter().map(|e| format!("corroborate.toml:{e}")).collect();
        assert_eq!(errors(text), expected);
    }

    #[test]
    fn a_kind_of_finding_has_one_severity() {
        let text = "[rules.severity]\nC101 = 'note'\ncontradicted = 'off'\n";
        assert_eq!(errors(text), ["corroborate.toml:3: `rules.severity`: `C101` is set twice"]);
    }

    #[test]
    fn broken_toml_has_its_line() {
        let errors = parse("c", "edition = 1\nextends == []\n").unwrap_err();
        assert!(errors.iter().any(|e| e.line == 2), "{errors:?}");
        let error = from_override("rules.select=C1").unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("--config", 1));
    }

    #[test]
    fn hostile_files_do_no_harm() {
        let deep = "[".repeat(10_000);
        let list = format!("a = {deep}");
        let key = format!("\"{}\" = 1", "a\\u001B[2J".repeat(50_000));
        for text in [deep.as_str(), list.as_str(), key.as_str(), "a.b.c", "\u{0}", "\u{1B}[2J = 1"]
        {
            if let Err(errors) = parse("c", text) {
                for error in errors {
                    assert!(!error.to_string().contains('\u{1B}'));
                    assert!(error.to_string().chars().count() < 400);
                }
            }
        }
        assert_eq!(layer("c", "\u{FEFF}edition = 1").0.edition.value, 1);
    }

    #[test]
    fn nothing_written_is_the_default() {
        assert_eq!(merge(vec![]), Config::default());
        assert_eq!(layer("c", ""), Layer(Config::default()));
    }
}
