//! Evidence from what the figures are figures of: measures, nouns, verbs, scopes, places.

use super::Scale;
use crate::claim::{Governor, Governs, Kind};
use crate::compare::Verdict;
use crate::id::Sym;
use crate::link::glossary::NameId;
use crate::link::sketch::Sketch;
use crate::rules::{Class, Ground, Scope};

/// How much, in percent, it weighs that only one counts a part, where the values agree and no measure says that
/// both are counts of one kind.
const LESS_SOME: i32 = 40;

/// How much, in percent, it weighs that the things counted are of two sorts.
const OF_TWO_SORTS: i32 = 400;

impl<'a> Scale<'a> {
    pub(super) fn measures(&mut self) {
        let (a, b) = (self.a.claim.frame.measure, self.b.claim.frame.measure);
        let (Some(x), Some(y)) = (a, b) else { return };
        let name = |id| self.rules.measures.get(id).map_or("", |m| m.name.as_str());
        let is_toll = |id| self.rules.measures.get(id).is_some_and(|m| m.grows);
        if x == y {
            let name = name(x);
            self.add_told(Ground::SameMeasure, || name.to_owned());
            if self.a.only && self.b.only && !self.same_document() {
                self.add(Ground::TheOnlyFigureForIt);
                // "under $10 million" may be 7 million, however seldom it is said so.
                let apart = self.verdict() == Some(Verdict::Contradict);
                if apart && self.is_one_of_a_story() && !self.are_plan_and_result() {
                    self.add(Ground::OneOfAStory);
                }
            }
            return;
        }
        let (x_name, y_name) = (name(x), name(y));
        let exclude = self.rules.measures.exclude(x, y);
        let ground = if exclude && is_toll(x) && is_toll(y) {
            Ground::ExclusiveTolls
        } else if exclude {
            Ground::ExclusiveMeasures
        } else if self.rules.measures.akin(x, y) {
            Ground::AkinMeasures
        } else {
            Ground::OtherMeasure
        };
        self.add_told(ground, || format!("{x_name} and {y_name}"));
    }

    /// Whether each article gives one figure for a measure of which a story has one, and neither that of an
    /// earlier year: "the last strike, in 2016".
    pub(super) fn is_one_of_a_story(&self) -> bool {
        let tells = |s: &Sketch<'_>| s.only && s.past().is_none();
        tells(self.a) && tells(self.b) && self.one_measure().is_some_and(|m| m.single)
    }

    pub(super) fn things_counted(&mut self) {
        if !self.a.counts || !self.b.counts {
            // "eight people" and "a magnitude of 7.6"
            let apart =
                |x: &Sketch<'_>, y: &Sketch<'_>| x.is_broken && y.counts && y.counted.is_some();
            if apart(self.a, self.b) || apart(self.b, self.a) {
                self.add(Ground::CountedAndBroken);
            }
            return;
        }
        if self.counts_a_part() {
            let name = |s: &Sketch<'a>| s.counted.map_or("", |c| c.word.text);
            let (x, y) = (name(self.a), name(self.b));
            return self.add_told(Ground::APartOfTheThingCounted, || format!("{x} / {y}"));
        }
        let (Some(x), Some(y)) = (self.a.counted, self.b.counted) else {
            return self.things_of_one_article();
        };
        let (a, b) = (x.word.text, y.word.text);
        if x.word == y.word {
            let sort = || x.joined != y.joined || self.is_vague() && self.counts_a_sort();
            let ground = if self.is_disputed() && sort() {
                Ground::AKindOfTheThingCounted
            } else {
                Ground::SameThingCounted
            };
            return self.add_told(ground, || a.to_owned());
        }
        let words = &self.rules.words;
        let people = x.held && y.held;
        let generic = people && (x.anybody || y.anybody);
        let marks = &self.rules.marks;
        let served =
            |x: Sym, y: Sym| words.in_class(x, marks.served) && words.in_class(y, marks.has_line);
        let either = |is: &dyn Fn(Sym, Sym) -> bool| is(x.sym, y.sym) || is(y.sym, x.sym);
        let kind = || either(&|x, y| words.is_kind_of(x, y)) || either(&served);
        let detail = || format!("{a} and {b}");
        if generic || kind() {
            self.add_told(Ground::AKindOfTheThingCounted, detail);
        } else if !(self.is_one_measure() && (people || x.is_measure || y.is_measure)) {
            let two_sorts = x.sort.zip(y.sort).is_some_and(|(one, other)| one != other);
            let percent = if two_sorts { OF_TWO_SORTS } else { 100 };
            self.add_part(Ground::AnotherThingCounted, percent, detail);
        }
    }

