//! Check before sharing: what is on record never leaves, people who did not write it release it, a hold stops it, it is taken back.

mod authors;
mod back;
mod checked;
mod holds;
mod letters;
mod lines;
mod on_record;
mod own_work;
mod questions;
mod rare;
mod releasing;
mod stand_in;
mod told;
pub(crate) mod versions;
mod wall;
mod wider;
mod within;

use access::{Ctx, Role, Section};
use app::commons::{self, Item, ItemState};
use app::incident::{NewSubject, Raise, raise};
use app::sharing::{
    Confirmed, DraftStands, NewDecision, NewDraft, NewRecall, SharingView, TOGETHER, all_sharing,
    ask_to_release, decide, draft_to_release, keep_family, recall, release, save_draft,
    shared_draft,
};
use app::today::{Need, today};
use app::worker::Worker;
use app::{AppError, Reference};
use model::case::{
    FamilyKnows, FindingChoice, KeptAgreed, Protected, ProtectedKind, RecallReason, ReleaseStands,
    SafeNow, SharedFrom, SubjectKind,
};
use model::learning::{Confidence, EffectSeen, SharedLearning, Sharing, SystemLevel};
use model::{RecordId, Sensitive};

use crate::decision::rule;
use crate::follow::{form, manager};
use crate::people::person;
use crate::support::{self, Instance, words};
use crate::team::{day, here, me, place};

const CHILD: &str = "Tamsin Quillfeather";

/// Learning about a condition of work, with this condition.
fn learning(condition: &str) -> SharedLearning {
    SharedLearning {
        condition: condition.to_owned(),
        level: SystemLevel::Partnership,
        changed_at: None,
        usually: "Each team acts on what it knows alone.".to_owned(),
        tried: String::new(),
        effect: String::new(),
        effect_seen: EffectSeen::NotKnown,
        evidence: String::new(),
        question: "Who has joined two record systems without buying a third?".to_owned(),
        context: String::new(),
        confidence: Confidence::Plausible,
        stage: None,
        harm: Vec::new(),
        age_bands: Vec::new(),
        themes: Vec::new(),
    }
}

fn new(learning: SharedLearning, audience: Sharing) -> NewDraft {
    NewDraft {
        from: SharedFrom::Nothing,
        of: None,
        learning,
        audience,
        names_partnership: false,
    }
}

/// A review about a child with this name.
pub(super) async fn review(instance: &Instance, name: &str) -> Reference {
    let found = app::incident::incident;
    let known = instance.incident().await;
    let ctx = manager(instance);
    let incident = found(&instance.app, &ctx, &known).await.unwrap();
    let safety = Some((SafeNow::Safe, words("Seen by a nurse"), None));
    let subject = person(name, SubjectKind::Child);
    let new = Raise {
        incident: incident.incident.body,
        subjects: vec![NewSubject { subject, safety }],
        practice: None,
    };
    let raiser = instance.acting(Role::IncidentRaiser, None);
    raise(&instance.app, &raiser, form(), &new).await.unwrap()
}

/// The people of a release to the nation: who writes, and the three who release.
pub(super) struct People {
    pub author: Ctx,
    pub manager: Ctx,
    pub partner: Ctx,
    pub governance: Ctx,
}

pub(super) fn people(instance: &Instance) -> People {
    People {
        author: instance.acting(Role::DelegatedPartner, Some("police")),
        manager: manager(instance),
        partner: instance.acting(Role::DelegatedPartner, Some("local_authority")),
        governance: instance.acting(Role::InformationGovernance, None),
    }
}

pub(super) async fn write(
    instance: &Instance,
    (ctx, reference): (&Ctx, &Reference),
    new: &NewDraft,
) -> RecordId {
    save_draft(&instance.app, ctx, reference, (form(), None), new)
        .await
        .unwrap()
}

pub(super) async fn view(
    instance: &Instance,
    (ctx, reference): (&Ctx, &Reference),
    draft: RecordId,
) -> SharingView {
    shared_draft(&instance.app, ctx, reference, draft)
        .await
        .unwrap()
}

