//! The chronology drawn along time, with its table beneath.

use std::collections::{BTreeMap, BTreeSet};

use app::chronology::timeline::{Asked as Ask, Drawing, RowOf, Rows, Sizes, Window, draw};
use app::chronology::{Account, Event, Item, events, gaps, items};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum_extra::extract::Query;
use govuk::{Details, Html};
use model::chronology::{Entry, EntryKind};
use model::{DateTime, RecordId, Time};

use super::drawing::{Gap, Words, drawn, letters, moment, numbered, outside};
use super::filter::{self, Asked, select};
use super::rows::{Block, anchor, blocks, pages_of, table};
use super::saved::{Above, above};
use super::{A_PAGE, Seen, seen_as, withheld};
use crate::draw::paragraph;
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show_form};
use crate::pages::seen::Here;
use crate::paging::{Paging, page_asked};
use crate::problem::{Answer, PageError};
use crate::sheet::Offer;
use crate::texts::{t, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// Across a page of ordinary width, with marks that are large enough to hit (24 CSS pixels).
const WIDE: Sizes = Sizes {
    length: 960.0,
    mark: 24.0,
    lane: 26.0,
    lanes: 3,
    tick: 80.0,
    ..Sizes::WIDE
};

const ROWS: Field = field("rows", "timeline-rows");
const PEOPLE: &str = "people";

#[derive(Template)]
#[template(path = "chronology/timeline.html")]
struct TimelinePage {
    frame: Frame,
    caption: String,
    form: Filled,
    here: String,
    /// The same address for every account.
    all: String,
    ways: Vec<(String, String)>,
    rows: Html,
    boxes: Html,
    saved: Above,
    shown: Option<String>,
    withheld: Option<String>,
    line: Option<Line>,
}

/// What is drawn, with everything around it.
struct Line {
    window: String,
    moves: Vec<(String, String)>,
    outside: Vec<(String, String)>,
    wide: Html,
    narrow: Html,
    signs: Html,
    /// What the pale bands are, and where they are asked about.
    gaps: Option<(String, String)>,
    numbered: Option<Html>,
    range: Option<String>,
    table: Option<Html>,
    pages: Option<Html>,
}

pub(super) async fn timeline(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
) -> Answer {
    let number = page_asked(query.as_deref())?;
    let mut form = Filled::posted(typed);
    let mut asked = filter::read(&mut form);
    let by_person = form.value(ROWS.id) == PEOPLE;
    if by_person {
        asked.also = vec![(ROWS.id, PEOPLE.to_owned())];
    }
    let seen = seen_as(&state, &signed, &text, query.as_deref()).await?;
    seen.naming.keep_in(&mut asked);
    let drawing = View::new(&seen, &asked, by_person);
    let line = drawing.map(|view| view.line(number)).transpose()?;
    let page = TimelinePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("timeline-title"))
            .back(seen.to(""))
            .with_errors(form.errors()),
        caption: seen.caption(),
        here: seen.here("/timeline"),
        all: seen.to("/timeline"),
        ways: seen.ways(Some("/timeline"), Some(&asked)),
        rows: select(&form, ROWS, ("timeline-rows-agency", one_offer())),
        boxes: Html::join([asked.always().boxes(&form, &seen), seen.naming.hidden()]),
        saved: above((&state, &signed), &seen, ("/timeline", &asked)).await?,
        shown: asked.always().sentence(&seen),
        withheld: withheld(asked.withheld(&seen.found.accounts)),
        line,
        form,
    };
    show_form(page.form.errors(), &page)
}

fn one_offer() -> impl Iterator<Item = Offer> {
    [Offer::new(PEOPLE, t("timeline-rows-people"))].into_iter()
}

/// Accounts in a window of time, drawn twice: across and downwards.
struct View<'a> {
    seen: &'a Seen,
    /// What the address asks for, without the window.
    asked: Asked,
    window: Window,
    wide: Drawing,
    narrow: Drawing,
    /// Everything that the filter shows, and that the reader may read, in order.
    items: Vec<Item<'a>>,
    accounts: BTreeMap<RecordId, &'a Account>,
    events: Vec<Event>,
    gaps: Vec<Gap>,
    by_person: bool,
}

