//! Forms that browsers send, and what others send as forms.

use web::form::read_whatever;

use super::line_and_rest;

/// A form without a file.
pub fn posted_form(bytes: &[u8]) {
    read("application/x-www-form-urlencoded", bytes);
}

/// The boundary on the first line, then the form with its file.
pub fn upload(bytes: &[u8]) {
    let (boundary, body) = line_and_rest(bytes);
    read(&format!("multipart/form-data; boundary={boundary}"), body);
}

fn read(kind: &str, body: &[u8]) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let Ok(runtime) = runtime else { return };
    if let Ok(Some(file)) = runtime.block_on(read_whatever(kind, body.to_vec())) {
        assert!(file < body.len(), "a file is a part of its form");
    }
}
