//! Briefings: one plain page from items that somebody chooses, edited by a person, as PDF or Word.

use app::AppError;
use app::commons::Item;
use app::library::briefings::{Briefing, BriefingView, briefing, change, let_go as away};
use app::sharing::Found as Stops;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Choice, Html};
use model::paper::{Block, Paper};
use model::{Date, RecordId};

use super::stops::{self, KEPT};
use super::words::whole_address;
use crate::draw::{bullets, link_button, warning};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, attachment, next_page, show_form};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

pub(super) const TITLE: Field = field("title", "briefing-title");
const WHY: Field = field("why", "briefing-why");
const TRIED: Field = field("tried", "briefing-tried");
const QUESTIONS: Field = field("questions", "briefing-questions");
const WITHOUT: Field = field("without", "briefing-without");

type HereBriefing = Path<(String, String)>;

#[derive(Template)]
#[template(path = "library/briefing.html")]
struct BriefingPage {
    frame: Frame,
    form: Filled,
    hidden: Hidden,
    /// That it is withdrawn, and the box with which its writer says that nothing of what is gone is left in it.
    gone: Option<(Html, Html)>,
    /// The words that only read like a name, for the writer to keep.
    kept: Option<Html>,
    /// What it draws on; none where nothing of that stands.
    sources: Option<Html>,
    length: String,
    /// Where it is taken out; none while it draws on what no longer stands.
    document: Option<String>,
    let_go: Html,
}

fn id(text: &str) -> Result<RecordId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

fn filled(body: &Briefing) -> Filled {
    Filled::with([
        (TITLE.id, body.title.clone()),
        (WHY.id, body.why.clone()),
        (TRIED.id, body.tried.clone()),
        (QUESTIONS.id, body.questions.clone()),
    ])
}

fn source(signed: &Signed, item: &Item) -> Html {
    let words = item.body.as_ref().map(|body| body.condition.as_str());
    let href = signed.path(&format!("shared/items/{}", item.id));
    govuk::Link::new(words.unwrap_or_default(), href).into()
}

fn without(form: &Filled) -> Html {
    let yes = Choice::new("yes", t("briefing-without-yes"));
    form.checkboxes(WITHOUT, WITHOUT.legend(), [yes]).render()
}

/// The boxes with which a writer keeps words that only read like a name.
fn keeping(form: &Filled, stops: &[Stops]) -> Option<Html> {
    let choices = stops::to_keep(stops).into_iter();
    let choices: Vec<Choice> = choices
        .map(|(words, says)| Choice::new(words, says))
        .collect();
    (!choices.is_empty()).then(|| form.checkboxes(KEPT, KEPT.legend(), choices).render())
}

/// Whether it fits on one page, as it is laid out when it goes out.
async fn room(
    (state, signed): (&WebState, &Signed),
    view: &BriefingView,
    body: &Briefing,
) -> Result<usize, PageError> {
    let paper = paper_of(state, signed, (body, view));
    // A text that no page can print says so when it is taken out.
    Ok(state.app().pages(&paper).await?)
}

async fn page(
    (state, signed): (&WebState, &Signed),
    view: &BriefingView,
    (form, stops, on): (Filled, &[Stops], usize),
    hidden: Hidden,
) -> Answer {
    let errors = form.errors().clone();
    let base = signed.path(&format!("shared/briefings/{}", view.id));
    let words = t("briefing-let-go");
    let button = link_button(
        &format!("{base}/let-go"),
        state.hidden(&signed.visit, None)?,
        (&words, ""),
    )?;
    let page = BriefingPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("briefing-title-page"))
            .back(signed.path("shared/briefings"))
            .with_errors(&errors),
        gone: (!view.gone.is_empty())
            .then(|| (warning(t("briefing-gone")).render(), without(&form))),
        kept: keeping(&form, stops),
        sources: (!view.items.is_empty())
            .then(|| bullets(view.items.iter().map(|item| source(signed, item)))),
        length: t1(
            "briefing-room",
            "count",
            i64::try_from(on).unwrap_or(i64::MAX),
        ),
        document: view.gone.is_empty().then(|| format!("{base}/document")),
        let_go: button,
        form,
        hidden,
    };
    show_form(&errors, &page)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereBriefing,
) -> Answer {
    let view = briefing(state.app(), &signed.ctx, id(&text)?).await?;
    let hidden = state.hidden(&signed.visit, Some(view.version))?;
    let form = filled(&view.body);
    let both = (&state, &signed);
    let on = room(both, &view, &view.body).await?;
    page(both, &view, (form, &[], on), hidden).await
}

