//! From mentions to claims: what each figure is about, who says it and with what certainty.
//!
//! Rules instead of a parser: tags, the clause around the figure, its governing verb, its subject.
//! A figure's *governors* are the words that say what it is a figure of, the nearest first; the
//! first of them that a rule of `rules/en/measures.toml` knows gives the measure.

mod clause;
mod counted;
mod governors;
mod listed;
mod measure;
mod names;
mod phrase;
mod profile;
mod role;
mod subject;
mod tags;
mod times;
mod voice;
mod voices;

use std::ops::Range;
use std::sync::Arc;

use crate::claim::{Claim, Frame, Kind, Mention, Participant, Tie};
use crate::id::DocId;
use crate::ledger::{AsOf, Profile};
use crate::rules::{Class, Rules, Voice};
use crate::text::{BlockKind, Document, Span};
use clause::Clause;
use names::Names;
use profile::Content;
use tags::{Tag, Tagged};

/// The claims of a document, in order, and what the document as a whole is about. `as_of` is when it was
/// published, as far as that is known.
pub fn frame(
    id: DocId,
    doc: &Document,
    (mentions, as_of): (&[Mention], Option<AsOf>),
    rules: &Rules,
) -> (Vec<Claim>, Profile) {
    let names = Names::of(doc, rules, mentions);
    let words = Content::of(doc, rules, &names, mentions);
    let mut profile = profile::profile(doc, (&names, &words), mentions);
    profile.as_of = as_of;
    let told_of = as_of.filter(|as_of| as_of.by_story);
    profile.published.extend(told_of.and_then(|as_of| times::only_year(as_of.days)));
    let mut claims: Vec<Claim> = Vec::new();
    let mut first = 0;
    while let Some(mention) = mentions.get(first) {
        let sentence = mention.sentence;
        let count = mentions[first..].iter().take_while(|m| m.sentence == sentence).count();
        let live = mentions[first..first + count].iter().any(|m| m.idle.is_none());
        if live {
            let tagged = Tagged::new(doc, rules, &names, sentence, mentions);
            let context = words.of_sentence(sentence);
            for index in first..first + count {
                if mentions[index].idle.is_none() {
                    let mut claim = claim(id, &tagged, mentions, index, (&profile, &context));
                    claim.frame.nth = (index - first, count);
                    claims.push(claim);
                }
            }
        }
        first += count;
    }
    times::inherit_years((doc, rules), mentions, &mut claims, &profile.published);
    role::link_brackets(doc, rules, &mut claims);
    listed::complete(doc, rules, &names, &mut claims);
    voices::complete(doc, rules, &mut claims);
    measure::drop_relative_scopes(rules, &mut claims);
    (claims, profile)
}

fn claim(
    id: DocId,
    tagged: &Tagged<'_>,
    mentions: &[Mention],
    index: usize,
    (profile, context): (&Profile, &Arc<[Arc<str>]>),
) -> Claim {
    let mention = &mentions[index];
    let doc = tagged.doc;
    let clause = Clause::around(tagged, mention);
    let governors = governors::of(tagged, &clause, mention);
    let voice = voice::of(tagged, &clause, mention);
    let (role, change) = role::of(tagged, &clause, mention, &governors);
    let known = measure::of(tagged.rules, (mention, role), &governors);
    let (scopes, scope_steps) = measure::scopes(tagged, &clause, (mention, known));
    let (years, days) = times::times((tagged, &clause), mentions, index, &profile.published);
    let frame = Frame {
        subject: clause.subject_span(tagged),
        participants: participants(tagged, &clause, mention, (profile, voice.attribution)),
        undergoer: undergoer(tagged, &clause, mention).map(ToOwned::to_owned),
        years,
        days,
        place: place(tagged, &clause, (mention, profile)),
        context: Arc::clone(context),
        nth: (0, 1),
        head: mention.sentence < profile::LEAD_SENTENCES,
        attribution: voice.attribution,
        modality: voice.modality,
        beside: None,
        governors,
        measure: known.map(|k| k.measure),
        scopes,
        role,
        change,
    };
    let sentence = doc.sentences.get(mention.sentence).map(|s| s.span).unwrap_or_default();
    let mut mention = mention.clone();
    mention.trail.extend(known.and_then(|k| k.step(tagged.rules)));
    mention.trail.extend(scope_steps);
    mention.trail.extend(voice.trail);
    let quote = doc.words(mention.span).to_owned();
    Claim { doc: id, mention, frame, sentence, quote }
}

