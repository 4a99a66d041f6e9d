//! Runs the examples of rules: those that must use their rule do, those that must not do not.

use std::collections::BTreeSet;
use std::fmt;

use crate::claim::Mention;
use crate::compare::{Reading, Verdict};
use crate::grammar::noun_lemma;
use crate::id::{ClaimId, RuleId, Sym};
use crate::link::{Piece, Weighing};
use crate::report::Report;
use crate::rules::{Class, Example, Examples, Place, Rules, singular};
use crate::text::{PageRules, Source, Vocabulary, segment};
use crate::{extract, read, reconcile};

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its rule.
    pub rule: Place,
    /// Whether the rule should apply to it.
    pub expected: bool,
    /// The example.
    pub example: Example,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { kind, name, .. } = &self.rule;
        let said = if self.expected { "does not apply" } else { "applies" };
        write!(f, "{}: [[{kind}]] \"{name}\" {said}: {}", self.rule.link(), self.example.text)?;
        self.example.other.as_ref().map_or(Ok(()), |other| write!(f, " | {other}"))
    }
}

/// How many examples the rules have.
pub fn count(rules: &Rules) -> usize {
    rules.examples().map(|(_, _, e)| e.yes.len() + e.no.len()).sum()
}

/// The examples that do not hold, in the order of the rules.
pub fn failures(rules: &Rules) -> Vec<Failure> {
    let mut wrong = Vec::new();
    for (rule, place, examples) in rules.examples() {
        let runner = Runner { rules, rule, place, examples };
        for (expected, list) in [(true, &examples.yes), (false, &examples.no)] {
            let failing = list.iter().filter(|e| runner.applies(e) != expected);
            wrong.extend(failing.map(|e| Failure {
                rule: place.clone(),
                expected,
                example: e.clone(),
            }));
        }
    }
    wrong
}

/// The words between stars, and the text without stars.
fn starred(text: &str) -> (Vec<String>, String) {
    let words = text.split('*').skip(1).step_by(2).map(str::to_lowercase).collect();
    (words, text.replace('*', ""))
}

/// One rule, whose examples are run.
struct Runner<'a> {
    rules: &'a Rules,
    rule: RuleId,
    place: &'a Place,
    examples: &'a Examples,
}

