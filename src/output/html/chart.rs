//! Intervals side by side, drawn by hand: a row for each reading, with its words above its bar.
//!
//! The words are a list, which is all that a screen reader needs; the bars stand behind it in a
//! picture that is stretched to its size. What each class looks like is told in `style.css`, in two
//! ways at least: never by colour alone.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::axis::Axis;
use super::page::{between_tags, value};
use crate::safe::xml;

/// The height of a row, of the axis below the rows, and of what is above a bar in its row. They
/// stand to each other as the heights of the list do in `style.css`.
const ROW: usize = 3;
const FOOT: usize = 2;
const BAR: usize = 2;
/// A bar is at least so wide, in thousandths.
const LEAST: i64 = 8;

/// An interval on the axis; a missing end is open.
pub(super) type Ends = [Option<i64>; 2];

/// What sort of reading a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// A figure or date.
    Said,
    /// One that is hedged with "about": hatched.
    About,
    /// One that was derived: dashed.
    Derived,
}

/// One reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// What is said: `over 8 billion`.
    pub(super) said: String,
    /// The articles that say it.
    pub(super) by: Vec<String>,
    /// What a reader takes from it, where that is more: `read as 8 billion to 9 billion`.
    pub(super) note: Option<String>,
    /// What the words admit: a thin line.
    pub(super) literal: Ends,
    /// What a reader takes from them: a thick bar.
    pub(super) plain: Option<Ends>,
    pub(super) look: Look,
}

/// Readings on one axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chart {
    /// What stands above: `Number line, USD, logarithmic`.
    pub(super) caption: String,
    pub(super) rows: Vec<Row>,
    pub(super) axis: Axis,
    /// The numbers that are named on the axis, with their names.
    pub(super) ticks: Vec<(i64, String)>,
}

impl Row {
    /// What is said and by whom. What is said comes first, so that it is never cut.
    fn words(&self) -> String {
        match self.by.as_slice() {
            [] => self.said.clone(),
            [one] => format!("{} ({one})", self.said),
            [first, rest @ ..] => format!("{} ({first} and {} more)", self.said, rest.len()),
        }
    }

    /// The thin line: what the words admit, where a thick bar does not say it.
    fn thin(&self) -> Option<Ends> {
        let told = self.plain == Some(self.literal) && !self.literal.contains(&None);
        (self.look != Look::Derived && !told).then_some(self.literal)
    }

    /// The row as an item of the list, with arrows where its ends are open.
    fn write(&self, out: &mut String) -> fmt::Result {
        let arrows = match self.literal {
            [None, None] => " class='lo up'",
            [None, _] => " class=lo",
            [_, None] => " class=up",
            _ => "",
        };
        write!(out, "<li{arrows}>{}", between_tags(&self.words()))?;
        self.note.as_deref().map_or(Ok(()), |note| write!(out, " · {}", between_tags(note)))
    }

    fn dashed(&self) -> Option<Ends> {
        (self.look == Look::Derived).then_some(self.literal)
    }

    fn thick(&self) -> Option<Ends> {
        self.plain.filter(|_| self.look != Look::About)
    }

    fn hatched(&self) -> Option<Ends> {
        self.plain.filter(|_| self.look == Look::About)
    }
}

/// What of a row is drawn as a bar.
type Bar = fn(&Row) -> Option<Ends>;

impl Chart {
    /// Whether it shows a difference; what is the same everywhere needs no picture.
    pub(super) fn tells_something(&self) -> bool {
        let shape = |r: &Row| (r.literal, r.plain, r.look);
        self.rows.windows(2).any(|pair| matches!(pair, [a, b] if shape(a) != shape(b)))
    }

    /// The chart as a figure.
    pub(super) fn write(&self, out: &mut String) -> fmt::Result {
        let bottom = self.rows.len() * ROW;
        write!(
            out,
            "<figure><figcaption>{}</figcaption><svg aria-hidden=true><svg viewBox='0 0 1000 {}' \
             preserveAspectRatio=none>",
            between_tags(&self.caption),
            bottom + FOOT
        )?;
        self.paths(bottom, out)?;
        out.push_str("</svg>");
        for (number, name) in &self.ticks {
            name_tick(self.axis.at(*number), name, out)?;
        }
        out.push_str("</svg><ul>");
        for row in &self.rows {
            row.write(out)?;
        }
        out.push_str("</ul></figure>\n");
        Ok(())
    }

    /// The lines of the scale, then all bars of a kind at once.
    fn paths(&self, bottom: usize, out: &mut String) -> fmt::Result {
        let line = |(number, _): &(i64, String)| format!("M{} 0V{bottom}", self.axis.at(*number));
        path("g", &self.ticks.iter().map(line).collect::<String>(), out)?;
        let kinds: [(&str, Bar); 4] =
            [("l", Row::thin), ("d", Row::dashed), ("p", Row::thick), ("a", Row::hatched)];
        for (class, bar) in kinds {
            let bars = self.rows.iter().enumerate();
            let bars = bars.filter_map(|(i, r)| Some(self.bar(bar(r)?, i * ROW + BAR)));
            path(class, &bars.collect::<String>(), out)?;
        }
        Ok(())
    }

