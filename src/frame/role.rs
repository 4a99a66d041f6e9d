//! The part that a figure plays: value, length, start, end, deadline, change.

use std::ops::Range;

use super::clause::Clause;
use super::tags::{Tag, Tagged};
use crate::claim::{
    Change, Claim, Governor, Governs, Idle, Kind, Mention, Modality, Role, YEAR_BEFORE,
    YEAR_OF_ARTICLE,
};
use crate::id::Sym;
use crate::rules::{Class, Rules};
use crate::text::{Document, Span};
use crate::value::{Bound, Days, Grain, Moment, Value};

/// The role of a figure and the direction of the change it tells.
pub(super) fn of(
    tagged: &Tagged<'_>,
    clause: &Clause,
    mention: &Mention,
    governors: &[Governor],
) -> (Role, Option<Change>) {
    if let Value::Moment(moment) = &mention.value {
        let ends = moment.bound == Bound::From
            && tagged.text(mention.tokens.start).eq_ignore_ascii_case("until");
        return match moment.bound {
            Bound::Until => (Role::End, None),
            Bound::By => (Role::Deadline, None),
            Bound::From if ends => (Role::End, None),
            Bound::From => (Role::Start, None),
            Bound::Within => (Role::Value, None),
        };
    }
    if mention.kind == Kind::Duration {
        return (Role::Length, None);
    }
    if let Some(change) = stands_changed(tagged, mention) {
        return (Role::ChangeBy, Some(change));
    }
    // "value-*added* tax"
    let text = tagged.doc.source.text.as_str();
    let glued = |g: &&Governor| text.get(..g.span.range().start).is_some_and(|t| t.ends_with('-'));
    let mut whole = governors.iter().filter(|g| !glued(g));
    let change = whole.find_map(|g| change(tagged, mention.kind, g));
    let Some(change) = change else {
        let level = brings_to(tagged, clause, mention) || comes_to(tagged, mention, governors);
        return (if level { Role::ChangeTo } else { comparison(tagged, mention) }, None);
    };
    let role = match before(tagged, mention) {
        "to" => Role::ChangeTo,
        "from" => Role::ChangeFrom,
        "by" => Role::ChangeBy,
        _ if mention.kind == Kind::Percent && changes(tagged, clause) => Role::ChangeBy,
        _ if leads_to_level(tagged, clause, mention) => Role::ChangeBy,
        _ => comparison(tagged, mention),
    };
    (role, Some(change))
}

/// Whether the figure is a level that something is brought to: "taking the number of dead *to 34*".
fn brings_to(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention) -> bool {
    let counts = matches!(mention.kind, Kind::Count | Kind::Number);
    let Some(verb) = clause.verb.filter(|_| counts && before(tagged, mention) == "to") else {
        return false;
    };
    let is = |sym, name: &str| tagged.rules.words.in_class(sym, tagged.rules.vocabulary.get(name));
    let mut near = verb..clause.tokens.end.min(mention.tokens.end + TALLY_REACH);
    is(tagged.verb_sym(verb), "brings to a level") && near.any(|at| is(tagged.sym(at), "tally"))
}

/// Whether the figure is what a toll or a number has come to: "the death toll *passed* 40", "toll *now* 39".
fn comes_to(tagged: &Tagged<'_>, mention: &Mention, governors: &[Governor]) -> bool {
    let governed = |how: Governs, class: &str| {
        let class = tagged.rules.vocabulary.get(class);
        governors.iter().any(|g| g.how == how && tagged.rules.words.in_class(g.sym, class))
    };
    let now = before(tagged, mention) == "now" && governed(Governs::Of, "tally");
    now || governed(Governs::Verb, "comes to a level") && governed(Governs::Subject, "tally")
}

/// So many words behind a figure its tally can stand: "bringing to 27 *the number* of people killed".
const TALLY_REACH: usize = 3;

/// Whether what came of a change follows the figure: "rose *$1.20* to $83.40".
fn leads_to_level(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    let level = matches!(tagged.tag(end + 1), Tag::Figure(_));
    clause.verb.is_some_and(|v| v + 1 == mention.tokens.start) && tagged.text(end) == "to" && level
}

