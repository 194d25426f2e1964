//! Shared learning as a browser without JavaScript reads it.

use access::Role;
use app::commons::{Audience, Theme};
use app::library::{NewThemes, ask_themes, themes_in_force};
use http::StatusCode;

use crate::client::{Client, Page};
use crate::site::{HERE, THERE, TestSite};

async fn reader(site: &TestSite) -> Client {
    let reader = site
        .person("reads@example.org", site.partnership, Role::LearningReader)
        .await;
    site.signed_in(reader).await
}

#[tokio::test]
async fn a_question_is_answered_and_stands_in_no_address() {
    let site = TestSite::demonstration().await;
    let id = site.shared_item(Audience::Nation).await;
    let mut browser = reader(&site).await;
    let here = format!("/o/{HERE}/shared");
    let page = browser.get(&here).await;
    assert!(page.has("One piece of learning is shared with you."));
    let form = page.value("form_id");
    let sent = [
        ("question", "appointments hospitals"),
        ("form_id", form.as_str()),
    ];
    let answer = browser.post(&here, &sent).await;
    let to = answer.location().to_owned();
    assert!(to.starts_with(&format!("{here}/questions/")), "{to}");
    assert!(!to.contains("appointments"));
    let again = browser.post(&here, &sent).await;
    assert_eq!(again.location(), to, "sent twice, asked once");
    let page = browser.get(&to).await;
    assert!(page.has("One result."));
    assert!(page.has("“appointments” in the condition"));
    // Nobody keeps an index of this site.
    assert!(page.has("Searching is being prepared. Results are by exact words only for now."));
    assert!(page.has("“hospitals” in where it holds"));
    assert!(page.has(&id.to_string()));
    let other = site
        .person("other@example.org", site.partnership, Role::LearningReader)
        .await;
    let mut other = site.signed_in(other).await;
    let page = other.get(&to).await;
    assert_eq!(
        page.status,
        StatusCode::NOT_FOUND,
        "somebody else's question"
    );
    let form = browser.get(&here).await.value("form_id");
    let empty = [("question", "a b"), ("form_id", form.as_str())];
    let wrong = browser.post(&here, &empty).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("Enter at least one word that says what you are looking for"));
    assert!(wrong.has(">a b</textarea>"), "what was typed is kept");
}

#[tokio::test]
async fn codes_in_the_address_narrow_the_list() {
    let site = TestSite::demonstration().await;
    site.shared_item(Audience::Nation).await;
    let mut browser = reader(&site).await;
    let fits = browser
        .get(&format!(
            "/o/{HERE}/shared?level=agency&harm=neglect&theme=information_sharing"
        ))
        .await;
    assert!(fits.has("One result.") && fits.has("Letters about missed appointments"));
    assert!(fits.has("Timely and appropriate information sharing"));
    let other = browser
        .get(&format!("/o/{HERE}/shared?level=national"))
        .await;
    assert!(other.has("Nothing that is shared with you fits"));
    let odd = browser
        .get(&format!("/o/{HERE}/shared?level=%3Cb%3E"))
        .await;
    assert_eq!(odd.status, StatusCode::OK);
    assert!(odd.has("One piece of learning is shared with you."));
}

#[tokio::test]
async fn what_was_opened_is_told_of_when_it_is_taken_back() {
    let site = TestSite::demonstration().await;
    let id = site.shared_item(Audience::Nation).await;
    let mut browser = reader(&site).await;
    let item = format!("/o/{HERE}/shared/items/{id}");
    let page = browser.get(&item).await;
    assert!(page.has("One named desk reads them on the day"));
    assert!(page.has("An area that is not named, 2026"));
    let address = format!("http://localhost:8080/shared-learning/{id}");
    assert!(page.has(&address), "the whole of it");
    assert!(page.has(&format!("Throughline shared learning {id}, version 1")));
    let file = browser.get(&format!("{item}/document/docx")).await;
    assert_eq!(file.status, StatusCode::OK);
    site.recall(id).await;
    let page = browser.get(&item).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("This was taken back on"));
    assert!(page.has("Copies that were taken before cannot be undone"));
    assert!(!page.has("One named desk reads them on the day"));
    let cited = browser.get(&format!("{item}/versions/1")).await;
    assert_eq!(cited.status, StatusCode::OK);
    assert!(
        cited.has("This was taken back on"),
        "whoever follows a citation learns it too"
    );
    let mistyped = browser.get(&format!("{item}/versions/2")).await;
    assert_eq!(mistyped.status, StatusCode::NOT_FOUND);
    let gone = browser.get(&format!("{item}/document/docx")).await;
    assert_ne!(gone.status, StatusCode::OK);
    let list = browser.get(&format!("/o/{HERE}/shared")).await;
    assert!(list.has("You took a copy of shared learning that was taken back"));
    let form = list.value("form_id");
    let know = browser
        .post(&format!("{item}/know"), &[("form_id", form.as_str())])
        .await;
    assert_eq!(know.status, StatusCode::SEE_OTHER);
    let list = browser.get(&format!("/o/{HERE}/shared")).await;
    assert!(!list.has("You took a copy"));
}

