//! What a national body learned from its own work leaves through the same gate: held against every case of its store, and released by
//! somebody else of it.

use access::{Ctx, Role};
use app::commons::ItemState;
use app::moment::{own_place, record};
use app::sharing::{
    DraftStands, NewDraft, NewHold, NewRecall, all_sharing, ask_to_release, keep_family, lift_hold,
    lifters_on_offer, put_hold, recall, save_draft, sharing,
};
use app::{AppError, Reference};
use model::RecordId;
use model::case::{FamilyKnows, FindingChoice, RecallReason, SharedFrom};
use model::learning::{Moment, Sharing};

use super::{choose, decide_all, learning, outside, releases, round, view, wanted, write};
use crate::decision::rule;
use crate::follow::{form, manager};
use crate::support::{self, Instance, words};
use crate::team::{day, me, member};

fn own(condition: &str, of: Option<RecordId>) -> NewDraft {
    NewDraft {
        from: SharedFrom::OwnWork,
        of,
        learning: learning(condition),
        audience: Sharing::Nation,
        names_partnership: true,
    }
}

/// Takes everything out that was found, says that no family is concerned, and asks for the release.
async fn settled(instance: &Instance, at: (&Ctx, &Reference), draft: RecordId) {
    decide_all(instance, at, (draft, "Many letters are meant.")).await;
    let (app, (ctx, reference)) = (&instance.app, at);
    let told = (draft, FamilyKnows::Yes, "Told by their worker in May.");
    let refused = keep_family(app, ctx, reference, (form(), None), told).await;
    assert_eq!(rule(refused), "sharing-family-own");
    let none = (draft, FamilyKnows::NotConcerned, "It is about our letters.");
    keep_family(app, ctx, reference, (form(), None), none)
        .await
        .unwrap();
    ask_to_release(app, ctx, reference, (form(), draft))
        .await
        .unwrap();
}

#[tokio::test]
async fn the_national_body_shares_what_it_learned_itself() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let (_, there) = crate::national::told(&instance).await;
        let member = instance.at_the_national_body(Role::PanelMember);
        let secretariat = instance.at_the_national_body(Role::PanelSecretariat);
        let place = own_place(app, &member).await.unwrap();
        let at = (&member, &place);
        let seen = Moment::of("We ask for what was sent already.");
        let moment = record(app, &member, &place, form(), &seen).await.unwrap();
        let list = sharing(app, &secretariat, &place).await.unwrap();
        assert!(list.own_work && list.moments.len() == 1 && list.made.drafts.is_empty());

        // The reference of a case of which the body was told stands in its own text.
        let said = format!("Letters about {there} ask for what was sent already.");
        let draft = write(&instance, at, &own(&said, Some(moment))).await;
        let found = view(&instance, at, draft).await;
        assert_eq!(found.beside.unwrap().0, "We ask for what was sent already.");
        let known = found.leaving.lines().find(|one| one.found.known);
        let known = known.unwrap().found.clone();
        assert!(known.words.0.contains(there.as_str()), "{:?}", known.words);
        let why = words("It is a common number.");
        let kept = choose(&instance, at, (draft, &known), FindingChoice::Kept { why }).await;
        assert_eq!(rule(kept), "sharing-known-stays");
        settled(&instance, at, draft).await;

        assert_eq!(wanted(&instance, &member).await, [""; 0], "who wrote it");
        assert_eq!(wanted(&instance, &secretariat).await, ["release_learning"]);
        let own_release = releases(&instance, at, draft).await;
        assert_eq!(rule(own_release), "release-author");
        assert!(outside(&instance, at, draft).await.is_none());
        releases(&instance, (&secretariat, &place), draft)
            .await
            .unwrap();
        round(&instance).await;
        let item = outside(&instance, at, draft).await.unwrap();
        assert_eq!(item.state, ItemState::Standing);
        let condition = item.body.unwrap().condition;
        assert!(!condition.contains(there.as_str()), "{condition}");
        let origin = item.origin.unwrap();
        assert_eq!(origin.organisation, instance.national, "it is named");
        assert!(!item.family_told);
        let all = all_sharing(app, &secretariat).await.unwrap();
        assert!(all.iter().any(|one| one.stands == DraftStands::Released));

        let back = NewRecall {
            others: false,
            release: view(&instance, at, draft).await.release().unwrap().id,
            reason: RecallReason::Wrong,
            why: words("It was another letter."),
        };
        recall(app, &secretariat, &place, (form(), &back))
            .await
            .unwrap();
        round(&instance).await;
        let gone = outside(&instance, at, draft).await.unwrap();
        assert_eq!(gone.state, ItemState::Recalled);
    }
}

#[tokio::test]
async fn only_its_own_place_is_own_work() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let (here, there) = crate::national::told(&instance).await;
        let member = instance.at_the_national_body(Role::PanelMember);
        let place = own_place(app, &member).await.unwrap();
        let text = "Letters ask for what was sent already.";
        let nothing = NewDraft {
            from: SharedFrom::Nothing,
            ..own(text, None)
        };
        let sent = (form(), None);
        let refused = save_draft(app, &member, &place, sent, &nothing).await;
        assert_eq!(rule(refused), "sharing-from");
        let sent = (form(), None);
        let refused = save_draft(app, &member, &there, sent, &own(text, None)).await;
        assert_eq!(rule(refused), "sharing-from");
        let sent = (form(), None);
        let refused = save_draft(app, &member, &there, sent, &nothing).await;
        assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
        let author = manager(&instance);
        let sent = (form(), None);
        let refused = save_draft(app, &author, &here, sent, &own(text, None)).await;
        assert_eq!(rule(refused), "sharing-from");
    }
}

#[tokio::test]
async fn a_hold_names_nobody_who_is_only_the_second_person_and_could_not_lift_it() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let ctx = instance.at_the_national_body(Role::PanelMember);
        let place = own_place(app, &ctx).await.unwrap();
        let at = (&ctx, &place);
        let seen = Moment::of("We ask for what was sent already.");
        let moment = record(app, &ctx, &place, form(), &seen).await.unwrap();
        let said = own("Letters ask for what was sent already.", Some(moment));
        let draft = write(&instance, at, &said).await;
        let there = (instance.national.unwrap(), None);
        let reader = member(&instance, ("Reader Hask", Role::SecondReader), there).await;
        let other = member(&instance, ("Other Hask", Role::PanelMember), there).await;
        let offered = lifters_on_offer(app, &ctx, &place).await.unwrap();
        let offers = |who: &Ctx| offered.iter().any(|(person, _)| *person == me(who));
        assert!(!offers(&reader) && offers(&other));
        let mut hold = NewHold {
            draft,
            why: words("A letter is still to come."),
            lifts: me(&reader),
            look_again: day(30),
        };
        let refused = put_hold(app, &ctx, &place, form(), &hold).await;
        assert_eq!(rule(refused), "sharing-hold-person");
        hold.lifts = me(&other);
        let hold = put_hold(app, &ctx, &place, form(), &hold).await.unwrap();
        let why = words("The letter came.");
        lift_hold(app, &other, &place, form(), (hold, &why))
            .await
            .unwrap();
    }
}
