//! What comes in from outside: licences, bans and sources, read from `cargo metadata` and the npm lock file.
//! `deny.toml` is the one list; `cargo deny` reads it too (docs/decisions/0007).

use std::collections::BTreeMap;

use serde_json::Value;

use crate::repository::{METADATA, packages, root, text};
use crate::spdx::allows;

fn deny() -> toml::Table {
    std::fs::read_to_string(root().join("deny.toml"))
        .expect("deny.toml")
        .parse()
        .expect("deny.toml is TOML")
}

fn allowed_licences() -> Vec<String> {
    let allowed = deny()["licenses"]["allow"]
        .as_array()
        .expect("licenses.allow")
        .clone();
    allowed
        .iter()
        .map(|name| name.as_str().expect("a name").to_owned())
        .collect()
}

/// The banned packages, each with those that may use it all the same.
fn bans() -> BTreeMap<String, Vec<String>> {
    let deny = deny();
    let entries = deny["bans"]["deny"].as_array().expect("bans.deny");
    entries
        .iter()
        .map(|entry| {
            let wrappers = entry
                .get("wrappers")
                .and_then(toml::Value::as_array)
                .cloned()
                .unwrap_or_default();
            let wrappers = wrappers
                .iter()
                .filter_map(toml::Value::as_str)
                .map(str::to_owned)
                .collect();
            (
                entry["crate"].as_str().expect("a name").to_owned(),
                wrappers,
            )
        })
        .collect()
}

/// Each package of the tree, by its id, with what it uses when the program is built.
fn uses() -> BTreeMap<&'static str, Vec<&'static str>> {
    let nodes = METADATA["resolve"]["nodes"]
        .as_array()
        .expect("resolve.nodes");
    nodes
        .iter()
        .map(|node| {
            let used = node["deps"].as_array().expect("deps").iter();
            (
                text(node, "id"),
                used.map(|dep| dep["pkg"].as_str().expect("an id"))
                    .collect(),
            )
        })
        .collect()
}

#[test]
fn every_library_has_a_licence_that_we_allow() {
    let licences = allowed_licences();
    let refused: Vec<_> = packages()
        .filter(|package| !allows(text(package, "license"), &licences))
        .map(|package| {
            format!(
                "{} {}: {:?}",
                text(package, "name"),
                text(package, "version"),
                text(package, "license")
            )
        })
        .collect();
    assert!(
        packages().count() > 100,
        "cargo metadata lists the whole tree"
    );
    assert!(
        refused.is_empty(),
        "licences not on the list of deny.toml:\n{}",
        refused.join("\n")
    );
}

#[test]
fn banned_libraries_stay_out() {
    let names: BTreeMap<_, _> = packages()
        .map(|package| (text(package, "id"), text(package, "name")))
        .collect();
    let bans = bans();
    assert!(bans.contains_key("native-tls"), "deny.toml holds the bans");
    let mut found = Vec::new();
    for (user, used) in uses() {
        for name in used.iter().map(|id| names[id]) {
            if let Some(wrappers) = bans.get(name)
                && !wrappers.iter().any(|wrapper| wrapper == names[user])
            {
                found.push(format!("{} uses {name}", names[user]));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn everything_comes_from_the_registry() {
    for package in packages().filter(|package| !package["source"].is_null()) {
        let source = text(package, "source");
        assert!(
            source.starts_with("registry+"),
            "{} comes from {source}",
            text(package, "name")
        );
    }
}

#[test]
fn npm_packages_are_for_building_and_testing_only_and_have_a_licence_that_we_allow() {
    let lock =
        std::fs::read_to_string(root().join("package-lock.json")).expect("package-lock.json");
    let lock: Value = serde_json::from_str(&lock).expect("the lock file is JSON");
    let licences = allowed_licences();
    let entries = lock["packages"].as_object().expect("packages");
    assert!(entries.len() > 1, "the lock file lists packages");
    for (path, entry) in entries.iter().filter(|(path, _)| !path.is_empty()) {
        let licence = text(entry, "license");
        assert!(
            allows(licence, &licences),
            "{path}: {licence:?} is not on the list of deny.toml"
        );
        assert!(
            entry["integrity"].is_string(),
            "{path}: no digest in the lock file"
        );
        assert!(
            entry["resolved"].is_null(),
            "{path}: the lock file names an address"
        );
    }
}
