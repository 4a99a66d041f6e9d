//! Findings of changed lines only, as a diff tells them.
//!
//! A finding is about claims in several files. It counts as long as one of its claims, in the draft
//! or in a source, stands on a changed line: a source that changed may contradict a draft that did
//! not.

use std::collections::{BTreeMap, BTreeSet};

use super::FileError;
use crate::results::{FindingRecord, Place, Results, State};

/// What counts as changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Lines that were added or changed.
    Lines,
    /// These, and all others that the diff shows; the lines beside one that was taken out.
    Context,
    /// All lines of a file in which anything changed.
    File,
}

/// What a diff changes, by file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    files: BTreeMap<String, FileChange>,
}

/// What a diff changes in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct FileChange {
    /// The lines that were added or changed.
    lines: Ranges,
    /// The lines that the diff shows.
    shown: Ranges,
    /// Whether it changes in ways that a diff has no lines for.
    whole: bool,
}

impl FileChange {
    fn extend(&mut self, other: Self) {
        self.lines.0.extend(other.lines.0);
        self.shown.0.extend(other.shown.0);
        self.whole |= other.whole;
    }

    fn settle(&mut self) {
        self.lines.settle();
        self.shown.settle();
    }
}

/// Ranges of lines, each with its last line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Ranges(Vec<[usize; 2]>);

impl Ranges {
    /// Adds a range, to the one before where it goes on.
    fn push(&mut self, first: usize, last: usize) {
        match self.0.last_mut() {
            Some([_, end]) if end.saturating_add(1) == first => *end = last,
            _ => self.0.push([first, last]),
        }
    }

    /// Puts the ranges in order, none over another.
    fn settle(&mut self) {
        self.0.sort_unstable();
        self.0.dedup_by(|next, before| {
            let overlap = next[0] <= before[1];
            if overlap {
                before[1] = before[1].max(next[1]);
            }
            overlap
        });
    }

    fn touch(&self, first: usize, last: usize) -> bool {
        let next = self.0.partition_point(|[_, end]| *end < first);
        self.0.get(next).is_some_and(|[start, _]| *start <= last)
    }
}

impl Changes {
    /// Adds files that are new as a whole: those that git does not know yet.
    pub fn add_new(&mut self, paths: impl IntoIterator<Item = String>) {
        let whole = |path| (path, FileChange { whole: true, ..FileChange::default() });
        self.files.extend(paths.into_iter().map(whole));
    }

    /// The same changes by other names. `names` gives those of a path, each with whether a change of
    /// any line is one of the whole: then the lines of the file are not those of what has the name.
    #[must_use]
    pub fn called(self, names: impl Fn(&str) -> Vec<(String, bool)>) -> Self {
        let mut files: BTreeMap<String, FileChange> = BTreeMap::new();
        for (path, change) in self.files {
            for (name, whole) in names(&path) {
                let own = files.entry(without_dot(&name).to_owned()).or_default();
                own.extend(FileChange { whole: change.whole || whole, ..change.clone() });
            }
        }
        files.values_mut().for_each(FileChange::settle);
        Self { files }
    }

    /// Reads a unified diff, that of git or of `diff -u`, with any number of lines of context. What
    /// stands between the changes of two files (a commit message, say) is not looked at.
    ///
    /// Paths are those of the new files, without the `a/` and `b/` of git.
    pub fn parse_unified(diff: &str) -> Result<Self, FileError> {
        let mut reader = Reader::default();
        for (index, line) in diff.lines().enumerate() {
            reader.read(line).map_err(|message| FileError { line: index + 1, message })?;
        }
        if reader.hunk.is_open() {
            let message = "the diff ends inside of a change".to_owned();
            return Err(FileError { line: diff.lines().count(), message });
        }
        if reader.at == At::Start && !diff.trim().is_empty() {
            let message = "this is no unified diff; that of `git diff` is".to_owned();
            return Err(FileError { line: 1, message });
        }
        Ok(reader.finish())
    }

    /// Whether a place in a file stands on a changed line.
    fn touch(&self, name: &str, place: &Place, scope: Scope) -> bool {
        let Some(file) = self.files.get(without_dot(name)) else { return false };
        match scope {
            Scope::Lines => file.whole || file.lines.touch(place.line, place.end_line),
            Scope::Context => file.whole || file.shown.touch(place.line, place.end_line),
            Scope::File => true,
        }
    }
}

