//! A review that goes to another partnership: two people, an answer, everything of it with its proof, a stub; and what does not
//! go.

use access::{Ctx, Role};
use app::people::view;
use app::transfer::{
    NewTransfer, answer, came_from, confirm, hand_over, offers, propose, take_back,
};
use app::{AppError, Reference};
use model::case::{OfferState, TransferState};
use model::{OrganisationId, RecordId};

use crate::decision::rule;
use crate::files::{NOTE, note, send};
use crate::follow::{form, manager, notified_case};
use crate::letters::{carry, checked};
use crate::support::{self, Instance, NOW, acting_for, words};

/// The other partnership.
pub(crate) async fn neighbour(instance: &Instance) -> OrganisationId {
    let id = crypto::id(NOW).unwrap();
    let kind = access::directory::OrganisationKind::Partnership;
    instance.organisation(id, "there", kind).await;
    id
}

pub(crate) fn there(id: OrganisationId) -> Ctx {
    acting_for(id, Role::BusinessManager, None)
}

fn partner(instance: &Instance) -> Ctx {
    instance.acting(Role::DelegatedPartner, Some("police"))
}

fn new(to: OrganisationId) -> NewTransfer {
    NewTransfer {
        to,
        why: "agreed".to_owned(),
        words: words("The family has moved. Invented."),
    }
}

async fn stands(instance: &Instance, reference: &Reference) -> (RecordId, i64, TransferState) {
    let found = hand_over(&instance.app, &manager(instance), reference).await;
    let found = found.unwrap();
    let last = found.transfers.last().unwrap();
    (last.id, last.version, last.body.state)
}

/// Proposed by the business manager and confirmed by a partner.
async fn offered(instance: &Instance, reference: &Reference, to: OrganisationId) -> RecordId {
    let (app, ctx) = (&instance.app, manager(instance));
    propose(app, &ctx, reference, form(), &new(to))
        .await
        .unwrap();
    let (id, version, _) = stands(instance, reference).await;
    confirm(app, &partner(instance), reference, (form(), (id, version)))
        .await
        .unwrap();
    carry(app).await;
    id
}

/// A review with a document and a person, handed over and taken in.
async fn handed(instance: &Instance, to: OrganisationId) -> Reference {
    let reference = notified_case(instance).await;
    send(instance, &manager(instance), &reference, note())
        .await
        .unwrap();
    hand(instance, &reference, to).await;
    reference
}

/// Hands a review over, until it is taken in.
pub(crate) async fn hand(instance: &Instance, reference: &Reference, to: OrganisationId) {
    let app = &instance.app;
    carry(app).await;
    let id = offered(instance, reference, to).await;
    let words = words("We take it.");
    answer(app, &there(to), form(), (id, true, &words))
        .await
        .unwrap();
    carry(app).await;
}

#[tokio::test]
async fn everything_of_it_goes_and_a_stub_stays() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let to = neighbour(&instance).await;
        let before = {
            let reference = notified_case(&instance).await;
            view(app, &manager(&instance), &reference).await.unwrap()
        };
        let reference = handed(&instance, to).await;
        // Nothing of it is here any more.
        let gone = view(app, &manager(&instance), &reference).await;
        assert!(matches!(gone, Err(AppError::NotFound)), "{gone:?}");
        let here = offers(app, &manager(&instance)).await.unwrap();
        assert_eq!(here.stubs.len(), 1);
        assert_eq!(here.stubs[0].reference, reference.as_str());
        assert_eq!(here.stubs[0].recipient, to);
        // All of it is there.
        let ctx = there(to);
        let found = view(app, &ctx, &reference).await.unwrap();
        assert_eq!(found.people.subjects.len(), before.people.subjects.len());
        assert_eq!(
            found.people.subjects[0].body,
            before.people.subjects[0].body
        );
        let home = app::review::home(app, &ctx, &reference).await.unwrap();
        assert!(home.came && home.case.closed_at.is_none());
        assert_eq!(home.files.len(), 1);
        let bytes = app.vault(&ctx).await.unwrap().files().read(&home.files[0]);
        assert_eq!(bytes.unwrap(), NOTE);
        let offered = offers(app, &ctx).await.unwrap().offers;
        assert_eq!(offered[0].state, OfferState::Here);
        let origin = came_from(app, &ctx, &reference).await.unwrap().unwrap();
        assert!(origin.holds && origin.from.origin == instance.partnership);
        assert!(origin.from.proved >= 10, "{}", origin.from.proved);
        let names = app::names::names(app, &ctx).await.unwrap();
        assert!(
            names.people().is_empty(),
            "nobody of the other area is on offer"
        );
        carry(app).await;
        for organisation in [instance.partnership, to] {
            let report = checked(app, organisation).await;
            assert_eq!((report.first_break, report.unsealed), (None, 0));
        }
    }
}

