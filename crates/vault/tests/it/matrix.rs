//! The permission matrix: what the policies mean for every role, as a file that is reviewed together
//! with every change of a policy. `UPDATE_MATRIX=1` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use access::{
    Actor, CaseFacts, Ctx, DirectoryFacts, OrganisationFacts, Person, Policies, Resource,
    ResourceKind, ReturnFacts, Role, Section, SharedFacts, Strength, TeamPlace, actions,
};
use model::learning::Sharing;
use model::{CaseId, OrganisationId, PersonId};

use crate::house::{NOW, id};

const HOME: u8 = 1;
const ELSEWHERE: u8 = 2;
pub const ME: u8 = 3;

pub fn ctx(role: Role, organisation: u8) -> Ctx {
    let person = Person {
        id: id(ME),
        agency: None,
        authority: None,
        roles: BTreeSet::from([role]),
        strength: Strength::TwoFactors,
    };
    Ctx {
        actor: Actor::Person(person),
        organisation: id(organisation),
        request: id(9),
        now: NOW,
        practice_day: None,
    }
}

fn facts() -> CaseFacts {
    CaseFacts {
        id: id::<CaseId>(5),
        organisation: id::<OrganisationId>(HOME),
        version: 1,
        team: BTreeMap::new(),
        raised_by: None,
        conflicts: BTreeSet::new(),
        emergency: BTreeSet::new(),
        commissioned: BTreeSet::new(),
        commission_over: BTreeSet::new(),
        closed: false,
        received: false,
        practice: false,
    }
}

/// A case seen from one place: on no team, on the team, a guest, and so on.
struct Seen {
    name: &'static str,
    organisation: u8,
    section: Section,
    facts: CaseFacts,
}

fn case(name: &'static str, facts: CaseFacts) -> Seen {
    let (organisation, section) = (HOME, Section::General);
    Seen {
        name,
        organisation,
        section,
        facts,
    }
}

fn restricted(name: &'static str, facts: CaseFacts) -> Seen {
    Seen {
        section: Section::SafeContact,
        ..case(name, facts)
    }
}

fn on_team(place: TeamPlace) -> CaseFacts {
    CaseFacts {
        team: BTreeMap::from([(id(ME), place)]),
        ..facts()
    }
}

fn barred() -> CaseFacts {
    let me = BTreeSet::from([id::<PersonId>(ME)]);
    CaseFacts {
        conflicts: me.clone(),
        emergency: me,
        ..on_team(TeamPlace::default())
    }
}

fn told_of() -> Seen {
    let facts = CaseFacts {
        received: true,
        ..on_team(TeamPlace::default())
    };
    case("told of by another organisation, whatever the team", facts)
}

/// The reviewer's working notes, and the review after the commission.
fn commissions() -> Vec<Seen> {
    let me = BTreeSet::from([id::<PersonId>(ME)]);
    let team = || on_team(TeamPlace::default());
    let runs = CaseFacts {
        commissioned: me.clone(),
        ..team()
    };
    let off_team = CaseFacts {
        commissioned: me.clone(),
        ..facts()
    };
    let over = CaseFacts {
        commission_over: me.clone(),
        ..team()
    };
    let every_section = TeamPlace {
        sections: Section::ALL.iter().copied().collect(),
        ..TeamPlace::default()
    };
    let emergency = CaseFacts {
        emergency: me,
        ..facts()
    };
    let notes = |name, facts| Seen {
        section: Section::ReviewerWorking,
        ..case(name, facts)
    };
    vec![
        notes(
            "the reviewer's working notes, commissioned and on the team",
            runs,
        ),
        notes(
            "the reviewer's working notes, commissioned and not on the team",
            off_team,
        ),
        notes(
            "the reviewer's working notes, on the team with every section",
            on_team(every_section),
        ),
        notes(
            "the reviewer's working notes, opened in an emergency",
            emergency,
        ),
        notes(
            "the reviewer's working notes after the commission",
            over.clone(),
        ),
        case("on the team, after the commission", over),
    ]
}

fn practices() -> [CaseFacts; 3] {
    let practice = CaseFacts {
        practice: true,
        ..facts()
    };
    let started = CaseFacts {
        raised_by: Some(id(ME)),
        ..practice.clone()
    };
    let practises = CaseFacts {
        practice: true,
        ..on_team(TeamPlace::default())
    };
    [practice, started, practises]
}

fn seen() -> Vec<Seen> {
    let me: PersonId = id(ME);
    let plain = TeamPlace::default;
    let granted = TeamPlace {
        sections: BTreeSet::from([Section::SafeContact]),
        ..plain()
    };
    let guest = TeamPlace {
        guest: true,
        ..plain()
    };
    let raised = CaseFacts {
        raised_by: Some(me),
        ..facts()
    };
    let emergency = CaseFacts {
        emergency: BTreeSet::from([me]),
        ..facts()
    };
    let closed = CaseFacts {
        closed: true,
        ..on_team(plain())
    };
    let [practice, started, practises] = practices();
    let elsewhere = case("another organisation", on_team(plain()));
    let mut all = vec![
        case("own organisation, not on the team", facts()),
        case("on the team", on_team(plain())),
        case("guest on the team", on_team(guest)),
        case("raised by me", raised),
        case("opened in an emergency", emergency),
        case("on the team, case closed", closed),
        case("practice run of somebody else", practice),
        case("practice run, started by me", started),
        case("practice run, on the team", practises),
        case(
            "conflict of interest, also on the team and opened in an emergency",
            barred(),
        ),
        restricted(
            "restricted section, on the team without it",
            on_team(plain()),
        ),
        restricted("restricted section, on the team with it", on_team(granted)),
        told_of(),
        Seen {
            organisation: ELSEWHERE,
            ..elsewhere
        },
    ];
    all.extend(commissions());
    all
}

