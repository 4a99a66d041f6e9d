//! How fast articles are read and claims are linked, and how both grow: `cargo bench`.
//!
//! Times differ from machine to machine, so each table has a ratio: reading against a plain count of
//! words in the same text, a check against `grep -c` over the same files, linking against its own smaller
//! sizes. A number after `--` limits the claims that are linked: `cargo bench -- 1000000`.

#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::disallowed_methods
)]

#[path = "../tests/made_up.rs"]
mod made_up;

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use corroborate::claim::{Claim, Frame, Governor, Mention};
use corroborate::rules::Rules;
use corroborate::text::{Source, Token};
use corroborate::value::{Moment, Quantity, Value};
use corroborate::{compare, extract, link, read, text};

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

/// What articles tell: of a town or a firm (`@`) a figure (`#`).
const FACTS: [&str; 6] = [
    "The fire in @ killed # people, officials said on Tuesday.",
    "A storm left # people injured in @ and cut the road to the coast.",
    "@ paid $# million for the mill, which stands beside the canal.",
    "@ hired 3# engineers last year, and the union welcomed it.",
    "@ has ordered 4# buses from a maker abroad.",
    "Profit at @ rose # percent, more than its board had hoped.",
];
/// The same value of many things: one claim in ten.
const HOT: &str = "The appeal for @ has raised $1 million, its organisers said.";
/// So many articles in a row tell the same facts.
const TELLERS: usize = 5;

/// Whether an article has another figure for a fact than the others.
fn differs(article: usize, fact: usize) -> bool {
    (article + fact * 3).is_multiple_of(17)
}

/// So many claims has an article: ten figures, and when.
const CLAIMS: usize = 13;

/// An article with its facts.
fn told(article: usize) -> String {
    let group = article / TELLERS;
    let one = |at: usize| {
        let fact = group * 9 + at;
        let figure = fact * 7919 % 83 + 10 + if differs(article, fact) { 4 } else { 0 };
        let text = FACTS[fact % FACTS.len()].replace('#', &figure.to_string());
        text.replace('@', &made_up::name(fact * 31))
    };
    let facts: Vec<String> = (0..9).map(one).collect();
    format!("{}\n\n{}", facts.join("\n\n"), HOT.replace('@', &made_up::name(group * 77)))
}

/// So many facts are told with two figures.
fn disputes(articles: usize) -> usize {
    let facts = (0..articles.div_ceil(TELLERS)).flat_map(|g| (0..9).map(move |at| (g, g * 9 + at)));
    let tellers = |group: usize| group * TELLERS..((group + 1) * TELLERS).min(articles);
    facts.filter(|(g, fact)| tellers(*g).any(|article| differs(article, *fact))).count()
}

/// Articles of so many claims, so many articles a story.
fn stories(claims: usize, size: usize) -> Vec<Source> {
    let one = |at: usize| Source {
        name: format!("{at:07}"),
        text: told(at),
        story: Some(format!("story {}", at / size)),
        ..Source::default()
    };
    (0..claims / CLAIMS).map(one).collect()
}

/// Claims are read and linked on so many threads.
const THREADS: usize = 2;

/// One row of the table of linking, in a process of its own: the peak of memory is that of a process.
fn link_row(rules: &Rules, claims: usize, size: usize) {
    let ((ledger, _), reading) = timed(|| read(stories(claims, size), rules, THREADS));
    let held = peak_memory().unwrap_or(0.0);
    let (facts, taken) = timed(|| corroborate::facts(&ledger, rules, THREADS));
    let peak = peak_memory().unwrap_or(0.0);
    let disputed = |fact: &&link::Fact| {
        fact.links.iter().any(|l| l.verdict.is_some_and(compare::Verdict::is_disputed))
    };
    let found = facts.iter().filter(disputed).count();
    let made = disputes(claims / CLAIMS);
    let (read, link) = (reading.as_secs_f64(), taken.as_secs_f64());
    println!("{} {} {found} {made} {read} {link} {held} {peak}", ledger.claims.len(), facts.len());
}

