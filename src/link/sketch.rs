//! What is compared of a claim, prepared once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::evidence::is_telling;
use super::glossary::{Glossary, NameId, Page, Word, canonical};
use super::issued::month_and_day;
use super::speakers::Figure;
use crate::claim::{Claim, Governor, Governs, Kind, Tie};
use crate::compare::{Verdict, compare};
use crate::id::{ClaimId, MeasureId, Sym};
use crate::ledger::Ledger;
use crate::rules::Rules;
use crate::text::BlockKind;
use crate::value::{Bound, Quantity};

/// A claim as the linker sees it.
#[allow(clippy::struct_excessive_bools)] // each is a fact of the claim by itself
pub(super) struct Sketch<'a> {
    /// Which claim it is.
    pub id: ClaimId,
    /// The claim.
    pub claim: &'a Claim,
    /// All claims of its sentence, itself among them.
    pub sentence: &'a [Claim],
    /// Whether it counts something, as a fraction and "a magnitude 6.1 quake" do not.
    pub counts: bool,
    /// Whether it is no whole number.
    pub is_broken: bool,
    /// The noun that is counted.
    pub counted: Option<Counted<'a>>,
    /// Words that say what the figure is about: counted, modified, before "of", label, subject.
    pub heads: Vec<Word<'a>>,
    /// Of these, if it is a date or a time, those that say to what it happened: not "crash", said of the day of a
    /// crash.
    pub struck: Vec<Word<'a>>,
    /// The governing verb.
    pub verb: Option<Word<'a>>,
    /// Names in the figure's own phrase that are no places.
    pub phrase_actors: Vec<NameId>,
    /// Names in the phrase and the clause.
    pub clause: Vec<NameId>,
    /// All names, those of the document's topic included.
    pub all: Vec<NameId>,
    /// Names in the clause that are no places.
    pub actors: Vec<NameId>,
    /// To whom or what it happened.
    pub undergoer: Option<NameId>,
    /// The place that it is limited to.
    pub place: Option<NameId>,
    /// The words of its clause that carry meaning.
    pub context: Context<'a>,
    /// Its document.
    pub page: &'a Page,
    /// Whether its document gives no other figure for its measure.
    pub only: bool,
    /// Whether few other figures would be the same by chance.
    pub telling: bool,
    /// Whether its document gives this figure once.
    pub single: bool,
    /// Whether it stands in the headline.
    pub title: bool,
    /// The latest year that the document names, that of its publication among them.
    pub latest: Option<i16>,
    /// Month and day of the document's date line.
    pub dateline: Option<(i16, i16)>,
}

