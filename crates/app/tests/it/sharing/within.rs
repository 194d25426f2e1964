//! What is shared within a partnership: released by one person who did not write it, read by everybody who works there and by nobody
//! else, in no other store; held, taken back at once, and shared more widely by the whole way out.

use std::sync::Arc;

use access::{Ctx, Role};
use app::commons::Filter;
use app::exchange::{MetOf, SaidOf, met_before, said_before};
use app::learning::keep_point;
use app::moment::record;
use app::ours::{self, Ending, Ours};
use app::sharing::{
    Confirmed, DraftStands, NewDraft, NewHold, NewRecall, ask_to_release, draft_to_release,
    put_hold, recall, release, save_draft,
};
use app::{AppError, Reference, library};
use model::case::{RecallReason, ReleaseStands, ReleasedAs, SharedFrom};
use model::learning::{Moment, Sharing};
use model::{RecordId, SharedId};

use super::{
    CHILD, People, learning, named, new, outside, people, releases, review, round, settle, view,
    write,
};
use crate::decision::rule;
use crate::follow::form;
use crate::learning::point;
use crate::restored;
use crate::searching::{Toy, keeper};
use crate::support::{self, Instance, words};
use crate::team::{day, here, me};

const CONDITION: &str = "Two record systems do not show each other's entries.";

/// How much there is in the store of shared learning, of items, their versions, and who opened them.
static IN_COMMONS: db::Statement = db::Statement::new(
    "how much the store of shared learning holds",
    "SELECT (SELECT COUNT(*) FROM item) + (SELECT COUNT(*) FROM item_version) + (SELECT COUNT(*) FROM opened) AS many",
);

async fn in_commons(instance: &Instance) -> i64 {
    let commons = instance.app.commons().await.unwrap();
    let many: Result<i64, db::DbError> = commons
        .db()
        .transact(|tx| {
            Box::pin(async move {
                let row = tx.first(&IN_COMMONS, []).await?.unwrap();
                row.number("many")
            })
        })
        .await;
    many.unwrap()
}

/// A draft for the partnership, of which the release is asked.
async fn asked_within(instance: &Instance) -> (Reference, People, RecordId) {
    let reference = review(instance, CHILD).await;
    let who = people(instance);
    let at = (&who.author, &reference);
    let draft = write(
        instance,
        at,
        &new(learning(CONDITION), Sharing::Partnership),
    )
    .await;
    settle(instance, at, draft).await;
    (reference, who, draft)
}

/// The same, released by the business manager; with its id where the partnership reads it.
pub(super) async fn out_within(instance: &Instance) -> (Reference, People, RecordId, SharedId) {
    let (reference, who, draft) = asked_within(instance).await;
    releases(instance, (&who.manager, &reference), draft)
        .await
        .unwrap();
    let found = view(instance, (&who.author, &reference), draft).await;
    let item = found.release().unwrap().body.item;
    (reference, who, draft, item)
}

pub(super) async fn listed(instance: &Instance, ctx: &Ctx, asked: &str) -> Vec<Ours> {
    ours::found(&instance.app, ctx, &Filter::default(), asked)
        .await
        .unwrap()
}

async fn taken_back(instance: &Instance, (ctx, reference): (&Ctx, &Reference), draft: RecordId) {
    let found = view(instance, (ctx, reference), draft).await;
    let back = NewRecall {
        others: false,
        release: found.release().unwrap().id,
        reason: RecallReason::Recognised,
        why: words("A reader knew the street."),
    };
    recall(&instance.app, ctx, reference, (form(), &back))
        .await
        .unwrap();
}

