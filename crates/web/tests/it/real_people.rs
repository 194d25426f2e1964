//! A rehearsal says that it is one on every page until real people may be recorded.

use access::Role;
use http::StatusCode;

use crate::client::{Client, Page};
use crate::invitation::{EMAIL, PASSWORD, code, invited, set_up};
use crate::site::{HERE, TestSite};

const REHEARSAL: &str = "Rehearsal: no real people.";

/// Somebody who signed in with password and code.
async fn signed_in(site: &TestSite) -> Client {
    let link = invited(site).await;
    let mut browser = site.browser();
    let page = set_up(&mut browser, &link).await;
    site.wait(60);
    let now = code(&page, 60);
    let answers = [("email", EMAIL), ("password", PASSWORD), ("code", &now)];
    let entered = browser.post("/sign-in", &answers).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    browser
}

async fn operator_and_lead(site: &TestSite) -> (Client, Client) {
    let demonstration = site.person("runs@example.org", site.partnership, Role::Operator);
    let lead = site.person(
        "lead@example.org",
        site.partnership,
        Role::InformationGovernance,
    );
    let (runs, lead) = (demonstration.await, lead.await);
    (site.signed_in(runs).await, site.signed_in(lead).await)
}

#[tokio::test]
async fn every_kind_of_page_says_that_it_is_a_rehearsal() {
    let site = TestSite::new(false, true).await;
    let mut nobody = site.browser();
    for path in [
        "/",
        "/sign-in",
        "/privacy",
        "/no-such-page",
        "/o/marshside/today",
    ] {
        let page = nobody.get(path).await;
        assert!(
            page.has(REHEARSAL) || page.status == StatusCode::SEE_OTHER,
            "{path}"
        );
    }
    let mut browser = signed_in(&site).await;
    for path in [
        "today",
        "reviews",
        "raise/incident",
        "administration",
        "administration/real-people",
        "reviews/AAA-AAA-AAA",
        "service",
    ] {
        let page = browser.get(&format!("/o/{HERE}/{path}")).await;
        assert!(page.has(REHEARSAL), "{path}: {}", page.status);
    }
    let wrong = browser.post("/o/marshside/raise/incident", &[]).await;
    assert!(wrong.has(REHEARSAL), "{}", wrong.status);
    let page = browser.get("/o/marshside/administration/real-people").await;
    assert!(page.has("Penetration test: nothing is on record"));
    assert!(!page.has("Ask that real people") && !page.has("facts/hosting"));
}

fn sent<'a>(page: &'a Page, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, String)> {
    let mut all: Vec<(&str, String)> = vec![("form_id", page.value("form_id"))];
    if page.has("name=\"version\"") {
        all.push(("version", page.value("version")));
    }
    all.extend(
        more.iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    all
}

async fn send(browser: &mut Client, path: &str, more: &[(&str, &str)]) -> Page {
    let page = browser.get(path).await;
    let all = sent(&page, more);
    let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, &**value)).collect();
    browser.post(path, &all).await
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_is_kept() {
    let site = TestSite::demonstration().await;
    let (mut operator, mut lead) = operator_and_lead(&site).await;
    let one = "/o/marshside/service/real-people/facts/penetration_test";
    let answers = [
        ("day-day", "1"),
        ("day-month", "1"),
        ("day-year", "2090"),
        ("who", "An invented tester"),
        ("what", "Nothing"),
    ];
    let page = send(&mut operator, one, &answers).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("The day is still to come.") && page.has("An invented tester"));
    let page = send(&mut operator, one, &answers[3..4]).await;
    assert!(page.has("Enter the day") && page.has("Enter what remains open"));
    assert!(page.has("An invented tester"));
    let refused = lead.get(one).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);

    let ask = "/o/marshside/service/real-people/ask";
    let form = operator.get("/o/marshside/service/real-people").await;
    assert!(form.has("This is a demonstration. It stays one"));
    assert!(!form.has("Ask that real people"));
    let page = operator.get(one).await;
    let asked = operator
        .post(ask, &[("form_id", &page.value("form_id"))])
        .await;
    assert_eq!(
        asked.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        asked.body
    );
    assert!(asked.has("This is a demonstration, and stays one."));
}
