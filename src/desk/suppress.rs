//! Notes that silence findings: in the comments of a draft, and in the configuration.
//!
//! A note names codes and gives a reason, and it may end. What it silences stays in the records
//! with that reason. A note that can't be followed, has ended or silences nothing is a finding
//! itself.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::SignedDuration;
use jiff::civil::Date;

use super::places::{Index, occurrences, places};
use super::{Notice, add, day, is_about_decisions, no_such_code, shown};
use crate::codes;
use crate::results::{FindingRecord, Place, Results, SilencedRecord, SourceRecord, State};
use crate::text::{Covers, Directive, Source};

/// What the configuration demands of suppressions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// A suppression without a reason silences nothing.
    pub require_reason: bool,
    /// The most days from today for which one may hold.
    pub max_days: Option<u32>,
    /// Without it none expires.
    pub today: Option<Date>,
}

/// A note that some findings must not be reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The codes that it silences, as written: `C101`, `contradicted`, or how some begin: `C`.
    pub codes: Vec<String>,
    /// Why.
    pub reason: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// What is wrong with it, if it can't be followed.
    pub error: Option<String>,
    /// Where the findings stand that it silences.
    pub covers: Vec<Stretch>,
    /// The article in which findings about it are reported: `s1`.
    pub source: String,
    /// Their place in that article's file.
    pub place: Place,
    /// Its words at that place; none for an entry of the configuration.
    pub quote: String,
    /// Where it is written: `drafts/a.md:12`, `corroborate.toml:4`.
    pub link: String,
    /// The path that it names, if no draft has it.
    pub lost: Option<String>,
}

/// A stretch of an article, in bytes, end exclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The article: `s1`.
    pub source: String,
    /// In the text that was read, where claims stand.
    pub text: Range<usize>,
    /// In the file, where findings stand that are about no claim.
    pub file: Range<usize>,
}

impl Stretch {
    fn whole(source: &str) -> Self {
        let all = 0..usize::MAX;
        Self { source: source.to_owned(), text: all.clone(), file: all }
    }
}

/// A suppression of the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The names of the articles that it is about.
    pub paths: Vec<String>,
    /// The path as it is written, if no draft has it, in this run or in any other.
    pub lost: Option<String>,
    /// The words in them that it is about; all words where none are given.
    pub quote: Option<String>,
    /// The codes that it silences, as written.
    pub codes: Vec<String>,
    /// Why.
    pub reason: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The file in which it is written: `corroborate.toml`.
    pub file: String,
    /// Its line there.
    pub line: usize,
}

/// The suppressions in the comments of a draft, whose record has the id `id`. In any other article
/// such a comment is the text of a third party and means nothing.
pub fn of_draft(id: &str, source: &Source) -> Vec<Suppression> {
    if !source.draft {
        return Vec::new();
    }
    let spans: Vec<Range<usize>> = source.directives.iter().map(|d| d.at.range()).collect();
    let placed = source.directives.iter().zip(places(source.file(), &spans));
    placed.map(|(directive, place)| of_directive(id, source, directive, place)).collect()
}

fn of_directive(id: &str, source: &Source, directive: &Directive, place: Place) -> Suppression {
    let until = directive.until.as_deref().and_then(day);
    Suppression {
        codes: directive.codes.clone(),
        reason: directive.reason.clone(),
        until,
        error: error(directive, until),
        covers: stretch(id, source, directive.covers).into_iter().collect(),
        source: id.to_owned(),
        link: format!("{}:{}", source.name, place.line),
        place,
        quote: directive.at.of(source.file()).to_owned(),
        lost: None,
    }
}

/// Why a directive can't be followed.
fn error(directive: &Directive, until: Option<Date>) -> Option<String> {
    let wrong_day =
        directive.until.as_deref().filter(|_| until.is_none()).map(|written| {
            format!("`until` must be a day like 2026-12-31, not `{}`", shown(written))
        });
    let nothing = (directive.covers == Covers::Nothing).then(|| "nothing follows it".to_owned());
    directive.error.clone().or(wrong_day).or(nothing)
}

