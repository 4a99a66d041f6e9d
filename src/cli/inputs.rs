//! Paths to sources. What can't be read is a problem that is reported; the rest is read.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use corroborate::formats::{self, Format};
use corroborate::results::ProblemRecord;
use corroborate::text::{self, Source};
use corroborate::{value, wire};
use globset::{GlobBuilder, GlobMatcher};
use serde::Deserialize;
use toml::Spanned;

use super::names::{Root, shown};

/// An article, and where it was read.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) source: Source,
    /// The file as the program opened it.
    pub(crate) file: PathBuf,
    /// Whether the file may hold other articles too.
    pub(crate) part: bool,
}

/// What was read, and what could not be.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) inputs: Vec<Input>,
    pub(crate) problems: Vec<ProblemRecord>,
}

/// How inputs are read.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// What `-` is called, which also says its format.
    pub(crate) stdin_name: Option<String>,
    /// Commands that turn files of an extension into plain text on their standard output.
    pub(crate) converters: Vec<Converter>,
}

/// A command for files of one extension: `pdf=pdftotext -layout {} -`.
#[derive(Clone, Debug)]
pub(crate) struct Converter {
    extension: String,
    command: Vec<String>,
}

impl std::str::FromStr for Converter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (extension, command) = text.split_once('=').ok_or("write it as EXTENSION=COMMAND")?;
        let command = words(command).ok_or("a quotation in the command is not closed")?;
        if extension.is_empty() || command.is_empty() {
            return Err("write it as EXTENSION=COMMAND".to_owned());
        }
        Ok(Self { extension: extension.trim_start_matches('.').to_lowercase(), command })
    }
}

