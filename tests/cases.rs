//! The stories of `seeds/` against what is known to be in them (`tests/cases/gold/`), and tables of
//! single expressions. What is known to be wrong is listed here, so that it is noticed when it heals.

use std::collections::BTreeSet;

use corroborate::claim::Claim;
use corroborate::compare::{Reading, Verdict};
use corroborate::report::{Report, marked_text};
use corroborate::text::Source;
use corroborate::{read, reconcile};
use serde_json::Value;

use crate::support::{RULES, root, snapshots};

/// A story with its gold.
struct Story {
    gold: Value,
    report: Report,
}

/// A place in a document: its name, and the first and last byte.
type Place = (String, usize, usize);

impl Story {
    fn load(name: &str) -> Self {
        let gold =
            std::fs::read_to_string(root().join(format!("tests/cases/gold/{name}.json"))).unwrap();
        let story =
            std::fs::read_to_string(root().join(format!("seeds/{name}/story.toml"))).unwrap();
        let story: toml::Table = story.parse().unwrap();
        let articles = story["article"].as_array().unwrap().iter();
        let sources = articles.map(|a| {
            let file = a["file"].as_str().unwrap();
            let text =
                std::fs::read_to_string(root().join(format!("seeds/{name}/{file}"))).unwrap();
            let published = a.get("published").and_then(toml::Value::as_str).map(str::to_owned);
            Source { published, story: Some(name.to_owned()), ..Source::plain(file, &text) }
        });
        let report = reconcile(sources.collect(), &RULES, Reading::Plain, 1);
        Self { gold: serde_json::from_str(&gold).unwrap(), report }
    }

    /// The bytes of an annotation, whose offsets count characters.
    fn place(&self, item: &Value) -> Place {
        let doc = item["doc"].as_str().unwrap();
        let found = self.report.ledger.documents.iter().find(|d| d.source.name == doc).unwrap();
        let byte = |key: &str| {
            let at = usize::try_from(item[key].as_u64().unwrap()).unwrap();
            let text = &found.source.text;
            text.char_indices().nth(at).map_or(text.len(), |(i, _)| i)
        };
        (doc.to_owned(), byte("start"), byte("end"))
    }

    /// The claims that stand on a place.
    fn on(&self, place: &Place) -> Vec<usize> {
        let (doc, start, end) = place;
        let ledger = &self.report.ledger;
        let stands = |c: &Claim| {
            let name = &ledger.documents[c.doc.index()].source.name;
            let span = c.mention.span.range();
            name == doc && span.start < *end && *start < span.end
        };
        (0..ledger.claims.len()).filter(|&i| stands(&ledger.claims[i])).collect()
    }

    fn claim(&self, id: &str) -> Vec<usize> {
        let claims = self.gold["claims"].as_array().unwrap();
        let claim = claims.iter().find(|c| c["id"] == id).unwrap();
        self.on(&self.place(claim))
    }

    /// Whether two annotated claims became one fact.
    fn joined(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.claim(a), self.claim(b));
        self.report.facts.iter().any(|f| {
            let holds = |ids: &[usize]| f.fact.claims.iter().any(|c| ids.contains(&c.index()));
            holds(&a) && holds(&b)
        })
    }

    /// Expressions that are no claims, taken for one.
    fn taken_for_claims(&self) -> BTreeSet<String> {
        let items = self.gold["not_claims"].as_array().unwrap().iter();
        let wrong = items.filter(|n| !self.on(&self.place(n)).is_empty());
        wrong.map(|n| n["text"].as_str().unwrap().to_owned()).collect()
    }

    /// Look-alikes that became one fact.
    fn merged_traps(&self) -> BTreeSet<String> {
        let traps = self.gold["traps"].as_array().unwrap().iter();
        let merged = traps.filter(|t| {
            let (a, b) = (t["a"].as_str().unwrap(), t["b"].as_str().unwrap());
            self.claim(a) != self.claim(b) && self.joined(a, b)
        });
        merged
            .map(|t| format!("{} {}", t["a"].as_str().unwrap(), t["b"].as_str().unwrap()))
            .collect()
    }

    /// How many annotated claims were found, in percent.
    fn found(&self) -> usize {
        let claims = self.gold["claims"].as_array().unwrap();
        let found = claims.iter().filter(|c| !self.on(&self.place(c)).is_empty()).count();
        found * 100 / claims.len()
    }
}

