//! Dates as people write them in notes and tables, resolved from the document that they stand in.
