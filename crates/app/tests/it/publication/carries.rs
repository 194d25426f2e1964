//! A file is named as what is published once somebody looked at what it carries beside its text; what is on record in the review
//! does not go out in it.

use access::{Ctx, Section};
use app::commons::{Audience, Deposit, FindingState, Proposed};
use app::files::{Upload, files};
use app::library::documents::Taken;
use app::library::findings::{Said, confirm};
use app::library::{briefings, documents};
use app::publication::{carries, name_version};
use app::sharing;
use app::{AppError, Reference};
use futures_util::stream;
use model::FileId;
use model::case::{PublicationVersion, SubjectKind};
use model::paper::Paper;
use papers::{Carried, Residue};

use super::{seen, version};
use crate::decision::rule;
use crate::files::program;
use crate::follow::{form, manager, notified_case};
use crate::library::{PDF, agreed, catalogue, put, reads};
use crate::people::{add as add_person, person};
use crate::support::{self, Instance, NOW};

fn piece(what: Carried, text: &str) -> Residue {
    Residue {
        what,
        place: "word/comments.xml".to_owned(),
        text: text.to_owned(),
    }
}

/// Whether nothing was taken in, because of words with these letters.
fn quotes(taken: &Taken, letters: &str) -> bool {
    matches!(taken, Taken::Names(words) if words.iter().any(|one| one.0.contains(letters)))
}

/// What the reading program finds from now on.
fn carried(instance: &Instance, pieces: &[Residue]) {
    let folder = instance.scratch.folder.path();
    let answer = papers::Answer::printed_residue(Ok(pieces.to_vec()));
    std::fs::write(folder.join("carried"), answer).unwrap();
}

/// A Word document among the files of a review.
async fn report(instance: &Instance, ctx: &Ctx, reference: &Reference, name: &str) -> FileId {
    let paper = Paper::new(name, NOW.date_in_london());
    let (bytes, _) = instance.app.document(&paper, "docx").await.unwrap();
    let upload = Upload {
        form: form(),
        section: Section::General,
        name,
    };
    let content = stream::iter([Ok::<_, AppError>(bytes)]);
    app::files::add(&instance.app, ctx, reference, &upload, content)
        .await
        .unwrap();
    let all = files(&instance.app, ctx, reference).await.unwrap().files;
    all.iter().find(|one| one.name.0 == name).unwrap().id
}

async fn name(
    instance: &Instance,
    (ctx, reference): (&Ctx, &Reference),
    (file, looked): (FileId, Option<String>),
) -> Result<model::RecordId, AppError> {
    let new = PublicationVersion {
        file: Some(file),
        looked,
        ..version("")
    };
    name_version(&instance.app, ctx, reference, (form(), None), &new).await
}

/// A review with a child on record, whose files the reading program answers with what was found last.
async fn with_a_child(instance: &Instance) -> Reference {
    let reference = notified_case(instance).await;
    let child = person("Tamsin Quillfeather", SubjectKind::Child);
    add_person(instance, &manager(instance), &reference, &child).await;
    let folder = instance.scratch.folder.path();
    let script = format!("cat >/dev/null; cat '{}'", folder.join("carried").display());
    instance.app.reads_with(program(folder, &script));
    reference
}

#[tokio::test]
async fn what_a_report_carries_is_looked_at_and_nothing_on_record_goes_out_in_it() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        let reference = with_a_child(&instance).await;
        let at = (ctx, &reference);
        let file = report(&instance, ctx, &reference, "Report.docx").await;

        let asks = piece(Carried::Comment, "Ask Tamsin Quillfeather again");
        carried(&instance, &[asks]);
        let found = carries(app, ctx, &reference, file).await.unwrap();
        assert!(found.is_known() && found.pieces[0].known);
        let looked = Some(found.file.clone());
        let refused = name(&instance, at, (file, looked.clone())).await;
        assert_eq!(rule(refused), "publication-carries-known");

        carried(&instance, &[piece(Carried::Comment, "Is this right?")]);
        let refused = name(&instance, at, (file, None)).await;
        assert_eq!(rule(refused), "publication-carries");
        let other = Some("of another file".to_owned());
        let refused = name(&instance, at, (file, other)).await;
        assert_eq!(rule(refused), "publication-carries");
        name(&instance, at, (file, looked.clone())).await.unwrap();
        let made = seen(&instance, &reference).await.made;
        assert_eq!(made.versions[0].body.looked, looked, "who looked said so");
    }
}

