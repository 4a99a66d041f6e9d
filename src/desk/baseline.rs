//! Findings that are known and left alone: `.corroborate/baseline.toml`.
//!
//! A desk that begins to check old texts puts what is found into a baseline, and from then on only
//! new findings count. Entries are matched by fingerprint, in which no line and no message has a
//! part. An entry may end, and one that matches nothing any more is a finding itself.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::entries::{FINGERPRINT, Page, Shape, read};
use super::{FileError, Notice, add, is_about_decisions, shown};
use crate::results::{FindingRecord, Place, Results, SilencedRecord, State};

const SHAPE: Shape = Shape {
    kind: "finding",
    needed: &[FINGERPRINT, "code", "draft"],
    optional: &["fact", "quote", "against", "added", "reason", "until"],
};

/// The findings that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// By draft, code and fingerprint.
    pub entries: Vec<Entry>,
}

/// A finding that is known. The fingerprint decides; the rest is for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// That of the finding; no two entries share one.
    pub fingerprint: String,
    /// `C101`
    pub code: String,
    /// The label of the fact that it is about.
    pub fact: Option<String>,
    /// The name of the article in which it is reported.
    pub draft: String,
    /// The words of that article.
    pub quote: String,
    /// The names of the articles that stand against it.
    pub against: Vec<String>,
    /// When it came into the baseline.
    pub added: Option<Date>,
    /// Why it is left alone.
    pub reason: Option<String>,
    /// The last day on which it is.
    pub until: Option<Date>,
}

impl Baseline {
    /// Reads a file; all its errors at once.
    pub fn parse(text: &str) -> Result<Self, Vec<FileError>> {
        let entries = read(text, &SHAPE, |fields| {
            // Only a file without errors is used, so what is missing here does not matter.
            Some(Entry {
                fingerprint: fields.text(FINGERPRINT).unwrap_or_default(),
                code: fields.code("code").unwrap_or_default(),
                fact: fields.text("fact"),
                draft: fields.text("draft").unwrap_or_default(),
                quote: fields.text("quote").unwrap_or_default(),
                against: fields.texts("against"),
                added: fields.day("added"),
                reason: fields.text("reason"),
                until: fields.day("until"),
            })
        });
        entries.map(Self::sorted)
    }

    fn sorted(mut entries: Vec<Entry>) -> Self {
        fn key(entry: &Entry) -> [&str; 3] {
            [&entry.draft, &entry.code, &entry.fingerprint]
        }
        entries.sort_by(|a, b| key(a).cmp(&key(b)));
        Self { entries }
    }

    /// The baseline of a run: all its findings but those that are suppressed, called false alarms,
    /// or about decisions. What `previous` has keeps its reason and its days, even where the last
    /// day is past: more time is for a person to give.
    pub fn of(results: &Results, previous: Option<&Self>, added: Date) -> Self {
        let known = previous.map(Self::by_fingerprint).unwrap_or_default();
        let mut seen = BTreeSet::new();
        let open = results.findings.iter().filter(|f| is_open(f));
        let once = open.filter(|f| seen.insert(f.fingerprint.as_str()));
        let entry = |finding: &FindingRecord| {
            let old = known.get(finding.fingerprint.as_str()).copied();
            Entry {
                added: old.map_or(Some(added), |old| old.added),
                reason: old.and_then(|old| old.reason.clone()),
                until: old.and_then(|old| old.until),
                ..Entry::of(results, finding)
            }
        };
        Self::sorted(once.map(entry).collect())
    }

    /// The entries that match a finding of a run, and those that had no part in it.
    pub fn pruned(&self, results: &Results) -> Self {
        let found: BTreeSet<&str> =
            results.findings.iter().map(|f| f.fingerprint.as_str()).collect();
        let homes = Homes::of(results);
        let kept = |e: &&Entry| found.contains(e.fingerprint.as_str()) || !homes.has(&e.draft);
        Self { entries: self.entries.iter().filter(kept).cloned().collect() }
    }

    /// The same with the entries of another baseline whose drafts have no part in a run.
    pub fn with_others(mut self, results: &Results, other: &Self) -> Self {
        let homes = Homes::of(results);
        let others = other.entries.iter().filter(|e| !homes.has(&e.draft)).cloned();
        self.entries.extend(others);
        Self::sorted(self.entries)
    }