fn stretch(id: &str, source: &Source, covers: Covers) -> Option<Stretch> {
    match covers {
        Covers::Document => Some(Stretch::whole(id)),
        Covers::Text(span) => {
            let file = source.origin.as_ref().map_or(span, |origin| origin.in_file(span));
            Some(Stretch { source: id.to_owned(), text: span.range(), file: file.range() })
        }
        Covers::Nothing => None,
    }
}

/// The suppressions of the configuration. One whose articles have no part in this run is left out,
/// but for one that is lost: it is reported in the file in which it is written.
pub fn of_config(results: &Results, entries: impl IntoIterator<Item = Listed>) -> Vec<Suppression> {
    let articles: BTreeMap<&str, &SourceRecord> =
        results.sources.iter().map(|s| (s.name.as_str(), s)).collect();
    entries.into_iter().filter_map(|entry| of_entry(entry, &articles)).collect()
}

fn of_entry(entry: Listed, by_name: &BTreeMap<&str, &SourceRecord>) -> Option<Suppression> {
    let articles: Vec<&SourceRecord> =
        entry.paths.iter().filter_map(|path| by_name.get(path.as_str()).copied()).collect();
    let quote = entry.quote.as_deref();
    let link = format!("{}:{}", entry.file, entry.line);
    let (source, place) = match articles.first() {
        Some(first) => (first.id.clone(), Place::of_line(1)),
        None if entry.lost.is_some() => (entry.file, Place::of_line(entry.line)),
        None => return None,
    };
    Some(Suppression {
        covers: articles.iter().flat_map(|article| quoted_in(article, quote)).collect(),
        source,
        codes: entry.codes,
        reason: entry.reason,
        until: entry.until,
        error: None,
        place,
        quote: String::new(),
        link,
        lost: entry.lost.filter(|_| articles.is_empty()),
    })
}

/// Where the words of a quotation stand in an article: everywhere if there is none.
fn quoted_in(article: &SourceRecord, quote: Option<&str>) -> Vec<Stretch> {
    let stretch = |text, file| Stretch { source: article.id.clone(), text, file };
    let Some(quote) = quote else { return vec![Stretch::whole(&article.id)] };
    let in_text = occurrences(&article.text, quote).into_iter();
    match &article.file {
        None => in_text.map(|place| stretch(place.clone(), place)).collect(),
        Some(file) => {
            let in_file = occurrences(file, quote).into_iter();
            let in_text = in_text.map(|place| stretch(place, 0..0));
            in_text.chain(in_file.map(|place| stretch(0..0, place))).collect()
        }
    }
}

/// Silences what the suppressions cover, and reports those that are not as they should be.
pub fn apply(results: &mut Results, suppressions: &[Suppression], policy: &Policy) {
    let index = Index::of(results);
    let mut notices = Vec::new();
    for suppression in suppressions {
        let (selectors, malformed) = suppression.selectors();
        notices.extend(malformed);
        if selectors.is_empty() {
            continue;
        }
        let (holds, breaches) = suppression.held_to(policy);
        notices.extend(breaches);
        if holds {
            let met = suppression.silence(&selectors, &index, &mut results.findings);
            notices.extend(suppression.unused(&selectors, &met));
        }
    }
    add(results, notices);
}

/// A selector of codes, and the codes of it that can be silenced.
struct Selector<'a> {
    written: &'a str,
    codes: Vec<&'static str>,
}

impl<'a> Selector<'a> {
    fn read(written: &'a str) -> Result<Self, String> {
        let selected: Vec<&'static str> =
            codes::ALL.iter().filter(|code| codes::selects(written, code)).map(|c| c.id).collect();
        if selected.is_empty() {
            return Err(no_such_code(written));
        }
        let codes: Vec<&'static str> =
            selected.into_iter().filter(|id| !is_about_decisions(id)).collect();
        if codes.is_empty() {
            let code = shown(written);
            return Err(format!("`{code}` is about notes like this one, and none silences it"));
        }
        Ok(Self { written, codes })
    }
}

