//! What the national body does with a case that it was told of, its letter, and what both sides write.

use access::{Ctx, Role};
use app::letters::{Letters, Wrote, letters, mark_letters_read, write_to_national};
use app::notification::{notified, save};
use app::received::{
    ReceivedView, SendingLetter, approve_letter, consider, earlier, letter_paper, link, mark_read,
    received, send_letter, write_letter, write_message,
};
use app::today::{Need, today as today_of};
use app::wording::{confirm, confirmations};
use app::{AppError, Looking, Reference};
use model::case::{Consideration, LetterWords, NationalLetter, ReceivedStep, SameIncident};
use model::scheme::{StageKind, TrackKind};
use model::{Date, EnvelopeId, RecordId};
use vault::Stored;

use crate::follow::{form, manager};
use crate::letters::carry;
use crate::notification::{decided, filled_in, given, notifier};
use crate::support::{self, Instance, first_received, today, words};

/// A case that the national body was told of: its reference at the partnership, and there.
pub(crate) async fn told(instance: &Instance) -> (Reference, Reference) {
    let (app, reference) = (&instance.app, instance.incident().await);
    let ctx = notifier(instance);
    decided(instance, &reference, "notifiable").await;
    save(app, &ctx, &reference, None, &filled_in())
        .await
        .unwrap();
    notified(app, &ctx, &reference, form(), &given())
        .await
        .unwrap();
    carry(app).await;
    let there = first_received(app, &secretariat(instance))
        .await
        .case
        .reference;
    (reference, there.parse().unwrap())
}

fn secretariat(instance: &Instance) -> Ctx {
    instance.at_the_national_body(Role::PanelSecretariat)
}

fn considered(letter: bool) -> Consideration {
    Consideration {
        on: today(),
        there: words("A member, and the secretariat"),
        words: words("Why nobody asked about the father is not said."),
        letter,
    }
}

fn says(advice: &[&str]) -> LetterWords {
    LetterWords {
        advice: advice.iter().map(|code| (*code).to_owned()).collect(),
        decision: words("A local review could show why nobody asked."),
        quality: words(""),
        timeliness: words(""),
        themes: words(""),
        questions: words("Who spoke to the school?"),
        answer_by: Some(Date::constant(2026, 12, 18)),
    }
}

fn refusal<T>(outcome: Result<T, AppError>) -> &'static str {
    match outcome {
        Err(AppError::Rule(code)) => code,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was done"),
    }
}

async fn step(instance: &Instance, there: &Reference) -> ReceivedStep {
    let ctx = secretariat(instance);
    let view = received(&instance.app, &ctx, there).await.unwrap();
    view.case.step
}

async fn read_all(instance: &Instance, ctx: &Ctx, there: &Reference) {
    let view = received(&instance.app, ctx, there).await.unwrap();
    let all: Vec<EnvelopeId> = view.arrived.iter().map(|one| one.envelope.id).collect();
    mark_read(&instance.app, ctx, there, &all).await.unwrap();
}

/// The letter as it stands, with its document.
async fn standing(
    instance: &Instance,
    ctx: &Ctx,
    there: &Reference,
) -> (ReceivedView, SendingLetter) {
    let app = &instance.app;
    let view = received(app, ctx, there).await.unwrap();
    let scheme = app
        .scheme_of(&view.file.scheme, &view.file.scheme_digest)
        .unwrap();
    let given = confirmations(app, ctx, &scheme.digest).await.unwrap();
    let letter: &Stored<NationalLetter> = view.letters.last().unwrap();
    let made = letter_paper(
        &view,
        &letter.body,
        (&scheme.scheme, &given),
        "national body",
        (ctx.today(), true),
    );
    let sending = SendingLetter {
        of: (letter.id, letter.version),
        letter: made,
    };
    (view, sending)
}

/// A letter that somebody wrote and somebody else approved.
async fn approved(instance: &Instance, there: &Reference) -> RecordId {
    let (app, writer) = (&instance.app, secretariat(instance));
    let written = write_letter(
        app,
        &writer,
        there,
        (form(), None),
        &says(&["suggest_review"]),
    )
    .await
    .unwrap();
    let member = instance.at_the_national_body(Role::PanelMember);
    let own = approve_letter(app, &writer, there, (form(), (written, 1))).await;
    assert_eq!(refusal(own), "letter-own");
    approve_letter(app, &member, there, (form(), (written, 1)))
        .await
        .unwrap();
    written
}

