//! One's own account: organisations, sessions, a form that was kept.

use access::Role;
use http::StatusCode;

use crate::site::TestSite;

#[tokio::test]
async fn whoever_has_two_organisations_chooses_and_each_page_says_which() {
    let site = TestSite::demonstration().await;
    let person = site
        .person("two@example.org", site.partnership, Role::BusinessManager)
        .await;
    let same = site
        .person("two@example.org", site.neighbour, Role::LearningReader)
        .await;
    assert_eq!(person, same);
    let mut browser = site.signed_in(person).await;
    let page = browser.get("/organisations?after=sign-in").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "/o/marshside/today",
        "/o/hillfoot/today",
        "reader of shared learning",
    ] {
        assert!(page.has(words), "{words}");
    }
    let there = browser.get("/o/hillfoot/today").await;
    assert!(there.has("<strong>Hillfoot Safeguarding Partnership</strong>"));
    assert!(!there.has("Marshside") && there.has("Choose another organisation"));
}

#[tokio::test]
async fn sessions_are_listed_and_all_end_at_once() {
    let site = TestSite::demonstration().await;
    let person = site
        .person("a@example.org", site.partnership, Role::BusinessManager)
        .await;
    let mut one = site.signed_in(person).await;
    let mut other = site.signed_in(person).await;
    let page = one.get("/sessions").await;
    assert_eq!(page.body.matches("24 November 2026 at 9:00am").count(), 4);
    assert_eq!(page.body.matches("this one").count(), 1);
    let ended = one.post("/sessions/end-all", &[]).await;
    assert_eq!(ended.location(), "/signed-out");
    assert_eq!(other.get("/sessions").await.location(), "/sign-in");
}

#[tokio::test]
async fn a_form_that_comes_too_late_is_kept_for_its_sender_alone() {
    let site = TestSite::demonstration().await;
    let person = site
        .person("a@example.org", site.partnership, Role::BusinessManager)
        .await;
    let other = site
        .person("b@example.org", site.partnership, Role::BusinessManager)
        .await;
    let mut browser = site.signed_in(person).await;
    let words = "what I typed & would be sorry to lose";
    site.wait(40 * 60);
    let late = browser
        .post("/o/marshside/raise/incident", &[("outline", words)])
        .await;
    assert_eq!(late.location(), "/sign-in?kept=yes");
    assert!(
        browser
            .get(late.location())
            .await
            .has("is kept for an hour")
    );
    let mut stranger = site.signed_in(other).await;
    assert_eq!(
        stranger.get("/kept-form").await.location(),
        "/organisations"
    );
    let mut back = site.signed_in(person).await;
    let offered = back.get("/organisations?after=sign-in").await;
    assert!(
        offered.has("href=\"/kept-form\""),
        "not sent straight to the one organisation"
    );
    let kept = back.get("/kept-form").await;
    assert!(
        kept.has("what I typed &#38; would be sorry to lose"),
        "{}",
        kept.body
    );
    let sent = back.post("/kept-form/send", &[("outline", words)]).await;
    assert_eq!(
        (sent.status, sent.location()),
        (
            StatusCode::TEMPORARY_REDIRECT,
            "/o/marshside/raise/incident"
        )
    );
    assert_eq!(
        back.get("/kept-form").await.location(),
        "/organisations",
        "offered no more"
    );
}

#[tokio::test]
async fn a_form_of_nobody_known_is_not_kept() {
    let site = TestSite::demonstration().await;
    let person = site
        .person("a@example.org", site.partnership, Role::BusinessManager)
        .await;
    let answers = [("outline", "x")];
    let late = site
        .browser()
        .post("/o/marshside/raise/incident", &answers)
        .await;
    assert_eq!(late.location(), "/sign-in");
    let mut browser = site.signed_in(person).await;
    let mut copy = browser.clone();
    browser.post("/sign-out", &[]).await;
    let late = copy.post("/o/marshside/raise/incident", &answers).await;
    assert_eq!(
        late.location(),
        "/sign-in",
        "after signing out nothing is kept"
    );
}

#[tokio::test]
async fn passkeys_can_be_added_with_a_script_and_the_page_stands_without() {
    let site = TestSite::demonstration().await;
    let person = site
        .person("a@example.org", site.partnership, Role::BusinessManager)
        .await;
    let mut browser = site.signed_in(person).await;
    assert!(browser.get("/passkeys").await.has("You have none."));
    let asked = browser.post("/passkeys/add", &[]).await;
    assert!(asked.has("data-passkey=\"create\"") && asked.has("<noscript>"));
    let answers = [
        ("ceremony", asked.value("ceremony")),
        ("answer", "{}".into()),
        ("name", "Phone".into()),
    ];
    let answers = answers
        .each_ref()
        .map(|(name, value): &(&str, String)| (*name, value.as_str()));
    let refused = browser.post("/passkeys/answer", &answers).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("The passkey was not accepted"));
    let none = browser.post("/passkeys/remove", &[("passkey", "x")]).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}