fn matrix(policies: &Policies) -> String {
    let mut text = String::from(
        "# What every role may do. Written by crates/vault/tests/it/matrix.rs; review every change.\n",
    );
    for seen in seen() {
        writeln!(text, "\n## A case: {}\n", seen.name).unwrap();
        for role in Role::ALL {
            let ctx = ctx(*role, seen.organisation);
            let may: Vec<&str> = actions::ALL
                .iter()
                .filter(|action| action.on == ResourceKind::Case)
                .filter(|action| {
                    policies
                        .decide(&ctx, **action, Resource::Case(&seen.facts, seen.section))
                        .is_ok()
                })
                .map(|action| action.code)
                .collect();
            let may = if may.is_empty() {
                "-".to_owned()
            } else {
                may.join(", ")
            };
            writeln!(text, "{role}: {may}").unwrap();
        }
    }
    text.push_str(&of_returns(policies));
    for (name, organisation) in [("their own", HOME), ("another", ELSEWHERE)] {
        writeln!(text, "\n## An organisation: {name}\n").unwrap();
        let facts = OrganisationFacts { id: id(HOME) };
        for role in Role::ALL {
            let ctx = ctx(*role, organisation);
            let may: Vec<&str> = actions::ALL
                .iter()
                .filter(|action| match action.on {
                    ResourceKind::Organisation => policies
                        .decide(&ctx, **action, Resource::Organisation(facts))
                        .is_ok(),
                    ResourceKind::Directory => policies
                        .decide(&ctx, **action, Resource::Directory(DirectoryFacts))
                        .is_ok(),
                    ResourceKind::Case | ResourceKind::Return | ResourceKind::Shared => false,
                })
                .map(|action| action.code)
                .collect();
            let may = if may.is_empty() {
                "-".to_owned()
            } else {
                may.join(", ")
            };
            writeln!(text, "{role}: {may}").unwrap();
        }
    }
    text.push_str(&of_shared(policies));
    text
}

/// What each role may do with an item of shared learning, as the role's organisation stands to it.
fn of_shared(policies: &Policies) -> String {
    let mut text = String::new();
    for audience in Sharing::ALL {
        for (own_region, answers_for_it) in [(false, false), (true, false), (true, true)] {
            let facts = SharedFacts {
                audience: *audience,
                own_region,
                answers_for_it,
            };
            writeln!(
                text,
                "\n## Shared learning for {}: own region {own_region}, answers for it {answers_for_it}\n",
                audience.code()
            )
            .unwrap();
            for role in Role::ALL {
                let ctx = ctx(*role, HOME);
                let may: Vec<&str> = actions::ALL
                    .iter()
                    .filter(|action| action.on == ResourceKind::Shared)
                    .filter(|action| {
                        policies
                            .decide(&ctx, **action, Resource::Shared(facts))
                            .is_ok()
                    })
                    .map(|action| action.code)
                    .collect();
                let may = if may.is_empty() {
                    "-".to_owned()
                } else {
                    may.join(", ")
                };
                writeln!(text, "{role}: {may}").unwrap();
            }
        }
    }
    text
}

/// What an agency returns, as I stand to it: nobody, an author, who signs it off, or to whom entries of it were put.
fn asked(me: &str, signed_off: bool) -> ReturnFacts {
    let on = |is: bool| BTreeSet::from_iter(is.then(|| id::<PersonId>(ME)));
    ReturnFacts {
        id: id(6),
        answering: on(["answers", "signs"].contains(&me)),
        signing: on(me == "signs"),
        checking: on(me == "checks"),
        signed_off,
        withdrawn: false,
    }
}

/// What an agency returns, seen from one place.
pub fn returns() -> Vec<(&'static str, u8, CaseFacts, ReturnFacts)> {
    let team = || on_team(TeamPlace::default());
    let withdrawn = ReturnFacts {
        withdrawn: true,
        ..asked("signs", false)
    };
    let closed = CaseFacts {
        closed: true,
        ..facts()
    };
    let over = CaseFacts {
        commission_over: BTreeSet::from([id(ME)]),
        ..team()
    };
    let [practice, started, _] = practices();
    let one = |name, facts, asked| (name, HOME, facts, asked);
    let draft = || asked("nobody", false);
    let signed = || asked("nobody", true);
    let (barred_name, elsewhere) = (
        "conflict of interest, I sign it off",
        "another organisation, I sign it off",
    );
    vec![
        one("not signed off, on the team", team(), draft()),
        one(
            "not signed off, I answer it",
            facts(),
            asked("answers", false),
        ),
        one(
            "not signed off, I sign it off",
            facts(),
            asked("signs", false),
        ),
        one("signed off, not on the team", facts(), signed()),
        one("signed off, on the team", team(), signed()),
        one("signed off, I answer it", facts(), asked("answers", true)),
        one(
            "signed off, on the team after the commission",
            over,
            signed(),
        ),
        one("taken back, I answered it", facts(), withdrawn),
        one("case closed, I answer it", closed, asked("answers", true)),
        one("practice run of somebody else", practice, signed()),
        one(
            "practice run, started by me, not signed off",
            started,
            draft(),
        ),
        one(barred_name, barred(), asked("signs", false)),
        (elsewhere, ELSEWHERE, team(), asked("signs", false)),
    ]
}

