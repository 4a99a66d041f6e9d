//! Paths to sources. What can't be read is a problem that is reported; the rest is read.

use std::fs;
use std::path::{Path, PathBuf};

use corroborate::text::{self, Source};
use corroborate::{value, wire};
use serde::Deserialize;

/// What was read, and what could not be.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) sources: Vec<Source>,
    pub(crate) problems: Vec<String>,
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

/// Reads everything that the paths name.
pub(crate) fn gather(paths: &[PathBuf]) -> Gathered {
    let mut gathered = Gathered::default();
    for path in paths {
        gathered.path(path);
    }
    gathered
}

impl Gathered {
    fn problem(&mut self, path: &Path, message: impl std::fmt::Display) {
        self.problems.push(format!("{}: {message}", path.display()));
    }

    fn path(&mut self, path: &Path) {
        if path.is_dir() {
            let before = (self.sources.len(), self.problems.len());
            self.folder(path);
            if before == (self.sources.len(), self.problems.len()) {
                self.problem(
                    path,
                    "no article in this folder (.txt or .jsonl files, or a story.toml)",
                );
            }
        } else if has_extension(path, "jsonl") {
            self.lines(path);
        } else {
            self.article(path);
        }
    }

    /// A story, or all articles and stories below a folder, by name.
    fn folder(&mut self, path: &Path) {
        let story = path.join("story.toml");
        if story.is_file() {
            return self.story(path, &story);
        }
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(e) => return self.problem(path, e),
        };
        let mut inside: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        inside.sort();
        for path in inside {
            if path.is_dir() {
                self.folder(&path);
            } else if has_extension(&path, "txt") {
                self.article(&path);
            } else if has_extension(&path, "jsonl") {
                self.lines(&path);
            }
        }
    }

    fn read(&mut self, path: &Path) -> Option<Source> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                self.problem(path, "no such file or folder");
                return None;
            }
            Err(e) => {
                self.problem(path, e);
                return None;
            }
        };
        match text::read(&path.display().to_string(), &bytes) {
            Ok(source) => Some(source),
            Err(e) => {
                self.problem(path, e);
                None
            }
        }
    }

    fn article(&mut self, path: &Path) {
        let source = self.read(path);
        self.sources.extend(source);
    }

    fn story(&mut self, folder: &Path, file: &Path) {
        let text = match fs::read_to_string(file) {
            Ok(text) => text,
            Err(e) => return self.problem(file, e),
        };
        let story: Story = match toml::from_str(&text) {
            Ok(story) => story,
            Err(e) => {
                let at = e.span().map_or(0, |s| s.start);
                let line = 1 + text.bytes().take(at).filter(|&b| b == b'\n').count();
                let message = e.message().lines().next().unwrap_or_default().to_owned();
                return self.problems.push(format!("{}:{line}: {message}", file.display()));
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
            return self.problem(file, wire::bad_date(date));
        }
        let Some(source) = self.read(&folder.join(&article.file)) else { return };
        self.sources.push(Source {
            title: article.name,
            publisher: article.publisher,
            url: article.url,
            published: article.published,
            story: Some(story.to_owned()),
            draft: article.draft,
            ..source
        });
    }

    fn lines(&mut self, path: &Path) {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return self.problem(path, "no such file or folder");
            }
            Err(e) => return self.problem(path, e),
        };
        let text = match text::read("", &bytes) {
            Ok(source) => source.text,
            Err(e) => return self.problem(path, e),
        };
        let (sources, bad) = wire::documents(&text);
        self.sources.extend(sources);
        for line in bad {
            self.problems.push(format!("{}:{}: {}", path.display(), line.line, line.message));
        }
    }
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension))
}
