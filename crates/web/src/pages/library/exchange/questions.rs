//! Questions to those behind an item: asked on its page, answered on the release of those whom it came from.

use access::actions;
use app::AppError;
use app::commons::Question;
use app::exchange::{
    Answer, AskedOfItem, NamedQuestion, Sent, answer_question, ask_those_behind, asked_of_item,
    of_item, questions_here, read_answer, withdraw_question,
};
use axum::extract::{Path, State};
use govuk::{Html, SummaryCard, SummaryList};
use model::case::LearningRelease;
use model::learning::SharedQuestion;
use model::{RecordId, SharedId};

use super::HereItem;
use super::decision::about;
use super::tell::found_in;
use super::words::waits;
use crate::draw::{go, link_button, paragraph, row};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::library::item::id;
use crate::pages::library::second::nobody_else;
use crate::pages::sharing::released_here;
use crate::problem::{Answer as Page, PageError};
use crate::sheet::{Ask, Input, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code, t1};
use crate::when::in_year;
use crate::{Signed, WebState};

const KNOW: Field = field("know", "question-know");
const USE: Field = field("use", "question-use");
const NAMED: Field = field("named", "question-named");
const SAYS: Field = field("says", "question-says");
const ANSWER: Field = field("answer", "question-answer");
pub(super) const LOOKED: Field = field("looked", "question-looked");

/// Address of a question about something that was released.
type HereRelease = Path<(String, String, String, String)>;

/// What the check found, and the box of whoever looked at it; nothing before it found anything.
fn looked(at: (&WebState, &Signed), sent: &Sent) -> Result<Vec<Input>, PageError> {
    let Sent::Look(found) = sent else {
        return Ok(Vec::new());
    };
    let stopped = sent.is_stopped();
    let mut inputs = vec![drawn(found_in(at, found, stopped)?)];
    if !stopped {
        let yes = vec![Offer::new("yes", t("question-looked-yes"))];
        inputs.push(input(LOOKED, Ask::AnyOf(yes)));
    }
    Ok(inputs)
}

fn named_offers() -> Input {
    let offers = ["no", "yes"].map(|code| Offer::new(code, t_code("question-named-is", code)));
    input(NAMED, Ask::OneOf(offers.to_vec()))
}

