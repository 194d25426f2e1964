//! The chronology taken out as a file, and the list of what was taken out.

mod taken;

use access::{Action as _, actions};
use app::chronology::{Role, chronology, roles};
use app::chronology_out::{
    Choice, LONGEST_PURPOSE, LONGEST_RECIPIENT, Only, Setting, ToTake, Wanted, take_out, to_take,
};
use app::names::Names;
use app::people_places::without_names;
use app::{AppError, Reference};
use axum::extract::{Path, RawQuery, State};
use axum_extra::extract::Query;
use govuk::Html;
use model::case::ChronologyFormat;
use model::{AgencyId, Date, Sensitive};

use crate::chronology_words::chronology_labels;
use crate::form::{Field, Filled, field};
use crate::frame::attachment;
use crate::pages::chronology::{
    Asked, Horizon, Naming, filter_asked, filter_in_words, horizon_asked,
};
use crate::pages::people::reference;
use crate::pages::requests::agency as agency_name;
use crate::pages::seen::{Here, one_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, drawn, group, input, put_day};
use crate::table::{Row, Who, page, send};
use crate::texts::{linked, t, t_code, t_with, t1};
use crate::{Signed, WebState};

const FORMAT: Field = field("format", "chronology-out-format");
const WHOSE: Field = field("whose", "chronology-out-whose");
const FROM: Field = field("from", "chronology-out-from");
const UNTIL: Field = field("until", "chronology-out-until");
const NAMES: Field = field("names", "chronology-out-names");
const KNOWN_TO: Field = field("known-to", "chronology-out-known-to");
const KNOWN_ON: Field = field("known-on", "chronology-out-known-on");
const TO: Field = field("to", "chronology-out-to");
const PURPOSE: Field = field("purpose", "chronology-out-purpose");

/// Stands for every agency, and for no agency through whose eyes it is read.
const ALL: &str = "all";
/// Codes of the question about names.
const NAMED: &str = "named";
const PSEUDONYMOUS: &str = "pseudonymous";

