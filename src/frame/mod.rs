//! From mentions to claims: what each figure is about, who says it and with what certainty.
//!
//! Rules instead of a parser: tags, the clause around the figure, its governing verb, its subject.
//! A figure's *governors* are the words that say what it is a figure of, the nearest first; the
//! first of them that a rule of `rules/en/measures.toml` knows gives the measure.

mod clause;
mod governors;
mod measure;
mod names;
mod profile;
mod role;
mod tags;
mod voice;

use std::sync::Arc;

use crate::claim::{Claim, Frame, Mention, Participant, Tie};
use crate::id::DocId;
use crate::ledger::Profile;
use crate::rules::Rules;
use crate::text::{BlockKind, Document, Span};
use clause::Clause;
use names::Names;
use tags::{Tag, Tagged};

/// The claims of a document, in order, and what the document as a whole is about.
pub fn frame(
    id: DocId,
    doc: &Document,
    mentions: &[Mention],
    rules: &Rules,
) -> (Vec<Claim>, Profile) {
    let names = Names::of(doc, rules, mentions);
    let words = profile::content_words(doc, mentions, rules);
    let profile = profile::profile(doc, rules, (&names, &words), mentions);
    let mut claims: Vec<Claim> = Vec::new();
    let mut first = 0;
    while let Some(mention) = mentions.get(first) {
        let sentence = mention.sentence;
        let count = mentions[first..].iter().take_while(|m| m.sentence == sentence).count();
        let live = mentions[first..first + count].iter().any(|m| m.idle.is_none());
        if live {
            let tagged = Tagged::new(doc, rules, &names, sentence, mentions);
            let context = words.get(sentence).cloned().unwrap_or_default();
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
    role::inherit_years(doc, mentions, &mut claims, &profile.published);
    role::link_brackets(doc, rules, &mut claims);
    (claims, profile)
}

fn claim(
    id: DocId,
    tagged: &Tagged<'_>,
    mentions: &[Mention],
    index: usize,
    (profile, context): (&Profile, &Arc<[String]>),
) -> Claim {
    let mention = &mentions[index];
    let doc = tagged.doc;
    let clause = Clause::around(tagged, mention);
    let governors = governors::of(tagged, &clause, mention);
    let voice = voice::of(tagged, &clause, mention);
    let (role, change) = role::of(tagged, &clause, mention, &governors);
    let known = measure::of(tagged.rules, (mention, role), &governors);
    let (scopes, scope_steps) = measure::scopes(tagged, &clause, (mention, known));
    let (years, days) = role::times(tagged, mentions, index, &profile.published);
    let frame = Frame {
        subject: clause.subject_span(tagged),
        participants: participants(tagged, &clause, mention, (profile, voice.attribution)),
        years,
        days,
        place: place(tagged, &clause, profile),
        context: Arc::clone(context),
        nth: (0, 1),
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
/// another one: "In Eastham district, 9 people were hurt".
fn place(tagged: &Tagged<'_>, clause: &Clause, profile: &Profile) -> Option<String> {
    let located = |at: usize| {
        let words = (clause.tokens.start..at).rev().take(PLACE_REACH);
        let mut before =
            words.take_while(|&i| !matches!(tagged.tag(i), Tag::Verb | Tag::Name | Tag::Comma));
        before.any(|i| {
            matches!(tagged.text(i), "in" | "In" | "at" | "At" | "near" | "Near" | "outside")
        })
    };
    let inside = tagged.names.between(clause.tokens.start, clause.tokens.end);
    let own = inside.iter().find(|(name, at)| {
        tagged.names.is_place(name) && located(*at) && !profile.lead.contains(*name)
    });
    own.map(|(name, _)| (*name).to_owned())
}

/// So many tokens before a place its preposition can stand.
const PLACE_REACH: usize = 4;

/// Names in the figure's phrase, its clause and its sentence; where its clause names nobody, those
/// that the document is about.
fn participants(
    tagged: &Tagged<'_>,
    clause: &Clause,
    mention: &Mention,
    (profile, teller): (&Profile, Option<Span>),
) -> Vec<Participant> {
    let mut found: Vec<Participant> = Vec::new();
    let range = tagged.doc.sentences.get(mention.sentence).map(crate::text::Sentence::range);
    let sentence = range.unwrap_or_default();
    let phrase = clause.phrase.clone();
    let ranges =
        [(Tie::Phrase, phrase), (Tie::Clause, clause.tokens.clone()), (Tie::Sentence, sentence)];
    for (tie, tokens) in ranges {
        if tie == Tie::Sentence && found.is_empty() {
            break;
        }
        for (name, at) in tagged.names.between(tokens.start, tokens.end) {
            // Who says it takes no part in it.
            let tells = teller.is_some_and(|t| t.contains(tagged.doc.tokens[at].span));
            if tells || tagged.is_told(at) {
                continue;
            }
            if found.iter().all(|p| p.name != name) {
                let place = tagged.names.is_place(name);
                found.push(Participant { name: name.to_owned(), tie, place });
            }
        }
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
