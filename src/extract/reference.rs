//! The day that relative dates of a document are relative to.

use jiff::civil::Date;

use super::home::Homes;
use super::numeric::writes_day_first;
use super::reader::Reader;
use crate::rules::Rules;
use crate::text::{Document, Sentence, Shape};
use crate::value::{Days, Grain, parse_edtf};

/// How many lines at the top of a text may hold its date line.
const TOP_LINES: usize = 5;
/// A date line has at most so many tokens.
const DATE_LINE_TOKENS: usize = 12;

/// So many other words, a place or an agency, may stand in a date line.
const MOST_OTHER_WORDS: usize = 2;

/// When the document was published, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reference {
    /// The days it may have been published on.
    pub(super) days: Option<Days>,
    /// The first token of the line that says so and the one past it, if the text itself does.
    pub(super) line: Option<(usize, usize)>,
    /// Whether the document writes dates in figures with the day first; `None` where nothing tells.
    pub(super) day_first: Option<bool>,
}

impl Reference {
    /// What the source says, else a line at the top of the text that is nothing but a date.
    pub(super) fn of(doc: &Document, rules: &Rules) -> Self {
        let given = doc.source.published.as_deref().and_then(parse_edtf);
        let day_first = writes_day_first(doc);
        match given {
            Some(days) => Self { days: Some(days), line: None, day_first },
            None => {
                Self { day_first, ..date_line_of(doc, Self::default(), rules).unwrap_or_default() }
            }
        }
    }

    /// A day among `days`: the one that a date line names without a year, if there is one.
    pub(super) fn within(doc: &Document, days: Days, rules: &Rules) -> Self {
        let some = Self { days: Some(days), line: None, day_first: writes_day_first(doc) };
        let line = date_line_of(doc, some, rules);
        line.filter(|l| l.days.is_some_and(|d| !d.disjoint(days))).unwrap_or(some)
    }

    /// The day, if it is known to the day.
    pub(super) fn day(&self) -> Option<Date> {
        let days = self.days?;
        days.lo.filter(|lo| days.hi == Some(*lo))
    }

    /// The last day it may have been.
    pub(super) fn latest(&self) -> Option<Date> {
        self.days?.hi
    }

    /// The calendar unit of `grain` that it lies in, if that is certain.
    pub(super) fn unit(&self, grain: Grain) -> Option<Days> {
        let days = self.days?;
        let unit = Days::around(days.lo?, grain)?;
        unit.contains(days).then_some(unit)
    }
}

/// The reference of a date line among the first lines; what it leaves out is taken from `about`.
fn date_line_of(doc: &Document, about: Reference, rules: &Rules) -> Option<Reference> {
    let top = doc.sentences.iter().take_while(|s| (s.block as usize) < TOP_LINES);
    top.into_iter().find_map(|s| date_line(doc, &about, rules, s))
}

fn date_line(
    doc: &Document,
    about: &Reference,
    rules: &Rules,
    sentence: &Sentence,
) -> Option<Reference> {
    let homes = Homes::default();
    let reader = Reader::new((doc, rules), (about, &homes), sentence);
    let moment = |at: usize| {
        let found = reader.date(at)?;
        let moment = found.value.moment()?.clone();
        let day = moment.pattern.month.is_some() && moment.pattern.day.is_some();
        let told = moment.grain == Grain::Day && (day || moment.days.is_some());
        told.then_some((found, moment.days))
    };
    let (found, days) = (reader.start..reader.end).find_map(moment)?;
    // "NORTHPORT, March 4, 2024 (Reuters) - The flood …" opens a sentence that goes on.
    let published = Reference { days: days.or(about.days), ..*about };
    if reader.is_dateline(&(found.start..found.end)) {
        return Some(published);
    }
    // "Opened: 12 May 1932"
    if sentence.tokens.len() > DATE_LINE_TOKENS || reader.follows_a_dating_word(found.start) {
        return None;
    }
    let small = |at: &usize| {
        let word = reader.shape(*at).is_some_and(Shape::is_word);
        word && !rules.page.dateline.contains(&reader.text(*at).to_lowercase())
    };
    let others = (reader.start..found.start).chain(found.end..reader.end).filter(small).count();
    let line = Some((reader.start, reader.end));
    // "Ferry sinks July 4" is a headline.
    let most = if days.is_some() { MOST_OTHER_WORDS } else { 0 };
    (others <= most).then_some(Reference { line, ..published })
}

#[cfg(test)]
mod tests {
    use crate::rules::Rules;
    use crate::text::Source;

    /// What a text claims, as its words.
    fn claimed(text: &str) -> Vec<String> {
        let rules = Rules::built_in().unwrap();
        let ledger = crate::read(vec![Source::plain("a", text)], &rules, 1).0;
        ledger.claims.into_iter().map(|claim| claim.quote).collect()
    }

    #[test]
    fn what_follows_a_date_line_in_its_paragraph_is_claimed() {
        let release = "Acme closes round\n\nEastham, 17 September 2025. Acme today raised €310 \
                       million from four investors.";
        assert_eq!(claimed(release), ["today", "€310 million", "four"]);
        let page = "Bridge closed\n\n21 July 2013 Last updated at 11:11\n\nIt cost $5 million.";
        assert_eq!(claimed(page), ["$5 million"]);
        let yearless = "Flood recedes\n\nBy Ann Lee\nMonday, July 15\n\nIt cost $5 million.";
        assert_eq!(claimed(yearless), ["$5 million"]);
        assert_eq!(claimed("The bridge in figures\n\nOpened: 12 May 1932"), ["12 May 1932"]);
        assert_eq!(claimed("Ferry sinks July 4\n\nIt cost $5 million."), ["July 4", "$5 million"]);
    }
}
