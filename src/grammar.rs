//! Noun phrases: what follows a figure or a preposition. Shared by extraction, which must know
//! whether a number counts something, and by framing, which must know what.

use crate::id::Sym;
use crate::rules::{Class, Form, Reading, Rules, Sense, kinds, singular};
use crate::text::{Document, Shape};

/// Kinds of words that name days and months.
const DAYS: u64 = kinds::DAY_WORD | kinds::WEEKDAY | kinds::MONTH;
/// How many tokens a noun phrase may have before its head.
const REACH: usize = 8;

/// The noun phrase that begins at a token, up to and with its head noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NounPhrase {
    /// The first token.
    pub start: usize,
    /// The head noun.
    pub head: usize,
    /// Whether the head is a plural.
    pub plural: bool,
}

/// What a token can be inside a noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Noun { plural: bool, verb: bool },
    Modifier,
    Name,
    Link,
    Other,
}

/// The noun phrase at `start`, without determiner, not going past `end`.
pub fn noun_phrase(doc: &Document, rules: &Rules, start: usize, end: usize) -> Option<NounPhrase> {
    let mut head: Option<(usize, bool)> = None;
    let mut name = None;
    for at in start..end.min(start + REACH) {
        // "12 children's books"
        if head.is_some_and(|(h, _)| h + 1 == at) && owns_a_noun(doc, rules, at) {
            head = None;
            continue;
        }
        match (part(doc, rules, at), head) {
            (Part::Noun { plural, verb }, None) => {
                let verb_here =
                    verb && at == start && !plural && follows_as_object(doc, rules, at + 1);
                if verb_here {
                    break;
                }
                head = Some((at, plural));
            }
            // After a plural subject the verb has no -s: what has one is a noun.
            (Part::Noun { plural: false, .. } | Part::Name, Some((_, true)))
            | (Part::Modifier, Some(_))
            | (Part::Other, _) => break,
            (Part::Noun { plural, .. }, Some(_)) => head = Some((at, plural)),
            (Part::Name, _) => name = Some(at),
            (Part::Modifier | Part::Link, _) => {}
        }
    }
    let named = name.map(|at| (at, doc.token_text(at).ends_with('s')));
    let (head, plural) = match (head, named) {
        (Some(h), Some(n)) if n.0 > h.0 => (n.0, h.1 || n.1),
        (Some(h), _) => h,
        (None, Some(n)) => n,
        (None, None) => return None,
    };
    Some(NounPhrase { start, head, plural })
}

/// Whether an apostrophe stands at `at` and behind it what the noun before it owns.
fn owns_a_noun(doc: &Document, rules: &Rules, at: usize) -> bool {
    let mark = doc.tokens.get(at).is_some_and(|t| t.sym == rules.marks.possessive && !t.spaced);
    let lower = doc.tokens.get(at + 1).is_some_and(|t| t.shape == Shape::Lower);
    mark && lower && matches!(part(doc, rules, at + 1), Part::Noun { .. } | Part::Modifier)
}

/// Whether what stands at `at` can only be the object of a verb before it: a determiner.
fn follows_as_object(doc: &Document, rules: &Rules, at: usize) -> bool {
    doc.tokens.get(at).is_some_and(|t| rules.words.is(t.sym, Class::Determiner))
}

fn part(doc: &Document, rules: &Rules, at: usize) -> Part {
    let Some(token) = doc.tokens.get(at) else { return Part::Other };
    if token.shape == Shape::Mark {
        let glued = !token.spaced && doc.tokens.get(at + 1).is_some_and(|t| !t.spaced);
        let hyphen = token.sym == rules.marks.hyphen && glued;
        return if hyphen { Part::Link } else { Part::Other };
    }
    if let Some(plural) = particle_noun(doc, rules, at) {
        return Part::Noun { plural, verb: false };
    }
    if particle_noun(doc, rules, at + 2).is_some() {
        return Part::Modifier;
    }
    let named = |at: usize| {
        let shape = doc.tokens.get(at).map(|t| t.shape);
        shape.is_some_and(|s| s.is_capitalised() || s == Shape::Code)
    };
    let after_name = at > 0 && named(at - 1);
    if token.shape == Shape::Digits {
        return if after_name { Part::Link } else { Part::Other };
    }
    if names_a_day(doc, rules, at) {
        return Part::Other;
    }
    if rules.words.is(token.sym, Class::Conjunction) {
        let joins = after_name && doc.tokens.get(at + 1).is_some_and(|t| t.shape == Shape::Code);
        return if joins { Part::Link } else { Part::Other };
    }
    if matches!(token.shape, Shape::Upper | Shape::Mixed | Shape::Code) {
        let text = doc.words(token.span);
        let plural = text.ends_with('s') && !text.ends_with("'s");
        return if plural { Part::Noun { plural, verb: false } } else { Part::Name };
    }
    let capital = token.shape == Shape::Capital;
    let unknown = rules.words.readings(token.sym).is_empty();
    match lower_part(rules, token.sym, doc.words(token.span)) {
        Part::Other | Part::Noun { .. } if unknown && capital => Part::Name,
        part => part,
    }
}

