//! What people see of a document: what stands in it, and what became of each passage and row.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Ctx, actions};
use chronology::tables::{Question, QuestionCode};
use model::case::{AskedAbout, PassageOutcome, ReturnSource, SourceHow};
use model::chronology::{Entry, Labels, Person, Restriction};
use model::{Instant, RecordId, Sensitive};
use vault::{Stored, VaultError, VaultTx};

use super::super::entries::check;
use super::super::hidden;
use super::chosen::next_key;
use super::findings::{Asks, Findings, Passage, findings, folded, needs_columns};
use super::whose::ask_whose;
use super::{Kept, kept_source, kept_sources};
use crate::names::{Names, names};
use crate::{App, AppError};

/// What became of a passage or row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stands {
    /// What.
    pub outcome: PassageOutcome,
    /// The entry.
    pub entry: Option<RecordId>,
    /// Why it was left out.
    pub why: Sensitive<String>,
    /// Who said so, as the store names them.
    pub by: String,
    /// When.
    pub at: Instant,
    /// The record in which it stands and its version, where somebody said it of this passage alone.
    pub said: Option<(RecordId, i64)>,
}

/// A document of a return as its agency sees it.
#[derive(Debug, Clone)]
pub struct SourceView {
    /// The document.
    pub source: Stored<ReturnSource>,
    /// Whether somebody has to say first what the columns hold.
    pub wants_columns: bool,
    /// Whether what its columns hold was taken from what the agency said of the same heads before.
    pub reused: bool,
    /// What stands in it; nothing while columns are to be said.
    pub findings: Findings,
    /// What became of passages and rows, by their keys.
    pub stands: BTreeMap<String, Stands>,
}

impl SourceView {
    /// The passages that nobody has said anything of.
    pub fn undecided(&self) -> impl Iterator<Item = &Passage> {
        let all = self.findings.passages.iter();
        all.filter(|one| !self.stands.contains_key(&one.key))
    }

    /// The name of the next event that a person takes from a paragraph of notes, by its number from 1.
    #[must_use]
    pub fn next_of(&self, paragraph: usize) -> String {
        next_key(paragraph, self.stands.keys())
    }

    /// The passage of a key: one that was found, or one that a person chose.
    #[must_use]
    pub fn passage_or_chosen(&self, key: &str) -> Option<Passage> {
        let found = self.passage(key).cloned();
        found.or_else(|| super::chosen::chosen(&self.source, key, self.stands.keys()))
    }

    /// The passage of a key.
    #[must_use]
    pub fn passage(&self, key: &str) -> Option<&Passage> {
        self.findings.passages.iter().find(|one| one.key == key)
    }
}

/// A document among those of a return.
#[derive(Debug, Clone)]
pub struct SourceInReturn {
    /// The document.
    pub source: Stored<ReturnSource>,
    /// Whether somebody has to say first what the columns hold.
    pub wants_columns: bool,
    /// How many passages and rows nobody has said anything of.
    pub open: usize,
    /// How many became entries.
    pub taken: usize,
}

/// Reads a document of a return; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`] for everybody who does not answer the request.
pub async fn source_of_return(
    app: &App,
    ctx: &Ctx,
    (request, source): (RecordId, RecordId),
    labels: &Labels,
) -> Result<SourceView, AppError> {
    let names = &names(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_return::<actions::ReadDraft>(request).await;
                view(tx, &permit.map_err(hidden)?, source, (names, labels)).await
            })
        })
        .await?)
}

/// The documents of a return, oldest first, with what is left to say of each.
///
/// # Errors
/// [`AppError::NotFound`] for everybody who does not answer the request.
pub async fn sources_of_return(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    labels: &Labels,
) -> Result<Vec<SourceInReturn>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_return::<actions::ReadDraft>(request).await;
                let permit = permit.map_err(hidden)?;
                in_return(tx, &permit, labels).await
            })
        })
        .await?)
}

/// As [`sources_of_return`], for whoever has a permit.
pub(in crate::returns) async fn in_return<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, A>,
    labels: &Labels,
) -> Result<Vec<SourceInReturn>, VaultError> {
    let about = vault::request_of_return(tx, permit).await?.body.about;
    let mut all = Vec::new();
    for kept in kept_sources(tx, permit).await? {
        let view = seen(tx, kept, (&about, labels));
        let taken = view.stands.values().filter(|one| one.entry.is_some());
        all.push(SourceInReturn {
            taken: taken.count(),
            open: view.undecided().count(),
            wants_columns: view.wants_columns,
            source: view.source,
        });
    }
    Ok(all)
}

/// What stands in a document now, for a page and for whoever decides.
pub(super) async fn view<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, A>,
    source: RecordId,
    (names, labels): (&Names, &Labels),
) -> Result<SourceView, VaultError> {
    let kept = kept_source(tx, permit, source).await?;
    let request = vault::request_of_return(tx, permit).await?.body;
    let mut view = seen(tx, kept, (&request.about, labels));
    let own = names.agency(&request.agency.to_string());
    ask_whose(&mut view.findings.passages, own);
    if view.source.body.how == SourceHow::Table && !view.findings.passages.is_empty() {
        let entries = vault::list_in_return::<_, Entry>(tx, permit).await?;
        ask_of_the_same(&mut view, entries.iter().map(|one| &one.body));
    }
    Ok(view)
}