/// Sets the findings aside none of whose claims stands on a changed line. Articles are found by
/// their names: who knows which file has which article tells it to [`Changes::called`].
pub fn apply(results: &mut Results, changes: &Changes, scope: Scope) {
    let stands = |source: &str, place: &Place| {
        results.source(source).is_some_and(|s| changes.touch(&s.name, place, scope))
    };
    let claims = results.claims.iter().filter(|c| stands(&c.source, &c.place));
    let claims: BTreeSet<&str> = claims.map(|c| c.id.as_str()).collect();
    let any = |ids: &[String]| ids.iter().any(|id| claims.contains(id.as_str()));
    let facts = results.facts.iter().filter(|f| any(&f.claims));
    let facts: BTreeSet<&str> = facts.map(|f| f.id.as_str()).collect();
    let is_changed = |f: &FindingRecord| {
        stands(&f.source, &f.place)
            || f.fact.as_deref().is_some_and(|id| facts.contains(id))
            || any(f.claim.as_slice())
            || any(&f.against)
    };
    let changed: Vec<bool> = results.findings.iter().map(is_changed).collect();
    for (finding, changed) in results.findings.iter_mut().zip(changed) {
        if finding.counts() && !changed {
            finding.state = State::Unchanged;
        }
    }
}

/// Where in a diff a line stands that is no part of a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    /// Before the first file.
    #[default]
    Start,
    /// After the line of git that names both paths.
    Header,
    /// After `+++ `.
    Named,
    /// After a change.
    Hunk,
    /// After lines that belong to no file.
    Between,
}

/// Reads a diff line by line.
#[derive(Default)]
struct Reader {
    files: BTreeMap<String, FileChange>,
    at: At,
    /// The file whose changes are read: its new path, none if it is gone.
    path: Option<String>,
    change: FileChange,
    /// The old and the new path on the line of git, with their prefixes.
    named: Option<(String, String)>,
    /// The path after `--- `, on the line after it.
    old: Option<String>,
    hunk: Hunk,
}

/// The lines of a change that are still to come.
#[derive(Default)]
struct Hunk {
    old: usize,
    new: usize,
    /// The next line of the new file.
    line: usize,
}

impl Hunk {
    /// Reads what follows `@@ `: `-4,2 +4,3 @@ words`.
    fn parse(header: &str) -> Option<Self> {
        let (ranges, _) = header.split_once(" @@")?;
        let (old, new) = ranges.split_once(' ')?;
        let (_, old) = range(old.strip_prefix('-')?)?;
        let (line, new) = range(new.strip_prefix('+')?)?;
        Some(Self { old, new, line })
    }

    fn is_open(&self) -> bool {
        self.old > 0 || self.new > 0
    }

    /// Takes one line of the old file.
    fn take_old(&mut self) -> Result<(), String> {
        self.old = self.old.checked_sub(1).ok_or_else(miscounted)?;
        Ok(())
    }

    /// Takes one line of the new file; returns its number.
    fn take_new(&mut self) -> Result<usize, String> {
        self.new = self.new.checked_sub(1).ok_or_else(miscounted)?;
        let line = self.line;
        self.line = line.saturating_add(1);
        Ok(line)
    }
}

/// The first line and the number of lines of `4,2`, or of `4` for one line.
fn range(text: &str) -> Option<(usize, usize)> {
    let number = |digits: &str| {
        let sound = digits.bytes().all(|b| b.is_ascii_digit());
        if sound { digits.parse::<usize>().ok() } else { None }
    };
    let (start, count) = text.split_once(',').unwrap_or((text, "1"));
    Some((number(start)?, number(count)?))
}

fn miscounted() -> String {
    "a change has not as many lines as its `@@` line says".to_owned()
}

fn unreadable() -> String {
    "this path can't be read".to_owned()
}

impl Reader {
    fn read(&mut self, line: &str) -> Result<(), String> {
        if self.hunk.is_open() {
            return self.body(line);
        }
        let old = self.old.take();
        if line.starts_with("diff --c") || line.starts_with("@@@ ") {
            return Err("the diff of a merge can't be read; give one to one revision".to_owned());
        }
        if let Some(paths) = line.strip_prefix("diff --git ") {
            self.begin(paths);
        } else if let Some(path) = line.strip_prefix("--- ") {
            self.old = Some(path.to_owned());
        } else if let (Some(old), Some(new)) = (old, line.strip_prefix("+++ ")) {
            self.name(&old, new)?;
        } else if let Some(header) = line.strip_prefix("@@ ") {
            self.open(header)?;
        } else if self.at == At::Header {
            self.header(line)?;
        } else {
            self.between(line)?;
        }
        Ok(())
    }