#[tokio::test]
async fn a_letter_goes_from_reading_to_its_answer() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let (here, there) = told(&instance).await;
        let writer = secretariat(&instance);
        assert_eq!(step(&instance, &there).await, ReceivedStep::ToRead);
        let early = consider(app, &writer, &there, (form(), None), &considered(true)).await;
        assert_eq!(refusal(early), "consider-read-first");
        read_all(&instance, &writer, &there).await;
        assert_eq!(step(&instance, &there).await, ReceivedStep::ToConsider);
        let early = write_letter(app, &writer, &there, (form(), None), &says(&["quality"])).await;
        assert_eq!(refusal(early), "letter-consider-first");
        let sent = (form(), None);
        for _ in 0..2 {
            consider(app, &writer, &there, sent, &considered(true))
                .await
                .unwrap();
        }
        assert_eq!(step(&instance, &there).await, ReceivedStep::ToWrite);
        for (bad, code) in [
            (says(&[]), "letter-advice"),
            (says(&["no_such"]), "letter-no-such-advice"),
            (
                LetterWords {
                    decision: words(" "),
                    ..says(&["quality"])
                },
                "letter-decision",
            ),
            (
                LetterWords {
                    answer_by: Some(Date::constant(2026, 11, 23)),
                    ..says(&["quality"])
                },
                "letter-answer-by",
            ),
        ] {
            let done = write_letter(app, &writer, &there, (form(), None), &bad).await;
            assert_eq!(refusal(done), code);
        }
        let letter = approved(&instance, &there).await;
        assert_eq!(step(&instance, &there).await, ReceivedStep::ToSend);
        let second = write_letter(app, &writer, &there, (form(), None), &says(&["quality"])).await;
        assert!(matches!(second, Err(AppError::Clash(_))), "one at a time");
        sent_once(&instance, &there, letter).await;
        assert_eq!(step(&instance, &there).await, ReceivedStep::Done);
        arrives_and_is_answered(&instance, &here, &there).await;
    }
}

/// A letter with unchecked wording is not sent; confirmed, it is sent once, and then stays as it is.
async fn sent_once(instance: &Instance, there: &Reference, letter: RecordId) {
    let app = &instance.app;
    let writer = secretariat(instance);
    let (view, sending) = standing(instance, &writer, there).await;
    assert!(!sending.letter.unconfirmed.is_empty());
    let early = send_letter(app, &writer, there, form(), &sending).await;
    assert_eq!(refusal(early), "wording-not-confirmed");
    let lacking = sending.letter.unconfirmed.iter();
    let lacking: Vec<String> = lacking.map(|one| one.address.clone()).collect();
    confirm(app, &writer, &view.file.scheme_digest, &lacking)
        .await
        .unwrap();
    let (_, good) = standing(instance, &writer, there).await;
    let sent = form();
    for _ in 0..2 {
        send_letter(app, &writer, there, sent, &good).await.unwrap();
    }
    let (place, changed) = ((form(), Some((letter, 3))), says(&["quality"]));
    let again = write_letter(app, &writer, there, place, &changed).await;
    assert_eq!(refusal(again), "letter-sent");
}

async fn wrote(instance: &Instance, here: &Reference) -> Letters {
    letters(&instance.app, &manager(instance), here)
        .await
        .unwrap()
}

/// The letter is a step that asks for an answer.
async fn stands_as_a_step(instance: &Instance, here: &Reference) {
    let home = app::review::home(&instance.app, &manager(instance), here)
        .await
        .unwrap();
    let step = home.records.steps.iter().rev();
    let step = step.map(|one| &one.body);
    let mut step = step.filter(|one| one.track == TrackKind::PanelExchange);
    let step = step.next().unwrap();
    assert_eq!(step.to, StageKind::LetterReceived);
    assert_eq!(step.details.letter_says, ["suggest_review"]);
    assert!(step.details.answer_by.is_some());
}

