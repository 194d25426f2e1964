//! Published reviews and briefings: the list, and adding one.

use access::actions;
use app::AppError;
use app::commons::{Deposit, Deposited, DocumentKind, ThemeList};
use app::files::Carries;
use app::library::documents::{FIRST_YEAR, Taken, deposit, documents};
use askama::Template;
use axum::extract::{RawQuery, State};
use govuk::{Choice, Html, Link, Table, TableCell};

use super::words::{Labels, labels};
use crate::draw::{Columns, marked};
use crate::form::{Field, Filled, Hidden, UploadForm, field};
use crate::frame::{Frame, next_page, show, show_form};
use crate::pages::carried::{LOOKED, offer, told};
use crate::paging::{Paging, page_asked};
use crate::problem::{Answer, PageError};
use crate::sheet::Offer;
use crate::texts::{t, t_code, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const KIND: Field = field("kind", "document-kind");
const YEAR: Field = field("year", "document-year");
const PLACE: Field = field("place", "document-place");
const PSEUDONYM: Field = field("pseudonym", "document-pseudonym");
const ABOUT: Field = field("about", "document-about");
const THEMES: Field = field("themes", "document-themes");
const FILE: Field = field("file", "published-file");
/// Documents on a page.
const A_PAGE: usize = 50;

/// How a document is called in a catalogue: year, place or *Anonymous*, pseudonym.
pub(super) fn called(one: &Deposit) -> String {
    let place = one.place.clone().unwrap_or_else(|| t("document-anonymous"));
    format!("{} – {place} – {}", one.year, one.pseudonym)
}

#[derive(Template)]
#[template(path = "library/documents.html")]
struct ListPage {
    frame: Frame,
    base: String,
    table: Option<Table>,
    range: Option<String>,
    pages: Option<Html>,
    may_deposit: bool,
    /// What waits for a second person: address and words.
    waiting: Vec<(String, String)>,
}

pub(super) async fn show_list(
    State(state): State<WebState>,
    signed: Signed,
    RawQuery(query): RawQuery,
) -> Answer {
    let found = documents(state.app(), &signed.ctx).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let known = Labels {
        scheme,
        themes: &found.themes,
    };
    let base = signed.path("shared/documents");
    let paging = Paging::of(page_asked(query.as_deref())?, A_PAGE, found.all.len());
    let row = |one: &Deposited| {
        let catalogue = &one.deposit;
        let link = Link::new(called(catalogue), format!("{base}/{}", one.id));
        let themes = labels(&known.themes(&catalogue.themes), &catalogue.themes);
        vec![
            TableCell::new(marked(link, t_code("document-kind", catalogue.kind.code()))).header(),
            TableCell::new(themes),
            TableCell::new(date_in_words(one.added_on())),
        ]
    };
    let columns = Columns::of(&[
        "document-called-key",
        "shared-theme-key",
        "document-added-key",
    ]);
    let shown = paging.part(&found.all);
    let table = columns.table(t("shared-documents-title"), shown.iter().map(row));
    let waiting = found.waiting.iter();
    let waiting = waiting.map(|one| (format!("{base}/{}", one.id), called(&one.deposit)));
    let waiting = waiting.collect();
    show(&ListPage {
        waiting,
        frame: Frame::of(&state, &signed.visit)
            .titled(t("shared-documents-title"))
            .back(signed.path("shared")),
        base,
        table: (!shown.is_empty()).then(|| table.caption_hidden()),
        range: paging.words(),
        pages: paging.links(),
        may_deposit: found.may_deposit,
    })
}

#[derive(Template)]
#[template(path = "library/document_add.html")]
struct AddPage {
    frame: Frame,
    form: Filled,
    hidden: Hidden,
    kinds: Vec<Choice>,
    themes: Vec<Choice>,
    /// What the file that was chosen carries, and the box for who looked.
    carried: Option<(Html, Vec<Choice>)>,
}

fn choices(offers: Vec<Offer>) -> Vec<Choice> {
    let choice = |one: Offer| Choice::new(one.code, one.label);
    offers.into_iter().map(choice).collect()
}

async fn shown(
    (state, signed): (&WebState, &Signed),
    (form, hidden): (Filled, Hidden),
    carried: Option<&Carries>,
) -> Answer {
    let found = documents(state.app(), &signed.ctx).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let known = Labels {
        scheme,
        themes: &found.themes,
    };
    let kinds = DocumentKind::ALL.map(|kind| {
        let code = kind.code();
        Choice::new(code, t_code("document-kind", code))
    });
    let errors = form.errors().clone();
    let page = AddPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("shared-document-add-title"))
            .back(signed.path("shared/documents"))
            .with_errors(&errors),
        kinds: kinds.to_vec(),
        themes: choices(known.themes(&[])),
        carried: carried.map(|one| (told(one), choices(vec![offer(one)]))),
        form,
        hidden,
    };
    show_form(&errors, &page)
}

