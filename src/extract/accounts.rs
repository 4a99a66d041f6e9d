//! Periods of accounts: how long they last, and when they end.

use jiff::civil::Date;

use super::dates::Dated;
use super::reader::Reader;
use super::resolve::{day_moment, month_moment};
use super::spans::between;
use crate::rules::{Joint, Sense, kinds};
use crate::value::{Bound, Calendar, Grain, Moment, Pattern};

/// More units than these nobody reports on.
const MOST_UNITS: i64 = 100;

/// Kinds of words that such a period can begin with, digits aside.
pub(super) const ACCOUNTS: u64 = kinds::CARDINAL | kinds::UNIT_WORD | kinds::FISCAL;

impl Reader<'_> {
    /// `the three months to June 30`, `the year ended 31 March 2023`, `the fiscal year ending in June`, `26
    /// weeks to September 28`.
    pub(super) fn period_of_accounts(&self, at: usize) -> Option<Dated> {
        let (count, calendar, end) = self.length_of_accounts(at)?;
        let ended = matches!(self.text(end), "ended" | "ending");
        let date_at = if ended {
            end + 1 + usize::from(matches!(self.text(end + 1), "on" | "in" | "at"))
        } else {
            self.joint(end).filter(|j| j.value == Joint::To && self.opens_accounts(at))?.end
        };
        let mut dated = self.plain_date(date_at)?;
        let told = matches!(dated.moment.grain, Grain::Day | Grain::Month)
            && dated.moment.bound == Bound::Within
            && dated.moment.pattern.month.is_some();
        dated.moment = ending(&dated.moment, count, calendar).filter(|_| told)?;
        Some(dated)
    }

    /// How many of which unit, and where that ends.
    fn length_of_accounts(&self, at: usize) -> Option<(i64, Calendar, usize)> {
        let (count, unit_at) = match self.numeral(at) {
            Some(number) => (number.amount.exact()?.to_i64()?, number.end),
            None => (1, at),
        };
        let fiscal = self.pick(unit_at, kinds::FISCAL, |s| (s == Sense::Fiscal).then_some(()));
        let unit_at = fiscal.map_or(unit_at, |f| f.end);
        let calendar = self.calendar_unit(unit_at).filter(|c| *c >= Calendar::Day)?;
        let end = unit_at + 1;
        let period = usize::from(self.text(end) == "period");
        (1..=MOST_UNITS).contains(&count).then_some((count, calendar, end + period))
    }

    /// Whether a preposition or "the" leads to a period: "in the year to April", not "by 12 months to June".
    fn opens_accounts(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|b| *b >= self.start).map(|b| self.text(b));
        before.is_some_and(|word| {
            matches!(word, "the" | "The" | "in" | "In" | "for" | "For" | "over" | "its" | "during")
        })
    }
}

/// The period of so many units that ends with a day or month. It is of the year in which it ends, if that is
/// said.
fn ending(last: &Moment, count: i64, calendar: Calendar) -> Option<Moment> {
    let after = last.days?.hi?.tomorrow().ok()?;
    let first: Date = after.checked_sub(calendar.span(count)?).ok()?;
    let months = last.grain == Grain::Month;
    let start = if months { month_moment(first)? } else { day_moment(first) };
    let moment = between(&start, last)?;
    let year = last.pattern.year;
    Some(Moment { pattern: Pattern { year, ..Pattern::default() }, ..moment })
}

#[cfg(test)]
mod tests {
    use crate::rules::Rules;
    use crate::text::Source;

    /// The dates of a text of 16 July 2024, as they are quoted and in EDTF.
    fn dates(text: &str) -> Vec<(String, String)> {
        let rules = Rules::built_in().unwrap();
        let published = Some("2024-07-16".to_owned());
        let source = Source { published, ..Source::plain("a", text) };
        let ledger = crate::read(vec![source], &rules, 1).0;
        let date = |c: crate::claim::Claim| {
            Some((c.quote.clone(), c.mention.value.moment()?.edtf.clone()))
        };
        ledger.claims.into_iter().filter_map(date).collect()
    }

    #[test]
    fn periods_of_accounts_end_when_it_is_told() {
        for (text, quote, edtf) in [
            (
                "Net profit for the three months to June 30 fell.",
                "three months to June 30",
                "2024-04-01/2024-06-30",
            ),
            ("Wages rose in the year to May.", "year to May", "2023-06/2024-05"),
            (
                "Sales for the year ended 31 March 2023 rose.",
                "year ended 31 March 2023",
                "2022-04-01/2023-03-31",
            ),
            (
                "It lost £53m in the 26 weeks to 29 June.",
                "26 weeks to 29 June",
                "2023-12-31/2024-06-29",
            ),
            (
                "Profit for the fiscal year ending in March rose.",
                "fiscal year ending in March",
                "2023-04/2024-03",
            ),
            (
                "Stocks fell in the week ended July 12.",
                "week ended July 12",
                "2024-07-06/2024-07-12",
            ),
        ] {
            assert_eq!(dates(text), [(quote.to_owned(), edtf.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_is_put_off_until_a_date_is_no_period_of_accounts() {
        assert_eq!(dates("It was extended by three months to 30 September.").len(), 1);
        assert_eq!(dates("They gave it three weeks to prepare."), []);
    }
}
