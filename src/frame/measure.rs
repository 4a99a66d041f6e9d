//! The measure and the scopes of a figure, by the rules.

use std::ops::Range;

use super::clause::Clause;
use super::tags::{Tag, Tagged};
use crate::claim::{Claim, Governor, Governs, Kind, Mention, Role};
use crate::id::{MeasureId, Sym};
use crate::rules::{Class, Measure, Rules, Scope};
use crate::text::Span;
use crate::trail::Step;
use crate::value::Quantity;

/// How many tokens around a figure may hold its scope.
const SCOPE_REACH: usize = 7;

/// The measure of the nearest governor that a rule knows.
pub(super) fn of(
    rules: &Rules,
    (mention, role): (&Mention, Role),
    governors: &[Governor],
) -> Option<Known> {
    let counted = governors.iter().find(|g| g.how == Governs::Counted);
    let asked = Asked {
        rules,
        kind: kind_name(mention.kind, role),
        day: mention.kind == Kind::Date,
        dimension: dimension(rules, mention),
        broken: mention.value.quantity().is_some_and(Quantity::has_fraction),
        counted,
    };
    let Some(found) = governors.iter().find_map(|g| asked.known(g)) else {
        return asked.unsaid(mention);
    };
    let first = asked.with_verb(found, governors);
    let person = counted.is_some_and(|g| is_person(rules, g));
    if first.how != Governs::Counted {
        return Some(first);
    }
    if !person {
        return Some(asked.margin(governors).unwrap_or(first));
    }
    let mut happens =
        governors.iter().filter(|g| g.how == Governs::Verb).filter_map(|g| asked.known(g));
    Some(happens.find(|k| counts_people(rules, k.measure)).unwrap_or(first))
}

/// What the unit of a plain quantity measures. A rate measures something else than its unit does; money
/// and things told per another measure nothing. No answer fits everything.
fn dimension<'a>(rules: &'a Rules, mention: &Mention) -> Option<&'a str> {
    let quantity = mention.value.quantity()?;
    match (quantity.unit.and_then(|u| rules.unit(u)), quantity.per.is_some()) {
        (Some(unit), true) if unit.is_money() => Some(""),
        (None, true) => Some(""),
        (Some(unit), false) if !unit.is_money() => Some(unit.dimension.as_str()),
        _ => None,
    }
}

/// A figure whose measure is asked for.
struct Asked<'a> {
    rules: &'a Rules,
    kind: &'static str,
    /// Whether it is one day.
    day: bool,
    dimension: Option<&'a str>,
    /// Whether it has a fraction.
    broken: bool,
    counted: Option<&'a Governor>,
}