/// The words of a command; quotation marks keep blanks in a word. None where one is never closed.
fn words(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quotation = None;
    for c in command.chars() {
        match quotation {
            Some(mark) if c == mark => quotation = None,
            None if matches!(c, '"' | '\'') => {
                quotation = Some(c);
                word = word.or_else(|| Some(String::new()));
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quotation.is_none().then_some(words)
}

impl Converter {
    /// The text that the command makes of a file, whose path stands for `{}` or comes last.
    fn text(&self, path: &Path) -> io::Result<Vec<u8>> {
        let has_place = self.command.iter().any(|word| word == "{}");
        let path = path.as_os_str();
        let words = self.command.iter().map(|w| if w == "{}" { path } else { OsStr::new(w) });
        let mut words = words.chain((!has_place).then_some(path));
        let program = words.next().unwrap_or_default();
        let output = Command::new(program).args(words).stdin(Stdio::null()).output();
        let output = output.map_err(|e| {
            io::Error::other(format!("`{}` could not be run: {e}", program.to_string_lossy()))
        })?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let line = said.lines().next().unwrap_or("no message");
        Err(io::Error::other(format!("`{}` failed: {line}", self.command.join(" "))))
    }
}

/// `story.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    title: String,
    article: Vec<Article>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Article {
    file: PathBuf,
    name: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    published: Option<Spanned<String>>,
    #[serde(default)]
    draft: bool,
}

/// Reads everything that the paths name: files, folders, patterns, `-` for standard input.
pub(crate) fn gather(paths: &[PathBuf], reading: &Reading, root: &Root) -> Gathered {
    let mut gathering = Gathering {
        reading,
        root,
        seen: BTreeSet::new(),
        met: 0,
        around: Vec::new(),
        gathered: Gathered::default(),
    };
    for path in paths {
        gathering.path(path);
    }
    gathering.gathered.without_twins(BTreeSet::new())
}

impl Gathered {
    pub(crate) fn problem(&mut self, path: &Path, message: impl std::fmt::Display) {
        self.problem_at(path, None, message);
    }

    /// Takes out what a story's file calls no draft, where it calls some a draft: those are sources.
    pub(crate) fn without_others(&mut self) -> Vec<Input> {
        if !self.inputs.iter().any(|i| i.source.draft) {
            return Vec::new();
        }
        let told = |i: &Input| i.source.draft || i.source.story.is_none();
        let (drafts, others) = std::mem::take(&mut self.inputs).into_iter().partition(told);
        self.inputs = drafts;
        others
    }

    fn problem_at(&mut self, path: &Path, line: Option<usize>, message: impl std::fmt::Display) {
        self.problems.push(ProblemRecord { path: shown(path), line, message: message.to_string() });
    }

    /// Names are how articles are cited: of two with one name the second is a problem. Some are
    /// taken already.
    pub(crate) fn without_twins(mut self, mut taken: BTreeSet<String>) -> Self {
        let (kept, twins): (Vec<_>, Vec<_>) =
            self.inputs.into_iter().partition(|i| taken.insert(i.source.name.clone()));
        self.inputs = kept;
        for twin in twins {
            let message = format!("a second article is called `{}`", twin.source.name);
            self.problem(&twin.file, message);
        }
        self
    }
}

/// The articles without what was said of their files.
pub(crate) fn sources(inputs: &[Input]) -> Vec<Source> {
    inputs.iter().map(|i| i.source.clone()).collect()
}

/// The text of a file that the program itself needs; `role` says what for.
pub(crate) fn text_of(path: &Path, role: &str) -> anyhow::Result<String> {
    fs::read_to_string(path).map_err(|e| unread(path, role, &e))
}

/// What to say of a file that the program needs and can't read.
pub(crate) fn unread(path: &Path, role: &str, error: &io::Error) -> anyhow::Error {
    let shown = shown(path);
    match error.kind() {
        io::ErrorKind::NotFound => anyhow::anyhow!("{role} {shown}: no such file"),
        io::ErrorKind::InvalidData => {
            anyhow::anyhow!("{role} {shown}: not UTF-8; save the file as UTF-8")
        }
        _ => anyhow::anyhow!("{role} {shown}: {error}"),
    }
}

/// The texts of files of rules, each with its name.
pub(crate) fn rule_files(paths: &[PathBuf]) -> anyhow::Result<Vec<(String, String)>> {
    paths.iter().map(|path| Ok((shown(path), text_of(path, "the rules")?))).collect()
}

/// Inputs as they are read.
struct Gathering<'a> {
    reading: &'a Reading,
    root: &'a Root,
    /// The files read so far: one that is named twice is one article.
    seen: BTreeSet<PathBuf>,
    /// How many files there were so far, those that were read before too.
    met: usize,
    /// The folders around the one that is being read: a link may lead back to one of them.
    around: Vec<PathBuf>,
    gathered: Gathered,
}

impl Gathering<'_> {
    fn path(&mut self, path: &Path) {
        if path == Path::new("-") {
            self.stdin();
        } else if path.is_dir() {
            let before = (self.met, self.gathered.problems.len());
            self.folder(path);
            if before == (self.met, self.gathered.problems.len()) {
                self.gathered.problem(path, format!("no article in this folder ({})", readable()));
            }
        } else if !path.exists() && is_pattern(path) {
            self.pattern(path);
        } else if has_extension(path, "jsonl") {
            self.lines(path);
        } else {
            self.article(path);
        }
    }

    fn stdin(&mut self) {
        let mut bytes = Vec::new();
        let named = self.reading.stdin_name.as_ref().map(PathBuf::from);
        let name = named.as_ref().map_or_else(|| "-".to_owned(), |path| self.root.name(path));
        let file = named.clone().unwrap_or_else(|| PathBuf::from("-"));
        if let Err(e) = io::stdin().read_to_end(&mut bytes) {
            return self.gathered.problem(&file, e);
        }
        let format = Format::of_path(&name).unwrap_or(Format::Text);
        match formats::read(&name, &bytes, format) {
            Ok(source) => {
                self.gathered.inputs.push(Input { source, file, part: named.is_none() });
            }
            Err(e) => self.gathered.problem_at(&file, e.line(), e),
        }
    }

    /// A story, or all articles and stories below a folder, by name.
    fn folder(&mut self, path: &Path) {
        let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if self.around.contains(&full) {
            return;
        }
        self.around.push(full);
        self.inside(path);
        self.around.pop();
    }

    fn inside(&mut self, path: &Path) {
        let story = path.join("story.toml");
        if story.is_file() {
            return self.story(path, &story);
        }
        let inside = match sorted(path) {
            Ok(inside) => inside,
            Err(e) => return self.gathered.problem(path, e),
        };
        for path in inside {
            if path.is_dir() {
                self.folder(&path);
            } else if has_extension(&path, "jsonl") {
                self.lines(&path);
            } else if path.is_file() && self.can_read(&path) {
                self.article(&path);
            }
        }
    }

    fn can_read(&self, path: &Path) -> bool {
        Format::of_path(&shown(path)).is_some() || self.converter(path).is_some()
    }

    fn converter(&self, path: &Path) -> Option<&Converter> {
        self.reading.converters.iter().find(|c| has_extension(path, &c.extension))
    }

    /// All files that a pattern matches: `wire/**/*.txt`.
    fn pattern(&mut self, path: &Path) {
        match matching(Path::new(""), &path.to_string_lossy(), &[]) {
            Ok(found) if found.is_empty() => {
                self.gathered.problem(path, "no file matches this pattern");
            }
            Ok(found) => found.iter().for_each(|p| self.path(p)),
            Err(e) => self.gathered.problem(path, e),
        }
    }

    /// Whether a file was not read before, by another path perhaps.
    fn is_new(&mut self, path: &Path) -> bool {
        self.met += 1;
        self.seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
    }

    fn bytes(&mut self, path: &Path) -> Option<Vec<u8>> {
        // What is not there is not for a converter to say.
        let read = match self.converter(path).filter(|_| path.exists()) {
            Some(converter) => converter.text(path),
            None => fs::read(path),
        };
        match read {
            Ok(bytes) => Some(bytes),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                self.gathered.problem(path, "no such file or folder");
                None
            }
            Err(e) => {
                self.gathered.problem(path, e);
                None
            }
        }
    }

    fn read(&mut self, path: &Path) -> Option<Input> {
        if !self.is_new(path) {
            return None;
        }
        let bytes = self.bytes(path)?;
        let name = self.root.name(path);
        let converted = self.converter(path).is_some();
        let format = Format::of_path(&name).filter(|_| !converted).unwrap_or(Format::Text);
        match formats::read(&name, &bytes, format) {
            Ok(source) => Some(Input { source, file: path.to_owned(), part: false }),
            Err(e) => {
                self.gathered.problem_at(path, e.line(), e);
                None
            }
        }
    }

    fn article(&mut self, path: &Path) {
        let input = self.read(path);
        self.gathered.inputs.extend(input);
    }

    fn story(&mut self, folder: &Path, file: &Path) {
        let text = match fs::read_to_string(file) {
            Ok(text) => text,
            Err(e) => return self.gathered.problem(file, e),
        };
        let story: Story = match toml::from_str(&text) {
            Ok(story) => story,
            Err(e) => {
                let at = e.span().map_or(0, |s| s.start);
                let line = text::Lines::of(&text).line(at);
                let message = e.message().lines().next().unwrap_or_default().to_owned();
                return self.gathered.problem_at(file, Some(line), message);
            }
        };
        let name = folder.file_name().map_or(story.title, |n| n.to_string_lossy().into_owned());
        let lines = text::Lines::of(&text);
        for article in story.article {
            let wrong =
                article.published.as_ref().filter(|d| value::parse_edtf(d.get_ref()).is_none());
            if let Some(date) = wrong {
                let line = lines.line(date.span().start);
                self.gathered.problem_at(file, Some(line), wire::bad_date(date.get_ref()));
            } else {
                self.told(folder, &name, article);
            }
        }
    }

    /// An article of a story with what the story file says of it.
    fn told(&mut self, folder: &Path, story: &str, article: Article) {
        let Some(Input { source, file, part }) = self.read(&folder.join(&article.file)) else {
            return;
        };
        let source = Source {
            title: article.name.or(source.title),
            publisher: article.publisher.or(source.publisher),
            url: article.url.or(source.url),
            published: article.published.map(Spanned::into_inner).or(source.published),
            story: Some(story.to_owned()),
            draft: article.draft,
            ..source
        };
        self.gathered.inputs.push(Input { source, file, part });
    }

    fn lines(&mut self, path: &Path) {
        if !self.is_new(path) {
            return;
        }
        let Some(bytes) = self.bytes(path) else { return };
        let text = match text::read("", &bytes) {
            Ok(source) => source.text,
            Err(e) => return self.gathered.problem_at(path, e.line(), e),
        };
        let (sources, bad) = wire::documents(&text);
        let input = |source| Input { source, file: path.to_owned(), part: true };
        self.gathered.inputs.extend(sources.into_iter().map(input));
        for line in bad {
            self.gathered.problem_at(path, Some(line.line), line.message);
        }
    }
}