    /// Begins a file at the line of git that names its paths.
    fn begin(&mut self, paths: &str) {
        self.flush();
        self.at = At::Header;
        self.named = both_paths(paths);
        self.path = self.named.as_ref().map(|(old, new)| without_prefix(old, new));
    }

    /// Reads a line between that of git and the first change.
    fn header(&mut self, line: &str) -> Result<(), String> {
        let renamed = line.strip_prefix("rename to ").or_else(|| line.strip_prefix("copy to "));
        if let Some(renamed) = renamed {
            let path = path(renamed).ok_or_else(unreadable)?;
            self.path = Some(without_dot(&path).to_owned());
        } else if line.starts_with("deleted file mode ") {
            self.path = None;
        } else if line.starts_with("Binary files ") || line == "GIT binary patch" {
            if self.path.is_none() && self.named.is_none() {
                return Err(unreadable());
            }
            self.change.whole = true;
        }
        Ok(())
    }

    /// Takes the paths of `--- ` and `+++ `.
    fn name(&mut self, old: &str, new: &str) -> Result<(), String> {
        let (old, new) = (path(old).ok_or_else(unreadable)?, path(new).ok_or_else(unreadable)?);
        if self.at != At::Header {
            self.flush();
        }
        self.at = At::Named;
        // Of a new file only the line of git has the prefix of old paths.
        let old = match &self.named {
            Some((named, _)) if old == NOWHERE => named,
            _ => &old,
        };
        self.path = (new != NOWHERE).then(|| without_prefix(old, &new));
        Ok(())
    }

    /// Begins a change.
    fn open(&mut self, header: &str) -> Result<(), String> {
        if !matches!(self.at, At::Named | At::Hunk) {
            return Err("a change of no file: the line `+++ ` with its path is missing".to_owned());
        }
        self.at = At::Hunk;
        self.hunk = Hunk::parse(header)
            .ok_or_else(|| "a change begins with a line like `@@ -4,2 +4,3 @@`".to_owned())?;
        // A change without new lines stands between two lines.
        let more = if self.hunk.new == 0 { 1 } else { self.hunk.new - 1 };
        self.change.shown.push(self.hunk.line, self.hunk.line.saturating_add(more));
        Ok(())
    }

    /// Reads a line of a change.
    fn body(&mut self, line: &str) -> Result<(), String> {
        match line.bytes().next() {
            Some(b'\\') => {}
            Some(b'-') => self.hunk.take_old()?,
            Some(b'+') => {
                let added = self.hunk.take_new()?;
                self.change.lines.push(added, added);
            }
            // Some programs take the blank of an empty line away.
            Some(b' ') | None => {
                self.hunk.take_old()?;
                self.hunk.take_new()?;
            }
            Some(_) => return Err("a line of a change begins with ` `, `+` or `-`".to_owned()),
        }
        Ok(())
    }

    /// Passes a line that belongs to no file, unless it goes on with a change that has ended.
    fn between(&mut self, line: &str) -> Result<(), String> {
        let is_signature = line.trim_end() == "--";
        match (self.at, line.bytes().next()) {
            (At::Hunk, Some(b' ' | b'+' | b'-')) if !is_signature => return Err(miscounted()),
            // `\ No newline at end of file`
            (At::Hunk, Some(b'\\')) | (At::Start, _) => {}
            _ => self.at = At::Between,
        }
        Ok(())
    }

    /// Ends the file before.
    fn flush(&mut self) {
        self.named = None;
        let change = std::mem::take(&mut self.change);
        if let Some(path) = self.path.take() {
            self.files.entry(path).or_default().extend(change);
        }
    }

    fn finish(mut self) -> Changes {
        self.flush();
        self.files.values_mut().for_each(FileChange::settle);
        Changes { files: self.files }
    }
}

/// The path of a file that there is not.
const NOWHERE: &str = "/dev/null";

/// The path of a `--- ` or `+++ ` line: in quotation marks, or up to a tab and a date.
fn path(text: &str) -> Option<String> {
    if text.starts_with('"') {
        return unquoted(text).map(|(path, _)| path);
    }
    text.split('\t').next().map(str::to_owned)
}

