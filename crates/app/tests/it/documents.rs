//! What documents say of themselves, and what never stands in one.

use access::{Ctx, Role, Section};
use app::local_review::decide;
use app::names::names;
use app::rapid_review::{PackFor, RapidReview, Report, keep_pack, pack, paper, rapid_review};
use app::team::add;
use app::wording::{confirm, confirmations};
use app::{AppError, Reference};
use model::case::{PackChronology, Protected, ProtectedKind, ProtectedLetters};
use model::paper::{Block, Paper, Picture};

use crate::decision::rule;
use crate::files::added;
use crate::follow::{form, manager, notified_case};
use crate::local_review::decision;
use crate::support::{self, Instance, NOW, words};
use crate::team::{day, here, me, place};

/// What must never be read in a document: kept in the three sections of their own.
const KEPT: [(ProtectedKind, &str); 3] = [
    (ProtectedKind::SafeContact, "Zwischenzeit at the sister's"),
    (ProtectedKind::Address, "14 Invented Quarry Lane"),
    (ProtectedKind::Identity, "Quillon Underwood-Fey"),
];

/// A business manager to whom every section is open.
pub(crate) async fn who_may_read_all(instance: &Instance, reference: &Reference) -> Ctx {
    let ctx = here(instance, "Invented Keeper", Role::BusinessManager).await;
    let mut new = place(me(&ctx));
    new.sections = Section::ALL.to_vec();
    new.sections.retain(|one| *one != Section::General);
    new.why = words("They keep what is kept from most.");
    add(&instance.app, &manager(instance), reference, form(), &new)
        .await
        .unwrap();
    ctx
}

pub(crate) async fn protect(
    instance: &Instance,
    ctx: &Ctx,
    reference: &Reference,
    (kind, says): (ProtectedKind, &str),
    letters: ProtectedLetters,
) {
    let subjects = rapid_review(&instance.app, ctx, reference).await.unwrap();
    let new = Protected {
        kind,
        subject: Some(subjects.subjects[0].id),
        named: words(""),
        says: words(says),
        limits: words(says),
        set_by: words("A social worker"),
        look_again: day(30),
        letters,
        ended: None,
    };
    let sent = (form(), None);
    app::restricted::keep(&instance.app, ctx, reference, sent, &new)
        .await
        .unwrap();
}

/// The report and the pack, as somebody would make them.
async fn made(
    instance: &Instance,
    ctx: &Ctx,
    reference: &Reference,
    made_for: &PackFor,
) -> (RapidReview, Report, Report) {
    let app = &instance.app;
    let review = rapid_review(app, ctx, reference).await.unwrap();
    let case = &review.case;
    let loaded = app.scheme_of(&case.scheme, &case.scheme_digest).unwrap();
    let given = confirmations(app, ctx, &loaded.digest).await.unwrap();
    let names = names(app, ctx).await.unwrap();
    let with = (&loaded.scheme, &given);
    let of = (&names, "An invented partnership");
    let at = (NOW.date_in_london(), true);
    let report = paper(&review, with, of, at);
    let together = pack(&review, with, of, at, made_for);
    (review, report, together)
}

async fn notification(instance: &Instance, ctx: &Ctx, reference: &Reference) -> Paper {
    use app::notification::{Statement, paper, view};
    let app = &instance.app;
    let view = view(app, ctx, reference).await.unwrap();
    let loaded = app
        .scheme_of(&view.case.scheme, &view.case.scheme_digest)
        .unwrap();
    let given = confirmations(app, ctx, &loaded.digest).await.unwrap();
    let statement = Statement::of(&view, &loaded.scheme, &given);
    let needed = statement.unconfirmed.iter();
    let needed: Vec<String> = needed.map(|one| one.address.clone()).collect();
    if !needed.is_empty() {
        confirm(app, ctx, &loaded.digest, &needed).await.unwrap();
    }
    let given = confirmations(app, ctx, &loaded.digest).await.unwrap();
    let statement = Statement::of(&view, &loaded.scheme, &given);
    paper(&view, &statement, NOW.date_in_london(), true).unwrap()
}