/// The change that a share is of what stands beside it: "4% higher", "up 12%".
fn stands_changed(tagged: &Tagged<'_>, mention: &Mention) -> Option<Change> {
    let beside = [mention.tokens.start.checked_sub(1), Some(mention.tokens.end)];
    let is = |class: &str| {
        let class = tagged.rules.vocabulary.get(class);
        let mut words = beside.iter().flatten().filter(|at| !is_phrasal(tagged, **at));
        words.any(|at| tagged.rules.words.in_class(tagged.sym(*at), class))
    };
    // "two inches more than the old record"
    let than = || tagged.text(mention.tokens.end + 1) == "than";
    let told = mention.kind == Kind::Percent || mention.kind.is_measured() && than();
    match told {
        true if is("stands higher") => Some(Change::Up),
        true if is("stands lower") => Some(Change::Down),
        _ => None,
    }
}

/// Whether "up" or "down" at `at` belongs to a verb that tells no change: "make *up* 25%".
fn is_phrasal(tagged: &Tagged<'_>, at: usize) -> bool {
    let verb = at.checked_sub(1).filter(|v| *v >= tagged.start && tagged.tag(*v) == Tag::Verb);
    is_up_or_down(tagged.text(at)) && verb.is_some_and(|v| !goes(tagged, tagged.verb_sym(v)))
}

fn is_up_or_down(word: &str) -> bool {
    matches!(word, "up" | "down")
}

/// Whether the verb tells a change with "up" and "down": "closed up 3%".
fn goes(tagged: &Tagged<'_>, verb: Sym) -> bool {
    tagged.rules.words.in_class(verb, tagged.rules.vocabulary.get("goes up"))
}

/// The small word before the figure, in lower case.
fn before<'a>(tagged: &Tagged<'a>, mention: &Mention) -> &'a str {
    let at = mention.tokens.start.checked_sub(1).filter(|&b| b >= tagged.start);
    at.map_or("", |b| tagged.text(b))
}

fn comparison(tagged: &Tagged<'_>, mention: &Mention) -> Role {
    let than = matches!(before(tagged, mention), "than" | "versus" | "against");
    let two_back = mention.tokens.start.checked_sub(2).map_or("", |b| tagged.text(b));
    let compared = matches!(two_back, "compared" | "down" | "up");
    match before(tagged, mention) {
        "from" if compared => Role::ChangeFrom,
        "to" | "with" if two_back == "compared" => Role::Comparison,
        _ if than => Role::Comparison,
        _ => Role::Value,
    }
}

fn changes(tagged: &Tagged<'_>, clause: &Clause) -> bool {
    clause.verb.is_some_and(|v| tagged.tag(v) == Tag::Verb)
}

/// Whether a governing verb or noun tells of a rise or fall.
fn change(tagged: &Tagged<'_>, kind: Kind, governor: &Governor) -> Option<Change> {
    let tells = match governor.how {
        Governs::Verb | Governs::Of => true,
        Governs::Modified | Governs::Counted => kind == Kind::Percent,
        _ => false,
    };
    let phrasal = governor.how == Governs::Verb && is_up_or_down(&governor.lemma);
    if !tells || phrasal && governor.before.iter().any(|verb| !goes(tagged, *verb)) {
        return None;
    }
    let class = |name: &str| tagged.rules.vocabulary.get(name);
    let words = &tagged.rules.words;
    if words.in_class(governor.sym, class("rise")) {
        Some(Change::Up)
    } else if words.in_class(governor.sym, class("fall")) {
        Some(Change::Down)
    } else {
        None
    }
}

/// The years and the days that the sentence names as the time of what the figure tells. The year of
/// publication is no other time.
pub(super) fn times(
    tagged: &Tagged<'_>,
    mentions: &[Mention],
    index: usize,
    published: &[i16],
) -> (Vec<i16>, Vec<Moment>) {
    let own = &mentions[index];
    let first = mentions.partition_point(|m| m.sentence < own.sentence);
    let near = |m: &&Mention| {
        m.sentence == own.sentence && m.tokens.start.abs_diff(own.tokens.start) <= NEAR_DATES
    };
    let opening = &mentions[first..index.min(first + 1)];
    let before = mentions[(first + opening.len())..index].iter().rev().take_while(near);
    let after = mentions[index + 1..].iter().take_while(near);
    let all = opening.iter().chain(before).chain(after).filter(|m| m.value.moment().is_some());
    let timing: Vec<&Mention> = all.filter(|m| times_it(tagged, m, own)).collect();
    // "a deficit of 15 billion by 2030"
    let told = |v: &Moment| match v.bound {
        Bound::Within => true,
        Bound::By | Bound::Until => v.grain == Grain::Year && !own.kind.is_temporal(),
        Bound::From => false,
    };
    let within = |m: &&&Mention| m.value.moment().is_some_and(told) || tells_when(tagged, m, own);
    let moments: Vec<&Moment> =
        timing.iter().filter(within).filter_map(|m| m.value.moment()).collect();
    let mut years: Vec<i16> = moments.iter().flat_map(|m| years_of(m, published)).collect();
    for (word, year) in [("last", YEAR_BEFORE), ("this", YEAR_OF_ARTICLE)] {
        years.extend(timing.iter().any(|m| is_year_by(word, tagged, m)).then_some(year));
    }
    years.retain(|y| !published.contains(y));
    years.sort_unstable();
    years.dedup();
    let days = moments.into_iter().filter(|m| m.grain == Grain::Day).cloned().collect();
    (years, days)
}

