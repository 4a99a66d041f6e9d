//! The files under `rules/`.

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../../", $path)))),*]
    };
}

/// Every rule file: its path, relative to the folder that holds `rules/`, and its text.
pub const FILES: [(&str, &str); 22] = files![
    "rules/currencies.toml",
    "rules/judging.toml",
    "rules/linking.toml",
    "rules/units.toml",
    "rules/en/currencies.toml",
    "rules/en/dates.toml",
    "rules/en/events.toml",
    "rules/en/figures.toml",
    "rules/en/function.toml",
    "rules/en/hedges.toml",
    "rules/en/holidays.toml",
    "rules/en/lengths.toml",
    "rules/en/measures.toml",
    "rules/en/nationalities.toml",
    "rules/en/nouns.toml",
    "rules/en/numerals.toml",
    "rules/en/page.toml",
    "rules/en/places.toml",
    "rules/en/scopes.toml",
    "rules/en/units.toml",
    "rules/en/voice.toml",
    "rules/en/words.toml",
];
