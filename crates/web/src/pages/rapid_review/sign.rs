//! Sign the report off; enter a sign-off that a partner gave in another way; confirm what was entered.

use app::AppError;
use app::decision::Partner;
use app::rapid_review::{confirm_sign_off, sign, sign_for};
use axum::extract::{Path, State};
use model::case::{OnBehalf, SignOff};
use model::{Date, RecordId, Sensitive};

use super::{Seen, seen};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::next_page;
use crate::pages::decision::marked;
use crate::pages::seen::{Here, one_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Input, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const PARTNER: Field = field("partner", "sign-partner");
const CHANNEL: Field = field("channel", "sign-channel");
const SOURCE: Field = field("source", "sign-source");
const BY: Field = field("given-by", "sign-by");
const COVER: Field = field("cover", "sign-cover");
const SIGNS: Field = field("signs", "sign-signs");
const WORDS: Field = field("words", "sign-words");
const ON: Field = field("on", "sign-on");
/// What the report was made of when the form was opened.
const OF: Field = field("of", "sign-of");

fn answers() -> Vec<Input> {
    let offers = ["yes", "no"].map(|code| Offer::new(code, t_code("sign-is", code)));
    vec![
        input(SIGNS, Ask::OneOf(offers.into())),
        input(WORDS, Ask::Words),
        input(BY, Ask::Line),
        input(COVER, Ask::Line),
        input(ON, Ask::Line),
    ]
}

fn sheet(seen: &Seen<'_>, title: &str, before: Vec<Input>, of: &str) -> Sheet {
    let mut inputs = before;
    inputs.extend(answers());
    inputs.push(crate::sheet::drawn(crate::draw::kept(OF.id, of)));
    Sheet {
        title: t(title),
        caption: seen.caption(),
        step: seen.step("sign_off"),
        explain: vec![t("sign-explain")],
        inputs,
        button: t("sign-button"),
        back: seen.base.clone(),
    }
}

fn opened(state: &WebState, signed: &Signed) -> Result<(Filled, Hidden), PageError> {
    let today = model::UncertainDate::day(signed.ctx.today());
    let today = today.map(|day| day.to_string()).unwrap_or_default();
    let form = Filled::with([(ON.id, today)]);
    Ok((form, state.hidden(&signed.visit, None)?))
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_sign)?;
    if seen.review.my_partner.is_none() {
        return Err(PageError::Rule("sign-no-partner"));
    }
    let (form, hidden) = opened(&state, &signed)?;
    let sheet = sheet(&seen, "sign-title", Vec::new(), &seen.review.print);
    sheet.show(&state, &signed, &form, hidden)
}

fn read(
    form: &mut Filled,
    partner: Option<&Partner>,
    on_behalf: Option<OnBehalf>,
    today: Date,
) -> Option<SignOff> {
    let signs = one_of(form, &SIGNS, |code| matches!(code, "yes" | "no"));
    let words = form.text_or_none(&WORDS, 5_000);
    let by = form.text(&BY, 200);
    let cover = form.text_or_none(&COVER, 200);
    let on = form.uncertain_date(&ON, today);
    let partner = partner.filter(|_| form.is_good())?;
    Some(SignOff {
        partner: partner.id.clone(),
        agency: partner.agency,
        given_by: Sensitive(by?),
        cover_for: cover.map(Sensitive),
        signs: signs? == "yes",
        words: Sensitive(words.unwrap_or_default()),
        on: on?,
        of: form.value(OF.id).to_owned(),
        on_behalf,
    })
}

/// After signing: back to the rapid review, or the form again with what is wrong.
fn after(
    (state, signed, seen): (&WebState, &Signed, &Seen<'_>),
    sheet: &Sheet,
    mut form: Filled,
    outcome: Result<RecordId, AppError>,
) -> Answer {
    let field = match outcome {
        Ok(_) => return Ok(next_page(&seen.base)),
        Err(AppError::Rule(code)) => {
            let field = match code {
                "sign-by" => Some(BY),
                "sign-why" => Some(WORDS),
                "sign-later" => Some(ON),
                "sign-source" => Some(SOURCE),
                "sign-no-such-partner" | "sign-given" => Some(PARTNER),
                _ => None,
            };
            field.map(|field| (field, code)).ok_or(AppError::Rule(code))
        }
        Err(error) => Err(error),
    };
    let (field, code) = field?;
    form.refuse(&field, code);
    sheet.again(state, signed, &form)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_sign)?;
    let mine = seen.review.my_partner.as_ref();
    let mine = mine.ok_or(PageError::Rule("sign-no-partner"))?;
    let of = form.value(OF.id).to_owned();
    let sheet = sheet(&seen, "sign-title", Vec::new(), &of);
    let Some(new) = read(&mut form, Some(mine), None, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = form.form_id()?;
    let outcome = sign(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    after((&state, &signed, &seen), &sheet, form, outcome)
}

fn for_partner(seen: &Seen<'_>) -> Vec<Input> {
    let partners = seen.review.partners.iter().map(|line| {
        let one = &line.partner;
        Offer::new(one.code(), marked(&one.label, one.checked))
    });
    let channels = OnBehalf::CHANNELS.iter();
    let channels = channels.map(|code| Offer::new(*code, t_code("view-came", code)));
    vec![
        input(PARTNER, Ask::OneOf(partners.collect())),
        input(CHANNEL, Ask::OneOf(channels.collect())),
        input(SOURCE, Ask::Line),
    ]
}

pub(super) async fn form_for(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_sign_for)?;
    let (form, hidden) = opened(&state, &signed)?;
    let before = for_partner(&seen);
    let sheet = sheet(&seen, "sign-for-title", before, &seen.review.print);
    sheet.show(&state, &signed, &form, hidden)
}

pub(super) async fn save_for(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_sign_for)?;
    let of = form.value(OF.id).to_owned();
    let sheet = sheet(&seen, "sign-for-title", for_partner(&seen), &of);
    let lines = &seen.review.partners;
    let known = |code: &str| lines.iter().any(|line| line.partner.code() == code);
    let partner = one_of(&mut form, &PARTNER, known);
    let channel = one_of(&mut form, &CHANNEL, |code| {
        OnBehalf::CHANNELS.contains(&code)
    });
    let source = form.text(&SOURCE, 500);
    let on_behalf = channel.zip(source).map(|(channel, source)| OnBehalf {
        channel,
        source: Sensitive(source),
        entered_by: None,
        confirmed_by: None,
    });
    let line = lines
        .iter()
        .find(|line| Some(line.partner.code()) == partner);
    let partner = line.map(|line| &line.partner);
    let Some(new) = read(&mut form, partner, on_behalf, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = form.form_id()?;
    let outcome = sign_for(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    after((&state, &signed, &seen), &sheet, form, outcome)
}

pub(super) async fn save_confirm(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let record = form.value("record").parse();
    let record: RecordId = record.map_err(|_| PageError::NotFound)?;
    let sent = form.form_id()?;
    let one = (record, form.version()?);
    confirm_sign_off(state.app(), &signed.ctx, &seen.reference, sent, one).await?;
    Ok(next_page(&seen.base))
}
