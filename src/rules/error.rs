use std::fmt;

use crate::hint;

/// What is wrong with a rule file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, with a suggestion where there is one.
    pub message: String,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for RuleError {}

/// ` (did you mean ...?)` with the known name most like `wrong`, or nothing.
pub(super) fn did_you_mean<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> String {
    hint::did_you_mean(hint::like(wrong, known))
}

/// Adds a suggestion to serde's words about an unknown key, which list the known ones.
pub(super) fn explain_unknown(message: &str, more: &[&str]) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    match quoted.next() {
        Some(wrong) if message.starts_with("unknown") => {
            let known = quoted.chain(more.iter().copied());
            let first = message.lines().next().unwrap_or_default();
            let head = first.split(", expected").next().unwrap_or(first);
            format!("{}{}", head.replace("field", "key"), did_you_mean(wrong, known))
        }
        _ => message.lines().next().unwrap_or_default().to_owned(),
    }
}
