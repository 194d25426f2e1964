//! Files of a review: sent, kept whole or not at all, handed out only as downloads, taken away in the open.

use std::convert::Infallible;

use access::Role;
use axum::body::Body;
use futures_util::{StreamExt as _, stream};

use crate::client::{Client, Page};
use crate::site::{HERE, TestSite};

const BOUNDARY: &str = "----a-boundary";
const PDF: &[u8] = b"%PDF-1.4 invented";

struct Review {
    site: TestSite,
    manager: Client,
    files: String,
}

async fn review() -> Review {
    let site = TestSite::demonstration().await;
    let person = site.manager().await;
    let (reference, _) = site.case(person).await;
    let manager = site.signed_in(person).await;
    let files = format!("/o/{HERE}/reviews/{reference}/files");
    Review {
        site,
        manager,
        files,
    }
}

/// The body of a form with a file, up to where the content begins, and what ends it.
fn around(form: &str, name: &str) -> (Vec<u8>, Vec<u8>) {
    let front = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"form_id\"\r\n\r\n{form}\r\n\
         --{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/html\r\n\r\n"
    );
    (
        front.into_bytes(),
        format!("\r\n--{BOUNDARY}--\r\n").into_bytes(),
    )
}

fn form(form: &str, name: &str, content: &[u8]) -> Body {
    let (front, end) = around(form, name);
    Body::from([&front, content, &end].concat())
}

impl Review {
    /// The id of a fresh form.
    async fn form(&mut self) -> String {
        let page = self.manager.get(&format!("{}/add", self.files)).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.value("form_id")
    }

    async fn send(&mut self, body: Body) -> Page {
        let path = format!("{}/add", self.files);
        self.manager.upload(&path, BOUNDARY, body).await
    }

    async fn add(&mut self, name: &str, content: &[u8]) -> Page {
        let id = self.form().await;
        self.send(form(&id, name, content)).await
    }

    async fn list(&mut self) -> Page {
        self.manager.get(&self.files.clone()).await
    }

    /// The address of the only file in the list.
    async fn only(&mut self) -> String {
        let list = self.list().await;
        let start = format!("href=\"{}/", self.files);
        let found = list.body.split(&start).skip(1);
        let ids: Vec<&str> = found
            .filter_map(|rest| rest.split('"').next())
            .filter(|id| id.len() == 36)
            .collect();
        assert_eq!(ids.len(), 1, "{}", list.body);
        format!("{}/{}", self.files, ids[0])
    }

    /// How many sealed files lie on the disk, finished or not.
    fn on_disk(&self) -> usize {
        let folder = self.site.folder.path().join("files");
        let stores = std::fs::read_dir(folder).into_iter().flatten();
        let files = stores.flat_map(|store| std::fs::read_dir(store.unwrap().path()).unwrap());
        files.count()
    }
}

#[tokio::test]
async fn a_file_is_listed_and_handed_out_as_a_download_only() {
    let mut review = review().await;
    let added = review.add("Zoë's \"note\".pdf", PDF).await;
    assert_eq!(added.status, 303, "{}", added.body);
    assert_eq!(added.location(), format!("{}?done=added", review.files));
    let list = review.list().await;
    assert!(
        list.has("PDF, 17 bytes") && list.has("Waiting to be read"),
        "{}",
        list.body
    );
    let address = review.only().await;
    let file = review.manager.get(&address).await;
    assert_eq!((file.status.as_u16(), file.body.as_bytes()), (200, PDF));
    let header = |name: &str| file.headers[name].to_str().unwrap();
    assert!(header("content-disposition").starts_with("attachment; "));
    assert_eq!(header("content-type"), "application/octet-stream");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(
        header("content-security-policy"),
        "default-src 'none'; sandbox"
    );
    assert_eq!(
        file.headers
            .get_all("content-security-policy")
            .iter()
            .count(),
        1
    );
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("content-length"), "17");
}

#[tokio::test]
async fn the_same_form_twice_adds_one_file() {
    let mut review = review().await;
    let id = review.form().await;
    for _ in 0..2 {
        let page = review.send(form(&id, "note.pdf", PDF)).await;
        assert_eq!(page.status, 303, "{}", page.body);
    }
    review.only().await;
    assert_eq!(review.on_disk(), 1);
}

#[tokio::test]
async fn what_is_refused_says_why_and_leaves_nothing() {
    let mut review = review().await;
    for (name, content, words) in [
        (
            "note.pdf",
            b"MZ\x90\0\x03\0".as_slice(),
            "The file is a program",
        ),
        ("note.pdf", b"#!/bin/sh\nrm x", "The file is a script"),
        ("note.txt", b"<html><script>x</script>", "web page"),
        ("note.docx", PDF, "does not fit what the file holds"),
        ("note.docm", b"PK\x03\x04", "archive of other files"),
        ("note.pdf", b"", "The file is empty"),
        ("", PDF, "Select a file"),
    ] {
        let page = review.add(name, content).await;
        assert_eq!(page.status, 422, "{words}");
        assert!(
            page.has(words) && page.has("There is a problem"),
            "{}",
            page.body
        );
        assert!(page.has("<title>Error: "), "{words}");
        assert!(!page.value("form_id").is_empty());
    }
    let list = review.list().await;
    assert!(list.has("No file has been added yet."));
    assert_eq!(review.on_disk(), 0);
}