/// The place that the clause is about with "in" or "near", if the article as a whole is about
/// another one: "In Eastham district, 9 people were hurt". Where somebody says it is no such place: "9 people
/// were hurt, she told reporters in Eastham".
fn place(
    tagged: &Tagged<'_>,
    clause: &Clause,
    (mention, profile): (&Mention, &Profile),
) -> Option<String> {
    let says = |at: usize| tagged.voices(at).iter().any(|(voice, _)| *voice == Voice::Says);
    let told = |at: usize| {
        let mut words = (mention.tokens.end..at).rev().take(TELLER_REACH);
        let verb = words.find(|&i| tagged.tag(i) == Tag::Verb);
        verb.is_some_and(says)
    };
    // "the institute in Lima" says where the institute is.
    let of_another = |preposition: usize| {
        let before = preposition.checked_sub(1).filter(|b| *b >= clause.tokens.start);
        let noun = |b: &usize| matches!(tagged.tag(*b), Tag::Noun { .. });
        before.filter(noun).is_some_and(|b| !clause.phrase.contains(&b))
    };
    let located = |at: usize| {
        let words = (clause.tokens.start..at).rev().take(PLACE_REACH);
        let mut before =
            words.take_while(|&i| !matches!(tagged.tag(i), Tag::Verb | Tag::Name | Tag::Comma));
        let leads = |i: &usize| {
            matches!(tagged.text(*i), "in" | "In" | "at" | "At" | "near" | "Near" | "outside")
        };
        before.find(leads).is_some_and(|i| !of_another(i))
    };
    // How old somebody is is the same everywhere.
    if mention.kind == Kind::Age {
        return None;
    }
    let inside = tagged.names.between(clause.tokens.start, clause.tokens.end);
    let own = inside.iter().find(|(name, at)| {
        let scene = tagged.names.is_place(name) && located(*at) && !told(*at);
        scene && !profile.lead.contains(*name)
    });
    own.map(|(name, _)| (*name).to_owned())
}

/// The name of whom or what the verb of a date befalls, which has no object: "*Northgate Bridge* was opened on 12 May",
/// "*Ann Lee* (born in 1941)", and what the first name of a text is that says so behind a label.
fn undergoer<'t>(tagged: &'t Tagged<'_>, clause: &Clause, mention: &Mention) -> Option<&'t str> {
    if !mention.kind.is_point() {
        return None;
    }
    if clause.label.is_some() {
        return tagged.names.first();
    }
    if let Some(open) = governors::bracket(tagged, mention) {
        return tagged.names.last_before(open).map(|(name, _)| name);
    }
    let end = match &clause.subject {
        Some(subject) => subject.end,
        None => clause.antecedent(tagged)? + 1,
    };
    let verb = clause.verb?;
    let after = (verb + 1..mention.tokens.start).find(|at| tagged.tag(*at) != Tag::Adverb);
    let object = after.is_some_and(|at| {
        matches!(
            tagged.tag(at),
            Tag::Determiner | Tag::Noun { .. } | Tag::Name | Tag::Adjective | Tag::Pronoun
        )
    });
    let dated = clause.head.is_some() && tagged.tag(verb) == Tag::Auxiliary;
    tagged.names.last_before(end).filter(|_| !object || dated).map(|(name, _)| name)
}

