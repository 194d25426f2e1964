//! Ask for access to a review, or open it in an emergency: for those who may know of it and not open it.

use access::{Action as _, actions};
use app::AppError;
use app::team::{
    EmergencyReview, SecondLook, ask, asking, before_opening, look_at, open_in_emergency, openings,
};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use govuk::{Button, Html, SummaryCard, SummaryList, SummaryRow};
use http::StatusCode;
use model::case::{AccessRequest, EmergencyFound, EmergencySeen};
use model::{RecordId, Sensitive};

use crate::draw::{go, paragraph, row};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show, show_form};
use crate::pages::people::reference;
use crate::pages::seen::{Here, HereOne, one_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

const WHY: Field = field("why", "ask-why");
const EMERGENCY: Field = field("why", "emergency-why");
const FOUND: Field = field("found", "emergency-found");
const SAYS: Field = field("says", "emergency-says");
const FOLLOWS: Field = field("follows", "emergency-follows");
const WORKS_FOR: Field = field("works-for", "emergency-works-for");

pub(crate) fn rows() -> Vec<Row> {
    let asked = "/o/{organisation}/reviews/{reference}/ask";
    let open = "/o/{organisation}/reviews/{reference}/emergency";
    let all = "/o/{organisation}/reviews/{reference}/emergencies";
    let one = "/o/{organisation}/reviews/{reference}/emergencies/{record}";
    let asks = Who::May(actions::AskAccess::INFO);
    let glass = Who::May(actions::BreakGlass::INFO);
    let looks = Who::May(actions::LookAtEmergency::INFO);
    let rows = [
        page("ask-access", asks, asked, form),
        send(asks, asked, save),
        page("emergency", glass, open, emergency_form),
        send(glass, open, save_emergency),
        page("emergencies", looks, all, list),
        page("emergency-look", looks, one, look_form),
        send(looks, one, save_look),
    ];
    rows.into_iter().map(Row::secret).collect()
}

fn caption(reference: &app::Reference) -> String {
    t1("today-review", "reference", reference.as_str())
}

/// What was asked before, with its answer.
struct Asked {
    when: String,
    why: String,
    answer: String,
    more: String,
}

#[derive(Template)]
#[template(path = "team/ask.html")]
struct AskPage {
    frame: Frame,
    step: Option<model::scheme::StepText>,
    caption: String,
    form: Filled,
    hidden: Hidden,
    own: Vec<Asked>,
    waits: bool,
}

async fn form(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let hidden = state.hidden(&signed.visit, None)?;
    ask_page(&state, &signed, &text, (Filled::empty(), hidden)).await
}

async fn ask_page(
    state: &WebState,
    signed: &Signed,
    text: &str,
    (form, hidden): (Filled, Hidden),
) -> Answer {
    let reference = reference(text)?;
    let found = asking(state.app(), &signed.ctx, &reference).await?;
    let errors = form.errors().clone();
    let page = AskPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("ask-title"))
            .back(signed.path("today"))
            .with_errors(&errors),
        step: found.step,
        caption: caption(&reference),
        form,
        hidden,
        waits: found.own.iter().any(|one| one.body.answer.is_none()),
        own: found.own.iter().map(asked).collect(),
    };
    show_form(&errors, &page)
}

fn asked(one: &Stored<AccessRequest>) -> Asked {
    let state = model::record::Record::state(&one.body).unwrap_or_default();
    let answer = one.body.answer.as_ref();
    let until = answer.and_then(|answer| answer.until);
    let more = match answer {
        Some(answer) if answer.place.is_none() => answer.why.0.clone(),
        _ => until.map_or_else(String::new, |day| {
            t1("ask-until-words", "date", date_in_words(day))
        }),
    };
    Asked {
        when: moment_in_words(one.added_at),
        why: one.body.why.0.clone(),
        answer: t_code("ask-answer", state),
        more,
    }
}

async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let hidden = form.hidden()?;
    let Some(why) = form.text(&WHY, 2_000) else {
        return ask_page(&state, &signed, &text, (form, hidden)).await;
    };
    let reference = reference(&text)?;
    let id = form.form_id()?;
    let sent = ask(state.app(), &signed.ctx, &reference, id, &Sensitive(why)).await;
    if let Err(AppError::Later(until)) = sent {
        let time = moment_in_words(until);
        form.wrong_because(&WHY, t1("ask-later", "time", time));
        let page = ask_page(&state, &signed, &text, (form, hidden)).await?;
        return Ok((StatusCode::TOO_MANY_REQUESTS, page).into_response());
    }
    sent?;
    Ok(next_page(&signed.path(&format!("reviews/{reference}/ask"))))
}

