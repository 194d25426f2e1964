//! The box in which people write what they see differently: on every page of a review, small, and sent once.

use access::ResourceKind;
use http::{Method, StatusCode};
use web::{Gives, Who};

use crate::site::{HERE, TestSite};
use crate::table::people;

const BOX: &str = "tl-momentbox";

/// Pages of people who are not inside the review.
const OUTSIDE: [&str; 3] = ["ask_access", "break_glass", "look_at_emergency"];

#[tokio::test]
async fn every_page_of_a_review_has_the_box() {
    let site = TestSite::demonstration().await;
    let mut people = people(&site).await;
    let mut seen = 0;
    for row in web::rows() {
        let Who::May(action) = row.who else { continue };
        let page = row.method == Method::GET && matches!(row.gives, Gives::Page(_));
        // Where a review stands in what is kept and for how long is a page of the organisation.
        let of_review = row
            .path
            .starts_with("/o/{organisation}/reviews/{reference}");
        let own = row.path.contains("/moments") || row.path.ends_with("/card");
        if !page || !of_review || own || action.on != ResourceKind::Case {
            continue;
        }
        let path = people.path(&row);
        let page = people.manager.get(&path).await;
        if page.status != StatusCode::OK {
            assert!(!page.body.contains(BOX), "{path} says no, and has the box");
            continue;
        }
        let outside = OUTSIDE.contains(&action.code);
        assert_eq!(page.body.contains(BOX), !outside, "{path}");
        seen += 1;
    }
    eprintln!("{seen} pages of a review");
    assert!(seen >= 40, "only {seen}");
}

#[tokio::test]
async fn the_box_is_small_and_one_form_keeps_what_was_written() {
    let site = TestSite::demonstration().await;
    let manager = site.manager().await;
    let (reference, _) = site.case(manager).await;
    let mut browser = site.signed_in(manager).await;
    let home = format!("/o/{HERE}/reviews/{reference}");
    let page = browser.get(&home).await;
    let (_, drawn) = page.body.split_once(BOX).unwrap();
    let (drawn, _) = drawn.split_once("</main>").unwrap();
    eprintln!("the box has {} bytes", drawn.len());
    assert!(drawn.len() < 24_000, "{} bytes", drawn.len());
    let form = page.value("form_id");
    let from = format!("{home}/decision");
    let answers = [
        ("form_id", form.as_str()),
        ("m-seen", "We asked the school last."),
        ("m-from", from.as_str()),
    ];
    let sent = browser.post(&format!("{home}/moments"), &answers).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(sent.location(), format!("{from}?moment=kept"));
    let after = browser.get(&format!("{from}?moment=kept")).await;
    assert!(after.has("It is kept"), "{}", after.body);
    let again = browser.post(&format!("{home}/moments"), &answers).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    let list = browser.get(&format!("{home}/moments")).await;
    assert_eq!(list.body.matches("We asked the school last.").count(), 1);
}

#[tokio::test]
async fn nobody_is_sent_to_another_place_after_saving() {
    let site = TestSite::demonstration().await;
    let manager = site.manager().await;
    let (reference, _) = site.case(manager).await;
    let mut browser = site.signed_in(manager).await;
    let home = format!("/o/{HERE}/reviews/{reference}");
    for from in [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/o/other/today",
        "",
    ] {
        let form = browser.get(&home).await.value("form_id");
        let answers = [
            ("form_id", form.as_str()),
            ("m-seen", "Seen"),
            ("m-from", from),
        ];
        let sent = browser.post(&format!("{home}/moments"), &answers).await;
        assert_eq!(sent.location(), format!("{home}/moments?moment=kept"));
    }
}

#[tokio::test]
async fn a_wrong_answer_keeps_what_was_typed() {
    let site = TestSite::demonstration().await;
    let manager = site.manager().await;
    let (reference, _) = site.case(manager).await;
    let mut browser = site.signed_in(manager).await;
    let home = format!("/o/{HERE}/reviews/{reference}");
    let form = browser.get(&home).await.value("form_id");
    let answers = [
        ("form_id", form.as_str()),
        ("m-seen", " "),
        ("m-before", "That nobody reads it."),
        ("m-kind", "good_practice"),
    ];
    let page = browser.post(&format!("{home}/moments"), &answers).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("That nobody reads it."), "{}", page.body);
    assert!(
        page.body.contains("#m-seen"),
        "the summary leads to the box"
    );
}

#[tokio::test]
async fn what_is_written_because_of_an_entry_rests_on_it() {
    let site = TestSite::demonstration().await;
    let manager = site.manager().await;
    let (reference, record) = site.case(manager).await;
    let mut browser = site.signed_in(manager).await;
    let moments = format!("/o/{HERE}/reviews/{reference}/moments");
    let page = browser
        .get(&format!("{moments}/write?entry={record}"))
        .await;
    let (form, from) = (page.value("form_id"), page.value("m-from"));
    let answers = [
        ("form_id", form.as_str()),
        ("m-seen", "Two teams wrote two days."),
        ("m-from", from.as_str()),
        ("m-passage", "The second sentence"),
    ];
    let sent = browser.post(&format!("{moments}/write"), &answers).await;
    assert_eq!(sent.location(), format!("{moments}?moment=kept"));
    let list = browser.get(&moments).await;
    let (_, after) = list.body.split_once(&format!("{moments}/0")).unwrap();
    let id = after.split('"').next().unwrap();
    let one = browser.get(&format!("{moments}/0{id}")).await;
    // The demonstration's record is no entry that an agency signed off: of such a reader is told that it is there.
    assert!(one.has("An entry that you may not read"), "{}", one.body);
    assert!(
        !one.has("The second sentence"),
        "nor what was taken from it"
    );
}
