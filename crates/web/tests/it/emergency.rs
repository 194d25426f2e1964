//! Whoever opened a review in an emergency, at every address of it: nothing of a restricted section is on any page.

use access::{Role, Section};
use app::proceedings::mark;
use app::restricted::keep;
use app::team::{NewPlace, add, open_in_emergency};
use http::{Method, StatusCode};
use model::case::{ConflictAsked, PoliceMark, PoliceSays, Protected, ProtectedKind};
use model::{FormId, PersonId, RecordId, Sensitive, UncertainDate};

use crate::client::Client;
use crate::site::{START, TestSite};
use crate::table::people;

/// Stands in everything that a restricted section holds here and nowhere else.
const MARK: &str = "Zyxomma";

fn form() -> FormId {
    crypto::id(START).unwrap()
}

fn marked(what: &str) -> Sensitive<String> {
    Sensitive(format!("{MARK} {what}"))
}

/// Opens every restricted section to a person and keeps something in each.
async fn fill(site: &TestSite, reference: &app::Reference, (child, by): (RecordId, PersonId)) {
    let ctx = site.ctx(by, Role::BusinessManager);
    let new = NewPlace {
        person: by,
        agency: None,
        role: "panel".to_owned(),
        until: None,
        sections: Section::GIVEN.to_vec(),
        why: Sensitive("They keep it.".to_owned()),
        agreed_by: Sensitive("Each agency".to_owned()),
        asked: ConflictAsked {
            how: Sensitive("Asked.".to_owned()),
            somebody_else: Vec::new(),
        },
    };
    let app = &site.app;
    add(app, &ctx, reference, form(), &new).await.unwrap();
    for kind in [
        ProtectedKind::SafeContact,
        ProtectedKind::Address,
        ProtectedKind::Identity,
    ] {
        let sheet = Protected {
            kind,
            subject: Some(child),
            named: Sensitive(String::new()),
            says: marked("says"),
            limits: marked("limits"),
            set_by: marked("set by"),
            look_again: ctx.today(),
            letters: model::case::ProtectedLetters::No,
            ended: None,
        };
        keep(app, &ctx, reference, (form(), None), &sheet)
            .await
            .unwrap();
    }
    let police = PoliceMark {
        subject: child,
        says: PoliceSays::Suspect,
        advised_by: marked("officer"),
        on: UncertainDate::day(ctx.today()).unwrap(),
        before_contact: marked("ask first"),
    };
    mark(app, &ctx, reference, (form(), None), &police)
        .await
        .unwrap();
}

/// Pages and files of a review that show the mark, by their address, and how many opened at all.
async fn showing(browser: &mut Client, paths: &[String]) -> (Vec<String>, usize) {
    let (mut shown, mut opened) = (Vec::new(), 0);
    for path in paths {
        let page = browser.ask(&Method::GET, path).await;
        opened += usize::from(page.status == StatusCode::OK);
        if page.has(MARK) {
            shown.push(path.clone());
        }
    }
    (shown, opened)
}

#[tokio::test]
async fn no_page_shows_an_emergency_reader_what_is_kept_from_most() {
    let site = TestSite::demonstration().await;
    let people = people(&site).await;
    let (reference, child) = (people.part("{reference}"), people.part("{record}"));
    let parsed: app::Reference = reference.parse().unwrap();
    let holder: PersonId = people.part("{person_id}").parse().unwrap();
    fill(&site, &parsed, (child.parse().unwrap(), holder)).await;
    let glass = site
        .person("glass@example.org", site.partnership, Role::Scrutineer)
        .await;
    let why = Sensitive("A child tonight.".to_owned());
    let ctx = site.ctx(glass, Role::Scrutineer);
    open_in_emergency(&site.app, &ctx, &parsed, form(), &why)
        .await
        .unwrap();
    let mut paths = Vec::new();
    for row in web::rows() {
        if row.method != Method::GET || !row.path.starts_with("/o/") {
            continue;
        }
        paths.push(people.path(&row));
        for section in Section::ALL {
            let of_section = row.path.replace("{section_id}", section.code());
            paths.push(people.path_of(&of_section));
        }
    }
    paths.sort();
    paths.dedup();
    let mut keeps = site.signed_in(holder).await;
    let (shown, _) = showing(&mut keeps, &paths).await;
    let sections = shown.iter().filter(|path| path.contains("/restricted/"));
    assert!(sections.count() >= 3, "each section has a page: {shown:?}");
    let mut reader = site.signed_in(glass).await;
    let (shown, opened) = showing(&mut reader, &paths).await;
    assert_eq!(shown, Vec::<String>::new());
    assert!(opened > 20, "only {opened} pages opened");
}