fn yes_or_no(code: &str) -> Option<bool> {
    match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// After the check of what somebody sent: on, or the form again with what was found.
pub(super) fn after(
    (state, signed): (&WebState, &Signed),
    (mut sheet, mut form): (Sheet, Filled),
    (sent, wrong, next): (Result<Sent, AppError>, &Field, &str),
) -> Page {
    match sent {
        Ok(Sent::Done) => Ok(next_page(next)),
        Ok(look) => {
            let code = match look.is_stopped() {
                true => "question-identifies",
                false => "question-look",
            };
            let at = if look.is_stopped() { *wrong } else { LOOKED };
            sheet.inputs.extend(looked((state, signed), &look)?);
            form.refuse(&at, code);
            sheet.again(state, signed, &form)
        }
        Err(error) => sheet.refused((state, signed), form, (wrong, error)),
    }
}

/// The part of an item's page: what the organisation asked, and the way to ask.
pub(in crate::pages::library) async fn on_item(
    (state, signed): (&WebState, &Signed),
    (item, is_own): (&app::commons::Item, bool),
    base: &str,
) -> Result<Html, PageError> {
    let found = asked_of_item(state.app(), &signed.ctx, (item, is_own)).await?;
    let AskedOfItem {
        questions,
        waiting,
        may_ask,
    } = &found;
    if questions.is_empty() && waiting.is_empty() && !may_ask {
        return Ok(Html::default());
    }
    let mut parts = vec![Html::element(
        "h2",
        "govuk-heading-m",
        t("question-heading"),
    )];
    parts.extend(waiting.iter().map(|one| waits(signed, one)));
    for one in questions {
        parts.push(asked((state, signed), one, base)?);
    }
    if questions.is_empty() && waiting.is_empty() {
        parts.push(paragraph(t("question-none")));
    }
    if *may_ask {
        let link = go(t("question-title"), format!("{base}/ask")).secondary();
        parts.push(paragraph(link.render()));
    }
    Ok(Html::join(parts))
}

/// A question that the organisation asked, with what was said to it.
fn asked(
    (state, signed): (&WebState, &Signed),
    (one, who): &(Question, Option<String>),
    base: &str,
) -> Result<Html, PageError> {
    let body = &one.body;
    let mut rows = vec![
        row(t("question-know-key"), body.know.as_str()),
        row(t("question-use-key"), body.use_for.as_str()),
        row(
            t("question-stands-key"),
            t_code("question-stands", one.stands.code()),
        ),
    ];
    let said = [
        ("question-declined-key", body.declined.as_deref()),
        ("question-answer-key", body.answer.as_deref()),
        ("question-who-key", who.as_deref()),
    ];
    let said = said
        .into_iter()
        .filter_map(|(key, words)| Some((key, words?)));
    rows.extend(said.map(|(key, words)| row(t(key), words)));
    let title = t1(
        "question-card",
        "year",
        in_year(one.asked_at.date_in_london()),
    );
    let mut parts = vec![SummaryCard::new(title, SummaryList::new().rows(rows)).render()];
    let button = |end: &str, key: &str| {
        let hidden = state.hidden(&signed.visit, Some(one.version))?;
        let about = format!(" {}", t("question-about"));
        let action = format!("{base}/questions/{}/{end}", one.id);
        Ok::<_, PageError>(link_button(&action, hidden, (&t(key), &about))?)
    };
    if one.stands == model::learning::QuestionStands::Asked {
        parts.push(button("withdraw", "question-withdraw")?);
    } else if !one.stands.is_open() && !body.read {
        parts.push(button("read", "question-read")?);
    }
    Ok(Html::join(parts))
}

async fn ask_sheet(
    (state, signed): (&WebState, &Signed),
    text: &str,
) -> Result<(SharedId, Sheet), PageError> {
    let id = id(text)?;
    signed.may::<actions::AskOrigin>(state).await?;
    let found = of_item(state.app(), &signed.ctx, id).await?;
    if found.item.body.is_none() {
        return Err(PageError::Rule("shared-ended"));
    }
    let mut sheet = about(signed, id, &found, "question-title");
    sheet.explain.push(t("question-explain"));
    let alone = nobody_else((state, signed)).await?;
    sheet.inputs = vec![
        drawn(alone.unwrap_or_default()),
        input(KNOW, Ask::Words),
        input(USE, Ask::Words),
        named_offers(),
    ];
    sheet.button = t("question-button");
    Ok((id, sheet))
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
) -> Page {
    let (_, sheet) = ask_sheet((&state, &signed), &text).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn ask(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
    mut form: Filled,
) -> Page {
    let (id, sheet) = ask_sheet((&state, &signed), &text).await?;
    let know = form.text(&KNOW, 1_000);
    let use_for = form.text(&USE, 1_000);
    let named = form.coded(&NAMED, yes_or_no);
    let (Some(know), Some(use_for), Some(named)) = (know, use_for, named) else {
        return sheet.again(&state, &signed, &form);
    };
    let looked = form.has(LOOKED.id, "yes");
    let new = SharedQuestion::new(know, use_for, named);
    let sent = (form.form_id()?, id);
    let sent = ask_those_behind(state.app(), &signed.ctx, sent, (&new, looked)).await;
    let next = sheet.back.clone();
    after((&state, &signed), (sheet, form), (sent, &KNOW, &next))
}

/// The address of a question below an item.
pub(super) type HereAsked = Path<(String, String, String)>;

pub(super) fn question(text: &str) -> Result<RecordId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

pub(super) async fn withdraw(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, item, text)): HereAsked,
    form: Filled,
) -> Page {
    let (item, which) = (id(&item)?, question(&text)?);
    signed.may::<actions::AskOrigin>(&state).await?;
    let sent = (form.form_id()?, (which, form.version()?));
    withdraw_question(state.app(), &signed.ctx, sent).await?;
    Ok(next_page(&signed.path(&format!("shared/items/{item}"))))
}

pub(super) async fn read(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, item, text)): HereAsked,
    form: Filled,
) -> Page {
    let (item, which) = (id(&item)?, question(&text)?);
    signed.may::<actions::AskOrigin>(&state).await?;
    let sent = (form.form_id()?, (which, form.version()?));
    read_answer(state.app(), &signed.ctx, sent).await?;
    Ok(next_page(&signed.path(&format!("shared/items/{item}"))))
}

/// Who asks, as far as they say so.
fn asker(one: &NamedQuestion) -> String {
    one.asker
        .clone()
        .unwrap_or_else(|| t("question-asker-unnamed"))
}

