//! The two folders of migrations say the same, and every table says how long what it holds is kept.

use std::collections::{BTreeMap, BTreeSet};

use crate::ddl::{Table, read};
use crate::repository::FILES;

/// The classes that a table may name; docs/checklists/a-table.md says what each means.
const CLASSES: [&str; 6] = [
    "case",
    "record of who did what",
    "organisation",
    "directory",
    "service",
    "shared learning",
];

/// One crate's migrations: for each engine, the numbered texts.
type Folders = BTreeMap<String, BTreeMap<String, Vec<(String, String)>>>;

fn folders() -> Folders {
    let mut folders = Folders::new();
    for file in FILES.iter().filter(|file| file.extension() == "sql") {
        let Some((owner, rest)) = file.path.split_once("/migrations/") else {
            continue;
        };
        let (engine, name) = rest
            .split_once('/')
            .unwrap_or_else(|| panic!("{}: not below an engine", file.path));
        let text = file
            .text
            .clone()
            .unwrap_or_else(|| panic!("{} is no text", file.path));
        folders
            .entry(owner.to_owned())
            .or_default()
            .entry(engine.to_owned())
            .or_default()
            .push((name.to_owned(), text));
    }
    assert!(!folders.is_empty(), "the walk finds the migrations");
    folders
}

fn tables(steps: &[(String, String)]) -> BTreeMap<String, Table> {
    let mut tables = BTreeMap::new();
    for (_, text) in steps {
        read(text, &mut tables);
    }
    tables
}

#[test]
fn both_engines_have_the_same_steps() {
    for (owner, engines) in folders() {
        let found: Vec<_> = engines.keys().map(String::as_str).collect();
        assert_eq!(
            found,
            ["postgres", "sqlite"],
            "{owner}: one folder for each engine"
        );
        let names = |engine: &str| {
            engines[engine]
                .iter()
                .map(|(name, _)| name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names("sqlite"),
            names("postgres"),
            "{owner}: same numbers and names"
        );
        for (at, name) in names("sqlite").iter().enumerate() {
            assert!(
                name.starts_with(&format!("{:04}_", at + 1)),
                "{owner}: {name} leaves a gap before it"
            );
        }
    }
}

#[test]
fn both_engines_have_the_same_tables_and_columns() {
    for (owner, engines) in folders() {
        let sqlite = tables(&engines["sqlite"]);
        let postgres = tables(&engines["postgres"]);
        let names =
            |tables: &BTreeMap<String, Table>| tables.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(&sqlite), names(&postgres), "{owner}: same tables");
        for (name, table) in &sqlite {
            assert_eq!(table, &postgres[name], "{owner}: the table {name}");
            assert!(
                !table.columns.is_empty(),
                "{owner}: {name} has no column, so this test has not read it"
            );
        }
    }
}

#[test]
fn every_table_names_its_retention_class() {
    let mut nameless = Vec::new();
    for (owner, engines) in folders() {
        for (engine, steps) in &engines {
            for (name, table) in tables(steps) {
                let class = table.retention.as_deref().unwrap_or_default();
                if !CLASSES.contains(&class) {
                    nameless.push(format!(
                        "{owner}, {engine}: put `-- retention: CLASS` on the line before CREATE TABLE {name} \
                         (one of {}; found {class:?})",
                        CLASSES.join(", ")
                    ));
                }
            }
        }
    }
    assert!(nameless.is_empty(), "{}", nameless.join("\n"));
}
