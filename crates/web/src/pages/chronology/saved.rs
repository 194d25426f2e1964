//! Filters that somebody saved: at the top of the list and of the timeline, and where they are named, renamed and taken away.

use app::AppError;
use app::chronology::{
    Filter, LONGEST_NAME, SavedFilter, SavedFilters, remove_filter, rename_filter, save_filter,
    saved_filters,
};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum_extra::extract::Query;
use govuk::Html;
use model::case::ChronologyFilter;
use model::{DateTime, RecordId, Sensitive};

use super::filter::{self, Asked};
use super::{Naming, Seen, seen, seen_as};
use crate::draw::link_button;
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show};
use crate::pages::people::reference;
use crate::pages::seen::{Here, HereOne};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, input};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

const NAME: Field = field("name", "filter-name");
const WHOSE: Field = field("whose", "filter-whose");
const OWN: &str = "own";
const TEAM: &str = "team";

/// What stands above a list or timeline: the saved filters, and where to save the one that is shown.
pub(super) struct Above {
    pub(super) links: Vec<(String, String)>,
    pub(super) save: Option<String>,
    pub(super) change: String,
}

/// The saved filters as links to this page of the chronology.
pub(super) async fn above(
    (state, signed): (&WebState, &Signed),
    seen: &Seen,
    (end, asked): (&str, &Asked),
) -> Result<Above, PageError> {
    let all = saved_filters(state.app(), &signed.ctx, &seen.reference).await?;
    let link = |one: &SavedFilter| {
        let kept = of_saved(&one.filter).kept();
        let href = format!("{}?{}", seen.here(end), kept.trim_end_matches('&'));
        (seen.naming.added(&href), words(seen, one))
    };
    let new = to_save(asked);
    let save = (!new.is_empty()).then(|| {
        let kept = of_saved(&new).kept();
        let kept = kept.trim_end_matches('&');
        let href = format!("{}?{kept}", seen.here("/filters/save"));
        seen.naming.added(&href)
    });
    Ok(Above {
        links: all.all.iter().map(link).collect(),
        save,
        change: seen.to("/filters"),
    })
}

fn words(seen: &Seen, one: &SavedFilter) -> String {
    let name = seen.as_read(&one.filter.name.0);
    if one.own {
        t1("filter-own-name", "name", name)
    } else {
        name
    }
}

/// What is shown, without a name yet.
fn to_save(asked: &Asked) -> ChronologyFilter {
    let filter = &asked.filter;
    ChronologyFilter {
        name: Sensitive::default(),
        agency: filter.agency,
        person: filter.person,
        kind: filter.kind,
        from: asked.from,
        to: asked.to,
        reads: filter.reads.map(|one| one.code().to_owned()),
        key_only: filter.key_only,
    }
}

/// What an address asks for to show it.
fn of_saved(one: &ChronologyFilter) -> Asked {
    Asked {
        filter: Filter {
            agency: one.agency,
            person: one.person,
            kind: one.kind,
            from: one.from.map(DateTime::date),
            to: one.to.map(DateTime::date),
            reads: one.reads.as_deref().and_then(filter::section),
            key_only: one.key_only,
        },
        from: one.from,
        to: one.to,
        also: Vec::new(),
    }
}

fn sheet(seen: &Seen, all: &SavedFilters, shown: &Asked) -> Sheet {
    let mut whose = vec![Offer::new(OWN, t("filter-whose-own"))];
    if all.may_share {
        whose.push(Offer::new(TEAM, t("filter-whose-team")));
    }
    let mut explain: Vec<String> = shown.sentence(seen).into_iter().collect();
    explain.push(t("filter-explain"));
    let kept = shown.kept();
    let back = format!("{}?{}", seen.here(""), kept.trim_end_matches('&'));
    Sheet {
        title: t("filter-save-title"),
        caption: seen.caption(),
        step: None,
        explain,
        inputs: vec![input(NAME, Ask::Line), input(WHOSE, Ask::OneOf(whose))],
        button: t("save"),
        back: seen.naming.added(&back),
    }
}

