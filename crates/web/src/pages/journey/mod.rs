//! The journey of a review, and of what an organisation learns from its own work: what was seen differently as a list and along time beside what the review was doing, how each moment
//! came to say what it says, what it is linked to, and the figures of the review.

mod basis;
mod drawing;
mod figures;
mod layout;
mod link;
mod list;
mod look;
mod more;
mod one;
mod revise;
mod timeline;
mod turn;

use std::collections::BTreeMap;

use access::{Action as _, actions};
use app::Reference;
use app::journey::{Journey, OfMoment, journey, of_moment, own_journey, own_of_moment, towards};
use app::moment::{Holders, WroteIt, own_place};
use app::vault::Stored;
use govuk::{Html, Link};
use model::RecordId;
use model::learning::{Learner, LinkedTo, Moment, MomentLinkKind, MomentStands};
use model::scheme::Scheme;

use crate::pages::moments::who_words;
use crate::pages::people::reference;
use crate::problem::PageError;
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// Addresses of one place: the list, the timeline, one moment, then what is done with it.
type Addresses = [&'static str; 10];

const REVIEW: Addresses = [
    "/o/{organisation}/reviews/{reference}/journey",
    "/o/{organisation}/reviews/{reference}/journey/timeline",
    "/o/{organisation}/reviews/{reference}/journey/{record}",
    "/o/{organisation}/reviews/{reference}/journey/{record}/revise",
    "/o/{organisation}/reviews/{reference}/journey/{record}/more",
    "/o/{organisation}/reviews/{reference}/journey/{record}/doubt",
    "/o/{organisation}/reviews/{reference}/journey/{record}/reopen",
    "/o/{organisation}/reviews/{reference}/journey/{record}/look",
    "/o/{organisation}/reviews/{reference}/journey/{record}/links/{linked_id}",
    "/o/{organisation}/reviews/{reference}/journey/{record}/unlink/{instance_id}",
];
const OWN: Addresses = [
    "/o/{organisation}/own-learning/journey",
    "/o/{organisation}/own-learning/journey/timeline",
    "/o/{organisation}/own-learning/journey/{record}",
    "/o/{organisation}/own-learning/journey/{record}/revise",
    "/o/{organisation}/own-learning/journey/{record}/more",
    "/o/{organisation}/own-learning/journey/{record}/doubt",
    "/o/{organisation}/own-learning/journey/{record}/reopen",
    "/o/{organisation}/own-learning/journey/{record}/look",
    "/o/{organisation}/own-learning/journey/{record}/links/{linked_id}",
    "/o/{organisation}/own-learning/journey/{record}/unlink/{instance_id}",
];
const NAMES: [[&str; 9]; 2] = [
    [
        "journey",
        "journey-timeline",
        "journey-moment",
        "journey-revise",
        "journey-more",
        "journey-doubt",
        "journey-reopen",
        "journey-look",
        "journey-link",
    ],
    [
        "own-journey",
        "own-journey-timeline",
        "own-journey-moment",
        "own-journey-revise",
        "own-journey-more",
        "own-journey-doubt",
        "own-journey-reopen",
        "own-journey-look",
        "own-journey-link",
    ],
];

pub(crate) fn rows() -> Vec<Row> {
    let figures = "/o/{organisation}/reviews/{reference}/journey/figures";
    let own_figures = "/o/{organisation}/own-learning/journey/figures";
    let basis = "/o/{organisation}/reviews/{reference}/journey/{record}/basis";
    let read = Who::May(actions::ReadCase::INFO);
    let changes = Who::May(actions::ReviseMoment::INFO);
    let links = Who::May(actions::LinkMoments::INFO);
    let own = Who::May(actions::KeepOwnLearning::INFO);
    let mut rows = of_place((read, changes, links), REVIEW, NAMES[0]);
    rows.extend([
        page("journey-figures", read, figures, figures::figures),
        page("journey-basis", changes, basis, basis::form),
        send(changes, basis, basis::save),
    ]);
    let mut rows: Vec<Row> = rows.into_iter().map(Row::secret).collect();
    rows.extend(of_place((own, own, own), OWN, NAMES[1]));
    rows.push(page(
        "own-journey-figures",
        own,
        own_figures,
        figures::figures,
    ));
    rows
}

fn of_place(
    (read, changes, links): (Who, Who, Who),
    [
        all,
        line,
        one,
        revise,
        more,
        doubt,
        reopen,
        look,
        link,
        unlink,
    ]: Addresses,
    names: [&'static str; 9],
) -> Vec<Row> {
    vec![
        page(names[0], read, all, list::list),
        page(names[1], read, line, timeline::timeline),
        page(names[2], read, one, one::one),
        page(names[3], changes, revise, revise::form),
        send(changes, revise, revise::save),
        page(names[4], changes, more, more::form),
        send(changes, more, more::save),
        page(names[5], changes, doubt, turn::ask_doubt),
        send(changes, doubt, turn::save_doubt),
        page(names[6], changes, reopen, turn::ask_reopen),
        send(changes, reopen, turn::save_reopen),
        page(names[7], changes, look, look::form),
        send(changes, look, look::save),
        page(names[8], links, link, link::form),
        send(links, link, link::save),
        send(links, unlink, link::away),
    ]
}

/// The parts of an address by name: the same pages stand in a review, and beside any review.
type Places = BTreeMap<String, String>;

fn part<'a>(parts: &'a Places, name: &str) -> &'a str {
    parts.get(name).map_or("", String::as_str)
}