/// `today`, `Sunday`, `May`: never what is counted.
fn names_a_day(doc: &Document, rules: &Rules, at: usize) -> bool {
    let capital = doc.tokens.get(at).is_some_and(|t| t.shape.is_capitalised());
    rules.lexicon.at(doc, at, at + 1, DAYS).any(|h| match h.sense {
        Sense::DayWord(_) => true,
        Sense::Weekday(_) | Sense::Month(_) => capital,
        _ => false,
    })
}

fn lower_part(rules: &Rules, sym: Sym, word: &str) -> Part {
    let readings = rules.words.readings(sym);
    if readings.is_empty() {
        let adverb = word.ends_with("ly");
        let plural = word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
        return if adverb { Part::Other } else { Part::Noun { plural, verb: false } };
    }
    let has = |class: Class| readings.iter().any(|r| r.class == class);
    let closed = readings.iter().any(|r| r.class >= Class::Determiner);
    if closed && !has(Class::Noun) {
        let between = has(Class::Determiner) && ["more", "other", "such", "own"].contains(&word);
        return if between { Part::Modifier } else { Part::Other };
    }
    let noun = rules.words.noun(sym);
    let adjective = has(Class::Adjective);
    let verb = has(Class::Verb) || has(Class::VerbNoun);
    match noun {
        Some(r) if !adjective || r.form == Form::S => {
            Part::Noun { plural: r.form == Form::S, verb }
        }
        None if readings.iter().any(|r| r.class == Class::Verb && r.form == Form::S) => {
            Part::Noun { plural: true, verb }
        }
        _ if adjective => Part::Modifier,
        _ if readings.iter().any(|r| matches!(r.form, Form::Ed | Form::Participle | Form::Ing)) => {
            Part::Modifier
        }
        _ => Part::Other,
    }
}

/// Whether a verb makes a noun with the particle behind its hyphen, at `at`, and whether that is a plural:
/// "start-*up*", "break-*ins*".
pub fn particle_noun(doc: &Document, rules: &Rules, at: usize) -> Option<bool> {
    let [verb, hyphen, particle] = doc.tokens.get(at.checked_sub(2)?..=at)? else { return None };
    let joined = hyphen.sym == rules.marks.hyphen && !hyphen.spaced && !particle.spaced;
    if !joined || !rules.words.in_class(particle.sym, rules.marks.particle) {
        return None;
    }
    let readings = rules.words.readings(verb.sym).iter();
    let base =
        |r: &Reading| r.form == Form::Base && matches!(r.class, Class::Verb | Class::VerbNoun);
    readings.into_iter().any(base).then(|| doc.words(particle.span).ends_with('s'))
}

/// The verb and its particle as one word, if `at` is the particle: written together where the rules know that word.
fn joined_particle(doc: &Document, rules: &Rules, at: usize) -> Option<(String, Sym)> {
    let plural = particle_noun(doc, rules, at)?;
    let (verb, particle) = (doc.token_text(at - 2), doc.token_text(at));
    let particle = if plural { particle.trim_end_matches('s') } else { particle };
    let together = format!("{verb}{particle}").to_lowercase();
    let known = rules.vocabulary.get(&together);
    if known != Sym::UNKNOWN {
        return Some((together, known));
    }
    let word = format!("{verb}-{particle}").to_lowercase();
    let sym = rules.vocabulary.get(&word);
    Some((word, sym))
}

/// The base form of the noun at `at`, in lower case, and its number if the rules know it.
pub fn noun_lemma(doc: &Document, rules: &Rules, at: usize) -> (String, Sym) {
    let Some(token) = doc.tokens.get(at) else { return (String::new(), Sym::UNKNOWN) };
    if let Some(joined) = joined_particle(doc, rules, at) {
        return joined;
    }
    let lemma = rules.words.noun_lemma(token.sym);
    if lemma != Sym::UNKNOWN && (lemma != token.sym || !rules.words.readings(lemma).is_empty()) {
        return (rules.vocabulary.word(lemma).to_owned(), lemma);
    }
    let word = singular(doc.words(token.span));
    let sym = rules.vocabulary.get(&word);
    (word, sym)
}