#[tokio::test]
async fn one_person_who_did_not_write_it_releases_it_and_nothing_of_it_leaves_the_store() {
    for instance in support::both(true).await {
        let reference = review(&instance, CHILD).await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        let draft = write(&instance, at, &new(named(), Sharing::Partnership)).await;
        let early = ask_to_release(&instance.app, at.0, &reference, (form(), draft)).await;
        assert_eq!(rule(early), "sharing-open", "a name on record stands in it");
        let settled = settle(&instance, at, draft).await;
        let wanted: Vec<ReleasedAs> = settled.slots.iter().map(|one| one.released_as).collect();
        assert_eq!(wanted, [ReleasedAs::OneOther]);
        let own = settled.origin.unwrap();
        assert_eq!(own.partnership, Some(instance.partnership));
        let author = releases(&instance, at, draft).await;
        assert_eq!(rule(author), "release-author");
        let reader = instance.acting(Role::LearningReader, None);
        assert!(listed(&instance, &reader, "").await.is_empty());

        releases(&instance, (&who.manager, &reference), draft)
            .await
            .unwrap();
        let found = view(&instance, at, draft).await;
        let out = &found.release().unwrap().body;
        assert_eq!(out.stands, ReleaseStands::Out, "it waits for no job");
        let all = listed(&instance, &reader, "").await;
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].id, out.item);
        let texts = all[0].learning.texts();
        assert!(texts.iter().all(|(_, text)| !text.contains("Tamsin")));
        round(&instance).await;
        assert_eq!(
            listed(&instance, &reader, "").await.len(),
            1,
            "it is there once"
        );
        let opened = ours::open(&instance.app, &reader, out.item).await.unwrap();
        assert!(opened.item.learning.is_some());
        assert_eq!(opened.wider, None, "they are not on the review");
        assert!(outside(&instance, at, draft).await.is_none());
        assert_eq!(in_commons(&instance).await, 0);
        let twice = releases(&instance, (&who.partner, &reference), draft).await;
        assert!(twice.is_err());
    }
}

#[tokio::test]
async fn the_partnership_reads_it_and_nobody_who_only_answers_for_an_agency_or_comes_from_elsewhere()
 {
    for instance in support::both(true).await {
        let (_, _, _, item) = out_within(&instance).await;
        let app = &instance.app;
        for role in [
            Role::BusinessManager,
            Role::Scrutineer,
            Role::ReviewGroupMember,
            Role::LeadReviewer,
            Role::LearningReader,
            Role::InformationGovernance,
        ] {
            let ctx = instance.acting(role, None);
            assert_eq!(listed(&instance, &ctx, "").await.len(), 1, "{role}");
            assert!(ours::open(app, &ctx, item).await.is_ok(), "{role}");
        }
        for role in [
            Role::AgencyAuthor,
            Role::AgencyApprover,
            Role::Inspector,
            Role::LegalReader,
            Role::IncidentRaiser,
            Role::AuthorityNotifier,
            Role::Guest,
            Role::FamilyContact,
            Role::Administrator,
        ] {
            let ctx = instance.acting(role, Some("police"));
            assert!(listed(&instance, &ctx, "").await.is_empty(), "{role}");
            let refused = ours::open(app, &ctx, item).await;
            let refused = refused.unwrap_err();
            let closed = matches!(refused, AppError::NotPermitted { .. } | AppError::NotFound);
            assert!(closed, "{role}: {refused}");
        }
        let elsewhere = instance.at_the_national_body(Role::PanelSecretariat);
        assert!(listed(&instance, &elsewhere, "").await.is_empty());
        let refused = ours::open(app, &elsewhere, item).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
    }
}

