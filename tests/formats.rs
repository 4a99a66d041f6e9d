//! What goes out, in every format: read by a consumer of its kind, and harmless whatever an article
//! says.

use corroborate::check::Strictness;
use corroborate::results::Results;
use corroborate::text::Source;
use corroborate::{check, config, output, wire};
use serde_json::Value;

use crate::support::{RULES, root, snapshots};

/// Things that act on what shows them, if they are let through.
const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "</template><img src=x onerror=alert(1)>",
    "\u{1B}[31mred\u{1B}]0;title\u{7}",
    "\u{202E}right to left\u{2066}",
    "::error file=x::owned",
    "]] %0A::warning::owned ##[group]x",
    "=HYPERLINK(\"http://x\") | @everyone [a](javascript:x)",
    "&amp; &lt; \" ' ` \\ {0}",
];

/// A draft and two sources that contradict it, with hostile words everywhere.
fn hostile() -> Results {
    let words = HOSTILE.join(" ");
    let text = |toll: &str| {
        format!(
            "{words}\n\nThe flood in Northport killed {toll} people {words} in March 2025.\n\n::error::owned killed 9 people\n"
        )
    };
    let named = |name: &str, toll: &str| Source {
        title: Some(words.clone()),
        publisher: Some(words.clone()),
        url: Some("javascript:alert(1)".to_owned()),
        published: Some("2025-03".to_owned()),
        ..Source::plain(name, text(toll))
    };
    let drafts =
        vec![named("::error file=x::y.md", "11"), named("drafts/a\n::error::b,c:d.md", "11")];
    let sources = vec![named("=cmd|x\u{1B}[2J.txt", "12"), named("../</script>.txt", "12")];
    check(drafts, sources, &RULES, &Strictness::default(), 1)
}

/// A hostile reviewer's verdict on every finding.
fn reviews(results: &Results) -> Vec<output::Reviewed> {
    let review = |f: &corroborate::results::FindingRecord| output::Reviewed {
        fingerprint: f.fingerprint.clone(),
        verdict: "confirmed".to_owned(),
        who: Some(HOSTILE.join(" ")),
        when: Some("2026-11-24".to_owned()),
        notes: Some(HOSTILE.join("\n")),
    };
    results.findings.iter().map(review).collect()
}

/// Every text that the outputs make of results, by format.
fn all(results: &Results) -> Vec<(&'static str, String)> {
    let plain = |styled: String| anstream::adapter::strip_str(&styled).to_string();
    vec![
        ("full", plain(output::full(results, 80))),
        ("concise", output::concise(results)),
        ("grouped", output::grouped(results)),
        ("json", output::json(results)),
        ("jsonl", wire::results(results)),
        ("sarif", output::sarif(results)),
        ("github", output::annotations(results)),
        ("github-summary", output::job_summary(results)),
        ("gitlab", output::code_quality(results)),
        ("junit", output::junit(results)),
        ("rdjson", output::rdjson(results)),
        ("markdown", output::pull_request(results)),
        ("html", output::html(results)),
        ("csv", output::csv(results)),
        ("webannotation", output::web_annotations(results)),
        ("claimreview", output::claim_review(results, &reviews(results))),
    ]
}

#[test]
fn what_an_article_says_can_not_act_in_any_format() {
    let results = hostile();
    assert!(results.findings.iter().any(|f| f.code == "C101"), "{:?}", results.findings);
    for (format, text) in all(&results) {
        let acting = ['\u{1B}', '\u{7}', '\u{202E}', '\u{2066}'];
        assert!(!text.contains(acting), "{format} lets a control character through");
        // A page holds the articles line by line, and goes into a file, not into a log.
        for line in text.lines().filter(|_| format != "html") {
            let command = line.trim_start().starts_with("::");
            let own = format == "github"
                && ["::error title=", "::warning title=", "::notice "]
                    .iter()
                    .any(|start| line.starts_with(start));
            // The arrow before a place in `full` is `:::`, which is no command.
            assert!(!command || own || line.trim_start().starts_with("::: "), "{format}: {line}");
            let formula = line.starts_with(['=', '@']);
            assert!(format != "csv" || !formula, "{format}: {line}");
        }
    }
}

/// The elements that a reader of HTML finds in a text.
fn elements(html: &str) -> Vec<String> {
    let tags = html5gum::Tokenizer::new(html).flatten().filter_map(|token| match token {
        html5gum::Token::StartTag(tag) => Some(String::from_utf8_lossy(&tag.name).into_owned()),
        _ => None,
    });
    tags.collect()
}

#[test]
fn pages_hold_no_element_that_an_article_brings() {
    let results = hostile();
    let page = output::html(&results);
    let found = elements(&page);
    assert_eq!(found.iter().filter(|e| *e == "script").count(), 1, "the page's own");
    assert!(!found.iter().any(|e| e == "img"));
    assert!(!page.contains("href=\"javascript:"));
    for markdown in [output::pull_request(&results), output::job_summary(&results)] {
        let mut rendered = String::new();
        let options = pulldown_cmark::Options::ENABLE_TABLES;
        let events = pulldown_cmark::Parser::new_ext(&markdown, options);
        for event in events {
            use pulldown_cmark::{Event, Tag};
            assert!(
                !matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. })),
                "{event:?}"
            );
            if let Event::Html(html) | Event::InlineHtml(html) = event {
                rendered.push_str(&html);
            }
        }
        let allowed = ["details", "summary", "br"];
        assert!(elements(&rendered).iter().all(|e| allowed.contains(&e.as_str())), "{rendered}");
    }
}

