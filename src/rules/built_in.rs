//! The files under `rules/`, built into the program.

/// A rule file.
pub(super) struct File {
    /// Its path, relative to the folder that holds `rules/`.
    pub(super) path: &'static str,
    /// Its text.
    pub(super) full: &'static str,
    /// The same without examples, line for line.
    pub(super) brief: &'static str,
}

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        [$(File {
            path: $path,
            full: include_str!(concat!("../../", $path)),
            brief: include_str!(concat!(env!("OUT_DIR"), "/", $path)),
        }),*]
    };
}

/// Every rule file.
pub(super) const FILES: [File; 19] = files![
    "rules/currencies.toml",
    "rules/judging.toml",
    "rules/linking.toml",
    "rules/units.toml",
    "rules/en/currencies.toml",
    "rules/en/dates.toml",
    "rules/en/figures.toml",
    "rules/en/function.toml",
    "rules/en/hedges.toml",
    "rules/en/holidays.toml",
    "rules/en/measures.toml",
    "rules/en/nouns.toml",
    "rules/en/numerals.toml",
    "rules/en/page.toml",
    "rules/en/places.toml",
    "rules/en/scopes.toml",
    "rules/en/units.toml",
    "rules/en/voice.toml",
    "rules/en/words.toml",
];
