//! Everything that a review holds on one person, brought together for whoever answers their request, with other people's
//! names marked.

mod kinds;
mod others;
mod paper;
mod returned;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use access::{Ctx, Section, actions};
use model::case::Subject;
use model::{CaseId, Instant, RecordId, Sensitive};
use vault::{CaseFile, FileRow, Stored, VaultError, VaultTx, Written};

use crate::decision::decide::has_words;
use crate::incident::find;
use crate::names::names;
use crate::{App, AppError, Reference};

use others::Known;
pub use returned::HeldReturn;

/// Whom somebody asks about.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// A child or adult of the review.
    pub subject: Option<RecordId>,
    /// The name of somebody else, or another name of the same person.
    pub name: Sensitive<String>,
}

/// A child or adult who can be chosen, by name.
pub type Choice = (RecordId, String);

/// One version of what was written.
#[derive(Debug, Clone)]
pub struct Version {
    /// When it was written.
    pub at: Instant,
    /// By whom, as far as their name is known.
    pub by: Option<String>,
    /// What it says, each value with its label; other people's names are marked.
    pub says: Vec<(String, String)>,
}

/// Something that was written about them.
#[derive(Debug, Clone)]
pub struct HeldRecord {
    /// What it is, in words.
    pub what: &'static str,
    /// When it was taken out of sight.
    pub removed_at: Option<Instant>,
    /// What it says now, and before that, newest first.
    pub versions: Vec<Version>,
    /// Numbers of the others who are named.
    pub others: BTreeSet<usize>,
}

/// A file that names them.
#[derive(Debug, Clone)]
pub struct HeldFile {
    /// Its name.
    pub name: String,
    /// When it was added.
    pub added_at: Instant,
    /// The paragraphs that name them; other people's names are marked.
    pub passages: Vec<String>,
    /// Numbers of the others who are named.
    pub others: BTreeSet<usize>,
}

/// What a review holds on one person.
#[derive(Debug, Clone)]
pub struct HeldOn {
    /// The case.
    pub case: CaseFile,
    /// Their name.
    pub name: String,
    /// Everybody else whose name the review knows, in the order of their numbers, from one.
    pub others: Vec<String>,
    /// What was written, oldest first.
    pub records: Vec<HeldRecord>,
    /// What agencies returned, in the order in which they were asked.
    pub returns: Vec<HeldReturn>,
    /// Files that name them.
    pub files: Vec<HeldFile>,
    /// Files whose text was not read, so that nobody knows from here whom they name.
    pub unread: Vec<String>,
    /// Records that neither name them nor point at them.
    pub unnamed: usize,
    /// Sections that were not open to whoever asked for it.
    pub not_open: Vec<Section>,
}

/// The children and adults of a review, to choose from.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn to_choose(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Vec<Choice>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ExportPerson>(case, Section::General)
                    .await?;
                tx.counts_as_reading(&permit)?;
                let subjects: Vec<Stored<Subject>> = vault::list_with(tx, &permit).await?;
                let choice = |one: Stored<Subject>| (one.id, one.body.name.0);
                Ok(subjects.into_iter().map(choice).collect())
            })
        })
        .await?)
}

/// Brings together everything that the sections open to the reader hold on one person: records that name them or point at
/// them, in every version, also those taken out of sight; passages of files. What was brought out is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`]; [`AppError::Rule`] `held-who` without a person.
pub async fn held_on(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    asked: &Asked,
) -> Result<HeldOn, AppError> {
    if asked.subject.is_none() && !has_words(&asked.name) {
        return Err(AppError::Rule("held-who"));
    }
    let names = names(app, ctx).await?;
    let names = &names;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ExportPerson>(case, Section::General)
                    .await?;
                let file = vault::case_of(tx, &permit).await?;
                let subjects = vault::list_with(tx, &permit).await?;
                let known = Known::new(&subjects, asked, names)?;
                let mut found = HeldOn {
                    case: file,
                    name: known.name.clone(),
                    others: known.others.clone(),
                    records: Vec::new(),
                    returns: returned::returned(tx, case, &permit, &known).await?,
                    files: Vec::new(),
                    unread: Vec::new(),
                    unnamed: 0,
                    not_open: Vec::new(),
                };
                // What agencies return is opened return by return, never as a section.
                let sections = Section::ALL.iter();
                for section in sections.filter(|one| **one != Section::Returns) {
                    if !read_section(tx, (case, *section), &known, &mut found).await? {
                        found.not_open.push(*section);
                    }
                }
                Ok(found)
            })
        })
        .await?)
}

/// Adds what a section holds; says whether it was open.
async fn read_section(
    tx: &mut VaultTx<'_>,
    (case, section): (CaseId, Section),
    known: &Known<'_>,
    found: &mut HeldOn,
) -> Result<bool, VaultError> {
    let open = tx
        .would_permit_in::<actions::ExportPerson>(case, section)
        .await?
        && tx
            .would_permit_in::<actions::ReadCase>(case, section)
            .await?;
    if !open {
        return Ok(false);
    }
    let permit = tx.permit::<actions::ExportPerson>(case, section).await?;
    let written = vault::everything_written(tx, &permit, known.subject).await?;
    let mut of_record: BTreeMap<RecordId, Vec<Written>> = BTreeMap::new();
    for one in written {
        of_record.entry(one.record).or_default().push(one);
    }
    for versions in of_record.into_values() {
        match told::record(&versions, known)? {
            Some(record) => found.records.push(record),
            None => found.unnamed += 1,
        }
    }
    let permit = tx.permit::<actions::ReadCase>(case, section).await?;
    for file in vault::files_of(tx, &permit).await? {
        let text = vault::text_of_file(tx, &permit, file.id).await?;
        add_file(&file, text.as_ref(), known, found)?;
    }
    Ok(true)
}

fn add_file(
    file: &FileRow,
    text: Option<&Sensitive<String>>,
    known: &Known<'_>,
    found: &mut HeldOn,
) -> Result<(), VaultError> {
    let Some(text) = text else {
        found.unread.push(file.name.0.clone());
        return Ok(());
    };
    found.files.extend(told::file(file, &text.0, known)?);
    Ok(())
}
