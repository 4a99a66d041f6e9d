//! The program from outside: what it prints, where, and its exit code.

use std::path::{Path, PathBuf};
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
    run_in(&root(), arguments)
}

fn run_in(folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_corroborate"))
        .current_dir(folder)
        .args(arguments)
        .env("CORROBORATE_TODAY", "2026-11-24")
        .env_remove("GITHUB_STEP_SUMMARY")
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
        std::fs::create_dir_all(path.join(file).parent().unwrap()).unwrap();
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
    let file = |name: &str| name.to_owned();
    let missing = file("missing.txt");
    let ran = run_in(&path, &["compare", path.to_str().unwrap(), &missing]);
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

const CONFIG: &[u8] = b"[drafts]\ninclude = ['drafts/**']\n[sources]\ninclude = ['sources/**']\n";

/// A desk: two drafts against two sources and a house fact, with a suppression for one of the drafts.
fn desk(name: &str) -> PathBuf {
    let known = "[[known]]\nsays = 'The bridge in Alderby is 310 metres long.'\n";
    let suppress = "[[suppress]]\npath = 'drafts/school.txt'\ncodes = ['C101']\nreason = 'known'\n";
    let config = [CONFIG, known.as_bytes(), suppress.as_bytes()].concat();
    let bridge = b"The bridge in Alderby cost $48 million. It is 210 metres long.";
    folder(
        name,
        &[
            ("corroborate.toml", &config),
            ("drafts/bridge.txt", bridge),
            ("drafts/school.txt", b"The school in Alderby employs 38 people."),
            ("sources/council.txt", b"The bridge in Alderby cost $84 million."),
            ("sources/school.txt", b"The school in Alderby employs 83 people."),
        ],
    )
}

/// Some arguments, then others.
fn both<'a>(some: &[&'a str], others: &[&'a str]) -> Vec<&'a str> {
    [some, others].concat()
}

/// The code, fingerprint and state of each finding of a check.
fn findings(folder: &Path, arguments: &[&str]) -> Vec<[String; 3]> {
    let ran = run_in(folder, &both(&["check", "--format", "json"], arguments));
    let results: serde_json::Value = serde_json::from_str(&ran.out).expect(&ran.err);
    let all = results["findings"].as_array().unwrap().iter();
    let text = |f: &serde_json::Value, key: &str| f[key].as_str().unwrap().to_owned();
    all.map(|f| ["code", "fingerprint", "state"].map(|key| text(f, key))).collect()
}

fn states(findings: &[[String; 3]]) -> Vec<&str> {
    findings.iter().map(|[_, _, state]| state.as_str()).collect()
}

#[test]
fn decisions_hold_wherever_the_program_runs() {
    let desk = desk("wherever");
    let ran = run_in(&desk, &["baseline", "create"]);
    assert_eq!((ran.code, ran.last()), (0, "2 findings in .corroborate/baseline.toml: exit 0"));
    let here = findings(&desk, &[]);
    assert_eq!(states(&here), ["baseline", "baseline", "suppressed"]);
    let above = desk.parent().unwrap();
    let cases: [(PathBuf, &[&str]); 4] = [
        (desk.join("drafts"), &[]),
        (desk.join("sources"), &["../drafts"]),
        (above.to_owned(), &["wherever/drafts"]),
        (above.to_owned(), &["--config", "wherever/corroborate.toml"]),
    ];
    for (folder, arguments) in cases {
        assert_eq!(findings(&folder, arguments), here, "{}", folder.display());
    }
    let file = desk.join("drafts/bridge.txt");
    assert_eq!(findings(&root(), &[file.to_str().unwrap()]), here[..2]);
}

#[test]
fn places_lead_to_files_from_where_the_program_runs() {
    let desk = desk("places");
    let from =
        |folder: &str, format: &str| run_in(&desk.join(folder), &["check", "--format", format]).out;
    assert!(from(".", "github").contains(",file=drafts/bridge.txt,line=1,"));
    assert!(from("drafts", "github").contains(",file=bridge.txt,line=1,"));
    let full = from("drafts", "full");
    assert!(full.contains("::: ../sources/council.txt:1:28\n"), "{full}");
    assert!(full.contains("::: ../corroborate.toml:5\n"), "{full}");
    let json: serde_json::Value = serde_json::from_str(&from("drafts", "json")).unwrap();
    assert_eq!(json["sources"][0]["name"], "drafts/bridge.txt");
    assert_eq!(json["sources"][0]["path"], "bridge.txt");
    assert!(!from("drafts", "sarif").contains(desk.to_str().unwrap()), "no absolute path");
}

#[test]
fn the_line_of_a_house_fact_is_no_part_of_a_fingerprint() {
    let fact = "The bridge in Alderby is 310 metres long.\n";
    let table = format!("says\n{fact}");
    let desk = folder(
        "one-fact",
        &[
            ("house.csv", table.as_bytes()),
            ("bridge.txt", b"The bridge in Alderby is 210 metres long."),
        ],
    );
    let check = ["bridge.txt", "--known", "house.csv"];
    let before = findings(&desk, &check);
    assert_eq!(before.len(), 1);
    let table = format!("says\nThe museum opened in 1908.\n{fact}");
    std::fs::write(desk.join("house.csv"), table).unwrap();
    assert_eq!(findings(&desk, &check), before);
    let twice = run_in(&desk, &both(&["check"], &both(&check, &["--known", "./house.csv"])));
    assert_eq!(twice.code, 1, "a table that is named twice is one: {}", twice.err);
}

#[test]
fn a_table_of_house_facts_may_be_in_another_encoding() {
    let desk = folder(
        "latin-facts",
        &[
            ("house.csv", b"says\nThe bridge in Alderby cost \x8084 million.\n"),
            ("bridge.txt", "The bridge in Alderby cost €48 million.".as_bytes()),
        ],
    );
    let ran = run_in(&desk, &["check", "bridge.txt", "--known", "house.csv"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let note = "note: house.csv: not UTF-8; read as windows-1252, which is a guess\n";
    assert!(ran.err.starts_with(note), "{}", ran.err);
}

/// Runs git in a folder, whatever repository the tests themselves run for.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        git.env_remove(name);
    }
    let settings = ["user.name=desk", "user.email=desk@example.org", "commit.gpgsign=false"];
    git.args(settings.iter().flat_map(|setting| ["-c", *setting]));
    let output = git.current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn changes_are_found_from_any_folder_of_a_repository() {
    let top = folder("repository", &[]);
    let desk = desk("repository/desk");
    git(&top, &["init", "--quiet"]);
    git(&top, &["add", "."]);
    git(&top, &["commit", "--quiet", "--message", "first"]);
    let text = "The bridge in Alderby cost $84 million, the council said.";
    std::fs::write(desk.join("sources/council.txt"), text).unwrap();
    let diff = git(&top, &["diff"]);
    let file = top.join("council.diff");
    std::fs::write(&file, diff).unwrap();
    let given = format!("--diff={}", file.display());
    let drafts = desk.join("drafts");
    let folders: [(&Path, &str); 3] = [(&top, "desk/drafts"), (&desk, "drafts"), (&drafts, ".")];
    for (folder, drafts) in folders {
        for diff in ["--diff=HEAD", given.as_str()] {
            let found = findings(folder, &[drafts, diff]);
            assert_eq!(states(&found), ["new", "unchanged", "suppressed"], "{drafts} {diff}");
        }
    }
}

#[test]
fn sources_beside_one_another_have_what_the_configuration_knows_of_them() {
    let pin =
        "[[sources.pin]]\npath = 'sources/a.txt'\ntitle = 'The Wire'\npublished = 2025-03-02\n";
    let desk = folder(
        "pinned",
        &[
            ("corroborate.toml", pin.as_bytes()),
            (
                "sources/a.txt",
                b"The flood in Northport killed 11 people. Nobody foresaw it last year.",
            ),
            ("sources/b.txt", b"The flood in Northport killed 12 people."),
        ],
    );
    for (folder, sources) in [(".", "sources"), ("sources", ".")] {
        let out = |arguments: &[&str]| run_in(&desk.join(folder), arguments).out;
        let compared = out(&["compare", sources]);
        assert!(compared.contains("\n  The Wire  "), "{compared}");
        let claims = out(&["extract", sources]);
        assert!(claims.contains("[last year = date range 2024]"), "{claims}");
        let explained = out(&["explain", "f1", sources]);
        assert!(explained.contains("death toll"), "{explained}");
        let isolated = out(&["compare", sources, "--isolated"]);
        assert!(!isolated.contains("The Wire"), "{isolated}");
    }
}

#[test]
fn a_date_that_can_not_be_read_is_told() {
    let text = "---\ndate: 3rd of March\n---\nThe flood in Northport killed 11 people last year.\n";
    let pin = "[[sources.pin]]\npath = '../source.md'\npublished = 2025\n";
    let desk = folder(
        "undated",
        &[
            ("draft.md", text.as_bytes()),
            ("source.md", text.as_bytes()),
            ("dated/corroborate.toml", pin.as_bytes()),
            ("dated/draft.txt", GOOD),
        ],
    );
    let check = ["check", "draft.md", "--against", "source.md", "--format", "concise"];
    let ran = run_in(&desk, &check);
    let finding = "draft.md:2:1: warning[R002] the date of publication can't be read: \
                   date: 3rd of March\n";
    assert_eq!((ran.code, ran.out.as_str()), (0, finding));
    let warning = "warning: source.md:2: the date of publication can't be read: \
                   date: 3rd of March; ";
    assert!(ran.err.starts_with(warning), "{}", ran.err);
    assert!(run_in(&desk, &["compare", "source.md"]).err.starts_with(warning));
    let known = run_in(&desk.join("dated"), &["check", "draft.txt", "--against", "../source.md"]);
    assert!(!known.err.contains("warning:"), "what the desk knows is enough: {}", known.err);
}

#[test]
fn a_second_article_of_a_name_is_told_whatever_gave_it_the_name() {
    let desk = desk("names");
    let pin = |path: &str| format!("[[sources.pin]]\npath = '{path}'\nid = 'wire'\n");
    let pins = [pin("sources/council.txt"), pin("sources/school.txt")].concat();
    std::fs::write(desk.join("corroborate.toml"), [CONFIG, pins.as_bytes()].concat()).unwrap();
    let ran = run_in(&desk, &["check"]);
    let line = "error: sources/school.txt: a second article is called `wire`";
    assert!(ran.code == 2 && ran.err.contains(line), "{}", ran.err);
    let record = "{\"id\": \"drafts/bridge.txt\", \"text\": \"The bridge cost $9 million.\"}\n";
    std::fs::write(desk.join("sources/wire.jsonl"), record).unwrap();
    let ran = run_in(&desk, &["check", "drafts", "--against", "sources/wire.jsonl"]);
    let line = "error: sources/wire.jsonl: a second article is called `drafts/bridge.txt`";
    assert!(ran.code == 2 && ran.err.contains(line), "{}", ran.err);
}

#[test]
fn an_output_that_can_not_be_written_leaves_the_others_alone() {
    let desk = desk("outputs");
    let check = |outputs: &[&str]| {
        let outputs = outputs.iter().flat_map(|output| ["--output", *output]);
        let outputs: Vec<&str> = outputs.collect();
        run_in(&desk, &both(&["check", "--format", "concise"], &outputs))
    };
    let ran = check(&["json=drafts", "csv=out/a.csv"]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.starts_with("drafts/bridge.txt:1:28: error[C101]"), "{}", ran.out);
    assert!(ran.err.contains("error: drafts: "), "{}", ran.err);
    assert!(ran.last().ends_with("; 1 output could not be written: exit 2"), "{}", ran.last());
    assert!(desk.join("out/a.csv").is_file());
    let ran = check(&["json=a", "csv=./a"]);
    assert_eq!(ran.err, "error: two outputs go to a\nnothing was done: exit 2\n");
    assert_eq!(check(&["json=-"]).code, 2);
}

#[test]
#[cfg(unix)]
fn a_file_that_is_written_anew_keeps_its_links_and_its_rights() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let desk = desk("links");
    let (real, link) = (desk.join("real.json"), desk.join("link.json"));
    std::fs::write(&real, "old").unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o600)).unwrap();
    symlink("real.json", &link).unwrap();
    run_in(&desk, &["check", "--output", "json=link.json"]);
    assert!(link.is_symlink());
    assert!(std::fs::read_to_string(&real).unwrap().starts_with('{'));
    assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
