//! A name on record does not leave in another dress: taken apart, in other letters, with signs in it that nobody sees.

use app::AppError;
use app::sharing::all_sharing;
use model::case::FindingChoice;
use model::learning::Sharing;

use super::{CHILD, choose, learning, new, people, review, settle, view, write};
use crate::support::{self, words};

/// Ways to write the name of the child on record so that it is read and not spelt.
const DRESSED: [&str; 10] = [
    "Ｔａｍｓｉｎ Ｑｕｉｌｌｆｅａｔｈｅｒ",
    "𝐓𝐚𝐦𝐬𝐢𝐧",
    "Тамсин",
    "Tam\u{FEFF}sin",
    "Tam&shy;sin",
    "Tam-\nsin",
    "T-a-m-s-i-n",
    "Tam sin",
    "Quillfeath3r",
    "TamsinQuillfeather",
];

#[tokio::test]
async fn a_name_in_another_dress_is_known_and_cannot_be_kept() {
    for instance in support::both(true).await {
        let reference = review(&instance, CHILD).await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        for said in DRESSED {
            let told = learning(&format!(
                "Nobody asked {said} what would have helped them most."
            ));
            let draft = write(&instance, at, &new(told, Sharing::Nation)).await;
            let found = view(&instance, at, draft).await;
            let mut known = found.leaving.lines().filter(|line| line.found.known);
            let line = known.find(|line| line.found.words.0.contains(said));
            assert!(line.is_some(), "{said}");
            let kept = FindingChoice::Kept {
                why: words("Nobody will read it so."),
            };
            let line = line.unwrap();
            let refused = choose(&instance, at, (draft, &line.found), kept).await;
            assert!(
                matches!(refused, Err(AppError::Rule("sharing-known-stays"))),
                "{said}"
            );
        }
    }
}

#[tokio::test]
async fn an_initial_of_the_child_is_asked_about() {
    for instance in support::both(true).await {
        let reference = review(&instance, CHILD).await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        let told = learning("The Q family was not told, and nobody had a plan for it.");
        let draft = write(&instance, at, &new(told, Sharing::Nation)).await;
        let found = view(&instance, at, draft).await;
        let mut lines = found.leaving.lines();
        assert!(lines.any(|line| line.found.words.0.contains('Q')));
    }
}

#[tokio::test]
async fn a_list_tells_two_of_one_review_apart_and_a_stranger_to_it_no_words() {
    for instance in support::both(true).await {
        let reference = review(&instance, CHILD).await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        for told in ["Two record systems stand apart.", "Nobody holds the list."] {
            write(&instance, at, &new(learning(told), Sharing::Nation)).await;
        }
        let all = all_sharing(&instance.app, at.0).await.unwrap();
        let said = all.iter().filter_map(|one| one.condition.as_ref());
        let mut said: Vec<&str> = said.map(|one| one.0.as_str()).collect();
        said.sort_unstable();
        assert_eq!(
            said,
            ["Nobody holds the list.", "Two record systems stand apart."]
        );
        let all = all_sharing(&instance.app, &who.governance).await.unwrap();
        assert!(!all.is_empty());
        let named = learning("Tamsin Quillfeather was not asked.");
        let draft = write(&instance, at, &new(named, Sharing::Nation)).await;
        settle(&instance, at, draft).await;
        let asked = all_sharing(&instance.app, &who.governance).await.unwrap();
        let one = asked.iter().find(|one| one.draft == draft).unwrap();
        let said = one.condition.as_ref().unwrap();
        assert!(!said.0.contains("Quillfeather") && said.0.contains("was not asked"));
        assert!(all.iter().all(|one| one.condition.is_none()), "not asked");
    }
}
