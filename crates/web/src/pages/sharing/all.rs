//! What is shared, and waits to be, in every open review that the reader may read or release from.

use app::sharing::{DraftStands, SharingLine, all_sharing};
use askama::Template;
use axum::extract::State;
use govuk::{Html, Link, TableCell};

use crate::draw::Columns;
use crate::frame::{Frame, show};
use crate::problem::Answer;
use crate::texts::{t, t_code, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "sharing/all.html")]
struct AllPage {
    frame: Frame,
    table: Option<Html>,
}

pub(super) async fn list(State(state): State<WebState>, signed: Signed) -> Answer {
    let lines = all_sharing(state.app(), &signed.ctx).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let rows = lines.iter().map(|line| {
        let mut stands = t_code("share-stands", line.stands.code());
        if let Some(person) = line.lifts.and_then(|id| names.of(id)) {
            stands = format!("{stands}. {}", t1("share-lifts", "person", person));
        }
        vec![
            TableCell::new(link(&signed, line)),
            TableCell::new(t_code("share-audience", line.audience.code())),
            TableCell::new(stands),
            TableCell::new(date_in_words(line.since)),
        ]
    });
    let columns = Columns::of(&["share-review", "share-for", "share-where", "share-changed"]);
    let table = (!lines.is_empty()).then(|| columns.table(t("share-list"), rows).render());
    show(&AllPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("share-all-title"))
            .back(signed.path("today")),
        table,
    })
}

/// Whoever is asked to release something goes to where they do.
fn link(signed: &Signed, line: &SharingLine) -> Html {
    let end = match line.stands {
        DraftStands::Asked => "/release",
        _ => "",
    };
    let href = format!("reviews/{}/sharing/{}{end}", line.reference, line.draft);
    Link::new(line.reference.as_str(), signed.path(&href)).render()
}