impl Runner<'_> {
    /// Whether the rule applies to an example, by what its kind is for.
    fn applies(&self, example: &Example) -> bool {
        let words = &self.rules.words;
        match self.place.kind.as_str() {
            "words" | "irregular" => self.is_of_class(&example.text),
            "class" => self.is_of_kind(&example.text),
            "same" => {
                let other = example.other.as_deref().unwrap_or_default();
                words.same(self.starred_noun(&example.text), self.starred_noun(other))
            }
            "narrower" => words.broader(self.starred_noun(&example.text)).next().is_some(),
            "no-figure" | "numbered" | "street" => self.cited(&example.text).1 == 0,
            "page" => self.page_matters(&example.text),
            "evidence" => self.weighs(example),
            "threshold" => self.reconciled(example, false).facts.iter().any(|f| f.sources > 1),
            "unit" | "currency" => {
                self.has_unit(&example.text) || self.cited(&example.text).0.contains(&self.rule)
            }
            "tolerance" => {
                let report = self.reconciled(example, true);
                report.facts.iter().all(|f| f.verdict != Some(Verdict::Contradict))
            }
            _ => self.cited(&example.text).0.contains(&self.rule),
        }
    }

    /// The rules that the trails of a text's mentions cite, those of claims and of other mentions;
    /// and how many mentions there are.
    fn cited(&self, text: &str) -> (BTreeSet<RuleId>, usize) {
        let (ledger, mentions) = read(vec![Source::plain("a", text)], self.rules, 1);
        let of = |m: &Mention| m.trail.iter().map(|s| s.rule).collect::<Vec<_>>();
        let all = mentions.iter().flatten().flat_map(of);
        let claims = ledger.claims.iter().flat_map(|c| of(&c.mention));
        (all.chain(claims).collect(), mentions.iter().map(Vec::len).sum())
    }

    /// The base form of the starred noun, read in its text.
    fn starred_noun(&self, text: &str) -> Sym {
        let (words, plain) = starred(text);
        let word = words.first().cloned().unwrap_or_default();
        if word.contains(' ') {
            return self.rules.vocabulary.get(&singular(&word));
        }
        let doc = segment(Source::plain("a", &plain), &self.rules.page, &self.rules.vocabulary);
        let at = (0..doc.tokens.len()).find(|&i| doc.token_text(i).eq_ignore_ascii_case(&word));
        at.map_or(Sym::UNKNOWN, |at| noun_lemma(&doc, self.rules, at).1)
    }

    /// Whether the starred words are of the rule's class of words.
    fn is_of_class(&self, text: &str) -> bool {
        let named = self.examples.class.clone().map(serde_json::Value::String);
        let class: Option<Class> = named.and_then(|c| serde_json::from_value(c).ok());
        let Rules { words, vocabulary, .. } = self.rules;
        let is = |class| starred(text).0.iter().all(|w| words.is(vocabulary.get(w), class));
        class.is_some_and(is)
    }

    /// Whether the starred noun names a thing of the kind that the rule is called by.
    fn is_of_kind(&self, text: &str) -> bool {
        let Rules { words, vocabulary, .. } = self.rules;
        let class = vocabulary.get(&self.place.name);
        let word = starred(text).0.first().map_or(Sym::UNKNOWN, |w| vocabulary.get(w));
        let lemmas = words.readings(word).iter().map(|r| r.lemma);
        let mut read = [self.starred_noun(text), word].into_iter().chain(lemmas);
        read.any(|w| words.in_class(w, class))
    }

    /// Whether a figure of the text has the unit that the rule defines.
    fn has_unit(&self, text: &str) -> bool {
        let (_, mentions) = read(vec![Source::plain("a", text)], self.rules, 1);
        let quantities = mentions.iter().flatten().filter_map(|m| m.value.quantity());
        let mut units = quantities.filter_map(|q| self.rules.unit(q.unit?));
        units.any(|u| u.rule == self.rule)
    }

    /// Whether the page's layout is read otherwise without the words of the rule.
    fn page_matters(&self, text: &str) -> bool {
        let words: BTreeSet<&str> = self.examples.words.iter().map(String::as_str).collect();
        let mut less: PageRules = self.rules.page.clone();
        less.abbreviations.retain(|w, _| !words.contains(w.as_str()));
        let PageRules { starters, furniture, counters, dateline, related, .. } = &mut less;
        for set in [starters, furniture, counters, dateline, related] {
            set.retain(|w| !words.contains(w.as_str()));
        }
        self.layout(text, &self.rules.page) != self.layout(text, &less)
    }

    /// Blocks and sentences of a text, and what of its figures asserts nothing.
    fn layout(&self, text: &str, page: &PageRules) -> (Vec<String>, usize, String) {
        let doc = segment(Source::plain("a", text), page, &Vocabulary::default());
        let kinds = doc.blocks.iter().map(|b| format!("{:?}", b.kind)).collect();
        let mut rules = self.rules.clone();
        rules.page.clone_from(page);
        let known = segment(Source::plain("a", text), page, &rules.vocabulary);
        let idle: Vec<_> = extract::extract(&known, &rules).iter().map(|m| m.idle).collect();
        (kinds, doc.sentences.len(), format!("{idle:?}"))
    }

    /// Whether some pair of claims of the two texts is linked with the help of the rule.
    fn weighs(&self, example: &Example) -> bool {
        let (ledger, _) = read(texts(example, true), self.rules, 1);
        let ids: Vec<ClaimId> = ledger.claim_ids().collect();
        let pairs =
            ids.iter().flat_map(|a| ids.iter().filter(move |b| a < b).map(move |b| (*a, *b)));
        let weighing = Weighing::of(&ledger, self.rules);
        let mut found = pairs.filter_map(|(a, b)| weighing.pair(a, b));
        let cited = |p: &Piece| self.rules.evidence(p.ground).rule == self.rule;
        found.any(|link| link.evidence.iter().any(cited))
    }

    fn reconciled(&self, example: &Example, story: bool) -> Report {
        reconcile(texts(example, story), self.rules, Reading::Plain, 1)
    }
}

/// The two texts of an example, as sources of one story or of none.
fn texts(example: &Example, story: bool) -> Vec<Source> {
    let texts = [("a", example.text.as_str()), ("b", example.other.as_deref().unwrap_or_default())];
    let story = story.then(|| "story".to_owned());
    texts.map(|(name, text)| Source { story: story.clone(), ..Source::plain(name, text) }).to_vec()
}
