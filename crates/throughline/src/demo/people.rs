//! Invented organisations and one person for every role.

use access::directory::{
    self, Agency, Authority, DirectoryTx, NewMembership, Organisation, OrganisationKind,
};
use access::{Actor, Ctx, Permit, Person, Role, Strength, actions};
use app::App;
use model::{AgencyId, AuthorityId, Date, OrganisationId, PersonId};

/// Who plays in the demonstration.
pub struct Cast {
    /// The partnerships, the one in which most happens first.
    pub partnerships: Vec<Troupe>,
    /// The region in which all of them lie.
    pub region: OrganisationId,
    /// The national body.
    pub national: Option<Troupe>,
}

/// The people of one organisation.
pub struct Troupe {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its code.
    pub code: &'static str,
    /// Its people.
    pub players: Vec<Player>,
}

/// One invented person in one role.
#[derive(Clone)]
pub struct Player {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: &'static str,
    /// Their role.
    pub role: Role,
    /// The agency they bring.
    pub agency: Option<AgencyId>,
    /// The authority they notify for.
    pub authority: Option<AuthorityId>,
}

impl Player {
    /// Their e-mail address at work.
    #[must_use]
    pub fn email(&self) -> String {
        address(self.name)
    }
}

/// An address that nothing reaches.
fn address(name: &str) -> String {
    format!("{}@example.invalid", name.to_lowercase().replace(' ', "."))
}

impl Troupe {
    /// The players with a role, in their order.
    pub fn with(&self, role: Role) -> impl Iterator<Item = &Player> {
        self.players
            .iter()
            .filter(move |player| player.role == role)
    }

    /// The first player with a role.
    ///
    /// # Errors
    /// When nobody has it.
    pub fn first(&self, role: Role) -> anyhow::Result<&Player> {
        let found = self.with(role).next();
        found.ok_or_else(|| anyhow::anyhow!("nobody plays {role} in {}", self.code))
    }

