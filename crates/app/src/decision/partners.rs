//! Whose views there are: the agencies of the scheme's partners that work in this partnership.

use access::Ctx;
use access::directory::{self, Agency};
use model::AgencyId;
use model::case::CriterionView;
use model::scheme::Scheme;
use vault::Stored;

use crate::{App, AppError};

/// One of the partners whose view is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Id of the partner in the scheme.
    pub id: String,
    /// The agency; absent where the directory names none of this kind.
    pub agency: Option<AgencyId>,
    /// What people read: the scheme's label, and the agency's name where there are several.
    pub label: String,
    /// Whether the wording of the label was compared with its source.
    pub checked: bool,
}

impl Partner {
    /// A code that names this partner in a form.
    #[must_use]
    pub fn code(&self) -> String {
        match self.agency {
            Some(agency) => format!("{}.{agency}", self.id),
            None => self.id.clone(),
        }
    }

    /// Whether a view is this partner's.
    #[must_use]
    pub fn gave(&self, view: &CriterionView) -> bool {
        view.partner == self.id && view.agency == self.agency
    }

    /// This partner's view, when there is one.
    #[must_use]
    pub fn view_in<'a>(
        &self,
        views: &'a [Stored<CriterionView>],
    ) -> Option<&'a Stored<CriterionView>> {
        views.iter().rfind(|one| self.gave(&one.body))
    }
}

/// The agencies that work in the actor's partnership today; none that it only asked for what they know.
pub(crate) async fn agencies(app: &App, ctx: &Ctx) -> Result<Vec<Agency>, AppError> {
    let (organisation, today) = (ctx.organisation, ctx.today());
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(directory::working_agencies_of(tx, organisation, today))
        })
        .await?)
}

/// Every partner of the scheme, one for each agency that brings a view. A partner without an agency
/// in the directory is still asked: their view can be entered for them.
pub(crate) fn partners(scheme: &Scheme, agencies: &[Agency]) -> Vec<Partner> {
    let mut all = Vec::new();
    for item in &scheme.partners {
        let of_kind: Vec<&Agency> = agencies.iter().filter(|one| one.kind == item.id).collect();
        let partner = |agency: Option<&Agency>| Partner {
            id: item.id.clone(),
            agency: agency.map(|one| one.id),
            label: match agency {
                Some(one) if of_kind.len() > 1 => format!("{}: {}", item.label.en, one.name),
                _ => item.label.en.clone(),
            },
            checked: item.checked,
        };
        match of_kind.as_slice() {
            [] => all.push(partner(None)),
            several => all.extend(several.iter().map(|one| partner(Some(one)))),
        }
    }
    all
}

/// The partners of the scheme, and those who gave a view and whose agency has left since: what they
/// said stays in sight.
pub(super) fn with_former(
    scheme: &Scheme,
    mut partners: Vec<Partner>,
    views: &[Stored<CriterionView>],
) -> Vec<Partner> {
    for one in views {
        if partners.iter().any(|partner| partner.gave(&one.body)) {
            continue;
        }
        let known = scheme
            .partners
            .iter()
            .find(|item| item.id == one.body.partner);
        partners.push(Partner {
            id: one.body.partner.clone(),
            agency: one.body.agency,
            label: known.map_or_else(|| one.body.partner.clone(), |item| item.label.en.clone()),
            checked: known.is_some_and(|item| item.checked),
        });
    }
    partners
}

/// The partner for whom the actor speaks: the one of the agency they bring.
pub(crate) fn own(ctx: &Ctx, partners: &[Partner]) -> Option<Partner> {
    let agency = ctx.actor.person()?.agency?;
    partners
        .iter()
        .find(|one| one.agency == Some(agency))
        .cloned()
}
