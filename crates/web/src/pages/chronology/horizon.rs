//! As known on: what one agency, or one role in it, knew on one day; what stood elsewhere at the time; and what only came later.

use app::chronology::{Account, Eyes, Role, changes, roles, stand, stand_if_shared};
use askama::Template;
use govuk::{Choice, Html, Size};
use model::{AgencyId, Date};

use super::filter::{Asked, select};
use super::horizon_lines::{Beside, line};
use super::horizon_parts::Part;
use super::reach::Said;
use super::{A_PAGE, Seen, withheld};
use crate::draw::kept;
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show, show_form};
use crate::paging::Paging;
use crate::problem::{Answer, PageError};
use crate::sheet::Offer;
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

pub(super) const AGENCY: Field = field("agency", "as-known-agency");
pub(super) const ON: Field = field("on", "as-known-on");
const ROLE: &str = "role";
/// Whether what may have been shared is shown too, though nobody has confirmed it.
const PROPOSED: Field = field("proposed", "as-known-proposed");
const PART: &str = "part";
/// A box that is ticked.
const YES: &str = "yes";

/// Entries of one part on the page that shows all parts: those nearest to the day.
const NEAREST: usize = 25;

/// What an address asks for.
pub(crate) struct Horizon {
    pub(crate) agency: AgencyId,
    pub(crate) on: Date,
    /// Code of a role.
    pub(crate) role: Option<String>,
    /// Whether sharings that nobody has confirmed are shown too.
    pub(crate) proposed: bool,
    /// The one part that is wanted.
    part: Option<Part>,
}

impl Horizon {
    /// Whether it names this role.
    pub(crate) fn is_of(&self, role: &Role) -> bool {
        self.role.as_deref() == Some(role.code.as_str())
    }
}

#[derive(Template)]
#[template(path = "chronology/horizon.html")]
struct HorizonPage<'a> {
    frame: Frame,
    caption: String,
    heading: String,
    sentence: String,
    /// That the role which the address names is not there.
    lost: Option<String>,
    steps: Vec<(String, String)>,
    /// Which accounts are shown, in a sentence.
    shown: Option<String>,
    columns: Vec<Column>,
    below: Vec<Group>,
    withheld: Option<String>,
    /// Other eyes; the address is empty for those that look now.
    eyes: Vec<(String, String)>,
    here: String,
    form: &'a Filled,
    kept: Html,
    agency: Html,
    on: Html,
    proposed: Html,
    boxes: Html,
    ways: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "chronology/horizon_part.html")]
struct PartPage {
    frame: Frame,
    caption: String,
    sentence: String,
    range: Option<String>,
    group: Group,
    pages: Option<Html>,
}

/// One of the three.
struct Column {
    code: &'static str,
    title: String,
    count: usize,
    groups: Vec<Group>,
}

/// Accounts that stood alike.
struct Group {
    code: &'static str,
    title: Option<String>,
    explain: Option<String>,
    count: usize,
    lines: Vec<Html>,
    near: String,
    /// Where all of them stand, where there are more than those that are shown.
    all: Option<(String, String)>,
}

/// What the address asks for, where it names an agency and a day; what is wrong is told in the form.
pub(crate) fn read(form: &mut Filled) -> Option<Horizon> {
    let day = form.date_or_none(&ON);
    if form.value(AGENCY.id).is_empty() {
        if day.is_some() {
            form.say(AGENCY.id, "as-known-both");
        }
        return None;
    }
    let agency = form.choice::<AgencyId>(&AGENCY);
    if agency.is_some() && day.is_none() && form.is_good() {
        form.say(ON.id, "as-known-both");
    }
    let role = form.value(ROLE);
    let part = Part::ALL
        .into_iter()
        .find(|one| one.code() == form.value(PART));
    Some(Horizon {
        agency: agency?,
        on: day?,
        role: (!role.is_empty()).then(|| role.to_owned()),
        proposed: form.has(PROPOSED.id, YES),
        part,
    })
}