/// The two paths of a line `diff --git `, if it is clear where the first one ends: one is in
/// quotation marks, or they are the same but for their prefixes.
fn both_paths(text: &str) -> Option<(String, String)> {
    if let Some((old, rest)) = unquoted(text) {
        return Some((old, path(rest.strip_prefix(' ')?)?));
    }
    if let Some(at) = text.find(" \"") {
        return Some((text.get(..at)?.to_owned(), path(text.get(at + 1..)?)?));
    }
    let middle = text.len() / 2;
    let (old, new) = (text.get(..middle)?, text.get(middle..)?.strip_prefix(' ')?);
    let same = old == new || (tail(old).is_some() && tail(old) == tail(new));
    same.then(|| (old.to_owned(), new.to_owned()))
}

/// A path without its first folder.
fn tail(path: &str) -> Option<&str> {
    path.split_once('/').map(|(_, tail)| tail)
}

/// A path in the quotation marks of C at the start of a text, and what follows it.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut bytes = inside.bytes().enumerate();
    let mut path = Vec::new();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                let rest = inside.get(at + 1..)?;
                return Some((String::from_utf8_lossy(&path).into_owned(), rest));
            }
            b'\\' => path.push(escaped(&mut bytes)?),
            _ => path.push(byte),
        }
    }
    None
}

/// The byte that stands after a backslash.
fn escaped(bytes: &mut impl Iterator<Item = (usize, u8)>) -> Option<u8> {
    let (_, first) = bytes.next()?;
    Some(match first {
        b'a' => 0x07,
        b'b' => 0x08,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 0x0B,
        b'f' => 0x0C,
        b'r' => b'\r',
        b'"' | b'\\' => first,
        b'0'..=b'3' => {
            let mut digit = || bytes.next().map(|(_, b)| b).filter(|b| (b'0'..=b'7').contains(b));
            let (second, third) = (digit()?, digit()?);
            (first - b'0') * 64 + (second - b'0') * 8 + (third - b'0')
        }
        _ => return None,
    })
}

/// A new path without the prefix that tells it from the old one: `b/`, or another of git's.
fn without_prefix(old: &str, new: &str) -> String {
    const PREFIXES: [&str; 6] = ["a/", "b/", "c/", "i/", "o/", "w/"];
    let prefix = |path: &str| PREFIXES.into_iter().find(|prefix| path.starts_with(prefix));
    let bare = match (prefix(old), prefix(new)) {
        (Some(old), Some(own)) if old != own => new.strip_prefix(own),
        (None, Some(own)) if old == NOWHERE => new.strip_prefix(own),
        _ => None,
    };
    without_dot(bare.unwrap_or(new)).to_owned()
}