#[tokio::test]
async fn it_is_found_by_words_by_codes_by_who_met_it_and_by_what_was_said_before() {
    for instance in support::both(true).await {
        let (reference, who, _, item) = out_within(&instance).await;
        let (app, ctx) = (&instance.app, &who.manager);
        let ids = |all: &[Ours]| all.iter().map(|one| one.id).collect::<Vec<_>>();
        let asked = listed(&instance, ctx, "record systems without entries").await;
        assert_eq!(ids(&asked), [item]);
        assert!(!asked[0].why.words.is_empty(), "it says why it was found");
        assert!(listed(&instance, ctx, "housing and rent").await.is_empty());
        for (level, many) in [("partnership", 1), ("agency", 0)] {
            let filter = Filter {
                level: level.to_owned(),
                ..Filter::default()
            };
            let found = ours::found(app, ctx, &filter, "").await.unwrap();
            assert_eq!(found.len(), many, "{level}");
        }
        let seen = Moment::of("Our two record systems hid entries from each other.");
        let seen = record(app, ctx, &reference, form(), &seen).await.unwrap();
        let met = met_before(app, ctx, &reference, MetOf::Moment(seen)).await;
        let met = met.unwrap();
        assert_eq!(ids(&met.ours), [item]);
        assert_eq!((met.found.len(), met.looked_at), (0, 1));
        let said = point("An earlier injury was hidden by two record systems");
        let said = keep_point(app, ctx, &reference, (form(), None), &said)
            .await
            .unwrap();
        let said = said_before(app, ctx, &reference, SaidOf::LearningPoint(said)).await;
        assert_eq!(ids(&said.unwrap().ours), [item]);
        assert_eq!(in_commons(&instance).await, 0, "nobody is noted there");
    }
}

#[tokio::test]
async fn a_hold_stops_it_and_a_text_that_changed_is_read_anew() {
    for instance in support::both(true).await {
        let (reference, who, draft) = asked_within(&instance).await;
        let at = (&who.author, &reference);
        let app = &instance.app;
        let read = draft_to_release(app, &who.manager, &reference, draft).await;
        let text = read.unwrap().text.unwrap();
        let shown = view(&instance, at, draft).await.draft.version;
        let changed = learning("Three record systems do not show each other's entries.");
        let changed = new(changed, Sharing::Partnership);
        let sent = (form(), Some((draft, shown)));
        save_draft(app, at.0, at.1, sent, &changed).await.unwrap();
        let other = new(learning(CONDITION), Sharing::Nation);
        let stale = save_draft(app, at.0, at.1, (form(), Some((draft, shown))), &other).await;
        assert!(matches!(stale, Err(AppError::Clash(_))));
        let late = Confirmed {
            draft,
            text,
            agreed: Vec::new(),
            why: words(""),
        };
        let late = release(app, &who.manager, &reference, (form(), &late)).await;
        assert_eq!(rule(late), "release-changed");
        let shown = view(&instance, at, draft).await.draft.version;
        let sent = (form(), Some((draft, shown)));
        let before = new(learning(CONDITION), Sharing::Partnership);
        save_draft(app, at.0, at.1, sent, &before).await.unwrap();
        ask_to_release(app, at.0, at.1, (form(), draft))
            .await
            .unwrap();

        let lifter = here(&instance, "Lifter Hask", Role::DelegatedPartner).await;
        let hold = NewHold {
            draft,
            why: words("A trial begins next month."),
            lifts: me(&lifter),
            look_again: day(0),
        };
        put_hold(app, &who.governance, &reference, form(), &hold)
            .await
            .unwrap();
        let stopped = releases(&instance, (&who.manager, &reference), draft).await;
        assert_eq!(rule(stopped), "sharing-held");
        assert_eq!(view(&instance, at, draft).await.stands(), DraftStands::Held);
        assert!(listed(&instance, &who.manager, "").await.is_empty());
    }
}