    fn bar(&self, ends: Ends, y: usize) -> String {
        let [from, to] = ends;
        let (x1, x2) = widened(
            from.map_or(0, |number| self.axis.at(number)),
            to.map_or(1000, |number| self.axis.at(number)),
        );
        format!("M{x1} {y}H{x2}")
    }
}

fn path(class: &str, data: &str, out: &mut String) -> fmt::Result {
    if data.is_empty() { Ok(()) } else { write!(out, "<path class={class} d='{data}'/>") }
}

/// The name of a tick; at the borders it keeps inside.
fn name_tick(at: i64, name: &str, out: &mut String) -> fmt::Result {
    let anchor = match at {
        ..150 => " class=s",
        851.. => " class=e",
        _ => "",
    };
    write!(out, "<text{anchor} x={}>{}</text>", value(&percent(at)), xml(name))
}

/// Rows without repetition: articles that say the same share one.
pub(super) fn merged(rows: impl Iterator<Item = Row>) -> Vec<Row> {
    let mut known: BTreeMap<(String, Ends, Option<Ends>, Look), usize> = BTreeMap::new();
    let mut merged: Vec<Row> = Vec::new();
    for row in rows {
        let key = (row.said.clone(), row.literal, row.plain, row.look);
        let index = *known.entry(key).or_insert(merged.len());
        match merged.get_mut(index) {
            Some(same) => same.by.extend(row.by),
            None => merged.push(row),
        }
    }
    for row in &mut merged {
        row.by.dedup();
    }
    merged
}

/// The least and the greatest of all ends, for an axis.
pub(super) fn all_ends(rows: &[Row]) -> Vec<i64> {
    rows.iter()
        .flat_map(|r| r.literal.into_iter().chain(r.plain.into_iter().flatten()))
        .flatten()
        .collect()
}

/// A bar that can be seen.
fn widened(from: i64, to: i64) -> (i64, i64) {
    let missing = (LEAST - (to - from)).max(0);
    (from - missing / 2, to + missing / 2)
}

/// Thousandths in percent: `12.5%`.
fn percent(thousandths: i64) -> String {
    match (thousandths / 10, thousandths % 10) {
        (whole, 0) => format!("{whole}%"),
        (whole, tenth) => format!("{whole}.{tenth}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(said: &str, literal: Ends, plain: Option<Ends>, look: Look) -> Row {
        Row { said: said.to_owned(), by: Vec::new(), note: None, literal, plain, look }
    }

    fn chart(rows: Vec<Row>) -> Chart {
        let axis = Axis::linear(&all_ends(&rows)).unwrap();
        Chart { caption: "Number line".to_owned(), rows, axis, ticks: Vec::new() }
    }

    fn svg(chart: &Chart) -> String {
        let mut out = String::new();
        chart.write(&mut out).unwrap();
        out
    }

    #[test]
    fn an_interval_is_a_thin_line_and_its_reading_a_bar() {
        let rows = vec![
            row("A: over 8", [Some(8), None], Some([Some(8), Some(9)]), Look::Said),
            Row {
                note: Some("read as 12 to 14".to_owned()),
                ..row("B: about 13", [Some(10), Some(16)], Some([Some(12), Some(14)]), Look::About)
            },
        ];
        let svg = svg(&chart(rows));
        assert!(svg.contains("<svg viewBox='0 0 1000 8' preserveAspectRatio=none>"), "{svg}");
        assert!(svg.contains("<path class=l d='M40 2H1000M270 5H960'/>"), "{svg}");
        assert!(svg.contains("<path class=p d='M40 2H155'/>"), "{svg}");
        assert!(svg.contains("<path class=a d='M500 5H730'/>"), "{svg}");
        assert!(svg.contains("<ul><li class=up>A: over 8<li>B: about 13 · read as 12 to 14</ul>"));
    }

    #[test]
    fn equal_readings_need_one_bar_and_no_picture() {
        let same = row("A", [Some(1), Some(2)], Some([Some(1), Some(2)]), Look::Said);
        let chart = chart(vec![same.clone(), same]);
        assert!(!chart.tells_something());
        assert!(svg(&chart).contains("<path class=p d='M40 2H960M40 5H960'/>"));
        assert!(!svg(&chart).contains("class=l"));
    }

    #[test]
    fn articles_that_say_the_same_share_a_row() {
        let by = |said: &str, name: &str| Row {
            by: vec![name.to_owned()],
            ..row(said, [Some(8), Some(8)], None, Look::Said)
        };
        let rows = [by("8", "Wire"), by("8", "Wire"), by("about 8", "Wire"), by("8", "Paper")];
        let words: Vec<String> = merged(rows.into_iter()).iter().map(Row::words).collect();
        assert_eq!(words, ["8 (Wire and 1 more)", "about 8 (Wire)"]);
    }

    #[test]
    fn a_single_day_can_be_seen() {
        let rows = vec![
            row("A", [Some(0), Some(100_000)], None, Look::Said),
            row("B", [Some(50_000), Some(50_000)], None, Look::Derived),
        ];
        assert!(svg(&chart(rows)).contains("<path class=d d='M496 5H504'/>"));
    }

    #[test]
    fn words_of_articles_are_only_words() {
        let svg = svg(&chart(vec![row("'/><script>", [Some(1), None], None, Look::Said)]));
        assert!(!svg.contains("<script"), "{svg}");
        assert!(svg.contains("&#39;/&gt;&lt;script&gt;"), "{svg}");
    }
}