#[test]
fn programs_read_what_is_written_for_them() {
    for results in [hostile(), newsroom()] {
        let schema = |name: &str| -> Value {
            let path = root().join("tests/schemas").join(name);
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
        };
        let own: Value = serde_json::from_str(&output::schema()).unwrap();
        let cases = [
            (output::json(&results), own),
            (output::sarif(&results), schema("sarif-2.1.0.json")),
            (output::rdjson(&results), schema("rdjson.json")),
            (output::web_annotations(&results), schema("web-annotation.json")),
        ];
        for (text, schema) in cases {
            let value: Value = serde_json::from_str(&text).unwrap();
            let validator = jsonschema::validator_for(&schema).unwrap();
            let errors: Vec<String> =
                validator.iter_errors(&value).map(|e| e.to_string()).collect();
            assert!(errors.is_empty(), "{}", errors.join("\n"));
        }
        junit_is_counted(&output::junit(&results));
        gitlab_is_unique(&output::code_quality(&results));
        let table = output::csv(&results);
        let rows: Vec<_> = csv::Reader::from_reader(table.as_bytes()).into_records().collect();
        assert!(rows.iter().all(Result::is_ok) && rows.len() >= results.claims.len());
        for line in wire::results(&results).lines() {
            assert!(serde_json::from_str::<Value>(line).unwrap()["type"].is_string());
        }
    }
}

/// The counts of a JUnit file are those of the cases in it.
fn junit_is_counted(xml: &str) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut told, mut cases, mut failures) = (0, 0, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "testsuite" => {
                    let tests = tag.try_get_attribute("tests").unwrap().unwrap();
                    told += tests.value.parse::<usize>().unwrap();
                }
                "testcase" => cases += 1,
                "failure" => failures += 1,
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(told, cases);
    assert!(failures > 0 && failures < cases);
}

/// GitLab tells entries apart by their fingerprints.
fn gitlab_is_unique(json: &str) {
    let entries: Vec<Value> = serde_json::from_str(json).unwrap();
    let mut prints: Vec<&str> =
        entries.iter().map(|e| e["fingerprint"].as_str().unwrap()).collect();
    for entry in &entries {
        assert!(["major", "minor", "info"].contains(&entry["severity"].as_str().unwrap()));
        assert!(entry["location"]["lines"]["begin"].as_u64().unwrap() > 0);
    }
    prints.sort_unstable();
    let all = prints.len();
    prints.dedup();
    assert_eq!(prints.len(), all);
}

/// The example newsroom's drafts against its sources, as the library reads them.
fn newsroom() -> Results {
    let folder = root().join("examples/newsroom");
    let read = |inside: &str| -> Vec<Source> {
        let mut paths: Vec<_> =
            std::fs::read_dir(folder.join(inside)).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        let known = |p: &std::path::PathBuf| {
            let name = p.strip_prefix(&folder).unwrap().display().to_string();
            Some((corroborate::formats::Format::of_path(&name)?, name))
        };
        let source = |p: &std::path::PathBuf| {
            let (format, name) = known(p)?;
            corroborate::formats::read(&name, &std::fs::read(p).unwrap(), format).ok()
        };
        paths.iter().filter_map(source).collect()
    };
    check(read("drafts"), read("sources"), &RULES, &Strictness::default(), 1)
}

#[test]
#[allow(clippy::disallowed_methods)] // as insta is told to write its snapshots
fn the_schemas_in_the_repository_are_the_program_s_own() {
    for (name, schema) in [("config", config::schema()), ("report", output::schema())] {
        let path = root().join(format!("schema/{name}.schema.json"));
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        if std::env::var("INSTA_UPDATE").is_ok_and(|v| v == "always") {
            std::fs::create_dir_all(root().join("schema")).unwrap();
            std::fs::write(&path, &schema).unwrap();
        } else {
            assert_eq!(kept, schema, "{} is out of date: INSTA_UPDATE=always", path.display());
        }
    }
}

#[test]
fn codes_are_a_promise() {
    let list: Vec<String> = corroborate::codes::ALL
        .iter()
        .map(|c| {
            let on = if c.on { "" } else { " (off)" };
            format!("{} {} {}{on}: {}", c.id, c.name, c.level.name(), c.summary)
        })
        .collect();
    snapshots(|| insta::assert_snapshot!("codes", list.join("\n")));
    for code in corroborate::codes::ALL {
        assert!(code.page.starts_with(&format!("# {} ", code.id)), "{}", code.id);
        for part in ["## Example", "## When it is wrong", "## How to settle or silence it"] {
            assert!(code.page.contains(part), "{} lacks {part}", code.id);
        }
    }
}
