//! One draft: where it stands, what stops it, whose release is wanted, and what follows.

use app::sharing::{DraftStands, Slot, readers};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, SummaryAction, SummaryList, SummaryRow};
use model::case::{CheckSays, SharingDraft};
use model::scheme::StepText;

use super::lines::{asked, current};
use super::side_by_side::table;
use super::{As, HereDraft, Seen, seen, together};
use crate::draw::{bullets, change, row, warning};
use crate::frame::{Frame, show};
use crate::pages::library::{asked_here, told_here};
use crate::pages::seen::changeable;
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "sharing/draft.html")]
struct DraftPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    stands: String,
    /// What stops it, one sentence each.
    stops: Html,
    about: Html,
    table: Html,
    holds: Html,
    releases: Html,
    lines: Html,
    /// What came of it, once it was released.
    released: Html,
    /// What others did with it, once it was released.
    told: Html,
    /// A way to a corrected version, once it was released.
    next: Html,
    may_write: bool,
    may_check: bool,
    may_hold: bool,
    may_release: bool,
    may_recall: bool,
    /// Where the reader shares it more widely than with the partnership.
    wider: Option<String>,
    base: String,
}

pub(super) async fn overview(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Reader).await?;
    let view = &seen.view;
    let may = view.may;
    let stands = view.stands();
    let released = view.release().is_some();
    let (told, read) = match view.release() {
        Some(release) => {
            let both = (&state, &signed);
            let told = if release.body.audience.is_beyond() {
                let asked = asked_here(both, &release.body, &seen.base).await?;
                Html::join([told_here(both, &release.body).await?, asked])
            } else {
                Html::default()
            };
            (told, readers(signed.ctx.organisation, &release.body))
        }
        None => (Html::default(), Vec::new()),
    };
    show(&DraftPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("share-draft-title"))
            .back(seen.all.clone()),
        caption: seen.caption(),
        step: seen.step("sharing"),
        stands: t_code("share-stands", stands.code()),
        stops: if released {
            Html::default()
        } else {
            stops(&seen)
        },
        about: about(&seen),
        table: if released {
            Html::default()
        } else {
            table(view)
        },
        holds: holds(&seen),
        releases: slots(&seen),
        lines: super::lines::summary(&seen),
        released: super::recall::released(&seen, &read),
        next: super::next::offered(&seen),
        told,
        may_write: seen.is_open(may.write),
        may_check: seen.is_open(may.check),
        may_hold: seen.is_open(may.hold),
        may_release: seen.is_open(may.release) && view.wanted.is_ok(),
        may_recall: may.recall && stands == DraftStands::Released,
        wider: wider(&seen),
        base: seen.base.clone(),
    })
}

/// Where what the partnership reads is shared more widely, for whoever may write here.
fn wider(seen: &Seen<'_>) -> Option<String> {
    let view = &seen.view;
    let release = view.release()?;
    let stands = view.stands() == DraftStands::Released;
    let may = changeable(&view.case, view.may.write).is_ok();
    let offered = !release.body.audience.is_beyond() && stands && may;
    offered.then(|| format!("{}/start/{}", seen.all, release.id))
}

/// What stops it, in sentences.
pub(super) fn stops(seen: &Seen<'_>) -> Html {
    let stops = &seen.view.stops;
    if stops.is_empty() {
        return Html::default();
    }
    let lines = stops.iter().flat_map(|code| match *code {
        "release-stopped" => stopped(seen),
        code => vec![t_code("share-stops", code)],
    });
    bullets(lines.map(Html::escape))
}

/// Each line that stops it, with who said so and why.
fn stopped(seen: &Seen<'_>) -> Vec<String> {
    let stopped = asked(seen).into_iter().filter_map(|(_, item)| {
        let said = &current(seen, &item.code)?.body;
        let values = [
            ("line", item.label.en.as_str().into()),
            ("why", said.words.0.as_str().into()),
            ("by", said.by.0.as_str().into()),
        ];
        (said.says == CheckSays::Stops).then(|| t_with("share-stops-line", &values))
    });
    stopped.collect()
}

/// For whom it is, where it would be said to come from, what the family knows, who wrote it.
pub(super) fn about(seen: &Seen<'_>) -> Html {
    let view = &seen.view;
    let draft = &view.draft.body;
    let mut rows = vec![row(
        t("share-for"),
        t_code("share-to", draft.audience.code()),
    )];
    rows.extend(super::next::about(seen));
    rows.push(row(t("share-origin"), origin(seen)));
    let may = seen.is_open(view.may.write);
    let family = view.made.family(view.draft.id);
    let family_row = row(
        t("share-family"),
        family.map_or_else(
            || t("share-family-open"),
            |one| {
                let knows = t_code("share-family-is", one.body.knows.code());
                let by = seen.person(one.body.by.person);
                format!("{knows}. {} ({by})", one.body.words.0)
            },
        ),
    );
    rows.push(if may {
        let href = format!("{}/family", seen.base);
        family_row.action(change(href, t("share-family")))
    } else {
        family_row
    });
    let (wrote, put_forward) = view.written_by();
    for (key, people) in [("share-by", wrote), ("share-put-forward", put_forward)] {
        let names: Vec<String> = people.into_iter().map(|one| seen.person(one)).collect();
        if !names.is_empty() {
            rows.push(row(t(key), names.join(", ")));
        }
    }
    SummaryList::new().rows(rows).render()
}