#[tokio::test]
async fn everybody_reads_what_is_public_and_nothing_else() {
    let site = TestSite::demonstration().await;
    let public = site.shared_item(Audience::Public).await;
    let nation = site.shared_item(Audience::Nation).await;
    let mut nobody = site.browser();
    let list = nobody.get("/shared-learning").await;
    assert!(list.has(&public.to_string()) && !list.has(&nation.to_string()));
    let page = nobody.get(&format!("/shared-learning/{public}")).await;
    assert!(page.has("One named desk reads them on the day"));
    let page = nobody.get(&format!("/shared-learning/{nation}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.has("Nothing at this address can be read by everybody"));
    let none = "0190b3a4-7c00-7000-8000-000000000001";
    let other = nobody.get(&format!("/shared-learning/{none}")).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    let plain = |page: &Page, id: &str| page.body.replace(id, "");
    assert_eq!(
        plain(&page, &nation.to_string()),
        plain(&other, none),
        "nobody learns here what there is"
    );
    let version = format!("/shared-learning/{nation}/versions/1");
    let version = nobody.get(&version).await;
    assert!(version.has("and then open this address again"));
    // The same permanent address leads whoever is signed in to the page of their organisation.
    let mut browser = reader(&site).await;
    let page = browser.get(&format!("/shared-learning/{nation}")).await;
    assert_eq!(page.location(), format!("/o/{HERE}/shared/items/{nation}"));
    site.recall(public).await;
    let cited = nobody
        .get(&format!("/shared-learning/{public}/versions/1"))
        .await;
    assert_eq!(cited.status, StatusCode::OK);
    assert!(cited.has("This was taken back on"));
    assert!(!cited.has("One named desk reads them on the day"));
}

#[tokio::test]
async fn an_item_of_another_region_is_not_there() {
    let site = TestSite::demonstration().await;
    let audience = Audience::Region("nowhere-near".to_owned());
    let id = site.shared_item(audience).await;
    let mut browser = reader(&site).await;
    let page = browser.get(&format!("/o/{HERE}/shared/items/{id}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let list = browser.get(&format!("/o/{HERE}/shared")).await;
    assert!(list.has("Nothing is shared with you yet."));
    let page = browser.get(&format!("/o/{THERE}/shared/items/{id}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "another organisation");
}

#[tokio::test]
async fn the_list_of_themes_is_changed_by_lines() {
    let site = TestSite::demonstration().await;
    let helper = site
        .person(
            "helps@example.org",
            site.partnership,
            Role::RegionalFacilitator,
        )
        .await;
    let mut browser = site.signed_in(helper).await;
    let change = format!("/o/{HERE}/shared/themes/change");
    let page = browser.get(&change).await;
    let (form, version) = (page.value("form_id"), page.value("version"));
    assert!(page.has("neglect | Neglect"));
    let sent = [
        ("lines", "housing | Housing"),
        ("why", "asked for"),
        ("form_id", form.as_str()),
        ("version", version.as_str()),
    ];
    let wrong = browser.post(&change, &sent).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("Each line needs a code, a title and words"));
    let sent = [
        ("lines", "housing | Housing | eviction"),
        ("why", "asked for"),
        ("form_id", form.as_str()),
        ("version", version.as_str()),
    ];
    let wrong = browser.post(&change, &sent).await;
    assert!(wrong.has("A theme was left out") && wrong.has("housing | Housing | eviction"));
}

#[tokio::test]
async fn whoever_agrees_to_a_list_of_themes_twice_goes_on_to_the_list() {
    let site = TestSite::demonstration().await;
    let asks = site
        .person("asks@example.org", site.partnership, Role::BusinessManager)
        .await;
    site.roles(asks, &[Role::RegionalFacilitator]).await;
    let ctx = site.ctx(asks, Role::RegionalFacilitator);
    let list = themes_in_force(&site.app, &ctx).await.unwrap();
    let mut themes = list.themes;
    themes.push(Theme {
        code: "housing".to_owned(),
        title: "Housing".to_owned(),
        words: vec!["eviction".to_owned()],
        retired: false,
    });
    let new = NewThemes {
        shown: list.version,
        why: "Rent and debt come up in many reviews.".to_owned(),
        themes,
        kept: Vec::new(),
    };
    let form: model::FormId = ctx.new_id().unwrap();
    ask_themes(&site.app, &ctx, (form, &new)).await.unwrap();
    let alone = "Nobody else in your organisation can be the second person yet";
    let here = format!("/o/{HERE}/shared/themes");
    let mut browser = site.signed_in(asks).await;
    for page in [here.clone(), format!("{here}/change")] {
        assert!(browser.get(&page).await.has(alone), "{page}");
    }
    let second = site
        .person(
            "agrees@example.org",
            site.partnership,
            Role::DelegatedPartner,
        )
        .await;
    let mut second = site.signed_in(second).await;
    let asked = format!("{here}/asked");
    let page = second.get(&asked).await;
    let (form, version) = (page.value("form_id"), page.value("version"));
    let sent = [
        ("answer", "agree"),
        ("why", ""),
        ("form_id", form.as_str()),
        ("version", version.as_str()),
    ];
    for _ in 0..2 {
        let done = second.post(&asked, &sent).await;
        assert_eq!(done.location(), here, "also where nothing waits any more");
    }
    assert!(second.get(&here).await.has("eviction"));
    assert!(!browser.get(&here).await.has(alone));
    let gone = second.get(&asked).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_briefing_is_begun_from_items_and_edited() {
    let site = TestSite::demonstration().await;
    let id = site.shared_item(Audience::Nation).await.to_string();
    let mut browser = reader(&site).await;
    let list = format!("/o/{HERE}/shared/briefings");
    let page = browser.get(&list).await;
    let form = page.value("form_id");
    let none = [("title", "Letters"), ("form_id", form.as_str())];
    let wrong = browser.post(&list, &none).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("Select what the briefing draws on") && wrong.has("value=\"Letters\""));
    let sent = [
        ("title", "Letters"),
        ("chosen", id.as_str()),
        ("form_id", form.as_str()),
    ];
    let begun = browser.post(&list, &sent).await.location().to_owned();
    let page = browser.get(&begun).await;
    assert!(page.has("The letter is filed and the child is discharged"));
    let (form, version) = (page.value("form_id"), page.value("version"));
    let long = "word ".repeat(900);
    let sent = |why| {
        [
            ("title", "Letters"),
            ("why", why),
            ("tried", ""),
            ("questions", "Who reads yours?"),
            ("form_id", form.as_str()),
            ("version", version.as_str()),
        ]
    };
    let wrong = browser.post(&begun, &sent(long.as_str())).await;
    assert!(wrong.has("The briefing is longer than one page"));
    // Few characters on many lines are more than a page too, and what is told is of what was typed.
    let lines = "A line\n".repeat(70);
    let wrong = browser.post(&begun, &sent(lines.as_str())).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("it runs over 3 pages") || wrong.has("it runs over 2 pages"));
    let saved = browser.post(&begun, &sent("Letters lie.")).await;
    assert_eq!(saved.location(), begun);
    let page = browser.get(&begun).await;
    assert!(page.has("Letters lie.") && page.has("it fits on one page"));
    let file = browser.get(&format!("{begun}/document/docx")).await;
    assert_eq!(file.status, StatusCode::OK);
}

#[tokio::test]
async fn what_a_briefing_draws_on_is_looked_for_and_chosen_page_by_page() {
    let site = TestSite::demonstration().await;
    let mut ids = Vec::new();
    for _ in 0..25 {
        ids.push(site.shared_item(Audience::Nation).await.to_string());
    }
    let mut browser = reader(&site).await;
    let list = format!("/o/{HERE}/shared/briefings");
    let page = browser.get(&list).await;
    assert!(page.has("Showing 1 to 20 of 25"));
    let boxes = |page: &Page| page.body.matches("type=\"checkbox\"").count();
    assert_eq!(boxes(&page), 20);
    let form = page.value("form_id");
    let chosen = ids
        .iter()
        .find(|id| page.has(&format!("value=\"{id}\"")))
        .unwrap()
        .as_str();
    let sent = |words, look| {
        [
            ("form_id", form.as_str()),
            ("title", "Letters"),
            ("chosen", chosen),
            ("words", words),
            ("look", look),
        ]
    };
    let second = browser.post(&list, &sent("", "2")).await;
    assert_eq!(second.status, StatusCode::OK, "nothing is wrong");
    assert!(second.has("Showing 21 to 25 of 25") && second.has("value=\"Letters\""));
    assert_eq!(boxes(&second), 6, "what was chosen stands first");
    assert_eq!(second.body.matches(" checked").count(), 1);
    let none = browser.post(&list, &sent("elephants", "1")).await;
    assert!(none.has("Nothing that is shared with you holds “elephants”"));
    assert_eq!(
        (boxes(&none), none.body.matches(" checked").count()),
        (1, 1)
    );
    let some = browser.post(&list, &sent("appointments", "9")).await;
    assert!(
        some.has("Showing 21 to 25 of 25"),
        "past the last is the last"
    );
    let odd = browser.post(&list, &sent("", "-3")).await;
    assert_eq!(odd.status, StatusCode::SEE_OTHER, "no page: it is begun");
    let nobody = site
        .person("guest@example.org", site.partnership, Role::Guest)
        .await;
    let mut nobody = site.signed_in(nobody).await;
    let refused = nobody.post(&list, &sent("", "2")).await;
    assert!(refused.status.is_client_error());
}

#[tokio::test]
async fn today_says_that_what_one_opened_was_taken_back_until_one_has_read_it() {
    let site = TestSite::demonstration().await;
    let id = site.shared_item(Audience::Nation).await;
    let runs = site
        .person("runs@example.org", site.partnership, Role::BusinessManager)
        .await;
    let mut browser = site.signed_in(runs).await;
    let (item, today) = (
        format!("/o/{HERE}/shared/items/{id}"),
        format!("/o/{HERE}/today"),
    );
    browser.get(&item).await;
    let words = "Shared learning that you opened was taken back on";
    assert!(!browser.get(&today).await.has(words));
    site.recall(id).await;
    let page = browser.get(&today).await;
    assert!(page.has(words) && page.has(&item));
    let other = site
        .person("other@example.org", site.partnership, Role::BusinessManager)
        .await;
    let mut other = site.signed_in(other).await;
    let here = "Shared learning that somebody in your organisation opened was taken back on";
    assert!(other.get(&today).await.has(here));
    let page = browser.get(&item).await;
    assert!(page.has("somebody could be recognised") && page.has("cannot be undone"));
    let form = page.value("form_id");
    browser
        .post(&format!("{item}/know"), &[("form_id", form.as_str())])
        .await;
    assert!(!browser.get(&today).await.has(words));
    assert!(!browser.get(&item).await.has("I have seen this"));
    assert!(other.get(&today).await.has(here), "each reads for themself");
}

/// Begins a briefing from these items.
async fn briefing_of(browser: &mut Client, items: [&str; 2]) -> String {
    let list = format!("/o/{HERE}/shared/briefings");
    let form = browser.get(&list).await.value("form_id");
    let sent = [
        ("title", "Letters"),
        ("chosen", items[0]),
        ("chosen", items[1]),
        ("form_id", form.as_str()),
    ];
    browser.post(&list, &sent).await.location().to_owned()
}

/// Saves a briefing with these words, and with what is said of what was taken back.
async fn saved(browser: &mut Client, begun: &str, (why, without): (&str, &str)) -> Page {
    let page = browser.get(begun).await;
    let (form, version) = (page.value("form_id"), page.value("version"));
    let sent = [
        ("title", "Letters"),
        ("why", why),
        ("tried", ""),
        ("questions", ""),
        ("without", without),
        ("form_id", form.as_str()),
        ("version", version.as_str()),
    ];
    browser.post(begun, &sent).await
}

#[tokio::test]
async fn a_briefing_from_what_was_taken_back_is_withdrawn() {
    let site = TestSite::demonstration().await;
    let id = site.shared_item(Audience::Nation).await;
    let stays = site.shared_item(Audience::Nation).await.to_string();
    let mut browser = reader(&site).await;
    let begun = briefing_of(&mut browser, [&id.to_string(), &stays]).await;
    let written = saved(&mut browser, &begun, ("The street of it.", "")).await;
    assert_eq!(written.location(), begun);
    assert!(browser.get(&begun).await.has("The street of it."));
    site.recall(id).await;
    let list = browser.get(&format!("/o/{HERE}/shared")).await;
    assert!(list.has("You last opened it on"));
    assert!(list.has("It stood in the briefing that you began on") && list.has(&begun));
    let page = browser.get(&begun).await;
    assert!(page.has("Withdrawn:") && !page.has("The street of it."));
    assert!(
        page.has("The letter is filed"),
        "what stands is put together anew"
    );
    let document = format!("{begun}/document/docx");
    assert_ne!(browser.get(&document).await.status, StatusCode::OK);
    let wrong = saved(&mut browser, &begun, ("Letters lie.", "")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("Say that nothing is left in it") && wrong.has("Letters lie."));
    let written = saved(&mut browser, &begun, ("Letters lie.", "yes")).await;
    assert_eq!(written.location(), begun);
    let page = browser.get(&begun).await;
    assert!(!page.has("Withdrawn:") && page.has("Letters lie."));
    assert_eq!(browser.get(&document).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_reader_adds_no_document() {
    let site = TestSite::demonstration().await;
    let mut browser = reader(&site).await;
    let page = browser.get(&format!("/o/{HERE}/shared/documents")).await;
    assert!(page.has("Nobody has added a published document yet."));
    assert!(!page.has("/shared/documents/add"));
    let page = browser
        .get(&format!("/o/{HERE}/shared/documents/add"))
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}
