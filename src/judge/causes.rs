//! Why two figures differ: the slips that people make, and reasons that are no slips.

use crate::claim::{Change, Claim, Role};
use crate::compare::{Verdict, compare};
use crate::growth::change;
use crate::ledger::Ledger;
use crate::rules::Rules;
use crate::slip::{Cause, slip};
use crate::value::Clock;

/// Whether the one says that it rose by so much, the other that it fell; or of one figure of one measure, or
/// in the same words, that it rose to it, the other that it fell; or that the same sum was gained and lost.
pub(super) fn opposite(a: &Claim, b: &Claim, rules: &Rules) -> bool {
    let part = |role: Role| {
        let by = |c: &Claim| (c.frame.role == role).then_some(c.frame.change).flatten();
        matches!(
            (by(a), by(b)),
            (Some(Change::Up), Some(Change::Down)) | (Some(Change::Down), Some(Change::Up))
        )
    };
    let same = a.mention.value == b.mention.value;
    let measures = a.frame.measure.zip(b.frame.measure);
    if same && measures.is_some_and(|(x, y)| rules.measures.opposite(x, y)) {
        return true;
    }
    let one = same && (measures.is_some_and(|(x, y)| x == y) || differ_in_the_verb(a, b));
    part(Role::ChangeBy) || one && (part(Role::ChangeTo) || part(Role::Value))
}

/// Whether two sentences are the same but for one word: "Shares rise 103 points", "Shares fall 103 points".
fn differ_in_the_verb(a: &Claim, b: &Claim) -> bool {
    let only = |x: &Claim, y: &Claim| {
        let others = &y.frame.context;
        x.frame.context.iter().filter(|word| others.binary_search(word).is_err()).count()
    };
    a.frame.context.len() >= LEAST_WORDS && only(a, b) <= 1 && only(b, a) <= 1
}

/// Sentences of fewer words are the same by chance.
const LEAST_WORDS: usize = 4;

/// The cause of a disagreement, if one is likely.
pub(super) fn diagnose(ledger: &Ledger, a: &Claim, b: &Claim, rules: &Rules) -> Option<Cause> {
    if is_update(ledger, a, b, rules)
        || tells_as_past(ledger, a, b, rules)
        || tells_as_past(ledger, b, a, rules)
    {
        return Some(Cause::Update);
    }
    if are_two_voices(ledger, a, b) || are_two_voices(ledger, b, a) {
        return Some(Cause::Measured);
    }
    let slip = slip(&a.mention.value, &b.mention.value, rules);
    slip.or_else(|| are_authorities(ledger, a, b).then_some(Cause::Measured))
}

/// Whether the figure is of a kind that changes with time and the one source is later than the other.
fn is_update(ledger: &Ledger, a: &Claim, b: &Claim, rules: &Rules) -> bool {
    let rises = |c: &Claim| c.frame.role == Role::ChangeTo;
    let later = match (day(ledger, a), day(ledger, b)) {
        (Some(x), Some(y)) if are_other_days(x, y) => true,
        _ => rises(a) != rises(b) || time_by(ledger, a) != time_by(ledger, b),
    };
    // What happened in an earlier year has been counted.
    let past = !a.frame.years.is_empty() && a.frame.years == b.frame.years;
    later && !past && change(a, b, rules)
}

/// By what time of day the figure was so much: "38 had been recorded *by 10 a.m.*"
fn time_by<'a>(ledger: &'a Ledger, claim: &Claim) -> Option<&'a Clock> {
    let doc = ledger.document(claim.doc)?;
    ledger.sentence(claim).iter().find_map(|c| {
        let before = c.mention.tokens.start.checked_sub(1)?;
        let by = doc.token_text(before).eq_ignore_ascii_case("by");
        c.mention.value.clock().filter(|_| by)
    })
}

/// When the article of a claim was published, in EDTF.
fn day<'a>(ledger: &'a Ledger, claim: &Claim) -> Option<&'a str> {
    let given = ledger.document(claim.doc)?.source.published.as_deref();
    let line = || ledger.profiles.get(claim.doc.index())?.dateline.as_deref();
    given.or_else(line)
}

/// Whether two times of publication differ. Many date lines leave out the year; then month and day
/// tell.
fn are_other_days(a: &str, b: &str) -> bool {
    let yearless = |day: &str| day.starts_with('X');
    if yearless(a) || yearless(b) { a.get(4..) != b.get(4..) } else { a != b }
}

/// Whether the sentence of the one gives the other's value as what it was before: "seven are missing,
/// down from 14".
fn tells_as_past(ledger: &Ledger, new: &Claim, old: &Claim, rules: &Rules) -> bool {
    let beside = ledger.sentence(new).iter();
    let mut past = beside.filter(|c| c.frame.role == Role::ChangeFrom);
    past.any(|c| compare(&c.mention.value, &old.mention.value, rules) == Some(Verdict::Agree))
}

/// Whether both name who says so, and not the same.
fn are_authorities(ledger: &Ledger, a: &Claim, b: &Claim) -> bool {
    let who = |c: &Claim| {
        let doc = ledger.document(c.doc)?;
        Some(doc.words(c.frame.attribution?).to_lowercase())
    };
    match (who(a), who(b)) {
        (Some(x), Some(y)) => x != y,
        _ => false,
    }
}