impl Asked<'_> {
    /// The measure that a rule knows the governor by.
    fn known(&self, g: &Governor) -> Option<Known> {
        let (_, measure) = self.phrases(g).next()?;
        Some(Known { measure: *measure, how: g.how, sym: g.sym, span: g.span })
    }

    /// The measure of which a figure is by its unit: what is told in miles an hour is a speed.
    fn unsaid(&self, mention: &Mention) -> Option<Known> {
        let dimension = self.dimension.filter(|_| self.counted.is_none())?;
        let measure = self.rules.measures.unsaid(dimension)?;
        Some(Known { measure, how: Governs::Near, sym: Sym::default(), span: mention.span })
    }

    /// The phrases of measures that end in the governor and fit the figure.
    fn phrases<'s>(&'s self, g: &'s Governor) -> impl Iterator<Item = &'s (Vec<Sym>, MeasureId)> {
        let rules = self.rules;
        let said = |b: &Sym| g.before.iter().any(|w| w == b || rules.words.same(*w, *b));
        rules.measures.ending_in(&rules.words, g.sym).iter().filter(move |(before, id)| {
            let measure = rules.measures.get(*id);
            before.iter().all(said)
                && !self.is_scene(g, before, *id)
                && measure.is_some_and(|m| self.applies(m, *id) && self.names(g, before, m))
        })
    }

    /// Whether the word names the measure as it stands: as the verb that it must be, and not as the whole
    /// of which a percentage is a part.
    fn names(&self, g: &Governor, before: &[Sym], measure: &Measure) -> bool {
        let of_it = g.how == Governs::Counted && self.kind == Kind::Percent.name();
        let verb = matches!(g.how, Governs::Verb | Governs::Predicate);
        // A prison is no more a sentence than a jail is.
        let alike = |verb: &Sym| self.rules.words.same(*verb, g.sym);
        let must = before.is_empty() && measure.verbs.iter().any(alike);
        let broken = before.is_empty() && measure.broken.contains(&g.sym);
        let fits = (verb || !must) && (self.broken || !broken);
        fits && !(measure.changes && of_it)
    }

    /// A phrase of the verb and its complement says more than the verb alone: "were *led to safety*".
    fn with_verb(&self, found: Known, governors: &[Governor]) -> Known {
        if found.how != Governs::Verb {
            return found;
        }
        let of_verb = |(before, _): &&(Vec<Sym>, MeasureId)| before.contains(&found.sym);
        let longer = governors.iter().find_map(|g| {
            let (_, measure) = self.phrases(g).find(of_verb)?;
            Some(Known { measure: *measure, how: g.how, sym: g.sym, span: g.span })
        });
        longer.unwrap_or(found)
    }

    /// What is counted may only be what a margin is told in: "is *ahead* by 624 votes", "won *by* 624
    /// votes".
    fn margin(&self, governors: &[Governor]) -> Option<Known> {
        let by = self.rules.vocabulary.get("by");
        let told =
            |g: &&Governor| g.how == Governs::Predicate || g.how == Governs::Verb && g.sym == by;
        governors.iter().filter(told).find_map(|g| self.known(g))
    }

    /// Whether a noun behind the figure tells only where something else is counted: "48 people at the
    /// bus *station*" are no stations.
    fn is_scene(&self, g: &Governor, before: &[Sym], id: MeasureId) -> bool {
        let words = &self.rules.words;
        let led = || g.before.iter().any(|s| words.is(*s, Class::Preposition));
        let scene = g.how == Governs::Near || g.how == Governs::Object && led();
        let Some(counted) = self.counted.filter(|_| scene) else { return false };
        let said = |s: &Sym| words.is(*s, Class::Preposition) || words.is(*s, Class::Verb);
        let any = self.rules.measures.get(id).is_some_and(|m| m.counts.is_empty());
        let itself = self.rules.measures.ending_in(words, counted.sym);
        any && !before.iter().any(said) && !itself.iter().any(|(b, m)| b.is_empty() && *m == id)
    }

    /// Whether a measure fits the kind of the figure, what its unit measures and what it counts.
    fn applies(&self, measure: &Measure, id: MeasureId) -> bool {
        let rules = self.rules;
        let known = |g: &Governor| {
            // "500 jobs", "500 layoffs", "500 job cuts", but no cuts, and no "jobs left"
            let only_verb = measure.verbs.contains(&g.sym);
            let along = |b: &Sym| g.before.contains(b) && !rules.words.is(*b, Class::Verb);
            let itself = |(before, of): &(Vec<Sym>, MeasureId)| {
                *of == id && before.iter().all(along) && !(only_verb && before.is_empty())
            };
            measure.counts.is_empty()
                || measure.counts.iter().any(|c| rules.words.in_class(g.sym, *c))
                || rules.measures.ending_in(&rules.words, g.sym).iter().any(itself)
        };
        let measured = measure.dimensions.is_empty()
            || self.dimension.is_none_or(|d| measure.dimensions.iter().any(|m| m == d));
        let kind = |k: &String| k == self.kind || self.day && k == "day";
        measured && measure.kinds.iter().any(kind) && self.counted.is_none_or(known)
    }
}

/// A measure, and the governor that a rule knows it by.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) measure: MeasureId,
    pub(super) how: Governs,
    sym: Sym,
    span: Span,
}

impl Known {
    /// The step that says so.
    pub(super) fn step(self, rules: &Rules) -> Option<Step> {
        Some(Step { rule: rules.measures.get(self.measure)?.rule, span: self.span })
    }
}

/// Whether people are counted.
fn is_person(rules: &Rules, counted: &Governor) -> bool {
    rules.words.in_class(counted.sym, rules.marks.person)
}

/// Whether the measure is one of people: what happens to them says more than who they are, "four
/// participants died".
fn counts_people(rules: &Rules, measure: MeasureId) -> bool {
    rules.measures.get(measure).is_some_and(|m| m.counts.contains(&rules.marks.person))
}

