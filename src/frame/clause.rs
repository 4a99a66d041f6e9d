//! The clause around a figure: its limits, its verb, its subject, the noun phrase of the figure.

use std::ops::Range;

use super::governors::label;
use super::phrase::{past_of_whom, phrase};
use super::subject::{leads_to_verb, verb_of_subject};
use super::tags::{Tag, Tagged};
use crate::claim::Mention;
use crate::id::Sym;
use crate::rules::Form;
use crate::text::Span;

/// The clause that a figure stands in.
pub(super) struct Clause {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The figure and the nouns that it counts or modifies.
    pub(super) phrase: Range<usize>,
    /// The head of that noun phrase.
    pub(super) head: Option<usize>,
    /// Whether a plain "of" or nothing stands between the figure and that noun phrase.
    pub(super) counts: bool,
    /// The governing verb.
    pub(super) verb: Option<usize>,
    /// The verb whose object the governing one says more of, as a participle: "*stole* diamonds valued at $3 million".
    pub(super) main_verb: Option<usize>,
    /// Whether the figure's phrase is the verb's subject.
    pub(super) is_subject: bool,
    /// The subject's words, up to its head.
    pub(super) subject: Option<Range<usize>>,
    /// The label that the figure is the value of: "*Lanes*: 6".
    pub(super) label: Option<Range<usize>>,
    /// Whether the verb is that of a clause which says more of what the figure counts: "the 40 jets *it had
    /// ordered*".
    pub(super) is_contact: bool,
}

impl Clause {
    pub(super) fn around(tagged: &Tagged<'_>, mention: &Mention) -> Self {
        let tokens = limits(tagged, &mention.tokens);
        let (phrase, head, counts) = phrase(tagged, mention, &tokens);
        let start = mention.tokens.start;
        let left = left_verb(tagged, &tokens, start);
        let right = verb_of_subject(tagged, &tokens, mention, (head, phrase.end), left);
        let close = left.is_some_and(|v| is_right_before(tagged, v, start));
        let own = tagged.multiplies(mention);
        let left = left.map(|v| changed_by(tagged, &tokens, v, start).unwrap_or(v));
        let contact = contact(tagged, mention, phrase.end);
        let is_contact = contact.is_some();
        let (verb, is_subject) = match (left, right) {
            _ if contact.is_some() => (contact.as_ref().map(|(_, verb)| *verb), false),
            _ if tagged.is_only_verb(start) => (Some(start), false),
            _ if own.is_some() => (own, false),
            // "is to appear on 5 June charged with murder": the verb that the date follows.
            (Some(v), _) if mention.kind.is_point() => (Some(v), false),
            (None, None) if mention.kind.is_point() => {
                (main_verb(tagged, &tokens, phrase.end), false)
            }
            (Some(v), Some(r)) if tagged.tag(v) == Tag::Auxiliary && close => (Some(r), false),
            (Some(v), Some(r)) if close && leaves_so(tagged, v) => (Some(r), true),
            // "was closed after 14 people were hurt"
            (Some(v), Some(_)) if close && !tagged.says(v) && !opens_clause(tagged, start) => {
                (Some(v), false)
            }
            // "the wind that drove the flames at 70 km/h dropped"
            (Some(v), Some(_)) if mention.kind.is_measured() && is_at(tagged, start) => {
                (Some(v), false)
            }
            (_, Some(r)) => (Some(infinitive(tagged, &tokens, r).unwrap_or(r)), true),
            (v, None) => (v, false),
        };
        let described =
            verb.filter(|_| !is_subject).and_then(|v| noun_of_participle(tagged, &tokens, v));
        let main_verb = described.as_ref().map(|(_, main)| *main);
        let subject = verb.and_then(|v| {
            if is_subject {
                return head.map(|h| phrase.start..h + 1);
            }
            let said = contact.map(|(subject, _)| subject).or(described.map(|(noun, _)| noun));
            said.or_else(|| subject(tagged, &tokens, v))
        });
        let label = label(tagged, mention);
        Self {
            tokens,
            phrase,
            head,
            counts,
            verb,
            main_verb,
            is_subject,
            subject,
            label,
            is_contact,
        }
    }

    /// The last word of what a relative clause is about: "*Castermill*, which has 900 employees".
    pub(super) fn antecedent(&self, tagged: &Tagged<'_>) -> Option<usize> {
        let before = self.tokens.start.checked_sub(1).filter(|b| *b > tagged.start)?;
        let comma = match tagged.tag(before) {
            Tag::Relative => before - 1,
            Tag::Comma if tagged.aside(self.tokens.start).is_some() => before,
            _ => return None,
        };
        let last = if tagged.tag(comma) == Tag::Comma { comma.checked_sub(1)? } else { comma };
        matches!(tagged.tag(last), Tag::Noun { .. } | Tag::Name).then_some(last)
    }

