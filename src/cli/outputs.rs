//! Results to standard output and to files.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context, bail};
use corroborate::output::Reviewed;
use corroborate::results::Results;
use corroborate::{output, wire};
use tempfile::NamedTempFile;

use super::args::{Format, Output};
use super::names::{self, shown};

/// Results, and what people decided about them, in a format. Pages for terminals have styles, which whoever prints them may strip.
pub(crate) fn written(
    results: &Results,
    reviews: &[Reviewed],
    format: Format,
    width: usize,
) -> String {
    match format {
        Format::Full => output::full(results, width),
        Format::Concise => output::concise(results),
        Format::Grouped => output::grouped(results),
        Format::Json => output::json(results),
        Format::Jsonl => wire::results(results),
        Format::Sarif => output::sarif(results),
        Format::Github => output::annotations(results),
        Format::GithubSummary => output::job_summary(results),
        Format::Gitlab => output::code_quality(results),
        Format::Junit => output::junit(results),
        Format::Rdjson => output::rdjson(results),
        Format::Markdown => output::pull_request(results),
        Format::Html => output::html(results),
        Format::Csv => output::csv(results),
        Format::WebAnnotation => output::web_annotations(results),
        Format::ClaimReview => output::claim_review(results, reviews),
    }
}

/// Says so if two outputs go to one file: the second would take the place of the first.
pub(crate) fn distinct(outputs: &[Output]) -> anyhow::Result<()> {
    let mut seen = BTreeSet::new();
    match outputs.iter().find(|output| !seen.insert(names::full(&output.path))) {
        Some(twice) => bail!("two outputs go to {}", shown(&twice.path)),
        None => Ok(()),
    }
}

/// Writes all files that were asked for; what could not be written, and why. The others are written
/// all the same.
pub(crate) fn write_all(outputs: &[Output], written: impl Fn(Format) -> String) -> Vec<String> {
    let write = |output: &Output| {
        let text = written(output.format);
        // Nothing else is coloured than the pages of a terminal.
        if text.contains(super::ESCAPE) {
            write(&output.path, &anstream::adapter::strip_str(&text).to_string())
        } else {
            write(&output.path, &text)
        }
    };
    outputs.iter().filter_map(|o| write(o).err()).map(|e| format!("{e:#}")).collect()
}

/// Writes a file as a whole or not at all: whoever reads it never sees half of it.
pub(crate) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    whole(path, text).with_context(|| shown(path))
}

fn whole(path: &Path, text: &str) -> io::Result<()> {
    // A device or a pipe takes what comes. Nothing may take its place.
    if fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        return fs::write(path, text);
    }
    // Where a link leads is written, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = temporary(folder)?;
    file.write_all(text.as_bytes())?;
    if let Ok(about) = fs::metadata(&target) {
        file.as_file().set_permissions(about.permissions())?;
    }
    file.persist(&target).map_err(|e| e.error)?;
    Ok(())
}

/// A file that others may read, if those that are simply created are such.
#[cfg(unix)]
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt as _;
    let open = fs::Permissions::from_mode(0o666);
    tempfile::Builder::new().permissions(open).tempfile_in(folder)
}

#[cfg(not(unix))]
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    NamedTempFile::new_in(folder)
}
