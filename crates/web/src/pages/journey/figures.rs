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

#[derive(Template)]
#[template(path = "journey/figures.html")]
struct FiguresPage {
    frame: Frame,
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
            .titled(t("journey-figures-title"))
            .back(seen.here("")),
        caption: seen.caption(),
        ways: seen.ways(),
        any: !seen.found.moments.is_empty(),
        figures: table(of),
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

fn table(of: &Figures) -> Html {
    let report = of.report.map_or_else(
        || t("figure-no-report"),
        |day| t_with("figure-report", &[("day", date_in_words(day).into())]),
    );
    let kept = Share {
        part: of.revisits.kept,
        of: of.revisits.due,
    };
    let lines = [
        ("first", days(of.first)),
        ("first-shared", days(of.first_shared)),
        (
            "before-report",
            format!("{}. {report}", share(of.before_report)),
        ),
        ("revisits", share(kept)),
        ("changed-minds", share(of.changed_minds)),
    ];
    let columns = Columns::of(&["figure-col-what", "figure-col-value", "figure-col-means"]);
    let rows = lines.into_iter().map(|(code, value)| {
        vec![
            TableCell::new(t_code("figure", code)).header(),
            TableCell::new(value),
            TableCell::new(t_code("figure-means", code)),
        ]
    });
    let table = columns.table(t("journey-figures-title"), rows);
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
