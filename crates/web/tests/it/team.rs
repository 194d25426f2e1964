//! The team of a review as a browser without JavaScript drives it.

use access::Role;
use http::StatusCode;

use crate::client::{Client, Page};
use crate::site::{HERE, TestSite};

/// A form sent with the hidden boxes of its page.
async fn send(browser: &mut Client, path: &str, answers: &[(&str, &str)]) -> Page {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    let form = page.value("form_id");
    let mut all = vec![("form_id", form.as_str())];
    let version = if page.has("name=\"version\"") {
        page.value("version")
    } else {
        String::new()
    };
    if !version.is_empty() {
        all.push(("version", version.as_str()));
    }
    all.extend_from_slice(answers);
    browser.post(path, &all).await
}

#[tokio::test]
async fn whoever_is_barred_is_told_that_there_is_nothing_behind_every_address() {
    let site = TestSite::demonstration().await;
    let here = site.partnership;
    let manager = site.manager().await;
    let partner = site
        .person("partner@example.org", here, Role::DelegatedPartner)
        .await;
    let (reference, record) = site.case(manager).await;
    let base = format!("/o/{HERE}/reviews/{reference}");
    let mut keeps = site.signed_in(manager).await;
    let mut barred = site.signed_in(partner).await;
    assert_eq!(barred.get(&base).await.status, StatusCode::OK);
    let path = format!("{base}/team/conflicts/person/{partner}");
    let page = send(&mut keeps, &path, &[("kind", "relative")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    for row in web::rows() {
        let Some(end) = row
            .path
            .strip_prefix("/o/{organisation}/reviews/{reference}")
        else {
            continue;
        };
        let end = end
            .replace("{section_id}", "safe_contact")
            .replace("{record}", &record)
            .replace("{hold_id}", &record)
            .replace("{person_id}", &manager.to_string())
            .replace("{body_id}", "mappa")
            .replace("{clock_id}", "notify")
            .replace("{track_id}", "actions")
            .replace("{instance_id}", "0")
            .replace("{stage_id}", "begun");
        let path = format!("{base}{end}");
        let page = barred.ask(&row.method, &path).await;
        let unread = row.method == http::Method::POST && page.status == StatusCode::BAD_REQUEST;
        let nothing = page.status == StatusCode::NOT_FOUND || unread;
        assert!(nothing, "{} {path}: {}", row.method, page.status);
        assert!(!page.has("Ask for access"), "{path}");
    }
    for list in ["today", "reviews"] {
        let page = barred.get(&format!("/o/{HERE}/{list}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.has(&reference), "{list}");
    }
    let page = keeps.get(&format!("{base}/team")).await;
    assert!(page.has("Team of this review"));
}

#[tokio::test]
async fn two_who_change_the_same_place_see_both_texts() {
    let site = TestSite::demonstration().await;
    let here = site.partnership;
    let manager = site.manager().await;
    let author = site
        .person("author@example.org", here, Role::AgencyAuthor)
        .await;
    let (reference, _) = site.case(manager).await;
    let base = format!("/o/{HERE}/reviews/{reference}/team");
    let mut first = site.signed_in(manager).await;
    let mut second = site.signed_in(manager).await;
    let path = format!("{base}/add/{author}");
    let answers = [("listed", "no"), ("how", "Asked them."), ("role", "author")];
    let page = send(&mut first, &path, &answers).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = first.get(&base).await;
    let (_, rest) = page
        .body
        .split_once("/sections\">")
        .map_or(("", ""), |both| both);
    assert!(!rest.is_empty());
    let (before, _) = page.body.split_once("/sections\">").unwrap();
    let place = before.rsplit('/').next().unwrap().to_owned();
    let path = format!("{base}/{place}");
    let seen = second.get(&path).await;
    let (form, version) = (seen.value("form_id"), seen.value("version"));
    let page = send(&mut first, &path, &[("role", "chair")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let late = [
        ("form_id", form.as_str()),
        ("version", version.as_str()),
        ("role", "panel"),
    ];
    let page = second.post(&path, &late).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.has("Chairs the review panel") && page.has("Member of the review panel"));
}

#[tokio::test]
async fn who_may_know_of_a_review_is_offered_a_way_and_nobody_else_is() {
    let site = TestSite::demonstration().await;
    let here = site.partnership;
    let manager = site.manager().await;
    let (reference, _) = site.case(manager).await;
    let base = format!("/o/{HERE}/reviews/{reference}");
    for (email, role, ask, emergency) in [
        ("a@example.org", Role::AgencyAuthor, true, false),
        ("s@example.org", Role::Scrutineer, true, true),
        ("l@example.org", Role::LearningReader, false, false),
        ("d@example.org", Role::Administrator, false, false),
    ] {
        let person = site.person(email, here, role).await;
        let mut browser = site.signed_in(person).await;
        let page = browser.get(&base).await;
        let expected = if ask {
            StatusCode::FORBIDDEN
        } else {
            StatusCode::NOT_FOUND
        };
        assert_eq!(page.status, expected, "{role}");
        assert_eq!(page.has(&format!("{base}/ask")), ask, "{role}");
        assert_eq!(page.has(&format!("{base}/emergency")), emergency, "{role}");
        let missing = browser.get(&format!("/o/{HERE}/reviews/AAA-AAA-AAA")).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND, "{role}");
    }
}

#[tokio::test]
async fn somebody_with_roles_for_two_agencies_chooses_for_which_they_act() {
    let site = TestSite::demonstration().await;
    let person = site
        .person("two@example.org", site.partnership, Role::BusinessManager)
        .await;
    let first = site
        .agency_role(person, "Invented trust", Role::AgencyAuthor)
        .await;
    let second = site
        .agency_role(person, "Invented school", Role::AgencyApprover)
        .await;
    let mut browser = site.signed_in(person).await;
    let today = format!("/o/{HERE}/today");
    let page = browser.get(&today).await;
    assert_eq!(page.location(), "/agency");
    let reviews = format!("/o/{HERE}/reviews");
    let page = browser.get(&reviews).await;
    let choose = format!("/agency?to={reviews}");
    assert_eq!(page.location(), choose, "they go on to what they wanted");
    let page = browser.get("/agency").await;
    assert!(page.has("Invented trust") && page.has("Invented school"));
    let page = browser.post("/agency", &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser
        .post("/agency", &[("agency", &second.to_string())])
        .await;
    assert_eq!(page.location(), today);
    let page = browser.get(&today).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("<strong>Invented school</strong>") && !page.has("Invented trust"));
    let sent = [("agency", &*first.to_string())];
    for elsewhere in ["//elsewhere.example", "/o/another/today", "/o/x//y"] {
        let page = browser
            .post(&format!("/agency?to={elsewhere}"), &sent)
            .await;
        assert_eq!(page.location(), today, "{elsewhere}");
    }
    let page = browser.post(&choose, &sent).await;
    assert_eq!(page.location(), reviews);
    assert!(
        browser
            .get(&today)
            .await
            .has("<strong>Invented trust</strong>")
    );
    let other = site.agency_role(
        site.person("x@example.org", site.partnership, Role::Scrutineer)
            .await,
        "Invented force",
        Role::AgencyAuthor,
    );
    let other = other.await.to_string();
    let page = browser.post("/agency", &[("agency", &other)]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "not one of theirs");
}
