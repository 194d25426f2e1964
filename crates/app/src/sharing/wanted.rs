//! Whose release is wanted, who has given it, and what else is missing before something leaves.

use std::collections::{BTreeMap, BTreeSet};

use access::directory::{self, Agency};
use access::{Ctx, Person, Role, Strength};
use model::case::{CheckSays, FamilyKnows, ReleaseStep, ReleasedAs, SharingAuthor, SharingDraft};
use model::learning::Sharing;
use model::scheme::{CodeItem, ReleaseBy, ReleaseDef, Scheme, fewest_releasing};
use model::{AgencyId, PersonId, RecordId};
use vault::Stored;

use super::kept::agrees_to_all;
use super::made::Made;
use super::writers::writers;
use crate::decision::Partner;
use crate::decision::partners::{agencies, partners};
use crate::{App, AppError};

/// As what people release, by their roles.
const OF_ROLE: [(Role, ReleasedAs); 8] = [
    (Role::BusinessManager, ReleasedAs::BusinessManager),
    (Role::DelegatedPartner, ReleasedAs::Partner),
    (Role::LeadPartner, ReleasedAs::Partner),
    (Role::PanelSecretariat, ReleasedAs::Colleague),
    (Role::PanelMember, ReleasedAs::Colleague),
    (Role::RegionalFacilitator, ReleasedAs::Colleague),
    (Role::SecondReader, ReleasedAs::Colleague),
    (
        Role::InformationGovernance,
        ReleasedAs::InformationGovernance,
    ),
];

const fn as_what(by: ReleaseBy) -> ReleasedAs {
    match by {
        ReleaseBy::BusinessManager => ReleasedAs::BusinessManager,
        ReleaseBy::Partner | ReleaseBy::EveryPartner => ReleasedAs::Partner,
        ReleaseBy::InformationGovernance => ReleasedAs::InformationGovernance,
        ReleaseBy::OneOther => ReleasedAs::OneOther,
        ReleaseBy::Colleague => ReleasedAs::Colleague,
    }
}

/// Which agencies work in the organisation of a case, and who may release there.
#[derive(Debug, Clone, Default)]
pub(super) struct Here {
    agencies: Vec<Agency>,
    holders: Vec<(ReleasedAs, PersonId)>,
    /// Everybody with a role here, as they would act.
    pub(super) people: Vec<Person>,
    /// Whether it was released: who stood in then is not asked again.
    released: bool,
}

impl Here {
    /// Of the organisation that the actor acts for, today.
    pub(super) async fn of(app: &App, ctx: &Ctx) -> Result<Self, AppError> {
        let (organisation, today) = (ctx.organisation, ctx.today());
        let members = app.directory().look(ctx, |tx| {
            Box::pin(directory::members_of(tx, organisation, today))
        });
        let mut holders = Vec::new();
        let mut people: BTreeMap<PersonId, Person> = BTreeMap::new();
        for one in members.await? {
            let held = one.membership;
            if held.from > today {
                continue;
            }
            let person = people.entry(held.person).or_insert_with(|| Person {
                id: held.person,
                agency: held.agency,
                authority: held.authority,
                roles: BTreeSet::new(),
                // Nobody signs in: only what the policies say of their roles is asked.
                strength: Strength::Demonstration,
            });
            person.roles.insert(held.role);
            let role = OF_ROLE.iter().find(|(role, _)| *role == held.role);
            holders.extend(role.map(|(_, released_as)| (*released_as, held.person)));
        }
        Ok(Self {
            agencies: agencies(app, ctx).await?,
            holders,
            people: people.into_values().collect(),
            released: false,
        })
    }

    /// The same, for a draft that was released or was not.
    pub(super) fn once_released(self, released: bool) -> Self {
        Self { released, ..self }
    }

    /// Whether everybody who could release as this wrote some of it.
    fn all_wrote(&self, released_as: ReleasedAs, writers: &[SharingAuthor]) -> bool {
        let holds = |(held, _): &&(ReleasedAs, PersonId)| *held == released_as;
        let mut holders = self.holders.iter().filter(holds).peekable();
        let any = holders.peek().is_some();
        let wrote = |person: PersonId| writers.iter().any(|one| one.person == person);
        self.released || (any && holders.all(|(_, person)| wrote(*person)))
    }
}

