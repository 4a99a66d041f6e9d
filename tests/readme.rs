//! The README's screen is real output, and its commands are the ones that work.

use crate::support::root;

#[test]
fn the_screen_of_the_readme_is_real_output() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let screen = readme.split("```text\n").nth(1).unwrap().split("\n```").next().unwrap();
    let report =
        std::fs::read_to_string(root().join("snapshots/openai-aws.terminal.snap")).unwrap();
    assert!(report.contains(screen), "the README shows what the program no longer prints");
    assert!(screen.lines().all(|l| l.chars().count() <= 80));
}
