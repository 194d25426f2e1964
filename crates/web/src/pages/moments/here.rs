//! The box at the end of every page of a review and of what was received.

use access::Ctx;
use app::Reference;
use app::moment::{Here, here};
use askama::Template;
use govuk::{Details, Html, Size};

use super::fields::{begun, inputs};
use super::{says, stages};
use crate::WebState;
use crate::draw::{paragraph, send, warning};
use crate::form::Hidden;
use crate::problem::PageError;
use crate::sheet::draw;
use crate::texts::t;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "moments/box.html")]
struct BoxForm {
    to: String,
    concern: String,
    warning: Option<Html>,
    says: Vec<Html>,
    hidden: Hidden,
    fields: Html,
    button: Html,
}

/// Draws the box of a page; nothing where the reader may not write.
pub(crate) async fn moment_box(
    state: &WebState,
    visit: &Visit,
    (ctx, reference): (&Ctx, &Reference),
    (place, at): (&str, &str),
) -> Result<Option<Html>, PageError> {
    let Some(found) = here(state.app(), ctx, reference).await? else {
        return Ok(None);
    };
    let hidden = state.hidden(visit, None)?;
    drawn(&found, visit.path(), hidden, (place, at)).map(Some)
}

fn drawn(
    found: &Here<'_>,
    path: &str,
    hidden: Hidden,
    (place, at): (&str, &str),
) -> Result<Html, PageError> {
    let stage = stages::of_page(path, found.stage);
    let form = begun(stage, path);
    let sentences = says(place, false);
    let content = BoxForm {
        to: format!("{at}/moments"),
        concern: format!("{at}/moments/concern"),
        warning: found.live.then(|| warning(t("moment-live")).render()),
        says: sentences.into_iter().map(paragraph).collect(),
        hidden,
        fields: draw(&inputs(found.scheme, &form, (stage, None)), &form, Size::S),
        button: send(t("moment-button")).secondary().render(),
    };
    let content = Html::rendered(&content).map_err(|_| PageError::Broken)?;
    let details = Details::new(t("moments-title"), content);
    Ok(details.render())
}