/// Whether "when" behind the date begins what the figure stands in: "the worst since 2013, when a fire
/// killed 11".
fn tells_when(tagged: &Tagged<'_>, date: &Mention, figure: &Mention) -> bool {
    let end = date.tokens.end;
    let at = if tagged.tag(end) == Tag::Comma { end + 1 } else { end };
    figure.tokens.start > at && tagged.text(at) == "when"
}

/// Whether the date is a year told from that of an article of which no year is known, by its first word:
/// "last season", "this year".
fn is_year_by(word: &str, tagged: &Tagged<'_>, date: &Mention) -> bool {
    let led = tagged.text(date.tokens.start).eq_ignore_ascii_case(word);
    let long = |m: &Moment| m.grain == Grain::Year || m.grain == Grain::Season;
    led && date.value.moment().is_some_and(|m| long(m) && year_of(m).is_none())
}

/// The year of a date; both of "the 2024/25 season", and none if one of them is that of publication.
fn years_of(moment: &Moment, published: &[i16]) -> Vec<i16> {
    let first = year_of(moment);
    let last = moment.days.and_then(|d| Some(d.hi?.year()));
    let next = last.filter(|l| first.is_some_and(|f| f + 1 == *l));
    let years: Vec<i16> = first.into_iter().chain(next).collect();
    if next.is_some() && years.iter().any(|y| published.contains(y)) { Vec::new() } else { years }
}

fn year_of(moment: &Moment) -> Option<i16> {
    moment.pattern.year.or_else(|| moment.days?.lo.map(jiff::civil::Date::year))
}

/// So many tokens from a figure a date of its clause can stand.
const NEAR_DATES: usize = 30;

/// So many tokens before a figure a date that times it can stand, unless it opens the sentence.
const TIME_REACH: usize = 14;

/// So many tokens after a figure its own verb can stand: "Some 4,000 people were killed".
const OWN_VERB: usize = 4;

/// Whether the date is that of another figure, which this one is held against: "100 million more than
/// last year", "up 4% compared with 2019".
fn is_compared_with(tagged: &Tagged<'_>, date: usize) -> bool {
    let before = |at: usize| at.checked_sub(1).filter(|b| *b >= tagged.start);
    let first = before(date);
    let small = |at: &usize| matches!(tagged.text(*at), "in" | "the" | "at" | "for");
    let word = if first.is_some_and(|at| small(&at)) { first.and_then(before) } else { first };
    word.is_some_and(|at| matches!(tagged.text(at), "than" | "with" | "against"))
}

/// Whether the date is that of another figure which something is held against: "compared with $259 million *in the
/// previous year*, on sales of $5.4 billion".
fn is_of_a_comparison(tagged: &Tagged<'_>, date: &Mention, figure: &Mention) -> bool {
    let small = |at: &usize| matches!(tagged.tag(*at), Tag::Preposition | Tag::Determiner);
    let last = (tagged.start..date.tokens.start).rev().find(|at| !small(at));
    let other = last.filter(|at| matches!(tagged.tag(*at), Tag::Figure(_)) && !tagged.is_time(*at));
    let first =
        other.and_then(|at| (tagged.start..at).rev().find(|i| tagged.tag(*i) != tagged.tag(at)));
    let led =
        first.is_some_and(|at| matches!(tagged.text(at), "with" | "than" | "against" | "versus"));
    let own = other.is_some_and(|at| figure.tokens.contains(&at));
    led && !own
}

