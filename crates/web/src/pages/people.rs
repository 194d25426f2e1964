//! Children and adults of a review, and for every child: safe now?

mod about;
mod card;
mod family;
mod identity;
mod parts;
mod person;
mod relationships;
mod seen;

use access::{Action as _, actions};
use app::incident::{IncidentView, incident};
use app::people::{People, PeopleList};
use app::proceedings::BeforeContact;
use app::safety::change_line;
use app::vault::Stored;
use app::{AppError, Reference};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::Choice;
use model::case::{Home, LegalStatus, SafeNow, SafetyLine, School, Subject};
use model::scheme::StepText;
use model::{RecordId, Sensitive};

use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, saved_page, show, show_form};
use crate::pages::raise::referral;
use crate::problem::{Answer, Conflict, PageError, Side};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t_with};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

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
    let about = "/o/{organisation}/reviews/{reference}/people/{record}/about";
    let home = "/o/{organisation}/reviews/{reference}/people/{record}/home";
    let status = "/o/{organisation}/reviews/{reference}/people/{record}/status";
    let school = "/o/{organisation}/reviews/{reference}/people/{record}/school";
    let answer = "/o/{organisation}/reviews/{reference}/people/{record}/identity/{question_id}";
    let tie = "/o/{organisation}/reviews/{reference}/people/{record}/relationships/{tie_id}";
    let part =
        "/o/{organisation}/reviews/{reference}/people/{record}/relationships/{tie_id}/take-away";
    let out = "/o/{organisation}/reviews/{reference}/people/{record}/take-out";
    let family = "/o/{organisation}/reviews/{reference}/people/{record}/family-contact";
    let second =
        "/o/{organisation}/reviews/{reference}/people/{record}/family-contact/second-person";
    let tells = Who::May(actions::EditFamilyContact::INFO);
    let looks = Who::May(actions::Countersign::INFO);
    let rows = [
        page("people", read, base, list),
        page("person", edit, one, person::form),
        send(edit, one, person::save),
        page("safety", edit, safety, edit_safety),
        send(edit, safety, save_safety),
        page("person-about", read, about, about::shown),
        page("person-home", edit, home, parts::form::<Home>),
        send(edit, home, parts::save::<Home>),
        page("person-status", edit, status, parts::form::<LegalStatus>),
        send(edit, status, parts::save::<LegalStatus>),
        page("person-school", edit, school, parts::form::<School>),
        send(edit, school, parts::save::<School>),
        page("person-identity", edit, answer, identity::form),
        send(edit, answer, identity::save),
        page("relationship", edit, tie, relationships::form),
        send(edit, tie, relationships::save),
        page("relationship-part", edit, part, relationships::sure),
        send(edit, part, relationships::away),
        page("person-take-out", edit, out, person::why),
        send(edit, out, person::out),
        page("family-contact", tells, family, family::form),
        send(tells, family, family::save),
        page("family-second", looks, second, family::second),
        send(looks, second, family::save_second),
    ];
    rows.into_iter().map(Row::secret).collect()
}

pub(crate) use about::{FactRow, fact_rows, progress};
pub(crate) use family::before as before_contact_words;
pub(crate) use seen::yes_no_not_known;

/// A person as listed.
struct Listed {
    href: String,
    about_href: String,
    progress: String,
    safety_href: String,
    kind: String,
    name: String,
    born: String,
    relation: String,
    /// What the police say of them and where that is changed, for those who may know it.
    police: Option<(String, Option<String>)>,
    /// For a child: in words, and whether somebody still has to see to it.
    safety: Option<(String, bool, String)>,
    family: Family,
}

/// What is known of contact with a person about the review, where it is changed, and where a second person looks at it.
#[derive(Default)]
struct Family {
    words: Vec<String>,
    change: Option<String>,
    waits: bool,
    second: Option<String>,
}

#[derive(Template)]
#[template(path = "review/people.html")]
struct PeoplePage {
    frame: Frame,
    step: Option<StepText>,
    people: Vec<Listed>,
    /// Who was taken out: name, why, and who did it when.
    taken_out: Vec<(String, String, String)>,
    add: Option<String>,
    home: String,
    just_raised: bool,
    /// Whether proceedings hold back speaking to somebody, and where that is said.
    before_contact: bool,
    proceedings: String,
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
    let PeopleList {
        case,
        before: known,
        people: all,
        may_change,
        may_family: (may_tell, may_countersign),
    } = app::people::list(state.app(), &signed.ctx, &reference(&text)?).await?;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let home = format!(
        "/o/{}/reviews/{}",
        signed.place.organisation.code, case.reference
    );
    let people = all
        .subjects
        .iter()
        .map(|one| {
            let line = all.safety.iter().find(|line| line.body.child == one.id);
            Listed {
                police: police_words(&home, &known, one.id),
                family: {
                    let (words, waits) = family::words((&all, &names), &loaded.scheme, one.id);
                    let open = case.closed_at.is_none() && !all.has_died(one.id);
                    let at = format!("{home}/people/{}/family-contact", one.id);
                    Family {
                        words,
                        waits,
                        second: (open && waits && may_countersign)
                            .then(|| format!("{at}/second-person")),
                        change: (open && may_tell).then_some(at),
                    }
                },
                ..listed((&home, &all), &names, one, line)
            }
        })
        .collect();
    show(&PeoplePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("people-title"))
            .back(home.clone()),
        step: loaded.scheme.step("safety").cloned(),
        taken_out: about::taken_out(&all, &names),
        people,
        before_contact: known.speaking_held,
        proceedings: format!("{home}/proceedings"),
        add: may_change.then(|| format!("{home}/people/new")),
        home,
        just_raised: query.as_deref() == Some("raised=yes"),
    })
}

fn listed(
    (home, people): (&str, &People),
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
        about_href: format!("{home}/people/{}/about", one.id),
        progress: about::progress_words(people, one.id),
        safety_href: format!("{home}/people/{}/safety", one.id),
        kind: t_code("subject", one.body.kind.code()),
        name: one.body.name.0.clone(),
        born: one.body.born.to_string(),
        relation: one.body.relation.0.clone(),
        police: None,
        safety,
        family: Family::default(),
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

fn subject<'a>(view: &'a IncidentView, record: &str) -> Result<&'a Stored<Subject>, PageError> {
    let id: RecordId = record.parse().map_err(|_| PageError::NotFound)?;
    view.subjects
        .iter()
        .find(|one| one.id == id)
        .ok_or(PageError::NotFound)
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
    let people = app::team::on_offer(state.app(), &signed.ctx, &reference(text)?).await?;
    let people = people
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
    let safe = form.coded(&SAFE, SafeNow::from_code);
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
        Ok(()) => Ok(saved_page(&format!(
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
        let side = if [&HOW, &REPLY].contains(&field) {
            Side::words
        } else {
            Side::typed
        };
        conflict = conflict.field(field, None, side(field, now.value(field.id)));
    }
    Ok(PageError::Conflict(Box::new(conflict)))
}