    /// The context in which somebody acts at a moment.
    ///
    /// # Errors
    /// When there is no randomness for an id.
    pub fn acting(&self, player: &Player, now: model::Instant) -> anyhow::Result<Ctx> {
        let person = Person {
            id: player.person,
            agency: player.agency,
            authority: player.authority,
            roles: [player.role].into(),
            strength: Strength::Demonstration,
        };
        Ok(Ctx {
            actor: Actor::Person(person),
            organisation: self.organisation,
            request: crypto::id(now)?,
            now,
            practice_day: None,
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

/// Code of the region in which all of them lie.
const REGION: &str = "region";

/// A neighbouring partnership: its code, name, authority, agencies and people.
struct Neighbour {
    code: &'static str,
    name: &'static str,
    authorities: &'static [(&'static str, &'static str)],
    agencies: &'static [(&'static str, &'static str)],
    players: &'static [(Role, &'static str, Option<usize>)],
}

const NEIGHBOURS: &[Neighbour] = &[
    Neighbour {
        code: "brackwater",
        name: "Brackwater Safeguarding Children Partnership",
        authorities: &[("X99000002", "Brackwater (invented)")],
        agencies: &[
            ("local_authority", "Brackwater Council, children's services"),
            ("police", "Brackwater Constabulary"),
            (
                "integrated_care_board",
                "NHS Brackwater Integrated Care Board",
            ),
            ("trust", "Brackwater General Hospital NHS Trust"),
        ],
        players: &[
            (Role::BusinessManager, "Silvan Adeyemi-Crook", None),
            (Role::DelegatedPartner, "Rosalind Teague-Mbatha", Some(0)),
            (Role::DelegatedPartner, "Conrad Whitby-Osei", Some(1)),
            (Role::DelegatedPartner, "Farida Lockhart-Nowak", Some(2)),
            (Role::AuthorityNotifier, "Alban Pruitt-Sandhu", Some(0)),
            (Role::AuthorityAuthoriser, "Delphine Marsh-Eze", Some(0)),
            (Role::IncidentRaiser, "Magnus Oyelaran-Frith", Some(3)),
            (Role::LeadReviewer, IN_TWO, None),
        ],
    },
    Neighbour {
        code: "thornsea",
        name: "Thornsea and Wick Safeguarding Children Partnership",
        authorities: &[
            ("X99000003", "Thornsea (invented)"),
            ("X99000004", "Wick (invented)"),
        ],
        agencies: &[
            ("local_authority", "Thornsea Council, children's services"),
            ("police", "Thornsea and Wick Police"),
            (
                "integrated_care_board",
                "NHS Thornsea and Wick Integrated Care Board",
            ),
            ("trust", "Wick Community Health NHS Trust"),
        ],
        players: &[
            (Role::BusinessManager, "Henrietta Mbeki-Stour", None),
            (Role::DelegatedPartner, "Lysander Cope-Haddad", Some(0)),
            (Role::DelegatedPartner, "Winnie Stainforth-Rao", Some(1)),
            (Role::DelegatedPartner, "Barnaby Idowu-Keel", Some(2)),
            (Role::AuthorityNotifier, "Petra Garrick-Onuoha", Some(0)),
            (Role::AuthorityAuthoriser, "Clement Rudd-Farouk", Some(0)),
            (Role::IncidentRaiser, "Isolde Chukwu-Penn", Some(3)),
        ],
    },
];

const NATIONAL: &[(Role, &str)] = &[
    (Role::PanelSecretariat, "Aurelio Banks-Whitlow"),
    (Role::PanelMember, "Dorothea Nkemelu-Grant"),
];

/// Makes organisations, agencies and people; a national body when it is to use this service.
///
/// # Errors
/// When the directory refuses.
pub async fn make(app: &App, ctx: &Ctx, national_body: bool) -> anyhow::Result<Cast> {
    let cast = app
        .directory()
        .transact(ctx, |tx| Box::pin(everybody(tx, national_body)))
        .await?;
    Ok(cast)
}

async fn everybody(
    tx: &mut DirectoryTx<'_>,
    national_body: bool,
) -> Result<Cast, directory::DirectoryError> {
    let permit = tx.permit_directory::<actions::ManageDirectory>()?;
    directory::add_shipped_authorities(tx, &permit).await?;
    let from = tx
        .ctx
        .now
        .plus_seconds(-800 * 24 * 60 * 60)
        .date_in_london();
    let first = Neighbour {
        code: "aldermere",
        name: "Aldermere Safeguarding Children Partnership",
        authorities: &[("X99000001", "Aldermere (invented)")],
        agencies: AGENCIES,
        players: PLAYERS,
    };
    let mut partnerships = Vec::new();
    for one in std::iter::once(&first).chain(NEIGHBOURS) {
        partnerships.push(partnership(tx, &permit, one, from).await?);
    }
    let (code, name) = (REGION, "Invented Region of Safeguarding Partnerships");
    let kind = OrganisationKind::Region;
    let region = [
        (Role::RegionalFacilitator, "Ines Castellan-Rowe"),
        (Role::SecondReader, "Osric Fennimore-Adeyemi"),
    ];
    let region = troupe(tx, &permit, (code, name, kind), &region, from).await?;
    let mut national = None;
    if national_body {
        let kind = OrganisationKind::National;
        let body = ("panel", "National Panel (invented)", kind);
        national = Some(troupe(tx, &permit, body, NATIONAL, from).await?);
    }
    Ok(Cast {
        partnerships,
        region: region.organisation,
        national,
    })
}

/// An organisation without agencies.
async fn troupe(
    tx: &mut DirectoryTx<'_>,
    permit: &Directing<'_>,
    (code, name, kind): (&'static str, &str, OrganisationKind),
    people: &[(Role, &'static str)],
    from: Date,
) -> Result<Troupe, directory::DirectoryError> {
    let organisation = organisation(tx, permit, code, name, kind, from).await?;
    let mut players = Vec::new();
    for (role, name) in people {
        let part = Part {
            role: *role,
            name,
            agency: None,
            authority: None,
        };
        players.push(player(tx, permit, organisation, &part, from).await?);
    }
    Ok(Troupe {
        organisation,
        code,
        players,
    })
}

async fn partnership(
    tx: &mut DirectoryTx<'_>,
    permit: &Directing<'_>,
    one: &Neighbour,
    from: Date,
) -> Result<Troupe, directory::DirectoryError> {
    let kind = OrganisationKind::Partnership;
    let organisation = organisation(tx, permit, one.code, one.name, kind, from).await?;
    let agencies = agencies(tx, permit, organisation, (one.agencies, from)).await?;
    let mut authority = None;
    for (gss, name) in one.authorities {
        let id = invented_authority(tx, permit, gss, name, from).await?;
        directory::cover(tx, permit, organisation, id, from).await?;
        authority.get_or_insert(id);
    }
    let mut players = Vec::new();
    for (role, name, agency) in one.players {
        let notifies = matches!(role, Role::AuthorityNotifier | Role::AuthorityAuthoriser);
        let part = Part {
            role: *role,
            name,
            agency: agency.and_then(|index| agencies.get(index).copied()),
            authority: authority.filter(|_| notifies),
        };
        players.push(player(tx, permit, organisation, &part, from).await?);
    }
    Ok(Troupe {
        organisation,
        code: one.code,
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
        region: (kind == OrganisationKind::Partnership).then(|| REGION.to_owned()),
        valid_from: from,
        valid_to: None,
        successor: None,
    };
    directory::add_organisation(tx, permit, &new).await?;
    directory::make_keys(tx, permit, id).await?;
    Ok(id)
}

async fn agencies(
    tx: &mut DirectoryTx<'_>,
    permit: &Directing<'_>,
    partnership: OrganisationId,
    (all, from): (&[(&str, &str)], Date),
) -> Result<Vec<AgencyId>, directory::DirectoryError> {
    let mut ids = Vec::new();
    for (kind, name) in all {
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

/// No real authority has to do with what is invented here.
async fn invented_authority(
    tx: &mut DirectoryTx<'_>,
    permit: &Directing<'_>,
    gss: &str,
    name: &str,
    from: Date,
) -> Result<AuthorityId, directory::DirectoryError> {
    let new = Authority {
        id: tx.ctx.new_id()?,
        gss: gss.to_owned(),
        name: name.to_owned(),
        region: "Invented Region".to_owned(),
        kind: "Unitary authority".to_owned(),
        valid_from: from,
        valid_to: None,
    };
    directory::add_authority(tx, permit, &new).await?;
    Ok(new.id)
}

/// One part in the demonstration.
struct Part {
    role: Role,
    name: &'static str,
    agency: Option<AgencyId>,
    authority: Option<AuthorityId>,
}

async fn player(
    tx: &mut DirectoryTx<'_>,
    permit: &Directing<'_>,
    organisation: OrganisationId,
    part: &Part,
    from: Date,
) -> Result<Player, directory::DirectoryError> {
    let email = address(part.name);
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
        name: part.name,
        role: part.role,
        agency: part.agency,
        authority: part.authority,
    })
}
