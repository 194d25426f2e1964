//! Other notifications that the incident may need: each done, not needed, or not yet.

use app::others::say;
use app::review::Home;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, Table, TableCell};
use model::Sensitive;
use model::case::{ANOTHER_BODY, Done, OtherNotification, WhereItStands};
use model::scheme::{Scheme, StepText};

use crate::draw::Columns;
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show};
use crate::pages::decision::marked;
use crate::pages::seen::{Here, HereOne, Seen, by_id, one_of, opened, place_shown, seen};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, group, input, put_day};
use crate::texts::{t, t_code, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const NAME: Field = field("name", "other-name");
const STANDS: Field = field("stands", "other-stands");
const ON: Field = field("on", "other-on");
const DONE_BY: Field = field("done-by", "other-done-by");
const CHANNEL: Field = field("channel", "other-channel");
const REFERENCE: Field = field("reference", "other-reference");
const WILL_BY: Field = field("will-by", "other-will-by");
const DUE: Field = field("due", "other-due");
const REASON: Field = field("reason", "other-reason");
const SAYS_BY: Field = field("says-by", "other-says-by");

struct Entry {
    href: String,
    label: String,
    help: String,
    source: String,
    stands: String,
    rows: Vec<String>,
}

#[derive(Template)]
#[template(path = "beside/others.html")]
struct ListPage {
    frame: Frame,
    step: Option<StepText>,
    summary: String,
    entries: Vec<Entry>,
    may: bool,
    base: String,
}

impl ListPage {
    fn table(&self) -> Table {
        let columns = Columns::of(&["other-body-key", "other-stands-key", "other-more-key"]);
        let columns = if self.may {
            columns.silent("")
        } else {
            columns
        };
        let rows = self.entries.iter().map(|entry| entry.cells(self.may));
        columns.table(t("others-title"), rows).caption_hidden()
    }
}

impl Entry {
    fn cells(&self, may: bool) -> Vec<TableCell> {
        let small = |words: &str| Html::element("span", "tl-needs__more", words);
        let about = [self.help.as_str(), self.source.as_str()];
        let about: Vec<&str> = about
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect();
        let name = [
            Html::escape(&self.label),
            " ".into(),
            small(&about.join(" · ")),
        ];
        let mut cells = vec![
            TableCell::new(Html::join(name)).header(),
            TableCell::new(&self.stands),
            TableCell::new(Html::join(self.rows.iter().map(|row| small(row)))),
        ];
        if may {
            let say = Link::new(t("other-say"), &self.href);
            let say = say.visually_hidden(format!(": {}", self.label));
            cells.push(TableCell::new(say));
        }
        cells
    }
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let kept = &seen.home.records.beside.others;
    let listed = seen.scheme.other_notifications.iter().map(|item| Entry {
        href: format!("{}/other-notifications/{}", seen.base, item.id),
        label: marked(&item.label.en, item.checked),
        help: item
            .help
            .as_ref()
            .map(|help| help.en.clone())
            .unwrap_or_default(),
        source: item.source.clone().unwrap_or_default(),
        ..entry(kept.iter().rfind(|one| one.body.body == item.id))
    });
    let another = kept.iter().filter(|one| one.body.body == ANOTHER_BODY);
    let another = another.map(|one| Entry {
        href: format!("{}/other-notifications/{}", seen.base, one.id),
        label: one.body.name.0.clone(),
        ..entry(Some(one))
    });
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("others-title"))
            .back(seen.base.clone()),
        step: seen.step("other_notifications"),
        summary: summary(&seen.home, seen.scheme),
        entries: listed.chain(another).collect(),
        may: seen.home.may.tell && seen.home.case.closed_at.is_none(),
        base: seen.base.clone(),
    })
}

fn entry(kept: Option<&Stored<OtherNotification>>) -> Entry {
    let rows = match kept.map(|one| &one.body.stands) {
        None => Vec::new(),
        Some(WhereItStands::Done(done)) => vec![
            format!("{}, {}", done.on, done.by.0),
            t_code("channel", &done.channel),
            done.reference.0.clone(),
        ],
        Some(WhereItStands::NotNeeded { reason, by }) => vec![reason.0.clone(), by.0.clone()],
        Some(WhereItStands::NotYet { by, due }) => {
            let values = [
                ("who", by.0.as_str().into()),
                ("date", date_in_words(*due).into()),
            ];
            vec![t_with("other-will", &values)]
        }
    };
    let stands = kept.map_or("not_looked_at", |one| one.body.stands.code());
    Entry {
        href: String::new(),
        label: String::new(),
        help: String::new(),
        source: String::new(),
        stands: t_code("other-stands", stands),
        rows: rows.into_iter().filter(|row| !row.is_empty()).collect(),
    }
}

/// How many are done, still to do, not needed, and not yet looked at.
pub(crate) fn summary(home: &Home, scheme: &Scheme) -> String {
    let kept = &home.records.beside.others;
    let count = |code: &str| {
        let found = kept.iter().filter(|one| one.body.stands.code() == code);
        i64::try_from(found.count()).unwrap_or(i64::MAX)
    };
    let looked_at = |id: &str| kept.iter().any(|one| one.body.body == id);
    let listed = scheme.other_notifications.iter();
    let open = listed.filter(|item| !looked_at(&item.id)).count();
    let values = [
        ("done", count("done").into()),
        ("yet", count("not_yet").into()),
        ("not", count("not_needed").into()),
        ("open", i64::try_from(open).unwrap_or(i64::MAX).into()),
    ];
    t_with("others-summary", &values)
}