/// Decides on one thing that was found.
async fn choose(
    instance: &Instance,
    (ctx, reference): (&Ctx, &Reference),
    (draft, found): (RecordId, &app::sharing::Found),
    choice: FindingChoice,
) -> Result<(), AppError> {
    let new = NewDecision {
        draft,
        field: found.field.to_owned(),
        words: found.words.0.clone(),
        start: found.start,
        choice,
        stood: None,
    };
    decide(&instance.app, ctx, reference, form(), &new).await
}

/// Takes everything out that was found, and says of what could be put together why it stays.
pub(super) async fn decide_all(
    instance: &Instance,
    at: (&Ctx, &Reference),
    (draft, stays): (RecordId, &str),
) {
    loop {
        let found = view(instance, at, draft).await;
        let mut open = found.leaving.lines().filter(|one| one.decided.is_none());
        let Some(line) = open.next() else { break };
        let choice = match line.found.field == TOGETHER {
            true => FindingChoice::Kept { why: words(stays) },
            false => FindingChoice::Removed,
        };
        choose(instance, at, (draft, &line.found), choice)
            .await
            .unwrap();
    }
}

/// Decides on all of it, says that the family knows, and asks for the release.
pub(super) async fn settle(
    instance: &Instance,
    at: (&Ctx, &Reference),
    draft: RecordId,
) -> SharingView {
    decide_all(instance, at, (draft, "Many children are meant.")).await;
    let (app, (ctx, reference)) = (&instance.app, at);
    let knows = (draft, FamilyKnows::Yes, "Told by their worker in May.");
    keep_family(app, ctx, reference, (form(), None), knows)
        .await
        .unwrap();
    ask_to_release(app, ctx, reference, (form(), draft))
        .await
        .unwrap();
    view(instance, at, draft).await
}

/// A review, its people, and a draft for the nation with nothing left to decide, of which the release is asked.
pub(super) async fn asked_for(instance: &Instance) -> (Reference, People, RecordId) {
    let reference = review(instance, CHILD).await;
    let who = people(instance);
    let at = (&who.author, &reference);
    let first = learning("Two record systems do not show each other's entries.");
    let draft = write(instance, at, &new(first, Sharing::Nation)).await;
    settle(instance, at, draft).await;
    (reference, who, draft)
}

/// Reads it as those do who release it, agrees to everything rare that stays, and releases it.
pub(super) async fn releases(
    instance: &Instance,
    at: (&Ctx, &Reference),
    draft: RecordId,
) -> Result<(), AppError> {
    let confirmed = confirmed(instance, at, draft).await;
    release(&instance.app, at.0, at.1, (form(), &confirmed)).await
}

/// What somebody confirms who reads it now and agrees to everything.
pub(super) async fn confirmed(
    instance: &Instance,
    (ctx, reference): (&Ctx, &Reference),
    draft: RecordId,
) -> Confirmed {
    let found = draft_to_release(&instance.app, ctx, reference, draft).await;
    let found = found.unwrap();
    let kept = found.leaving.kept_to_agree();
    let agreed = kept.map(|(line, _)| KeptAgreed {
        words: line.found.words.clone(),
        why: words("Several children in every area are meant."),
    });
    Confirmed {
        draft,
        agreed: agreed.collect(),
        text: found.text.unwrap(),
        why: Sensitive::default(),
    }
}

/// Lets the jobs run.
pub(super) async fn round(instance: &Instance) {
    let mut worker = Worker::new(std::sync::Arc::clone(&instance.app));
    worker.round().await.unwrap();
}

/// What others read of a draft that was released; none before.
pub(super) async fn outside(
    instance: &Instance,
    at: (&Ctx, &Reference),
    draft: RecordId,
) -> Option<Item> {
    let item = view(instance, at, draft).await.release()?.body.item;
    let commons = instance.app.commons().await.unwrap();
    commons
        .look(at.0, |tx| Box::pin(commons::get(tx, item)))
        .await
        .unwrap()
}

async fn wanted(instance: &Instance, ctx: &Ctx) -> Vec<&'static str> {
    let found = today(&instance.app, ctx).await.unwrap();
    let looks = found.lines.iter().filter_map(|line| match &line.need {
        Need::Look(look) => Some(look.what.code()),
        _ => None,
    });
    looks
        .filter(|what| ["release_learning", "sharing_hold"].contains(what))
        .collect()
}

