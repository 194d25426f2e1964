//! Every line that is ticked before everybody may read something, on one page: all of them are saved together, or as many as were
//! answered.

use app::sharing::{LineAnswer, LinesAnswered, keep_lines, lacks_words, lifts_silently};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Choice, Html, Label, Legend, Radios, Size, Textarea};
use model::Sensitive;
use model::case::CheckSays;
use model::scheme::{CodeItem, StepText};

use super::lines::{BY, ON, TEXT, answers, asked, current, me_today, said};
use super::{As, HereDraft, Seen, seen};
use crate::draw::kept;
use crate::form::{Filled, Hidden};
use crate::frame::{Frame, saved_page, show_form};
use crate::pages::partner_views::words_in;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_with, t1};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "sharing/lines.html")]
struct LinesPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    form: Filled,
    hidden: Hidden,
    /// How many are answered.
    progress: String,
    /// The lines under their headings.
    groups: Vec<(String, Vec<Html>)>,
    text: String,
}

/// Names of the boxes of a line: what is said, why, and what was said as it was shown.
fn names(item: &CodeItem) -> [String; 3] {
    ["says", "words", "was"].map(|part| format!("{part}-{}", item.code))
}

/// An answer in short: two that are the same are the same here.
fn mark(says: &str, words: &str) -> String {
    crypto::digest(format!("{says}\n{words}").as_bytes()).to_string()
}

/// What stands of a line, with its version: so that only what somebody changed is sent, and changes of others are seen.
fn was(seen: &Seen<'_>, code: &str) -> String {
    let kept = seen.view.made.line(seen.view.draft.id, code);
    let shown = current(seen, code).map(|one| &one.body);
    let (says, words) = shown.map_or(("", ""), |one| (one.says.code(), one.words.0.as_str()));
    format!(
        "{} {}",
        kept.map_or(0, |one| one.version),
        mark(says, words)
    )
}

/// The form as it is opened.
fn filled(signed: &Signed, seen: &Seen<'_>) -> Filled {
    let mut form = Filled::with(me_today(signed, seen));
    for (_, item) in asked(seen) {
        let [says, words, shown] = names(item);
        if let Some(one) = current(seen, &item.code) {
            form.set(&says, one.body.says.code());
            form.set(&words, one.body.words.0.clone());
        }
        form.set(&shown, was(seen, &item.code));
    }
    form
}

/// One line: what is said of it now, the answers, and a note.
fn drawn(seen: &Seen<'_>, item: &CodeItem, form: &Filled) -> Html {
    let [says, words, shown] = names(item);
    let choices = answers().map(|one| Choice::new(one.code, one.label));
    let stands = current(seen, &item.code).map(|one| said(&one.body));
    let mut hint: Vec<String> = item.help.iter().map(|help| help.en.clone()).collect();
    hint.extend(stands);
    let hint = (!hint.is_empty()).then(|| hint.join(" "));
    let radios = Radios::new(says.as_str(), Legend::new(&item.label.en).size(Size::S))
        .small()
        .choices(choices)
        .value(form.value(&says))
        .hint_if(hint)
        .error_if(form.errors().of(&says));
    let whose = Html::element(
        "span",
        "govuk-visually-hidden",
        format!(" {}", item.label.en),
    );
    let label = Html::join([Html::escape(t("share-line-note")), whose]);
    let area = Textarea::new(words.as_str(), Label::new(label))
        .value(form.value(&words))
        .rows(2)
        .error_if(form.errors().of(&words));
    let shown = kept(&shown, form.value(&shown));
    Html::join([radios.render(), area.render(), shown])
}

fn page(
    (state, signed): (&WebState, &Signed),
    seen: &Seen<'_>,
    (form, hidden): (Filled, Hidden),
) -> Answer {
    let all = asked(seen);
    let done = all
        .iter()
        .filter(|(_, item)| current(seen, &item.code).is_some());
    let values = [("done", done.count().into()), ("many", all.len().into())];
    let progress = t_with("share-lines-progress", &values);
    let mut groups: Vec<(String, Vec<Html>)> = Vec::new();
    for (group, item) in all {
        let line = drawn(seen, item, &form);
        match groups.last_mut() {
            Some((known, lines)) if known == group => lines.push(line),
            _ => groups.push((group.to_owned(), vec![line])),
        }
    }
    let errors = form.errors().clone();
    let page = LinesPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("share-lines"))
            .back(format!("{}/release", seen.base))
            .with_errors(&errors),
        caption: seen.caption(),
        step: seen.step("sharing_release"),
        progress,
        groups,
        text: form.value(TEXT).to_owned(),
        form,
        hidden,
    };
    show_form(&errors, &page)
}