/// Where moments stand: in a review, or in what an organisation learns from its own work.
struct Place {
    reference: Reference,
    is_own: bool,
    /// Address of the review, or of the organisation's own learning.
    above: String,
}

impl Place {
    async fn of(state: &WebState, signed: &Signed, parts: &Places) -> Result<Self, PageError> {
        if let Some(text) = parts.get("reference") {
            let reference = reference(text)?;
            return Ok(Self {
                above: signed.path(&format!("reviews/{reference}")),
                is_own: false,
                reference,
            });
        }
        Ok(Self {
            reference: own_place(state.app(), &signed.ctx).await?,
            is_own: true,
            above: signed.path("own-learning"),
        })
    }
}

/// The journey of a place, with its scheme.
struct Seen<'a, R> {
    found: R,
    scheme: &'a Scheme,
    place: Place,
}

/// Reads the journey; the reading is written down.
async fn seen<'a>(
    state: &'a WebState,
    signed: &Signed,
    parts: &Places,
) -> Result<Seen<'a, Journey>, PageError> {
    let place = Place::of(state, signed, parts).await?;
    let (app, ctx) = (state.app(), &signed.ctx);
    let found = match place.is_own {
        true => own_journey(app, ctx, &place.reference).await?,
        false => journey(app, ctx, &place.reference).await?,
    };
    let case = &found.case;
    let loaded = app.scheme_of(&case.scheme, &case.scheme_digest)?;
    Ok(Seen {
        scheme: &loaded.scheme,
        found,
        place,
    })
}

/// When something was seen differently, as whoever wrote it said it; otherwise the day on which it was written down.
fn seen_words(one: &Stored<Moment>) -> String {
    match &one.body.occurred_on {
        Some(said) => said.to_string(),
        None => date_in_words(one.added_at.date_in_london()),
    }
}

/// Reads one moment of it; the reading is written down.
async fn seen_one<'a>(
    state: &'a WebState,
    signed: &Signed,
    parts: &Places,
) -> Result<Seen<'a, OfMoment>, PageError> {
    let place = Place::of(state, signed, parts).await?;
    let id = part(parts, "record").parse();
    let id: RecordId = id.map_err(|_| PageError::NotFound)?;
    let (app, ctx) = (state.app(), &signed.ctx);
    let found = match place.is_own {
        true => own_of_moment(app, ctx, &place.reference, id).await?,
        false => of_moment(app, ctx, &place.reference, id).await?,
    };
    let case = &found.journey.case;
    let loaded = app.scheme_of(&case.scheme, &case.scheme_digest)?;
    Ok(Seen {
        scheme: &loaded.scheme,
        found,
        place,
    })
}

