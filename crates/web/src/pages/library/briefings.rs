//! One's briefings, and beginning another: what it draws on is looked for and chosen from long lists a page at a time. Whatever was
//! chosen or typed stays while somebody looks further; what they look for stands in no address and is not kept.

use app::AppError;
use app::commons::{Filter, Item};
use app::library::briefings::{begin as start, briefings};
use app::library::{Found, find};
use askama::Template;
use axum::extract::State;
use govuk::{Button, Choice, Html};
use model::SharedId;

use super::briefing::TITLE;
use crate::draw::{kept, press};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show_form};
use crate::paging::Paging;
use crate::problem::Answer;
use crate::texts::{t, t1};
use crate::{Signed, WebState};

const CHOSEN: Field = field("chosen", "briefing-chosen");
const WORDS: Field = field("words", "briefing-words");
/// Name of the buttons that show a page of the list and begin nothing.
const LOOK: &str = "look";
/// Name of the box that says which page is shown.
const PAGE: &str = "page";
/// Items on a page.
const A_PAGE: usize = 20;

#[derive(Template)]
#[template(path = "library/briefings.html")]
struct ListPage {
    frame: Frame,
    form: Filled,
    hidden: Hidden,
    /// Whether anything is shared with the reader.
    any: bool,
    /// That nothing fits what was looked for.
    nothing: Option<String>,
    /// What was chosen already, then what else stands on this page.
    choices: Vec<Choice>,
    range: Option<String>,
    /// Which page is shown, and the buttons to the pages before and after.
    pages: Html,
    /// Address and title of each, and that it is withdrawn where it is.
    own: Vec<(String, String, Option<String>)>,
}

/// The items that hold these words, the newest first; all of them where none are asked for.
async fn items((state, signed): (&WebState, &Signed), words: &str) -> Result<Vec<Item>, AppError> {
    let found = find(state.app(), &signed.ctx, &Filter::default(), words).await?;
    let items = found.into_iter().filter_map(|one| match one {
        Found::Item { item, .. } => Some(*item),
        Found::Finding { .. } => None,
    });
    Ok(items.collect())
}

fn choice(item: &Item) -> Option<Choice> {
    let condition = item.body.as_ref().map(|body| body.condition.clone())?;
    Some(Choice::new(item.id.to_string(), condition))
}

/// The page that a button asks for, counting from 1; none where the form begins a briefing.
fn page_asked(form: &Filled) -> Option<usize> {
    form.value(LOOK).parse().ok()
}

/// Which page is shown, for a form that is sent again, and the buttons to the others.
fn pages(paging: &Paging) -> Html {
    let button = |key: &str, number: usize| -> Button {
        press(t(key))
            .secondary()
            .name(LOOK)
            .value(number.to_string())
    };
    let here = paging.number();
    let mut parts = vec![kept(PAGE, &here.to_string())];
    if here > 1 {
        parts.push(button("paging-before", here - 1).render());
    }
    if here < paging.pages() {
        parts.push(button("paging-after", here + 1).render());
    }
    Html::join(parts)
}

async fn shown(both: (&WebState, &Signed), form: Filled, hidden: Hidden) -> Answer {
    let (state, signed) = both;
    let own = briefings(state.app(), &signed.ctx).await?;
    let words = form.value(WORDS.id).trim();
    let all = items(both, "").await?;
    let found = match words.is_empty() {
        true => all.clone(),
        false => items(both, words).await?,
    };
    let number = page_asked(&form).or_else(|| form.value(PAGE).parse().ok());
    let paging = Paging::of(number.unwrap_or(1).saturating_sub(1), A_PAGE, found.len());
    let is_chosen = |item: &&Item| form.has(CHOSEN.id, &item.id.to_string());
    let first = all.iter().filter(is_chosen);
    let others = paging.part(&found).iter().filter(|one| !is_chosen(one));
    let choices = first.chain(others).filter_map(choice).collect();
    let nothing = found.is_empty() && !words.is_empty();
    let errors = form.errors().clone();
    let page = ListPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("briefings-title"))
            .back(signed.path("shared"))
            .with_errors(&errors),
        any: !all.is_empty(),
        nothing: nothing.then(|| t1("briefings-nothing", "words", words)),
        choices,
        range: paging.words(),
        pages: pages(&paging),
        own: own
            .into_iter()
            .map(|one| {
                let href = signed.path(&format!("shared/briefings/{}", one.id));
                let mark = one.withdrawn.then(|| t("briefings-withdrawn"));
                (href, one.body.title, mark)
            })
            .collect(),
        form,
        hidden,
    };
    show_form(&errors, &page)
}

pub(super) async fn show_list(State(state): State<WebState>, signed: Signed) -> Answer {
    let hidden = state.hidden(&signed.visit, None)?;
    shown((&state, &signed), Filled::empty(), hidden).await
}

/// Begins a briefing; or shows another part of the list with all that was chosen and typed, where a button asks for that.
pub(super) async fn begin(
    State(state): State<WebState>,
    signed: Signed,
    mut form: Filled,
) -> Answer {
    let both = (&state, &signed);
    // Somebody who may not is told so before what they typed is looked at.
    briefings(state.app(), &signed.ctx).await?;
    let hidden = form.hidden()?;
    if page_asked(&form).is_some() {
        return shown(both, form, hidden).await;
    }
    let title = form.text(&TITLE, 150);
    let chosen = form.choices::<SharedId>(&CHOSEN);
    let (Some(title), Some(chosen)) = (title, chosen) else {
        return shown(both, form, hidden).await;
    };
    let sent = form.form_id()?;
    match start(state.app(), &signed.ctx, sent, (&title, &chosen)).await {
        Ok(id) => Ok(next_page(&signed.path(&format!("shared/briefings/{id}")))),
        Err(AppError::Rule(code)) => {
            let is_title = code == "briefing-title-identifies" || code == "words-tried-often";
            form.refuse(if is_title { &TITLE } else { &CHOSEN }, code);
            shown(both, form, hidden).await
        }
        Err(error) => Err(error.into()),
    }
}
