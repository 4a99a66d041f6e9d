//! Results to standard output and to files.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context;
use corroborate::output::Reviewed;
use corroborate::results::Results;
use corroborate::{output, wire};

use super::args::{Format, Output};

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

/// Writes all files that were asked for.
pub(crate) fn write_all(
    outputs: &[Output],
    written: impl Fn(Format) -> String,
) -> anyhow::Result<()> {
    for output in outputs {
        let text = anstream::adapter::strip_str(&written(output.format)).to_string();
        write(&output.path, &text)?;
    }
    Ok(())
}

/// Writes a file as a whole or not at all: whoever reads it never sees half of it.
pub(crate) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let shown = || super::inputs::shown(path);
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(shown)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(shown)?;
    file.write_all(text.as_bytes()).with_context(shown)?;
    open_to_others(&file).with_context(shown)?;
    file.persist(path).with_context(shown)?;
    Ok(())
}

/// A file for others to read, as one that is simply created would be.
#[cfg(unix)]
fn open_to_others(file: &tempfile::NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.as_file().set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_others(_: &tempfile::NamedTempFile) -> std::io::Result<()> {
    Ok(())
}
