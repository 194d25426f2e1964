//! What could be put together and stays all the same: it quotes the words that make it up, those who release it agree to each of it with
//! a reason, and whoever decided so is not among them.

use access::Ctx;
use app::Reference;
use app::sharing::{DraftStands, Rare, RarePart, ask_to_release, keep_family, release, save_draft};
use model::RecordId;
use model::case::{FamilyKnows, FindingChoice};
use model::learning::Sharing;

use super::{
    People, choose, confirmed, learning, new, outside, people, releases, review, round, view, write,
};
use crate::decision::rule;
use crate::follow::{form, manager};
use crate::support::{self, Instance, words};

const CONDITION: &str = "A Year 3 pupil from a Somali family waited in February, because two teams did not read each other.";
const WITHOUT: &str = "A pupil waited, because two teams did not read each other.";

/// A draft of the author's in which this person decided that everything stays that was found; its release is asked for.
async fn all_stays(
    instance: &Instance,
    (who, reference): (&People, &Reference),
    decides: &Ctx,
) -> RecordId {
    let at = (&who.author, reference);
    let draft = write(instance, at, &new(learning(CONDITION), Sharing::Nation)).await;
    loop {
        let found = view(instance, (decides, reference), draft).await;
        let mut open = found.leaving.lines().filter(|one| one.decided.is_none());
        let Some(line) = open.next() else { break };
        let kept = FindingChoice::Kept {
            why: words("Such children go to every school of the area."),
        };
        choose(instance, (decides, reference), (draft, &line.found), kept)
            .await
            .unwrap();
    }
    let (app, knows) = (&instance.app, (draft, FamilyKnows::Yes, "Told in May."));
    keep_family(app, at.0, reference, (form(), None), knows)
        .await
        .unwrap();
    ask_to_release(app, at.0, reference, (form(), draft))
        .await
        .unwrap();
    draft
}

/// How often it was written down that somebody released something, with a digest of what they said.
async fn written_down(instance: &Instance) -> usize {
    let vault = instance.app.vault(&manager(instance)).await.unwrap();
    let since = model::Instant::default();
    let rows = vault
        .db()
        .read(|tx| Box::pin(access::ledger::rows_since(tx, since, 10_000)))
        .await
        .unwrap();
    let released = rows.iter().filter(|row| row.action == "release_learning");
    released.filter(|row| row.digest.is_some()).count()
}

#[tokio::test]
async fn the_words_that_make_it_up_are_told_with_their_places() {
    for instance in support::both(true).await {
        let reference = review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        let draft = write(&instance, at, &new(learning(CONDITION), Sharing::Nation)).await;
        let found = view(&instance, at, draft).await;
        let together = found.leaving.together.iter();
        let rare: Vec<&Rare> = together
            .filter_map(|line| line.found.rare.as_ref())
            .collect();
        let parts: Vec<&RarePart> = rare.iter().flat_map(|one| &one.parts).collect();
        let mut told: Vec<&str> = parts.iter().flat_map(|part| part.words()).collect();
        told.sort_unstable();
        told.dedup();
        assert_eq!(told, ["February", "Somali", "Year 3"]);
        for said in parts.iter().flat_map(|part| &part.said) {
            let mut fields = found.leaving.fields.iter();
            let field = fields.find(|one| one.field == said.field).unwrap();
            let words = field.leaves.get(said.start..said.end);
            assert_eq!(words, Some(said.words.0.as_str()));
        }
        let counted = rare.iter().filter_map(|one| one.count.as_ref());
        assert!(counted.clone().count() > 0);
        assert!(
            counted
                .into_iter()
                .all(|one| one.fits < f64::from(one.fewest))
        );

        let place = Some((draft, found.draft.version));
        let less = new(learning(WITHOUT), Sharing::Nation);
        save_draft(&instance.app, at.0, &reference, (form(), place), &less)
            .await
            .unwrap();
        let found = view(&instance, at, draft).await;
        assert!(found.leaving.together.is_empty());
    }
}

#[tokio::test]
async fn whoever_releases_agrees_to_each_that_stays_with_a_reason_of_their_own() {
    for instance in support::both(true).await {
        let reference = review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let draft = all_stays(&instance, (&who, &reference), &who.author).await;
        let at = (&who.author, &reference);
        let kept = view(&instance, at, draft).await;
        let kept = kept.leaving.kept_to_agree().count();
        assert!(kept > 1);
        let app = &instance.app;
        let releaser = (&who.manager, &reference);
        let mut says = confirmed(&instance, releaser, draft).await;
        assert_eq!(says.agreed.len(), kept);
        let last = says.agreed.pop().unwrap();
        let few = release(app, releaser.0, releaser.1, (form(), &says)).await;
        assert_eq!(rule(few), "release-agree");
        let mut silent = last.clone();
        silent.why = words(" ");
        says.agreed.push(silent);
        let silent = release(app, releaser.0, releaser.1, (form(), &says)).await;
        assert_eq!(rule(silent), "release-agree-why");
        let found = view(&instance, at, draft).await;
        assert!(found.slots.iter().all(|one| one.given.is_none()));
        says.agreed.pop();
        says.agreed.push(last);
        release(app, releaser.0, releaser.1, (form(), &says))
            .await
            .unwrap();
        assert_eq!(written_down(&instance).await, 1);
        let found = view(&instance, at, draft).await;
        let mut given = found.slots.iter().filter_map(|one| one.given.as_ref());
        assert_eq!(given.next().unwrap().agreed, says.agreed);
        for one in [&who.partner, &who.governance] {
            releases(&instance, (one, &reference), draft).await.unwrap();
        }
        round(&instance).await;
        assert!(outside(&instance, at, draft).await.is_some());
    }
}

#[tokio::test]
async fn whoever_decided_that_it_stays_does_not_release_it() {
    for instance in support::both(true).await {
        let reference = review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let draft = all_stays(&instance, (&who, &reference), &who.partner).await;
        let refused = releases(&instance, (&who.partner, &reference), draft).await;
        assert_eq!(rule(refused), "release-author");
        releases(&instance, (&who.manager, &reference), draft)
            .await
            .unwrap();
        let at = (&who.partner, &reference);
        let stands = view(&instance, at, draft).await.stands();
        assert_eq!(stands, DraftStands::Asked);
    }
}

#[tokio::test]
async fn another_reason_for_what_stays_is_agreed_to_anew() {
    for instance in support::both(true).await {
        let reference = review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let draft = all_stays(&instance, (&who, &reference), &who.author).await;
        let at = (&who.author, &reference);
        let before = confirmed(&instance, (&who.manager, &reference), draft).await;
        releases(&instance, (&who.manager, &reference), draft)
            .await
            .unwrap();
        let found = view(&instance, at, draft).await;
        let (line, _) = found.leaving.kept_to_agree().next().unwrap();
        let other = FindingChoice::Kept {
            why: words("It was in every newspaper."),
        };
        choose(&instance, at, (draft, &line.found), other)
            .await
            .unwrap();
        ask_to_release(&instance.app, at.0, at.1, (form(), draft))
            .await
            .unwrap();
        let found = view(&instance, at, draft).await;
        assert!(found.slots.iter().all(|one| one.given.is_none()));
        let (app, ctx) = (&instance.app, &who.manager);
        let late = release(app, ctx, &reference, (form(), &before)).await;
        assert_eq!(rule(late), "release-changed");
    }
}