/// Whether somebody brings an agency of which nobody wrote.
fn is_outside(writers: &[SharingAuthor], agency: Option<AgencyId>) -> bool {
    agency.is_some() && !writers.iter().any(|one| one.agency == agency)
}

/// As what the actor's release is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// As what they release.
    pub released_as: ReleasedAs,
    /// In whose place, where everybody of that role wrote some of it.
    pub in_place_of: Option<ReleasedAs>,
}

/// One release that is wanted.
#[derive(Debug, Clone)]
pub struct Slot {
    /// As what somebody gives it.
    pub released_as: ReleasedAs,
    /// As what somebody of another agency than those who wrote may give it in that place, where they all wrote.
    pub stand_in: Option<ReleasedAs>,
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

    /// Whether a step fills it.
    fn takes(&self, step: &ReleaseStep, writers: &[SharingAuthor]) -> bool {
        let fits = match &step.in_place_of {
            None => self.released_as == step.released_as && self.is_for(step.agency),
            Some(place) => {
                self.released_as == place.of
                    && self.stand_in == Some(step.released_as)
                    && is_outside(writers, step.agency)
            }
        };
        fits && self.given.is_none()
    }
}

/// The releases that a draft wants, each with who gave it for this digest. However few a scheme makes of them, two are wanted
/// beyond the partnership.
pub(super) fn slots(
    (def, scheme): (&ReleaseDef, &Scheme),
    (here, writers): (&Here, &[SharingAuthor]),
    steps: &[&ReleaseStep],
) -> Vec<Slot> {
    let empty = |released_as, partner| Slot {
        released_as,
        stand_in: None,
        partner,
        given: None,
    };
    let mut slots = Vec::new();
    for by in &def.by {
        if *by == ReleaseBy::EveryPartner {
            let all = partners(scheme, &here.agencies).into_iter();
            slots.extend(all.map(|one| empty(ReleasedAs::Partner, Some(one))));
            continue;
        }
        let released_as = as_what(*by);
        let stand_in = def.stands_in_for(*by).map(as_what);
        slots.push(Slot {
            stand_in: stand_in.filter(|_| here.all_wrote(released_as, writers)),
            ..empty(released_as, None)
        });
    }
    for released_as in [ReleasedAs::BusinessManager, ReleasedAs::Partner] {
        let there = slots
            .iter()
            .any(|one: &Slot| one.released_as == released_as);
        if slots.len() < fewest_releasing(def.audience) && !there && !def.among_colleagues() {
            slots.push(empty(released_as, None));
        }
    }
    for step in steps {
        let mut open = slots.iter_mut();
        if let Some(slot) = open.find(|slot| slot.takes(step, writers)) {
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
    let mine = OF_ROLE.into_iter();
    let mine = mine.filter(|(role, _)| person.roles.contains(role));
    let mut mine: Vec<ReleasedAs> = mine.map(|(_, released_as)| released_as).collect();
    if !mine.is_empty() {
        mine.push(ReleasedAs::OneOther);
    }
    mine
}

/// As what the actor's release is wanted now.
///
/// # Errors
/// `release-author` for whoever wrote some of what leaves, `release-given` for whoever has released it already, `release-not-wanted`
/// for anybody whose release is not asked for, `release-another-agency` for whoever could stand in but is of an agency that wrote.
pub(super) fn wanted_of(
    ctx: &Ctx,
    (writers, slots): (&[SharingAuthor], &[Slot]),
) -> Result<Wanted, &'static str> {
    let person = ctx.actor.person().ok_or("release-not-wanted")?;
    if writers.iter().any(|one| one.person == person.id) {
        return Err("release-author");
    }
    let mut given = slots.iter().filter_map(|slot| slot.given.as_ref());
    if given.any(|step| step.person == person.id) {
        return Err("release-given");
    }
    let mine = capacities(ctx);
    let open = || slots.iter().filter(|slot| slot.given.is_none());
    let own = |slot: &&Slot| mine.contains(&slot.released_as) && slot.is_for(person.agency);
    if let Some(slot) = open().find(own) {
        return Ok(Wanted {
            released_as: slot.released_as,
            in_place_of: None,
        });
    }
    let places = open().filter_map(|slot| Some((slot.released_as, slot.stand_in?)));
    let mut places = places.filter(|(_, by)| mine.contains(by));
    let (of, released_as) = places.next().ok_or("release-not-wanted")?;
    if !is_outside(writers, person.agency) {
        return Err("release-another-agency");
    }
    Ok(Wanted {
        released_as,
        in_place_of: Some(of),
    })
}

/// Whether the actor is the second person that leaves something where no case stands behind it: nobody who wrote some of it and,
/// where the organisation has agencies, nobody of an agency that wrote. Whoever brings no agency is of the organisation itself.
///
/// # Errors
/// `release-author`, `second-another-agency`; `release-not-wanted` for a second reader from elsewhere where the organisation has
/// agencies: there are people enough.
pub(crate) fn second_person(
    ctx: &Ctx,
    here: &[Agency],
    writers: &[SharingAuthor],
) -> Result<(), &'static str> {
    let person = ctx.actor.person().ok_or("release-not-wanted")?;
    if writers.iter().any(|one| one.person == person.id) {
        return Err("release-author");
    }
    if !here.is_empty() && person.roles.iter().all(|role| *role == Role::SecondReader) {
        return Err("release-not-wanted");
    }
    if !here.is_empty() && writers.iter().any(|one| one.agency == person.agency) {
        return Err("second-another-agency");
    }
    Ok(())
}

