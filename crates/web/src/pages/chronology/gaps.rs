//! Where the record is silent: asked as questions, never said as findings.

use std::collections::BTreeMap;

use app::chronology::gaps::{Asked as Ask, Missing, Question, Thresholds, questions};
use app::chronology::timeline::Window;
use app::chronology::{Account, events, items};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum_extra::extract::Query;
use govuk::{Html, Link, Size, SummaryCard};
use model::{Date, RecordId, Time};

use super::filter::{self, Asked, FROM, TO, written};
use super::rows::{anchor, blocks, pages_of};
use super::sides::short;
use super::{A_PAGE, Seen, seen_as, withheld};
use crate::draw::{bullets, paragraph, strong};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show_form};
use crate::pages::seen::Here;
use crate::paging::{Paging, page_asked};
use crate::problem::Answer;
use crate::texts::{t, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const SEEN: Field = field("seen-days", "gap-seen-days");
const ALONE: Field = field("alone-days", "gap-alone-days");
const BROUGHT: Field = field("in-a-row", "gap-in-a-row");
const ENTRY: Field = field("entry-days", "gap-entry-days");

/// Longest stretch that can be asked for, in days.
const MOST_DAYS: i64 = 3_650;
/// Questions on one page.
const QUESTIONS: usize = 50;
/// Entries that are named under a question; of more only the count.
const NAMED: usize = 20;

#[derive(Template)]
#[template(path = "chronology/gaps.html")]
struct GapsPage {
    frame: Frame,
    caption: String,
    form: Filled,
    here: String,
    ways: Vec<(String, String)>,
    boxes: Html,
    /// The days that were looked at, and how many questions there are; none where there is nothing to ask of.
    summary: Option<String>,
    withheld: Option<String>,
    questions: Vec<Html>,
    range: Option<String>,
    pages: Option<Html>,
}

pub(super) async fn gaps(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
) -> Answer {
    let number = page_asked(query.as_deref())?;
    let mut form = Filled::posted(typed);
    let mut asked = filter::read(&mut form);
    let thresholds = thresholds(&mut form);
    asked.also = also(&thresholds);
    let seen = seen_as(&state, &signed, &text, query.as_deref()).await?;
    seen.naming.keep_in(&mut asked);
    let days = days(&seen, &asked);
    let found = days.map(|days| ask(&seen, days, thresholds));
    let all = found.as_deref().unwrap_or_default();
    let paging = Paging::of(number, QUESTIONS, all.len());
    let places = Places::of(&seen);
    let shown = paging.part(all).iter();
    let hidden = seen.found.accounts.iter().filter(|one| one.entry.is_none());
    let page = GapsPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("gaps-title"))
            .back(seen.to(""))
            .with_errors(form.errors()),
        caption: seen.caption(),
        here: seen.here("/gaps"),
        ways: seen.ways(Some("/gaps"), Some(&asked)),
        boxes: Html::join([boxes(&form), seen.naming.hidden()]),
        summary: days.map(|days| summary(days, all.len())),
        withheld: withheld(hidden.count()),
        questions: shown.map(|one| question(&seen, &places, one)).collect(),
        range: paging.words(),
        pages: paging.links_with(&asked.kept()),
        form,
    };
    show_form(page.form.errors(), &page)
}

/// From how many days on a stretch is asked about; the service's own starting point where nothing is typed, put into the boxes.
fn thresholds(form: &mut Filled) -> Thresholds {
    let usual = Thresholds::default();
    let mut read = |field: &Field, usual: u16, most: i64| {
        if form.value(field.id).trim().is_empty() {
            form.set(field.id, usual.to_string());
        }
        let number = form.number(field, 1, most);
        number
            .and_then(|number| u16::try_from(number).ok())
            .unwrap_or(usual)
    };
    let times = read(&BROUGHT, u16::from(usual.not_brought_in_a_row), 20);
    Thresholds {
        not_seen_days: read(&SEEN, usual.not_seen_days, MOST_DAYS),
        not_seen_alone_days: read(&ALONE, usual.not_seen_alone_days, MOST_DAYS),
        not_brought_in_a_row: u8::try_from(times).unwrap_or(usual.not_brought_in_a_row),
        no_entry_days: read(&ENTRY, usual.no_entry_days, MOST_DAYS),
    }
}

/// What differs from the starting point, as an address keeps it.
fn also(now: &Thresholds) -> Vec<(&'static str, String)> {
    let usual = Thresholds::default();
    let all = [
        (SEEN, now.not_seen_days, usual.not_seen_days),
        (ALONE, now.not_seen_alone_days, usual.not_seen_alone_days),
        (
            BROUGHT,
            u16::from(now.not_brought_in_a_row),
            u16::from(usual.not_brought_in_a_row),
        ),
        (ENTRY, now.no_entry_days, usual.no_entry_days),
    ];
    let other = all.into_iter().filter(|(_, now, usual)| now != usual);
    other
        .map(|(field, now, _)| (field.id, now.to_string()))
        .collect()
}

/// The days that are looked at: as asked, else those that the requests ask about, else those that the accounts reach over.
fn days(seen: &Seen, asked: &Asked) -> Option<(Date, Date)> {
    let items = items(&seen.found.accounts, &seen.names);
    let whole = Window::of_all(&items)?;
    let whole = (whole.from().date(), whole.to().date());
    let (first, last) = seen.found.period.unwrap_or(whole);
    let first = asked.filter.from.unwrap_or(first);
    let last = asked.filter.to.unwrap_or(last);
    (first <= last).then_some((first, last))
}

