//! Compiles the rules when the program is built, with the program's own modules, so that it need not
//! do so at each start. Rules that are wrong stop the build.

#![allow(dead_code, unused_imports, unreachable_pub)] // the modules are the program's

use std::path::PathBuf;
use std::{env, fs, io};

#[path = "src/hint.rs"]
mod hint;
#[path = "src/id.rs"]
mod id;
#[path = "src/rules/mod.rs"]
mod rules;
#[path = "src/text/mod.rs"]
mod text;
#[path = "src/value/mod.rs"]
mod value;

#[allow(clippy::disallowed_methods)] // Cargo speaks to a build script through the environment
fn main() -> io::Result<()> {
    // Everything that the script is made of is watched by Cargo itself.
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let rules = rules::Rules::parse(&rules::FILES).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        io::Error::other(lines.join("\n"))
    })?;
    let bytes = postcard::to_allocvec(&rules.without_examples()).map_err(io::Error::other)?;
    fs::write(out.join("rules.bin"), bytes)
}
