//! Evidence for and against two claims speaking of one fact.

use super::sketch::{Glossary, NameId, Page, Sketch};
use crate::claim::{Claim, Kind, Role};
use crate::compare::{Verdict, compare};
use crate::id::ClaimId;
use crate::rules::{Ground, Rules};
use crate::slip::is_telling_slip;
use crate::value::{Bound, Decimal, Grain, Hedge, Moment, Value};

/// A piece of evidence for or against a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What speaks.
    pub ground: Ground,
    /// What it adds to the score.
    pub weight: i32,
    /// What was seen, in words; empty where there is nothing to add.
    pub detail: String,
}

impl Piece {
    /// What was seen, as a phrase: "the same measure (death toll)".
    pub fn says(&self, rules: &Rules) -> String {
        let says = &rules.evidence(self.ground).says;
        if self.detail.is_empty() { says.clone() } else { format!("{says} ({})", self.detail) }
    }
}

/// How two claims hang together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The one claim.
    pub a: ClaimId,
    /// The other claim.
    pub b: ClaimId,
    /// The sum of the evidence.
    pub score: i32,
    /// Whether some evidence forbids the link.
    pub forbidden: bool,
    /// How the two values stand to each other, where they can be compared.
    pub verdict: Option<Verdict>,
    /// The score at which the two are taken for one fact, if no other claim speaks against it.
    pub needs: i32,
    /// The evidence, if it was asked for in words.
    pub evidence: Vec<Piece>,
}

/// Sentences of fewer words are alike by chance.
const LEAST_WORDS: usize = 4;
/// The share of all their words, in percent, that two sentences have in common where they differ in
/// little else than the figure.
const ALIKE: usize = 70;

/// How many of the words that two sentences share are told.
const MOST_SHARED: usize = 4;

/// A weight at or below this forbids a link.
const FORBIDS: i32 = -1000;

