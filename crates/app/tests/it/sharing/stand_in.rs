//! Where every business manager wrote some of it, a partner's delegate of another agency releases in their place and says why.

use access::{Ctx, Role};
use app::sharing::{Confirmed, Wanted, draft_to_release, release};
use app::{AppError, Reference};
use model::case::ReleasedAs;
use model::learning::Sharing;
use model::{RecordId, Sensitive};

use super::{learning, new, outside, releases, review, round, settle, view, write};
use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, Instance, words};
use crate::team::member;

/// A draft for the nation that the only business manager wrote, and of which the release is asked.
async fn by_the_manager(instance: &Instance) -> (Reference, Ctx, RecordId) {
    let reference = review(instance, "Tamsin Quillfeather").await;
    let named = ("Wyndrop Corvant", Role::BusinessManager);
    let manager = member(instance, named, (instance.partnership, None)).await;
    let first = learning("Two record systems do not show each other's entries.");
    let at = (&manager, &reference);
    let draft = write(instance, at, &new(first, Sharing::Nation)).await;
    settle(instance, at, draft).await;
    (reference, manager, draft)
}

/// Releases it with a reason.
async fn with_a_reason(
    instance: &Instance,
    (ctx, reference): (&Ctx, &Reference),
    (draft, why): (RecordId, Sensitive<String>),
) -> Result<(), AppError> {
    let app = &instance.app;
    let found = draft_to_release(app, ctx, reference, draft).await.unwrap();
    let text = found.text.unwrap();
    let confirmed = &Confirmed {
        draft,
        text,
        why,
        agreed: Vec::new(),
    };
    release(app, ctx, reference, (form(), confirmed)).await
}

#[tokio::test]
async fn a_partner_of_another_agency_releases_in_the_place_of_the_only_manager_and_says_why() {
    for instance in support::both(true).await {
        let (reference, manager, draft) = by_the_manager(&instance).await;
        let partner = |agency| instance.acting(Role::DelegatedPartner, Some(agency));
        let (first, second) = (partner("local_authority"), partner("police"));
        let governance = instance.acting(Role::InformationGovernance, None);
        for one in [&first, &governance] {
            releases(&instance, (one, &reference), draft).await.unwrap();
        }
        let own = releases(&instance, (&manager, &reference), draft).await;
        assert_eq!(rule(own), "release-author");
        let at = (&second, &reference);
        let read = draft_to_release(&instance.app, at.0, at.1, draft).await;
        let wanted = Wanted {
            released_as: ReleasedAs::Partner,
            in_place_of: Some(ReleasedAs::BusinessManager),
        };
        assert_eq!(read.unwrap().wanted, Ok(wanted));
        let silent = releases(&instance, at, draft).await;
        assert_eq!(rule(silent), "release-stand-in-why");
        let twice = with_a_reason(&instance, (&first, &reference), (draft, words("No."))).await;
        assert_eq!(rule(twice), "release-given");
        round(&instance).await;
        let reads = (&manager, &reference);
        assert!(outside(&instance, reads, draft).await.is_none());
        let why = words("The only business manager wrote it.");
        with_a_reason(&instance, at, (draft, why.clone()))
            .await
            .unwrap();
        round(&instance).await;
        assert!(outside(&instance, reads, draft).await.is_some());
        let found = view(&instance, reads, draft).await;
        let mut slots = found.slots.iter();
        let slot = slots.find(|one| one.released_as == ReleasedAs::BusinessManager);
        let given = slot.unwrap().given.clone().unwrap();
        assert_eq!(given.in_place_of.unwrap().why, why);
    }
}

#[tokio::test]
async fn nobody_stands_in_while_another_manager_could_release() {
    for instance in support::both(true).await {
        let (reference, _, draft) = by_the_manager(&instance).await;
        let named = ("Orla Fenwright", Role::BusinessManager);
        let other = member(&instance, named, (instance.partnership, None)).await;
        let partner = |agency| instance.acting(Role::DelegatedPartner, Some(agency));
        let (first, second) = (partner("local_authority"), partner("police"));
        releases(&instance, (&first, &reference), draft)
            .await
            .unwrap();
        let why = words("The manager is away.");
        let refused = with_a_reason(&instance, (&second, &reference), (draft, why)).await;
        assert_eq!(rule(refused), "release-not-wanted");
        releases(&instance, (&other, &reference), draft)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn the_record_of_who_did_what_says_that_somebody_stood_in() {
    for instance in support::both(true).await {
        let (reference, _, draft) = by_the_manager(&instance).await;
        let partner = |agency| instance.acting(Role::DelegatedPartner, Some(agency));
        releases(&instance, (&partner("local_authority"), &reference), draft)
            .await
            .unwrap();
        let second = partner("police");
        let why = words("The only business manager wrote it.");
        with_a_reason(&instance, (&second, &reference), (draft, why))
            .await
            .unwrap();
        let vault = instance.app.vault(&second).await.unwrap();
        let since = model::Instant::default();
        let rows = vault
            .db()
            .read(|tx| Box::pin(access::ledger::rows_since(tx, since, 10_000)))
            .await
            .unwrap();
        let done = |action: &str| {
            let rows = rows.iter();
            let rows = rows.filter(|row| row.action == action && row.outcome == "done");
            rows.filter(|row| row.record.is_some()).count()
        };
        assert_eq!((done("stand_in_release"), done("release_learning")), (1, 1));
    }
}
