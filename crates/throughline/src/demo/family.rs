//! Who of the families of the demonstration was told of the review.

use access::Role;
use app::Reference;
use app::people::{keep_family_contact, view};
use model::case::{Advocate, FamilyContact, ToldOfReview};

use super::act::{Scene, day, words};

/// Adults were told; the children who live still are to be, by the family's named contact or the business manager.
///
/// # Errors
/// When the use case refuses.
pub async fn told(scene: &Scene<'_>, reference: &Reference) -> anyhow::Result<()> {
    let ctx = scene.acting(Role::BusinessManager)?;
    let by = ctx.person()?.id;
    let due = scene.at.plus_seconds(7 * 86_400).date_in_london();
    let people = view(scene.app, &ctx, reference).await?.people;
    for one in people
        .subjects
        .iter()
        .filter(|one| !people.has_died(one.id))
    {
        let child = one.body.kind.is_child();
        let told = if child {
            ToldOfReview::NotYet { by, due }
        } else {
            ToldOfReview::Told {
                on: day(scene.at),
                how: "in_person".to_owned(),
                by: words("The health visitor, with the family's named contact"),
            }
        };
        let new = FamilyContact {
            person: one.id,
            told,
            name_wanted: words(""),
            contact: words("The family's named contact, children's services"),
            needs: words(if child {
                ""
            } else {
                "An interpreter for Polish, in the morning"
            }),
            advocate: Advocate::Offered,
        };
        let sent = (scene.form()?, None);
        keep_family_contact(scene.app, &ctx, reference, sent, &new).await?;
    }
    Ok(())
}
