//! The sign-in of an organisation as a browser without JavaScript has it: to a small provider and back.

use access::Role;
use access::directory::{NewMembership, add_membership};
use access::{actions, sign_in::FRESH_SECONDS};
use http::{StatusCode, header};
use testing::provider::Provider as Small;

use crate::client::{Client, Page};
use crate::invitation::invited;
use crate::site::{ALDERMERE, START, TestSite};

const HERE: &str = "/organisation-sign-in";
const SUBJECT: &str = "subject-248289761001";

async fn with_provider(synthetic: bool) -> (TestSite, Small) {
    let small = Small::start(START.microseconds() / 1_000_000);
    let site = TestSite::with_issuer(synthetic, true, &small.issuer()).await;
    (site, small)
}

/// Where the provider sends the browser after somebody signed in there.
fn way_back(small: &Small, address: &str, subject: &str) -> String {
    let came = small.sign_in(address, subject);
    let (code, state) = (came.code, came.state);
    format!("/sign-in/with/{ALDERMERE}/back?code={code}&state={state}")
}

/// The address that a page leads on to.
fn leads_to(page: &Page, small: &Small) -> String {
    let start = format!("href=\"{}/authorize?", small.issuer());
    let (_, rest) = page.body.split_once(&start).unwrap();
    let query = rest.split('"').next().unwrap();
    let query = query.replace("&#38;", "&").replace("&amp;", "&");
    format!("{}/authorize?{query}", small.issuer())
}

async fn link(browser: &mut Client, small: &Small, subject: &str) -> Page {
    let answers = [("provider", ALDERMERE)];
    let page = browser.post(&format!("{HERE}/link"), &answers).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let address = leads_to(&page, small);
    assert!(address.contains("prompt=login"), "{address}");
    browser.get(&way_back(small, &address, subject)).await
}

