//! The wall between a case and what others read: names, places, organisations and numbers are planted in a case and written into
//! every field of what is shared. None of them is where others read it. With a check that finds nothing they are, so this would
//! notice.

use app::sharing::{NewDraft, Scrub};
use model::case::{PlaceKind, RegisterPlace, SubjectKind};
use model::learning::{Confidence, EffectSeen, SharedLearning, Sharing, SystemLevel};

use super::{People, outside, people, releases, review, round, settle, write};
use crate::follow::form;
use crate::people::{add, person};
use crate::support::{self, Instance, words};

/// Pieces of which names are made that are nobody's.
const FIRST: [&str; 6] = [
    "Zorvik", "Quembla", "Thraxel", "Wyndrop", "Jexmar", "Volbrin",
];
const LAST: [&str; 6] = [
    "Plimsk",
    "Corvant",
    "Drassel",
    "Yarrowgate",
    "Fenquist",
    "Obermoth",
];

/// How many pieces of learning go through.
const ITEMS: usize = 3;

/// A name that is planted.
fn planted(at: usize) -> String {
    let first = FIRST.get(at % FIRST.len()).unwrap();
    let last = LAST.get((at / FIRST.len() + at) % LAST.len()).unwrap();
    format!("{first} {last}")
}

/// Everything that is planted: a word of it outside is a leak.
fn canaries() -> Vec<&'static str> {
    FIRST.into_iter().chain(LAST).collect()
}

/// A case that holds every canary: children, adults, a place.
async fn plant(instance: &Instance, who: &People) -> app::Reference {
    let reference = review(instance, &planted(0)).await;
    for at in 1..4 {
        let kind = if at % 2 == 0 {
            SubjectKind::Child
        } else {
            SubjectKind::Adult
        };
        add(
            instance,
            &who.manager,
            &reference,
            &person(&planted(at), kind),
        )
        .await;
    }
    let place = RegisterPlace {
        name: words(&planted(4)),
        also_known_as: words(&planted(5)),
        kind: PlaceKind::School,
    };
    let sent = (form(), None);
    app::people_places::save_place(
        &instance.app,
        &who.manager,
        &reference,
        (sent, (&place, None)),
    )
    .await
    .unwrap();
    reference
}

/// Learning with canaries in every field.
fn laden(item: usize) -> SharedLearning {
    let name = |field: usize| planted((item + field) % 6);
    SharedLearning {
        condition: format!("Teams that met {} did not share a record.", name(0)),
        level: SystemLevel::Agency,
        changed_at: None,
        usually: format!("Nobody told {} what the others knew.", name(1)),
        tried: format!("A shared list was begun by {} in one team.", name(2)),
        effect: format!("It helped until {} left the team.", name(3)),
        effect_seen: EffectSeen::Mixed,
        evidence: format!("An audit by {} counted twenty calls.", name(4)),
        question: format!("Who has met this as {} did?", name(5)),
        context: format!("A small area near {} with two trusts.", name(0)),
        confidence: Confidence::Plausible,
        stage: None,
        harm: Vec::new(),
        age_bands: Vec::new(),
        themes: Vec::new(),
    }
}

/// Lets laden learning through the whole gate, and returns every canary that is where others read it.
async fn leaks(instance: &Instance) -> Vec<&'static str> {
    let who = people(instance);
    let reference = plant(instance, &who).await;
    let at = (&who.author, &reference);
    let mut drafts = Vec::new();
    for item in 0..ITEMS {
        let new = NewDraft {
            from: model::case::SharedFrom::Nothing,
            of: None,
            learning: laden(item),
            audience: Sharing::Nation,
            names_partnership: false,
        };
        let draft = write(instance, at, &new).await;
        settle(instance, at, draft).await;
        for one in [&who.manager, &who.partner, &who.governance] {
            releases(instance, (one, &reference), draft).await.unwrap();
        }
        drafts.push(draft);
    }
    round(instance).await;
    let mut found = Vec::new();
    for draft in drafts {
        let item = outside(instance, at, draft).await.unwrap();
        let whole = format!("{:?}", item.body.unwrap()).to_lowercase();
        let there = canaries().into_iter();
        found.extend(there.filter(|one| whole.contains(&one.to_lowercase())));
    }
    found
}

#[tokio::test]
async fn nothing_planted_in_a_case_is_where_others_read_it() {
    for instance in support::both(true).await {
        assert_eq!(leaks(&instance).await, [""; 0]);
    }
}

#[tokio::test]
async fn without_the_check_what_was_planted_is_there_and_is_seen() {
    for instance in support::both(true).await {
        instance.app.scrubs_with(Scrub::switched_off());
        let found = leaks(&instance).await;
        assert!(found.len() > ITEMS, "the wall would notice: {found:?}");
    }
}
