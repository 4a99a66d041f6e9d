//! Text of any kind never panics, never takes more than linear time to read, and does nothing
//! where it is shown.

use corroborate::compare::Reading;
use corroborate::report::{markdown, terminal};
use corroborate::text::Source;
use corroborate::{read, reconcile, results, wire};

use crate::support::RULES;

fn texts() -> Vec<String> {
    let huge = "9".repeat(100_000);
    vec![
        String::new(),
        " \n\t\r\n ".to_owned(),
        "\u{0}\u{7F}\u{FFFD}".to_owned(),
        "$".to_owned(),
        "$$$ €€ 5 5 5 % - - - ( ( (".to_owned(),
        huge.clone(),
        format!("{huge}.{huge}"),
        "between 5 and ".repeat(5_000),
        "1-".repeat(2_000),
        "-1".repeat(50_000),
        "9/11/".repeat(50_000),
        "a million ".repeat(500),
        "half a ".repeat(5_000),
        "the end of ".repeat(5_000),
        "x".repeat(1_000_000),
        format!("$5 {}", "word ".repeat(50_000)),
        "In 2004 5 people (6 people (7 people (8 people".repeat(200),
        "Ende März 5,5 Mio. € — 3’000 Fr. für ½ ¾ ٣٤ 五百 people".to_owned(),
        "31 February 2025, 99 March, 0 May 2025-13-45 25:61 a.m. 13pm".to_owned(),
        "99999999999999999999999999999999999999999 trillion quintillion dollars".to_owned(),
        "seven-year deal runs until 9999999999".to_owned(),
    ]
}

#[test]
fn no_text_makes_the_engine_fail() {
    for text in texts() {
        let report = reconcile(
            vec![Source::plain("a", &text), Source::plain("b", &text)],
            &RULES,
            Reading::Plain,
            1,
        );
        let shown = terminal(&report, 80);
        let _ = (markdown(&report), wire::results(&results(&report, &RULES)));
        assert!(shown.contains("2 sources"), "{}", shown.chars().take(80).collect::<String>());
    }
}

#[test]
fn what_an_article_says_can_not_act_where_it_is_shown() {
    let text = "Acme paid $437\u{1B}[31m million.\u{202E}\u{7} <script>alert(1)</script> `x` |y| $437 million.";
    let named = |name: &str| Source {
        title: Some("<b>\u{1B}]0;x\u{7}|".to_owned()),
        ..Source::plain(name, text)
    };
    let report = reconcile(vec![named("a\nb"), named("c\u{1B}[2J")], &RULES, Reading::Plain, 1);
    let plain = anstream::adapter::strip_str(&terminal(&report, 80)).to_string();
    let page = markdown(&report);
    for shown in [&plain, &page] {
        assert!(!shown.contains(['\u{1B}', '\u{7}', '\u{202E}']), "{shown}");
    }
    assert!(!page.contains("<script>") && !page.contains("<b>"), "{page}");
    let lines = wire::results(&results(&report, &RULES));
    assert!(lines.lines().all(|l| serde_json::from_str::<serde_json::Value>(l).is_ok()));
    assert!(!lines.contains(['\u{1B}', '\u{7}']));
}

#[test]
fn a_sentence_is_not_written_once_for_each_of_its_figures() {
    // One sentence with words of two kilobytes between the figures.
    let written = |figures: usize| {
        let word = "x".repeat(2_000);
        let parts = (0..figures).map(|n| format!("{word} and {} people died", 1_000 + n));
        let text = parts.collect::<Vec<_>>().join(" ");
        let (ledger, _) = read(vec![Source::plain("a", &text)], &RULES, 1);
        assert_eq!(ledger.claims.len(), figures);
        wire::claims(&ledger, &RULES).len()
    };
    let (few, many) = (written(40), written(80));
    assert!(many * 10 < few * 22, "{few} bytes for 40 figures, {many} for 80");
}