/// Whether the date ends what is put between commas beside a noun: "The plane, a machine *built in 1989*, struck
/// a hill nine kilometres away".
fn is_put_beside(tagged: &Tagged<'_>, date: &Mention, figure: &Mention) -> bool {
    let comma = |at: &usize| tagged.tag(*at) == Tag::Comma;
    let (start, end) = (date.tokens.start, date.tokens.end);
    let first = (tagged.start + 1..start).rev().take(ASIDE_REACH).find(comma);
    let beside = first.is_some_and(|at| {
        tagged.tag(at + 1) == Tag::Determiner
            && matches!(tagged.tag(at - 1), Tag::Noun { .. } | Tag::Name)
    });
    let goes_on = matches!(tagged.tag(end + 1), Tag::Verb | Tag::Auxiliary | Tag::Modal);
    // "The last blaze, the Bald Knob Fire of 2008, killed nine": when that was.
    let does = first.is_some_and(|at| (at..start).any(|i| tagged.tag(i) == Tag::Verb));
    beside && does && comma(&end) && goes_on && figure.tokens.start > end
}

/// Whether the figure says between commas how long or old the noun before is: ", 18 metres long,".
fn measures_beside(tagged: &Tagged<'_>, figure: &Mention) -> bool {
    let comma = |at: usize| tagged.tag(at) == Tag::Comma;
    let (start, end) = (figure.tokens.start, figure.tokens.end);
    let noun = |at: usize| matches!(tagged.tag(at), Tag::Noun { .. } | Tag::Name);
    let opened = start >= tagged.start + 2 && comma(start - 1) && noun(start - 2);
    opened && figure.kind == Kind::Quantity && (comma(end) || comma(end + 1))
}

/// What is put between commas beside a noun has at most so many tokens before its date.
const ASIDE_REACH: usize = 12;

/// Whether a date opens the sentence, or what stands between a colon or dash and the figure: "They return a
/// favour: in 2019 200 firemen came, and three were killed".
fn opens_scene(tagged: &Tagged<'_>, date: usize, figure: &Mention) -> bool {
    let is_break = |at: &usize| tagged.tag(*at) == Tag::Break;
    let colon = (tagged.start..date).rev().take(SCENE_REACH + 1).find(is_break);
    let apart = || (date..figure.tokens.start).any(|at| is_break(&at));
    date <= tagged.start + SCENE_REACH || colon.is_some() && !apart()
}

/// Whether a date is the time of what a figure of the same sentence tells: "In 2004 a quake killed
/// 11", "killed 11 in 2004", but not "killed 11 in a region hit by the tsunami of 2004".
fn times_it(tagged: &Tagged<'_>, date: &Mention, figure: &Mention) -> bool {
    let start = date.tokens.start;
    // "The firm, founded in 1884 by a draper, employs 900 people."
    if tagged.aside(start).is_some_and(|aside| !aside.contains(&figure.tokens.start)) {
        return false;
    }
    if is_compared_with(tagged, start)
        || is_of_a_comparison(tagged, date, figure)
        || is_put_beside(tagged, date, figure)
    {
        return false;
    }
    if start < figure.tokens.start {
        let between = date.tokens.end..figure.tokens.start;
        let same = || tells_when(tagged, date, figure) || !does_another_thing(tagged, between);
        let near = figure.tokens.start - start <= TIME_REACH;
        return opens_scene(tagged, start, figure) || near && same();
    }
    // "owes more to last year's fuel"; "The hull, 18 metres long, was found last July"
    if tagged.tag(date.tokens.end) == Tag::Possessive || measures_beside(tagged, figure) {
        return false;
    }
    let before = start.saturating_sub(1);
    let relative = matches!(tagged.text(start), "last" | "this" | "next");
    let preposition =
        |at: usize| tagged.tag(at) == Tag::Preposition && tagged.sym(at) != tagged.rules.marks.of;
    // "killed by the 2004 tsunami"
    let names = tagged.tag(before) == Tag::Determiner
        && matches!(tagged.tag(date.tokens.end), Tag::Noun { .. } | Tag::Adjective | Tag::Name);
    let led = relative || preposition(before) || names && preposition(before.saturating_sub(1));
    let day = matches!(date.kind, Kind::Date);
    let between = figure.tokens.end..start;
    let mut verbs = between.clone().filter(|&at| tagged.tag(at) == Tag::Verb);
    // "left hundreds injured in a region that was *devastated* …"
    let near = figure.tokens.end + OWN_VERB;
    let own = verbs.next().is_none_or(|v| v <= near) && verbs.next().is_none();
    let apart = between.clone().any(|at| {
        // "by 5.1% in 2023 *after* growth of 8.7% in 2022", "at $824 million *against* a 2019 budget", "$215
        // million, more *than* its counterpart in May 2024"
        matches!(tagged.tag(at), Tag::Relative | Tag::Break)
            || matches!(tagged.text(at), "after" | "against" | "than")
                && !matches!(tagged.tag(at), Tag::Figure(_))
    });
    // "rose to $412 million from $349 million in 2022", "employs 90 people and had $4 million in 2023"
    let other = between.into_iter().any(|at| {
        let before = at.saturating_sub(1);
        let compared = matches!(tagged.tag(at), Tag::Figure(_))
            && matches!(tagged.text(before), "from" | "than" | "with" | "to");
        let joined = matches!(tagged.tag(at), Tag::Verb | Tag::Auxiliary | Tag::Modal)
            && tagged.tag(before) == Tag::Conjunction;
        // "1.6% this year and 2.4% for 2027"
        let own = matches!(tagged.tag(before), Tag::Figure(_)) && tagged.text(at) == "for";
        compared || joined || own && at > figure.tokens.end
    });
    (led || day) && own && !apart && !other
}

