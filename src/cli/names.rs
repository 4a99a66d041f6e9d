//! What files are called. In results, as seen from the folder of the configuration, so that what was
//! decided about a finding holds wherever the program runs; in messages, as seen from where it runs.
//! Always with `/`, and without following links.

use std::path::{Component, MAIN_SEPARATOR_STR, Path, PathBuf};

/// The folder from which articles are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Root(PathBuf);

impl Root {
    /// The folder in which the program runs.
    pub(crate) fn here() -> Self {
        Self(full(Path::new(".")))
    }

    /// The folder of a configuration.
    pub(crate) fn of(config: &Path) -> Self {
        full(config).parent().map_or_else(Self::here, |folder| Self(folder.to_owned()))
    }

    /// The folder of a configuration that somebody named, if the program runs in it, below or above
    /// it; elsewhere it is one that many desks share, and says nothing of where this one is.
    pub(crate) fn of_named(config: &Path) -> Self {
        let (here, own) = (Self::here(), Self::of(config));
        if here.0.starts_with(&own.0) || own.0.starts_with(&here.0) { own } else { here }
    }

    /// The folder itself.
    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    /// What a file is called.
    pub(crate) fn name(&self, file: &Path) -> String {
        written(&from(&self.0, &full(file)))
    }
}

/// A path as messages cite it.
pub(crate) fn shown(path: &Path) -> String {
    written(&seen(path))
}

/// A path as seen from where the program runs.
pub(crate) fn seen(path: &Path) -> PathBuf {
    from(&full(Path::new(".")), &full(path))
}

/// A path as seen from a folder, if both are as seen from the top of a repository.
pub(crate) fn beside(folder: &str, path: &str) -> String {
    let top = Path::new("/top");
    written(&from(&full(&top.join(folder)), &full(&top.join(path))))
}

/// A path from the root of the file system on, without `.` and `..`.
pub(crate) fn full(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut full = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                full.pop();
            }
            part => full.push(part),
        }
    }
    full
}

/// A full path as seen from a full folder. Where they have nothing in common but the root of the
/// file system, it stays as it is.
fn from(folder: &Path, path: &Path) -> PathBuf {
    let shared = folder.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().count() - shared;
    let is_name = |part: Component<'_>| matches!(part, Component::Normal(_));
    if up > 0 && !folder.components().take(shared).any(is_name) {
        return path.to_owned();
    }
    let below = path.components().skip(shared);
    let seen: PathBuf = std::iter::repeat_n(Component::ParentDir, up).chain(below).collect();
    if seen.as_os_str().is_empty() { PathBuf::from(".") } else { seen }
}

/// A path with `/` between its parts.
fn written(path: &Path) -> String {
    path.to_string_lossy().replace(MAIN_SEPARATOR_STR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_file_is_named_from_a_folder() {
        let cases = [
            ("/a/desk", "/a/desk/drafts/x.md", "drafts/x.md"),
            ("/a/desk/drafts", "/a/desk/sources/x.md", "../sources/x.md"),
            ("/a/b/c", "/a/x.md", "../../x.md"),
            ("/a/desk", "/a/desk", "."),
            ("/a/desk", "/a/desktop/x.md", "../desktop/x.md"),
            ("/a/desk", "/srv/x.md", "/srv/x.md"),
            ("/", "/srv/x.md", "srv/x.md"),
        ];
        for (folder, path, expected) in cases {
            assert_eq!(written(&from(Path::new(folder), Path::new(path))), expected);
        }
    }

    #[test]
    fn the_way_to_a_file_makes_no_difference() {
        let root = Root::of(Path::new("desk/corroborate.toml"));
        for way in ["desk/drafts/x.md", "./desk/./drafts/x.md", "other/../desk/drafts//x.md"] {
            assert_eq!(root.name(Path::new(way)), "drafts/x.md", "{way}");
            assert_eq!(shown(Path::new(way)), "desk/drafts/x.md", "{way}");
        }
        assert_eq!(root.name(&full(Path::new("wire/x.md"))), "../wire/x.md");
        assert_eq!(shown(Path::new("")), ".");
    }

    #[test]
    fn a_configuration_elsewhere_is_no_root() {
        let here = Root::here();
        let inside = Path::new("desk/corroborate.toml");
        assert_eq!(Root::of_named(inside), Root::of(inside));
        assert_eq!(Root::of_named(Path::new("../corroborate.toml")).name(Path::new("../x")), "x");
        assert_eq!(Root::of_named(Path::new("../house/corroborate.toml")), here);
    }

    #[test]
    fn paths_of_a_repository_are_seen_from_the_desk() {
        let cases = [
            ("", "drafts/x.md", "drafts/x.md"),
            ("desk/", "desk/drafts/x.md", "drafts/x.md"),
            ("desk/", "wire/x.md", "../wire/x.md"),
        ];
        for (folder, path, expected) in cases {
            assert_eq!(beside(folder, path), expected);
        }
    }
}
