//! What of a notification has no answer yet: what has to be there before anybody agrees to it, and the rest.

use app::notification::{ChangedAt, Fact, Part};
use govuk::{Html, Link};
use model::case::Notification;

use crate::draw::{bullets, paragraph, strong};
use crate::pages::facts::Section;
use crate::texts::{t, t_with};

/// Whether an open answer stands in the way of agreeing.
fn is_needed(fact: &Fact, notification: &Notification) -> bool {
    match fact.at {
        ChangedAt::Part(part) => !part.is_said(notification),
        _ => false,
    }
}

/// Two lists: every answer that has to be given, with the link to where it is given; and of the other open answers how
/// many there are under each heading of the page. Nothing where everything has an answer.
pub(super) fn blanks(parts: &[Part], sections: &[Section], notification: &Notification) -> Html {
    let (mut needed, mut others) = (Vec::new(), Vec::new());
    for (part, section) in parts.iter().zip(sections) {
        let mut more = 0_usize;
        for (fact, row) in part.facts.iter().zip(&section.rows) {
            if !fact.open {
                continue;
            }
            if is_needed(fact, notification) {
                needed.push(match &row.href {
                    Some(href) => Link::new(&fact.label, href).render(),
                    None => Html::escape(&fact.label),
                });
            } else {
                more += 1;
            }
        }
        if more > 0 {
            let values = [("title", part.title.as_str().into()), ("many", more.into())];
            let words = t_with("check-others-of", &values);
            others.push(Link::new(words, format!("#{}", section.id)).render());
        }
    }
    let group = |key: &str, lines: Vec<Html>| {
        let nothing = lines.is_empty();
        let drawn = Html::join([paragraph(strong(t(key))), bullets(lines)]);
        if nothing { Html::default() } else { drawn }
    };
    Html::join([group("check-needed", needed), group("check-others", others)])
}

#[cfg(test)]
mod tests {
    use app::notification::DetailsPart;

    use super::*;

    fn fact(label: &str, at: ChangedAt) -> Fact {
        Fact {
            label: label.to_owned(),
            value: String::new(),
            at,
            open: true,
            hides: None,
        }
    }

    #[test]
    fn what_has_to_be_there_is_told_from_what_can_stay_open() {
        let parts = [
            Part {
                title: "Who notifies".to_owned(),
                kind: None,
                facts: vec![
                    fact("Name", ChangedAt::Part(DetailsPart::Notifier)),
                    fact("Anything else", ChangedAt::Part(DetailsPart::More)),
                ],
            },
            Part {
                title: "The incident".to_owned(),
                kind: None,
                facts: vec![fact("Where", ChangedAt::Incident)],
            },
        ];
        let sections: Vec<Section> = parts
            .iter()
            .enumerate()
            .map(|(place, part)| Section::of(part, "/r", |_| true).numbered(place))
            .collect();
        let said = blanks(&parts, &sections, &Notification::default()).to_string();
        assert!(
            said.contains(r#"href="/r/notification/details/notifier""#),
            "{said}"
        );
        assert!(said.contains(r##"href="#part-1""##), "{said}");
        assert!(said.contains(r##"href="#part-2""##), "{said}");
        assert!(!said.contains("/details/more"), "{said}");
        assert!(blanks(&[], &[], &Notification::default()).is_empty());
    }
}
