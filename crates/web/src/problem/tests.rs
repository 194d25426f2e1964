#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{Request, StatusCode, header};
use model::CaseId;
use tower::ServiceExt;

use super::*;
use crate::form::{Field, Filled, field};
use crate::table::{Row, Who, page, send};
use crate::testing;

const WHAT: Field = field("what", "form-part-month");
const DAY: Field = field("born", "form-part-day");

async fn save(form: Filled) -> Answer {
    if form.version()? == 2 {
        let pairs: Vec<_> = form
            .pairs()
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        return Ok(pairs.join("&").into_response());
    }
    let day = [
        ("born-day", "3"),
        ("born-month", "2"),
        ("born-year", "2026"),
    ];
    let day = day
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
    let there = Side {
        text: "3 February 2026".to_owned(),
        answers: day,
        is_words: false,
    };
    let conflict = Conflict::new(&form, 2, "Changed at 10:05 by a colleague".to_owned())
        .field(
            &WHAT,
            Some("first".to_owned()),
            Side::words(&WHAT, "<theirs>"),
        )
        .field(&DAY, None, there);
    Err(PageError::Conflict(Box::new(conflict)))
}

fn rows() -> Vec<Row> {
    let ways = Ways {
        ask: Some("/ask".to_owned()),
        emergency: Some("/open".to_owned()),
    };
    let refused = PageError::Refused(Box::new(ways));
    vec![
        page("t", Who::Anyone, "/refused", async move || -> Answer {
            Err(refused)
        }),
        page("t", Who::Anyone, "/rule", async || -> Answer {
            Err(PageError::Rule("no-such"))
        }),
        page("t", Who::Anyone, "/panic", async || -> Answer {
            panic!("Tyler's address")
        }),
        page("t", Who::Anyone, "/busy", async || -> Answer {
            Err(PageError::Unavailable)
        }),
        page(
            "t",
            Who::Anyone,
            "/case/{id}",
            async |Path(_): Path<CaseId>| -> Answer { Ok("a case".into_response()) },
        ),
        page("t", Who::SignedIn, "/mine", async || "mine"),
        send(Who::Anyone, "/save", save),
        send(Who::Anyone, "/small", save).up_to(100),
    ]
}

async fn ask(request: Request<Body>) -> Response {
    crate::built_of(rows(), testing::bare_state().await)
        .oneshot(request)
        .await
        .unwrap()
}

async fn get(path: &str) -> (StatusCode, String) {
    testing::read(ask(Request::get(path).body(Body::empty()).unwrap()).await).await
}

async fn post(path: &str, body: &str) -> (StatusCode, String) {
    testing::read(ask(testing::form(path, body)).await).await
}