    /// Sets the findings aside that are known, and reports the entries that match nothing or have
    /// ended. `path` is the name of the file in messages; without `today` no entry ends.
    pub fn apply(&self, results: &mut Results, path: &str, today: Option<Date>) {
        let known = self.by_fingerprint();
        let mut met: BTreeMap<&str, (String, Place)> = BTreeMap::new();
        for finding in results.findings.iter_mut().filter(|f| !is_about_decisions(&f.code)) {
            let Some(entry) = known.get(finding.fingerprint.as_str()) else { continue };
            met.insert(&entry.fingerprint, (finding.source.clone(), finding.place.clone()));
            if finding.counts() && !entry.has_ended(today) {
                finding.state = State::Baseline;
                finding.silenced = Some(entry.record(path));
            }
        }
        let homes = Homes::of(results);
        let notice = |entry: &Entry| match met.get(entry.fingerprint.as_str()) {
            None => homes.of_draft(&entry.draft).map(|home| entry.unused(path, home)),
            Some(place) if entry.has_ended(today) => Some(entry.ended(path, place)),
            Some(_) => None,
        };
        let notices = self.entries.iter().filter_map(notice).collect();
        add(results, notices);
    }

    /// The file: the same entries give the same text, whatever order they came in.
    pub fn to_toml(&self) -> String {
        let mut page = Page::new();
        for entry in &self.entries {
            page.entry(&SHAPE);
            page.text(FINGERPRINT, Some(&entry.fingerprint));
            page.text("code", Some(&entry.code));
            page.text("fact", entry.fact.as_deref());
            page.text("draft", Some(&entry.draft));
            page.text("quote", Some(&entry.quote));
            page.texts("against", &entry.against);
            page.day("added", entry.added);
            page.text("reason", entry.reason.as_deref());
            page.day("until", entry.until);
        }
        page.finish()
    }

    fn by_fingerprint(&self) -> BTreeMap<&str, &Entry> {
        self.entries.iter().map(|entry| (entry.fingerprint.as_str(), entry)).collect()
    }
}

/// Whether a finding is left to be dealt with.
fn is_open(finding: &FindingRecord) -> bool {
    !is_about_decisions(&finding.code)
        && matches!(finding.state, State::New | State::Baseline | State::Unchanged)
}

/// The drafts of a run, by name: entries of others have no part in it, and nothing is said of them.
struct Homes(BTreeMap<String, String>);

