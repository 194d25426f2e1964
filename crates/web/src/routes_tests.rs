#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::BTreeSet;

use super::*;
use crate::table::{Gives, Who};

#[test]
fn an_organisations_pages_are_under_its_code_and_no_others() {
    for row in rows() {
        let inside = row.path.starts_with("/o/{organisation}/");
        let asks = matches!(row.who, Who::Member | Who::May(_));
        assert_eq!(inside, asks, "{} {}", row.method, row.path);
    }
}

#[test]
fn every_page_has_a_name_of_its_own() {
    let mut names = BTreeSet::new();
    for row in rows() {
        if let Gives::Page(name) = row.gives {
            assert!(names.insert(name), "{name} stands twice");
            assert!(
                name.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
                "{name}"
            );
        }
    }
    assert!(names.contains("start"));
}

#[test]
fn addresses_carry_no_text() {
    let known = [
        "{organisation}",
        "{organisation_code}",
        "{reference}",
        "{record}",
        "{envelope}",
        "{token}",
    ];
    for row in rows() {
        for part in row.path.split('/').filter(|part| part.starts_with('{')) {
            let of_a_file = row.path == "/assets/{name}";
            let code = of_a_file || known.contains(&part) || part.ends_with("_id}");
            assert!(code, "{}: is {part} an id or a code?", row.path);
        }
    }
}

#[test]
fn the_list_for_the_browser_checks_is_fresh() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e/pages.json");
    let list = serde_json::to_string_pretty(&crate::table::page_list(&rows())).unwrap() + "\n";
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    if kept != list {
        std::fs::write(&path, &list).unwrap();
    }
    assert_eq!(
        kept, list,
        "e2e/pages.json was out of date and has been written anew: commit it"
    );
}
