//! Working days: bank holidays, and the days that were changed for one organisation or for the whole service.

use access::directory::CalendarOverride;
use access::{Action as _, Role, actions};
use app::AppError;
use app::administration::{Reach, WorkingDays, change_day, change_day_back, working_days};
use app::names::Names;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Size, SummaryList, SummaryRow, Table, TableCell};
use model::{Override, OverrideKind};

use crate::draw::{link_button, marked, strong};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, group, input};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const DAY: Field = field("day", "day-changed");
const KIND: Field = field("kind", "day-kind");
const NAME: Field = field("name", "day-name");
const REASON: Field = field("reason", "day-reason");
/// How many years the page lists, this one counted.
const YEARS: i16 = 3;

pub(crate) fn rows() -> Vec<Row> {
    let see = Who::May(actions::SeeAdministration::INFO);
    let settings = Who::May(actions::ManageSettings::INFO);
    let service = Who::May(actions::ManageDirectory::INFO);
    let ours = "/o/{organisation}/administration/working-days";
    let new = "/o/{organisation}/administration/working-days/new";
    let back = "/o/{organisation}/administration/working-days/{record}/back";
    let all = "/o/{organisation}/service/working-days";
    let new_for_all = "/o/{organisation}/service/working-days/new";
    let back_for_all = "/o/{organisation}/service/working-days/{record}/back";
    let mut rows = vec![
        page("working-days", see, ours, ours_page),
        page("working-day", settings, new, ours_form),
        send(settings, new, ours_save),
        send(settings, back, ours_back),
    ];
    let for_all = [
        page("service-working-days", service, all, all_page),
        page("service-working-day", service, new_for_all, all_form),
        send(service, new_for_all, all_save),
        send(service, back_for_all, all_back),
    ];
    rows.extend(for_all.map(Row::secret));
    rows
}

struct Change {
    day: String,
    what: String,
    reason: String,
    reach: String,
    entered: String,
    back: Option<String>,
}

#[derive(Template)]
#[template(path = "administration/working_days.html")]
struct DaysPage {
    frame: Frame,
    base: String,
    explain: String,
    covers: String,
    may: bool,
    changes: Vec<Change>,
    years: Vec<(i16, Vec<(String, String)>)>,
    hidden: Hidden,
}

impl DaysPage {
    fn changes(&self) -> askama::Result<SummaryList> {
        let row = |one: &Change| {
            let more = format!("{} · {}", one.reach, one.entered);
            let words = Html::lines([strong(&one.what), marked(&one.reason, more)]);
            let row = SummaryRow::new(&one.day, words);
            let Some(back) = &one.back else {
                return Ok(row);
            };
            let words = (&*t("day-back"), &*format!(" {}", one.day));
            Ok(row.control(link_button(back, self.hidden, words)?))
        };
        let rows: askama::Result<Vec<_>> = self.changes.iter().map(row).collect();
        Ok(SummaryList::new().rows(rows?))
    }

    #[expect(
        clippy::unused_self,
        reason = "its template reaches it through the page"
    )]
    fn year(&self, year: &i16, days: &[(String, String)]) -> Table {
        let rows = days
            .iter()
            .map(|(day, name)| vec![TableCell::new(day).header(), TableCell::new(name)]);
        Table::new()
            .caption(t1("days-year", "year", year.to_string()))
            .caption_size(Size::M)
            .head([t("days-day").into(), t("days-name").into()])
            .rows(rows)
    }
}

fn base(signed: &Signed, reach: Reach) -> String {
    match reach {
        Reach::Ours => signed.path("administration/working-days"),
        Reach::All => signed.path("service/working-days"),
    }
}

async fn ours_page(State(state): State<WebState>, signed: Signed) -> Answer {
    days_page(&state, &signed, Reach::Ours).await
}

async fn all_page(State(state): State<WebState>, signed: Signed) -> Answer {
    days_page(&state, &signed, Reach::All).await
}

async fn days_page(state: &WebState, signed: &Signed, reach: Reach) -> Answer {
    let found = working_days(state.app(), &signed.ctx, reach).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let settings = [Role::Administrator, Role::BusinessManager];
    let may = match reach {
        Reach::Ours => settings
            .iter()
            .any(|role| signed.place.roles.contains(role)),
        Reach::All => true,
    };
    let here = base(signed, reach);
    let change = |one: &CalendarOverride| change(one, (may, reach), &here, &names);
    let up = if reach == Reach::Ours {
        "administration"
    } else {
        "service"
    };
    let page = DaysPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("days-title"))
            .back(signed.path(up)),
        explain: t(if reach == Reach::Ours {
            "days-explain-ours"
        } else {
            "days-explain-all"
        }),
        covers: covers(&found),
        may,
        changes: found.changes.iter().map(change).collect(),
        years: years(&found, signed.ctx.today().year()),
        hidden: state.hidden(&signed.visit, None)?,
        base: here,
    };
    show(&page)
}

