//! The README's screen is real output.

use crate::support::root;

/// A text with every run of white space as one blank.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_screen_of_the_readme_is_real_output() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let screen = readme.split("```text\n").nth(1).unwrap().split("\n```").next().unwrap();
    let report =
        std::fs::read_to_string(root().join("snapshots/openai-aws.terminal.snap")).unwrap();
    assert!(report.contains(screen.trim()), "the README shows what the program no longer prints");
    assert!(screen.lines().all(|l| l.chars().count() <= 80));
    assert!(words(&readme).contains("cargo test --release"));
}
