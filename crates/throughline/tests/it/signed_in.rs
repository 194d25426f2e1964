//! `throughline chronology`: somebody signs in at the command line, beside a service that runs. What they may, what is written
//! down and what comes of it are those of the pages.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Output;

use app::Reference;
use app::returns::sources::{SourceInReturn, sources_of_return};
use model::{Instant, RecordId};

use crate::browser::{Browser, Demonstration};
use crate::program::{answering, complained, init, on_postgres, said, works};
use crate::stores::{Known, Stores};

const MANAGER: &str = "rowan.achebe-lyle@example.invalid";
const AUTHOR: &str = "lucinda.barrow-teal@example.invalid";
const TOLD: &str = "mornings are quiet at home";

fn export(data: &Path, review: &str, out: &Path, (answers, more): (&str, &[&str])) -> Output {
    let mut arguments = vec![
        "chronology",
        "export",
        "--review",
        review,
        "--as",
        "csv",
        "--recipient",
        "The panel",
        "--reason",
        "To prepare the meeting",
        "--out",
        out.to_str().unwrap(),
        "--code-from",
        "-",
    ];
    arguments.extend(more);
    answering(data, &arguments, answers)
}

fn import(data: &Path, file: &Path, request: &str, (answers, more): (&str, &[&str])) -> Output {
    let mut arguments = vec![
        "chronology",
        "import",
        file.to_str().unwrap(),
        "--request",
        request,
        "--code-from",
        "-",
    ];
    arguments.extend(more);
    answering(data, &arguments, answers)
}

