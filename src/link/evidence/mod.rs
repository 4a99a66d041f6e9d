//! Evidence for and against two claims speaking of one fact: the looks for it, and what they add up
//! to.

mod people;
mod things;
mod times;
mod values;

use std::cell::OnceCell;

pub(super) use values::is_telling;

use super::glossary::{Glossary, NameId};
use super::sketch::Sketch;
use crate::claim::{Claim, Role};
use crate::compare::{Verdict, compare};
use crate::growth::has_grown;
use crate::id::ClaimId;
use crate::rules::{Evidence, Ground, Measure, Rules};
use crate::slip::Cause;
use crate::value::{Grain, Hedge, Quantity};

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

/// Sentences of fewer words are alike by chance, unless all their words are the same.
const LEAST_WORDS: usize = 4;
/// Sentences of fewer words that are all the same say too little.
const LEAST_SAME: usize = 2;
/// The share of all their words, in percent, that two sentences have in common where they differ in
/// little else than the figure.
const ALIKE: usize = 70;

/// How many of the words that two sentences share are told.
const MOST_SHARED: usize = 4;

/// How much, in percent, two parts that a figure may play differ where both say when.
const LESS_OTHER: i32 = 40;

/// A weight at or below this forbids a link.
const FORBIDS: i32 = -1000;