    /// Where the subject stands in the text.
    pub(super) fn subject_span(&self, tagged: &Tagged<'_>) -> Option<Span> {
        let range = self.subject.clone()?;
        let first = tagged.doc.tokens.get(range.start)?;
        let last = tagged.doc.tokens.get(range.end.checked_sub(1)?)?;
        Some(first.span.cover(last.span))
    }
}

/// So many tokens behind a date that opens a sentence its verb stands.
const VERB_REACH: usize = 30;

/// The verb of the clause that a date opens: "On 3 June, officers *arrested* a man".
fn main_verb(tagged: &Tagged<'_>, clause: &Range<usize>, from: usize) -> Option<usize> {
    let near = from..clause.end.min(from + VERB_REACH);
    let full = near.clone().find(|&at| tagged.tag(at) == Tag::Verb);
    full.or_else(|| near.clone().find(|&at| tagged.tag(at) == Tag::Auxiliary))
}

/// Whether "as" leads to what somebody or something is, not to a clause: "resigned as chief executive".
fn leads_to_noun(tagged: &Tagged<'_>, at: usize) -> bool {
    let small = |i: &usize| matches!(tagged.tag(*i), Tag::Determiner | Tag::Adjective);
    let noun = |i: &usize| matches!(tagged.tag(*i), Tag::Noun { .. } | Tag::Name);
    let first = (at + 1..tagged.end).find(|i| !small(i));
    if tagged.text(at) == "as" && ends_in_figure(tagged, at + 1) {
        return true;
    }
    let Some(first) = first.filter(|i| noun(i)) else { return false };
    let after = (first..tagged.end).find(|i| !noun(i)).unwrap_or(tagged.end);
    tagged.text(at) == "as"
        && !matches!(tagged.tag(after), Tag::Verb | Tag::Auxiliary | Tag::Modal | Tag::Adverb)
}

/// Whether a figure stands at `at` and nothing that it counts: "gave its magnitude as 6.9, and ...".
fn ends_in_figure(tagged: &Tagged<'_>, at: usize) -> bool {
    let figure = tagged.tag(at);
    let after = (at..tagged.end).find(|i| tagged.tag(*i) != figure).unwrap_or(tagged.end);
    let ends = matches!(
        tagged.tag(after),
        Tag::Comma | Tag::Break | Tag::Mark | Tag::Close | Tag::Conjunction | Tag::Preposition
    );
    matches!(figure, Tag::Figure(_)) && ends
}

/// Whether the tag ends a clause for certain.
fn is_barrier(tag: Tag) -> bool {
    matches!(tag, Tag::Break | Tag::Subordinator | Tag::Relative)
}

/// Whether a relative clause begins at `at` and a comma ends it before the figure: "a company that
/// makes chips, for $334 million".
fn is_aside(tagged: &Tagged<'_>, at: usize, figure: usize) -> bool {
    tagged.tag(at) == Tag::Relative && aside_end(tagged, at, figure).is_some()
}

fn aside_end(tagged: &Tagged<'_>, at: usize, figure: usize) -> Option<usize> {
    (at..figure).find(|&i| tagged.tag(i) == Tag::Comma)
}

/// Whether a conjunction after a comma begins a clause with a subject of its own.
fn coordinates(tagged: &Tagged<'_>, at: usize) -> bool {
    let after_comma = at > tagged.start && tagged.tag(at - 1) == Tag::Comma;
    if tagged.tag(at) != Tag::Conjunction || !after_comma {
        return false;
    }
    let verb = |i: usize| matches!(tagged.tag(i), Tag::Verb | Tag::Auxiliary | Tag::Modal);
    let subject = opens_phrase(tagged.tag(at + 1)) || opens_place(tagged, at + 1);
    subject && (at + 2..tagged.end.min(at + 9)).any(verb)
}

/// Whether a clause begins with its place at `at`: ", and *in London a* tenant pays".
fn opens_place(tagged: &Tagged<'_>, at: usize) -> bool {
    let name = |i: &usize| tagged.tag(*i) == Tag::Name;
    let end = (at + 1..tagged.end).find(|i| !name(i)).unwrap_or(at + 1);
    tagged.text(at) == "in" && end > at + 1 && opens_phrase(tagged.tag(end))
}

