//! Files of a review: added once, kept to their section, read by a program that may do anything, taken away in the open.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use access::{Ctx, Role, Section};
use app::files::{
    FilesView, Reader, ReadingProgram, Upload, add, download, files, source, take_away,
    to_take_away,
};
use app::{AppError, Reference};
use futures_util::{StreamExt as _, stream};
use model::paper::Paper;
use model::{FileId, FormId};
use vault::Reading;

use crate::decision::rule;
use crate::follow::{form, manager};
use crate::proceedings::grant;
use crate::support::{self, Instance, NOW};

pub(crate) const NOTE: &[u8] = b"An invented note.\n\nOf two paragraphs.";

type Piece = Result<Vec<u8>, &'static str>;

pub(crate) struct Sent<'a> {
    section: Section,
    name: &'a str,
    form: FormId,
    pub(crate) pieces: Vec<Piece>,
}

pub(crate) fn note() -> Sent<'static> {
    Sent {
        section: Section::General,
        name: "note.txt",
        form: form(),
        pieces: vec![Ok(NOTE.to_vec())],
    }
}

pub(crate) async fn send(
    instance: &Instance,
    ctx: &Ctx,
    reference: &Reference,
    sent: Sent<'_>,
) -> Result<(), AppError> {
    let upload = Upload {
        form: sent.form,
        section: sent.section,
        name: sent.name,
    };
    let content = stream::iter(sent.pieces);
    add(&instance.app, ctx, reference, &upload, content).await
}

pub(crate) async fn seen(instance: &Instance, ctx: &Ctx, reference: &Reference) -> FilesView {
    files(&instance.app, ctx, reference).await.unwrap()
}

pub(crate) async fn added(instance: &Instance, ctx: &Ctx, reference: &Reference) -> FileId {
    added_in(instance, ctx, reference, Section::General).await
}

/// Adds a note to a section; it is the newest file there.
pub(crate) async fn added_in(
    instance: &Instance,
    ctx: &Ctx,
    reference: &Reference,
    section: Section,
) -> FileId {
    let sent = Sent { section, ..note() };
    send(instance, ctx, reference, sent).await.unwrap();
    let files = seen(instance, ctx, reference).await.files;
    let newest = files.iter().find(|file| file.section == section);
    newest.unwrap().id
}

/// Whole and unfinished files on the disk, wherever the engine has them.
fn on_disk(instance: &Instance) -> usize {
    fn count(folder: &Path) -> usize {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                match path.is_dir() {
                    true => count(&path),
                    false => usize::from(name.len() == 32 || name.ends_with(".part")),
                }
            })
            .sum()
    }
    count(instance.scratch.folder.path())
}

/// What was written down, newest first: the action, what came of it, whether it names the file.
async fn rows(instance: &Instance, file: FileId) -> Vec<(String, String)> {
    let ctx = instance.acting(Role::InformationGovernance, None);
    let vault = instance.app.vault(&ctx).await.unwrap();
    let since = model::Instant::default();
    let rows = vault
        .db()
        .read(|tx| Box::pin(access::ledger::rows_since(tx, since, 10_000)))
        .await
        .unwrap();
    let id = file.to_string();
    rows.into_iter()
        .filter(|row| row.record.as_deref() == Some(id.as_str()))
        .map(|row| (row.action, row.outcome))
        .collect()
}

fn did(rows: &[(String, String)], action: &str, outcome: &str) -> usize {
    let wanted = (action.to_owned(), outcome.to_owned());
    rows.iter().filter(|row| **row == wanted).count()
}

#[tokio::test]
async fn a_file_is_added_once_and_handed_out_whole() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let id = form();
        for _ in 0..2 {
            let pieces = NOTE.chunks(3).map(|piece| Ok(piece.to_vec())).collect();
            let sent = Sent {
                form: id,
                pieces,
                ..note()
            };
            send(&instance, &ctx, &reference, sent).await.unwrap();
        }
        let view = seen(&instance, &ctx, &reference).await;
        assert_eq!((view.files.len(), on_disk(&instance)), (1, 1));
        let file = &view.files[0];
        assert_eq!(file.name.0, "note.txt");
        assert_eq!(
            (file.kind.as_str(), &file.reading),
            ("txt", &Reading::Waiting)
        );
        let (_, pieces) = download(app, &ctx, &reference, file.id).await.unwrap();
        let pieces: Vec<Vec<u8>> = pieces.map(Result::unwrap).collect().await;
        assert_eq!(pieces.concat(), NOTE);
        let rows = rows(&instance, file.id).await;
        assert_eq!(did(&rows, "attach_file", "done"), 1, "{rows:?}");
        assert_eq!(did(&rows, "download_file", "read"), 1, "{rows:?}");
    }
}