impl Suppression {
    /// Its selectors, and the finding about what can't be followed in it.
    fn selectors(&self) -> (Vec<Selector<'_>>, Option<Notice>) {
        if let Some(error) = &self.error {
            return (Vec::new(), Some(self.malformed(error)));
        }
        let mut selectors = Vec::new();
        let mut wrong = Vec::new();
        for code in &self.codes {
            match Selector::read(code.trim()) {
                Ok(selector) => selectors.push(selector),
                Err(message) => wrong.push(message),
            }
        }
        if self.codes.is_empty() {
            wrong.push("it names no code".to_owned());
        }
        let malformed = (!wrong.is_empty()).then(|| self.malformed(&wrong.join("; ")));
        (selectors, malformed)
    }

    /// Whether it holds under a policy, and the findings about what it breaks.
    fn held_to(&self, policy: &Policy) -> (bool, Vec<Notice>) {
        let reason = self.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
        let unreasoned = (policy.require_reason && !reason).then(|| self.unreasoned());
        let ended = self.until.filter(|until| policy.today.is_some_and(|today| *until < today));
        let expired = ended.map(|until| self.expired(until));
        let too_long = if ended.is_none() { self.too_long(policy) } else { None };
        let holds = unreasoned.is_none() && expired.is_none();
        (holds, [unreasoned, expired, too_long].into_iter().flatten().collect())
    }

    /// Silences the findings that it covers. Returns their codes, also of those that were silent
    /// before.
    fn silence(
        &self,
        selectors: &[Selector<'_>],
        index: &Index,
        findings: &mut [FindingRecord],
    ) -> BTreeSet<&'static str> {
        let chosen: BTreeSet<&'static str> =
            selectors.iter().flat_map(|s| s.codes.iter().copied()).collect();
        let mut met = BTreeSet::new();
        for number in index.covered(&self.covers) {
            let Some(finding) = findings.get_mut(number) else { continue };
            let Some(code) = chosen.get(finding.code.as_str()).copied() else { continue };
            met.insert(code);
            if finding.counts() {
                finding.state = State::Suppressed;
                finding.silenced = Some(self.record());
            }
        }
        met
    }

    fn record(&self) -> SilencedRecord {
        SilencedRecord {
            reason: self.reason.clone(),
            until: self.until.map(|day| day.to_string()),
            who: None,
            place: Some(self.link.clone()),
        }
    }