async fn emergency_sheet(
    state: &WebState,
    signed: &Signed,
    reference: &app::Reference,
) -> Result<Sheet, PageError> {
    let before = before_opening(state.app(), &signed.ctx, reference).await?;
    let minutes = i64::from(before.limits.emergency_minutes);
    let mut explain = vec![
        t("emergency-danger"),
        t_with("emergency-explain", &[("minutes", minutes.into())]),
    ];
    if !before.limits.checked {
        explain.push(t("emergency-unchecked"));
    }
    Ok(Sheet {
        title: t("emergency-title"),
        caption: caption(reference),
        step: before.step,
        explain,
        inputs: vec![input(EMERGENCY, Ask::Words)],
        button: t("emergency-button"),
        back: signed.path("today"),
    })
}

async fn emergency_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let sheet = emergency_sheet(&state, &signed, &reference(&text)?).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

async fn save_emergency(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let reference = reference(&text)?;
    let sheet = emergency_sheet(&state, &signed, &reference).await?;
    let Some(why) = form.text(&EMERGENCY, 2_000) else {
        return sheet.again(&state, &signed, &form);
    };
    let id = form.form_id()?;
    open_in_emergency(state.app(), &signed.ctx, &reference, id, &Sensitive(why)).await?;
    Ok(next_page(&signed.path(&format!("reviews/{reference}"))))
}

/// An emergency opening, in words.
struct Opening {
    who: String,
    when: String,
    until: String,
    why: String,
    /// How its review stands; absent once it was reviewed.
    review: Option<String>,
    seen: Vec<(String, Vec<String>)>,
    /// Where the reader records that they have looked, while they have not.
    look: Option<String>,
}

impl Opening {
    fn card(&self) -> SummaryCard {
        let seen = |(who, says): &(String, Vec<String>)| {
            let says = says
                .iter()
                .map(|words| Html::element("span", "tl-words", words));
            let lines = std::iter::once(who.into()).chain(says);
            SummaryRow::new(t("emergency-seen-key"), Html::lines(lines))
        };
        let review = self.review.as_deref();
        let list = SummaryList::new()
            .row(SummaryRow::new(t("emergency-when-key"), &self.when))
            .row(SummaryRow::new(t("emergency-until-key"), &self.until))
            .row(row(t("emergency-why-key"), &self.why))
            .rows(review.map(|words| SummaryRow::new(t("emergency-review-key"), words)))
            .rows(self.seen.iter().map(seen));
        let button = self.look.as_deref().map(|href| self.look_button(href));
        let content = [Some(list.render()), button.map(paragraph)];
        SummaryCard::new(&self.who, Html::join(content.into_iter().flatten()))
    }

    fn look_button(&self, href: &str) -> Button {
        let hidden = format!(" ({}, {})", self.who, self.when);
        let hidden = Html::element("span", "govuk-visually-hidden", hidden);
        go(Html::join([t("emergency-look-link").into(), hidden]), href)
    }
}

#[derive(Template)]
#[template(path = "team/emergencies.html")]
struct ListPage {
    frame: Frame,
    step: Option<model::scheme::StepText>,
    caption: String,
    openings: Vec<Opening>,
}

async fn list(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let reference = reference(&text)?;
    let found = openings(state.app(), &signed.ctx, &reference).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let base = signed.path(&format!("reviews/{reference}"));
    let back = match (found.reads, found.sees_all) {
        (true, _) => base.clone(),
        (false, true) => signed.path("emergencies"),
        (false, false) => signed.path("today"),
    };
    let all = found.all.iter();
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("emergencies-title"))
            .back(back),
        step: found.step,
        caption: caption(&reference),
        openings: all.map(|one| opening(&base, &names, one)).collect(),
    })
}

/// By when a second person reviews an opening that nobody has reviewed.
pub(crate) fn review_due(review: &EmergencyReview) -> String {
    let left = |days: i64| match days {
        0 => t("clock-due-today"),
        days if days < 0 => t_with("clock-late", &[("days", (-days).into())]),
        days => t_with("clock-left", &[("days", days.into())]),
    };
    match (review.due, review.left) {
        (Some(due), Some(days)) => {
            let due = t1("emergency-review-by", "date", date_in_words(due));
            format!("{due}, {}", left(days))
        }
        _ => t("emergency-review-no-calendar"),
    }
}