#[tokio::test]
async fn what_is_refused_or_cut_off_leaves_nothing() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = instance.incident().await;
        let large = std::iter::repeat_n(Ok(vec![0; 1024 * 1024]), 20);
        let large: Vec<Piece> = std::iter::once(Ok(b"%PDF-1.4 ".to_vec()))
            .chain(large)
            .collect();
        let cut = vec![Ok(vec![b'a'; 200_000]), Err("the line broke")];
        // Only its last byte is wrong: that is seen when all of it lies on the disk.
        let letter = Paper::new("An invented letter", NOW.date_in_london());
        let letter = papers::docx(&letter).unwrap();
        let changed = vec![Ok(letter.clone()), Ok(b"x".to_vec())];
        for (name, pieces, code) in [
            ("note.txt", vec![], "file-empty"),
            ("note.txt", vec![Ok(b"MZ\x90\0".to_vec())], "file-program"),
            ("note.pdf", vec![Ok(NOTE.to_vec())], "file-name-contradicts"),
            ("note.txt", vec![Err("the line broke")], "file-broken-off"),
            ("note.txt", cut, "file-broken-off"),
            ("note.pdf", large, "file-too-large"),
            ("letter.docx", changed, "file-damaged"),
        ] {
            let sent = Sent {
                name,
                pieces,
                ..note()
            };
            let refused = send(&instance, &ctx, &reference, sent).await;
            assert_eq!(rule(refused), code, "{name}");
            assert_eq!(on_disk(&instance), 0, "{code}");
        }
        assert!(seen(&instance, &ctx, &reference).await.files.is_empty());
        let whole = Sent {
            name: "letter.docx",
            pieces: vec![Ok(letter)],
            ..note()
        };
        send(&instance, &ctx, &reference, whole).await.unwrap();
        assert_eq!(on_disk(&instance), 1);
    }
}

#[tokio::test]
async fn a_sender_who_goes_away_leaves_nothing() {
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = instance.incident().await;
        let upload = Upload {
            form: form(),
            section: Section::General,
            name: "note.txt",
        };
        let begun = stream::iter([Ok::<_, &str>(vec![b'a'; 200_000])]);
        let content = begun.chain(stream::pending());
        let sending = add(&instance.app, &ctx, &reference, &upload, content);
        let late = tokio::time::timeout(Duration::from_millis(500), sending).await;
        assert!(late.is_err(), "it waits for more");
        // The thread that seals sees on its own that nobody sends any more.
        for _ in 0..100 {
            if on_disk(&instance) == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(on_disk(&instance), 0);
    }
}

#[tokio::test]
async fn who_may_not_adds_reads_and_takes_nothing() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let file = added(&instance, &ctx, &reference).await;
        let reader = instance.acting(Role::LearningReader, None);
        let refused = send(&instance, &reader, &reference, note()).await;
        assert!(refused.is_err());
        assert!(files(app, &reader, &reference).await.is_err());
        assert!(download(app, &reader, &reference, file).await.is_err());
        assert!(source(app, &reader, &reference, file).await.is_err());
        let taken = take_away(app, &reader, &reference, form(), file, "No").await;
        assert!(taken.is_err());
        assert_eq!(on_disk(&instance), 1);
        let partner = instance.acting(Role::DelegatedPartner, Some("police"));
        let view = seen(&instance, &partner, &reference).await;
        assert!(view.may_take.is_empty() && view.may_add.is_empty());
        let refused = to_take_away(app, &partner, &reference, file).await;
        assert!(
            matches!(refused, Err(AppError::NotPermitted { .. })),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn a_restricted_file_is_known_to_those_who_may_read_its_section() {
    for instance in support::both(false).await {
        let (app, granted, other) = (&instance.app, manager(&instance), manager(&instance));
        let reference = instance.incident().await;
        grant(&instance, &reference, &granted).await;
        let restricted = Sent {
            section: Section::PoliceRestricted,
            ..note()
        };
        send(&instance, &granted, &reference, restricted)
            .await
            .unwrap();
        let file = seen(&instance, &granted, &reference).await.files[0].id;
        assert!(seen(&instance, &other, &reference).await.files.is_empty());
        assert!(download(app, &other, &reference, file).await.is_err());
        let refused = Sent {
            section: Section::PoliceRestricted,
            ..note()
        };
        assert!(send(&instance, &other, &reference, refused).await.is_err());
        take_away(
            app,
            &granted,
            &reference,
            form(),
            file,
            "Sent to us in error",
        )
        .await
        .unwrap();
        assert_eq!(seen(&instance, &granted, &reference).await.gone.len(), 1);
        assert!(seen(&instance, &other, &reference).await.gone.is_empty());
    }
}

#[tokio::test]
async fn a_file_is_taken_away_once_with_its_reason() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let file = added(&instance, &ctx, &reference).await;
        let first = form();
        for _ in 0..2 {
            take_away(app, &ctx, &reference, first, file, "The wrong review")
                .await
                .unwrap();
        }
        let second = take_away(app, &manager(&instance), &reference, form(), file, "Me too").await;
        assert!(matches!(second, Err(AppError::NotFound)));
        let view = seen(&instance, &ctx, &reference).await;
        assert!(view.files.is_empty());
        assert_eq!(view.gone.len(), 1);
        assert_eq!(view.gone[0].body.reason.0, "The wrong review");
        assert!(download(app, &ctx, &reference, file).await.is_err());
        assert_eq!(on_disk(&instance), 1, "kept until the case is disposed of");
        let rows = rows(&instance, file).await;
        assert_eq!(did(&rows, "remove_file", "done"), 1, "{rows:?}");
    }
}

