//! The words that say what a figure is a figure of, nearest first.

use std::ops::Range;

use super::clause::{Clause, leaves_so};
use super::counted::{counted, lasting, numbered};
use super::tags::{Tag, Tagged};
use crate::claim::{Governor, Governs, Kind, Mention};
use crate::grammar::noun_lemma;
use crate::id::Sym;
use crate::rules::{Class, Form, Reading};
use crate::text::Shape;

/// How many words before a noun are kept with it: "death" of "death toll".
const BEFORE: usize = 3;
/// How far behind a figure its complements are looked for.
const COMPLEMENT_REACH: usize = 7;
/// How far before a verb its "not" may stand.
const NOT_REACH: usize = 3;
/// How far before a figure its "of" may stand.
pub(super) const OF_REACH: usize = 4;
/// A label has at most so many tokens.
const LABEL: usize = 6;
/// So many tokens behind its label a figure can stand.
const FIELD: usize = 24;
/// What stands in brackets behind a name has at most so many tokens.
const BRACKET: usize = 24;

pub(super) fn of(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention) -> Vec<Governor> {
    let mut found = Vec::with_capacity(6);
    right_before(tagged, mention, &mut found);
    found.extend(aged(tagged, clause, mention));
    found.extend(opening(tagged, mention));
    found.extend(lasting(tagged, mention));
    counted(tagged, clause, mention, &mut found);
    if is_whole(tagged, mention) && !clause.is_contact {
        return found;
    }
    if let Some(at) = dated_aside(tagged, mention) {
        found.push(noun(tagged, at, Governs::Of, tagged.start));
        return found;
    }
    labelled(tagged, clause, mention, &mut found);
    before_of(tagged, clause, mention, &mut found);
    found.extend(leads(tagged, clause, mention));
    inside(tagged, mention, &mut found);
    qualified(tagged, clause, &mut found);
    predicate(tagged, clause, mention, &mut found);
    found.extend(in_brackets(tagged, mention));
    dated_noun(tagged, clause, mention, &mut found);
    suffered(tagged, clause, mention, &mut found);
    verb_and_subject(tagged, clause, mention, &mut found);
    found.extend(apart(tagged, clause, mention));
    complements(tagged, clause, mention, &mut found);
    found
}

/// Whether the figure is the whole of which another tells a part: what happens to the part does not
/// happen to it, "84 of the *227* people aboard were injured".
fn is_whole(tagged: &Tagged<'_>, mention: &Mention) -> bool {
    let before = |at: usize| at.checked_sub(1).filter(|b| *b >= tagged.start);
    let word = before(mention.tokens.start);
    let of = match word.map(|at| tagged.tag(at)) {
        Some(Tag::Determiner) => word.and_then(before),
        _ => word,
    };
    let figure = |at: usize| matches!(tagged.tag(at), Tag::Figure(_)) && !tagged.is_time(at);
    let of_figure = of.and_then(before).is_some_and(figure);
    !mention.kind.is_temporal()
        && of_figure
        && of.is_some_and(|at| tagged.sym(at) == tagged.rules.marks.of)
}

/// `old` of "9 years old", `aged` of "aged 9".
fn inside(tagged: &Tagged<'_>, mention: &Mention, found: &mut Vec<Governor>) {
    if mention.kind == Kind::Age {
        let words = mention.tokens.clone().filter(|&at| tagged.doc.tokens[at].shape.is_word());
        found.extend(words.map(|at| word(tagged, at, Governs::Modified)));
    }
}

/// What stands right behind the figure with "in": "$281 million in cash", "20 years in prison".
fn qualified(tagged: &Tagged<'_>, clause: &Clause, found: &mut Vec<Governor>) {
    let at = clause.phrase.end;
    let bare = matches!(tagged.tag(at + 1), Tag::Noun { .. });
    if tagged.text(at) == "in" && bare {
        let mut governor = noun(tagged, at + 1, Governs::Near, at + 1);
        governor.before.push(tagged.sym(at));
        found.push(governor);
    }
}

/// Nouns after a preposition behind the figure: "20 years in prison", "homes without power".
fn complements(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention, found: &mut Vec<Governor>) {
    // "He spoke on 3 June before the election": not the day of the election.
    if mention.kind.is_point() {
        return;
    }
    let from = clause.phrase.end.max(clause.verb.map_or(0, |v| v + 1)).max(mention.tokens.end);
    let mut preposition = None;
    for at in from..clause.tokens.end.min(from + COMPLEMENT_REACH) {
        match tagged.tag(at) {
            Tag::Preposition => preposition = Some(at),
            Tag::Verb => preposition = None,
            // Of "at the bus station" the station is meant, no bus.
            Tag::Noun { .. } if matches!(tagged.tag(at + 1), Tag::Noun { .. }) => {}
            Tag::Noun { .. } => {
                if let Some(p) = preposition {
                    let mut governor = noun(tagged, at, Governs::Near, p + 1);
                    governor.before.push(tagged.sym(p));
                    // "taken to hospital"
                    let verb = clause.verb.filter(|v| tagged.tag(*v) == Tag::Verb);
                    governor.before.extend(verb.map(|v| tagged.verb_sym(v)));
                    found.push(governor);
                }
            }
            Tag::Comma | Tag::Figure(_) => return,
            _ => {}
        }
    }
}