/// What looks for evidence, and the grounds that it may find for two values that differ: of each list
/// one at most.
type Look = (fn(&mut Scale<'_>), &'static [&'static [Ground]]);

/// All looks, the cheap ones that find much first.
const LOOKS: [Look; 14] = [
    (|s| s.beside(), &[&[Ground::WrittenBesideIt]]),
    (|s| s.words(), &[&[Ground::SameWords], &[Ground::SentencesThatDifferInLittleElse]]),
    (
        |s| s.measures(),
        &[&[Ground::SameMeasure, Ground::AkinMeasures], &[Ground::TheOnlyFigureForIt]],
    ),
    (|s| s.heads(), &[&[Ground::SameHeadWord], &[Ground::SameVerb]]),
    (|s| s.things_counted(), &[&[Ground::SameThingCounted, Ground::AKindOfTheThingCounted]]),
    (|s| s.ages(), &[&[Ground::SamePersonsAge]]),
    (|s| s.scopes(), &[]),
    (|s| s.years(), &[&[Ground::SameYears]]),
    (|s| s.participants(), &[&[Ground::SameTopic, Ground::SameParticipants]]),
    (|s| s.roles(), &[&[Ground::SameRole, Ground::LengthAndEndOfOnePeriod]]),
    (|s| s.days(), &[]),
    (|s| s.places(), &[]),
    (|s| s.values(), &[&[Ground::ASlipOfThePenApart]]),
    (|s| s.nothing_else(), &[]),
];

/// Weighs pairs of claims of one story.
pub(super) struct Weigher<'a> {
    glossary: &'a Glossary<'a>,
    rules: &'a Rules,
    /// What the looks from each one on can add at most to the score of two values that differ.
    reach: [i32; LOOKS.len()],
    /// The score that makes a link.
    pub link: i32,
    /// Evidence of this weight against a pair keeps its clusters apart.
    pub apart: i32,
    /// The score that makes a link of claims that disagree.
    disputed: i32,
}

impl<'a> Weigher<'a> {
    pub(super) fn of(glossary: &'a Glossary<'a>, rules: &'a Rules) -> Self {
        let mut reach = [0; LOOKS.len()];
        let mut rest = 0;
        for (at, (_, grounds)) in LOOKS.iter().enumerate().rev() {
            let weight = |ground: &Ground| rules.evidence(*ground).weight.max(0);
            let most = |list: &&[Ground]| list.iter().map(weight).max().unwrap_or(0);
            rest += grounds.iter().map(most).sum::<i32>();
            reach[at] = rest;
        }
        Self {
            glossary,
            rules,
            reach,
            link: rules.threshold("link"),
            apart: rules.threshold("evidence that keeps clusters apart"),
            disputed: rules.threshold("link of claims that disagree"),
        }
    }

    /// All evidence between two claims, in words.
    pub(super) fn told(&self, a: &Sketch<'a>, b: &Sketch<'a>) -> Link {
        let mut scale = self.scale(a, b, Some(Vec::new()));
        for (look, _) in LOOKS {
            look(&mut scale);
        }
        scale.link(self)
    }

    /// The link of two claims, only weighed: most pairs are none, and nobody reads what speaks
    /// against them.
    pub(super) fn weighed(&self, a: &Sketch<'a>, b: &Sketch<'a>) -> Link {
        let mut scale = self.scale(a, b, None);
        for (look, _) in LOOKS {
            look(&mut scale);
            if scale.is_forbidden() {
                break;
            }
        }
        scale.link(self)
    }

    /// As [`Self::weighed`], if the evidence is enough for a link; the first of the looks that shows
    /// that it can't be is the last.
    pub(super) fn candidate(&self, a: &Sketch<'a>, b: &Sketch<'a>) -> Option<Link> {
        let mut scale = self.scale(a, b, None);
        let (needs, differ) = (self.needs(scale.verdict), !scale.is_same());
        for (at, (look, _)) in LOOKS.iter().enumerate() {
            look(&mut scale);
            let reach = self.reach.get(at + 1).copied().unwrap_or(0);
            if scale.is_forbidden() || differ && scale.score + reach < needs {
                return None;
            }
        }
        (scale.score >= needs).then(|| scale.link(self))
    }

    fn needs(&self, verdict: Option<Verdict>) -> i32 {
        if verdict.is_some_and(Verdict::is_disputed) { self.disputed } else { self.link }
    }

    fn scale<'s>(
        &'s self,
        a: &'s Sketch<'a>,
        b: &'s Sketch<'a>,
        told: Option<Vec<Piece>>,
    ) -> Scale<'s> {
        let verdict = compare(&a.claim.mention.value, &b.claim.mention.value, self.rules);
        let beside = are_beside(a.claim, b.claim);
        let (glossary, rules) = (self.glossary, self.rules);
        Scale {
            a,
            b,
            glossary,
            rules,
            verdict,
            beside,
            told,
            score: 0,
            forbids: false,
            about: false,
        }
    }
}

/// Whether one of two claims stands in brackets beside the other.
fn are_beside(a: &Claim, b: &Claim) -> bool {
    let beside = |x: &Claim, y: &Claim| x.frame.beside == Some(y.mention.tokens.start);
    a.doc == b.doc && (beside(a, b) || beside(b, a))
}

/// The evidence between two claims while it is gathered.
struct Scale<'a> {
    a: &'a Sketch<'a>,
    b: &'a Sketch<'a>,
    glossary: &'a Glossary<'a>,
    rules: &'a Rules,
    verdict: Option<Verdict>,
    beside: bool,
    /// The evidence in words, if somebody wants it.
    told: Option<Vec<Piece>>,
    score: i32,
    /// Whether some evidence forbids the link.
    forbids: bool,
    /// Whether some evidence says that the two are about the same, whatever the values are.
    about: bool,
}

impl<'a> Scale<'a> {
    fn add(&mut self, ground: Ground) {
        self.add_part(ground, 100, String::new);
    }

    fn add_told(&mut self, ground: Ground, detail: impl FnOnce() -> String) {
        self.add_part(ground, 100, detail);
    }

