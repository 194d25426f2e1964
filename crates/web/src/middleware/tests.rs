#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use axum::body::Body;
use data_encoding::BASE64;
use http::{Request, StatusCode, header};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

use super::headers::POLICY;
use crate::testing;

async fn get(path: &str) -> axum::response::Response {
    let request = Request::get(path)
        .header(header::ACCEPT_ENCODING, "gzip")
        .body(Body::empty());
    crate::router(testing::bare_state().await)
        .oneshot(request.unwrap())
        .await
        .unwrap()
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    for path in [
        "/",
        "/nowhere",
        "/accessibility",
        &crate::assets::links().our_css,
    ] {
        let response = get(path).await;
        let headers = response.headers();
        assert_eq!(headers["content-security-policy"], POLICY, "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["x-frame-options"], "DENY");
        assert_eq!(headers["referrer-policy"], "same-origin");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
        assert!(
            !headers.contains_key("strict-transport-security"),
            "plain HTTP"
        );
        let kept = headers["cache-control"].to_str().unwrap();
        assert_eq!(
            kept == "no-store",
            !path.starts_with("/assets/"),
            "{path}: {kept}"
        );
    }
}

#[tokio::test]
async fn over_https_browsers_are_told_to_stay_there() {
    let state = testing::state_at("https://reviews.example").await;
    let request = Request::get("/").body(Body::empty()).unwrap();
    let response = crate::router(state).oneshot(request).await.unwrap();
    assert_eq!(
        response.headers()["strict-transport-security"],
        "max-age=63072000"
    );
}

#[tokio::test]
async fn the_one_inline_line_is_the_one_that_the_policy_names() {
    let (_, page) = testing::read(crate_page("/").await).await;
    let scripts: Vec<&str> = page.split("<script>").skip(1).collect();
    assert_eq!(scripts.len(), 1);
    let line = scripts[0].split_once("</script>").unwrap().0;
    let digest = BASE64.encode(&Sha256::digest(line.as_bytes()));
    assert!(POLICY.contains(&format!("'sha256-{digest}'")), "{digest}");
    assert!(!page.contains(" style=") && !page.contains("<style") && !page.contains(" onclick="));
}

async fn crate_page(path: &str) -> axum::response::Response {
    let request = Request::get(path).body(Body::empty()).unwrap();
    crate::router(testing::bare_state().await)
        .oneshot(request)
        .await
        .unwrap()
}

#[tokio::test]
async fn files_of_the_layout_are_kept_for_ever_and_packed_and_pages_are_not() {
    let links = crate::assets::links();
    for path in [
        &links.govuk_css,
        &links.our_css,
        &links.our_js,
        &links.moment_js,
        &links.passkey_js,
        &links.icon,
    ] {
        let response = get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let kept = response.headers()["cache-control"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(kept.contains("immutable"), "{path}");
    }
    assert_eq!(
        get(&links.govuk_css).await.headers()["content-encoding"],
        "gzip"
    );
    assert!(!get("/").await.headers().contains_key("content-encoding"));
    assert_eq!(
        get("/assets/throughline.css").await.status(),
        StatusCode::NOT_FOUND
    );
    let (_, script) = testing::read(crate_page(&links.our_js).await).await;
    let import = script
        .split("from '")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    assert_eq!(get(import).await.status(), StatusCode::OK, "{import}");
}