#[cfg(unix)]
fn links_that_lead_back_end_in_no_circle() {
    let desk = desk("loops");
    for name in ["one", "two"] {
        std::os::unix::fs::symlink("..", desk.join("drafts").join(name)).unwrap();
    }
    for drafts in ["drafts", "drafts/**/*.txt"] {
        let ran = run_in(&desk, &["check", drafts, "--against", "sources/council.txt"]);
        assert!(ran.last().contains(" drafts ("), "{drafts}: {}", ran.err);
    }
}

#[test]
fn a_converter_is_told_apart_from_what_it_converts() {
    let desk = desk("converters");
    std::fs::write(desk.join("a.pdf"), "%PDF-1.7").unwrap();
    let check = |draft: &str, command: &str| {
        run_in(&desk, &["check", draft, "--against", "sources", "--preprocess", command]).err
    };
    let cases = [
        ("a.pdf", "pdf=no-such-program", "error: a.pdf: `no-such-program` could not be run: "),
        ("b.pdf", "pdf=no-such-program", "error: b.pdf: no such file or folder"),
        ("a.pdf", "pdf='cat", "a quotation in the command is not closed"),
    ];
    for (draft, command, expected) in cases {
        let err = check(draft, command);
        assert!(err.contains(expected), "{err}");
    }
}

