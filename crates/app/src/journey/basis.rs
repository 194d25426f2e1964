//! What a moment rests on, chosen from the chronology and the files of its review; and what of it a reader may open.

use std::sync::Arc;

use access::Ctx;
use model::chronology::Entry;
use model::learning::{Basis, BasisKind, Moment, MomentTurn, MomentTurnKind};
use model::{FileId, RecordId, Sensitive};
use vault::{FileRow, Stored};

use super::turns::{Sent, change};
use crate::chronology::chronology;
use crate::files::files;
use crate::moment::learner;
use crate::{App, AppError, Reference};

/// The entries and files of a review that somebody may read.
#[derive(Debug, Clone, Default)]
pub struct Readable {
    /// Entries of the chronology, in the order of time.
    pub entries: Vec<Arc<Stored<Entry>>>,
    /// Files, newest first.
    pub files: Vec<FileRow>,
}

impl Readable {
    /// An entry.
    #[must_use]
    pub fn entry(&self, id: RecordId) -> Option<&Stored<Entry>> {
        let found = self.entries.iter().find(|one| one.id == id);
        found.map(|one| &**one)
    }

    /// A file.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&FileRow> {
        self.files.iter().find(|one| one.id == id)
    }
}

/// Reads the entries and files of a review that the reader may read; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn readable(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Readable, AppError> {
    let found = chronology(app, ctx, reference).await?;
    let entries = found.accounts.into_iter().filter_map(|one| one.entry);
    Ok(Readable {
        entries: entries.collect(),
        files: files(app, ctx, reference).await?.files,
    })
}

/// Says that a moment rests on these entries and files too, beside what it rests on already. Readers who may not read one of them
/// are told that there is one, and no more.
///
/// # Errors
/// [`AppError::Rule`] `journey-basis-none` when nothing was chosen, `journey-basis-gone` for what the reader may not read, or is not
/// there, `journey-more-same` when it rests on all of them already; [`AppError::Clash`]; [`AppError::NotFound`],
/// [`AppError::NotPermitted`].
pub async fn rest_on(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: Sent,
    (entries, chosen): (&[RecordId], &[FileId]),
) -> Result<(), AppError> {
    if entries.is_empty() && chosen.is_empty() {
        return Err(AppError::Rule("journey-basis-none"));
    }
    let may = readable(app, ctx, reference).await?;
    let all_there = entries.iter().all(|id| may.entry(*id).is_some())
        && chosen.iter().all(|id| may.file(*id).is_some());
    if !all_there {
        return Err(AppError::Rule("journey-basis-gone"));
    }
    let of = |kind, record, file| Basis {
        kind,
        record,
        file,
        passage: Sensitive::default(),
    };
    let entries = entries
        .iter()
        .map(|id| of(BasisKind::Entry, Some(*id), None));
    let chosen = chosen.iter().map(|id| of(BasisKind::File, None, Some(*id)));
    let added: Vec<Basis> = entries.chain(chosen).collect();
    let to = |moment: &mut Moment, ctx: &Ctx| {
        let before = moment.basis.len();
        for one in &added {
            let known = |other: &Basis| (other.record, other.file) == (one.record, one.file);
            if !moment.basis.iter().any(known) {
                moment.basis.push(one.clone());
            }
        }
        if moment.basis.len() == before {
            return Err("journey-more-same");
        }
        let turn = MomentTurn {
            what: MomentTurnKind::SaidMore,
            on: ctx.today(),
            recorded_as: learner(ctx),
            why: Sensitive::default(),
            answers: None,
        };
        moment.take(turn, None);
        Ok(())
    };
    change(app, ctx, reference, sent, to).await
}