#[tokio::test]
async fn the_national_body_goes_on_with_the_new_partnership() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let to = neighbour(&instance).await;
        let reference = handed(&instance, to).await;
        let ctx = there(to);
        let letters = app::letters::letters(app, &ctx, &reference).await.unwrap();
        assert!(letters.told && letters.may_write);
        let refused =
            app::letters::write_to_national(app, &ctx, &reference, form(), (&words(" "), false))
                .await;
        assert_eq!(rule(refused.map(drop)), "message-words");
        let hello = words("It is with us now.");
        app::letters::write_to_national(app, &ctx, &reference, form(), (&hello, false))
            .await
            .unwrap();
        carry(app).await;
        let panel = instance.at_the_national_body(Role::PanelSecretariat);
        let list = app::received::work_list(app, &panel, vault::Which::All, 0)
            .await
            .unwrap();
        assert_eq!(list.lines.len(), 1);
        assert_eq!(list.lines[0].case.sender, to);
    }
}

#[tokio::test]
async fn one_person_proposes_and_another_confirms_or_it_is_taken_back() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let to = neighbour(&instance).await;
        let reference = instance.incident().await;
        let nowhere = NewTransfer {
            to: instance.partnership,
            ..new(to)
        };
        let refused = propose(app, &ctx, &reference, form(), &nowhere).await;
        assert_eq!(rule(refused.map(drop)), "hand-over-to");
        let wordless = NewTransfer {
            words: words(" "),
            ..new(to)
        };
        let refused = propose(app, &ctx, &reference, form(), &wordless).await;
        assert_eq!(rule(refused.map(drop)), "hand-over-words");
        let sent = form();
        for _ in 0..2 {
            propose(app, &ctx, &reference, sent, &new(to))
                .await
                .unwrap();
        }
        let again = propose(app, &ctx, &reference, form(), &new(to)).await;
        assert_eq!(rule(again.map(drop)), "hand-over-under-way");
        let (id, version, state) = stands(&instance, &reference).await;
        assert_eq!(state, TransferState::Proposed);
        let own = confirm(app, &ctx, &reference, (form(), (id, version))).await;
        assert!(matches!(own, Err(AppError::NotPermitted { .. })));
        let today = app::today::today(app, &partner(&instance)).await.unwrap();
        let waits = today.lines.iter().any(|line| {
            matches!(&line.need, app::today::Need::Look(look) if look.what == app::Looking::HandOver)
        });
        assert!(waits);
        let why = words("We keep it.");
        take_back(app, &ctx, &reference, (form(), (id, version)), &why)
            .await
            .unwrap();
        let late = confirm(
            app,
            &partner(&instance),
            &reference,
            (form(), (id, version)),
        )
        .await;
        assert_eq!(rule(late), "hand-over-changed");
    }
}

#[tokio::test]
async fn what_is_offered_can_be_taken_back_or_declined() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let to = neighbour(&instance).await;
        let reference = instance.incident().await;
        let why = words("We keep it.");
        let id = offered(&instance, &reference, to).await;
        let waiting = app::today::today(app, &there(to)).await.unwrap();
        assert_eq!(waiting.offered, 1);
        let (_, version, _) = stands(&instance, &reference).await;
        take_back(app, &ctx, &reference, (form(), (id, version)), &why)
            .await
            .unwrap();
        carry(app).await;
        let yes = (id, true, &words(""));
        let late = answer(app, &there(to), form(), yes).await;
        assert_eq!(rule(late), "hand-over-not-open");

        let id = offered(&instance, &reference, to).await;
        let silent = answer(app, &there(to), form(), (id, false, &words(""))).await;
        assert_eq!(rule(silent), "hand-over-answer-words");
        let no = words("We have no capacity.");
        answer(app, &there(to), form(), (id, false, &no))
            .await
            .unwrap();
        carry(app).await;
        let (_, _, state) = stands(&instance, &reference).await;
        assert_eq!(state, TransferState::Declined);
        let home = app::review::home(app, &ctx, &reference).await.unwrap();
        assert!(home.case.closed_at.is_none(), "it goes on here");
    }
}

#[tokio::test]
async fn who_may_not_is_refused_and_a_review_does_not_come_back() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let to = neighbour(&instance).await;
        let reference = instance.incident().await;
        let notifier = instance.acting(Role::AuthorityNotifier, Some("local_authority"));
        let refused = propose(app, &notifier, &reference, form(), &new(to)).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let refused = offers(app, &notifier).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));

        let reference = handed(&instance, to).await;
        let ctx = there(to);
        let back = NewTransfer {
            to: instance.partnership,
            ..new(to)
        };
        propose(app, &ctx, &reference, form(), &back).await.unwrap();
        let found = hand_over(app, &ctx, &reference).await.unwrap();
        let last = found.transfers.last().unwrap();
        let place = (form(), (last.id, last.version));
        let other = acting_for(to, Role::LeadPartner, None);
        confirm(app, &other, &reference, place).await.unwrap();
        carry(app).await;
        let yes = words("");
        answer(app, &manager(&instance), form(), (last.id, true, &yes))
            .await
            .unwrap();
        carry(app).await;
        let found = hand_over(app, &ctx, &reference).await.unwrap();
        let last = found.transfers.last().unwrap();
        assert_eq!(last.body.state, TransferState::NotWhole);
        let here = offers(app, &manager(&instance)).await.unwrap();
        assert_eq!(here.offers[0].state, OfferState::Broken);
    }
}
