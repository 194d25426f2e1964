//! What people are to each other, in words: the table that stands beside the genogram and in the register.

use app::people_places::Fact;
use app::vault::Stored;
use govuk::{Html, Link, TableCell};
use model::case::{Tie, TieKind};

use super::Seen;
use crate::draw::{Columns, link_button, paragraph};
use crate::problem::PageError;
use crate::texts::{t, t_code, t_code_with, t_with, t1};
use crate::{Signed, WebState};

/// A table of relationships.
pub(super) fn table<'a>(
    (state, signed): (&WebState, &Signed),
    seen: &Seen,
    facts: impl Iterator<Item = Fact<'a>>,
) -> Result<Html, PageError> {
    let columns = Columns::default().silent(t("ties-who"));
    let columns = columns.with(&["ties-what", "ties-when", "ties-source"]);
    let mut rows = Vec::new();
    for fact in facts {
        let mut source = vec![Html::escape(source(&fact))];
        source.extend(change(seen, &fact));
        if let Fact::OverTime(tie) = &fact
            && seen.may()
        {
            source.push(remove((state, signed), seen, tie)?);
        }
        rows.push(vec![
            TableCell::new(seen.name(fact.from())).header(),
            TableCell::new(what(seen, &fact)),
            TableCell::new(when(&fact)),
            TableCell::new(Html::lines(source)),
        ]);
    }
    if rows.is_empty() {
        return Ok(paragraph(t("ties-none")));
    }
    Ok(columns
        .table(t("ties-title"), rows)
        .caption_hidden()
        .render())
}

/// "Mother of Tyler", "Lives at 3 Tallow Row".
pub(super) fn what(seen: &Seen, fact: &Fact<'_>) -> String {
    let name = seen.name(fact.to());
    match fact {
        Fact::OverTime(tie) => {
            let values = [("name", name.into())];
            t_code_with("tie-of", tie.body.kind.code(), &values)
        }
        Fact::OfReview(one, _) => {
            let list = seen.relationships.as_ref();
            let items = list.iter().flat_map(|list| &list.items);
            let mut found = items.filter(|item| item.code == one.body.is);
            let what = found.next().map(|item| item.label.en.clone());
            let values = [
                ("what", what.unwrap_or_default().into()),
                ("name", name.into()),
            ];
            let key = if fact.kind() == TieKind::Other {
                "tie-to-review"
            } else {
                "tie-of-review"
            };
            t_with(key, &values)
        }
    }
}

/// Since when and until when, as far as somebody has said.
pub(super) fn when(fact: &Fact<'_>) -> String {
    let Fact::OverTime(tie) = fact else {
        return t("tie-no-days");
    };
    let body = &tie.body;
    let since = body.since.as_ref();
    let since = since.map(|since| t1("tie-since-line", "day", since.to_string()));
    let until = match &body.until {
        Some(until) => Some(t1("tie-until-line", "day", until.to_string())),
        None if body.ended => Some(t("tie-ended-line")),
        None => None,
    };
    let parts: Vec<String> = since.into_iter().chain(until).collect();
    if parts.is_empty() {
        t("tie-no-days")
    } else {
        parts.join("; ")
    }
}

fn source(fact: &Fact<'_>) -> String {
    match fact {
        Fact::OverTime(tie) if tie.body.source.0.trim().is_empty() => t("tie-no-source"),
        Fact::OverTime(tie) => tie.body.source.0.clone(),
        Fact::OfReview(one, _) if one.body.more.0.trim().is_empty() => t("tie-from-review"),
        Fact::OfReview(one, _) => {
            let values = [
                ("source", t("tie-from-review").into()),
                ("more", one.body.more.0.as_str().into()),
            ];
            t_with("tie-from-review-more", &values)
        }
    }
}

/// Where a relationship is changed: where it stands.
fn change(seen: &Seen, fact: &Fact<'_>) -> Option<Html> {
    let href = match fact {
        Fact::OverTime(tie) => seen.here(&format!("/relationships/{}", tie.id)),
        Fact::OfReview(one, _) => format!("{}/people/{}/about", seen.review, one.body.person),
    };
    let link = Link::new(t("change"), href).visually_hidden(about(seen, fact));
    seen.may().then(|| link.render())
}

fn about(seen: &Seen, fact: &Fact<'_>) -> String {
    let values = [
        ("who", seen.name(fact.from()).into()),
        ("what", what(seen, fact).into()),
    ];
    t_with("ties-about", &values)
}

fn remove(
    (state, signed): (&WebState, &Signed),
    seen: &Seen,
    tie: &Stored<Tie>,
) -> Result<Html, PageError> {
    let action = seen.here(&format!("/relationships/{}/remove", tie.id));
    let hidden = state.hidden(&signed.visit, Some(tie.version))?;
    let about = about(seen, &Fact::OverTime(tie));
    Ok(link_button(&action, hidden, (&t("ties-remove"), &about))?)
}

/// What a relationship can be, to choose from.
pub(super) fn kinds() -> Vec<crate::sheet::Offer> {
    let kinds = TieKind::ALL.iter().map(|kind| kind.code());
    let offer = |code| crate::sheet::Offer::new(code, t_code("tie-kind", code));
    kinds.map(offer).collect()
}