/// Where it would be said to come from.
fn origin(seen: &Seen<'_>) -> String {
    match &seen.view.origin {
        Err(code) => t_code("share-stops", code),
        Ok(origin) => {
            let year = i64::from(origin.year);
            let own_work = seen.view.draft.body.is_own_work();
            let key = match (origin.partnership.is_some(), origin.region.is_some()) {
                (true, _) if own_work => "own-origin-named",
                (true, _) => "share-origin-named",
                (false, true) => "share-origin-region",
                (false, false) => "share-origin-none",
            };
            t_with(key, &[("year", year.to_string().into())])
        }
    }
}

/// That a hold stands on another draft that began with the same or says nearly the same; nothing where none does.
fn held_alike(seen: &Seen<'_>) -> Html {
    let others = seen.view.made.held_alike(seen.view.draft.id);
    if others.is_empty() {
        return Html::default();
    }
    let line = |one: &&Stored<SharingDraft>| {
        let words = one.body.learning.0.condition.as_str();
        Html::from(Link::new(words, format!("{}/{}", seen.all, one.id)))
    };
    let lines: Vec<Html> = others.iter().map(line).collect();
    Html::join([warning(t("share-held-alike")).render(), bullets(lines)])
}

/// Every hold: why, who can lift it, whether it was lifted; and that one stands on another draft that is nearly the same.
pub(super) fn holds(seen: &Seen<'_>) -> Html {
    let view = &seen.view;
    let rows = view.made.holds(view.draft.id).map(|one| {
        let hold = &one.body;
        let person = seen.person(hold.lifts);
        let mut says = vec![Html::escape(&hold.why.0)];
        match &hold.lifted {
            Some(lifted) => {
                let by = lifted.by.map_or(person, |by| seen.person(by));
                let values = [
                    ("person", by.as_str().into()),
                    ("day", date_in_words(lifted.on).into()),
                    ("why", lifted.why.0.as_str().into()),
                ];
                says.push(Html::escape(t_with("share-hold-lifted", &values)));
            }
            None => {
                let values = [
                    ("person", person.as_str().into()),
                    ("day", date_in_words(hold.look_again).into()),
                ];
                let key = match view.cannot_lift.contains(&hold.lifts) {
                    true if view.draft.body.is_own_work() => "share-hold-gone-own",
                    true => "share-hold-gone",
                    false => "share-hold-stands",
                };
                says.push(Html::escape(t_with(key, &values)));
            }
        }
        let row = SummaryRow::new(t("share-hold"), Html::lines(says));
        if view.may_lift(hold) {
            let href = format!("{}/holds/{}", seen.base, one.id);
            row.action(SummaryAction::new(t("share-lift-link"), href))
        } else {
            row
        }
    });
    let rows: Vec<SummaryRow> = rows.collect();
    let alike = match view.release() {
        Some(_) => Html::default(),
        None => held_alike(seen),
    };
    if rows.is_empty() {
        return alike;
    }
    Html::join([alike, SummaryList::new().rows(rows).render()])
}

/// Whose release is wanted, who has given it, and to what rare things they agreed.
pub(super) fn slots(seen: &Seen<'_>) -> Html {
    let rows = seen.view.slots.iter().map(|slot| {
        let says = match &slot.given {
            None => vec![Html::escape(t("share-release-waits"))],
            Some(step) => {
                let values = [
                    ("person", seen.person(step.person).into()),
                    ("day", date_in_words(step.on).into()),
                ];
                let mut says = vec![Html::escape(t_with("share-release-given", &values))];
                says.extend(together::agreed(seen, &step.agreed));
                says
            }
        };
        let place = slot
            .given
            .as_ref()
            .and_then(|step| step.in_place_of.as_ref());
        let mut lines = says;
        if let Some(place) = place {
            let why = place.why.0.as_str();
            lines.push(Html::escape(t1("share-in-place-given", "why", why)));
        } else if slot.given.is_none() && slot.stand_in.is_some() {
            lines.push(Html::escape(t("share-in-place-may")));
        }
        row(slot_name(slot), Html::lines(lines))
    });
    let list = SummaryList::new().rows(rows).render();
    if !seen.view.one_does_not_count {
        return list;
    }
    let says = t_code("rule", "release-no-longer-counts");
    Html::join([warning(says).render(), list])
}

fn slot_name(slot: &Slot) -> String {
    match &slot.partner {
        Some(partner) => t1("share-release-of", "partner", partner.label.as_str()),
        None => t_code("share-release-by", slot.released_as.code()),
    }
}