/// What looks for evidence, and the grounds that it may find for two values that are not the same: of
/// each list one at most.
type Look = (fn(&mut Scale<'_>), &'static [&'static [Ground]]);

/// All looks: those that forbid most pairs first, then the cheap ones that find much.
const LOOKS: [Look; 19] = [
    (|s| s.beside(), &[&[Ground::WrittenBesideIt]]),
    (|s| s.news(), &[]),
    (
        |s| s.measures(),
        &[&[Ground::SameMeasure, Ground::AkinMeasures], &[Ground::TheOnlyFigureForIt]],
    ),
    (|s| s.things_counted(), &[&[Ground::SameThingCounted, Ground::AKindOfTheThingCounted]]),
    (|s| s.scopes(), &[]),
    (|s| s.years(), &[&[Ground::SameYears]]),
    (
        |s| s.heads(),
        &[
            &[Ground::SameHeadWord, Ground::SameNounPhrase, Ground::SameThingMeasured],
            &[Ground::SameVerb],
        ],
    ),
    (|s| s.words(), &[&[Ground::SameWords], &[Ground::SentencesThatDifferInLittleElse]]),
    (|s| s.ages(), &[&[Ground::SamePersonsAge]]),
    (|s| s.once(), &[&[Ground::HappensOnce]]),
    (|s| s.happenings(), &[]),
    (|s| s.participants(), &[&[Ground::SameTopic, Ground::SameParticipants]]),
    (
        |s| s.roles(),
        &[&[Ground::SameRole, Ground::LengthAndEndOfOnePeriod, Ground::LengthOfAPeriod]],
    ),
    (|s| s.heads_of_articles(), &[&[Ground::BothAtTheHead, Ground::DayOfTheNews]]),
    (|s| s.figures_beside(), &[&[Ground::AnotherFigureAgrees]]),
    (|s| s.days(), &[]),
    (|s| s.places(), &[]),
    (
        |s| s.values(),
        &[&[Ground::ASlipOfThePenApart, Ground::ARareSlipApart, Ground::RoundedValue]],
    ),
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
    /// The least score of a pair within a cluster.
    pub least: i32,
    /// A score so much below another is far behind it.
    pub far_behind: i32,
    /// The score that makes a link of claims that disagree.
    pub disputed: i32,
    /// What the other figures of two articles may add to the score of claims that disagree.
    among_others: i32,
}

impl<'a> Weigher<'a> {
    pub(super) fn of(glossary: &'a Glossary<'a>, rules: &'a Rules) -> Self {
        let mut reach = [0; LOOKS.len()];
        let mut rest = 0;
        for (at, (_, grounds)) in LOOKS.iter().enumerate().rev() {
            let most = |list: &&[Ground]| {
                list.iter().map(|g| most_of(rules.evidence(*g))).max().unwrap_or(0)
            };
            rest += grounds.iter().map(most).sum::<i32>();
            reach[at] = rest;
        }
        Self {
            glossary,
            rules,
            reach,
            link: rules.threshold("link"),
            least: rules.threshold("least score within a cluster"),
            far_behind: rules.threshold("far behind"),
            disputed: rules.threshold("link of claims that disagree"),
            among_others: [Ground::NoOtherFigureComesNear, Ground::NoOtherCountComesNear]
                .into_iter()
                .map(|ground| most_of(rules.evidence(ground)))
                .fold(0, i32::max),
        }
    }

    /// What a ground adds to the score of two claims.
    pub(super) fn weight(&self, ground: Ground, a: &Sketch<'a>, b: &Sketch<'a>) -> i32 {
        self.scale(a, b, None).weight_of(self.rules.evidence(ground))
    }

    /// Whether nothing else forbids a pair than that its figures count things of different names.
    pub(super) fn is_forbidden_by_things_only(&self, a: &Sketch<'a>, b: &Sketch<'a>) -> bool {
        let evidence = self.told(a, b).evidence;
        let mut forbids = evidence.iter().filter(|piece| piece.weight <= FORBIDS);
        forbids.all(|piece| piece.ground == Ground::AnotherThingCounted)
    }

    /// Whether the figure of one claim is that of the other with a slip that leaves few other explanations.
    pub(super) fn is_slip(&self, a: &Sketch<'a>, b: &Sketch<'a>) -> bool {
        self.scale(a, b, None).is_slip()
    }

    /// Whether two claims count the same thing, and no rule knows them for figures of two measures. People may
    /// be those of a part and of the whole.
    pub(super) fn count_one_thing(&self, a: &Sketch<'a>, b: &Sketch<'a>) -> bool {
        let measures = a.claim.frame.measure.zip(b.claim.frame.measure);
        measures.is_none_or(|(x, y)| x == y)
            && a.counted.is_some_and(|counted| !counted.anybody)
            && self.scale(a, b, None).count_alike()
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

    /// As [`Self::weighed`], if the evidence may be enough for a link; the first of the looks that
    /// shows that it can't be is the last.
    pub(super) fn candidate(&self, a: &Sketch<'a>, b: &Sketch<'a>) -> Option<Link> {
        let ever = self.disputed.max(self.link);
        let mut scale = self.scale(a, b, None);
        for (at, (look, _)) in LOOKS.iter().enumerate() {
            look(&mut scale);
            let most = scale.score + self.reach.get(at + 1).copied().unwrap_or(0);
            let far = || most < self.may_need(scale.verdict()) && !scale.is_same();
            if scale.is_forbidden() || most < ever && far() {
                return None;
            }
        }
        let link = scale.link(self);
        self.may_hold(&link).then_some(link)
    }

    /// Whether the link holds, or may hold with what other figures say.
    pub(super) fn may_hold(&self, link: &Link) -> bool {
        !link.forbidden && link.score >= self.may_need(link.verdict)
    }

    fn may_need(&self, verdict: Option<Verdict>) -> i32 {
        let others = if verdict.is_some_and(Verdict::is_disputed) { self.among_others } else { 0 };
        self.needs(verdict) - others
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
        let beside = are_beside(a.claim, b.claim);
        let (glossary, rules) = (self.glossary, self.rules);
        Scale {
            a,
            b,
            glossary,
            rules,
            verdict: OnceCell::new(),
            common: OnceCell::new(),
            telling: OnceCell::new(),
            slip: OnceCell::new(),
            rare_slip: OnceCell::new(),
            beside,
            told,
            score: 0,
            forbids: false,
            about: false,
        }
    }
}

/// The most that a ground can add to a score.
fn most_of(evidence: &Evidence) -> i32 {
    evidence.weight.max(evidence.agreed).max(evidence.telling.unwrap_or(0)).max(0)
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
    /// Made when a look asks for it: many pairs are left before one does.
    verdict: OnceCell<Option<Verdict>>,
    /// What the words are worth that the two sentences share, made as the verdict.
    common: OnceCell<usize>,
    /// Whether few other figures would agree, or be so near, by chance; made as the verdict.
    telling: OnceCell<bool>,
    /// The slip that makes one value of the other, and whether hardly anything else explains it; made as the
    /// verdict.
    slip: OnceCell<Option<Cause>>,
    rare_slip: OnceCell<bool>,
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
        let weight = self.weight_of(self.rules.evidence(ground)) * percent / 100;
        self.score += weight;
        self.forbids |= weight <= FORBIDS;
        self.about |= weight > 0 && !ground.is_of_values();
        if let Some(told) = &mut self.told {
            told.push(Piece { ground, weight, detail: detail() });
        }
    }

    /// What a ground weighs for these two values.
    fn weight_of(&self, evidence: &Evidence) -> i32 {
        let Evidence { weight, agreed, telling, .. } = *evidence;
        if let Some(telling) = telling.filter(|_| self.is_telling()) {
            telling
        } else if weight != agreed && self.agrees() {
            agreed
        } else {
            weight
        }
    }

    /// Whether the two values are one that few other figures would be, or one slip of the pen away.
    fn is_telling(&self) -> bool {
        let slip = || self.is_disputed() && !self.same_document() && self.is_rare_slip();
        *self.telling.get_or_init(|| self.is_telling_figure() || slip())
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
        let (a, b, verdict) = (self.a.id, self.b.id, self.verdict());
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
        self.verdict() == Some(Verdict::Agree) || self.is_one_figure()
    }

    /// How the two values stand to each other, where they can be compared: of a figure that grows, what
    /// it was at least is borne out by what it is later.
    fn verdict(&self) -> Option<Verdict> {
        let (a, b) = (&self.a.claim.mention.value, &self.b.claim.mention.value);
        *self.verdict.get_or_init(|| {
            let verdict = compare(a, b, self.rules);
            let tense = verdict == Some(Verdict::Tension);
            if tense && self.has_grown() { Some(Verdict::Compatible) } else { verdict }
        })
    }

    /// Whether the one is told as the least of what the other has grown to: at the head of both articles,
    /// where what is told is all of it.
    fn has_grown(&self) -> bool {
        let whole = |s: &Sketch<'_>| s.claim.frame.head && s.place.is_none();
        let parts = self.a.part() != self.b.part();
        whole(self.a)
            && whole(self.b)
            && !parts
            && has_grown(self.a.claim, self.b.claim, self.rules)
    }

    fn common(&self) -> usize {
        *self.common.get_or_init(|| self.a.context.common(&self.b.context))
    }

    fn same_document(&self) -> bool {
        self.a.claim.doc == self.b.claim.doc
    }

    /// The measure of both, if it is the same one.
    fn one_measure(&self) -> Option<&'a Measure> {
        let (a, b) = (self.a.claim.frame.measure, self.b.claim.frame.measure);
        self.rules.measures.get(a.filter(|_| a == b)?)
    }

    fn is_one_measure(&self) -> bool {
        self.one_measure().is_some()
    }

    /// Whether the values can be compared and do not disagree.
    fn agrees(&self) -> bool {
        self.verdict().is_some_and(|verdict| !verdict.is_disputed())
    }

    fn is_disputed(&self) -> bool {
        self.verdict().is_some_and(Verdict::is_disputed)
    }

    /// Whether the same figure stands with another hedge, or in brackets: "five", "at least five".
    fn is_one_figure(&self) -> bool {
        let figures = |s: &'a Sketch<'a>| s.claim.mention.value.quantity().into_iter();
        let written = |s| figures(s).flat_map(Quantity::writings).map(|q| (q.stated, q.unit));
        let mut own = written(self.a).filter(|figure| figure.0.is_some());
        self.verdict() == Some(Verdict::Compatible)
            && own.any(|figure| written(self.b).any(|other| other == figure))
    }

    fn is_vague(&self) -> bool {
        let vague = |s: &Sketch<'_>| {
            s.claim.mention.value.quantity().is_some_and(|q| q.hedge == Hedge::Vague)
        };
        vague(self.a) || vague(self.b)
    }

    fn beside(&mut self) {
        if self.beside {
            self.add(Ground::WrittenBesideIt);
        }
    }

    fn roles(&mut self) {
        // "down from 15.9%", "compared with 15.9% last year": both what it was before.
        let value = |r: Role| match r {
            Role::ChangeTo => Role::Value,
            Role::ChangeFrom => Role::Comparison,
            other => other,
        };
        let (a, b) = (value(self.a.claim.frame.role), value(self.b.claim.frame.role));
        // "will grow by 4.2%", "growth of 4.2%": what is told is a change in either case.
        let change = |s: &Sketch<'_>| matches!(s.claim.frame.role, Role::ChangeBy | Role::Value);
        let changes = || self.one_measure().is_some_and(|m| m.changes);
        if a != b && change(self.a) && change(self.b) && !self.same_document() && changes() {
            return;
        }
        let spans = |r: Role| matches!(r, Role::Length | Role::End | Role::Start);
        let moment = |s: &Sketch<'_>| s.claim.mention.value.moment().is_some();
        if moment(self.a) != moment(self.b) && self.agrees() {
            self.add(Ground::LengthOfAPeriod);
        } else if a == b {
            if a != Role::Value {
                self.add_told(Ground::SameRole, || a.name().to_owned());
            }
        } else if spans(a) && spans(b) && (a == Role::Length || b == Role::Length) {
            self.add(Ground::LengthAndEndOfOnePeriod);
        } else {
            // "since 2011", "in 2011"
            let begins = matches!((a, b), (Role::Start, Role::Value) | (Role::Value, Role::Start));
            // "by the end of the year", "in December": both say when.
            let limits = matches!(
                (a, b),
                (Role::Deadline, Role::Value | Role::End)
                    | (Role::Value | Role::End, Role::Deadline)
            );
            let percent = if limits || begins && self.agrees() { LESS_OTHER } else { 100 };
            self.add_part(Ground::OtherRole, percent, || format!("{} and {}", a.name(), b.name()));
        }
    }

    /// The heads of two articles on one story tell the same news: of a toll, how far it has grown, and
    /// when it happened.
    fn heads_of_articles(&mut self) {
        let heads = self.a.claim.frame.head && self.b.claim.frame.head;
        if !heads || self.same_document() {
            return;
        }
        if self.one_measure().is_some_and(|m| m.grows) {
            // "dozens injured", "261 injured"
            let percent = if self.agrees() && self.is_vague() { 0 } else { 100 };
            self.add_part(Ground::BothAtTheHead, percent, String::new);
        }
        let day = |s: &Sketch<'_>| s.claim.mention.value.moment().map(|m| m.grain);
        let days = day(self.a) == Some(Grain::Day) && day(self.b) == Some(Grain::Day);
        if days && self.verdict() == Some(Verdict::Agree) {
            self.add(Ground::DayOfTheNews);
        }
    }

    /// The share of words that the smaller of the two sentences has in common with the other, rare
    /// words counting more.
    fn words(&mut self) {
        let (a, b) = (&self.a.context, &self.b.context);
        let common = self.common();
        let least = a.total.min(b.total).max(1);
        let percent = i32::try_from(common * 100 / least).unwrap_or(0).min(100);
        if percent >= 10 {
            self.add_part(Ground::SameWords, percent, || a.shared(b, MOST_SHARED).join(", "));
        }
        if self.are_alike() {
            let (x, y) = (self.a.claim.frame.nth, self.b.claim.frame.nth);
            let other = x.1 == y.1 && x.0 != y.0;
            let moved = Ground::AnotherPlaceInALikeSentence;
            self.add(if other { moved } else { Ground::SentencesThatDifferInLittleElse });
        }
    }

    /// Whether the two sentences differ in little else than their figures.
    fn are_alike(&self) -> bool {
        let (a, b) = (&self.a.context, &self.b.context);
        let common = self.common();
        let all = a.total + b.total - common;
        let least = if common == all { LEAST_SAME } else { LEAST_WORDS };
        !self.same_document()
            && a.words.len().min(b.words.len()) >= least
            && common * 100 >= all * ALIKE
    }

    fn nothing_else(&mut self) {
        if !self.about {
            self.add(Ground::NothingInCommonButTheValue);
            if self.are_round_shares() {
                self.add(Ground::RoundShares);
            }
        }
    }
}
