//! Every row of the route table, tried as every kind of person.

use access::{Ctx, Policies, ResourceKind, Role};
use http::{Method, StatusCode};
use web::{Gives, Row, Who};

use crate::client::{Client, Page};
use crate::site::{HERE, TestSite};

pub struct People {
    nobody: Client,
    outsider: Client,
    reader: Client,
    pub manager: Client,
    address: Vec<(&'static str, String)>,
}

pub async fn people(site: &TestSite) -> People {
    let manager = site.manager().await;
    let reader = site
        .person("reader@example.org", site.partnership, Role::LearningReader)
        .await;
    let other = ("other@example.org", Role::BusinessManager);
    let outsider = site.person(other.0, site.neighbour, other.1).await;
    let (reference, record) = site.case(manager).await;
    People {
        nobody: site.browser(),
        outsider: site.signed_in(outsider).await,
        reader: site.signed_in(reader).await,
        manager: site.signed_in(manager).await,
        address: [
            address(reference, record, manager),
            of_shared_learning(manager, site.public_item().await),
        ]
        .concat(),
    }
}

/// What stands for each part of an address.
fn address(
    reference: String,
    record: String,
    manager: model::PersonId,
) -> Vec<(&'static str, String)> {
    vec![
        ("{organisation}", HERE.to_owned()),
        ("{reference}", reference),
        ("{envelope}", record.clone()),
        ("{hold_id}", record.clone()),
        ("{section_id}", "safe_contact".to_owned()),
        ("{entry_id}", record.clone()),
        ("{record}", record),
        ("{person_id}", manager.to_string()),
        ("{question_id}", "ethnicity".to_owned()),
        ("{tie_id}", "new".to_owned()),
        ("{action_id}", "new".to_owned()),
        ("{linked_id}", "moment".to_owned()),
        ("{shown_id}", "to-look-at".to_owned()),
        ("{step_id}", "to_approve".to_owned()),
        ("{part_id}", "notifier".to_owned()),
        ("{marker_id}", "referral".to_owned()),
        ("{report_part_id}", "inequality".to_owned()),
        ("{told_id}", "new".to_owned()),
        ("{figures_id}", "harm".to_owned()),
        ("{body_id}", "mappa".to_owned()),
        ("{line_id}", "names".to_owned()),
        ("{bar_id}", "contempt".to_owned()),
        ("{whom_id}", "family".to_owned()),
        ("{recipient_id}", "panel".to_owned()),
        ("{delay_id}", "new".to_owned()),
        ("{sent_id}", "new".to_owned()),
        ("{outcome_id}", "published".to_owned()),
        ("{clock_id}", "notify".to_owned()),
        ("{track_id}", "actions".to_owned()),
        ("{instance_id}", "0".to_owned()),
        ("{stage_id}", "begun".to_owned()),
        ("{reached_id}", "rapid_review-sent".to_owned()),
        ("{organisation_code}", HERE.to_owned()),
        ("{retention_id}", "case_file".to_owned()),
        ("{request_id}", "new".to_owned()),
        ("{return_id}", manager.to_string()),
        ("{return_part_id}", "voice".to_owned()),
        ("{passage_id}", "p1.0.4.0".to_owned()),
        ("{episode_id}", "1".to_owned()),
        ("{transfer_id}", manager.to_string()),
        ("{offer_id}", manager.to_string()),
        ("{legal_hold_id}", manager.to_string()),
        ("{letter_id}", "family_review".to_owned()),
        ("{to_id}", "new".to_owned()),
        ("{provider_id}", crate::site::ALDERMERE.to_owned()),
        ("{why_id}", "failed".to_owned()),
        ("{fact_id}", "hosting".to_owned()),
        ("{from_id}", "nothing".to_owned()),
        ("{found_id}", "1".to_owned()),
        ("{token}", "a".repeat(43)),
        ("{name}", "no-such-file.css".to_owned()),
    ]
}

/// The same, of addresses about shared learning.
fn of_shared_learning(
    manager: model::PersonId,
    shared: model::SharedId,
) -> Vec<(&'static str, String)> {
    vec![
        ("{asked_id}", manager.to_string()),
        ("{shared_id}", shared.to_string()),
        ("{format_id}", "pdf".to_owned()),
        ("{version_id}", "1".to_owned()),
        ("{document_id}", manager.to_string()),
        ("{finding_id}", manager.to_string()),
        ("{briefing_id}", manager.to_string()),
        ("{search_id}", manager.to_string()),
        ("{contact_id}", manager.to_string()),
    ]
}

impl People {
    pub fn path(&self, row: &Row) -> String {
        self.path_of(row.path)
    }

    /// What stands in one place of the addresses.
    pub fn part(&self, name: &str) -> String {
        let found = self.address.iter().find(|(part, _)| *part == name);
        found.map(|(_, value)| value.clone()).unwrap()
    }

