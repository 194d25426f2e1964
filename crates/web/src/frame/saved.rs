//! What stands above the page after something of a review was saved.

use axum::response::Response;
use govuk::{Html, Link, NotificationBanner};

use super::next_page;
use crate::pages::review::next::page_of;
use crate::texts::t;
use crate::visit::Saved;

/// What the address of the page after saving ends with.
pub(crate) const SAVED: &str = "saved=yes";

/// What the address of the page after keeping what one sees differently ends with.
pub(crate) const KEPT: &str = "moment=kept";

/// That it was kept, and where it is.
pub(super) fn kept_banner(list: &str) -> NotificationBanner {
    let words = Html::element(
        "p",
        "govuk-body",
        crate::texts::linked("moment-kept-where", list),
    );
    NotificationBanner::of_markup(t("moment-kept"), words).success()
}

/// As [`next_page`], after something was saved. The home of a review, and the page of one of its steps, say so and what is
/// next. Anywhere else, as on the next of several questions, one goes straight on.
#[must_use]
pub(crate) fn saved_page(href: &str) -> Response {
    let (page, place) = href
        .split_once('#')
        .map_or((href, String::new()), |(page, place)| {
            (page, format!("#{place}"))
        });
    if says_so(page) {
        next_page(&format!("{page}?{SAVED}{place}"))
    } else {
        next_page(href)
    }
}

/// Whether a page says that something was saved.
fn says_so(page: &str) -> bool {
    let Some((_, within)) = page.split_once("/reviews/") else {
        return false;
    };
    let mut parts = within.split('/').skip(1);
    let (first, more) = (parts.next(), parts.next());
    let events = (first, more) == (Some("chronology"), Some("same-events"));
    !page.contains('?') && (more.is_none() || first == Some("tracks") || events)
}

/// That it was saved, the steps that are next, and the review. A page does not lead to itself.
pub(super) fn banner(saved: &Saved, here: &str) -> NotificationBanner {
    let link = |href: String, key: &str| {
        let link = Link::new(t(key), href);
        Html::element(
            "li",
            "",
            link.classes("govuk-notification-banner__link").render(),
        )
    };
    let steps = saved.next.iter().flatten().map(|step| page_of(*step));
    let at = |end: &str| format!("{}/{end}", saved.review);
    let still = steps.clone().any(|(end, _)| at(end) == here);
    let others = steps.filter(|(end, _)| at(end) != here);
    let mut links: Vec<Html> = others.map(|(end, key)| link(at(end), key)).collect();
    let sentence = match (still, links.is_empty()) {
        (true, _) => t("saved-still"),
        (false, false) => t("saved-next"),
        (false, true) => t("saved-explain"),
    };
    if saved.next.is_some() && saved.review != here {
        links.push(link(saved.review.clone(), "saved-review"));
    }
    let mut blocks = vec![Html::element(
        "p",
        "govuk-notification-banner__heading",
        sentence,
    )];
    if !links.is_empty() {
        blocks.push(Html::element("ul", "govuk-list", Html::join(links)));
    }
    NotificationBanner::of_markup(t("saved-title"), Html::join(blocks)).success()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use model::track::NextStep;

    use super::*;

    fn words(next: Option<Vec<NextStep>>, here: &str) -> String {
        let review = "/o/a/reviews/B".to_owned();
        banner(&Saved { review, next }, here).render().to_string()
    }

    #[test]
    fn a_page_after_saving_leads_on_and_never_to_itself() {
        let next = || Some(vec![NextStep::Notification, NextStep::Learning]);
        let on = words(next(), "/o/a/reviews/B/decision");
        assert!(on.contains(&t("saved-next")), "{on}");
        assert!(on.contains(r#"href="/o/a/reviews/B/notification""#), "{on}");
        assert!(on.contains(r#"href="/o/a/reviews/B/learning""#), "{on}");
        assert!(on.contains(r#"href="/o/a/reviews/B""#), "{on}");
        let still = words(next(), "/o/a/reviews/B/notification");
        assert!(still.contains(&t("saved-still")), "{still}");
        assert!(!still.contains(r#"/B/notification""#), "{still}");
        let home = words(Some(Vec::new()), "/o/a/reviews/B");
        assert!(
            home.contains(&t("saved-explain")) && !home.contains("href"),
            "{home}"
        );
    }

    #[test]
    fn one_goes_from_question_to_question_without_being_told_each_time() {
        let to = |href: &str| {
            let response = saved_page(href);
            let location = response.headers().get(http::header::LOCATION).cloned();
            String::from_utf8(location.unwrap().as_bytes().to_vec()).unwrap()
        };
        for told in [
            "/o/a/reviews/B",
            "/o/a/reviews/B/decision",
            "/o/a/reviews/B/tracks/actions/0",
        ] {
            assert_eq!(to(told), format!("{told}?saved=yes"));
        }
        let packs = to("/o/a/reviews/B/rapid-review#packs");
        assert_eq!(packs, "/o/a/reviews/B/rapid-review?saved=yes#packs");
        for on in [
            "/o/a/reviews/B/publication/checklist",
            "/o/a/keeping",
            "/o/a/reviews/B/files?done=added",
        ] {
            assert_eq!(to(on), on);
        }
    }

    #[test]
    fn whoever_may_not_read_the_review_gets_no_link() {
        let plain = words(None, "/o/a/reviews/B/team");
        assert!(plain.contains(&t("saved-explain")), "{plain}");
        assert!(!plain.contains("href"), "{plain}");
    }
}