/// The kind as measures name it: the end of a period is no other date.
fn kind_name(kind: Kind, role: Role) -> &'static str {
    match (kind, role) {
        (Kind::Date | Kind::DateRange, Role::End) => "end",
        (Kind::DateRange, _) => "date",
        _ => kind.name(),
    }
}

/// The scopes whose words stand near the figure in its clause.
pub(super) fn scopes(
    tagged: &Tagged<'_>,
    clause: &Clause,
    (mention, measure): (&Mention, Option<Known>),
) -> (Vec<String>, Vec<Step>) {
    // What is a part, or told for a year, is no day.
    if mention.kind.is_point() {
        return (Vec::new(), Vec::new());
    }
    let happens = |how: Governs| matches!(how, Governs::Verb | Governs::Near | Governs::Predicate);
    let verb = clause.is_subject && measure.is_some_and(|m| happens(m.how));
    let first = clause.tokens.start.max(mention.tokens.start.saturating_sub(SCOPE_REACH));
    let last = clause.tokens.end.min(clause.phrase.end + SCOPE_REACH);
    let mut names: Vec<String> = Vec::new();
    let mut steps = Vec::new();
    let scene = tagged.start..first.min(tagged.start + SCENE);
    // "New York" is not new.
    let named = |at: &usize| tagged.tag(*at) == Tag::Name;
    for at in scene.clone().chain(first..last).filter(|at| !named(at)) {
        let standing = tagged.rules.measures.scopes_beginning(tagged.sym(at));
        let mut standing = standing.peekable();
        if standing.peek().is_none() {
            continue;
        }
        let standing: Vec<_> = standing
            .filter_map(|(phrase, scope)| Some((stands(tagged, at, phrase, mention)?, scope)))
            .collect();
        // "17 a day earlier" is no rate: of two phrases that begin alike the longer one is meant.
        let longest = standing.iter().map(|(end, _)| *end).max().unwrap_or(at);
        for (end, scope) in standing.into_iter().filter(|(end, _)| *end == longest) {
            let unlimited = limits_nothing(tagged.rules, measure, scope);
            let said = !unlimited && is_said_of(tagged, (at..end, scope), (mention, &scene), verb);
            if said && !names.contains(&scope.name) {
                let span = tagged.doc.tokens[at].span.cover(tagged.doc.tokens[end - 1].span);
                names.push(scope.name.clone());
                steps.push(Step { rule: scope.rule, span });
            }
        }
    }
    names.sort_unstable();
    (names, steps)
}

fn limits_nothing(rules: &Rules, measure: Option<Known>, scope: &Scope) -> bool {
    let measure = measure.and_then(|known| rules.measures.get(known.measure));
    measure.is_some_and(|m| m.unlimited_by.contains(&scope.name))
}

/// So many claims back one of the same measure may stand that "another" adds to.
const MOST_ADDED_TO: usize = 8;

/// Takes "another" from figures that follow those of another measure only: in "killed three and injured another
/// 12" the 12 are all of the injured.
pub(super) fn drop_relative_scopes(rules: &Rules, claims: &mut [Claim]) {
    let scopes = rules.measures.scopes();
    let relative = |name: &String| scopes.iter().find(|s| s.relative && s.name == *name);
    for at in 1..claims.len() {
        let (before, rest) = claims.split_at_mut(at);
        let Some(claim) = rest.first_mut() else { return };
        let Some(own) = claim.frame.measure else { continue };
        let further: Vec<_> = claim.frame.scopes.iter().filter_map(relative).collect();
        if further.is_empty() {
            continue;
        }
        let told = || before.iter().rev().take(MOST_ADDED_TO);
        let near = |c: &&Claim| c.mention.sentence + 1 >= claim.mention.sentence;
        let last = told().take_while(near).find_map(|c| c.frame.measure);
        let added = told().any(|c| c.frame.measure == Some(own));
        if !added && last.is_some_and(|m| rules.measures.exclude(m, own)) {
            claim.mention.trail.retain(|step| !further.iter().any(|s| s.rule == step.rule));
            claim.frame.scopes.retain(|name| relative(name).is_none());
        }
    }
}

