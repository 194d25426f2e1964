//! A genogram as SVG without styles of its own. Forms and words say everything; nothing hangs on colour.

use app::chronology::genogram::{Course, Drawing, Genogram, LineKind, Placed, Shown};
use askama::Template;
use govuk::Html;
use model::Date;

use super::Seen;
use super::genogram::said;
use super::list::anchor;
use crate::texts::{t, t_code, t_with};

#[derive(Template)]
#[template(path = "people_places/drawing.html")]
struct Picture {
    drawing: Drawing,
    label: String,
    lines: Vec<Stroke>,
    people: Vec<Person>,
}

struct Stroke {
    class: String,
    path: String,
}

/// Somebody, as a link to their row in the table.
struct Person {
    href: String,
    label: String,
    shown: Shown,
}

/// The drawing as markup.
///
/// # Errors
/// When the template fails.
pub(super) fn drawn(seen: &Seen, drawing: &Genogram, days: (Date, Date)) -> askama::Result<Html> {
    let mut drawing = drawing.drawing(|id| seen.name(id));
    let people = std::mem::take(&mut drawing.people).into_iter();
    let person = |shown: Shown| Person {
        href: format!("#{}", anchor(shown.placed.person.id)),
        label: label(seen, &shown.placed, days),
        shown,
    };
    Html::rendered(&Picture {
        label: t("genogram-label"),
        lines: drawing.lines.iter().map(stroke).collect(),
        people: people.map(person).collect(),
        drawing,
    })
}

fn stroke(line: &Course) -> Stroke {
    let kind = match line.kind {
        LineKind::Couple => "tl-gen__couple",
        LineKind::Descent => "tl-gen__descent",
        LineKind::Siblings => "tl-gen__siblings",
        LineKind::Other => "tl-gen__other",
    };
    let ended = if line.ended { " tl-gen__ended" } else { "" };
    Stroke {
        class: format!("{kind}{ended}"),
        path: line.path.clone(),
    }
}

/// "Tyler: Male; child of the review; Lives at 3 Tallow Row; Dana is: Mother of Tyler".
fn label(seen: &Seen, one: &Placed, days: (Date, Date)) -> String {
    let mut parts = vec![t_code(
        "register-sex-is",
        seen.found.sex(one.person.id).code(),
    )];
    parts.extend(one.person.of_review.then(|| t("genogram-of-review")));
    parts.extend(one.person.died.then(|| t("genogram-has-died")));
    parts.extend(said(seen, one.person.id, days));
    let values = [
        ("name", seen.name(one.person.id).into()),
        ("parts", parts.join("; ").into()),
    ];
    t_with("genogram-person", &values)
}
