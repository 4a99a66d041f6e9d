//! Every example of every rule holds, and broken rules are refused with their place.

use std::collections::BTreeSet;

use corroborate::claim::Mention;
use corroborate::compare::Verdict;
use corroborate::grammar::noun_lemma;
use corroborate::id::{ClaimId, RuleId, Sym};
use corroborate::link::pair;
use corroborate::rules::{Class, Example, Place, Rules};
use corroborate::text::{PageRules, Vocabulary, segment};
use corroborate::{extract, read};

use crate::support::{RULES, source, sources};

/// The rules that the trails of a text's mentions cite, those of claims and of other mentions.
fn cited(text: &str) -> (BTreeSet<RuleId>, usize) {
    let (ledger, mentions) = read(vec![source("a", text)], &RULES, 1);
    let of = |m: &Mention| m.trail.iter().map(|s| s.rule).collect::<Vec<_>>();
    let all = mentions.iter().flatten().flat_map(of);
    let claims = ledger.claims.iter().flat_map(|c| of(&c.mention));
    (all.chain(claims).collect(), mentions.iter().map(Vec::len).sum())
}

/// The words between stars, as the vocabulary numbers them, and the text without stars.
fn starred(text: &str) -> (Vec<String>, String) {
    let words = text.split('*').skip(1).step_by(2).map(str::to_lowercase).collect();
    (words, text.replace('*', ""))
}

/// The base form of the starred noun, read in its text.
fn starred_noun(text: &str) -> Sym {
    let (words, plain) = starred(text);
    let word = words.first().cloned().unwrap_or_default();
    let doc = segment(source("a", &plain), &RULES.page, &RULES.vocabulary);
    let last = word.split(' ').next_back().unwrap_or_default().to_owned();
    let at = (0..doc.tokens.len()).find(|&i| doc.token_text(i).eq_ignore_ascii_case(&last));
    if word.contains(' ') {
        return RULES.vocabulary.get(&corroborate::rules::singular(&word));
    }
    at.map_or(Sym::UNKNOWN, |at| noun_lemma(&doc, &RULES, at).1)
}

/// Whether a figure of the text has the unit that the rule defines.
fn has_unit(text: &str, rule: RuleId) -> bool {
    let (_, mentions) = read(vec![source("a", text)], &RULES, 1);
    let quantities = mentions.iter().flatten().filter_map(|m| m.value.quantity());
    let mut units = quantities.filter_map(|q| RULES.unit(q.unit?));
    units.any(|u| u.rule == rule)
}

fn class_named(name: &str) -> Option<Class> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

/// Whether page layout is read otherwise without the words of one rule.
fn page_matters(text: &str, place: &Place) -> bool {
    let file = std::fs::read_to_string(crate::support::root().join(&place.file)).unwrap();
    let parsed: toml::Table = file.parse().unwrap();
    let rules = parsed["page"].as_array().unwrap();
    let rule = rules.iter().find(|r| r["name"].as_str() == Some(&place.name)).unwrap();
    let words: BTreeSet<&str> =
        rule["words"].as_array().unwrap().iter().filter_map(toml::Value::as_str).collect();
    let mut less: PageRules = RULES.page.clone();
    less.abbreviations.retain(|w, _| !words.contains(w.as_str()));
    for set in [
        &mut less.starters,
        &mut less.furniture,
        &mut less.counters,
        &mut less.dateline,
        &mut less.related,
    ] {
        set.retain(|w| !words.contains(w.as_str()));
    }
    let shape = |page: &PageRules| {
        let doc = segment(source("a", text), page, &Vocabulary::default());
        let kinds: Vec<String> = doc.blocks.iter().map(|b| format!("{:?}", b.kind)).collect();
        let mut rules = RULES.clone();
        rules.page = page.clone();
        let doc2 = segment(source("a", text), page, &rules.vocabulary);
        let idle: Vec<_> = extract::extract(&doc2, &rules).iter().map(|m| m.idle).collect();
        (kinds, doc.sentences.len(), format!("{idle:?}"))
    };
    shape(&RULES.page) != shape(&less)
}

/// Whether some pair of claims of the texts is linked with the help of the rule.
fn weighs(rule: RuleId, example: &Example) -> bool {
    let texts = [example.text.as_str(), example.other.as_deref().unwrap_or_default()];
    let (ledger, _) = read(sources(&texts), &RULES, 1);
    let ids: Vec<ClaimId> = ledger.claim_ids().collect();
    let pairs = ids.iter().flat_map(|a| ids.iter().filter(move |b| a < b).map(move |b| (*a, *b)));
    let mut found = pairs.filter_map(|(a, b)| pair(&ledger, a, b, &RULES));
    found.any(|link| link.evidence.iter().any(|p| p.rule == rule))
}

fn reconciled(example: &Example, story: bool) -> corroborate::report::Report {
    let texts = [example.text.as_str(), example.other.as_deref().unwrap_or_default()];
    let mut given = sources(&texts);
    if !story {
        for source in &mut given {
            source.story = None;
        }
    }
    corroborate::reconcile(given, &RULES, 1)
}

fn linked(example: &Example) -> bool {
    reconciled(example, false).facts.iter().any(|f| f.sources > 1)
}

fn contradicts(example: &Example) -> bool {
    let report = reconciled(example, true);
    report.facts.iter().any(|f| f.verdict == Some(Verdict::Contradict))
}

