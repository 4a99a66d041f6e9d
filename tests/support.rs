//! Rules loaded once, and short ways to run the engine.

use std::path::PathBuf;
use std::sync::LazyLock;

use corroborate::report::Report;
use corroborate::rules::Rules;
use corroborate::text::Source;
use corroborate::{ledger::Ledger, read, reconcile};

/// The built-in rules.
pub static RULES: LazyLock<Rules> = LazyLock::new(|| match Rules::built_in() {
    Ok(rules) => rules,
    Err(errors) => panic!("{}", errors.iter().map(|e| format!("{e}\n")).collect::<String>()),
});

/// Where the repository is.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A source of a name and a text.
pub fn source(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), text: text.to_owned(), ..Source::default() }
}

/// Sources `a`, `b`, ... of one story.
pub fn sources(texts: &[&str]) -> Vec<Source> {
    let named = texts.iter().zip('a'..='z');
    named
        .map(|(text, name)| Source {
            story: Some("story".to_owned()),
            ..source(&name.to_string(), text)
        })
        .collect()
}

/// The claims of one text.
pub fn claims(text: &str) -> Ledger {
    read(vec![source("a", text)], &RULES, 1).0
}

/// The report on texts of one story.
pub fn report(texts: &[&str]) -> Report {
    reconcile(sources(texts), &RULES, 1)
}