/// The noun at `at` as a governor.
pub(super) fn noun(tagged: &Tagged<'_>, at: usize, how: Governs, from: usize) -> Governor {
    let (lemma, sym) =
        share_of(tagged, at).unwrap_or_else(|| noun_lemma(tagged.doc, tagged.rules, at));
    let first = from.max(at.saturating_sub(BEFORE));
    let before =
        (first..at).filter(|&i| is_nominal(tagged.tag(i))).map(|i| lemma_sym(tagged, i)).collect();
    let span = tagged.doc.tokens.get(at).map(|t| t.span).unwrap_or_default();
    Governor { how, lemma, sym, before, span }
}

/// The proportion that "share" is before "of": no share of a firm.
fn share_of(tagged: &Tagged<'_>, at: usize) -> Option<(String, Sym)> {
    let share = tagged.text(at).eq_ignore_ascii_case("share");
    let of = tagged.sym(at + 1) == tagged.rules.marks.of;
    let proportion = || ("proportion".to_owned(), tagged.rules.vocabulary.get("proportion"));
    (share && of).then(proportion)
}

pub(super) fn is_nominal(tag: Tag) -> bool {
    matches!(tag, Tag::Noun { .. } | Tag::Adjective | Tag::Name | Tag::Verb | Tag::Adverb)
}

pub(super) fn lemma_sym(tagged: &Tagged<'_>, at: usize) -> Sym {
    noun_lemma(tagged.doc, tagged.rules, at).1
}

/// `magnitude 6.1`, `category 4`, `toll now 39`: the noun right before the figure; `profit` of "drove
/// profit up 9%".
fn right_before(tagged: &Tagged<'_>, mention: &Mention, found: &mut Vec<Governor>) {
    let Some(before) = before_now(tagged, mention.tokens.start).checked_sub(1) else { return };
    let hyphen = tagged.sym(before) == tagged.rules.marks.hyphen;
    let goes = mention.kind == Kind::Percent && matches!(tagged.text(before), "up" | "down");
    let at = if hyphen || goes { before.saturating_sub(1) } else { before };
    let fits = match tagged.tag(at) {
        Tag::Noun { plural: false } => {
            goes || matches!(mention.kind, Kind::Number | Kind::Quantity)
        }
        Tag::Noun { plural: true } => goes,
        _ => false,
    };
    if fits {
        found.push(noun(tagged, at, Governs::Of, at));
    }
}

/// Where the "now" stands before a figure, or the figure: "toll *now* 39", "unemployment, *now* 5.3%".
fn before_now(tagged: &Tagged<'_>, start: usize) -> usize {
    start.checked_sub(1).filter(|&at| tagged.text(at) == "now").unwrap_or(start)
}

/// What the figure is the size of with which a sentence opens: "At $19.4bn, the *deal* is the largest".
fn opening(tagged: &Tagged<'_>, mention: &Mention) -> Option<Governor> {
    let (start, end) = (mention.tokens.start, mention.tokens.end);
    let measured = mention.kind.is_measured() || mention.kind == Kind::Number;
    let at = start == tagged.start + 1 && tagged.text(tagged.start) == "At";
    let told = measured && at && tagged.tag(end) == Tag::Comma;
    let the = Some(end + 1).filter(|&i| told && tagged.tag(i) == Tag::Determiner)?;
    let head = (the + 1..tagged.end).take_while(|&i| is_nominal(tagged.tag(i))).last()?;
    matches!(tagged.tag(head), Tag::Noun { .. }).then(|| noun(tagged, head, Governs::Of, the + 1))
}

/// Whose age it is, if no name says so: "the *driver*, 47, died".
fn aged(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention) -> Option<Governor> {
    let comma = mention.tokens.start.checked_sub(1).filter(|_| mention.kind == Kind::Age)?;
    let at = comma.checked_sub(1).filter(|at| *at >= clause.tokens.start)?;
    let told = tagged.tag(comma) == Tag::Comma && matches!(tagged.tag(at), Tag::Noun { .. });
    told.then(|| noun(tagged, at, Governs::Modified, clause.tokens.start))
}

