//! The rules that are built into the program. The build script compiles them, so that a start
//! costs no more than reading what came out.

use crate::rules::{FILES, RuleError, Rules};

/// What `build.rs` made of the files.
const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));

impl Rules {
    /// The rules that are built into the program, without their examples.
    pub fn built_in() -> Result<Self, Vec<RuleError>> {
        postcard::from_bytes(COMPILED).map_err(|e| {
            let message = format!("the compiled rules can't be read: {e}");
            vec![RuleError { file: "rules".to_owned(), line: 1, message }]
        })
    }

    /// The built-in rules without examples, and more files, each a name and its TOML text.
    pub fn built_in_with(more: &[(&str, &str)]) -> Result<Self, Vec<RuleError>> {
        Self::built_in()?.and(more)
    }

    /// The built-in rules with all their examples, and more files.
    pub fn with_examples(more: &[(&str, &str)]) -> Result<Self, Vec<RuleError>> {
        Self::parse(&[FILES.as_slice(), more].concat())
    }
}
