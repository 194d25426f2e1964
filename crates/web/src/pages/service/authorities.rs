//! Which authorities a partnership covers, and authorities that split or merge.

use access::directory::NewAuthority;
use app::AppError;
use app::administration::{authorities, cover, end_cover, organisation, succeed};
use axum::extract::{Path, State};
use model::AuthorityId;

use super::organisation::{Here, here};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, group, input, put_day};
use crate::texts::{t, t1};
use crate::when::span;
use crate::{Signed, WebState};

const AUTHORITY: Field = field("authority", "cover-authority");
const FROM: Field = field("from", "cover-from");
const LAST: Field = field("last", "uncover-last");
const INSTEAD_OF: Field = field("instead-of", "succeed-instead-of");
/// Lists for the others, where several merge.
const AND: [Field; 5] = [
    field("and-1", "succeed-and"),
    field("and-2", "succeed-and"),
    field("and-3", "succeed-and"),
    field("and-4", "succeed-and"),
    field("and-5", "succeed-and"),
];
const NAME: Field = field("name", "succeed-name");
const CODE: Field = field("code", "succeed-code");
const FIRST: Field = field("first", "succeed-first");

async fn offers(state: &WebState, signed: &Signed) -> Result<Vec<Offer>, PageError> {
    let all = authorities(state.app(), &signed.ctx).await?;
    let offer =
        |one: &access::directory::Authority| Offer::new(one.id.to_string(), one.name.as_str());
    Ok(all.iter().map(offer).collect())
}

async fn cover_sheet(state: &WebState, signed: &Signed, code: &str) -> Result<Sheet, PageError> {
    let found = organisation(state.app(), &signed.ctx, code).await?;
    Ok(Sheet {
        title: t("cover-title"),
        caption: found.organisation.name,
        step: None,
        explain: vec![t("cover-explain")],
        inputs: vec![
            input(AUTHORITY, Ask::Pick(offers(state, signed).await?)),
            input(FROM, Ask::Day),
        ],
        button: t("save"),
        back: here(signed, code),
    })
}

pub(super) async fn cover_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code)): Here,
) -> Answer {
    let hidden = state.hidden(&signed.visit, None)?;
    let sheet = cover_sheet(&state, &signed, &code).await?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save_cover(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code)): Here,
    mut form: Filled,
) -> Answer {
    let sheet = cover_sheet(&state, &signed, &code).await?;
    let authority = form.choice::<AuthorityId>(&AUTHORITY);
    let from = form.date(&FROM);
    let (Some(authority), Some(from)) = (authority, from) else {
        return sheet.again(&state, &signed, &form);
    };
    cover(state.app(), &signed.ctx, &code, authority, from).await?;
    Ok(next_page(&here(&signed, &code)))
}

/// The page that ends a cover, with the last day that was said before.
async fn uncover_sheet(
    state: &WebState,
    signed: &Signed,
    (code, authority): (&str, AuthorityId),
) -> Result<(Sheet, Filled), PageError> {
    let found = organisation(state.app(), &signed.ctx, code).await?;
    let of_it = found
        .covers
        .iter()
        .filter(|one| one.authority.id == authority);
    let cover = of_it
        .max_by_key(|one| one.from)
        .ok_or(PageError::NotFound)?;
    let days = span(cover.from, cover.until);
    let mut form = Filled::empty();
    put_day(&mut form, &LAST, cover.until);
    let sheet = Sheet {
        title: t("uncover-title"),
        caption: cover.authority.name.clone(),
        step: None,
        explain: vec![t1("uncover-now", "days", &days), t("uncover-explain")],
        inputs: vec![input(LAST, Ask::Day)],
        button: t("save"),
        back: here(signed, code),
    };
    Ok((sheet, form))
}

pub(super) async fn uncover_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code, authority)): Path<(String, String, String)>,
) -> Answer {
    let authority = authority.parse().map_err(|_| PageError::NotFound)?;
    let (sheet, form) = uncover_sheet(&state, &signed, (&code, authority)).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet.show(&state, &signed, &form, hidden)
}

pub(super) async fn uncover(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code, authority)): Path<(String, String, String)>,
    mut form: Filled,
) -> Answer {
    form.hidden()?;
    let authority = authority.parse().map_err(|_| PageError::NotFound)?;
    let (sheet, _) = uncover_sheet(&state, &signed, (&code, authority)).await?;
    let Some(last) = form.date(&LAST) else {
        return sheet.again(&state, &signed, &form);
    };
    match end_cover(state.app(), &signed.ctx, &code, authority, last).await {
        Ok(()) => Ok(next_page(&here(&signed, &code))),
        Err(AppError::Rule(rule)) => {
            form.refuse(&LAST, rule);
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}

async fn succeed_sheet(state: &WebState, signed: &Signed) -> Result<Sheet, PageError> {
    let all = offers(state, signed).await?;
    let others = AND.map(|field| input(field, Ask::Pick(all.clone())));
    Ok(Sheet {
        title: t("succeed-title"),
        caption: t("service-title"),
        step: None,
        explain: vec![t("succeed-explain"), t("succeed-split")],
        inputs: vec![
            input(NAME, Ask::Line),
            input(CODE, Ask::Line),
            input(FIRST, Ask::Day),
            input(INSTEAD_OF, Ask::Pick(all)),
            group(t("succeed-if-several"), others.into()),
        ],
        button: t("save"),
        back: signed.path("service"),
    })
}

pub(super) async fn succeed_form(State(state): State<WebState>, signed: Signed) -> Answer {
    let hidden = state.hidden(&signed.visit, None)?;
    let sheet = succeed_sheet(&state, &signed).await?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save_succeed(
    State(state): State<WebState>,
    signed: Signed,
    mut form: Filled,
) -> Answer {
    let sheet = succeed_sheet(&state, &signed).await?;
    let name = form.text(&NAME, 200);
    let gss = form.text(&CODE, 9);
    let from = form.date(&FIRST);
    let first = form.choice::<AuthorityId>(&INSTEAD_OF);
    let mut instead_of: Vec<AuthorityId> = first.into_iter().collect();
    for field in &AND {
        let next = form.choice_or_none::<AuthorityId>(field);
        let another = next.filter(|next| !instead_of.contains(next));
        instead_of.extend(another);
    }
    let (Some(name), Some(gss), Some(from), true) = (name, gss, from, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = NewAuthority {
        gss,
        name,
        from,
        instead_of,
    };
    match succeed(state.app(), &signed.ctx, &new).await {
        Ok(()) => Ok(next_page(&signed.path("service"))),
        Err(AppError::Rule(rule)) => {
            let field = match rule {
                "authority-instead-of" => &INSTEAD_OF,
                "authority-ended" => &FIRST,
                _ => &CODE,
            };
            form.refuse(field, rule);
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}
