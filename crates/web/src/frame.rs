//! The frame around every page: title, navigation, who one acts for, banners.

mod drawn;
mod saved;

pub(crate) use saved::{KEPT, SAVED, saved_page};

use access::Role;
use access::sign_in::Session;
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use govuk::NotificationBanner;
use http::{StatusCode, header};

use crate::assets::{self, Links};
use crate::form::FormErrors;
use crate::problem::{Answer, PageError, Ways};
use crate::texts::{t, t_with, t1};
use crate::visit::Visit;
use crate::when::date_in_words;
use crate::{Place, WebState};

/// The frame around a page; each page's template has it as `frame`.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    title: String,
    error: bool,
    root: Option<String>,
    /// Links of the service navigation.
    pub nav: Vec<NavLink>,
    /// Who is signed in.
    pub acting: Option<ActingFor>,
    /// What stands above every page where no real people may be recorded: what this is, and what follows.
    pub banner: Option<[String; 2]>,
    /// On the pages of a practice run: the day on which it stands, and where it is moved on.
    pub practice: Option<(String, String)>,
    /// On the page after something of a review was saved: that it was, and what is next.
    pub saved: Option<NotificationBanner>,
    /// On the pages of a case: the box in which somebody writes what they see differently.
    pub(crate) moment: Option<govuk::Html>,
    /// What a printed page of an organisation says of itself: for whom and when it was printed.
    pub printed: Option<String>,
    /// Where "Back" goes.
    pub back: Option<String>,
}

/// A link of the service navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavLink {
    /// Where it goes.
    pub href: String,
    /// Its words.
    pub text: String,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// What the frame says of a signed-in person. Their own name is not shown, so that a page over
/// somebody's shoulder does not tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActingFor {
    /// Name of the organisation they act for, on pages where they act for one.
    pub organisation: Option<String>,
    /// Whether there is another organisation to choose.
    pub can_change: bool,
    /// The agency they chose, where they have roles for several here.
    pub agency: Option<String>,
}

/// Who works with reviews.
const OF_A_PARTNERSHIP: &[Role] = &[
    Role::BusinessManager,
    Role::DelegatedPartner,
    Role::LeadPartner,
    Role::Scrutineer,
    Role::ReviewGroupMember,
    Role::AgencyAuthor,
    Role::AgencyApprover,
    Role::LeadReviewer,
    Role::LegalReader,
    Role::Inspector,
    Role::InformationGovernance,
    Role::AuthorityNotifier,
    Role::AuthorityAuthoriser,
    Role::IncidentRaiser,
    Role::FamilyContact,
    Role::Guest,
];

/// Who may raise an incident, and start a practice run.
pub(crate) const RAISES: &[Role] = &[
    Role::BusinessManager,
    Role::DelegatedPartner,
    Role::LeadPartner,
    Role::AgencyAuthor,
    Role::AgencyApprover,
    Role::AuthorityNotifier,
    Role::AuthorityAuthoriser,
    Role::IncidentRaiser,
];

/// Who reads shared learning.
const READS_SHARED: &[Role] = &[
    Role::BusinessManager,
    Role::DelegatedPartner,
    Role::LeadPartner,
    Role::Scrutineer,
    Role::ReviewGroupMember,
    Role::AgencyAuthor,
    Role::AgencyApprover,
    Role::LeadReviewer,
    Role::LegalReader,
    Role::Inspector,
    Role::LearningReader,
    Role::InformationGovernance,
    Role::AuthorityNotifier,
    Role::AuthorityAuthoriser,
    Role::IncidentRaiser,
    Role::PanelSecretariat,
    Role::PanelMember,
    Role::RegionalFacilitator,
    Role::SecondReader,
];

/// The links of the service navigation: part of the address, key of the words, and the roles that
/// have it; none means everybody. A link hides nothing: the page itself asks.
const NAVIGATION: &[(&str, &str, &[Role])] = &[
    ("today", "nav-today", &[]),
    ("reviews", "nav-reviews", OF_A_PARTNERSHIP),
    (
        "actions",
        "nav-actions",
        &[
            Role::BusinessManager,
            Role::DelegatedPartner,
            Role::LeadPartner,
            Role::Scrutineer,
            Role::LeadReviewer,
        ],
    ),
    (
        "received",
        "nav-received",
        &[Role::PanelSecretariat, Role::PanelMember],
    ),
    (
        "own-learning",
        "nav-own-learning",
        &[
            Role::PanelSecretariat,
            Role::PanelMember,
            Role::RegionalFacilitator,
        ],
    ),
    ("shared", "nav-shared", READS_SHARED),
    ("raise", "nav-raise", RAISES),
    (
        "administration",
        "nav-administration",
        &[
            Role::Administrator,
            Role::BusinessManager,
            Role::InformationGovernance,
            Role::PanelSecretariat,
        ],
    ),
    ("service", "nav-service", &[Role::Operator]),
];

