//! Evidence from who takes part.

use super::Scale;
use super::times::tells_time;
use crate::claim::Kind;
use crate::compare::Verdict;
use crate::link::glossary::{Glossary, NameId, Page, Word};
use crate::link::sketch::Sketch;
use crate::rules::Ground;

impl<'a> Scale<'a> {
    pub(super) fn participants(&mut self) {
        let (a, b) = (self.a, self.b);
        let glossary = self.glossary;
        let (x, y) = (&a.phrase_actors, &b.phrase_actors);
        if !x.is_empty() && !y.is_empty() && self.meets(x, y).is_none() {
            let elsewhere = self.only(x, &b.clause).is_none() || self.only(y, &a.clause).is_none();
            if !elsewhere {
                let detail = || format!("{} and {}", listed(glossary, x), listed(glossary, y));
                return self.add_told(Ground::RivalNamesInThePhrase, detail);
            }
        }
        if a.clause.is_empty() || b.clause.is_empty() {
            if let Some(name) = self.meets(&a.all, &b.all) {
                let name = self.text(name);
                self.add_told(Ground::SameTopic, || name.to_owned());
            } else if let Some(name) = stranger(a, b).or_else(|| stranger(b, a)) {
                let name = self.text(name);
                // A day or an age that agrees may be anybody's, and so may "hundreds".
                let told = self.is_same() && !self.is_vague() && !tells_time(a);
                let percent = if told { 0 } else { 100 };
                self.add_part(Ground::AStranger, percent, || name.to_owned());
            }
            return;
        }
        match self.meets(&a.clause, &b.clause) {
            Some(name) => {
                let name = self.text(name);
                self.add_told(Ground::SameParticipants, || name.to_owned());
            }
            None if self.are_parties() => self.add(Ground::PartiesToOneStory),
            None => return self.rivals(),
        }
        let own = (self.only(&a.actors, &b.clause), self.only(&b.actors, &a.clause));
        if let (Some(x), Some(y)) = own {
            let (x, y) = (self.text(x), self.text(y));
            self.add_told(Ground::MoreParticipantsOnBothSides, || format!("{x}; {y}"));
        }
    }

    /// Names on both sides that do not meet. Places of one event lie inside one another, so only a
    /// place that the other article never names is another one.
    fn rivals(&mut self) {
        let (a, b) = (self.a, self.b);
        let glossary = self.glossary;
        let detail =
            || format!("{} and {}", listed(glossary, &a.clause), listed(glossary, &b.clause));
        if !a.actors.is_empty() && !b.actors.is_empty() {
            if !self.agrees() {
                let percent = if self.is_telling() { LESS_OTHERS } else { 100 };
                return self.add_part(Ground::RivalParticipants, percent, detail);
            }
            let percent = if !(a.telling && b.telling) {
                100
            } else if self.tells_by_itself() {
                0
            } else {
                LESS_OTHERS
            };
            return self.add_part(Ground::OtherParticipants, percent, detail);
        }
        let known =
            |s: &Sketch<'_>, names: &[NameId]| names.iter().any(|n| glossary.knows(s.page, *n));
        if known(a, &b.clause) || known(b, &a.clause) {
            self.add_told(Ground::SameTopic, detail);
        } else {
            self.add_told(Ground::OtherPlaces, detail);
        }
    }

    /// Whether the figure is one that no other figure of the story is by chance, whoever is named beside it: of
    /// days, times and ages the whole story has the same.
    fn tells_by_itself(&self) -> bool {
        let years = |s: &Sketch<'a>| &s.claim.frame.years;
        !tells_time(self.a) && years(self.a) == years(self.b) && self.is_telling_figure()
    }

    /// Whether two articles are about all who are named, and the values agree: the one sentence names
    /// the buyer, the other the seller.
    fn are_parties(&self) -> bool {
        let about = |names: &[NameId], page: &Page| names.iter().all(|n| self.has(&page.topic, *n));
        let (a, b) = (self.a, self.b);
        !self.same_document()
            && self.verdict() == Some(Verdict::Agree)
            && about(&a.clause, b.page)
            && about(&b.clause, a.page)
    }

    /// Whether both tell of one and the same what it has once: when it was born or built.
    pub(super) fn happens_once(&self) -> bool {
        let both = self.a.undergoer.zip(self.b.undergoer);
        self.one_measure().is_some_and(|m| m.once)
            && both.is_some_and(|(x, y)| self.glossary.related(x, y))
    }

    pub(super) fn once(&mut self) {
        if self.happens_once() {
            self.add(Ground::HappensOnce);
        }
    }

    pub(super) fn ages(&mut self) {
        let one = |s: &Sketch<'_>| s.claim.mention.kind == Kind::Age && s.actors.len() == 1;
        if one(self.a)
            && one(self.b)
            && let Some(name) = self.meets(&self.a.clause, &self.b.clause)
        {
            let name = self.text(name);
            // "29", "who turned 30 on the run"
            let turns = |s: &Sketch<'_>| s.verb.is_some_and(|verb| verb.text == "turn");
            if self.is_disputed() && turns(self.a) != turns(self.b) {
                return self.add(Ground::AgesOfWhomever);
            }
            self.add_told(Ground::SamePersonsAge, || name.to_owned());
        }
        let age = |s: &Sketch<'_>| s.claim.mention.kind == Kind::Age;
        let named = self.meets(&self.a.actors, &self.b.actors).is_some();
        if age(self.a) && age(self.b) && !named && self.verdict() != Some(Verdict::Agree) {
            match self.by_what_they_do() {
                Some(noun) => self.add_part(Ground::SamePersonsAge, BY_NOUN, || noun),
                None => self.add(Ground::AgesOfWhomever),
            }
        }
    }

    /// The noun by which two articles tell of whom they give the age, if each story has one such person: "the
    /// driver, 47", "the driver, 49-year-old Ann Lee".
    fn by_what_they_do(&self) -> Option<String> {
        let (words, v) = (&self.rules.words, &self.rules.vocabulary);
        let many = v.get("people of whom there are many");
        let one = |word: &&Word<'_>| {
            let sym = v.get(word.text);
            words.in_class(sym, self.rules.marks.person) && !words.in_class(sym, many)
        };
        if self.same_document() || !self.a.actors.is_empty() && !self.b.actors.is_empty() {
            return None;
        }
        let mut shared = self.a.heads.iter().filter(|head| self.b.heads.contains(head));
        shared.find(one).map(|word| word.text.to_owned())
    }
}

/// How much, in percent, other names weigh where the figure is one that few others would be by chance.
const LESS_OTHERS: i32 = 40;

/// How much, in percent, the same noun for two persons says of their ages, beside the same name.
const BY_NOUN: i32 = 60;

/// Whom the one names for its figure, where the other names nobody and its article is about
/// others.
fn stranger(named: &Sketch<'_>, other: &Sketch<'_>) -> Option<NameId> {
    let known = other.clause.is_empty() && !other.all.is_empty();
    named.actors.first().copied().filter(|_| known)
}

/// Names in a row.
fn listed(glossary: &Glossary<'_>, names: &[NameId]) -> String {
    names.iter().map(|n| glossary.text(*n)).collect::<Vec<_>>().join(", ")
}
