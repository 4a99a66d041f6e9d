//! Earlier events that several stories recall: articles on two quakes both tell how many the tsunami
//! of 2004 killed. Where nobody has said which articles belong together, that is one fact.

use std::collections::BTreeMap;

use super::cluster::Block;
use super::evidence::{Link, Weigher};
use super::glossary::Glossary;
use super::sketch::Sketch;
use super::{Fact, Part, sketches};
use crate::claim::YEAR_OF_ARTICLE;
use crate::compare::Verdict;
use crate::id::ClaimId;
use crate::ledger::Ledger;
use crate::rules::Rules;
use crate::text::Source;
use crate::threads;
use crate::value::Moment;

/// Links between claims of different stories that tell of one year and do not disagree, the strongest
/// first.
pub(super) fn links(ledger: &Ledger, story_of: &[usize], rules: &Rules) -> Vec<Link> {
    let pool = pool(ledger);
    let story = |id: ClaimId| Some(*story_of.get(ledger.claim(id)?.doc.index())?);
    let first = pool.claims.first().and_then(|id| story(*id));
    if pool.claims.iter().all(|id| story(*id) == first) {
        return Vec::new();
    }
    let glossary = pool.glossary(ledger, rules);
    let found = threads::map(pool.blocks(ledger, rules), |ids| {
        let sketches = sketches(ids, ledger, &glossary, rules);
        let weigher = Weigher::of(&glossary, rules);
        let facts = Block::of(&sketches, &weigher, &glossary).facts(&|_| true);
        let mut links: Vec<Link> = facts.into_iter().flat_map(|(_, links)| links).collect();
        links.retain(|link| {
            let both = find(&sketches, link.a).zip(find(&sketches, link.b));
            story(link.a) != story(link.b)
                && link.verdict.is_some_and(|v| !v.is_disputed())
                && both.is_some_and(|(a, b)| tell_of_one_event(a, b, &glossary))
        });
        links
    });
    let mut links: Vec<Link> = found.into_iter().flatten().collect();
    links.sort_by_key(|link| (std::cmp::Reverse(link.score), link.a, link.b));
    links
}

/// The sketch of a claim among some that are ordered by theirs.
fn find<'s, 'a>(sketches: &'s [Sketch<'a>], id: ClaimId) -> Option<&'s Sketch<'a>> {
    sketches.binary_search_by_key(&id, |s| s.id).ok().and_then(|at| sketches.get(at))
}

/// All claims that name an earlier year, of articles that belong to no story by name.
fn pool(ledger: &Ledger) -> Part {
    let ids = ledger.claim_ids().filter(|id| recalls(ledger, *id));
    Part::of(ids.collect(), ledger)
}

/// What speaks for and against one fact for two claims of different stories, in words, if they may be
/// one at all.
pub(super) fn told(ledger: &Ledger, a: ClaimId, b: ClaimId, rules: &Rules) -> Option<Link> {
    let part =
        [a, b].iter().all(|id| recalls(ledger, *id)).then(|| Part::of(vec![a, b], ledger))?;
    let one = part.blocks(ledger, rules).len() == 1;
    let glossary = one.then(|| part.glossary(ledger, rules))?;
    let sketches = sketches(part.claims, ledger, &glossary, rules);
    let [x, y] = sketches.as_slice() else { return None };
    Some(Weigher::of(&glossary, rules).told(x, y))
}

/// Whether a claim is set in a year that is not its article's own, or names one, and the article
/// belongs to no story by name.
fn recalls(ledger: &Ledger, id: ClaimId) -> bool {
    let Some(claim) = ledger.claim(id) else { return false };
    let free = |source: &Source| source.story.is_none() && (source.draft || source.testifies());
    let published = ledger.profiles.get(claim.doc.index()).map_or(&[][..], |p| &p.published);
    let named = claim.mention.value.moment().and_then(Moment::year);
    let told = claim.frame.years.iter().any(|year| *year > YEAR_OF_ARTICLE)
        || named.is_some_and(|year| !published.contains(&year));
    told && ledger.document(claim.doc).is_some_and(|doc| free(&doc.source))
}

/// Sentences that tell of one event share so many of their words, in percent of what those of the
/// shorter one are worth.
const SHARED: usize = 30;
/// One word is shared by chance.
const LEAST_SHARED: usize = 2;

/// Whether both name the same beside their figures, or tell it in the same words.
fn tell_of_one_event(a: &Sketch<'_>, b: &Sketch<'_>, glossary: &Glossary<'_>) -> bool {
    let named = a.clause.iter().any(|x| b.clause.iter().any(|y| glossary.related(*x, *y)));
    let (x, y) = (&a.context, &b.context);
    let words = x.shared(y, LEAST_SHARED).len() == LEAST_SHARED
        && x.common(y) * 100 >= SHARED * x.total.min(y.total);
    words || named
}

