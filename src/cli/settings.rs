//! Which configuration holds, and what it says.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::bail;
use corroborate::codes;
use corroborate::config::{self, Config, ConfigError, Layer};

use super::args::{BesideArgs, DeskArgs};

/// What a configuration file is called.
const NAMES: [&str; 2] = ["corroborate.toml", ".corroborate.toml"];

/// The configuration of some drafts: `--config`, else the closest file of the first draft, and the
/// settings of the command line on top.
pub(crate) fn of(
    beside: &BesideArgs,
    desk: Option<&DeskArgs>,
    drafts: &[PathBuf],
) -> anyhow::Result<Config> {
    let (settings, files): (Vec<&String>, Vec<&String>) =
        beside.config.iter().partition(|c| c.contains('='));
    let mut paths: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    if paths.is_empty() && !beside.isolated {
        paths.extend(from_environment().or_else(|| closest(first_folder(drafts))));
    }
    let mut layers = Vec::new();
    for path in &paths {
        layers.extend(with_bases(path)?);
    }
    for setting in settings {
        layers.push(config::from_override(setting).map_err(|e| all(&[e]))?);
    }
    layers.extend(desk.map(of_codes).transpose()?.flatten());
    Ok(config::merge(layers))
}

#[allow(clippy::disallowed_methods)] // the environment belongs to the program
fn from_environment() -> Option<PathBuf> {
    std::env::var_os("CORROBORATE_CONFIG").filter(|v| !v.is_empty()).map(PathBuf::from)
}

fn first_folder(drafts: &[PathBuf]) -> &Path {
    let first = drafts.iter().find(|d| d.as_path() != Path::new("-"));
    first.map_or(Path::new("."), |d| if d.is_dir() { d } else { d.parent().unwrap_or(d) })
}

/// The closest configuration of a folder: in it, or above it up to the root of its repository.
pub(crate) fn closest(folder: &Path) -> Option<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let full = folder.canonicalize().ok()?;
    for above in full.ancestors() {
        let files = NAMES.iter().map(|name| above.join(name));
        if let Some(found) = files.into_iter().find(|f| f.is_file()) {
            return Some(PathBuf::from(super::inputs::shown(&found)));
        }
        if above.join(".git").exists() {
            return None;
        }
    }
    None
}

/// A file with all files that it builds on, these first.
pub(crate) fn with_bases(path: &Path) -> anyhow::Result<Vec<Layer>> {
    let mut layers = Vec::new();
    let mut seen = BTreeSet::new();
    add(path, 0, &mut seen, &mut layers)?;
    Ok(layers)
}

fn add(
    path: &Path,
    depth: usize,
    seen: &mut BTreeSet<PathBuf>,
    layers: &mut Vec<Layer>,
) -> anyhow::Result<()> {
    let shown = super::inputs::shown(path);
    if depth > config::MAX_EXTENDS {
        bail!(
            "{shown}: configurations build on one another more than {} deep",
            config::MAX_EXTENDS
        );
    }
    if !seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned())) {
        return Ok(());
    }
    let text = super::inputs::text_of(path, "the configuration")?;
    let layer = config::parse(&shown, &text).map_err(|e| all(&e))?;
    for base in layer.extends() {
        add(&base, depth + 1, seen, layers)?;
    }
    layers.push(layer);
    Ok(())
}

/// `--select` and `--ignore` as a configuration of their own.
fn of_codes(desk: &DeskArgs) -> anyhow::Result<Option<Layer>> {
    for wrong in desk.select.iter().chain(&desk.ignore) {
        if !codes::ALL.iter().any(|code| codes::selects(wrong, code)) {
            let like = codes::like(wrong).map(|l| format!(" (did you mean `{l}`?)"));
            bail!("there is no code `{wrong}`{}", like.unwrap_or_default());
        }
    }
    if desk.select.is_empty() && desk.ignore.is_empty() {
        return Ok(None);
    }
    let list = |key: &str, codes: &[String]| {
        let quoted: Vec<String> = codes.iter().map(|c| format!("'{c}'")).collect();
        if codes.is_empty() { String::new() } else { format!("{key} = [{}]\n", quoted.join(", ")) }
    };
    let text = format!("[rules]\n{}{}", list("select", &desk.select), list("ignore", &desk.ignore));
    config::parse("--select and --ignore", &text).map(Some).map_err(|e| all(&e))
}

/// All errors of a file, a line each.
pub(crate) fn all(errors: &[ConfigError]) -> anyhow::Error {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    anyhow::anyhow!("{}", lines.join("\nerror: "))
}
