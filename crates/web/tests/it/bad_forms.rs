//! Every form sent in every wrong way: never a fault of the service, nothing half done, what was typed is kept,
//! and always a page that says what to do.

use http::{Method, StatusCode};

use crate::browse::{Entry, Form, body, plausible};
use crate::client::{Client, Page};
use crate::everything::{everything, fresh};
use crate::site::{HERE, TestSite};

const FORM: &str = "application/x-www-form-urlencoded";
const ORIGIN: (&str, &str) = ("origin", "http://localhost:8080");

/// One wrong way of sending a form.
struct Wrong {
    what: &'static str,
    kind: &'static str,
    body: Vec<u8>,
}

fn wrong(what: &'static str, body: String) -> Wrong {
    Wrong {
        what,
        kind: FORM,
        body: body.into_bytes(),
    }
}

fn with(form: &Form, answer: &dyn Fn(&Entry) -> String) -> String {
    body(&form.filled(answer))
}

fn without(form: &Form, name: &str) -> String {
    let mut pairs = form.filled(&plausible);
    pairs.retain(|(own, _)| own != name);
    body(&pairs)
}

fn instead(form: &Form, name: &str, value: &str) -> String {
    let mut pairs = form.filled(&plausible);
    pairs.retain(|(own, _)| own != name);
    pairs.push((name.to_owned(), value.to_owned()));
    body(&pairs)
}

/// A real form, in every wrong way that leaves it a form.
fn wrong_answers(form: &Form) -> Vec<Wrong> {
    let mut all = wrong_typed(form);
    all.extend(wrong_hidden(form));
    all.extend(wrong_pairs(form));
    all
}

fn date(day: &'static str, month: &'static str, year: &'static str) -> impl Fn(&Entry) -> String {
    move |one| match one.name.rsplit('-').next().unwrap_or_default() {
        "day" => day.to_owned(),
        "month" => month.to_owned(),
        "year" => year.to_owned(),
        _ => format!("{day} {month} {year}"),
    }
}

fn everywhere(text: &'static str) -> impl Fn(&Entry) -> String {
    move |_| text.to_owned()
}

/// What nobody minds, with the name of its box in it.
fn of_every_kind(one: &Entry) -> String {
    format!("Zoë Ŏbé 李 🧒🏽 ﷽ e\u{301} {}", one.name)
}

pub const ODD: &str = "a\0b\u{8}c\u{1b}[2Jd\u{202e}e\u{feff}";
pub const MARKUP: &str = "<script>alert(1)</script>'\"&{{7*7}}";

fn wrong_typed(form: &Form) -> Vec<Wrong> {
    let first = form.typed().next().map(|first| first.name.clone());
    let long = |one: &Entry| {
        if Some(&one.name) == first.as_ref() {
            "a".repeat(100_000)
        } else {
            plausible(one)
        }
    };
    let odd = everywhere(ODD);
    let markup = everywhere(MARKUP);
    vec![
        wrong("31 February", with(form, &date("31", "2", "2026"))),
        wrong("the year 20226", with(form, &date("1", "11", "20226"))),
        wrong("a date long past", with(form, &date("1", "1", "0001"))),
        wrong("numbers below nought", with(form, &date("-1", "-1", "-1"))),
        wrong("100 KB in one box", with(form, &long)),
        wrong("control characters", with(form, &odd)),
        wrong(
            "blanks only",
            with(form, &everywhere("\u{a0}\u{2003} \t\r\n")),
        ),
        wrong(EVERY_KIND, with(form, &of_every_kind)),
        wrong("markup", with(form, &markup)),
    ]
}

const EVERY_KIND: &str = "letters of every kind";

fn wrong_hidden(form: &Form) -> Vec<Wrong> {
    let put = |name: &str, value: &str| instead(form, name, value);
    vec![
        wrong("only its hidden boxes", body(&form.hidden())),
        wrong("no id", without(form, "form_id")),
        wrong("an id that is none", put("form_id", "1; DROP TABLE ledger")),
        wrong("no version", without(form, "version")),
        wrong("a version that is none", put("version", "eins")),
        wrong(
            "a version of the past",
            put("version", "-9223372036854775808"),
        ),
        wrong("a version to come", put("version", "9223372036854775807")),
    ]
}

