//! A person finds in a published document what no rule proposed: they copy its words, or divide a passage in two. Both are held to the
//! words of the document, and are proposed: somebody says of each whether it is a finding, as of any other.

use access::{Ctx, actions};
use commons::{FindingKind, Proposed};
use model::{FormId, OrganisationId, RecordId};

use super::documents::{DocumentView, areas, document};
use super::split::proposal;
use super::waiting::name_of;
use super::{Changed, done_before, follow};
use crate::files::Unread;
use crate::returns::sources::text_of;
use crate::{App, AppError};

/// The reason of a proposal that a person made.
pub const BY_A_PERSON: &str = "";

/// Adds a passage of the document, in its words.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such document or the actor may not say what it finds; [`AppError::Rule`] `finding-length` when
/// it is very short or long, `finding-elsewhere` when the words do not stand in the document, or why that could not be read.
pub async fn add(
    app: &App,
    ctx: &Ctx,
    (form, of): (FormId, RecordId),
    (kind, words): (FindingKind, &str),
) -> Result<(), AppError> {
    let (_, areas) = &may(app, ctx, of).await?;
    let new = passage(kind, words, BY_A_PERSON)?;
    if done_before(app, ctx, form).await? {
        return Ok(());
    }
    stand(app, ctx, of, &[&new.text]).await?;
    let new = &new;
    let commons = app.commons().await?;
    let added = commons.transact(ctx, |tx| {
        Box::pin(async move {
            commons::add_finding(tx, of, areas, new).await?;
            commons::remember(tx, form, &of.to_string()).await
        })
    });
    Ok(added.await?)
}

/// Divides a passage in two: the first stays in its place, the second follows it. Nobody has looked at either after that.
///
/// # Errors
/// As [`add`]; [`AppError::NotFound`] when the document has no such passage, [`AppError::Rule`] `changed-meanwhile` when somebody said
/// something of it since `shown`.
pub async fn divide(
    app: &App,
    ctx: &Ctx,
    form: FormId,
    (of, finding, shown): (RecordId, RecordId, i64),
    (first, second): (&str, &str),
) -> Result<(), AppError> {
    let (view, areas) = may(app, ctx, of).await?;
    if done_before(app, ctx, form).await? {
        return Ok(());
    }
    let areas = &areas;
    let found = view.findings.into_iter().find(|one| one.id == finding);
    let body = found.ok_or(AppError::NotFound)?.body;
    let first = passage(body.kind, first, &body.because)?;
    let second = passage(body.kind, second, &body.because)?;
    stand(app, ctx, of, &[&first.text, &second.text]).await?;
    let (first, second) = (&first, &second);
    let commons = app.commons().await?;
    let divided = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let which = (of, finding, shown);
            commons::divide_finding(tx, which, areas, (first, second)).await?;
            commons::remember(tx, form, &of.to_string()).await
        })
    });
    divided.await?;
    follow(app, Changed::Document(of)).await;
    Ok(())
}

fn passage(kind: FindingKind, words: &str, because: &str) -> Result<Proposed, AppError> {
    proposal(kind, words, because.to_owned()).ok_or(AppError::Rule("finding-length"))
}

/// The document and the areas for which the actor answers, where they may say what it finds.
async fn may(
    app: &App,
    ctx: &Ctx,
    id: RecordId,
) -> Result<(DocumentView, Vec<OrganisationId>), AppError> {
    let view = document(app, ctx, id).await?;
    if !view.may_confirm {
        return Err(AppError::NotFound);
    }
    Ok((view, areas(app, ctx).await?))
}

/// Whether all of these words stand in the document, which is read again.
async fn stand(app: &App, ctx: &Ctx, id: RecordId, passages: &[&String]) -> Result<(), AppError> {
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::ReadLibrary>()?);
            let one = commons::document(tx, id).await?;
            let bytes = commons::file_of_document(tx, id).await?;
            Ok((one, bytes))
        })
    });
    let (one, bytes) = read.await?;
    let program = app.reading();
    let program = program.ok_or(AppError::Rule(Unread::NotStarted.code()))?;
    let read = text_of(program, (name_of(&one), bytes)).await;
    let (_, text) = read.map_err(|unread| AppError::Rule(unread.code()))?;
    let whole = squeezed(&text.plain_text());
    if passages
        .iter()
        .all(|words| whole.contains(&squeezed(words)))
    {
        return Ok(());
    }
    Err(AppError::Rule("finding-elsewhere"))
}

/// The signs of a text without the spaces between them, quotation marks and dashes as they are typed: a copy breaks lines elsewhere.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_whitespace() && !matches!(sign, '\u{AD}' | '\u{200B}'))
        .map(|sign| match sign {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201C}' | '\u{201D}' => '"',
            '\u{2010}'..='\u{2015}' => '-',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_may_break_its_lines_elsewhere_and_no_word_may_differ() {
        let whole = squeezed("Nobody asked the child\u{2019}s\nschool \u{2013} for a year.");
        assert!(whole.contains(&squeezed("the child's school - for a")));
        assert!(!whole.contains(&squeezed("the child's schools - for a")));
    }

    #[test]
    fn what_is_very_short_is_no_passage() {
        let short = passage(FindingKind::Finding, "See above.", BY_A_PERSON);
        assert!(matches!(short, Err(AppError::Rule("finding-length"))));
    }
}