/// Whether what stands between a date and a figure tells another thing than the date does: "was converted in
/// 2009 *and was* certified for 80 passengers", "grew 5% in 2023 *after* 8%".
fn does_another_thing(tagged: &Tagged<'_>, mut between: Range<usize>) -> bool {
    let (and, verb) = (tagged.tag(between.start), tagged.tag(between.start + 1));
    let goes_on =
        and == Tag::Conjunction && matches!(verb, Tag::Verb | Tag::Auxiliary | Tag::Modal);
    goes_on || between.any(|at| tagged.text(at) == "after")
}

/// A sentence that begins with its time sets the scene for the next one of its paragraph, if that has
/// none of its own: "In April 2012 a quake struck. Five people died."
pub(super) fn inherit_years(
    (doc, rules): (&Document, &Rules),
    mentions: &[Mention],
    claims: &mut [Claim],
    published: &[i16],
) {
    for claim in claims.iter_mut().filter(|c| c.frame.years.is_empty()) {
        let sentence = claim.mention.sentence;
        let of = |wanted: usize| {
            let first = mentions.partition_point(move |m| m.sentence < wanted);
            mentions[first..].iter().take_while(move |m| m.sentence == wanted)
        };
        let timed = of(sentence).any(|m| m.value.moment().is_some());
        let same_paragraph = |before: &usize| {
            let gap = Span::new(doc.sentences[*before].span.end, claim.sentence.start);
            doc.words(gap).matches('\n').count() < 2
        };
        let before = sentence.checked_sub(1).filter(|_| !timed).filter(same_paragraph);
        let Some(before) = before else { continue };
        let start = doc.sentences[before].range().start;
        // "In April 2012", but not "It finished its last fiscal year"
        let leads = |at: usize| {
            let class = |class| rules.words.is(doc.tokens[at].sym, class);
            class(Class::Preposition) || class(Class::Determiner)
        };
        let opens = |m: &&Mention| {
            let first = m.tokens.start;
            m.value.moment().is_some()
                && first <= start + SCENE_REACH
                && (start..first).rev().take_while(|at| leads(*at)).count() == first - start
        };
        let scene = of(before).find(opens);
        let year = scene.and_then(|m| m.value.moment()).and_then(Moment::year);
        claim.frame.years.extend(year.filter(|y| !published.contains(y)));
    }
}

/// The year in which the document was published, as far as the source or a date line says it.
pub(super) fn published_years(doc: &Document, mentions: &[Mention]) -> Vec<i16> {
    let given = doc.source.published.as_deref().and_then(|p| p.get(..4)?.parse().ok());
    let lines = mentions.iter().filter(|m| m.idle == Some(Idle::Dateline));
    let dated = lines.filter_map(|m| m.value.moment()?.days?.lo.map(jiff::civil::Date::year));
    given.into_iter().chain(dated).collect()
}

/// The year that some days lie in, if it is one.
pub(super) fn only_year(days: Days) -> Option<i16> {
    let (first, last) = (days.lo?.year(), days.hi?.year());
    (first == last).then_some(first)
}

/// The time that sets a scene stands among the first words.
const SCENE_REACH: usize = 3;