/// A list of the agencies that returned something, and of those that accounts say were told something at the time: one can stand in
/// their place too.
pub(super) fn agencies(form: &Filled, seen: &Seen) -> Html {
    let mut agencies = seen.found.agencies.clone();
    for id in told(seen) {
        if !agencies.contains(&id) {
            agencies.push(id);
        }
    }
    let offers = agencies.iter();
    let offers = offers.map(|id| Offer::new(id.to_string(), seen.agency(*id)));
    select(form, AGENCY, ("as-known-everything", offers))
}

/// The agencies with which something was shared, as far as the reader reads it.
fn told(seen: &Seen) -> impl Iterator<Item = AgencyId> {
    let entries = seen.found.accounts.iter();
    let entries = entries.filter_map(|account| account.entry.as_ref());
    let shared = entries.flat_map(|entry| entry.body.shared.iter());
    shared.filter_map(|one| one.agency.as_ref()?.parse().ok())
}

/// The box that brings in what may have been shared.
fn proposed_box(form: &Filled) -> Html {
    let choice = Choice::new(YES, t("as-known-proposed-yes"));
    let boxes = form.checkboxes(PROPOSED, PROPOSED.legend().size(Size::S), [choice]);
    boxes.small().render()
}

/// As an address keeps it.
fn also(
    (agency, on): (AgencyId, Date),
    (role, proposed): (Option<&str>, bool),
) -> Vec<(&'static str, String)> {
    let mut pairs = vec![
        (AGENCY.id, agency.to_string()),
        ("on-day", on.day().to_string()),
        ("on-month", on.month().to_string()),
        ("on-year", on.year().to_string()),
    ];
    pairs.extend(role.map(|role| (ROLE, role.to_owned())));
    pairs.extend(proposed.then(|| (PROPOSED.id, YES.to_owned())));
    pairs
}

/// The address of what was known, without anything else that a page may ask for.
pub(super) fn address(seen: &Seen, horizon: &Horizon) -> String {
    let eyes = (horizon.role.as_deref(), horizon.proposed);
    let pairs = also((horizon.agency, horizon.on), eyes);
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
    let pairs: Vec<String> = pairs.collect();
    let address = format!("{}?{}", seen.here(""), pairs.join("&"));
    seen.naming.added(&address)
}

/// Everything of one view.
struct View<'a> {
    seen: &'a Seen,
    asked: &'a Asked,
    eyes: Eyes,
    on: Date,
    proposed: bool,
    beside: Beside<'a>,
}

/// The page, or one part of it.
pub(super) async fn page(
    (state, signed): (&WebState, &Signed),
    (form, asked, horizon): (&Filled, &Asked, &Horizon),
    mut seen: Seen,
    number: usize,
) -> Answer {
    let all = roles(&seen.found, &seen.names, horizon.agency);
    let role = all.iter().find(|one| horizon.is_of(one));
    let eyes = Eyes {
        agency: horizon.agency,
        role: role.cloned(),
    };
    let stand = if horizon.proposed {
        stand_if_shared
    } else {
        stand
    };
    stand(&mut seen.found, &seen.names, &eyes, horizon.on);
    let lost = if !seen.found.agencies.contains(&horizon.agency) {
        Some(t("horizon-agency-not-signed"))
    } else {
        let lost = horizon.role.is_some() && eyes.role.is_none();
        lost.then(|| t("horizon-role-lost"))
    };
    let of = (eyes.agency, eyes.role.as_ref());
    let said = Said::read((state, signed), &seen, of).await?;
    let mut view = View {
        seen: &seen,
        asked,
        beside: Beside::of(&seen, said, horizon.on),
        eyes,
        on: horizon.on,
        proposed: horizon.proposed,
    };
    let query = view.query();
    view.beside.said.at(query);
    let frame = Frame::of(state, &signed.visit).titled(t("as-known-title"));
    if let Some(part) = horizon.part {
        return view.one_part(frame, part, number);
    }
    let legend = ON.legend().size(Size::S);
    let seen = view.seen;
    let page = HorizonPage {
        frame: frame.back(seen.to("")).with_errors(form.errors()),
        caption: seen.caption(),
        heading: t1("horizon-heading", "on", date_in_words(view.on)),
        sentence: view.sentence(),
        lost,
        steps: view.steps(),
        shown: asked.sentence(seen),
        columns: view.columns(),
        below: view.below(),
        withheld: withheld(asked.withheld(&seen.found.accounts)),
        eyes: view.others(&all),
        here: seen.here(""),
        kept: view.kept(),
        agency: agencies(form, seen),
        on: form.date_boxes(ON, legend).render(),
        proposed: proposed_box(form),
        boxes: asked.boxes(form, seen),
        ways: ways((state, signed), &view).await?,
        form,
    };
    show_form(form.errors(), &page)
}

