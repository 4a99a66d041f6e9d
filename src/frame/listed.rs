//! Figures in a list that leaves out what the first one has said: "Civic Renewal has 33 seats, Homeland
//! Union 27 and the Greens eight".

use super::names::Names;
use crate::claim::{Claim, Kind, Participant, Tie};
use crate::id::MeasureId;
use crate::rules::{Class, Joint, Rules, Sense, kinds};
use crate::text::Document;
use crate::trail::Step;

/// So many tokens may stand between a name and its figure: "the Greens *on* 9%".
const LINK: usize = 2;
/// So many figures back the one that says all can stand.
const MOST_LISTED: usize = 12;

/// A phrase that adds a figure to the one before has at most so many words: "as well as".
const MORE: usize = 3;

/// Gives each figure of such a list the frame of the first and the name before it.
pub(super) fn complete(doc: &Document, rules: &Rules, names: &Names, claims: &mut [Claim]) {
    for at in 1..claims.len() {
        let (before, rest) = claims.split_at_mut(at);
        let Some(claim) = rest.first_mut() else { return };
        if let Some((measure, step)) = measure_of_more(doc, rules, before, claim) {
            claim.frame.measure = Some(measure);
            claim.mention.trail.push(step);
        }
        if !says_nothing(claim) {
            continue;
        }
        let Some((name, start)) = name_before(doc, rules, names, claim) else { continue };
        let Some(model) = model(doc, rules, before, (claim, start)) else { continue };
        claim.frame.repeat(&model.frame);
        (claim.frame.change, claim.frame.modality) = (model.frame.change, model.frame.modality);
        // Whose the figure is takes no part in those before it.
        for earlier in before.iter_mut().rev().take(MOST_LISTED) {
            if earlier.mention.sentence == claim.mention.sentence {
                earlier.frame.participants.retain(|p| p.name != name || p.tie == Tie::Phrase);
            }
        }
        let place = names.is_place(&name);
        claim.frame.participants = vec![Participant { name, tie: Tie::Phrase, place }];
    }
}

/// The measure of the figure that this one is added to: "40 houses were damaged, *as well as* seven
/// bridges".
fn measure_of_more(
    doc: &Document,
    rules: &Rules,
    before: &[Claim],
    claim: &Claim,
) -> Option<(MeasureId, Step)> {
    let counted = claim.counted().filter(|_| claim.frame.measure.is_none())?;
    let start = claim.mention.tokens.start;
    let adds = |at: usize| {
        let mut hits = rules.lexicon.at(doc, at, start, kinds::JOINT);
        let more = hits.find(|h| h.end == start && h.sense == Sense::Joint(Joint::More))?;
        let span = doc.tokens[at].span.cover(doc.tokens[start - 1].span);
        Some(Step { rule: more.rule, span })
    };
    let step = (start.saturating_sub(MORE)..start).find_map(adds)?;
    let model = before.last().filter(|c| c.mention.sentence == claim.mention.sentence)?;
    let measure = rules.measures.get(model.frame.measure.filter(|_| model.counted().is_some())?)?;
    let fits = measure.counts.is_empty()
        || measure.counts.iter().any(|class| rules.words.in_class(counted.sym, *class));
    model.frame.measure.filter(|_| fits).map(|measure| (measure, step))
}

/// Whether nothing near the figure says what it is a figure of.
fn says_nothing(claim: &Claim) -> bool {
    let kind = matches!(claim.mention.kind, Kind::Number | Kind::Percent | Kind::Money);
    kind && claim.frame.measure.is_none() && claim.counted().is_none()
}

/// The name right before the figure, and its first token.
fn name_before(
    doc: &Document,
    rules: &Rules,
    names: &Names,
    claim: &Claim,
) -> Option<(String, usize)> {
    let start = claim.mention.tokens.start;
    let first = doc.sentences.get(claim.mention.sentence)?.range().start;
    let links =
        |at: &usize| matches!(doc.token_text(*at), "on" | "with" | "at" | "'s" | "’s" | "'" | "’");
    let last =
        (first..start).rev().take(LINK).find(|at| !links(at)).filter(|&at| names.holds(at))?;
    let (name, own) = names.last_before(last + 1)?;
    // "Farmers' Alliance"
    let possessive = |at: usize| matches!(doc.token_text(at), "'s" | "’s" | "'" | "’");
    let owner = own.checked_sub(1).filter(|&p| possessive(p)).and_then(|p| names.last_before(p));
    let from = owner.map_or(own, |(_, start)| start);
    let article =
        from.checked_sub(1).filter(|&a| rules.words.is(doc.tokens[a].sym, Class::Determiner));
    Some((name.to_owned(), article.unwrap_or(from)))
}

/// The first figure of the list: of the same kind and unit, in the same sentence, with nothing but names,
/// figures and what joins them in between.
fn model<'a>(
    doc: &Document,
    rules: &Rules,
    before: &'a [Claim],
    (claim, start): (&Claim, usize),
) -> Option<&'a Claim> {
    let unit = |c: &Claim| c.mention.value.quantity().map(|q| q.unit);
    let joint = start.checked_sub(1)?;
    let joins = matches!(doc.token_text(joint), "," | "and" | "to" | "against" | "by");
    let same = |c: &&Claim| {
        let kind = c.mention.kind == claim.mention.kind
            || matches!((c.mention.kind, claim.mention.kind), (Kind::Count, Kind::Number));
        kind && unit(c) == unit(claim) && c.mention.sentence == claim.mention.sentence
    };
    let model = before.iter().rev().take(MOST_LISTED).find(same)?;
    let told = model.frame.measure.is_some() || model.counted().is_some();
    let verb = |at: usize| {
        let token = &doc.tokens[at];
        let lower = doc.token_text(at).starts_with(char::is_lowercase);
        let readings = rules.words.readings(token.sym);
        lower
            && readings
                .iter()
                .any(|r| matches!(r.class, Class::Verb | Class::Auxiliary | Class::Modal))
    };
    let between = model.mention.tokens.end..start;
    (joins && told && !between.into_iter().any(verb)).then_some(model)
}
