//! Deciding whether to notify: who has given a view, one's own view, one entered for a partner, and
//! the local authority's decision.

mod decide;

use std::collections::BTreeMap;

use access::{Action as _, actions};
use app::decision::{DecisionView, PartnerLine, confirm, give, give_for, view};
use app::{AppError, Reference};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Choice, Html, Legend, Radios};
use model::Sensitive;
use model::case::{CriterionView, Decision, Known, OnBehalf};
use model::scheme::{Scheme, StepText};

use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show, show_form};
use crate::pages::people::reference;
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const PARTNER: Field = field("partner", "view-partner");
const GIVEN_BY: Field = field("given-by", "view-given-by");
const OUTCOME: Field = field("outcome", "view-outcome");
const REASONS: Field = field("reasons", "view-reasons");
const ON: Field = field("on", "view-on");
const SOURCE: Field = field("source", "view-source");

pub(crate) fn rows() -> Vec<Row> {
    let base = "/o/{organisation}/reviews/{reference}/decision";
    let mine = "/o/{organisation}/reviews/{reference}/decision/view";
    let theirs = "/o/{organisation}/reviews/{reference}/decision/view-for";
    let confirmed = "/o/{organisation}/reviews/{reference}/decision/confirm";
    let decided = "/o/{organisation}/reviews/{reference}/decision/decide";
    let give_view = Who::May(actions::RecordView::INFO);
    let give_for = Who::May(actions::RecordViewFor::INFO);
    let decide = Who::May(actions::DecideNotification::INFO);
    vec![
        page(
            "decision",
            Who::May(actions::ReadCase::INFO),
            base,
            overview,
        )
        .secret(),
        page("view", give_view, mine, view_form).secret(),
        send(give_view, mine, save_view).secret(),
        page("view-for", give_for, theirs, view_for_form).secret(),
        send(give_for, theirs, save_view_for).secret(),
        send(
            Who::May(actions::ConfirmView::INFO),
            confirmed,
            save_confirm,
        )
        .secret(),
        page("decide", decide, decided, decide::form).secret(),
        send(decide, decided, decide::save).secret(),
    ]
}

type Here = Path<(String, String)>;

/// A partner's line, in words.
struct Line {
    label: String,
    state: String,
    view: Option<Seen>,
    confirm: Option<(String, i64)>,
}

/// A view, in words.
struct Seen {
    outcome: String,
    answers: Vec<(String, String)>,
    reasons: String,
    by: String,
    source: Option<String>,
}

struct Decided {
    outcome: String,
    reasons: String,
    on: String,
    despite: Option<String>,
    route: Option<String>,
}

/// An earlier decision, in words.
struct Earlier {
    year: String,
    outcome: String,
    answers: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "decision/overview.html")]
struct OverviewPage {
    frame: Frame,
    step: Option<StepText>,
    lines: Vec<Line>,
    decisions: Vec<Decided>,
    differ: bool,
    comparable: Vec<Earlier>,
    my_view: bool,
    view_for: bool,
    decide: bool,
    base: String,
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
    partners: Vec<Choice>,
}

struct Now<'a> {
    view: DecisionView,
    scheme: &'a Scheme,
    base: String,
    reference: Reference,
}

async fn now<'a>(state: &'a WebState, signed: &Signed, text: &str) -> Result<Now<'a>, PageError> {
    let reference = reference(text)?;
    let view = view(state.app(), &signed.ctx, &reference).await?;
    let loaded = state
        .app()
        .scheme_of(&view.case.scheme, &view.case.scheme_digest)?;
    let base = format!(
        "/o/{}/reviews/{reference}/decision",
        signed.place.organisation.code
    );
    Ok(Now {
        view,
        scheme: &loaded.scheme,
        base,
        reference,
    })
}

fn outcome_label(scheme: &Scheme, id: &str) -> String {
    scheme
        .outcome(id)
        .map(|outcome| outcome.item.label.en.clone())
        .unwrap_or_default()
}

fn criterion_label(scheme: &Scheme, id: &str) -> String {
    let found = scheme.criteria.iter().find(|item| item.id == id);
    found.map(|item| item.label.en.clone()).unwrap_or_default()
}

