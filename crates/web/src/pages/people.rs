//! Children and adults of a review, and for every child: safe now?

use access::{Action as _, actions};
use app::incident::{IncidentView, change_subject, incident};
use app::proceedings::{BeforeContact, before_contact};
use app::safety::change_line;
use app::vault::Stored;
use app::{AppError, Reference};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::Choice;
use model::case::{SafeNow, SafetyLine, Subject, SubjectKind};
use model::scheme::StepText;
use model::{RecordId, Sensitive};

use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show, show_form};
use crate::pages::raise::referral;
use crate::problem::{Answer, Conflict, PageError, Side};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t_with};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const KIND: Field = field("kind", "people-kind");
const NAME: Field = field("name", "people-name");
const ALSO: Field = field("also", "people-also");
const BORN: Field = field("born", "people-born");
const RELATION: Field = field("relation", "people-relation");
const SAFE: Field = field("safe", "safety-safe");
const HOW: Field = field("how", "safety-how");
const REFERRED: Field = field("referred", "safety-referred");
const REFERRED_ON: Field = field("referred-on", "safety-referred-on");
const REFERRED_TO: Field = field("referred-to", "safety-referred-to");
const REPLY: Field = field("reply", "safety-reply");
const PERSON: Field = field("person", "safety-person");

pub(crate) fn rows() -> Vec<Row> {
    let read = Who::May(actions::ReadCase::INFO);
    let edit = Who::May(actions::EditIncident::INFO);
    let base = "/o/{organisation}/reviews/{reference}/people";
    let one = "/o/{organisation}/reviews/{reference}/people/{record}";
    let safety = "/o/{organisation}/reviews/{reference}/people/{record}/safety";
    vec![
        page("people", read, base, list).secret(),
        page("person", edit, one, edit_person).secret(),
        send(edit, one, save_person).secret(),
        page("safety", edit, safety, edit_safety).secret(),
        send(edit, safety, save_safety).secret(),
    ]
}

/// A person as listed.
struct Listed {
    href: String,
    safety_href: String,
    kind: String,
    name: String,
    born: String,
    relation: String,
    /// What the police say of them and where that is changed, for those who may know it.
    police: Option<(String, Option<String>)>,
    /// For a child: in words, and whether somebody still has to see to it.
    safety: Option<(String, bool, String)>,
}

#[derive(Template)]
#[template(path = "review/people.html")]
struct PeoplePage {
    frame: Frame,
    step: Option<StepText>,
    people: Vec<Listed>,
    add: Option<String>,
    home: String,
    just_raised: bool,
    /// Whether proceedings hold back speaking to somebody, and where that is said.
    before_contact: bool,
    proceedings: String,
}

#[derive(Template)]
#[template(path = "review/person.html")]
struct PersonPage {
    frame: Frame,
    form: Filled,
    hidden: Hidden,
}

#[derive(Template)]
#[template(path = "review/safety.html")]
struct SafetyPage {
    frame: Frame,
    form: Filled,
    hidden: Hidden,
    child: String,
    people: Vec<Choice>,
}

/// The reference in an address; what is none leads nowhere.
pub(crate) fn reference(text: &str) -> Result<Reference, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

async fn view(state: &WebState, signed: &Signed, text: &str) -> Result<IncidentView, PageError> {
    Ok(incident(state.app(), &signed.ctx, &reference(text)?).await?)
}

async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let view = view(&state, &signed, &text).await?;
    let loaded = state
        .app()
        .scheme_of(&view.case.scheme, &view.case.scheme_digest)?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let home = format!(
        "/o/{}/reviews/{}",
        signed.place.organisation.code, view.case.reference
    );
    let known = before_contact(state.app(), &signed.ctx, &reference(&text)?).await?;
    let people = view
        .subjects
        .iter()
        .map(|one| {
            let line = view.safety.iter().find(|line| line.body.child == one.id);
            Listed {
                police: police_words(&home, &known, one.id),
                ..listed(&home, &names, one, line)
            }
        })
        .collect();
    show(&PeoplePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("people-title"))
            .back(home.clone()),
        step: loaded.scheme.step("safety").cloned(),
        people,
        before_contact: known.speaking_held,
        proceedings: format!("{home}/proceedings"),
        add: view.may_change.then(|| format!("{home}/people/new")),
        home,
        just_raised: query.as_deref() == Some("raised=yes"),
    })
}

fn listed(
    home: &str,
    names: &app::names::Names,
    one: &Stored<Subject>,
    line: Option<&Stored<SafetyLine>>,
) -> Listed {
    let safety = one.body.kind.is_child().then(|| match line {
        None => (t("safety-not-asked"), true, String::new()),
        Some(line) => {
            let who = names.of(line.body.person).unwrap_or_default().to_owned();
            (
                t_code("safe", line.body.safe_now.code()),
                line.body.is_open(),
                who,
            )
        }
    });
    Listed {
        href: format!("{home}/people/{}", one.id),
        safety_href: format!("{home}/people/{}/safety", one.id),
        kind: t_code("subject", one.body.kind.code()),
        name: one.body.name.0.clone(),
        born: one.body.born.to_string(),
        relation: one.body.relation.0.clone(),
        police: None,
        safety,
    }
}

