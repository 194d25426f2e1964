//! Invented organisations and one person for every role.

use access::directory::{self, Agency, DirectoryTx, NewMembership, Organisation, OrganisationKind};
use access::{Actor, Ctx, Permit, Person, Role, Strength, actions};
use app::App;
use model::{AgencyId, AuthorityId, Date, OrganisationId, PersonId};

/// Who plays in the demonstration.
pub struct Cast {
    /// The partnership in which most happens.
    pub partnership: OrganisationId,
    /// Its people.
    pub players: Vec<Player>,
}

/// One invented person in one role.
#[derive(Clone)]
pub struct Player {
    /// The person.
    pub person: PersonId,
    /// Their role.
    pub role: Role,
    /// The agency they bring.
    pub agency: Option<AgencyId>,
    /// The authority they notify for.
    pub authority: Option<AuthorityId>,
}

impl Cast {
    /// The context in which the first player with a role acts at a moment.
    ///
    /// # Errors
    /// When nobody has the role.
    pub fn acting(&self, role: Role, now: model::Instant) -> anyhow::Result<Ctx> {
        let player = self
            .players
            .iter()
            .find(|player| player.role == role)
            .ok_or_else(|| anyhow::anyhow!("nobody plays {role}"))?;
        let person = Person {
            id: player.person,
            agency: player.agency,
            authority: player.authority,
            roles: [player.role].into(),
            strength: Strength::Demonstration,
        };
        Ok(Ctx {
            actor: Actor::Person(person),
            organisation: self.partnership,
            request: crypto::id(now)?,
            now,
        })
    }
}

const AGENCIES: &[(&str, &str)] = &[
    ("local_authority", "Aldermere Council, children's services"),
    ("police", "Mid Aldershire Police"),
    (
        "integrated_care_board",
        "NHS Aldershire Integrated Care Board",
    ),
    ("trust", "St Brannoc's Hospital NHS Trust"),
    ("school", "Larkfield Primary School"),
    ("probation", "Probation Service, Aldershire"),
    ("housing", "Aldermere Homes"),
];

/// Role, name and agency of everybody in the partnership. The names are invented.
const PLAYERS: &[(Role, &str, Option<usize>)] = &[
    (Role::BusinessManager, "Rowan Achebe-Lyle", None),
    (Role::DelegatedPartner, "Imogen Tasker-Bell", Some(0)),
    (Role::DelegatedPartner, "Desmond Okoro-Hale", Some(1)),
    (Role::DelegatedPartner, "Priya Venn-Marlow", Some(2)),
    (Role::LeadPartner, "Gareth Ollerenshaw-Pike", Some(0)),
    (Role::Scrutineer, "Marguerite Dunlop-Fey", None),
    (Role::ReviewGroupMember, "Tobias Krantz-Ellery", Some(3)),
    (Role::AgencyAuthor, "Lucinda Barrow-Teal", Some(4)),
    (Role::AgencyApprover, "Hamish Orde-Quill", Some(4)),
    (Role::LeadReviewer, "Beatrix Solano-Wray", None),
    (Role::LegalReader, "Kofi Penhallow-Strang", Some(0)),
    (Role::Inspector, "Winifred Castle-Amadi", None),
    (Role::LearningReader, "Jonty Abara-Finch", Some(6)),
    (
        Role::InformationGovernance,
        "Sunniva Clay-Mortimer",
        Some(0),
    ),
    (Role::AuthorityNotifier, "Eleri Bexley-Sow", Some(0)),
    (Role::AuthorityAuthoriser, "Callum Driscoll-Vane", Some(0)),
    (Role::IncidentRaiser, "Noor Hartnell-Briggs", Some(3)),
    (Role::FamilyContact, "Ottoline Reyes-Thorne", None),
    (Role::Administrator, "Fergus Ilangovan-Moss", None),
    (Role::Operator, "Leopold Quartey-Ness", None),
    // Somebody who works for two agencies, and says for which one they act.
    (Role::AgencyAuthor, "Ambrose Lindqvist-Tarn", Some(1)),
    (Role::AgencyAuthor, "Ambrose Lindqvist-Tarn", Some(3)),
    // Somebody who works in two organisations; the other is next door.
    (Role::LeadReviewer, IN_TWO, None),
];

/// Who works here and in the neighbouring partnership.
const IN_TWO: &str = "Juno Faraday-Okell";

const PARTNERSHIPS: &[(&str, &str, OrganisationKind)] = &[
    (
        "brackwater",
        "Brackwater Safeguarding Children Partnership",
        OrganisationKind::Partnership,
    ),
    (
        "thornsea",
        "Thornsea and Wick Safeguarding Children Partnership",
        OrganisationKind::Partnership,
    ),
    (
        "region",
        "Invented Region of Safeguarding Partnerships",
        OrganisationKind::Region,
    ),
];

const NATIONAL: &[(Role, &str)] = &[
    (Role::PanelSecretariat, "Aurelio Banks-Whitlow"),
    (Role::PanelMember, "Dorothea Nkemelu-Grant"),
];

/// Makes organisations, agencies and people.
///
/// # Errors
/// When the directory refuses.
pub async fn make(app: &App, ctx: &Ctx) -> anyhow::Result<Cast> {
    let cast = app
        .directory()
        .transact(ctx, |tx| Box::pin(everybody(tx)))
        .await?;
    Ok(cast)
}