impl Frame {
    /// The frame for this visit.
    #[must_use]
    pub fn of(state: &WebState, visit: &Visit) -> Self {
        let session = visit.session();
        let place = visit.place();
        let code = place.map(|place| place.organisation.code.as_str());
        let nav = place
            .map(|place| navigation(place, visit.path()))
            .unwrap_or_default();
        Self {
            root: code.map(|code| format!("/o/{code}/")),
            nav,
            acting: session.map(|session| ActingFor {
                organisation: place.map(|place| acting_for(session, place)),
                agency: place
                    .filter(|place| session.agencies_in(place.organisation.id).len() > 1)
                    .and(session.agency_name.clone()),
                can_change: session.organisations.len() > 1 || place.is_none(),
            }),
            printed: place.map(|place| {
                let values = [
                    ("organisation", place.organisation.name.as_str().into()),
                    ("day", date_in_words(visit.now().date_in_london()).into()),
                ];
                t_with("frame-printed", &values)
            }),
            banner: banner(state),
            practice: visit
                .practice()
                .map(|practice| (date_in_words(practice.day), practice.page.clone())),
            saved: visit
                .saved()
                .map(|saved| saved::banner(saved, visit.path()))
                .or_else(|| visit.kept_in().map(saved::kept_banner)),
            moment: visit.offered_box().cloned(),
            ..Self::default()
        }
    }

    /// Title of the page, which is no place for anything about a person or a case.
    #[must_use]
    pub fn titled(mut self, title: String) -> Self {
        self.title = title;
        self
    }

    /// The page is about no case after all, such as one that says why something is not shown.
    #[must_use]
    pub(crate) fn without_box(mut self) -> Self {
        self.moment = None;
        self
    }

    /// Where "Back" goes.
    #[must_use]
    pub fn back(mut self, href: impl Into<String>) -> Self {
        self.back = Some(href.into());
        self
    }

    /// The page shows a form with errors: its title begins with "Error".
    #[must_use]
    pub fn with_errors(self, errors: &FormErrors) -> Self {
        self.wrong(!errors.is_empty())
    }

    pub(crate) fn wrong(mut self, wrong: bool) -> Self {
        self.error = wrong;
        self
    }

    /// The ways with addresses from the root.
    pub(crate) fn within(&self, ways: &Ways) -> Ways {
        let whole = |way: &Option<String>| {
            way.as_ref()
                .map(|way| match (&self.root, way.starts_with('/')) {
                    (Some(root), false) => format!("{root}{way}"),
                    _ => way.clone(),
                })
        };
        Ways {
            ask: whole(&ways.ask),
            emergency: whole(&ways.emergency),
        }
    }

    pub(crate) fn full_title(&self) -> String {
        let title = t_with("frame-title", &[("page", self.title.as_str().into())]);
        if self.error {
            t_with("frame-title-error", &[("title", title.into())])
        } else {
            title
        }
    }

    pub(crate) fn home(&self) -> String {
        self.root
            .as_ref()
            .map_or_else(|| "/".to_owned(), |root| format!("{root}today"))
    }

    #[expect(clippy::unused_self, reason = "templates reach it through the frame")]
    pub(crate) fn assets(&self) -> &'static Links {
        assets::links()
    }
}

/// On a demonstration and in a rehearsal.
fn banner(state: &WebState) -> Option<[String; 2]> {
    if state.is_synthetic() {
        let more = match state.app().clock().days_ahead() {
            0 => t("frame-synthetic-more"),
            days => t1("frame-synthetic-ahead", "days", i64::from(days)),
        };
        return Some([t("frame-synthetic"), more]);
    }
    let rehearsal = !state.takes_real_people();
    rehearsal.then(|| [t("frame-rehearsal"), t("frame-rehearsal-more")])
}

/// Whom they act for: a guest acts for their own organisation, also here.
fn acting_for(session: &Session, place: &Place) -> String {
    let here = &place.organisation;
    let home = session
        .memberships
        .iter()
        .find(|one| one.role != Role::Guest && one.organisation != here.id);
    let home = home.and_then(|home| {
        let mut known = session.organisations.iter();
        known.find(|one| one.id == home.organisation)
    });
    match home {
        Some(home) if place.roles.iter().all(|role| *role == Role::Guest) => {
            let values = [
                ("home", home.name.as_str().into()),
                ("host", here.name.as_str().into()),
            ];
            t_with("frame-guest", &values)
        }
        _ => here.name.clone(),
    }
}

fn navigation(place: &Place, path: &str) -> Vec<NavLink> {
    let root = format!("/o/{}/", place.organisation.code);
    let here = path
        .strip_prefix(&root)
        .and_then(|rest| rest.split('/').next())
        .unwrap_or("");
    let has =
        |roles: &[Role]| roles.is_empty() || roles.iter().any(|role| place.roles.contains(role));
    NAVIGATION
        .iter()
        .filter(|(_, _, roles)| has(roles))
        .map(|(end, key, _)| NavLink {
            href: format!("{root}{end}"),
            text: t(key),
            current: here == *end,
        })
        .collect()
}

/// A page as an answer.
///
/// # Errors
/// [`PageError::Broken`] when the template fails.
pub fn answer(status: StatusCode, page: &impl Template) -> Answer {
    let html: String = page.render().map_err(PageError::from)?;
    Ok((status, Html(html)).into_response())
}

/// A page that is well.
///
/// # Errors
/// [`PageError::Broken`] when the template fails.
pub fn show(page: &impl Template) -> Answer {
    answer(StatusCode::OK, page)
}

/// A form, shown for the first time or again with what is wrong: 422 then.
///
/// # Errors
/// [`PageError::Broken`] when the template fails.
pub fn show_form(errors: &FormErrors, page: &impl Template) -> Answer {
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    answer(status, page)
}

/// A document to keep: it is downloaded, never shown in the page.
pub(crate) fn attachment(bytes: Vec<u8>, media: &'static str, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, bytes).into_response()
}

/// After something was done: the browser asks for the next page, so that loading it anew sends
/// nothing twice.
#[must_use]
pub fn next_page(href: &str) -> Response {
    axum::response::Redirect::to(href).into_response()
}
