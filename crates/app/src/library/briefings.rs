//! One plain page for a team, from items of shared learning that somebody chose: drafted from their words, edited by a person.

use access::{Ctx, actions};
pub use commons::Briefing;
use commons::{BRIEFING, CommonsError, Item, OwnPage};
use model::{Date, FormId, RecordId, SharedId};

use super::find::those;
use crate::sharing::{Found, stopped};
use crate::{App, AppError};

/// Most characters that are kept: more never fit on one page. Whether what is written fits is known when it is laid out: [`App::pages`].
pub const LONGEST: usize = 4_500;
/// Most items that one page draws on.
pub const MOST: usize = 5;

/// A briefing with the items it draws on.
#[derive(Debug, Clone)]
pub struct BriefingView {
    /// Its id.
    pub id: RecordId,
    /// Counted from 1.
    pub version: i64,
    /// What it says. Where something that it draws on is gone it is withdrawn: then this is drafted anew from the items that stand,
    /// and what was written is shown nowhere.
    pub body: Briefing,
    /// The items that stand.
    pub items: Vec<Item>,
    /// Those that it draws on and that no longer stand, or are no longer for the writer.
    pub gone: Vec<SharedId>,
}

/// Begins a briefing from chosen items: their words, part by part, for a person to edit.
///
/// # Errors
/// [`AppError::Rule`] `briefing-none` when none was chosen, `briefing-many` for more than [`MOST`], `shared-ended` when one cannot
/// be read, `briefing-title-identifies` when the title tells who somebody is.
pub async fn begin(
    app: &App,
    ctx: &Ctx,
    form: FormId,
    (title, chosen): (&str, &[SharedId]),
) -> Result<RecordId, AppError> {
    if chosen.is_empty() {
        return Err(AppError::Rule("briefing-none"));
    }
    if chosen.len() > MOST {
        return Err(AppError::Rule("briefing-many"));
    }
    let items = those(app, ctx, chosen).await?;
    if items.len() != chosen.len() {
        return Err(AppError::Rule("shared-ended"));
    }
    if !stopped(app, ctx, &[("title", title)], Found::tells_who)
        .await?
        .is_empty()
    {
        return Err(AppError::Rule("briefing-title-identifies"));
    }
    let body = &text_of(&drafted(title, &items))?;
    let items = &items;
    let commons = app.commons().await?;
    let begun = commons.transact(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::WriteBriefing>()?);
            if let Some(before) = commons::already_done(tx, form).await? {
                return before.parse().map_err(|_| CommonsError::NotFound);
            }
            // Its words are in the writer's hands from now on: they are told when one is taken back.
            for item in items {
                commons::note_opened(tx, item, commons::How::Exported).await?;
            }
            let id = commons::add_own_page(tx, BRIEFING, body).await?;
            commons::remember(tx, form, &id.to_string()).await?;
            Ok(id)
        })
    });
    Ok(begun.await?)
}

fn drafted(title: &str, items: &[Item]) -> Briefing {
    let mut briefing = Briefing {
        title: title.to_owned(),
        why: String::new(),
        tried: String::new(),
        questions: String::new(),
        sources: items.iter().map(|item| item.id).collect(),
    };
    for body in items.iter().filter_map(|item| item.body.as_ref()) {
        add(&mut briefing.why, &[&body.condition, &body.usually]);
        add(&mut briefing.tried, &[&body.tried, &body.effect]);
        add(&mut briefing.questions, &[&body.question]);
    }
    briefing
}

/// Adds the texts of one item as a paragraph of its own.
fn add(to: &mut String, texts: &[&String]) {
    let texts: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
    let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    if texts.is_empty() {
        return;
    }
    if !to.is_empty() {
        to.push_str("\n\n");
    }
    to.push_str(&texts.join("\n"));
}

fn text_of(briefing: &Briefing) -> Result<String, AppError> {
    serde_json::to_string(briefing).map_err(|error| AppError::Store(Box::new(error)))
}

fn read(page: &OwnPage) -> Result<Briefing, AppError> {
    serde_json::from_str(&page.body).map_err(|error| AppError::Store(Box::new(error)))
}

/// One of the actor's briefings, in a list of them.
#[derive(Debug, Clone)]
pub struct BriefingLine {
    /// Its id.
    pub id: RecordId,
    /// It.
    pub body: Briefing,
    /// Whether something that it draws on is gone, so that it is withdrawn until its writer has looked at it.
    pub withdrawn: bool,
}