    /// Adds a share, in percent, of what a ground weighs.
    fn add_part(&mut self, ground: Ground, percent: i32, detail: impl FnOnce() -> String) {
        let weight = self.rules.evidence(ground).weight * percent / 100;
        self.score += weight;
        self.forbids |= weight <= FORBIDS;
        self.about |= weight > 0 && !ground.is_of_values();
        if let Some(told) = &mut self.told {
            told.push(Piece { ground, weight, detail: detail() });
        }
    }

    fn has(&self, names: &[NameId], name: NameId) -> bool {
        names.iter().any(|n| self.glossary.related(*n, name))
    }

    /// The first of `a` that is among `b`.
    fn meets(&self, a: &[NameId], b: &[NameId]) -> Option<NameId> {
        a.iter().copied().find(|n| self.has(b, *n))
    }

    /// The first of `a` that is not among `b`.
    fn only(&self, a: &[NameId], b: &[NameId]) -> Option<NameId> {
        a.iter().copied().find(|n| !self.has(b, *n))
    }

    fn text(&self, name: NameId) -> &'a str {
        self.glossary.text(name)
    }

    fn link(self, weigher: &Weigher<'_>) -> Link {
        let (a, b, verdict) = (self.a.id, self.b.id, self.verdict);
        let (score, forbidden, needs) = (self.score, self.is_forbidden(), weigher.needs(verdict));
        let mut evidence = self.told.unwrap_or_default();
        evidence.sort_by_key(|piece| piece.ground);
        Link { a, b, score, forbidden, verdict, needs, evidence }
    }

    fn is_forbidden(&self) -> bool {
        self.forbids && !self.beside
    }

    /// Whether the values agree.
    fn is_same(&self) -> bool {
        self.verdict == Some(Verdict::Agree) || self.is_one_figure()
    }

    fn same_document(&self) -> bool {
        self.a.claim.doc == self.b.claim.doc
    }

    fn is_one_measure(&self) -> bool {
        let measure = self.a.claim.frame.measure;
        measure.is_some() && measure == self.b.claim.frame.measure
    }

    fn beside(&mut self) {
        if self.beside {
            self.add(Ground::WrittenBesideIt);
        }
    }

    fn measures(&mut self) {
        let (a, b) = (self.a.claim.frame.measure, self.b.claim.frame.measure);
        let (Some(x), Some(y)) = (a, b) else { return };
        let name = |id| self.rules.measures.get(id).map_or("", |m| m.name.as_str());
        if x == y {
            let name = name(x);
            self.add_told(Ground::SameMeasure, || name.to_owned());
            if self.a.only && self.b.only && !self.same_document() {
                self.add(Ground::TheOnlyFigureForIt);
            }
            return;
        }
        let (x_name, y_name) = (name(x), name(y));
        let ground = if self.rules.measures.exclude(x, y) {
            Ground::ExclusiveMeasures
        } else if self.rules.measures.akin(x, y) {
            Ground::AkinMeasures
        } else {
            Ground::OtherMeasure
        };
        self.add_told(ground, || format!("{x_name} and {y_name}"));
    }

    fn things_counted(&mut self) {
        if !self.a.counts || !self.b.counts {
            return;
        }
        if self.counts_a_part() {
            let name = |s: &Sketch<'a>| s.counted.map_or("", |c| c.word.text);
            let (x, y) = (name(self.a), name(self.b));
            return self.add_told(Ground::APartOfTheThingCounted, || format!("{x} / {y}"));
        }
        let (Some(x), Some(y)) = (self.a.counted, self.b.counted) else { return };
        let (a, b) = (x.word.text, y.word.text);
        if x.word == y.word {
            return self.add_told(Ground::SameThingCounted, || a.to_owned());
        }
        let words = &self.rules.words;
        let people = x.held && y.held;
        let generic = people && (x.anybody || y.anybody);
        let kind = || words.is_kind_of(x.sym, y.sym) || words.is_kind_of(y.sym, x.sym);
        let detail = || format!("{a} and {b}");
        if generic || kind() {
            self.add_told(Ground::AKindOfTheThingCounted, detail);
        } else if !(people && self.is_one_measure()) {
            self.add_told(Ground::AnotherThingCounted, detail);
        }
    }

    /// Whether one figure counts the children or the soldiers among those whom the other counts, as
    /// figures that disagree under one measure may: "six children were killed", "24 dead".
    fn counts_a_part(&self) -> bool {
        let part = |s: &Sketch<'a>| s.counted.filter(|c| c.some_people).map(|c| c.word);
        self.is_one_measure() && self.is_disputed() && part(self.a) != part(self.b)
    }

    fn heads(&mut self) {
        let (a, b) = (self.a, self.b);
        let counted = a.counted.zip(b.counted).is_some_and(|(x, y)| x.word == y.word);
        let shared = a.heads.iter().find(|head| b.heads.contains(head));
        if let Some(head) = shared.filter(|_| !counted) {
            self.add_told(Ground::SameHeadWord, || head.text.to_owned());
        }
        if let (Some(x), Some(y)) = (a.verb, b.verb)
            && x == y
        {
            self.add_told(Ground::SameVerb, || x.text.to_owned());
        }
    }

    fn participants(&mut self) {
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

    fn ages(&mut self) {
        let one = |s: &Sketch<'_>| s.claim.mention.kind == Kind::Age && s.actors.len() == 1;
        if one(self.a)
            && one(self.b)
            && let Some(name) = self.meets(&self.a.clause, &self.b.clause)
        {
            let name = self.text(name);
            self.add_told(Ground::SamePersonsAge, || name.to_owned());
        }
    }

    /// Names on both sides that do not meet. Places of one event lie inside one another, so only a
    /// place that the other article never names is another one.
    fn rivals(&mut self) {
        let (a, b) = (self.a, self.b);
        let glossary = self.glossary;
        let detail =
            || format!("{} and {}", listed(glossary, &a.clause), listed(glossary, &b.clause));
        let agree = self.verdict == Some(Verdict::Agree);
        if !a.actors.is_empty() && !b.actors.is_empty() {
            let ground = if agree { Ground::OtherParticipants } else { Ground::RivalParticipants };
            return self.add_told(ground, detail);
        }
        let known =
            |s: &Sketch<'_>, names: &[NameId]| s.page.named.iter().any(|n| self.has(names, *n));
        if known(a, &b.clause) || known(b, &a.clause) {
            self.add_told(Ground::SameTopic, detail);
        } else {
            self.add_told(Ground::OtherPlaces, detail);
        }
    }

    /// Whether both articles are about all who are named, and the values do not disagree: the one
    /// sentence names the buyer, the other the seller.
    fn are_parties(&self) -> bool {
        let about = |names: &[NameId], page: &Page| names.iter().all(|n| self.has(&page.topic, *n));
        let (a, b) = (self.a, self.b);
        self.verdict == Some(Verdict::Agree) && about(&a.clause, b.page) && about(&b.clause, a.page)
    }

    fn values(&mut self) {
        let same = self.is_same();
        let disputed = self.verdict.is_none_or(|v| v >= Verdict::Compatible) && !same;
        let repeated = self.same_document()
            && self.a.claim.mention.sentence == self.b.claim.mention.sentence
            && !self.beside;
        if same && repeated {
            self.add(Ground::TwiceInOneSentence);
        } else if same {
            let telling = self.a.telling && self.b.telling;
            let limit = is_limit(&self.a.claim.mention.value);
            let ground = if limit {
                Ground::SameDeadline
            } else if telling {
                Ground::SameTellingValue
            } else {
                Ground::SameValue
            };
            let both = has_two_digits(&self.a.claim.mention.value);
            let vague = self.is_vague();
            let percent = match ground {
                Ground::SameValue if both => 200,
                Ground::SameTellingValue if vague => 50,
                _ => 100,
            };
            self.add_part(ground, percent, String::new);
            let apart =
                self.a.claim.frame.measure.is_none() || self.b.claim.frame.measure.is_none();
            if self.same_document() && telling && apart && !vague {
                self.add(Ground::RepeatedInTheArticle);
            }
        } else if disputed && self.same_document() && !self.beside {
            let one = self.a.claim.mention.sentence == self.b.claim.mention.sentence;
            let told = |s: &Sketch<'_>| s.claim.frame.attribution;
            let voices = told(self.a).zip(told(self.b)).is_some_and(|(a, b)| a != b);
            let together = one && !voices && self.verdict != Some(Verdict::Compatible);
            if together {
                self.add(Ground::TwoValuesInOneSentence);
            } else {
                // A headline that differs from its article, or two authorities, may be a dispute.
                let open = voices || self.a.title != self.b.title;
                let compatible = self.verdict == Some(Verdict::Compatible);
                let percent = if open || compatible { 50 } else { 100 };
                self.add_part(Ground::OtherValueInTheSameArticle, percent, String::new);
            }
        }
        if self.is_disputed()
            && is_telling_slip(&self.a.claim.mention.value, &self.b.claim.mention.value, self.rules)
        {
            self.add(Ground::ASlipOfThePenApart);
        }
        if are_far_apart(&self.a.claim.mention.value, &self.b.claim.mention.value) {
            self.add(Ground::DatesFarApart);
        } else if self.are_two_pasts() {
            self.add_part(Ground::DatesFarApart, 60, String::new);
        } else if is_other_order(&self.a.claim.mention.value, &self.b.claim.mention.value) {
            self.add(Ground::ValuesOfAnotherOrder);
        }
    }

    /// Whether both date something that lies behind, years apart: "the quake of 1996", "in 2002".
    fn are_two_pasts(&self) -> bool {
        let past = |s: &Sketch<'_>| {
            let moment = s.claim.mention.value.moment().filter(|m| m.bound == Bound::Within)?;
            moment.pattern.year.filter(|y| Some(*y) < s.latest)
        };
        past(self.a).zip(past(self.b)).is_some_and(|(x, y)| (x - y).abs() > 1)
    }

    fn is_disputed(&self) -> bool {
        self.verdict.is_some_and(Verdict::is_disputed)
    }

    /// Whether the same figure stands with another hedge: "five", "at least five".
    fn is_one_figure(&self) -> bool {
        let figure = |s: &Sketch<'a>| s.claim.mention.value.quantity().map(|q| (q.stated, q.unit));
        let one = figure(self.a).filter(|f| f.0.is_some());
        self.verdict == Some(Verdict::Compatible) && one.is_some() && one == figure(self.b)
    }

    fn is_vague(&self) -> bool {
        let vague = |s: &Sketch<'_>| {
            s.claim.mention.value.quantity().is_some_and(|q| q.hedge == Hedge::Vague)
        };
        vague(self.a) || vague(self.b)
    }

    fn scopes(&mut self) {
        let (a, b) = (&self.a.claim.frame.scopes, &self.b.claim.frame.scopes);
        if a == b {
            return;
        }
        let scopes = self.rules.measures.scopes();
        let excludes =
            |x: &String, y: &String| scopes.iter().any(|s| s.name == *x && s.excludes.contains(y));
        let clash = a.iter().any(|x| b.iter().any(|y| excludes(x, y) || excludes(y, x)));
        let detail = || format!("{} / {}", a.join(", "), b.join(", "));
        let whole = |x: &String| scopes.iter().any(|s| s.name == *x && s.whole);
        let part = |x: &[String], y: &[String]| x.iter().any(|n| !y.contains(n) && !whole(n));
        // "five of them": no figure for all of them, though the same by chance.
        let near = |x: &String| scopes.iter().any(|s| s.name == *x && s.near);
        let some = a.iter().chain(b).any(|n| near(n) && !(a.contains(n) && b.contains(n)));
        let percent = if some { 100 } else { self.doubt() };
        if clash {
            self.add_told(Ground::ExclusiveScopes, detail);
        } else if part(a, b) || part(b, a) {
            self.add_part(Ground::OtherScope, percent, detail);
        }
    }

    fn roles(&mut self) {
        let value = |r: Role| if r == Role::ChangeTo { Role::Value } else { r };
        let (a, b) = (value(self.a.claim.frame.role), value(self.b.claim.frame.role));
        let spans = |r: Role| matches!(r, Role::Length | Role::End | Role::Start);
        if a == b {
            if a != Role::Value {
                self.add_told(Ground::SameRole, || a.name().to_owned());
            }
        } else if spans(a) && spans(b) && (a == Role::Length || b == Role::Length) {
            self.add(Ground::LengthAndEndOfOnePeriod);
        } else {
            // "since 2011", "in 2011"
            let begins = matches!((a, b), (Role::Start, Role::Value) | (Role::Value, Role::Start));
            let percent = if begins { self.doubt() } else { 100 };
            self.add_part(Ground::OtherRole, percent, || format!("{} and {}", a.name(), b.name()));
        }
    }

    fn years(&mut self) {
        let (a, b) = (&self.a.claim.frame.years, &self.b.claim.frame.years);
        let temporal = |s: &Sketch<'_>| s.claim.mention.kind.is_temporal();
        if temporal(self.a) || temporal(self.b) || a.is_empty() && b.is_empty() {
            return;
        }
        let detail = || {
            let list = |y: &[i16]| y.iter().map(i16::to_string).collect::<Vec<_>>().join(", ");
            format!("{} / {}", list(a), list(b))
        };
        if a.is_empty() || b.is_empty() {
            self.add_part(Ground::OnlyOneNamesAYear, self.doubt(), detail);
        } else if a.iter().any(|y| b.contains(y)) {
            self.add_told(Ground::SameYears, detail);
        } else {
            self.add_told(Ground::OtherYears, detail);
        }
    }

    /// Days on which the two happened that can't be one: "Sunday's quake", "today's quake".
    fn days(&mut self) {
        let temporal = |s: &Sketch<'_>| s.claim.mention.kind.is_temporal();
        let (a, b) = (&self.a.claim.frame.days, &self.b.claim.frame.days);
        if temporal(self.a) || temporal(self.b) || a.is_empty() || b.is_empty() {
            return;
        }
        if a.iter().all(|x| b.iter().all(|y| are_other_days(x, y))) {
            let detail = || format!("{} / {}", a[0].edtf, b[0].edtf);
            self.add_part(Ground::OtherDays, self.doubt(), detail);
        }
    }

    /// How much, in percent, a sign of another event weighs: less where the values agree.
    fn doubt(&self) -> i32 {
        if self.verdict == Some(Verdict::Agree) { 40 } else { 100 }
    }

    /// Parts of the event's place: a village and the whole province, or two villages.
    fn places(&mut self) {
        let (a, b) = (self.a.place, self.b.place);
        let disputed = self.verdict.is_none_or(Verdict::is_disputed);
        match (a, b) {
            (Some(x), Some(y)) if disputed && !self.glossary.related(x, y) => {
                let (x, y) = (self.text(x), self.text(y));
                self.add_told(Ground::TwoPlacesOfOneEvent, || format!("{x} / {y}"));
            }
            (Some(x), None) | (None, Some(x)) if disputed => {
                let name = self.text(x);
                self.add_told(Ground::OnlyOneNamesAPlace, || name.to_owned());
            }
            _ => {}
        }
    }

    /// The share of words that the smaller of the two sentences has in common with the other, rare
    /// words counting more.
    fn words(&mut self) {
        let (a, b) = (&self.a.context, &self.b.context);
        let common = a.common(b);
        let least = a.total.min(b.total).max(1);
        let percent = i32::try_from(common * 100 / least).unwrap_or(0).min(100);
        if percent >= 10 {
            self.add_part(Ground::SameWords, percent, || a.shared(b, MOST_SHARED).join(", "));
        }
        let all = a.total + b.total - common;
        if a.words.len().min(b.words.len()) >= LEAST_WORDS && common * 100 >= all * ALIKE {
            self.add(Ground::SentencesThatDifferInLittleElse);
        }
    }

    fn nothing_else(&mut self) {
        if !self.about {
            self.add(Ground::NothingInCommonButTheValue);
        }
    }
}

