//! Whose release is wanted, who has given it, and what else is missing before something leaves.

use access::directory::Agency;
use access::{Ctx, Role};
use model::case::{CheckSays, FamilyKnows, ReleaseStep, ReleasedAs, SharingDraft, SharingFamily};
use model::learning::Sharing;
use model::scheme::{CodeItem, ReleaseBy, ReleaseDef, Scheme};
use model::{AgencyId, RecordId};
use vault::Stored;

use super::made::Made;
use crate::decision::Partner;
use crate::decision::partners::partners;

/// One release that is wanted.
#[derive(Debug, Clone)]
pub struct Slot {
    /// As what somebody gives it.
    pub released_as: ReleasedAs,
    /// The partner for whom, where it is for one.
    pub partner: Option<Partner>,
    /// Who gave it, of what would leave now.
    pub given: Option<ReleaseStep>,
}

impl Slot {
    /// Whether somebody who brings this agency may fill it.
    fn is_for(&self, agency: Option<AgencyId>) -> bool {
        match &self.partner {
            Some(partner) => agency.is_some() && partner.agency == agency,
            None => self.released_as != ReleasedAs::Partner || agency.is_some(),
        }
    }
}

/// The releases that a draft wants, each with who gave it for this digest.
pub(super) fn slots(
    (def, scheme): (&ReleaseDef, &Scheme),
    here: &[Agency],
    steps: &[&ReleaseStep],
) -> Vec<Slot> {
    let empty = |released_as, partner| Slot {
        released_as,
        partner,
        given: None,
    };
    let mut slots = Vec::new();
    for by in &def.by {
        match by {
            ReleaseBy::BusinessManager => slots.push(empty(ReleasedAs::BusinessManager, None)),
            ReleaseBy::Partner => slots.push(empty(ReleasedAs::Partner, None)),
            ReleaseBy::InformationGovernance => {
                slots.push(empty(ReleasedAs::InformationGovernance, None));
            }
            ReleaseBy::EveryPartner => {
                let all = partners(scheme, here).into_iter();
                slots.extend(all.map(|one| empty(ReleasedAs::Partner, Some(one))));
            }
        }
    }
    for step in steps {
        let mut open = slots.iter_mut();
        let fits = |slot: &&mut Slot| {
            slot.given.is_none() && slot.released_as == step.released_as && slot.is_for(step.agency)
        };
        if let Some(slot) = open.find(fits) {
            slot.given = Some((*step).clone());
        }
    }
    slots
}

/// As what the actor may release, by their roles.
fn capacities(ctx: &Ctx) -> Vec<ReleasedAs> {
    let Some(person) = ctx.actor.person() else {
        return Vec::new();
    };
    let of_role = [
        (Role::BusinessManager, ReleasedAs::BusinessManager),
        (Role::DelegatedPartner, ReleasedAs::Partner),
        (Role::LeadPartner, ReleasedAs::Partner),
        (
            Role::InformationGovernance,
            ReleasedAs::InformationGovernance,
        ),
    ];
    let mine = of_role.into_iter();
    let mine = mine.filter(|(role, _)| person.roles.contains(role));
    mine.map(|(_, released_as)| released_as).collect()
}

/// As what the actor's release is wanted now.
///
/// # Errors
/// `release-author` for whoever wrote some of what leaves, `release-given` for whoever has released it already, `release-not-wanted`
/// for anybody whose release is not asked for.
pub(super) fn wanted_of(
    ctx: &Ctx,
    (writers, slots): (&[model::PersonId], &[Slot]),
) -> Result<ReleasedAs, &'static str> {
    let person = ctx.actor.person().ok_or("release-not-wanted")?;
    if writers.contains(&person.id) {
        return Err("release-author");
    }
    let mut given = slots.iter().filter_map(|slot| slot.given.as_ref());
    if given.any(|step| step.person == person.id) {
        return Err("release-given");
    }
    let mine = capacities(ctx);
    let mut open = slots.iter().filter(|slot| slot.given.is_none());
    let found = open.find(|slot| mine.contains(&slot.released_as) && slot.is_for(person.agency));
    found
        .map(|slot| slot.released_as)
        .ok_or("release-not-wanted")
}

/// Whether the actor's release could be wanted by their role, for *Today*: nothing of the text is read.
pub(super) fn may_be_wanted(ctx: &Ctx, def: &ReleaseDef) -> bool {
    let wants = |by: &ReleaseBy| match by {
        ReleaseBy::BusinessManager => ReleasedAs::BusinessManager,
        ReleaseBy::Partner | ReleaseBy::EveryPartner => ReleasedAs::Partner,
        ReleaseBy::InformationGovernance => ReleasedAs::InformationGovernance,
    };
    let mine = capacities(ctx);
    def.by.iter().any(|by| mine.contains(&wants(by)))
}

/// Everybody who wrote some of what leaves: the draft, or words in the place of something found.
pub(super) fn writers(made: &Made, draft: &Stored<SharingDraft>) -> Vec<model::PersonId> {
    let mut all: Vec<model::PersonId> = draft.body.authors.iter().map(|one| one.person).collect();
    let check = made.check(draft.id).map(|one| &one.body);
    let own = check.into_iter().flat_map(|check| &check.decided);
    let own = own.filter(|one| matches!(one.choice, model::case::FindingChoice::Own { .. }));
    all.extend(own.map(|one| one.by.person));
    all
}

/// Whether somebody of another agency than the authors' is among those who release.
pub(super) fn has_another_agency<'a>(
    draft: &SharingDraft,
    mut agencies: impl Iterator<Item = &'a Option<AgencyId>>,
) -> bool {
    let of_authors = |agency: &AgencyId| {
        let mut all = draft.authors.iter();
        all.any(|one| one.agency == Some(*agency))
    };
    agencies.any(|agency| agency.as_ref().is_some_and(|one| !of_authors(one)))
}

/// Whether it may go that far, by what the family knows.
///
/// # Errors
/// `sharing-family` while nobody has said, `sharing-family-public` when they do not know and everybody would read it.
pub(super) fn family_allows(
    family: Option<&Stored<SharingFamily>>,
    audience: Sharing,
) -> Result<FamilyKnows, &'static str> {
    let knows = family.ok_or("sharing-family")?.body.knows;
    match knows.needs_partner() && audience == Sharing::Public {
        true => Err("sharing-family-public"),
        false => Ok(knows),
    }
}

/// The lines that are ticked before a draft is released, with their lists.
pub fn asked_lines<'a>(
    scheme: &'a Scheme,
    def: &'a ReleaseDef,
) -> impl Iterator<Item = (&'a str, &'a CodeItem)> {
    let lists = def.lines.iter().filter_map(move |id| scheme.list(id));
    lists.flat_map(|list| {
        let items = list.items.iter();
        items.map(move |item| (list.label.en.as_str(), item))
    })
}

/// Whether every line was ticked for what would leave now, and none stops it.
///
/// # Errors
/// `release-lines` while one is open, `release-stopped` when one stops it.
pub(super) fn lines_allow(
    (made, draft): (&Made, RecordId),
    (def, scheme): (&ReleaseDef, &Scheme),
    text: &str,
) -> Result<(), &'static str> {
    for (_, item) in asked_lines(scheme, def) {
        let said = made.line(draft, &item.code);
        match said.filter(|one| one.body.text == text) {
            None => return Err("release-lines"),
            Some(one) if one.body.says == CheckSays::Stops => return Err("release-stopped"),
            Some(_) => {}
        }
    }
    Ok(())
}
