//! Shared learning: read by whom it is for, asked for in words, told of when it is taken back; published documents and briefings.

use std::time::Duration;

use access::directory::{self, Organisation, OrganisationKind};
use access::{Actor, Ctx, Role, actions};
use app::AppError;
use app::commons::{
    Audience, Deposit, DocumentKind, Filter, FindingKind, FindingState, ItemState, Origin,
    Proposed, Put,
};
use app::library::documents::Taken;
use app::library::{self, Found, briefings, documents};
use app::worker::Worker;
use futures_util::stream;
use model::learning::{Confidence, EffectSeen, SharedLearning, SystemLevel, TakeDownReason};
use model::{OrganisationId, RecordId, SharedId};
use papers::{Carried, ExtractedText, Residue};

use crate::files::program;
use crate::support::{Instance, NOW, both};
use crate::team::{DAY, later};

fn releasing(instance: &Instance) -> Ctx {
    Ctx {
        actor: Actor::System { job: "release" },
        organisation: instance.partnership,
        request: crypto::id(NOW).unwrap(),
        now: NOW,
        practice_day: None,
    }
}

pub(super) fn released(instance: &Instance, audience: Audience) -> Put {
    let words = |text: &str| text.to_owned();
    Put {
        id: crypto::id(NOW).unwrap(),
        version: 1,
        body: SharedLearning {
            condition: words("Letters reach nobody who can act"),
            level: SystemLevel::Agency,
            changed_at: None,
            usually: words("They are filed"),
            tried: words("One desk reads them"),
            effect: words("Families are rung"),
            effect_seen: EffectSeen::Better,
            evidence: words("Counted"),
            question: words("Who reads yours?"),
            context: words("A county"),
            confidence: Confidence::Plausible,
            stage: None,
            harm: vec![words("neglect")],
            age_bands: Vec::new(),
            themes: Vec::new(),
        },
        audience,
        origin: Origin {
            organisation: Some(instance.partnership),
            region: None,
            year: 2026,
        },
        broker: instance.partnership,
        family_told: true,
        released_on: NOW.date_in_london(),
        supersedes: None,
    }
}

pub(super) async fn put(instance: &Instance, audience: Audience) -> SharedId {
    let put = &released(instance, audience);
    let ctx = &releasing(instance);
    let commons = instance.app.commons().await.unwrap();
    let done = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::PublishShared>()?;
            commons::put(tx, &permit, put).await
        })
    });
    done.await.unwrap();
    put.id
}

pub(super) async fn recall(instance: &Instance, id: SharedId) {
    let ctx = &releasing(instance);
    let commons = instance.app.commons().await.unwrap();
    let done = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::PublishShared>()?;
            commons::recall(tx, &permit, id, "recognised", NOW.date_in_london()).await
        })
    });
    done.await.unwrap();
}

async fn ids(instance: &Instance, ctx: &Ctx, words: &str) -> Vec<SharedId> {
    let found = library::find(&instance.app, ctx, &Filter::default(), words).await;
    let found = found.unwrap();
    let items = found.iter().filter_map(|one| match one {
        Found::Item { item, .. } => Some(item.id),
        Found::Finding { .. } => None,
    });
    items.collect()
}

#[tokio::test]
async fn words_find_what_holds_every_one_of_them() {
    for instance in both(false).await {
        let id = put(&instance, Audience::Nation).await;
        let ctx = &instance.acting(Role::LearningReader, None);
        assert_eq!(ids(&instance, ctx, "").await, [id]);
        assert_eq!(ids(&instance, ctx, "LETTERS county").await, [id]);
        assert_eq!(ids(&instance, ctx, "letter reaching").await, [id]);
        assert!(ids(&instance, ctx, "letters elephants").await.is_empty());
        let found = library::find(&instance.app, ctx, &Filter::default(), "rung").await;
        let found = found.unwrap();
        let Found::Item { why, .. } = &found[0] else {
            panic!("no item")
        };
        assert_eq!(why.words[0].text, "effect");
        let guest = &instance.acting(Role::Guest, None);
        let refused = library::find(&instance.app, guest, &Filter::default(), "").await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
    }
}

