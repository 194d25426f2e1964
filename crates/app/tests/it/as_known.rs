//! As known on: what an agency, and a role in it, knew on a day. On both engines.

use access::{Ctx, Section};
use app::AppError;
use app::chronology::{
    Chronology, Eyes, Knew, Role, chronology, reached, record_reach, roles, stand, take_reach_away,
};
use app::names::{Names, names};
use app::team::add;
use model::case::{Could, Needed, Reach, ReturnFound};
use model::chronology::{Entry, Restriction, ShareStands, Shared};
use model::{AgencyId, RecordId, UncertainDate};

use crate::decision::rule;
use crate::follow::form;
use crate::returns::signing::signed;
use crate::returns::{Sent, entry, sent, with_head, write};
use crate::support::{self, Instance, words};
use crate::team::{day, here, place};

/// An entry of some days ago, written down on the same day by a role.
pub fn written(days: i64, (role, text): (&str, &str)) -> Entry {
    let mut one = entry(days, text);
    one.recorded.on = Some(one.date);
    one.recorded.by_role = words(role);
    one
}

/// It was shared with a role of an agency some days ago.
pub fn shared_with(mut one: Entry, agency: AgencyId, (role, days): (&str, i64)) -> Entry {
    one.shared.push(Shared {
        agency: Some(agency.to_string()),
        with: words(role),
        on: UncertainDate::day(day(-days)).unwrap(),
        stands: ShareStands::Confirmed,
    });
    one
}

/// The police signed these entries off.
pub async fn police(instance: &Instance, entries: Vec<Entry>) -> (Sent, Vec<RecordId>) {
    let made = sent(instance).await;
    with_head(instance, &made, ReturnFound::Known).await;
    let mut ids = Vec::new();
    for one in entries {
        let of = (&made.author, made.request);
        ids.push(write(&instance.app, of, None, one).await.unwrap());
    }
    signed(instance, &made).await;
    (made, ids)
}

pub async fn seen(instance: &Instance, made: &Sent, ctx: &Ctx) -> (Chronology, Names) {
    let names = names(&instance.app, ctx).await.unwrap();
    let found = chronology(&instance.app, ctx, &made.reference).await;
    (found.unwrap(), names)
}

/// How the accounts stood for a role of an agency, some days ago.
fn stood(
    (found, names): &mut (Chronology, Names),
    (agency, role): (AgencyId, Option<&Role>),
    (ids, days): (&[RecordId], i64),
) -> Vec<Knew> {
    let eyes = Eyes {
        agency,
        role: role.cloned(),
    };
    stand(found, names, &eyes, day(-days));
    let one = |id: &RecordId| found.account(*id).unwrap().stood.unwrap().knew;
    ids.iter().map(one).collect()
}

#[tokio::test]
async fn a_role_is_told_apart_from_its_agency_and_has_a_code_of_this_review() {
    for instance in support::both(false).await {
        let council = instance.agency_of("local_authority").unwrap();
        let police_of = instance.agency_of("police").unwrap();
        let told = written(20, ("Sergeant", "Officers came to the home."));
        let entries = vec![
            shared_with(told, council, ("Duty social worker", 18)),
            written(10, ("Call handler", "A neighbour rang.")),
        ];
        let (made, ids) = police(&instance, entries).await;
        let mut view = seen(&instance, &made, &made.manager).await;
        let of_police = roles(&view.0, &view.1, police_of);
        let called: Vec<&str> = of_police.iter().map(|one| one.called.as_str()).collect();
        assert_eq!(called, ["Call handler", "Sergeant"]);
        let of_council = roles(&view.0, &view.1, council);
        assert_eq!(of_council[0].called, "Duty social worker");
        for role in of_police.iter().chain(&of_council) {
            assert_eq!(role.code.len(), 16);
            let plain = |letter: char| letter.is_ascii_hexdigit();
            assert!(role.code.chars().all(plain), "nothing but a code");
        }
        let again = roles(&view.0, &view.1, police_of);
        assert_eq!(again, of_police, "the same each time");

        let all = (&ids[..], 5);
        let handler = (police_of, Some(&of_police[0]));
        assert_eq!(
            stood(&mut view, handler, all),
            [Knew::InAgency, Knew::Known]
        );
        let whole = (police_of, None);
        assert_eq!(stood(&mut view, whole, all), [Knew::Known, Knew::Known]);
        let worker = (council, Some(&of_council[0]));
        assert_eq!(
            stood(&mut view, worker, all),
            [Knew::Known, Knew::RecordedElsewhere]
        );
        assert_eq!(
            stood(&mut view, worker, (&ids[..], 19)),
            [Knew::RecordedElsewhere, Knew::Later],
            "the day before it was shared"
        );
    }
}

#[tokio::test]
async fn a_role_that_only_restricted_entries_name_is_not_offered() {
    for instance in support::both(false).await {
        let mut secret = written(20, ("Undercover officer", "Somebody is being watched."));
        secret.restriction = Restriction::Police;
        let open = written(10, ("Call handler", "A neighbour rang."));
        let (made, ids) = police(&instance, vec![secret, open]).await;
        let of = instance.agency_of("police").unwrap();
        let (found, names) = seen(&instance, &made, &made.manager).await;
        assert!(found.account(ids[0]).is_none());
        let called = roles(&found, &names, of);
        let called: Vec<&str> = called.iter().map(|one| one.called.as_str()).collect();
        assert_eq!(called, ["Call handler"]);
    }
}

