use std::fmt::Write;

use serde::Serialize;
use serde_json::Value;

use super::{Config, Known, Pin, Place, Review, Rules, Setting, Suppress};
use crate::safe::is_invisible;

/// What holds, as a configuration file: each value with the file and line where it was written, or
/// with `default`.
pub fn show(config: &Config) -> String {
    let mut page = Page::default();
    page.setting("edition", &config.edition);
    page.setting("extends", &config.extends);
    page.table("drafts");
    page.setting("include", &config.drafts.include);
    page.setting("exclude", &config.drafts.exclude);
    page.table("sources");
    page.setting("include", &config.sources.include);
    page.setting("exclude", &config.sources.exclude);
    for pin in &config.sources.pins {
        page.pin(pin);
    }
    page.rules(&config.rules);
    page.review(&config.review);
    page.table("knowledge");
    page.setting("files", &config.knowledge.files);
    for known in &config.known {
        page.known(known);
    }
    for suppress in &config.suppress {
        page.suppress(suppress);
    }
    page.0
}

/// A configuration file that is being written.
#[derive(Default)]
struct Page(String);

// Writing to a text can't fail, so what `write!` returns is of no interest.
impl Page {
    fn table(&mut self, name: &str) {
        let _ = writeln!(self.0, "\n[{name}]");
    }

    /// A table of a list.
    fn listed(&mut self, name: &str, place: &Place) {
        let _ = writeln!(self.0, "\n[[{name}]]  # {place}");
    }

    fn setting<T: Serialize>(&mut self, key: &str, setting: &Setting<T>) {
        let _ = match written(&setting.value) {
            Some(value) => write!(self.0, "{key} = {value}"),
            None => write!(self.0, "# {key} is not set"),
        };
        let _ = match &setting.place {
            Some(place) => writeln!(self.0, "  # {place}"),
            None => writeln!(self.0, "  # default"),
        };
    }

    /// A value whose table tells the place.
    fn value<T: Serialize>(&mut self, key: &str, value: T) {
        if let Some(value) = written(value) {
            let _ = writeln!(self.0, "{key} = {value}");
        }
    }

    fn pin(&mut self, pin: &Pin) {
        self.listed("sources.pin", &pin.place);
        self.value("path", &pin.path);
        self.value("id", &pin.id);
        self.value("title", &pin.title);
        self.value("published", &pin.published);
        self.value("publisher", &pin.publisher);
        self.value("url", &pin.url);
        self.value("story", &pin.story);
        self.value("trust", pin.trust);
    }

    fn rules(&mut self, rules: &Rules) {
        self.table("rules");
        self.setting("paths", &rules.paths);
        self.setting("select", &rules.select);
        self.setting("ignore", &rules.ignore);
        for (code, severity) in &rules.severity {
            self.setting(&format!("severity.{code}"), severity);
        }
        self.setting("reading", &rules.reading);
        for (kind, tolerance) in &rules.tolerance {
            self.setting(&format!("tolerance.{kind}"), tolerance);
        }
    }

    fn review(&mut self, review: &Review) {
        self.table("review");
        self.setting("baseline", &review.baseline);
        self.setting("verdicts", &review.verdicts);
        self.setting("max-suppression-days", &review.max_suppression_days);
        self.setting("require-reason", &review.require_reason);
    }

    fn known(&mut self, known: &Known) {
        self.listed("known", &known.place);
        self.value("says", &known.says);
        self.value("as-of", &known.as_of);
        self.value("evidence", &known.evidence);
    }

    fn suppress(&mut self, suppress: &Suppress) {
        self.listed("suppress", &suppress.place);
        self.value("path", &suppress.path);
        self.value("quote", &suppress.quote);
        self.value("codes", &suppress.codes);
        self.value("reason", &suppress.reason);
        self.value("until", suppress.until.map(|day| day.to_string()));
    }
}

/// A value as TOML; none for one that is not set.
fn written(value: impl Serialize) -> Option<String> {
    serde_json::to_value(value).ok().as_ref().and_then(inline)
}

fn inline(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(basic_string(text)),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(inline).collect();
            Some(format!("[{}]", items.join(", ")))
        }
        other => Some(other.to_string()),
    }
}

/// A text in quotes. What would act on a terminal, or not be seen there, is escaped.
fn basic_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.extend(['\\', c]);
        } else if c != ' ' && (c.is_control() || c.is_whitespace() || is_invisible(c)) {
            let _ = write!(out, "\\U{:08X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::super::{from_override, merge, parse};
    use super::*;

    #[test]
    fn every_value_is_shown_with_its_origin() {
        let layers = vec![
            parse("house.toml", "[rules]\nignore = ['C103']\nseverity.C102 = 'note'\n").unwrap(),
            parse(
                "desk/corroborate.toml",
                "[sources]\n[[sources.pin]]\npath = 'a.html'\ntrust = 'primary'\n\
                 [[suppress]]\npath = 'b.md'\ncodes = ['C101']\nuntil = 2026-12-31\n",
            )
            .unwrap(),
            from_override("rules.tolerance.money = '2.50%'").unwrap(),
        ];
        let expected = r#"edition = 1  # default
extends = []  # default

[drafts]
include = []  # default
exclude = []  # default

[sources]
include = []  # default
exclude = []  # default

[[sources.pin]]  # desk/corroborate.toml:2
path = "a.html"
trust = "primary"

[rules]
paths = []  # default
select = []  # default
ignore = ["C103"]  # house.toml:2
severity.C102 = "note"  # house.toml:3
reading = "plain"  # default
tolerance.money = "2.5%"  # --config:1

[review]
# baseline is not set  # default
# verdicts is not set  # default
# max-suppression-days is not set  # default
require-reason = true  # default

[knowledge]
files = []  # default

[[suppress]]  # desk/corroborate.toml:5
path = "b.md"
codes = ["C101"]
until = "2026-12-31"
"#;
        assert_eq!(show(&merge(layers)), expected);
    }

    #[test]
    fn what_is_shown_can_be_read_again() {
        let text = r#"
drafts.include = ["a\n[x]\"\\\u0000\u202E'é/**"]
[[known]]
says = "The dam is\t12 km long. # no comment"
"#;
        let path = "a\n[rules]\u{1B}[2J.toml";
        let config = merge(vec![parse(path, text).unwrap()]);
        let shown = show(&config);
        assert!(!shown.contains(['\u{0}', '\u{1B}', '\u{202E}', '\t']), "{shown}");
        let again = merge(vec![parse("c", &shown).unwrap()]);
        assert_eq!(again.drafts.include.value, config.drafts.include.value);
        assert_eq!(again.known[0].says, config.known[0].says);
    }
}