/// Where one may go on to.
async fn ways(
    (state, signed): (&WebState, &Signed),
    view: &View<'_>,
) -> Result<Vec<(String, String)>, PageError> {
    let seen = view.seen;
    let may = app::chronology_out::may_take_out(state.app(), &signed.ctx, &seen.reference).await?;
    let mut ways = seen.ways(None, Some(view.asked));
    ways.extend(may.then(|| {
        let href = format!("{}?{}", seen.here("/take-out"), view.query());
        (href, t("horizon-take-out"))
    }));
    Ok(ways)
}

impl<'a> View<'a> {
    /// The address of this view with other eyes or another day.
    fn at(&self, role: Option<&str>, on: Date) -> String {
        format!("{}?{}", self.seen.here(""), self.query_of(role, on))
    }

    /// What the address of this view asks for.
    fn query(&self) -> String {
        self.query_of(self.role(), self.on)
    }

    fn query_of(&self, role: Option<&str>, on: Date) -> String {
        let mut asked = self.asked.clone();
        let own = also((self.eyes.agency, on), (role, self.proposed));
        let is_own = |name: &str| {
            [ROLE, PROPOSED.id].contains(&name) || own.iter().any(|(known, _)| *known == name)
        };
        asked.also.retain(|(name, _)| !is_own(name));
        asked.also.extend(own);
        let kept = asked.kept();
        kept.trim_end_matches('&').to_owned()
    }

    fn role(&self) -> Option<&str> {
        self.eyes.role.as_ref().map(|role| role.code.as_str())
    }

    fn sentence(&self) -> String {
        let agency = self.seen.agency(self.eyes.agency);
        let on = date_in_words(self.on);
        let Some(role) = &self.eyes.role else {
            let values = [("agency", agency.into()), ("on", on.into())];
            return t_with("as-known-sentence", &values);
        };
        let values = [
            ("role", role.called.as_str().into()),
            ("agency", agency.into()),
            ("on", on.into()),
        ];
        if role.of_agency {
            t_with("horizon-role-several", &values)
        } else {
            t_with("horizon-role-there", &values)
        }
    }

    /// Links to the days around, and to those on which something came.
    fn steps(&self) -> Vec<(String, String)> {
        let found = &self.seen.found;
        let (before, after) = changes(found, &self.seen.names, &self.eyes, self.on);
        let steps = [
            ("horizon-change-before", before),
            ("horizon-day-before", self.on.yesterday().ok()),
            ("horizon-day-after", self.on.tomorrow().ok()),
            ("horizon-change-after", after),
        ];
        let steps = steps.into_iter().filter_map(|(key, day)| {
            let day = day?;
            let words = t1(key, "day", date_in_words(day));
            Some((self.at(self.role(), day), words))
        });
        steps.collect()
    }

    /// The agency as a whole and its roles.
    fn others(&self, all: &[Role]) -> Vec<(String, String)> {
        let link = |role: Option<&str>, words: String| {
            let now = self.role() == role;
            let href = (!now).then(|| self.at(role, self.on));
            (href.unwrap_or_default(), words)
        };
        let roles = all.iter().map(|one| {
            let words = if one.of_agency {
                one.called.clone()
            } else {
                t1("horizon-only-there", "role", one.called.as_str())
            };
            link(Some(one.code.as_str()), words)
        });
        let whole = (!all.is_empty()).then(|| link(None, t("horizon-whole")));
        whole.into_iter().chain(roles).collect()
    }

