//! What one agency knew on one day, what stood elsewhere, and what only came later.