pub(super) fn rows_of(one: &NamedQuestion) -> Vec<govuk::SummaryRow> {
    let body = &one.question.body;
    vec![
        row(t("question-asker-key"), asker(one)),
        row(t("question-know-key"), body.know.as_str()),
        row(t("question-use-key"), body.use_for.as_str()),
    ]
}

/// The questions about something that was released here, on its page; nothing while there is none.
pub(in crate::pages) async fn asked_here(
    (state, signed): (&WebState, &Signed),
    release: &LearningRelease,
    base: &str,
) -> Result<Html, PageError> {
    let all = questions_here(state.app(), &signed.ctx, release).await?;
    if all.is_empty() {
        return Ok(Html::default());
    }
    let mut parts = vec![Html::element(
        "h2",
        "govuk-heading-m",
        t("question-here-heading"),
    )];
    for one in &all {
        let stands = one.question.stands;
        let mut rows = rows_of(one);
        rows.push(row(
            t("question-stands-key"),
            t_code("question-here-stands", stands.code()),
        ));
        let answer = one.question.body.answer.iter();
        rows.extend(answer.map(|words| row(t("question-answer-key"), words.as_str())));
        parts.push(SummaryList::new().rows(rows).render());
        parts.extend(one.answer.iter().map(|one| waits(signed, one)));
        if one.may_be_answered() {
            let link = go(
                t("question-answer-title"),
                format!("{base}/questions/{}", one.question.id),
            );
            parts.push(paragraph(link.render()));
        }
    }
    Ok(Html::join(parts))
}

/// A question about something that was released here, and the page on which it is answered.
async fn answering(
    (state, signed): (&WebState, &Signed),
    (reference, draft, text): (&str, &str, &str),
) -> Result<(LearningRelease, NamedQuestion, Sheet), PageError> {
    let which = question(text)?;
    let (release, base) = released_here((state, signed), (reference, draft)).await?;
    signed.may::<actions::AnswerQuestions>(state).await?;
    let all = questions_here(state.app(), &signed.ctx, &release).await?;
    let mut all = all.into_iter();
    let found = all.find(|one| one.question.id == which && one.may_be_answered());
    let one = found.ok_or(PageError::NotFound)?;
    let says =
        ["words", "rather_not"].map(|code| Offer::new(code, t_code("question-says-is", code)));
    let alone = nobody_else((state, signed)).await?;
    let sheet = Sheet {
        title: t("question-answer-title"),
        caption: t1("today-review", "reference", reference),
        step: None,
        explain: vec![t("question-answer-explain")],
        inputs: vec![
            drawn(alone.unwrap_or_default()),
            drawn(SummaryList::new().rows(rows_of(&one)).render()),
            input(SAYS, Ask::OneOf(says.to_vec())),
            input(ANSWER, Ask::Words),
            named_offers(),
        ],
        button: t("question-answer-button"),
        back: base,
    };
    Ok((release, one, sheet))
}

pub(in crate::pages) async fn answer_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, reference, draft, text)): HereRelease,
) -> Page {
    let at = (reference.as_str(), draft.as_str(), text.as_str());
    let (_, one, sheet) = answering((&state, &signed), at).await?;
    let hidden = state.hidden(&signed.visit, Some(one.question.version))?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(in crate::pages) async fn answer(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, reference, draft, text)): HereRelease,
    mut form: Filled,
) -> Page {
    let at = (reference.as_str(), draft.as_str(), text.as_str());
    let (release, one, sheet) = answering((&state, &signed), at).await?;
    let says = form.coded(&SAYS, |code| match code {
        "words" => Some(true),
        "rather_not" => Some(false),
        _ => None,
    });
    let answer = match says {
        None => None,
        Some(false) => Some(Answer::RatherNot),
        Some(true) => {
            let words = form.text(&ANSWER, 2_000);
            let named = form.coded(&NAMED, yes_or_no);
            words
                .zip(named)
                .map(|(words, named)| Answer::Words(words, named))
        }
    };
    let Some(answer) = answer else {
        return sheet.again(&state, &signed, &form);
    };
    let looked = form.has(LOOKED.id, "yes");
    let sent = (form.form_id()?, (one.question.id, form.version()?));
    let sent = answer_question(
        state.app(),
        &signed.ctx,
        (&release, sent),
        (&answer, looked),
    )
    .await;
    let next = sheet.back.clone();
    after((&state, &signed), (sheet, form), (sent, &ANSWER, &next))
}