fn named() -> SharedLearning {
    learning(&format!(
        "Two teams met {CHILD}, and neither reads what the other wrote."
    ))
}

/// What is on record neither stays nor comes back in words of one's own.
async fn does_not_stay(
    instance: &Instance,
    at: (&Ctx, &Reference),
    (draft, found): (RecordId, &app::sharing::Found),
) {
    let why = words("It is a common name.");
    let kept = FindingChoice::Kept { why };
    let refused = choose(instance, at, (draft, found), kept).await;
    assert_eq!(rule(refused), "sharing-known-stays");
    let own = FindingChoice::Own {
        words: words("Quillfeather"),
    };
    let refused = choose(instance, at, (draft, found), own).await;
    assert_eq!(rule(refused), "sharing-own-found");
}

#[tokio::test]
async fn what_is_on_record_does_not_stay_and_people_who_did_not_write_it_release_it() {
    for instance in support::both(true).await {
        let reference = review(&instance, CHILD).await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        let draft = write(&instance, at, &new(named(), Sharing::Nation)).await;
        let found = view(&instance, at, draft).await;
        let name = found.leaving.lines().find(|one| one.found.known).unwrap();
        assert!(name.found.words.0.contains("Tamsin"));
        assert!(found.leaving.open() > 0);
        does_not_stay(&instance, at, (draft, &name.found)).await;
        let early = ask_to_release(&instance.app, at.0, &reference, (form(), draft)).await;
        assert_eq!(rule(early), "sharing-open");

        let settled = settle(&instance, at, draft).await;
        assert_eq!(settled.leaving.open(), 0);
        assert!(!settled.leaving.learning.condition.contains("Tamsin"));
        assert_eq!(settled.stands(), DraftStands::Asked);
        assert_eq!(wanted(&instance, &who.author).await, [""; 0]);
        for one in [&who.manager, &who.partner, &who.governance] {
            assert_eq!(wanted(&instance, one).await, ["release_learning"]);
        }
        let own = releases(&instance, at, draft).await;
        assert_eq!(rule(own), "release-author");
        for one in [&who.manager, &who.partner] {
            releases(&instance, (one, &reference), draft).await.unwrap();
            assert!(outside(&instance, at, draft).await.is_none());
        }
        let twice = releases(&instance, (&who.manager, &reference), draft).await;
        assert_eq!(rule(twice), "release-given");
        releases(&instance, (&who.governance, &reference), draft)
            .await
            .unwrap();
        assert!(
            outside(&instance, at, draft).await.is_none(),
            "a job puts it"
        );
        round(&instance).await;
        round(&instance).await;
        let item = outside(&instance, at, draft).await.unwrap();
        assert_eq!(item.state, ItemState::Standing);
        assert_eq!(item.version, 1, "the job that runs twice puts it once");
        assert_eq!(item.origin.unwrap().organisation, None);
        let body = item.body.unwrap();
        assert!(
            body.texts()
                .iter()
                .all(|(_, text)| !text.contains("Tamsin"))
        );
        let all = all_sharing(&instance.app, &who.governance).await.unwrap();
        assert!(all.iter().any(|one| one.stands == DraftStands::Released));
        let changed = save_draft(
            &instance.app,
            at.0,
            &reference,
            (form(), Some((draft, 1))),
            &new(named(), Sharing::Nation),
        )
        .await;
        assert_eq!(rule(changed), "sharing-released");
    }
}

