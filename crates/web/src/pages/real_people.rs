//! Whether real people may be recorded on this instance: what has to be there first, asking, confirming, going back.

mod fact;
mod words;

use access::directory::{FactKind, RealPeople, Stands};
use access::{Action as _, Role, actions};
use app::administration::{
    Reach, ask_real_people, back_to_rehearsal, confirm_real_people, real_people,
};
use askama::Template;
use axum::extract::State;
use govuk::{Html, SummaryList};

use crate::draw::{change, kept};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, input};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const REASON: Field = field("reason", "real-back-reason");
const ASKED: &str = "asked";

pub(crate) fn rows() -> Vec<Row> {
    let runs = Who::May(actions::ManageDirectory::INFO);
    let see = Who::May(actions::SeeAdministration::INFO);
    let confirm = Who::May(actions::ConfirmRealPeople::INFO);
    let all = "/o/{organisation}/service/real-people";
    let ask = "/o/{organisation}/service/real-people/ask";
    let back = "/o/{organisation}/service/real-people/rehearsal";
    let one = "/o/{organisation}/service/real-people/facts/{fact_id}";
    let ours = "/o/{organisation}/administration/real-people";
    let mut rows = vec![
        page("real-people", see, ours, ours_page),
        send(confirm, ours, confirmed),
    ];
    let service = [
        page("service-real-people", runs, all, all_page),
        send(runs, ask, asked),
        page("service-rehearsal", runs, back, back_form),
        send(runs, back, went_back),
        page("service-fact", runs, one, fact::form),
        send(runs, one, fact::save),
    ];
    rows.extend(service.map(Row::secret));
    rows
}

#[derive(Template)]
#[template(path = "administration/real_people.html")]
struct RealPage {
    frame: Frame,
    base: String,
    demonstration: bool,
    stands: String,
    since: Option<String>,
    lacks: Vec<String>,
    /// Whether what is missing keeps real people out, or is to be put right while they are there.
    stops: bool,
    facts: SummaryList,
    /// What this reader can do next.
    next: Next,
    asked: Html,
    hidden: Hidden,
    steps: Vec<(String, String, String)>,
    before: Vec<(String, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Ask that real people may be recorded.
    Ask,
    /// Confirm it.
    Confirm,
    /// Wait for somebody else; the one who runs the service may take it back.
    Wait {
        back: bool,
    },
    /// Go back to rehearsal.
    Back,
    Nothing,
}

fn next(known: &RealPeople, complete: bool, reach: Reach, signed: &Signed) -> Next {
    let runs = reach == Reach::All;
    let answers = signed.place.roles.contains(&Role::InformationGovernance);
    match known.stands() {
        Stands::Rehearsal if runs && complete => Next::Ask,
        Stands::Asked if !runs && answers => Next::Confirm,
        Stands::Asked => Next::Wait { back: runs },
        Stands::Real if runs => Next::Back,
        Stands::Rehearsal | Stands::Real => Next::Nothing,
    }
}

fn base(signed: &Signed, reach: Reach) -> String {
    match reach {
        Reach::Ours => signed.path("administration/real-people"),
        Reach::All => signed.path("service/real-people"),
    }
}

async fn ours_page(State(state): State<WebState>, signed: Signed) -> Answer {
    real_page(&state, &signed, Reach::Ours).await
}

async fn all_page(State(state): State<WebState>, signed: Signed) -> Answer {
    real_page(&state, &signed, Reach::All).await
}

async fn real_page(state: &WebState, signed: &Signed, reach: Reach) -> Answer {
    let known = real_people(state.app(), &signed.ctx, reach).await?;
    let lacks = words::lacks(&known, signed.ctx.today());
    let demonstration = state.is_synthetic();
    let here = base(signed, reach);
    let row = |kind: FactKind| {
        let label = t_code("fact", kind.code());
        let row = crate::draw::row(&label, words::fact(known.fact(kind)));
        if reach == Reach::Ours {
            return row;
        }
        row.action(change(format!("{here}/facts/{kind}"), label))
    };
    let next = match next(&known, lacks.is_empty(), reach, signed) {
        Next::Ask if demonstration => Next::Nothing,
        next => next,
    };
    let asked = known.steps.first().map(|one| one.id.to_string());
    let up = match reach {
        Reach::Ours => "administration",
        Reach::All => "service",
    };
    show(&RealPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("real-title"))
            .back(signed.path(up)),
        demonstration,
        stands: t_code("real-stands", known.stands().code()),
        since: known.steps.first().map(words::since),
        stops: known.stands() != Stands::Real,
        lacks,
        facts: SummaryList::new().rows(FactKind::ALL.map(row)),
        next,
        asked: kept(ASKED, &asked.unwrap_or_default()),
        hidden: state.hidden(&signed.visit, None)?,
        steps: words::steps(&known),
        before: words::before(&known),
        base: here,
    })
}

async fn asked(State(state): State<WebState>, signed: Signed, form: Filled) -> Answer {
    ask_real_people(state.app(), &signed.ctx, form.form_id()?).await?;
    Ok(next_page(&base(&signed, Reach::All)))
}

async fn confirmed(State(state): State<WebState>, signed: Signed, form: Filled) -> Answer {
    let asked = form.value(ASKED).parse();
    let asked = asked.map_err(|_| PageError::Unreadable)?;
    confirm_real_people(state.app(), &signed.ctx, form.form_id()?, asked).await?;
    Ok(next_page(&base(&signed, Reach::Ours)))
}

fn back_sheet(signed: &Signed) -> Sheet {
    Sheet {
        title: t("real-back-title"),
        caption: t("real-title"),
        step: None,
        explain: vec![t("real-back-explain")],
        inputs: vec![input(REASON, Ask::Words)],
        button: t("real-back-button"),
        back: base(signed, Reach::All),
    }
}

async fn back_form(State(state): State<WebState>, signed: Signed) -> Answer {
    signed
        .may_in_directory::<actions::ManageDirectory>(&state)
        .await?;
    let hidden = state.hidden(&signed.visit, None)?;
    back_sheet(&signed).show(&state, &signed, &Filled::empty(), hidden)
}

async fn went_back(State(state): State<WebState>, signed: Signed, mut form: Filled) -> Answer {
    signed
        .may_in_directory::<actions::ManageDirectory>(&state)
        .await?;
    let Some(reason) = form.text(&REASON, 1_000) else {
        return back_sheet(&signed).again(&state, &signed, &form);
    };
    back_to_rehearsal(state.app(), &signed.ctx, form.form_id()?, &reason).await?;
    Ok(next_page(&base(&signed, Reach::All)))
}