/// A return of which entries were put to me, because I wrote them down at the time.
pub fn put_to_me() -> Vec<(&'static str, u8, CaseFacts, ReturnFacts)> {
    let closed = CaseFacts {
        closed: true,
        ..facts()
    };
    let withdrawn = ReturnFacts {
        withdrawn: true,
        ..asked("checks", false)
    };
    let one = |name, facts, asked| (name, HOME, facts, asked);
    let draft = || asked("checks", false);
    vec![
        one("not signed off, entries were put to me", facts(), draft()),
        one(
            "signed off, entries were put to me",
            facts(),
            asked("checks", true),
        ),
        one(
            "not signed off, entries were put to me, on the team",
            on_team(TeamPlace::default()),
            draft(),
        ),
        one("taken back, entries were put to me", facts(), withdrawn),
        one("case closed, entries were put to me", closed, draft()),
        one(
            "conflict of interest, entries were put to me",
            barred(),
            draft(),
        ),
    ]
}

fn of_returns(policies: &Policies) -> String {
    let mut text = String::new();
    for (name, organisation, facts, asked) in returns().into_iter().chain(put_to_me()) {
        writeln!(text, "\n## A return: {name}\n").unwrap();
        for role in Role::ALL {
            let ctx = ctx(*role, organisation);
            let of_return = actions::ALL
                .iter()
                .filter(|action| action.on == ResourceKind::Return);
            let may: Vec<&str> = of_return
                .filter(|action| {
                    policies
                        .decide(&ctx, **action, Resource::Return(&facts, &asked))
                        .is_ok()
                })
                .map(|action| action.code)
                .collect();
            let may = if may.is_empty() {
                "-".to_owned()
            } else {
                may.join(", ")
            };
            writeln!(text, "{role}: {may}").unwrap();
        }
    }
    text
}

#[test]
fn nobody_reads_a_draft_of_an_agency_but_its_own_people() {
    let policies = Policies::load().unwrap();
    for (name, organisation, facts, asked) in returns() {
        let own = asked.answering.contains(&id(ME)) || facts.practice;
        let read = actions::ALL
            .iter()
            .filter(|action| ["read_return", "read_draft"].contains(&action.code));
        for action in read {
            for role in Role::ALL {
                let ctx = ctx(*role, organisation);
                let decided = policies.decide(&ctx, *action, Resource::Return(&facts, &asked));
                if !own && (action.code == "read_draft" || !asked.signed_off) {
                    assert!(decided.is_err(), "{role} {} {name}", action.code);
                }
            }
        }
    }
}

#[test]
fn the_matrix_is_the_reviewed_one() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/permissions.txt");
    let found = matrix(&Policies::load().unwrap());
    #[expect(
        clippy::disallowed_methods,
        reason = "how somebody asks the test to write the file"
    )]
    if std::env::var("UPDATE_MATRIX").is_ok() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &found).unwrap();
    }
    let reviewed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        reviewed == found,
        "the policies mean something else than the reviewed file {}: look at the difference, then run with UPDATE_MATRIX=1",
        file.display()
    );
}

#[test]
fn no_role_reaches_another_organisation_or_a_case_in_which_it_has_an_interest() {
    let policies = Policies::load().unwrap();
    for seen in seen() {
        let shut = seen.organisation == ELSEWHERE || !seen.facts.conflicts.is_empty();
        for role in Role::ALL.iter().filter(|_| shut) {
            for action in actions::ALL
                .iter()
                .filter(|action| action.on == ResourceKind::Case)
            {
                let ctx = ctx(*role, seen.organisation);
                let decided =
                    policies.decide(&ctx, *action, Resource::Case(&seen.facts, seen.section));
                assert!(decided.is_err(), "{role} {} in {}", action.code, seen.name);
            }
        }
    }
}

#[test]
fn who_administers_sees_no_case() {
    let policies = Policies::load().unwrap();
    for role in [
        Role::Administrator,
        Role::Operator,
        Role::InformationGovernance,
    ] {
        let ctx = ctx(role, HOME);
        let facts = facts();
        let resource = Resource::Case(&facts, Section::General);
        let read = actions::ALL
            .iter()
            .find(|action| action.code == "read_case")
            .unwrap();
        assert!(policies.decide(&ctx, *read, resource).is_err(), "{role}");
    }
}
