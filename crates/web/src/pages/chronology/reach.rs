//! Whether a record that stood elsewhere could have been reached: what somebody who was there said, recorded by whoever may.

use app::AppError;
use app::chronology::{Account, Reached, Role, reached, record_reach, roles, take_reach_away};
use axum::extract::{Path, RawQuery, State};
use axum_extra::extract::Query;
use govuk::{Html, Link};
use model::case::{Could, Needed, Reach};
use model::{AgencyId, RecordId, Sensitive};

use super::horizon::{self, Horizon};
use super::sides::{short, sides};
use super::{Naming, Seen, seen, seen_as};
use crate::draw::{bullets, link_button};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::people::reference;
use crate::pages::seen::{Here, HereOne, changeable};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, drawn, each, input};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const ENTRY: &str = "entry";
const SAID_BY: Field = field("said_by", "reach-said-by");
const SAID_ON: Field = field("said_on", "reach-said-on");
const SYSTEM: Field = field("system", "reach-system");
const SYSTEM_WORDS: Field = field("system_words", "reach-system-words");
const PERMISSION: Field = field("permission", "reach-permission");
const PERMISSION_WORDS: Field = field("permission_words", "reach-permission-words");
const REASON: Field = field("reason", "reach-reason");
const REASON_WORDS: Field = field("reason_words", "reach-reason-words");
const TIME: Field = field("time", "reach-time");
const TIME_WORDS: Field = field("time_words", "reach-time-words");

/// The four things, each with whether it was there and the words.
const NEEDED: [(Field, Field); 4] = [
    (SYSTEM, SYSTEM_WORDS),
    (PERMISSION, PERMISSION_WORDS),
    (REASON, REASON_WORDS),
    (TIME, TIME_WORDS),
];

/// What was said of entries, for whom the page looks.
pub(super) struct Said<'a> {
    state: &'a WebState,
    signed: &'a Signed,
    reached: Reached,
    agency: AgencyId,
    role: String,
    /// What the address of the page asks for.
    query: String,
}

impl<'a> Said<'a> {
    /// Reads what was said.
    pub(super) async fn read(
        (state, signed): (&'a WebState, &'a Signed),
        seen: &Seen,
        (agency, role): (AgencyId, Option<&Role>),
    ) -> Result<Self, PageError> {
        let mut reached = reached(state.app(), &signed.ctx, &seen.reference).await?;
        if let Some(without) = &seen.without_names {
            without.said(&mut reached);
        }
        Ok(Self {
            reached,
            role: role.map(|role| role.called.clone()).unwrap_or_default(),
            query: String::new(),
            agency,
            state,
            signed,
        })
    }

    /// Takes what the address of the page asks for, to come back to it.
    pub(super) fn at(&mut self, query: String) {
        self.query = query;
    }

    /// Beside an entry that stood elsewhere: what was said, or that nobody was asked yet.
    pub(super) fn beside(&self, seen: &Seen, id: RecordId) -> Html {
        let all = self.reached.said.iter();
        let here: Vec<_> = all
            .filter(|one| one.body.entry == id && one.body.agency == self.agency)
            .collect();
        let asked = here.iter().any(|one| self.is_of(&one.body.role.0));
        let mut parts: Vec<Html> = Vec::new();
        if !asked {
            parts.push(Html::element("div", "", t("reach-not-asked")));
        }
        for one in here {
            parts.push(Html::element("div", "", said(&one.body)));
            let undo = self.reached.may_record.then(|| {
                let action = seen.to(&format!("/reach/{}/take-away", one.id));
                let hidden = self.state.hidden(&self.signed.visit, Some(one.version));
                let about = t1("reach-take-away-about", "who", one.body.said_by.0.as_str());
                let words = t("reach-take-away");
                link_button(&action, hidden.ok()?, (&words, &about)).ok()
            });
            let undo = undo.flatten();
            parts.extend(undo.map(|form| Html::element("div", "tl-noprint", form)));
        }
        if self.reached.may_record {
            let href = format!("{}?{ENTRY}={id}&{}", seen.here("/reach"), self.query);
            let about = seen.found.account(id).and_then(|one| short(seen, one));
            let link = Link::new(t("reach-record"), href);
            let link = link.visually_hidden(about.unwrap_or_default());
            parts.push(Html::element("span", "tl-noprint", link));
        }
        Html::element("div", "tl-horizon__reach", Html::join(parts))
    }

