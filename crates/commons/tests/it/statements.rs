//! Both engines accept every statement, and have the same tables and columns.

use std::collections::BTreeSet;

use testing::statements::check;

use crate::house;

#[tokio::test]
async fn every_statement_is_accepted_and_the_tables_are_the_same() {
    let mut before = BTreeSet::new();
    for house in house::both().await {
        let statements = commons::statements();
        check(house.commons.db(), &statements, (50, 60), &mut before).await;
    }
}