fn ask(seen: &Seen, (from, to): (Date, Date), thresholds: Thresholds) -> Vec<Question> {
    let items = items(&seen.found.accounts, &seen.names);
    let children = seen.found.children();
    let asked = Ask {
        from,
        to,
        children: &children,
        involved: &[],
        thresholds,
    };
    questions(&items, &asked)
}

fn boxes(form: &Filled) -> Html {
    let fields = [SEEN, ALONE, BROUGHT, ENTRY];
    let lines = fields.map(|field| form.input(field).render());
    let days = [FROM, TO].map(|field| {
        let legend = field.legend().size(Size::S);
        form.date_boxes(field, legend).render()
    });
    Html::join(days.into_iter().chain(lines))
}

fn summary((from, to): (Date, Date), count: usize) -> String {
    let values = [
        ("count", count.into()),
        ("from", date_in_words(from).into()),
        ("to", date_in_words(to).into()),
    ];
    t_with("gaps-summary", &values)
}

/// On which page of the whole list each entry stands.
struct Places {
    pages: BTreeMap<RecordId, usize>,
}

impl Places {
    fn of(seen: &Seen) -> Self {
        let all: Vec<&Account> = seen.found.accounts.iter().collect();
        let events = events(&seen.found, &seen.names);
        let blocks = blocks(&all, &events);
        let paging = Paging::of(0, A_PAGE, blocks.len());
        Self {
            pages: pages_of(&blocks, paging),
        }
    }

    fn link(&self, seen: &Seen, id: RecordId) -> Option<Html> {
        let words = short(seen, seen.found.account(id)?)?;
        let page = self.pages.get(&id)?;
        let kept = seen.naming.kept();
        let href = format!("{}?{kept}page={page}#{}", seen.here(""), anchor(id));
        Some(Link::new(words, href).render())
    }

    /// Entries under words that say what they are to the question; nothing where there are none.
    fn named(&self, seen: &Seen, key: &str, ids: &[RecordId]) -> Html {
        let links: Vec<Html> = ids
            .iter()
            .take(NAMED)
            .filter_map(|id| self.link(seen, *id))
            .collect();
        if links.is_empty() {
            return Html::default();
        }
        let more = ids.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| Html::escape(t1("gap-more", "count", more)));
        Html::join([paragraph(t(key)), bullets(links.into_iter().chain(more))])
    }
}

/// The key of what is asked: in whose record something is missing, and what.
fn key(one: &Question) -> &'static str {
    match (one.missing, one.agency.is_some()) {
        (Missing::Seen, false) => "gap-any-seen",
        (Missing::Seen, true) => "gap-agency-seen",
        (Missing::SeenAlone, false) => "gap-any-seen-alone",
        (Missing::SeenAlone, true) => "gap-agency-seen-alone",
        (Missing::Brought, false) => "gap-any-brought",
        (Missing::Brought, true) => "gap-agency-brought",
        (Missing::AnyEntry, _) if !one.evidence.is_empty() => "gap-agency-entry-exact",
        (Missing::AnyEntry, _) => "gap-agency-entry",
        (Missing::WhetherSeen, _) if one.from == one.to => "gap-any-whether-seen-day",
        (Missing::WhetherSeen, _) => "gap-any-whether-seen",
    }
}

fn question(seen: &Seen, places: &Places, one: &Question) -> Html {
    let one_of = |id: Option<RecordId>| id.into_iter().collect::<Vec<_>>();
    let window = format!(
        "{}?{}from={}&to={}",
        seen.here("/timeline"),
        seen.naming.kept(),
        written(one.from.to_datetime(Time::midnight())),
        written(one.to.to_datetime(Time::constant(23, 59, 59, 0)))
    );
    // That a child was not brought is recorded: it stands below.
    let not_recorded = (one.missing != Missing::Brought).then(|| t("gap-not-recorded"));
    let parts = [
        paragraph(strong(words(seen, one))),
        not_recorded.map(paragraph).unwrap_or_default(),
        places.named(seen, "gap-after", &one_of(one.after)),
        places.named(seen, "gap-before", &one_of(one.before)),
        places.named(seen, "gap-evidence", &one.evidence),
        places.named(seen, "gap-could-fill", &one.could_fill),
        paragraph(Link::new(t("gap-timeline"), window).render()),
    ];
    let days = i64::from(one.days());
    let values = [
        ("from", date_in_words(one.from).into()),
        ("to", date_in_words(one.to).into()),
        ("days", days.into()),
    ];
    SummaryCard::new(t_with("gap-days", &values), Html::join(parts)).render()
}

fn words(seen: &Seen, one: &Question) -> String {
    let child = one.child.and_then(|id| seen.found.person(id));
    let child = child.map_or_else(|| t("gap-child"), str::to_owned);
    let agency = one.agency.as_deref();
    let values = [
        ("child", child.into()),
        (
            "agency",
            agency
                .map_or_else(String::new, |code| seen.agency_of(code))
                .into(),
        ),
        ("from", date_in_words(one.from).into()),
        ("to", date_in_words(one.to).into()),
        ("count", one.evidence.len().into()),
    ];
    t_with(key(one), &values)
}