pub(crate) fn rows() -> Vec<Row> {
    let take = "/o/{organisation}/reviews/{reference}/chronology/take-out";
    let list = "/o/{organisation}/reviews/{reference}/chronology/taken-out";
    let takes = Who::May(actions::TakeOutChronology::INFO);
    let read = Who::May(actions::ReadCase::INFO);
    let rows = [
        page("chronology-out", takes, take, form),
        send(takes, take, make),
        page("chronology-taken", read, list, taken::list),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// A review whose chronology is to go out.
struct Seen {
    reference: Reference,
    base: String,
    found: ToTake,
    names: Names,
}

async fn seen(state: &WebState, signed: &Signed, text: &str) -> Result<Seen, PageError> {
    let reference = reference(text)?;
    Ok(Seen {
        base: signed.path(&format!("reviews/{reference}/chronology")),
        found: to_take(state.app(), &signed.ctx, &reference).await?,
        names: app::names::names(state.app(), &signed.ctx).await?,
        reference,
    })
}

impl Seen {
    /// The agencies to choose from, after an answer for none in particular.
    fn agencies(&self, none: &str) -> Vec<Offer> {
        let agencies = self.found.agencies.iter();
        let agencies = agencies.map(|id| Offer::new(id.to_string(), agency_name(&self.names, *id)));
        std::iter::once(Offer::new(ALL, none))
            .chain(agencies)
            .collect()
    }
}

fn sheet(state: &WebState, seen: &Seen, opened: &Opened) -> Result<Sheet, PageError> {
    let case = &seen.found.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let formats = ChronologyFormat::ALL.iter().map(|one| one.code());
    let formats = formats.map(|code| Offer::new(code, t_code("chronology-format", code)));
    let names = [NAMED, PSEUDONYMOUS];
    let names = names.map(|code| Offer::new(code, t_code("chronology-out-are", code)));
    let list = linked("chronology-taken-link", &format!("{}/taken-out", seen.base));
    let mut known = vec![
        input(
            KNOWN_TO,
            Ask::Pick(seen.agencies(&t("chronology-out-today"))),
        ),
        input(KNOWN_ON, Ask::Day),
    ];
    if let Some((agency, _, called)) = &opened.role {
        let values = [
            ("role", called.as_str().into()),
            ("agency", agency_name(&seen.names, *agency).into()),
        ];
        let said = t_with("chronology-out-role-of", &values);
        known.insert(0, drawn(crate::draw::inset(said).render()));
    }
    if opened.if_shared() {
        let said = t("chronology-out-proposed");
        known.insert(0, drawn(crate::draw::inset(said).render()));
    }
    Ok(Sheet {
        title: t("chronology-out-title"),
        caption: t1("today-review", "reference", seen.reference.as_str()),
        step: loaded.scheme.step("chronology_out").cloned(),
        explain: vec![t("chronology-out-lead"), t("chronology-out-kept")],
        inputs: vec![
            drawn(crate::draw::paragraph(list)),
            input(TO, Ask::Line),
            input(PURPOSE, Ask::Line),
            input(FORMAT, Ask::OneOf(formats.collect())),
            input(NAMES, Ask::OneOf(names.to_vec())),
            drawn(crate::draw::inset(t("chronology-out-only")).render()),
            drawn(opened.filtered(seen)),
            input(WHOSE, Ask::Pick(seen.agencies(&t("chronology-out-every")))),
            input(FROM, Ask::Day),
            input(UNTIL, Ask::Day),
            group(t("chronology-out-known"), known),
        ],
        button: t("chronology-out-button"),
        back: opened.naming.added(&seen.base),
    })
}

/// What the page from which this one was opened asks for: names or not, through whose eyes and on which day.
struct Opened {
    naming: Naming,
    horizon: Option<Horizon>,
    /// The role of that horizon, with its agency, as the page calls them.
    role: Option<(AgencyId, Role, String)>,
    /// Which accounts that page showed, and that in a sentence where it did not show all.
    asked: Asked,
    filtered: Option<String>,
}

impl Opened {
    /// What the file is filtered by, and where all of it is taken out.
    fn filtered(&self, seen: &Seen) -> Html {
        let Some(words) = &self.filtered else {
            return Html::default();
        };
        let href = self.naming.added(&format!("{}/take-out", seen.base));
        let all = linked("chronology-out-all", &href);
        let words = Html::escape(words);
        crate::draw::inset(Html::join([words, " ".into(), all])).render()
    }
}

impl Opened {
    /// Whether that page shows what may have been shared.
    fn if_shared(&self) -> bool {
        self.horizon.as_ref().is_some_and(|one| one.proposed)
    }
}

async fn opened(
    (state, signed): (&WebState, &Signed),
    seen: &Seen,
    (query, typed): (Option<&str>, Vec<(String, String)>),
) -> Result<Opened, PageError> {
    let naming = Naming::of(query);
    let mut form = Filled::posted(typed);
    let asked = filter_asked(&mut form);
    if !form.is_good() {
        // Of a filter that cannot be read the file would hold everything.
        return Err(PageError::NotFound);
    }
    let text = seen.reference.as_str();
    let of = (&asked, "chronology-out-filtered");
    let filtered = filter_in_words((state, signed), (text, query), of).await?;
    let horizon = horizon_asked(&mut form);
    let horizon = horizon.filter(|one| seen.found.agencies.contains(&one.agency));
    let role = match &horizon {
        Some(one) if one.role.is_some() => role(state, signed, (seen, &naming, one)).await?,
        _ => None,
    };
    Ok(Opened {
        naming,
        horizon,
        role,
        asked,
        filtered,
    })
}

/// The role that an address names; the chronology is read for it, and the reading is written down.
async fn role(
    state: &WebState,
    signed: &Signed,
    (seen, naming, horizon): (&Seen, &Naming, &Horizon),
) -> Result<Option<(AgencyId, Role, String)>, PageError> {
    let (app, ctx, of) = (state.app(), &signed.ctx, &seen.reference);
    let mut found = chronology(app, ctx, of).await?;
    let all = roles(&found, &seen.names, horizon.agency);
    if !naming.unnamed() {
        let one = all.into_iter().find(|one| horizon.is_of(one));
        return Ok(one.map(|one| (horizon.agency, one.clone(), one.called)));
    }
    // Without names a role may be called otherwise, and have another code; the file needs the one that the accounts give.
    let register = app::chronology_out::register(app, ctx, of).await?;
    let without = without_names(&register, &mut found);
    let shown = roles(&found, &seen.names, horizon.agency);
    let shown = shown.into_iter().find(|one| horizon.is_of(one));
    let named = shown.and_then(|shown| {
        let mut all = all.into_iter();
        let one = all.find(|one| without.words(&one.called) == shown.called)?;
        Some((horizon.agency, one, shown.called))
    });
    Ok(named)
}

async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let asked = (query.as_deref(), typed);
    let opened = opened((&state, &signed), &seen, asked).await?;
    let all = || ALL.to_owned();
    let eyes = opened.horizon.as_ref().map(|one| one.agency.to_string());
    let filter = &opened.asked.filter;
    let whose = filter
        .agency
        .filter(|one| seen.found.agencies.contains(one));
    let whose = whose.map_or_else(all, |one| one.to_string());
    let mut form = Filled::with([(WHOSE.id, whose), (KNOWN_TO.id, eyes.unwrap_or_else(all))]);
    put_day(&mut form, &FROM, filter.from);
    put_day(&mut form, &UNTIL, filter.to);
    if opened.naming.unnamed() {
        form.set(NAMES.id, PSEUDONYMOUS);
    }
    put_day(
        &mut form,
        &KNOWN_ON,
        opened.horizon.as_ref().map(|one| one.on),
    );
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&state, &seen, &opened)?.show(&state, &signed, &form, hidden)
}

