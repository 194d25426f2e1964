//! Two people have the same form open, and both send it.

use access::Role;
use http::StatusCode;

use crate::browse::{Entry, Form, Found, body, plausible};
use crate::client::{Client, Page};
use crate::everything::{ROLES, everything, fresh};
use crate::site::TestSite;

/// Plausible answers in which each box of words says who typed them.
fn typed_by(who: &'static str) -> impl Fn(&Entry) -> String {
    move |one| {
        let answer = plausible(one);
        let words = answer.starts_with("kept ");
        if words {
            format!("{who} {}", one.name)
        } else {
            answer
        }
    }
}

/// The same with the last answer of each choice in place of the first.
fn last_choices(form: &Form, who: &'static str) -> Vec<(String, String)> {
    let mut turned = form.clone();
    turned.boxes.reverse();
    turned.filled(&typed_by(who))
}

async fn colleague(site: &TestSite) -> Client {
    let role = Role::BusinessManager;
    let person = site
        .person("colleague@example.org", site.partnership, role)
        .await;
    site.roles(person, &ROLES).await;
    site.signed_in(person).await
}

fn version(form: &Form) -> Option<String> {
    let hidden = form.hidden().into_iter();
    hidden
        .filter(|(name, value)| name == "version" && !value.is_empty())
        .map(|(_, value)| value)
        .next()
}

/// Somebody changes the record that a form shows; says whether they could.
async fn changes(second: &mut Client, (found, row): (&Found, &'static str), form: &Form) -> bool {
    let theirs = fresh(second, found, row, form).await;
    let ways = [
        theirs.filled(&typed_by("theirs")),
        last_choices(&theirs, "theirs"),
    ];
    for pairs in ways {
        let page = second.post_body(&theirs.path, body(&pairs)).await;
        let now = fresh(second, found, row, form).await;
        if page.status == StatusCode::SEE_OTHER && version(&now) != version(&theirs) {
            return true;
        }
    }
    false
}

/// Where no two texts can stand side by side, because what the first person did leaves nothing to change.
const ONCE: [(&str, &str); 8] = [
    ("/decision/decide", "a decision is taken once"),
    ("/told/{told_id}/take-away", "it is out of sight already"),
    (
        "/relationships/{tie_id}/take-away",
        "it is out of sight already",
    ),
    ("/people/{record}/take-out", "they are out of sight already"),
    ("/team/conflicts/{record}/end", "the line has ended already"),
    ("/learning/{record}/take-away", "it is out of sight already"),
    (
        "/practitioners/{record}/take-away",
        "it is out of sight already",
    ),
    (
        "/learning/actions/{record}/take-away",
        "it is out of sight already",
    ),
];

/// What is wrong with the answer to somebody who comes second; empty when nothing is.
fn wrong_with(page: &Page, mine: &Form) -> Option<String> {
    if page.status != StatusCode::CONFLICT {
        return Some(page.status.to_string());
    }
    let typed = mine.filled(&typed_by("mine"));
    let lost = typed
        .iter()
        .filter(|(_, value)| value.starts_with("mine ") && !page.has(value));
    let lost: Vec<&str> = lost.map(|(name, _)| name.as_str()).collect();
    (!lost.is_empty()).then(|| format!("lost {lost:?}"))
}

#[tokio::test]
async fn whoever_comes_second_sees_both_texts_and_loses_nothing() {
    let (site, mut first, found) = everything().await;
    let mut second = colleague(&site).await;
    let (mut walked, mut both, mut faults) = (Vec::new(), 0, Vec::new());
    for (row, form) in &found.forms {
        let mine = fresh(&mut first, &found, row, form).await;
        if version(&mine).is_none() || !changes(&mut second, (&found, row), form).await {
            continue;
        }
        let done = site.done().await;
        let pairs = mine.filled(&typed_by("mine"));
        let page = first.post_body(&mine.path, body(&pairs)).await;
        if ONCE.iter().any(|(end, _)| row.ends_with(end)) {
            assert!(page.status.is_client_error(), "{row}: {}", page.status);
        } else {
            faults.extend(wrong_with(&page, &mine).map(|wrong| format!("{row}: {wrong}")));
        }
        assert_eq!(site.done().await, done, "{row}: half done");
        both += usize::from(page.has("mine ") && page.has("theirs "));
        walked.push(*row);
    }
    eprintln!(
        "{} forms: {walked:#?}, {both} with words of both",
        walked.len()
    );
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(walked.len() >= 10 && both >= 6, "only {walked:?}");
}

/// The form whose answers are put together with those of somebody else, unless both answered the same.
const MERGED: &str = "/notification/details/{part_id}";
/// Forms that make a record where there is none yet, and of which there is one.
const FIRST: [&str; 8] = [
    "/local-review/terms",
    "/people/{record}/family-contact",
    "/people/{record}/home",
    "/people/{record}/school",
    "/people/{record}/status",
    "/publication-day",
    "/publication/notices/{recipient_id}",
    "/sharing/{record}/family",
];

#[tokio::test]
async fn whoever_opened_a_form_before_the_first_record_was_made_sees_both_texts() {
    let (site, mut browser, found) = everything().await;
    let (mut first, mut faults) = (Vec::new(), Vec::new());
    for (row, form) in &found.forms {
        let form = fresh(&mut browser, &found, row, form).await;
        if version(&form).is_none() {
            continue;
        }
        let done = site.done().await;
        let mut pairs = form.filled(&typed_by("mine"));
        pairs.retain(|(name, _)| name != "version");
        let page = browser.post_body(&form.path, body(&pairs)).await;
        // Who typed what stands there already is not in anybody's way.
        let said = page.status.is_client_error() || page.status == StatusCode::SEE_OTHER;
        assert!(said, "{row}: {}", page.status);
        let merged = row.ends_with(MERGED) && page.status == StatusCode::SEE_OTHER;
        assert!(
            merged || site.done().await == done,
            "{row}: something was done"
        );
        if page.status == StatusCode::CONFLICT {
            first.push(*row);
            faults.extend(wrong_with(&page, &form).map(|wrong| format!("{row}: {wrong}")));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    let first: Vec<&str> = first
        .iter()
        .map(|row| row.trim_start_matches("/o/{organisation}/reviews/{reference}"))
        .collect();
    // Which of them the walk comes to depends on where else it went before.
    let unknown = first.iter().filter(|row| !FIRST.contains(row));
    assert_eq!(unknown.count(), 0, "{first:?}");
    assert!(first.len() >= 5, "{first:?}");
}
