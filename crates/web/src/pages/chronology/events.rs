//! Accounts that may tell of one event: proposals, each looked at alone, and what people said of them.

use app::AppError;
use app::chronology::same_event::Proposed;
use app::chronology::{Account, NewEvent, proposals, say, undo};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum_extra::extract::Query;
use govuk::{Html, SummaryCard};
use model::case::ChronologyEvent;
use model::{RecordId, Sensitive};

use super::sides::{differences, reasons, short, sides};
use super::{Naming, Seen, seen_as, withheld};
use crate::draw::{bullets, go, link_button, paragraph};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, saved_page, show};
use crate::pages::seen::{Here, HereOne, changeable};
use crate::paging::{Paging, page_asked};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, drawn, input};
use crate::texts::{linked, t, t_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const ACCOUNTS: Field = field("account", "event-accounts");
const ANSWER: Field = field("answer", "event-answer");
const WORDS: Field = field("words", "event-words");
const SAME: &str = "same";
const DIFFERENT: &str = "different";

/// Proposals on one page: each is read with care.
const PROPOSALS: usize = 20;
/// Accounts near in time that are offered on either side of one that was chosen by hand.
const NEAR: usize = 15;
/// How often further accounts can be asked for, four times as many each time: the last time 3,840 on either side.
const FURTHER: u32 = 4;
/// What the address names the times by which further accounts were asked for.
const AWAY: &str = "further";

#[derive(Template)]
#[template(path = "chronology/events.html")]
struct EventsPage {
    frame: Frame,
    caption: String,
    ways: Vec<(String, String)>,
    summary: String,
    withheld: Option<String>,
    proposals: Vec<Html>,
    range: Option<String>,
    pages: Option<Html>,
    said: Vec<Html>,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    RawQuery(query): RawQuery,
) -> Answer {
    let number = page_asked(query.as_deref())?;
    let seen = seen_as(&state, &signed, &text, query.as_deref()).await?;
    let all = proposals(&seen.found, &seen.names);
    let paging = Paging::of(number, PROPOSALS, all.len());
    let may = usable(&seen).is_ok();
    let shown = paging.part(&all).iter();
    let hidden = seen.found.accounts.iter().filter(|one| one.entry.is_none());
    let mut said = Vec::new();
    for one in seen.found.said.iter().rev() {
        said.push(standing(&state, &signed, (&seen, one, may))?);
    }
    show(&EventsPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("events-title"))
            .back(seen.to("")),
        caption: seen.caption(),
        ways: seen.ways(Some("/same-events"), None),
        summary: t1("events-summary", "count", all.len()),
        withheld: withheld(hidden.count()),
        proposals: shown.map(|one| proposal(&seen, one, may)).collect(),
        range: paging.words(),
        pages: paging.links_with(&seen.naming.kept()),
        said,
    })
}

/// Somebody who may says so, in an open case.
fn usable(seen: &Seen) -> Result<(), PageError> {
    changeable(&seen.found.case, seen.found.may_join)
}

fn proposal(seen: &Seen, one: &Proposed, may: bool) -> Html {
    let head = |key| Html::element("h4", "govuk-heading-s", t(key));
    let mut parts = vec![
        sides(seen, &one.entries),
        head("events-why"),
        reasons(&one.reasons),
        head("events-differ"),
        differences(seen, &one.differences),
    ];
    if may {
        let href = format!("{}?{}", seen.here("/same-events/say"), named(&one.entries));
        let href = seen.naming.added(&href);
        parts.push(go(t("events-say"), href).secondary().render());
    }
    let title = t1("events-proposal", "count", one.entries.len());
    SummaryCard::new(title, Html::join(parts)).render()
}

/// Entries as an address names them.
fn named(ids: &[RecordId]) -> String {
    let pairs = ids.iter().map(|id| format!("{}={id}", ACCOUNTS.id));
    pairs.collect::<Vec<_>>().join("&")
}

/// What somebody said of accounts, and how to undo it.
fn standing(
    state: &WebState,
    signed: &Signed,
    (seen, one, may): (&Seen, &Stored<ChronologyEvent>, bool),
) -> Result<Html, PageError> {
    let body = &one.body;
    let accounts = body
        .accounts
        .iter()
        .filter_map(|id| seen.found.account(*id));
    let lines: Vec<String> = accounts.filter_map(|one| short(seen, one)).collect();
    let gone = body.accounts.len() - lines.len();
    let gone = (gone > 0).then(|| t1("events-gone", "count", gone));
    let lines = lines.into_iter().chain(gone).map(Html::escape);
    let who = seen.names.person(&one.by).unwrap_or_default().to_owned();
    let values = [
        ("who", who.into()),
        ("when", moment_in_words(one.changed_at).into()),
    ];
    let mut parts = vec![bullets(lines), paragraph(t_with("events-who", &values))];
    if !body.words.0.is_empty() {
        parts.push(Html::element(
            "p",
            "govuk-body tl-words",
            body.words.0.as_str(),
        ));
    }
    if may {
        let action = seen.to(&format!("/same-events/{}/undo", one.id));
        let hidden = state.hidden(&signed.visit, Some(one.version))?;
        let about = t("events-undo-about");
        let button = link_button(&action, hidden, (&t("events-undo"), &about))?;
        parts.push(paragraph(button));
    }
    let title = t(if body.same {
        "events-are-same"
    } else {
        "events-are-different"
    });
    Ok(SummaryCard::new(title, Html::join(parts)).render())
}