/// The actor's briefings, changed last first.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn briefings(app: &App, ctx: &Ctx) -> Result<Vec<BriefingLine>, AppError> {
    let commons = app.commons().await?;
    let all = commons.look(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::WriteBriefing>()?);
            commons::own_pages(tx, BRIEFING).await
        })
    });
    let all = all.await?;
    let all = all.iter().map(|one| Ok((one.id, read(one)?)));
    let all: Vec<(RecordId, Briefing)> = all.collect::<Result<_, AppError>>()?;
    let sources = all
        .iter()
        .flat_map(|(_, body)| body.sources.iter().copied());
    let sources: Vec<SharedId> = sources.collect();
    let stand = those(app, ctx, &sources).await?;
    let gone = |id: &SharedId| stand.iter().all(|item| item.id != *id);
    let lines = all.into_iter().map(|(id, body)| BriefingLine {
        id,
        withdrawn: body.sources.iter().any(gone),
        body,
    });
    Ok(lines.collect())
}

/// In which of the actor's briefings these items stand or stood: the item, the briefing, and the day on which it was begun. Titles are
/// left out: they may say what the item said.
pub(super) async fn drawing_on(
    app: &App,
    ctx: &Ctx,
    items: &[SharedId],
) -> Result<Vec<(SharedId, RecordId, Date)>, AppError> {
    let commons = app.commons().await?;
    let pages = commons.look(ctx, |tx| Box::pin(commons::own_pages(tx, BRIEFING)));
    let mut stood = Vec::new();
    for page in pages.await? {
        let sources = read(&page)?.sources.into_iter();
        let those = sources.filter(|id| items.contains(id));
        stood.extend(those.map(|id| (id, page.id, page.made_at.date_in_london())));
    }
    Ok(stood)
}

/// One of the actor's briefings.
///
/// # Errors
/// [`AppError::NotFound`] when they have no such briefing.
pub async fn briefing(app: &App, ctx: &Ctx, id: RecordId) -> Result<BriefingView, AppError> {
    let commons = app.commons().await?;
    let page = commons.look(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::WriteBriefing>()?);
            commons::own_page(tx, BRIEFING, id).await
        })
    });
    let page = page.await?;
    let body = read(&page)?;
    let items = those(app, ctx, &body.sources).await?;
    let stands = |id: &SharedId| items.iter().any(|item| item.id == *id);
    let gone = body.sources.iter().copied().filter(|id| !stands(id));
    let gone: Vec<SharedId> = gone.collect();
    let body = if gone.is_empty() {
        body
    } else {
        Briefing {
            sources: body.sources,
            ..drafted(&body.title, &items)
        }
    };
    Ok(BriefingView {
        id,
        version: page.version,
        gone,
        items,
        body,
    })
}

/// Changes a briefing, where nothing in it tells who somebody is; returns what does otherwise. What only reads like a name its writer
/// may keep (`kept`: those words), after looking at it; what is on record, never. What it draws on stays as it is; where something of
/// that is gone, it stands again only once its writer says that nothing of that is left in it (`without`), and from then on it draws
/// on what stands.
///
/// # Errors
/// [`AppError::Rule`] `briefing-title` without a title, `briefing-long` when it is far longer than one page, `briefing-without` when
/// something is gone and the writer does not say so, `changed-meanwhile`; [`AppError::NotFound`].
pub async fn change(
    app: &App,
    ctx: &Ctx,
    (id, shown): (RecordId, i64),
    (body, without, kept): (&Briefing, bool, &[String]),
) -> Result<Vec<Found>, AppError> {
    if body.title.trim().is_empty() {
        return Err(AppError::Rule("briefing-title"));
    }
    if body.length() > LONGEST {
        return Err(AppError::Rule("briefing-long"));
    }
    let view = briefing(app, ctx, id).await?;
    if !view.gone.is_empty() && !without {
        return Err(AppError::Rule("briefing-without"));
    }
    let texts = [
        ("title", body.title.as_str()),
        ("why", &body.why),
        ("tried", &body.tried),
        ("questions", &body.questions),
    ];
    let is_kept = |one: &Found| one.may_be_kept() && kept.contains(&one.words.0);
    let stops = |one: &Found| one.tells_who() && !is_kept(one);
    let found = stopped(app, ctx, &texts, stops).await?;
    if !found.is_empty() {
        return Ok(found);
    }
    let text = &text_of(&Briefing {
        sources: view.items.iter().map(|item| item.id).collect(),
        ..body.clone()
    })?;
    let commons = app.commons().await?;
    let changed = commons.transact(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::WriteBriefing>()?);
            commons::change_own_page(tx, BRIEFING, (id, shown), text).await
        })
    });
    changed.await?;
    Ok(Vec::new())
}

/// Lets a briefing go.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn let_go(app: &App, ctx: &Ctx, id: RecordId) -> Result<(), AppError> {
    let commons = app.commons().await?;
    let gone = commons.transact(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::WriteBriefing>()?);
            commons::let_own_page_go(tx, BRIEFING, id).await
        })
    });
    Ok(gone.await?)
}
