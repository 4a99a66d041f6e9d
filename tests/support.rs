//! Rules loaded once, and short ways to run the engine.

use std::path::PathBuf;
use std::sync::LazyLock;

use corroborate::rules::Rules;
use corroborate::text::Source;

/// The built-in rules.
pub(crate) static RULES: LazyLock<Rules> = LazyLock::new(|| match Rules::built_in() {
    Ok(rules) => rules,
    Err(errors) => panic!("{}", errors.iter().map(|e| format!("{e}\n")).collect::<String>()),
});

/// Where the repository is.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The articles of a folder of `tests/cases`, without a word on which of them tell the same story.
pub(crate) fn articles(folder: &str) -> Vec<Source> {
    let folder = root().join("tests/cases").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    let read = |file: &PathBuf| {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        Source::plain(&name, std::fs::read_to_string(file).unwrap())
    };
    files.iter().map(read).collect()
}

/// Runs assertions whose snapshots stand in `snapshots/`.
pub(crate) fn snapshots(assertions: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(assertions);
}