/// So many tokens before a place its preposition can stand.
const PLACE_REACH: usize = 4;
/// So many tokens before a place the verb can stand that says who told it there.
const TELLER_REACH: usize = 8;

/// Whose age the figure is, if it stands beside the name: "Ann Lee, 47,", "Ann Lee, the 47-year-old owner",
/// "the 47-year-old Ann Lee", "At 47, Ann Lee"; or goes on about whom the sentence before names: "The
/// 47-year-old was fined".
fn aged(tagged: &Tagged<'_>, clause: &Clause, mention: &Mention) -> Option<Participant> {
    let (start, end) = (mention.tokens.start, mention.tokens.end);
    if mention.kind != Kind::Age {
        return None;
    }
    let is = |at: &usize, tag: Tag| tagged.tag(*at) == tag;
    let article = start.checked_sub(1).filter(|at| is(at, Tag::Determiner));
    let comma = article.unwrap_or(start).checked_sub(1).filter(|at| is(at, Tag::Comma));
    let before = comma.and_then(|c| tagged.names.last_before(c)).map(|(name, _)| name);
    let at = start == tagged.start + 1 && tagged.text(tagged.start) == "At";
    let small = |i: &usize| matches!(tagged.tag(*i), Tag::Noun { .. } | Tag::Adjective);
    let first = (end..clause.tokens.end).find(|i| !small(i)).unwrap_or(end);
    let last = if at { clause.tokens.end } else { first + 1 };
    let after = || tagged.names.between(first, last).first().map(|(name, _)| *name);
    let name = before.or_else(after).filter(|name| !tagged.names.is_place(name));
    let alone = article == Some(tagged.start) && first == end;
    let named = name.map(ToOwned::to_owned);
    let goes_on = || named_before(tagged, clause, mention, Some(start)).map(|p| p.name);
    let name = named.or_else(|| alone.then(goes_on).flatten())?;
    Some(Participant { name, tie: Tie::Phrase, place: false })
}

fn is_possessive_pronoun(word: &str) -> bool {
    matches!(word, "its" | "Its" | "his" | "His" | "her" | "Her")
}

/// So many sentences before may go on about whom the first of them names.
const GOES_ON: usize = 3;

/// Whom "it", "she", "its" or "the firm" means: the first name of the sentence before that no
/// preposition leads to. A sentence that begins with a pronoun itself goes on about the one before.
fn named_before(
    tagged: &Tagged<'_>,
    clause: &Clause,
    mention: &Mention,
    its: Option<usize>,
) -> Option<Participant> {
    let doc = tagged.doc;
    let means = |word: &str| {
        matches!(word, "it" | "It" | "he" | "He" | "she" | "She") || is_possessive_pronoun(word)
    };
    let subject = clause.subject.as_ref().filter(|_| !clause.is_subject);
    let at = its
        .or_else(|| subject.and_then(|s| s.end.checked_sub(1)))
        .or_else(|| clause.antecedent(tagged))?;
    let organisation = tagged.rules.marks.organisation;
    let lemma = crate::grammar::noun_lemma(doc, tagged.rules, at).1;
    let the = at.checked_sub(1).is_some_and(|b| matches!(tagged.text(b), "the" | "The"));
    let aged = mention.kind == Kind::Age && at == mention.tokens.start;
    let body = aged || tagged.rules.words.in_class(lemma, organisation);
    if !(means(tagged.text(at)) || the && body) {
        return None;
    }
    let led = |at: usize| {
        at.checked_sub(1).is_some_and(|b| tagged.rules.words.is(tagged.sym(b), Class::Preposition))
    };
    for back in 1..=GOES_ON {
        let before = doc.sentences.get(mention.sentence.checked_sub(back)?)?.range();
        let names = tagged.names.between(before.start, before.end);
        let mut own = names.into_iter().filter(|(n, _)| !tagged.names.is_place(n));
        if let Some((name, _)) = own.find(|(_, at)| !led(*at)) {
            return Some(Participant { name: name.to_owned(), tie: Tie::Sentence, place: false });
        }
        if !means(tagged.text(before.start)) {
            return None;
        }
    }
    None
}