impl<'a> Sketch<'a> {
    /// Prepares a claim.
    pub(super) fn of(
        id: ClaimId,
        ledger: &'a Ledger,
        glossary: &'a Glossary<'a>,
        rules: &'a Rules,
    ) -> Option<Self> {
        let claim = ledger.claim(id)?;
        let doc = ledger.document(claim.doc)?;
        let page = glossary.pages.get(&claim.doc)?;
        let vague = |sym| rules.words.in_class(sym, rules.marks.vague_noun);
        let one = |g: &'a Governor| glossary.word(canonical(g, rules));
        let says = |how: Governs| !matches!(how, Governs::Verb | Governs::Near);
        let governors = &claim.frame.governors;
        let names = |tie: Tie, place: bool| {
            let near = claim.frame.participants.iter().filter(move |p| p.tie <= tie);
            let wanted = near.filter(|p| place || !p.place);
            wanted.filter_map(|p| glossary.id(&p.name)).collect::<Vec<_>>()
        };
        // The "old" of "52-year-old" is part of the figure.
        let inside = |g: &Governor| claim.mention.span.contains(g.span);
        let told = governors.iter().filter(|g| says(g.how) && !vague(g.sym) && !inside(g));
        let mut heads: Vec<Word<'a>> = told.clone().filter_map(one).collect();
        heads.sort_unstable_by_key(|word| word.number);
        let profile = ledger.profiles.get(claim.doc.index());
        let latest = profile.and_then(|p| p.latest.max(p.published.iter().copied().max()));
        let dateline = profile.and_then(|p| month_and_day(p.dateline.as_deref()?));
        let block = doc.sentences.get(claim.mention.sentence).and_then(|s| doc.block_of(s));
        Some(Self {
            id,
            claim,
            sentence: ledger.sentence(claim),
            counts: counts(claim, rules),
            is_broken: is_broken(claim),
            counted: claim
                .counted()
                .filter(|g| !vague(g.sym))
                .and_then(|g| Some(Counted::of(g, one(g)?, claim.frame.measure, rules))),
            heads,
            struck: told.filter(|g| befalls(g, claim, rules)).filter_map(one).collect(),
            // A particle comes before its verb.
            verb: governors.iter().rfind(|g| g.how == Governs::Verb).and_then(one),
            phrase_actors: names(Tie::Phrase, false),
            clause: names(Tie::Clause, true),
            all: names(Tie::Topic, true),
            actors: names(Tie::Clause, false),
            undergoer: claim.frame.undergoer.as_deref().and_then(|name| glossary.id(name)),
            place: claim.frame.place.as_deref().and_then(|p| glossary.id(p)),
            context: Context::of(&claim.frame.context, glossary),
            page,
            only: false,
            single: false,
            title: block.is_some_and(|b| b.kind == BlockKind::Title),
            telling: is_telling(&claim.mention.value)
                && !glossary.common.contains(&Figure::of(&claim.mention.value)),
            latest,
            dateline,
        })
    }
}

/// What a figure counts.
#[allow(clippy::struct_excessive_bools)] // each is a class that the noun is in or not
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'a> {
    /// Its noun.
    pub sym: Sym,
    /// One word for all words of its meaning.
    pub word: Word<'a>,
    /// Whether it is people, or the jobs that they hold.
    pub held: bool,
    /// Whether it is people of no particular kind.
    pub anybody: bool,
    /// Whether it is people who are a part of all.
    pub some_people: bool,
    /// Whether the noun is a word for the figure's measure: "four deaths", "22 constituencies".
    pub is_measure: bool,
    /// The class of people, vehicles, animals or buildings, if it is one of them: no word for one sort means another.
    pub sort: Option<Sym>,
    /// Whether a hyphen makes it part of another noun, which has so many in all: "an 81-seat assembly".
    pub joined: bool,
}

impl<'a> Counted<'a> {
    fn of(governor: &Governor, word: Word<'a>, measure: Option<MeasureId>, rules: &Rules) -> Self {
        let (words, marks, sym) = (&rules.words, &rules.marks, governor.sym);
        let is_job = words.same(sym, marks.job) || words.is_kind_of(sym, marks.job);
        let held = is_job || words.in_class(sym, marks.person);
        let sorts = [marks.vehicle, marks.animal, marks.building];
        let thing = sorts.into_iter().find(|class| words.in_class(sym, *class));
        Self {
            sym,
            word,
            held,
            sort: if held { Some(marks.person) } else { thing },
            anybody: words.in_class(sym, marks.anybody),
            some_people: words.in_class(sym, marks.some_people),
            is_measure: rules
                .measures
                .ending_in(words, sym)
                .iter()
                .any(|(before, id)| before.is_empty() && Some(*id) == measure),
            joined: governor.before.contains(&marks.hyphenated),
        }
    }
}

/// Whether a governor of a date or a time says to what it happened: it is by itself no word for the measure.
fn befalls(governor: &Governor, claim: &Claim, rules: &Rules) -> bool {
    let phrases = rules.measures.ending_in(&rules.words, governor.sym);
    let itself = |(before, id): &(Vec<Sym>, MeasureId)| {
        before.is_empty() && Some(*id) == claim.frame.measure
    };
    claim.mention.kind.is_point() && !phrases.iter().any(itself)
}

