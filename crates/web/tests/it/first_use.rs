//! The first use of a request for information, without JavaScript: the link, the code, the way in, and the request; and
//! what a link that was passed on shows.

use access::sign_in::add_first_code;
use access::{Role, actions};
use http::StatusCode;
use model::{PersonId, RecordId};

use crate::client::{Client, Page};
use crate::invitation::{PASSWORD, code as code_of_app, set_up};
use crate::site::{HERE, START, THERE, TestSite};

const EMAIL: &str = "author@example.org";

fn new_request() -> RecordId {
    crypto::id(START).unwrap()
}

fn link(organisation: &str, request: RecordId) -> String {
    format!("/answer/{organisation}/{request}")
}

async fn author(site: &TestSite) -> PersonId {
    site.person(EMAIL, site.partnership, Role::AgencyAuthor)
        .await
}

async fn code_for(site: &TestSite, person: PersonId, request: RecordId) -> String {
    let ctx = site.ctx(crypto::id(START).unwrap(), Role::BusinessManager);
    let made = site.state.directory().transact(&ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::NameAnswering>()?;
            add_first_code(tx, &permit, person, request).await
        })
    });
    made.await.unwrap().code.to_text()
}

async fn typed(browser: &mut Client, link: &str, code: &str) -> Page {
    browser.post(link, &[("code", code)]).await
}

fn main_of(page: &Page) -> String {
    page.body.split("<main").nth(1).unwrap().to_owned()
}

/// Follows redirects within the service; returns the last address, which need not be there.
async fn follow(browser: &mut Client, page: Page) -> String {
    let mut to = page.location().to_owned();
    loop {
        let next = browser.get(&to).await;
        if next.status != StatusCode::SEE_OTHER {
            return to;
        }
        to = next.location().to_owned();
    }
}

#[tokio::test]
async fn from_the_link_by_the_code_to_the_request() {
    let site = TestSite::new(false, true).await;
    let (person, request) = (author(&site).await, new_request());
    let code = code_for(&site, person, request).await;
    let link = link(HERE, request);
    let mut browser = site.browser();
    let page = browser.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    let careless = code.to_lowercase().replace('-', " ");
    let right = typed(&mut browser, &link, &careless).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.body);
    let invitation = right.location().to_owned();
    assert!(invitation.starts_with("/invitation/"), "{invitation}");
    let page = browser.get(&invitation).await;
    assert!(page.has("This invitation is for Sam Carter."));
    let app = set_up(&mut browser, &invitation).await;
    let next = browser.get("/organisations?after=sign-in").await;
    assert_eq!(next.location(), format!("/o/{HERE}/returns/{request}"));
    assert!(browser.answer.is_none(), "the browser forgets it");
    // The code is used; from now on it is the ordinary sign-in.
    let used = typed(&mut site.browser(), &link, &code).await;
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(used.has("This code does not work here."));
    let mut again = site.browser();
    let page = again.post(&format!("{link}/sign-in"), &[]).await;
    assert_eq!(page.location(), "/sign-in");
    site.wait(60);
    let now = code_of_app(&app, 60);
    let answers = [("email", EMAIL), ("password", PASSWORD), ("code", &now)];
    let entered = again.post("/sign-in", &answers).await;
    let to = follow(&mut again, entered).await;
    assert_eq!(to, format!("/o/{HERE}/returns/{request}"));
}

#[tokio::test]
async fn a_link_shows_the_same_whatever_it_names() {
    let site = TestSite::new(false, true).await;
    let (person, request) = (author(&site).await, new_request());
    code_for(&site, person, request).await;
    let (other, wrong) = (new_request(), "CFHJ-KMPQ-RT23");
    let real = link(HERE, request);
    let shown = main_of(&site.browser().get(&real).await);
    let refused = main_of(&typed(&mut site.browser(), &real, wrong).await);
    for link in [
        link(HERE, other),
        link(THERE, request),
        link("nowhere", other),
    ] {
        let mut browser = site.browser();
        let page = browser.get(&link).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(main_of(&page).replace(&link, &real), shown, "{link}");
        let page = typed(&mut browser, &link, wrong).await;
        assert_eq!(main_of(&page).replace(&link, &real), refused, "{link}");
        for secret in ["Marshside", "Hillfoot", "Sam Carter", EMAIL] {
            assert!(!page.has(secret), "{secret}");
        }
        assert!(browser.cookie.is_none() && browser.answer.is_none());
    }
    for link in [
        format!("/answer/{HERE}/new"),
        format!("/answer/No%20code/{request}"),
    ] {
        let page = site.browser().get(&link).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{link}");
    }
}

