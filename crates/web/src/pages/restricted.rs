//! What is kept from most: one page for each section, with a sheet for each person. Who may open it is said on the team's
//! page; opening it is written down.

use access::{Action as _, actions};
use app::restricted::{Restricted, end, keep, restricted, section_of};
use app::review::Home;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{SummaryAction, SummaryCard};
use model::Sensitive;
use model::case::{Protected, ProtectedKind, ProtectedLetters};
use model::scheme::StepText;

use crate::draw::{self, marked};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show};
use crate::pages::people::reference;
use crate::pages::seen::{HereOne, by_id, one_of, opened, place_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Input, Offer, Sheet, drawn, group, input, put_day};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

const WHO: Field = field("who", "protected-who");
const NAMED: Field = field("named", "protected-named");
const LETTERS: Field = field("letters", "protected-letters");
const SET_BY: Field = field("set-by", "protected-set-by");
const LOOK_AGAIN: Field = field("look-again", "protected-look-again");
const WHY: Field = field("why", "protected-why");

/// All kinds, in the order in which they are shown.
const KINDS: [ProtectedKind; 3] = [
    ProtectedKind::SafeContact,
    ProtectedKind::Address,
    ProtectedKind::Identity,
];

/// The answer that it is about nobody of the review.
const SOMEBODY_ELSE: &str = "else";

/// A page of one sheet: organisation, reference, section, sheet.
type OneSheet = Path<(String, String, String, String)>;

pub(crate) fn rows() -> Vec<Row> {
    let list = "/o/{organisation}/reviews/{reference}/restricted/{section_id}";
    let one = "/o/{organisation}/reviews/{reference}/restricted/{section_id}/{record}";
    let over = "/o/{organisation}/reviews/{reference}/restricted/{section_id}/{record}/end";
    let reads = Who::May(actions::ReadCase::INFO);
    let edits = Who::May(actions::EditRestricted::INFO);
    let rows = [
        page("restricted", reads, list, list_page),
        page("restricted-sheet", edits, one, form),
        send(edits, one, save),
        page("restricted-end", edits, over, end_form),
        send(edits, over, save_end),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// The kind that lies in the section of this code.
fn kind_in(section: &str) -> Option<ProtectedKind> {
    KINDS
        .into_iter()
        .find(|kind| section_of(*kind).code() == section)
}

/// The sections that were opened to the reader by name, and their own working notes, each with a page of its own.
pub(crate) fn for_home(found: &Home, signed: &Signed) -> Vec<(String, String)> {
    let me = signed.ctx.actor.person().map(|person| person.id);
    let today = signed.ctx.today();
    let mine = found.team.iter().filter(|one| {
        let begun = one.from <= today && one.until.is_none_or(|last| last >= today);
        begun && Some(one.person) == me
    });
    let given: Vec<_> = mine.flat_map(|one| &one.sections).collect();
    let open = KINDS.into_iter().map(section_of);
    let open = open.filter(|section| given.contains(&section));
    let words = |section: access::Section| {
        let code = section.code();
        (format!("restricted/{code}"), t_code("section", code))
    };
    let working = ("working-notes".to_owned(), t("working-title"));
    open.map(words)
        .chain(found.working.then_some(working))
        .collect()
}

/// The fields whose words belong to the kind: what it says, and its limits.
const fn own_fields(kind: ProtectedKind) -> (Field, Field) {
    match kind {
        ProtectedKind::SafeContact => (
            field("says", "safe-contact-how"),
            field("limits", "safe-contact-not"),
        ),
        ProtectedKind::Address => (
            field("says", "protected-address"),
            field("limits", "protected-address-from"),
        ),
        ProtectedKind::Identity => (
            field("says", "protected-name"),
            field("limits", "protected-name-known"),
        ),
    }
}

/// One section as its pages need it.
struct Of {
    kind: ProtectedKind,
    found: Restricted,
    reference: app::Reference,
    base: String,
    home: String,
}

async fn of(
    state: &WebState,
    signed: &Signed,
    (text, section): (&str, &str),
) -> Result<Of, PageError> {
    let kind = kind_in(section).ok_or(PageError::NotFound)?;
    let reference = reference(text)?;
    let found = restricted(state.app(), &signed.ctx, &reference, kind).await?;
    let home = signed.path(&format!("reviews/{reference}"));
    Ok(Of {
        kind,
        found,
        base: format!("{home}/restricted/{section}"),
        home,
        reference,
    })
}

impl Of {
    fn title(&self) -> String {
        t_code("section", section_of(self.kind).code())
    }

    fn caption(&self) -> String {
        t1("today-review", "reference", self.reference.as_str())
    }

    /// Whom a sheet is about, by name.
    fn about(&self, one: &Protected) -> String {
        let mut of_review = self.found.subjects.iter();
        let subject = of_review.find(|subject| Some(subject.id) == one.subject);
        subject.map_or_else(
            || one.named.0.clone(),
            |subject| subject.body.name.0.clone(),
        )
    }
}

struct Card {
    end: String,
    name: String,
    rows: Vec<(String, String)>,
    holds: bool,
}

#[derive(Template)]
#[template(path = "restricted/list.html")]
struct ListPage {
    frame: Frame,
    step: Option<StepText>,
    caption: String,
    title: String,
    cards: Vec<Card>,
    may: bool,
    base: String,
}

impl ListPage {
    fn card(&self, card: &Card) -> SummaryCard {
        if !card.holds {
            let title = marked(&card.name, t("protected-ended-mark"));
            return SummaryCard::new(title, draw::rows(&card.rows));
        }
        let one = format!("{}/{}", self.base, card.end);
        let links = [
            ("change", one.clone()),
            ("protected-end-link", format!("{one}/end")),
        ];
        let links = links.map(|(key, href)| SummaryAction::new(t(key), href));
        let links = links.into_iter().filter(|_| self.may);
        SummaryCard::new(&card.name, draw::rows(&card.rows)).actions(links)
    }
}

async fn list_page(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, section)): HereOne,
) -> Answer {
    let of = of(&state, &signed, (&text, &section)).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let sheets = of.found.sheets.iter();
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(of.title())
            .back(of.home.clone()),
        step: of.found.step.clone(),
        caption: of.caption(),
        title: of.title(),
        cards: sheets.map(|one| card(&of, &names, one)).collect(),
        may: of.found.may_edit && of.found.case.closed_at.is_none(),
        base: of.base.clone(),
    })
}

