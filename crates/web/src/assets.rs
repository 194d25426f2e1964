//! Stylesheets, scripts and pictures, inside the binary, under names that change with their content.
//!
//! The GDS Transport typeface and the crown may be used on gov.uk only, so the typeface's rules are
//! taken out of the stylesheet of GOV.UK Frontend and what remains is its Arial stack.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

const GOVUK_CSS: &str =
    include_str!("../../../node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css");
const GOVUK_JS: &str =
    include_str!("../../../node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js");
const OUR_CSS: &str = include_str!("../assets/throughline.css");
const OUR_JS: &str = include_str!("../assets/throughline.js");
const MOMENT_JS: &str = include_str!("../assets/moment.js");
const PASSKEY_JS: &str = include_str!("../assets/passkey.js");
const ICON: &str = include_str!("../assets/icon.svg");

/// A file that browsers may keep for ever, because its name changes with its content.
struct Asset {
    name: String,
    media: &'static str,
    content: String,
}

/// Addresses of the files, for the layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// Stylesheet of GOV.UK Frontend.
    pub govuk_css: String,
    /// Our own stylesheet.
    pub our_css: String,
    /// The script that starts GOV.UK Frontend's components.
    pub our_js: String,
    /// The script of the box on pages of a review.
    pub moment_js: String,
    /// The script of the passkey buttons.
    pub passkey_js: String,
    /// The icon of the browser tab.
    pub icon: String,
}

struct Assets {
    files: Vec<Asset>,
    links: Links,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut files = Vec::new();
    let mut keep = |stem: &str, ending: &str, media: &'static str, content: String| {
        let name = format!("{stem}.{}.{ending}", fingerprint(&content));
        let address = format!("/assets/{name}");
        files.push(Asset {
            name,
            media,
            content,
        });
        address
    };
    let css = "text/css; charset=utf-8";
    let js = "text/javascript; charset=utf-8";
    let govuk_js = keep("govuk-frontend", "js", js, without_source_map(GOVUK_JS));
    let links = Links {
        govuk_css: keep(
            "govuk-frontend",
            "css",
            css,
            plain_typeface(&without_source_map(GOVUK_CSS)),
        ),
        our_css: keep("throughline", "css", css, OUR_CSS.to_owned()),
        our_js: keep(
            "throughline",
            "js",
            js,
            OUR_JS.replace("./govuk-frontend.js", &govuk_js),
        ),
        moment_js: keep("moment", "js", js, MOMENT_JS.to_owned()),
        passkey_js: keep("passkey", "js", js, PASSKEY_JS.to_owned()),
        icon: keep("icon", "svg", "image/svg+xml", ICON.to_owned()),
    };
    Assets { files, links }
});

/// Addresses of the files, for the layout.
#[must_use]
pub fn links() -> &'static Links {
    &ASSETS.links
}

/// Answers with a file.
pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    let Some(asset) = ASSETS.files.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.media)),
        (header::CACHE_CONTROL, forever),
    ];
    (headers, asset.content.as_str()).into_response()
}

/// Sixteen hexadecimal digits that change with the content (FNV-1a). It names a version for
/// caches and protects nothing.
fn fingerprint(content: &str) -> String {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    let hash = content.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

fn plain_typeface(css: &str) -> String {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, rule)) = rest.split_once("@font-face{") {
        plain.push_str(before);
        rest = rule.split_once('}').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain.replace("GDS Transport,", "")
}

/// Source maps are not embedded, and naming them makes browsers ask for them.
fn without_source_map(text: &str) -> String {
    let cut = text
        .rfind("sourceMappingURL=")
        .and_then(|at| text.get(..at))
        .unwrap_or(text);
    let trimmed = cut.trim_end_matches(['#', ' ']);
    let ending = trimmed
        .strip_suffix("/*")
        .or_else(|| trimmed.strip_suffix("//"));
    ending.unwrap_or(trimmed).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_typeface_of_government_is_not_served() {
        let css = plain_typeface(GOVUK_CSS);
        assert!(GOVUK_CSS.contains("GDS Transport"));
        assert!(!css.contains("GDS Transport") && !css.contains("@font-face"));
        assert!(css.contains("font-family:arial,sans-serif"));
        assert!(css.len() > GOVUK_CSS.len() - 5_000);
    }

    #[test]
    fn source_maps_are_not_named() {
        assert!(!without_source_map(GOVUK_JS).contains("sourceMappingURL"));
        assert!(without_source_map(GOVUK_JS).ends_with(';'));
        assert_eq!(
            without_source_map("a{}/*# sourceMappingURL=x.map */"),
            "a{}"
        );
    }

    #[test]
    fn names_change_with_content() {
        assert_ne!(fingerprint("a"), fingerprint("b"));
        assert_eq!(fingerprint(""), "cbf29ce484222325");
        assert!(links().our_css.starts_with("/assets/throughline."));
    }
}