#[tokio::test]
async fn what_is_taken_back_is_gone_at_once_and_whoever_opened_it_hears_of_it() {
    for instance in support::both(true).await {
        let (reference, who, draft, item) = out_within(&instance).await;
        let at = (&who.author, &reference);
        let app = &instance.app;
        let reader = instance.acting(Role::LearningReader, None);
        let colleague = instance.acting(Role::LearningReader, None);
        ours::open(app, &reader, item).await.unwrap();
        ours::open(app, &reader, item).await.unwrap();
        let told = async |ctx: &Ctx| ours::taken_back(app, ctx).await.unwrap().len();
        assert_eq!(told(&reader).await, 0);
        taken_back(&instance, (&who.manager, &reference), draft).await;

        assert!(listed(&instance, &reader, "").await.is_empty());
        let found = view(&instance, at, draft).await;
        let release = &found.release().unwrap().body;
        assert_eq!(release.stands, ReleaseStands::TakenBack);
        let readers = &release.taken_back.as_ref().unwrap().readers;
        let people: Vec<_> = readers.iter().map(|one| one.person).collect();
        assert_eq!(people, [me(&reader)], "once, however often");
        assert_eq!((told(&reader).await, told(&colleague).await), (1, 0));
        let shown = ours::open(app, &reader, item).await.unwrap();
        assert!(shown.to_be_read && shown.item.learning.is_none());
        let reason = shown.item.ended.unwrap().reason;
        assert_eq!(reason, RecallReason::Recognised);
        let vault = app.vault(&reader).await.unwrap();
        let mails = async || library::remind_taken_back(app, &vault).await.unwrap();
        assert_eq!((mails().await, mails().await), (1, 0), "one e-mail");
        ours::say_told(app, &reader, item).await.unwrap();
        assert_eq!(told(&reader).await, 0);
        let stranger = ours::say_told(app, &colleague, item).await;
        assert!(matches!(stranger, Err(AppError::NotFound)));
        round(&instance).await;
        assert_eq!(in_commons(&instance).await, 0, "not even that it ended");
    }
}