/// Names in a row.
fn listed(glossary: &Glossary<'_>, names: &[NameId]) -> String {
    names.iter().map(|n| glossary.text(*n)).collect::<Vec<_>>().join(", ")
}

/// Whether few other figures would be the same by chance: three digits or a scale word, a vague
/// magnitude, a day.
pub(super) fn is_telling(value: &Value) -> bool {
    match value {
        Value::Quantity(q) => match q.stated {
            Some(n) => {
                let large = n >= Decimal::whole(10_000) && n.significant_digits() >= 2;
                n.significant_digits() >= 3 || large || n >= Decimal::whole(1_000_000)
            }
            None => {
                q.hedge == Hedge::Range
                    || q.hedge == Hedge::Vague
                        && q.literal.lo.is_some_and(|l| l.at >= Decimal::whole(100_000))
            }
        },
        Value::Moment(m) => m.days.is_some_and(|d| d.lo == d.hi),
        Value::Clock(_) => true,
        Value::Score(..) | Value::Every(_) => false,
    }
}

/// Whether a figure has two telling digits, so that it agrees by chance once in dozens: 6.4, 52.
fn has_two_digits(value: &Value) -> bool {
    value.quantity().and_then(|q| q.stated).is_some_and(|n| n.significant_digits() >= 2)
}

