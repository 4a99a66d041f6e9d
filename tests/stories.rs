//! What a reader sees of each story in `seeds/`: the reviewed reports.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{root, snapshots};

/// The program's output on a story, its paths relative to the repository.
fn output(story: &Path, arguments: &[&str]) -> String {
    let path = story.strip_prefix(root()).unwrap_or(story);
    let output = Command::new(env!("CARGO_BIN_EXE_corroborate"))
        .current_dir(root())
        .args(arguments)
        .arg(path)
        .output()
        .unwrap();
    let (out, err) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    format!("{out}{err}")
}

/// The folders below `seeds/` that hold a story.
pub(crate) fn all() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("seeds")).unwrap();
    let mut folders: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    folders.retain(|f| f.join("story.toml").is_file());
    folders.sort();
    folders
}

#[test]
fn reports_read_as_reviewed() {
    snapshots(|| {
        for story in all() {
            let name = story.file_name().unwrap().to_string_lossy().into_owned();
            insta::assert_snapshot!(format!("{name}.terminal"), output(&story, &["compare"]));
            insta::assert_snapshot!(
                format!("{name}.markdown"),
                output(&story, &["compare", "--format", "markdown"])
            );
            insta::assert_snapshot!(
                format!("{name}.marked"),
                output(&story, &["extract", "--mentions"])
            );
        }
    });
}

#[test]
fn every_story_has_a_place_here() {
    assert_eq!(all().len(), 3);
}
