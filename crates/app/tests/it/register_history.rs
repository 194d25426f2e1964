//! The history of the register: every change with what stood before, in the sections that its reader may read. On both engines.

use access::{Role, Section};
use app::people_places::{
    Changed, Said, people_places, register_history, remove_tie, save_person, save_tie,
};
use app::team::add;
use model::RecordId;
use model::case::{RegisterPerson, RegisterSex, Tie, TieKind};

use crate::chronology_out::signed_off;
use crate::follow::form;
use crate::returns::entry;
use crate::support::{self, words};
use crate::team::{here, place};

fn somebody(name: &str) -> RegisterPerson {
    RegisterPerson {
        name: words(name),
        also_known_as: words(""),
        role: words("neighbour"),
        child: false,
        sex: RegisterSex::Female,
    }
}

fn name(said: Option<&Said>) -> Option<&str> {
    match said? {
        Said::Person(one) => Some(one.name.0.as_str()),
        _ => None,
    }
}

#[tokio::test]
async fn each_change_stands_with_what_was_before_and_what_was_taken_away_stays() {
    for instance in support::both(false).await {
        let made = signed_off(&instance, vec![entry(6, "Officers came.")]).await;
        let (app, ctx, reference) = (&instance.app, &made.manager, &made.reference);
        let none = register_history(app, ctx, reference).await.unwrap();
        assert!(none.is_empty());
        let general = Section::General;
        let keep = async |id: Option<(RecordId, i64)>, name: &str| {
            let one = somebody(name);
            let sent = ((form(), id), (&one, general));
            save_person(app, ctx, reference, sent).await.unwrap();
            let found = people_places(app, ctx, reference).await.unwrap();
            let mut people = found.register.people();
            let one = people.find(|(_, called)| *called == name);
            one.map(|(id, _)| id).unwrap()
        };
        let ada = keep(None, "Ada Larch").await;
        let bo = keep(None, "Bo Larch").await;
        keep(Some((ada, 1)), "Ada Larch-Marsh").await;
        let tie = Tie {
            from: ada,
            kind: TieKind::Sibling,
            to: bo,
            since: None,
            until: None,
            ended: false,
            source: words("The police"),
        };
        let new = (tie, general);
        save_tie(app, ctx, reference, ((form(), None), &new))
            .await
            .unwrap();
        let found = people_places(app, ctx, reference).await.unwrap();
        let tie = (found.register.ties[0].record.id, 1);
        remove_tie(app, ctx, reference, (form(), tie))
            .await
            .unwrap();

        let all = register_history(app, ctx, reference).await.unwrap();
        assert_eq!(all.len(), 5, "{all:?}");
        let of = |id: RecordId| all.iter().filter(move |one| one.id == id);
        let of_ada: Vec<&Changed> = of(ada).collect();
        let changed = of_ada.iter().find(|one| one.before.is_some()).unwrap();
        assert_eq!(name(changed.before.as_ref()), Some("Ada Larch"));
        assert_eq!(name(changed.now.as_ref()), Some("Ada Larch-Marsh"));
        let me = ctx.person().unwrap().id.to_string();
        assert_eq!(changed.by.as_deref(), Some(me.as_str()));
        assert_eq!(of(bo).count(), 1);
        let gone = of(tie.0).find(|one| one.now.is_none()).unwrap();
        assert!(matches!(gone.before, Some(Said::Tie(_))));
    }
}

#[tokio::test]
async fn what_stands_in_a_closed_section_is_not_in_it() {
    for instance in support::both(false).await {
        let made = signed_off(&instance, vec![entry(6, "Officers came.")]).await;
        let (app, reference) = (&instance.app, &made.reference);
        let keeper = here(&instance, "Eve Keeper", Role::Scrutineer).await;
        let mut new = place(keeper.actor.person().unwrap().id);
        new.why = words("Leads the investigation.");
        new.sections = vec![Section::ProtectedIdentities];
        add(app, &made.manager, reference, form(), &new)
            .await
            .unwrap();
        let hidden = somebody("Vik Marlow");
        let sent = ((form(), None), (&hidden, Section::ProtectedIdentities));
        save_person(app, &keeper, reference, sent).await.unwrap();
        let seen = register_history(app, &keeper, reference).await.unwrap();
        assert_eq!(name(seen[0].now.as_ref()), Some("Vik Marlow"));
        let closed = register_history(app, &made.manager, reference).await;
        assert!(closed.unwrap().is_empty());
        let stranger = instance.acting(Role::EntryChecker, Some("police"));
        assert!(register_history(app, &stranger, reference).await.is_err());
    }
}
