//! What reviewers decided about findings: `.corroborate/reviews.toml`.
//!
//! A verdict is signed and belongs to one finding, by fingerprint. When the words change that it
//! judged, the fingerprint changes too, and the verdict is void: it is told at the finding that
//! came in the place of the old one, and silences nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::entries::{FINGERPRINT, Page, Shape, read};
use super::{FileError, Notice, add, is_about_decisions, shown};
use crate::results::{FindingRecord, Results, SilencedRecord, State, folded};

const SHAPE: Shape = Shape {
    kind: "review",
    needed: &[FINGERPRINT, "verdict"],
    optional: &["who", "when", "notes", "code", "draft", "quote", "fact"],
};

/// What a reviewer says of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is right.
    #[default]
    Confirmed,
    /// It is wrong, and does not count.
    FalseAlarm,
    /// It is right, and the draft is to be changed.
    FixDraft,
    /// It can't be settled before another source is found.
    NeedsSource,
}

impl Verdict {
    const ALL: [Self; 4] = [Self::Confirmed, Self::FalseAlarm, Self::FixDraft, Self::NeedsSource];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::FalseAlarm => "false-alarm",
            Self::FixDraft => "fix-draft",
            Self::NeedsSource => "needs-source",
        }
    }

    /// How the help of a finding that has it tells it.
    fn phrase(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::FalseAlarm => "called a false alarm",
            Self::FixDraft => "marked for a change of the draft",
            Self::NeedsSource => "marked for another source",
        }
    }

    fn read(name: &str) -> Result<Self, String> {
        if name == "false-positive" {
            return Ok(Self::FalseAlarm);
        }
        Self::ALL.into_iter().find(|verdict| verdict.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name);
            format!("`{}` is no verdict; there are {}", shown(name), names.join(", "))
        })
    }
}

/// A verdict on a finding. What is known of the finding tells where the verdict belongs when it is
/// void.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// That of the finding.
    pub fingerprint: String,
    /// What is decided.
    pub verdict: Verdict,
    /// Who decided.
    pub who: Option<String>,
    /// When.
    pub when: Option<Date>,
    /// Why.
    pub notes: Option<String>,
    /// The code of the finding: `C101`.
    pub code: Option<String>,
    /// The name of the article in which it is reported.
    pub draft: Option<String>,
    /// The words of that article.
    pub quote: Option<String>,
    /// The label of the fact that it is about.
    pub fact: Option<String>,
}

/// The verdicts of a desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviews {
    /// By fingerprint.
    pub entries: BTreeMap<String, Review>,
}

impl Reviews {
    /// Reads a file; all its errors at once.
    pub fn parse(text: &str) -> Result<Self, Vec<FileError>> {
        let reviews = read(text, &SHAPE, |fields| {
            Some(Review {
                fingerprint: fields.text(FINGERPRINT).unwrap_or_default(),
                who: fields.text("who"),
                when: fields.day("when"),
                notes: fields.text("notes"),
                code: fields.code("code"),
                draft: fields.text("draft"),
                quote: fields.text("quote"),
                fact: fields.text("fact"),
                // The last, so that the errors of the others are told as well.
                verdict: fields.parsed("verdict", Verdict::read)?,
            })
        })?;
        let entries = reviews.into_iter().map(|review| (review.fingerprint.clone(), review));
        Ok(Self { entries: entries.collect() })
    }

    /// Sets a verdict, in the place of an earlier one on the same finding. What that one knew of
    /// the finding is kept.
    pub fn set(&mut self, mut review: Review) {
        if let Some(old) = self.entries.remove(&review.fingerprint) {
            review.code = review.code.or(old.code);
            review.draft = review.draft.or(old.draft);
            review.quote = review.quote.or(old.quote);
            review.fact = review.fact.or(old.fact);
        }
        self.entries.insert(review.fingerprint.clone(), review);
    }

    /// Takes the verdicts of another file in. Of two on one finding the later holds; where that is
    /// not known, the other file's.
    pub fn merge(&mut self, other: Self) {
        for review in other.entries.into_values() {
            let own = self.entries.get(&review.fingerprint).and_then(|own| own.when);
            let is_older = own.zip(review.when).is_some_and(|(own, other)| other < own);
            if !is_older {
                self.set(review);
            }
        }
    }

