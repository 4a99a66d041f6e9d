//! Evidence for and against two claims speaking of one fact.

use super::sketch::{Sketch, Story, related};
use crate::claim::{Kind, Role};
use crate::compare::{Verdict, compare};
use crate::id::{ClaimId, RuleId};
use crate::rules::Rules;
use crate::slip::is_telling_slip;
use crate::value::{Bound, Decimal, Grain, Hedge, Moment, Value};

/// A piece of evidence for or against a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The rule that weighs it.
    pub rule: RuleId,
    /// What it adds to the score.
    pub weight: i32,
    /// What was seen, in words.
    pub says: String,
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
    /// The evidence, in the order in which it was weighed.
    pub evidence: Vec<Piece>,
}

impl Link {
    /// The score at which the two are taken for one fact, if no other claim speaks against it.
    pub fn needs(&self, rules: &Rules) -> i32 {
        let disputed = self.verdict.is_some_and(Verdict::is_disputed);
        threshold(if disputed { "link of claims that disagree" } else { "link" }, rules)
    }
}

/// A threshold of the rules as a score.
pub(super) fn threshold(name: &str, rules: &Rules) -> i32 {
    rules.tolerance(name).0.to_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or(i32::MAX)
}

/// Sentences of fewer words are alike by chance.
const LEAST_WORDS: usize = 4;
/// The share of all their words, in percent, that two sentences have in common where they differ in
/// little else than the figure.
const ALIKE: usize = 70;

/// A weight at or below this forbids a link.
const FORBIDS: i32 = -1000;

/// Weighs all evidence between two claims.
pub(super) fn weigh(a: &Sketch<'_>, b: &Sketch<'_>, story: &Story, rules: &Rules) -> Link {
    let verdict = compare(&a.claim.mention.value, &b.claim.mention.value, rules);
    let mut scale = Scale { a, b, rules, verdict, evidence: Vec::with_capacity(8) };
    scale.beside();
    scale.measures();
    scale.things_counted();
    scale.heads();
    scale.participants();
    scale.values();
    scale.scopes();
    scale.roles();
    scale.years();
    scale.days();
    scale.places();
    scale.words(story);
    scale.link()
}

fn has(rules: &Rules, names: &[&str], name: &str) -> bool {
    names.iter().any(|n| related(rules, n, name))
}

/// The first of `a` that is among `b`.
fn meets<'n>(rules: &Rules, a: &[&'n str], b: &[&str]) -> Option<&'n str> {
    a.iter().find(|n| has(rules, b, n)).copied()
}

/// The first of `a` that is not among `b`.
fn only<'n>(rules: &Rules, a: &[&'n str], b: &[&str]) -> Option<&'n str> {
    a.iter().find(|n| !has(rules, b, n)).copied()
}

struct Scale<'a> {
    a: &'a Sketch<'a>,
    b: &'a Sketch<'a>,
    rules: &'a Rules,
    verdict: Option<Verdict>,
    evidence: Vec<Piece>,
}

impl<'a> Scale<'a> {
    fn add(&mut self, name: &str, detail: &str) {
        self.add_part(name, detail, 100);
    }

    /// Adds a share, in percent, of the evidence's weight.
    fn add_part(&mut self, name: &str, detail: &str, percent: i32) {
        let evidence = self.rules.evidence(name);
        let says =
            if detail.is_empty() { evidence.says } else { format!("{} ({detail})", evidence.says) };
        let weight = evidence.weight * percent / 100;
        self.evidence.push(Piece { rule: evidence.rule, weight, says });
    }

    fn link(self) -> Link {
        let score = self.evidence.iter().map(|p| p.weight).sum();
        let beside = self.is_beside();
        let forbidden = !beside && self.evidence.iter().any(|p| p.weight <= FORBIDS);
        let (a, b) = (self.a.id, self.b.id);
        Link { a, b, score, forbidden, verdict: self.verdict, evidence: self.evidence }
    }

    fn same_document(&self) -> bool {
        self.a.claim.doc == self.b.claim.doc
    }

    fn is_one_measure(&self) -> bool {
        let measure = self.a.claim.frame.measure;
        measure.is_some() && measure == self.b.claim.frame.measure
    }

    fn is_beside(&self) -> bool {
        let beside = |x: &Sketch<'_>, y: &Sketch<'_>| {
            x.claim.frame.beside == Some(y.claim.mention.tokens.start)
        };
        self.same_document() && (beside(self.a, self.b) || beside(self.b, self.a))
    }

