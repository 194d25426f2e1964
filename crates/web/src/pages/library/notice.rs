//! That something was taken back which the reader opened: when that was, and in which of their briefings it stood. What it said is told
//! nowhere.

use app::commons::TakenBack;
use app::library::Library;
use govuk::{Html, Link};
use model::{Date, RecordId, SharedId};

use crate::draw::{bullets, link_button};
use crate::problem::PageError;
use crate::texts::{t, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// One thing that was taken back.
pub(super) struct Notice {
    id: SharedId,
    pub(super) words: String,
    /// Ways to the reader's briefings in which it stood.
    pub(super) briefings: Html,
    /// The button that says that they know.
    pub(super) button: Html,
}

impl Notice {
    /// Adds the ways to the reader's briefings in which it stood.
    fn stood_in(&mut self, signed: &Signed, all: &[(SharedId, RecordId, Date)]) {
        let those = all.iter().filter(|(item, ..)| *item == self.id);
        let links: Vec<Html> = those
            .map(|(_, briefing, begun)| {
                let words = t1("shared-stood-in", "day", date_in_words(*begun));
                let href = signed.path(&format!("shared/briefings/{briefing}"));
                Html::from(Link::new(words, href))
            })
            .collect();
        if !links.is_empty() {
            self.briefings = bullets(links);
        }
    }
}

/// What the reader opened and was taken back since, what only their partnership reads among it.
pub(super) async fn all_notices(
    both: (&WebState, &Signed),
    found: &Library,
) -> Result<Vec<Notice>, PageError> {
    let (state, signed) = both;
    let ours = app::ours::taken_back(state.app(), &signed.ctx).await?;
    let mut all = notices(both, ("items", &found.taken_back))?;
    for notice in &mut all {
        notice.stood_in(signed, &found.stood_in);
    }
    all.extend(notices(both, ("ours", &ours))?);
    Ok(all)
}

/// What was taken back of one place; `place` is where it lies.
fn notices(
    (state, signed): (&WebState, &Signed),
    (place, all): (&str, &[TakenBack]),
) -> Result<Vec<Notice>, PageError> {
    let notice = |one: &TakenBack| -> Result<Notice, PageError> {
        let on = one.on.map(date_in_words).unwrap_or_default();
        let key = if one.exported {
            "shared-taken-back-copy"
        } else {
            "shared-taken-back"
        };
        let values = [
            ("id", one.id.to_string().into()),
            ("opened", date_in_words(one.opened_on).into()),
            ("day", on.into()),
        ];
        let action = signed.path(&format!("shared/{place}/{}/know", one.id));
        let hidden = state.hidden(&signed.visit, None)?;
        let about = t1("shared-know-about", "id", one.id.to_string());
        let words = t("shared-know");
        Ok(Notice {
            id: one.id,
            words: t_with(key, &values),
            briefings: Html::default(),
            button: link_button(&action, hidden, (&words, &format!(" {about}")))?,
        })
    };
    all.iter().map(notice).collect()
}
