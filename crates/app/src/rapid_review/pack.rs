//! What goes to the national body in one document: the report, what was decided, who signed, which files go with it.

use access::{Ctx, Section, actions};
use model::case::{PackChronology, PanelPack, ReportText};
use model::paper::{Block, Paper};
use model::scheme::{Confirmations, Scheme};
use model::{Date, FileId, FormId, RecordId, Sensitive};
use vault::{FileRow, Stored, VaultError};

use super::RapidReview;
use super::agreed::{local_review, signed};
use super::paper::{Report, beside, content, header, heading};
use super::read::MadeOf;
use crate::chronology_out::marking;
use crate::decision::decide::has_words;
use crate::files::is_of_review;
use crate::keep::{kept_before, open, save};
use crate::names::Names;
use crate::wording::Words;
use crate::{App, AppError, Reference};

/// What whoever makes the pack says.
#[derive(Debug, Clone)]
pub struct PackFor {
    /// Whom it is for.
    pub to: Sensitive<String>,
    /// Files of the review that go with it.
    pub files: Vec<FileId>,
    /// The chronology as a part of it, where it is to hold one.
    pub chronology: Option<Vec<Block>>,
    /// Whether what people are stands in it in the place of names on record.
    pub pseudonymous: bool,
}

impl PackFor {
    /// What of the chronology is in it.
    const fn holds(&self) -> PackChronology {
        match (&self.chronology, self.pseudonymous) {
            (None, _) => PackChronology::Without,
            (Some(_), false) => PackChronology::Named,
            (Some(_), true) => PackChronology::Pseudonymous,
        }
    }
}

/// What a pack without names in its chronology says of the rest of it.
const AS_WRITTEN: &str = "Names in this document: in the chronology, and in what people are to each other, Child A, Mother or Adult 1 stand \
    in the place of names on record. Everything else stays as it was written, with the names in it: the report with its list of children \
    and adults, the meetings, the learning points and actions, the decision, the sign-offs and the names of files.";

/// The recipient of the scheme that a pack is for unless somebody says otherwise.
pub const PANEL: &str = "panel";

/// Makes the pack of what is on record.
#[must_use]
pub fn pack(
    review: &RapidReview,
    (scheme, confirmed): (&Scheme, &Confirmations),
    (names, partnership): (&Names, &str),
    (today, synthetic): (Date, bool),
    made_for: &PackFor,
) -> Report {
    let mut words = Words::new(scheme, confirmed);
    let mut paper = Paper::new("Rapid review: what is sent to the national body", today);
    paper.subtitle = format!("{partnership}, review {}", review.case.reference);
    paper.marking = marking(&made_for.to, today);
    paper.prepared_for.clone_from(&made_for.to.0);
    paper.synthetic = synthetic;
    paper.withheld = Some(review.withheld.clone());
    let blocks = &mut paper.blocks;
    blocks.push(Block::Facts(header(review, partnership, &mut words)));
    blocks.push(heading(1, "What this holds"));
    let files = chosen(&review.files, &made_for.files);
    let mut parts = vec![
        report_of(review).to_owned(),
        "The decision whether to hold a local child safeguarding practice review".to_owned(),
        "The sign-offs of the safeguarding partners".to_owned(),
        format!("The list of the files that go with it: {}", files.len()),
    ];
    if let Some(chronology) = &made_for.chronology {
        parts.push("The chronology of the agencies, each account as it was signed off".to_owned());
        let is_drawn = |block: &Block| matches!(block, Block::Picture(_));
        let family = if chronology.iter().any(is_drawn) {
            "What people are to each other and where they live: a genogram, and the same in words"
        } else {
            "What people are to each other, in words. Nobody is recorded, so no genogram is drawn"
        };
        parts.push(family.to_owned());
    }
    blocks.push(Block::List(parts));
    if made_for.holds() == PackChronology::Pseudonymous {
        blocks.push(Block::Paragraph(AS_WRITTEN.to_owned()));
    }
    blocks.push(Block::NewPage);
    content(review, blocks, &mut words);
    beside(review, blocks, &mut words);
    local_review(review, blocks, &mut words);
    signed(&review.partners, names, blocks);
    attached(&files, blocks);
    blocks.extend(made_for.chronology.iter().flatten().cloned());
    Report {
        paper,
        unconfirmed: words.unconfirmed(),
    }
}

/// What the pack says of the report: that it is in it, or that nothing of it is there yet.
fn report_of(review: &RapidReview) -> &'static str {
    let words = |one: &Stored<ReportText>| has_words(&one.body.words);
    if review.texts.iter().any(words) {
        "The report of the rapid review"
    } else {
        "The report of the rapid review is not there yet: nobody has written anything in it"
    }
}

fn chosen<'a>(all: &'a [FileRow], files: &[FileId]) -> Vec<&'a FileRow> {
    let all = all.iter();
    all.filter(|file| files.contains(&file.id)).collect()
}

fn attached(files: &[&FileRow], blocks: &mut Vec<Block>) {
    blocks.push(heading(1, "Files that go with this"));
    if files.is_empty() {
        blocks.push(Block::Paragraph("None.".to_owned()));
        return;
    }
    let names = files.iter().map(|file| file.name.0.clone());
    blocks.push(Block::List(names.collect()));
}

/// Keeps a pack as it was made, so that what was given to the national body can be fetched again. It sends nothing.
///
/// # Errors
/// [`AppError::Rule`] `wording-not-confirmed` while wording in it is unchecked and nobody of the partnership has confirmed
/// it, `pack-to` when it is for nobody, `pack-files` for a file that is not among those of this review which everybody on
/// it may read, `report-changed` when the report is no longer what was shown, `case-closed`.
pub async fn keep_pack(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    (made_for, report, print): (&PackFor, &Report, &str),
) -> Result<RecordId, AppError> {
    if !report.unconfirmed.is_empty() {
        return Err(AppError::Rule("wording-not-confirmed"));
    }
    if !has_words(&made_for.to) {
        return Err(AppError::Rule("pack-to"));
    }
    let new = &PanelPack {
        to: made_for.to.clone(),
        on: ctx.today(),
        files: made_for.files.clone(),
        chronology: Some(made_for.holds()),
        print: print.to_owned(),
        paper: report.paper.clone(),
    };
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::SendReport>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                for file in &new.files {
                    is_of_review(tx, &permit, *file, "pack-files").await?;
                }
                if MadeOf::of(tx, &permit).await?.print()? != new.print {
                    return Err(VaultError::Rule("report-changed"));
                }
                save(tx, &permit, (form, None), new).await
            })
        })
        .await?)
}
