//! The exchange as a browser without JavaScript uses it.

use access::Role;
use app::commons::Audience;
use http::StatusCode;

use crate::client::Client;
use crate::site::{HERE, TestSite};

/// Decides on an item with this reason and asks a second person to agree that it is told; returns the address of the decision.
async fn asks_to_tell(browser: &mut Client, item: &str, why: &str) -> String {
    let here = format!("{item}/decision");
    let form = browser.get(&here).await.value("form_id");
    let decided = [
        ("decision", "watch"),
        ("why", why),
        ("look-day", "1"),
        ("look-month", "6"),
        ("look-year", "2099"),
        ("form_id", &form),
    ];
    let kept = browser.post(&here, &decided).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let tell = format!("{here}/tell");
    let page = browser.get(&tell).await;
    let (form, version) = (page.value("form_id"), page.value("version"));
    let sent = [
        ("form_id", form.as_str()),
        ("version", version.as_str()),
        ("named", "no"),
    ];
    let told = browser.post(&tell, &sent).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER);
    here
}

#[tokio::test]
async fn nothing_found_is_said_only_where_nothing_was_found() {
    let site = TestSite::demonstration().await;
    let nothing = "The check found nothing that tells who somebody is";
    let mut asks = signed_in(&site, "asks@example.org", Role::BusinessManager).await;
    let mut reads = None;
    let rare = "We met it with a Somali family, when a boy of Year 6 drowned at the quarry.";
    for (why, found) in [("Letters lie here as well.", false), (rare, true)] {
        let id = site.shared_item(Audience::Nation).await;
        let item = format!("/o/{HERE}/shared/items/{id}");
        let here = asks_to_tell(&mut asks, &item, why).await;
        let alone = "Nobody else in your organisation can be the second person yet";
        let page = asks.get(&item).await;
        assert_eq!(page.has(alone), reads.is_none(), "nobody else can agree");
        if reads.is_none() {
            reads = Some(signed_in(&site, "second@example.org", Role::DelegatedPartner).await);
        }
        let second = reads.as_mut().unwrap();
        let page = second.get(&format!("{here}/agree")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.has(nothing), !found);
        assert_eq!(page.has("do you agree that this may leave?"), found);
    }
}

async fn signed_in(site: &TestSite, email: &str, role: Role) -> Client {
    let person = site.person(email, site.partnership, role).await;
    site.signed_in(person).await
}

#[tokio::test]
async fn a_decision_is_kept_and_waits_for_a_second_person_before_it_is_told() {
    let site = TestSite::demonstration().await;
    let id = site.shared_item(Audience::Nation).await;
    let mut browser = signed_in(&site, "decides@example.org", Role::BusinessManager).await;
    let item = format!("/o/{HERE}/shared/items/{id}");
    let page = browser.get(&item).await;
    assert!(page.has("Nothing was decided yet."));
    assert!(page.has("Nobody has told what they did with it yet."));
    let here = format!("{item}/decision");
    let form = browser.get(&here).await.value("form_id");
    let why = "Letters lie here as well.";
    let half = [("decision", "adapt"), ("why", why), ("form_id", &form)];
    let wrong = browser.post(&here, &half).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("Enter which role looks after it") && wrong.has(why));
    let whole = [
        ("decision", "watch"),
        ("why", why),
        ("look-day", "1"),
        ("look-month", "6"),
        ("look-year", "2099"),
        ("form_id", &form),
    ];
    let kept = browser.post(&here, &whole).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let page = browser.get(&item).await;
    assert!(page.has("We wait and look again") && page.has("Not yet"));
    let page = browser.get(&format!("{here}/result")).await;
    assert!(page.has("value=\"2099\""), "the day that stands");
    let tell = format!("{here}/tell");
    let page = browser.get(&tell).await;
    let sent = [
        ("form_id", page.value("form_id")),
        ("version", page.value("version")),
        ("named", "no".to_owned()),
    ];
    let sent: Vec<(&str, &str)> = sent
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();
    let told = browser.post(&tell, &sent).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER);
    let page = browser.get(&item).await;
    assert!(page.has("It waits for a second person since"));
    assert!(page.has("Nobody has told what they did with it yet."));
    assert!(
        page.has("Withdraw it"),
        "by whoever asked, who cannot agree"
    );
    let list = browser.get(&format!("/o/{HERE}/shared/decisions")).await;
    assert!(list.has("Letters about missed appointments") && list.has(why));
}

#[tokio::test]
async fn whoever_only_reads_decides_nothing() {
    let site = TestSite::demonstration().await;
    let id = site.shared_item(Audience::Nation).await;
    let mut browser = signed_in(&site, "reads@example.org", Role::LearningReader).await;
    let item = format!("/o/{HERE}/shared/items/{id}");
    let page = browser.get(&item).await;
    assert!(!page.has("Decide what we do with it"));
    let refused = browser.get(&format!("{item}/decision")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let list = browser.get(&format!("/o/{HERE}/shared/decisions")).await;
    assert!(list.has("Nothing was decided yet."));
}

#[tokio::test]
async fn a_search_is_kept_without_its_words_in_an_address() {
    let site = TestSite::demonstration().await;
    site.shared_item(Audience::Nation).await;
    let mut browser = signed_in(&site, "keeps@example.org", Role::LearningReader).await;
    let shared = format!("/o/{HERE}/shared");
    let form = browser.get(&shared).await.value("form_id");
    let asked = [("question", "appointments"), ("form_id", &form)];
    let to = browser.post(&shared, &asked).await.location().to_owned();
    let page = browser.get(&to).await;
    let question = page.value("asked");
    let (_, after) = page.body.split_once("/shared/searches\"").unwrap();
    let (_, after) = after.split_once("name=\"form_id\" value=\"").unwrap();
    let (form, _) = after.split_once('"').unwrap();
    let keep = format!("{shared}/searches");
    let sent = [("asked", question.as_str()), ("form_id", form)];
    let kept = browser.post(&keep, &sent).await;
    assert_eq!(kept.location(), keep);
    let list = browser.get(&keep).await;
    assert!(list.has("“appointments”"));
    assert!(list.has("Nothing new since you last looked."));
    site.shared_item(Audience::Nation).await;
    let list = browser.get(&keep).await;
    assert!(list.has("One new result since you last looked."));
}

#[tokio::test]
async fn only_what_asks_for_something_can_be_kept() {
    let site = TestSite::demonstration().await;
    site.shared_item(Audience::Nation).await;
    let mut browser = signed_in(&site, "chooses@example.org", Role::LearningReader).await;
    let shared = format!("/o/{HERE}/shared");
    let text = browser.get(&format!("{shared}?text=tried")).await;
    assert!(!text.has("Keep this search"), "no words are looked for");
    let nothing = browser.get(&format!("{shared}?theme=no_such")).await;
    assert!(!nothing.has("Keep this search"), "no such theme");
    let level = browser.get(&format!("{shared}?level=agency")).await;
    assert!(level.has("Keep this search"));
    let keep = format!("{shared}/searches");
    let form = level.value("form_id");
    let sent = [("text", "tried"), ("form_id", form.as_str())];
    let wrong = browser.post(&keep, &sent).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("Look for something, or narrow the list, before you keep the search"));
    let form = level.value("form_id");
    let asked = [("question", "GP"), ("form_id", form.as_str())];
    let to = browser.post(&shared, &asked).await.location().to_owned();
    let page = browser.get(&format!("{to}?level=agency")).await;
    assert!(page.has("What published reviews and briefings found is left out"));
    let page = browser.get(&to).await;
    assert!(!page.has("What published reviews and briefings found is left out"));
}