pub(super) async fn undone(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    RawQuery(query): RawQuery,
    form: Filled,
) -> Answer {
    let reference = crate::pages::people::reference(&text)?;
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let sent = (form.form_id()?, (id, form.version()?));
    undo(state.app(), &signed.ctx, &reference, sent).await?;
    let naming = Naming::of(query.as_deref());
    Ok(next_page(&naming.added(&events_page(&signed, &text))))
}

fn events_page(signed: &Signed, reference: &str) -> String {
    signed.path(&format!("reviews/{reference}/chronology/same-events"))
}

/// The accounts that an address names and that the reader may read.
fn chosen<'a>(seen: &'a Seen, typed: &[(String, String)]) -> Vec<&'a Account> {
    let own = typed.iter().filter(|(name, _)| name == ACCOUNTS.id);
    let ids: Vec<RecordId> = own.filter_map(|(_, id)| id.parse().ok()).collect();
    let all = seen.found.accounts.iter();
    all.filter(|one| one.id().is_some_and(|id| ids.contains(&id)))
        .collect()
}

/// The accounts on offer: those that were chosen, and, where that is only one, those that stand nearest to it in the list.
struct OnOffer<'a> {
    accounts: Vec<&'a Account>,
    /// Where more of them stand further away, how to ask for them.
    further: Option<String>,
}

fn on_offer<'a>(seen: &'a Seen, chosen: &[&'a Account], typed: &[(String, String)]) -> OnOffer<'a> {
    let [only] = chosen else {
        return OnOffer {
            accounts: chosen.to_vec(),
            further: None,
        };
    };
    let asked = typed.iter().find(|(name, _)| name == AWAY);
    let times: u32 = asked.and_then(|(_, times)| times.parse().ok()).unwrap_or(0);
    let times = times.min(FURTHER);
    let near = NEAR * 4_usize.pow(times);
    let all = seen.found.accounts.iter();
    let readable: Vec<&Account> = all.filter(|one| one.entry.is_some()).collect();
    let at = readable.iter().position(|one| one.id() == only.id());
    let at = at.unwrap_or_default();
    let more = at > near || readable.len() > at + near + 1;
    let more = more && times < FURTHER;
    let ids: Vec<RecordId> = only.id().into_iter().collect();
    let further = || {
        let own = seen.here("/same-events/say");
        seen.naming
            .added(&format!("{own}?{}&{AWAY}={}", named(&ids), times + 1))
    };
    let from = at.saturating_sub(near);
    OnOffer {
        accounts: readable
            .into_iter()
            .skip(from)
            .take(at - from + near + 1)
            .collect(),
        further: more.then(further),
    }
}

fn sheet(seen: &Seen, offers: &OnOffer<'_>, chosen: &[&Account]) -> Sheet {
    let ids: Vec<RecordId> = chosen.iter().filter_map(|one| one.id()).collect();
    let offer = |one: &&Account| Some(Offer::new(one.id()?.to_string(), short(seen, one)?));
    let answers = vec![
        Offer::new(SAME, t("event-answer-same")),
        Offer::new(DIFFERENT, t("event-answer-different")),
    ];
    let further = offers.further.as_deref();
    let further = further.map(|href| paragraph(linked("event-further", href)));
    Sheet {
        title: t("event-title"),
        caption: seen.caption(),
        step: None,
        explain: vec![t("event-explain"), t("event-explain-undo")],
        inputs: vec![
            drawn(sides(seen, &ids)),
            drawn(further.unwrap_or_default()),
            input(
                ACCOUNTS,
                Ask::AnyOf(offers.accounts.iter().filter_map(offer).collect()),
            ),
            input(ANSWER, Ask::OneOf(answers)),
            input(WORDS, Ask::Words),
        ],
        button: t("save"),
        back: seen.to("/same-events"),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
) -> Answer {
    let seen = seen_as(&state, &signed, &text, query.as_deref()).await?;
    usable(&seen)?;
    let chosen = chosen(&seen, &typed);
    if chosen.is_empty() {
        return Err(PageError::NotFound);
    }
    let ids = chosen.iter().filter_map(|one| one.id());
    let ticked = ids.map(|id| (ACCOUNTS.id.to_owned(), id.to_string()));
    let form = Filled::posted(ticked.collect());
    let hidden = state.hidden(&signed.visit, None)?;
    let offers = on_offer(&seen, &chosen, &typed);
    sheet(&seen, &offers, &chosen).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled) -> Option<NewEvent> {
    let accounts = form.choices::<RecordId>(&ACCOUNTS);
    let same = form.coded(&ANSWER, |code| match code {
        SAME => Some(true),
        DIFFERENT => Some(false),
        _ => None,
    });
    let words = form.text_or_none(&WORDS, 2_000);
    if !form.is_good() {
        return None;
    }
    Some(NewEvent {
        accounts: accounts?,
        same: same?,
        words: Sensitive(words.unwrap_or_default()),
    })
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
    mut form: Filled,
) -> Answer {
    let seen = seen_as(&state, &signed, &text, query.as_deref()).await?;
    usable(&seen)?;
    let chosen = chosen(&seen, &typed);
    let offers = on_offer(&seen, &chosen, &typed);
    let sheet = sheet(&seen, &offers, &chosen);
    let Some(new) = read(&mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, &new);
    match say(state.app(), &signed.ctx, &seen.reference, sent).await {
        Ok(()) => Ok(saved_page(&seen.to("/same-events"))),
        Err(AppError::Rule(code)) if code.starts_with("event-") => {
            form.refuse(&ACCOUNTS, code);
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}
