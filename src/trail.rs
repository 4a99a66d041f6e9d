//! Why something is so: the rules that were applied, each with the words that it matched.

use crate::id::RuleId;
use crate::text::Span;

/// One rule applied to some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The rule.
    pub rule: RuleId,
    /// The words it matched, in the claim's document.
    pub span: Span,
}

/// The rules that led to a result, in the order in which they were applied.
pub type Trail = Vec<Step>;