impl<R> Seen<'_, R> {
    fn caption(&self) -> String {
        match self.place.is_own {
            true => t("moments-of-own"),
            false => t1("today-review", "reference", self.place.reference.as_str()),
        }
    }

    /// A sentence about a review, or the one beside any review.
    fn says(&self, (of_review, own): (&str, &str)) -> String {
        t(if self.place.is_own { own } else { of_review })
    }

    /// Address of the journey, or of a page beneath it.
    fn here(&self, end: &str) -> String {
        format!("{}/journey{end}", self.place.above)
    }

    /// What a code of a list of the scheme says; the words for nothing said where there is none.
    fn label(&self, list: &str, code: Option<&str>) -> String {
        let Some(code) = code else {
            return t("journey-not-said");
        };
        let list = self.scheme.list(list);
        let label = list.and_then(|list| list.label_of(code)).unwrap_or(code);
        label.to_owned()
    }

    /// The pages of the journey beside each other.
    fn ways(&self) -> Vec<(String, String)> {
        let all = [
            ("", t("journey-title")),
            ("/timeline", t("journey-timeline-title")),
            ("/figures", self.says(figures::TITLE)),
        ];
        all.map(|(end, words)| (self.here(end), words)).to_vec()
    }
}

impl Seen<'_, OfMoment> {
    /// The reader may change it.
    fn may_revise(&self) -> Result<(), PageError> {
        let may = self.found.journey.may_revise;
        may.then_some(()).ok_or_else(PageError::refused)
    }

    /// Address of the moment's page.
    fn own(&self) -> String {
        self.here(&format!("/{}", self.found.moment.id))
    }

    /// Address of the page with everything that was said of it.
    fn whole(&self) -> String {
        let id = self.found.moment.id;
        match self.place.is_own {
            true => format!("{}/{id}", self.place.above),
            false => format!("{}/moments/{id}", self.place.above),
        }
    }

    /// Somebody's role, as readers are told.
    fn role(&self, holders: &Holders, one: Option<&Learner>) -> String {
        let told = one.map(|one| holders.told(one, &self.scheme.learning));
        who_words(&told.unwrap_or(WroteIt::Practitioner))
    }

    /// What stands before a form in which somebody writes: first, where proceedings run, not to write evidence.
    fn warned(&self, explain: impl IntoIterator<Item = String>) -> Vec<String> {
        let live = self.found.journey.live.then(|| t("moment-live"));
        live.into_iter().chain(explain).collect()
    }

    /// The words as they stand, before a form about them.
    fn words(&self) -> String {
        t1(
            "journey-words-now",
            "words",
            &self.found.moment.body.seen_differently.0,
        )
    }
}

/// How a moment stands, in words; that its day to look again has come with it.
fn stands(body: &Moment, today: model::Date) -> String {
    let how = t_code("moment-how", body.stands.code());
    match body.waits_until() {
        Some(due) if due <= today => {
            let day = crate::when::date_in_words(due);
            t_with(
                "journey-stands-overdue",
                &[("how", how.into()), ("day", day.into())],
            )
        }
        _ => how,
    }
}

/// Whether somebody may say of it that it is opened again.
fn can_reopen(body: &Moment) -> bool {
    matches!(body.stands, MomentStands::LetGo | MomentStands::Doubted)
}

/// The moments of a review that are linked to something else of it, each as a link to its page. `review` is its address.
pub(crate) fn seen_in((moments, review): (&[Stored<Moment>], &str), this: &LinkedTo) -> Vec<Html> {
    let line = |(kind, moment): (MomentLinkKind, &Stored<Moment>)| {
        let values = [
            ("what", t_code("journey-link-comes", kind.code()).into()),
            ("words", short(&moment.body.seen_differently.0).into()),
        ];
        let href = format!("{review}/journey/{}", moment.id);
        Link::new(t_with("journey-end-is", &values), href).render()
    };
    towards(moments, this).map(line).collect()
}

/// Name of the place of a moment in a table.
fn anchor(moment: &Stored<Moment>) -> String {
    format!("m-{}", moment.id)
}

/// The first words of a text, for where the whole does not fit.
pub(crate) fn short(words: &str) -> String {
    const MOST: usize = 90;
    let mut line: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > MOST {
        line = line.chars().take(MOST - 1).collect();
        line.push('…');
    }
    line
}
