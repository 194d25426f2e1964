//! What one person alone does not put into shared learning: words of a finding that its document does not say, another list of themes, and
//! who somebody is in the reason of a removal.

use access::{Ctx, Role};
use app::commons::{Finding, FindingState, Proposed, Theme};
use app::library::documents::{self, DocumentView};
use app::library::findings::{
    self, FindingWaits, Said, agree, asked_finding, confirm, findings_waiting, send_back,
};
use app::library::{NewThemes, agree_themes, ask_themes, themes_in_force, themes_waiting};
use app::{AppError, library};
use futures_util::stream;
use model::RecordId;
use model::learning::TakeDownReason;

use crate::decision::rule;
use crate::follow::{form, manager};
use crate::library::{PDF, agreed, catalogue, reads};
use crate::sharing::review;
use crate::support::{self, Instance};

const OTHER: &str = "A team was never told that a letter had come back.";

/// A published document that a second person agreed to, added by the partnership.
async fn published(instance: &Instance, ctx: &Ctx) -> RecordId {
    reads(instance, &[]);
    let pieces = stream::iter([Ok::<_, std::time::Duration>(PDF.to_vec())]);
    let (app, sent) = (&instance.app, (form(), &catalogue(), None));
    let taken = documents::deposit(app, ctx, sent, ("a.pdf", pieces)).await;
    let id = taken.unwrap().id().unwrap();
    agreed(instance, ctx, id).await;
    id
}

async fn read(instance: &Instance, ctx: &Ctx, id: RecordId) -> DocumentView {
    documents::document(&instance.app, ctx, id).await.unwrap()
}

async fn finding(instance: &Instance, ctx: &Ctx, id: RecordId) -> Finding {
    read(instance, ctx, id).await.findings[0].clone()
}

/// Says of the first finding that it is one, in these words; returns whether that waits, and a rule where they name somebody.
async fn say(
    instance: &Instance,
    (ctx, id): (&Ctx, RecordId),
    text: &str,
) -> Result<bool, AppError> {
    let one = finding(instance, ctx, id).await;
    let body = Proposed {
        text: text.to_owned(),
        ..one.body
    };
    let which = (id, one.id, one.version);
    match confirm(&instance.app, ctx, which, FindingState::Confirmed, &body).await? {
        Said::Stands => Ok(false),
        Said::Waits => Ok(true),
        Said::Names(_) => Err(AppError::Rule("finding-identifies")),
    }
}

/// Whoever works with reviews reads these words as a finding.
async fn stands(instance: &Instance, reader: &Ctx, id: RecordId) -> Option<String> {
    let one = finding(instance, reader, id).await;
    (one.state == FindingState::Confirmed).then_some(one.body.text)
}

#[tokio::test]
async fn words_of_the_document_stand_at_once_and_others_wait_for_a_second_person() {
    for instance in support::both(true).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        let id = published(&instance, ctx).await;
        let second = &instance.acting(Role::DelegatedPartner, Some("police"));
        let reader = &instance.acting(Role::LearningReader, None);
        let cut = "Nobody was told that the appointment had moved.";
        assert!(!say(&instance, (ctx, id), cut).await.unwrap());
        assert_eq!(stands(&instance, reader, id).await.unwrap(), cut);
        let shown = finding(&instance, reader, id).await;
        assert!(shown.passage.is_some() && shown.is_cut(cut), "shortened");

        assert!(say(&instance, (ctx, id), OTHER).await.unwrap());
        assert_eq!(stands(&instance, reader, id).await.unwrap(), cut);
        assert_eq!(finding(&instance, reader, id).await.asked, None);
        let which = |one: &Finding| (id, one.id, one.version);
        let one = finding(&instance, second, id).await;
        let waits = FindingWaits {
            document: id,
            finding: one.id,
            sent_back: false,
            since: ctx.today(),
        };
        assert_eq!(findings_waiting(app, second).await.unwrap(), [waits]);
        assert!(findings_waiting(app, ctx).await.unwrap().is_empty());
        let found = asked_finding(app, second, (id, one.id)).await.unwrap();
        assert_eq!(found.asked.body.text, OTHER);
        assert!(found.finding.passage().contains("had been moved"));
        let own = agree(app, ctx, (form(), which(&one))).await;
        assert_eq!(rule(own), "release-author");
        let empty = send_back(app, second, (form(), which(&one)), " ").await;
        assert_eq!(rule(empty), "second-why");
        send_back(app, second, (form(), which(&one)), "It says more.")
            .await
            .unwrap();
        let back = findings_waiting(app, ctx).await.unwrap();
        assert!(back[0].sent_back && back.len() == 1);

        assert!(say(&instance, (ctx, id), OTHER).await.unwrap());
        let one = finding(&instance, second, id).await;
        let sent = (form(), which(&one));
        agree(app, second, sent).await.unwrap();
        agree(app, second, sent).await.unwrap();
        assert_eq!(stands(&instance, reader, id).await.unwrap(), OTHER);
        let shown = finding(&instance, reader, id).await;
        assert!(shown.passage.is_some() && !shown.is_cut(OTHER), "changed");
        let whole = shown.passage().to_owned();
        assert!(
            say(&instance, (ctx, id), &whole).await.unwrap(),
            "every change of what stands waits"
        );
    }
}