/// Whether somebody else gives the one figure for what the other is told as: an article that tells both
/// is not at odds with itself. A figure in brackets is the article's own.
fn are_two_voices(ledger: &Ledger, answer: &Claim, told: &Claim) -> bool {
    let Some(doc) = ledger.document(answer.doc) else { return false };
    let before = doc.source.text.get(..answer.mention.span.range().start);
    answer.doc == told.doc
        && answer.frame.beside == Some(told.mention.tokens.start)
        && answer.frame.attribution.is_some()
        && before.is_some_and(|text| !text.ends_with('('))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_of_other_days_are_told_apart_with_and_without_a_year() {
        assert!(are_other_days("2024-03-04", "2025-03-04"));
        assert!(are_other_days("2025-11", "2025-12"));
        assert!(are_other_days("XXXX-06-12", "2025-07-10"));
        assert!(!are_other_days("XXXX-06-12", "2025-06-12"));
        assert!(!are_other_days("2025-06-12", "2025-06-12"));
    }

    /// The causes of what one article says against itself.
    fn causes_within(text: &str) -> Vec<Option<Cause>> {
        let rules = Rules::built_in().unwrap();
        let source = crate::text::Source::plain("a", text);
        let report = crate::reconcile(vec![source], &rules, crate::compare::Reading::Plain, 1);
        let relations = report.facts.iter().flat_map(|f| &f.relations);
        relations.filter(|r| r.verdict == Verdict::Contradict).map(|r| r.cause).collect()
    }

    #[test]
    fn what_had_been_counted_by_a_time_grows() {
        let rules = Rules::built_in().unwrap();
        let read = |name: &str, text: &str| crate::text::Source::plain(name, text);
        let sources = vec![
            read("a", "The quake in Northport was followed by 38 aftershocks by 10 a.m."),
            read("b", "The quake in Northport was followed by 83 aftershocks."),
        ];
        let report = crate::reconcile(sources, &rules, crate::compare::Reading::Plain, 1);
        let causes = report.facts.iter().flat_map(|f| &f.relations).map(|r| r.cause);
        assert_eq!(causes.collect::<Vec<_>>(), [Some(Cause::Update)]);
    }

    #[test]
    fn a_toll_that_passes_or_is_brought_to_a_figure_was_less_before() {
        let rules = Rules::built_in().unwrap();
        let read = |name: &str, text: &str| crate::text::Source::plain(name, text);
        let causes = |later: &str| {
            let before = "The flood in Northport killed 29 people.";
            let sources = vec![read("a", before), read("b", later)];
            let report = crate::reconcile(sources, &rules, crate::compare::Reading::Plain, 1);
            let relations = report.facts.iter().flat_map(|f| &f.relations);
            relations.map(|r| r.cause).collect::<Vec<_>>()
        };
        let update = [Some(Cause::Update)];
        assert_eq!(causes("The death toll of the flood in Northport passed 40 people."), update);
        let brought =
            "Two more bodies were found, taking the number of dead in the Northport flood to 34.";
        assert_eq!(causes(brought), update);
        assert_eq!(causes("The flood in Northport killed 34 people."), [None]);
    }

    #[test]
    fn the_toll_of_an_earlier_year_does_not_grow() {
        let rules = Rules::built_in().unwrap();
        let read = |name: &str, day: &str, text: &str| {
            let published = Some(day.to_owned());
            crate::text::Source { published, ..crate::text::Source::plain(name, text) }
        };
        let causes = |the: &str| {
            let sources = vec![
                read("a", "2025-06-03", &format!("{the} flood in Northport killed 14 people.")),
                read("b", "2025-06-05", &format!("{the} flood in Northport killed 17 people.")),
            ];
            let report = crate::reconcile(sources, &rules, crate::compare::Reading::Plain, 1);
            let relations = report.facts.iter().flat_map(|f| &f.relations);
            let disputed = relations.filter(|r| r.verdict == Verdict::Contradict);
            disputed.map(|r| r.cause).collect::<Vec<_>>()
        };
        assert_eq!(causes("The"), [Some(Cause::Update)]);
        assert_eq!(causes("In 2012 the"), [None]);
    }

    #[test]
    fn a_conversion_that_does_not_come_out_is_a_contradiction() {
        assert_eq!(causes_within("The quake struck 40 km (52 miles) north of Northport."), [None]);
        assert_eq!(causes_within("The quake struck 40 km (25 miles) north of Northport."), []);
        assert_eq!(causes_within("The quake struck 75 km (50 miles) north of Northport."), []);
    }

    #[test]
    fn an_article_that_tells_two_voices_is_not_at_odds_with_itself() {
        let voices = "Some 118,000 homes in Northport were without power. The union said 160,000.";
        assert_eq!(causes_within(voices), [Some(Cause::Measured)]);
        let named = "Police put the crowd in Northport at 18,500; the unions claimed 60,000.";
        assert_eq!(causes_within(named), [Some(Cause::Measured)]);
        let expected = "Profit at Acme rose 5 percent. Analysts had foreseen 7 percent.";
        assert_eq!(causes_within(expected), []);
        let other_year = "Turnout was 61 percent. In 2019 the commission put it at 57 percent.";
        assert_eq!(causes_within(other_year), []);
    }
}
