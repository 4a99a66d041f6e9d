//! Rules loaded once, and short ways to run the engine.

use std::path::PathBuf;
use std::sync::LazyLock;

use corroborate::rules::Rules;

/// The built-in rules.
pub(crate) static RULES: LazyLock<Rules> = LazyLock::new(|| match Rules::built_in() {
    Ok(rules) => rules,
    Err(errors) => panic!("{}", errors.iter().map(|e| format!("{e}\n")).collect::<String>()),
});

/// Where the repository is.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs assertions whose snapshots stand in `snapshots/`.
pub(crate) fn snapshots(assertions: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(assertions);
}
