//! A service in which somebody pressed everything.

use access::Role;

use crate::browse::{Form, Found, browse};
use crate::client::Client;
use crate::site::{HERE, TestSite};

/// Nearly every role of a partnership, beside business manager.
pub const ROLES: [Role; 7] = [
    Role::DelegatedPartner,
    Role::AuthorityNotifier,
    Role::AuthorityAuthoriser,
    Role::Administrator,
    Role::Operator,
    Role::InformationGovernance,
    Role::PanelSecretariat,
];

/// Somebody with nearly every role of a partnership, and everything that they can reach.
pub async fn everything() -> (TestSite, Client, Found) {
    let site = TestSite::demonstration().await;
    let manager = site.manager().await;
    site.roles(manager, &ROLES).await;
    let other = site
        .person(
            "other@example.org",
            site.partnership,
            Role::ReviewGroupMember,
        )
        .await;
    let (reference, _) = site.case(manager).await;
    let mut asking = site.signed_in(other).await;
    let ask = format!("/o/{HERE}/reviews/{reference}/ask");
    let page = asking.get(&ask).await;
    let form = page.value("form_id");
    asking
        .post(
            &ask,
            &[("form_id", &form), ("reason", "I sit on the group")],
        )
        .await;
    let mut browser = site.signed_in(manager).await;
    let start = [
        format!("/o/{HERE}/today"),
        format!("/o/{HERE}/raise/incident"),
        format!("/o/{HERE}/bring-in/local_review-begun"),
        format!("/o/{HERE}/reviews/{reference}"),
        format!("/o/{HERE}/administration"),
        format!("/o/{HERE}/service"),
    ];
    let found = browse(&mut browser, &start).await;
    (site, browser, found)
}

/// The form as it is now: the one that was found has been sent.
pub async fn fresh(browser: &mut Client, found: &Found, row: &str, form: &Form) -> Form {
    let Some(path) = found.pages.get(row) else {
        return form.clone();
    };
    let page = browser.get(path).await;
    let again = crate::browse::forms(path, &page.body);
    let same = again.into_iter().find(|one| one.path == form.path);
    same.unwrap_or_else(|| form.clone())
}
