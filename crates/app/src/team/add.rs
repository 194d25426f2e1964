//! Add somebody to the team. Whether they are on the conflict list, or should be, is asked every time.

use access::{Ctx, Permit, Section, actions};
use model::case::{ConflictAsked, ConflictLine, SectionGiven, TeamPlace};
use model::scheme::Scheme;
use model::{AgencyId, Date, FormId, PersonId, RecordId, Sensitive, resembles};
use vault::{Stored, VaultError, VaultTx};

use super::{Candidate, candidate, guests, membership, opened};
use crate::decision::decide::has_words;
use crate::keep::kept_before;
use crate::{App, AppError, Reference};

/// A person to be added.
#[derive(Debug, Clone)]
pub struct NewPlace {
    /// Who.
    pub person: PersonId,
    /// The agency they bring, one of theirs.
    pub agency: Option<AgencyId>,
    /// A code of the scheme's list `team_role`.
    pub role: String,
    /// Last day; a guest needs one.
    pub until: Option<Date>,
    /// Sections with a restriction of their own that they may open.
    pub sections: Vec<Section>,
    /// Why they may open these.
    pub why: Sensitive<String>,
    /// Who of the agency that they belong to agreed.
    pub agreed_by: Sensitive<String>,
    /// The answer about conflicts of interest.
    pub asked: ConflictAsked,
}

/// Adds somebody to the team, from today. Somebody from another area becomes a guest and can enter from
/// now on.
///
/// # Errors
/// [`AppError::Rule`] `team-role` for a role the scheme does not list, `team-agency` for an agency that is
/// not theirs, `team-until` when the last day is not in future, `team-guest-until` without one for a guest,
/// `team-asked` without an answer about conflicts of interest, `team-sections-why` for sections without a
/// reason, `team-sections-agreed` without who of the agency agreed, `team-resembles` when a line of the conflict list with a similar name is not answered,
/// `team-conflict` when they are on the list, `team-already` when they have a place.
pub async fn add(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &NewPlace,
) -> Result<RecordId, AppError> {
    let who = &candidate(app, ctx, new.person).await?;
    check(ctx, who, new).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    let (id, until) = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme, _) = opened(tx, app, reference).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    let until = vault::guest_until(tx, &permit, new.person).await?;
                    return Ok((before, until));
                }
                let id = added(tx, (&permit, scheme), who, new).await?;
                vault::remember(tx, form, &id.to_string()).await?;
                Ok((id, vault::guest_until(tx, &permit, new.person).await?))
            })
        })
        .await?;
    if who.guest {
        guests::let_in(app, ctx, new.person, until).await?;
    }
    Ok(id)
}

/// Everything that adding asks, and the place.
pub(super) async fn added(
    tx: &mut VaultTx<'_>,
    (permit, scheme): (&Permit<'_, actions::ManageTeam>, &Scheme),
    who: &Candidate,
    new: &NewPlace,
) -> Result<RecordId, VaultError> {
    let ctx = tx.ctx;
    let roles = scheme
        .list("team_role")
        .ok_or(VaultError::Rule("no-scheme"))?;
    if roles.label_of(&new.role).is_none() {
        return Err(VaultError::Rule("team-role"));
    }
    let lines = vault::list_with::<_, ConflictLine>(tx, permit).await?;
    answered(&lines, who, &new.asked).map_err(VaultError::Rule)?;
    let places = vault::list_with::<_, TeamPlace>(tx, permit).await?;
    if places
        .iter()
        .any(|one| stands(one, new.person, ctx.today()))
    {
        return Err(VaultError::Rule("team-already"));
    }
    let place = place(ctx, who, new);
    let id = vault::save_new(tx, permit, &place).await?;
    vault::add_to_team(tx, permit, &membership(id, &place)).await?;
    Ok(id)
}

pub(super) fn check(ctx: &Ctx, who: &Candidate, new: &NewPlace) -> Result<(), &'static str> {
    if who.guest && new.until.is_none() {
        return Err("team-guest-until");
    }
    if new.until.is_some_and(|last| last <= ctx.today()) {
        return Err("team-until");
    }
    if new
        .agency
        .is_some_and(|agency| !who.agencies.contains(&agency))
    {
        return Err("team-agency");
    }
    if !has_words(&new.asked.how) {
        return Err("team-asked");
    }
    if !new.sections.is_empty() && !has_words(&new.why) {
        return Err("team-sections-why");
    }
    if !new.sections.is_empty() && !has_words(&new.agreed_by) {
        return Err("team-sections-agreed");
    }
    Ok(())
}

/// Every line that may mean this person has been answered.
fn answered(
    lines: &[Stored<ConflictLine>],
    who: &Candidate,
    asked: &ConflictAsked,
) -> Result<(), &'static str> {
    for line in lines.iter().filter(|line| line.body.stands()) {
        if line.body.person == Some(who.person) {
            return Err("team-conflict");
        }
        let in_words = line.body.person.is_none() && resembles(&who.name, &line.body.named.0);
        if in_words && !asked.somebody_else.contains(&line.id) {
            return Err("team-resembles");
        }
    }
    Ok(())
}

fn stands(one: &Stored<TeamPlace>, person: PersonId, today: Date) -> bool {
    let place = &one.body;
    place.person == person && place.ended.is_none() && place.until.is_none_or(|last| last >= today)
}

/// Those of the sections that somebody on the team can be given.
pub(super) fn may_be_given(sections: &[Section]) -> impl Iterator<Item = &Section> {
    sections.iter().filter(|one| Section::GIVEN.contains(one))
}

fn place(ctx: &Ctx, who: &Candidate, new: &NewPlace) -> TeamPlace {
    let given = |section: &Section| SectionGiven {
        section: section.code().to_owned(),
        why: new.why.clone(),
        agreed_by: new.agreed_by.clone(),
        since: ctx.today(),
    };
    TeamPlace {
        person: new.person,
        agency: new.agency.filter(|_| !who.guest),
        role: new.role.clone(),
        guest_of: who.guest.then_some(who.organisation),
        from: ctx.today(),
        until: new.until,
        sections: may_be_given(&new.sections).map(given).collect(),
        asked: new.asked.clone(),
        ended: None,
    }
}