#[tokio::test]
async fn what_is_too_large_is_taken_in_and_thrown_away() {
    let mut review = review().await;
    let id = review.form().await;
    let (front, end) = around(&id, "large.pdf");
    let megabyte = vec![0; 1024 * 1024];
    let pieces = [front, PDF.to_vec()]
        .into_iter()
        .chain(std::iter::repeat_n(megabyte, 20))
        .chain([end])
        .map(Ok::<_, Infallible>);
    let page = review.send(Body::from_stream(stream::iter(pieces))).await;
    assert_eq!(page.status, 422);
    assert!(
        page.has("The file is too large. The limit is 50 MB"),
        "{}",
        page.body
    );
    assert_eq!(review.on_disk(), 0);
}

#[tokio::test]
async fn an_upload_that_is_cut_off_leaves_nothing() {
    let mut review = review().await;
    for (at, ending) in [Some(Err("the line broke")), None].into_iter().enumerate() {
        let id = review.form().await;
        let (front, _) = around(&id, "cut.pdf");
        let content = std::iter::repeat_n(Ok(vec![7; 20_000]), 20);
        let pieces = [Ok(front), Ok(PDF.to_vec())].into_iter();
        let pieces = pieces.chain(content).chain(ending);
        // One after the other, as they come over a line.
        let pieces = stream::iter(pieces).then(async |piece| {
            tokio::task::yield_now().await;
            piece
        });
        let page = review.send(Body::from_stream(pieces)).await;
        assert_eq!(page.status, 422, "{at}");
        assert!(
            page.has("did not arrive whole, and nothing was kept"),
            "{}",
            page.body
        );
        assert_eq!(review.on_disk(), 0, "{at}");
    }
    assert!(review.list().await.has("No file has been added yet."));
}

#[tokio::test]
async fn what_no_browser_sends_is_no_form() {
    let mut review = review().await;
    let path = format!("{}/add", review.files);
    let long = "x".repeat(70_000);
    let answer = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"form_id\"\r\n\r\n{long}\r\n--{BOUNDARY}--\r\n"
    );
    for (boundary, body, status) in [
        ("other", form("x", "a.pdf", PDF), 400),
        (BOUNDARY, Body::empty(), 400),
        (BOUNDARY, Body::from(answer), 413),
        ("", Body::empty(), 400),
    ] {
        let page = review.manager.upload(&path, boundary, body).await;
        assert_eq!(page.status, status, "{boundary}");
    }
    let page = review.manager.post(&path, &[("form_id", "x")]).await;
    assert_eq!(page.status, 400);
}

#[tokio::test]
async fn who_may_not_is_told_nothing() {
    let mut review = review().await;
    review.add("note.pdf", PDF).await;
    let address = review.only().await;
    let reader = review
        .site
        .person(
            "reader@example.org",
            review.site.partnership,
            Role::LearningReader,
        )
        .await;
    let mut reader = review.site.signed_in(reader).await;
    for path in [
        review.files.clone(),
        address.clone(),
        format!("{address}/text"),
        format!("{address}/take-away"),
        format!("{}/add", review.files),
    ] {
        assert_eq!(reader.get(&path).await.status, 404, "{path}");
    }
    let id = review.form().await;
    let path = format!("{}/add", review.files);
    let page = reader
        .upload(&path, BOUNDARY, form(&id, "a.pdf", PDF))
        .await;
    assert_eq!(page.status, 404);
    assert_eq!(review.on_disk(), 1);
}

#[tokio::test]
async fn a_file_taken_away_says_so() {
    let mut review = review().await;
    review.add("note.pdf", PDF).await;
    let address = review.only().await;
    let away = format!("{address}/take-away");
    let asked = review.manager.get(&away).await;
    assert!(asked.has("note.pdf"), "{}", asked.body);
    let id = asked.value("form_id");
    let empty = review
        .manager
        .post(&away, &[("form_id", &id), ("reason", " ")])
        .await;
    assert_eq!(empty.status, 422);
    assert!(empty.has("Enter why you take the file away"));
    let answers = [
        ("form_id", id.as_str()),
        ("reason", "Added to the wrong review"),
    ];
    for _ in 0..2 {
        let taken = review.manager.post(&away, &answers).await;
        assert_eq!(taken.location(), format!("{}?done=taken", review.files));
    }
    let other = [("form_id", review.form().await)].map(|(name, value)| (name, value));
    let second = [(other[0].0, other[0].1.as_str()), ("reason", "Me too")];
    let late = review.manager.post(&away, &second).await;
    let gone = format!("{}?done=gone", review.files);
    assert_eq!(late.location(), gone, "somebody else was first");
    for path in [&address, &format!("{address}/text"), &away] {
        assert_eq!(review.manager.get(path).await.location(), gone, "{path}");
    }
    let list = review.manager.get(&gone).await;
    assert!(list.has("The file you asked for was taken away"));
    assert!(list.has("Added to the wrong review") && !list.has("Me too"));
    assert!(list.has("There is no file here now."));
    assert!(!list.has("note.pdf"), "its name may have been the trouble");
    let never = format!(
        "{}/{}",
        review.files, "01932f3e-0000-7000-8000-000000000000"
    );
    assert_eq!(review.manager.get(&never).await.status, 404);
}
