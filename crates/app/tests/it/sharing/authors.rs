//! A whole name, a day or an address that stays: whoever decided so does not release it, those who release agree to each with a reason,
//! and the address of a home does not stay at all.

use access::Ctx;
use app::sharing::{NewDecision, ask_to_release, decide, keep_family, release, stands};
use app::today::{Need, today};
use model::case::{FamilyKnows, FindingChoice};
use model::learning::Sharing;

use super::{asked_for, choose, confirmed, learning, new, people, releases, review, view, write};
use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, Instance, words};
use crate::team::later;

const CONDITION: &str =
    "Mr Jadon Pettigrew of the county rang three teams on 3 March 2024, and nobody rang back.";
const HOME: &str = "Letters went to 14 Acacia Avenue, and nobody read them.";

#[tokio::test]
async fn whoever_decided_that_a_name_and_a_day_stay_does_not_release_them_and_the_others_agree() {
    for instance in support::both(true).await {
        let reference = review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        let app = &instance.app;
        let draft = write(&instance, at, &new(learning(CONDITION), Sharing::Nation)).await;
        let decides = (&who.manager, &reference);
        loop {
            let found = view(&instance, decides, draft).await;
            let mut open = found.leaving.lines().filter(|one| one.decided.is_none());
            let Some(line) = open.next() else { break };
            let kept = FindingChoice::Kept { why: words("ok") };
            choose(&instance, decides, (draft, &line.found), kept)
                .await
                .unwrap();
        }
        let knows = (draft, FamilyKnows::Yes, "Told in May.");
        keep_family(app, at.0, &reference, (form(), None), knows)
            .await
            .unwrap();
        ask_to_release(app, at.0, &reference, (form(), draft))
            .await
            .unwrap();
        let found = view(&instance, at, draft).await;
        let kept = found.leaving.kept_to_agree();
        let kept: Vec<&str> = kept.map(|(line, _)| line.found.words.0.as_str()).collect();
        assert!(
            kept.iter().any(|words| words.contains("Pettigrew")),
            "{kept:?}"
        );
        assert!(kept.iter().any(|words| words.contains("March")), "{kept:?}");
        let own = releases(&instance, decides, draft).await;
        assert_eq!(rule(own), "release-author");
        let mut silent = confirmed(&instance, (&who.partner, &reference), draft).await;
        silent.agreed.clear();
        let silent = release(app, &who.partner, &reference, (form(), &silent)).await;
        assert_eq!(rule(silent), "release-agree");
        releases(&instance, (&who.partner, &reference), draft)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn the_address_of_a_home_does_not_stay() {
    for instance in support::both(true).await {
        let reference = review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        let draft = write(&instance, at, &new(learning(HOME), Sharing::Nation)).await;
        let found = view(&instance, at, draft).await;
        let mut lines = found.leaving.lines().map(|one| &one.found);
        let home = lines.find(|one| one.words.0.contains("Acacia")).unwrap();
        assert!(!home.known && !home.may_be_kept());
        let kept = FindingChoice::Kept {
            why: words("It is a common street."),
        };
        let refused = choose(&instance, at, (draft, home), kept).await;
        assert_eq!(rule(refused), "sharing-of-one-stays");
    }
}

/// What waits for somebody about what is shared.
async fn waits(instance: &Instance, ctx: &Ctx) -> Vec<&'static str> {
    let found = today(&instance.app, ctx).await.unwrap();
    let looks = found.lines.iter().filter_map(|line| match &line.need {
        Need::Look(look) => Some(look.what.code()),
        _ => None,
    });
    let shared = ["release_learning", "release_fell", "ask_again"];
    looks.filter(|what| shared.contains(what)).collect()
}

#[tokio::test]
async fn what_falls_away_stands_on_the_day_of_whoever_wrote_it_and_of_whoever_had_released_it() {
    for instance in support::both(true).await {
        let (reference, who, draft) = asked_for(&instance).await;
        let app = &instance.app;
        releases(&instance, (&who.manager, &reference), draft)
            .await
            .unwrap();
        assert!(waits(&instance, &who.author).await.is_empty());
        let found = view(&instance, (&who.partner, &reference), draft).await;
        let family = found.made.family(draft).unwrap();
        let sent = (form(), Some((family.id, family.version)));
        let knows = (draft, FamilyKnows::NotPossible, "Nobody can be reached.");
        keep_family(app, &who.partner, &reference, sent, knows)
            .await
            .unwrap();
        assert_eq!(waits(&instance, &who.author).await, ["ask_again"]);
        assert_eq!(waits(&instance, &who.manager).await, ["release_fell"]);
        assert!(waits(&instance, &who.partner).await.is_empty());
        let later = &later(&who.author, 60);
        ask_to_release(app, later, &reference, (form(), draft))
            .await
            .unwrap();
        assert!(waits(&instance, &who.author).await.is_empty());
        assert_eq!(waits(&instance, &who.manager).await, ["release_learning"]);
    }
}

#[tokio::test]
async fn a_decision_that_somebody_else_took_meanwhile_is_not_written_over() {
    for instance in support::both(true).await {
        let reference = review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        let draft = write(&instance, at, &new(learning(CONDITION), Sharing::Nation)).await;
        let found = view(&instance, at, draft).await;
        let line = found.leaving.lines().next().unwrap();
        let decision = |choice, stood| NewDecision {
            draft,
            field: line.found.field.to_owned(),
            words: line.found.words.0.clone(),
            start: line.found.start,
            choice,
            stood,
        };
        let shown = Some(stands(None, &line.found));
        let removed = decision(FindingChoice::Removed, shown.clone());
        decide(&instance.app, at.0, &reference, form(), &removed)
            .await
            .unwrap();
        let own = FindingChoice::Own {
            words: words("somebody"),
        };
        let late = decision(own.clone(), shown);
        let late = decide(&instance.app, &who.manager, &reference, form(), &late).await;
        assert_eq!(rule(late), "changed-meanwhile");
        let found = view(&instance, at, draft).await;
        let check = &found.made.check(draft).unwrap().body;
        let kept = check.decided.iter().map(|one| &one.choice);
        assert!(kept.eq([&FindingChoice::Removed]));
        let seen = decision(own, Some(stands(Some(check), &line.found)));
        decide(&instance.app, &who.manager, &reference, form(), &seen)
            .await
            .unwrap();
    }
}