/// Somebody on the team, who reads these sections beside the general one.
pub async fn on_team(
    instance: &Instance,
    made: &Sent,
    (name, role, sections): (&str, access::Role, Vec<Section>),
) -> Ctx {
    let ctx = here(instance, name, role).await;
    let mut new = place(ctx.actor.person().unwrap().id);
    if !sections.is_empty() {
        new.why = words("Leads the investigation.");
    }
    new.sections = sections;
    let (manager, reference) = (&made.manager, &made.reference);
    add(&instance.app, manager, reference, form(), &new)
        .await
        .unwrap();
    ctx
}

fn said(entry: RecordId, agency: AgencyId, (who, system): (&str, Could)) -> Reach {
    let needed = |could| Needed {
        could,
        words: words(""),
    };
    Reach {
        entry,
        agency,
        role: words(""),
        as_of: day(-5),
        said_by: words(who),
        said_on: day(-1),
        system: needed(system),
        permission: needed(Could::NotSaid),
        reason: needed(Could::NotSaid),
        time: needed(Could::NotSaid),
    }
}

async fn record(instance: &Instance, made: &Sent, ctx: &Ctx, new: &Reach) -> Result<(), AppError> {
    record_reach(&instance.app, ctx, &made.reference, (form(), new)).await
}

#[tokio::test]
async fn what_people_who_were_there_said_stands_side_by_side() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let council = instance.agency_of("local_authority").unwrap();
        let told = written(20, ("Sergeant", "Officers came to the home."));
        let (made, ids) = police(&instance, vec![told]).await;
        let (manager, reference) = (&made.manager, &made.reference);
        let none = reached(app, manager, reference).await.unwrap();
        assert!(none.may_record && none.said.is_empty(), "not asked yet");

        let yes = said(ids[0], council, ("Duty social worker", Could::Yes));
        record(&instance, &made, manager, &yes).await.unwrap();
        let no = said(ids[0], council, ("Team manager", Could::No));
        let lead = ("Lee Lead", access::Role::LeadReviewer, Vec::new());
        let lead = on_team(&instance, &made, lead).await;
        record(&instance, &made, &lead, &no).await.unwrap();
        let both = reached(app, manager, reference).await.unwrap().said;
        let bodies: Vec<&Reach> = both.iter().map(|one| &one.body).collect();
        assert_eq!(bodies, [&yes, &no], "neither outweighs the other");

        let at = (both[0].id, both[0].version);
        take_reach_away(app, manager, reference, (form(), at))
            .await
            .unwrap();
        let late = take_reach_away(app, manager, reference, (form(), at)).await;
        assert_eq!(rule(late), "changed-meanwhile");
        let left = reached(app, manager, reference).await.unwrap().said;
        assert_eq!(left.len(), 1);
    }
}

#[tokio::test]
async fn what_nobody_said_is_not_recorded_and_who_may_not_records_nothing() {
    for instance in support::both(false).await {
        let council = instance.agency_of("local_authority").unwrap();
        let told = written(20, ("Sergeant", "Officers came to the home."));
        let (made, ids) = police(&instance, vec![told]).await;
        let good = said(ids[0], council, ("Duty social worker", Could::Yes));
        let nobody = said(ids[0], council, (" ", Could::Yes));
        let nothing = said(ids[0], council, ("Duty social worker", Could::NotSaid));
        let later = Reach {
            said_on: day(1),
            ..good.clone()
        };
        let before = Reach {
            said_on: day(-6),
            ..good.clone()
        };
        let nowhere = crypto::id(support::NOW).unwrap();
        let gone = said(nowhere, council, ("Duty social worker", Could::Yes));
        for (wrong, code) in [
            (nobody, "reach-said-by"),
            (nothing, "reach-nothing"),
            (later, "reach-later"),
            (before, "reach-before"),
            (gone, "event-gone"),
        ] {
            let refused = record(&instance, &made, &made.manager, &wrong).await;
            assert_eq!(rule(refused), code);
        }
        let reader = ("Cy Reader", access::Role::Scrutineer, Vec::new());
        let reader = on_team(&instance, &made, reader).await;
        let refused = record(&instance, &made, &reader, &good).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let seen = reached(&instance.app, &reader, &made.reference).await;
        let seen = seen.unwrap();
        assert!(!seen.may_record && seen.said.is_empty());
    }
}

#[tokio::test]
async fn what_was_said_of_a_restricted_entry_is_read_by_whoever_reads_the_entry() {
    for instance in support::both(false).await {
        let council = instance.agency_of("local_authority").unwrap();
        let mut secret = written(20, ("Undercover officer", "Somebody is being watched."));
        secret.restriction = Restriction::Police;
        let (made, ids) = police(&instance, vec![secret]).await;
        let new = said(ids[0], council, ("Duty social worker", Could::No));
        let guess = record(&instance, &made, &made.manager, &new).await;
        assert_eq!(rule(guess), "event-gone");
        let sections = vec![Section::PoliceRestricted];
        let officer = ("Eve Officer", access::Role::ReviewGroupMember, sections);
        let officer = on_team(&instance, &made, officer).await;
        record(&instance, &made, &officer, &new).await.unwrap();
        let of = |ctx: Ctx| {
            let (app, reference) = (instance.app.clone(), made.reference.clone());
            async move { reached(&app, &ctx, &reference).await.unwrap().said.len() }
        };
        assert_eq!(of(officer.clone()).await, 1);
        assert_eq!(of(made.manager.clone()).await, 0);
    }
}
