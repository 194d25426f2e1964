//! Give one's own view, enter one for a partner, confirm what was entered.

use std::collections::BTreeMap;

use app::AppError;
use app::decision::{Partner, PartnerLine, confirm, give, give_for};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Choice, Html, Legend, Radios};
use model::Sensitive;
use model::case::{CriterionView, Known, OnBehalf};
use model::scheme::{Item, Scheme, StepText};

use super::clash::view_clash;
use super::{Here, Now, marked, now, outcomes};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, saved_page, show_form};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

pub(super) const PARTNER: Field = field("partner", "view-partner");
pub(super) const CHANNEL: Field = field("channel", "view-channel");
pub(super) const SOURCE: Field = field("source", "view-source");
pub(super) const GIVEN_BY: Field = field("given-by", "view-given-by");
pub(super) const COVER: Field = field("cover", "view-cover");
pub(super) const OUTCOME: Field = field("outcome", "view-outcome");
pub(super) const REASONS: Field = field("reasons", "view-reasons");
pub(super) const ON: Field = field("on", "view-on");

/// Name of the group of a criterion.
pub(super) fn criterion_name(item: &Item) -> String {
    format!("criterion-{}", item.id)
}

#[derive(Template)]
#[template(path = "decision/view.html")]
struct ViewPage {
    frame: Frame,
    step: Option<StepText>,
    title: String,
    form: Filled,
    hidden: Hidden,
    criteria: Vec<Html>,
    outcomes: Vec<Choice>,
    on_behalf: bool,
    partners: Vec<Choice>,
    channels: Vec<Choice>,
}

/// One group of radio buttons for each criterion.
fn criteria(scheme: &Scheme, form: &Filled) -> Vec<Html> {
    let group = |item: &Item| {
        let name = criterion_name(item);
        let legend = Legend::new(marked(&item.label.en, item.checked));
        let mut radios = Radios::new(name.as_str(), legend)
            .choices(crate::pages::raise::known_choices())
            .value(form.value(&name))
            .error_if(form.errors().of(&name));
        if let Some(help) = &item.help {
            radios = radios.hint(help.en.as_str());
        }
        radios.render()
    };
    scheme.criteria.iter().map(group).collect()
}

/// A view as the boxes of the form hold it.
pub(super) fn filled(view: &CriterionView, partner: &str) -> Filled {
    let on_behalf = view.on_behalf.as_ref();
    let said = |words: Option<&Sensitive<String>>| words.map(|one| one.0.clone());
    let mut form = Filled::with([
        (PARTNER.id, partner.to_owned()),
        (
            CHANNEL.id,
            on_behalf.map(|one| one.channel.clone()).unwrap_or_default(),
        ),
        (
            SOURCE.id,
            said(on_behalf.map(|one| &one.source)).unwrap_or_default(),
        ),
        (GIVEN_BY.id, view.given_by.0.clone()),
        (COVER.id, said(view.cover_for.as_ref()).unwrap_or_default()),
        (OUTCOME.id, view.outcome.clone()),
        (REASONS.id, view.reasons.0.clone()),
        (ON.id, view.on.to_string()),
    ]);
    for (id, known) in &view.answers {
        form.set(&format!("criterion-{id}"), known.code());
    }
    form
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    if now.view.my_partner.is_none() {
        return Err(PageError::Rule("view-no-partner"));
    }
    let own = now.view.partners.iter().find(|one| one.mine);
    let kept = own.and_then(|one| one.view.as_ref());
    let form = kept.map_or_else(Filled::empty, |one| filled(&one.body, ""));
    let version = kept.map_or(0, |one| one.version);
    let hidden = state.hidden(&signed.visit, Some(version))?;
    view_page(&state, &signed, &now, (form, hidden), None)
}

/// The partners for whom a view may be entered: those without one, or the one whose view, entered
/// before, is put right.
fn open<'a>(now: &'a Now<'_>, chosen: Option<&str>) -> Vec<&'a PartnerLine> {
    let all = now.view.partners.iter();
    match chosen {
        Some(code) => all
            .filter(|one| one.partner.code() == code && (!one.received || one.unconfirmed))
            .collect(),
        None => all.filter(|one| !one.received).collect(),
    }
}

/// The partner that the address names: `?partner=CODE`.
fn chosen(query: Option<&str>) -> Option<&str> {
    query.and_then(|query| query.strip_prefix("partner="))
}

pub(super) async fn form_for(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    RawQuery(query): RawQuery,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    if !now.view.may.give_for {
        return Err(PageError::refused());
    }
    let chosen = chosen(query.as_deref());
    let open = open(&now, chosen);
    if open.is_empty() {
        return Err(PageError::Rule("view-given"));
    }
    let kept = open.first().filter(|_| chosen.is_some());
    let kept = kept.and_then(|one| Some((one.partner.code(), one.view.as_ref()?)));
    let form = kept
        .as_ref()
        .map_or_else(Filled::empty, |(code, one)| filled(&one.body, code));
    let version = kept.map_or(0, |(_, one)| one.version);
    let hidden = state.hidden(&signed.visit, Some(version))?;
    view_page(&state, &signed, &now, (form, hidden), Some(open))
}

