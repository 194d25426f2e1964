//! Whether a group heard of publication first and had time with the draft, or why not.

use app::publication::keep_told_first;
use axum::extract::{Path, State};
use govuk::{Html, Link};
use model::case::{CommentsStand, DraftTime, FirstTold, NotFirst, ToldFirst, ToldOn};
use model::{Date, RecordId, Sensitive};

use super::{OF, Seen, group_name, seen, version_of};
use crate::draw::{bullets, kept, paragraph};
use crate::form::{Field, Filled, field};
use crate::pages::practitioners;
use crate::pages::seen::{HereOne, coded, list_mark, one_of, opened, place_shown};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Input, Offer, Sheet, drawn, group, input};
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

const DANGER: Field = field("danger", "first-danger");
const HEARD: Field = field("heard", "first-heard");
const ON: Field = field("told-on", "first-on");
const BY: Field = field("told-by", "first-by");
const FROM: Field = field("draft-on", "first-draft");
const HOW_LONG: Field = field("how-long", "first-how-long");
const COMMENTS: Field = field("comments", "first-comments");
const REASON: Field = field("reason", "first-reason");
const WORDS: Field = field("words", "first-words");
const DECIDED: Field = field("decided-by", "first-decided");

/// Told, and had the draft.
const BOTH: &str = "both";
/// Told without the draft.
const TOLD: &str = "told";
/// Not told.
const NEITHER: &str = "neither";

const ANSWERS: [&str; 3] = [BOTH, TOLD, NEITHER];

const fn heard(one: &ToldFirst) -> &'static str {
    match (&one.told, &one.draft) {
        (Some(_), Some(_)) => BOTH,
        (Some(_), None) => TOLD,
        _ => NEITHER,
    }
}

fn filled(one: &ToldFirst) -> Filled {
    let mut answers = vec![
        (DANGER.id, one.danger.0.clone()),
        (HEARD.id, heard(one).to_owned()),
    ];
    if let Some(told) = &one.told {
        answers.extend([(ON.id, told.on.to_string()), (BY.id, told.by.0.clone())]);
    }
    if let Some(draft) = &one.draft {
        answers.extend([
            (FROM.id, draft.from.to_string()),
            (HOW_LONG.id, draft.how_long.0.clone()),
            (COMMENTS.id, draft.comments.code().to_owned()),
        ]);
    }
    if let Some(why) = &one.not_first {
        answers.extend([
            (REASON.id, why.reason.clone()),
            (WORDS.id, why.words.0.clone()),
            (DECIDED.id, why.decided_by.0.clone()),
        ]);
    }
    Filled::with(answers)
}

fn sheet(seen: &Seen<'_>, whom: FirstTold, of: &str) -> Sheet {
    let title = t1("first-title", "whom", group_name(whom));
    let mut sheet = seen.sheet(title, "told_first");
    sheet.explain.push(t("first-no-contact"));
    if seen.publication.made.records.beside.holds_speaking() {
        sheet.explain.push(t("first-held"));
    }
    let list = seen.scheme.list("not_told_first");
    sheet.explain.extend(list_mark(list));
    let answers = ANSWERS.map(|code| Offer::new(code, t_code("first-is", code)));
    let comments = CommentsStand::ALL.iter().map(|one| {
        let code = one.code();
        Offer::new(code, t_code("first-comments", code))
    });
    sheet.inputs.extend(on_record(seen, whom));
    sheet.inputs.extend([
        input(DANGER, Ask::Words),
        input(HEARD, Ask::OneOf(answers.into())),
        group(
            t("first-if-told"),
            vec![input(ON, Ask::Line), input(BY, Ask::Line)],
        ),
        group(
            t("first-if-draft"),
            vec![
                input(FROM, Ask::Line),
                input(HOW_LONG, Ask::Line),
                input(COMMENTS, Ask::OneOf(comments.collect())),
            ],
        ),
        group(
            t("first-if-not"),
            vec![
                input(REASON, Ask::OneOf(coded(list))),
                input(WORDS, Ask::Words),
                input(DECIDED, Ask::Line),
            ],
        ),
        drawn(kept(OF, of)),
    ]);
    sheet
}