/// What the address names: a body of the scheme, another one on record, or a new one.
fn found<'a>(
    seen: &'a Seen<'_>,
    id: &str,
) -> Result<(String, String, Option<&'a Stored<OtherNotification>>), PageError> {
    let kept = &seen.home.records.beside.others;
    let mut listed = seen.scheme.other_notifications.iter();
    if let Some(item) = listed.find(|item| item.id == id) {
        let one = kept.iter().rfind(|one| one.body.body == id);
        let label = marked(&item.label.en, item.checked);
        return Ok((item.id.clone(), label, one));
    }
    let one = by_id(kept, id)?;
    Ok((ANOTHER_BODY.to_owned(), t("other-another"), one))
}

fn filled(one: &OtherNotification) -> Filled {
    let mut form = Filled::with([
        (NAME.id, one.name.0.clone()),
        (STANDS.id, one.stands.code().to_owned()),
    ]);
    match &one.stands {
        WhereItStands::Done(done) => {
            form.set(ON.id, done.on.to_string());
            form.set(DONE_BY.id, done.by.0.clone());
            form.set(CHANNEL.id, done.channel.clone());
            form.set(REFERENCE.id, done.reference.0.clone());
        }
        WhereItStands::NotNeeded { reason, by } => {
            form.set(REASON.id, reason.0.clone());
            form.set(SAYS_BY.id, by.0.clone());
        }
        WhereItStands::NotYet { by, due } => {
            form.set(WILL_BY.id, by.0.clone());
            put_day(&mut form, &DUE, Some(*due));
        }
    }
    form
}

fn sheet(seen: &Seen<'_>, body: &str, label: String) -> Sheet {
    let channels = OtherNotification::CHANNELS.iter();
    let channels = channels.map(|code| Offer::new(*code, t_code("channel", code)));
    let told = vec![
        input(ON, Ask::Line),
        input(DONE_BY, Ask::Line),
        input(CHANNEL, Ask::Pick(channels.collect())),
        input(REFERENCE, Ask::Line),
    ];
    let not_yet = vec![input(WILL_BY, Ask::Line), input(DUE, Ask::Day)];
    let not_needed = vec![input(REASON, Ask::Words), input(SAYS_BY, Ask::Line)];
    let stands = WhereItStands::CODES
        .iter()
        .map(|code| Offer::new(*code, t_code("other-stands", code)));
    let mut inputs = Vec::new();
    if body == ANOTHER_BODY {
        inputs.push(input(NAME, Ask::Line));
    }
    inputs.extend([
        input(STANDS, Ask::OneOf(stands.collect())),
        group(t("if-told"), told),
        group(t("if-not-yet-told"), not_yet),
        group(t("if-not-needed"), not_needed),
    ]);
    Sheet {
        title: label,
        caption: seen.caption(),
        step: seen.step("other_notifications"),
        explain: Vec::new(),
        inputs,
        button: t("save"),
        back: format!("{}/other-notifications", seen.base),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.home.may.tell)?;
    let (body, label, kept) = found(&seen, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&seen, &body, label).show(&state, &signed, &form, hidden)
}

fn read_stands(form: &mut Filled, today: model::Date) -> Option<WhereItStands> {
    let known = |code: &str| WhereItStands::CODES.contains(&code);
    match one_of(form, &STANDS, known)?.as_str() {
        "done" => {
            let on = form.uncertain_date(&ON, today);
            let by = form.text(&DONE_BY, 200);
            let channels = OtherNotification::CHANNELS;
            let channel = one_of(form, &CHANNEL, |code| channels.contains(&code));
            let reference = form.text_or_none(&REFERENCE, 200);
            Some(WhereItStands::Done(Done {
                on: on?,
                by: Sensitive(by?),
                channel: channel?,
                reference: Sensitive(reference.unwrap_or_default()),
            }))
        }
        "not_yet" => {
            let by = form.text(&WILL_BY, 200);
            let due = form.date(&DUE);
            Some(WhereItStands::NotYet {
                by: Sensitive(by?),
                due: due?,
            })
        }
        _ => {
            let reason = form.text(&REASON, 2_000);
            let by = form.text(&SAYS_BY, 200);
            Some(WhereItStands::NotNeeded {
                reason: Sensitive(reason?),
                by: Sensitive(by?),
            })
        }
    }
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "other-name" => Some(NAME),
        "other-later" => Some(ON),
        "other-lacks" => Some(STANDS),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let (body, label, kept) = found(&seen, &id)?;
    let sheet = sheet(&seen, &body, label);
    let name = if body == ANOTHER_BODY {
        form.text(&NAME, 200)
    } else {
        Some(String::new())
    };
    let stands = read_stands(&mut form, signed.ctx.today());
    let (Some(name), Some(stands), true) = (name, stands, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = OtherNotification {
        body,
        name: Sensitive(name),
        stands,
    };
    let sent = (form.form_id()?, place_shown(kept, &form)?);
    let outcome = say(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &format!("{}/other-notifications", seen.base),
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
