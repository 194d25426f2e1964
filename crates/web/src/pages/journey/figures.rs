//! The figures of one review, each with what it means and what it does not. No targets, no colours, nobody beside anybody.

use app::journey::{Days, Figures, Journey, Share};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, TableCell};
use model::learning::{LearningLoop, MomentKind, SystemLevel};

use super::{Seen, seen};
use crate::draw::Columns;
use crate::frame::{Frame, show};
use crate::pages::moments::Parts;
use crate::problem::Answer;
use crate::texts::{Value, t, t_code, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// What the page is called: of a review, and of one's own work.
pub(super) const TITLE: (&str, &str) = ("journey-figures-title", "journey-own-figures-title");

#[derive(Template)]
#[template(path = "journey/figures.html")]
struct FiguresPage {
    frame: Frame,
    title: String,
    lead: String,
    caption: String,
    ways: Vec<(String, String)>,
    any: bool,
    figures: Html,
    /// Heading, what it means, and the table of each division.
    divided: Vec<(String, String, Html)>,
}

pub(super) async fn figures(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
) -> Answer {
    let seen = seen(&state, &signed, &parts).await?;
    let of = &seen.found.figures;
    let levels = of.levels.iter();
    let loops = of.loops.iter();
    let kinds = of.kinds.iter();
    let divided = vec![
        division(
            &seen,
            ("levels", "level"),
            levels.map(|(code, many)| (code.map(SystemLevel::code), *many)),
        ),
        division(
            &seen,
            ("loops", "loop"),
            loops.map(|(code, many)| (code.map(LearningLoop::code), *many)),
        ),
        division(
            &seen,
            ("kinds", "moment_kind"),
            kinds.map(|(code, many)| (code.map(MomentKind::code), *many)),
        ),
    ];
    show(&FiguresPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(seen.says(TITLE))
            .back(seen.here("")),
        title: seen.says(TITLE),
        lead: seen.says(("journey-figures-lead", "journey-own-figures-lead")),
        caption: seen.caption(),
        ways: seen.ways(),
        any: !seen.found.moments.is_empty(),
        figures: table(&seen, of),
        divided,
    })
}

fn number(many: usize) -> Value<'static> {
    i64::try_from(many).unwrap_or(i64::MAX).into()
}

fn days(days: Days) -> String {
    match days {
        Days::NotYet => t("figure-not-yet"),
        Days::NotKnown => t("figure-not-known"),
        Days::After(many) => t_with("figure-days", &[("many", many.into())]),
    }
}

fn share(share: Share) -> String {
    let values = [("part", number(share.part)), ("of", number(share.of))];
    t_with("figure-share", &values)
}

/// The figures, of a review or of one's own work: there neither an incident nor a report is what days are counted by.
fn table(seen: &Seen<'_, Journey>, of: &Figures) -> Html {
    let report = of.report.map_or_else(
        || t("figure-no-report"),
        |day| t_with("figure-report", &[("day", date_in_words(day).into())]),
    );
    let kept = Share {
        part: of.revisits.kept,
        of: of.revisits.due,
    };
    let before = share(of.before_report);
    let first_on = of.first_on.map(date_in_words);
    let own = [
        ("own-first", first_on.unwrap_or_else(|| t("figure-not-yet"))),
        ("own-first-shared", days(of.first_shared)),
        ("own-before-shared", before.clone()),
    ];
    let of_review = [
        ("first", days(of.first)),
        ("first-shared", days(of.first_shared)),
        ("before-report", format!("{before}. {report}")),
    ];
    let lines = if seen.place.is_own { own } else { of_review };
    let of_all = [
        ("revisits", share(kept)),
        ("changed-minds", share(of.changed_minds)),
    ];
    let columns = Columns::of(&["figure-col-what", "figure-col-value", "figure-col-means"]);
    let rows = lines.into_iter().chain(of_all).map(|(code, value)| {
        vec![
            TableCell::new(t_code("figure", code)).header(),
            TableCell::new(value),
            TableCell::new(t_code("figure-means", code)),
        ]
    });
    let table = columns.table(seen.says(TITLE), rows);
    table.caption_hidden().render()
}

fn division<'a>(
    seen: &Seen<'_, Journey>,
    (code, list): (&str, &str),
    all: impl Iterator<Item = (Option<&'a str>, usize)>,
) -> (String, String, Html) {
    let columns = Columns::of(&["figure-col-what", "figure-col-many"]);
    let rows = all.map(|(code, many)| {
        vec![
            TableCell::new(seen.label(list, code)).header(),
            TableCell::new(many.to_string()).numeric(),
        ]
    });
    let title = t_code("figure", code);
    let table = columns.table(title.as_str(), rows);
    let means = t_code("figure-means", code);
    (title, means, table.caption_hidden().render())
}