/// A change in words; whoever may takes back what reaches as far as this page.
fn change(
    one: &CalendarOverride,
    (may, reach): (bool, Reach),
    here: &str,
    names: &Names,
) -> Change {
    let (whose, words) = match one.organisation {
        Some(_) => (Reach::Ours, t("day-reach-ours")),
        None => (Reach::All, t("day-reach-all")),
    };
    let who = names
        .person(&one.by)
        .map_or_else(|| t("somebody"), str::to_owned);
    let date = date_in_words(one.at.date_in_london());
    let values = [("who", who.into()), ("date", date.into())];
    Change {
        day: date_in_words(one.change.date),
        what: match &one.change.kind {
            OverrideKind::AddHoliday { name } => t1("day-is-holiday", "name", name.clone()),
            OverrideKind::RemoveHoliday => t("day-is-working"),
        },
        reason: one.change.reason.clone(),
        reach: words,
        entered: t_with("day-entered", &values),
        back: (may && whose == reach).then(|| format!("{here}/{}/back", one.id)),
    }
}

fn covers(found: &WorkingDays) -> String {
    let (first, last) = found.calendar.covers();
    let values = [
        ("nation", t_code("nation", found.nation.code()).into()),
        ("first", date_in_words(first).into()),
        ("last", date_in_words(last).into()),
    ];
    t_with("days-covers", &values)
}

fn years(found: &WorkingDays, this: i16) -> Vec<(i16, Vec<(String, String)>)> {
    let of = |year: i16| {
        let days = found
            .calendar
            .holidays()
            .filter(|(day, _)| day.year() == year);
        let days = days.map(|(day, name)| (date_in_words(day), name.to_owned()));
        (year, days.collect::<Vec<_>>())
    };
    let years = (this..this.saturating_add(YEARS)).map(of);
    years.filter(|(_, days)| !days.is_empty()).collect()
}

fn sheet(signed: &Signed, reach: Reach) -> Sheet {
    let kinds = ["holiday", "working"].map(|code| Offer::new(code, t_code("day-kind", code)));
    let for_all = reach == Reach::All;
    Sheet {
        title: t("day-title"),
        caption: signed.place.organisation.name.clone(),
        step: None,
        explain: vec![
            t(if for_all {
                "days-explain-all"
            } else {
                "days-explain-ours"
            }),
            t("day-counts"),
        ],
        inputs: vec![
            input(DAY, Ask::Day),
            input(KIND, Ask::OneOf(kinds.into())),
            group(t("day-if-holiday"), vec![input(NAME, Ask::Line)]),
            input(REASON, Ask::Words),
        ],
        button: t("save"),
        back: base(signed, reach),
    }
}

async fn ours_form(State(state): State<WebState>, signed: Signed) -> Answer {
    signed.may::<actions::ManageSettings>(&state).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&signed, Reach::Ours).show(&state, &signed, &Filled::empty(), hidden)
}

async fn all_form(State(state): State<WebState>, signed: Signed) -> Answer {
    signed
        .may_in_directory::<actions::ManageDirectory>(&state)
        .await?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&signed, Reach::All).show(&state, &signed, &Filled::empty(), hidden)
}

async fn ours_save(State(state): State<WebState>, signed: Signed, form: Filled) -> Answer {
    signed.may::<actions::ManageSettings>(&state).await?;
    save(&state, &signed, Reach::Ours, form).await
}

async fn all_save(State(state): State<WebState>, signed: Signed, form: Filled) -> Answer {
    signed
        .may_in_directory::<actions::ManageDirectory>(&state)
        .await?;
    save(&state, &signed, Reach::All, form).await
}

async fn save(state: &WebState, signed: &Signed, reach: Reach, mut form: Filled) -> Answer {
    let date = form.date(&DAY);
    let kind = match form.choice::<String>(&KIND).as_deref() {
        Some("holiday") => form
            .text(&NAME, 100)
            .map(|name| OverrideKind::AddHoliday { name }),
        Some("working") => Some(OverrideKind::RemoveHoliday),
        Some(_) => {
            form.not_on_offer(&KIND);
            None
        }
        None => None,
    };
    let reason = form.text(&REASON, 500);
    let page = sheet(signed, reach);
    let (Some(date), Some(kind), Some(reason)) = (date, kind, reason) else {
        return page.again(state, signed, &form);
    };
    let change = Override { date, kind, reason };
    match change_day(state.app(), &signed.ctx, reach, &change).await {
        Ok(()) => Ok(next_page(&base(signed, reach))),
        Err(AppError::Rule(code)) => {
            form.refuse(&DAY, code);
            page.again(state, signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}

type HereDay = Path<(String, String)>;

async fn ours_back(state: State<WebState>, signed: Signed, path: HereDay, form: Filled) -> Answer {
    back(state, signed, path, (Reach::Ours, form)).await
}

async fn all_back(state: State<WebState>, signed: Signed, path: HereDay, form: Filled) -> Answer {
    back(state, signed, path, (Reach::All, form)).await
}

async fn back(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereDay,
    (reach, form): (Reach, Filled),
) -> Answer {
    form.hidden()?;
    let id = text.parse().map_err(|_| PageError::NotFound)?;
    change_day_back(state.app(), &signed.ctx, reach, id).await?;
    Ok(next_page(&base(&signed, reach)))
}