/// The files below a folder that one of the patterns matches and none of the others, by name.
/// Patterns are relative to the folder.
pub(crate) fn matching(
    base: &Path,
    include: &str,
    exclude: &[String],
) -> Result<Vec<PathBuf>, globset::Error> {
    let wanted = glob(include)?;
    let unwanted: Vec<GlobMatcher> = exclude.iter().map(|p| glob(p)).collect::<Result<_, _>>()?;
    // Only what lies below the part without wildcards can match.
    let fixed: PathBuf = Path::new(include)
        .components()
        .take_while(|c| !is_pattern(Path::new(c.as_os_str())))
        .collect();
    let mut found = Vec::new();
    walk(&base.join(&fixed), &mut Vec::new(), &mut |path: &Path| {
        let path = path.strip_prefix("./").unwrap_or(path);
        let inside = path.strip_prefix(base).unwrap_or(path);
        let is_match = wanted.is_match(inside) && !unwanted.iter().any(|g| g.is_match(inside));
        // A folder is handed over only if it can't be read: whoever opens it says why.
        if is_match || path.is_dir() {
            found.push(path.to_owned());
        }
    });
    Ok(found)
}

/// Visits all files below a path, by name, and folders that can't be read. A link that leads back to
/// a folder around it is not followed.
fn walk(path: &Path, around: &mut Vec<PathBuf>, visit: &mut impl FnMut(&Path)) {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    if !path.is_dir() {
        return visit(path);
    }
    let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if around.contains(&full) {
        return;
    }
    around.push(full);
    match sorted(path) {
        Ok(inside) => {
            for path in &inside {
                walk(path, around, visit);
            }
        }
        Err(_) => visit(path),
    }
    around.pop();
}