    fn is_of(&self, role: &str) -> bool {
        role.trim().to_lowercase() == self.role.trim().to_lowercase()
    }
}

/// Who said it, when, of whom, and what of each of the four.
fn said(one: &Reach) -> Html {
    let whom = if one.role.0.is_empty() {
        t("reach-of-agency")
    } else {
        one.role.0.clone()
    };
    let values = [
        ("who", one.said_by.0.as_str().into()),
        ("on", date_in_words(one.said_on).into()),
        ("whom", whom.into()),
        ("day", date_in_words(one.as_of).into()),
    ];
    let head = Html::escape(t_with("reach-said", &values));
    let lines = one.needed().map(|(code, needed)| {
        let could = t_code("reach-could", needed.could.code());
        let values = [
            ("what", t_code("reach-what", code).into()),
            ("could", could.into()),
            ("words", needed.words.0.as_str().into()),
        ];
        let key = if needed.words.0.is_empty() {
            "reach-line"
        } else {
            "reach-line-words"
        };
        Html::escape(t_with(key, &values))
    });
    Html::join([head, bullets(lines)])
}

/// What the form is about: the entry, through whose eyes, and on which day.
struct About<'a> {
    account: &'a Account,
    horizon: Horizon,
    role: Option<Role>,
}

impl<'a> About<'a> {
    fn of(seen: &'a Seen, typed: Vec<(String, String)>) -> Result<Self, PageError> {
        let mut asked = Filled::posted(typed);
        let id: Option<RecordId> = asked.value(ENTRY).parse().ok();
        let horizon = horizon::read(&mut asked).ok_or(PageError::NotFound)?;
        let account = id.and_then(|id| seen.found.account(id));
        let all = roles(&seen.found, &seen.names, horizon.agency);
        let role = all.into_iter().find(|one| horizon.is_of(one));
        Ok(Self {
            account: account.ok_or(PageError::NotFound)?,
            horizon,
            role,
        })
    }

    fn entry(&self) -> Result<RecordId, PageError> {
        self.account.id().ok_or(PageError::NotFound)
    }

    /// The page from which the form was opened.
    fn back(&self, seen: &Seen) -> String {
        horizon::address(seen, &self.horizon)
    }

    fn whom(&self, seen: &Seen) -> String {
        let agency = seen.agency(self.horizon.agency);
        match &self.role {
            None => agency,
            Some(role) => {
                let values = [
                    ("role", role.called.as_str().into()),
                    ("agency", agency.into()),
                ];
                t_with("reach-whom", &values)
            }
        }
    }

    fn sheet(&self, seen: &Seen) -> Result<Sheet, PageError> {
        let values = [
            ("whom", self.whom(seen).into()),
            ("day", date_in_words(self.horizon.on).into()),
        ];
        let mut inputs = vec![
            drawn(sides(seen, &[self.entry()?])),
            input(SAID_BY, Ask::Line),
            input(SAID_ON, Ask::Day),
        ];
        inputs.extend(NEEDED.map(|(could, words)| {
            let offers = Could::ALL.iter().map(|one| {
                let code = one.code();
                Offer::new(code, t_code("reach-could", code))
            });
            let asked = vec![
                input(could, Ask::OneOf(offers.collect())),
                input(words, Ask::Words),
            ];
            each(t_code("reach-what", could.id), asked)
        }));
        Ok(Sheet {
            title: t("reach-title"),
            caption: seen.caption(),
            step: None,
            explain: vec![t_with("reach-explain", &values), t("reach-explain-more")],
            inputs,
            button: t("save"),
            back: self.back(seen),
        })
    }
}

