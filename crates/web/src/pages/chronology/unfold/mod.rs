//! Unfold: the chronology read one episode after the other. What somebody expects before each is theirs alone.

mod end;
mod episode;
mod lines;
mod start;

use access::{Action as _, actions};
use app::chronology::{Episode, Readings, episodes, readings};

use super::Seen;
use crate::problem::PageError;
use crate::table::{Row, Who, page, send};
use crate::{Signed, WebState};

pub(super) fn rows() -> Vec<Row> {
    let base = "/o/{organisation}/reviews/{reference}/chronology/unfold";
    let one = "/o/{organisation}/reviews/{reference}/chronology/unfold/{episode_id}";
    let end = "/o/{organisation}/reviews/{reference}/chronology/unfolded/{record}";
    let keep = "/o/{organisation}/reviews/{reference}/chronology/unfolded/{record}/keep";
    let go = "/o/{organisation}/reviews/{reference}/chronology/unfolded/{record}/let-go";
    let read = Who::May(actions::ReadCase::INFO);
    let rows = [
        page("unfold", read, base, start::start),
        send(read, base, start::begun),
        page("unfold-episode", read, one, episode::episode),
        send(read, one, episode::open),
        page("unfolded", read, end, end::end),
        send(read, keep, end::kept),
        send(read, go, end::let_go),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// The chronology with its episodes, and the reader's own readings.
struct Story {
    seen: Seen,
    episodes: Vec<Episode>,
    own: Readings,
}

/// Reads it, with names or without, as an address says.
async fn story(
    state: &WebState,
    signed: &Signed,
    text: &str,
    query: Option<&str>,
) -> Result<Story, PageError> {
    let seen = super::seen_as(state, signed, text, query).await?;
    let own = readings(state.app(), &signed.ctx, &seen.reference).await?;
    Ok(Story {
        episodes: episodes(&seen.found, &seen.names),
        own,
        seen,
    })
}

impl Story {
    /// Address of the first page, or of one beneath it.
    fn here(&self, end: &str) -> String {
        self.seen.to(&format!("/unfold{end}"))
    }

    /// Address of an episode, counted from 1.
    fn at(&self, number: usize) -> String {
        self.here(&format!("/{number}"))
    }

    /// An episode by its number.
    fn episode(&self, number: usize) -> Option<&Episode> {
        self.episodes.get(number.checked_sub(1)?)
    }
}