/// Whether two days are certainly different ones, the night between two days apart.
fn are_other_days(a: &Moment, b: &Moment) -> bool {
    let day = |m: &Moment| m.days.and_then(|d| d.lo);
    match (day(a), day(b)) {
        (Some(x), Some(y)) => x.until(y).is_ok_and(|s| s.get_days().abs() > 1),
        _ => {
            a.pattern.conflicts(b.pattern)
                && a.pattern.weekday.is_some()
                && b.pattern.weekday.is_some()
        }
    }
}

/// Reports of one fact differ by less than this factor, if no scale word is wrong.
const OTHER_ORDER: i64 = 10;

/// Whether two figures differ so much that they measure two things, and not by a slip of the scale.
fn is_other_order(a: &Value, b: &Value) -> bool {
    let (Some(a), Some(b)) = (a.quantity(), b.quantity()) else { return false };
    let mut pairs = a.writings().flat_map(|x| b.writings().map(move |y| (x, y)));
    pairs.any(|(x, y)| {
        let (Some(m), Some(n)) = (x.stated, y.stated) else { return false };
        x.unit == y.unit && m.digits() != n.digits() && (are_far(m, n) || are_far(n, m))
    })
}

fn are_far(small: Decimal, large: Decimal) -> bool {
    small.times(Decimal::whole(OTHER_ORDER)).is_some_and(|s| s < large)
}

/// A slip of the day is a few days at most.
const FEW_DAYS: i32 = 10;

/// Whether two days are further apart than a slip of the pen explains: they date two events.
fn are_far_apart(a: &Value, b: &Value) -> bool {
    let (Some(x), Some(y)) = (a.moment(), b.moment()) else { return false };
    let (p, q) = (x.pattern, y.pattern);
    let differ = |a: Option<i8>, b: Option<i8>| matches!((a, b), (Some(a), Some(b)) if a != b);
    if let (Some(Some(m)), Some(Some(n))) = (x.days.map(|d| d.lo), y.days.map(|d| d.lo)) {
        let apart = m.until(n).map_or(0, |s| s.get_days().abs());
        let slip = m.day() == n.day() && (m.month() == n.month() || m.year() == n.year());
        return x.grain == Grain::Day && y.grain == Grain::Day && apart > FEW_DAYS && !slip;
    }
    differ(p.month, q.month) && differ(p.day, q.day)
}

/// Whether the value limits something in time: "by the end of 2026".
fn is_limit(value: &Value) -> bool {
    value.moment().is_some_and(|m| m.bound != Bound::Within && m.days.is_some())
}