fn wrong_pairs(form: &Form) -> Vec<Wrong> {
    let mut nonsense = form.filled(&plausible);
    for (name, value) in &mut nonsense {
        if !form.hidden().iter().any(|(own, _)| own == name) {
            *value = "no-such-answer'\"<b>".to_owned();
        }
    }
    let many: Vec<String> = (0..3_000).map(|number| format!("a{number}=b")).collect();
    let beside = |more: &str| format!("{}&{more}", body(&form.hidden()));
    vec![
        wrong("answers that were not offered", body(&nonsense)),
        wrong("too many answers", beside(&many.join("&"))),
        wrong(
            "a choice between nothing",
            beside("conflict.field=a&conflict.field="),
        ),
        wrong("invalid UTF-8 in a box", beside("a=%FF%FE&%C3=%28")),
        wrong("a lonely percent sign", beside("a=%&b=%zz")),
    ]
}

/// What is no form at all.
fn no_forms(limit: usize) -> Vec<Wrong> {
    let json = br#"{"form_id":"x","outline":["a"],"__proto__":{}}"#.to_vec();
    vec![
        wrong("nothing", String::new()),
        wrong("unknown boxes", "unknown=1&another=2".to_owned()),
        wrong(
            "every box 1 MB",
            format!("outline={0}&what={0}", "a".repeat(1_000_000)),
        ),
        wrong(
            "more than is read",
            "a=".to_owned() + &"b".repeat(limit.min(600_000)),
        ),
        Wrong {
            what: "bytes that are no text",
            kind: FORM,
            body: vec![0xff, 0xfe, 0x00, b'=', 0xc3],
        },
        Wrong {
            what: "JSON",
            kind: "application/json",
            body: json.clone(),
        },
        Wrong {
            what: "JSON that says it is a form",
            kind: FORM,
            body: json,
        },
        Wrong {
            what: "plain text",
            kind: "text/plain",
            body: b"form_id=1".to_vec(),
        },
        Wrong {
            what: "no kind",
            kind: "",
            body: b"form_id=1".to_vec(),
        },
        Wrong {
            what: "a kind that is none",
            kind: "\u{1}",
            body: Vec::new(),
        },
        Wrong {
            what: "parts without a boundary",
            kind: "multipart/form-data",
            body: b"--x".to_vec(),
        },
        Wrong {
            what: "parts that break off",
            kind: "multipart/form-data; boundary=x",
            body: b"--x\r\nContent-Disposition: form-data; name=\"form_id\"\r\n\r\n1".to_vec(),
        },
    ]
}

async fn send(browser: &mut Client, path: &str, wrong: &Wrong) -> Page {
    let headers = [("content-type", wrong.kind), ORIGIN];
    let headers = match wrong.kind {
        "" | "\u{1}" => headers.get(1..).unwrap_or_default(),
        _ => &headers,
    };
    browser.raw(path, headers, wrong.body.clone()).await
}

pub fn is_answer(page: &Page, what: &str) {
    assert!(!page.status.is_server_error(), "{what}: {}", page.status);
    assert!(!page.has("<script>alert(1)"), "{what}: markup runs");
    if page.status.is_client_error() {
        assert!(page.has("<h1"), "{what}: {} is a page", page.status);
        let says = page.has("govuk-error-summary") || page.has("<p class=\"govuk-body\"");
        assert!(says, "{what}: what to do");
    }
}

/// A form that is shown again says why. Looking somebody up is answered by a list, and a check by what it found.
fn is_silent(page: &Page, form: &Form) -> bool {
    let again = crate::browse::forms(&form.path, &page.body);
    page.status == StatusCode::OK
        && again.iter().any(|one| one.path == form.path)
        && !form.path.ends_with("/team/add")
        && !form.path.ends_with("/record/check")
        && !page.has("govuk-error-summary")
}

/// How many boxes still hold what was typed; all of them.
fn kept(page: &Page, form: &Form, what: &str) -> usize {
    let part = |name: &str| {
        ["-day", "-month", "-year"]
            .iter()
            .any(|end| name.ends_with(end))
    };
    let typed: Vec<&Entry> = form.typed().filter(|one| !part(&one.name)).collect();
    for one in &typed {
        assert!(
            page.has(&of_every_kind(one)),
            "{what}: {} is kept",
            one.name
        );
    }
    typed.len()
}

