//! Signing in with password and code, and out again.

use http::{StatusCode, header};

use crate::client::{Client, Page};
use crate::invitation::{EMAIL, PASSWORD, code, invited, set_up};
use crate::site::TestSite;

async fn known() -> (TestSite, Page) {
    let site = TestSite::new(false, true).await;
    let link = invited(&site).await;
    let page = set_up(&mut site.browser(), &link).await;
    site.wait(60);
    (site, page)
}

async fn enter(browser: &mut Client, email: &str, password: &str, code: &str) -> Page {
    browser
        .post(
            "/sign-in",
            &[("email", email), ("password", password), ("code", code)],
        )
        .await
}

#[tokio::test]
async fn password_and_code_sign_in_and_the_cookie_is_out_of_reach_of_scripts() {
    let (site, page) = known().await;
    let mut browser = site.browser();
    let entered = enter(&mut browser, "New@Example.org", PASSWORD, &code(&page, 60)).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    let cookie = entered.headers[header::SET_COOKIE].to_str().unwrap();
    for part in ["throughline=", "; Path=/", "; HttpOnly", "; SameSite=Lax"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(
        !cookie.contains("Domain") && !cookie.contains("Secure"),
        "{cookie}"
    );
    let next = browser.get(entered.location()).await;
    assert_eq!(
        next.location(),
        "/o/marshside/today",
        "one organisation: nothing to choose"
    );
    assert_eq!(browser.get("/sign-in").await.location(), "/organisations");
}

#[tokio::test]
async fn what_was_wrong_is_not_told_and_secrets_are_not_sent_back() {
    let (site, page) = known().await;
    let right = code(&page, 60);
    let mut pages = Vec::new();
    for (email, password, code) in [
        (EMAIL, "a wrong password here", right.as_str()),
        (EMAIL, PASSWORD, "000000"),
        ("nobody@example.org", PASSWORD, &right),
    ] {
        let mut browser = site.browser();
        let refused = enter(&mut browser, email, password, code).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(browser.cookie.is_none());
        assert!(
            refused.has(email) && !refused.has(password) && !refused.has(code),
            "{email}"
        );
        pages.push(refused.body.replace(email, "EMAIL"));
    }
    assert_eq!(pages[0], pages[1]);
    assert_eq!(pages[1], pages[2]);
    let empty = enter(&mut site.browser(), "", "", "").await;
    for words in [
        "Enter your email address",
        "Enter your password",
        "Enter the code",
    ] {
        assert!(empty.has(words), "{words}");
    }
    assert!(empty.has("<title>Error: Sign in"));
}

/// Nothing that a stranger can see tells who has an account: not the status, not the words, not the length.
#[tokio::test]
async fn somebody_unknown_invited_or_known_is_told_the_same() {
    let site = TestSite::new(false, true).await;
    let link = invited(&site).await;
    let accepted = set_up(&mut site.browser(), &link).await;
    site.wait(60);
    // Somebody who has been invited, and never came.
    let waiting = "waiting@example.org";
    let role = access::Role::AgencyAuthor;
    site.person(waiting, site.partnership, role).await;
    let right = code(&accepted, 60);
    let mut told = Vec::new();
    for email in [EMAIL, waiting, "nobody@example.org", "no address at all"] {
        let mut browser = site.browser();
        let mut answers = Vec::new();
        for _ in 0..7 {
            let page = enter(&mut browser, email, "a wrong password here", &right).await;
            let tail = page
                .body
                .rsplit_once("Reference number")
                .map(|(before, _)| before);
            let words = tail.unwrap_or(&page.body).replace(email, "EMAIL");
            answers.push((page.status, words, page.headers.len()));
            assert!(browser.cookie.is_none());
        }
        assert_eq!(answers[0].0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answers[6].0, StatusCode::TOO_MANY_REQUESTS);
        told.push(answers);
    }
    for other in &told[1..] {
        assert_eq!(&told[0], other);
    }
    // A passkey is asked for without saying for whom.
    let asked = site.browser().post("/sign-in/passkey", &[]).await;
    assert!(!asked.has("allowCredentials&#34;:[{"), "{}", asked.body);
    // A link that was never made, one that was used, and one that is no token.
    let never = format!("/invitation/{}", "a".repeat(43));
    let mut pages = Vec::new();
    for gone in [never.as_str(), link.as_str(), "/invitation/x"] {
        let page = site.browser().get(gone).await;
        pages.push((page.status, page.body.len() / 200));
    }
    assert_eq!(pages[0], pages[1]);
    assert_eq!(pages[1].0, pages[2].0);
}

/// A cookie that somebody planted before is not the one that counts after signing in.
#[tokio::test]
async fn signing_in_takes_no_token_from_outside() {
    let (site, page) = known().await;
    let mut browser = site.browser();
    let planted = format!("throughline={}", "B".repeat(43));
    browser.cookie = Some(planted.clone());
    enter(&mut browser, EMAIL, PASSWORD, &code(&page, 60)).await;
    assert_ne!(browser.cookie.as_ref(), Some(&planted));
    let mut attacker = site.browser();
    attacker.cookie = Some(planted);
    assert_eq!(attacker.get("/sessions").await.location(), "/sign-in");
}

#[tokio::test]
async fn too_many_attempts_are_answered_by_when_to_try_again() {
    let (site, _) = known().await;
    let mut last = None;
    for _ in 0..30 {
        let page = enter(
            &mut site.browser(),
            EMAIL,
            "a wrong password here",
            "000000",
        )
        .await;
        if page.status == StatusCode::TOO_MANY_REQUESTS {
            last = Some(page);
            break;
        }
    }
    let page = last.unwrap();
    assert!(
        page.has("You can try again after 24 November 2026 at"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let (site, page) = known().await;
    let mut browser = site.browser();
    enter(&mut browser, EMAIL, PASSWORD, &code(&page, 60)).await;
    let kept = browser.clone();
    let out = browser.post("/sign-out", &[]).await;
    assert_eq!(out.location(), "/signed-out");
    assert!(browser.cookie.is_none());
    assert!(out.headers.contains_key("clear-site-data"));
    assert!(browser.get("/signed-out").await.has("You are signed out"));
    let mut stolen = kept;
    assert_eq!(stolen.get("/sessions").await.location(), "/sign-in");
}

#[tokio::test]
async fn a_passkey_is_asked_for_once_and_a_wrong_answer_lets_nobody_in() {
    let (site, _) = known().await;
    let mut browser = site.browser();
    let page = browser.post("/sign-in/passkey", &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("data-passkey=\"get\"") && page.has("challenge"));
    let ceremony = page.value("ceremony");
    for _ in 0..2 {
        let answers = [("ceremony", ceremony.as_str()), ("answer", "{}")];
        let refused = browser.post("/sign-in/passkey/answer", &answers).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.has("The passkey was not accepted") && browser.cookie.is_none());
    }
    let nonsense = browser
        .post("/sign-in/passkey/answer", &[("ceremony", "x")])
        .await;
    assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
}
