//! Forms that nobody comes to by pressing everything: they wait for a moment of a review that has not come, or belong to
//! signing in. They are sent with every box that any page of the service has, in wrong ways and twice.

use std::collections::BTreeSet;
use std::path::Path;

use http::Method;
use web::Row;

use crate::bad_forms::{MARKUP, ODD, is_answer};
use crate::browse::body;
use crate::client::{Client, Page};
use crate::everything::everything;
use crate::site::TestSite;

const VERSIONS: [&str; 4] = ["1", "-1", "9223372036854775807", "x"];

/// The names of all boxes, read from the source: a new form is sent without anybody thinking of it here.
fn names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                std::fs::read_dir(path)
                    .unwrap()
                    .map(|one| one.unwrap().path()),
            );
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let fields = text.split("field(\"").skip(1);
        names.extend(fields.filter_map(|rest| rest.split('"').next().map(str::to_owned)));
    }
    assert!(names.len() > 100, "only {} boxes", names.len());
    names
}

/// Every box with this answer, and every date with these three numbers.
fn everywhere(names: &BTreeSet<String>, text: &str, day: [&str; 3]) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for name in names {
        pairs.push((name.clone(), text.to_owned()));
        let parts = ["day", "month", "year"].into_iter().zip(day);
        pairs.extend(parts.map(|(part, typed)| (format!("{name}-{part}"), typed.to_owned())));
    }
    pairs
}

fn sent(pairs: &[(String, String)], form: &str, version: &str) -> String {
    let hidden = [("form_id", form), ("version", version)];
    let hidden = hidden.map(|(name, value)| (name.to_owned(), value.to_owned()));
    format!("{}&{}", body(&hidden), body(pairs))
}

fn is_wrong_kind(row: &Row) -> bool {
    row.path.starts_with("/sign-out") || row.path.starts_with("/sessions")
}

/// What stays as it was when a form is refused, and is done once when it is not.
async fn try_twice(
    (site, browser): (&TestSite, &mut Client),
    (path, what): (&str, &str),
    text: &str,
) {
    let before = site.done().await;
    let first: Page = browser.post_body(path, text.to_owned()).await;
    is_answer(&first, what);
    let after = site.done().await;
    if first.status.is_client_error() {
        assert_eq!(after, before, "{what}: refused, and something was done");
    }
    if after != before {
        let second = browser.post_body(path, text.to_owned()).await;
        is_answer(&second, what);
        assert_eq!(site.done().await, after, "{what}: done twice");
    }
}

#[tokio::test]
async fn forms_that_nobody_comes_to_are_answered_in_words_too() {
    let (site, mut browser, found) = everything().await;
    let people = crate::table::people(&site).await;
    let names = names();
    let long = "a".repeat(1_500);
    let good = ["24", "11", "2026"];
    let ways: Vec<(&str, Vec<(String, String)>)> = vec![
        (
            "31 February",
            everywhere(&names, "31 February 2026", ["31", "2", "2026"]),
        ),
        (
            "the year 20226",
            everywhere(&names, "1 November 20226", ["1", "11", "20226"]),
        ),
        ("markup", everywhere(&names, MARKUP, good)),
        ("control characters", everywhere(&names, ODD, good)),
        ("a long text in every box", everywhere(&names, &long, good)),
        ("plain words", everywhere(&names, "Invented words", good)),
        ("yes", everywhere(&names, "yes", good)),
    ];
    let mut tried = 0;
    for row in web::rows() {
        let reached = found.forms.contains_key(row.path) || is_wrong_kind(&row);
        if row.method != Method::POST || reached {
            continue;
        }
        let path = people.path(&row);
        for (number, (way, pairs)) in ways.iter().enumerate() {
            let form = format!("{:032x}", number + 1 + tried * 100);
            // Each row meets each version with some of the ways; all of them with all take a minute.
            let version = VERSIONS[(number + tried) % VERSIONS.len()];
            let what = format!("{}: {way}, version {version}", row.path);
            let text = sent(pairs, &form, version);
            try_twice((&site, &mut browser), (&path, &what), &text).await;
        }
        tried += 1;
    }
    eprintln!("{tried} forms");
    assert!(tried >= 10, "only {tried} forms that nobody comes to");
}
