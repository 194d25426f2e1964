//! Every crate takes the lints of the workspace, and the workspace denies what the house rules name.

use crate::repository::{FILES, root};

const DENIED: [&str; 11] = [
    "unwrap_used",
    "expect_used",
    "panic",
    "indexing_slicing",
    "todo",
    "unimplemented",
    "dbg_macro",
    "allow_attributes",
    "disallowed_methods",
    "disallowed_types",
    "too_many_lines",
];

fn manifest(path: &str) -> toml::Table {
    let text = std::fs::read_to_string(root().join(path)).expect("a manifest");
    text.parse()
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_workspace_denies_what_the_house_rules_name() {
    let lints = &manifest("Cargo.toml")["workspace"]["lints"];
    assert_eq!(lints["rust"]["unsafe_code"].as_str(), Some("forbid"));
    assert_eq!(lints["rust"]["missing_docs"].as_str(), Some("deny"));
    let missing: Vec<_> = DENIED
        .iter()
        .filter(|name| lints["clippy"].get(name).and_then(toml::Value::as_str) != Some("deny"))
        .map(|name| format!("{name} = \"deny\""))
        .collect();
    assert!(
        missing.is_empty(),
        "add to [workspace.lints.clippy] of Cargo.toml:\n{}",
        missing.join("\n")
    );
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    let manifests: Vec<_> = FILES
        .iter()
        .filter(|file| file.path.ends_with("/Cargo.toml"))
        .collect();
    assert!(manifests.len() > 10, "the walk finds the crates");
    for file in manifests
        .iter()
        .filter(|file| file.path.starts_with("crates/"))
    {
        let inherits = manifest(&file.path)
            .get("lints")
            .and_then(|lints| lints.get("workspace")?.as_bool());
        assert_eq!(
            inherits,
            Some(true),
            "{}: add [lints] workspace = true",
            file.path
        );
    }
}