/// Asks of each row that nobody has said anything of whether it is wanted again, where the same row of another document is an entry:
/// the same words, or the same account of the same day.
fn ask_of_the_same<'e>(view: &mut SourceView, entries: impl Iterator<Item = &'e Entry>) {
    let here = view.source.id;
    let (mut words, mut accounts) = (BTreeSet::new(), BTreeSet::new());
    for entry in entries {
        let source = entry.source.as_ref();
        let other = source.filter(|one| one.document.is_some_and(|document| document != here));
        let Some(source) = other else { continue };
        words.insert(folded(&source.words));
        accounts.insert((entry.date.to_edtf(), folded(&entry.text)));
    }
    let stands = &view.stands;
    let open = view.findings.passages.iter_mut();
    for passage in open.filter(|one| !stands.contains_key(&one.key)) {
        let entry = &passage.entry;
        let own = entry.source.as_ref().map(|source| folded(&source.words));
        let same_words = own.is_some_and(|own| !own.is_empty() && words.contains(&own));
        let account = (entry.date.to_edtf(), folded(&entry.text));
        if same_words || accounts.contains(&account) {
            passage.asks.push(Asks::Before);
        }
    }
}

fn seen(tx: &VaultTx<'_>, kept: Kept, (about, labels): (&[AskedAbout], &Labels)) -> SourceView {
    let columns = kept.columns.as_ref().map(|one| &one.body);
    let body = &kept.source.body;
    let is_table = body.how == SourceHow::Table;
    let wants_columns = is_table && columns.is_none() && body.tables.iter().any(needs_columns);
    let mut found = if wants_columns {
        Findings::default()
    } else {
        findings(body, (Some(kept.source.id), columns), labels)
    };
    for passage in &mut found.passages {
        name_known(&mut passage.entry.about, about);
        // What only some may read of a document, they alone read of its entries.
        if let (Some(reads), Restriction::Team) = (body.reads, passage.entry.restriction) {
            passage.entry.restriction = reads;
        }
        if passage.asks.is_empty()
            && let Err(code) = check(tx.ctx, &passage.entry)
        {
            passage.asks.push(asked_of(code));
        }
    }
    SourceView {
        wants_columns,
        reused: columns.is_some_and(|one| one.reused),
        findings: found,
        stands: stands(&kept),
        source: kept.source,
    }
}

/// What is asked of an entry that cannot be kept, by the code of the reason.
fn asked_of(code: &str) -> Asks {
    match code {
        "entry-later" => Asks::Later,
        "entry-recorded" => Asks::LaterWritten,
        _ => Asks::Row(Question {
            code: QuestionCode::NoText,
            column: None,
            words: Sensitive::default(),
        }),
    }
}

fn stands(kept: &Kept) -> BTreeMap<String, Stands> {
    let rows = kept.rows.iter().flat_map(|rows| {
        let taken = rows.body.taken.iter();
        taken.map(|(key, entry)| {
            let stands = Stands {
                outcome: PassageOutcome::TakenIn,
                entry: Some(*entry),
                why: Sensitive::default(),
                by: rows.by.clone(),
                at: rows.added_at,
                said: None,
            };
            (key.clone(), stands)
        })
    });
    let mut all: BTreeMap<String, Stands> = rows.collect();
    all.extend(kept.decided.iter().map(|one| {
        let stands = Stands {
            outcome: one.body.outcome,
            entry: one.body.entry,
            why: one.body.why.clone(),
            by: one.by.clone(),
            at: one.changed_at,
            said: Some((one.id, one.version)),
        };
        (one.body.passage.clone(), stands)
    }));
    all
}

/// Says who of the people asked about is meant where the words are a whole name of exactly one of them, or the first name
/// that only one of them has.
fn name_known(about: &mut [Person], asked: &[AskedAbout]) {
    for person in about.iter_mut().filter(|one| one.known.is_none()) {
        let called = person.called.0.trim().to_lowercase();
        let is_called = |one: &&AskedAbout| {
            let other = one.also_known_as.0.split(['\n', ',', ';']);
            let mut names = other
                .chain([one.name.0.as_str()])
                .map(|name| name.trim().to_lowercase());
            names.any(|name| name == called || name.split(' ').next() == Some(called.as_str()))
        };
        let mut fitting = asked.iter().filter(is_called);
        if let (Some(one), None) = (fitting.next(), fitting.next()) {
            person.known = Some(one.subject);
        }
    }
}

/// A document that its agency lets others read, as it was signed off; where the reader came from is left to the page.
///
/// # Errors
/// [`AppError::NotFound`] for a document that is the agency's own, or that the reader may not read.
pub async fn signed_source(
    app: &App,
    ctx: &Ctx,
    (request, source): (RecordId, RecordId),
) -> Result<Arc<Stored<ReturnSource>>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_return::<actions::ReadReturn>(request).await;
                let permit = permit.map_err(hidden)?;
                let all = vault::signed_in_return::<_, ReturnSource>(tx, &permit).await?;
                let mut all = all.into_iter().filter_map(|one| one.record);
                all.find(|one| one.id == source).ok_or(VaultError::NotFound)
            })
        })
        .await?)
}

/// Whether more people would read the document of an entry than the entry itself: then the entry keeps nothing back.
pub(in crate::returns) async fn is_wider<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, A>,
    entry: &Entry,
) -> Result<bool, VaultError> {
    let Some(document) = entry.source.as_ref().and_then(|one| one.document) else {
        return Ok(false);
    };
    let sources = vault::list_in_return::<_, ReturnSource>(tx, permit).await?;
    let source = sources.into_iter().find(|one| one.id == document);
    Ok(source.is_some_and(|one| is_read_by_others(&one.body, entry)))
}

/// Whether other people than those of an entry read the whole document that it comes from.
pub(super) fn is_read_by_others(source: &ReturnSource, entry: &Entry) -> bool {
    source.reads.is_some_and(|reads| reads != entry.restriction)
}