fn without_dot(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::desk::sample::{self, on};

    const GIT: &str = "\
diff --git a/d.md b/d.md
index 1111111..2222222 100644
--- a/d.md
+++ b/d.md
@@ -2,3 +2,4 @@ words of the line before
 two
-three
+three, changed
+three and a half
 four
@@ -20,2 +21 @@
 twenty
-gone
";

    /// The lines of a file up to 30 that count as changed.
    fn changed(diff: &str, name: &str, scope: Scope) -> Vec<usize> {
        let changes = Changes::parse_unified(diff).unwrap();
        (1..=30).filter(|&line| changes.touch(name, &on(line), scope)).collect()
    }

    #[test]
    fn a_scope_says_what_counts_as_changed() {
        assert_eq!(changed(GIT, "d.md", Scope::Lines), [3, 4]);
        assert_eq!(changed(GIT, "d.md", Scope::Context), [2, 3, 4, 5, 21]);
        assert_eq!(changed(GIT, "d.md", Scope::File).len(), 30);
        assert_eq!(changed(GIT, "./d.md", Scope::Lines), [3, 4]);
        assert_eq!(changed(GIT, "e.md", Scope::File), [0; 0]);
    }

    #[test]
    fn a_diff_without_context_says_the_same() {
        let diff = "--- d.md\t2026-11-20 10:00\n+++ d.md\t2026-11-21 10:00\n\
                    @@ -3 +3,2 @@\n-three\n+three, changed\n+three and a half\n\
                    @@ -21 +21,0 @@\n-gone\n";
        assert_eq!(changed(diff, "d.md", Scope::Lines), [3, 4]);
        assert_eq!(changed(diff, "d.md", Scope::Context), [3, 4, 21, 22]);
    }

    #[test]
    fn a_place_over_several_lines_is_changed_by_any_of_them() {
        let changes = Changes::parse_unified(GIT).unwrap();
        let touched = |line, end_line| {
            changes.touch("d.md", &Place { line, end_line, ..Place::default() }, Scope::Lines)
        };
        assert!(touched(1, 3) && touched(4, 9) && touched(1, 30));
        assert!(!touched(1, 2) && !touched(5, 30));
    }

    #[test]
    fn paths_are_those_of_the_new_files() {
        let hunk = "@@ -0,0 +1 @@\n+one\n\\ No newline at end of file\n";
        let cases = [
            ("--- /dev/null\n+++ b/new.md\n", "new.md"),
            ("diff --git b/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x\n", "b/x"),
            ("diff --git a/b/x b/b/x\n--- a/b/x\n+++ b/b/x\n", "b/x"),
            ("diff --git i/x w/x\n--- i/x\n+++ w/x\n", "x"),
            ("--- a b.md\t\n+++ a b.md\t\n", "a b.md"),
            ("diff --git a/x b/y\nrename from x\nrename to y\n--- a/x\n+++ b/y\n", "y"),
            (
                "--- \"a/caf\\303\\251 \\\"1\\\".md\"\n+++ \"b/caf\\303\\251 \\\"1\\\".md\"\n",
                "café \"1\".md",
            ),
        ];
        for (head, name) in cases {
            assert_eq!(changed(&format!("{head}{hunk}"), name, Scope::Lines), [1], "{head}");
        }
    }

    #[test]
    fn files_without_lines_are_changed_as_a_whole_or_not_at_all() {
        let binary = "index 1..2 100644\nBinary files a/x and b/x differ\n";
        let cases = [
            (format!("diff --git a/a b.docx b/a b.docx\n{binary}"), "a b.docx", 30, 30),
            (format!("diff --git \"a/\\303\\251\" \"b/\\303\\251\"\n{binary}"), "é", 30, 30),
            (format!("diff --git a/x \"b/\\303\\251\"\nrename to y\n{binary}"), "y", 30, 30),
            ("diff --git a/x b/y\nrename from x\nrename to y\n".to_owned(), "y", 0, 30),
            ("diff --git a/x b/x\nold mode 100644\nnew mode 100755\n".to_owned(), "x", 0, 30),
            ("diff --git a/x b/x\ndeleted file mode 100644\n".to_owned(), "x", 0, 0),
            ("--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n".to_owned(), "x", 0, 0),
        ];
        for (diff, name, lines, file) in cases {
            assert_eq!(changed(&diff, name, Scope::Lines).len(), lines, "{diff}");
            assert_eq!(changed(&diff, name, Scope::File).len(), file, "{diff}");
        }
    }

    #[test]
    fn changes_are_told_by_the_names_of_articles() {
        let diff = "--- a/desk/wire.txt\n+++ b/desk/wire.txt\n@@ -4 +4 @@\n-a\n+b\n\
                    --- a/x.txt\n+++ b/x.txt\n@@ -7 +7 @@\n-a\n+b\n";
        let changes = Changes::parse_unified(diff).unwrap().called(|path| match path {
            "desk/wire.txt" => vec![("wire".to_owned(), false), ("record".to_owned(), true)],
            _ => vec![("./wire".to_owned(), false)],
        });
        let touch =
            |name: &str, line: usize| changes.touch(name, &Place::of_line(line), Scope::Lines);
        assert_eq!([4, 5, 7].map(|line| touch("wire", line)), [true, false, true]);
        assert!(touch("record", 99) && !touch("desk/wire.txt", 4));
    }

    #[test]
    fn text_around_the_changes_is_passed_over() {
        let log = format!("commit 1\n\n    + a message\n\n{GIT}\ncommit 0\n\n    - another\n");
        assert_eq!(changed(&log, "d.md", Scope::Lines), [3, 4]);
        let patch = format!("From 1\nSubject: words\n---\n d.md | 4 ++-\n\n{GIT}-- \n2.43.0\n");
        assert_eq!(changed(&patch, "d.md", Scope::Lines), [3, 4]);
        assert_eq!(Changes::parse_unified(" \n"), Ok(Changes::default()));
    }

    #[test]
    fn what_is_no_sound_diff_is_refused() {
        let head = "--- a/x\n+++ b/x\n";
        let no_file = "a change of no file: the line `+++ ` with its path is missing";
        let no_range = "a change begins with a line like `@@ -4,2 +4,3 @@`";
        let miscounted = "a change has not as many lines as its `@@` line says";
        let cases = [
            ("words\nwords\n".to_owned(), 1, "this is no unified diff; that of `git diff` is"),
            ("@@ -1 +1 @@\n-a\n+b\n".to_owned(), 1, no_file),
            ("diff --git a/x b/x\n@@ -1 +1 @@\n".to_owned(), 2, no_file),
            (format!("{head}@@ -1 +x @@\n"), 3, no_range),
            (format!("{head}@@ -1 +99999999999999999999999 @@\n"), 3, no_range),
            (format!("{head}@@ -1 +1\n"), 3, no_range),
            (format!("{head}@@ -1 +1 @@\n-a\n+b\n+c\n"), 6, miscounted),
            (format!("{head}@@ -1 +1 @@\n-a\n-b\n"), 5, miscounted),
            (format!("{head}@@ -1 +1 @@\n-a\n"), 4, "the diff ends inside of a change"),
            (
                format!("{head}@@ -1 +1 @@\nwords\n"),
                4,
                "a line of a change begins with ` `, `+` or `-`",
            ),
            ("--- a/x\n+++ \"b/x\n".to_owned(), 2, "this path can't be read"),
            ("diff --git a/x b/y\nBinary files differ\n".to_owned(), 2, "this path can't be read"),
            (
                "diff --cc x\nindex 1,2..3\n".to_owned(),
                1,
                "the diff of a merge can't be read; give one to one revision",
            ),
        ];
        for (diff, line, message) in cases {
            let expected = FileError { line, message: message.to_owned() };
            assert_eq!(Changes::parse_unified(&diff), Err(expected), "{diff}");
        }
    }

    #[test]
    fn a_finding_counts_as_long_as_a_claim_of_its_fact_is_on_a_changed_line() {
        let diff = |name: &str, line: usize| {
            format!("--- a/{name}\n+++ b/{name}\n@@ -{line} +{line} @@\n-old\n+new\n")
        };
        let (new, unchanged) = (State::New, State::Unchanged);
        let cases = [
            (diff("d.md", 4), [new, unchanged]),
            (diff("d.md", 9), [unchanged, new]),
            (diff("a.md", 7), [new, unchanged]),
            (diff("b.md", 2), [unchanged, new]),
            (diff("b.md", 3), [unchanged, unchanged]),
            (String::new(), [unchanged, unchanged]),
        ];
        for (diff, states) in cases {
            let mut results = sample::results();
            let changes = Changes::parse_unified(&diff).unwrap();
            apply(&mut results, &changes, Scope::Lines);
            let found: Vec<State> = results.findings.iter().map(|f| f.state).collect();
            assert_eq!(found, states, "{diff}");
        }
    }

    #[test]
    fn findings_about_decisions_follow_their_place_and_silent_ones_stay_as_they_are() {
        let mut results = sample::results();
        results.findings[0].state = State::Baseline;
        for line in [3, 5] {
            results.findings.push(FindingRecord {
                code: "S001".to_owned(),
                source: "s1".to_owned(),
                place: on(line),
                ..FindingRecord::default()
            });
        }
        apply(&mut results, &Changes::parse_unified(GIT).unwrap(), Scope::Lines);
        let found: Vec<State> = results.findings.iter().map(|f| f.state).collect();
        assert_eq!(found, [State::Baseline, State::Unchanged, State::New, State::Unchanged]);
    }

    const LINES: [&str; 16] = [
        "diff --git a/x b/x",
        "diff --git \"a/\\3",
        "--- a/x",
        "+++ b/x",
        "+++ \"b/\\377\\",
        "@@ -1 +1 @@",
        "@@ -0,0 +18446744073709551615,2 @@",
        "@@ -2,18446744073709551615 +0,0 @@",
        "rename to \"",
        "Binary files differ",
        "\\ No newline at end of file",
        "+é",
        "-",
        " ",
        "",
        "é",
    ];

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn any_text_is_read_or_refused(
            lines in proptest::collection::vec(proptest::sample::select(LINES.to_vec()), 0..12),
            chars in proptest::collection::vec(any::<char>(), 0..12),
        ) {
            for text in [lines.join("\n"), String::from_iter(&chars)] {
                if let Ok(changes) = Changes::parse_unified(&text) {
                    let mut results = sample::results();
                    apply(&mut results, &changes, Scope::Context);
                    prop_assert_eq!(results.findings.len(), 2);
                }
            }
        }
    }
}