#[tokio::test]
async fn words_of_a_finding_are_held_against_the_reviews_of_whoever_added_the_document() {
    for instance in support::both(true).await {
        let ctx = &manager(&instance);
        review(&instance, "Tamsin Quillfeather").await;
        let id = published(&instance, ctx).await;
        let national = &instance.at_the_national_body(Role::PanelSecretariat);
        for text in [
            "Nobody told Tamsin Quillfeather of the letter.",
            "Nobody rang 07700 900123 about the letter.",
        ] {
            let refused = say(&instance, (national, id), text).await;
            assert_eq!(rule(refused), "finding-identifies", "{text}");
        }
        assert!(say(&instance, (national, id), OTHER).await.unwrap());
        let one = finding(&instance, ctx, id).await;
        assert_eq!(one.asked, None, "it is read where it is asked alone");
    }
}

/// The list in force, with one more theme.
async fn with_another(instance: &Instance, ctx: &Ctx, why: &str, title: &str) -> NewThemes {
    let list = themes_in_force(&instance.app, ctx).await.unwrap();
    let mut themes = list.themes;
    themes.push(Theme {
        code: "housing".to_owned(),
        title: title.to_owned(),
        words: vec!["eviction".to_owned()],
        retired: false,
    });
    NewThemes {
        shown: list.version,
        why: why.to_owned(),
        themes,
        kept: Vec::new(),
    }
}

#[tokio::test]
async fn a_list_of_themes_names_nobody_and_is_in_force_once_a_second_person_agreed() {
    for instance in support::both(true).await {
        let app = &instance.app;
        review(&instance, "Tamsin Quillfeather").await;
        let ctx = &instance.acting(Role::RegionalFacilitator, None);
        let second = &instance.acting(Role::DelegatedPartner, Some("police"));
        let why = "Rent and debt come up in many reviews.";
        for (why, title) in [
            (why, "Tamsin Quillfeather and housing"),
            ("The aunt of Tamsin Quillfeather asked for it.", "Housing"),
        ] {
            let named = with_another(&instance, ctx, why, title).await;
            let stops = ask_themes(app, ctx, (form(), &named)).await.unwrap();
            assert!(stops.iter().any(|one| one.known), "{title}");
            assert!(themes_waiting(app, ctx).await.unwrap().is_none());
        }
        let new = with_another(&instance, ctx, why, "Housing").await;
        let sent = form();
        for _ in 0..2 {
            let stops = ask_themes(app, ctx, (sent, &new)).await.unwrap();
            assert!(stops.is_empty());
        }
        assert_eq!(themes_in_force(app, ctx).await.unwrap().version, 0);
        let reader = &instance.acting(Role::LearningReader, None);
        assert!(themes_waiting(app, reader).await.unwrap().is_none());
        let waits = themes_waiting(app, second).await.unwrap().unwrap();
        assert_eq!((waits.may, waits.mine), (Ok(()), false));
        let which = (waits.asked.id, waits.asked.version);
        let own = agree_themes(app, ctx, (form(), which)).await;
        assert_eq!(rule(own), "release-author");
        let sent = (form(), which);
        agree_themes(app, second, sent).await.unwrap();
        agree_themes(app, second, sent).await.unwrap();
        let list = themes_in_force(app, reader).await.unwrap();
        assert_eq!((list.version, &list.themes), (1, &new.themes));
        let by = list.changed.unwrap().1;
        assert_eq!(by, ctx.person().unwrap().id, "in the name of who asked");
    }
}

#[tokio::test]
async fn the_reason_of_a_removal_names_nobody() {
    for instance in support::both(true).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        review(&instance, "Tamsin Quillfeather").await;
        let id = published(&instance, ctx).await;
        let why = "Tamsin Quillfeather was recognised by her aunt.";
        let named = (TakeDownReason::Recognised, why);
        let refused = documents::remove(app, ctx, id, named).await;
        assert_eq!(rule(refused), "ended-why-identifies");
        assert!(read(&instance, ctx, id).await.document.removed.is_none());
        let plain = (TakeDownReason::Recognised, "A reader knew the street.");
        documents::remove(app, ctx, id, plain).await.unwrap();
        let told = read(&instance, ctx, id).await.why;
        assert_eq!(told.as_deref(), Some("A reader knew the street."));
        let national = &instance.at_the_national_body(Role::PanelSecretariat);
        assert_eq!(read(&instance, national, id).await.why, None);
        let gone = library::documents::documents(app, ctx).await.unwrap();
        assert!(gone.all.is_empty());
        let waits = findings::findings_waiting(app, ctx).await.unwrap();
        assert!(waits.is_empty());
    }
}
