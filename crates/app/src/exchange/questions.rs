//! A question to those behind an item: asked in words that were checked, passed on by the broker that the item names, answered by those
//! who know the item to be theirs by its id. Neither side learns who the other is unless it says so.

use access::{Ctx, actions};
use commons::{Item, ItemState, Question, SaidTo};
use model::case::LearningRelease;
use model::learning::{Leaves as _, LeavingSays, LeavingWords, QuestionStands, SharedQuestion};
use model::{FormId, RecordId, SharedId};
use vault::Stored;

use super::released_here::only_others;
use super::tell::{ToldUs, out_of_here};
use super::uptake::item_of;
use super::words::{ask_second, open_words};
use crate::library::organisations;
use crate::sharing::{Found, OwnWords, found_in};
use crate::{App, AppError};

/// What became of words that somebody sent.
#[derive(Debug, Clone)]
pub enum Sent {
    /// They are where they go, or wait for a second person.
    Done,
    /// They are not: somebody has to look first at what the check found in them, or to change them where it stops them.
    Look(Vec<Found>),
}

impl Sent {
    /// Whether something that was found points at somebody by itself.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        matches!(self, Self::Look(found) if found.iter().any(Found::tells_who))
    }
}

/// What the check found that still has to be looked at; nothing where the words may go.
async fn to_look_at(
    app: &App,
    ctx: &Ctx,
    (words, looked): (OwnWords<'_>, bool),
) -> Result<Option<Vec<Found>>, AppError> {
    let found = found_in(app, ctx, words, Found::tells_who).await?;
    let stopped = found.iter().any(Found::tells_who);
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
    /// The reader's organisation's answer, while it waits for a second person or was sent back.
    pub answer: Option<Stored<LeavingWords>>,
}

impl NamedQuestion {
    /// Whether an answer can be written now.
    #[must_use]
    pub fn may_be_answered(&self) -> bool {
        let answer = self.answer.as_ref();
        self.question.stands.is_open() && answer.is_none_or(|one| one.body.asked().is_none())
    }
}

/// What the organisation asked about one item.
#[derive(Debug, Clone)]
pub struct AskedOfItem {
    /// Its questions, the newest first, each with the name of who answered where they want to be named.
    pub questions: Vec<(Question, Option<String>)>,
    /// Those that wait for a second person, or were sent back.
    pub waiting: Vec<Stored<LeavingWords>>,
    /// Whether the reader may ask now.
    pub may_ask: bool,
}

/// What the organisation asked about an item, and whether the reader may ask: not about what was released from here, as
/// [`super::of_item`] says. Nothing for whoever may not.
///
/// # Errors
/// [`AppError`].
pub async fn asked_of_item(
    app: &App,
    ctx: &Ctx,
    (item, is_own): (&Item, bool),
) -> Result<AskedOfItem, AppError> {
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
    let mut waiting = match may {
        true => open_words(app, ctx).await?,
        false => Vec::new(),
    };
    waiting.retain(|one| one.body.asks_of(item.id));
    let asked = waiting.iter().any(|one| one.body.asked().is_some());
    let stands = item.state == ItemState::Standing && item.broker.is_some();
    Ok(AskedOfItem {
        questions,
        waiting,
        may_ask: may && stands && !waits && !asked && !is_own,
    })
}

/// Asks for a second person for a question to those behind an item: once they agree, it goes to the broker.
///
/// # Errors
/// [`AppError::NotFound`] for an item that is not for the actor; [`AppError::NotPermitted`]; [`AppError::Rule`] `shared-ended`,
/// `question-own` for what was released from here, `question-words` without either text, `question-no-broker`, `question-waits` while
/// another of the organisation's questions about it is open, `question-second` while one waits for a second person,
/// `words-tried-often`.
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
    if let Some(found) = to_look_at(
        app,
        ctx,
        (OwnWords::typed(&texts).leaving(asked.names_area), looked),
    )
    .await?
    {
        return Ok(Sent::Look(found));
    }
    let commons = app.commons().await?;
    let may = commons.look(ctx, |tx| {
        Box::pin(async move { commons::may_be_asked(tx, item).await })
    });
    may.await?;
    let (says, id) = (LeavingSays::Question(asked.clone()), item.id);
    let same = move |one: &LeavingWords| one.asks_of(id);
    ask_second::<actions::AskOrigin>(app, ctx, (form, id), (says, &same)).await?;
    Ok(Sent::Done)
}

