#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;

use super::*;

/// Calls whose argument at this place is a key of a text.
const CALLS: &[(&str, usize)] = &[
    ("t(", 0),
    ("t1(", 0),
    ("t_with(", 0),
    ("linked(", 0),
    ("field(", 1),
    ("rule(", 0),
    ("say(", 1),
];

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join("src"), root.join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !name.contains("tests") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
                let code: Vec<&str> = code
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                    .collect();
                let code = code.join("\n");
                found.push((path, code));
            }
        }
    }
    found
}

/// The literal at place `place` of the arguments that follow, when they are plain literals.
fn literal(arguments: &str, place: usize) -> Option<&str> {
    let mut rest = arguments.trim_start();
    for _ in 0..place {
        let (_, after) = rest.strip_prefix('"')?.split_once('"')?;
        rest = after.trim_start().strip_prefix(',')?.trim_start();
    }
    rest.strip_prefix('"')?.split_once('"').map(|(key, _)| key)
}

/// Keys that the text asks for by name.
fn asked(text: &str) -> BTreeSet<&str> {
    let mut keys = BTreeSet::new();
    for (call, place) in CALLS {
        for (at, _) in text.match_indices(call) {
            let before = text.get(..at).and_then(|head| head.chars().next_back());
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            keys.extend(
                text.get(at + call.len()..)
                    .and_then(|rest| literal(rest, *place)),
            );
        }
    }
    keys
}

/// Everything in quotation marks, and the families asked for by code.
fn quoted(text: &str) -> BTreeSet<&str> {
    text.split('"').collect()
}

/// Families asked for by code: in a file that asks so, every literal may name one.
fn families(text: &str) -> BTreeSet<String> {
    if !text.contains("t_code(") {
        return BTreeSet::new();
    }
    let name = |literal: &&str| {
        !literal.is_empty() && literal.chars().all(|c| c.is_ascii_lowercase() || c == '-')
    };
    quoted(text)
        .into_iter()
        .filter(name)
        .map(|family| format!("{family}-"))
        .collect()
}

fn defined() -> BTreeMap<String, &'static str> {
    let mut keys = BTreeMap::new();
    for (file, text) in FILES {
        let resource = FluentResource::try_new((*text).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("{file}: {errors:?}"));
        drop(resource);
        for line in text.lines() {
            let Some((key, _)) = line.split_once(" =") else {
                continue;
            };
            if key.starts_with(|c: char| c.is_ascii_lowercase()) {
                assert!(
                    keys.insert(key.to_owned(), *file).is_none(),
                    "{file}: {key} stands twice"
                );
            }
        }
    }
    keys
}

#[test]
fn every_text_that_is_asked_for_exists() {
    let keys = defined();
    for (path, source) in sources() {
        for key in asked(&source) {
            assert!(
                keys.contains_key(key),
                "{}: no text {key:?}",
                path.display()
            );
        }
    }
}

#[test]
fn every_text_is_used() {
    let all = sources();
    let literals: BTreeSet<&str> = all.iter().flat_map(|(_, source)| quoted(source)).collect();
    let families: BTreeSet<String> = all
        .iter()
        .flat_map(|(_, source)| families(source))
        .collect();
    for (key, file) in defined() {
        let used = literals.contains(key.as_str())
            || families
                .iter()
                .any(|family| key.starts_with(family.as_str()));
        assert!(used, "{file}: {key} is used nowhere");
    }
}

#[test]
fn every_file_of_texts_is_embedded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts/en");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(
            FILES.iter().any(|(file, _)| *file == name),
            "{name} is not in FILES"
        );
    }
}

#[test]
fn every_role_has_a_name() {
    for role in access::Role::ALL {
        assert!(
            defined().contains_key(&format!("role-{role}")),
            "role {role} has no name"
        );
    }
}

/// Codes of rules that the crates beneath name: `Rule("code")`.
fn rules_of(crate_name: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(crate_name);
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            let code = text
                .split("#[cfg(test)]\nmod tests")
                .next()
                .unwrap()
                .to_owned();
            found.extend(
                code.split("Rule(")
                    .skip(1)
                    .filter_map(|rest| literal(rest, 0))
                    .map(str::to_owned),
            );
        }
    }
    found
}

#[test]
fn every_rule_that_says_no_says_it_in_words() {
    let keys = defined();
    let codes: BTreeSet<String> = ["model", "access", "vault", "post", "app"]
        .into_iter()
        .flat_map(rules_of)
        .collect();
    assert!(
        codes.contains("incident-no-child"),
        "the scan finds nothing"
    );
    for code in &codes {
        assert!(
            keys.contains_key(&format!("rule-{code}")),
            "no text rule-{code}"
        );
    }
}

#[test]
fn the_scanner_finds_keys_and_no_others() {
    let text = r#"t("one") t_with( "two", &[]) let = field("id", "three") part("four") t(code)"#;
    assert_eq!(asked(text), BTreeSet::from(["one", "two", "three"]));
    assert_eq!(
        families(r#"t_code("role", x)"#),
        BTreeSet::from(["role-".to_owned()])
    );
}

#[test]
fn values_stand_in_the_text_without_isolating_marks() {
    assert_eq!(
        t_with("problem-reference", &[("number", "AB-12".into())]),
        "Reference number: AB-12"
    );
}

#[test]
fn every_role_is_explained() {
    let keys = defined();
    for role in access::Role::ALL {
        for family in ["role-may", "role-may-not"] {
            let key = format!("{family}-{role}");
            assert!(keys.contains_key(&key), "no text {key}");
        }
    }
}

#[test]
fn every_row_of_the_record_reads_as_plain_words() {
    let keys = defined();
    for act in app::administration::acts() {
        for family in ["did", "refused"] {
            let key = format!("{family}-{act}");
            assert!(keys.contains_key(&key), "no text {key}");
        }
    }
}

#[test]
fn every_scheme_has_the_lines_that_a_page_asks_for() {
    for (path, source) in sources() {
        for rest in source.split(".step(").skip(1) {
            if let Some(id) = literal(rest, 0) {
                let known = model::scheme::STEPS.contains(&id);
                assert!(known, "{}: {id} is not in STEPS", path.display());
            }
        }
    }
}