fn line(scheme: &Scheme, partner: &PartnerLine, decided: bool) -> Line {
    let state = match (partner.received, partner.unconfirmed) {
        (false, _) => t("view-not-yet"),
        (true, true) => t("view-unconfirmed"),
        (true, false) if partner.view.is_none() => t("view-received-unseen"),
        (true, false) => t("view-received"),
    };
    let view = partner.view.as_ref().map(|one| Seen {
        outcome: outcome_label(scheme, &one.body.outcome),
        answers: one
            .body
            .answers
            .iter()
            .map(|(id, known)| (criterion_label(scheme, id), t_code("known", known.code())))
            .collect(),
        reasons: one.body.reasons.0.clone(),
        by: one.body.given_by.0.clone(),
        source: one
            .body
            .on_behalf
            .as_ref()
            .map(|on_behalf| on_behalf.source.0.clone()),
    });
    let confirm = partner
        .view
        .as_ref()
        .filter(|one| partner.mine && one.body.is_unconfirmed() && !decided)
        .map(|one| (one.id.to_string(), one.version));
    Line {
        label: partner.label.clone(),
        state,
        view,
        confirm,
    }
}

fn decided(scheme: &Scheme, one: &Decision) -> Decided {
    let route = one.local_route.as_deref().and_then(|id| {
        let found = scheme.local_routes.iter().find(|route| route.id == id);
        found.map(|route| route.label.en.clone())
    });
    Decided {
        outcome: outcome_label(scheme, &one.outcome),
        reasons: one.reasons.0.clone(),
        on: one.on.to_string(),
        despite: one.despite.as_ref().map(|words| words.0.clone()),
        route,
    }
}

async fn overview(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let scheme = now.scheme;
    let is_decided = !now.view.decisions.is_empty();
    let outcomes: std::collections::BTreeSet<&str> = now
        .view
        .partners
        .iter()
        .filter_map(|one| one.view.as_ref())
        .map(|one| one.body.outcome.as_str())
        .collect();
    let comparable = now.view.comparable.iter().map(|one| {
        let answers = one.answers.iter().map(|(id, known)| {
            let words: Vec<String> = known
                .iter()
                .map(|known| t_code("known", known.code()))
                .collect();
            (criterion_label(scheme, id), words.join(", "))
        });
        Earlier {
            year: one.year.to_string(),
            outcome: outcome_label(scheme, &one.outcome),
            answers: answers.collect(),
        }
    });
    let home = now.base.trim_end_matches("/decision").to_owned();
    show(&OverviewPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("decision-title"))
            .back(home),
        step: scheme.step("decision").cloned(),
        lines: now
            .view
            .partners
            .iter()
            .map(|one| line(scheme, one, is_decided))
            .collect(),
        decisions: now
            .view
            .decisions
            .iter()
            .rev()
            .map(|one| decided(scheme, &one.body))
            .collect(),
        differ: outcomes.len() > 1,
        comparable: comparable.collect(),
        my_view: now.view.my_partner.is_some(),
        view_for: now.view.may_give_for,
        decide: now.view.may_decide,
        base: now.base,
    })
}

