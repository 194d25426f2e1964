//! Raise a possible serious incident: what happened, who, and whether every child is safe now.

use access::{Action as _, actions};
use app::incident::{NewSubject, Raise, raise};
use askama::Template;
use axum::extract::State;
use govuk::Choice;
use model::case::{
    AuthorityKnew, Incident, Known, Raised, SafeNow, SocialCareReferral, Subject, SubjectKind,
};
use model::scheme::{CodeList, StepText};
use model::{Sensitive, UncertainDate};

use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show, show_form};
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

pub(crate) const OUTLINE: Field = field("outline", "raise-outline");
pub(crate) const HAPPENED: Field = field("happened", "raise-happened");
pub(crate) const PLACE: Field = field("place", "raise-place");
pub(crate) const NATURE: Field = field("nature", "raise-nature");
pub(crate) const ABUSE: Field = field("abuse", "raise-abuse");
pub(crate) const WHY: Field = field("why", "raise-why");
pub(crate) const DONE: Field = field("done", "raise-done");
pub(crate) const FIRST_KNOWN: Field = field("first-known", "raise-first-known");
pub(crate) const FIRST_KNOWN_BY: Field = field("first-known-by", "raise-first-known-by");
pub(crate) const AUTHORITY_KNEW: Field = field("authority-knew", "raise-authority-knew");
pub(crate) const AUTHORITY_SAYS: Field = field("authority-says", "raise-authority-says");
pub(crate) const PRESS: Field = field("press", "raise-press");
pub(crate) const BY: Field = field("by", "raise-by");
pub(crate) const AGENCY: Field = field("agency", "raise-agency");
pub(crate) const AGREED: Field = field("agreed", "raise-agreed");
const CHILD: Field = field("child", "raise-child");
const BORN: Field = field("born", "raise-born");
const SAFE: Field = field("safe", "safety-safe");
const HOW: Field = field("how", "safety-how");
const REFERRED: Field = field("referred", "safety-referred");
const REFERRED_ON: Field = field("referred-on", "safety-referred-on");
const REFERRED_TO: Field = field("referred-to", "safety-referred-to");
const REPLY: Field = field("reply", "safety-reply");
const OTHER: Field = field("other", "raise-other");
const OTHER_WHO: Field = field("other-who", "raise-other-who");
const OTHER_SAFE: Field = field("other-safe", "raise-other-safe");
const OTHER_HOW: Field = field("other-how", "raise-other-how");

pub(crate) fn rows() -> Vec<Row> {
    let who = Who::May(actions::RaiseIncident::INFO);
    vec![
        page("raise", who, "/o/{organisation}/raise", before),
        page("raise-form", who, "/o/{organisation}/raise/incident", form),
        send(who, "/o/{organisation}/raise/incident", save),
    ]
}

#[derive(Template)]
#[template(path = "raise/before.html")]
struct BeforePage {
    frame: Frame,
    step: Option<StepText>,
    next: String,
    /// Where a review that is under way elsewhere is brought in, for whoever may.
    bring_in: Option<String>,
}

#[derive(Template)]
#[template(path = "raise/form.html")]
struct FormPage {
    frame: Frame,
    form: Filled,
    hidden: Hidden,
    natures: Vec<Choice>,
}

async fn before(State(state): State<WebState>, signed: Signed) -> Answer {
    signed.may::<actions::RaiseIncident>(&state).await?;
    let loaded = state.app().scheme_on(signed.ctx.today())?;
    show(&BeforePage {
        frame: Frame::of(&state, &signed.visit).titled(t("raise-title")),
        step: loaded.scheme.step("raise").cloned(),
        next: format!("/o/{}/raise/incident", signed.place.organisation.code),
        bring_in: crate::pages::bring_in::is_offered(&signed.place)
            .then(|| signed.path("bring-in")),
    })
}

async fn form(State(state): State<WebState>, signed: Signed) -> Answer {
    signed.may::<actions::RaiseIncident>(&state).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    shown(&state, &signed, Filled::empty(), hidden)
}

fn shown(state: &WebState, signed: &Signed, form: Filled, hidden: Hidden) -> Answer {
    let errors = form.errors().clone();
    let frame = Frame::of(state, &signed.visit)
        .titled(t("raise-form-title"))
        .back(format!("/o/{}/raise", signed.place.organisation.code))
        .with_errors(&errors);
    let natures = natures(state, signed)?;
    let natures = natures
        .items
        .iter()
        .map(|item| Choice::new(item.code.as_str(), item.label.en.as_str()))
        .collect();
    show_form(
        &errors,
        &FormPage {
            frame,
            form,
            hidden,
            natures,
        },
    )
}

fn natures<'a>(state: &'a WebState, signed: &Signed) -> Result<&'a CodeList, PageError> {
    let loaded = state.app().scheme_on(signed.ctx.today())?;
    loaded
        .scheme
        .list("nature")
        .ok_or(PageError::Rule("no-scheme"))
}

/// Yes, no, not known, as choices.
pub(crate) fn known_choices() -> Vec<Choice> {
    [Known::Yes, Known::No, Known::NotKnown]
        .map(|known| Choice::new(known.code(), t_code("known", known.code())))
        .into()
}

/// Whether a child is safe now, as choices.
pub(crate) fn safe_choices() -> Vec<Choice> {
    SafeNow::ALL
        .iter()
        .map(|safe| Choice::new(safe.code(), t_code("safe", safe.code())))
        .collect()
}

/// Yes and no, as choices.
pub(crate) fn yes_no() -> Vec<Choice> {
    ["yes", "no"]
        .map(|code| Choice::new(code, t_code("known", code)))
        .into()
}