#[tokio::test]
async fn what_is_no_code_is_told_and_kept_and_a_guesser_waits() {
    let site = TestSite::new(false, true).await;
    let (person, request) = (author(&site).await, new_request());
    let code = code_for(&site, person, request).await;
    let link = link(HERE, request);
    let mut browser = site.browser();
    for (text, words) in [
        ("", "Enter the code that you were given"),
        ("CFHJ-KMPQ", "A code has 12 letters and numbers."),
        ("CFHJ-KMPQ-RT20", "A code has 12 letters and numbers."),
        (&"C".repeat(70), "A code has 12 letters and numbers."),
        ("CFHJ-KMPQ-RT23", "This code does not work here."),
    ] {
        let page = typed(&mut browser, &link, text).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(
            page.has(words) && page.has("<title>Error: "),
            "{text}: {}",
            page.body
        );
        assert!(
            page.has(&format!("value=\"{text}\"")) || text.is_empty(),
            "{text} is kept"
        );
    }
    for _ in 0..5 {
        typed(&mut browser, &link, "CFHJ-KMPQ-RT23").await;
    }
    let page = typed(&mut browser, &link, &code).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.has("Too many attempts"));
    site.wait(16);
    let page = typed(&mut browser, &link, &code).await;
    assert!(page.location().starts_with("/invitation/"), "{}", page.body);
}

#[tokio::test]
async fn the_code_of_one_request_is_none_of_another_and_a_week_is_its_end() {
    let site = TestSite::new(false, true).await;
    let (person, request) = (author(&site).await, new_request());
    let code = code_for(&site, person, request).await;
    let mut browser = site.browser();
    let other = typed(&mut browser, &link(HERE, new_request()), &code).await;
    assert!(other.has("This code does not work here."));
    site.wait(7 * 24 * 3600);
    let late = typed(&mut browser, &link(HERE, request), &code).await;
    assert!(late.has("This code does not work here."));
}

#[tokio::test]
async fn whoever_is_signed_in_goes_on_to_the_request_and_nobody_is_led_elsewhere() {
    let site = TestSite::demonstration().await;
    let manager = site.manager().await;
    let request = new_request();
    let mut browser = site.signed_in(manager).await;
    let page = browser.get(&link(HERE, request)).await;
    assert_eq!(page.location(), format!("/o/{HERE}/returns/{request}"));
    // Signing in for a request of an organisation in which one has no role: an ordinary sign-in.
    let after = "/organisations?after=sign-in";
    for remembered in [
        format!("{THERE}.{request}"),
        format!("{HERE}.//elsewhere.example"),
        format!("../..//elsewhere.example.{request}"),
        String::from("nonsense"),
    ] {
        browser.answer = Some(format!("throughline-answer={remembered}"));
        let page = browser.get(after).await;
        assert_eq!(page.location(), format!("/o/{HERE}/today"), "{remembered}");
    }
    let mut browser = site.browser();
    let page = browser
        .post(&format!("{}/sign-in", link(HERE, request)), &[])
        .await;
    assert_eq!(page.location(), "/sign-in");
    let entered = browser
        .post("/choose-who-to-be", &[("person", &manager.to_string())])
        .await;
    let to = follow(&mut browser, entered).await;
    assert_eq!(to, format!("/o/{HERE}/returns/{request}"));
}

#[tokio::test]
async fn somebody_with_two_agencies_chooses_one_on_the_way() {
    let site = TestSite::demonstration().await;
    let (person, request) = (author(&site).await, new_request());
    let police = site.agency_role(person, "Police", Role::AgencyAuthor).await;
    site.agency_role(person, "Hospital", Role::AgencyApprover)
        .await;
    let mut browser = site.browser();
    browser
        .post(&format!("{}/sign-in", link(HERE, request)), &[])
        .await;
    let entered = browser
        .post("/choose-who-to-be", &[("person", &person.to_string())])
        .await;
    assert_eq!(follow(&mut browser, entered).await, "/agency");
    let chosen = browser
        .post("/agency", &[("agency", &police.to_string())])
        .await;
    assert_eq!(chosen.location(), format!("/o/{HERE}/returns/{request}"));
    assert!(browser.answer.is_none());
}