fn card(of: &Of, names: &app::names::Names, one: &Stored<Protected>) -> Card {
    let body = &one.body;
    let (says, limits) = own_fields(of.kind);
    let by = names.person(&one.by);
    let by = by.map_or_else(|| t("somebody"), str::to_owned);
    let mut rows = vec![(says.label(), body.says.0.clone())];
    if !body.limits.0.is_empty() {
        rows.push((limits.label(), body.limits.0.clone()));
    }
    if of.kind == ProtectedKind::SafeContact {
        let letters = t_code("protected-letters-are", body.letters.code());
        rows.push((LETTERS.label(), letters));
    }
    rows.push((SET_BY.label(), body.set_by.0.clone()));
    rows.push((LOOK_AGAIN.label(), date_in_words(body.look_again)));
    if let Some(why) = &body.ended {
        rows.push((t("protected-ended-key"), why.0.clone()));
    }
    let entered = format!("{by}, {}", moment_in_words(one.changed_at));
    rows.push((t("entered-key"), entered));
    Card {
        end: one.id.to_string(),
        name: of.about(body),
        rows,
        holds: body.ended.is_none(),
    }
}

fn filled(one: &Protected) -> Filled {
    let (says, limits) = own_fields(one.kind);
    let who = one.subject.map(|id| id.to_string());
    let mut form = Filled::with([
        (WHO.id, who.unwrap_or_else(|| SOMEBODY_ELSE.to_owned())),
        (NAMED.id, one.named.0.clone()),
        (says.id, one.says.0.clone()),
        (limits.id, one.limits.0.clone()),
        (LETTERS.id, one.letters.code().to_owned()),
        (SET_BY.id, one.set_by.0.clone()),
    ]);
    put_day(&mut form, &LOOK_AGAIN, Some(one.look_again));
    form
}

/// Whether a letter may be written to them; asked of safe contact alone.
fn letters(kind: ProtectedKind) -> Input {
    if kind != ProtectedKind::SafeContact {
        return drawn(govuk::Html::default());
    }
    let codes = ProtectedLetters::ALL.iter().map(|one| one.code());
    let offers = codes.map(|code| Offer::new(code, t_code("protected-letters-are", code)));
    input(LETTERS, Ask::OneOf(offers.collect()))
}

fn sheet(of: &Of) -> Sheet {
    let (says, limits) = own_fields(of.kind);
    let people = of.found.subjects.iter();
    let people = people.map(|one| Offer::new(one.id.to_string(), one.body.name.0.as_str()));
    let mut people: Vec<Offer> = people.collect();
    people.push(Offer::new(SOMEBODY_ELSE, t("protected-else")));
    let says = match of.kind {
        ProtectedKind::Identity => input(says, Ask::Line),
        ProtectedKind::SafeContact | ProtectedKind::Address => input(says, Ask::Words),
    };
    Sheet {
        title: of.title(),
        caption: of.caption(),
        step: of.found.step.clone(),
        explain: Vec::new(),
        inputs: vec![
            input(WHO, Ask::OneOf(people)),
            group(t("protected-if-else"), vec![input(NAMED, Ask::Line)]),
            says,
            input(limits, Ask::Words),
            letters(of.kind),
            input(SET_BY, Ask::Line),
            input(LOOK_AGAIN, Ask::Day),
        ],
        button: t("save"),
        back: of.base.clone(),
    }
}

