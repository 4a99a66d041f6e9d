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

/// What was read, and what could not be.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) sources: Vec<Source>,
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
        let command: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        if extension.is_empty() || command.is_empty() {
            return Err("write it as EXTENSION=COMMAND".to_owned());
        }
        Ok(Self { extension: extension.trim_start_matches('.').to_lowercase(), command })
    }
}

impl Converter {
    /// The text that the command makes of a file, whose path stands for `{}` or comes last.
    fn text(&self, path: &Path) -> io::Result<Vec<u8>> {
        let has_place = self.command.iter().any(|word| word == "{}");
        let path = path.as_os_str();
        let words = self.command.iter().map(|w| if w == "{}" { path } else { OsStr::new(w) });
        let mut words = words.chain((!has_place).then_some(path));
        let program = words.next().unwrap_or_default();
        let output = Command::new(program).args(words).stdin(Stdio::null()).output()?;
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
    published: Option<String>,
    #[serde(default)]
    draft: bool,
}

/// Reads everything that the paths name: files, folders, patterns, `-` for standard input.
pub(crate) fn gather(paths: &[PathBuf], reading: &Reading) -> Gathered {
    let mut gathering = Gathering { reading, seen: BTreeSet::new(), gathered: Gathered::default() };
    for path in paths {
        gathering.path(path);
    }
    gathering.gathered.without_twins()
}

impl Gathered {
    pub(crate) fn problem(&mut self, path: &Path, message: impl std::fmt::Display) {
        self.problem_at(path, None, message);
    }

    /// Takes out what a story's file calls no draft, where it calls some a draft: those are sources.
    pub(crate) fn without_others(&mut self) -> Vec<Source> {
        if !self.sources.iter().any(|s| s.draft) {
            return Vec::new();
        }
        let told = |s: &Source| s.draft || s.story.is_none();
        let (drafts, others) = std::mem::take(&mut self.sources).into_iter().partition(told);
        self.sources = drafts;
        others
    }

    fn problem_at(&mut self, path: &Path, line: Option<usize>, message: impl std::fmt::Display) {
        self.problems.push(ProblemRecord { path: shown(path), line, message: message.to_string() });
    }

    /// Names are how articles are cited: of two with one name the second is a problem.
    fn without_twins(mut self) -> Self {
        let mut names = BTreeSet::new();
        let (kept, twins): (Vec<_>, Vec<_>) =
            self.sources.into_iter().partition(|s| names.insert(s.name.clone()));
        self.sources = kept;
        for twin in twins {
            let message = format!("a second article is called `{}`", twin.name);
            self.problem(Path::new(&twin.name), message);
        }
        self
    }
}

/// The text of a file that the program itself needs; `role` says what for.
pub(crate) fn text_of(path: &Path, role: &str) -> anyhow::Result<String> {
    fs::read_to_string(path).map_err(|e| {
        let shown = shown(path);
        match e.kind() {
            io::ErrorKind::NotFound => anyhow::anyhow!("{role} {shown}: no such file"),
            _ => anyhow::anyhow!("{role} {shown}: {e}"),
        }
    })
}

/// A path as it is cited: relative to where the program runs if it lies there, with `/`.
pub(crate) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    let path = path.strip_prefix("./").unwrap_or(path);
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    path.display().to_string().replace('\\', "/")
}

/// Inputs as they are read.
struct Gathering<'a> {
    reading: &'a Reading,
    /// The files read so far: one that is named twice is one article.
    seen: BTreeSet<PathBuf>,
    gathered: Gathered,
}

impl Gathering<'_> {
    fn path(&mut self, path: &Path) {
        if path == Path::new("-") {
            self.stdin();
        } else if path.is_dir() {
            let before = (self.gathered.sources.len(), self.gathered.problems.len());
            self.folder(path);
            if before == (self.gathered.sources.len(), self.gathered.problems.len()) {
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
        let name = self.reading.stdin_name.clone().unwrap_or_else(|| "-".to_owned());
        if let Err(e) = io::stdin().read_to_end(&mut bytes) {
            return self.gathered.problem(Path::new(&name), e);
        }
        let format = Format::of_path(&name).unwrap_or(Format::Text);
        match formats::read(&name, &bytes, format) {
            Ok(source) => self.gathered.sources.push(source),
            Err(e) => self.gathered.problem(Path::new(&name), e),
        }
    }

    /// A story, or all articles and stories below a folder, by name.
    fn folder(&mut self, path: &Path) {
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

    fn bytes(&mut self, path: &Path) -> Option<Vec<u8>> {
        let read = match self.converter(path) {
            Some(converter) => converter.text(path),
            None => fs::read(path),
        };
        match read {
            Ok(bytes) => Some(bytes),
            Err(e) if e.kind() == io::ErrorKind::NotFound && !path.exists() => {
                self.gathered.problem(path, "no such file or folder");
                None
            }
            Err(e) => {
                self.gathered.problem(path, e);
                None
            }
        }
    }

    fn read(&mut self, path: &Path) -> Option<Source> {
        let file = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if !self.seen.insert(file) {
            return None;
        }
        let bytes = self.bytes(path)?;
        let name = shown(path);
        let converted = self.converter(path).is_some();
        let format = Format::of_path(&name).filter(|_| !converted).unwrap_or(Format::Text);
        match formats::read(&name, &bytes, format) {
            Ok(source) => Some(source),
            Err(e) => {
                self.gathered.problem_at(path, e.line(), e);
                None
            }
        }
    }

    fn article(&mut self, path: &Path) {
        let source = self.read(path);
        self.gathered.sources.extend(source);
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
        for article in story.article {
            self.told(folder, file, &name, article);
        }
    }

    /// An article of a story with what the story file says of it.
    fn told(&mut self, folder: &Path, file: &Path, story: &str, article: Article) {
        if let Some(date) = article.published.as_deref().filter(|d| value::parse_edtf(d).is_none())
        {
            return self.gathered.problem(file, wire::bad_date(date));
        }
        let Some(source) = self.read(&folder.join(&article.file)) else { return };
        self.gathered.sources.push(Source {
            title: article.name.or(source.title),
            publisher: article.publisher.or(source.publisher),
            url: article.url.or(source.url),
            published: article.published.or(source.published),
            story: Some(story.to_owned()),
            draft: article.draft,
            ..source
        });
    }

    fn lines(&mut self, path: &Path) {
        let Some(bytes) = self.bytes(path) else { return };
        let text = match text::read("", &bytes) {
            Ok(source) => source.text,
            Err(e) => return self.gathered.problem(path, e),
        };
        let (sources, bad) = wire::documents(&text);
        self.gathered.sources.extend(sources);
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
    let mut open = vec![Path::new(".").join(base).join(&fixed)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(sorted(&path).unwrap_or_default().into_iter().rev());
            continue;
        }
        let path = path.strip_prefix("./").map(Path::to_owned).unwrap_or(path);
        let inside = path.strip_prefix(base).unwrap_or(&path);
        if wanted.is_match(inside) && !unwanted.iter().any(|g| g.is_match(inside)) {
            found.push(path);
        }
    }
    Ok(found)
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

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension))
}