#[tokio::test]
async fn a_text_that_changed_after_somebody_released_it_is_released_anew() {
    for instance in support::both(true).await {
        let (reference, who, draft) = asked_for(&instance).await;
        let at = (&who.author, &reference);
        let read = draft_to_release(&instance.app, &who.partner, &reference, draft).await;
        let read = read.unwrap().text.unwrap();
        releases(&instance, (&who.manager, &reference), draft)
            .await
            .unwrap();
        let second = learning("Three record systems do not show each other's entries.");
        let shown = view(&instance, at, draft).await.draft.version;
        let sent = (form(), Some((draft, shown)));
        let changed = new(second, Sharing::Nation);
        save_draft(&instance.app, at.0, &reference, sent, &changed)
            .await
            .unwrap();
        let found = view(&instance, at, draft).await;
        assert_eq!(found.stands(), DraftStands::Written);
        assert!(found.slots.iter().all(|one| one.given.is_none()));
        let confirmed = Confirmed {
            draft,
            text: read,
            agreed: Vec::new(),
            why: words(""),
        };
        let (app, ctx) = (&instance.app, &who.partner);
        let late = release(app, ctx, &reference, (form(), &confirmed)).await;
        assert_eq!(rule(late), "release-changed");
        let unasked = releases(&instance, (&who.partner, &reference), draft).await;
        assert_eq!(rule(unasked), "release-not-asked");
    }
}

#[tokio::test]
async fn what_was_taken_back_is_gone_from_where_others_read_it() {
    for instance in support::both(true).await {
        let (reference, who, draft) = asked_for(&instance).await;
        let at = (&who.author, &reference);
        for one in [&who.manager, &who.partner, &who.governance] {
            releases(&instance, (one, &reference), draft).await.unwrap();
        }
        round(&instance).await;
        let release = view(&instance, at, draft).await;
        let release = release.release().unwrap();
        assert_eq!(release.body.stands, ReleaseStands::Out);
        let mut back = NewRecall {
            others: false,
            release: release.id,
            reason: RecallReason::Recognised,
            why: words(""),
        };
        let app = &instance.app;
        let empty = recall(app, &who.governance, &reference, (form(), &back)).await;
        assert_eq!(rule(empty), "recall-why");
        back.why = words("A reader knew the street.");
        recall(app, &who.governance, &reference, (form(), &back))
            .await
            .unwrap();
        let twice = recall(app, &who.manager, &reference, (form(), &back)).await;
        assert_eq!(rule(twice), "recalled");
        round(&instance).await;
        let item = outside(&instance, at, draft).await.unwrap();
        assert_eq!((item.state, item.body), (ItemState::Recalled, None));
        let found = view(&instance, at, draft).await;
        assert_eq!(found.stands(), DraftStands::TakenBack);
        let stands = found.release().unwrap().body.stands;
        assert_eq!(stands, ReleaseStands::TakenBack);
    }
}

/// A sheet about somebody who is not of the review.
fn protected(kind: ProtectedKind) -> Protected {
    Protected {
        kind,
        subject: None,
        named: words("Marlowe Vexbury"),
        says: words("Under another name since March."),
        limits: words(""),
        set_by: words("A social worker"),
        letters: model::case::ProtectedLetters::No,
        look_again: day(30),
        ended: None,
    }
}

#[tokio::test]
async fn what_the_author_may_not_see_is_found_and_not_told() {
    for instance in support::both(true).await {
        let reference = review(&instance, CHILD).await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        let trusted = here(&instance, "Trusted Brill", Role::Scrutineer).await;
        let mut team = place(me(&trusted));
        team.sections = vec![Section::ProtectedIdentities];
        team.why = words("They keep it.");
        let (app, runs) = (&instance.app, &who.manager);
        app::team::add(app, runs, &reference, form(), &team)
            .await
            .unwrap();
        let protected = protected(ProtectedKind::Identity);
        app::restricted::keep(app, &trusted, &reference, (form(), None), &protected)
            .await
            .unwrap();
        let told = learning("Nobody asked Marlowe Vexbury what would have helped.");
        let draft = write(&instance, at, &new(told, Sharing::Nation)).await;
        let found = view(&instance, at, draft).await;
        let mut lines = found.leaving.lines().map(|one| &one.found);
        let hidden = lines.find(|one| one.withheld).unwrap();
        assert!(hidden.known);
        assert_eq!(hidden.says(), ("withheld", "withheld"));
        assert!(hidden.offered().is_empty());
        choose(&instance, at, (draft, hidden), FindingChoice::Removed)
            .await
            .unwrap();
        let found = view(&instance, at, draft).await;
        assert!(!found.leaving.learning.condition.contains("Vexbury"));
    }
}