fn to_the_panel() -> PackFor {
    PackFor {
        to: words("The Panel's secretariat"),
        files: Vec::new(),
        chronology: None,
        pseudonymous: false,
    }
}

fn text_of(paper: &Paper) -> String {
    serde_json::to_string(paper).unwrap()
}

fn headings(paper: &Paper) -> Vec<&str> {
    let blocks = paper.blocks.iter();
    let headings = blocks.filter_map(|block| match block {
        Block::Heading { text, .. } => Some(text.as_str()),
        _ => None,
    });
    headings.collect()
}

#[tokio::test]
async fn no_document_holds_what_is_kept_from_most_and_each_says_what_it_keeps_back() {
    for instance in support::both(false).await {
        let reference = notified_case(&instance).await;
        let keeper = who_may_read_all(&instance, &reference).await;
        let (_, report, together) = made(&instance, &keeper, &reference, &to_the_panel()).await;
        let nothing = Some(Vec::new());
        assert_eq!(
            (&report.paper.withheld, &together.paper.withheld),
            (&nothing, &nothing)
        );

        for kept in KEPT {
            let letters = ProtectedLetters::NotAsked;
            protect(&instance, &keeper, &reference, kept, letters).await;
        }
        let (_, report, together) = made(&instance, &keeper, &reference, &to_the_panel()).await;
        let notified = notification(&instance, &keeper, &reference).await;
        for document in [&report.paper, &together.paper, &notified] {
            let all = text_of(document);
            for (_, secret) in KEPT {
                assert!(!all.contains(secret), "{}", document.title);
            }
            let kinds = document.withheld.as_ref().unwrap();
            assert_eq!(
                kinds,
                &[
                    "how to contact people safely",
                    "protected addresses",
                    "protected identities"
                ]
            );
            let lines = document.opening();
            assert!(!document.prepared_for.is_empty() && lines.len() == 2);
        }
    }
}

#[tokio::test]
async fn whoever_cannot_open_a_section_does_not_learn_from_a_document_what_it_holds() {
    for instance in support::both(false).await {
        let reference = notified_case(&instance).await;
        let ctx = manager(&instance);
        let (_, before, _) = made(&instance, &ctx, &reference, &to_the_panel()).await;
        let keeper = who_may_read_all(&instance, &reference).await;
        for kept in KEPT {
            let letters = ProtectedLetters::NotAsked;
            protect(&instance, &keeper, &reference, kept, letters).await;
        }
        let (_, after, _) = made(&instance, &ctx, &reference, &to_the_panel()).await;
        assert_eq!(before.paper.withheld, after.paper.withheld);
        let kinds = after.paper.withheld.unwrap();
        assert!(
            kinds.len() == 1 && kinds[0].contains("cannot open"),
            "{kinds:?}"
        );
    }
}