async fn save(State(state): State<WebState>, signed: Signed, mut form: Filled) -> Answer {
    let codes: Vec<String> = natures(&state, &signed)?
        .items
        .iter()
        .map(|item| item.code.clone())
        .collect();
    let read = read(&mut form, &codes, signed.ctx.today());
    let Some(new) = read.filter(|_| form.is_good()) else {
        let hidden = form.hidden()?;
        return shown(&state, &signed, form, hidden);
    };
    let reference = raise(state.app(), &signed.ctx, form.form_id()?, &new).await?;
    Ok(next_page(&format!(
        "/o/{}/reviews/{reference}/people?raised=yes",
        signed.place.organisation.code
    )))
}

fn read(form: &mut Filled, natures: &[String], today: model::Date) -> Option<Raise> {
    let incident = read_incident(form, natures, today);
    let child = child(form, today);
    let other = other(form);
    let mut subjects = vec![child?];
    subjects.extend(other?);
    Some(Raise {
        incident: incident?,
        subjects,
        practice: None,
    })
}

pub(crate) fn read_incident(
    form: &mut Filled,
    natures: &[String],
    today: model::Date,
) -> Option<Incident> {
    let outline = form.text(&OUTLINE, 10_000);
    let happened = form.uncertain_date(&HAPPENED, today);
    let place = form.text(&PLACE, 500);
    let nature = form.coded(&NATURE, |code| {
        natures.iter().find(|known| *known == code).cloned()
    });
    let abuse = known(form, &ABUSE);
    let why = form.text(&WHY, 5_000);
    let done = form.text_or_none(&DONE, 5_000);
    let first_known = form.uncertain_date_or_none(&FIRST_KNOWN, today);
    let first_known_by = form.text_or_none(&FIRST_KNOWN_BY, 200);
    let knew = form.uncertain_date_or_none(&AUTHORITY_KNEW, today);
    let says = if knew.is_some() {
        form.text(&AUTHORITY_SAYS, 200)
    } else {
        form.text_or_none(&AUTHORITY_SAYS, 200)
    };
    let press = known(form, &PRESS);
    let by = form.text(&BY, 200);
    let agency = form.text(&AGENCY, 200);
    let agreed = form.text_or_none(&AGREED, 200);
    Some(Incident {
        outline: Sensitive(outline?),
        happened: happened?,
        place: Sensitive(place?),
        authority: None,
        first_known,
        first_known_by: Sensitive(first_known_by.unwrap_or_default()),
        authority_knew: knew.map(|on| AuthorityKnew {
            on,
            says: Sensitive(says.unwrap_or_default()),
        }),
        nature: nature?,
        abuse_or_neglect: abuse?,
        why: Sensitive(why?),
        done_at_once: Sensitive(done.unwrap_or_default()),
        press_interest: press?,
        raised: Raised {
            by: Sensitive(by?),
            agency: Sensitive(agency?),
            agreed_by: agreed.map(Sensitive),
        },
    })
}

pub(crate) fn known(form: &mut Filled, field: &Field) -> Option<Known> {
    form.coded(field, Known::from_code)
}

fn child(form: &mut Filled, today: model::Date) -> Option<NewSubject> {
    let name = form.text(&CHILD, 200);
    let born = form.uncertain_date(&BORN, today);
    let safe = form.coded(&SAFE, SafeNow::from_code);
    let how = form.text(&HOW, 2_000);
    let referral = referral(form, today);
    let subject = Subject {
        kind: SubjectKind::Child,
        name: Sensitive(name?),
        also_known_as: Sensitive(String::new()),
        born: born?,
        unborn: false,
        relation: Sensitive(String::new()),
    };
    Some(NewSubject {
        subject,
        safety: Some((safe?, Sensitive(how?), referral?)),
    })
}

/// The referral to social care: none when the answer is no; `None` when something is wrong.
pub(crate) fn referral(
    form: &mut Filled,
    today: model::Date,
) -> Option<Option<SocialCareReferral>> {
    let yes_or_no = |code: &str| match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    if !form.coded(&REFERRED, yes_or_no)? {
        return Some(None);
    }
    let on = form.uncertain_date(&REFERRED_ON, today);
    let to = form.text(&REFERRED_TO, 200);
    let reply = form.text_or_none(&REPLY, 1_000).unwrap_or_default();
    Some(Some(SocialCareReferral {
        on: on?,
        to: Sensitive(to?),
        reply: Sensitive(reply),
    }))
}

/// Another child in or linked to the home, also one not yet identified.
fn other(form: &mut Filled) -> Option<Option<NewSubject>> {
    let kind = form.coded(&OTHER, |code| match code {
        "linked_child" => Some(Some(SubjectKind::LinkedChild)),
        "not_yet_identified" => Some(Some(SubjectKind::NotYetIdentified)),
        "no" => Some(None),
        _ => None,
    })?;
    let Some(kind) = kind else {
        return Some(None);
    };
    let who = form.text(&OTHER_WHO, 200);
    let safe = form.coded(&OTHER_SAFE, SafeNow::from_code);
    let how = form.text(&OTHER_HOW, 2_000);
    let subject = Subject {
        kind,
        name: Sensitive(who?),
        also_known_as: Sensitive(String::new()),
        born: UncertainDate::UNKNOWN,
        unborn: false,
        relation: Sensitive(String::new()),
    };
    Some(Some(NewSubject {
        subject,
        safety: Some((safe?, Sensitive(how?), None)),
    }))
}

/// Whether there is another child, as choices.
pub(crate) fn other_choices() -> Vec<Choice> {
    ["linked_child", "not_yet_identified", "no"]
        .map(|code| Choice::new(code, t_code("raise-other", code)))
        .into()
}
