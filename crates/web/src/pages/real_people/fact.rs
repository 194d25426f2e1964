//! Put on record one of the things that have to be there before real people may be recorded.

use access::actions;
use access::directory::{FactKind, RealPeople, Said};
use app::AppError;
use app::administration::{Reach, real_people, record_fact};
use axum::extract::{Path, State};

use super::{base, words};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, input, put_day};
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

const DAY: Field = field("day", "fact-day");
const REVIEW: Field = field("review", "fact-review");

type Here = Path<(String, String)>;

/// Who and what, in the words of each.
const fn fields(kind: FactKind) -> [Field; 2] {
    let (who, what) = match kind {
        FactKind::Controllers => ("fact-who-controllers", "fact-what-controllers"),
        FactKind::Hosting => ("fact-who-hosting", "fact-what-hosting"),
        FactKind::ImpactAssessment => ("fact-who-impact_assessment", "fact-what-impact_assessment"),
        FactKind::PenetrationTest => ("fact-who-penetration_test", "fact-what-penetration_test"),
        FactKind::RestoreDrill => ("fact-who-restore_drill", "fact-what-restore_drill"),
    };
    [field("who", who), field("what", what)]
}

fn sheet(signed: &Signed, kind: FactKind, known: &RealPeople) -> Sheet {
    let [who, what] = fields(kind);
    let mut inputs = vec![input(who, Ask::Words), input(what, Ask::Words)];
    if kind.has_day() {
        inputs.insert(0, input(DAY, Ask::Day));
    }
    if kind.has_review() {
        inputs.push(input(REVIEW, Ask::Day));
    }
    let now = known.fact(kind).map(|fact| words::lines(fact).join(". "));
    let now = now.map(|words| t1("fact-now", "what", words));
    let explain = [t_code("fact-explain", kind.code())];
    Sheet {
        title: t_code("fact", kind.code()),
        caption: t("real-title"),
        step: None,
        explain: explain.into_iter().chain(now).collect(),
        inputs,
        button: t("fact-button"),
        back: base(signed, Reach::All),
    }
}

/// What is on record, to be changed.
fn filled(kind: FactKind, known: &RealPeople) -> Filled {
    let Some(fact) = known.fact(kind) else {
        return Filled::empty();
    };
    let [who, what] = fields(kind);
    let said = &fact.said;
    let mut form = Filled::with([(who.id, said.who.clone()), (what.id, said.what.clone())]);
    put_day(&mut form, &DAY, said.day);
    put_day(&mut form, &REVIEW, said.review);
    form
}

fn kind_of(text: &str) -> Result<FactKind, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let known = real_people(state.app(), &signed.ctx, Reach::All).await?;
    let kind = kind_of(&text)?;
    let hidden = state.hidden(&signed.visit, Some(known.version(kind)))?;
    sheet(&signed, kind, &known).show(&state, &signed, &filled(kind, &known), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    signed
        .may_in_directory::<actions::ManageDirectory>(&state)
        .await?;
    let kind = kind_of(&text)?;
    let known = real_people(state.app(), &signed.ctx, Reach::All).await?;
    let sheet = sheet(&signed, kind, &known);
    let [who, what] = fields(kind);
    let day = kind.has_day().then(|| form.date(&DAY));
    let (said_who, said_what) = (form.text(&who, 2_000), form.text(&what, 2_000));
    let review = kind.has_review().then(|| form.date(&REVIEW));
    let (Some(said_who), Some(said_what), true) = (said_who, said_what, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let said = Said {
        kind,
        day: day.flatten(),
        who: said_who,
        what: said_what,
        review: review.flatten(),
    };
    let sent = (form.form_id()?, form.version()?);
    match record_fact(state.app(), &signed.ctx, sent, &said).await {
        Ok(()) => Ok(next_page(&base(&signed, Reach::All))),
        Err(AppError::Rule("fact-changed")) => {
            let now = real_people(state.app(), &signed.ctx, Reach::All).await?;
            let sides = (&form, &filled(kind, &now));
            Err(sheet.laid(sides, now.version(kind), words::changed(now.fact(kind))))
        }
        Err(AppError::Rule(code)) => {
            let field = if code == "fact-future" { DAY } else { REVIEW };
            form.refuse(&field, code);
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}