/// Times of which no account that the reader may read speaks, whatever the filter shows: of each agency without any entry, or of
/// each child without being seen.
fn silent(seen: &Seen, by_person: bool) -> Vec<Gap> {
    let items = items(&seen.found.accounts, &seen.names);
    let Some(whole) = Window::of_all(&items) else {
        return Vec::new();
    };
    let children = seen.found.children();
    let asked = gaps::Asked {
        from: whole.from().date(),
        to: whole.to().date(),
        children: &children,
        involved: &[],
        thresholds: gaps::Thresholds::default(),
    };
    let gap = |one: gaps::Question| {
        let row = match (by_person, one.missing, one.agency) {
            (false, gaps::Missing::AnyEntry, Some(agency)) if one.evidence.is_empty() => {
                RowOf::Agency(agency)
            }
            (true, gaps::Missing::Seen, None) => RowOf::Person(one.child?),
            _ => return None,
        };
        let from = one.from.to_datetime(Time::midnight());
        Some((row, from, one.to.to_datetime(Time::constant(23, 59, 59, 0))))
    };
    let all = gaps::questions(&items, &asked).into_iter();
    all.filter_map(gap).collect()
}

impl<'a> View<'a> {
    /// None where nothing has a date.
    fn new(seen: &'a Seen, asked: &Asked, by_person: bool) -> Option<Self> {
        let always = asked.always();
        let shown = seen.found.accounts.iter();
        let shown = shown.filter(|one| always.filter.shows(one));
        let items = items(shown, &seen.names);
        let whole = Window::of_all(&items);
        let window = match (asked.from, asked.to, whole) {
            (Some(from), Some(to), _) => Window::new(from, to),
            (Some(from), None, Some(whole)) => Window::new(from, whole.to().max(from)),
            (None, Some(to), Some(whole)) => Window::new(whole.from().min(to), to),
            (_, _, whole) => whole?,
        };
        let agencies: Vec<String> = seen
            .found
            .agencies
            .iter()
            .map(ToString::to_string)
            .collect();
        let agencies = agencies.iter().map(String::as_str);
        let own = |code: &&str| items.iter().any(|item| item.agency == *code);
        let agencies: Vec<&str> = agencies.filter(own).collect();
        let people: Vec<RecordId> = seen.found.people().map(|(id, _)| id).collect();
        let rows = if by_person {
            Rows::People(&people)
        } else {
            Rows::Agencies(&agencies)
        };
        let draw = |sizes| {
            draw(
                &items,
                &Ask {
                    window,
                    rows,
                    sizes,
                },
            )
        };
        let readable = seen.found.accounts.iter();
        let readable = readable.filter_map(|one| Some((one.id()?, one)));
        Some(Self {
            wide: draw(WIDE),
            narrow: draw(Sizes::NARROW),
            window,
            asked: always,
            accounts: readable.collect(),
            events: events(&seen.found, &seen.names),
            gaps: silent(seen, by_person),
            by_person,
            seen,
            items,
        })
    }

