//! Where the entries of a chronology stand on a drawing, from years to hours.