/// Says something to a question, once for each form.
pub(super) async fn say(
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
        answer: None,
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
    if let Some(found) = to_look_at(app, ctx, (OwnWords::typed(&[("why", why)]), looked)).await? {
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
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let known = organisations(app, ctx).await?;
    let words = open_words(app, ctx).await?;
    let here = all.into_iter().map(|one| {
        let mut words = words.iter();
        let answer = words.find(|words| words.body.answers(one.id)).cloned();
        NamedQuestion {
            answer,
            ..named(&known, one)
        }
    });
    Ok(here.collect())
}

/// What those behind an item say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Their answer, and whether they want to be named.
    Words(String, bool),
    /// They would rather not.
    RatherNot,
}

/// Asks for a second person for an answer to a question about something that was released here: once they agree, it goes to those who
/// asked. That they would rather not is said at once. For whoever has read the release.
///
/// # Errors
/// [`AppError::NotFound`] when it is about something else; [`AppError::NotPermitted`]; [`AppError::Rule`] `question-answer` without words,
/// `changed-meanwhile`, `question-second` while an answer waits for a second person, `words-tried-often`.
pub async fn answer_question(
    app: &App,
    ctx: &Ctx,
    (release, (form, which)): (&LearningRelease, (FormId, (RecordId, i64))),
    (answer, looked): (&Answer, bool),
) -> Result<Sent, AppError> {
    let (text, named) = match answer {
        Answer::RatherNot => {
            let said = SaidTo::RatherNot(release.item);
            say(app, ctx, (form, which), &said).await?;
            return Ok(Sent::Done);
        }
        Answer::Words(text, _) if text.trim().is_empty() => {
            return Err(AppError::Rule("question-answer"));
        }
        Answer::Words(text, named) => (text, *named),
    };
    let here = questions_here(app, ctx, release).await?;
    let one = here.iter().find(|one| one.question.id == which.0);
    let one = one.ok_or(AppError::NotFound)?;
    if one.question.version != which.1 || !one.question.stands.is_open() {
        return Err(AppError::Rule("changed-meanwhile"));
    }
    if let Some(found) = to_look_at(
        app,
        ctx,
        (OwnWords::typed(&[("answer", text)]).leaving(named), looked),
    )
    .await?
    {
        return Ok(Sent::Look(found));
    }
    let says = LeavingSays::Answer {
        question: which.0,
        version: which.1,
        asked: one.question.body.clone(),
        text: text.clone(),
        named,
    };
    let same = move |one: &LeavingWords| one.answers(which.0);
    let sent = (form, release.item);
    ask_second::<actions::AnswerQuestions>(app, ctx, sent, (says, &same)).await?;
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
    let out = &out_of_here::<actions::AnswerQuestions>(app, ctx).await?;
    let mut answered = match out.is_empty() {
        true => Vec::new(),
        false => open_words(app, ctx).await?,
    };
    answered.retain(|one| one.body.asked().is_some());
    let answered = &answered;
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
            for (item, release) in out {
                let all = commons::questions_of_item(tx, *item).await?;
                let open = |one: &Question| {
                    let mut waits = answered.iter();
                    one.stands == QuestionStands::PassedOn
                        && !waits.any(|words| words.body.answers(one.id))
                };
                if all.iter().any(open) {
                    waiting.to_answer.push(release.clone());
                }
            }
            Ok(waiting)
        })
    });
    Ok(read.await?)
}