/// Makes one fact of those that a link holds together, where no claim of the one disagrees with a claim
/// of the other, and on average they speak for it half as much as a link needs.
pub(super) fn join(
    facts: Vec<Fact>,
    links: Vec<Link>,
    ledger: &Ledger,
    rules: &Rules,
) -> Vec<Fact> {
    let mut fact_of: BTreeMap<ClaimId, usize> = BTreeMap::new();
    for (at, fact) in facts.iter().enumerate() {
        fact_of.extend(fact.claims.iter().map(|id| (*id, at)));
    }
    let mut facts: Vec<Option<Fact>> = facts.into_iter().map(Some).collect();
    // Two facts that may not be one are asked again when one of them has grown.
    let mut refused: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    for link in links {
        let (Some(&x), Some(&y)) = (fact_of.get(&link.a), fact_of.get(&link.b)) else { continue };
        let (to, from) = (x.min(y), x.max(y));
        if to != from {
            let Some((a, b)) = facts[to].as_ref().zip(facts[from].as_ref()) else { continue };
            let sizes = (a.claims.len(), b.claims.len());
            if refused.get(&(to, from)) == Some(&sizes) || !may_be_one(a, b, ledger, rules) {
                refused.insert((to, from), sizes);
                continue;
            }
            let Some(moved) = facts[from].take() else { continue };
            fact_of.extend(moved.claims.iter().map(|id| (*id, to)));
            if let Some(fact) = &mut facts[to] {
                fact.take_in(moved);
            }
        }
        if let Some(fact) = &mut facts[to] {
            fact.links.push(link);
        }
    }
    facts.into_iter().flatten().collect()
}

/// Of each of two facts so many claims are weighed, at even distances.
const MOST_WEIGHED: usize = 16;

fn may_be_one(a: &Fact, b: &Fact, ledger: &Ledger, rules: &Rules) -> bool {
    let some = |fact: &Fact| -> Vec<ClaimId> {
        let step = fact.claims.len().div_ceil(MOST_WEIGHED).max(1);
        fact.claims.iter().copied().step_by(step).collect()
    };
    let (a, b) = (some(a), some(b));
    let part = Part::of([a.as_slice(), &b].concat(), ledger);
    let glossary = part.glossary(ledger, rules);
    let sketches = sketches(part.claims, ledger, &glossary, rules);
    let weigher = Weigher::of(&glossary, rules);
    let (own, others) = sketches.split_at(a.len());
    let mut all = 0;
    for (one, other) in own.iter().flat_map(|one| others.iter().map(move |other| (one, other))) {
        let link = weigher.weighed(one, other);
        if link.forbidden || link.verdict.is_some_and(Verdict::is_disputed) {
            return false;
        }
        all += i64::from(link.score);
    }
    let pairs = i64::try_from(own.len() * others.len()).unwrap_or(i64::MAX);
    all * 2 >= i64::from(weigher.link) * pairs
}

#[cfg(test)]
mod tests {
    use crate::compare::Reading;
    use crate::rules::Rules;
    use crate::text::Source;

    const ARTICLES: [(&str, &str); 2] = [
        (
            "quake",
            "Quake in Northport kills 11\n\nAn earthquake struck Northport on Monday and killed 11 \
             people. Houses fell in Milford and Eastham.\n\nIn 2004 a tsunami killed 230,000 people \
             in Aceh.",
        ),
        (
            "storm",
            "Storm hits Southam\n\nA storm hit Southam and Westquay and drowned 40 sheep. The \
             harbour is closed.\n\nThe 2004 tsunami in Aceh killed more than 230,000 people.",
        ),
    ];

    /// The quotes of the facts that more than one article tells.
    fn shared(stories: [Option<&str>; 2]) -> Vec<Vec<String>> {
        let rules = Rules::built_in().unwrap();
        let source = |((name, text), story): ((&str, &str), Option<&str>)| Source {
            story: story.map(str::to_owned),
            ..Source::plain(name, text)
        };
        let sources = ARTICLES.into_iter().zip(stories).map(source).collect();
        let report = crate::reconcile(sources, &rules, Reading::Plain, 1);
        let ledger = &report.ledger;
        let quote = |id: &crate::id::ClaimId| {
            let claim = ledger.claim(*id).unwrap();
            ledger.documents[claim.doc.index()].words(claim.mention.span).to_owned()
        };
        let facts = report.facts.iter().filter(|f| f.sources > 1);
        facts.map(|f| f.fact.claims.iter().map(quote).collect()).collect()
    }

    #[test]
    fn an_earlier_event_that_two_stories_recall_is_one() {
        let told = shared([None, None]);
        assert!(
            told.contains(&vec!["230,000".to_owned(), "more than 230,000".to_owned()]),
            "{told:?}"
        );
        assert!(
            told.iter().flatten().all(|q| q.contains("2004") || q.contains("230,000")),
            "{told:?}"
        );
    }

    #[test]
    fn stories_that_have_names_are_never_compared() {
        assert_eq!(shared([Some("quake"), Some("storm")]), Vec::<Vec<String>>::new());
    }
}
