//! Which configuration holds, and what it says.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::bail;
use corroborate::config::{self, Config, ConfigError, Layer};
use corroborate::{codes, hint};

use super::args::{ConfigArgs, DeskArgs};
use super::names::{self, Root, shown};

/// What a configuration file is called.
const NAMES: [&str; 2] = ["corroborate.toml", ".corroborate.toml"];

/// A configuration, and where it comes from.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) config: Config,
    /// The folder from which articles are named.
    pub(crate) root: Root,
    /// Whether it was looked for, since nobody named a file: then it is that of this folder.
    pub(crate) closest_of: Option<PathBuf>,
}

/// The configuration of a file or folder: `--config`, else that of the environment, else the closest
/// one, and the settings of the command line on top.
pub(crate) fn of(
    args: &ConfigArgs,
    desk: Option<&DeskArgs>,
    place: &Path,
) -> anyhow::Result<Settings> {
    let (settings, files): (Vec<&String>, Vec<&String>) =
        args.config.iter().partition(|c| c.contains('='));
    let mut paths: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    if paths.is_empty() && !args.isolated {
        paths.extend(from_environment());
    }
    let mut root = paths.first().map_or_else(Root::here, |first| Root::of_named(first));
    let looked_for = paths.is_empty() && !args.isolated;
    if looked_for && let Some(found) = closest(place) {
        root = Root::of(&found);
        paths.push(found);
    }
    let mut layers = Vec::new();
    for path in &paths {
        layers.extend(with_bases(path)?);
    }
    for setting in settings {
        layers.push(config::from_override(setting).map_err(|e| all(&[e]))?);
    }
    layers.extend(desk.map(of_codes).transpose()?.flatten());
    let closest_of = looked_for.then(|| place.to_owned());
    Ok(Settings { config: config::merge(layers), root, closest_of })
}

/// The configuration of the folder in which the program runs.
pub(crate) fn here() -> anyhow::Result<Settings> {
    of(&ConfigArgs::default(), None, Path::new("."))
}

#[allow(clippy::disallowed_methods)] // the environment belongs to the program
pub(crate) fn from_environment() -> Option<PathBuf> {
    std::env::var_os("CORROBORATE_CONFIG").filter(|v| !v.is_empty()).map(PathBuf::from)
}

/// Where the configuration of some inputs is looked for: at the first of them. What comes on standard
/// input may have a name.
pub(crate) fn place_of(paths: &[PathBuf], stdin_name: Option<&str>) -> PathBuf {
    let stdin = Path::new("-");
    let named = |path: &PathBuf| {
        if path == stdin { stdin_name.map(PathBuf::from) } else { Some(path.clone()) }
    };
    paths.iter().find_map(named).unwrap_or_else(|| PathBuf::from("."))
}

/// The closest configuration of a file or folder: in that folder, or above it up to the root of its
/// repository.
pub(crate) fn closest(place: &Path) -> Option<PathBuf> {
    let full = names::full(place);
    let folder = if full.is_dir() { full.as_path() } else { full.parent()? };
    for above in folder.ancestors() {
        let found = NAMES.iter().map(|name| above.join(name)).find(|file| file.is_file());
        if let Some(found) = found {
            return Some(names::seen(&found));
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
    let shown = shown(path);
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
            bail!("there is no code `{wrong}`{}", hint::did_you_mean(codes::like(wrong)));
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