/// Whether a noun phrase can begin with the tag.
fn opens_phrase(tag: Tag) -> bool {
    matches!(tag, Tag::Pronoun | Tag::Determiner | Tag::Name | Tag::Noun { .. })
}

/// The tokens of a sentence that end a clause.
fn barriers<'t>(tagged: &'t Tagged<'_>) -> &'t [usize] {
    let ends = |at: &usize| {
        is_barrier(tagged.tag(*at)) && !leads_to_noun(tagged, *at) || coordinates(tagged, *at)
    };
    tagged.barriers.get_or_init(|| (tagged.start..tagged.end).filter(ends).collect())
}

/// The tokens from the last barrier before the figure to the first one after it. A figure in
/// brackets has the clause around the brackets.
fn limits(tagged: &Tagged<'_>, figure: &Range<usize>) -> Range<usize> {
    // "The firm, which has 900 employees, will buy Hartwell": a clause of its own.
    if let Some(aside) = tagged.aside(figure.start) {
        let relative = tagged.tag(aside.start) == Tag::Relative;
        return if relative { aside.start + 1..aside.end } else { aside };
    }
    let barriers = barriers(tagged);
    let split = |at: usize| barriers.split_at(barriers.partition_point(|b| *b < at));
    let last_before = |at: usize| split(at).0.last().copied();
    let mut before = last_before(figure.start);
    while let Some(relative) = before.filter(|&b| is_aside(tagged, b, figure.start)) {
        before = last_before(relative);
    }
    // ", three of whom were hurt": a clause of its own.
    let whom = past_of_whom(tagged, figure.end);
    let own = whom.filter(|end| tagged.tag(end - 1) == Tag::Relative).map(|_| figure.start);
    let after = split(whom.unwrap_or(figure.end)).1.first().copied();
    let start = own.or(before.map(|b| b + 1)).unwrap_or(tagged.start);
    let after = after.unwrap_or(tagged.end);
    start..does_more(tagged, figure.end..after).unwrap_or(after)
}

/// Where the subject does another thing: "took £4 million, *and* put half of it into a villa".
fn does_more(tagged: &Tagged<'_>, mut rest: Range<usize>) -> Option<usize> {
    rest.find(|&at| {
        tagged.tag(at) == Tag::Conjunction
            && tagged.tag(at - 1) == Tag::Comma
            && matches!(tagged.tag(at + 1), Tag::Verb | Tag::Auxiliary | Tag::Modal)
    })
}

/// The nearest verb before the figure, over brackets.
fn left_verb(tagged: &Tagged<'_>, clause: &Range<usize>, figure: usize) -> Option<usize> {
    let mut depth = 0u32;
    let asides: Vec<Range<usize>> = (clause.start..figure)
        .filter(|&at| tagged.tag(at) == Tag::Relative)
        .filter_map(|at| Some(at..aside_end(tagged, at, figure)?))
        .collect();
    let mut auxiliary = None;
    for at in (clause.start..figure).rev() {
        if asides.iter().any(|a| a.contains(&at)) {
            continue;
        }
        match tagged.tag(at) {
            Tag::Close => depth += 1,
            Tag::Open => depth = depth.saturating_sub(1),
            // "said profit *was* 340 million"
            Tag::Auxiliary if depth == 0 => auxiliary = auxiliary.or(Some(at)),
            Tag::Verb
                if depth == 0 && !is_put_in(tagged, at, figure) && !is_kept_from(tagged, at) =>
            {
                return auxiliary.filter(|_| tagged.reports(at)).or(Some(at));
            }
            _ => {}
        }
    }
    let copula = |at: &usize| tagged.tag(*at) == Tag::Auxiliary;
    (clause.start..figure).rev().find(copula)
}

/// Whether the verb stands between commas that the figure does not: "The firm, *founded* in 1884, has 900".
fn is_put_in(tagged: &Tagged<'_>, verb: usize, figure: usize) -> bool {
    tagged.aside(verb).is_some_and(|aside| !aside.contains(&figure))
}

/// Whether the verb tells what somebody is kept from: "banned from *driving* for 18 months".
fn is_kept_from(tagged: &Tagged<'_>, verb: usize) -> bool {
    let from = verb.checked_sub(1).filter(|at| tagged.text(*at) == "from");
    let led = from.and_then(|at| at.checked_sub(1)).is_some_and(|v| tagged.tag(v) == Tag::Verb);
    led && tagged.readings(verb).iter().any(|r| r.form == Form::Ing)
}