async fn everybody(tx: &mut DirectoryTx<'_>) -> Result<Cast, directory::DirectoryError> {
    let permit = tx.permit_directory::<actions::ManageDirectory>()?;
    directory::add_shipped_authorities(tx, &permit).await?;
    let from = tx
        .ctx
        .now
        .plus_seconds(-400 * 24 * 60 * 60)
        .date_in_london();
    let name = "Aldermere Safeguarding Children Partnership";
    let kind = OrganisationKind::Partnership;
    let partnership = organisation(tx, &permit, "aldermere", name, kind, from).await?;
    for (code, name, kind) in PARTNERSHIPS {
        let id = organisation(tx, &permit, code, name, *kind, from).await?;
        neighbour(tx, &permit, id, code, *kind, from).await?;
    }
    let name = "National Panel (invented)";
    let national =
        organisation(tx, &permit, "panel", name, OrganisationKind::National, from).await?;
    for (role, name) in NATIONAL {
        let part = Part {
            role: *role,
            name,
            agency: None,
            authority: None,
        };
        player(tx, &permit, national, &part, from).await?;
    }
    let agencies = agencies(tx, &permit, partnership, from).await?;
    let authority = first_authority(tx, from).await?;
    directory::cover(tx, &permit, partnership, authority, from).await?;
    let mut players = Vec::new();
    for (role, name, agency) in PLAYERS {
        let notifies = matches!(role, Role::AuthorityNotifier | Role::AuthorityAuthoriser);
        let part = Part {
            role: *role,
            name,
            agency: agency.and_then(|index| agencies.get(index).copied()),
            authority: notifies.then_some(authority),
        };
        players.push(player(tx, &permit, partnership, &part, from).await?);
    }
    Ok(Cast {
        partnership,
        players,
    })
}

type Directing<'tx> = Permit<'tx, actions::ManageDirectory>;

async fn organisation(
    tx: &mut DirectoryTx<'_>,
    permit: &Directing<'_>,
    code: &str,
    name: &str,
    kind: OrganisationKind,
    from: Date,
) -> Result<OrganisationId, directory::DirectoryError> {
    let id: OrganisationId = tx.ctx.new_id()?;
    let new = Organisation {
        id,
        kind,
        name: name.to_owned(),
        code: code.to_owned(),
        region: None,
        valid_from: from,
        valid_to: None,
        successor: None,
    };
    directory::add_organisation(tx, permit, &new).await?;
    directory::make_keys(tx, permit, id).await?;
    Ok(id)
}

/// Somebody to be in each neighbouring organisation.
async fn neighbour(
    tx: &mut DirectoryTx<'_>,
    permit: &Directing<'_>,
    id: OrganisationId,
    code: &str,
    kind: OrganisationKind,
    from: Date,
) -> Result<(), directory::DirectoryError> {
    let (role, name) = match (kind, code) {
        (OrganisationKind::Region, _) => (Role::RegionalFacilitator, "Ines Castellan-Rowe"),
        (_, "brackwater") => (Role::BusinessManager, "Silvan Adeyemi-Crook"),
        _ => (Role::BusinessManager, "Henrietta Mbeki-Stour"),
    };
    player(
        tx,
        permit,
        id,
        &Part {
            role,
            name,
            agency: None,
            authority: None,
        },
        from,
    )
    .await?;
    if code == "brackwater" {
        let part = Part {
            role: Role::LeadReviewer,
            name: IN_TWO,
            agency: None,
            authority: None,
        };
        player(tx, permit, id, &part, from).await?;
    }
    Ok(())
}

async fn agencies(
    tx: &mut DirectoryTx<'_>,
    permit: &Directing<'_>,
    partnership: OrganisationId,
    from: Date,
) -> Result<Vec<AgencyId>, directory::DirectoryError> {
    let mut ids = Vec::new();
    for (kind, name) in AGENCIES {
        let id: AgencyId = tx.ctx.new_id()?;
        let new = Agency {
            id,
            kind: (*kind).to_owned(),
            name: (*name).to_owned(),
            valid_from: from,
            valid_to: None,
        };
        directory::add_agency(tx, permit, &new).await?;
        directory::link_agency(tx, permit, id, partnership, from).await?;
        ids.push(id);
    }
    Ok(ids)
}

/// Some real authority stands in: the partnership and everything else about it are invented.
async fn first_authority(
    tx: &mut DirectoryTx<'_>,
    on: Date,
) -> Result<AuthorityId, directory::DirectoryError> {
    let all = directory::authorities(tx, on).await?;
    all.first()
        .map(|authority| authority.id)
        .ok_or(directory::DirectoryError::NotFound)
}

/// One part in the demonstration.
struct Part<'a> {
    role: Role,
    name: &'a str,
    agency: Option<AgencyId>,
    authority: Option<AuthorityId>,
}

async fn player(
    tx: &mut DirectoryTx<'_>,
    permit: &Directing<'_>,
    organisation: OrganisationId,
    part: &Part<'_>,
    from: Date,
) -> Result<Player, directory::DirectoryError> {
    let email = format!(
        "{}@example.invalid",
        part.name.to_lowercase().replace(' ', ".")
    );
    let person = directory::add_person(tx, permit, part.name, &email).await?;
    let membership = NewMembership {
        person,
        agency: part.agency,
        authority: part.authority,
        role: part.role,
        from,
        until: None,
    };
    directory::add_membership(tx, permit, organisation, &membership).await?;
    Ok(Player {
        person,
        role: part.role,
        agency: part.agency,
        authority: part.authority,
    })
}
