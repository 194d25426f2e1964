//! What was released, who had read it, and taking it back.

use app::sharing::{NewRecall, ReadBy, ReadLine, recall};
use app::vault::Stored;
use axum::extract::{Path, State};
use govuk::{Html, Link, SummaryList, TableCell};
use model::Sensitive;
use model::case::{LearningRelease, RecallReason, ReleaseStands};

use super::{As, HereDraft, Seen, seen};
use crate::draw::{Columns, bullets, paragraph, row, warning};
use crate::form::{Field, Filled, field};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Input, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// The kind of reason for which something is taken back.
pub(in crate::pages) const REASON: Field = field("reason", "share-back-reason");
/// Why, in words.
pub(in crate::pages) const WHY: Field = field("why", "share-back-why");
/// What becomes of what else stands of the same words.
const OTHERS: Field = field("others", "share-back-others");
/// That it is taken back too.
const ALL: &str = "all";
/// That it stays.
const THIS: &str = "this";

/// What left, when, by whom, and whether it was taken back; nothing before it was released.
pub(super) fn released(seen: &Seen<'_>, read: &[ReadLine]) -> Html {
    let Some(one) = seen.view.release() else {
        return Html::default();
    };
    let body = &one.body;
    let by: Vec<String> = body.released_by.iter().map(|id| seen.person(*id)).collect();
    let mut rows = vec![
        row(t("share-released-on"), date_in_words(body.on)),
        row(t("share-released-by"), by.join(", ")),
        row(
            t("share-released-where"),
            t_code(where_it_is(body), body.stands.code()),
        ),
        row(t("share-released-id"), body.item.to_string()),
        row(t("share-next-version"), body.version.to_string()),
    ];
    let texts = body.learning.texts().into_iter();
    let texts = texts.filter(|(_, text)| !text.is_empty());
    rows.extend(texts.map(|(field, text)| row(t_code("share-field", field), text)));
    let mut parts = vec![super::next::newer(seen)];
    parts.push(SummaryList::new().rows(rows).render());
    parts.push(same_words(seen, body));
    if let Some(back) = &body.taken_back {
        let person = back.person.map(|id| seen.person(id));
        let key = match person {
            Some(_) => "share-taken-back",
            None => "share-ended-elsewhere",
        };
        let values = [
            ("person", person.unwrap_or_default().into()),
            ("day", date_in_words(back.on).into()),
            ("reason", t_code("share-back-is", back.reason.code()).into()),
            ("why", back.why.0.as_str().into()),
        ];
        parts.push(paragraph(t_with(key, &values)));
        parts.push(warning(t("share-copies")).render());
        parts.push(readers(seen, body, read));
    }
    Html::join(parts)
}

/// Where else the same words stand, with the way to the page of each; nothing where they stand nowhere else.
fn same_words(seen: &Seen<'_>, release: &LearningRelease) -> Html {
    let all = seen.view.made.same_words(release);
    if all.is_empty() {
        return Html::default();
    }
    let line = |one: &&Stored<LearningRelease>| {
        let body = &one.body;
        let words = t_code("share-to", body.audience.code());
        let href = format!("{}/{}", seen.all, body.of);
        Html::from(Link::new(words, href))
    };
    let lines: Vec<Html> = all.iter().map(line).collect();
    Html::join([paragraph(t("share-same-words")), bullets(lines)])
}

/// The texts that say where it is.
fn where_it_is(body: &LearningRelease) -> &'static str {
    if body.audience.is_beyond() {
        "share-out"
    } else {
        "ours-out"
    }
}

/// Who had opened or taken it out by then.
fn readers(seen: &Seen<'_>, body: &LearningRelease, read: &[ReadLine]) -> Html {
    if body.stands == ReleaseStands::TakingBack {
        return paragraph(t("share-readers-wait"));
    }
    if read.is_empty() {
        return paragraph(t("share-readers-none"));
    }
    let rows = read.iter().map(|one| {
        let what = if one.took_out {
            "share-reader-took"
        } else {
            "share-reader-opened"
        };
        vec![
            TableCell::new(who(seen, one.by)),
            TableCell::new(t(what)),
            TableCell::new(date_in_words(one.on)),
        ]
    });
    let columns = Columns::of(&["share-reader", "share-reader-did", "share-reader-on"]);
    columns.table(t("share-readers"), rows).render()
}

/// Somebody of one's own by name; of others how many.
fn who(seen: &Seen<'_>, by: ReadBy) -> String {
    match by {
        ReadBy::Person(id) => seen.person(id),
        ReadBy::Others {
            people,
            organisations,
        } => {
            let people = t_with("share-readers-people", &[("many", people.into())]);
            let values = [("people", people.into()), ("many", organisations.into())];
            t_with("share-readers-others", &values)
        }
    }
}

/// What is asked of whoever takes something back.
pub(in crate::pages) fn asked() -> Vec<Input> {
    let reasons = RecallReason::ALL.iter().map(|one| {
        let code = one.code();
        Offer::new(code, t_code("share-back-is", code))
    });
    vec![
        drawn(warning(t("share-copies")).render()),
        input(REASON, Ask::OneOf(reasons.collect())),
        input(WHY, Ask::Words),
    ]
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let mut sheet = seen.sheet("share-back-title", "sharing_recall");
    sheet.explain = vec![t("share-back-explain"), t("share-back-versions")];
    sheet.inputs = asked();
    if let Some(release) = seen.view.release() {
        let others = same_words(seen, &release.body);
        if others != Html::default() {
            let offers =
                [ALL, THIS].map(|code| Offer::new(code, t_code("share-back-others", code)));
            sheet.inputs.insert(1, drawn(others));
            sheet
                .inputs
                .insert(2, input(OTHERS, Ask::OneOf(offers.into())));
        }
    }
    sheet.button = t("share-back-button");
    sheet
}

/// Something was released and not taken back yet.
fn usable(seen: &Seen<'_>) -> Result<model::RecordId, PageError> {
    if !seen.view.may.recall {
        return Err(PageError::refused());
    }
    let released = seen.view.release().ok_or(PageError::NotFound)?;
    match released.body.taken_back {
        Some(_) => Err(PageError::Rule("recalled")),
        None => Ok(released.id),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Recaller).await?;
    usable(&seen)?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen).show(&state, &signed, &Filled::empty(), hidden)
}

fn filled(_: &LearningRelease) -> Filled {
    Filled::empty()
}

fn field_of(code: &str) -> Option<Field> {
    (code == "recall-why").then_some(WHY)
}

/// Whether what else stands of the same words is taken back too: asked where there is any.
fn others_in(form: &mut Filled, seen: &Seen<'_>) -> Option<bool> {
    let release = seen.view.release()?;
    if seen.view.made.same_words(&release.body).is_empty() {
        return Some(false);
    }
    form.coded(&OTHERS, |code| match code {
        ALL => Some(true),
        THIS => Some(false),
        _ => None,
    })
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Recaller).await?;
    let release = usable(&seen)?;
    let sheet = sheet(&seen);
    let reason = form.coded(&REASON, RecallReason::from_code);
    let why = form.text(&WHY, 2_000);
    let others = others_in(&mut form, &seen);
    let (Some(reason), Some(why), Some(others)) = (reason, why, others) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = NewRecall {
        release,
        reason,
        why: Sensitive(why),
        others,
    };
    let sent = (form.form_id()?, &new);
    let outcome = recall(state.app(), &signed.ctx, &seen.reference, sent).await;
    let after = After {
        next: seen.home(),
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
