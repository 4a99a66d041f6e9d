//! The time of what a figure tells: years and days of its clause, and of the sentence before.

use std::ops::Range;

use super::clause::Clause;
use super::tags::{Tag, Tagged};
use crate::claim::{Claim, Idle, Kind, Mention, YEAR_BEFORE, YEAR_OF_ARTICLE};
use crate::rules::{Class, Rules};
use crate::text::{Document, Span};
use crate::value::{Bound, Days, Grain, Moment};

/// The years and the days that the sentence names as the time of what the figure tells. The year of
/// publication is no other time.
pub(super) fn times(
    (tagged, clause): (&Tagged<'_>, &Clause),
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
    let timing: Vec<&Mention> = all.filter(|m| times_it((tagged, clause), m, own)).collect();
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

/// Whether the figure stands behind a label, and the date behind another: "Married: 1906. Children: 2".
fn is_of_another_field(
    (tagged, clause): (&Tagged<'_>, &Clause),
    date: &Mention,
    figure: &Mention,
) -> bool {
    let Some(label) = &clause.label else { return false };
    let ends = |at: usize| matches!(tagged.text(at), "." | ";" | "|" | "—" | "–");
    let after = figure.tokens.end..date.tokens.start;
    date.tokens.end <= label.start || after.take(NEAR_DATES).any(ends)
}

/// Whether the date says how old the things are that are counted: "1,240 coins *dating* from about AD 270", "nine
/// crowns *from the fourth century*".
fn is_of_a_find(tagged: &Tagged<'_>, date: &Mention, figure: &Mention) -> bool {
    let near = figure.tokens.end..date.tokens.start;
    let from = near.clone().rev().find(|at| tagged.tag(*at) != Tag::Determiner);
    let of_noun = from
        .and_then(|at| at.checked_sub(1))
        .is_some_and(|at| near.contains(&at) && matches!(tagged.tag(at), Tag::Noun { .. }));
    let long = date.value.moment().is_some_and(|m| m.grain >= Grain::Year);
    let dates = |at: usize| matches!(tagged.text(at), "dating" | "dated");
    let led = from.is_some_and(|at| tagged.text(at) == "from") && of_noun && long;
    led || near.into_iter().any(dates)
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
fn times_it((tagged, clause): (&Tagged<'_>, &Clause), date: &Mention, figure: &Mention) -> bool {
    let start = date.tokens.start;
    // "The firm, founded in 1884 by a draper, employs 900 people."
    if tagged.aside(start).is_some_and(|aside| !aside.contains(&figure.tokens.start)) {
        return false;
    }
    if is_of_another_field((tagged, clause), date, figure)
        || is_of_a_find(tagged, date, figure)
        || is_compared_with(tagged, start)
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

#[cfg(test)]
mod tests {
    /// The years of the claims of a text of May 2025.
    fn years_of_all(text: &str) -> Vec<Vec<i16>> {
        let rules = crate::rules::Rules::built_in().unwrap();
        let published = Some("2025-05-07".to_owned());
        let source = crate::text::Source { published, ..crate::text::Source::plain("a", text) };
        let claims = crate::read(vec![source], &rules, 1).0.claims.into_iter();
        claims.map(|claim| claim.frame.years).collect()
    }

    fn years(text: &str) -> Vec<i16> {
        years_of_all(text).into_iter().next().unwrap_or_default()
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
        let last = |text: &str| years_of_all(text).pop().unwrap_or_default();
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
