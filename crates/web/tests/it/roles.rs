//! Giving roles as a browser without JavaScript does it.

use access::Role;
use http::StatusCode;

use crate::site::{HERE, TestSite};

const NEW: [(&str, &str); 3] = [
    ("name", "Invented Newcomer"),
    ("email", "newcomer@example.org"),
    ("role", "scrutineer"),
];

#[tokio::test]
async fn a_role_is_given_once_and_never_to_oneself() {
    let site = TestSite::demonstration().await;
    let me = site
        .person("admin@example.org", site.partnership, Role::Administrator)
        .await;
    let mut browser = site.signed_in(me).await;
    let people = format!("/o/{HERE}/administration/people");
    let page = browser.get(&people).await;
    assert!(page.has("Nobody gives a role to themself"));
    assert!(page.has("You are its only administrator"));
    let form = page.value("form_id");
    let mut sent = NEW.to_vec();
    sent.push(("form_id", &form));
    let first = browser.post(&people, &sent).await;
    assert!(first.has("/invitation/"), "{}", first.body);
    let done = site.done().await;
    let second = browser.post(&people, &sent).await;
    assert!(second.has("This form was sent before") && !second.has("/invitation/"));
    assert_eq!(site.done().await, done, "given once");

    let page = browser.get(&people).await;
    let form = page.value("form_id");
    let own = [
        ("name", "Sam Carter"),
        ("email", "Admin@example.org"),
        ("role", "business_manager"),
        ("form_id", form.as_str()),
    ];
    let refused = browser.post(&people, &own).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("govuk-error-summary") && refused.has("Ask another administrator"));
    assert!(refused.has("value=\"Admin@example.org\""), "kept");
    assert_eq!(site.done().await, done);
    let record = browser
        .get(&format!("/o/{HERE}/administration/roles"))
        .await;
    assert!(record.has("Refused: giving a role to oneself"));
    assert!(record.has("Invented Newcomer") && record.has("crutineer"));
}

#[tokio::test]
async fn whoever_runs_the_service_appoints_an_administrator_and_reads_the_record() {
    let site = TestSite::demonstration().await;
    let me = site
        .person("operator@example.org", site.partnership, Role::Operator)
        .await;
    let mut browser = site.signed_in(me).await;
    let appoint = format!("/o/{HERE}/service/organisations/{HERE}/administrator");
    let form = browser.get(&appoint).await.value("form_id");
    let sent = [
        ("name", "Invented Newcomer"),
        ("email", "newcomer@example.org"),
        ("form_id", form.as_str()),
    ];
    let first = browser.post(&appoint, &sent).await;
    assert!(first.has("The administrator was appointed") && first.has("/invitation/"));
    let done = site.done().await;
    browser.post(&appoint, &sent).await;
    assert_eq!(site.done().await, done, "once");
    let roles = format!("/o/{HERE}/service/roles");
    let page = browser.get(&roles).await;
    assert!(page.has("Invented Newcomer") && page.has("Marshside Safeguarding Partnership"));
    let form = page.value("form_id");
    let search = [("email", "nobody@example.org"), ("form_id", form.as_str())];
    let nobody = browser.post(&roles, &search).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.has("Nobody with this email address") && nobody.has("nobody@example.org"));
    let search = [
        ("email", "Newcomer@example.org"),
        ("form_id", form.as_str()),
    ];
    let found = browser.post(&roles, &search).await;
    assert_eq!(found.status, StatusCode::SEE_OTHER);
    assert!(!found.location().contains("newcomer"), "ids only");
    let page = browser.get(found.location()).await;
    assert!(page.has("About Invented Newcomer"), "{}", page.body);
    let wrong = browser.get(&format!("{roles}?person=x")).await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_asks_for_access_too_often_is_told_when_they_can_and_loses_nothing() {
    let site = TestSite::demonstration().await;
    let manager = site.manager().await;
    let other = site
        .person(
            "member@example.org",
            site.partnership,
            Role::ReviewGroupMember,
        )
        .await;
    let (reference, _) = site.case(manager).await;
    let mut browser = site.signed_in(other).await;
    let path = format!("/o/{HERE}/reviews/{reference}/ask");
    let form = browser.get(&path).await.value("form_id");
    for number in 0..20 {
        let why = format!("I sit on the group, {number}");
        let sent = [("form_id", form.as_str()), ("why", why.as_str())];
        let page = browser.post(&path, &sent).await;
        assert_ne!(page.status, StatusCode::TOO_MANY_REQUESTS, "{number}");
    }
    let (another, _) = site.case(manager).await;
    let path = format!("/o/{HERE}/reviews/{another}/ask");
    let form = browser.get(&path).await.value("form_id");
    let sent = [
        ("form_id", form.as_str()),
        ("why", "I sit on that group too"),
    ];
    let page = browser.post(&path, &sent).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.has("I sit on that group too"), "kept");
    assert!(
        page.has("You have asked for access many times today"),
        "{}",
        page.body
    );
}
