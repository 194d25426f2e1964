//! A question to those behind an item goes through the broker that it names; neither side learns who the other is unless it says so.

use access::{Ctx, Role};
use app::AppError;
use app::exchange::{
    Answer, Sent, agree_to_words, answer_question, ask_those_behind, asked_of_item,
    decline_question, pass_on, questions_here, questions_waiting, read_answer, send_back_words,
    to_pass_on, withdraw_question, withdraw_words, words_to_agree, words_waiting,
};
use app::library::open;
use model::RecordId;
use model::case::{KeptAgreed, LearningRelease};
use model::learning::{QuestionStands, SharedQuestion};

use super::{asked_for, form, releases, round, view};
use crate::decision::rule;
use crate::exchange::{another, elsewhere};
use crate::support::{self, Instance, words};

/// Something that was released, those who released it, and their broker.
struct Out {
    origin: Ctx,
    release: LearningRelease,
    broker: Ctx,
    asker: Ctx,
    /// The second person of those who released it.
    second: Ctx,
}

async fn out(instance: &Instance) -> Out {
    let (reference, who, draft) = asked_for(instance).await;
    for one in [&who.manager, &who.partner, &who.governance] {
        releases(instance, (one, &reference), draft).await.unwrap();
    }
    round(instance).await;
    let found = view(instance, (&who.manager, &reference), draft).await;
    Out {
        release: found.release().unwrap().body.clone(),
        origin: who.manager,
        second: who.partner,
        broker: instance.at_the_national_body(Role::PanelSecretariat),
        asker: elsewhere(instance).await,
    }
}

fn asks(know: &str) -> SharedQuestion {
    let use_for = "We plan one page for two teams.".to_owned();
    SharedQuestion::new(know.to_owned(), use_for, false)
}

/// Asks, and has a second person agree.
async fn asked(instance: &Instance, out: &Out) {
    let new = asks("How long did it take?");
    let sent = (form(), out.release.item);
    for _ in 0..2 {
        let done = ask_those_behind(&instance.app, &out.asker, sent, (&new, true)).await;
        assert!(matches!(done, Ok(Sent::Done)));
    }
    agreed(instance, &another(instance, &out.asker)).await;
}

/// The second person agrees to what waits for them.
async fn agreed(instance: &Instance, second: &Ctx) {
    let app = &instance.app;
    let waits = words_waiting(app, second).await.unwrap();
    assert_eq!(waits.len(), 1);
    let sent = (form(), (waits[0].what, 1));
    agree_to_words(app, second, sent, &[]).await.unwrap();
    agree_to_words(app, second, sent, &[]).await.unwrap();
}

#[tokio::test]
async fn something_rare_in_a_question_is_looked_at_and_agreed_to_in_words() {
    for instance in support::both(true).await {
        let (app, out) = (&instance.app, &out(&instance).await);
        let new = asks("Did the twins of a Somali family drown at the quarry there too?");
        let sent = (form(), out.release.item);
        let looks = ask_those_behind(app, &out.asker, sent, (&new, false)).await;
        let Ok(Sent::Look(found)) = looks else {
            panic!("somebody looks first");
        };
        assert!(found.iter().any(|one| one.rare.is_some()));
        let done = ask_those_behind(app, &out.asker, sent, (&new, true)).await;
        assert!(matches!(done, Ok(Sent::Done)));
        let second = &another(&instance, &out.asker);
        let waits = words_waiting(app, second).await.unwrap()[0].what;
        let silent = agree_to_words(app, second, (form(), (waits, 1)), &[]).await;
        assert_eq!(rule(silent), "release-agree");
        let found = words_to_agree(app, second, waits).await.unwrap();
        let agreed = found.rare().map(|one| KeptAgreed {
            words: one.words.clone(),
            why: words("It was in every paper there and here."),
        });
        let agreed: Vec<KeptAgreed> = agreed.collect();
        agree_to_words(app, second, (form(), (waits, 1)), &agreed)
            .await
            .unwrap();
    }
}

/// The broker passes it on, once.
async fn passed_on(instance: &Instance, out: &Out, which: (RecordId, i64)) {
    let app = &instance.app;
    let stranger = pass_on(app, &out.origin, (form(), which)).await;
    assert!(matches!(stranger, Err(AppError::NotPermitted { .. })));
    let sent = (form(), which);
    pass_on(app, &out.broker, sent).await.unwrap();
    pass_on(app, &out.broker, sent).await.unwrap();
    let late = pass_on(app, &out.broker, (form(), which)).await;
    assert_eq!(rule(late), "changed-meanwhile");
}

