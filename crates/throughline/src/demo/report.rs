//! The rapid reviews of the demonstration: a meeting, the report, the three sign-offs.

use access::Role;
use app::Reference;
use app::rapid_review::{keep_meeting, keep_part, rapid_review, sign};
use model::case::{ReportPart, ReportText, ReviewMeeting, SignOff};

use super::act::{Scene, day, words};

const TEXTS: &[(ReportPart, &str)] = &[
    (
        ReportPart::Facts,
        "A child was seriously harmed at home. Four agencies had been in touch with the family within two years; each knew a part.",
    ),
    (
        ReportPart::Episodes,
        "1. Four appointments within ten weeks that nobody could keep: the letter counted them, and nobody asked about the journey.\n\n2. The call between the school nurse and the hospital: each could see one of two records.",
    ),
    (
        ReportPart::SafetyAction,
        "The child and the brothers and sisters were seen on the same day. A plan is in place and is looked at each week.",
    ),
    (
        ReportPart::Inequality,
        "The mother reads Polish. Every letter was in English, and an interpreter was there at two of eleven visits. Nobody had asked what the family was afraid of. We do not know how often this happens, because the language is not recorded in two of the four records.",
    ),
    (
        ReportPart::Voice,
        "The child told a teaching assistant that the bus is far and that mornings are quiet. Nobody has asked the brothers and sisters yet.",
    ),
    (
        ReportPart::GoodPractice,
        "A health visitor came back on the same evening because her team lead had kept an hour free for it.",
    ),
];

/// The meeting that considers everything.
///
/// # Errors
/// When the use case refuses.
pub async fn meeting(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let new = ReviewMeeting {
        on: day(scene.at),
        considers: true,
        attended: words(
            "Head of safeguarding, children's services\nDesignated nurse, integrated care board\nDetective inspector, police\nHead teacher",
        ),
        apologies: words("GP practice"),
        papers: Vec::new(),
        minutes: words("The journey to the clinic was on nobody's record."),
    };
    let sent = (scene.form()?, None);
    keep_meeting(scene.app, &ctx, reference, sent, &new).await?;
    Ok(())
}

/// The report, as far as it is written.
///
/// # Errors
/// When the use case refuses.
pub async fn written(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    for (part, text) in TEXTS {
        let new = ReportText {
            part: *part,
            words: words(text),
        };
        let sent = (scene.form()?, None);
        keep_part(scene.app, &ctx, reference, sent, &new).await?;
    }
    Ok(())
}

/// Each partner signs the report off.
///
/// # Errors
/// When the use case refuses.
pub async fn signed(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let manager = scene.acting(Role::BusinessManager)?;
    let of = rapid_review(scene.app, &manager, reference).await?.print;
    for (id, player) in scene.partners() {
        let ctx = scene.troupe.acting(player, scene.at)?;
        let new = SignOff {
            partner: id.to_owned(),
            agency: player.agency,
            given_by: words(player.name),
            cover_for: None,
            signs: true,
            words: words(""),
            on: day(scene.at),
            of: of.clone(),
            on_behalf: None,
        };
        sign(scene.app, &ctx, reference, scene.form()?, &new).await?;
    }
    Ok(())
}