#[tokio::test]
async fn the_pack_holds_the_report_the_decision_the_sign_offs_and_the_files_and_is_kept() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let partner = instance.acting(Role::DelegatedPartner, Some("police"));
        decide(app, &partner, &reference, form(), &decision(true))
            .await
            .unwrap();
        let file = added(&instance, &ctx, &reference).await;
        let made_for = PackFor {
            files: vec![file],
            ..to_the_panel()
        };
        let (review, report, together) = made(&instance, &ctx, &reference, &made_for).await;
        for document in [&report.paper, &together.paper] {
            let all = text_of(document);
            assert!(all.contains("Two agencies each held half of what was known."));
            assert!(all.contains("The case raises concern about how two or more"));
            assert!(headings(document).contains(&"Signed off"));
        }
        let name = &review.files[0].name.0;
        assert!(text_of(&together.paper).contains(name.as_str()));
        assert!(!text_of(&report.paper).contains(name.as_str()));
        assert_eq!(
            headings(&together.paper).last(),
            Some(&"Files that go with this")
        );

        let keep = async |made_for: &PackFor, report: &Report, print: &str| {
            let new = (made_for, report, print);
            keep_pack(app, &ctx, &reference, form(), new).await
        };
        let refused = keep(&made_for, &together, &review.print).await;
        assert_eq!(rule(refused), "wording-not-confirmed");
        let needed = together.unconfirmed.iter();
        let needed: Vec<String> = needed.map(|one| one.address.clone()).collect();
        let digest = &review.case.scheme_digest;
        confirm(app, &ctx, digest, &needed).await.unwrap();
        let (review, _, together) = made(&instance, &ctx, &reference, &made_for).await;
        let mut strange = to_the_panel();
        strange.files = vec![crypto::id(NOW).unwrap()];
        let mut nobody = to_the_panel();
        nobody.to = words(" ");
        for (wrong, print, code) in [
            (&nobody, review.print.as_str(), "pack-to"),
            (&strange, review.print.as_str(), "pack-files"),
            (&made_for, "another", "report-changed"),
        ] {
            assert_eq!(rule(keep(wrong, &together, print).await), code);
        }
        keep(&made_for, &together, &review.print).await.unwrap();
        let author = instance.acting(Role::AgencyAuthor, None);
        let new = (&made_for, &together, review.print.as_str());
        let refused = keep_pack(app, &author, &reference, form(), new).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let kept = rapid_review(app, &ctx, &reference).await.unwrap().packs;
        assert!(kept.len() == 1 && kept[0].body.paper == together.paper);
        assert_eq!(kept[0].body.files, [file]);
        assert_eq!(kept[0].body.chronology, Some(PackChronology::Without));
    }
}

#[tokio::test]
async fn a_pack_with_the_chronology_says_whether_a_genogram_is_in_it() {
    for instance in support::both(false).await {
        let reference = notified_case(&instance).await;
        let ctx = manager(&instance);
        let drawn = Picture {
            width: 10,
            height: 10,
            words: "Genogram. Robin.".to_owned(),
            shapes: Vec::new(),
        };
        for (blocks, said) in [
            (
                vec![Block::Picture(drawn)],
                "a genogram, and the same in words",
            ),
            (Vec::new(), "no genogram is drawn"),
        ] {
            let made_for = PackFor {
                chronology: Some(blocks),
                ..to_the_panel()
            };
            let (_, _, together) = made(&instance, &ctx, &reference, &made_for).await;
            assert!(text_of(&together.paper).contains(said), "{said}");
        }
        let (_, _, without) = made(&instance, &ctx, &reference, &to_the_panel()).await;
        assert!(!text_of(&without.paper).contains("genogram"));
        for (pseudonymous, warns) in [(false, false), (true, true)] {
            let made_for = PackFor {
                chronology: Some(Vec::new()),
                pseudonymous,
                ..to_the_panel()
            };
            let (_, _, together) = made(&instance, &ctx, &reference, &made_for).await;
            let said = text_of(&together.paper).contains("stays as it was written");
            assert_eq!(said, warns, "what keeps its names is told in the pack");
        }
    }
}

#[tokio::test]
async fn a_pack_says_on_every_page_whom_it_is_for_and_that_an_unwritten_report_is_not_in_it() {
    for instance in support::both(false).await {
        let reference = notified_case(&instance).await;
        let keeper = who_may_read_all(&instance, &reference).await;
        let (review, _, together) = made(&instance, &keeper, &reference, &to_the_panel()).await;
        assert!(review.texts.is_empty(), "nobody has written in the report");
        let day = NOW.date_in_london().strftime("%-d %B %Y").to_string();
        let marking = format!("OFFICIAL-SENSITIVE. For The Panel's secretariat, {day}");
        assert_eq!(together.paper.marking, marking);
        assert!(text_of(&together.paper).contains("is not there yet"));
    }
}