#[tokio::test]
async fn no_form_breaks_the_service_and_nothing_is_half_done() {
    let (site, mut browser, found) = everything().await;
    let (mut tried, mut boxes) = (0, 0);
    for (row, form) in &found.forms {
        if row.starts_with("/sign-out") || row.starts_with("/sessions") {
            continue;
        }
        let form = fresh(&mut browser, &found, row, form).await;
        for wrong in wrong_answers(&form) {
            let what = format!("{row}: {}", wrong.what);
            let before = site.done().await;
            let page = send(&mut browser, &form.path, &wrong).await;
            is_answer(&page, &what);
            let nothing = site.done().await == before;
            let refused = page.status.is_client_error();
            assert!(
                nothing || !refused,
                "{what}: refused, and something was done"
            );
            let silent = nothing && is_silent(&page, &form);
            assert!(!silent, "{what}: shown again without a word");
            if refused && wrong.what == EVERY_KIND && page.has("govuk-error-summary") {
                boxes += kept(&page, &form, &what);
            }
            tried += 1;
        }
    }
    let forms = found.forms.len();
    eprintln!("{forms} forms, {tried} wrong ways, {boxes} boxes kept");
    assert!(forms >= 45, "only {forms} forms were found");
    assert!(boxes >= 60, "only {boxes} boxes were kept");
}

#[tokio::test]
async fn what_is_no_form_is_answered_in_words_by_every_address() {
    let (site, mut browser, found) = everything().await;
    let mut people = crate::table::people(&site).await;
    for row in web::rows().iter().filter(|row| row.method == Method::POST) {
        if row.path.starts_with("/sign-out") || row.path.starts_with("/sessions") {
            continue;
        }
        let path = found.forms.get(row.path).map(|form| form.path.clone());
        let path = path.unwrap_or_else(|| people.path(row));
        for wrong in no_forms(row.limit) {
            let what = format!("{}: {}", row.path, wrong.what);
            let before = site.done().await;
            let page = send(&mut browser, &path, &wrong).await;
            is_answer(&page, &what);
            let passkeys = row.path.starts_with("/passkeys") || row.path.starts_with("/kept-form");
            if row.path.starts_with("/o/") {
                assert!(page.status.is_client_error(), "{what}: {}", page.status);
            }
            if !passkeys && page.status.is_client_error() {
                assert_eq!(site.done().await, before, "{what}: something was done");
            }
        }
        // From another site, with everything right: the browser says so, and it is refused.
        for from in [
            ("origin", "https://elsewhere.example"),
            ("sec-fetch-site", "cross-site"),
        ] {
            let headers = [("content-type", FORM), from];
            let page = browser.raw(&path, &headers, b"form_id=1".to_vec()).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{}: {from:?}", row.path);
            assert!(page.has("came from somewhere else"), "{}", row.path);
        }
        // Another person's browser with somebody else's cookie of nothing.
        let mut stranger = people.manager.clone();
        stranger.cookie =
            Some("throughline=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned());
        let page = stranger.post(&path, &[("form_id", "1")]).await;
        is_answer(&page, &format!("{}: a cookie of nobody's", row.path));
    }
    people.manager.get("/").await;
}

/// The id of a form belongs to who was given it, and to one form.
#[tokio::test]
async fn a_form_sent_twice_acts_once_everywhere() {
    let (site, mut browser, found) = everything().await;
    let mut twice = 0;
    for (row, form) in &found.forms {
        let Some(path) = found
            .pages
            .get(row)
            .filter(|_| row.starts_with("/o/") && !form.with_file)
        else {
            continue;
        };
        let page = browser.get(path).await;
        let forms = crate::browse::forms(path, &page.body);
        let Some(form) = forms.into_iter().find(|one| one.path == form.path) else {
            continue;
        };
        let body = body(&form.filled(&plausible));
        let first = browser.post_body(&form.path, body.clone()).await;
        if first.status != StatusCode::SEE_OTHER {
            continue;
        }
        let done = site.done().await;
        let second = browser.post_body(&form.path, body).await;
        is_answer(&second, row);
        assert_eq!(
            site.done().await,
            done,
            "{row}: it acted twice ({})",
            second.status
        );
        twice += 1;
    }
    eprintln!("{twice} forms were sent twice");
    assert!(twice >= 8, "only {twice}");
}

/// Somebody goes back in their browser, types something else and sends the old form: that is kept too.
#[tokio::test]
async fn what_is_typed_into_a_form_that_was_sent_before_is_not_lost() {
    let site = TestSite::demonstration().await;
    let manager = site.manager().await;
    let (reference, _) = site.case(manager).await;
    let mut browser = site.signed_in(manager).await;
    let home = format!("/o/{HERE}/reviews/{reference}");
    let form = browser.get(&home).await.value("form_id");
    for seen in [
        "I see the first thing",
        "I see the first thing",
        "I see another thing",
    ] {
        let sent = browser
            .post(
                &format!("{home}/moments"),
                &[("form_id", &form), ("m-seen", seen)],
            )
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    }
    let page = browser.get(&home).await;
    assert_eq!(page.body.matches("I see the first thing").count(), 1);
    assert_eq!(page.body.matches("I see another thing").count(), 1);
}