#[tokio::test]
async fn the_name_of_a_file_goes_out_too() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        let reference = with_a_child(&instance).await;
        carried(&instance, &[]);
        let file = report(&instance, ctx, &reference, "Quillfeather report.docx").await;
        let found = carries(app, ctx, &reference, file).await.unwrap();
        assert_eq!(found.pieces[0].what, "file-name");
        let refused = name(&instance, (ctx, &reference), (file, None)).await;
        assert_eq!(rule(refused), "publication-carries-known");
        let clean = report(&instance, ctx, &reference, "Report.docx").await;
        name(&instance, (ctx, &reference), (clean, None))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn nobody_whom_a_review_is_about_comes_to_others_by_a_document_or_a_briefing() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        with_a_child(&instance).await;
        reads(&instance, &[]);
        let named = Deposit {
            about: "What was learned from the death of tamsin quillfeather".to_owned(),
            ..catalogue()
        };
        let pieces = || stream::iter([Ok::<_, std::time::Duration>(PDF.to_vec())]);
        let sent = (form(), &named, None);
        let refused = documents::deposit(app, ctx, sent, ("a.pdf", pieces())).await;
        assert!(quotes(&refused.unwrap(), "uillfeather"));
        let sent = (form(), &catalogue(), None);
        let taken = documents::deposit(app, ctx, sent, ("a.pdf", pieces())).await;
        assert!(taken.unwrap().id().is_some());
        let item = put(&instance, Audience::Nation).await;
        let begun = briefings::begin(app, ctx, form(), ("Letters", &[item])).await;
        let begun = begun.unwrap();
        let before = briefings::briefing(app, ctx, begun).await.unwrap();
        let at = (begun, before.version);
        let mut body = before.body.clone();
        body.why = "Nobody had asked Tamsin Quillfeather.".to_owned();
        let refused = briefings::change(app, ctx, at, (&body, false, &[])).await;
        assert_eq!(refused.unwrap()[0].words.0, "Tamsin Quillfeather");
        let kept = &["Tamsin Quillfeather".to_owned()];
        let refused = briefings::change(app, ctx, at, (&body, false, kept)).await;
        assert!(
            !refused.unwrap().is_empty(),
            "what is on record is not kept"
        );
        let saved = briefings::change(app, ctx, at, (&before.body, false, &[])).await;
        assert!(saved.unwrap().is_empty());
        let titled = ("What Tamsin Quillfeather taught us", &[item][..]);
        let refused = briefings::begin(app, ctx, form(), titled).await;
        assert_eq!(rule(refused), "briefing-title-identifies");
    }
}

#[tokio::test]
async fn a_document_names_nobody_in_its_catalogue_beside_its_text_or_in_its_findings() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        with_a_child(&instance).await;
        reads(
            &instance,
            &[piece(Carried::PageEdge, "Child Tamsin Quillfeather")],
        );
        let pieces = || stream::iter([Ok::<_, std::time::Duration>(PDF.to_vec())]);
        let sent = (form(), &catalogue(), None);
        let taken = documents::deposit(app, ctx, sent, ("a.pdf", pieces())).await;
        let Taken::Carries(carries) = taken.unwrap() else {
            panic!("somebody has to look first");
        };
        let sent = (form(), &catalogue(), Some(carries.file.as_str()));
        let refused = documents::deposit(app, ctx, sent, ("a.pdf", pieces())).await;
        assert!(quotes(&refused.unwrap(), "uillfeather"));
        reads(&instance, &[]);
        let named = Deposit {
            place: Some("Tamsin Quillfeather House".to_owned()),
            ..catalogue()
        };
        let sent = (form(), &named, None);
        let refused = documents::deposit(app, ctx, sent, ("a.pdf", pieces())).await;
        assert!(quotes(&refused.unwrap(), "uillfeather"));
        let sent = (form(), &catalogue(), None);
        let taken = documents::deposit(app, ctx, sent, ("a.pdf", pieces())).await;
        let id = taken.unwrap().id().unwrap();
        agreed(&instance, ctx, id).await;
        let view = documents::document(app, ctx, id).await.unwrap();
        let finding = &view.findings[0];
        let body = Proposed {
            text: "The school of Tamsin Quillfeather should read letters.".to_owned(),
            ..finding.body.clone()
        };
        let at = (id, finding.id, finding.version);
        let confirmed = FindingState::Confirmed;
        let refused = confirm(app, ctx, at, confirmed, &body).await.unwrap();
        let Said::Names(names) = refused else {
            panic!("it names somebody");
        };
        assert_eq!(names[0].words.0, "Tamsin Quillfeather");
        let said = confirm(app, ctx, at, confirmed, &finding.body).await;
        assert!(matches!(said.unwrap(), Said::Stands));
    }
}

#[tokio::test]
async fn nobody_learns_by_trying_who_is_on_record() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, &manager(&instance));
        with_a_child(&instance).await;
        let item = put(&instance, Audience::Nation).await;
        for _ in 0..sharing::TRIES {
            let titled = ("Tamsin Quillfeather", &[item][..]);
            let refused = briefings::begin(app, ctx, form(), titled).await;
            assert_eq!(rule(refused), "briefing-title-identifies");
        }
        let begun = briefings::begin(app, ctx, form(), ("Letters", &[item])).await;
        assert_eq!(rule(begun), "words-tried-often", "also what names nobody");
    }
}