/// Whether a phrase that stands near the figure, or among the first words of its sentence, is said of it; `verb`
/// if a verb that it is the subject of says what it measures.
fn is_said_of(
    tagged: &Tagged<'_>,
    (phrase, scope): (Range<usize>, &Scope),
    (mention, scene): (&Mention, &Range<usize>),
    verb: bool,
) -> bool {
    let (at, end, start) = (phrase.start, phrase.end, mention.tokens.start);
    let figure = |at: usize| matches!(tagged.tag(at), Tag::Figure(_));
    // "40, compared with 30": the phrase is said of the figure that it leads to.
    let leads = at >= mention.tokens.end && (end..end + LEAD).any(figure);
    // "11 hospitals and $4.2 billion in annual revenue": it is said of the last figure before it.
    let own = |at: usize| mention.tokens.contains(&at) || tagged.is_time(at);
    let past = !scope.whole && (mention.tokens.end..at).any(|i| figure(i) && !own(i));
    if leads || past || is_of_another(tagged, phrase, mention) {
        return false;
    }
    // "Their average age was 61, and four in ten were women", "an average age of 73 in 16 countries": the average is
    // that of the age.
    let leads_on = |at: usize| matches!(tagged.tag(at), Tag::Conjunction | Tag::Preposition);
    let told = (end..start).find(|i| figure(*i) && !own(*i));
    let before = told.is_some_and(|told| (told..start).take(SCOPE_REACH).any(leads_on));
    if before && !scope.whole {
        return false;
    }
    let beside = end <= start && start - end <= NEAR || at == mention.tokens.end;
    // "the new jets save a fifth"
    let acts = |at: usize| tagged.tag(at) == Tag::Verb;
    let apart = end <= start && (end..start).any(acts);
    if scope.near && (!beside || apart) || scope.verbless && verb {
        return false;
    }
    let aside = tagged.aside(at).is_some_and(|a| !a.contains(&start));
    // "4.6% of those on the drug": all are what the share is one of.
    let of = at == mention.tokens.end && tagged.sym(at) == tagged.rules.marks.of;
    let whole = mention.kind == Kind::Percent && of;
    let follows = scope.opens && (tagged.start..start).any(figure);
    !aside && (scope.scene || !scene.contains(&at)) && !whole && !follows
}

/// Whether the phrase is a part of another figure or stands right behind one: of "$31.50 per share, or $1.2
/// billion" only the first is told per share. "Annual" and "the first half" are figures by themselves.
fn is_of_another(tagged: &Tagged<'_>, phrase: Range<usize>, mention: &Mention) -> bool {
    let other = |at: usize| match tagged.tag(at) {
        Tag::Figure(index) if !mention.tokens.contains(&at) => Some(index),
        _ => None,
    };
    let part = |at: usize| other(at) == other(phrase.start);
    let within = other(phrase.start).is_some()
        && (phrase.start > tagged.start && part(phrase.start - 1) || part(phrase.end));
    let leads = phrase.end <= mention.tokens.start && mention.tokens.start - phrase.end <= NEAR;
    within || !leads && phrase.start > tagged.start && other(phrase.start - 1).is_some()
}

/// Among so many first tokens of a sentence its scene is set: "In the *previous accident* on the line,
/// at the crossing, 11 people died".
const SCENE: usize = 4;

/// A phrase leads to a figure among so many tokens behind it.
const LEAD: usize = 2;

/// So many words may stand between a phrase that is said of one figure alone and that figure.
const NEAR: usize = 3;

/// One past the phrase if it stands at `at` and is no part of the figure.
fn stands(tagged: &Tagged<'_>, at: usize, phrase: &[Sym], mention: &Mention) -> Option<usize> {
    let hyphen = tagged.rules.marks.hyphen;
    let mut end = at;
    for word in phrase {
        if tagged.sym(end) == hyphen && end > at {
            end += 1;
        }
        if tagged.sym(end) != *word {
            return None;
        }
        end += 1;
    }
    // What a rate is told for stands inside the figure: "$3 a litre"; "each" alone does not say it.
    let rate = mention.value.quantity().is_some_and(|q| q.per.is_some());
    let outside = end <= mention.tokens.start
        || at >= mention.tokens.end
        || rate && at > mention.tokens.start && end > at + 1;
    // "more than" is a hedge or a comparison, never a further part.
    let compares = tagged.text(end) == "than";
    (outside && !compares && end <= tagged.end && end > at).then_some(end)
}