/// There are lines to answer, and the reader may.
async fn answerable<'a>(
    (state, signed): (&'a WebState, &Signed),
    (text, id): (&str, &str),
) -> Result<Seen<'a>, PageError> {
    let seen = seen(state, signed, (text, id), As::Releaser).await?;
    seen.may_check_lines()?;
    match asked(&seen).is_empty() {
        true => Err(PageError::NotFound),
        false => Ok(seen),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
) -> Answer {
    let both = (&state, &signed);
    let seen = answerable(both, (&text, &id)).await?;
    let mut form = filled(&signed, &seen);
    form.set(TEXT, seen.view.text.clone().unwrap_or_default());
    let hidden = state.hidden(&signed.visit, None)?;
    page(both, &seen, (form, hidden))
}

/// The lines of which somebody changed something; what is wrong is said at its place.
fn read(form: &mut Filled, seen: &Seen<'_>) -> Vec<LineAnswer> {
    let mut lines = Vec::new();
    for (_, item) in asked(seen) {
        let [says_box, words_box, was_box] = names(item);
        let words = words_in(form, &words_box, "share-line-note-wrong");
        let code = form.value(&says_box).to_owned();
        let (shown, before) = match form.value(&was_box).split_once(' ') {
            Some((version, before)) => (version.parse().unwrap_or(0), before.to_owned()),
            None => (0, mark("", "")),
        };
        if mark(&code, &words.0) == before {
            continue;
        }
        let Some(says) = CheckSays::from_code(&code) else {
            form.say(&says_box, "share-line-open");
            continue;
        };
        if lacks_words(says, &words) {
            form.say(&words_box, "rule-release-line-why");
        }
        let stands = current(seen, &item.code);
        if lifts_silently(stands, (says, &words, form.value(TEXT))) {
            form.say(&words_box, "rule-release-line-lift");
        }
        lines.push(LineAnswer {
            line: item.code.clone(),
            says,
            words,
            shown,
        });
    }
    lines
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
    mut form: Filled,
) -> Answer {
    let both = (&state, &signed);
    let seen = answerable(both, (&text, &id)).await?;
    let (sent, hidden) = (form.form_id()?, form.hidden()?);
    let changed = read(&mut form, &seen);
    let by = form.text(&BY, 200);
    let on = form.uncertain_date(&ON, signed.ctx.today());
    let (Some(by), Some(on), true) = (by, on, form.is_good()) else {
        return page(both, &seen, (form, hidden));
    };
    let new = LinesAnswered {
        draft: seen.view.draft.id,
        text: form.value(TEXT).to_owned(),
        answers: changed,
        by: Sensitive(by),
        on,
    };
    let outcome = keep_lines(state.app(), &signed.ctx, &seen.reference, (sent, &new)).await;
    match outcome {
        Ok(meanwhile) if meanwhile.is_empty() => {
            let after = answerable(both, (&text, &id)).await?;
            let all = asked(&after);
            let done = all
                .iter()
                .all(|(_, item)| current(&after, &item.code).is_some());
            let end = if done { "release" } else { "lines" };
            Ok(saved_page(&format!("{}/{end}", seen.base)))
        }
        Ok(meanwhile) => again(both, (&text, &id), (form, hidden), &meanwhile).await,
        Err(app::AppError::Rule(code)) => match code {
            "release-line-by" => refused(both, &seen, (form, hidden), (BY.id, code)),
            "release-line-later" => refused(both, &seen, (form, hidden), (ON.id, code)),
            "release-lines-none" => {
                let first = asked(&seen).first().map(|(_, item)| names(item));
                let [says, ..] = first.ok_or(PageError::NotFound)?;
                refused(both, &seen, (form, hidden), (&says, code))
            }
            _ => Err(PageError::Rule(code)),
        },
        Err(error) => Err(error.into()),
    }
}

/// The page again where a rule says no.
fn refused(
    both: (&WebState, &Signed),
    seen: &Seen<'_>,
    (mut form, hidden): (Filled, Hidden),
    (place, code): (&str, &str),
) -> Answer {
    form.say(place, &format!("rule-{code}"));
    page(both, seen, (form, hidden))
}

/// The page again where others answered lines meanwhile: what stands now is told beside what was typed, and the next time that it is
/// sent what was typed takes its place.
async fn again(
    both: (&WebState, &Signed),
    at: (&str, &str),
    (mut form, hidden): (Filled, Hidden),
    meanwhile: &[String],
) -> Answer {
    let now = answerable(both, at).await?;
    let others = |item: &&CodeItem| meanwhile.contains(&item.code);
    for item in asked(&now).into_iter().map(|(_, item)| item).filter(others) {
        let [says, _, shown] = names(item);
        let stands = current(&now, &item.code);
        let words = stands.map_or_else(|| t("check-not-yet"), |one| said(&one.body));
        form.say_words(&says, t1("share-line-meanwhile", "now", words));
        form.set(&shown, was(&now, &item.code));
    }
    page(both, &now, (form, hidden))
}