fn link_table((what, size): (&str, usize), most: usize) {
    println!(
        "\nlinking, {what:12}   claims   facts  disputes found  read s  link s  grows as  read MB  peak MB"
    );
    let mut before: Option<(f64, f64)> = None;
    for claims in [1_000, 10_000, 100_000, 1_000_000].into_iter().filter(|n| *n <= most) {
        let row = ["row".to_owned(), claims.to_string(), size.to_string()];
        let out = Command::new(std::env::current_exe().unwrap()).args(row).output().unwrap();
        let line = String::from_utf8(out.stdout).unwrap();
        let told: Vec<f64> = line.split_whitespace().map(|n| n.parse().unwrap()).collect();
        let [n, facts, found, made, read, seconds, held, peak] = told[..] else {
            println!("{:21} {claims:8} failed", "");
            break;
        };
        let grows = before.map_or(1.0, |(m, t): (f64, f64)| (seconds / t).ln() / (n / m).ln());
        println!(
            "{:21} {n:8} {facts:7} {found:6} of {made:5} {read:7.2} {seconds:7.2}    n^{grows:.2} {held:8.0} {peak:8.0}",
            ""
        );
        before = Some((n, seconds));
    }
}

fn sizes() {
    println!(
        "\nbytes: claim {}, mention {}, frame {}, value {}, quantity {}, moment {}, governor {}, token {}",
        size_of::<Claim>(),
        size_of::<Mention>(),
        size_of::<Frame>(),
        size_of::<Value>(),
        size_of::<Quantity>(),
        size_of::<Moment>(),
        size_of::<Governor>(),
        size_of::<Token>(),
    );
}

/// So many words has a draft, and so many bytes an article of 1,100 words of [`SENTENCES`].
const ARTICLE: usize = 6_600;
/// A command is run so often.
const RUNS: usize = 25;

/// The least and the middle of some runs of a command, in milliseconds.
fn run(command: &mut Command) -> (f64, f64) {
    let once = |_| timed(|| command.output().unwrap()).1.as_secs_f64() * 1e3;
    let mut times: Vec<f64> = (0..RUNS).map(once).collect();
    times.sort_by(f64::total_cmp);
    (times[0], times[RUNS / 2])
}

/// A draft of 1,000 words held against 20 articles of 1,100, from start to exit, beside `grep -c` over the
/// same files.
fn check_table() {
    let folder = tempfile::tempdir().unwrap();
    let sources = folder.path().join("sources");
    std::fs::create_dir(&sources).unwrap();
    for seed in 0..20 {
        std::fs::write(sources.join(format!("{seed:02}.txt")), article(ARTICLE, seed)).unwrap();
    }
    let (draft, empty) = (folder.path().join("draft.txt"), folder.path().join("empty.txt"));
    std::fs::write(&draft, article(ARTICLE * 10 / 11, 3)).unwrap();
    std::fs::write(&empty, "It rained.").unwrap();
    let program = || Command::new(env!("CARGO_BIN_EXE_corroborate"));
    let grep = run(Command::new("grep").args(["-r", "-c", "the"]).arg(folder.path()));
    println!("\na run            least ms  middle ms  times grep -c");
    let shown = |what: &str, (least, middle): (f64, f64)| {
        println!("{what:15} {least:9.1} {middle:10.1} {:14.1}", middle / grep.1);
    };
    shown("start", run(program().arg("extract").arg(&empty)));
    shown("check", run(program().arg("check").arg(&draft).arg("--against").arg(&sources)));
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rules = Rules::built_in().unwrap();
    let numbers: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
    if let ("row", [claims, size]) = (arguments.first().map_or("", String::as_str), &numbers[..]) {
        return link_row(&rules, *claims, *size);
    }
    let most = numbers.first().copied().unwrap_or(10_000);
    link_table(("100 a story", 8), most);
    link_table(("in one story", 1_000_000), most);
    sizes();
    check_table();
    read_table(&rules);
    hostile_table(&rules);
}