/// What the address asks to save; not found where it asks for nothing, or for what cannot be read.
fn shown(typed: Vec<(String, String)>) -> Result<Asked, PageError> {
    let mut form = Filled::posted(typed);
    let asked = filter::read(&mut form);
    if form.is_good() && !to_save(&asked).is_empty() {
        Ok(asked)
    } else {
        Err(PageError::NotFound)
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
) -> Answer {
    let seen = seen_as(&state, &signed, &text, query.as_deref()).await?;
    let asked = shown(typed)?;
    let all = saved_filters(state.app(), &signed.ctx, &seen.reference).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    let form = Filled::with([(WHOSE.id, OWN.to_owned())]);
    sheet(&seen, &all, &asked).show(&state, &signed, &form, hidden)
}

/// Where a rule speaks of the name, the form again.
fn wrong_name(form: &mut Filled, error: AppError) -> Result<(), PageError> {
    match error {
        AppError::Rule(code) if code.starts_with("filter-") => {
            form.refuse(&NAME, code);
            Ok(())
        }
        error => Err(error.into()),
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
    mut form: Filled,
) -> Answer {
    let seen = seen_as(&state, &signed, &text, query.as_deref()).await?;
    let asked = shown(typed)?;
    let all = saved_filters(state.app(), &signed.ctx, &seen.reference).await?;
    let sheet = sheet(&seen, &all, &asked);
    let name = form.text(&NAME, LONGEST_NAME);
    let own = form.coded(&WHOSE, |code| match code {
        OWN => Some(true),
        TEAM if all.may_share => Some(false),
        _ => None,
    });
    let (Some(name), Some(own)) = (name, own) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = ChronologyFilter {
        name: Sensitive(name),
        ..to_save(&asked)
    };
    let sent = (form.form_id()?, own, &new);
    match save_filter(state.app(), &signed.ctx, &seen.reference, sent).await {
        Ok(()) => Ok(next_page(&sheet.back)),
        Err(error) => {
            wrong_name(&mut form, error)?;
            sheet.again(&state, &signed, &form)
        }
    }
}

#[derive(Template)]
#[template(path = "chronology/filters.html")]
struct FiltersPage {
    frame: Frame,
    caption: String,
    /// Name and whose, what it shows, where it is renamed, and the button that takes it away.
    filters: Vec<(String, String, Option<String>, Option<Html>)>,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    RawQuery(query): RawQuery,
) -> Answer {
    let seen = seen_as(&state, &signed, &text, query.as_deref()).await?;
    let all = saved_filters(state.app(), &signed.ctx, &seen.reference).await?;
    let mut filters = Vec::new();
    for one in &all.all {
        let may = one.own || all.may_share;
        let button = may.then(|| {
            let action = seen.to(&format!("/filters/{}/remove", one.id));
            let hidden = state.hidden(&signed.visit, Some(one.version))?;
            let about = t1("filter-about", "name", seen.as_read(&one.filter.name.0));
            let button = link_button(&action, hidden, (&t("filter-remove"), &about))?;
            Ok::<_, PageError>(button)
        });
        let rename = format!("{}/{}", seen.here("/filters"), one.id);
        let shows = of_saved(&one.filter).sentence(&seen);
        filters.push((
            words(&seen, one),
            shows.unwrap_or_default(),
            // Its words are its author's: they are changed where they can be read.
            (may && !seen.naming.unnamed()).then_some(rename),
            button.transpose()?,
        ));
    }
    show(&FiltersPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("filters-title"))
            .back(seen.to("")),
        caption: seen.caption(),
        filters,
    })
}

/// The page that gives a filter another name.
fn renaming(seen: &Seen, one: &SavedFilter) -> Sheet {
    Sheet {
        title: t("filter-rename-title"),
        caption: seen.caption(),
        step: None,
        explain: of_saved(&one.filter).sentence(seen).into_iter().collect(),
        inputs: vec![input(NAME, Ask::Line)],
        button: t("save"),
        back: seen.here("/filters"),
    }
}

/// A filter that the reader may rename.
fn one_of<'a>(all: &'a SavedFilters, id: &str) -> Result<&'a SavedFilter, PageError> {
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let one = all.by_id(id).ok_or(PageError::NotFound)?;
    if one.own || all.may_share {
        Ok(one)
    } else {
        Err(PageError::refused())
    }
}

pub(super) async fn rename(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let all = saved_filters(state.app(), &signed.ctx, &seen.reference).await?;
    let one = one_of(&all, &id)?;
    let form = Filled::with([(NAME.id, one.filter.name.0.clone())]);
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    renaming(&seen, one).show(&state, &signed, &form, hidden)
}

pub(super) async fn renamed(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let all = saved_filters(state.app(), &signed.ctx, &seen.reference).await?;
    let one = one_of(&all, &id)?;
    let sheet = renaming(&seen, one);
    let Some(name) = form.text(&NAME, LONGEST_NAME) else {
        return sheet.again(&state, &signed, &form);
    };
    let at = (one.id, form.version()?);
    let sent = (form.form_id()?, at, &Sensitive(name));
    match rename_filter(state.app(), &signed.ctx, &seen.reference, sent).await {
        Ok(()) => Ok(next_page(&sheet.back)),
        Err(error) => {
            wrong_name(&mut form, error)?;
            sheet.again(&state, &signed, &form)
        }
    }
}

pub(super) async fn removed(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    RawQuery(query): RawQuery,
    form: Filled,
) -> Answer {
    let reference = reference(&text)?;
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let sent = (form.form_id()?, (id, form.version()?));
    remove_filter(state.app(), &signed.ctx, &reference, sent).await?;
    let page = format!("reviews/{reference}/chronology/filters");
    let naming = Naming::of(query.as_deref());
    Ok(next_page(&naming.added(&signed.path(&page))))
}