    /// Whether one figure counts a sort of what the other counts by another noun before it: "42 office buildings",
    /// "hundreds of buildings".
    fn counts_a_sort(&self) -> bool {
        let words = &self.rules.words;
        let noun = |w: &&Sym| words.noun(**w).is_some() && !words.is(**w, Class::Verb);
        let sorts = |s: &Sketch<'a>| -> Vec<Sym> {
            let before = s.claim.counted().into_iter().flat_map(|g| &g.before);
            before.filter(noun).copied().collect()
        };
        let (x, y) = (sorts(self.a), sorts(self.b));
        let more = |x: &[Sym], y: &[Sym]| x.iter().any(|w| !y.contains(w));
        more(&x, &y) || more(&y, &x)
    }

    /// One article that gives a figure twice gives it for two things, even if the one says little: "14
    /// counts", "14 vehicles".
    fn things_of_one_article(&mut self) {
        let counted = |s: &Sketch<'a>| s.claim.counted().map(|g| g.lemma.as_str());
        if let (Some(x), Some(y)) = (counted(self.a), counted(self.b))
            && self.same_document()
            && self.agrees()
            && x != y
        {
            self.add_told(Ground::AnotherThingCounted, || format!("{x} and {y}"));
        }
    }

    /// Whether one figure counts the children or the soldiers among those whom the other counts, as
    /// figures that disagree under one measure may: "six children were killed", "24 dead".
    fn counts_a_part(&self) -> bool {
        self.is_one_measure() && self.is_disputed() && self.a.part() != self.b.part()
    }

    /// Whether both count the same thing.
    pub(super) fn count_alike(&self) -> bool {
        let both = self.a.counted.zip(self.b.counted);
        both.is_some_and(|(x, y)| x.word == y.word && x.joined == y.joined)
    }

    pub(super) fn heads(&mut self) {
        let (a, b) = (self.a, self.b);
        let shared = a.heads.iter().find(|head| b.heads.contains(head));
        if let Some(head) = shared.filter(|_| !self.count_alike()) {
            let told = self.is_disputed() && self.one_measure().is_none();
            let ground = if told && self.phrase_alike() {
                Ground::SameNounPhrase
            } else if self.is_disputed() && self.measure_alike(head.text) {
                Ground::SameThingMeasured
            } else {
                Ground::SameHeadWord
            };
            self.add_told(ground, || head.text.to_owned());
        }
        // "23 people were arrested", "made 27 arrests"
        let done = |x: &Sketch<'a>, y: &Sketch<'a>| {
            x.verb
                .filter(|verb| y.verb == Some(*verb) || y.counted.is_some_and(|c| c.word == *verb))
        };
        if let Some(verb) = done(a, b).or_else(|| done(b, a)) {
            self.add_told(Ground::SameVerb, || verb.text.to_owned());
        }
    }

    /// Whether both tell one measure, in units, of what a noun names: the length of a tunnel.
    fn measure_alike(&self, head: &str) -> bool {
        let measured = |s: &Sketch<'_>| s.claim.mention.kind == Kind::Quantity;
        let measure = self.one_measure();
        measured(self.a) && measured(self.b) && measure.is_some_and(|m| m.once && m.name != head)
    }

    /// Whether a noun with a word before it says in both what the figure is about: "low blood pressure", which high
    /// blood pressure is not.
    fn phrase_alike(&self) -> bool {
        let words = &self.rules.words;
        let says = |g: &&Governor| !matches!(g.how, Governs::Verb | Governs::Near);
        let governors = |s: &Sketch<'a>| s.claim.frame.governors.iter().filter(says);
        let plain =
            |word: &Sym| !words.is(*word, Class::Verb) && !words.is(*word, Class::Preposition);
        let adjectives =
            |g: &'a Governor| g.before.iter().filter(|w| words.is(**w, Class::Adjective));
        let one_sort = |x: &'a Governor, y: &'a Governor| {
            let (own, others) = (adjectives(x), adjectives(y));
            own.clone().next().is_none() || others.clone().next().is_none() || own.eq(others)
        };
        let alike = |x: &'a Governor, y: &'a Governor| {
            let mut shared = x.before.iter().filter(|word| plain(word));
            let same = words.same(x.sym, y.sym) || x.lemma == y.lemma;
            same && one_sort(x, y) && shared.any(|w| y.before.iter().any(|v| words.same(*w, *v)))
        };
        governors(self.a).any(|x| governors(self.b).any(|y| alike(x, y)))
    }

    pub(super) fn scopes(&mut self) {
        let (a, b) = (&self.a.claim.frame.scopes, &self.b.claim.frame.scopes);
        let scopes = self.rules.measures.scopes();
        let is = |x: &String, so: fn(&Scope) -> bool| scopes.iter().any(|s| s.name == *x && so(s));
        if a == b {
            if a.iter().any(|x| is(x, |s| s.relative)) && self.is_disputed() {
                self.add_told(Ground::OtherScope, || a.join(", "));
            }
            return;
        }
        let excludes =
            |x: &String, y: &String| scopes.iter().any(|s| s.name == *x && s.excludes.contains(y));
        let clash = a.iter().any(|x| b.iter().any(|y| excludes(x, y) || excludes(y, x)));
        let detail = || format!("{} / {}", a.join(", "), b.join(", "));
        let part =
            |x: &[String], y: &[String]| x.iter().any(|n| !y.contains(n) && !is(n, |s| s.whole));
        // "five of them": no figure for all of them, though the same by chance.
        let near = |x: &String| is(x, |s| s.near);
        let some = a.iter().chain(b).any(|n| near(n) && !(a.contains(n) && b.contains(n)));
        if clash {
            self.add_told(Ground::ExclusiveScopes, detail);
        } else if part(a, b) || part(b, a) {
            let ground = if some { Ground::SomeOfThem } else { Ground::OtherScope };
            // Of a measure it may be another's part: "nine killed, five of them in Quayside", "five killed".
            let told = some && self.agrees() && self.one_measure().is_none();
            self.add_part(ground, if told { LESS_SOME } else { 100 }, detail);
        }
    }

    /// Only one is limited to a place, and it is not the one that the other's article is all about.
    fn one_place(&mut self, place: NameId, other: &Sketch<'_>) {
        if !self.has(&other.page.lead, place) {
            let name = self.text(place);
            self.add_told(Ground::OnlyOneNamesAPlace, || name.to_owned());
        }
    }

    /// Each place has its own: a town of 24,000 people, another of 9,000. Where none is named beside the
    /// figure, it is what the article is about.
    fn places_that_have_it(&mut self) {
        let (a, b) = (self.a.told_of(), self.b.told_of());
        if self.meets(a, b).is_none() {
            let text = |names: &[NameId]| names.first().map_or("", |n| self.text(*n));
            let (x, y) = (text(a), text(b));
            self.add_told(Ground::TwoPlacesOfOneEvent, || format!("{x} / {y}"));
        }
    }

    /// Parts of the event's place: a village and the whole province, or two villages.
    pub(super) fn places(&mut self) {
        if self.one_measure().is_some_and(|m| m.of_place) {
            return self.places_that_have_it();
        }
        // A place limits how many, not when.
        if self.a.claim.mention.kind.is_temporal() {
            return;
        }
        let (a, b) = (self.a.place, self.b.place);
        // "dozens" may be all, and "70" those of one village.
        let vaguely = self.is_vague() && !self.is_same();
        let disputed = vaguely || self.verdict().is_none_or(Verdict::is_disputed);
        match (a, b) {
            (Some(x), Some(y)) if disputed && !self.glossary.related(x, y) => {
                let (x, y) = (self.text(x), self.text(y));
                self.add_told(Ground::TwoPlacesOfOneEvent, || format!("{x} / {y}"));
            }
            (Some(x), None) if disputed => self.one_place(x, self.b),
            (None, Some(x)) if disputed => self.one_place(x, self.a),
            _ => {}
        }
    }
}
