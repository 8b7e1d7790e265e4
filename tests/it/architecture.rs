//! The arrows of the architecture, read off the `use` lines and paths; and that documents name files that exist.

use std::path::{Path, PathBuf};

/// Folders from the top down: each may use itself and everything in a later row; neighbours in a row don't see each other.
const ROWS: &[&[&str]] = &[
    &["cli"],
    &["server", "client"],
    &["debrief"],
    &["lab"],
    &["ai", "table", "net", "text"],
    &["rules"],
    &["level"],
    &["market"],
];

/// Arrows allowed beyond the rows, each with its reason.
const EXTRA: &[(&str, &str)] = &[
    // `play` starts the server app on a thread at loopback: one path for single player and LAN.
    ("client", "server"),
];

fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn row(folder: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&folder))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn arrows_run_one_way() {
    let src = root().join("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    let mut wrong = Vec::new();
    for file in all {
        let inside = file.strip_prefix(&src).unwrap();
        let Some(from) = inside.components().next().and_then(|c| c.as_os_str().to_str()) else {
            continue;
        };
        let Some(from_row) = row(from) else {
            assert!(
                ["lib.rs", "main.rs"].contains(&from),
                "src/{from} has no row in the architecture"
            );
            continue;
        };
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
        for (at, line) in code.enumerate() {
            for rest in line.split("crate::").skip(1) {
                let to: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let Some(to_row) = row(&to) else { continue };
                let allowed = to == from || to_row > from_row || EXTRA.contains(&(from, to.as_str()));
                if !allowed {
                    wrong.push(format!("{}:{}: {from} uses {to}", inside.display(), at + 1));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "arrows against the architecture:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_core_knows_no_engine_files_clocks_threads_or_sockets() {
    let banned = [
        "bevy",
        "std::fs",
        "std::thread",
        "std::net",
        "std::time",
        "renet",
        "rayon",
    ];
    for folder in ["market", "rules"] {
        let mut all = Vec::new();
        files(&root().join("src").join(folder), &mut all);
        for file in all.iter().filter(|f| !f.to_string_lossy().contains("test")) {
            let text = std::fs::read_to_string(file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
                for word in banned {
                    assert!(!line.contains(word), "{}: {line}", file.display());
                }
            }
        }
    }
}

#[test]
fn documents_name_files_that_exist() {
    for document in ["README.md", "docs/ARCHITECTURE.md", "docs/MODEL.md"] {
        let text = std::fs::read_to_string(root().join(document)).unwrap();
        for word in text.split(|c: char| c.is_whitespace() || "`()[]<>,\"".contains(c)) {
            let word = word.trim_end_matches(['.', ':', ';']);
            if ["src/", "levels/", "assets/", "tests/", "docs/", "benches/", "examples/"]
                .iter()
                .any(|p| word.starts_with(p))
            {
                assert!(
                    root().join(word).exists(),
                    "{document} names {word}, which does not exist"
                );
            }
        }
    }
}

#[test]
fn no_file_is_a_book() {
    let mut all = Vec::new();
    files(&root().join("src"), &mut all);
    for file in all {
        let lines = std::fs::read_to_string(&file).unwrap().lines().count();
        let tests = file.to_string_lossy().contains("tests");
        assert!(
            lines <= if tests { 700 } else { 520 },
            "{} has {lines} lines: split it by what it holds",
            file.display()
        );
    }
}