    fn beside(&mut self) {
        if self.is_beside() {
            self.add("written beside it", "");
        }
    }

    fn measures(&mut self) {
        let (a, b) = (self.a.claim.frame.measure, self.b.claim.frame.measure);
        let (Some(x), Some(y)) = (a, b) else { return };
        let name = |id| self.rules.measures.get(id).map_or("", |m| m.name.as_str());
        if x == y {
            self.add("same measure", name(x));
            if self.a.only && self.b.only && !self.same_document() {
                self.add("the only figure for it", "");
            }
            return;
        }
        let detail = format!("{} and {}", name(x), name(y));
        let name = if self.rules.measures.exclude(x, y) {
            "exclusive measures"
        } else if self.rules.measures.akin(x, y) {
            "akin measures"
        } else {
            "other measure"
        };
        self.add(name, &detail);
    }

    fn things_counted(&mut self) {
        let counts = |s: &Sketch<'_>| matches!(s.claim.mention.kind, Kind::Count | Kind::Number);
        if !counts(self.a) || !counts(self.b) {
            return;
        }
        // "a magnitude 6.1 quake": neither the measure nor a fraction counts anything.
        let measures = |s: &Sketch<'_>| {
            let measure = s.claim.frame.measure.and_then(|m| self.rules.measures.get(m));
            let stated = s.claim.mention.value.quantity().and_then(|q| q.stated);
            measure.is_some_and(|m| !m.kinds.iter().any(|k| k == "count"))
                || stated.is_some_and(|n| n.exponent() < 0)
        };
        if measures(self.a) || measures(self.b) {
            return;
        }
        if self.counts_a_part() {
            let name = |s: &Sketch<'a>| s.counted.map_or("", |c| c.1);
            let detail = format!("{} / {}", name(self.a), name(self.b));
            return self.add("a part of the thing counted", &detail);
        }
        let (Some((x, a)), Some((y, b))) = (self.a.counted, self.b.counted) else { return };
        let words = &self.rules.words;
        if a == b {
            return self.add("same thing counted", a);
        }
        let detail = format!("{a} and {b}");
        let person = self.rules.vocabulary.get("person");
        let job = self.rules.vocabulary.get("job");
        let is_job = |sym| words.same(sym, job) || words.is_kind_of(sym, job);
        let held = |sym| words.in_class(sym, person) || is_job(sym);
        let people = held(x) && held(y);
        let measured = self.is_one_measure();
        let anybody = self.rules.vocabulary.get("anybody");
        let all = |sym| words.in_class(sym, anybody);
        let generic = people && (all(x) || all(y));
        let kind = words.is_kind_of(x, y) || words.is_kind_of(y, x);
        if generic || kind {
            self.add("a kind of the thing counted", &detail);
        } else if !(people && measured) {
            self.add("another thing counted", &detail);
        }
    }

    /// Whether one figure counts the children or the soldiers among those whom the other counts, as
    /// figures that disagree under one measure may: "six children were killed", "24 dead".
    fn counts_a_part(&self) -> bool {
        let some = self.rules.vocabulary.get("some of the people");
        let part = |s: &Sketch<'a>| s.counted.filter(|c| self.rules.words.in_class(c.0, some));
        self.is_one_measure()
            && self.is_disputed()
            && part(self.a).map(|c| c.1) != part(self.b).map(|c| c.1)
    }

    fn heads(&mut self) {
        let counted = self.a.counted.is_some_and(|x| self.b.counted.is_some_and(|y| x.1 == y.1));
        let shared = self.a.heads.intersection(&self.b.heads).next().copied();
        if let Some(head) = shared.filter(|_| !counted) {
            self.add("same head word", head);
        }
        if let (Some(x), Some(y)) = (self.a.verb, self.b.verb)
            && x == y
        {
            self.add("same verb", x);
        }
    }

    fn participants(&mut self) {
        let (a, b) = (self.a, self.b);
        let actors = |s: &Sketch<'a>| -> Vec<&'a str> {
            s.phrase.iter().copied().filter(|n| s.actors.contains(n)).collect()
        };
        let (x, y) = (actors(a), actors(b));
        if !x.is_empty() && !y.is_empty() && meets(self.rules, &x, &y).is_none() {
            let elsewhere = only(self.rules, &x, &b.clause).is_none()
                || only(self.rules, &y, &a.clause).is_none();
            if !elsewhere {
                let detail = format!("{} and {}", x.join(", "), y.join(", "));
                return self.add("rival names in the phrase", &detail);
            }
        }
        if a.clause.is_empty() || b.clause.is_empty() {
            if let Some(name) = meets(self.rules, &a.all, &b.all) {
                self.add("same topic", name);
            }
            return;
        }
        match meets(self.rules, &a.clause, &b.clause) {
            Some(name) => {
                self.add("same participants", name);
                let age = |s: &Sketch<'_>| s.claim.mention.kind == Kind::Age;
                let one = |s: &Sketch<'_>| s.actors.len() == 1;
                if age(a) && age(b) && one(a) && one(b) {
                    self.add("same person's age", name);
                }
            }
            None if self.are_parties() => self.add("parties to one story", ""),
            None => return self.rivals(),
        }
        if let (Some(x), Some(y)) =
            (only(self.rules, &a.actors, &b.clause), only(self.rules, &b.actors, &a.clause))
        {
            self.add("more participants on both sides", &format!("{x}; {y}"));
        }
    }

    /// Names on both sides that do not meet. Places of one event lie inside one another, so only a
    /// place that the other article never names is another one.
    fn rivals(&mut self) {
        let (a, b) = (self.a, self.b);
        let detail = format!("{} and {}", a.clause.join(", "), b.clause.join(", "));
        let agree = self.verdict == Some(Verdict::Agree);
        if !a.actors.is_empty() && !b.actors.is_empty() {
            let name = if agree { "other participants" } else { "rival participants" };
            return self.add(name, &detail);
        }
        let known = |s: &Sketch<'_>, names: &[&str]| {
            let mut named = s.named.iter().flat_map(|n| n.keys());
            named.any(|n| has(self.rules, names, n))
        };
        if known(a, &b.clause) || known(b, &a.clause) {
            self.add("same topic", &detail);
        } else {
            self.add("other places", &detail);
        }
    }

    /// Whether both articles are about all who are named, and the values do not disagree: the one
    /// sentence names the buyer, the other the seller.
    fn are_parties(&self) -> bool {
        let about = |names: &[&str], topic: &[String]| {
            names.iter().all(|n| topic.iter().any(|t| related(self.rules, t, n)))
        };
        let (a, b) = (self.a, self.b);
        self.verdict == Some(Verdict::Agree)
            && about(&a.clause, b.topic)
            && about(&b.clause, a.topic)
    }

    fn values(&mut self) {
        let same = self.verdict == Some(Verdict::Agree) || self.is_one_figure();
        let disputed = self.verdict.is_none_or(|v| v >= Verdict::Compatible) && !same;
        let repeated = self.same_document()
            && self.a.claim.mention.sentence == self.b.claim.mention.sentence
            && !self.is_beside();
        if same && repeated {
            self.add("twice in one sentence", "");
        } else if same {
            let telling = self.a.is_telling() && self.b.is_telling();
            let limit = is_limit(&self.a.claim.mention.value);
            let name = if limit {
                "same deadline"
            } else if telling {
                "same telling value"
            } else {
                "same value"
            };
            let both = has_two_digits(&self.a.claim.mention.value);
            let vague = self.is_vague();
            let percent = match name {
                "same value" if both => 200,
                "same telling value" if vague => 50,
                _ => 100,
            };
            self.add_part(name, "", percent);
            let apart =
                self.a.claim.frame.measure.is_none() || self.b.claim.frame.measure.is_none();
            if self.same_document() && telling && apart && !vague {
                self.add("repeated in the article", "");
            }
        } else if disputed && self.same_document() && !self.is_beside() {
            let one = self.a.claim.mention.sentence == self.b.claim.mention.sentence;
            let told = |s: &Sketch<'_>| s.claim.frame.attribution;
            let voices = told(self.a).zip(told(self.b)).is_some_and(|(a, b)| a != b);
            let together = one && !voices && self.verdict != Some(Verdict::Compatible);
            if together {
                self.add("two values in one sentence", "");
            } else {
                // A headline that differs from its article, or two authorities, may be a dispute.
                let open = voices || self.a.title != self.b.title;
                let compatible = self.verdict == Some(Verdict::Compatible);
                let percent = if open || compatible { 50 } else { 100 };
                self.add_part("other value in the same article", "", percent);
            }
        }
        if self.is_disputed()
            && is_telling_slip(&self.a.claim.mention.value, &self.b.claim.mention.value, self.rules)
        {
            self.add("a slip of the pen apart", "");
        }
        if are_far_apart(&self.a.claim.mention.value, &self.b.claim.mention.value) {
            self.add("dates far apart", "");
        } else if self.are_two_pasts() {
            self.add_part("dates far apart", "", 60);
        } else if is_other_order(&self.a.claim.mention.value, &self.b.claim.mention.value) {
            self.add("values of another order", "");
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
        let detail = format!("{} / {}", a.join(", "), b.join(", "));
        let whole = |x: &String| scopes.iter().any(|s| s.name == *x && s.whole);
        let part = |x: &[String], y: &[String]| x.iter().any(|n| !y.contains(n) && !whole(n));
        // "five of them": no figure for all of them, though the same by chance.
        let near = |x: &String| scopes.iter().any(|s| s.name == *x && s.near);
        let some = a.iter().chain(b).any(|n| near(n) && !(a.contains(n) && b.contains(n)));
        let percent = if some { 100 } else { self.doubt() };
        if clash {
            self.add("exclusive scopes", &detail);
        } else if part(a, b) || part(b, a) {
            self.add_part("other scope", &detail, percent);
        }
    }

    fn roles(&mut self) {
        let value = |r: Role| if r == Role::ChangeTo { Role::Value } else { r };
        let (a, b) = (value(self.a.claim.frame.role), value(self.b.claim.frame.role));
        let spans = |r: Role| matches!(r, Role::Length | Role::End | Role::Start);
        if a == b {
            if a != Role::Value {
                self.add("same role", a.name());
            }
        } else if spans(a) && spans(b) && (a == Role::Length || b == Role::Length) {
            self.add("length and end of one period", "");
        } else {
            // "since 2011", "in 2011"
            let begins = matches!((a, b), (Role::Start, Role::Value) | (Role::Value, Role::Start));
            let percent = if begins { self.doubt() } else { 100 };
            self.add_part("other role", &format!("{} and {}", a.name(), b.name()), percent);
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
            self.add_part("only one names a year", &detail(), self.doubt());
        } else if a.iter().any(|y| b.contains(y)) {
            self.add("same years", &detail());
        } else {
            self.add("other years", &detail());
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
            let detail = format!("{} / {}", a[0].edtf, b[0].edtf);
            self.add_part("other days", &detail, self.doubt());
        }
    }

    /// How much, in percent, a sign of another event weighs: less where the values agree.
    fn doubt(&self) -> i32 {
        if self.verdict == Some(Verdict::Agree) { 40 } else { 100 }
    }

    /// Parts of the event's place: a village and the whole province, or two villages.
    fn places(&mut self) {
        let (a, b) = (&self.a.claim.frame.place, &self.b.claim.frame.place);
        let disputed = self.verdict.is_none_or(Verdict::is_disputed);
        match (a, b) {
            (Some(x), Some(y)) if disputed && !related(self.rules, x, y) => {
                self.add("two places of one event", &format!("{x} / {y}"));
            }
            (Some(x), None) | (None, Some(x)) if disputed => self.add("only one names a place", x),
            _ => {}
        }
    }

    /// The share of words that the smaller of the two sentences has in common with the other, rare
    /// words counting more.
    fn words(&mut self, story: &Story) {
        let (a, b) = (&self.a.claim.frame.context, &self.b.claim.frame.context);
        let total = |words: &[String]| words.iter().map(|w| story.weight(w)).sum::<usize>();
        let mut shared: Vec<&str> =
            a.iter().filter(|w| b.binary_search(w).is_ok()).map(String::as_str).collect();
        let common: usize = shared.iter().map(|w| story.weight(w)).sum();
        let (whole_a, whole_b) = (total(a), total(b));
        let least = whole_a.min(whole_b).max(1);
        let percent = i32::try_from(common * 100 / least).unwrap_or(0).min(100);
        if percent >= 10 {
            shared.truncate(4);
            self.add_part("same words", &shared.join(", "), percent);
        }
        let all = whole_a + whole_b - common;
        if a.len().min(b.len()) >= LEAST_WORDS && common * 100 >= all * ALIKE {
            self.add("sentences that differ in little else", "");
        }
        let about = self.evidence.iter().any(|p| p.weight > 0 && !self.is_value(p.rule));
        if !about {
            self.add("nothing in common but the value", "");
        }
    }

    fn is_value(&self, rule: RuleId) -> bool {
        let values = ["same value", "same telling value", "same topic", "same role"];
        values.iter().any(|v| self.rules.evidence(v).rule == rule)
    }
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
