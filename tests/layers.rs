//! Who may know whom: the `use` lines of every module against the table.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::support::root;

/// Each module and the modules of the crate that it may name.
const LAYERS: [(&str, &[&str]); 34] = [
    ("id", &[]),
    ("threads", &[]),
    ("hint", &[]),
    ("fingerprint", &[]),
    ("safe", &[]),
    ("codes", &["hint"]),
    ("value", &["id"]),
    ("text", &["id"]),
    ("formats", &["hint", "text", "value"]),
    ("rules", &["hint", "id", "text", "value"]),
    ("built_in", &["rules"]),
    ("grammar", &["id", "rules", "text"]),
    ("trail", &["id", "text"]),
    ("claim", &["id", "text", "trail", "value"]),
    ("compare", &["rules", "value"]),
    ("slip", &["rules", "value"]),
    ("growth", &["claim", "rules", "value"]),
    ("ledger", &["claim", "id", "text", "value"]),
    ("extract", &["claim", "grammar", "id", "rules", "text", "trail", "value"]),
    ("frame", &["claim", "grammar", "id", "ledger", "rules", "text", "trail", "value"]),
    (
        "link",
        &[
            "claim", "compare", "growth", "id", "ledger", "rules", "slip", "text", "threads",
            "value",
        ],
    ),
    ("undated", &["claim", "id", "ledger", "link", "rules", "threads", "value"]),
    ("judge", &["claim", "compare", "growth", "id", "ledger", "link", "rules", "slip", "value"]),
    ("written", &["claim", "rules", "text", "value"]),
    (
        "report",
        &[
            "claim",
            "codes",
            "compare",
            "fingerprint",
            "id",
            "judge",
            "ledger",
            "link",
            "rules",
            "safe",
            "text",
            "value",
        ],
    ),
    (
        "results",
        &[
            "claim",
            "codes",
            "fingerprint",
            "id",
            "judge",
            "ledger",
            "report",
            "rules",
            "text",
            "value",
            "written",
        ],
    ),
    (
        "check",
        &[
            "claim", "codes", "compare", "id", "judge", "ledger", "report", "results", "safe",
            "text",
        ],
    ),
    ("config", &["codes", "compare", "hint", "safe", "text", "value"]),
    ("desk", &["codes", "hint", "results", "text"]),
    ("output", &["codes", "results", "safe", "text", "value"]),
    ("wire", &["claim", "id", "ledger", "report", "results", "rules", "safe", "text", "value"]),
    (
        "examples",
        &["claim", "compare", "extract", "grammar", "id", "link", "report", "rules", "text"],
    ),
    ("cli", &[]),
    ("main", &[]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The first module of a file's path below `src/`.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules that a source names as `crate::name`, its tests left out.
fn named(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap();
    let lines = code.lines().map(|l| l.split("//").next().unwrap());
    let pieces =
        lines.flat_map(|l| l.split("crate::").skip(1).map(str::to_owned).collect::<Vec<_>>());
    pieces
        .map(|p| p.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>())
        .filter(|name: &String| !name.is_empty())
        .collect()
}

#[test]
fn no_module_knows_more_than_its_layer_may() {
    let layers: BTreeMap<&str, &[&str]> = LAYERS.into_iter().collect();
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let own = module(&file);
        if own == "lib" {
            continue;
        }
        let allowed = layers.get(own.as_str()).unwrap_or_else(|| panic!("no layer for {own}"));
        for name in named(&std::fs::read_to_string(&file).unwrap()) {
            let crosses = name != own && layers.contains_key(name.as_str());
            if crosses && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{} uses {name}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_binary_prints_reads_files_or_the_environment() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let words = [
        "println!",
        "eprintln!",
        "std::fs",
        "std::env",
        "std::process",
        "SystemTime",
        "Instant::now",
        "anyhow",
    ];
    for file in files.iter().filter(|f| !matches!(module(f).as_str(), "main" | "cli")) {
        let text = std::fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for word in words {
            assert!(!code.contains(word), "{} says {word}", file.display());
        }
    }
    let rayon = files.iter().filter(|f| std::fs::read_to_string(f).unwrap().contains("rayon"));
    let modules: Vec<String> = rayon.map(|f| module(f)).collect();
    assert_eq!(modules, ["threads"], "only threads.rs names the thread pool");
}
