//! Which releases count: of people whom nothing bars, of what was asked for now, and never without a partner where the family does
//! not know.

use access::Role;
use app::sharing::{ask_to_release, keep_family, save_draft};
use model::case::FamilyKnows;
use model::learning::Sharing;

use super::{asked_for, learning, new, outside, people, releases, review, round, view, write};
use crate::decision::rule;
use crate::follow::form;
use crate::support;
use crate::team::{barred, member};

#[tokio::test]
async fn what_is_changed_and_changed_back_is_released_anew() {
    for instance in support::both(true).await {
        let (reference, who, draft) = asked_for(&instance).await;
        let at = (&who.author, &reference);
        releases(&instance, (&who.manager, &reference), draft)
            .await
            .unwrap();
        let first = view(&instance, at, draft).await;
        let before = first.text.clone().unwrap();
        let other = learning("Three record systems do not show each other's entries.");
        for text in [other, first.draft.body.learning.0.clone()] {
            let shown = view(&instance, at, draft).await.draft.version;
            let sent = (form(), Some((draft, shown)));
            save_draft(&instance.app, at.0, at.1, sent, &new(text, Sharing::Nation))
                .await
                .unwrap();
        }
        ask_to_release(&instance.app, at.0, at.1, (form(), draft))
            .await
            .unwrap();
        let again = view(&instance, at, draft).await;
        assert_eq!(again.draft.body.learning, first.draft.body.learning);
        assert_ne!(again.text.unwrap(), before);
        assert!(again.slots.iter().all(|one| one.given.is_none()));
    }
}

#[tokio::test]
async fn the_release_of_whom_the_conflict_list_bars_does_not_count() {
    for instance in support::both(true).await {
        let (reference, who, draft) = asked_for(&instance).await;
        let at = (&who.author, &reference);
        let of = |kind: &str| (instance.partnership, instance.agency_of(kind));
        let named = ("Wyndrop Corvant", Role::DelegatedPartner);
        let partner = member(&instance, named, of("local_authority")).await;
        for one in [&partner, &who.manager] {
            releases(&instance, (one, &reference), draft).await.unwrap();
        }
        assert!(!view(&instance, at, draft).await.one_does_not_count);
        barred(&instance, &reference, &who.manager, &partner).await;
        let found = view(&instance, at, draft).await;
        assert!(found.one_does_not_count);
        let given = found.slots.iter().filter(|one| one.given.is_some());
        assert_eq!(given.count(), 1);
        releases(&instance, (&who.governance, &reference), draft)
            .await
            .unwrap();
        round(&instance).await;
        assert!(outside(&instance, at, draft).await.is_none());
        releases(&instance, (&who.partner, &reference), draft)
            .await
            .unwrap();
        round(&instance).await;
        assert!(outside(&instance, at, draft).await.is_some());
    }
}

#[tokio::test]
async fn two_of_one_agency_are_not_enough() {
    for instance in support::both(true).await {
        let reference = review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let first = learning("Two record systems do not show each other's entries.");
        let draft = new(first, Sharing::Nation);
        // The partner who would release is of the agency whose delegate wrote it.
        let author = instance.acting(Role::DelegatedPartner, Some("local_authority"));
        let at = (&author, &reference);
        let draft = write(&instance, at, &draft).await;
        super::settle(&instance, at, draft).await;
        for one in [&who.manager, &who.governance] {
            releases(&instance, (one, &reference), draft).await.unwrap();
        }
        let refused = releases(&instance, (&who.partner, &reference), draft).await;
        assert_eq!(rule(refused), "release-another-agency");
    }
}

#[tokio::test]
async fn where_nobody_can_tell_the_family_a_partner_gives_the_reason() {
    for instance in support::both(true).await {
        let reference = review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        let first = learning("Two record systems do not show each other's entries.");
        let draft = write(&instance, at, &new(first, Sharing::Public)).await;
        let (app, knows) = (&instance.app, FamilyKnows::NotPossible);
        let said = (draft, knows, "Nobody knows where they live.");
        let refused = keep_family(app, &who.manager, &reference, (form(), None), said).await;
        assert_eq!(rule(refused), "sharing-family-partner");
        keep_family(app, &who.partner, &reference, (form(), None), said)
            .await
            .unwrap();
        let stops = view(&instance, at, draft).await.stops;
        assert!(!stops.contains(&"sharing-family-partner"));
        assert!(!stops.contains(&"sharing-family-public"));
    }
}

#[tokio::test]
async fn without_the_family_a_partner_says_why_and_it_is_never_for_everybody() {
    for instance in support::both(true).await {
        let reference = review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        let first = learning("Two record systems do not show each other's entries.");
        let draft = write(&instance, at, &new(first, Sharing::Public)).await;
        let (app, no) = (&instance.app, (draft, FamilyKnows::No, "They moved away."));
        let refused = keep_family(app, &who.manager, &reference, (form(), None), no).await;
        assert_eq!(rule(refused), "sharing-family-partner");
        keep_family(app, &who.partner, &reference, (form(), None), no)
            .await
            .unwrap();
        let found = view(&instance, at, draft).await;
        assert!(found.stops.contains(&"sharing-family-public"));
        assert!(found.stops.contains(&"release-lines"));
        assert_eq!(found.slots.len(), 3, "one for each partner");
        let region = write(
            &instance,
            at,
            &new(found.draft.body.learning.0, Sharing::Region),
        )
        .await;
        let found = view(&instance, at, region).await;
        assert!(found.stops.contains(&"sharing-no-region"));
    }
}

#[tokio::test]
async fn the_reason_is_of_a_partner_of_another_agency_than_those_who_wrote_it() {
    for instance in support::both(true).await {
        let reference = review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        let first = learning("Two record systems do not show each other's entries.");
        let draft = write(&instance, at, &new(first, Sharing::Nation)).await;
        let app = &instance.app;
        let said = (draft, FamilyKnows::No, "They moved away.");
        let colleague = instance.acting(Role::DelegatedPartner, Some("police"));
        for one in [&who.author, &colleague] {
            let refused = keep_family(app, one, &reference, (form(), None), said).await;
            assert_eq!(rule(refused), "sharing-family-agency");
        }
        let place = keep_family(app, &who.partner, &reference, (form(), None), said);
        let place = place.await.unwrap();
        let stops = async || view(&instance, at, draft).await.stops;
        assert!(!stops().await.contains(&"sharing-family-agency"));
        let other = learning("Three record systems do not show each other's entries.");
        let shown = view(&instance, at, draft).await.draft.version;
        let sent = (form(), Some((draft, shown)));
        let changed = new(other, Sharing::Nation);
        save_draft(app, &who.partner, &reference, sent, &changed)
            .await
            .unwrap();
        assert!(
            stops().await.contains(&"sharing-family-agency"),
            "whoever gave the reason wrote some of it since"
        );
        let told = (draft, FamilyKnows::Yes, "Told by their worker in May.");
        let sent = (form(), Some((place, 1)));
        keep_family(app, &who.author, &reference, sent, told)
            .await
            .unwrap();
        assert!(!stops().await.contains(&"sharing-family-agency"));
    }
}