#[tokio::test]
async fn a_question_is_its_askers_own() {
    for instance in both(false).await {
        let app = &instance.app;
        let ctx = &instance.acting(Role::LearningReader, None);
        let form = crypto::id(NOW).unwrap();
        let asked = library::ask(app, ctx, form, "Who reads letters?")
            .await
            .unwrap();
        let again = library::ask(app, ctx, form, "Who reads letters?")
            .await
            .unwrap();
        assert_eq!(asked, again);
        let kept = library::question(app, ctx, asked).await.unwrap();
        assert_eq!(kept, "Who reads letters?");
        let other = &instance.acting(Role::LearningReader, None);
        let refused = library::question(app, other, asked).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        let empty = library::ask(app, ctx, crypto::id(NOW).unwrap(), "? a").await;
        assert!(matches!(empty, Err(AppError::Rule("question-empty"))));
    }
}

#[tokio::test]
async fn a_question_is_kept_for_fourteen_days_whether_or_not_anybody_asks_again() {
    for instance in both(false).await {
        let app = &instance.app;
        let then = &later(&instance.acting(Role::LearningReader, None), -15 * DAY);
        let asked = library::ask(app, then, crypto::id(NOW).unwrap(), "Who reads letters?")
            .await
            .unwrap();
        let kept = library::question(app, &later(then, 13 * DAY), asked).await;
        assert!(kept.is_ok());
        let over = library::question(app, &later(then, 15 * DAY), asked).await;
        assert!(matches!(over, Err(AppError::NotFound)));
        let worker = Worker::new(std::sync::Arc::clone(app));
        assert_eq!(worker.lapse().await, 1, "by its date");
        assert_eq!(worker.lapse().await, 0);
    }
}

#[tokio::test]
async fn a_region_is_known_by_the_code_of_its_organisation() {
    for instance in both(false).await {
        let north = region(&instance, "north", None, OrganisationKind::Region).await;
        let name = Some("Invented north");
        let area = region(&instance, "area", name, OrganisationKind::Partnership).await;
        let ctx = &instance.operator();
        let code = async |id| library::region_of(&instance.app, ctx, id).await.unwrap();
        assert_eq!(code(north).await.as_deref(), Some("north"));
        assert_eq!(code(area).await.as_deref(), Some("north"));
        assert_eq!(code(instance.partnership).await, None);
        let id = put(&instance, Audience::Region("north".to_owned())).await;
        let there = Ctx {
            organisation: area,
            ..instance.acting(Role::LearningReader, None)
        };
        assert_eq!(ids(&instance, &there, "").await, [id]);
        let view = library::open(&instance.app, &there, id).await.unwrap();
        assert_eq!(view.for_region.as_deref(), Some("Invented north"));
        assert_eq!(view.origin.as_deref(), Some("Invented here"));
        let here = &instance.acting(Role::LearningReader, None);
        let refused = library::open(&instance.app, here, id).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
    }
}

pub(super) async fn region(
    instance: &Instance,
    code: &str,
    region: Option<&str>,
    kind: OrganisationKind,
) -> OrganisationId {
    let new = &Organisation {
        id: crypto::id(NOW).unwrap(),
        kind,
        name: format!("Invented {code}"),
        code: code.to_owned(),
        region: region.map(str::to_owned),
        valid_from: "2020-01-01".parse().unwrap(),
        valid_to: None,
        successor: None,
    };
    let ctx = instance.operator();
    let work = instance.app.directory().transact(&ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_directory::<actions::ManageDirectory>()?;
            directory::add_organisation(tx, &permit, new).await?;
            directory::make_keys(tx, &permit, new.id).await
        })
    });
    work.await.unwrap();
    new.id
}

