//! The journey of a review: what was seen differently as a list and along time beside what the review was doing, how each moment
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

use access::{Action as _, actions};
use app::Reference;
use app::journey::{Journey, OfMoment, journey, of_moment, towards};
use app::moment::{Holders, WroteIt};
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
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let all = "/o/{organisation}/reviews/{reference}/journey";
    let line = "/o/{organisation}/reviews/{reference}/journey/timeline";
    let figures = "/o/{organisation}/reviews/{reference}/journey/figures";
    let one = "/o/{organisation}/reviews/{reference}/journey/{record}";
    let revise = "/o/{organisation}/reviews/{reference}/journey/{record}/revise";
    let more = "/o/{organisation}/reviews/{reference}/journey/{record}/more";
    let basis = "/o/{organisation}/reviews/{reference}/journey/{record}/basis";
    let doubt = "/o/{organisation}/reviews/{reference}/journey/{record}/doubt";
    let reopen = "/o/{organisation}/reviews/{reference}/journey/{record}/reopen";
    let look = "/o/{organisation}/reviews/{reference}/journey/{record}/look";
    let link = "/o/{organisation}/reviews/{reference}/journey/{record}/links/{linked_id}";
    let unlink = "/o/{organisation}/reviews/{reference}/journey/{record}/unlink/{instance_id}";
    let read = Who::May(actions::ReadCase::INFO);
    let changes = Who::May(actions::ReviseMoment::INFO);
    let links = Who::May(actions::LinkMoments::INFO);
    let rows = [
        page("journey", read, all, list::list),
        page("journey-timeline", read, line, timeline::timeline),
        page("journey-figures", read, figures, figures::figures),
        page("journey-moment", read, one, one::one),
        page("journey-revise", changes, revise, revise::form),
        send(changes, revise, revise::save),
        page("journey-more", changes, more, more::form),
        send(changes, more, more::save),
        page("journey-basis", changes, basis, basis::form),
        send(changes, basis, basis::save),
        page("journey-doubt", changes, doubt, turn::ask_doubt),
        send(changes, doubt, turn::save_doubt),
        page("journey-reopen", changes, reopen, turn::ask_reopen),
        send(changes, reopen, turn::save_reopen),
        page("journey-look", changes, look, look::form),
        send(changes, look, look::save),
        page("journey-link", links, link, link::form),
        send(links, link, link::save),
        send(links, unlink, link::away),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// The journey of a review, with its scheme and its address.
struct Seen<'a, R> {
    found: R,
    scheme: &'a Scheme,
    /// Address of the review.
    review: String,
    reference: Reference,
}

/// Reads the journey; the reading is written down.
async fn seen<'a>(
    state: &'a WebState,
    signed: &Signed,
    text: &str,
) -> Result<Seen<'a, Journey>, PageError> {
    let reference = reference(text)?;
    let found = journey(state.app(), &signed.ctx, &reference).await?;
    let case = &found.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    Ok(Seen {
        scheme: &loaded.scheme,
        review: signed.path(&format!("reviews/{reference}")),
        found,
        reference,
    })
}

/// Reads one moment of it; the reading is written down.
async fn seen_one<'a>(
    state: &'a WebState,
    signed: &Signed,
    (text, id): (&str, &str),
) -> Result<Seen<'a, OfMoment>, PageError> {
    let reference = reference(text)?;
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let found = of_moment(state.app(), &signed.ctx, &reference, id).await?;
    let case = &found.journey.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    Ok(Seen {
        scheme: &loaded.scheme,
        review: signed.path(&format!("reviews/{reference}")),
        found,
        reference,
    })
}

impl<R> Seen<'_, R> {
    fn caption(&self) -> String {
        t1("today-review", "reference", self.reference.as_str())
    }

    /// Address of the journey, or of a page beneath it.
    fn here(&self, end: &str) -> String {
        format!("{}/journey{end}", self.review)
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
        [
            ("", "journey-title"),
            ("/timeline", "journey-timeline-title"),
            ("/figures", "journey-figures-title"),
        ]
        .map(|(end, key)| (self.here(end), t(key)))
        .into()
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