    /// What the form for another day keeps: the role, as long as the agency is the same.
    fn kept(&self) -> Html {
        let role = self.role().map(|code| kept(ROLE, code));
        role.unwrap_or_default()
    }

    /// The accounts of a part that the filter shows and that the reader may read, in order.
    fn accounts(&self, part: Part) -> Vec<&'a Account> {
        let all = self.seen.found.accounts.iter();
        let here = |one: &&Account| {
            let knew = one.stood.map(|stood| stood.knew);
            knew.is_some_and(|knew| Part::of(knew) == part) && self.asked.filter.shows(one)
        };
        all.filter(here).collect()
    }

    fn lines(&self, accounts: &[&Account]) -> Vec<Html> {
        let all = accounts.iter();
        all.filter_map(|one| line(self.seen, &self.beside, one))
            .collect()
    }

    fn group(&self, part: Part) -> Group {
        let all = self.accounts(part);
        let count = all.len();
        let nearest = match part {
            Part::Later | Part::NotSaid => all.get(..NEAREST),
            _ => all.get(count.saturating_sub(NEAREST)..),
        };
        let more = (count > NEAREST).then(|| {
            let href = format!("{}&{PART}={}", self.at(self.role(), self.on), part.code());
            (href, t1("horizon-all", "count", count))
        });
        Group {
            code: part.code(),
            title: None,
            explain: Some(self.explain(part)),
            count,
            lines: self.lines(nearest.unwrap_or(&all)),
            near: t1("horizon-nearest", "shown", NEAREST),
            all: more,
        }
    }

    fn explain(&self, part: Part) -> String {
        match (part, &self.eyes.role) {
            (Part::Known, Some(_)) => t("horizon-explain-role-known"),
            (Part::Elsewhere, Some(_)) => t("horizon-explain-other_agencies"),
            _ => t_code("horizon-explain", part.code()),
        }
    }

    /// The three, what was known first.
    fn columns(&self) -> Vec<Column> {
        let column = |part: Part, groups: Vec<Group>| Column {
            code: part.code(),
            title: t_code("horizon", part.code()),
            count: groups.iter().map(|group| group.count).sum(),
            groups,
        };
        let mut elsewhere = vec![self.group(Part::Elsewhere)];
        if self.eyes.role.is_some() {
            let mut own = self.group(Part::InAgency);
            own.title = Some(counted("horizon-in_agency", own.count));
            for others in &mut elsewhere {
                others.title = Some(counted("horizon-other_agencies", others.count));
            }
            elsewhere.insert(0, own);
        }
        vec![
            column(Part::Known, vec![self.group(Part::Known)]),
            column(Part::Elsewhere, elsewhere),
            column(Part::Later, vec![self.group(Part::Later)]),
        ]
    }

    /// What may have been shared, where that is asked for, and what nobody says of.
    fn below(&self) -> Vec<Group> {
        let shared = self.proposed.then(|| self.group(Part::IfShared));
        let not_said = Some(self.group(Part::NotSaid)).filter(|group| group.count > 0);
        shared.into_iter().chain(not_said).collect()
    }

    /// All of one part, a page at a time.
    fn one_part(&self, frame: Frame, part: Part, number: usize) -> Answer {
        let all = self.accounts(part);
        let paging = Paging::of(number, A_PAGE, all.len());
        let whole = self.at(self.role(), self.on);
        let query = format!("{}&{PART}={}&", self.query(), part.code());
        let group = Group {
            code: part.code(),
            title: None,
            explain: Some(self.explain(part)),
            count: all.len(),
            lines: self.lines(paging.part(&all)),
            near: String::new(),
            all: None,
        };
        show(&PartPage {
            frame: frame.back(whole.as_str()),
            caption: self.seen.caption(),
            sentence: self.sentence(),
            range: paging.words(),
            pages: paging.links_with(&query),
            group,
        })
    }
}

fn counted(key: &str, count: usize) -> String {
    let values = [("count", count.into()), ("words", t(key).into())];
    t_with("horizon-counted", &values)
}
