//! The tracks of a review: what was done on each, what may come next, and putting right what was
//! entered in error.

mod step;
pub(crate) mod words;
mod wrong;

use access::{Action as _, actions};
use app::tracks::{TrackView, has_own_page, track};
use askama::Template;
use axum::extract::{Path, State};
use model::scheme::{Scheme, StageKind, StepText, TrackKind};

use crate::frame::{Frame, show};
use crate::pages::people::reference;
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_with};
use crate::{Signed, WebState};

use words::Line;

pub(crate) fn rows() -> Vec<Row> {
    let one = "/o/{organisation}/reviews/{reference}/tracks/{track_id}/{instance_id}";
    let next = "/o/{organisation}/reviews/{reference}/tracks/{track_id}/{instance_id}/{stage_id}";
    let wrong =
        "/o/{organisation}/reviews/{reference}/tracks/{track_id}/{instance_id}/wrong/{record}";
    let notified = "/o/{organisation}/reviews/{reference}/notification/steps/{record}/wrong";
    let read = Who::May(actions::ReadCase::INFO);
    let moves = Who::May(actions::MoveTrack::INFO);
    let authority = Who::May(actions::RecordNotified::INFO);
    let rows = [
        page("track", read, one, track_page),
        page("track-step", moves, next, step::form),
        send(moves, next, step::save),
        page("step-wrong", moves, wrong, wrong::form),
        send(moves, wrong, wrong::save),
        page(
            "notification-step-wrong",
            authority,
            notified,
            wrong::form_notification,
        ),
        send(authority, notified, wrong::save_notification),
    ];
    rows.into_iter().map(Row::secret).collect()
}

type HereTrack = Path<(String, String, String, String)>;

/// A track, with what its pages need.
struct Now<'a> {
    view: TrackView,
    scheme: &'a Scheme,
    base: String,
    reference: app::Reference,
    kind: TrackKind,
    instance: u32,
}

async fn now<'a>(
    state: &'a WebState,
    signed: &Signed,
    text: &str,
    (kind, instance): (&str, &str),
) -> Result<Now<'a>, PageError> {
    let reference = reference(text)?;
    let kind = TrackKind::from_code(kind).ok_or(PageError::NotFound)?;
    let instance: u32 = instance.parse().map_err(|_| PageError::NotFound)?;
    let view = track(state.app(), &signed.ctx, &reference, (kind, instance)).await?;
    let case = &view.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    Ok(Now {
        base: format!("/o/{}/reviews/{reference}", signed.place.organisation.code),
        scheme: &loaded.scheme,
        view,
        reference,
        kind,
        instance,
    })
}

impl Now<'_> {
    fn here(&self) -> String {
        format!(
            "{}/tracks/{}/{}",
            self.base,
            self.kind.code(),
            self.instance
        )
    }

    fn title(&self) -> String {
        numbered(self.scheme, self.kind, self.instance)
    }

    fn step(&self) -> Option<StepText> {
        let letter = self.kind == TrackKind::PanelExchange;
        let own = letter.then(|| self.scheme.step("letter")).flatten();
        own.or_else(|| self.scheme.step("track")).cloned()
    }
}

/// What people read for a track; of several each has a number, from 1.
pub(crate) fn numbered(scheme: &Scheme, kind: TrackKind, instance: u32) -> String {
    let Some(track) = scheme.track(kind) else {
        return kind.code().to_owned();
    };
    if !track.several {
        return track.label.en.clone();
    }
    let values = [
        ("track", track.label.en.as_str().into()),
        ("number", (i64::from(instance) + 1).into()),
    ];
    t_with("track-numbered", &values)
}

struct Next {
    href: String,
    label: String,
    unchecked: bool,
}

#[derive(Template)]
#[template(path = "tracks/track.html")]
struct TrackPage {
    frame: Frame,
    step: Option<StepText>,
    title: String,
    caption: String,
    stands: String,
    lines: Vec<Line>,
    next: Vec<Next>,
    others: Vec<(String, String)>,
    another: Option<(String, String)>,
    closed: bool,
}

/// Where a step with a page of its own is recorded: end of an address.
fn own_page(track: TrackKind, to: StageKind) -> Option<&'static str> {
    match (track, to) {
        (TrackKind::LocalReview, StageKind::DecidedYes | StageKind::DecidedNo) => {
            Some("local-review/decision")
        }
        (TrackKind::LocalReview, _) => Some("decision/route"),
        (TrackKind::Proceedings, _) => Some("proceedings/new"),
        (TrackKind::Publication, StageKind::Published) => Some("publication/decision/published"),
        (TrackKind::Publication, StageKind::ImprovementsOnly) => {
            Some("publication/decision/improvements_only")
        }
        (TrackKind::Publication, StageKind::Withheld) => Some("publication/decision/withheld"),
        (TrackKind::Publication, _) => Some("publication"),
        (_, StageKind::DecisionPending) => Some("decision"),
        (_, StageKind::Notifiable | StageKind::NotNotifiable | StageKind::NearMiss) => {
            Some("decision/decide")
        }
        (_, StageKind::NotificationDraft) => Some("notification"),
        (_, StageKind::NotificationAuthorised) => Some("notification/authorise"),
        (_, StageKind::Notified) => Some("notification/notified"),
        (_, StageKind::Withdrawn) => Some("decision/withdraw"),
        (_, StageKind::Transferred) => Some("decision/transfer"),
        (_, StageKind::Reopened) => Some("decision/reopen"),
        _ => None,
    }
}

fn next_links(now: &Now<'_>) -> Vec<Next> {
    let link = |to: &StageKind| {
        let stage = now.scheme.stage(now.kind, *to)?;
        let href = if has_own_page(now.kind, *to) {
            format!("{}/{}", now.base, own_page(now.kind, *to)?)
        } else {
            format!("{}/{}", now.here(), to.code())
        };
        Some(Next {
            href,
            label: stage.label.en.clone(),
            unchecked: !stage.checked,
        })
    };
    let all = now.view.next.iter();
    all.filter(|to| **to != StageKind::NotBegun)
        .filter_map(link)
        .collect()
}

async fn track_page(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, kind, instance)): HereTrack,
) -> Answer {
    let now = now(&state, &signed, &text, (&kind, &instance)).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let link = |number: u32| {
        let href = format!("{}/tracks/{}/{number}", now.base, now.kind.code());
        (href, numbered(now.scheme, now.kind, number))
    };
    let numbers = now.view.numbers.iter().copied();
    let several = now.view.another.is_some();
    let others = numbers.filter(|number| several && *number != now.instance);
    let another = now
        .view
        .another
        .filter(|free| *free != now.instance && now.view.may_move);
    show(&TrackPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("track-title"))
            .back(now.base.clone()),
        step: now.step(),
        title: now.title(),
        caption: crate::texts::t1("today-review", "reference", now.reference.as_str()),
        stands: words::stands(&now),
        lines: words::lines(&now, &names),
        next: if now.view.may_move {
            next_links(&now)
        } else {
            Vec::new()
        },
        others: others.map(link).collect(),
        another: another.map(link),
        closed: now.view.case.closed_at.is_some(),
    })
}
