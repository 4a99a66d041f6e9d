//! Copies the rules without their examples, so that the program reads at each start only what it
//! needs. Lines stay where they are: places of rules are the same in both.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use toml::de::{DeTable, DeValue};

/// The keys of a rule that hold its examples.
const EXAMPLES: [&str; 2] = ["yes", "no"];

#[allow(clippy::disallowed_methods)] // Cargo speaks to a build script through the environment
fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for folder in ["rules", "rules/en"] {
        fs::create_dir_all(out.join(folder))?;
        for entry in fs::read_dir(root.join(folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|e| e == "toml") {
                copy(&path, &out.join(folder).join(path.file_name().unwrap_or_default()))?;
            }
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let text = fs::read_to_string(from)?;
    let wrong = |e: toml::de::Error| io::Error::other(format!("{}: {e}", from.display()));
    let root = DeTable::parse(&text).map_err(wrong)?;
    let mut left_out: Vec<std::ops::Range<usize>> = Vec::new();
    for rules in root.get_ref().values() {
        let DeValue::Array(rules) = rules.get_ref() else { continue };
        for rule in rules {
            let DeValue::Table(rule) = rule.get_ref() else { continue };
            let examples = rule.iter().filter(|(k, _)| EXAMPLES.contains(&k.get_ref().as_ref()));
            left_out.extend(examples.map(|(key, value)| key.span().start..value.span().end));
        }
    }
    left_out.sort_by_key(|range| range.start);
    fs::write(to, without(&text, &left_out))
}

/// The text without some stretches of it, their line ends kept.
fn without(text: &str, left_out: &[std::ops::Range<usize>]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for range in left_out {
        kept.push_str(text.get(from..range.start).unwrap_or_default());
        let left_out = text.get(range.clone()).unwrap_or_default();
        kept.extend(left_out.chars().filter(|c| *c == '\n'));
        from = range.end;
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}