    /// Silences false alarms, adds the other verdicts to the help of their findings, and reports
    /// verdicts whose words have changed. `path` is the name of the file in records and messages.
    pub fn apply(&self, results: &mut Results, path: &str) {
        for finding in results.findings.iter_mut().filter(|f| !is_about_decisions(&f.code)) {
            if let Some(review) = self.entries.get(&finding.fingerprint) {
                review.judge(finding, path);
            }
        }
        let notices = self.void(results, path);
        add(results, notices);
    }

    /// The notices of verdicts that match no finding, while one that nobody has judged is like
    /// theirs.
    fn void(&self, results: &Results, path: &str) -> Vec<Notice> {
        let found: BTreeSet<&str> =
            results.findings.iter().map(|f| f.fingerprint.as_str()).collect();
        let unjudged = self.unjudged(results);
        let lost = self.entries.values().filter(|r| !found.contains(r.fingerprint.as_str()));
        let notice = |review: &Review| {
            let finding = review.marks().iter().find_map(|mark| unjudged.get(mark).copied())?;
            Some(review.void(finding, path))
        };
        lost.filter_map(notice).collect()
    }

    /// The findings that count and have no verdict, by their marks.
    fn unjudged<'r>(&self, results: &'r Results) -> BTreeMap<Mark, &'r FindingRecord> {
        let mut unjudged = BTreeMap::new();
        let open = results.findings.iter().filter(|f| {
            f.counts() && !is_about_decisions(&f.code) && !self.entries.contains_key(&f.fingerprint)
        });
        for finding in open {
            for mark in Review::of(results, finding, Verdict::default()).marks() {
                unjudged.entry(mark).or_insert(finding);
            }
        }
        unjudged
    }

    /// The file: by draft, code and fingerprint.
    pub fn to_toml(&self) -> String {
        let mut sorted: Vec<&Review> = self.entries.values().collect();
        sorted.sort_by_key(|review| (&review.draft, &review.code, &review.fingerprint));
        let mut page = Page::new();
        for review in sorted {
            page.entry(&SHAPE);
            page.text(FINGERPRINT, Some(&review.fingerprint));
            page.text("verdict", Some(review.verdict.name()));
            page.text("who", review.who.as_deref());
            page.day("when", review.when);
            page.text("notes", review.notes.as_deref());
            page.text("code", review.code.as_deref());
            page.text("draft", review.draft.as_deref());
            page.text("quote", review.quote.as_deref());
            page.text("fact", review.fact.as_deref());
        }
        page.finish()
    }
}

/// What a finding shares with the one that came in its place: the code, the article, and the words
/// or the fact.
type Mark = [String; 4];

impl Review {
    /// A verdict on a finding, unsigned.
    pub fn of(results: &Results, finding: &FindingRecord, verdict: Verdict) -> Self {
        let fact = finding.fact.as_deref().and_then(|id| results.fact(id));
        Self {
            fingerprint: finding.fingerprint.clone(),
            verdict,
            code: Some(finding.code.clone()),
            draft: results.source(&finding.source).map(|s| s.name.clone()),
            quote: Some(finding.quote.clone()),
            fact: fact.map(|fact| fact.label.clone()),
            ..Self::default()
        }
    }

    fn marks(&self) -> Vec<Mark> {
        let (Some(code), Some(draft)) = (&self.code, &self.draft) else { return Vec::new() };
        let quote = self.quote.as_deref().map(|quote| ("quote", folded(quote)));
        let fact = self.fact.as_deref().map(|fact| ("fact", folded(fact)));
        let told = [quote, fact].into_iter().flatten().filter(|(_, words)| !words.is_empty());
        told.map(|(kind, words)| [code.clone(), draft.clone(), kind.to_owned(), words]).collect()
    }

    fn judge(&self, finding: &mut FindingRecord, path: &str) {
        if self.verdict != Verdict::FalseAlarm {
            let said = self.said();
            finding.help = Some(match finding.help.take() {
                Some(help) => format!("{help}; {said}"),
                None => said,
            });
        } else if finding.counts() {
            finding.state = State::Reviewed;
            finding.silenced = Some(SilencedRecord {
                reason: self.notes.clone(),
                until: None,
                who: self.who.clone(),
                place: Some(path.to_owned()),
            });
        }
    }