#[tokio::test]
async fn a_question_goes_through_the_broker_and_the_answer_comes_back() {
    for instance in support::both(true).await {
        let (app, out) = (&instance.app, &out(&instance).await);
        asked(&instance, out).await;
        let hidden = questions_here(app, &out.origin, &out.release)
            .await
            .unwrap();
        assert!(hidden.is_empty(), "the broker has not seen it");
        let waits = questions_waiting(app, &out.broker).await.unwrap();
        assert_eq!(waits.to_pass_on, 1);
        let list = to_pass_on(app, &out.broker).await.unwrap();
        assert_eq!(list.len(), 1);
        let (one, condition) = &list[0];
        assert_eq!(one.asker, None, "who asks is not named");
        assert!(condition.contains("record systems"));
        let which = (one.question.id, 1);
        passed_on(&instance, out, which).await;
        let waits = questions_waiting(app, &out.origin).await.unwrap();
        assert_eq!(waits.to_answer.len(), 1);
        assert!(
            questions_waiting(app, &out.asker)
                .await
                .unwrap()
                .to_answer
                .is_empty(),
            "it is not theirs"
        );
        let here = questions_here(app, &out.origin, &out.release)
            .await
            .unwrap();
        assert_eq!(here[0].question.body.know, "How long did it take?");
        assert_eq!(here[0].asker, None);
        let which = (here[0].question.id, 2);
        let answer = Answer::Words("Half a year.".to_owned(), false);
        let sent = (&out.release, (form(), which));
        let done = answer_question(app, &out.origin, sent, (&answer, true)).await;
        assert!(matches!(done, Ok(Sent::Done)));
        let early = questions_waiting(app, &out.asker).await.unwrap().answered;
        assert!(early.is_empty(), "nobody has agreed to the answer");
        let waits = questions_waiting(app, &out.origin).await.unwrap();
        assert!(waits.to_answer.is_empty(), "it waits for a second person");
        let twice = (&out.release, (form(), which));
        let twice = answer_question(app, &out.origin, twice, (&answer, true)).await;
        assert_eq!(rule(twice), "question-second");
        agreed(&instance, &out.second).await;
        let answered = questions_waiting(app, &out.asker).await.unwrap().answered;
        assert_eq!(answered, [out.release.item]);
        let item = open(app, &out.asker, out.release.item).await.unwrap().item;
        let found = asked_of_item(app, &out.asker, (&item, false))
            .await
            .unwrap();
        assert_eq!(found.questions[0].0.stands, QuestionStands::Answered);
        assert_eq!(found.questions[0].1, None, "who answers is not named");
        assert!(found.may_ask, "another may be asked");
        read_answer(app, &out.asker, (form(), (which.0, 3)))
            .await
            .unwrap();
        let waits = questions_waiting(app, &out.asker).await.unwrap();
        assert!(waits.answered.is_empty());
    }
}

#[tokio::test]
async fn what_tells_who_somebody_is_goes_nowhere_and_what_is_found_is_looked_at() {
    for instance in support::both(true).await {
        let (app, out) = (&instance.app, &out(&instance).await);
        let item = out.release.item;
        let empty = ask_those_behind(app, &out.asker, (form(), item), (&asks(" "), true)).await;
        assert_eq!(rule(empty), "question-words");
        let number = asks("Our NHS number 943 476 5919 lay there. Did yours?");
        let stopped = ask_those_behind(app, &out.asker, (form(), item), (&number, true)).await;
        assert!(stopped.unwrap().is_stopped());
        let reader = &Ctx {
            organisation: out.asker.organisation,
            ..instance.acting(Role::LearningReader, None)
        };
        let refused = ask_those_behind(app, reader, (form(), item), (&asks("How?"), true)).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        asked(&instance, out).await;
        let twice = ask_those_behind(app, &out.asker, (form(), item), (&asks("Why?"), true)).await;
        assert_eq!(rule(twice), "question-waits");
        let waits = to_pass_on(app, &out.broker).await.unwrap();
        let which = (waits[0].0.question.id, 1);
        withdraw_question(app, &out.asker, (form(), which))
            .await
            .unwrap();
        assert!(to_pass_on(app, &out.broker).await.unwrap().is_empty());
        let late = pass_on(app, &out.broker, (form(), (which.0, 2))).await;
        assert_eq!(rule(late), "changed-meanwhile");
    }
}