#[tokio::test]
async fn whoever_took_it_out_is_told_when_it_is_taken_back() {
    for instance in both(false).await {
        let app = &instance.app;
        let id = put(&instance, Audience::Nation).await;
        let ctx = &instance.acting(Role::LearningReader, None);
        library::take_out(app, ctx, id).await.unwrap();
        recall(&instance, id).await;
        let shown = library::library(app, ctx, &Filter::default(), "")
            .await
            .unwrap();
        assert_eq!((shown.all, shown.taken_back.len()), (0, 1));
        assert!(shown.taken_back[0].exported);
        let view = library::open(app, ctx, id).await.unwrap();
        assert_eq!(view.item.state, ItemState::Recalled);
        assert_eq!(view.item.body, None);
        let refused = library::take_out(app, ctx, id).await;
        assert!(matches!(refused, Err(AppError::Rule("shared-ended"))));
        library::say_told(app, ctx, id).await.unwrap();
        let shown = library::library(app, ctx, &Filter::default(), "")
            .await
            .unwrap();
        assert!(shown.taken_back.is_empty());
    }
}

#[tokio::test]
async fn the_law_takes_down_with_a_reason() {
    for instance in both(false).await {
        let app = &instance.app;
        let id = put(&instance, Audience::Public).await;
        assert_eq!(library::public_list(app).await.unwrap().len(), 1);
        let order = (TakeDownReason::Court, "an order");
        let manager = &instance.acting(Role::BusinessManager, None);
        let refused = library::take_down(app, manager, id, order).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        let answers = &instance.acting(Role::InformationGovernance, None);
        let empty = library::take_down(app, answers, id, (TakeDownReason::Court, " ")).await;
        assert!(matches!(empty, Err(AppError::Rule("take-down-why"))));
        library::take_down(app, answers, id, order).await.unwrap();
        assert!(library::public_list(app).await.unwrap().is_empty());
        let view = library::public_item(app, id).await.unwrap();
        assert_eq!(view.item.reason.as_deref(), Some("court"));
        assert_eq!(view.why, None, "nobody reads the words without signing in");
        assert_eq!(view.item.body, None);
    }
}

pub(super) fn catalogue() -> Deposit {
    Deposit {
        kind: DocumentKind::Review,
        year: 2024,
        place: None,
        pseudonym: "Child W".to_owned(),
        about: "An invented review".to_owned(),
        themes: Vec::new(),
    }
}

pub(super) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

/// A program that answers every file with this text, and what it carries beside it with these pieces.
pub(super) fn reads(instance: &Instance, carries: &[Residue]) {
    use papers::read::Part;
    let parts = vec![
        Part::Heading {
            level: 1,
            text: "Findings".to_owned(),
        },
        Part::Paragraph("Nobody was told that the appointment had been moved.".to_owned()),
    ];
    reads_parts(instance, parts, carries);
}

/// Every document that is added holds this text.
pub(super) fn reads_parts(
    instance: &Instance,
    parts: Vec<papers::read::Part>,
    carries: &[Residue],
) {
    let text = ExtractedText {
        parts,
        warnings: Vec::new(),
    };
    let printed = papers::Answer::printed(Ok(text));
    let folder = instance.scratch.folder.path();
    std::fs::write(folder.join("answer"), printed).unwrap();
    let carried = papers::Answer::printed_residue(Ok(carries.to_vec()));
    std::fs::write(folder.join("carried"), carried).unwrap();
    let script = format!(
        "cat >/dev/null; case \"$*\" in *--residue*) cat '{}' ;; *) cat '{}' ;; esac",
        folder.join("carried").display(),
        folder.join("answer").display()
    );
    instance.app.reads_with(program(folder, &script));
}