/// Whether the actor's release could be wanted by their role, for *Today*: nothing of the text is read.
pub(super) fn may_be_wanted(ctx: &Ctx, def: &ReleaseDef) -> bool {
    let mine = capacities(ctx);
    let stand_ins = def.stand_in.iter().map(|one| one.by);
    let mut all = def.by.iter().copied().chain(stand_ins);
    all.any(|by| mine.contains(&as_what(by)))
}

/// The releases that count for this digest: of nobody who wrote some of it, and of nobody whom the conflict list bars, and none that
/// does not agree to everything that stays and could tell who somebody is; and whether one does not count because of that list.
pub(super) fn counted<'a>(
    (made, draft): (&'a Made, &Stored<SharingDraft>),
    (text, kept): (&str, &[&str]),
    barred: &BTreeSet<PersonId>,
) -> (Vec<&'a ReleaseStep>, bool) {
    let writers = writers(made, draft);
    let steps = made.steps(draft.id).map(|one| &one.body);
    let steps = steps.filter(|one| one.text == text && agrees_to_all(one, kept));
    let (out, mut steps): (Vec<_>, Vec<_>) =
        steps.partition(|one: &&ReleaseStep| barred.contains(&one.person));
    steps.retain(|one| !writers.iter().any(|writer| writer.person == one.person));
    (steps, !out.is_empty())
}

/// Whether those who release are at least two people, not all of one agency, and somebody of another agency than those who wrote
/// is among them. Whoever brings no agency is of the partnership itself. Within the partnership one person is enough who did not
/// write it.
pub(super) fn are_enough<'a>(
    (audience, writers): (Sharing, &[SharingAuthor]),
    agencies: impl Iterator<Item = &'a Option<AgencyId>>,
) -> bool {
    let agencies: Vec<&Option<AgencyId>> = agencies.collect();
    let fewest = fewest_releasing(audience);
    if !audience.is_beyond() {
        return agencies.len() >= fewest;
    }
    let different: BTreeSet<&Option<AgencyId>> = agencies.iter().copied().collect();
    let wrote = |agency: &AgencyId| writers.iter().any(|one| one.agency == Some(*agency));
    let other = |one: &&Option<AgencyId>| one.as_ref().is_some_and(|agency| !wrote(agency));
    agencies.len() >= fewest && different.len() >= fewest && agencies.iter().any(other)
}

/// Whether somebody brings another agency than everybody who wrote some of what leaves, and is none of them. Whoever brings no
/// agency answers for none.
pub(super) fn is_of_another(who: &SharingAuthor, writers: &[SharingAuthor]) -> bool {
    let wrote = |one: &SharingAuthor| one.person == who.person || one.agency == who.agency;
    who.agency.is_some() && !writers.iter().any(wrote)
}

