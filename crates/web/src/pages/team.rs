//! The team of a review: who may open it, who must not see it, who may open what is kept from most.

mod add;
mod agencies;
mod conflicts;
mod list;
mod place;
mod requests;

use access::{Action as _, Section, actions};
use app::Reference;
use app::team::{ConflictList, TeamView};
use app::vault::CaseFile;
use model::scheme::{Scheme, StepText};

pub(crate) use agencies::{name_of as agency_name, summary as agencies_summary};

use crate::pages::people::reference;
use crate::problem::PageError;
use crate::sheet::Offer;
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let team = "/o/{organisation}/reviews/{reference}/team";
    let find = "/o/{organisation}/reviews/{reference}/team/add";
    let add = "/o/{organisation}/reviews/{reference}/team/add/{person_id}";
    let one = "/o/{organisation}/reviews/{reference}/team/{record}";
    let end = "/o/{organisation}/reviews/{reference}/team/{record}/end";
    let sections = "/o/{organisation}/reviews/{reference}/team/{record}/sections";
    let list = "/o/{organisation}/reviews/{reference}/team/conflicts";
    let line = "/o/{organisation}/reviews/{reference}/team/conflicts/{record}";
    let person = "/o/{organisation}/reviews/{reference}/team/conflicts/person/{person_id}";
    let wrong = "/o/{organisation}/reviews/{reference}/team/conflicts/{record}/end";
    let request = "/o/{organisation}/reviews/{reference}/team/requests/{record}";
    let refused = "/o/{organisation}/reviews/{reference}/team/requests/{record}/no";
    let agencies = "/o/{organisation}/reviews/{reference}/agencies";
    let agency = "/o/{organisation}/reviews/{reference}/agencies/{record}";
    let read = Who::May(actions::ReadCase::INFO);
    let keep = Who::May(actions::ManageTeam::INFO);
    let rows = [
        page("team", read, team, list::team_page),
        page("team-find", keep, find, add::find_form),
        send(keep, find, add::search),
        page("team-add", keep, add, add::form),
        send(keep, add, add::save),
        page("team-place", keep, one, place::form),
        send(keep, one, place::save),
        page("team-end", keep, end, place::end_form),
        send(keep, end, place::save_end),
        page("team-sections", keep, sections, place::sections_form),
        send(keep, sections, place::save_sections),
        page("conflicts", keep, list, conflicts::list),
        page("conflict", keep, line, conflicts::form),
        send(keep, line, conflicts::save),
        page("conflict-person", keep, person, conflicts::person_form),
        send(keep, person, conflicts::save_person),
        page("conflict-end", keep, wrong, conflicts::end_form),
        send(keep, wrong, conflicts::save_end),
        page("access-request", keep, request, requests::form),
        send(keep, request, requests::save),
        page("access-request-no", keep, refused, requests::no_form),
        send(keep, refused, requests::save_no),
        page("agencies", read, agencies, agencies::list),
        page("agency", keep, agency, agencies::form),
        send(keep, agency, agencies::save),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// A review as these pages know it: its address, its scheme, its reference.
struct Of<'a> {
    base: String,
    scheme: &'a Scheme,
    reference: Reference,
    practice: bool,
}

impl<'a> Of<'a> {
    fn case(state: &'a WebState, signed: &Signed, case: &CaseFile) -> Result<Self, PageError> {
        let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
        let reference = reference(&case.reference)?;
        Ok(Self {
            base: signed.path(&format!("reviews/{reference}/team")),
            scheme: &loaded.scheme,
            reference,
            practice: case.practice,
        })
    }

    fn step(&self, id: &str) -> Option<StepText> {
        self.scheme.step(id).cloned()
    }

    fn caption(&self) -> String {
        t1("today-review", "reference", self.reference.as_str())
    }

    /// Where partners and whoever authorises the notification come from: neither is a role on the team.
    fn other_parts(&self) -> String {
        t(if self.practice {
            "team-practice-parts"
        } else {
            "team-other-parts"
        })
    }

    fn label(&self, list: &str, code: &str) -> String {
        let found = self.scheme.list(list).and_then(|list| list.label_of(code));
        found.unwrap_or(code).to_owned()
    }
}

/// Reads the conflict list, which only those may who keep it.
async fn kept<'a>(
    state: &'a WebState,
    signed: &Signed,
    text: &str,
) -> Result<(Of<'a>, ConflictList), PageError> {
    let list = app::team::conflict_list(state.app(), &signed.ctx, &reference(text)?).await?;
    Ok((Of::case(state, signed, &list.case)?, list))
}

/// Reads the team.
async fn team<'a>(
    state: &'a WebState,
    signed: &Signed,
    text: &str,
) -> Result<(Of<'a>, TeamView), PageError> {
    let view = app::team::team(state.app(), &signed.ctx, &reference(text)?).await?;
    Ok((Of::case(state, signed, &view.case)?, view))
}

/// The sections with a restriction of their own, by name.
fn restricted() -> Vec<Offer> {
    let own = Section::GIVEN.iter().map(|one| one.code());
    own.map(|code| Offer::new(code, t_code("section", code)))
        .collect()
}
