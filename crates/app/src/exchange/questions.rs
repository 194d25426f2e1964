//! A question to those behind an item: asked in words that were checked, passed on by the broker that the item names, answered by those
//! who know the item to be theirs by its id. Neither side learns who the other is unless it says so.

use access::{Ctx, actions};
use commons::{Item, ItemState, Question, SaidTo};
use model::case::LearningRelease;
use model::learning::{QuestionStands, SharedQuestion};
use model::{FormId, RecordId, SharedId};

use super::released_here::{only_others, released_here};
use super::tell::{ToldUs, out_of_here};
use super::uptake::item_of;
use crate::library::organisations;
use crate::sharing::{Found, found_in};
use crate::{App, AppError};

/// What became of words that somebody sent.
#[derive(Debug, Clone)]
pub enum Sent {
    /// They are where they go.
    Done,
    /// They are not: somebody has to look first at what the check found in them, or to change them where it stops them.
    Look(Vec<Found>),
}

impl Sent {
    /// Whether something that was found points at somebody by itself.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        matches!(self, Self::Look(found) if found.iter().any(Found::must_go))
    }
}

/// What the check found that still has to be looked at; nothing where the words may go.
async fn to_look_at(
    app: &App,
    ctx: &Ctx,
    (texts, looked): (&[(&'static str, &str)], bool),
) -> Result<Option<Vec<Found>>, AppError> {
    let found = found_in(app, ctx, texts).await?;
    let stopped = found.iter().any(Found::must_go);
    let open = stopped || (!looked && !found.is_empty());
    Ok(open.then_some(found))
}

/// A question with the name of those who want to be named to the reader.
#[derive(Debug, Clone)]
pub struct NamedQuestion {
    /// The question.
    pub question: Question,
    /// The name of who asks, where they say so.
    pub asker: Option<String>,
}

/// What the organisation asked about one item.
#[derive(Debug, Clone)]
pub struct AskedOfItem {
    /// Its questions, the newest first, each with the name of who answered where they want to be named.
    pub questions: Vec<(Question, Option<String>)>,
    /// Whether the reader may ask now.
    pub may_ask: bool,
}

/// What the organisation asked about an item, and whether the reader may ask. Nothing for whoever may not.
///
/// # Errors
/// [`AppError`].
pub async fn asked_of_item(app: &App, ctx: &Ctx, item: &Item) -> Result<AskedOfItem, AppError> {
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            let may = tx.would_permit_organisation::<actions::AskOrigin>();
            Ok((commons::own_questions(tx).await?, may))
        })
    });
    let (mut questions, may) = read.await?;
    questions.retain(|one| one.item == item.id);
    let waits = questions.iter().any(|one| one.stands.is_open());
    let known = organisations(app, ctx).await?;
    let who = |one: &Question| {
        let found = known
            .iter()
            .find(|org| Some(org.id) == one.body.answered_by);
        found.map(|org| org.name.clone())
    };
    let questions = questions.into_iter().map(|one| (one.clone(), who(&one)));
    let questions = questions.collect();
    let stands = item.state == ItemState::Standing && item.broker.is_some();
    Ok(AskedOfItem {
        questions,
        may_ask: may && stands && !waits && released_here(app, ctx, item.id).await?.is_none(),
    })
}

/// Asks those behind an item.
///
/// # Errors
/// [`AppError::NotFound`] for an item that is not for the actor; [`AppError::NotPermitted`]; [`AppError::Rule`] `shared-ended`,
/// `question-own` for what was released from here, `question-words` without either text, `question-no-broker`, `question-waits` while another of the organisation's questions about it
/// is open.
pub async fn ask_those_behind(
    app: &App,
    ctx: &Ctx,
    (form, item): (FormId, SharedId),
    (asked, looked): (&SharedQuestion, bool),
) -> Result<Sent, AppError> {
    let texts = asked.texts();
    if texts.iter().any(|(_, text)| text.trim().is_empty()) {
        return Err(AppError::Rule("question-words"));
    }
    let item = &item_of(app, ctx, item).await?;
    only_others(app, ctx, (item.id, "question-own")).await?;
    if let Some(found) = to_look_at(app, ctx, (&texts, looked)).await? {
        return Ok(Sent::Look(found));
    }
    let commons = app.commons().await?;
    let done = commons.transact(ctx, |tx| {
        Box::pin(async move {
            if commons::already_done(tx, form).await?.is_some() {
                return Ok(());
            }
            let id = commons::ask_origin(tx, item, asked).await?;
            commons::remember(tx, form, &id.to_string()).await
        })
    });
    done.await?;
    Ok(Sent::Done)
}

/// Says something to a question, once for each form.
async fn say(
    app: &App,
    ctx: &Ctx,
    (form, which): (FormId, (RecordId, i64)),
    said: &SaidTo,
) -> Result<(), AppError> {
    let commons = app.commons().await?;
    let done = commons.transact(ctx, |tx| {
        Box::pin(async move {
            if commons::already_done(tx, form).await?.is_some() {
                return Ok(());
            }
            commons::say_to_question(tx, which, said).await?;
            commons::remember(tx, form, &which.0.to_string()).await
        })
    });
    Ok(done.await?)
}