/// What the police say of a person, and where it is changed. Whoever may not read the restricted
/// section sees the same page whether or not there is a mark.
fn police_words(
    home: &str,
    known: &BeforeContact,
    person: RecordId,
) -> Option<(String, Option<String>)> {
    let marks = known.police.as_ref()?;
    let mark = marks.iter().rfind(|one| one.body.subject == person);
    let words = mark.map_or_else(
        || t("police-nothing"),
        |one| {
            let says = t_code("police-says", one.body.says.code());
            let by = format!("{}, {}", one.body.advised_by.0, one.body.on);
            let before = &one.body.before_contact.0;
            let lines = [says.as_str(), by.as_str(), before.as_str()];
            lines.join("\n").trim_end().to_owned()
        },
    );
    let change = format!("{home}/people/{person}/police");
    Some((words, known.may_mark.then_some(change)))
}

type Here = Path<(String, String, String)>;

async fn edit_person(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): Here,
) -> Answer {
    let view = view(&state, &signed, &text).await?;
    let (form, version) = match record.as_str() {
        "new" => (Filled::empty(), None),
        other => {
            let one = subject(&view, other)?;
            (filled(&one.body), Some(one.version))
        }
    };
    let hidden = state.hidden(&signed.visit, version)?;
    person_page(&state, &signed, &text, form, hidden)
}

fn subject<'a>(view: &'a IncidentView, record: &str) -> Result<&'a Stored<Subject>, PageError> {
    let id: RecordId = record.parse().map_err(|_| PageError::NotFound)?;
    view.subjects
        .iter()
        .find(|one| one.id == id)
        .ok_or(PageError::NotFound)
}

fn filled(body: &Subject) -> Filled {
    Filled::with([
        (KIND.id, body.kind.code().to_owned()),
        (NAME.id, body.name.0.clone()),
        (ALSO.id, body.also_known_as.0.clone()),
        (BORN.id, body.born.to_string()),
        (RELATION.id, body.relation.0.clone()),
    ])
}

fn person_page(
    state: &WebState,
    signed: &Signed,
    text: &str,
    form: Filled,
    hidden: Hidden,
) -> Answer {
    let errors = form.errors().clone();
    let back = format!(
        "/o/{}/reviews/{text}/people",
        signed.place.organisation.code
    );
    let frame = Frame::of(state, &signed.visit)
        .titled(t("person-title"))
        .back(back)
        .with_errors(&errors);
    show_form(
        &errors,
        &PersonPage {
            frame,
            form,
            hidden,
        },
    )
}

pub(crate) fn kind_choices() -> Vec<Choice> {
    SubjectKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), t_code("subject", kind.code())))
        .collect()
}

async fn save_person(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): Here,
    mut form: Filled,
) -> Answer {
    let today = signed.ctx.today();
    let kind = form
        .choice::<String>(&KIND)
        .and_then(|code| SubjectKind::from_code(&code));
    let name = form.text(&NAME, 200);
    let also = form.text_or_none(&ALSO, 500);
    let born = form.uncertain_date(&BORN, today);
    let relation = form.text_or_none(&RELATION, 200);
    let (Some(kind), Some(name), Some(born), true) = (kind, name, born, form.is_good()) else {
        let hidden = form.hidden()?;
        return person_page(&state, &signed, &text, form, hidden);
    };
    let new = Subject {
        kind,
        name: Sensitive(name),
        also_known_as: Sensitive(also.unwrap_or_default()),
        born,
        unborn: false,
        relation: Sensitive(relation.unwrap_or_default()),
    };
    let place = match record.as_str() {
        "new" => None,
        other => Some((
            other.parse().map_err(|_| PageError::NotFound)?,
            form.version()?,
        )),
    };
    let reference = reference(&text)?;
    let saved = change_subject(state.app(), &signed.ctx, &reference, place, &new).await;
    let base = format!(
        "/o/{}/reviews/{reference}/people",
        signed.place.organisation.code
    );
    match saved {
        Ok(id) if place.is_none() && kind.is_child() => {
            Ok(next_page(&format!("{base}/{id}/safety")))
        }
        Ok(_) => Ok(next_page(&base)),
        Err(AppError::Clash(clash)) => Err(person_clash(&state, &signed, &form, &clash).await?),
        Err(error) => Err(error.into()),
    }
}

/// When somebody else changed it and who, in words.
pub(crate) async fn changed_words(
    state: &WebState,
    signed: &Signed,
    clash: &app::vault::Clash,
) -> Result<String, PageError> {
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let who = names
        .person(&clash.by)
        .map_or_else(|| t("somebody"), str::to_owned);
    let values = [
        ("who", who.into()),
        ("when", moment_in_words(clash.at).into()),
    ];
    Ok(t_with("changed-by", &values))
}