/// Somebody else of the organisation that added a document agrees to it.
pub(super) async fn agreed(instance: &Instance, ctx: &Ctx, id: RecordId) {
    let app = &instance.app;
    let second = &crate::exchange::another(instance, ctx);
    let shown = documents::document(app, second, id).await.unwrap();
    let sent = (crypto::id(NOW).unwrap(), id, shown.document.version);
    app::library::waiting::agree(app, second, sent)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_document_proposes_and_a_person_confirms() {
    for instance in both(false).await {
        let app = &instance.app;
        reads(&instance, &[]);
        let ctx = &instance.acting(Role::BusinessManager, None);
        let pieces = || stream::iter([Ok::<_, Duration>(PDF.to_vec())]);
        let form = crypto::id(NOW).unwrap();
        let sent = (form, &catalogue(), None);
        let id = documents::deposit(app, ctx, sent, ("a.pdf", pieces()))
            .await
            .unwrap()
            .id()
            .unwrap();
        let again = documents::deposit(app, ctx, sent, ("a.pdf", pieces())).await;
        assert_eq!(again.unwrap().id(), Some(id), "the same form");
        let other = (crypto::id(NOW).unwrap(), &catalogue(), None);
        let known = documents::deposit(app, ctx, other, ("a.pdf", pieces())).await;
        assert!(matches!(known, Err(AppError::Rule("document-known"))));
        let reader = &instance.acting(Role::LearningReader, None);
        let refused = documents::deposit(app, reader, other, ("a.pdf", pieces())).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        agreed(&instance, ctx, id).await;
        let view = documents::document(app, ctx, id).await.unwrap();
        assert_eq!(view.findings.len(), 1);
        let one = &view.findings[0];
        assert_eq!(one.body.because, "Findings");
        let nothing = library::find(app, reader, &Filter::default(), "appointment").await;
        assert!(nothing.unwrap().is_empty(), "nobody has confirmed it");
        let body = Proposed {
            kind: FindingKind::Finding,
            themes: vec!["no_such".to_owned()],
            ..one.body.clone()
        };
        let which = (id, one.id, one.version);
        let confirmed = FindingState::Confirmed;
        let wrong = documents::confirm(app, ctx, which, confirmed, &body).await;
        assert!(matches!(wrong, Err(AppError::Rule("finding-theme"))));
        let body = Proposed {
            themes: vec!["information_sharing".to_owned()],
            ..body
        };
        documents::confirm(app, ctx, which, confirmed, &body)
            .await
            .unwrap();
        let found = library::find(app, reader, &Filter::default(), "appointment").await;
        assert_eq!(found.unwrap().len(), 1);
        documents::file(app, reader, id).await.unwrap();
        assert!(documents::gone(app, reader).await.unwrap().is_empty());
        let why = (TakeDownReason::Wrong, "withdrawn");
        documents::remove(app, ctx, id, why).await.unwrap();
        assert_eq!(documents::gone(app, reader).await.unwrap()[0].id, id);
        assert!(documents::gone(app, ctx).await.unwrap().is_empty());
        let view = documents::document(app, ctx, id).await.unwrap();
        assert_eq!(view.taken_by, 1);
        documents::see_gone(app, reader, id).await.unwrap();
        assert!(documents::gone(app, reader).await.unwrap().is_empty());
        let found = library::find(app, reader, &Filter::default(), "appointment").await;
        assert!(found.unwrap().is_empty());
    }
}

#[tokio::test]
async fn what_a_document_carries_is_looked_at_in_the_file_that_goes_in() {
    let author = Residue {
        what: Carried::Property,
        place: "Author".to_owned(),
        text: "Una Writer".to_owned(),
    };
    for instance in both(false).await {
        let app = &instance.app;
        reads(&instance, std::slice::from_ref(&author));
        let ctx = &instance.acting(Role::BusinessManager, None);
        let pieces = || stream::iter([Ok::<_, Duration>(PDF.to_vec())]);
        let entry = catalogue();
        let form = crypto::id(NOW).unwrap();
        let told = documents::deposit(app, ctx, (form, &entry, None), ("a.pdf", pieces()));
        let Taken::Carries(carries) = told.await.unwrap() else {
            panic!("nobody looked at it")
        };
        assert_eq!(carries.pieces[0].what, "property");
        assert_eq!(carries.pieces[0].words.0, "Una Writer");
        assert!(!carries.is_known(), "no case stands beside it");
        let all = documents::documents(app, ctx).await.unwrap().all;
        assert!(all.is_empty(), "it is not there yet");
        let other = (form, &entry, Some("of another file"));
        let told = documents::deposit(app, ctx, other, ("a.pdf", pieces())).await;
        assert!(matches!(told, Ok(Taken::Carries(_))));
        let looked = (form, &entry, Some(carries.file.as_str()));
        let kept = documents::deposit(app, ctx, looked, ("a.pdf", pieces())).await;
        assert!(kept.unwrap().id().is_some());
    }
}

#[tokio::test]
async fn a_line_of_the_catalogue_is_whole() {
    let year = |year| {
        documents::check(
            &Deposit {
                year,
                ..catalogue()
            },
            2026,
        )
    };
    assert_eq!(year(1944), Err("document-year"));
    assert_eq!(year(2027), Err("document-year"));
    assert_eq!(year(2026), Ok(()));
    let about = " ".to_owned();
    let empty = Deposit {
        about,
        ..catalogue()
    };
    assert_eq!(documents::check(&empty, 2026), Err("document-about"));
}

#[tokio::test]
async fn a_briefing_says_when_something_it_draws_on_is_gone() {
    for instance in both(false).await {
        let app = &instance.app;
        let id = put(&instance, Audience::Nation).await;
        let ctx = &instance.acting(Role::LearningReader, None);
        let form = || crypto::id(NOW).unwrap();
        let none = briefings::begin(app, ctx, form(), ("Letters", &[])).await;
        assert!(matches!(none, Err(AppError::Rule("briefing-none"))));
        let begun = briefings::begin(app, ctx, form(), ("Letters", &[id]))
            .await
            .unwrap();
        let view = briefings::briefing(app, ctx, begun).await.unwrap();
        assert!(view.body.why.contains("Letters reach nobody"));
        assert!(view.body.questions.contains("Who reads yours?"));
        let mut body = view.body.clone();
        body.why = "x".repeat(briefings::LONGEST + 1);
        let long = briefings::change(app, ctx, (begun, view.version), (&body, false, &[])).await;
        assert!(matches!(long, Err(AppError::Rule("briefing-long"))));
        body.why = "Letters lie.".to_owned();
        briefings::change(app, ctx, (begun, view.version), (&body, false, &[]))
            .await
            .unwrap();
        let late = briefings::change(app, ctx, (begun, view.version), (&body, false, &[])).await;
        assert!(matches!(late, Err(AppError::Rule("changed-meanwhile"))));
        recall(&instance, id).await;
        let view = briefings::briefing(app, ctx, begun).await.unwrap();
        assert_eq!(view.gone, [id]);
        assert_eq!(view.body.length(), 0, "nothing of it is shown");
        let kept = briefings::briefings(app, ctx).await.unwrap();
        assert_eq!(kept[0].body.length(), 0, "nothing of it is kept");
        assert_eq!(kept[0].body.sources, [id]);
        assert!(kept[0].withdrawn, "the list says so");
        let shown = library::library(app, ctx, &Filter::default(), "")
            .await
            .unwrap();
        assert_eq!(
            shown.taken_back.len(),
            1,
            "its words were in the writer's hands"
        );
        let other = &instance.acting(Role::LearningReader, None);
        let refused = briefings::briefing(app, other, begun).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        briefings::let_go(app, ctx, begun).await.unwrap();
        assert!(briefings::briefings(app, ctx).await.unwrap().is_empty());
    }
}