/// The practitioners who are on record, and whether each was told; nothing for the other groups.
fn on_record(seen: &Seen<'_>, whom: FirstTold) -> Option<Input> {
    let all = &seen.publication.made.records.practitioners;
    if whom != FirstTold::Practitioners || all.is_empty() {
        return None;
    }
    let lines = practitioners::lines(all, &seen.names, seen.scheme);
    let href = format!("{}/practitioners", seen.review());
    Some(drawn(Html::join([
        Html::element("h2", "govuk-heading-m", t("practitioners-first")),
        bullets(lines.into_iter().map(Html::escape)),
        paragraph(Link::new(t("practitioners-title"), href).render()),
    ])))
}

fn whom(code: &str) -> Result<FirstTold, PageError> {
    FirstTold::from_code(code).ok_or(PageError::NotFound)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, code)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.publication.may_edit)?;
    let whom = whom(&code)?;
    let Some(current) = seen.current() else {
        return seen.name_version_first();
    };
    let said = seen.publication.made.told(whom);
    let (form, hidden) = opened(&state, &signed, said, (filled, Filled::empty()))?;
    let mut sheet = sheet(&seen, whom, &current.to_string());
    if said.is_some_and(|one| one.body.of != current) {
        sheet.explain.insert(0, t("publish-said-of-earlier"));
    }
    sheet.show(&state, &signed, &form, hidden)
}

fn told_on(form: &mut Filled, today: Date) -> Option<ToldOn> {
    let on = form.uncertain_date(&ON, today);
    let by = form.text(&BY, 200).map(Sensitive);
    Some(ToldOn { on: on?, by: by? })
}

fn draft(form: &mut Filled, today: Date) -> Option<DraftTime> {
    let from = form.uncertain_date(&FROM, today);
    let how_long = form.text(&HOW_LONG, 500).map(Sensitive);
    let comments = form.coded(&COMMENTS, CommentsStand::from_code);
    Some(DraftTime {
        from: from?,
        how_long: how_long?,
        comments: comments?,
    })
}

fn reason(form: &mut Filled, seen: &Seen<'_>) -> Option<NotFirst> {
    let list = seen.scheme.list("not_told_first");
    let known = |code: &str| list.is_some_and(|list| list.label_of(code).is_some());
    let reason = one_of(form, &REASON, known);
    let words = form.text(&WORDS, 5_000).map(Sensitive);
    let decided_by = form.text(&DECIDED, 200).map(Sensitive);
    Some(NotFirst {
        reason: reason?,
        words: words?,
        decided_by: decided_by?,
    })
}

fn read(
    form: &mut Filled,
    seen: &Seen<'_>,
    (whom, of): (FirstTold, RecordId),
    today: Date,
) -> Option<ToldFirst> {
    let danger = form.text(&DANGER, 5_000);
    let heard = one_of(form, &HEARD, |code| ANSWERS.contains(&code))?;
    let was_told = heard != NEITHER;
    let had_draft = heard == BOTH;
    let told = was_told.then(|| told_on(form, today)).flatten();
    let draft = had_draft.then(|| draft(form, today)).flatten();
    let not_first = (!had_draft).then(|| reason(form, seen)).flatten();
    if !form.is_good() {
        return None;
    }
    Some(ToldFirst {
        whom,
        of,
        danger: Sensitive(danger?),
        told,
        draft,
        not_first,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "told-first-danger" => Some(DANGER),
        "publication-by" => Some(BY),
        "publication-later" => Some(ON),
        "told-first-draft" => Some(FROM),
        "told-first-reason" => Some(REASON),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, code)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.publication.may_edit)?;
    let whom = whom(&code)?;
    let of = version_of(&form)?;
    let sheet = sheet(&seen, whom, &of.to_string());
    let Some(new) = read(&mut form, &seen, (whom, of), signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let said = seen.publication.made.told(whom);
    let sent = (form.form_id()?, place_shown(said, &form)?);
    let outcome = keep_told_first(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