/// `Deal size` of "Deal size: $38 billion"; the same before a colon inside the line.
fn labelled(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention, found: &mut Vec<Governor>) {
    let Some(label) = clause.label.clone() else { return };
    // "Lanes: 6", "Number of lanes: 6"
    let counts = matches!(mention.kind, Kind::Count | Kind::Number);
    let head = label.clone().last().filter(|_| counts);
    for at in label.rev() {
        match tagged.tag(at) {
            Tag::Noun { plural: true } if head == Some(at) => {
                let mut thing = noun(tagged, at, Governs::Counted, at);
                thing.before.push(tagged.rules.vocabulary.get("have"));
                found.push(thing);
            }
            // "Opened: 12 May 1932"
            Tag::Verb => {
                let (lemma, sym) = tagged.verb_lemma(at);
                found.push(Governor { lemma, sym, ..word(tagged, at, Governs::Label) });
            }
            tag if is_nominal(tag) => found.push(noun(tagged, at, Governs::Label, tagged.start)),
            _ => {}
        }
    }
}

/// The tokens of the label that the figure is the value of.
pub(super) fn label(tagged: &Tagged<'_>, mention: &Mention) -> Option<Range<usize>> {
    of_sentence(tagged, mention).or_else(|| of_line(tagged, mention))
}

/// The tokens of the label with which the figure's line begins.
fn of_line(tagged: &Tagged<'_>, mention: &Mention) -> Option<Range<usize>> {
    let block = tagged.doc.block_of(tagged.doc.sentences.get(mention.sentence)?)?;
    let label = block.label?;
    let inside = |at: &usize| label.contains(tagged.doc.tokens[*at].span);
    let end = (tagged.start..tagged.end).take_while(inside).last()? + 1;
    Some(tagged.start..end)
}

/// The tokens of the label that leads to the figure inside a line, if no verb follows: "Acme Inc. Founded: 1985.
/// Employees: 600", "Founded: 1985 | *Employees*: 600".
fn of_sentence(tagged: &Tagged<'_>, mention: &Mention) -> Option<Range<usize>> {
    let ends = |at: usize| matches!(tagged.text(at), "." | ";" | "|" | "—" | "–");
    let own = |at: &usize| !ends(*at) || mention.tokens.contains(at);
    let before = (tagged.start..mention.tokens.start).rev().take(FIELD).take_while(own);
    let colon = before.filter(|at| tagged.text(*at) == ":").last()?;
    let part = |at: &usize| tagged.doc.tokens[*at].shape.is_word() || tagged.text(*at) == "-";
    let near = tagged.start.max(colon.saturating_sub(LABEL))..colon;
    let first = near.rev().take_while(part).last()?;
    let mut field = (colon..tagged.end).take(2 * FIELD).take_while(own);
    let acts = |at: usize| matches!(tagged.tag(at), Tag::Verb | Tag::Auxiliary | Tag::Modal);
    let tells = (first == tagged.start || ends(first - 1))
        && tagged.doc.tokens[first].shape.is_capitalised()
        && !field.any(acts);
    tells.then_some(first..colon)
}

/// `a magnitude of 6.1`, `revenue of $10 billion`, `clusters of more than 500,000 chips`
fn before_of(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention, found: &mut Vec<Governor>) {
    let led = led_by(tagged, clause, mention).map(|(noun, _)| noun);
    let Some(n) = led.or_else(|| beside(tagged, clause, mention)) else { return };
    found.extend(numbered(tagged, n, mention));
    let head = n.checked_sub(2).filter(|&h| matches!(tagged.tag(h), Tag::Noun { .. }));
    found.extend(head.and_then(|h| postmodified(tagged, h, Governs::Of)));
    found.push(noun(tagged, n, Governs::Of, clause.tokens.start));
}

/// `to` of "home to 24,000 people", `of` of "a city of 160,000", if the two words name a measure.
fn leads(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention) -> Option<Governor> {
    let small = |at: &usize| matches!(tagged.tag(*at), Tag::Determiner | Tag::Adverb);
    let at = (clause.tokens.start..mention.tokens.start).rev().find(|at| !small(at))?;
    let noun = at.checked_sub(1).filter(|n| matches!(tagged.tag(*n), Tag::Noun { .. }))?;
    let (rules, before) = (tagged.rules, vec![lemma_sym(tagged, noun)]);
    let mut named = rules.measures.ending_in(&rules.words, tagged.sym(at)).iter();
    let governor = word(tagged, at, Governs::Near);
    named.any(|(words, _)| *words == before).then_some(Governor { before, ..governor })
}