/// Whether only small words stand between the verb and the figure.
fn is_right_before(tagged: &Tagged<'_>, verb: usize, figure: usize) -> bool {
    (verb + 1..figure).all(|at| {
        matches!(tagged.tag(at), Tag::Determiner | Tag::Adverb | Tag::Adjective | Tag::Preposition)
    })
}

/// Whether "at" leads to the figure.
fn is_at(tagged: &Tagged<'_>, figure: usize) -> bool {
    figure.checked_sub(1).is_some_and(|at| at >= tagged.start && tagged.text(at) == "at")
}

/// Whether a word that begins a clause as well as a phrase stands before the figure: "*after* 14 people".
fn opens_clause(tagged: &Tagged<'_>, figure: usize) -> bool {
    figure.checked_sub(1).is_some_and(|at| at >= tagged.start && is_when(tagged, at))
}

pub(super) fn is_when(tagged: &Tagged<'_>, at: usize) -> bool {
    matches!(tagged.text(at), "after" | "before" | "until" | "since")
}

/// Whether the verb tells what becomes of its object: "leaving two others missing".
pub(super) fn leaves_so(tagged: &Tagged<'_>, verb: usize) -> bool {
    let class = tagged.rules.vocabulary.get("leaves its object so");
    tagged.rules.words.in_class(tagged.verb_sym(verb), class)
}

/// The verb of a change that "by" before a figure belongs to, where another verb stands between: "*slashed* the
/// risk of being rushed to hospital by a fifth", "*cuts* deaths and hospital stays by a fifth".
fn changed_by(
    tagged: &Tagged<'_>,
    clause: &Range<usize>,
    verb: usize,
    figure: usize,
) -> Option<usize> {
    let by = figure.checked_sub(1).filter(|&b| b > verb && tagged.text(b) == "by")?;
    let changes = ["rise", "fall"].map(|class| tagged.rules.vocabulary.get(class));
    let tells = |at: usize| {
        let is = |class: &Sym| tagged.rules.words.in_class(tagged.verb_sym(at), *class);
        tagged.tag(at) == Tag::Verb && changes.iter().any(is)
    };
    let group = |at: &usize| matches!(tagged.tag(*at), Tag::Auxiliary | Tag::Adverb | Tag::Verb);
    let before = (clause.start..verb).rev().find(|at| !group(at))?;
    let noun = tagged.rules.words.noun(tagged.sym(verb)).is_some();
    let inside = tagged.tag(before) == Tag::Preposition || noun && verb + 1 == by;
    let earlier = || (clause.start..before).rev().find(|at| tells(*at));
    (inside && !tells(verb)).then(earlier).flatten()
}

/// Who does what with what the figure counts, in a clause that no relative opens, and the verb: "the 40 jets
/// *it* had *ordered* in 2014", "the $14 million *the city* agreed to *pay*".
fn contact(tagged: &Tagged<'_>, mention: &Mention, at: usize) -> Option<(Range<usize>, usize)> {
    let the = mention.tokens.start.checked_sub(1).filter(|t| *t >= tagged.start)?;
    if mention.kind.is_temporal() || tagged.tag(the) != Tag::Determiner {
        return None;
    }
    let end = match tagged.tag(at) {
        Tag::Pronoun if matches!(tagged.text(at), "it" | "he" | "she" | "they" | "we") => at + 1,
        Tag::Determiner => run_end(tagged, at, tagged.end),
        _ => return None,
    };
    let group = |i: &usize| {
        matches!(tagged.tag(*i), Tag::Auxiliary | Tag::Modal | Tag::Adverb | Tag::Negation)
    };
    let verb = (end..tagged.end).find(|i| !group(i)).filter(|v| tagged.tag(*v) == Tag::Verb)?;
    let further = verb + 2;
    let goes_on = leads_to_verb(tagged, verb + 1) && tagged.tag(further) == Tag::Verb;
    Some((at..end, if goes_on { further } else { verb }))
}

/// What the subject is known, ordered, feared or forced to do: "26 people are known to have *died*".
fn infinitive(tagged: &Tagged<'_>, clause: &Range<usize>, verb: usize) -> Option<usize> {
    let passive = verb
        .checked_sub(1)
        .is_some_and(|b| matches!(tagged.tag(b), Tag::Auxiliary | Tag::Adverb | Tag::Negation));
    // "are feared drowned"
    let feared = tagged.tag(verb + 1) == Tag::Verb && tagged.is_participle(verb + 1);
    if passive && feared && verb + 1 < clause.end {
        return Some(verb + 1);
    }
    // "the houses in which 4,500 people used to live"
    let past = tagged.text(verb) == "used";
    if !passive && !past || tagged.text(verb + 1) != "to" {
        return None;
    }
    let mut after = verb + 2..clause.end.min(verb + 7);
    let small = |at: &usize| !matches!(tagged.tag(*at), Tag::Auxiliary | Tag::Adverb);
    after.find(small).filter(|at| tagged.tag(*at) == Tag::Verb)
}