/// Whether the rule applies to the example.
fn applies(rule: RuleId, place: &Place, example: &Example) -> bool {
    let word_class = || {
        let file = std::fs::read_to_string(crate::support::root().join(&place.file)).unwrap();
        let parsed: toml::Table = file.parse().unwrap();
        let rules = parsed[&place.kind].as_array().unwrap();
        let rule = rules.iter().find(|r| r["name"].as_str() == Some(&place.name)).unwrap();
        class_named(rule["class"].as_str().unwrap()).unwrap()
    };
    match place.kind.as_str() {
        "words" | "irregular" => {
            let (words, _) = starred(&example.text);
            let class = word_class();
            words.iter().all(|w| RULES.words.is(RULES.vocabulary.get(w), class))
        }
        "class" => {
            let class = RULES.vocabulary.get(&place.name);
            let noun = starred_noun(&example.text);
            let word =
                starred(&example.text).0.first().map_or(Sym::UNKNOWN, |w| RULES.vocabulary.get(w));
            let lemmas = RULES.words.readings(word).iter().map(|r| r.lemma);
            RULES.words.in_class(noun, class)
                || RULES.words.in_class(word, class)
                || lemmas.into_iter().any(|l| RULES.words.in_class(l, class))
        }
        "same" => {
            let other = example.other.clone().unwrap_or_default();
            RULES.words.same(starred_noun(&example.text), starred_noun(&other))
        }
        "narrower" => RULES.words.broader(starred_noun(&example.text)).next().is_some(),
        "no-figure" | "numbered" | "street" => cited(&example.text).1 == 0,
        "page" => page_matters(&example.text, place),
        "evidence" => weighs(rule, example),
        "threshold" => linked(example),
        "unit" | "currency" => {
            has_unit(&example.text, rule) || cited(&example.text).0.contains(&rule)
        }
        "tolerance" => !contradicts(example),
        _ => cited(&example.text).0.contains(&rule),
    }
}

#[test]
fn every_example_of_every_rule_holds() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (rule, place, examples) in RULES.examples() {
        for (expected, list) in [(true, &examples.yes), (false, &examples.no)] {
            for example in list {
                count += 1;
                if applies(rule, place, example) != expected {
                    let said = if expected { "yes" } else { "no" };
                    wrong.push(format!(
                        "{} [[{}]] {}: {said}: {example:?}",
                        place.link(),
                        place.kind,
                        place.name
                    ));
                }
            }
        }
    }
    assert!(count > 400, "only {count} examples");
    assert!(wrong.is_empty(), "{} of {count} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is wrong with a rule file, as a user reads it.
fn errors(text: &str) -> Vec<String> {
    match Rules::built_in_with(&[("mine.toml", text)]) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn broken_rules_are_refused_with_their_place_and_a_suggestion() {
    let measure = "[[measure]]\nname = \"bears\"\nkinds = [\"count\"]\nwords = [\"bear\"]\n";
    let examples = "yes = [\"Police saw 5 bears.\"]\nno = [\"Police saw 5 cars.\"]\n";
    let cases = [
        (format!("{measure}{examples}"), ""),
        (measure.to_owned(), "mine.toml:1: `bears` has no `yes` examples"),
        (
            format!("\n{measure}{examples}grow = true\n"),
            "mine.toml:2: unknown key `grow` (did you mean `grows`?)",
        ),
        (
            format!("[[measur]]\nname = \"x\"\n{examples}"),
            "mine.toml:1: unknown kind of rule [[measur]] (did you mean `measure`?)",
        ),
        (
            format!("{measure}{examples}excludes = [\"deth toll\"]\n"),
            "mine.toml:1: no measure is called `deth toll` (did you mean `death toll`?)",
        ),
        (
            format!("[[measure]]\nkinds = []\n{examples}"),
            "mine.toml:1: this [[measure]] has no `name`",
        ),
        (
            format!("{measure}{examples}{measure}{examples}"),
            "mine.toml:7: a second rule is called `bears`",
        ),
        (
            format!("[[cardinal]]\nname = \"x\"\nwords = {{ umpteen = \"many\" }}\n{examples}"),
            "mine.toml:1: what `umpteen` means can't be read: \"many\"",
        ),
        ("[[measure]\n".to_owned(), "mine.toml:1: "),
    ];
    for (text, expected) in cases {
        let found = errors(&text).join("; ");
        if expected.is_empty() {
            assert_eq!(found, "");
        } else {
            assert!(found.starts_with(expected), "{text}\nsaid: {found}");
        }
    }
}

#[test]
fn a_rule_of_ones_own_is_used_and_cited() {
    let own = "[[measure]]\nname = \"bears\"\nkinds = [\"count\"]\nwords = [\"bear\"]\n\
               yes = [\"Police saw 5 bears.\"]\nno = [\"Police saw 5 cars.\"]\n";
    let rules = Rules::built_in_with(&[("mine.toml", own)]).unwrap();
    let (ledger, _) = read(vec![source("a", "Police saw 5 bears.")], &rules, 1);
    let claim = &ledger.claims[0];
    let places: Vec<String> =
        claim.mention.trail.iter().filter_map(|s| rules.place(s.rule)).map(Place::link).collect();
    assert!(places.contains(&"mine.toml:1".to_owned()), "{places:?}");
}
