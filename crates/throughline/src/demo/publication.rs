//! What is settled before an invented report is published, and that it was.

use access::Role;
use app::Reference;
use app::publication::{
    approve, decide, keep_after, keep_check, keep_legal_bar, keep_notice, keep_told_first,
    name_version, publication,
};
use model::RecordId;
use model::case::{
    CheckSays, CheckedLine, CommentsStand, DraftTime, FirstTold, NOTICE_TO, NotFirst,
    PublicationAfter, PublicationDecision, PublicationNotice, PublicationOutcome,
    PublicationVersion, SignOff, ToldFirst, ToldOn, check_groups,
};

use super::act::{Scene, day, words};

/// Lines that do not apply to an invented report, and why.
const NOT_HERE: [(&str, &str); 3] = [
    ("pictures", "The report has none."),
    ("injunctions", "No order was made that anybody knows of."),
    ("inquest_law", "No inquest is open or expected."),
];

/// The version is named, and every line of the checklist is answered for it.
///
/// # Errors
/// When the use case refuses.
pub async fn checked(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let case = publication(scene.app, &ctx, reference).await?.case;
    let version = PublicationVersion {
        file: None,
        words: words("Version 4, after the family's comments"),
        named_by: words("The business manager"),
        looked: None,
    };
    let of = name_version(scene.app, &ctx, reference, (scene.form()?, None), &version).await?;
    let loaded = scene.app.scheme_of(&case.scheme, &case.scheme_digest)?;
    for group in check_groups(&loaded.scheme) {
        for item in &group.list.items {
            let mut not_here = NOT_HERE.iter();
            let why = not_here.find(|(line, _)| *line == item.code);
            let new = CheckedLine {
                line: item.code.clone(),
                of,
                says: why.map_or(CheckSays::Done, |_| CheckSays::DoesNotApply),
                words: words(why.map_or("", |(_, why)| why)),
                by: words(if group.legal {
                    "A lawyer of the local authority"
                } else {
                    "The business manager"
                }),
                on: day(scene.at),
            };
            let sent = (scene.form()?, None);
            if group.legal {
                keep_legal_bar(scene.app, &ctx, reference, sent, &new).await?;
            } else {
                keep_check(scene.app, &ctx, reference, sent, &new).await?;
            }
        }
    }
    Ok(())
}

/// The version that was named.
async fn version(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<RecordId> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let found = publication(scene.app, &ctx, reference).await?;
    let current = found.made.current().map(|one| one.id);
    current.ok_or_else(|| anyhow::anyhow!("no version is named to be published"))
}

/// Those who hear first have the draft or a reason, and the partners approve.
///
/// # Errors
/// When the use case refuses.
pub async fn approved(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let manager = scene.acting(Role::BusinessManager)?;
    let of = version(scene, reference).await?;
    for whom in FirstTold::ALL {
        let new = told_first(scene, *whom, of);
        let sent = (scene.form()?, None);
        keep_told_first(scene.app, &manager, reference, sent, &new).await?;
    }
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
            of: of.to_string(),
            on_behalf: None,
        };
        approve(scene.app, &ctx, reference, scene.form()?, &new).await?;
    }
    Ok(())
}

fn told_first(scene: &Scene<'_>, whom: FirstTold, of: RecordId) -> ToldFirst {
    let nobody = whom == FirstTold::Carers;
    let told = ToldOn {
        on: day(scene.at),
        by: words("The family's named contact, children's services"),
    };
    let draft = DraftTime {
        from: day(scene.at.plus_seconds(-28 * 86_400)),
        how_long: words("Four weeks, and an afternoon with the reviewer"),
        comments: CommentsStand::Answered,
    };
    let not_first = NotFirst {
        reason: "nobody".to_owned(),
        words: words("The brothers and sisters live with the family."),
        decided_by: words("The business manager"),
    };
    ToldFirst {
        whom,
        of,
        danger: words("Their social worker and the police were asked: not as far as they know."),
        told: (!nobody).then_some(told),
        draft: (!nobody).then_some(draft),
        not_first: nobody.then_some(not_first),
    }
}

/// The report goes to everybody who must have it first.
///
/// # Errors
/// When the use case refuses.
pub async fn noticed(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let found = publication(scene.app, &ctx, reference).await?;
    let loaded = scene
        .app
        .scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    let of = version(scene, reference).await?;
    let list = loaded.scheme.list(NOTICE_TO);
    for item in list.into_iter().flat_map(|list| list.items.iter()) {
        let new = PublicationNotice {
            recipient: item.code.clone(),
            of,
            on: day(scene.at),
            channel: "email".to_owned(),
            by: words("The business manager"),
            whom: words(""),
        };
        let sent = (scene.form()?, None);
        keep_notice(scene.app, &ctx, reference, sent, &new).await?;
    }
    Ok(())
}

/// The report is published in full, and it is kept where it can be read.
///
/// # Errors
/// When the use case refuses.
pub async fn published(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let new = PublicationDecision {
        outcome: PublicationOutcome::Published,
        of: version(scene, reference).await?,
        on: day(scene.at),
        what: words("The report, with the partners' answer to it"),
        why: words(""),
        decided_by: words("The three delegated safeguarding partners"),
        not_waiting: None,
    };
    decide(scene.app, &ctx, reference, scene.form()?, &new).await?;
    let after = PublicationAfter {
        address: words("reviews.example.invalid, invented"),
        kept_by: words("The business manager"),
        repository: Some(day(scene.at)),
        repository_words: words("By email"),
        told_first: words("By their named contact and their managers, the day before."),
    };
    let sent = (scene.form()?, None);
    keep_after(scene.app, &ctx, reference, sent, &after).await?;
    Ok(())
}