#[tokio::test]
async fn whoever_takes_it_back_is_not_told_of_it() {
    for instance in support::both(false).await {
        let (reference, who, draft, item) = out_within(&instance).await;
        let app = &instance.app;
        ours::open(app, &who.manager, item).await.unwrap();
        taken_back(&instance, (&who.manager, &reference), draft).await;
        let told = ours::taken_back(app, &who.manager).await.unwrap();
        assert!(told.is_empty(), "they know");
        let vault = app.vault(&who.manager).await.unwrap();
        assert_eq!(library::remind_taken_back(app, &vault).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn an_older_copy_of_the_store_does_not_bring_it_back() {
    for instance in support::both(true).await {
        let (reference, who, draft, item) = out_within(&instance).await;
        let at = (&who.author, &reference);
        let older = restored::copy(&instance, instance.partnership).await;
        taken_back(&instance, (&who.manager, &reference), draft).await;
        restored::put_back(&instance, &older).await;
        assert!(
            listed(&instance, &who.manager, "").await.is_empty(),
            "before any job has run"
        );
        let shown = ours::open(&instance.app, &who.manager, item).await.unwrap();
        assert_eq!(shown.item.learning, None);
        round(&instance).await;
        let found = view(&instance, at, draft).await;
        assert_eq!(found.stands(), DraftStands::TakenBack);
        assert_eq!(in_commons(&instance).await, 0);
    }
}

#[tokio::test]
async fn it_is_shared_more_widely_by_the_whole_way_out() {
    for instance in support::both(true).await {
        let (reference, who, draft, item) = out_within(&instance).await;
        let at = (&who.author, &reference);
        let app = &instance.app;
        let shown = ours::open(app, &who.manager, item).await.unwrap();
        let wider = shown.wider.unwrap();
        assert_eq!(wider.reference, reference.as_str());
        let first = view(&instance, at, draft).await;
        assert_eq!(first.release().unwrap().id, wider.release);
        let begun = |audience| NewDraft {
            from: SharedFrom::PartnershipRelease,
            of: Some(wider.release),
            ..new(shown.item.learning.clone().unwrap(), audience)
        };
        let same = save_draft(
            app,
            at.0,
            at.1,
            (form(), None),
            &begun(Sharing::Partnership),
        )
        .await;
        assert_eq!(rule(same), "sharing-wider");
        let second = write(&instance, at, &begun(Sharing::Nation)).await;
        let found = settle(&instance, at, second).await;
        assert_eq!(found.slots.len(), 3, "everybody who releases to the nation");
        for one in [&who.manager, &who.partner, &who.governance] {
            releases(&instance, (one, &reference), second)
                .await
                .unwrap();
        }
        round(&instance).await;
        assert!(outside(&instance, at, second).await.is_some());
        assert_eq!(listed(&instance, &who.manager, "").await.len(), 1);

        taken_back(&instance, (&who.manager, &reference), draft).await;
        let gone = save_draft(app, at.0, at.1, (form(), None), &begun(Sharing::Region)).await;
        assert_eq!(rule(gone), "sharing-from");
        let stays = outside(&instance, at, second).await.unwrap();
        assert!(
            stays.body.is_some(),
            "what others read is taken back by itself"
        );
    }
}

#[tokio::test]
async fn whoever_manages_the_partnership_takes_it_back_also_without_its_review() {
    for instance in support::both(true).await {
        let (reference, who, draft, item) = out_within(&instance).await;
        let app = &instance.app;
        let reader = instance.acting(Role::LearningReader, None);
        ours::open(app, &reader, item).await.unwrap();
        let mut ending = Ending {
            item,
            reason: RecallReason::Recognised,
            why: words(" "),
        };
        let empty = ours::end(app, &who.manager, (form(), &ending)).await;
        assert_eq!(rule(empty), "recall-why");
        ending.why = words("A reader knew the street.");
        for role in [
            Role::LearningReader,
            Role::DelegatedPartner,
            Role::Scrutineer,
        ] {
            let ctx = instance.acting(role, None);
            let refused = ours::end(app, &ctx, (form(), &ending)).await;
            let closed = matches!(refused, Err(AppError::NotPermitted { .. }));
            assert!(closed, "{role}");
        }
        assert_eq!(listed(&instance, &reader, "").await.len(), 1);
        let sent = form();
        ours::end(app, &who.manager, (sent, &ending)).await.unwrap();
        ours::end(app, &who.manager, (sent, &ending)).await.unwrap();
        let twice = ours::end(app, &who.governance, (form(), &ending)).await;
        assert_eq!(rule(twice), "recalled");
        assert!(listed(&instance, &reader, "").await.is_empty());
        assert_eq!(ours::taken_back(app, &reader).await.unwrap().len(), 1);
        for (ctx, told) in [(&who.governance, true), (&reader, false)] {
            let shown = ours::open(app, ctx, item).await.unwrap();
            assert!(shown.item.learning.is_none() && !shown.may_end);
            let why = shown.item.ended.unwrap().why;
            assert_eq!(why.is_some(), told, "words are for those who may do it");
        }
        round(&instance).await;
        let found = view(&instance, (&who.author, &reference), draft).await;
        assert_eq!(found.stands(), DraftStands::TakenBack, "its review knows");
        let back = found.release().unwrap().body.taken_back.clone().unwrap();
        assert_eq!(back.readers.len(), 1);
        assert_eq!(in_commons(&instance).await, 0);
    }
}

#[tokio::test]
async fn with_a_model_what_is_close_in_meaning_is_found_within_too() {
    for instance in support::both(true).await {
        let reference = review(&instance, CHILD).await;
        let who = people(&instance);
        let at = (&who.author, &reference);
        for condition in ["Letters lie unread on a ward.", "Nobody holds the list."] {
            let new = new(learning(condition), Sharing::Partnership);
            let draft = write(&instance, at, &new).await;
            settle(&instance, at, draft).await;
            releases(&instance, (&who.manager, &reference), draft)
                .await
                .unwrap();
        }
        let reader = instance.acting(Role::LearningReader, None);
        let asked = "unopened correspondence";
        assert!(listed(&instance, &reader, asked).await.is_empty());
        let mut keeper = keeper(&instance).reading_with(Arc::new(Toy));
        keeper.round().await.unwrap();
        for _ in 0..2 {
            let found = listed(&instance, &reader, asked).await;
            assert_eq!(found.len(), 1);
            assert!(found[0].why.close && found[0].why.words.is_empty());
            assert!(found[0].learning.condition.starts_with("Letters"));
        }
    }
}
