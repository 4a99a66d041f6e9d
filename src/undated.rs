//! Articles that don't say when they were published: their dates are told from about the days on which
//! others told the same story. "Last year", "in March" and "six years ago" then mean the same in all of
//! them; where those days leave a choice, as "Tuesday" does, the date stays open.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::claim::Claim;
use crate::id::DocId;
use crate::ledger::{Ledger, Profile};
use crate::link::{self, MOST_DAYS_APART};
use crate::rules::Rules;
use crate::threads;
use crate::value::Days;

/// A further article was published at most so many days before or after all of them.
const DAYS_AROUND: i64 = 7;

/// Reads the documents from the `first` on that don't say when they were published anew, as far as
/// others of their stories say so.
pub(crate) fn read_anew(ledger: &mut Ledger, first: usize, rules: &Rules) {
    let dated: Vec<Option<Days>> = ledger.profiles.iter().map(Profile::own_days).collect();
    let undated = |at: &usize| dated[*at].is_none();
    let wanted: Vec<usize> = (first..dated.len()).filter(undated).collect();
    if wanted.is_empty() || dated.iter().all(Option::is_none) {
        return;
    }
    let around = days_of_stories(&link::stories(ledger, rules), &dated);
    let wanted = wanted.into_iter().filter_map(|at| Some((at, (*around.get(at)?)?))).collect();
    let read = threads::map(wanted, |(at, days): (usize, Days)| {
        let doc = &ledger.documents[at];
        let (_, claims, profile) = crate::claims_of(DocId::from_index(at), doc, Some(days), rules);
        (at, (claims, profile))
    });
    replace(ledger, read.into_iter().collect());
}

/// Puts claims and profiles of documents in the places of those that they had.
fn replace(ledger: &mut Ledger, mut read: BTreeMap<usize, (Vec<Claim>, Profile)>) {
    if read.is_empty() {
        return;
    }
    ledger.claims.retain(|claim| !read.contains_key(&claim.doc.index()));
    for (at, (claims, profile)) in &mut read {
        ledger.claims.append(claims);
        ledger.profiles[*at] = std::mem::take(profile);
    }
    // Each document's own stand in order.
    ledger.claims.sort_by_key(|claim| claim.doc);
}

/// For each document the days about which its story was told.
fn days_of_stories(story_of: &[usize], dated: &[Option<Days>]) -> Vec<Option<Days>> {
    let mut told: BTreeMap<usize, Days> = BTreeMap::new();
    for (story, days) in story_of.iter().zip(dated) {
        let Some(days) = days else { continue };
        let all = told.entry(*story).or_insert(*days);
        (all.lo, all.hi) = (all.lo.min(days.lo), all.hi.max(days.hi));
    }
    story_of.iter().map(|story| widened(*told.get(story)?)).collect()
}

/// Some days with those around them on which a further article may have been published.
fn widened(days: Days) -> Option<Days> {
    let (lo, hi): (Date, Date) = (days.lo?, days.hi?);
    let apart = lo.until(hi).ok()?.get_days();
    let around = DAYS_AROUND.days();
    let wide = || Some(Days::new(lo.checked_sub(around).ok()?, hi.checked_add(around).ok()?));
    (apart <= MOST_DAYS_APART).then(wide)?
}

#[cfg(test)]
mod tests {
    use crate::claim::Claim;
    use crate::rules::Rules;
    use crate::text::Source;

    const WIRE: &str = "Northport bridge opens\n\nNORTHPORT, March 4, 2024 (Wire) - The bridge in \
                        Northport was opened by Mayor Ann Lee on Monday. The old bridge fell in 2018.";

    /// The dates of an undated article, beside the wire report of [`WIRE`].
    fn dates(text: &str) -> Vec<String> {
        let rules = Rules::built_in().unwrap();
        let sources = vec![Source::plain("a", WIRE), Source::plain("b", text)];
        let report = crate::reconcile(sources, &rules, crate::compare::Reading::Plain, 1);
        let own = report.ledger.claims.iter().filter(|c| c.doc.index() == 1);
        let edtf = |c: &Claim| c.mention.value.moment().map(|m| m.edtf.clone());
        own.filter_map(edtf).collect()
    }

    #[test]
    fn an_undated_article_is_told_from_the_days_of_its_story() {
        let text = "Bridge in Northport opens\n\nMayor Ann Lee opened the bridge in Northport on \
                    Monday. The old one collapsed six years ago; work began in May last year.";
        assert_eq!(dates(text), ["XXXX-WXX-1", "2018", "2023-05"]);
    }

    #[test]
    fn a_date_line_without_a_year_takes_that_of_its_story() {
        let text = "NORTHPORT, March 5 (Agency) - Mayor Ann Lee opened the bridge in Northport on \
                    Monday. The old bridge fell in 2018.";
        assert_eq!(dates(text), ["2024-03-04", "2018"]);
    }

    #[test]
    fn another_story_tells_nothing_of_when_an_article_was_published() {
        let text =
            "Harvest fails\n\nFarmers near Eastham lost half of their wheat to frost last year.";
        assert_eq!(dates(text), ["XXXX"]);
    }
}
