//! As much of SQL's `CREATE TABLE` and `ALTER TABLE … ADD COLUMN` as the migrations use.

use std::collections::BTreeMap;

/// A table as the migrations of one engine leave it.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// What stands after `-- retention:` on the line above, if anything does.
    pub retention: Option<String>,
    /// The names of its columns, in order.
    pub columns: Vec<String>,
}

/// The tables that a text of SQL creates or widens, added to those known already.
///
/// # Panics
/// When a text uses something that this reader does not know, so that it is taught and not passed over.
pub fn read(sql: &str, tables: &mut BTreeMap<String, Table>) {
    let mut retention = None;
    let mut rest = sql;
    while let Some(line_end) = rest
        .find('\n')
        .or_else(|| (!rest.is_empty()).then_some(rest.len()))
    {
        let line = rest[..line_end].trim();
        let upper = line.to_uppercase();
        let next = &rest[line_end..];
        if let Some(class) = line.strip_prefix("-- retention:") {
            retention = Some(class.trim().to_owned());
        } else if upper.starts_with("CREATE TABLE") || upper.starts_with("CREATE UNLOGGED TABLE") {
            let (name, columns) = table(rest);
            tables.insert(
                name,
                Table {
                    retention: retention.take(),
                    columns,
                },
            );
        } else if upper.starts_with("ALTER TABLE") {
            alter(line, &upper, tables);
        } else if upper.starts_with("DROP TABLE") {
            panic!("this reader of migrations does not know DROP TABLE: teach it");
        } else if !line.is_empty() && !line.starts_with("--") {
            retention = None;
        }
        rest = next.strip_prefix('\n').unwrap_or(next);
    }
}

fn alter(line: &str, upper: &str, tables: &mut BTreeMap<String, Table>) {
    let harmless = [
        "ENABLE ROW",
        "FORCE ROW",
        "OWNER TO",
        "ADD CONSTRAINT",
        "DISABLE ROW",
    ];
    if harmless.iter().any(|words| upper.contains(words)) {
        return;
    }
    let words: Vec<_> = line.split_whitespace().collect();
    let (name, column) = match upper.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["ALTER", "TABLE", _, "ADD", "COLUMN", ..] => (words[2], words[5]),
        _ => panic!("this reader of migrations does not know: {line}"),
    };
    let table = tables
        .get_mut(&plain(name))
        .unwrap_or_else(|| panic!("{name} is widened before it is made"));
    table.columns.push(plain(column));
}

/// The name and columns of the table whose statement starts here.
fn table(sql: &str) -> (String, Vec<String>) {
    let open = sql.find('(').expect("a list of columns");
    let name = sql[..open]
        .split_whitespace()
        .next_back()
        .map(plain)
        .expect("a name");
    let mut depth = 0;
    let mut piece = String::new();
    let mut pieces = Vec::new();
    let without_comments: String = sql[open..]
        .lines()
        .map(|line| line.split("--").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n");
    for letter in without_comments.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        match (letter, depth) {
            (')', 0) => break,
            ('(', 1) if piece.is_empty() && pieces.is_empty() => {}
            (',', 1) => pieces.push(std::mem::take(&mut piece)),
            _ => piece.push(letter),
        }
    }
    pieces.push(piece);
    (
        name,
        pieces.iter().filter_map(|piece| column(piece)).collect(),
    )
}

fn column(piece: &str) -> Option<String> {
    let first = piece
        .split(|letter: char| letter.is_whitespace() || letter == '(')
        .find(|word| !word.is_empty())?;
    let no_column = [
        "PRIMARY",
        "UNIQUE",
        "FOREIGN",
        "CHECK",
        "CONSTRAINT",
        "EXCLUDE",
        "LIKE",
    ];
    (!no_column.contains(&first.to_uppercase().as_str())).then(|| plain(first))
}

fn plain(name: &str) -> String {
    name.trim_matches(['"', '`', ';']).to_owned()
}

#[test]
fn tables_are_read_with_their_columns_and_retention() {
    let mut tables = BTreeMap::new();
    read(
        "-- What people said.\n-- retention: case\nCREATE TABLE view (\n  id TEXT PRIMARY KEY, -- one, two\n  \
         kind TEXT NOT NULL CHECK (kind IN ('a', 'b')),\n  at BIGINT NOT NULL,\n  UNIQUE (kind, at)\n) STRICT;\n\
         CREATE INDEX view_at ON view (at);\nCREATE TABLE IF NOT EXISTS bare (n BIGINT PRIMARY KEY, name TEXT);\n\
         ALTER TABLE view ADD COLUMN heard BIGINT;\n",
        &mut tables,
    );
    let view = Table {
        retention: Some("case".to_owned()),
        columns: ["id", "kind", "at", "heard"].map(String::from).to_vec(),
    };
    assert_eq!(tables["view"], view);
    assert_eq!(
        tables["bare"],
        Table {
            retention: None,
            columns: ["n", "name"].map(String::from).to_vec()
        }
    );
}