/// A program that reads in its own way.
pub(crate) fn program(folder: &Path, script: &str) -> ReadingProgram {
    let path = folder.join("reader");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    ReadingProgram::new(path).limited(&[], Duration::from_secs(3))
}

#[tokio::test]
async fn whatever_the_reading_program_does_the_file_says_what_came_of_it() {
    let refused = r#"cat >/dev/null; printf '{"refused":"file-damaged"}'"#;
    let endless = "while :; do printf 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' || exit; done";
    for instance in support::both(false).await {
        let ctx = manager(&instance);
        let reference = instance.incident().await;
        for (script, reading) in [
            (refused, Reading::Failed("file-damaged".to_owned())),
            ("exit 1", Reading::Failed("file-reader-crashed".to_owned())),
            (
                "kill -SEGV $$",
                Reading::Failed("file-reader-crashed".to_owned()),
            ),
            (
                "printf nonsense",
                Reading::Failed("file-reader-crashed".to_owned()),
            ),
            (endless, Reading::Failed("file-reader-crashed".to_owned())),
            (
                "exec sleep 60",
                Reading::Failed("file-reader-slow".to_owned()),
            ),
            ("exit 3", Reading::Waiting),
        ] {
            let file = added(&instance, &ctx, &reference).await;
            let folder = tempfile::tempdir().unwrap();
            let program = program(folder.path(), script);
            let reader = Reader::new(Arc::clone(&instance.app), program);
            assert_eq!(reader.round().await.unwrap(), 1, "{script}");
            assert_eq!(
                reader.round().await.unwrap(),
                0,
                "{script}: not at once again"
            );
            let view = seen(&instance, &ctx, &reference).await;
            let row = view.files.iter().find(|row| row.id == file).unwrap();
            assert_eq!(row.reading, reading, "{script}");
        }
    }
}

#[tokio::test]
async fn the_text_is_shown_to_who_may_and_written_down() {
    let text = r#"cat >/dev/null; printf '{"text":{"parts":[{"paragraph":"An invented note."}],"warnings":[]}}'"#;
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let file = added(&instance, &ctx, &reference).await;
        let waiting = source(app, &ctx, &reference, file).await.unwrap();
        assert!(waiting.text.is_none());
        let folder = tempfile::tempdir().unwrap();
        let reader = Reader::new(Arc::clone(app), program(folder.path(), text));
        assert_eq!(reader.round().await.unwrap(), 1);
        let read = source(app, &ctx, &reference, file).await.unwrap();
        assert_eq!(read.text.unwrap().plain_text(), "An invented note.");
        let rows = rows(&instance, file).await;
        assert_eq!(did(&rows, "read_file_text", "done"), 1, "{rows:?}");
        assert_eq!(did(&rows, "read_file", "read"), 2, "{rows:?}");
        let gone = added(&instance, &ctx, &reference).await;
        take_away(app, &ctx, &reference, form(), gone, "The wrong review")
            .await
            .unwrap();
        assert_eq!(
            reader.round().await.unwrap(),
            0,
            "nobody reads what was taken away"
        );
    }
}
