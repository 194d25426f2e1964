//! Every page asked for with addresses that nobody should send: never a fault of the service, never a word of
//! the address in the answer, always a page that says what to do.

use access::Role;
use http::{Method, StatusCode};

use crate::browse::browse;
use crate::client::Page;
use crate::site::TestSite;
use crate::table::people;

/// What stands in place of an id, as a browser or a robot would send it.
fn bad_parts() -> Vec<String> {
    let mut parts: Vec<String> = [
        "%00",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "..%5c..%5cwin.ini",
        "%2F",
        "%FF%FE",
        "%E2%80%AE",
        "%0d%0aSet-Cookie:%20a=b",
        "'%20OR%201=1--",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "-1",
        "0",
        "99999999999999999999999",
        "00000000-0000-0000-0000-000000000000",
        "00000000-0000-7000-8000-000000000000",
        "new",
        "NaN",
        "%C5%8Eb%C3%A9",
    ]
    .map(str::to_owned)
    .into();
    parts.push("a".repeat(7_000));
    parts.push("%41".repeat(2_000));
    parts
}

/// Queries that no page of ours has.
const QUERIES: [&str; 7] = [
    "x=1",
    "from=99999999999999999999999",
    "from=-1&page=-1&organisation=%00",
    "done=%3Cscript%3E&raised=%FF&kept=%00",
    "after=//elsewhere.example/&next=https://elsewhere.example",
    "%",
    "=&&&==&a[]=1&a[]=2",
];

fn is_answer(page: &Page, what: &str) {
    assert!(!page.status.is_server_error(), "{what}: {}", page.status);
    if page.status.is_client_error() {
        assert!(page.has("<h1"), "{what}: a page, not a line");
        assert!(
            page.body.matches("<p class=\"govuk-body\"").count() > 0
                || page.has("govuk-error-summary"),
            "{what}: what to do"
        );
    }
    for sign in ["<script>alert", "OR 1=1", "etc/passwd", "\u{202e}"] {
        assert!(!page.has(sign), "{what}: the address is repeated");
    }
    assert!(page.headers.get("set-cookie").is_none(), "{what}");
    let to = page.location();
    assert!(
        !to.contains("elsewhere") && !to.starts_with("//"),
        "{what}: {to}"
    );
}

#[tokio::test]
async fn no_address_breaks_a_page() {
    let site = TestSite::demonstration().await;
    let mut people = people(&site).await;
    let mut tried = 0;
    for row in web::rows().iter().filter(|row| row.method == Method::GET) {
        let own = row.path.split('/').filter(|part| part.starts_with('{'));
        for part in own {
            if part == "{name}" {
                continue;
            }
            for bad in bad_parts() {
                let marked = row.path.replace(part, "PART");
                let path = people.path_of(&marked).replace("PART", &bad);
                let shown: String = path.chars().take(120).collect();
                let page = people.manager.get(&path).await;
                is_answer(&page, &shown);
                // A link that was not made is told the same as one that was used.
                let known = ["new", "0"].contains(&bad.as_str()) || part == "{token}";
                assert!(
                    known || page.status != StatusCode::OK,
                    "{shown}: something stands there"
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 1_000, "only {tried}");
}

#[tokio::test]
async fn no_query_breaks_a_page() {
    let site = TestSite::demonstration().await;
    let mut people = people(&site).await;
    for row in web::rows().iter().filter(|row| row.method == Method::GET) {
        for query in QUERIES {
            let path = format!("{}?{query}", people.path(row));
            let page = people.manager.get(&path).await;
            is_answer(&page, &path);
        }
    }
}

#[tokio::test]
async fn another_method_than_the_page_takes_is_answered_in_words() {
    let site = TestSite::demonstration().await;
    let mut people = people(&site).await;
    let rows = web::rows();
    for row in &rows {
        let path = people.path(row);
        let takes = |method: &Method| {
            rows.iter()
                .any(|other| other.path == row.path && other.method == *method)
        };
        if !takes(&Method::POST) {
            let page = people.manager.post(&path, &[("a", "b")]).await;
            is_answer(&page, &path);
            assert!(page.status.is_client_error(), "{path}: {}", page.status);
        }
        if !takes(&Method::GET) {
            let page = people.manager.get(&path).await;
            is_answer(&page, &path);
            assert!(page.status.is_client_error(), "{path}: {}", page.status);
        }
    }
}

/// What is at one address of a person's own is not at another's: the ids of one review in the address of another.
#[tokio::test]
async fn records_of_one_review_are_not_found_in_another() {
    let site = TestSite::demonstration().await;
    let manager = site.manager().await;
    site.roles(manager, &[Role::DelegatedPartner, Role::Administrator])
        .await;
    let (first, _) = site.case(manager).await;
    let (second, _) = site.case(manager).await;
    let mut browser = site.signed_in(manager).await;
    let found = browse(&mut browser, &[format!("/o/marshside/reviews/{first}")]).await;
    let mut tried = 0;
    for (row, path) in &found.pages {
        let own_records =
            row.contains("{record}") || row.contains("{hold_id}") || row.contains("{told_id}");
        // What stands for a record that is not there yet is the same everywhere.
        let (from, to) = if path.contains(&first) {
            (&first, &second)
        } else {
            (&second, &first)
        };
        if !own_records || !path.contains(from) || path.split('/').any(|part| part == "new") {
            continue;
        }
        let elsewhere = path.replace(from, to);
        let page = browser.get(&elsewhere).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{row}: {elsewhere}");
        tried += 1;
    }
    assert!(tried >= 10, "only {tried}: {:?}", found.pages.keys());
}