/// The noun that leads to the figure with "of" or "at", and that word: "revenue of $10 billion",
/// "profit, at $10 billion, …".
pub(super) fn led_by(
    tagged: &Tagged<'_>,
    clause: &Clause,
    mention: &Mention,
) -> Option<(usize, Sym)> {
    let start = mention.tokens.start;
    let first = clause.tokens.start.max(start.saturating_sub(OF_REACH));
    for at in (first..start).rev() {
        let by_at = tagged.text(at) == "at" && mention.kind != Kind::Time;
        if by_at || tagged.sym(at) == tagged.rules.marks.of {
            let comma = tagged.tag(at.wrapping_sub(1)) == Tag::Comma;
            let noun = before_date(tagged, at, clause.tokens.start);
            let noun = noun.checked_sub(if comma { 2 } else { 1 });
            let noun = noun.filter(|&n| matches!(tagged.tag(n), Tag::Noun { .. }));
            return noun.map(|n| (n, tagged.sym(at)));
        }
        let small =
            matches!(tagged.tag(at), Tag::Determiner | Tag::Adverb | Tag::Adjective | Tag::Verb)
                || tagged.text(at) == "between";
        if !small {
            return None;
        }
    }
    None
}

/// Where a date and its preposition begin that end at `end`, or `end`: "closing price *on Friday* of 307 pence".
fn before_date(tagged: &Tagged<'_>, end: usize, start: usize) -> usize {
    if !end.checked_sub(1).is_some_and(|at| tagged.is_time(at)) {
        return end;
    }
    let first = (start..end).rev().find(|at| !tagged.is_time(*at));
    let led = first.filter(|at| tagged.tag(*at) == Tag::Preposition);
    led.unwrap_or(end)
}

/// The noun that the figure between commas is the value of: "the peak, *14.2 metres*, was reached".
fn beside(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention) -> Option<usize> {
    let (start, end) = (before_now(tagged, mention.tokens.start), mention.tokens.end);
    let value = matches!(mention.kind, Kind::Money | Kind::Quantity | Kind::Percent | Kind::Number);
    let commas = tagged.tag(start.wrapping_sub(1)) == Tag::Comma && tagged.tag(end) == Tag::Comma;
    let noun = start.checked_sub(2).filter(|&n| n >= clause.tokens.start)?;
    (value && commas && matches!(tagged.tag(noun), Tag::Noun { .. })).then_some(noun)
}

/// "Ann Lee (*born* on 4 May 1941)": the participle before a date that opens a bracket, said or not; "Ann Lee (4 May
/// 1901 – 20 August 1994)".
fn in_brackets(tagged: &Tagged<'_>, mention: &Mention) -> Option<Governor> {
    let before = |at: usize| at.checked_sub(1).filter(|b| *b >= tagged.start);
    let word_before = before(mention.tokens.start).filter(|_| mention.kind.is_point())?;
    if let Some(unsaid) = birth_or_death(tagged, mention, word_before) {
        let sym = tagged.rules.vocabulary.get(unsaid);
        let governor = word(tagged, mention.tokens.start, Governs::Verb);
        return Some(Governor { sym, lemma: unsaid.to_owned(), ..governor });
    }
    let led = tagged.tag(word_before) == Tag::Preposition;
    let at = if led { before(word_before)? } else { word_before };
    let verbs = tagged.rules.words.readings(tagged.sym(at)).iter();
    let is_verb = verbs.into_iter().any(|r| matches!(r.class, Class::Verb | Class::VerbNoun));
    let opens = before(at).is_some_and(|b| tagged.tag(b) == Tag::Open);
    let governor = word(tagged, at, Governs::Verb);
    (is_verb && opens).then(|| Governor { sym: tagged.verb_sym(at), ..governor })
}