/// One of the agencies on offer; nothing within for the answer that stands for none in particular.
fn agency_of(form: &mut Filled, field: &Field, seen: &Seen) -> Option<Option<AgencyId>> {
    form.coded(field, |code| {
        if code == ALL {
            return Some(None);
        }
        let id: AgencyId = code.parse().ok()?;
        seen.found.agencies.contains(&id).then_some(Some(id))
    })
}

/// The agency and the day through whose eyes it is read: both or neither.
fn known(form: &mut Filled, seen: &Seen) -> Option<(AgencyId, Date)> {
    let viewer = agency_of(form, &KNOWN_TO, seen);
    let before = form.errors().of(KNOWN_ON.id).is_some();
    let on = form.date_or_none(&KNOWN_ON);
    let wrong = !before && form.errors().of(KNOWN_ON.id).is_some();
    match (viewer?, on) {
        (Some(viewer), Some(on)) => Some((viewer, on)),
        (None, None) => None,
        (Some(_), None) => {
            if !wrong {
                form.say(KNOWN_ON.id, "chronology-out-known-both");
            }
            None
        }
        (None, Some(_)) => {
            form.say(KNOWN_TO.id, "chronology-out-known-both");
            None
        }
    }
}

fn read(form: &mut Filled, (seen, opened): (&Seen, &Opened)) -> Option<Wanted> {
    let to = form.text(&TO, LONGEST_RECIPIENT);
    let purpose = form.text(&PURPOSE, LONGEST_PURPOSE);
    let format = form.coded(&FORMAT, ChronologyFormat::from_code);
    let names = one_of(form, &NAMES, |code| [NAMED, PSEUDONYMOUS].contains(&code));
    let agency = agency_of(form, &WHOSE, seen);
    let (from, until) = (form.date_or_none(&FROM), form.date_or_none(&UNTIL));
    let as_known = known(form, seen);
    if !form.is_good() {
        return None;
    }
    Some(Wanted {
        choice: Choice {
            agency: agency?,
            from,
            to: until,
            as_known,
            // Of another agency, or of none, the role says nothing.
            role: as_known.and_then(|(agency, _)| {
                let of = opened.role.as_ref().filter(|(own, ..)| *own == agency)?;
                Some(of.1.code.clone())
            }),
            if_shared: as_known.is_some() && opened.if_shared(),
            only: Only::of(&opened.asked.filter),
            pseudonymous: names? == PSEUDONYMOUS,
        },
        format: format?,
        to: Sensitive(to?),
        purpose: Sensitive(purpose?),
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "chronology-out-to" => Some(TO),
        "chronology-out-purpose" => Some(PURPOSE),
        "chronology-out-period" => Some(UNTIL),
        "chronology-out-agency" => Some(WHOSE),
        "chronology-out-later" => Some(KNOWN_ON),
        "chronology-out-role" => Some(KNOWN_TO),
        "chronology-out-many" => Some(FORMAT),
        _ => None,
    }
}

/// Answers with the file. That it was made is kept with the review.
async fn make(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let asked = (query.as_deref(), typed);
    let opened = opened((&state, &signed), &seen, asked).await?;
    let sheet = sheet(&state, &seen, &opened)?;
    let Some(wanted) = read(&mut form, (&seen, &opened)) else {
        return sheet.again(&state, &signed, &form);
    };
    let labels = chronology_labels();
    let setting = Setting {
        names: &seen.names,
        partnership: &signed.place.organisation.name,
        labels: &labels,
        real_people: state.takes_real_people(),
    };
    let made = take_out(
        state.app(),
        &signed.ctx,
        &seen.reference,
        (&wanted, setting),
    )
    .await;
    match made {
        Ok(file) => {
            let name = format!("chronology-{}.{}", seen.reference, wanted.format.code());
            Ok(attachment(file.bytes, file.media, &name))
        }
        Err(AppError::Rule(code)) => {
            let field = field_of(code).ok_or(PageError::Rule(code))?;
            form.refuse(&field, code);
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}