#[tokio::test]
async fn the_broker_declines_with_a_reason_and_the_origin_may_rather_not() {
    for instance in support::both(true).await {
        let (app, out) = (&instance.app, &out(&instance).await);
        asked(&instance, out).await;
        let first = to_pass_on(app, &out.broker).await.unwrap()[0].0.clone();
        let which = (first.question.id, 1);
        let empty = decline_question(app, &out.broker, (form(), which), (" ", true)).await;
        assert_eq!(rule(empty), "question-why");
        let why = "It was answered in the item itself.";
        let done = decline_question(app, &out.broker, (form(), which), (why, true)).await;
        assert!(matches!(done, Ok(Sent::Done)));
        let item = open(app, &out.asker, out.release.item).await.unwrap().item;
        let found = asked_of_item(app, &out.asker, (&item, false))
            .await
            .unwrap();
        assert_eq!(found.questions[0].0.body.declined.as_deref(), Some(why));
        let here = questions_here(app, &out.origin, &out.release)
            .await
            .unwrap();
        assert!(here.is_empty());
        asked(&instance, out).await;
        let second = to_pass_on(app, &out.broker).await.unwrap()[0].0.clone();
        let which = (second.question.id, 1);
        let early = (&out.release, (form(), which));
        let early = answer_question(app, &out.origin, early, (&Answer::RatherNot, true)).await;
        assert_eq!(rule(early), "changed-meanwhile");
        pass_on(app, &out.broker, (form(), which)).await.unwrap();
        let none = Answer::Words(" ".to_owned(), false);
        let sent = (&out.release, (form(), (which.0, 2)));
        let empty = answer_question(app, &out.origin, sent, (&none, true)).await;
        assert_eq!(rule(empty), "question-answer");
        let done = answer_question(app, &out.origin, sent, (&Answer::RatherNot, true)).await;
        assert!(matches!(done, Ok(Sent::Done)));
        let found = asked_of_item(app, &out.asker, (&item, false))
            .await
            .unwrap();
        let mut all = found.questions.iter();
        let said = all.find(|(one, _)| one.id == which.0).unwrap();
        assert_eq!(said.0.stands, QuestionStands::RatherNot);
    }
}

#[tokio::test]
async fn a_question_goes_nowhere_before_a_second_person_agreed() {
    for instance in support::both(true).await {
        let (app, out) = (&instance.app, &out(&instance).await);
        let item = out.release.item;
        let sent = (form(), item);
        let ask = asks("How long did it take?");
        ask_those_behind(app, &out.asker, sent, (&ask, true))
            .await
            .unwrap();
        assert!(to_pass_on(app, &out.broker).await.unwrap().is_empty());
        let second = &another(&instance, &out.asker);
        let waits = words_waiting(app, second).await.unwrap();
        let id = waits[0].what;
        assert!(words_waiting(app, &out.asker).await.unwrap().is_empty());
        let alone = agree_to_words(app, &out.asker, (form(), (id, 1)), &[]).await;
        assert_eq!(rule(alone), "release-author");
        let reader = &Ctx {
            organisation: out.asker.organisation,
            ..instance.acting(Role::LearningReader, None)
        };
        let refused = words_to_agree(app, reader, id).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        let again = ask_those_behind(app, &out.asker, (form(), item), (&ask, true)).await;
        assert_eq!(rule(again), "question-second");
        let why = &words("Say what for.");
        send_back_words(app, second, (form(), (id, 1)), why)
            .await
            .unwrap();
        let back = words_waiting(app, &out.asker).await.unwrap();
        assert!(back[0].sent_back && back[0].what == id);
        let late = agree_to_words(app, second, (form(), (id, 2)), &[]).await;
        assert_eq!(rule(late), "changed-meanwhile");

        let seen = open(app, &out.asker, item).await.unwrap().item;
        let found = asked_of_item(app, &out.asker, (&seen, false))
            .await
            .unwrap();
        assert!(found.may_ask && found.waiting.len() == 1 && found.questions.is_empty());
        asked(&instance, out).await;
        let found = asked_of_item(app, &out.asker, (&seen, false))
            .await
            .unwrap();
        assert!(found.waiting.is_empty(), "what was sent back is let go");
        assert_eq!(found.questions.len(), 1);
        assert_eq!(to_pass_on(app, &out.broker).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn who_wrote_an_answer_withdraws_it_and_nobody_else_does() {
    for instance in support::both(true).await {
        let (app, out) = (&instance.app, &out(&instance).await);
        asked(&instance, out).await;
        let one = to_pass_on(app, &out.broker).await.unwrap()[0].0.clone();
        let which = (one.question.id, 1);
        pass_on(app, &out.broker, (form(), which)).await.unwrap();
        let answer = Answer::Words("Half a year.".to_owned(), false);
        let sent = (&out.release, (form(), (which.0, 2)));
        answer_question(app, &out.origin, sent, (&answer, true))
            .await
            .unwrap();
        let id = words_waiting(app, &out.second).await.unwrap()[0].what;
        let read = words_to_agree(app, &out.second, id).await.unwrap();
        assert_eq!(read.may, Ok(()));
        let theirs = withdraw_words(app, &out.second, (form(), (id, 1))).await;
        assert_eq!(rule(theirs), "second-not-yours");
        withdraw_words(app, &out.origin, (form(), (id, 1)))
            .await
            .unwrap();
        assert!(words_waiting(app, &out.second).await.unwrap().is_empty());
        let here = questions_here(app, &out.origin, &out.release)
            .await
            .unwrap();
        assert!(here[0].may_be_answered(), "another can be written");
    }
}