    /// The finding about selectors that silence nothing.
    fn unused(&self, selectors: &[Selector<'_>], met: &BTreeSet<&'static str>) -> Option<Notice> {
        let subject = self.subject();
        if let Some(path) = &self.lost {
            let message =
                format!("{subject} silences nothing: no draft is called `{}`", shown(path));
            let help = "correct the path, which begins at the configuration, or take the entry out";
            return Some(self.notice("S001", message, help));
        }
        let idle = selectors.iter().filter(|s| s.codes.iter().all(|code| !met.contains(code)));
        let idle: Vec<String> = idle.map(|s| format!("`{}`", shown(s.written))).collect();
        let message = format!("{subject} silences no finding of {}", idle.join(", "));
        let help = "take out what is not needed any more";
        (!idle.is_empty()).then(|| self.notice("S001", message, help))
    }

    fn expired(&self, until: Date) -> Notice {
        let message = format!("{} held until {until}; what it covers counts again", self.subject());
        self.notice("S002", message, "settle the finding, or give a later `until` and the reason")
    }

    fn malformed(&self, wrong: &str) -> Notice {
        let message = format!("{} can't be followed: {wrong}", self.subject());
        self.notice("S003", message, "correct it, or take it out")
    }

    fn unreasoned(&self) -> Notice {
        let message = format!("{} gives no reason, so it silences nothing", self.subject());
        self.notice("S004", message, "give the reason as `reason`: the configuration requires one")
    }

    fn too_long(&self, policy: &Policy) -> Option<Notice> {
        let (most, subject) = (policy.max_days?, self.subject());
        let message = match (self.until, policy.today) {
            (None, _) => format!("{subject} never ends; it may hold for {most} days at most"),
            (Some(until), Some(today)) if until > last_day(today, most) => {
                let last = last_day(today, most);
                format!("{subject} holds until {until}; the last day allowed is {last}")
            }
            (Some(_), _) => return None,
        };
        Some(self.notice(
            "S005",
            message,
            "give a nearer `until`; until then it holds nevertheless",
        ))
    }

    /// What findings about it call it.
    fn subject(&self) -> String {
        if self.quote.is_empty() {
            format!("the suppression in {}", shown(&self.link))
        } else {
            "this suppression".to_owned()
        }
    }

    fn notice(&self, code: &'static str, message: String, help: &str) -> Notice {
        let words = match &self.lost {
            Some(path) => format!("{path} {}", self.codes.join(" ")),
            None if self.quote.is_empty() => self.codes.join(" "),
            None => self.quote.clone(),
        };
        Notice {
            code,
            source: self.source.clone(),
            place: self.place.clone(),
            quote: self.quote.clone(),
            words,
            message,
            help: Some(help.to_owned()),
        }
    }
}

/// The last of some days from today on.
fn last_day(today: Date, days: u32) -> Date {
    today.saturating_add(SignedDuration::from_hours(24 * i64::from(days)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::results::ClaimRecord;
    use crate::text::{Origin, Piece, Span};

    const TEXT: &str = "It cost $8 billion.\n<!-- note -->\nIt ends in 2032.\n";

    fn at(words: &str) -> [usize; 2] {
        let start = TEXT.find(words).unwrap();
        [start, start + words.len()]
    }

    fn span(words: &str) -> Span {
        let [start, end] = at(words);
        Span::new(u32::try_from(start).unwrap(), u32::try_from(end).unwrap())
    }

    /// A draft `s1` and a source `s2` of the same text, with findings about each of their figures.
    fn results() -> Results {
        let mut results = Results::default();
        for (id, draft) in [("s1", true), ("s2", false)] {
            results.sources.push(SourceRecord {
                id: id.to_owned(),
                name: format!("{id}.md"),
                draft,
                text: TEXT.to_owned(),
                ..SourceRecord::default()
            });
            for (code, words) in [("C101", "$8 billion"), ("C102", "2032")] {
                let claim = format!("c{}", results.claims.len() + 1);
                let [start, end] = at(words);
                results.claims.push(ClaimRecord {
                    id: claim.clone(),
                    source: id.to_owned(),
                    start,
                    end,
                    ..ClaimRecord::default()
                });
                results.findings.push(FindingRecord {
                    code: code.to_owned(),
                    source: id.to_owned(),
                    claim: Some(claim),
                    ..FindingRecord::default()
                });
            }
        }
        results
    }

    fn directive(covers: Covers, codes: &[&str]) -> Directive {
        Directive {
            at: span("<!-- note -->"),
            covers,
            codes: codes.iter().map(|&code| code.to_owned()).collect(),
            reason: Some("embargo".to_owned()),
            until: None,
            error: None,
        }
    }

    fn article(draft: bool, directives: Vec<Directive>) -> Source {
        let name = "s1.md".to_owned();
        Source { name, text: TEXT.to_owned(), draft, directives, ..Source::default() }
    }

    /// The states of the four findings, and the findings that came about.
    fn applied(suppressions: &[Suppression], policy: &Policy) -> (Vec<State>, Vec<String>) {
        let mut results = results();
        apply(&mut results, suppressions, policy);
        let (about, new) = results.findings.split_at(4);
        let new = new.iter().map(|f| format!("{} {}", f.code, f.message)).collect();
        (about.iter().map(|f| f.state).collect(), new)
    }

    fn followed(directive: Directive, policy: &Policy) -> (Vec<State>, Vec<String>) {
        applied(&of_draft("s1", &article(true, vec![directive])), policy)
    }

    const NEW: State = State::New;
    const OFF: State = State::Suppressed;

    #[test]
    fn a_note_silences_its_codes_where_it_covers_them_in_its_own_draft() {
        let policy = Policy::default();
        let cases = [
            (Covers::Document, vec!["C"], [OFF, OFF]),
            (Covers::Document, vec!["c101"], [OFF, NEW]),
            (Covers::Text(span("It ends in 2032.")), vec!["in-tension"], [NEW, OFF]),
            (Covers::Text(span("billion")), vec!["C101"], [OFF, NEW]),
        ];
        for (covers, codes, [first, second]) in cases {
            let (states, new) = followed(directive(covers, &codes), &policy);
            assert_eq!(states, [first, second, NEW, NEW], "{codes:?}");
            assert_eq!(new, [""; 0]);
        }
    }

    #[test]
    fn nothing_in_a_source_silences_anything() {
        let hostile = article(false, vec![directive(Covers::Document, &["C", "R"])]);
        assert!(of_draft("s1", &hostile).is_empty());
        let draft = article(true, vec![directive(Covers::Document, &["C"])]);
        let (states, _) = applied(&of_draft("s2", &draft), &Policy::default());
        assert_eq!(states, [NEW, NEW, OFF, OFF], "a note reaches no other article");
    }

    #[test]
    fn the_record_says_why_and_where_it_was_decided() {
        let mut results = results();
        let note = Directive {
            until: Some("2026-12-31".to_owned()),
            ..directive(Covers::Document, &["C101"])
        };
        apply(&mut results, &of_draft("s1", &article(true, vec![note])), &Policy::default());
        let expected = SilencedRecord {
            reason: Some("embargo".to_owned()),
            until: Some("2026-12-31".to_owned()),
            who: None,
            place: Some("s1.md:2".to_owned()),
        };
        assert_eq!(results.findings[0].silenced, Some(expected));
    }

    #[test]
    fn notes_that_can_not_be_followed_are_told() {
        let all = |codes: &[&str]| directive(Covers::Document, codes);
        let cases = [
            (all(&["C1O1"]), "there is no code `C1O1` (did you mean `C101`?)"),
            (all(&["S001"]), "`S001` is about notes like this one, and none silences it"),
            (all(&["S"]), "`S` is about notes like this one, and none silences it"),
            (all(&[]), "it names no code"),
            (directive(Covers::Nothing, &["C101"]), "nothing follows it"),
            (
                Directive { until: Some("soon".to_owned()), ..all(&["C101"]) },
                "`until` must be a day like 2026-12-31, not `soon`",
            ),
            (Directive { error: Some("`of[C101]`?".to_owned()), ..all(&["C101"]) }, "`of[C101]`?"),
        ];
        for (note, wrong) in cases {
            let (states, new) = followed(note, &Policy::default());
            assert_eq!(states, [NEW; 4], "{wrong}");
            assert_eq!(new, [format!("S003 this suppression can't be followed: {wrong}")]);
        }
        let (states, new) = followed(all(&["X9", "C101"]), &Policy::default());
        assert_eq!(states, [OFF, NEW, NEW, NEW], "the codes that there are hold");
        assert_eq!(new.len(), 1);
    }

    #[test]
    fn selectors_that_silence_nothing_are_told() {
        let note = directive(Covers::Text(span("2032")), &["C101", "C102", "R001"]);
        let (states, new) = followed(note, &Policy::default());
        assert_eq!(states, [NEW, OFF, NEW, NEW]);
        assert_eq!(new, ["S001 this suppression silences no finding of `C101`, `R001`"]);
        let twice = vec![directive(Covers::Document, &["C101"]); 2];
        let (_, new) = applied(&of_draft("s1", &article(true, twice)), &Policy::default());
        assert_eq!(new, [""; 0], "the second of two is not idle");
    }

    #[test]
    fn a_policy_is_held_to() {
        let policy =
            Policy { require_reason: true, max_days: Some(30), today: Some(date(2026, 3, 1)) };
        let until = |day: &str| Directive {
            until: Some(day.to_owned()),
            ..directive(Covers::Document, &["C101"])
        };
        let cases = [
            (until("2026-03-01"), OFF, None),
            (until("2026-03-31"), OFF, None),
            (
                until("2026-04-01"),
                OFF,
                Some(
                    "S005 this suppression holds until 2026-04-01; \
                     the last day allowed is 2026-03-31",
                ),
            ),
            (
                Directive { until: None, ..until("") },
                OFF,
                Some("S005 this suppression never ends; it may hold for 30 days at most"),
            ),
            (
                until("2026-02-28"),
                NEW,
                Some("S002 this suppression held until 2026-02-28; what it covers counts again"),
            ),
            (
                Directive { reason: Some(" ".to_owned()), ..until("2026-03-02") },
                NEW,
                Some("S004 this suppression gives no reason, so it silences nothing"),
            ),
        ];
        for (note, state, message) in cases {
            let (states, new) = followed(note, &policy);
            assert_eq!(states, [state, NEW, NEW, NEW]);
            assert_eq!(new, message.into_iter().collect::<Vec<_>>());
        }
        let lax = Policy::default();
        let (states, new) = followed(Directive { reason: None, ..until("1999-01-01") }, &lax);
        assert_eq!((states[0], new), (OFF, Vec::new()), "nothing expires without a day");
    }

    #[test]
    fn entries_of_the_configuration_silence_the_words_that_they_quote() {
        let entry = |quote: Option<&str>, paths: &[&str]| Listed {
            paths: paths.iter().map(|&path| path.to_owned()).collect(),
            quote: quote.map(str::to_owned),
            codes: vec!["C".to_owned()],
            file: "corroborate.toml".to_owned(),
            line: 4,
            ..Listed::default()
        };
        let unused = "S001 the suppression in corroborate.toml:4 silences no finding of `C`";
        let cases = [
            (entry(Some("cost\n$8  billion"), &["s1.md"]), [OFF, NEW, NEW, NEW], None),
            (entry(None, &["s2.md", "s1.md"]), [OFF; 4], None),
            (entry(Some("billion"), &["s1.md", "s2.md"]), [OFF, NEW, OFF, NEW], None),
            (entry(Some("8 bill"), &["s1.md"]), [NEW; 4], Some(unused)),
            (entry(Some(" "), &["s1.md"]), [NEW; 4], Some(unused)),
            (entry(None, &["other.md"]), [NEW; 4], None),
        ];
        for (entry, states, message) in cases {
            let found = applied(&of_config(&results(), [entry]), &Policy::default());
            let message: Vec<String> = message.into_iter().map(str::to_owned).collect();
            assert_eq!(found, (states.to_vec(), message));
        }
    }

    #[test]
    fn an_entry_that_no_draft_has_the_path_of_is_told_where_it_is_written() {
        let entry = Listed {
            lost: Some("drafts/s3.md".to_owned()),
            codes: vec!["C101".to_owned()],
            reason: Some("embargo".to_owned()),
            file: "corroborate.toml".to_owned(),
            line: 4,
            ..Listed::default()
        };
        let mut results = results();
        let listed = of_config(&results, [entry]);
        apply(&mut results, &listed, &Policy::default());
        let told = results.findings.last().unwrap();
        assert_eq!((told.source.as_str(), told.place.line), ("corroborate.toml", 4));
        let message = "the suppression in corroborate.toml:4 silences nothing: no draft is called \
                       `drafts/s3.md`";
        assert_eq!((told.code.as_str(), told.message.as_str()), ("S001", message));
    }

    /// The results, with words that the reader left out of the markup of the draft.
    fn with_dropped(file: &str, words: &str) -> Results {
        let mut results = results();
        let start = file.find(words).unwrap();
        results.sources[0].file = Some(file.to_owned());
        results.findings.push(FindingRecord {
            code: "R001".to_owned(),
            source: "s1".to_owned(),
            place: Place { start, end: start + words.len(), ..Place::default() },
            ..FindingRecord::default()
        });
        results
    }

    #[test]
    fn a_finding_without_a_claim_is_silenced_by_its_place_in_the_file() {
        let file = format!("<nav>1 of 3</nav>{TEXT}");
        let entry = Listed {
            paths: vec!["s1.md".to_owned()],
            quote: Some("1 of".to_owned()),
            codes: vec!["R001".to_owned()],
            ..Listed::default()
        };
        let mut results = with_dropped(&file, "1 of 3");
        let listed = of_config(&results, [entry]);
        apply(&mut results, &listed, &Policy::default());
        assert_eq!(results.findings.iter().filter(|f| f.state == OFF).count(), 1);

        let span = Span::new(0, 20);
        let piece = Piece { text: span, file: Span::new(17, 37) };
        let origin = Some(Origin { file: file.clone(), pieces: vec![piece] });
        let note = directive(Covers::Text(span), &["R001", "C101"]);
        let mut results = with_dropped(&file, "1 of 3");
        let draft = Source { origin, ..article(true, vec![note]) };
        apply(&mut results, &of_draft("s1", &draft), &Policy::default());
        let states: Vec<State> = results.findings.iter().map(|f| f.state).collect();
        assert_eq!(states, [OFF, NEW, NEW, NEW, NEW, NEW], "the last is about R001 being idle");
    }
}