/// Nothing was done, in words, and no person is named in them.
fn refused(output: &Output, words: &str) {
    let text = complained(output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains(words), "{text}");
    for secret in ["example.invalid", "Lucinda", "Rowan", TOLD, "panicked"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert_eq!(said(output), "");
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    all.iter().map(pair).collect()
}

/// The request that somebody answers, by the id in the address of its page.
fn request_of(browser: &mut Browser) -> String {
    let today = browser.get("/o/aldermere/today");
    let (_, rest) = today.body.split_once("/o/aldermere/returns/").unwrap();
    rest.chars().take(36).collect()
}

/// The second person of the school signs its return off.
fn sign_off(service: &Demonstration, request: &str) {
    let mut approver = service.signed_in("Hamish Orde-Quill");
    let at = format!("/o/aldermere/returns/{request}/sign");
    let page = approver.get(&at);
    let (form, read) = (page.value("form_id"), page.value("read"));
    let answers = [
        ("form_id", form.as_str()),
        ("read", read.as_str()),
        ("role", "Head teacher"),
        ("alone", ""),
        ("words", ""),
    ];
    let signed = approver.post(&at, &pairs(&answers));
    assert_eq!(signed.status, 303, "{}", signed.body);
}

/// The review in whose chronology the school's account stands.
fn review_of(browser: &mut Browser) -> String {
    let all = browser.get("/o/aldermere/reviews").body;
    let parts = all.split("/o/aldermere/reviews/").skip(1);
    let references = parts.filter_map(|rest| rest.get(..11)?.parse::<Reference>().ok());
    let references: BTreeSet<String> = references.map(|one| one.to_string()).collect();
    let tells = |one: &String| {
        let page = browser.get(&format!("/o/aldermere/reviews/{one}/chronology"));
        page.status == 200 && page.has(TOLD)
    };
    let found = references.into_iter().find(tells);
    found.expect("one review has the account")
}

/// What the page gives for the same answers.
fn on_the_page(browser: &mut Browser, review: &str) -> String {
    let at = format!("/o/aldermere/reviews/{review}/chronology/take-out");
    let page = browser.get(&at);
    let form = page.value("form_id");
    let answers = [
        ("form_id", form.as_str()),
        ("to", "The panel"),
        ("purpose", "To prepare the meeting"),
        ("format", "csv"),
        ("names", "named"),
        ("whose", "all"),
        ("known-to", "all"),
    ];
    let made = browser.post(&at, &pairs(&answers));
    assert_eq!(made.status, 200, "{}", made.body);
    assert!(made.head.contains("text/csv"), "{}", made.head);
    made.body
}

fn acts(who: &[(String, String)]) -> Vec<(&str, &str)> {
    who.iter()
        .map(|(act, outcome)| (act.as_str(), outcome.as_str()))
        .collect()
}

/// The moment from which rows are looked at.
fn since(stores: &Stores) -> Instant {
    stores.app.clock().now()
}

/// An agency's own people take no chronology out: no file, and a row that says that they tried.
async fn nothing_for(author: &Known, stores: &Stores, (data, review): (&Path, &str)) {
    let began = since(stores);
    let other = data.with_file_name("other.csv");
    let none = export(data, review, &other, (&author.answers(0), &[]));
    refused(&none, "there is no such review, or");
    assert!(!other.exists());
    let tried = stores.did(author, began).await;
    assert!(
        tried.iter().any(|row| row.outcome == "refused"),
        "{tried:?}"
    );
    assert!(
        tried
            .iter()
            .all(|row| row.action != "take_out_chronology" || row.outcome == "refused")
    );
    let signed = stores.signed(author, began).await;
    assert_eq!(acts(&signed), [("sign_in", "done"), ("sign_out", "done")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chronology_goes_out_as_on_its_page_and_only_to_whoever_may() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let service = Demonstration::start(&data);
    let request = request_of(&mut service.signed_in("Lucinda Barrow-Teal"));
    sign_off(&service, &request);
    let mut browser = service.signed_in("Rowan Achebe-Lyle");
    let review = review_of(&mut browser);
    let stores = Stores::open(&data).await;
    let manager = stores.known(MANAGER).await;
    let author = stores.known(AUTHOR).await;
    let out = folder.path().join("chronology.csv");

    let began = since(&stores);
    let page = on_the_page(&mut browser, &review);
    let made = export(&data, &review, &out, (&manager.answers(0), &[]));
    let text = works(&made);
    assert!(text.contains("Entries withheld: "), "{text}");
    assert!(!text.contains(TOLD), "{text}");
    let file = String::from_utf8_lossy(&std::fs::read(&out).unwrap()).into_owned();
    assert_eq!(file, page);
    for words in [TOLD, "withheld", "The panel", "OFFICIAL-SENSITIVE"] {
        assert!(file.contains(words), "{words}: {file}");
    }
    let done = stores.did(&manager, began).await;
    let taken = done
        .iter()
        .filter(|row| row.action == "take_out_chronology");
    let outcomes: Vec<&str> = taken.map(|row| row.outcome.as_str()).collect();
    assert_eq!(outcomes, ["done", "done"], "the page's and the command's");
    let signed = stores.signed(&manager, began).await;
    assert_eq!(acts(&signed), [("sign_in", "done"), ("sign_out", "done")]);

    // A file that is there stays, and nobody is asked for anything.
    let again = export(&data, &review, &out, ("", &[]));
    refused(&again, "--overwrite");
    assert_eq!(std::fs::read(&out).unwrap(), file.as_bytes());
    let whole = export(
        &data,
        &review,
        &out,
        (&manager.answers(1), &["--overwrite", "--pseudonymous"]),
    );
    works(&whole);
    let file = String::from_utf8_lossy(&std::fs::read(&out).unwrap()).into_owned();
    assert!(file.contains("Pseudonymous"), "{file}");

    nothing_for(&author, &stores, (&data, &review)).await;
    stores.close().await;
    service.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_as_on_the_page_and_says_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    init(&data);
    let stores = Stores::open(&data).await;
    guessed(&data, folder.path(), &stores).await;
    stores.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_on_the_other_engine() {
    let Some(place) = on_postgres().await else {
        return;
    };
    init(&place.data);
    let stores = Stores::open(&place.data).await;
    guessed(&place.data, place.scratch.folder.path(), &stores).await;
    stores.close().await;
}

/// Whoever signs in is let in once, then a code that does not fit is refused until nothing is checked any more.
async fn guessed(data: &Path, folder: &Path, stores: &Stores) {
    let administrator = stores.known("admin@example.invalid").await;
    let out = folder.join("out.csv");
    let began = since(stores);
    // Nothing of this name: what somebody may not know of and what is not there read the same.
    let none = export(data, "AAA-AAA-AAA", &out, (&administrator.answers(0), &[]));
    refused(&none, "there is no such review, or");
    let no_reference = export(data, "not a reference", &out, ("", &[]));
    refused(&no_reference, "there is no such review, or");
    let signed = stores.signed(&administrator, began).await;
    assert_eq!(acts(&signed), [("sign_in", "done"), ("sign_out", "done")]);

    let began = since(stores);
    for _ in 0..5 {
        let wrong = administrator.wrong_answers();
        let guess = export(data, "AAA-AAA-AAA", &out, (&wrong, &[]));
        refused(&guess, "do not fit together");
        assert!(complained(&guess).contains("passkey"));
    }
    let late = export(data, "AAA-AAA-AAA", &out, (&administrator.answers(1), &[]));
    refused(&late, "too many attempts");
    let signed = stores.signed(&administrator, began).await;
    assert_eq!(acts(&signed), [("sign_in", "refused"); 5]);
    let short = export(data, "AAA-AAA-AAA", &out, ("admin@example.invalid\n", &[]));
    refused(&short, "three lines");
    assert!(!out.exists(), "nothing was taken out");
}

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, text).unwrap();
    file
}

async fn documents(stores: &Stores, who: &Known, request: &str) -> Vec<SourceInReturn> {
    let ctx = stores.acting(who).await;
    let request: RecordId = request.parse().unwrap();
    let labels = web::chronology_labels();
    let all = sources_of_return(&stores.app, &ctx, request, &labels).await;
    all.unwrap()
}

/// A table as this service writes it, so that nobody has to say what its columns hold.
const TABLE: &str = "\"code:date\",\"code:text\"\n\"Date\",\"What happened\"\n\"2026-02-03\",\"A visit to the home.\"\n\
     \"soon after\",\"A call.\"\n";

/// An agency's person at the command line, with the service beside it.
struct AtWork<'a> {
    data: &'a Path,
    request: &'a str,
    stores: &'a Stores,
    author: &'a Known,
}

/// Notes are proposed, whatever is asked for, and wait on the page that is named.
async fn notes_wait(at: &AtWork<'_>, note: &Path, browser: &mut Browser) {
    let began = since(at.stores);
    let answers = at.author.answers(0);
    let as_notes: &[&str] = &["--as", "notes"];
    let text = works(&import(at.data, note, at.request, (&answers, as_notes)));
    assert!(
        text.contains("as notes") && text.contains("Taken in: 0."),
        "{text}"
    );
    assert!(!text.contains("telephoned"), "{text}");
    let all = documents(at.stores, at.author, at.request).await;
    let [one] = all.as_slice() else {
        panic!("one document: {}", all.len());
    };
    assert!(one.open > 0 && one.taken == 0, "proposed, and no more");
    let id = one.source.id;
    let page = format!("/o/aldermere/returns/{}/documents/{id}", at.request);
    assert!(text.contains(&page), "{text}");
    let shown = browser.get(&page);
    assert_eq!(shown.status, 200);
    assert!(shown.has("telephoned the mother"), "{}", shown.body);
    let rows = at.stores.did(at.author, began).await;
    let mut wrote = rows.iter().filter(|row| row.action == "write_return");
    assert!(wrote.any(|row| row.outcome == "done"), "{rows:?}");
}

/// Rows of which nothing is asked are taken in where that is asked for; of the others somebody has to say more.
async fn rows_are_taken_in(at: &AtWork<'_>) {
    let file = written(at.data.parent().unwrap(), "table.csv", TABLE);
    let answers = at.author.answers(1);
    let brought = import(at.data, &file, at.request, (&answers, &["--take-rows"]));
    let text = works(&brought);
    assert!(
        text.contains("as a table") && text.contains("Taken in: 1."),
        "{text}"
    );
    let all = documents(at.stores, at.author, at.request).await;
    assert_eq!(all.iter().map(|one| one.taken).sum::<usize>(), 1);
}

/// Somebody else's return is not there, nor is one that does not exist.
fn not_theirs(at: &AtWork<'_>, note: &Path, manager: &Known) {
    let not_there = "there is no such request, or";
    let elsewhere = import(at.data, note, at.request, (&manager.answers(0), &[]));
    refused(&elsewhere, not_there);
    let unknown: RecordId = crypto::id(since(at.stores)).unwrap();
    let unknown = unknown.to_string();
    let nowhere = import(at.data, note, &unknown, (&manager.answers(1), &[]));
    refused(&nowhere, not_there);
    assert_eq!(complained(&elsewhere), complained(&nowhere));
    refused(&import(at.data, note, "1", ("", &[])), not_there);
    let missing = at.data.with_file_name("missing.txt");
    let none = import(at.data, &missing, at.request, ("", &[]));
    refused(&none, "cannot be read");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_comes_in_as_proposals_and_only_to_ones_own_return() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let service = Demonstration::start(&data);
    let mut browser = service.signed_in("Lucinda Barrow-Teal");
    let request = request_of(&mut browser);
    let stores = Stores::open(&data).await;
    let author = stores.known(AUTHOR).await;
    let manager = stores.known(MANAGER).await;
    let words = "On 3 February 2026 a teacher telephoned the mother.\n";
    let note = written(folder.path(), "note.txt", words);
    let at = AtWork {
        data: &data,
        request: &request,
        stores: &stores,
        author: &author,
    };
    notes_wait(&at, &note, &mut browser).await;
    rows_are_taken_in(&at).await;
    not_theirs(&at, &note, &manager);
    assert_eq!(documents(&stores, &author, &request).await.len(), 2);
    stores.close().await;
    service.stop();
}