async fn enter(browser: &mut Client, small: &Small, subject: &str) -> Page {
    let sent = browser.get(&format!("/sign-in/with/{ALDERMERE}")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let back = way_back(small, sent.location(), subject);
    browser.get(&back).await
}

/// Somebody of the demonstration who has linked a sign-in.
async fn linked() -> (TestSite, Small, Client) {
    let (site, small) = with_provider(true).await;
    let manager = site.manager().await;
    let mut browser = site.signed_in(manager).await;
    let done = link(&mut browser, &small, SUBJECT).await;
    assert_eq!(done.location(), HERE);
    (site, small, browser)
}

#[tokio::test]
async fn linked_once_it_signs_in_and_the_address_is_clean_afterwards() {
    let (site, small, mut browser) = linked().await;
    let page = browser.get(HERE).await;
    assert!(page.has("Aldermere Council") && page.has("Linked on 24 November 2026"));
    let mut other = site.browser();
    let offered = other.get("/sign-in").await;
    assert!(offered.has("Sign in with Aldermere Council"));
    let done = enter(&mut other, &small, SUBJECT).await;
    assert_eq!(done.location(), "/organisations?after=sign-in");
    assert!(other.away.is_none() && other.cookie.is_some());
    assert_eq!(
        other.get(done.location()).await.location(),
        "/o/marshside/today"
    );
    assert!(
        other
            .get("/sessions")
            .await
            .has("sign-in of your organisation")
    );
    let id = page.value("link");
    let removed = browser
        .post(&format!("{HERE}/remove"), &[("link", &id)])
        .await;
    assert_eq!(removed.location(), HERE);
    assert!(browser.get(HERE).await.has("You have linked none."));
    let refused = enter(&mut site.browser(), &small, SUBJECT).await;
    assert_eq!(refused.location(), "/sign-in/with/aldermere/not/not-linked");
}

#[tokio::test]
async fn the_cookie_for_the_way_is_out_of_reach_and_the_way_there_holds_no_secret() {
    let (site, small) = with_provider(false).await;
    let mut browser = site.browser();
    let sent = browser.get("/sign-in/with/aldermere").await;
    let cookie = sent.headers[header::SET_COOKIE].to_str().unwrap();
    for part in [
        "throughline-away=",
        "; Path=/",
        "; HttpOnly",
        "; SameSite=Lax",
        "; Max-Age=600",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let token = browser
        .away
        .clone()
        .unwrap()
        .replace("throughline-away=", "");
    assert!(!sent.location().contains(&token) && !sent.location().contains("secret"));
    assert!(sent.location().starts_with(&small.issuer()));
}

#[tokio::test]
async fn each_reason_has_a_page_with_what_to_do() {
    let (site, small) = with_provider(false).await;
    let enter_page = async |subject: &str| {
        let mut browser = site.browser();
        let refused = enter(&mut browser, &small, subject).await;
        assert_eq!(refused.status, StatusCode::SEE_OTHER);
        assert!(browser.away.is_none() && browser.cookie.is_none());
        assert!(!refused.location().contains('?'), "{}", refused.location());
        browser.get(refused.location()).await
    };
    let page = enter_page("nobody").await;
    assert!(
        page.has("<h1 class=\"govuk-heading-l\">This sign-in is not linked to anyone here</h1>")
    );
    assert!(page.has("href=\"/sign-in\""));
    small.claim("amr", serde_json::json!(["pwd"]));
    assert!(
        enter_page(SUBJECT)
            .await
            .has("did not say that you used two factors")
    );
    small.claim("aud", "somebody else".into());
    assert!(
        enter_page(SUBJECT)
            .await
            .has("The sign-in at Aldermere Council did not work")
    );
    for gone in [
        "/sign-in/with/nowhere",
        "/sign-in/with/nowhere/back?state=x",
        "/sign-in/with/nowhere/not/failed",
        "/sign-in/with/aldermere/not/nothing",
    ] {
        let page = site.browser().get(gone).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{gone}");
    }
}

#[tokio::test]
async fn a_way_back_that_nobody_began_or_another_browser_did_lets_nobody_in() {
    let (site, small, _) = linked().await;
    let late = "/sign-in/with/aldermere/not/late";
    let mut attacker = site.browser();
    let sent = attacker.get("/sign-in/with/aldermere").await;
    let back = way_back(&small, sent.location(), SUBJECT);
    let mut victim = site.browser();
    assert_eq!(victim.get(&back).await.location(), late);
    assert!(victim.cookie.is_none());
    assert_eq!(attacker.get(&back).await.location(), late, "used up");
    for query in [
        "",
        "?state=x",
        "?code=x",
        "?error=access_denied",
        "?state=&code=",
    ] {
        let path = format!("/sign-in/with/aldermere/back{query}");
        let page = site.browser().get(&path).await;
        assert_eq!(page.location(), late, "{query}");
    }
    let twice = "/sign-in/with/aldermere/back?state=x&state=y";
    assert!(site.browser().get(twice).await.status.is_client_error());
}

#[tokio::test]
async fn stopping_at_the_provider_is_no_fault() {
    let (site, small) = with_provider(false).await;
    let mut browser = site.browser();
    let sent = browser.get("/sign-in/with/aldermere").await;
    let state = small.sign_in(sent.location(), SUBJECT).state;
    let back = format!("/sign-in/with/aldermere/back?error=access_denied&state={state}");
    let stopped = browser.get(&back).await;
    assert_eq!(stopped.location(), "/sign-in/with/aldermere/not/stopped");
    assert!(
        browser
            .get(stopped.location())
            .await
            .has("You are not signed in")
    );
}

#[tokio::test]
async fn a_provider_that_is_down_leaves_the_other_ways() {
    let site = TestSite::new(false, true).await;
    let mut browser = site.browser();
    let sent = browser.get("/sign-in/with/aldermere").await;
    assert_eq!(sent.location(), "/sign-in/with/aldermere/not/failed");
    let page = browser.get(sent.location()).await;
    assert!(page.has("could not be reached") && browser.away.is_none());
    assert!(browser.get("/sign-in").await.has("Password"));
}

#[tokio::test]
async fn linking_wants_a_form_of_ours_and_a_sign_in_of_a_moment_ago() {
    let (site, small) = with_provider(true).await;
    let manager = site.manager().await;
    let mut browser = site.signed_in(manager).await;
    let elsewhere = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", "https://elsewhere.example"),
    ];
    let body = b"provider=aldermere".to_vec();
    let forged = browser.raw(&format!("{HERE}/link"), &elsewhere, body).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    site.wait(FRESH_SECONDS);
    let page = browser.get(HERE).await;
    assert!(page.has("within the last 15 minutes") && !page.has("Link Aldermere Council"));
    let answers = [("provider", ALDERMERE)];
    let refused = browser.post(&format!("{HERE}/link"), &answers).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut stranger = site.browser();
    let asked = stranger.post(&format!("{HERE}/link"), &answers).await;
    assert_eq!(asked.location(), "/sign-in");
    assert_eq!(small.asked_for("/token"), 0);
}

#[tokio::test]
async fn a_link_of_somebody_else_is_neither_made_nor_told_of() {
    let (site, small, _) = linked().await;
    let other = site
        .person("other@example.org", site.partnership, Role::LearningReader)
        .await;
    let mut browser = site.signed_in(other).await;
    let taken = link(&mut browser, &small, SUBJECT).await;
    assert_eq!(taken.location(), "/sign-in/with/aldermere/not/taken");
    let page = browser.get(taken.location()).await;
    assert!(page.has("is linked to somebody here already") && !page.has("Sam Carter"));
    assert!(
        page.has(&format!("href=\"{HERE}\"")),
        "back to one's own account"
    );
    assert!(browser.get(HERE).await.has("You have linked none."));
}

#[tokio::test]
async fn whoever_has_no_role_any_more_gets_no_further_than_others() {
    let (site, small) = with_provider(true).await;
    let person = site.manager().await;
    // Another role that has ended, and then the only one ends too.
    let ctx = site.operator();
    let ended = site.state.directory().transact(&ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_directory::<actions::ManageDirectory>()?;
            let role = NewMembership {
                person,
                agency: None,
                authority: None,
                role: Role::LearningReader,
                from: "2026-01-01".parse().unwrap(),
                until: Some("2026-06-30".parse().unwrap()),
            };
            add_membership(tx, &permit, site.neighbour, &role).await
        })
    });
    ended.await.unwrap();
    let mut browser = site.signed_in(person).await;
    link(&mut browser, &small, SUBJECT).await;
    let mut again = site.browser();
    let done = enter(&mut again, &small, SUBJECT).await;
    assert_eq!(done.location(), "/organisations?after=sign-in");
    let there = again.get("/o/hillfoot/today").await;
    assert_eq!(there.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_invitation_can_be_accepted_with_it() {
    let (site, small) = with_provider(false).await;
    let invitation = invited(&site).await;
    let mut browser = site.browser();
    let page = browser.get(&invitation).await;
    assert!(page.has("Set up with Aldermere Council"));
    let page = browser
        .post(&format!("{invitation}/with/{ALDERMERE}"), &[])
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let back = way_back(&small, &leads_to(&page, &small), SUBJECT);
    let done = browser.get(&back).await;
    assert_eq!(done.location(), "/organisations?after=sign-in");
    assert_eq!(
        browser.get("/o/marshside/today").await.status,
        StatusCode::OK
    );
    assert!(
        site.browser()
            .get(&invitation)
            .await
            .has("This link cannot be used")
    );
    let last = browser.get(HERE).await.value("link");
    let refused = browser
        .post(&format!("{HERE}/remove"), &[("link", &last)])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("This is your last way in."));
    let gone = site.browser();
    let mut gone = gone;
    let page = gone
        .post(&format!("{invitation}/with/{ALDERMERE}"), &[])
        .await;
    assert!(page.has("This link cannot be used"));
}