impl Homes {
    fn of(results: &Results) -> Self {
        Self(results.sources.iter().map(|s| (s.name.clone(), s.id.clone())).collect())
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The id of an entry's draft.
    fn of_draft(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

impl Entry {
    fn of(results: &Results, finding: &FindingRecord) -> Self {
        let name = |id: &str| results.source(id).map_or("", |s| s.name.as_str()).to_owned();
        let fact = finding.fact.as_deref().and_then(|id| results.fact(id));
        let against: BTreeSet<String> = finding
            .against
            .iter()
            .filter_map(|id| results.claim(id))
            .map(|c| name(&c.source))
            .collect();
        Self {
            fingerprint: finding.fingerprint.clone(),
            code: finding.code.clone(),
            fact: fact.map(|fact| fact.label.clone()),
            draft: name(&finding.source),
            quote: finding.quote.clone(),
            against: against.into_iter().collect(),
            ..Self::default()
        }
    }

    fn has_ended(&self, today: Option<Date>) -> bool {
        self.until.is_some_and(|until| today.is_some_and(|today| until < today))
    }

    fn record(&self, path: &str) -> SilencedRecord {
        SilencedRecord {
            reason: self.reason.clone(),
            until: self.until.map(|day| day.to_string()),
            who: None,
            place: Some(path.to_owned()),
        }
    }

    fn unused(&self, path: &str, home: &str) -> Notice {
        let path = shown(path);
        let message = format!("an entry of {path} matches no finding: {}", self.title());
        let help = "if what it is about is gone for good, take it out".to_owned();
        self.notice(home, Place::of_line(1), message, help)
    }

    fn ended(&self, path: &str, (home, place): &(String, Place)) -> Notice {
        let (path, title) = (shown(path), self.title());
        let until = self.until.map_or_else(String::new, |day| day.to_string());
        let message = format!("an entry of {path} held until {until}: {title}; it counts again");
        let help = format!("settle the finding, or give its entry in {path} a later `until`");
        self.notice(home, place.clone(), message, help)
    }

    /// ``C101 `over $8 billion` (v1:6f0c1d2e9a7b4c35)``
    fn title(&self) -> String {
        format!("{} `{}` ({})", self.code, shown(&self.quote), shown(&self.fingerprint))
    }

    fn notice(&self, source: &str, place: Place, message: String, help: String) -> Notice {
        Notice {
            code: "B001",
            source: source.to_owned(),
            place,
            quote: String::new(),
            words: self.fingerprint.clone(),
            message,
            help: Some(help),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::codes;
    use crate::desk::sample;

    const PATH: &str = ".corroborate/baseline.toml";

    fn made() -> Baseline {
        Baseline::of(&sample::results(), None, date(2026, 11, 21))
    }

    /// The states of the findings of the sample, and the messages of those that came about.
    fn applied(baseline: &Baseline, today: Option<Date>) -> (Vec<State>, Vec<String>) {
        let mut results = sample::results();
        baseline.apply(&mut results, PATH, today);
        let (about, new) = results.findings.split_at(2);
        assert!(new.iter().all(|f| f.code == "B001" && f.source == "s1"));
        let states = about.iter().map(|f| f.state).collect();
        (states, new.iter().map(|f| f.message.clone()).collect())
    }

    #[test]
    fn a_baseline_is_written_for_people_and_for_merges() {
        let mut baseline = made();
        baseline.entries.truncate(1);
        baseline.entries[0].reason = Some("desk decision, \"story\" 5512".to_owned());
        baseline.entries[0].until = Some(date(2027, 2, 21));
        let print = &baseline.entries[0].fingerprint;
        let expected = format!(
            "version = 1\n\n[[finding]]\nfingerprint = \"{print}\"\ncode = \"C101\"\n\
             fact = \"contract value\"\ndraft = \"d.md\"\nquote = \"$8 billion\"\n\
             against = [\"a.md\"]\nadded = 2026-11-21\n\
             reason = \"desk decision, \\\"story\\\" 5512\"\nuntil = 2027-02-21\n"
        );
        assert_eq!(baseline.to_toml(), expected);
        assert_eq!(Baseline::parse(&expected), Ok(baseline));
    }

    #[test]
    fn known_findings_do_not_count() {
        let mut results = sample::results();
        let mut baseline = made();
        baseline.entries[1].reason = Some("as agreed".to_owned());
        results.findings[0].state = State::Suppressed;
        baseline.apply(&mut results, PATH, None);
        assert_eq!(results.findings[0].state, State::Suppressed, "the first to decide is named");
        assert_eq!(results.findings[1].state, State::Baseline);
        let silenced = results.findings[1].silenced.clone().unwrap();
        assert_eq!(silenced.reason.as_deref(), Some("as agreed"));
        assert_eq!(silenced.place.as_deref(), Some(PATH));
        assert_eq!(results.findings.len(), 2, "an entry of a suppressed finding is not stale");
    }

    #[test]
    fn entries_that_match_nothing_or_have_ended_are_told() {
        let mut baseline = made();
        baseline.entries[1].until = Some(date(2026, 1, 31));
        let ended = baseline.entries[1].fingerprint.clone();
        for (draft, fingerprint) in [("d.md", "v1:0"), ("x.md", "v1:9")] {
            let (draft, fingerprint) = (draft.to_owned(), fingerprint.to_owned());
            baseline.entries.push(Entry { fingerprint, draft, ..baseline.entries[0].clone() });
        }
        let (states, told) = applied(&baseline, Some(date(2026, 2, 1)));
        assert_eq!(states, [State::Baseline, State::New]);
        let file = format!("an entry of {PATH}");
        let stale = format!("{file} matches no finding: C101 `$8 billion`");
        // Of a draft that has no part in the run nothing is said.
        let expected = [
            format!("{file} held until 2026-01-31: C102 `2031` ({ended}); it counts again"),
            format!("{stale} (v1:0)"),
        ];
        assert_eq!(told, expected);
        let (states, told) = applied(&baseline, Some(date(2026, 1, 31)));
        assert_eq!((states, told.len()), (vec![State::Baseline; 2], 1), "the last day counts");
        assert_eq!(applied(&baseline, None).0, [State::Baseline; 2]);
    }

    #[test]
    fn an_update_keeps_what_people_wrote_and_a_prune_adds_nothing() {
        let mut old = made();
        old.entries.truncate(1);
        old.entries[0].reason = Some("as agreed".to_owned());
        old.entries[0].until = Some(date(2026, 1, 1));
        let kept = old.entries[0].clone();
        old.entries.push(Entry { fingerprint: "v1:0".to_owned(), ..kept.clone() });
        let updated = Baseline::of(&sample::results(), Some(&old), date(2027, 1, 1));
        assert_eq!(updated.entries.len(), 2);
        assert_eq!(updated.entries[0], kept);
        assert_eq!(updated.entries[1].added, Some(date(2027, 1, 1)));
        let elsewhere = Entry { draft: "x.md".to_owned(), ..old.entries[1].clone() };
        old.entries.push(elsewhere.clone());
        assert_eq!(old.pruned(&sample::results()).entries, [kept, elsewhere.clone()]);
        let both = updated.with_others(&sample::results(), &old);
        assert_eq!(both.entries.last(), Some(&elsewhere), "other drafts keep their entries");
    }

    #[test]
    fn findings_that_others_silence_and_those_about_decisions_are_not_taken_in() {
        let mut results = sample::results();
        results.findings[0].state = State::Reviewed;
        results.findings[1].code = "S002".to_owned();
        assert_eq!(Baseline::of(&results, None, date(2026, 1, 1)), Baseline::default());
        made().apply(&mut results, PATH, None);
        assert_eq!(results.findings[1].state, State::New);
    }

    #[test]
    fn a_broken_file_is_refused_with_all_its_errors() {
        let text = "version = 1\n\
                    [[finding]]\nfingerprint = 'v1:1'\nrule = 'C101'\ncode = 'C99'\n\
                    draft = 'd.md'\nuntil = 'soon'\n\
                    [[finding]]\ncode = 'C101'\n";
        let errors = Baseline::parse(text).unwrap_err();
        let lines: Vec<usize> = errors.iter().map(|e| e.line).collect();
        assert_eq!(lines, [4, 5, 7, 8, 8]);
    }

    const HOSTILE: [&str; 8] =
        ["\"\"\"", "'''", "\\", "\r\n", "\n[[finding]]\n", "\u{0}", "\u{202E}", "\u{2028}# "];

    fn any_text() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            proptest::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
            any::<char>().prop_map(String::from),
        ];
        proptest::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
    }

    fn any_entry() -> impl Strategy<Value = Entry> {
        let texts = [(); 5].map(|()| any_text());
        (texts, proptest::option::of(1i8..29), 0..codes::ALL.len()).prop_map(
            |([fingerprint, draft, quote, reason, other], day, code)| Entry {
                fingerprint,
                code: codes::ALL[code].id.to_owned(),
                fact: day.map(|_| other.clone()),
                draft,
                quote,
                against: vec![other],
                added: day.map(|day| date(2026, 1, day)),
                reason: Some(reason),
                until: None,
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn any_baseline_is_read_as_it_was_written(
            entries in proptest::collection::vec(any_entry(), 0..4),
        ) {
            let mut entries = Baseline::sorted(entries).entries;
            let mut seen = BTreeSet::new();
            entries.retain(|entry| seen.insert(entry.fingerprint.clone()));
            let baseline = Baseline { entries };
            prop_assert_eq!(Baseline::parse(&baseline.to_toml()), Ok(baseline));
        }

        #[test]
        fn a_baseline_holds_however_far_lines_move(down in 0usize..9999) {
            let mut moved = sample::results();
            for claim in &mut moved.claims {
                claim.place.line += down;
            }
            for finding in &mut moved.findings {
                finding.place.line += down;
                finding.message.push_str("told otherwise");
            }
            prop_assert_eq!(Baseline::of(&moved, None, date(2026, 11, 21)), made());
            made().apply(&mut moved, PATH, None);
            prop_assert!(moved.findings.iter().all(|f| f.state == State::Baseline));
        }
    }
}
