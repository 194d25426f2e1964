//! The record of who did what: searched, page by page.

use access::ledger::LedgerRow;
use access::{Action as _, actions};
use app::AppError;
use app::administration::{RecordPage, RecordSearch, acts, record, record_case};
use app::names::Names;
use askama::Template;
use axum::extract::State;
use axum_extra::extract::Query;
use govuk::{Html, Link, Size, Table, TableCell};
use model::CaseId;
use serde::Deserialize;

use super::{base, record_row};
use crate::draw::{Columns, marked};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show_form};
use crate::problem::{Answer, PageError};
use crate::sheet::{Offer, pick, put_day};
use crate::table::{Row, Who, file, page, send};
use crate::texts::{linked, t, t_code, t_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const PERSON: Field = field("person", "record-person");
const ACT: Field = field("act", "record-act");
const REVIEW: Field = field("review", "record-review");
const FROM: Field = field("from", "record-from");
const TO: Field = field("to", "record-to");

pub(super) fn rows() -> Vec<Row> {
    let reads = Who::May(actions::ReadLedger::INFO);
    let list = "/o/{organisation}/administration/record";
    let one = "/o/{organisation}/administration/record/{record}";
    let proof = "/o/{organisation}/administration/record/{record}/proof";
    let check = "/o/{organisation}/administration/record/check";
    vec![
        page("record", reads, list, list_page),
        send(reads, list, search),
        page("record-row", reads, one, record_row::row_page),
        file(reads, proof, record_row::proof_file),
        page("record-check", reads, check, record_row::check_form),
        send(reads, check, record_row::check_now),
    ]
}

/// What an address says is looked for: ids, codes and days, never words.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    person: Option<String>,
    act: Option<String>,
    case: Option<String>,
    from: Option<String>,
    to: Option<String>,
    before: Option<String>,
}

/// An id, a code or a day of an address; one that cannot be read names nothing.
pub(super) fn parsed<T: std::str::FromStr>(text: Option<&String>) -> Result<Option<T>, PageError> {
    let given = text.filter(|text| !text.is_empty());
    let read = given.map(|text| text.parse().map_err(|_| PageError::NotFound));
    read.transpose()
}

impl Wanted {
    fn search(&self) -> Result<RecordSearch, PageError> {
        let act = self.act.clone().filter(|code| !code.is_empty());
        if act
            .as_ref()
            .is_some_and(|code| !acts().any(|one| one == code))
        {
            return Err(PageError::NotFound);
        }
        Ok(RecordSearch {
            person: parsed(self.person.as_ref())?,
            act,
            case: parsed(self.case.as_ref())?,
            from: parsed(self.from.as_ref())?,
            to: parsed(self.to.as_ref())?,
            before: parsed(self.before.as_ref())?,
        })
    }
}

/// The end of the address of a page of the record.
fn address(search: &RecordSearch) -> String {
    let pairs = [
        ("person", search.person.map(|id| id.to_string())),
        ("act", search.act.clone()),
        ("case", search.case.map(|id| id.to_string())),
        ("from", search.from.map(|day| day.to_string())),
        ("to", search.to.map(|day| day.to_string())),
        ("before", search.before.map(|id| id.to_string())),
    ];
    let given = pairs
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    let given: Vec<String> = given.collect();
    if given.is_empty() {
        String::new()
    } else {
        format!("?{}", given.join("&"))
    }
}

struct Line {
    href: String,
    what: String,
    review: String,
    outcome: String,
    who: String,
    when: String,
}

#[derive(Template)]
#[template(path = "administration/record.html")]
struct ListPage {
    frame: Frame,
    here: String,
    hidden: Hidden,
    form: Filled,
    people: Html,
    acts: Html,
    days: Html,
    lines: Vec<Line>,
    searched: bool,
    later: bool,
    next: Option<String>,
    sealed: String,
    tail: String,
    check: Html,
}

impl ListPage {
    fn table(&self) -> Table {
        let row = |line: &Line| {
            let what = Link::new(&line.what, &line.href);
            let what = what.visually_hidden(format!(", {}", line.when));
            vec![
                TableCell::new(marked(what, &line.review)).header(),
                TableCell::new(&line.outcome),
                TableCell::new(&line.who),
                TableCell::new(&line.when),
            ]
        };
        let caption = if self.searched {
            t("record-found")
        } else {
            t("record-latest")
        };
        Columns::of(&["record-what", "record-outcome", "record-who", "record-when"])
            .table(caption, self.lines.iter().map(row))
            .caption_size(Size::M)
    }
}

async fn list_page(
    State(state): State<WebState>,
    signed: Signed,
    Query(query): Query<Wanted>,
) -> Answer {
    let wanted = query.search()?;
    let found = record(state.app(), &signed.ctx, &wanted).await?;
    let mut form = Filled::empty();
    form.set(PERSON.id, query.person.unwrap_or_default());
    form.set(ACT.id, query.act.unwrap_or_default());
    let review = wanted.case.and_then(|case| found.references.get(&case));
    form.set(REVIEW.id, review.cloned().unwrap_or_default());
    put_day(&mut form, &FROM, wanted.from);
    put_day(&mut form, &TO, wanted.to);
    shown(&state, &signed, form, (&wanted, found)).await
}

