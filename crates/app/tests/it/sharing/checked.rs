//! What the check asks about, what it shows of what is not decided yet, and the themes of what is shared.

use access::Role;
use app::commons::Theme;
use app::library::{NewThemes, agree_themes, ask_themes, themes_in_force, themes_waiting};
use app::sharing::{NewDraft, ask_to_release, save_draft};
use model::case::FindingChoice;
use model::learning::{EffectSeen, Sharing};

use super::{choose, learning, new, people, review, settle, view, write};
use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, words};

/// A number in the form of those of the NHS, whose check digit is wrong.
const MISTYPED: &str = "999 123 4567";

#[tokio::test]
async fn a_number_with_a_wrong_check_digit_beside_its_label_is_asked_about() {
    for instance in support::both(true).await {
        let reference = review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        let text = format!("Letters lie under NHS number {MISTYPED} in one team.");
        let draft = write(&instance, at, &new(learning(&text), Sharing::Nation)).await;
        let found = view(&instance, at, draft).await;
        let mut lines = found.leaving.lines().enumerate();
        let (place, line) = lines
            .find(|(_, one)| one.found.words.0.contains(MISTYPED))
            .unwrap();
        assert_eq!(line.found.says(), ("failed_check", "check_fails"));
        assert!(line.decided.is_none());
        let (before, said, after) = found.leaving.sentence(place + 1).unwrap();
        assert_eq!(format!("{before}{said}{after}"), text);
        let early = ask_to_release(&instance.app, at.0, at.1, (form(), draft)).await;
        assert_eq!(rule(early), "sharing-open");
        let own = FindingChoice::Own {
            words: words(&format!("NHS number {MISTYPED}")),
        };
        let refused = choose(&instance, at, (draft, &line.found), own).await;
        assert_eq!(rule(refused), "sharing-own-found");
        let settled = settle(&instance, at, draft).await;
        assert!(!settled.leaving.learning.condition.contains("4567"));
    }
}

#[tokio::test]
async fn what_is_not_decided_yet_is_marked_in_what_would_leave() {
    for instance in support::both(true).await {
        let reference = review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        let text = "Tamsin Quillfeather was met by two teams.";
        let draft = write(&instance, at, &new(learning(text), Sharing::Nation)).await;
        let marked = async || {
            let found = view(&instance, at, draft).await;
            let fields = found.leaving.fields.iter();
            let marked = fields.flat_map(|one| {
                let places = one.undecided.iter();
                places.map(|place| one.leaves[place.clone()].to_owned())
            });
            marked.collect::<Vec<String>>()
        };
        let open = marked().await;
        assert!(open.iter().any(|one| one.contains("Tamsin")), "{open:?}");
        settle(&instance, at, draft).await;
        assert_eq!(marked().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn what_is_shared_bears_themes_of_the_one_list() {
    for instance in support::both(true).await {
        let (app, reference) = (
            &instance.app,
            review(&instance, "Tamsin Quillfeather").await,
        );
        let who = people(&instance);
        let at = (&who.author, &reference);
        let themed = |codes: &[&str]| {
            let text = "Records are lost at each handover between two teams. Nobody reads them.";
            let mut learning = learning(text);
            learning.themes = codes.iter().map(|code| (*code).to_owned()).collect();
            new(learning, Sharing::Nation)
        };
        let save = async |place: app::Place, new: &NewDraft| {
            save_draft(app, at.0, at.1, (form(), place), new).await
        };
        assert_eq!(
            rule(save(None, &themed(&["no_such"])).await),
            "sharing-theme"
        );
        let mut tried = themed(&[]);
        tried.learning.tried = "One page that both teams write on.".to_owned();
        tried.learning.effect_seen = EffectSeen::NoDifference;
        assert_eq!(rule(save(None, &tried).await), "sharing-effect");
        tried.learning.effect_seen = EffectSeen::NotKnown;
        save(None, &tried).await.unwrap();
        let draft = save(None, &themed(&["handover"])).await.unwrap();
        let list = themes_in_force(app, at.0).await.unwrap();
        let learning = view(&instance, at, draft).await.draft.body.learning.0;
        let suggested = list.suggested(&learning.condition);
        let found = suggested.iter().find(|(theme, _)| theme.code == "handover");
        let said = "Records are lost at each handover between two teams.";
        assert_eq!(found.unwrap().1, said);

        let retired = |theme: &Theme| Theme {
            retired: theme.retired || theme.code == "handover",
            ..theme.clone()
        };
        let themes: Vec<Theme> = list.themes.iter().map(retired).collect();
        let edits = &instance.acting(Role::PanelSecretariat, None);
        let list = NewThemes {
            shown: 0,
            why: "It says too little.".to_owned(),
            themes,
            kept: Vec::new(),
        };
        ask_themes(app, edits, (form(), &list)).await.unwrap();
        let second = &instance.acting(Role::DelegatedPartner, Some("police"));
        let waits = themes_waiting(app, second).await.unwrap().unwrap();
        let which = (waits.asked.id, waits.asked.version);
        agree_themes(app, second, (form(), which)).await.unwrap();
        let late = save(None, &themed(&["handover"])).await;
        assert_eq!(rule(late), "sharing-theme", "it is given to nothing new");
        let shown = view(&instance, at, draft).await.draft.version;
        let both = themed(&["handover", "leadership"]);
        save(Some((draft, shown)), &both).await.unwrap();
        let kept = view(&instance, at, draft).await.draft.body.learning.0;
        assert_eq!(kept.themes, ["handover", "leadership"]);
    }
}
