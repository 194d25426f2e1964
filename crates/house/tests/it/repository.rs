//! The files of the repository, and what cargo knows about its crates.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

/// Folders that hold what is made or downloaded, as in `.gitignore`.
const MADE: [&str; 6] = ["target", "node_modules", ".git", ".demo", "shots", "corpus"];

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the workspace is there")
}

/// One file of the repository.
#[derive(Debug)]
pub struct SourceFile {
    /// Its path from the root, with `/`.
    pub path: String,
    /// What it holds; nothing for a file that is not text.
    pub text: Option<String>,
}

impl SourceFile {
    /// What follows the last dot of its name.
    pub fn extension(&self) -> &str {
        self.path
            .rsplit('/')
            .next()
            .and_then(|name| name.rsplit_once('.'))
            .map_or("", |(_, end)| end)
    }
}

/// Every file that belongs to the repository, in the order of its path.
pub static FILES: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let root = root();
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(
        files.iter().any(|file| file.path == "Cargo.toml"),
        "the walk starts at the root"
    );
    files
});

fn collect(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the repository") {
        let entry = entry.expect("an entry of the folder");
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if entry.file_type().expect("its kind").is_dir() {
            if !MADE.contains(&name.as_str()) {
                collect(root, &path, files);
            }
        } else if let Ok(bytes) = std::fs::read(&path) {
            let path = path
                .strip_prefix(root)
                .expect("below the root")
                .to_string_lossy()
                .replace('\\', "/");
            files.push(SourceFile {
                path,
                text: String::from_utf8(bytes).ok(),
            });
        }
    }
}

/// What `cargo metadata` says of the whole tree that this machine builds.
pub static METADATA: LazyLock<Value> = LazyLock::new(|| {
    let host = Command::new(env!("CARGO"))
        .arg("-vV")
        .output()
        .expect("cargo runs");
    let host = String::from_utf8(host.stdout).expect("cargo speaks UTF-8");
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("cargo names its host")
        .to_owned();
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            &host,
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("cargo prints JSON")
});

/// The packages of the tree.
pub fn packages() -> impl Iterator<Item = &'static Value> {
    METADATA["packages"].as_array().expect("packages").iter()
}

/// The packages of this workspace.
pub fn crates() -> impl Iterator<Item = &'static Value> {
    packages().filter(|package| package["source"].is_null())
}

/// A text inside what cargo prints.
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}
