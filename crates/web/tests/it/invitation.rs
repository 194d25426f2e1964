//! Accepting an invitation, and what opening the link does not do.

use access::sign_in::invite;
use access::{Role, actions};
use http::StatusCode;
use totp_rs::{Builder, Secret};

use crate::client::{Client, Page};
use crate::site::{START, TestSite};

pub const EMAIL: &str = "new@example.org";
pub const PASSWORD: &str = "seven herons over marsh";

pub async fn invited(site: &TestSite) -> String {
    let manager = site
        .person("admin@example.org", site.partnership, Role::Administrator)
        .await;
    let person = site
        .person(EMAIL, site.partnership, Role::BusinessManager)
        .await;
    let ctx = site.ctx(manager, Role::Administrator);
    let token = site
        .state
        .directory()
        .transact(&ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManagePeople>()?;
                invite(tx, &permit, person).await
            })
        })
        .await
        .unwrap();
    format!("/invitation/{}", token.expose())
}

/// The code that an app shows, whose secret is on the page.
pub fn code(page: &Page, seconds_later: i64) -> String {
    let (_, rest) = page.body.split_once("tl-secret\">").unwrap();
    let secret = rest.split('<').next().unwrap().replace(' ', "");
    let totp = Builder::new()
        .with_secret(Secret::try_from_base32(secret).unwrap())
        .build()
        .unwrap();
    let seconds = START.microseconds() / 1_000_000 + seconds_later;
    totp.generate(u64::try_from(seconds).unwrap()).to_string()
}

/// Sets up password and code; returns the page whose secret the app holds.
pub async fn set_up(browser: &mut Client, link: &str) -> Page {
    let page = browser.post(link, &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    let (carried, now) = (page.value("carried"), code(&page, 0));
    let answers = [
        ("carried", carried.as_str()),
        ("password", PASSWORD),
        ("code", &now),
    ];
    let done = browser.post(&format!("{link}/set-up"), &answers).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    page
}

#[tokio::test]
async fn opening_the_link_spends_nothing_and_the_last_button_does() {
    let site = TestSite::new(false, true).await;
    let link = invited(&site).await;
    for _ in 0..3 {
        let page = site.browser().get(&link).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.has("This invitation is for Sam Carter.") && page.has("Marshside"));
    }
    let mut browser = site.browser();
    set_up(&mut browser, &link).await;
    assert!(browser.cookie.is_some());
    let page = browser.get("/organisations").await;
    assert!(page.has("Marshside Safeguarding Partnership") && page.has("business manager"));
    let again = site.browser().get(&link).await;
    assert!(again.has("This link cannot be used") && !again.has("Sam Carter"));
}

#[tokio::test]
async fn a_wrong_answer_spends_nothing_and_the_secret_stays_the_same() {
    let site = TestSite::new(false, true).await;
    let link = invited(&site).await;
    let mut browser = site.browser();
    let page = browser.post(&link, &[]).await;
    let carried = page.value("carried");
    for (password, code, words) in [
        ("", "", "Choose a password"),
        ("short", "000000", "at least 12 characters"),
        (EMAIL, "000000", "must not be your email address"),
        (PASSWORD, "000000", "The code does not fit"),
    ] {
        let answers = [
            ("carried", carried.as_str()),
            ("password", password),
            ("code", code),
        ];
        let again = browser.post(&format!("{link}/set-up"), &answers).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        assert!(
            again.has(words) && again.has("<title>Error: "),
            "{password}: {}",
            again.body
        );
        assert_eq!(again.value("carried"), carried);
        assert!(
            password.len() < 6 || password == EMAIL || !again.has(password),
            "never sent back"
        );
    }
    set_up(&mut browser, &link).await;
}

#[tokio::test]
async fn nonsense_and_old_links_read_alike() {
    let site = TestSite::new(false, true).await;
    let link = invited(&site).await;
    let nonsense = site.browser().get("/invitation/nonsense").await;
    let unknown = site
        .browser()
        .get(&format!("/invitation/{}", "a".repeat(43)))
        .await;
    site.wait(8 * 24 * 3600);
    let old = site.browser().get(&link).await;
    let main = |page: &Page| page.body.split("<main").nth(1).unwrap().to_owned();
    assert_eq!(main(&nonsense), main(&unknown));
    assert_eq!(main(&old), main(&unknown));
}