    /// The accounts that may lie in the window, in order.
    fn within(&self) -> Vec<&'a Account> {
        let drawing = &self.wide;
        let outside = [&drawing.earlier, &drawing.later, &drawing.undated];
        let outside: BTreeSet<&RecordId> = outside.into_iter().flatten().collect();
        let within = self.items.iter().filter(|item| !outside.contains(&item.id));
        within
            .filter_map(|item| self.accounts.get(&item.id).copied())
            .collect()
    }

    fn line(&self, number: usize) -> Result<Line, PageError> {
        let within = self.within();
        let blocks = blocks(&within, &self.events);
        let paging = Paging::of(number, A_PAGE, blocks.len());
        let words = Told::new(self, &blocks, paging);
        let shown = paging.part(&blocks);
        let values = [
            ("from", edge(self.window, self.window.from()).into()),
            ("to", edge(self.window, self.window.to()).into()),
            ("count", within.len().into()),
        ];
        let kinds: BTreeSet<EntryKind> = self
            .wide
            .marks
            .iter()
            .filter_map(|mark| match mark.entries.as_slice() {
                [one] => Some(self.accounts.get(one)?.entry.as_ref()?.body.kind),
                _ => None,
            })
            .collect();
        let kept = self.asked.between(self.window.from(), self.window.to());
        Ok(Line {
            window: t_with("timeline-window", &values),
            moves: self.moves(),
            outside: self.outside(),
            wide: drawn(&self.wide, &WIDE, &words)?,
            narrow: drawn(&self.narrow, &Sizes::NARROW, &words)?,
            signs: Details::new(
                t("timeline-signs"),
                Html::join([paragraph(t("timeline-shapes")), letters(kinds.into_iter())]),
            )
            .render(),
            gaps: self.bands(),
            numbered: numbered(&self.narrow, &words),
            range: paging.words(),
            table: (!shown.is_empty()).then(|| table(self.seen, shown).render()),
            pages: paging.links_with(&kept.kept()),
        })
    }

    fn address(&self, asked: &Asked) -> String {
        let kept = asked.kept();
        let kept = kept.trim_end_matches('&');
        let here = self.seen.here("/timeline");
        if kept.is_empty() {
            here
        } else {
            format!("{here}?{kept}")
        }
    }

    fn at(&self, window: Window) -> String {
        self.address(&self.asked.between(window.from(), window.to()))
    }

    /// What pale bands mean, where there are any, and the address at which they are asked about.
    fn bands(&self) -> Option<(String, String)> {
        let key = if self.by_person {
            "timeline-gap-child"
        } else {
            "timeline-gap-agency"
        };
        let there = !self.gaps.is_empty();
        there.then(|| (self.seen.to("/gaps"), t(key)))
    }

    /// Links that move the window.
    fn moves(&self) -> Vec<(String, String)> {
        let window = self.window;
        let moved = [
            (window.closer_to(&self.items), "timeline-in"),
            (window.wider(), "timeline-out"),
            (window.earlier(), "timeline-earlier"),
            (window.later(), "timeline-later"),
        ];
        let moved = moved.into_iter().filter(|(to, _)| *to != window);
        let moved = moved.map(|(to, key)| (self.at(to), t(key)));
        let all = (self.address(&self.asked), t("timeline-all"));
        moved.chain([all]).collect()
    }

    /// How many entries are not in the window, each with the address where they stand.
    fn outside(&self) -> Vec<(String, String)> {
        let drawing = &self.wide;
        let there = |ids: &[RecordId]| {
            let own: BTreeSet<&RecordId> = ids.iter().collect();
            let own = self.items.iter().filter(|item| own.contains(&item.id));
            let window = Window::of_all(&own.copied().collect::<Vec<_>>());
            window.map_or_else(String::new, |window| self.at(window))
        };
        let line = |key, ids: &[RecordId]| {
            let words = outside(key, ids.len())?;
            Some((there(ids), words))
        };
        // Where they stand last: on the last page of the list.
        let last = |words| {
            let kept = self.asked.kept();
            (format!("{}?{kept}page=9999", self.seen.here("")), words)
        };
        let mut lines: Vec<(String, String)> = Vec::new();
        lines.extend(line("timeline-are-earlier", &drawing.earlier));
        lines.extend(line("timeline-are-later", &drawing.later));
        let undated = outside("timeline-are-undated", drawing.undated.len());
        lines.extend(undated.map(last));
        lines
    }
}

/// What the drawing is told of the entries and their places.
struct Told<'v, 'a> {
    view: &'v View<'a>,
    /// On which page of the table each entry stands.
    pages: BTreeMap<RecordId, usize>,
    page: usize,
    /// The address of the window, for pages other than this.
    here: String,
}

impl<'v, 'a> Told<'v, 'a> {
    fn new(view: &'v View<'a>, blocks: &[Block<'_>], paging: Paging) -> Self {
        Self {
            pages: pages_of(blocks, paging),
            page: paging.number(),
            here: view.at(view.window),
            view,
        }
    }
}

impl Words for Told<'_, '_> {
    fn gaps(&self) -> &[Gap] {
        &self.view.gaps
    }

    fn row(&self, row: &RowOf) -> String {
        let seen = self.view.seen;
        match row {
            RowOf::Agency(code) => seen.agency_of(code),
            RowOf::Person(id) => {
                let name = seen.found.person(*id).map(str::to_owned);
                name.unwrap_or_else(|| t("timeline-somebody"))
            }
            RowOf::Nobody => t("timeline-nobody"),
        }
    }

    fn entry(&self, id: RecordId) -> Option<(String, &Entry)> {
        let account = self.view.accounts.get(&id)?;
        let entry = account.entry.as_ref()?;
        Some((self.view.seen.agency(account.agency), &entry.body))
    }

    fn place(&self, id: RecordId) -> String {
        match self.pages.get(&id) {
            Some(page) if *page != self.page => {
                format!("{}&page={page}#{}", self.here, anchor(id))
            }
            _ => format!("#{}", anchor(id)),
        }
    }

    fn window(&self, from: DateTime, to: DateTime) -> String {
        self.view.address(&self.view.asked.between(from, to))
    }
}

#[cfg(test)]
#[path = "timeline_tests.rs"]
mod tests;

/// From when or until when a window reaches: hours say nothing of one that is longer than a few days.
fn edge(window: Window, at: DateTime) -> String {
    let days = (window.to().date() - window.from().date()).get_days();
    if days > 3 {
        date_in_words(at.date())
    } else {
        moment(at)
    }
}
