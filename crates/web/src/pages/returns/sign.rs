//! The whole return on one page, as the partnership will read it: handing it on, sending it back, signing it off.

use app::AppError;
use app::returns::{Handed, hand_on, send_back, sign_off};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Choice, Html, Size, SummaryList};
use model::Sensitive;
use model::case::{OpenAtSigning, ReturnPart, ReturnSigned, StaffTold};
use model::chronology::Entry;
use model::scheme::StepText;

use super::offline::handed_in_lines;
use super::tasks::{changed, not_said, stands};
use super::{ENTRIES, Here, Seen, checks, documents, paper, seen};
use crate::chronology_words::chronology_labels;
use crate::draw::{Columns, paragraph, row};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show_form};
use crate::paging::{Paging, page_asked};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const ROLE: Field = field("role", "return-sign-role");
const ALONE: Field = field("alone", "return-sign-alone");
const WORDS: Field = field("words", "return-sign-words");
const LEFT_OPEN: Field = field("left-open", "return-sign-open");
const LEFT_OUT: Field = field("left-out", "return-sign-out");
/// A box that is ticked.
const YES: &str = "yes";
/// What the signer has read; not shown.
const READ: &str = "read";
/// Where the return begins on the page, for what is wrong with the whole of it.
const WHOLE: Field = field("return", "return-whole");

#[derive(Template)]
#[template(path = "returns/sign.html")]
struct SignPage<'a> {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    stands: String,
    changed: Option<String>,
    /// Who was added to the request and of whom nobody has said how they were searched for.
    not_said: Option<String>,
    is_signed: bool,
    /// Documents that somebody of the partnership handed in for an author.
    handed_in: Vec<String>,
    head: Option<SummaryList>,
    nothing: bool,
    entries: Option<Html>,
    texts: Vec<(String, String)>,
    staff: Vec<(String, SummaryList)>,
    signed: SummaryList,
    form: &'a Filled,
    hidden: Hidden,
    read: Html,
    /// A form of one button, where the return may be handed on or sent back.
    hand_on: Option<Hidden>,
    send_back: Option<Hidden>,
    may_sign: bool,
    asks_alone: bool,
    /// What of documents nobody has said anything of.
    open: Vec<Html>,
    base: &'a str,
}

impl SignPage<'_> {
    fn role(&self) -> govuk::TextInput {
        self.form.input(ROLE)
    }

    fn alone(&self) -> govuk::Textarea {
        self.form.area(ALONE, crate::pages::label(ALONE)).rows(3)
    }

    fn left_open(&self) -> govuk::Textarea {
        let label = crate::pages::label(LEFT_OPEN);
        self.form.area(LEFT_OPEN, label).rows(3)
    }

    fn left_out(&self) -> Html {
        let choice = Choice::new(YES, t("return-sign-out-yes"));
        let legend = LEFT_OUT.legend().size(Size::S);
        let boxes = self.form.checkboxes(LEFT_OUT, legend, [choice]);
        boxes.small().render()
    }

    fn words(&self) -> govuk::Textarea {
        self.form.area(WORDS, crate::pages::label(WORDS)).rows(3)
    }
}

/// The entries of a page of the list, with the links to the others.
fn entries(seen: &Seen<'_>, page: usize) -> Option<Html> {
    let all = seen.entries();
    if all.is_empty() {
        return None;
    }
    let paging = Paging::of(page, ENTRIES, all.len());
    let columns = Columns::of(&["entry-date-key", "entry-what-key", "entry-reads-key"]);
    let cells = |one: &&Stored<Entry>| {
        let entry = (&one.body, checks::lines(seen, one));
        paper::entry_cells(entry, seen.about(), &seen.names)
    };
    let rows: Vec<_> = paging.part(&all).iter().map(cells).collect();
    let table = columns.table(t("return-chronology-table"), rows);
    let mut drawn: Vec<Html> = paging.words().map(paragraph).into_iter().collect();
    drawn.push(table.caption_hidden().render());
    drawn.extend(paging.links_to("entries"));
    Some(Html::join(drawn))
}

/// What was written, part after part, in the order in which it is asked; also that nothing was.
fn texts(seen: &Seen<'_>) -> Vec<(String, String)> {
    let asked = ReturnPart::of_plan(seen.found.request.body.plan);
    let text = |part: ReturnPart| {
        let title = seen.part_title(part);
        let mut all = seen.found.texts.iter();
        let Some(one) = all.find(|one| one.body.part == part) else {
            // Of an agency that has nothing to tell no part is asked.
            let asks = !seen.found.has_nothing_to_tell();
            return asks.then(|| (title, t("return-part-empty")));
        };
        let title = if one.body.finished {
            title
        } else {
            format!("{title} ({})", t("return-not-finished"))
        };
        Some((title, one.body.words.0.clone()))
    };
    asked.filter_map(text).collect()
}

/// What of documents was open when it was signed off, and what was said of that.
pub(in crate::pages) fn open_in_words(open: &OpenAtSigning) -> String {
    let values = [
        ("things", i64::from(open.things).into()),
        ("unread", i64::from(open.unread).into()),
        ("why", open.why.0.as_str().into()),
    ];
    let said = match (open.left_out, open.why.0.trim().is_empty()) {
        (true, true) => "out",
        (true, false) => "out-why",
        (false, _) => "why",
    };
    t_code_with("return-open", said, &values)
}