/// The sheet by its id, for those who may change it.
fn one<'a>(of: &'a Of, id: &str) -> Result<Option<&'a Stored<Protected>>, PageError> {
    if !of.found.may_edit {
        return Err(PageError::refused());
    }
    let kept = by_id(&of.found.sheets, id)?;
    if kept.is_some_and(|one| one.body.ended.is_some()) {
        return Err(PageError::Rule("protected-ended"));
    }
    Ok(kept)
}

async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, section, id)): OneSheet,
) -> Answer {
    let of = of(&state, &signed, (&text, &section)).await?;
    let kept = one(&of, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, nothing_asked()))?;
    sheet(&of).show(&state, &signed, &form, hidden)
}

/// The form for a new sheet.
fn nothing_asked() -> Filled {
    let code = ProtectedLetters::NotAsked.code();
    Filled::with([(LETTERS.id, code.to_owned())])
}

fn read(form: &mut Filled, of: &Of) -> Option<Protected> {
    let (says, limits) = own_fields(of.kind);
    let people = &of.found.subjects;
    let who = one_of(form, &WHO, |code| {
        code == SOMEBODY_ELSE || people.iter().any(|one| one.id.to_string() == code)
    });
    let named = if who.as_deref() == Some(SOMEBODY_ELSE) {
        form.text(&NAMED, 200)
    } else {
        form.text_or_none(&NAMED, 200)
    };
    let says = form.text(&says, 2_000);
    let limits = if of.kind == ProtectedKind::Identity {
        form.text_or_none(&limits, 2_000)
    } else {
        form.text(&limits, 2_000)
    };
    let letters = match of.kind {
        ProtectedKind::SafeContact => form.coded(&LETTERS, ProtectedLetters::from_code),
        ProtectedKind::Address | ProtectedKind::Identity => Some(ProtectedLetters::NotAsked),
    };
    let set_by = form.text(&SET_BY, 200);
    let look_again = form.date(&LOOK_AGAIN);
    if !form.is_good() {
        return None;
    }
    Some(Protected {
        kind: of.kind,
        subject: who?.parse().ok(),
        named: Sensitive(named.unwrap_or_default()),
        says: Sensitive(says?),
        limits: Sensitive(limits.unwrap_or_default()),
        set_by: Sensitive(set_by?),
        look_again: look_again?,
        letters: letters?,
        ended: None,
    })
}

async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, section, id)): OneSheet,
    mut form: Filled,
) -> Answer {
    let of = of(&state, &signed, (&text, &section)).await?;
    let kept = one(&of, &id)?;
    let sheet = sheet(&of);
    let Some(new) = read(&mut form, &of) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep(state.app(), &signed.ctx, &of.reference, sent, &new).await;
    let after = After {
        next: &of.base,
        filled,
        field_of: |code| match code {
            "protected-who" => Some(WHO),
            "protected-set-by" => Some(SET_BY),
            "protected-look-again" => Some(LOOK_AGAIN),
            _ => None,
        },
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

fn end_sheet(of: &Of) -> Sheet {
    Sheet {
        title: t("protected-end-title"),
        caption: of.caption(),
        step: of.found.step.clone(),
        explain: vec![t("protected-end-explain")],
        inputs: vec![input(WHY, Ask::Words)],
        button: t("protected-end-button"),
        back: of.base.clone(),
    }
}

async fn end_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, section, id)): OneSheet,
) -> Answer {
    let of = of(&state, &signed, (&text, &section)).await?;
    let kept = one(&of, &id)?.ok_or(PageError::NotFound)?;
    let hidden = state.hidden(&signed.visit, Some(kept.version))?;
    end_sheet(&of).show(&state, &signed, &Filled::empty(), hidden)
}

async fn save_end(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, section, id)): OneSheet,
    mut form: Filled,
) -> Answer {
    let of = of(&state, &signed, (&text, &section)).await?;
    let kept = one(&of, &id)?.ok_or(PageError::NotFound)?;
    let sheet = end_sheet(&of);
    let Some(why) = form.text(&WHY, 1_000) else {
        return sheet.again(&state, &signed, &form);
    };
    let why = Sensitive(why);
    let sent = (form.form_id()?, kept.id, form.version()?, &why);
    let outcome = end(state.app(), &signed.ctx, &of.reference, of.kind, sent).await;
    let after = After::<Protected> {
        next: &of.base,
        filled: |_| Filled::empty(),
        field_of: |code| (code == "protected-why").then_some(WHY),
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
