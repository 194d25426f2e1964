//! Every account in one list, as today knows them; with an agency and a day the page of what was known then stands here.

use app::chronology::{Account, events};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum_extra::extract::Query;
use govuk::{Html, Size};
use model::scheme::StepText;

use super::filter::{self, Asked};
use super::horizon::{self, ON, agencies};
use super::rows::{blocks, table};
use super::saved::{Above, above};
use super::{A_PAGE, Seen, seen_as, withheld};
use crate::form::Filled;
use crate::frame::{Frame, show_form};
use crate::pages::seen::Here;
use crate::paging::{Paging, page_asked};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "chronology/list.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    here: String,
    /// The same address for every account.
    all: String,
    ways: Vec<(String, String)>,
    summary: String,
    form: Filled,
    agency: Html,
    on: Html,
    boxes: Html,
    saved: Above,
    /// Which accounts are shown, in a sentence.
    shown: Option<String>,
    table: Option<Html>,
    range: Option<String>,
    pages: Option<Html>,
    /// Where the chronology is taken out, for whoever may.
    take_out: Option<String>,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
) -> Answer {
    let number = page_asked(query.as_deref())?;
    let mut form = Filled::posted(typed);
    let mut horizon = horizon::read(&mut form);
    if horizon
        .as_ref()
        .is_some_and(|one| one.on > signed.ctx.today())
    {
        form.say(horizon::ON.id, "as-known-later");
        horizon = None;
    }
    let mut asked = filter::read(&mut form);
    let seen = seen_as(&state, &signed, &text, query.as_deref()).await?;
    seen.naming.keep_in(&mut asked);
    if let Some(horizon) = horizon {
        let asked = (&form, &asked, &horizon);
        return horizon::page((&state, &signed), asked, seen, number).await;
    }
    let may = app::chronology_out::may_take_out(state.app(), &signed.ctx, &seen.reference).await?;
    let events = events(&seen.found, &seen.names);
    let shown = shown(&seen, &asked);
    let blocks = blocks(&shown, &events);
    let paging = Paging::of(number, A_PAGE, blocks.len());
    let legend = ON.legend().size(Size::S);
    let page = ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("chronology-title"))
            .back(seen.review.clone())
            .with_errors(form.errors()),
        caption: seen.caption(),
        step: seen.step.clone(),
        here: seen.here(""),
        all: seen.to(""),
        ways: ways((&state, &signed), &seen, &asked).await?,
        summary: summary(&seen, &asked, shown.len()),
        agency: agencies(&form, &seen),
        on: form.date_boxes(ON, legend).render(),
        boxes: Html::join([asked.boxes(&form, &seen), seen.naming.hidden()]),
        saved: above((&state, &signed), &seen, ("", &asked)).await?,
        shown: asked.sentence(&seen),
        table: (!blocks.is_empty()).then(|| table(&seen, paging.part(&blocks)).render()),
        range: paging.words(),
        pages: paging.links_with(&asked.kept()),
        take_out: may.then(|| asked.address(&seen.here("/take-out"))),
        form,
    };
    show_form(page.form.errors(), &page)
}

/// The other pages, among them the way to read it episode by episode where and when that can be done.
async fn ways(
    (state, signed): (&WebState, &Signed),
    seen: &Seen,
    asked: &Asked,
) -> Result<Vec<(String, String)>, PageError> {
    let mut ways = seen.ways(Some(""), Some(asked));
    let own = app::chronology::readings(state.app(), &signed.ctx, &seen.reference).await?;
    if own.not_now.is_none() {
        ways.insert(0, (seen.to("/unfold"), t("unfold-title")));
    }
    Ok(ways)
}

/// The accounts that are asked for. Where that depends on the words of an entry, those that the reader may not read are counted
/// and not shown.
fn shown<'a>(seen: &'a Seen, asked: &Asked) -> Vec<&'a Account> {
    let counted = asked.filter.asks_the_entry();
    let all = seen.found.accounts.iter();
    all.filter(|one| asked.filter.shows(one) && (one.entry.is_some() || !counted))
        .collect()
}

fn summary(seen: &Seen, asked: &Asked, shown: usize) -> String {
    let all = seen.found.accounts.len();
    let mut lines = vec![t1("chronology-summary", "count", all)];
    if !asked.filter.is_empty() {
        lines.push(t1("chronology-shown-count", "count", shown));
    }
    lines.extend(withheld(asked.withheld(&seen.found.accounts)));
    if asked.filter.asks_the_entry() && lines.len() > 2 {
        lines.push(t("chronology-withheld-unsorted"));
    }
    lines.join(" ")
}
