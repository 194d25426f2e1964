//! What a review is doing, as far as the page tells from which somebody writes.

use model::learning::LearningStage;

/// The stage that belongs to a part of a review, by the part of the address after the reference; none for pages that belong to
/// no one stage.
pub(super) fn of_part(part: &str) -> Option<LearningStage> {
    Some(match part {
        "incident" | "raise" => LearningStage::IncidentKnown,
        "decision" | "notification" | "other-notifications" => LearningStage::NotificationDecision,
        "people" | "safety" | "areas" => LearningStage::ImmediateSafety,
        "requests" | "chronology" | "people-and-places" | "files" => {
            LearningStage::InformationGathering
        }
        "rapid-review" => LearningStage::RapidReviewMeeting,
        "letters" => LearningStage::PanelExchange,
        "local-review" => LearningStage::Scoping,
        "practitioners" => LearningStage::PractitionerConversation,
        "written-letters" | "family" => LearningStage::FamilyChildVoice,
        "learning" => LearningStage::DraftFindings,
        "proceedings" | "disclosures" => LearningStage::ParallelProcess,
        "publication" => LearningStage::Publication,
        _ => return None,
    })
}

/// The part of a case that an address is about: what follows the reference.
pub(super) fn part_of(path: &str) -> &str {
    path.split('/').nth(5).unwrap_or("")
}

/// The stage that a page asks about: its own, or what the review is doing. What another organisation told of, and one's own work, are no
/// review of the reader's: the questions of its stages would ask them what they did not do.
pub(super) fn of_page(path: &str, doing: LearningStage) -> Option<LearningStage> {
    let is_review = path.split('/').nth(3) == Some("reviews");
    is_review.then(|| of_part(part_of(path)).unwrap_or(doing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_received_is_asked_about_without_the_stages_of_its_review() {
        let doing = LearningStage::IncidentKnown;
        let letters = Some(LearningStage::PanelExchange);
        assert_eq!(of_page("/o/a/reviews/B", doing), Some(doing));
        assert_eq!(of_page("/o/a/reviews/B/letters", doing), letters);
        for path in ["/o/panel/received/B", "/o/panel/received/B/letters"] {
            assert_eq!(of_page(path, doing), None, "{path}");
        }
    }

    #[test]
    fn the_stage_is_that_of_the_page() {
        let stage = |path| of_part(part_of(path));
        let notification = Some(LearningStage::NotificationDecision);
        assert_eq!(
            stage("/o/a/reviews/B/notification/part/cause"),
            notification
        );
        assert_eq!(
            stage("/o/a/reviews/B/rapid-review"),
            Some(LearningStage::RapidReviewMeeting)
        );
        assert_eq!(stage("/o/a/reviews/B"), None);
        assert_eq!(stage("/o/a/reviews/B/team"), None);
    }
}
