//! Whose release is wanted, who has given it, and what else is missing before something leaves.

use std::collections::BTreeSet;

use access::directory::Agency;
use access::{Ctx, Role};
use model::case::{
    CheckSays, FamilyKnows, FindingChoice, ReleaseStep, ReleasedAs, SharingAuthor, SharingDraft,
    SharingFamily,
};
use model::learning::Sharing;
use model::scheme::{CodeItem, ReleaseBy, ReleaseDef, Scheme};
use model::{AgencyId, PersonId, RecordId};
use vault::Stored;

use super::made::Made;
use crate::decision::Partner;
use crate::decision::partners::partners;

/// How many people release something at least, whatever a scheme says.
const FEWEST: usize = 2;

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

/// The releases that a draft wants, each with who gave it for this digest. However few a scheme makes of them, two are wanted.
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
            ReleaseBy::Colleague => slots.push(empty(ReleasedAs::Colleague, None)),
            ReleaseBy::InformationGovernance => {
                slots.push(empty(ReleasedAs::InformationGovernance, None));
            }
            ReleaseBy::EveryPartner => {
                let all = partners(scheme, here).into_iter();
                slots.extend(all.map(|one| empty(ReleasedAs::Partner, Some(one))));
            }
        }
    }
    for released_as in [ReleasedAs::BusinessManager, ReleasedAs::Partner] {
        let there = slots
            .iter()
            .any(|one: &Slot| one.released_as == released_as);
        if slots.len() < FEWEST && !there && !def.among_colleagues() {
            slots.push(empty(released_as, None));
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
        (Role::PanelSecretariat, ReleasedAs::Colleague),
        (Role::PanelMember, ReleasedAs::Colleague),
        (Role::RegionalFacilitator, ReleasedAs::Colleague),
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
    (writers, slots): (&[SharingAuthor], &[Slot]),
) -> Result<ReleasedAs, &'static str> {
    let person = ctx.actor.person().ok_or("release-not-wanted")?;
    if writers.iter().any(|one| one.person == person.id) {
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
        ReleaseBy::Colleague => ReleasedAs::Colleague,
    };
    let mine = capacities(ctx);
    def.by.iter().any(|by| mine.contains(&wants(by)))
}

/// Everybody who wrote some of what leaves: the draft, or words in the place of something found.
pub(super) fn writers(made: &Made, draft: &Stored<SharingDraft>) -> Vec<SharingAuthor> {
    let mut all = draft.body.authors.clone();
    let check = made.check(draft.id).map(|one| &one.body);
    let own = check.into_iter().flat_map(|check| &check.decided);
    let own = own.filter(|one| matches!(one.choice, FindingChoice::Own { .. }));
    all.extend(own.map(|one| one.by));
    all
}

/// The releases that count for this digest: of nobody who wrote some of it, and of nobody whom the conflict list bars; and whether
/// one does not count because of that list.
pub(super) fn counted<'a>(
    (made, draft): (&'a Made, &Stored<SharingDraft>),
    text: &str,
    barred: &BTreeSet<PersonId>,
) -> (Vec<&'a ReleaseStep>, bool) {
    let writers = writers(made, draft);
    let steps = made.steps(draft.id).map(|one| &one.body);
    let steps = steps.filter(|one| one.text == text);
    let (out, mut steps): (Vec<_>, Vec<_>) =
        steps.partition(|one: &&ReleaseStep| barred.contains(&one.person));
    steps.retain(|one| !writers.iter().any(|writer| writer.person == one.person));
    (steps, !out.is_empty())
}

/// Whether those who release are at least two people, not all of one agency, and somebody of another agency than those who wrote
/// is among them. Whoever brings no agency is of the partnership itself.
pub(super) fn are_enough<'a>(
    writers: &[SharingAuthor],
    agencies: impl Iterator<Item = &'a Option<AgencyId>>,
) -> bool {
    let agencies: Vec<&Option<AgencyId>> = agencies.collect();
    let different: BTreeSet<&Option<AgencyId>> = agencies.iter().copied().collect();
    let wrote = |agency: &AgencyId| writers.iter().any(|one| one.agency == Some(*agency));
    let other = |one: &&Option<AgencyId>| one.as_ref().is_some_and(|agency| !wrote(agency));
    agencies.len() >= FEWEST && different.len() >= FEWEST && agencies.iter().any(other)
}

/// Whether it may go that far, by what the family knows.
///
/// # Errors
/// `sharing-family` while nobody has said, `sharing-family-public` when they do not know though they could, and everybody would read
/// it, `sharing-family-partner` when everybody would read it and no partner gave the reason why they cannot be told.
pub(super) fn family_allows(
    family: Option<&Stored<SharingFamily>>,
    audience: Sharing,
) -> Result<FamilyKnows, &'static str> {
    let said = &family.ok_or("sharing-family")?.body;
    if audience == Sharing::Public && said.knows.never_public() {
        return Err("sharing-family-public");
    }
    if audience == Sharing::Public && said.knows.needs_partner() && !said.as_partner {
        return Err("sharing-family-partner");
    }
    Ok(said.knows)
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    fn id<T: std::str::FromStr>(last: u8) -> T
    where
        T::Err: std::fmt::Debug,
    {
        let text = format!("0190b3a4-7c00-7000-8000-0000000000{last:02}");
        text.parse().unwrap()
    }

    #[test]
    fn those_who_release_are_two_of_different_agencies_and_one_is_of_none_that_wrote() {
        let agency = |last: u8| Some(id::<AgencyId>(last));
        let wrote = [SharingAuthor {
            person: id(1),
            agency: agency(11),
        }];
        for (agencies, enough) in [
            (vec![None, agency(12)], true),
            (vec![agency(11), agency(12)], true),
            (vec![agency(12)], false),
            (vec![agency(12), agency(12)], false),
            (vec![None, agency(11)], false),
            (vec![None, None], false),
        ] {
            assert_eq!(are_enough(&wrote, agencies.iter()), enough, "{agencies:?}");
        }
    }

    #[test]
    fn two_are_wanted_where_a_scheme_comes_to_one() {
        let (name, text) = model::scheme::shipped().first().unwrap();
        let scheme = &Scheme::parse(text, name).unwrap();
        let def = ReleaseDef {
            audience: Sharing::Public,
            by: vec![ReleaseBy::Partner],
            lines: Vec::new(),
            source: String::new(),
            checked: false,
        };
        let slots = slots((&def, scheme), &[], &[]);
        let wanted: Vec<ReleasedAs> = slots.iter().map(|one| one.released_as).collect();
        assert_eq!(wanted, [ReleasedAs::Partner, ReleasedAs::BusinessManager]);
    }
}