/// The letter stands with the review, and the answer comes back.
async fn arrives_and_is_answered(instance: &Instance, here: &Reference, there: &Reference) {
    let app = &instance.app;
    carry(app).await;
    let ctx = manager(instance);
    let all = wrote(instance, here).await;
    assert_eq!(
        (all.came.len(), all.answer_waits, all.told),
        (1, true, true)
    );
    let Wrote::Letter(letter) = &all.came[0].wrote else {
        panic!("a letter came");
    };
    assert_eq!((letter.number, letter.says.advice.len()), (1, 1));
    stands_as_a_step(instance, here).await;
    let waits = async || {
        let lines = today_of(app, &ctx).await.unwrap().lines.into_iter();
        let wrote =
            |need: Need| matches!(need, Need::Look(look) if look.what == Looking::NationalWrote);
        lines.filter(|line| wrote(line.need.clone())).count()
    };
    assert_eq!(waits().await, 1);
    mark_letters_read(app, &ctx, here, &[all.came[0].envelope.id])
        .await
        .unwrap();
    assert_eq!(waits().await, 0);
    let empty = write_to_national(app, &ctx, here, form(), (&words(" "), true)).await;
    assert_eq!(refusal(empty), "message-words");
    let sent = form();
    let answer = words("The school nurse did, in March.");
    for _ in 0..2 {
        write_to_national(app, &ctx, here, sent, (&answer, true))
            .await
            .unwrap();
    }
    assert!(!wrote(instance, here).await.answer_waits);
    let again = write_to_national(app, &ctx, here, form(), (&answer, true)).await;
    assert_eq!(refusal(again), "message-no-letter");
    carry(app).await;
    let view = received(app, &secretariat(instance), there).await.unwrap();
    assert_eq!(view.arrived.len(), 2, "the notification and one message");
    assert_eq!(view.case.step, ReceivedStep::ToRead);
    let reader = secretariat(instance);
    read_all(instance, &reader, there).await;
    let view = received(app, &reader, there).await.unwrap();
    assert_eq!(
        view.case.step,
        ReceivedStep::Done,
        "a message asks for no letter"
    );
    write_message(app, &reader, there, form(), &words("Thank you."))
        .await
        .unwrap();
    carry(app).await;
    let all = wrote(instance, here).await;
    assert_eq!((all.came.len(), all.sent.len()), (2, 1));
}

#[tokio::test]
async fn a_change_takes_the_approval_back() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let (_, there) = told(&instance).await;
        let writer = secretariat(&instance);
        read_all(&instance, &writer, &there).await;
        consider(app, &writer, &there, (form(), None), &considered(true))
            .await
            .unwrap();
        let letter = approved(&instance, &there).await;
        let changed = says(&["more_information"]);
        write_letter(app, &writer, &there, (form(), Some((letter, 2))), &changed)
            .await
            .unwrap();
        assert_eq!(step(&instance, &there).await, ReceivedStep::ToApprove);
        let (_, sending) = standing(&instance, &writer, &there).await;
        let given = SendingLetter {
            letter: app::received::Letter {
                unconfirmed: Vec::new(),
                ..sending.letter
            },
            ..sending
        };
        let done = send_letter(app, &writer, &there, form(), &given).await;
        assert_eq!(refusal(done), "letter-not-approved");
        let member = instance.at_the_national_body(Role::PanelMember);
        let stale = approve_letter(app, &member, &there, (form(), (letter, 1))).await;
        assert!(matches!(stale, Err(AppError::Clash(_))));
        let by_member = write_letter(app, &member, &there, (form(), None), &changed).await;
        assert!(matches!(by_member, Err(AppError::NotPermitted { .. })));
    }
}

#[tokio::test]
async fn two_cases_of_one_incident_are_linked_and_no_letter_is_needed_for_one() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let (_, first) = told(&instance).await;
        let (_, second) = told(&instance).await;
        assert_ne!(first, second);
        let ctx = secretariat(&instance);
        let same = |goes_on: &str| SameIncident {
            goes_on: goes_on.to_owned(),
            why: words("The same child, told of by two teams."),
        };
        let itself = link(app, &ctx, &second, (form(), None), &same(second.as_str())).await;
        assert_eq!(refusal(itself), "same-itself");
        let unknown = link(app, &ctx, &second, (form(), None), &same("AAA-AAA-AAA")).await;
        assert_eq!(refusal(unknown), "same-unknown");
        link(app, &ctx, &second, (form(), None), &same(first.as_str()))
            .await
            .unwrap();
        let view = received(app, &ctx, &second).await.unwrap();
        assert_eq!(view.case.same_as.unwrap().1, first.as_str());
        let view = received(app, &ctx, &first).await.unwrap();
        assert_eq!(view.linked.len(), 1);
        read_all(&instance, &ctx, &second).await;
        consider(app, &ctx, &second, (form(), None), &considered(false))
            .await
            .unwrap();
        assert_eq!(step(&instance, &second).await, ReceivedStep::Done);
        assert!(earlier(app, &ctx, &first).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn without_a_national_body_nothing_can_be_written_to_it() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = manager(&instance);
        let all = letters(app, &ctx, &reference).await.unwrap();
        assert!(!all.told && all.came.is_empty());
        let done = write_to_national(app, &ctx, &reference, form(), (&words("A"), false)).await;
        assert_eq!(refusal(done), "message-no-national");
    }
}

#[tokio::test]
async fn before_the_national_body_was_told_nothing_is_written_to_it() {
    for instance in support::both(true).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = manager(&instance);
        let done = write_to_national(app, &ctx, &reference, form(), (&words("A"), false)).await;
        assert_eq!(refusal(done), "message-not-told");
    }
}