    /// The address with everything in its place.
    pub fn path_of(&self, path: &str) -> String {
        let known = self.address.iter();
        let whole = known.fold(path.to_owned(), |path, (part, value)| {
            path.replace(part, value)
        });
        assert!(
            !whole.contains('{'),
            "{path}: the test does not know what stands there"
        );
        whole
    }
}

/// Whether a reader of shared learning, who is on no team, would be permitted the row's action.
fn open_to_every_member(policies: &Policies, ctx: &Ctx, who: Who) -> bool {
    let Who::May(action) = who else { return true };
    let facts = access::OrganisationFacts {
        id: ctx.organisation,
    };
    action.on == ResourceKind::Organisation
        && policies
            .decide(ctx, action, access::Resource::Organisation(facts))
            .is_ok()
}

fn is_entrance(page: &Page) -> bool {
    page.status == StatusCode::SEE_OTHER && page.location().starts_with("/sign-in")
}

#[tokio::test]
async fn everyone_is_told_what_the_table_says() {
    let site = TestSite::demonstration().await;
    let mut people = people(&site).await;
    let ctx = site.ctx(
        crypto::id(crate::site::START).unwrap(),
        Role::LearningReader,
    );
    let policies = Policies::load().unwrap();
    let mut tried = 0;
    for row in web::rows() {
        let path = people.path(&row);
        let what = format!("{} {}", row.method, row.path);
        let page = people.nobody.ask(&row.method, &path).await;
        match row.who {
            Who::Anyone | Who::Demonstration => {
                let named = row.gives == Gives::File || row.method == Method::POST;
                assert!(page.status.is_success() || named, "{what}: {}", page.status);
                assert!(!page.status.is_server_error(), "{what}: {}", page.status);
                continue;
            }
            Who::SignedIn | Who::Member | Who::May(_) => {
                assert!(is_entrance(&page), "{what}, signed out: {}", page.status);
            }
        }
        if row.who == Who::SignedIn {
            continue;
        }
        tried += 1;
        let page = people.outsider.ask(&row.method, &path).await;
        assert_eq!(
            page.status,
            StatusCode::NOT_FOUND,
            "{what}, of another organisation"
        );
        let page = people.reader.ask(&row.method, &path).await;
        if !open_to_every_member(&policies, &ctx, row.who) {
            // A form without its hidden boxes is refused before anybody's role is looked at.
            let unread = row.method == Method::POST && page.status == StatusCode::BAD_REQUEST;
            assert!(
                page.status == row.without_role || unread,
                "{what}, without the role: {}",
                page.status
            );
        }
        let page = people.manager.ask(&row.method, &path).await;
        assert!(
            !page.status.is_server_error(),
            "{what}, as business manager: {}",
            page.status
        );
        assert!(!is_entrance(&page), "{what}, as business manager");
    }
    assert!(tried >= 4, "only {tried} rows are an organisation's");
}

#[tokio::test]
async fn pages_of_an_account_open_for_everyone_signed_in() {
    let site = TestSite::demonstration().await;
    let mut people = people(&site).await;
    for row in web::rows()
        .iter()
        .filter(|row| row.who == Who::SignedIn && row.method == Method::GET)
    {
        let page = people.reader.get(row.path).await;
        let status = page.status;
        assert!(
            status.is_success() || status == StatusCode::SEE_OTHER,
            "{}: {status}",
            row.path
        );
    }
}

#[tokio::test]
async fn pages_have_a_title_a_heading_and_no_names_in_titles() {
    let site = TestSite::demonstration().await;
    let mut people = people(&site).await;
    for row in web::rows() {
        if !matches!(row.gives, Gives::Page(_)) {
            continue;
        }
        let page = people.manager.get(&people.path(&row)).await;
        if page.status != StatusCode::OK {
            continue;
        }
        let title = page
            .body
            .split("<title>")
            .nth(1)
            .unwrap()
            .split("</title>")
            .next()
            .unwrap();
        assert!(
            title.ends_with(" – Throughline") && title.len() > 14,
            "{}: {title}",
            row.path
        );
        for secret in ["Sam Carter", "Marshside", "invented child"] {
            assert!(!title.contains(secret), "{}: {title}", row.path);
        }
        assert_eq!(page.body.matches("<h1").count(), 1, "{}", row.path);
        assert!(
            page.has("<html lang=\"en-GB\"") && page.has("id=\"main-content\""),
            "{}",
            row.path
        );
        assert!(
            !page.has(" style=") && !page.has("javascript:"),
            "{}",
            row.path
        );
    }
}

#[tokio::test]
async fn a_code_in_another_organisations_name_is_no_key() {
    let site = TestSite::demonstration().await;
    let mut people = people(&site).await;
    for path in [
        "/o/marshside/today",
        "/o/nowhere/today",
        "/o//today",
        "/o/hillfoot%2F../today",
    ] {
        let page = people.outsider.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!page.has("Marshside"), "{path}");
    }
}