/// The noun that a participle says more of, where the clause has another verb, and that verb: "won the seat in a
/// *by-election* held on Thursday". The other verb has an object or an auxiliary, so that it is no participle
/// itself, as in "a quake felt across the region struck at dawn".
fn noun_of_participle(
    tagged: &Tagged<'_>,
    clause: &Range<usize>,
    verb: usize,
) -> Option<(Range<usize>, usize)> {
    let noun = |at: usize| matches!(tagged.tag(at), Tag::Noun { .. } | Tag::Name);
    let last = verb.checked_sub(1).filter(|at| clause.contains(at) && noun(*at))?;
    let participle = tagged.tag(verb) == Tag::Verb
        && tagged.is_participle(verb)
        && tagged.tag(verb + 1) == Tag::Preposition;
    if !participle {
        return None;
    }
    let first = (clause.start..last).rev().take_while(|at| noun(*at)).last().unwrap_or(last);
    let goes_on = |at: &usize| {
        !matches!(tagged.tag(*at), Tag::Conjunction | Tag::Comma | Tag::Close | Tag::Subordinator)
    };
    let main =
        (clause.start..first).rev().take_while(goes_on).find(|at| tagged.tag(*at) == Tag::Verb)?;
    let object = opens_phrase(tagged.tag(main + 1))
        || matches!(tagged.tag(main + 1), Tag::Adjective | Tag::Figure(_));
    let passive = main.checked_sub(1).is_some_and(|at| tagged.tag(at) == Tag::Auxiliary);
    (!tagged.reports(main) && (object || passive)).then_some((first..verb, main))
}

/// The subject of the verb: the first noun phrase of the clause that follows no preposition, or the first
/// one behind a verb that reports what another does.
fn subject(tagged: &Tagged<'_>, clause: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let mut at = clause.start;
    let mut after_preposition = false;
    let mut found = None;
    // "The firm said *revenue* rose": the firm is the subject only if no other follows.
    let mut reports = None;
    while at < verb {
        match tagged.tag(at) {
            Tag::Preposition => after_preposition = true,
            Tag::Comma | Tag::Conjunction | Tag::Close => after_preposition = false,
            Tag::Noun { .. } | Tag::Name | Tag::Pronoun | Tag::Figure(_) => {
                let end = run_end(tagged, at, verb);
                // "told *reporters* profit fell"
                let told = tagged.is_told(at) && opens_phrase(tagged.tag(end));
                if !after_preposition && found.is_none() && !told {
                    found = Some(at..end);
                }
                after_preposition = false;
                at = end;
                continue;
            }
            Tag::Verb if found.is_some() && tagged.reports(at) => {
                reports = found.take();
            }
            _ => {}
        }
        at += 1;
    }
    found.or(reports)
}

/// One past the nouns, names, adjectives and possessives that go on from `at`.
fn run_end(tagged: &Tagged<'_>, at: usize, limit: usize) -> usize {
    let goes_on = |tag: Tag| {
        matches!(
            tag,
            Tag::Noun { .. } | Tag::Name | Tag::Possessive | Tag::Adjective | Tag::Figure(_)
        )
    };
    let mut end = at + 1;
    let hyphen =
        |at: usize| tagged.sym(at) == tagged.rules.marks.hyphen && !tagged.doc.tokens[at].spaced;
    while end < limit && (goes_on(tagged.tag(end)) || hyphen(end)) {
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use crate::claim::Tie;

    /// The names that take part in the clause of the first claim of a text.
    fn parties(text: &str) -> Vec<String> {
        let rules = crate::rules::Rules::built_in().unwrap();
        let source = crate::text::Source::plain("a", text);
        let claim = crate::read(vec![source], &rules, 1).0.claims.into_iter().next();
        let found = claim.map(|claim| claim.frame.participants).unwrap_or_default();
        found.into_iter().filter(|p| p.tie <= Tie::Clause).map(|p| p.name).collect()
    }

    #[test]
    fn what_the_subject_does_besides_takes_no_part() {
        let none: [&str; 0] = [];
        assert_eq!(
            parties("He took £421,000, and put half of it into a villa near Eastham."),
            none
        );
        assert_eq!(
            parties("He took £421,000 and put half of it into a villa near Eastham."),
            ["Eastham"]
        );
    }
}
