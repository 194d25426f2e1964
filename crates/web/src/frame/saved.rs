//! What stands above the page after something of a review was saved.

use govuk::{Html, Link, NotificationBanner};

use crate::pages::review::next::page_of;
use crate::texts::t;
use crate::visit::Saved;

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
    fn whoever_may_not_read_the_review_gets_no_link() {
        let plain = words(None, "/o/a/reviews/B/team");
        assert!(plain.contains(&t("saved-explain")), "{plain}");
        assert!(!plain.contains("href"), "{plain}");
    }
}