/// A figure in brackets right after one of the same kind repeats its frame: "$10 billion by the end
/// of this year ($13 billion according to a recent estimate)".
pub(super) fn link_brackets(doc: &Document, rules: &Rules, claims: &mut [Claim]) {
    for at in 1..claims.len() {
        let (before, rest) = claims.split_at_mut(at);
        let Some(claim) = rest.first_mut() else { return };
        let start = claim.mention.tokens.start;
        let opened = start.checked_sub(1).is_some_and(|o| doc.tokens[o].sym == rules.marks.open);
        let unit = |c: &Claim| c.mention.value.quantity().map(|q| q.unit);
        let measures = |c: &Claim| Some(&rules.unit(unit(c)??)?.dimension);
        let same = |c: &&mut Claim| {
            c.mention.sentence == claim.mention.sentence
                && c.mention.kind == claim.mention.kind
                && (unit(c) == unit(claim)
                    || measures(c).is_some_and(|m| Some(m) == measures(claim)))
        };
        let end = claim.mention.tokens.end;
        let alone = doc.tokens.get(end).is_some_and(|t| t.sym == rules.marks.close)
            || claim.frame.attribution.is_some();
        if !opened || !alone || claim.counted().is_some() {
            continue;
        }
        let figures: Vec<_> =
            before.iter().rev().take(3).map(|c| c.mention.tokens.clone()).collect();
        let Some(model) = before.iter_mut().rev().take(3).find(same) else { continue };
        let between = model.mention.tokens.end..start - 1;
        let own = |at: usize| figures.iter().any(|f| f.contains(&at));
        let small = |at: usize| {
            rules.words.readings(doc.tokens[at].sym).iter().any(|r| r.class >= Class::Determiner)
        };
        if !between.into_iter().all(|at| own(at) || small(at)) {
            continue;
        }
        let index = model.mention.tokens.start;
        let frame = &mut claim.frame;
        frame.repeat(&model.frame);
        frame.participants.clone_from(&model.frame.participants);
        frame.subject = model.frame.subject;
        if frame.modality == Modality::Asserted {
            frame.modality = model.frame.modality;
        }
        frame.beside = Some(index);
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::Frame;

    /// The frame of the first claim of a text of May 2025.
    fn frame(text: &str) -> Frame {
        let rules = crate::rules::Rules::built_in().unwrap();
        let published = Some("2025-05-07".to_owned());
        let source = crate::text::Source { published, ..crate::text::Source::plain("a", text) };
        let claim = crate::read(vec![source], &rules, 1).0.claims.into_iter().next();
        claim.map(|claim| claim.frame).unwrap_or_default()
    }

    fn years(text: &str) -> Vec<i16> {
        frame(text).years
    }

    #[test]
    fn what_makes_up_a_share_does_not_rise_by_it() {
        let change = |text: &str| frame(text).change;
        let up = Some(crate::claim::Change::Up);
        assert_eq!(change("Exports make up 25% of sales."), None);
        assert_eq!(change("Two funds have signed up with 26% of the shares."), None);
        assert_eq!(change("Shares closed up 3%."), up);
        assert_eq!(change("Sales picked up 4%."), up);
        assert_eq!(change("Exports were up 22%."), up);
    }

    #[test]
    fn a_season_that_ends_in_the_year_of_publication_is_no_other_time() {
        let none: [i16; 0] = [];
        assert_eq!(years("The mill pressed 412 tonnes in the 2024/25 season."), none);
        assert_eq!(years("The mill pressed 412 tonnes in the 2021/22 season."), [2021, 2022]);
        assert_eq!(years("The mill pressed 412 tonnes in 2021."), [2021]);
    }

    #[test]
    fn the_time_of_what_stands_beside_a_noun_or_is_compared_is_not_that_of_the_figure() {
        let none: [i16; 0] = [];
        let last = |text: &str| {
            let rules = crate::rules::Rules::built_in().unwrap();
            let source = crate::text::Source::plain("a", text);
            let claims = crate::read(vec![source], &rules, 1).0.claims.into_iter();
            claims.last().map(|claim| claim.frame.years).unwrap_or_default()
        };
        assert_eq!(last("The jet, a machine built in 1989, hit a hill 9 km away."), none);
        assert_eq!(last("The last fire, the Eastham Fire of 2008, killed 11 people."), [2008]);
        assert_eq!(years("The sale made $215m, more than its counterpart in May 2014."), none);
        assert_eq!(years("The hull, 18 metres long, was uncovered in 2014 by a farmer."), none);
        let sales = "It earned more, compared with $259m in 2014, on sales of $5.36bn.";
        assert_eq!(last(sales), none);
        assert_eq!(last("It ended its 2014 fiscal year in the red. It has 12 depots."), none);
        assert_eq!(last("In its 2014 fiscal year it was in the red. It had 12 depots."), [2014]);
    }
}
