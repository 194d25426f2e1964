//! What a moment rests on: several entries at once, and nothing of them for whoever may not read them.

use access::{Ctx, Role, Section};
use app::Reference;
use app::chronology::{Account, chronology};
use app::journey::{of_moment, readable, rest_on};
use app::moment;
use app::team::add;
use model::RecordId;
use model::chronology::Restriction;
use model::learning::{BasisKind, Moment, MomentTurnKind};

use crate::chronology_out::signed_off;
use crate::decision::rule;
use crate::follow::form;
use crate::returns::entry;
use crate::support::{self, Instance, words};
use crate::team::{here, me, place};

/// Two of the team: one who reads what the police restrict, and one who does not.
async fn on_team(instance: &Instance, manager: &Ctx, reference: &Reference) -> (Ctx, Ctx) {
    let officer = here(instance, "Eve Officer", Role::Scrutineer).await;
    let reviewer = here(instance, "Cy Reviewer", Role::Scrutineer).await;
    for (who, sections) in [
        (&officer, vec![Section::PoliceRestricted]),
        (&reviewer, Vec::new()),
    ] {
        let mut new = place(me(who));
        if !sections.is_empty() {
            new.why = words("Leads the investigation.");
        }
        new.sections = sections;
        add(&instance.app, manager, reference, form(), &new)
            .await
            .unwrap();
    }
    (officer, reviewer)
}

#[tokio::test]
async fn several_entries_are_chosen_and_stay_private_to_those_who_may_read_them() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let mut secret = entry(6, "Somebody is being watched.");
        secret.restriction = Restriction::Police;
        let open = entry(5, "The school rang twice.");
        let made = signed_off(&instance, vec![open, secret]).await;
        let reference = &made.reference;
        let (officer, reviewer) = on_team(&instance, &made.manager, reference).await;
        let seen = Moment::of("The school had asked twice.");
        let id = moment::record(app, &officer, reference, form(), &seen)
            .await
            .unwrap();
        let found = chronology(app, &officer, reference).await.unwrap();
        let both: Vec<RecordId> = found.accounts.iter().filter_map(Account::id).collect();
        assert_eq!(both.len(), 2);
        let none = (form(), (id, 1));
        let refused = rest_on(app, &officer, reference, none, (&[], &[])).await;
        assert_eq!(rule(refused), "journey-basis-none");
        let hidden = (form(), (id, 1));
        let refused = rest_on(app, &reviewer, reference, hidden, (&both, &[])).await;
        assert_eq!(rule(refused), "journey-basis-gone", "one is not theirs");

        let sent = (form(), (id, 1));
        rest_on(app, &officer, reference, sent, (&both, &[]))
            .await
            .unwrap();
        let kept = of_moment(app, &officer, reference, id).await.unwrap();
        let body = &kept.moment.body;
        let rests: Vec<_> = body
            .basis
            .iter()
            .map(|one| (one.kind, one.record))
            .collect();
        let expected: Vec<_> = both
            .iter()
            .map(|one| (BasisKind::Entry, Some(*one)))
            .collect();
        assert_eq!(rests, expected);
        let turn = kept.versions.last().and_then(|one| one.turn.as_ref());
        assert_eq!(turn.unwrap().what, MomentTurnKind::SaidMore);
        let again = (form(), (id, kept.moment.version));
        let refused = rest_on(app, &officer, reference, again, (&both, &[])).await;
        assert_eq!(rule(refused), "journey-more-same");

        let may = readable(app, &reviewer, reference).await.unwrap();
        let theirs: Vec<bool> = both.iter().map(|id| may.entry(*id).is_some()).collect();
        assert_eq!(theirs.iter().filter(|one| **one).count(), 1);
        let all = readable(app, &officer, reference).await.unwrap();
        assert!(both.iter().all(|id| all.entry(*id).is_some()));
    }
}