#[test]
fn the_four_real_articles_are_understood() {
    let story = Story::load("openai-aws");
    assert_eq!(story.found(), 100);
    assert_eq!(story.taken_for_claims(), BTreeSet::new());
    assert_eq!(story.merged_traps(), BTreeSet::new());
    for group in story.gold["groups"].as_array().unwrap() {
        let claims: Vec<&str> =
            group["claims"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
        for pair in claims.windows(2) {
            assert!(story.joined(pair[0], pair[1]), "{} of {}", pair.join(" "), group["fact"]);
        }
    }
    let disputed = |f: &&corroborate::report::Judged| f.verdict.is_some_and(Verdict::is_disputed);
    assert_eq!(story.report.facts.iter().filter(disputed).count(), 2);
}

/// Both are written articles; the engine had not seen them when they were written. What it still
/// gets wrong in them is counted here.
#[test]
fn the_written_stories_are_understood_as_far_as_known() {
    let flood = Story::load("harbour-flood");
    let tunnel = Story::load("tunnel-upgrade");
    assert!(flood.found() >= 95 && tunnel.found() >= 95, "{} {}", flood.found(), tunnel.found());
    snapshots(|| {
        insta::assert_debug_snapshot!("harbour-flood.taken", flood.taken_for_claims());
        insta::assert_debug_snapshot!("harbour-flood.merged", flood.merged_traps());
        insta::assert_debug_snapshot!("tunnel-upgrade.taken", tunnel.taken_for_claims());
        insta::assert_debug_snapshot!("tunnel-upgrade.merged", tunnel.merged_traps());
    });
}

/// Sentences of one family each, with what is read in them.
const EXPRESSIONS: [(&str, &str); 42] = [
    ("They mourn a street sweeper, 57, whose shift had begun.", "[57 = age 57 year]"),
    ("Attrition cooled to 14.2 p.c. at last.", "[14.2 p.c. = percent 14.2 percent]"),
    ("Margins rose by 2.8 points to 41.2%.", "[2.8 points = percent 2.8 percentage point]"),
    ("It cost $38 billion.", "[$38 billion = money 38 billion USD]"),
    ("It cost 2.5bn euros.", "[2.5bn euros = money 2.5 billion EUR]"),
    ("It cost €2 million ($2.6 million).", "[€2 million ($2.6 million) = money 2 million EUR]"),
    (
        "It cost between $5 million and $7 million.",
        "[between $5 million and $7 million = money 5 million to 7 million USD]",
    ),
    ("It cost over $8 billion.", "[over $8 billion = money more than 8 billion USD]"),
    ("They spent a trillion (!) dollars.", "[a trillion (!) dollars = money 1 trillion USD]"),
    (
        "They spent tens of millions of dollars.",
        "[tens of millions of dollars = money vaguely 20 million to 100 million USD]",
    ),
    ("It took 20 to 30 minutes.", "[20 to 30 minutes = duration 20 to 30 minute]"),
    ("It is 40 kilometers (25 miles) away.", "[40 kilometers (25 miles) = quantity 40 kilometre]"),
    ("Shares rose nearly 5%.", "[nearly 5% = percent about 5 percent]"),
    ("Two-thirds of the voters agreed.", "[Two-thirds = percent 66.67 percent]"),
    ("Twenty-three people came.", "[Twenty-three = count 23]"),
    ("Two hundred and five people came.", "[Two hundred and five = count 205]"),
    ("Half a million people came.", "[Half a million = count 500,000]"),
    ("No fewer than 1,200 people came.", "[No fewer than 1,200 = count at least 1,200]"),
    ("Dozens were hurt.", "[Dozens = number vaguely 24 to 100]"),
    ("They signed a seven-year deal.", "[seven-year = duration 7 year]"),
    ("It runs until 2032.", "[until 2032 = date range 2032]"),
    ("It must be ready by the end of 2026.", "[by the end of 2026 = date range ../2026-12-31]"),
    ("It opened on 4 March 2025.", "[4 March 2025 = date 2025-03-04]"),
    ("It opened on Jan. 4, 2009.", "[Jan. 4, 2009 = date 2009-01-04]"),
    ("It opened in the third quarter of 2025.", "[the third quarter of 2025 = date range 2025-Q3]"),
    ("It opened in the 1980s.", "[the 1980s = date range 198X]"),
    ("It opened in mid-March.", "[mid-March = date range 2025-03]"),
    ("It opened last year.", "[last year = date range 2024]"),
    ("It closed two years ago.", "[two years ago = date range 2023]"),
    ("It will open next year or in 2027.", "[next year or in 2027 = date range [2026,2027]]"),
    ("It struck at 7:48 a.m. local time.", "[7:48 a.m. local time = time 07:48 local time]"),
    ("It struck at 0640 GMT.", "[0640 GMT = time 06:40 GMT]"),
    ("A 22-year-old man was held.", "[22-year-old = age 22 year]"),
    ("They won 3-1.", "[3-1 = score 3-1]"),
    ("Microsoft 365 and Trainium 2 sold well.", "Microsoft 365 and Trainium 2 sold well."),
    ("The shop is open 24/7.", "The shop is open 24/7."),
    ("In 2004 300 people came.", "In [2004 = date range 2004] [300 = count 300] people came."),
    ("Call 0800 555 0142 now.", "Call 0800 555 0142 now."),
    (
        "NORTHPORT, March 4 (Agency) - It cost $5.",
        "NORTHPORT, March 4 (Agency) - It cost [$5 = money 5 USD].",
    ),
    (
        "NORTHPORT — Monday, March 4 — It cost $5.",
        "NORTHPORT — Monday, March 4 — It cost [$5 = money 5 USD].",
    ),
    ("NORTHPORT, March 4: It cost $5.", "NORTHPORT, March 4: It cost [$5 = money 5 USD]."),
    ("March on, said May.", "March on, said May."),
];

#[test]
fn expressions_are_read_as_a_desk_would() {
    for (text, expected) in EXPRESSIONS {
        let given = Source { published: Some("2025-04-10".to_owned()), ..Source::plain("a", text) };
        let (ledger, mut mentions) = read(vec![given], &RULES, 1);
        for found in &mut mentions {
            found.retain(|m| m.idle.is_none());
        }
        let shown =
            anstream::adapter::strip_str(&marked_text(&ledger, &mentions, &RULES)).to_string();
        assert!(shown.contains(expected), "{text}\n{shown}");
    }
}