/// Takes a question back that waits for the broker.
///
/// # Errors
/// [`AppError::NotFound`] when it is not of the organisation; [`AppError::NotPermitted`]; [`AppError::Rule`] `changed-meanwhile`.
pub async fn withdraw_question(
    app: &App,
    ctx: &Ctx,
    sent: (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    say(app, ctx, sent, &SaidTo::Withdraw).await
}

/// Says that the organisation has read what was said to its question.
///
/// # Errors
/// As [`withdraw_question`].
pub async fn read_answer(
    app: &App,
    ctx: &Ctx,
    sent: (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    say(app, ctx, sent, &SaidTo::Read).await
}

/// The questions that wait for the organisation as their broker, each with the condition of its item.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever does not work for a region or the national body.
pub async fn to_pass_on(app: &App, ctx: &Ctx) -> Result<Vec<(NamedQuestion, String)>, AppError> {
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            let mut all = Vec::new();
            for one in commons::questions_to_pass_on(tx).await? {
                let item = commons::get(tx, one.item).await?;
                let body = item.and_then(|item| item.body);
                all.push((one, body.map(|body| body.condition).unwrap_or_default()));
            }
            Ok(all)
        })
    });
    let all = read.await?;
    let known = organisations(app, ctx).await?;
    let all = all
        .into_iter()
        .map(|(one, condition)| (named(&known, one), condition));
    Ok(all.collect())
}

fn named(known: &[access::directory::Organisation], question: Question) -> NamedQuestion {
    let found = known.iter().find(|one| Some(one.id) == question.named);
    NamedQuestion {
        asker: found.map(|one| one.name.clone()),
        question,
    }
}

/// Passes a question on: those behind its item see it.
///
/// # Errors
/// [`AppError::NotFound`] when the organisation is not its broker; [`AppError::NotPermitted`]; [`AppError::Rule`] `changed-meanwhile`.
pub async fn pass_on(
    app: &App,
    ctx: &Ctx,
    sent: (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    say(app, ctx, sent, &SaidTo::PassOn).await
}

/// Does not pass a question on, and says why.
///
/// # Errors
/// As [`pass_on`]; [`AppError::Rule`] `question-why` without a reason.
pub async fn decline_question(
    app: &App,
    ctx: &Ctx,
    sent: (FormId, (RecordId, i64)),
    (why, looked): (&str, bool),
) -> Result<Sent, AppError> {
    if why.trim().is_empty() {
        return Err(AppError::Rule("question-why"));
    }
    if let Some(found) = to_look_at(app, ctx, (&[("why", why)], looked)).await? {
        return Ok(Sent::Look(found));
    }
    say(app, ctx, sent, &SaidTo::Decline(why.to_owned())).await?;
    Ok(Sent::Done)
}

/// The questions that were passed on about something that was released here. For whoever has read the release; nothing for whoever
/// may not answer.
///
/// # Errors
/// [`AppError`].
pub async fn questions_here(
    app: &App,
    ctx: &Ctx,
    release: &LearningRelease,
) -> Result<Vec<NamedQuestion>, AppError> {
    let item = release.item;
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            if !tx.would_permit_organisation::<actions::AnswerQuestions>() {
                return Ok(Vec::new());
            }
            commons::questions_of_item(tx, item).await
        })
    });
    let all = read.await?;
    let known = organisations(app, ctx).await?;
    Ok(all.into_iter().map(|one| named(&known, one)).collect())
}

/// What those behind an item say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Their answer, and whether they want to be named.
    Words(String, bool),
    /// They would rather not.
    RatherNot,
}

/// Answers a question about something that was released here. For whoever has read the release.
///
/// # Errors
/// [`AppError::NotFound`] when it is about something else; [`AppError::NotPermitted`]; [`AppError::Rule`] `question-answer` without words,
/// `changed-meanwhile`.
pub async fn answer_question(
    app: &App,
    ctx: &Ctx,
    (release, sent): (&LearningRelease, (FormId, (RecordId, i64))),
    (answer, looked): (&Answer, bool),
) -> Result<Sent, AppError> {
    let said = match answer {
        Answer::RatherNot => SaidTo::RatherNot(release.item),
        Answer::Words(text, _) if text.trim().is_empty() => {
            return Err(AppError::Rule("question-answer"));
        }
        Answer::Words(text, named) => {
            if let Some(found) = to_look_at(app, ctx, (&[("answer", text)], looked)).await? {
                return Ok(Sent::Look(found));
            }
            SaidTo::Answer(release.item, text.clone(), *named)
        }
    };
    say(app, ctx, sent, &said).await?;
    Ok(Sent::Done)
}

/// What waits for the actor about questions, for *Today*: ids and numbers only.
#[derive(Debug, Clone, Default)]
pub struct QuestionsWaiting {
    /// How many the actor's organisation may pass on.
    pub to_pass_on: usize,
    /// Releases of which somebody asks something.
    pub to_answer: Vec<ToldUs>,
    /// Items about which something was said to the organisation's question.
    pub answered: Vec<SharedId>,
}

/// What waits for the actor about questions.
///
/// # Errors
/// [`AppError`].
pub async fn questions_waiting(app: &App, ctx: &Ctx) -> Result<QuestionsWaiting, AppError> {
    let out = &out_of_here(app, ctx).await?;
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            let mut waiting = QuestionsWaiting::default();
            if tx.would_permit_organisation::<actions::PassOnQuestions>() {
                waiting.to_pass_on = commons::questions_to_pass_on(tx).await?.len();
            }
            let own = commons::own_questions(tx).await?;
            let said = own
                .iter()
                .filter(|one| !one.stands.is_open() && !one.body.read);
            waiting.answered = said.map(|one| one.item).collect();
            if tx.would_permit_organisation::<actions::AnswerQuestions>() {
                for (item, release) in out {
                    let all = commons::questions_of_item(tx, *item).await?;
                    let open = |one: &Question| one.stands == QuestionStands::PassedOn;
                    if all.iter().any(open) {
                        waiting.to_answer.push(release.clone());
                    }
                }
            }
            Ok(waiting)
        })
    });
    Ok(read.await?)
}