/// What was typed, and whether nothing is wrong with it.
fn typed(form: &mut Filled, view: &BriefingView) -> (Briefing, bool) {
    let title = form.text(&TITLE, 150);
    let named = title.is_some();
    let mut words = |field: &Field| form.text_or_none(field, 10_000).unwrap_or_default();
    let body = Briefing {
        title: title.unwrap_or_default(),
        why: words(&WHY),
        tried: words(&TRIED),
        questions: words(&QUESTIONS),
        sources: view.body.sources.clone(),
    };
    (body, named && form.is_good())
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereBriefing,
    mut form: Filled,
) -> Answer {
    let both = (&state, &signed);
    let view = briefing(state.app(), &signed.ctx, id(&text)?).await?;
    let hidden = form.hidden()?;
    let shown = form.version()?;
    let (body, is_good) = typed(&mut form, &view);
    let withdrawn = !view.gone.is_empty();
    let without = withdrawn
        && form
            .choices::<String>(&WITHOUT)
            .is_some_and(|said| !said.is_empty());
    let kept = form.choices::<String>(&KEPT).unwrap_or_default();
    let on = room(both, &view, &body).await?;
    if !is_good || !form.is_good() {
        return page(both, &view, (form, &[], on), hidden).await;
    }
    if on > 1 {
        form.refuse(&WHY, "briefing-long");
        return page(both, &view, (form, &[], on), hidden).await;
    }
    match change(
        state.app(),
        &signed.ctx,
        (view.id, shown),
        (&body, without, &kept),
    )
    .await
    {
        Ok(found) if found.is_empty() => Ok(next_page(
            &signed.path(&format!("shared/briefings/{}", view.id)),
        )),
        Ok(found) => {
            stops::say(&mut form, &found, (&WHY, &[&TITLE, &TRIED, &QUESTIONS]));
            page(both, &view, (form, &found, on), hidden).await
        }
        Err(AppError::Rule(code)) => {
            let field = if code == "briefing-without" {
                WITHOUT
            } else {
                WHY
            };
            form.refuse(&field, code);
            page(both, &view, (form, &[], on), hidden).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The page as a document.
fn paper((body, view): (&Briefing, &BriefingView), site: &str, today: Date) -> Paper {
    let mut paper = Paper::new(body.title.clone(), today);
    paper.one_page = true;
    let parts = [
        ("briefing-why-heading", &body.why),
        ("briefing-tried-heading", &body.tried),
        ("briefing-questions-heading", &body.questions),
    ];
    for (key, text) in parts {
        if !text.trim().is_empty() {
            paper.blocks.push(Block::Heading {
                level: 1,
                text: t(key),
            });
            paper.blocks.push(Block::Paragraph(text.clone()));
        }
    }
    if view.items.is_empty() {
        return paper;
    }
    let sources = view.items.iter();
    let sources: Vec<String> = sources.map(|item| whole_address(site, item.id)).collect();
    let sources = sources.join(", ");
    paper
        .blocks
        .push(Block::Note(t1("briefing-sources", "addresses", sources)));
    paper
}

/// The document as it goes out today.
fn paper_of(state: &WebState, signed: &Signed, both: (&Briefing, &BriefingView)) -> Paper {
    let mut paper = paper(both, &state.site().base_url, signed.ctx.today());
    paper.synthetic = state.is_synthetic();
    if paper.title.trim().is_empty() {
        paper.title = t("briefing-title-page");
    }
    paper
}

pub(super) async fn document(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, format)): Path<(String, String, String)>,
) -> Answer {
    let view = briefing(state.app(), &signed.ctx, id(&text)?).await?;
    if !["pdf", "docx"].contains(&format.as_str()) {
        return Err(PageError::NotFound);
    }
    if !view.gone.is_empty() {
        return Err(PageError::Rule("briefing-gone"));
    }
    let paper = paper_of(&state, &signed, (&view.body, &view));
    let (bytes, media) = state.app().document(&paper, &format).await?;
    Ok(attachment(
        bytes,
        media,
        &format!("briefing-{}.{format}", view.id),
    ))
}

pub(super) async fn let_go(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereBriefing,
    form: Filled,
) -> Answer {
    form.form_id()?;
    away(state.app(), &signed.ctx, id(&text)?).await?;
    Ok(next_page(&signed.path("shared/briefings")))
}
