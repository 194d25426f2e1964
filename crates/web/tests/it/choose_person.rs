//! Choosing who to be needs both: nobody is real, and nobody else can reach the service.

use access::Role;
use http::StatusCode;

use crate::site::TestSite;

#[tokio::test]
async fn it_exists_on_a_demonstration_on_this_machine_only() {
    for (synthetic, loopback) in [(true, true), (true, false), (false, true), (false, false)] {
        let site = TestSite::new(synthetic, loopback).await;
        let person = site
            .person("a@example.org", site.partnership, Role::BusinessManager)
            .await;
        let mut browser = site.browser();
        let page = browser.get("/choose-who-to-be").await;
        let chosen = browser
            .post("/choose-who-to-be", &[("person", &person.to_string())])
            .await;
        let start = browser.get("/").await;
        if synthetic && loopback {
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.has("Sam Carter") && page.has("business manager"));
            assert_eq!(chosen.status, StatusCode::SEE_OTHER);
        } else {
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{synthetic} {loopback}");
            assert_eq!(
                chosen.status,
                StatusCode::NOT_FOUND,
                "{synthetic} {loopback}"
            );
            assert!(browser.cookie.is_none());
            assert!(!start.has("/choose-who-to-be"));
        }
        assert_eq!(
            start.has("Everyone and everything here is invented"),
            synthetic
        );
    }
}

#[tokio::test]
async fn nobody_unknown_can_be_chosen() {
    let site = TestSite::demonstration().await;
    let mut browser = site.browser();
    let stranger = crypto::id::<model::PersonId>(crate::site::START)
        .unwrap()
        .to_string();
    let page = browser
        .post("/choose-who-to-be", &[("person", &stranger)])
        .await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let page = browser.post("/choose-who-to-be", &[("person", "x")]).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
}