fn view_page(
    state: &WebState,
    signed: &Signed,
    now: &Now<'_>,
    (form, hidden): (Filled, Hidden),
    open: Option<Vec<&PartnerLine>>,
) -> Answer {
    let errors = form.errors().clone();
    let on_behalf = open.is_some();
    let title = t(if on_behalf {
        "view-for-title"
    } else {
        "view-title"
    });
    let partner = |one: &PartnerLine| {
        let label = marked(&one.partner.label, one.partner.checked);
        Choice::new(one.partner.code(), label)
    };
    let channel = |code: &&str| Choice::new(*code, t_code("view-came", code));
    let frame = Frame::of(state, &signed.visit)
        .titled(title.clone())
        .back(now.base.clone())
        .with_errors(&errors);
    let page = ViewPage {
        frame,
        step: now.step("view"),
        title,
        criteria: criteria(now.scheme, &form),
        outcomes: outcomes(now.scheme),
        on_behalf,
        partners: open.into_iter().flatten().map(partner).collect(),
        channels: OnBehalf::CHANNELS.iter().map(channel).collect(),
        form,
        hidden,
    };
    show_form(&errors, &page)
}

fn read(
    form: &mut Filled,
    scheme: &Scheme,
    partner: Option<&Partner>,
    on_behalf: Option<OnBehalf>,
    today: model::Date,
) -> Option<CriterionView> {
    let mut answers = BTreeMap::new();
    let given_by = form.text(&GIVEN_BY, 200);
    let cover_for = form.text_or_none(&COVER, 200);
    for item in &scheme.criteria {
        let name = criterion_name(item);
        match Known::from_code(form.value(&name)) {
            Some(known) => {
                answers.insert(item.id.clone(), known);
            }
            None => form.say(&name, "view-criterion-missing"),
        }
    }
    let outcome = form.choice::<String>(&OUTCOME);
    let reasons = form.text(&REASONS, 5_000);
    let on = form.uncertain_date(&ON, today);
    let partner = partner.filter(|_| form.is_good())?;
    Some(CriterionView {
        partner: partner.id.clone(),
        agency: partner.agency,
        given_by: Sensitive(given_by?),
        cover_for: cover_for.map(Sensitive),
        answers,
        outcome: outcome?,
        reasons: Sensitive(reasons?),
        on: on?,
        on_behalf,
    })
}

/// The field that a rule speaks about.
fn field_of(code: &str) -> Field {
    match code {
        "view-source" => SOURCE,
        "view-no-such-partner" | "view-given" => PARTNER,
        "view-later" => ON,
        _ => OUTCOME,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let mine = now.view.my_partner.as_ref();
    let mine = mine.ok_or(PageError::Rule("view-no-partner"))?;
    let hidden = form.hidden()?;
    let shown = form.version()?;
    let today = signed.ctx.today();
    let Some(new) = read(&mut form, now.scheme, Some(mine), None, today) else {
        return view_page(&state, &signed, &now, (form, hidden), None);
    };
    match give(state.app(), &signed.ctx, &now.reference, shown, &new).await {
        Ok(()) => Ok(saved_page(&now.base)),
        Err(AppError::Clash(clash)) => {
            Err(view_clash(&state, &signed, (&form, now.scheme), &clash).await?)
        }
        Err(AppError::Rule(code)) if code != "view-no-partner" => {
            form.refuse(&field_of(code), code);
            view_page(&state, &signed, &now, (form, hidden), None)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn save_for(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    RawQuery(query): RawQuery,
    mut form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let hidden = form.hidden()?;
    let shown = form.version()?;
    let code = form.choice::<String>(&PARTNER);
    let line = now
        .view
        .partners
        .iter()
        .find(|one| Some(one.partner.code()) == code);
    let channel = form.choice::<String>(&CHANNEL);
    let source = form.text(&SOURCE, 500);
    let on_behalf = channel.zip(source).map(|(channel, source)| OnBehalf {
        channel,
        source: Sensitive(source),
        entered_by: None,
        confirmed_by: None,
    });
    let partner = line.map(|one| &one.partner);
    let today = signed.ctx.today();
    let new = read(&mut form, now.scheme, partner, on_behalf, today);
    let mut choices = open(&now, chosen(query.as_deref()));
    if choices.is_empty() {
        choices = now.view.partners.iter().collect();
    }
    let Some(new) = new else {
        if form.is_good() {
            form.refuse(&PARTNER, "view-no-such-partner");
        }
        return view_page(&state, &signed, &now, (form, hidden), Some(choices));
    };
    match give_for(state.app(), &signed.ctx, &now.reference, shown, &new).await {
        Ok(()) => Ok(saved_page(&now.base)),
        Err(AppError::Clash(clash)) => {
            Err(view_clash(&state, &signed, (&form, now.scheme), &clash).await?)
        }
        Err(AppError::Rule(code)) => {
            form.refuse(&field_of(code), code);
            view_page(&state, &signed, &now, (form, hidden), Some(choices))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn save_confirm(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let record = form.value("record").parse();
    let record = record.map_err(|_| PageError::NotFound)?;
    let shown = form.version()?;
    confirm(state.app(), &signed.ctx, &now.reference, record, shown).await?;
    Ok(saved_page(&now.base))
}
