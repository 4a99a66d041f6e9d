use std::fmt;

use crate::hint;
use crate::safe::plain;

/// What is wrong with a configuration, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, with a suggestion where there is one.
    pub message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", plain(&self.file), self.line, self.message)
    }
}

impl std::error::Error for ConfigError {}

/// So many characters of a file are quoted in a message.
const MAX_QUOTED: usize = 60;

/// Words of a file inside a message, shortened and harmless.
pub(super) fn quoted(text: &str) -> String {
    let mut rest = text.chars();
    let short: String = rest.by_ref().take(MAX_QUOTED).collect();
    let more = if rest.next().is_some() { "…" } else { "" };
    format!("`{}{more}`", plain(&short))
}

/// ` (did you mean ...?)` with the name most like a wrong one, or nothing.
pub(super) fn did_you_mean<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    hint::did_you_mean(hint::like(wrong, names))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_words_are_short_and_harmless() {
        assert_eq!(quoted("a\u{1B}[2Jb\u{202E}\nc"), "`a\u{FFFD}[2Jb\u{FFFD} c`");
        assert_eq!(quoted(&"é".repeat(100)), format!("`{}…`", "é".repeat(60)));
    }
}