/// So many tokens before what somebody is said to be its verb can stand, and before that who it is.
const SUBJECT_REACH: usize = 16;

/// The words of whom or what a relative clause tells by a noun: "*Harrow Lane* is a sitcom that ran for seven series".
fn described(tagged: &Tagged<'_>, clause: &Clause) -> Range<usize> {
    let noun = clause.antecedent(tagged).filter(|at| matches!(tagged.tag(*at), Tag::Noun { .. }));
    let small = |at: &usize| {
        !matches!(tagged.tag(*at), Tag::Verb | Tag::Modal | Tag::Break | Tag::Preposition)
    };
    let is = noun.and_then(|noun| {
        let mut before = (tagged.start..noun).rev().take(SUBJECT_REACH).take_while(small);
        before.find(|at| matches!(tagged.text(*at), "is" | "was" | "are" | "were"))
    });
    is.map_or(0..0, |is| tagged.start.max(is.saturating_sub(SUBJECT_REACH))..is)
}

/// Names in the figure's phrase, its clause and its sentence; where its clause names nobody, those
/// that the document is about.
fn participants(
    tagged: &Tagged<'_>,
    clause: &Clause,
    mention: &Mention,
    (profile, teller): (&Profile, Option<Span>),
) -> Vec<Participant> {
    if let Some(person) = aged(tagged, clause, mention) {
        return vec![person];
    }
    let mut found: Vec<Participant> = Vec::new();
    let range = tagged.doc.sentences.get(mention.sentence).map(crate::text::Sentence::range);
    let sentence = range.unwrap_or_default();
    let phrase = clause.phrase.clone();
    // "The reading came from the Tremor Centre, which said the quake hit at 4.25 am": who says it takes no part.
    let says = tagged.tag(clause.tokens.start) == Tag::Verb && tagged.says(clause.tokens.start);
    let about = clause.antecedent(tagged).filter(|_| !says).map_or(0..0, |at| at..at + 1);
    let ranges = [
        (Tie::Phrase, phrase),
        (Tie::Clause, clause.tokens.clone()),
        (Tie::Clause, about),
        (Tie::Clause, described(tagged, clause)),
        (Tie::Sentence, sentence),
    ];
    for (tie, tokens) in ranges {
        if tie == Tie::Sentence && found.is_empty() {
            break;
        }
        for (name, at) in tagged.names.between(tokens.start, tokens.end) {
            // Who says it takes no part in it.
            let tells = teller.is_some_and(|t| t.contains(tagged.doc.tokens[at].span));
            if tells || tagged.is_told(at) || tagged.names.is_doubtful(name) {
                continue;
            }
            if found.iter().all(|p| p.name != name) {
                let place = tagged.names.is_place(name);
                found.push(Participant { name: name.to_owned(), tie, place });
            }
        }
    }
    let its =
        mention.tokens.start.checked_sub(1).filter(|&b| is_possessive_pronoun(tagged.text(b)));
    if found.is_empty() || its.is_some() {
        let owner = named_before(tagged, clause, mention, its);
        found.extend(owner.filter(|o| found.iter().all(|p| p.name != o.name)));
    }
    let titled = tagged.doc.sentences.get(mention.sentence).and_then(|s| tagged.doc.block_of(s));
    let headline = titled.is_some_and(|b| b.kind == BlockKind::Title);
    if found.is_empty() || headline {
        for name in &profile.topic {
            if found.iter().all(|p| p.name != *name) {
                let place = tagged.names.is_place(name);
                found.push(Participant { name: name.clone(), tie: Tie::Topic, place });
            }
        }
    }
    found
}
