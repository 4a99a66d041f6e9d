//! How fast articles are read and claims are linked, and how both grow: `cargo bench`.
//!
//! Times differ from machine to machine, so each table ends in a ratio: reading against a plain
//! count of words in the same text, linking against its own smaller sizes. A number after `--`
//! limits the claims that are linked: `cargo bench -- 10000`.

#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::disallowed_methods
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use corroborate::rules::Rules;
use corroborate::text::Source;
use corroborate::{extract, link, read, text};

/// Sentences of news, with a figure in about every second; `#` becomes a number of its own.
const SENTENCES: [&str; 8] = [
    "The flood in Northport killed # people and injured dozens more, the agency said on Tuesday.",
    "Residents had been warned that the river would rise, but few had left their homes.",
    "Acme paid $# million for the mill, which employs # workers at two sites.",
    "The mayor thanked the firefighters and promised that the bridge would be built again.",
    "Revenue rose 4.#% to €#.5 billion in the year to 31 March 2023.",
    "\"We have never seen anything like it,\" said a woman whose shop stood under water.",
    "The contract runs until 20# and covers more than # buses.",
    "It was not clear who would pay for the repairs, or when the school would open.",
];

/// An article of at least so many bytes.
fn article(bytes: usize, seed: usize) -> String {
    let mut out = String::with_capacity(bytes + 200);
    for at in 0.. {
        if out.len() >= bytes {
            break;
        }
        let number = (seed * 7919 + at * 104_729) % 89 + 10;
        out.push_str(&SENTENCES[(seed + at) % SENTENCES.len()].replace('#', &number.to_string()));
        out.push_str(if at % 4 == 3 { "\n\n" } else { " " });
    }
    out
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = black_box(work());
    (made, start.elapsed())
}

/// The most memory that the process has held so far, in MB; `None` where Linux does not tell.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1e3)
}

fn read_table(rules: &Rules) {
    println!("\nreading          MB   MB/s  times a word count  grows as");
    let mut before: Option<f64> = None;
    for bytes in [100_000, 1_000_000, 10_000_000] {
        let text = article(bytes, 1);
        let (_, count) = timed(|| text.split_whitespace().count());
        let (_, taken) = timed(|| {
            let source = text::read("news", text.as_bytes()).unwrap();
            let doc = text::segment(source, &rules.page, &rules.vocabulary);
            extract::extract(&doc, rules).len()
        });
        let (mb, seconds) = (text.len() as f64 / 1e6, taken.as_secs_f64());
        let grows = before.map_or(1.0, |b| (seconds / b).log10());
        println!(
            "          {mb:9.1} {:6.1} {:19.1}  n^{grows:.2}",
            mb / seconds,
            seconds / count.as_secs_f64()
        );
        before = Some(seconds);
    }
}

/// Texts made to be hard; each is a megabyte of one thing.
fn hostile_table(rules: &Rules) {
    println!("\nhostile, 1 MB                MB/s");
    let pieces =
        ["1,", "one hundred and ", "(", "a-", "-1", "$", "\u{200b}", "9/11/", "the ", "ab\n"];
    for piece in pieces {
        let text = piece.repeat(1_000_000 / piece.len());
        let (_, taken) = timed(|| {
            let sources = vec![text::read("hard", text.as_bytes()).unwrap_or_default()];
            read(sources, rules, 1).0.claims.len()
        });
        println!("{:24} {:8.1}", piece.escape_debug().to_string(), 1.0 / taken.as_secs_f64());
    }
}

/// Articles of stories of twelve, a claim in ten of one hot value.
fn stories(claims: usize) -> Vec<Source> {
    let articles = (claims / 10).max(12);
    let one = |at: usize| Source {
        name: format!("{at:07}"),
        text: format!("{}\n\nThe appeal has raised $1 million.", article(1_100, at)),
        story: Some(format!("story {}", at / 12)),
        ..Source::default()
    };
    (0..articles).map(one).collect()
}

fn link_table(rules: &Rules, most: usize) {
    println!("linking      claims   facts  seconds  grows as  peak MB");
    let mut before: Option<(f64, f64)> = None;
    for claims in [1_000, 10_000, 100_000, 1_000_000].into_iter().filter(|n| *n <= most) {
        let (ledger, _) = read(stories(claims), rules, 2);
        let (facts, taken) = timed(|| link::link(&ledger, rules).len());
        let (n, seconds) = (ledger.claims.len() as f64, taken.as_secs_f64());
        let grows = before.map_or(1.0, |(m, t): (f64, f64)| (seconds / t).ln() / (n / m).ln());
        let peak = peak_memory().unwrap_or(0.0);
        println!("           {n:8} {facts:7} {seconds:8.2}   n^{grows:.2} {peak:9.0}");
        before = Some((n, seconds));
    }
}

fn main() {
    let most = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(10_000);
    let rules = Rules::built_in().unwrap();
    // First, because the peak of memory is that of the whole process.
    link_table(&rules, most);
    read_table(&rules);
    hostile_table(&rules);
}
