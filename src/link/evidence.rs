//! Evidence for and against two claims speaking of one fact.

use super::sketch::{Sketch, Story, related};
use crate::claim::{Kind, Role};
use crate::compare::{Verdict, compare};
use crate::id::{ClaimId, RuleId};
use crate::rules::Rules;
use crate::value::{Bound, Decimal, Grain, Hedge, Value};

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

/// Sentences of fewer words are alike by chance.
const LEAST_WORDS: usize = 4;
/// The share of all their words, in percent, that two sentences have in common where they differ in
/// little else than the figure.
const ALIKE: usize = 70;

/// A weight at or below this forbids a link.
const FORBIDS: i32 = -1000;

/// Weighs all evidence between two claims.
pub fn weigh(a: &Sketch<'_>, b: &Sketch<'_>, story: &Story, rules: &Rules) -> Link {
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

impl Scale<'_> {
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
        let (Some((x, a)), Some((y, b))) = (self.a.counted, self.b.counted) else { return };
        let words = &self.rules.words;
        if a == b {
            return self.add("same thing counted", a);
        }
        let detail = format!("{a} and {b}");
        let person = self.rules.vocabulary.get("person");
        let people = words.in_class(x, person) && words.in_class(y, person);
        let measured = self.a.claim.frame.measure.is_some()
            && self.a.claim.frame.measure == self.b.claim.frame.measure;
        if words.is_kind_of(x, y) || words.is_kind_of(y, x) {
            self.add("a kind of the thing counted", &detail);
        } else if !(people && measured) {
            self.add("another thing counted", &detail);
        }
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
        if !a.phrase.is_empty()
            && !b.phrase.is_empty()
            && meets(self.rules, &a.phrase, &b.phrase).is_none()
        {
            let elsewhere = only(self.rules, &a.phrase, &b.clause).is_none()
                || only(self.rules, &b.phrase, &a.clause).is_none();
            if !elsewhere {
                let detail = format!("{} and {}", a.phrase.join(", "), b.phrase.join(", "));
                return self.add("rival names in the phrase", &detail);
            }
        }
        if !a.clause.is_empty() && !b.clause.is_empty() {
            match meets(self.rules, &a.clause, &b.clause) {
                Some(name) => self.add("same participants", name),
                None if self.are_parties() => self.add("parties to one story", ""),
                None => {
                    let detail = format!("{} and {}", a.clause.join(", "), b.clause.join(", "));
                    let agree = self.verdict == Some(Verdict::Agree);
                    let name = if agree { "other participants" } else { "rival participants" };
                    return self.add(name, &detail);
                }
            }
            if let (Some(x), Some(y)) =
                (only(self.rules, &a.clause, &b.clause), only(self.rules, &b.clause, &a.clause))
            {
                self.add("more participants on both sides", &format!("{x}; {y}"));
            }
        } else if let Some(name) = meets(self.rules, &a.all, &b.all) {
            self.add("same topic", name);
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
        let same = matches!(self.verdict, Some(Verdict::Agree));
        let disputed = self.verdict.is_none_or(|v| v >= Verdict::Compatible);
        if same {
            let telling = is_telling(&self.a.claim.mention.value);
            let limit = is_limit(&self.a.claim.mention.value);
            let name = if limit {
                "same deadline"
            } else if telling {
                "same telling value"
            } else {
                "same value"
            };
            self.add(name, "");
            let apart =
                self.a.claim.frame.measure.is_none() || self.b.claim.frame.measure.is_none();
            let vague =
                self.a.claim.mention.value.quantity().is_some_and(|q| q.hedge == Hedge::Vague);
            if self.same_document() && telling && apart && !vague {
                self.add("repeated in the article", "");
            }
        } else if disputed && self.same_document() && !self.is_beside() {
            let one = self.a.claim.mention.sentence == self.b.claim.mention.sentence;
            let told = |s: &Sketch<'_>| s.claim.frame.attribution;
            let voices = told(self.a).zip(told(self.b)).is_some_and(|(a, b)| a != b);
            let together = one && !voices && self.verdict != Some(Verdict::Compatible);
            let name = if together {
                "two values in one sentence"
            } else {
                "other value in the same article"
            };
            self.add(name, "");
        } else if are_far_apart(&self.a.claim.mention.value, &self.b.claim.mention.value) {
            self.add("dates far apart", "");
        }
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
        self.add(if clash { "exclusive scopes" } else { "other scope" }, &detail);
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
            self.add("other role", &format!("{} and {}", a.name(), b.name()));
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
            self.add("only one names a year", &detail());
        } else if a.iter().any(|y| b.contains(y)) {
            self.add("same years", &detail());
        } else {
            self.add("other years", &detail());
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
fn is_telling(value: &Value) -> bool {
    match value {
        Value::Quantity(q) => match q.stated {
            Some(n) => n.significant_digits() >= 3 || n >= Decimal::whole(1_000_000),
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