async fn shown(
    state: &WebState,
    signed: &Signed,
    form: Filled,
    (wanted, found): (&RecordSearch, RecordPage),
) -> Answer {
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let base = format!("{}/record", base(signed));
    let errors = form.errors().clone();
    let next = found.next.map(|before| {
        let older = RecordSearch {
            before: Some(before),
            ..wanted.clone()
        };
        format!("{base}{}", address(&older))
    });
    let first_page = RecordSearch {
        before: None,
        ..wanted.clone()
    };
    let page = ListPage {
        hidden: state.hidden(&signed.visit, None)?,
        frame: Frame::of(state, &signed.visit)
            .titled(t("record-title"))
            .back(super::base(signed))
            .with_errors(&errors),
        lines: found
            .rows
            .iter()
            .map(|row| line(&base, &names, &found, row))
            .collect(),
        people: pick(&form, PERSON, &people(&names)),
        acts: pick(&form, ACT, &kinds()),
        days: Html::join([FROM, TO].map(|field| {
            let legend = field.legend().size(Size::S);
            form.date_boxes(field, legend).render()
        })),
        searched: first_page != RecordSearch::default(),
        later: wanted.before.is_some(),
        next,
        sealed: t1("record-sealed", "rows", found.standing.sealed),
        tail: tail_words(
            found.standing.waiting,
            found.standing.oldest,
            signed.ctx.now,
        ),
        check: linked("record-check-link", &format!("{base}/check")),
        here: base,
        form,
    };
    show_form(&errors, &page)
}

fn people(names: &Names) -> Vec<Offer> {
    let all = names.people().into_iter();
    all.map(|(id, name)| Offer::new(id.to_string(), name))
        .collect()
}

fn kinds() -> Vec<Offer> {
    let mut all: Vec<Offer> = acts()
        .map(|code| Offer::new(code, t_code("did", code)))
        .collect();
    all.sort_by(|one, other| one.label.cmp(&other.label));
    all
}

fn line(base: &str, names: &Names, found: &RecordPage, row: &LedgerRow) -> Line {
    let case = row
        .case
        .as_ref()
        .and_then(|case| case.parse::<CaseId>().ok());
    let review = case.and_then(|case| found.references.get(&case));
    Line {
        href: format!("{base}/{}", row.id),
        what: what(row),
        review: review.map_or_else(String::new, |one| t1("today-review", "reference", one)),
        outcome: t_code("outcome", &row.outcome),
        who: who(names, row),
        when: moment_in_words(row.at),
    }
}

/// What was done or refused, in plain words.
pub(super) fn what(row: &LedgerRow) -> String {
    let family = if row.outcome == "refused" {
        "refused"
    } else {
        "did"
    };
    t_code(family, &row.action)
}

pub(super) fn who(names: &Names, row: &LedgerRow) -> String {
    by_words(&row.actor_kind, names.person(&row.actor))
}

/// Who did something: the person by name, the service itself, or whoever runs it.
pub(super) fn by_words(kind: &str, name: Option<&str>) -> String {
    match kind {
        "person" => name.map_or_else(|| t("somebody"), str::to_owned),
        "job" => t("by-the-service"),
        _ => t("by-the-operator"),
    }
}

/// How long the tail is that is not sealed yet.
pub(super) fn tail_words(rows: i64, oldest: Option<model::Instant>, now: model::Instant) -> String {
    let age = oldest.map_or(0, |oldest| now.seconds_since(oldest));
    let values = [("rows", rows.into()), ("seconds", age.into())];
    t_with("record-waiting", &values)
}

async fn search(State(state): State<WebState>, signed: Signed, mut form: Filled) -> Answer {
    signed.may::<actions::ReadLedger>(&state).await?;
    form.hidden()?;
    let person = form.choice_or_none(&PERSON);
    let act = form.choice_or_none::<String>(&ACT);
    let typed = form.text_or_none(&REVIEW, 50);
    let from = form.date_or_none(&FROM);
    let to = form.date_or_none(&TO);
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        form.say(TO.id, "record-to-before");
    }
    let mut wanted = RecordSearch {
        person,
        act: act.filter(|code| acts().any(|one| one == code)),
        from,
        to,
        ..RecordSearch::default()
    };
    if let Some(typed) = typed {
        wanted.case = of_review(&state, &signed, &mut form, &typed).await?;
    }
    if form.is_good() {
        return Ok(next_page(&format!(
            "{}/record{}",
            base(&signed),
            address(&wanted)
        )));
    }
    let nothing = RecordSearch::default();
    let found = record(state.app(), &signed.ctx, &nothing).await?;
    shown(&state, &signed, form, (&nothing, found)).await
}

async fn of_review(
    state: &WebState,
    signed: &Signed,
    form: &mut Filled,
    typed: &str,
) -> Result<Option<CaseId>, PageError> {
    let Ok(reference) = typed.parse() else {
        form.refuse(&REVIEW, "record-no-review");
        return Ok(None);
    };
    match record_case(state.app(), &signed.ctx, &reference).await {
        Ok(case) => Ok(Some(case)),
        Err(AppError::Rule(code)) => {
            form.refuse(&REVIEW, code);
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}
