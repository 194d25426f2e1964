//! Files of the layout.

use tower_http::compression::CompressionLayer;

use crate::table::{Row, Who, file};

pub(crate) fn rows() -> Vec<Row> {
    // Pages are not compressed: what they hold could then be guessed from their length.
    vec![
        file(Who::Anyone, "/assets/{name}", crate::assets::serve)
            .map(|handler| handler.layer(CompressionLayer::new())),
    ]
}