/// What a date tells that stands before or behind the dash between two days in brackets; and the first one of a
/// bracket that "born" opens, over a name: "Ann Lee (born Anna Leigh; 4 May 1901)".
fn birth_or_death(tagged: &Tagged<'_>, mention: &Mention, before: usize) -> Option<&'static str> {
    let dash = |at: usize| matches!(tagged.text(at), "–" | "—" | "-");
    let open = bracket(tagged, mention)?;
    let mut inside = open + 1..mention.tokens.start;
    let end = mention.tokens.end;
    if before == open {
        return (dash(end) && tagged.is_time(end + 1)).then_some("bear");
    }
    if dash(before) && inside.all(|at| tagged.is_time(at) || at == before) {
        return Some("die");
    }
    let plain = |at: usize| !matches!(tagged.tag(at), Tag::Figure(_) | Tag::Close | Tag::Verb);
    (tagged.text(open + 1) == "born" && (open + 2..mention.tokens.start).all(plain))
        .then_some("bear")
}

/// The bracket behind a name that the mention stands in.
pub(super) fn bracket(tagged: &Tagged<'_>, mention: &Mention) -> Option<usize> {
    let near = (tagged.start..mention.tokens.start).rev().take(BRACKET);
    let mut inside = near.take_while(|at| tagged.tag(*at) != Tag::Close);
    let open = inside.find(|at| tagged.tag(*at) == Tag::Open)?;
    tagged.names.last_before(open).map(|_| open)
}

/// `conviction` of "his conviction in 2019 was the first".
fn dated_noun(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention, found: &mut Vec<Governor>) {
    let start = mention.tokens.start;
    let before = clause.verb.is_none_or(|v| v > start);
    let point = matches!(mention.kind, Kind::Date | Kind::DateRange);
    let led = start.checked_sub(1).filter(|&p| tagged.tag(p) == Tag::Preposition);
    let noun_at = led.and_then(|p| p.checked_sub(1)).filter(|&n| n >= clause.tokens.start);
    if let Some(at) = noun_at
        && before
        && point
        && matches!(tagged.tag(at), Tag::Noun { .. })
    {
        found.push(noun(tagged, at, Governs::Of, clause.tokens.start));
    }
}

/// A date that is put in behind what happened has at most so many tokens more: "on Friday *night*".
const DATE_PUT_IN: usize = 5;

/// The noun of what happened when the commas around a date say: "The *shooting*, on Friday evening, left two dead".
fn dated_aside(tagged: &Tagged<'_>, mention: &Mention) -> Option<usize> {
    let (start, end) = (mention.tokens.start, mention.tokens.end);
    let noun = start.checked_sub(3).filter(|n| *n >= tagged.start && mention.kind.is_point())?;
    let led = tagged.tag(noun + 1) == Tag::Comma && tagged.tag(noun + 2) == Tag::Preposition;
    let more = |at: &usize| {
        matches!(tagged.tag(*at), Tag::Figure(_) | Tag::Noun { .. } | Tag::Preposition)
    };
    let after = (end..tagged.end.min(end + DATE_PUT_IN)).find(|at| !more(at))?;
    let verb = matches!(tagged.tag(after + 1), Tag::Verb | Tag::Auxiliary | Tag::Modal);
    let closes = tagged.tag(after) == Tag::Comma && verb;
    (led && closes && matches!(tagged.tag(noun), Tag::Noun { .. })).then_some(noun)
}

/// `worth $38 billion`, `11 people dead`: said of the thing, without a full verb.
fn predicate(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention, found: &mut Vec<Governor>) {
    let start = mention.tokens.start;
    if let Some(before) =
        start.checked_sub(1).filter(|&b| tagged.text(b).eq_ignore_ascii_case("worth"))
    {
        found.push(word(tagged, before, Governs::Predicate));
        if let Some(n) = nearest_noun(tagged, clause.tokens.start, before) {
            found.push(noun(tagged, n, Governs::Subject, clause.tokens.start));
        }
    }
    // "12 people *still missing*"
    let said = |at: usize| match tagged.tag(at) {
        Tag::Adjective => true,
        Tag::Verb => tagged.is_participle(at),
        _ => false,
    };
    let end = clause.phrase.end;
    let class = || tagged.rules.vocabulary.get("only says when");
    let when = tagged.tag(end) == Tag::Adverb
        && (said(end + 1) || tagged.rules.words.in_class(tagged.sym(end), class()));
    let after = end + usize::from(when);
    let alone = tagged.tag(after) == Tag::Preposition
        && matches!(tagged.tag(after + 1), Tag::Mark | Tag::Break | Tag::Comma | Tag::Preposition);
    let says =
        alone || when && said(after) || matches!(tagged.tag(after), Tag::Adjective | Tag::Adverb);
    if says && clause.verb.is_none_or(|v| v < start) {
        let mut governor = word(tagged, after, Governs::Predicate);
        // "pulled 112 people *out*"
        let verb = clause.verb.filter(|v| tagged.tag(*v) == Tag::Verb);
        governor.before.extend(verb.map(|v| tagged.verb_sym(v)));
        found.push(governor);
    }
}

/// What has befallen those that the figure counts, where another verb governs it: "closed the road after 14
/// people *hurt* in the crash", "ended with 58 people *confirmed dead*".
fn suffered(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention, found: &mut Vec<Governor>) {
    let at = clause.phrase.end;
    let done = |r: &Reading| matches!(r.form, Form::Participle | Form::Ed);
    let participle = tagged.tag(at) == Tag::Verb && tagged.readings(at).iter().any(done);
    let counts = clause.counts && matches!(mention.kind, Kind::Count | Kind::Number);
    if clause.verb.is_some_and(|v| v < at) && participle && counts {
        found.extend(said_of_subject(tagged, clause, at));
        found.push(verb_governor(tagged, clause, at));
    }
}

/// `away` for the "from" or "off" of "sank 12 miles off the coast" and "62 km from the finish"; but
/// somebody flew 62 km from the capital.
fn apart(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention) -> Option<Governor> {
    let unit = mention.value.quantity().and_then(|q| tagged.rules.unit(q.unit?));
    let at = clause.phrase.end;
    let class = || tagged.rules.vocabulary.get("goes so far");
    let goes = |verb| tagged.rules.words.in_class(tagged.verb_sym(verb), class());
    let from = matches!(tagged.text(at), "from" | "off") && !clause.verb.is_some_and(goes);
    (from && unit.is_some_and(|u| u.dimension == "length")).then(|| {
        let sym = tagged.rules.vocabulary.get("away");
        Governor { sym, lemma: "away".to_owned(), ..word(tagged, at, Governs::Predicate) }
    })
}

fn word(tagged: &Tagged<'_>, at: usize, how: Governs) -> Governor {
    let sym = tagged.sym(at);
    let lemma = tagged.text(at).to_lowercase();
    let span = tagged.doc.tokens.get(at).map(|t| t.span).unwrap_or_default();
    Governor { how, lemma, sym, before: Vec::new(), span }
}

/// The last noun before `end` that no preposition introduces.
fn nearest_noun(tagged: &Tagged<'_>, start: usize, end: usize) -> Option<usize> {
    let is_noun = |at: &usize| matches!(tagged.tag(*at), Tag::Noun { .. });
    let own = |at: &usize| {
        let run = (start..*at)
            .rev()
            .find(|&i| !is_nominal(tagged.tag(i)) && tagged.tag(i) != Tag::Determiner);
        run.is_none_or(|i| tagged.tag(i) != Tag::Preposition)
    };
    let nouns = || (start..end).rev().filter(is_noun);
    nouns().find(own).or_else(|| nouns().next())
}

/// The governing verb, what stands between it and the figure, and its subject.
fn verb_and_subject(
    tagged: &Tagged<'_>,
    clause: &Clause,
    mention: &Mention,
    found: &mut Vec<Governor>,
) {
    // "was given 18 months to comply": the time for what follows, not what was given.
    let due = mention.kind == Kind::Duration
        && tagged.text(mention.tokens.end) == "to"
        && tagged.tag(mention.tokens.end + 1) == Tag::Verb;
    if let Some(verb) = clause.verb.filter(|_| !due) {
        found.extend(particle(tagged, verb));
        for at in prepositions_of_figure(tagged, mention, verb) {
            let mut governor = word(tagged, at, Governs::Verb);
            governor.before.push(tagged.verb_sym(verb));
            found.push(governor);
        }
        found.push(verb_governor(tagged, clause, verb));
        found.extend(said_of_subject(tagged, clause, verb));
        let end =
            if verb < mention.tokens.start { mention.tokens.start } else { clause.tokens.end };
        let object = object(tagged, (verb, end), verb > mention.tokens.start);
        found.extend(object.into_iter().flat_map(|n| objects(tagged, verb, n)));
        // "took the number of dead to 27"
        let of = object.filter(|n| tagged.sym(n + 1) == tagged.rules.marks.of && n + 2 < end);
        if let Some(of) = of.map(|n| n + 1) {
            found.push(noun(tagged, of + 1, Governs::Object, of + 1));
            found.push(word(tagged, of + 1, Governs::Object));
        }
        // "*stole* diamonds valued at $3 million"
        found.extend(clause.main_verb.map(|main| verb_governor(tagged, clause, main)));
    }
    let Some(subject) = &clause.subject else {
        found.extend(antecedent(tagged, clause));
        return;
    };
    let last = subject.clone().rev().find(|&at| matches!(tagged.tag(at), Tag::Noun { .. }));
    if let Some(head) = last.filter(|_| !clause.is_subject) {
        if !mention.kind.is_point() {
            found.extend(postmodified(tagged, head, Governs::Subject));
        }
        found.push(subject_of_verb(tagged, clause, head, clause.tokens.start));
        let of = head + 1;
        if tagged.sym(of) == tagged.rules.marks.of && of < clause.tokens.end {
            found.extend(numbered(tagged, of + 1, mention));
            found.push(noun(tagged, of + 1, Governs::Subject, of + 1));
            found.push(word(tagged, of + 1, Governs::Subject));
            let end = clause.verb.unwrap_or(clause.tokens.end);
            found.extend(befallen(tagged, of + 1, end));
        }
    }
}

/// The noun that a relative clause without a subject of its own is about: "*winds* that reached 90 km/h".
fn antecedent(tagged: &Tagged<'_>, clause: &Clause) -> Option<Governor> {
    let at = clause.antecedent(tagged).filter(|_| !clause.is_subject)?;
    matches!(tagged.tag(at), Tag::Noun { .. })
        .then(|| subject_of_verb(tagged, clause, at, tagged.start))
}

/// The noun at `at`, known by what it does or has done to it as well: "*power* was cut to 85,000 homes".
fn subject_of_verb(tagged: &Tagged<'_>, clause: &Clause, at: usize, start: usize) -> Governor {
    let mut subject = noun(tagged, at, Governs::Subject, start);
    let verb = clause.verb.filter(|v| tagged.tag(*v) == Tag::Verb);
    subject.before.extend(verb.map(|v| tagged.verb_sym(v)));
    subject
}

/// The object with its verb: "*cast* a *ballot*". Behind a preposition it is first of all its noun:
/// "*went* *to* the *polls*".
fn objects(tagged: &Tagged<'_>, verb: usize, head: usize) -> Vec<Governor> {
    let lemma = (tagged.tag(verb) == Tag::Verb).then(|| tagged.verb_sym(verb));
    let mut object = noun(tagged, head, Governs::Object, verb + 1);
    let Some(at) = (verb + 1..head).find(|&at| tagged.tag(at) == Tag::Preposition) else {
        object.before.extend(lemma);
        return vec![object];
    };
    let mut near = noun(tagged, head, Governs::Near, at + 1);
    near.before.push(tagged.sym(at));
    near.before.extend(lemma);
    object.before.push(tagged.sym(at));
    vec![near, object]
}

/// `tax` of "profit before tax", with the words before it, so that it is found as a phrase.
fn postmodified(tagged: &Tagged<'_>, head: usize, how: Governs) -> Option<Governor> {
    let at = if tagged.tag(head + 2) == Tag::Determiner { head + 3 } else { head + 2 };
    let follows =
        tagged.tag(head + 1) == Tag::Preposition && matches!(tagged.tag(at), Tag::Noun { .. });
    let mut governor = follows.then(|| noun(tagged, at, how, at))?;
    governor.before.extend([lemma_sym(tagged, head), tagged.sym(head + 1)]);
    Some(governor)
}

/// `killed` of "the number of people killed in the crash rose to six", `perished` of "the number of persons
/// who perished".
pub(super) fn befallen(tagged: &Tagged<'_>, noun: usize, end: usize) -> Option<Governor> {
    let who = tagged.tag(noun + 1) == Tag::Relative;
    let mut after = if who { noun + 2..tagged.end } else { noun + 1..end.min(noun + 4) };
    let leads = |tag: Tag| is_nominal(tag) || who && matches!(tag, Tag::Auxiliary | Tag::Modal);
    let at = after.find(|&at| !leads(tagged.tag(at)) || tagged.tag(at) == Tag::Verb)?;
    if tagged.tag(at) != Tag::Verb {
        return None;
    }
    let (lemma, sym) = tagged.verb_lemma(at);
    let span = tagged.doc.tokens[at].span;
    Some(Governor { how: Governs::Subject, lemma, sym, before: Vec::new(), span })
}

/// `off` of "lay off", with the verb before it, so that "lay off" is found as a phrase.
fn particle(tagged: &Tagged<'_>, verb: usize) -> Option<Governor> {
    // "led by her rival": no particle, but who does it.
    let follows = matches!(tagged.tag(verb + 1), Tag::Preposition | Tag::Adverb)
        && tagged.text(verb + 1) != "by";
    let mut governor = word(tagged, verb + 1, Governs::Verb);
    governor.before.push(tagged.verb_sym(verb));
    follows.then_some(governor)
}

/// The prepositions beside a figure that say with its verb what it is: "won *by* 624 votes", "sold to Acme *for* $4
/// billion", "paid $4 billion *for* Acme".
fn prepositions_of_figure(
    tagged: &Tagged<'_>,
    mention: &Mention,
    verb: usize,
) -> impl Iterator<Item = usize> {
    let sum = mention.kind == Kind::Money;
    let before = mention.tokens.start.checked_sub(1).filter(|&b| b > verb);
    let before = before.filter(|&b| match tagged.text(b) {
        "by" => true,
        "for" => sum && b > verb + 1,
        _ => false,
    });
    let after = Some(mention.tokens.end).filter(|&at| {
        let named = tagged.tag(at + 1) == Tag::Name;
        sum && verb < at && tagged.text(at) == "for" && named
    });
    before.into_iter().chain(after)
}

/// The adjective after the verb, with the verb before it: "should be *ready*", "were *found alive*"; the
/// participle after a verb that reports: "50 were reported *injured*".
fn said_of_subject(tagged: &Tagged<'_>, clause: &Clause, verb: usize) -> Option<Governor> {
    let mut after = verb + 1..clause.tokens.end.min(verb + 4);
    if tagged.tag(verb + 1) == Tag::Verb && after.contains(&(verb + 1)) && leaves_so(tagged, verb) {
        let (lemma, sym) = tagged.verb_lemma(verb + 1);
        return Some(Governor { lemma, sym, ..word(tagged, verb + 1, Governs::Verb) });
    }
    let at = after.find(|&at| tagged.tag(at) == Tag::Adjective)?;
    // "expects annual savings"
    if matches!(tagged.tag(at + 1), Tag::Adjective | Tag::Noun { .. }) {
        return None;
    }
    let mut governor = word(tagged, at, Governs::Predicate);
    governor.before.extend((tagged.tag(verb) == Tag::Verb).then(|| tagged.verb_sym(verb)));
    Some(governor)
}

/// `eligible` of "are eligible to *vote*", `license` of "licensed to *carry*".
fn entitled(tagged: &Tagged<'_>, verb: usize) -> Option<Sym> {
    let at =
        verb.checked_sub(2).filter(|at| *at >= tagged.start && tagged.text(verb - 1) == "to")?;
    match tagged.tag(at) {
        Tag::Adjective => Some(tagged.sym(at)),
        Tag::Verb => Some(tagged.verb_sym(at)),
        _ => None,
    }
}

/// The verb and its particle, where they tell something that the verb does not: "*carried out* by 200 officers".
fn with_particle(tagged: &Tagged<'_>, verb: usize) -> Option<(String, Sym)> {
    if !matches!(tagged.tag(verb + 1), Tag::Preposition | Tag::Adverb) {
        return None;
    }
    let phrase = format!("{} {}", tagged.verb_lemma(verb).0, tagged.text(verb + 1));
    let sym = tagged.rules.vocabulary.get(&phrase);
    let class = tagged.rules.vocabulary.get("another verb with its particle");
    tagged.rules.words.in_class(sym, class).then_some((phrase, sym))
}

fn verb_governor(tagged: &Tagged<'_>, clause: &Clause, verb: usize) -> Governor {
    let full = tagged.tag(verb) == Tag::Verb || tagged.is_only_verb(verb);
    let (lemma, sym) = if full {
        with_particle(tagged, verb).unwrap_or_else(|| tagged.verb_lemma(verb))
    } else if tagged.text(verb).ends_with('s') && tagged.doc.tokens[verb].shape == Shape::Mark {
        ("be".to_owned(), tagged.rules.vocabulary.get("be"))
    } else {
        noun_lemma(tagged.doc, tagged.rules, verb)
    };
    let adverb = verb.checked_sub(1).filter(|&a| a >= clause.tokens.start);
    let before = adverb.filter(|&a| tagged.tag(a) == Tag::Adverb).map(|a| tagged.sym(a));
    // "have not been found"
    let group = clause.tokens.start.max(verb.saturating_sub(NOT_REACH))..verb;
    let not = group.into_iter().any(|at| tagged.tag(at) == Tag::Negation);
    let not = not.then(|| tagged.rules.vocabulary.get("not"));
    Governor {
        how: if full { Governs::Verb } else { Governs::Predicate },
        lemma,
        sym,
        before: before.into_iter().chain(not).chain(entitled(tagged, verb)).collect(),
        span: tagged.doc.tokens[verb].span,
    }
}

/// The head of the noun phrase right after the verb: "raised its offer to $5 billion", and what those
/// do that the figure counts, "joined Friday's march".
fn object(tagged: &Tagged<'_>, (verb, end): (usize, usize), does_it: bool) -> Option<usize> {
    let mut head = None;
    for at in verb + 1..end {
        match tagged.tag(at) {
            Tag::Noun { .. } => head = Some(at),
            Tag::Preposition | Tag::Comma | Tag::Open | Tag::Conjunction if head.is_some() => break,
            Tag::Figure(_) if does_it && is_owner(tagged, at) => {}
            Tag::Comma | Tag::Verb | Tag::Figure(_) => break,
            _ => {}
        }
    }
    head
}

/// Whether the figure at `at` is a day or year that the noun behind it belongs to.
fn is_owner(tagged: &Tagged<'_>, at: usize) -> bool {
    let after = (at..tagged.end).find(|&i| tagged.tag(i) != tagged.tag(at));
    after.is_some_and(|i| tagged.tag(i) == Tag::Possessive)
}