/// Whether it may go that far, by what the family knows.
///
/// # Errors
/// `sharing-family` while nobody has said, `sharing-family-public` when they do not know though they could, and everybody would read
/// it, `sharing-family-partner` when everybody would read it and no partner gave the reason why they cannot be told,
/// `sharing-family-agency` when the reason why they do not know is of somebody who wrote some of it, or of their agency.
pub(super) fn family_allows(
    (made, draft): (&Made, &Stored<SharingDraft>),
) -> Result<FamilyKnows, &'static str> {
    let said = &made.family(draft.id).ok_or("sharing-family")?.body;
    let audience = draft.body.audience;
    if audience == Sharing::Public && said.knows.never_public() {
        return Err("sharing-family-public");
    }
    if audience == Sharing::Public && said.knows.needs_partner() && !said.as_partner {
        return Err("sharing-family-partner");
    }
    if said.knows.needs_partner() && !is_of_another(&said.by, &writers(made, draft)) {
        return Err("sharing-family-agency");
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
            let beyond = are_enough((Sharing::Region, &wrote), agencies.iter());
            assert_eq!(beyond, enough, "{agencies:?}");
        }
        let within = |agencies: &[Option<AgencyId>]| {
            are_enough((Sharing::Partnership, &wrote), agencies.iter())
        };
        assert!(within(&[None]) && within(&[agency(11)]));
        assert!(!within(&[]), "nobody is not enough");
    }

    #[test]
    fn two_are_wanted_where_a_scheme_comes_to_one() {
        let (name, text) = model::scheme::shipped().first().unwrap();
        let scheme = &Scheme::parse(text, name).unwrap();
        let wanted = |audience: Sharing, by: ReleaseBy| {
            let def = ReleaseDef {
                audience,
                by: vec![by],
                stand_in: Vec::new(),
                lines: Vec::new(),
                source: String::new(),
                checked: false,
            };
            let slots = slots((&def, scheme), (&Here::default(), &[]), &[]);
            let wanted = slots.iter().map(|one| one.released_as);
            wanted.collect::<Vec<ReleasedAs>>()
        };
        let of_one = wanted(Sharing::Public, ReleaseBy::Partner);
        assert_eq!(of_one, [ReleasedAs::Partner, ReleasedAs::BusinessManager]);
        let within = wanted(Sharing::Partnership, ReleaseBy::OneOther);
        assert_eq!(within, [ReleasedAs::OneOther]);
    }

    #[test]
    fn somebody_stands_in_where_everybody_of_a_role_wrote() {
        let (name, text) = model::scheme::shipped().first().unwrap();
        let scheme = &Scheme::parse(text, name).unwrap();
        let def = scheme.release_to(Sharing::Region).unwrap();
        let wrote = |last: u8| SharingAuthor {
            person: id(last),
            agency: None,
        };
        let here = |holders: &[u8]| Here {
            holders: holders
                .iter()
                .map(|last| (ReleasedAs::BusinessManager, id(*last)))
                .collect(),
            ..Here::default()
        };
        let stands_in = |here: &Here, writers: &[SharingAuthor]| {
            let slots = slots((def, scheme), (here, writers), &[]);
            let mut managers = slots
                .iter()
                .filter(|one| one.released_as == ReleasedAs::BusinessManager);
            managers.next().unwrap().stand_in
        };
        let partner = Some(ReleasedAs::Partner);
        assert_eq!(stands_in(&here(&[1]), &[wrote(1)]), partner);
        assert_eq!(stands_in(&here(&[1, 2]), &[wrote(1)]), None, "another may");
        assert_eq!(stands_in(&here(&[1, 2]), &[wrote(1), wrote(2)]), partner);
        assert_eq!(stands_in(&here(&[1]), &[wrote(3)]), None);
        assert_eq!(stands_in(&here(&[]), &[wrote(1)]), None, "nobody has it");
        let released = here(&[1, 2]).once_released(true);
        assert_eq!(stands_in(&released, &[wrote(1)]), partner);
    }
}