    /// `confirmed by J. Doe on 2026-11-21: different contracts`
    fn said(&self) -> String {
        let notes = self.notes.as_deref().map(|notes| format!(": {}", shown(notes)));
        format!("{}{}{}", self.verdict.phrase(), self.signature(), notes.unwrap_or_default())
    }

    /// ` by J. Doe on 2026-11-21`
    fn signature(&self) -> String {
        let who = self.who.as_deref().map(|who| format!(" by {}", shown(who)));
        let when = self.when.map(|day| format!(" on {day}"));
        who.into_iter().chain(when).collect()
    }

    /// The finding that this verdict does not hold any more, at the one that it may be about.
    fn void(&self, finding: &FindingRecord, path: &str) -> Notice {
        let judged = shown(self.quote.as_deref().unwrap_or(&finding.quote));
        let (verdict, signature) = (self.verdict.name(), self.signature());
        let (print, path) = (shown(&self.fingerprint), shown(path));
        Notice {
            code: "V001",
            source: finding.source.clone(),
            place: finding.place.clone(),
            quote: finding.quote.clone(),
            words: self.fingerprint.clone(),
            message: format!(
                "the verdict on `{judged}` ({verdict}{signature}) judged words that have changed"
            ),
            help: Some(format!("judge the finding again, and take {print} out of {path}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::desk::sample;

    const PATH: &str = ".corroborate/reviews.toml";

    fn signed(verdict: Verdict, finding: usize) -> Review {
        let results = sample::results();
        Review {
            who: Some("J. Doe".to_owned()),
            when: Some(date(2026, 11, 21)),
            notes: Some("different\ncontracts".to_owned()),
            ..Review::of(&results, &results.findings[finding], verdict)
        }
    }

    fn reviews(entries: impl IntoIterator<Item = Review>) -> Reviews {
        let mut reviews = Reviews::default();
        for review in entries {
            reviews.set(review);
        }
        reviews
    }

    #[test]
    fn a_false_alarm_does_not_count_and_says_who_decided() {
        let mut results = sample::results();
        reviews([signed(Verdict::FalseAlarm, 0)]).apply(&mut results, PATH);
        let finding = &results.findings[0];
        let expected = SilencedRecord {
            reason: Some("different\ncontracts".to_owned()),
            until: None,
            who: Some("J. Doe".to_owned()),
            place: Some(PATH.to_owned()),
        };
        assert_eq!((finding.state, finding.silenced.clone()), (State::Reviewed, Some(expected)));
        assert_eq!(results.findings.len(), 2);

        let mut results = sample::results();
        results.findings[0].state = State::Baseline;
        reviews([signed(Verdict::FalseAlarm, 0)]).apply(&mut results, PATH);
        assert_eq!(results.findings[0].state, State::Baseline, "the first to decide is named");
    }

    #[test]
    fn other_verdicts_are_told_in_the_help() {
        let signature = "by J. Doe on 2026-11-21: different contracts";
        let cases = [
            (Verdict::Confirmed, None, format!("confirmed {signature}")),
            (Verdict::FixDraft, None, format!("marked for a change of the draft {signature}")),
            (
                Verdict::NeedsSource,
                Some("ask for the basis"),
                format!("ask for the basis; marked for another source {signature}"),
            ),
        ];
        for (verdict, help, expected) in cases {
            let mut results = sample::results();
            results.findings[1].help = help.map(str::to_owned);
            reviews([signed(verdict, 1)]).apply(&mut results, PATH);
            let finding = &results.findings[1];
            assert_eq!(finding.help.as_ref(), Some(&expected));
            assert!(finding.counts() && finding.silenced.is_none());
        }
    }

    #[test]
    fn a_verdict_on_words_that_have_changed_is_void() {
        let old = |change: fn(&mut Review)| {
            let mut review = signed(Verdict::FalseAlarm, 0);
            review.fingerprint = "v1:0".to_owned();
            change(&mut review);
            let mut results = sample::results();
            reviews([review]).apply(&mut results, PATH);
            assert!(results.findings[0].counts());
            results.findings.split_off(2)
        };
        let told = old(|_| {});
        assert_eq!((told[0].code.as_str(), told[0].place.line), ("V001", 4));
        let expected = "the verdict on `$8 billion` (false-alarm by J. Doe on 2026-11-21) \
                        judged words that have changed";
        assert_eq!(told[0].message, expected);
        assert_eq!(old(|r| r.quote = Some("$9 billion".to_owned())).len(), 1, "the same fact");
        assert_eq!(old(|r| r.fact = None).len(), 1, "the same words");
        let others: [fn(&mut Review); 4] = [
            |r| (r.quote, r.fact) = (Some(" ".to_owned()), None),
            |r| r.code = Some("C104".to_owned()),
            |r| r.draft = Some("x.md".to_owned()),
            |r| r.code = None,
        ];
        for other in others {
            assert!(old(other).is_empty(), "what is like no finding is kept");
        }
    }

    #[test]
    fn a_finding_that_was_judged_anew_voids_nothing() {
        let old = Review { fingerprint: "v1:0".to_owned(), ..signed(Verdict::Confirmed, 0) };
        let mut results = sample::results();
        reviews([old, signed(Verdict::FixDraft, 0)]).apply(&mut results, PATH);
        assert_eq!(results.findings.len(), 2);
    }

    #[test]
    fn a_verdict_replaces_an_earlier_one_and_keeps_what_that_knew() {
        let mut all = reviews([signed(Verdict::Confirmed, 0)]);
        let bare = Review {
            fingerprint: signed(Verdict::Confirmed, 0).fingerprint,
            verdict: Verdict::FixDraft,
            ..Review::default()
        };
        all.set(bare);
        let review = all.entries.values().next().unwrap();
        assert_eq!((review.verdict, review.who.as_deref()), (Verdict::FixDraft, None));
        assert_eq!(review.draft.as_deref(), Some("d.md"));
    }

    #[test]
    fn of_two_files_the_later_verdict_holds() {
        let on = |verdict, when| reviews([Review { when, ..signed(verdict, 0) }]);
        let (early, late) = (Some(date(2026, 1, 1)), Some(date(2026, 1, 2)));
        let cases = [
            (early, late, Verdict::FalseAlarm),
            (late, early, Verdict::Confirmed),
            (early, early, Verdict::FalseAlarm),
            (early, None, Verdict::FalseAlarm),
            (None, early, Verdict::FalseAlarm),
        ];
        for (own, other, holds) in cases {
            let mut merged = on(Verdict::Confirmed, own);
            merged.merge(on(Verdict::FalseAlarm, other));
            let verdicts: Vec<Verdict> = merged.entries.values().map(|r| r.verdict).collect();
            assert_eq!(verdicts, [holds], "{own:?} {other:?}");
        }
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let hostile = Review {
            fingerprint: "v1:\"\"\"".to_owned(),
            who: Some("'''\u{0}\u{202E}".to_owned()),
            notes: Some("\r\n[[review]]\nverdict = \"confirmed\"\\".to_owned()),
            ..signed(Verdict::NeedsSource, 1)
        };
        let all = reviews([signed(Verdict::FalseAlarm, 0), hostile, Review::default()]);
        let text = all.to_toml();
        assert_eq!(Reviews::parse(&text), Ok(all));
        assert!(
            text.contains("\nverdict = \"false-alarm\"\nwho = \"J. Doe\"\nwhen = 2026-11-21\n")
        );
    }

    #[test]
    fn an_older_name_of_a_verdict_is_read_and_a_wrong_one_is_told() {
        let file = |verdict: &str| {
            format!("version = 1\n[[review]]\nfingerprint = 'v1:1'\nverdict = '{verdict}'\n")
        };
        let read = Reviews::parse(&file("false-positive")).unwrap();
        assert_eq!(read.entries["v1:1"].verdict, Verdict::FalseAlarm);
        let expected = FileError {
            line: 4,
            message: "`right` is no verdict; there are confirmed, false-alarm, fix-draft, \
                      needs-source"
                .to_owned(),
        };
        assert_eq!(Reviews::parse(&file("right")), Err(vec![expected]));
    }
}