/// Who signed, newest first.
fn signatures(seen: &Seen<'_>) -> SummaryList {
    let line = |one: &Stored<ReturnSigned>| {
        let name = seen.names.person(&one.by);
        let name = name.map_or_else(|| t("somebody"), str::to_owned);
        let mut lines = vec![Html::escape(format!("{name}, {}", one.body.role.0))];
        let alone = if one.body.with_others {
            "return-part-line"
        } else {
            "return-alone-line"
        };
        for (key, words) in [
            (alone, &one.body.alone.0),
            ("return-words-line", &one.body.words.0),
        ] {
            if !words.trim().is_empty() {
                lines.push(Html::escape(t1(key, "words", words)));
            }
        }
        lines.extend(
            one.body
                .open
                .as_ref()
                .map(|open| Html::escape(open_in_words(open))),
        );
        row(moment_in_words(one.added_at), Html::lines(lines))
    };
    SummaryList::new().rows(seen.found.signed.iter().rev().map(line))
}

async fn shown(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
    (form, page): (&Filled, usize),
) -> Answer {
    let handed_in = handed_in_lines(state, signed, seen).await?;
    let open = documents::left_open(state, signed, seen).await?;
    let one = &seen.found.stands;
    let hidden = || state.hidden(&signed.visit, None);
    let may = seen.found.may_write && seen.found.head.is_some();
    let waits = one.signed_off_at.is_none();
    let on = may && waits && one.returned_at.is_none();
    let back = seen.found.may_write && waits && one.returned_at.is_some();
    let mark = seen.found.read_mark();
    let title = t("return-sign-title");
    let staff = |one: &Stored<StaffTold>| {
        let list = SummaryList::new().rows(paper::staff_rows(&one.body));
        (one.body.role.0.clone(), list)
    };
    let page = SignPage {
        frame: Frame::of(state, &signed.visit)
            .titled(title)
            .back(seen.base.clone())
            .with_errors(form.errors()),
        caption: seen.title(),
        step: seen.step("return_sign"),
        stands: stands(seen),
        changed: changed(seen),
        not_said: not_said(seen),
        is_signed: one.signed_off_at.is_some(),
        handed_in,
        head: seen.found.head.as_ref().map(|head| {
            let rows = paper::head_rows(&head.body, seen.about());
            SummaryList::new().rows(rows)
        }),
        nothing: seen.found.has_nothing_to_tell(),
        entries: entries(seen, page),
        texts: texts(seen),
        staff: seen.found.staff.iter().map(staff).collect(),
        signed: signatures(seen),
        form,
        hidden: form.hidden().or_else(|_| hidden())?,
        read: crate::draw::kept(READ, &mark),
        hand_on: on.then(hidden).transpose()?,
        send_back: back.then(hidden).transpose()?,
        may_sign: seen.found.may_sign && may && seen.found.changed > 0,
        asks_alone: form.errors().of(ALONE.id).is_some() || !form.value(ALONE.id).is_empty(),
        open,
        base: &seen.base,
    };
    show_form(form.errors(), &page)
}

pub(super) async fn page_of(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    RawQuery(query): RawQuery,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let page = page_asked(query.as_deref())?;
    shown(&state, &signed, &seen, (&Filled::empty(), page)).await
}

/// The box that a rule speaks about: the whole return where it is about none.
fn field_of(code: &str) -> Option<Field> {
    match code {
        "sign-role" => Some(ROLE),
        "sign-alone" => Some(ALONE),
        "return-changed" | "return-nothing" => Some(WORDS),
        "sign-open" => Some(LEFT_OPEN),
        "return-head" | "return-read" | "return-unchanged" | "return-searched"
        | "return-looked-for" => Some(WHOLE),
        code if code.starts_with("return-no-trace") => Some(WHOLE),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let role = form.text(&ROLE, 200);
    let alone = form.text_or_none(&ALONE, 2_000).unwrap_or_default();
    let words = form.text_or_none(&WORDS, 2_000).unwrap_or_default();
    let left_open = form.text_or_none(&LEFT_OPEN, 2_000).unwrap_or_default();
    let (Some(role), true) = (role, form.is_good()) else {
        return shown(&state, &signed, &seen, (&form, 0)).await;
    };
    let new = Handed {
        role: Sensitive(role),
        alone: Sensitive(alone),
        words: Sensitive(words),
        read: form.value(READ).to_owned(),
        left_open: Sensitive(left_open),
        left_out: form.has(LEFT_OUT.id, YES),
        labels: chronology_labels(),
    };
    let sent = form.form_id()?;
    match sign_off(state.app(), &signed.ctx, seen.request, (sent, &new)).await {
        Ok(()) => Ok(next_page(&format!("{}/sign", seen.base))),
        Err(AppError::Rule(code)) => match field_of(code) {
            Some(field) => {
                match not_said(&seen).filter(|_| code == "return-searched") {
                    Some(who) => form.wrong_because(&field, who),
                    None => form.refuse(&field, code),
                }
                shown(&state, &signed, &seen, (&form, 0)).await
            }
            None => Err(PageError::Rule(code)),
        },
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn on(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    hand_on(state.app(), &signed.ctx, seen.request, form.form_id()?).await?;
    Ok(next_page(&format!("{}/sign", seen.base)))
}

pub(super) async fn back(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    send_back(state.app(), &signed.ctx, seen.request, form.form_id()?).await?;
    Ok(next_page(&format!("{}/sign", seen.base)))
}
