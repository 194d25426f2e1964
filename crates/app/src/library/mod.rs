//! Shared learning as people use it: the library, one item, published documents and what they found, themes, briefings.

pub mod added;
mod asked;
pub mod briefings;
mod digest;
pub mod documents;
mod find;
pub mod findings;
mod index;
mod item;
mod saved;
mod split;
mod store;
mod themes;
mod told;
mod version;
pub mod waiting;

use access::Ctx;
use access::directory::{self, Agency, Organisation, OrganisationKind};
use model::case::SharingAuthor;
use model::{AgencyId, FormId, OrganisationId, PersonId};

use crate::sharing::second_person;
use crate::{App, AppError};

pub use asked::MOST_FOUND;
pub(crate) use asked::{items_among, names};
pub use digest::remind_digest;
pub use find::{Found, Library, ask, find, findings_too, library, public_list, question};
pub(crate) use find::{let_shared_questions_go, without_end};
pub(crate) use index::{
    Changed, Near, SharedIndex, WORDS, Which, closeness, follow, learning_doc, nearest,
    why as why_near,
};
pub use index::{How, Indexing, Keeper, Where, Why};
pub use item::{ItemView, open, public_item, say_told, take_down, take_out};
pub use saved::{
    MOST_SEARCHES, Search, anything_new, asks_for_something, keep_search, let_search_go,
    mail_search, one_search, searches, seen_search,
};
pub use split::{MOST as MOST_PROPOSED, split};
pub(crate) use store::{SharedStore, nobody_at_all};
pub(crate) use themes::list_for;
pub use themes::{
    AskedThemes, NewThemes, agree_themes, ask_themes, lists, send_themes_back, themes_in_force,
    themes_waiting, withdraw_themes,
};
pub use told::{TakenBackHere, newer, remind_newer, remind_taken_back, taken_back};
pub use version::{VersionView, open_version, public_version};

/// Longest question that somebody asks of shared learning, in characters.
pub const LONGEST_QUESTION: usize = 2_000;

/// The code of the region in which an organisation lies, or which it is: what an audience of a region names. None for the
/// national body and for whoever lies in no region.
///
/// # Errors
/// [`AppError`] when the directory fails.
pub async fn region_of(
    app: &App,
    ctx: &Ctx,
    organisation: OrganisationId,
) -> Result<Option<String>, AppError> {
    let all = organisations(app, ctx).await?;
    Ok(region_among(&all, organisation))
}

pub(crate) async fn organisations(app: &App, ctx: &Ctx) -> Result<Vec<Organisation>, AppError> {
    Ok(app
        .directory()
        .look(ctx, |tx| Box::pin(directory::organisations(tx)))
        .await?)
}

pub(crate) fn region_among(all: &[Organisation], organisation: OrganisationId) -> Option<String> {
    let own = all.iter().find(|one| one.id == organisation)?;
    if own.kind == OrganisationKind::Region {
        return Some(own.code.clone());
    }
    let said = own.region.as_deref()?;
    let is_it = |one: &&Organisation| {
        one.kind == OrganisationKind::Region && (one.code == said || one.name == said)
    };
    let region = all.iter().find(is_it);
    Some(region.map_or(said, |region| &region.code).to_owned())
}

/// Whether this form, sent twice, has had its one result already.
async fn done_before(app: &App, ctx: &Ctx, form: FormId) -> Result<bool, AppError> {
    let commons = app.commons().await?;
    let done = commons.look(ctx, |tx| {
        Box::pin(async move { Ok(commons::already_done(tx, form).await?.is_some()) })
    });
    Ok(done.await?)
}

/// Whether the actor is the second person for what somebody asked; or the code of the rule that says why not.
fn is_second(
    ctx: &Ctx,
    here: &[Agency],
    (person, agency): (PersonId, Option<AgencyId>),
    sent_back: Option<&str>,
) -> Result<(), &'static str> {
    match sent_back {
        Some(_) => Err("second-sent-back"),
        None => second_person(ctx, here, &[SharingAuthor { person, agency }]),
    }
}

/// The region of the actor's organisation.
pub(crate) async fn own_region(app: &App, ctx: &Ctx) -> Result<Option<String>, AppError> {
    region_of(app, ctx, ctx.organisation).await
}

/// The name of a region by its code; the code itself where no organisation is that region.
pub(crate) fn region_name(all: &[Organisation], code: &str) -> String {
    let is_it = |one: &&Organisation| one.kind == OrganisationKind::Region && one.code == code;
    let found = all.iter().find(is_it);
    found.map_or(code, |one| &one.name).to_owned()
}

/// The areas of the actor's region, where the actor acts for one: nobody else answers for what others of a region shared.
pub(crate) fn areas_of(all: &[Organisation], own: OrganisationId) -> Vec<OrganisationId> {
    let is_region = |one: &Organisation| one.id == own && one.kind == OrganisationKind::Region;
    if !all.iter().any(is_region) {
        return Vec::new();
    }
    let code = region_among(all, own);
    let ids = all.iter().map(|one| one.id);
    ids.filter(|id| *id != own && region_among(all, *id) == code)
        .collect()
}