fn opening(base: &str, names: &app::names::Names, one: &app::team::Opened) -> Opening {
    let emergency = &one.emergency;
    let name = |known: Option<&str>| known.map_or_else(|| t("somebody"), str::to_owned);
    let seen = |look: &Stored<EmergencySeen>| {
        let who = name(names.person(&look.by));
        let words = format!("{who}, {}", moment_in_words(look.added_at));
        let found = look
            .body
            .found
            .map(|found| t_code("emergency-found", found.code()));
        let says = look.body.says.0.clone();
        let follows = Some(look.body.follows.0.as_str()).filter(|words| !words.is_empty());
        let follows = follows.map(|words| t1("emergency-follows-words", "words", words));
        let said = found.into_iter().chain([says]).chain(follows);
        (words, said.collect())
    };
    Opening {
        who: name(names.of(emergency.person)),
        when: moment_in_words(emergency.at),
        until: moment_in_words(emergency.until),
        why: emergency.reason.0.clone(),
        review: (!one.review.is_done).then(|| review_due(&one.review)),
        seen: one.seen.iter().map(seen).collect(),
        look: one
            .mine
            .then(|| format!("{base}/emergencies/{}", emergency.id)),
    }
}

struct Looking {
    reference: app::Reference,
    id: RecordId,
    sheet: Sheet,
}

async fn looking(
    state: &WebState,
    signed: &Signed,
    (text, id): (&str, &str),
) -> Result<Looking, PageError> {
    let reference = reference(text)?;
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let found = openings(state.app(), &signed.ctx, &reference).await?;
    let step = found.step;
    let found = found.all.iter().find(|one| one.emergency.id == id);
    let found = found.ok_or(PageError::NotFound)?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let base = signed.path(&format!("reviews/{reference}"));
    let words = opening(&base, &names, found);
    let values = [
        ("who", words.who.into()),
        ("when", words.when.into()),
        ("until", words.until.into()),
    ];
    let said = t_with("emergency-opened", &values);
    let sheet = Sheet {
        title: t("emergency-look-title"),
        caption: caption(&reference),
        step,
        explain: vec![said, words.why, t("emergency-look-explain")],
        inputs: look_inputs(),
        button: t("emergency-look-button"),
        back: format!("{base}/emergencies"),
    };
    Ok(Looking {
        reference,
        id,
        sheet,
    })
}

fn look_inputs() -> Vec<crate::sheet::Input> {
    let found = EmergencyFound::ALL.map(|found| {
        let code = found.code();
        Offer::new(code, t_code("emergency-found", code))
    });
    let works_for = ["no", "yes"].map(|code| Offer::new(code, t_code("emergency-works-for", code)));
    vec![
        input(WORKS_FOR, Ask::OneOf(works_for.to_vec())),
        input(FOUND, Ask::OneOf(found.to_vec())),
        input(SAYS, Ask::Words),
        input(FOLLOWS, Ask::Words),
    ]
}

/// What was answered about an opening; nothing while something is missing.
fn second_look(form: &mut Filled) -> Option<SecondLook> {
    let works_for = one_of(form, &WORKS_FOR, |code| ["yes", "no"].contains(&code));
    let found = form.coded(&FOUND, |code| {
        EmergencyFound::ALL
            .into_iter()
            .find(|found| found.code() == code)
    });
    let says = form.text(&SAYS, 2_000);
    let follows = form.text_or_none(&FOLLOWS, 2_000);
    if !form.is_good() {
        return None;
    }
    Some(SecondLook {
        found: found?,
        says: Sensitive(says?),
        follows: Sensitive(follows.unwrap_or_default()),
        works_for_opener: works_for? == "yes",
    })
}

fn look_field(code: &str) -> Option<Field> {
    match code {
        "emergency-says" => Some(SAYS),
        "emergency-follows" => Some(FOLLOWS),
        "emergency-works-for" => Some(WORKS_FOR),
        _ => None,
    }
}

async fn look_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let one = looking(&state, &signed, (&text, &id)).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    one.sheet.show(&state, &signed, &Filled::empty(), hidden)
}

async fn save_look(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let one = looking(&state, &signed, (&text, &id)).await?;
    let Some(look) = second_look(&mut form) else {
        return one.sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, one.id);
    let outcome = look_at(state.app(), &signed.ctx, &one.reference, sent, &look).await;
    let next = signed.path(&format!("reviews/{}/emergencies", one.reference));
    let after = After::<EmergencySeen> {
        next: &next,
        filled: |_| Filled::empty(),
        field_of: look_field,
    };
    one.sheet
        .saved((&state, &signed), form, outcome, after)
        .await
}
