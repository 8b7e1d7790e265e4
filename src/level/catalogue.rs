//! The shipped levels, and how a level is found by name or path.

use std::path::{Path, PathBuf};

/// A level's name (without `.ron`) and text.
pub type Shipped = (&'static str, &'static str);

static SHIPPED: [Shipped; 6] = [
    ("tutorial", include_str!("../../levels/tutorial.ron")),
    ("licence_desk", include_str!("../../levels/licence_desk.ron")),
    ("clubs", include_str!("../../levels/clubs.ron")),
    ("every_file", include_str!("../../levels/every_file.ron")),
    ("truce_year", include_str!("../../levels/truce_year.ron")),
    ("long_game", include_str!("../../levels/long_game.ron")),
];

/// Levels inside the program, in the order of the menu.
#[must_use]
pub fn shipped() -> &'static [Shipped] {
    &SHIPPED
}

/// Why no level was found.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// No level has this name.
    #[error("there is no level \"{name}\": choose one of {known}, or give the path of a .ron file")]
    Unknown {
        /// What was asked for.
        name: String,
        /// The known names, joined with commas.
        known: String,
    },
    /// The file is there but can't be read.
    #[error("{path} can't be read: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Finds a level: a path of a file, a file `NAME.ron` in `extra_dir`, or a shipped level. Gives its file name without
/// folder and its text.
///
/// # Errors
/// When no such level is known, or its file can't be read as UTF-8 text.
pub fn find(name_or_path: &str, extra_dir: Option<&Path>) -> Result<(String, String), CatalogueError> {
    let path = Path::new(name_or_path);
    if path.is_file() {
        return read(path);
    }
    let name = name_or_path.strip_suffix(".ron").unwrap_or(name_or_path);
    let plain = !name.is_empty() && !name.contains(['/', '\\', ':']) && name != "..";
    if let Some(dir) = extra_dir.filter(|_| plain) {
        let path = dir.join(format!("{name}.ron"));
        if path.is_file() {
            return read(&path);
        }
    }
    if let Some((name, text)) = SHIPPED.iter().find(|(n, _)| *n == name) {
        return Ok((format!("{name}.ron"), (*text).to_owned()));
    }
    Err(CatalogueError::Unknown {
        name: name_or_path.to_owned(),
        known: names(extra_dir).join(", "),
    })
}

/// Names that [`find`] knows: shipped levels, then those of `extra_dir`, each in order.
#[must_use]
pub fn names(extra_dir: Option<&Path>) -> Vec<String> {
    let mut names: Vec<String> = SHIPPED.iter().map(|(n, _)| (*n).to_owned()).collect();
    let entries = extra_dir
        .and_then(|dir| std::fs::read_dir(dir).ok())
        .into_iter()
        .flatten()
        .flatten();
    let mut extra: Vec<String> = entries
        .filter_map(|e| e.file_name().to_str()?.strip_suffix(".ron").map(str::to_owned))
        .collect();
    extra.sort();
    extra.retain(|n| !names.contains(n));
    names.extend(extra);
    names
}

fn read(path: &Path) -> Result<(String, String), CatalogueError> {
    let text = std::fs::read_to_string(path).map_err(|source| CatalogueError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    let name = path
        .file_name()
        .map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    Ok((name, text))
}