/// Whether a figure counts something: neither a measure of another kind nor a fraction does.
fn counts(claim: &Claim, rules: &Rules) -> bool {
    let measure = claim.frame.measure.and_then(|m| rules.measures.get(m));
    matches!(claim.mention.kind, Kind::Count | Kind::Number)
        && measure.is_none_or(|m| m.kinds.iter().any(|k| k == "count"))
        && !is_broken(claim)
}

/// Whether a figure is told with decimals, so that it counts nothing.
fn is_broken(claim: &Claim) -> bool {
    claim.mention.value.quantity().is_some_and(Quantity::has_fraction)
}

impl<'a> Sketch<'a> {
    /// Which part of all people its figure counts, if it does not count all.
    pub(super) fn part(&self) -> Option<Word<'a>> {
        self.counted.filter(|counted| counted.some_people).map(|counted| counted.word)
    }

    /// The names in its clause, or if there are none those of its document's topic.
    pub(super) fn told_of(&self) -> &[NameId] {
        if self.clause.is_empty() { &self.all } else { &self.clause }
    }

    /// The year before the latest that its article names which it dates.
    pub(super) fn past(&self) -> Option<i16> {
        let moment = self.claim.mention.value.moment().filter(|m| m.bound == Bound::Within)?;
        moment.year().filter(|y| Some(*y) < self.latest)
    }
}

/// The words of a clause that carry meaning, with what each is worth in its story.
pub(super) struct Context<'a> {
    /// By number.
    pub words: Vec<Word<'a>>,
    /// What they are worth together.
    pub total: usize,
}

impl<'a> Context<'a> {
    fn of(context: &'a [Arc<str>], glossary: &Glossary<'a>) -> Self {
        let words: Vec<_> = context.iter().filter_map(|word| glossary.word(word)).collect();
        Self { total: words.iter().map(|w| w.worth).sum(), words }
    }

    /// What the words are worth that two contexts have in common.
    pub(super) fn common(&self, other: &Self) -> usize {
        let mut worth = 0;
        self.each_shared(other, |word| worth += word.worth);
        worth
    }

    /// The first words, by the alphabet, that two contexts have in common.
    pub(super) fn shared(&self, other: &Self, most: usize) -> Vec<&'a str> {
        let mut shared = Vec::new();
        self.each_shared(other, |word| shared.push(word.text));
        shared.truncate(most);
        shared
    }

    /// Both are ordered by number: the one that is behind goes on.
    fn each_shared(&self, other: &Self, mut found: impl FnMut(&Word<'a>)) {
        let (mut rest, mut others) = (self.words.as_slice(), other.words.as_slice());
        while let ([word, after @ ..], [another, after_another @ ..]) = (rest, others) {
            if word.number <= another.number {
                rest = after;
            }
            if another.number <= word.number {
                others = after_another;
            }
            if word == another {
                found(word);
            }
        }
    }
}

/// Marks the claims whose document gives their figure once.
pub(super) fn mark_single(sketches: &mut [Sketch<'_>]) {
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    for at in 0..sketches.len() {
        let claim = sketches[at].claim;
        let first = *seen.entry((claim.doc, Figure::of(&claim.mention.value))).or_insert(at);
        sketches[at].single = first == at;
        sketches[first].single &= first == at;
    }
}

/// Marks the claims whose document gives no other figure for their measure.
pub(super) fn mark_only(sketches: &mut [Sketch<'_>], rules: &Rules) {
    let mut told: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, sketch) in sketches.iter().enumerate() {
        if let Some(measure) = sketch.claim.frame.measure {
            told.entry((sketch.claim.doc, measure)).or_default().push(at);
        }
    }
    for places in told.into_values() {
        let value = |at: usize| &sketches[at].claim.mention.value;
        let first = value(places[0]);
        let same = |at: &usize| compare(first, value(*at), rules) == Some(Verdict::Agree);
        if places.iter().all(same) {
            for at in places {
                sketches[at].only = true;
            }
        }
    }
}
