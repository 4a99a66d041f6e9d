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

/// A phrase that joins a figure to the one before has at most so many words: "as well as".
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
        if let Some((model, step)) = compared_with(doc, rules, before, claim) {
            let (role, change) = (claim.frame.role, claim.frame.change);
            claim.frame.repeat(&model.frame);
            (claim.frame.role, claim.frame.change) = (role, change);
            claim.frame.participants.clone_from(&model.frame.participants);
            claim.mention.trail.push(step);
            continue;
        }
        if let Some(place) = place_behind(doc, names, claim) {
            let model = model(doc, rules, before, (claim, claim.mention.tokens.start));
            let fits =
                |m: &&Claim| claim.frame.measure.is_none_or(|own| m.frame.measure == Some(own));
            if let Some(model) = model.filter(fits) {
                claim.frame.repeat(&model.frame);
                belongs_to(before, claim, place);
            }
            continue;
        }
        if !says_nothing(claim) {
            continue;
        }
        let Some((name, start)) = name_before(doc, rules, names, claim) else { continue };
        let Some(model) = model(doc, rules, before, (claim, start)) else { continue };
        claim.frame.repeat(&model.frame);
        (claim.frame.change, claim.frame.modality) = (model.frame.change, model.frame.modality);
        let place = names.is_place(&name);
        belongs_to(before, claim, Participant { name, tie: Tie::Phrase, place });
    }
}

/// Says whose the figure is, who takes no part in those before it.
fn belongs_to(before: &mut [Claim], claim: &mut Claim, owner: Participant) {
    for earlier in before.iter_mut().rev().take(MOST_LISTED) {
        if earlier.mention.sentence == claim.mention.sentence {
            earlier.frame.participants.retain(|p| p.name != owner.name || p.tie == Tie::Phrase);
        }
    }
    claim.frame.participants = vec![owner];
}

/// The figure that this one, of which nothing else is said, is held against: "claimed *nine* lives, up from
/// five".
fn compared_with<'a>(
    doc: &Document,
    rules: &Rules,
    before: &'a [Claim],
    claim: &Claim,
) -> Option<(&'a Claim, Step)> {
    if !says_nothing(claim) {
        return None;
    }
    let step = led_by(doc, rules, claim, Joint::Compared)?;
    let figure = |c: &&Claim| !c.mention.kind.is_temporal();
    let model = before.iter().rev().take(MOST_LISTED).find(figure)?;
    let told = model.frame.measure.is_some() || model.counted().is_some();
    let between = model.mention.tokens.end..claim.mention.tokens.start;
    let alike = are_of_one_unit(model, claim) && told && !acts(doc, rules, model, between);
    alike.then_some((model, step))
}

/// The place right behind a figure that stands for its clause: "14 people died in Northport and *four in
/// Eastham*".
fn place_behind(doc: &Document, names: &Names, claim: &Claim) -> Option<Participant> {
    let at = claim.mention.tokens.end;
    let led = matches!(doc.token_text(at), "in" | "at" | "near" | "outside" | "from" | "on");
    let end = doc.sentences.get(claim.mention.sentence)?.range().end;
    let article = usize::from(doc.token_text(at + 1) == "the");
    let first = at + 1 + article;
    let bare = claim.mention.kind == Kind::Number && claim.counted().is_none();
    let (name, _) = *names.between(first, end.min(first + 1)).first().filter(|_| bare && led)?;
    let place = names.is_place(name);
    Some(Participant { name: name.to_owned(), tie: Tie::Phrase, place })
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
    let step = led_by(doc, rules, claim, Joint::More)?;
    let model = before.last().filter(|c| c.mention.sentence == claim.mention.sentence)?;
    let measure = rules.measures.get(model.frame.measure.filter(|_| model.counted().is_some())?)?;
    let fits = measure.counts.is_empty()
        || measure.counts.iter().any(|class| rules.words.in_class(counted.sym, *class));
    model.frame.measure.filter(|_| fits).map(|measure| (measure, step))
}

/// The rule of the phrase right before the figure that joins it to one before.
fn led_by(doc: &Document, rules: &Rules, claim: &Claim, joint: Joint) -> Option<Step> {
    let start = claim.mention.tokens.start;
    let leads = |at: usize| {
        let mut hits = rules.lexicon.at(doc, at, start, kinds::JOINT);
        let hit = hits.find(|h| h.end == start && h.sense == Sense::Joint(joint))?;
        let span = doc.tokens[at].span.cover(doc.tokens[start - 1].span);
        Some(Step { rule: hit.rule, span })
    };
    (start.saturating_sub(MORE)..start).find_map(leads)
}

/// Whether two figures count, or are of one kind and unit, and stand in one sentence.
fn are_of_one_unit(model: &Claim, claim: &Claim) -> bool {
    let unit = |c: &Claim| c.mention.value.quantity().map(|q| q.unit);
    let kind = model.mention.kind == claim.mention.kind
        || matches!((model.mention.kind, claim.mention.kind), (Kind::Count, Kind::Number));
    kind && unit(model) == unit(claim) && model.mention.sentence == claim.mention.sentence
}

/// Whether a verb stands between two figures that does not govern the first: the other has one of its own.
fn acts(doc: &Document, rules: &Rules, model: &Claim, mut between: std::ops::Range<usize>) -> bool {
    let own = |at: usize| model.frame.governors.iter().any(|g| g.span == doc.tokens[at].span);
    let verb = |at: usize| {
        let readings = rules.words.readings(doc.tokens[at].sym).iter();
        readings
            .into_iter()
            .any(|r| matches!(r.class, Class::Verb | Class::Auxiliary | Class::Modal))
    };
    // "the worst-hit town"
    let glued = |at: usize| doc.tokens[at - 1].sym == rules.marks.hyphen;
    between.any(|at| {
        doc.token_text(at).starts_with(char::is_lowercase) && verb(at) && !own(at) && !glued(at)
    })
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
    let joint = start.checked_sub(1)?;
    let joins = matches!(doc.token_text(joint), "," | "and" | "to" | "against" | "by");
    let model = before.iter().rev().take(MOST_LISTED).find(|c| are_of_one_unit(c, claim))?;
    let told = model.frame.measure.is_some() || model.counted().is_some();
    let acts = acts(doc, rules, model, model.mention.tokens.end..start);
    (joins && told && !acts).then_some(model)
}