/// One group of radio buttons for each criterion; its name is `criterion-` and the id.
fn criteria(scheme: &Scheme, form: &Filled) -> Vec<Html> {
    let group = |item: &model::scheme::Item| {
        let name = format!("criterion-{}", item.id);
        let mut radios = Radios::new(name.as_str(), Legend::new(item.label.en.as_str()))
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

fn outcomes(scheme: &Scheme) -> Vec<Choice> {
    let choice = |one: &model::scheme::OutcomeDef| {
        let mark = if one.item.checked {
            String::new()
        } else {
            format!(" ({})", t("unchecked-wording"))
        };
        Choice::new(one.item.id.as_str(), format!("{}{mark}", one.item.label.en))
    };
    scheme.outcomes.iter().map(choice).collect()
}

fn filled(view: &CriterionView) -> Filled {
    let mut form = Filled::with([
        (PARTNER.id, view.partner.clone()),
        (GIVEN_BY.id, view.given_by.0.clone()),
        (OUTCOME.id, view.outcome.clone()),
        (REASONS.id, view.reasons.0.clone()),
        (ON.id, view.on.to_string()),
    ]);
    for (id, known) in &view.answers {
        form.set(&format!("criterion-{id}"), known.code());
    }
    form
}

async fn view_form(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let now = now(&state, &signed, &text).await?;
    if now.view.my_partner.is_none() {
        return Err(PageError::refused());
    }
    let own = now
        .view
        .partners
        .iter()
        .find(|one| one.mine)
        .and_then(|one| one.view.as_ref());
    let form = own.map_or_else(Filled::empty, |one| filled(&one.body));
    let hidden = state.hidden(&signed.visit, own.map(|one| one.version))?;
    view_page(&state, &signed, &now, form, hidden, false)
}

async fn view_for_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    if !now.view.may_give_for {
        return Err(PageError::refused());
    }
    let hidden = state.hidden(&signed.visit, Some(0))?;
    view_page(&state, &signed, &now, Filled::empty(), hidden, true)
}

fn view_page(
    state: &WebState,
    signed: &Signed,
    now: &Now<'_>,
    form: Filled,
    hidden: Hidden,
    on_behalf: bool,
) -> Answer {
    let errors = form.errors().clone();
    let title = t(if on_behalf {
        "view-for-title"
    } else {
        "view-title"
    });
    let choice = |one: &model::scheme::Item| Choice::new(one.id.as_str(), one.label.en.as_str());
    let partners = if on_behalf {
        now.scheme.partners.iter().map(choice).collect()
    } else {
        Vec::new()
    };
    let frame = Frame::of(state, &signed.visit)
        .titled(title.clone())
        .back(now.base.clone())
        .with_errors(&errors);
    let page = ViewPage {
        frame,
        step: now.scheme.step("decision").cloned(),
        title,
        criteria: criteria(now.scheme, &form),
        outcomes: outcomes(now.scheme),
        partners,
        form,
        hidden,
    };
    show_form(&errors, &page)
}

fn read_view(
    form: &mut Filled,
    scheme: &Scheme,
    partner: String,
    on_behalf: Option<OnBehalf>,
    today: model::Date,
) -> Option<CriterionView> {
    let mut answers = BTreeMap::new();
    for item in &scheme.criteria {
        let name = format!("criterion-{}", item.id);
        match Known::from_code(form.value(&name)) {
            Some(known) => {
                answers.insert(item.id.clone(), known);
            }
            None => form.say(&name, "view-criterion-missing"),
        }
    }
    let given_by = form.text(&GIVEN_BY, 200);
    let outcome = form
        .choice::<String>(&OUTCOME)
        .filter(|id| scheme.outcome(id).is_some());
    let reasons = form.text(&REASONS, 5_000);
    let on = form.uncertain_date(&ON, today);
    if !form.is_good() {
        return None;
    }
    Some(CriterionView {
        partner,
        given_by: Sensitive(given_by?),
        answers,
        outcome: outcome?,
        reasons: Sensitive(reasons?),
        on: on?,
        on_behalf,
    })
}

async fn save_view(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let partner = now
        .view
        .my_partner
        .clone()
        .ok_or(PageError::Rule("view-no-partner"))?;
    let new = read_view(&mut form, now.scheme, partner, None, signed.ctx.today());
    let Some(new) = new else {
        let hidden = form.hidden()?;
        return view_page(&state, &signed, &now, form, hidden, false);
    };
    let shown = form.version().unwrap_or(0);
    saved(
        give(state.app(), &signed.ctx, &now.reference, shown, &new).await,
        &now,
    )
}

fn saved(outcome: Result<(), AppError>, now: &Now<'_>) -> Answer {
    outcome?;
    Ok(next_page(&now.base))
}

async fn save_view_for(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let known = |id: &String| now.scheme.partners.iter().any(|one| one.id == *id);
    let partner = form.choice::<String>(&PARTNER).filter(known);
    let source = form.text(&SOURCE, 500);
    let on_behalf = source.map(|source| OnBehalf {
        source: Sensitive(source),
        confirmed_by: None,
    });
    let today = signed.ctx.today();
    let partner_id = partner.clone().unwrap_or_default();
    let new = read_view(&mut form, now.scheme, partner_id, on_behalf, today);
    let Some(new) = new.filter(|_| partner.is_some()) else {
        let hidden = form.hidden()?;
        return view_page(&state, &signed, &now, form, hidden, true);
    };
    let shown = now
        .view
        .partners
        .iter()
        .find(|one| one.partner == new.partner);
    let shown = shown
        .and_then(|one| one.view.as_ref())
        .map_or(0, |one| one.version);
    saved(
        give_for(state.app(), &signed.ctx, &now.reference, shown, &new).await,
        &now,
    )
}

async fn save_confirm(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let record = form
        .value("record")
        .parse()
        .map_err(|_| PageError::NotFound)?;
    let shown = form.version()?;
    saved(
        confirm(state.app(), &signed.ctx, &now.reference, record, shown).await,
        &now,
    )
}