#[tokio::test]
async fn each_problem_has_its_page_with_a_reference_number() {
    for (path, status, words) in [
        ("/nowhere", 404, "Page not found"),
        ("/case/x", 404, "Page not found"),
        ("/refused", 403, "You cannot open this review"),
        ("/rule", 422, "This cannot be done now"),
        ("/busy", 503, "cannot answer just now"),
        ("/panic", 500, "there is a problem with the service"),
    ] {
        let (given, body) = get(path).await;
        assert_eq!(given.as_u16(), status, "{path}");
        assert!(
            body.contains(words) && body.contains("Reference number: "),
            "{path}: {body}"
        );
        assert!(body.contains("<main") && !body.contains("Tyler"), "{path}");
    }
    let (_, refused) = get("/refused").await;
    assert!(refused.contains(r#"href="/ask""#) && refused.contains(r#"href="/open""#));
}

#[tokio::test]
async fn the_wrong_method_is_no_page() {
    let (status, body) = post("/refused", "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(body.contains("Page not found"));
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_sent_to_sign_in() {
    let response = ask(Request::get("/mine").body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()[header::LOCATION], "/sign-in");
}

#[tokio::test]
async fn too_much_and_nonsense_are_told_apart() {
    let (status, body) = post("/small", &format!("what={}", "a".repeat(200))).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(body.contains("That is too large"));
    let nonsense = Request::post("/save").body(Body::from("what=x")).unwrap();
    assert_eq!(ask(nonsense).await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    for header in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ] {
        let mut request = testing::form("/save", "version=1");
        request
            .headers_mut()
            .insert(header.0, header.1.parse().unwrap());
        request
            .headers_mut()
            .insert("host", "reviews.example".parse().unwrap());
        let (status, body) = testing::read(ask(request).await).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{header:?}");
        assert!(body.contains("came from somewhere else"));
    }
}

/// Sends a conflict page's hidden boxes back, with these choices.
async fn answer_with(page: &str, choices: &str) -> (StatusCode, String) {
    let mut pairs = Vec::new();
    for input in page.split("<input ").skip(1) {
        let part = |name: &str| {
            input
                .split_once(&format!("{name}=\""))
                .and_then(|(_, rest)| rest.split_once('"'))
        };
        if part("type").unwrap().0 == "hidden" {
            pairs.push((
                part("name").unwrap().0,
                part("value")
                    .unwrap()
                    .0
                    .replace("&#60;", "<")
                    .replace("&#62;", ">"),
            ));
        }
    }
    let body: Vec<String> = pairs
        .iter()
        .map(|(n, v)| format!("{n}={}", v.replace('&', "%26")))
        .collect();
    post("/save", &format!("{}&{choices}", body.join("&"))).await
}

#[tokio::test]
async fn both_texts_stand_side_by_side_and_each_choice_is_saved() {
    let sent =
        "version=1&what=mine&born-day=4&born-month=2&born-year=2026&other=kept&tick=a&tick=b";
    let (status, page) = post("/save", sent).await;
    assert_eq!(status, StatusCode::CONFLICT);
    for words in [
        "&#60;theirs&#62;",
        "mine",
        "first",
        "3 February 2026",
        "4 2 2026",
        "Changed at 10:05",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let (status, again) = answer_with(&page, "conflict.choose.what=mine").await;
    assert_eq!(status, StatusCode::CONFLICT, "a choice is missing");
    assert!(again.contains("There is a problem") && again.contains("<title>Error: "));
    let choices = "conflict.choose.what=mine&conflict.choose.born=current";
    for page in [&page, &again] {
        let (status, saved) = answer_with(page, choices).await;
        assert_eq!(status, StatusCode::OK);
        let mut pairs: Vec<&str> = saved.split('&').collect();
        pairs.sort_unstable();
        let all = [
            "born-day=3",
            "born-month=2",
            "born-year=2026",
            "other=kept",
            "tick=a",
            "tick=b",
            "version=2",
            "what=mine",
        ];
        assert_eq!(pairs, all);
    }
}

#[tokio::test]
async fn both_texts_can_be_kept_as_somebody_puts_them_together() {
    let sent = "version=1&what=mine&born-day=4&born-month=2&born-year=2026";
    let (_, page) = post("/save", sent).await;
    let (_, area) = page.split_once("<textarea").unwrap();
    let (area, _) = area.split_once("</textarea>").unwrap();
    assert!(area.contains(r#"name="conflict.both.what""#) && area.contains("theirs"));
    assert!(area.contains("[What stood there]") && area.contains("mine"));
    assert!(!page.contains("conflict.both.born"), "two days are no text");
    let choices = "conflict.choose.what=both&conflict.choose.born=current";
    let (status, again) = answer_with(&page, &format!("{choices}&conflict.both.what= ")).await;
    assert_eq!(status, StatusCode::CONFLICT, "there is nothing to keep");
    assert!(again.contains("There is a problem"));
    assert!(again.contains("href=\"#both-what\"") && again.contains("id=\"both-what-error\""));
    let told = "the box is empty, so there is nothing to keep. Enter what should stand there";
    assert_eq!(
        again.matches(told).count(),
        2,
        "in the summary and at the box"
    );
    let half = format!("{choices}&conflict.both.what=theirs and mine");
    let half = half.replace("conflict.choose.born=current", "");
    let (status, again) = answer_with(&page, &half).await;
    assert_eq!(status, StatusCode::CONFLICT, "a choice is missing");
    assert!(again.contains("theirs and mine"), "what was edited is kept");
    let whole = format!("{choices}&conflict.both.what=theirs and mine");
    let (status, saved) = answer_with(&page, &whole).await;
    assert_eq!(status, StatusCode::OK);
    assert!(saved.contains("what=theirs and mine") && saved.contains("version=2"));
}

#[tokio::test]
async fn nothing_is_asked_where_both_agree() {
    let sent = "version=1&what=<theirs>&born-day=4&born-month=2&born-year=2026";
    let (_, page) = post("/save", sent).await;
    assert!(!page.contains("conflict.choose.what") && page.contains("conflict.choose.born"));
}
