//! A relationship, or where somebody lives: entered, changed, ended, taken out.

use access::Section;
use app::people_places::{remove_tie, save_tie};
use axum::extract::{Path, State};
use model::case::{Tie, TieKind};
use model::{Date, RecordId, Sensitive};

use super::facts::kinds;
use super::{Seen, kept, section, seen};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::seen::{HereOne, opened, place_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const FROM: Field = field("from", "tie-from");
const KIND: Field = field("kind", "tie-kind");
const TO: Field = field("to", "tie-to");
const SINCE: Field = field("since", "tie-since");
const UNTIL: Field = field("until", "tie-until");
const ENDED: Field = field("ended", "tie-ended");
const SOURCE: Field = field("source", "tie-source");
const SECTION: Field = field("section", "tie-section");

fn filled(one: &Tie) -> Filled {
    let day = |date: &Option<model::UncertainDate>| {
        let day = date.as_ref().map(ToString::to_string);
        day.unwrap_or_default()
    };
    Filled::with([
        (FROM.id, one.from.to_string()),
        (KIND.id, one.kind.code().to_owned()),
        (TO.id, one.to.to_string()),
        (SINCE.id, day(&one.since)),
        (UNTIL.id, day(&one.until)),
        (ENDED.id, if one.ended { "yes" } else { "no" }.to_owned()),
        (SOURCE.id, one.source.0.clone()),
    ])
}

fn sheet(seen: &Seen, new: bool) -> Sheet {
    let offer = |(id, name): (RecordId, &str)| Offer::new(id.to_string(), name);
    let people: Vec<Offer> = seen.found.everybody().map(offer).collect();
    let places = seen.found.register.places().map(offer);
    let to: Vec<Offer> = people.iter().cloned().chain(places).collect();
    let ended = ["no", "yes"].map(|code| Offer::new(code, t_code("tie-ended-is", code)));
    let mut inputs = vec![
        input(FROM, Ask::Pick(people)),
        input(KIND, Ask::Pick(kinds())),
        input(TO, Ask::Pick(to)),
        input(SINCE, Ask::Line),
        input(ENDED, Ask::OneOf(ended.into())),
        input(UNTIL, Ask::Line),
        input(SOURCE, Ask::Line),
    ];
    if new && seen.found.sections.len() > 1 {
        inputs.push(input(SECTION, Ask::OneOf(seen.sections())));
    }
    Sheet {
        title: t("tie-title"),
        caption: seen.caption(),
        step: None,
        explain: vec![t("tie-explain")],
        inputs,
        button: t("save"),
        back: seen.here(""),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, (&text, None)).await?;
    seen.usable()?;
    let kept = kept(&seen.found.register.ties, &record)?;
    let empty = Filled::with([
        (ENDED.id, "no".to_owned()),
        (SECTION.id, Section::General.code().to_owned()),
    ]);
    let (form, hidden) = opened(&state, &signed, kept, (filled, empty))?;
    sheet(&seen, kept.is_none()).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, today: Date) -> Option<Tie> {
    let from = form.choice::<RecordId>(&FROM);
    let kind = form.coded(&KIND, TieKind::from_code);
    let to = form.choice::<RecordId>(&TO);
    let since = form.uncertain_date_or_none(&SINCE, today);
    let until = form.uncertain_date_or_none(&UNTIL, today);
    let ended = crate::pages::seen::one_of(form, &ENDED, |code| matches!(code, "yes" | "no"));
    let source = form.text(&SOURCE, 500);
    if !form.is_good() {
        return None;
    }
    Some(Tie {
        from: from?,
        kind: kind?,
        to: to?,
        since,
        ended: ended? == "yes" || until.is_some(),
        until,
        source: Sensitive(source?),
    })
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, None)).await?;
    seen.usable()?;
    let kept = kept(&seen.found.register.ties, &record)?;
    let sheet = sheet(&seen, kept.is_none());
    let least = if kept.is_none() && seen.found.sections.len() > 1 {
        form.coded(&SECTION, |code| section(&seen, code))
    } else {
        Some(Section::General)
    };
    let (Some(new), Some(least)) = (read(&mut form, signed.ctx.today()), least) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let new = (new, least);
    let outcome = save_tie(state.app(), &signed.ctx, &seen.reference, (sent, &new)).await;
    let after = After {
        next: &seen.here(""),
        filled,
        field_of: |code| match code {
            "tie-self" | "tie-gone" | "tie-place" | "tie-person" | "tie-section" => Some(TO),
            "tie-reversed" => Some(UNTIL),
            _ => None,
        },
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}

pub(super) async fn removed(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let reference = crate::pages::people::reference(&text)?;
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let sent = (form.form_id()?, (id, form.version()?));
    remove_tie(state.app(), &signed.ctx, &reference, sent).await?;
    let next = signed.path(&format!("reviews/{reference}/people-and-places"));
    Ok(next_page(&next))
}
