//! The program from outside: what it prints, where, and its exit code.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::support::root;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn last(&self) -> &str {
        self.err.lines().last().unwrap_or_default()
    }
}

fn run(arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_corroborate"))
        .current_dir(root())
        .args(arguments)
        .output()
        .unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder of its own for one test, with files in it.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    for (file, bytes) in files {
        std::fs::write(path.join(file), bytes).unwrap();
    }
    path
}

const GOOD: &[u8] = b"The flood in Northport killed 11 people.";
const OTHER: &[u8] = b"The flood in Northport killed 12 people.";

#[test]
fn the_exit_code_says_what_was_found() {
    let same = folder("same", &[("a.txt", GOOD), ("b.txt", GOOD)]);
    let differ = folder("differ", &[("a.txt", GOOD), ("b.txt", OTHER)]);
    let (same, differ) = (same.to_str().unwrap(), differ.to_str().unwrap());
    for format in ["terminal", "markdown", "jsonl"] {
        assert_eq!(run(&["compare", same, "--format", format]).code, 0);
        let found = run(&["compare", differ, "--format", format]);
        assert_eq!(found.code, 1, "{}", found.err);
        assert!(found.last().ends_with(": exit 1"), "{}", found.last());
        assert!(found.last().starts_with("1 error, 0 warnings, 0 notes"), "{}", found.last());
    }
    assert_eq!(run(&["compare", differ, "--fail-on", "never"]).code, 0);
}

/// Each bad input, with what the program says of it; the good article beside it is still read.
#[test]
fn bad_input_is_named_and_the_rest_is_done() {
    let path = folder("bad", &[
        ("good.txt", GOOD),
        ("empty.txt", b" \n "),
        ("binary.txt", b"PK\0\x03"),
        ("latin.txt", b"one\ntwo \xE9 three"),
        ("lines.jsonl", b"{\"id\": \"x\", \"text\": \"It cost $5.\"}\n{\"id\": 7}\n{\"id\": \"y\", \"text\": \"z\", \"published\": \"May\"}\n"),
    ]);
    // Paths are cited as seen from where the program runs.
    let here = path.strip_prefix(root()).unwrap_or(&path);
    let file = |name: &str| here.join(name).display().to_string();
    let missing = file("missing.txt");
    let ran = run(&["compare", path.to_str().unwrap(), &missing]);
    assert_eq!(ran.code, 2);
    let expected = [
        format!("error: {}: the file is empty", file("empty.txt")),
        format!("error: {}: this is not a text file (it holds NUL bytes)", file("binary.txt")),
        format!("error: {}:2: invalid type: integer `7`, expected a string", file("lines.jsonl")),
        format!("error: {}:3: `published` must be a year, month or day", file("lines.jsonl")),
        format!("error: {missing}: no such file or folder"),
    ];
    for line in expected {
        assert!(ran.err.contains(&line), "no {line}\nin {}", ran.err);
    }
    assert!(
        ran.last().ends_with("facts of 3 sources; 5 inputs could not be read: exit 2"),
        "{}",
        ran.last()
    );
    assert!(ran.out.contains("death toll"), "{}", ran.out);
}

#[test]
fn a_broken_story_or_rule_is_named_with_its_line() {
    let story =
        folder("story", &[("story.toml", b"title = \"x\"\n[[article]]\nfil = \"a.txt\"\n")]);
    let ran = run(&["compare", story.to_str().unwrap()]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("story.toml:3: unknown field `fil`"), "{}", ran.err);

    let rules = folder(
        "rules",
        &[("mine.toml", b"\n[[hedg]]\nname = \"x\"\nyes = [\"a\"]\nno = [\"b\"]\n")],
    );
    let file = rules.join("mine.toml").display().to_string();
    let ran = run(&["compare", "seeds/openai-aws", "--rules", &file]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("mine.toml:2: unknown kind of rule [[hedg]] (did you mean `hedge`?)"),
        "{}",
        ran.err
    );
}

#[test]
fn an_empty_folder_is_an_error() {
    let path = folder("nothing", &[]);
    let ran = run(&["compare", path.to_str().unwrap()]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no article in this folder"), "{}", ran.err);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_corroborate"))
        .current_dir(root())
        .args(["compare", "seeds/openai-aws"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn json_lines_hold_claims_then_facts_then_findings() {
    let ran = run(&["compare", "seeds/openai-aws", "--format", "jsonl"]);
    let types: Vec<String> = ran
        .out
        .lines()
        .map(|l| {
            serde_json::from_str::<serde_json::Value>(l).unwrap()["type"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let mut order = types.clone();
    order.dedup();
    assert_eq!(order, ["claim", "fact", "finding"]);
    assert!(ran.out.starts_with("{\"type\":\"claim\",\"id\":\"c1\",\"doc\":"));
}

#[test]
fn explain_tells_facts_claims_and_pairs() {
    let fact = run(&["explain", "f1", "seeds/openai-aws"]);
    assert_eq!(fact.code, 0);
    assert!(
        fact.out.contains("were joined: score") && fact.out.contains("[rules/linking.toml:"),
        "{}",
        fact.out
    );
    let pair = run(&["explain", "c1", "c2", "seeds/openai-aws"]);
    assert!(pair.out.contains("are different"), "{}", pair.out);
    let wrong = run(&["explain", "f999", "seeds/openai-aws"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("there is no `f999` here"), "{}", wrong.err);
}
