//! To whom entries of a return were put: they read and check these, and no policy lets them, or anybody else by that, do more.

use access::{Policies, Resource, ResourceKind, Role, actions};

use crate::house::id;
use crate::matrix::{ME, ctx, put_to_me, returns};

#[test]
fn who_checks_entries_reads_nothing_else_of_a_return() {
    let policies = Policies::load().unwrap();
    let of_return = |action: &&access::ActionInfo| action.on == ResourceKind::Return;
    let mut open = 0;
    for (name, organisation, facts, asked) in put_to_me() {
        let shut = asked.withdrawn || facts.conflicts.contains(&id(ME));
        for role in Role::ALL {
            let ctx = ctx(*role, organisation);
            for action in actions::ALL.iter().filter(of_return) {
                let resource = Resource::Return(&facts, &asked);
                let may = policies.decide(&ctx, *action, resource).is_ok();
                let own = match action.code {
                    "read_checks" => !shut,
                    "check_entries" => !shut && !facts.closed,
                    _ => false,
                };
                if own {
                    open += 1;
                    assert!(may, "{role} {} {name}", action.code);
                } else if !asked.signed_off && action.code != "hand_in_return" {
                    assert!(!may, "{role} {} {name}", action.code);
                }
            }
        }
    }
    assert!(open > 0);
    let checks = ["read_checks", "check_entries"];
    for (name, organisation, facts, asked) in returns() {
        for role in Role::ALL {
            let ctx = ctx(*role, organisation);
            let all = actions::ALL.iter().filter(of_return);
            for action in all.filter(|action| checks.contains(&action.code)) {
                let resource = Resource::Return(&facts, &asked);
                let may = policies.decide(&ctx, *action, resource).is_ok();
                assert!(!may, "{role} {} {name}", action.code);
            }
        }
    }
}