async fn person_clash(
    state: &WebState,
    signed: &Signed,
    form: &Filled,
    clash: &app::vault::Clash,
) -> Result<PageError, PageError> {
    let now: Subject = serde_json::from_str(&clash.body).map_err(|_| PageError::Broken)?;
    let changed = changed_words(state, signed, clash).await?;
    let conflict = Conflict::new(form, clash.current, changed)
        .field(&KIND, None, Side::typed(&KIND, now.kind.code()))
        .field(&NAME, None, Side::typed(&NAME, now.name.0))
        .field(&ALSO, None, Side::typed(&ALSO, now.also_known_as.0))
        .field(&BORN, None, Side::typed(&BORN, now.born.to_string()))
        .field(&RELATION, None, Side::typed(&RELATION, now.relation.0));
    Ok(PageError::Conflict(Box::new(conflict)))
}

async fn edit_safety(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): Here,
) -> Answer {
    let view = view(&state, &signed, &text).await?;
    let child = subject(&view, &record)?;
    let line = view.safety.iter().find(|line| line.body.child == child.id);
    let form = line.map_or_else(|| no_line(&signed), |line| line_filled(&line.body));
    let hidden = state.hidden(&signed.visit, line.map(|line| line.version))?;
    safety_page(&state, &signed, child, &text, form, hidden).await
}

fn no_line(signed: &Signed) -> Filled {
    let me = signed
        .ctx
        .actor
        .person()
        .map(|person| person.id.to_string());
    Filled::with([(PERSON.id, me.unwrap_or_default())])
}

fn line_filled(line: &SafetyLine) -> Filled {
    let referral = line.referral.as_ref();
    let said = |text: fn(&model::case::SocialCareReferral) -> String| {
        referral.map(text).unwrap_or_default()
    };
    Filled::with([
        (SAFE.id, line.safe_now.code().to_owned()),
        (HOW.id, line.how_known.0.clone()),
        (
            REFERRED.id,
            if referral.is_some() { "yes" } else { "no" }.to_owned(),
        ),
        (REFERRED_ON.id, said(|one| one.on.to_string())),
        (REFERRED_TO.id, said(|one| one.to.0.clone())),
        (REPLY.id, said(|one| one.reply.0.clone())),
        (PERSON.id, line.person.to_string()),
    ])
}

async fn safety_page(
    state: &WebState,
    signed: &Signed,
    child: &Stored<Subject>,
    text: &str,
    form: Filled,
    hidden: Hidden,
) -> Answer {
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let people = names
        .people()
        .into_iter()
        .map(|(id, name)| Choice::new(id.to_string(), name))
        .collect();
    let errors = form.errors().clone();
    let back = format!(
        "/o/{}/reviews/{text}/people",
        signed.place.organisation.code
    );
    let frame = Frame::of(state, &signed.visit)
        .titled(t("safety-title"))
        .back(back)
        .with_errors(&errors);
    let child = child.body.name.0.clone();
    show_form(
        &errors,
        &SafetyPage {
            frame,
            form,
            hidden,
            child,
            people,
        },
    )
}

async fn save_safety(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): Here,
    mut form: Filled,
) -> Answer {
    let view = view(&state, &signed, &text).await?;
    let child = subject(&view, &record)?;
    let today = signed.ctx.today();
    let safe = form
        .choice::<String>(&SAFE)
        .and_then(|code| SafeNow::from_code(&code));
    let how = form.text(&HOW, 2_000);
    let referral = referral(&mut form, today);
    let person = form.choice(&PERSON);
    let (Some(safe_now), Some(how), Some(referral), Some(person), true) =
        (safe, how, referral, person, form.is_good())
    else {
        let hidden = form.hidden()?;
        return safety_page(&state, &signed, child, &text, form, hidden).await;
    };
    let new = SafetyLine {
        child: child.id,
        safe_now,
        how_known: Sensitive(how),
        referral,
        person,
    };
    let line = view.safety.iter().find(|line| line.body.child == child.id);
    let place = match line {
        None => None,
        Some(line) => Some((line.id, form.version()?)),
    };
    let reference = reference(&text)?;
    match change_line(state.app(), &signed.ctx, &reference, place, &new).await {
        Ok(()) => Ok(next_page(&format!(
            "/o/{}/reviews/{reference}/people",
            signed.place.organisation.code
        ))),
        Err(AppError::Clash(clash)) => Err(safety_clash(&state, &signed, &form, &clash).await?),
        Err(error) => Err(error.into()),
    }
}

async fn safety_clash(
    state: &WebState,
    signed: &Signed,
    form: &Filled,
    clash: &app::vault::Clash,
) -> Result<PageError, PageError> {
    let now: SafetyLine = serde_json::from_str(&clash.body).map_err(|_| PageError::Broken)?;
    let changed = changed_words(state, signed, clash).await?;
    let now = line_filled(&now);
    let mut conflict = Conflict::new(form, clash.current, changed);
    for field in [
        &SAFE,
        &HOW,
        &REFERRED,
        &REFERRED_ON,
        &REFERRED_TO,
        &REPLY,
        &PERSON,
    ] {
        conflict = conflict.field(field, None, Side::typed(field, now.value(field.id)));
    }
    Ok(PageError::Conflict(Box::new(conflict)))
}
