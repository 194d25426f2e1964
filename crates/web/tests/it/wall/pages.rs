//! Pages of the library and of cases as a browser gets them: titles, addresses, and of the library all of it; files that people take.

use access::Ctx;
use app::commons::Filter;
use app::library::{briefings, keep_search};
use http::StatusCode;
use model::SharedId;
use papers::FileKind;

use super::area::{Area, Planted, form};
use crate::client::{Client, Page};

/// What was seen on the way.
#[derive(Default)]
pub struct Walked {
    /// Titles, headers and addresses of every page.
    pub heads: String,
    /// The pages and files that hold nothing but what is shared, whole.
    pub shared: String,
    /// How many pages and files.
    pub many: usize,
}

impl Walked {
    fn head(&mut self, page: &Page) {
        self.many += 1;
        for (name, value) in &page.headers {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            self.heads.push_str(&format!("{name}: {value}\n"));
        }
        let title = page.body.split_once("<title>").map(|(_, rest)| rest);
        let title = title.and_then(|rest| rest.split_once("</title>"));
        if let Some((title, _)) = title {
            self.heads.push_str(title);
            self.heads.push('\n');
        }
        for mark in [" href=\"", " action=\"", " src=\""] {
            for part in page.body.split(mark).skip(1) {
                self.heads.push_str(part.split('"').next().unwrap());
                self.heads.push('\n');
            }
        }
    }

    /// A page of which the title and the addresses are looked at.
    async fn page(&mut self, browser: &mut Client, path: &str) -> Page {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.has("<title>"), "{path}");
        self.head(&page);
        page
    }

    /// A page that holds nothing but what is shared.
    async fn shared_page(&mut self, browser: &mut Client, path: &str) -> Page {
        let page = self.page(browser, path).await;
        self.shared.push_str(&page.body);
        page
    }

    /// A file that people take, with its text and with what it carries beside.
    async fn file(&mut self, browser: &mut Client, (path, kind): (&str, FileKind)) {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        self.head(&page);
        let text = papers::text_of(kind, &page.bytes).unwrap().plain_text();
        assert!(text.len() > 100, "{path} is read: {text}");
        self.shared.push_str(&text);
        for one in papers::residue(&page.bytes).unwrap() {
            self.shared
                .push_str(&format!("{}: {}\n", one.place, one.text));
        }
    }
}

/// Keeps a search of the words that every item has, which finds nothing yet, and one of a name that is on record.
pub async fn keep_searches(area: &Area, planted: &Planted) {
    let (app, ctx) = (&area.site.app, &area.manager);
    for words in ["teams record", planted.canaries[0].text.as_str()] {
        let search = (&Filter::default(), words);
        keep_search(app, ctx, form(), search).await.unwrap();
    }
}

/// Somebody who signed in reads what is shared, asks for a name, and takes files.
pub async fn library(area: &Area, planted: &Planted, items: &[SharedId]) -> Walked {
    let mut walked = Walked::default();
    let mut browser = area.browser(&area.reader).await;
    let here = format!("/o/{}/shared", area.code);
    for end in ["", "/themes", "/documents", "/briefings", "/decisions"] {
        walked
            .shared_page(&mut browser, &format!("{here}{end}"))
            .await;
    }
    for id in items {
        let item = format!("{here}/items/{id}");
        walked.shared_page(&mut browser, &item).await;
        for (end, kind) in [("docx", FileKind::Docx), ("pdf", FileKind::Pdf)] {
            let path = format!("{item}/document/{end}");
            walked.file(&mut browser, (&path, kind)).await;
        }
    }
    // What is asked stands on the page of who asks it, and in no address.
    let form_id = browser.get(&here).await.value("form_id");
    let name = planted.canaries[1].text.as_str();
    let sent = [("question", name), ("form_id", form_id.as_str())];
    let answer = browser.post(&here, &sent).await;
    walked.head(&answer);
    let to = answer.location().to_owned();
    let page = walked.page(&mut browser, &to).await;
    assert!(page.has(name), "the question is shown to who asked it");
    walked.page(&mut browser, &format!("{here}/searches")).await;
    briefing(&mut walked, (area, &mut browser), items).await;
    walked
}

async fn briefing(walked: &mut Walked, (area, browser): (&Area, &mut Client), items: &[SharedId]) {
    let (app, ctx) = (&area.site.app, &area.reader);
    let chosen = &items[..items.len().min(2)];
    let begun = briefings::begin(app, ctx, form(), ("Records", chosen)).await;
    let base = format!("/o/{}/shared/briefings/{}", area.code, begun.unwrap());
    walked.shared_page(browser, &base).await;
    let path = format!("{base}/document/docx");
    walked.file(browser, (&path, FileKind::Docx)).await;
}

/// Whoever works on a review walks its pages: what they say there stays there, and stands in no title and no address.
pub async fn case(area: &Area, planted: &Planted) -> Walked {
    let mut walked = Walked::default();
    let mut browser = area.browser(&area.manager).await;
    let base = format!("/o/{}/reviews/{}", area.code, planted.reference.as_str());
    let list = walked.page(&mut browser, &format!("{base}/sharing")).await;
    let draft = list
        .body
        .split(&format!("href=\"{base}/sharing/"))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .find(|end| !end.contains('/'))
        .unwrap()
        .to_owned();
    for end in ["", "/people", "/moments", "/files", "/proceedings"] {
        walked.page(&mut browser, &format!("{base}{end}")).await;
    }
    walked
        .page(&mut browser, &format!("{base}/sharing/{draft}"))
        .await;
    walked
        .page(&mut browser, &format!("/o/{}/today", area.code))
        .await;
    walked
        .page(&mut browser, &format!("/o/{}/sharing", area.code))
        .await;
    let people = browser.get(&format!("{base}/people")).await;
    assert!(people.has(&planted.canaries[0].text), "it is on that page");
    walked
}

/// Whoever has no account reads what is for everybody.
pub async fn public(area: &Area, items: &[SharedId]) -> Walked {
    let mut walked = Walked::default();
    let mut nobody = area.site.browser();
    let list = walked.shared_page(&mut nobody, "/shared-learning").await;
    for id in items {
        assert!(list.has(&id.to_string()), "it is for everybody");
        let path = format!("/shared-learning/{id}");
        walked.shared_page(&mut nobody, &path).await;
    }
    walked
}

impl Area {
    /// A browser in which somebody is signed in.
    async fn browser(&self, of: &Ctx) -> Client {
        let id = of.person().unwrap().id;
        self.site.signed_in(id).await
    }
}
