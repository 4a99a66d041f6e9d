//! What the program prints, command by command: `tests/cmd/*.trycmd`, and the outputs that the
//! guides in `docs/` and the example show.

use std::path::Path;
use std::process::Command;

use crate::support::root;

#[test]
fn commands_print_what_their_transcripts_say() {
    trycmd::TestCases::new()
        .register_bin("corroborate", Path::new(env!("CARGO_BIN_EXE_corroborate")))
        .env("NO_COLOR", "1")
        .env("GITHUB_STEP_SUMMARY", "")
        .case("tests/cmd/*.trycmd");
}

/// The outputs that a guide shows: the folder, the command and the block below it.
fn shown(guide: &str) -> Vec<(&str, &str, &str)> {
    let marked = guide.split("<!-- output (").skip(1);
    let parts = marked.map(|part| {
        let (folder, rest) = part.split_once("): ").unwrap();
        let (command, rest) = rest.split_once(" -->").unwrap();
        let block = rest.split("```").nth(1).unwrap();
        (folder, command, block.split_once('\n').unwrap().1)
    });
    parts.collect()
}

#[test]
fn guides_show_real_output() {
    let guides = ["docs/editors.md", "docs/fact-checkers.md", "examples/newsroom/README.md"];
    let mut count = 0;
    for guide in guides {
        let text = std::fs::read_to_string(root().join(guide)).unwrap();
        for (folder, command, block) in shown(&text) {
            let words = command.split_whitespace().skip(1);
            let output = Command::new(env!("CARGO_BIN_EXE_corroborate"))
                .current_dir(root().join(folder))
                .args(words)
                .env("NO_COLOR", "1")
                .output()
                .unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), block, "{guide}: {command}");
            count += 1;
        }
    }
    assert!(count >= 6, "only {count} outputs are shown");
}