/// `*` stays within a folder, `**` does not.
pub(crate) fn glob(pattern: &str) -> Result<GlobMatcher, globset::Error> {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    Ok(GlobBuilder::new(pattern).literal_separator(true).build()?.compile_matcher())
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

/// What stands in a folder, by name; hidden files and folders are left out.
fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let hidden = |p: &PathBuf| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
    let mut inside = fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<io::Result<Vec<PathBuf>>>()?;
    inside.retain(|p| !hidden(p));
    inside.sort();
    Ok(inside)
}

/// What a folder is searched for, in words.
fn readable() -> String {
    let all: Vec<String> = Format::ALL
        .iter()
        .flat_map(|f| f.extensions())
        .map(|e| format!(".{e}"))
        .chain([".jsonl".to_owned(), "story.toml".to_owned()])
        .collect();
    all.join(", ")
}

pub(crate) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_taken_apart_at_blanks_that_stand_in_no_quotation() {
        let cases: [(&str, &[&str]); 4] = [
            ("pdftotext  -layout {} -", &["pdftotext", "-layout", "{}", "-"]),
            ("sh -c 'cat \"$0\" | tr -d x'", &["sh", "-c", "cat \"$0\" | tr -d x"]),
            ("a --b=\"c d\"e ''", &["a", "--b=c de", ""]),
            ("", &[]),
        ];
        for (command, expected) in cases {
            let expected: Vec<String> = expected.iter().map(|&word| word.to_owned()).collect();
            assert_eq!(words(command), Some(expected), "{command}");
        }
        assert_eq!(words("cat 'a b"), None);
    }
}