/// Somebody who may record it, in an open case.
async fn usable(state: &WebState, signed: &Signed, seen: &Seen) -> Result<(), PageError> {
    let may = reached(state.app(), &signed.ctx, &seen.reference).await?;
    changeable(&seen.found.case, may.may_record)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
) -> Answer {
    let seen = seen_as(&state, &signed, &text, query.as_deref()).await?;
    usable(&state, &signed, &seen).await?;
    let about = About::of(&seen, typed)?;
    let not_said = NEEDED.map(|(could, _)| (could.id, Could::NotSaid.code().to_owned()));
    let form = Filled::with(not_said);
    let hidden = state.hidden(&signed.visit, None)?;
    about.sheet(&seen)?.show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, about: &About<'_>) -> Result<Option<Reach>, PageError> {
    let said_by = form.text(&SAID_BY, 200);
    let said_on = form.date(&SAID_ON);
    let needed = NEEDED.map(|(could, words)| {
        let could = form.coded(&could, Could::from_code);
        let words = form.text_or_none(&words, 2_000).unwrap_or_default();
        could.map(|could| Needed {
            could,
            words: Sensitive(words),
        })
    });
    if !form.is_good() {
        return Ok(None);
    }
    let [Some(system), Some(permission), Some(reason), Some(time)] = needed else {
        return Ok(None);
    };
    let (Some(said_by), Some(said_on)) = (said_by, said_on) else {
        return Ok(None);
    };
    let role = about.role.as_ref();
    Ok(Some(Reach {
        entry: about.entry()?,
        agency: about.horizon.agency,
        role: Sensitive(role.map(|role| role.called.clone()).unwrap_or_default()),
        as_of: about.horizon.on,
        said_by: Sensitive(said_by),
        said_on,
        system,
        permission,
        reason,
        time,
    }))
}

/// A role as the accounts name it, for what is kept, where the page was read without names.
async fn named_role(
    (state, signed): (&WebState, &Signed),
    (shown, text): (&Seen, &str),
    role: Sensitive<String>,
) -> Result<Sensitive<String>, PageError> {
    let agency = shown.found.agencies.iter();
    if !shown.naming.unnamed() || role.0.is_empty() {
        return Ok(role);
    }
    let named = seen(state, signed, text).await?;
    let mut all = agency.flat_map(|id| roles(&named.found, &named.names, *id));
    let found = all.find(|one| shown.as_read(&one.called) == role.0);
    Ok(found.map_or(role, |one| Sensitive(one.called)))
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
    mut form: Filled,
) -> Answer {
    let seen = seen_as(&state, &signed, &text, query.as_deref()).await?;
    usable(&state, &signed, &seen).await?;
    let about = About::of(&seen, typed)?;
    let sheet = about.sheet(&seen)?;
    let Some(mut new) = read(&mut form, &about)? else {
        return sheet.again(&state, &signed, &form);
    };
    new.role = named_role((&state, &signed), (&seen, &text), new.role).await?;
    let sent = (form.form_id()?, &new);
    match record_reach(state.app(), &signed.ctx, &seen.reference, sent).await {
        Ok(()) => Ok(next_page(&about.back(&seen))),
        Err(AppError::Rule(code @ "reach-said-by")) => {
            form.refuse(&SAID_BY, code);
            sheet.again(&state, &signed, &form)
        }
        Err(AppError::Rule(code @ ("reach-later" | "reach-before"))) => {
            form.refuse_at(&SAID_ON, "said_on-day", code);
            sheet.again(&state, &signed, &form)
        }
        Err(AppError::Rule(code @ "reach-nothing")) => {
            form.refuse(&SYSTEM, code);
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn taken_away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    RawQuery(query): RawQuery,
    form: Filled,
) -> Answer {
    let reference = reference(&text)?;
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let sent = (form.form_id()?, (id, form.version()?));
    take_reach_away(state.app(), &signed.ctx, &reference, sent).await?;
    let back = signed.path(&format!("reviews/{reference}/chronology"));
    Ok(next_page(&Naming::of(query.as_deref()).added(&back)))
}
