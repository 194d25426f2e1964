//! What a partnership reads and goes further: it keeps its authors, and both are taken back together where somebody says so.

use app::ours;
use app::sharing::{DraftStands, NewDraft, NewRecall, recall, save_draft};
use model::RecordId;
use model::case::{RecallReason, SharedFrom};
use model::learning::Sharing;

use super::within::{listed, out_within};
use super::{learning, new, outside, releases, round, settle, view, write};
use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, words};
use crate::team::me;

#[tokio::test]
async fn what_stands_of_the_same_words_is_named_and_taken_back_together_where_somebody_says_so() {
    for instance in support::both(true).await {
        let (reference, who, draft, item) = out_within(&instance).await;
        let at = (&who.author, &reference);
        let first = view(&instance, at, draft).await;
        let release = first.release().unwrap();
        assert!(first.made.same_words(&release.body).is_empty());
        let begun = NewDraft {
            from: SharedFrom::PartnershipRelease,
            of: Some(release.id),
            ..new(release.body.learning.clone(), Sharing::Nation)
        };
        let second = write(&instance, at, &begun).await;
        settle(&instance, at, second).await;
        for one in [&who.manager, &who.partner, &who.governance] {
            releases(&instance, (one, &reference), second)
                .await
                .unwrap();
        }
        round(&instance).await;
        for (here, other) in [(draft, second), (second, draft)] {
            let found = view(&instance, at, here).await;
            let release = &found.release().unwrap().body;
            let same = found.made.same_words(release);
            let of: Vec<RecordId> = same.iter().map(|one| one.body.of).collect();
            assert_eq!(of, [other], "each names the other");
        }
        let found = view(&instance, at, second).await;
        let back = NewRecall {
            others: true,
            release: found.release().unwrap().id,
            reason: RecallReason::Recognised,
            why: words("A reader knew the street."),
        };
        recall(&instance.app, &who.manager, &reference, (form(), &back))
            .await
            .unwrap();
        assert!(
            listed(&instance, &who.manager, "").await.is_empty(),
            "from the partnership it goes at once"
        );
        let shown = ours::open(&instance.app, &who.manager, item).await.unwrap();
        assert!(shown.item.learning.is_none());
        round(&instance).await;
        let outside = outside(&instance, at, second).await.unwrap();
        assert!(outside.body.is_none());
        for one in [draft, second] {
            let found = view(&instance, at, one).await;
            assert_eq!(found.stands(), DraftStands::TakenBack);
            let release = &found.release().unwrap().body;
            assert!(found.made.same_words(release).is_empty());
        }
    }
}

#[tokio::test]
async fn whoever_wrote_it_does_not_release_it_to_more_readers_when_somebody_else_puts_it_forward() {
    for instance in support::both(true).await {
        let (reference, who, draft, _) = out_within(&instance).await;
        let at = (&who.partner, &reference);
        let first = view(&instance, at, draft).await;
        let release = first.release().unwrap();
        let begun = NewDraft {
            from: SharedFrom::PartnershipRelease,
            of: Some(release.id),
            ..new(release.body.learning.clone(), Sharing::Nation)
        };
        let second = write(&instance, at, &begun).await;
        let found = settle(&instance, at, second).await;
        let (author, partner) = (me(&who.author), me(&who.partner));
        assert_eq!(found.written_by(), (vec![author], vec![partner]));
        for one in [&who.author, &who.partner] {
            let refused = releases(&instance, (one, &reference), second).await;
            assert_eq!(rule(refused), "release-author");
        }
        let other = learning("Three record systems do not show each other's entries.");
        let place = (form(), Some((second, found.draft.version)));
        let changed = NewDraft {
            learning: other,
            ..begun
        };
        save_draft(&instance.app, at.0, at.1, place, &changed)
            .await
            .unwrap();
        let found = view(&instance, at, second).await;
        assert_eq!(found.written_by(), (vec![author, partner], Vec::new()));
    }
}