pub(super) async fn form(State(state): State<WebState>, signed: Signed) -> Answer {
    signed.may::<actions::DepositDocument>(&state).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    shown((&state, &signed), (Filled::empty(), hidden), None).await
}

fn read(form: &mut Filled, themes: &ThemeList, this_year: i16) -> Option<Deposit> {
    let kind = form.coded(&KIND, DocumentKind::from_code);
    let year = form.number(&YEAR, i64::from(FIRST_YEAR), i64::from(this_year));
    let place = form.text_or_none(&PLACE, 100);
    let pseudonym = form.text(&PSEUDONYM, 200);
    let about = form.text(&ABOUT, 4_000);
    let chosen = form.choices::<String>(&THEMES);
    let known = |code: &String| themes.themes.iter().any(|one| one.code == *code);
    if chosen.as_ref().is_some_and(|all| !all.iter().all(known)) {
        form.not_on_offer(&THEMES);
    }
    if !form.is_good() {
        return None;
    }
    Some(Deposit {
        kind: kind?,
        year: i16::try_from(year?).ok()?,
        place,
        pseudonym: pseudonym?,
        about: about?,
        themes: chosen?,
    })
}

/// At most so many words are quoted where something stops.
const MOST_QUOTED: usize = 12;

/// The words that stop something, each once, in quotation marks.
pub(super) fn quoted<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for one in words {
        if !all.contains(&one) && all.len() < MOST_QUOTED {
            all.push(one);
        }
    }
    let all = all.into_iter().map(|one| t1("rare-quoted", "words", one));
    all.collect::<Vec<String>>().join(", ")
}

fn field_of(code: &str) -> Field {
    match code {
        "document-year" => YEAR,
        "document-pseudonym" => PSEUDONYM,
        "document-about" => ABOUT,
        _ => FILE,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    upload: UploadForm,
) -> Answer {
    if let Err(problem) = signed.may::<actions::DepositDocument>(&state).await {
        upload.pass_over().await;
        return Err(problem);
    }
    let both = (&state, &signed);
    let (mut form, chosen) = upload.answers().await?;
    let hidden = form.hidden()?;
    let themes = documents(state.app(), &signed.ctx).await?.themes;
    let catalogue = read(&mut form, &themes, signed.ctx.today().year());
    let Some(chosen) = chosen else {
        form.say(FILE.id, "file-none-chosen");
        return shown(both, (form, hidden), None).await;
    };
    let Some(catalogue) = catalogue else {
        form.say(FILE.id, "file-choose-again");
        chosen.pass_over().await;
        return shown(both, (form, hidden), None).await;
    };
    let name = chosen.name.clone();
    let looked = form.choices::<String>(&LOOKED).unwrap_or_default();
    let looked = looked.first().map(String::as_str);
    let sent = (form.form_id()?, &catalogue, looked);
    match deposit(state.app(), &signed.ctx, sent, (&name, chosen)).await {
        Ok(Taken::Carries(carries)) => {
            form.refuse(&LOOKED, "document-carries");
            shown(both, (form, hidden), Some(&carries)).await
        }
        Ok(Taken::Names(words)) => {
            let words = quoted(words.iter().map(|one| one.0.as_str()));
            form.wrong_because(&FILE, t1("document-names", "words", words));
            shown(both, (form, hidden), None).await
        }
        Ok(Taken::In(id)) => {
            let next = signed.path(&format!("shared/documents/{id}"));
            Ok(next_page(&next))
        }
        Err(AppError::Rule(code)) => {
            form.refuse(&field_of(code), code);
            shown(both, (form, hidden), None).await
        }
        Err(error) => Err(PageError::from(error)),
    }
}