#[test]
fn a_list_of_paths_stands_for_them() {
    let desk = desk("list");
    let list = "sources/council.txt\n\nsources/school.txt\n";
    std::fs::write(desk.join("list.txt"), list).unwrap();
    let ran = run_in(&desk, &["compare", "--files-from", "list.txt"]);
    assert!(ran.last().ends_with("facts of 2 sources: exit 0"), "{}", ran.err);
    assert_eq!(run_in(&desk, &["extract", "--files-from", "list.txt"]).code, 0);
    let twice = run_in(&desk, &["compare", "sources", "./sources"]);
    assert_eq!(twice.code, 0, "a folder that is named twice is one: {}", twice.err);
}

#[test]
fn a_configuration_is_in_order_if_what_it_names_is() {
    let config = |rules: &str, known: &str| {
        format!("[rules]\npaths = ['{rules}']\n[knowledge]\nfiles = ['{known}']\n")
    };
    let desk = folder(
        "named",
        &[
            ("rules.toml", config("no.toml", "house.csv").as_bytes()),
            ("known.toml", config("mine.toml", "no.csv").as_bytes()),
            ("good.toml", config("mine.toml", "house.csv").as_bytes()),
            ("mine.toml", b""),
            ("house.csv", b"says\nThe dam is 9 km long.\n"),
        ],
    );
    let cases = [
        ("rules.toml", "error: the rules no.toml: no such file\n"),
        ("known.toml", "error: the table of known facts no.csv: no such file\n"),
        ("good.toml", "good.toml is in order: exit 0\n"),
    ];
    for (file, expected) in cases {
        let ran = run_in(&desk, &["config", "check", file]);
        assert!(ran.err.starts_with(expected), "{}", ran.err);
        assert_eq!(ran.code, if file == "good.toml" { 0 } else { 2 });
    }
}
