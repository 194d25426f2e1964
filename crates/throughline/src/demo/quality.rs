//! How the invented reviews stand by a few markers of quality, judged while they ran.

use access::Role;
use app::Reference;
use app::quality::{judge, quality, second_view};
use model::case::{MarkerStands, QualityJudgement, QualitySecondView};

use super::act::{Scene, day, words};

/// A judgement: marker, how it stands, reasons, what supports it, what to improve.
type Judged = (
    &'static str,
    MarkerStands,
    &'static str,
    &'static str,
    &'static str,
);

/// How many looks there are to choose from.
pub const LOOKS: usize = 2;

const ALL: [&[Judged]; LOOKS] = [
    &[
        (
            "referral",
            MarkerStands::Met,
            "It came on the day after the hospital rang, with the reason in the first sentence.",
            "The incident as it was raised, and the hospital's own note",
            "",
        ),
        (
            "informing_family",
            MarkerStands::NotMet,
            "Nobody has told the grandmother, with whom the brothers and sisters live.",
            "",
            "The family's contact rings the grandmother this week and asks how she wants to be told.",
        ),
        (
            "practitioner_involvement",
            MarkerStands::Partly,
            "Two of five who were there were asked. The night staff were not.",
            "List of those who met the family, made by the designated nurse",
            "Offer the night staff a time that suits their shifts, and somebody to come with them.",
        ),
    ],
    &[(
        "informing_family",
        MarkerStands::Partly,
        "The grandmother knows and has asked for a second conversation. The father has not been found.",
        "Note of the conversation",
        "Ask the prison and probation services whether they can reach the father.",
    )],
];

/// The manager judges; a partner gives a second view of what is not met yet.
///
/// # Errors
/// When the use case refuses.
pub async fn look(scene: &Scene<'_>, reference: &Reference, which: usize) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    for (marker, stands, reasons, support, improve) in ALL.get(which).copied().unwrap_or_default() {
        let kept = quality(scene.app, &ctx, reference).await?;
        let place = kept.judgement(marker).map(|one| (one.id, one.version));
        let new = QualityJudgement {
            marker: (*marker).to_owned(),
            stands: *stands,
            reasons: words(reasons),
            support: words(support),
            improve: words(improve),
            on: day(scene.at),
        };
        let id = judge(scene.app, &ctx, reference, (scene.form()?, place), &new).await?;
        if *stands == MarkerStands::NotMet {
            let version = place.map_or(1, |(_, version)| version + 1);
            second(scene, reference, (id, version)).await?;
        }
    }
    Ok(())
}

async fn second(
    scene: &Scene<'_>,
    reference: &Reference,
    (of, of_version): (model::RecordId, i64),
) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::DelegatedPartner)?;
    let new = QualitySecondView {
        of,
        of_version,
        stands: MarkerStands::Partly,
        reasons: words("The mother was told in person on the first day, with an interpreter."),
        improve: words("Write down who was told what, so that the next person does not ask again."),
    };
    second_view(scene.app, &ctx, reference, scene.form()?, &new).await?;
    Ok(())
}
