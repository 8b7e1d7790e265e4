//! The one integration-test binary: every further one would link Bevy again.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    reason = "tests fail loudly"
)]

mod architecture;
mod broken_levels;
mod casebook;
mod causes;
mod choice;
mod claims;
mod clauses;
mod clubs;
mod codec;
mod contraband;
mod damage;
mod economy;
mod facts;
mod floors;
mod fuzz;
mod golden;
mod guide;
mod hoarding;
mod investors;
mod know_how;
mod laws;
mod level_format;
mod levels;
mod licence_files;
mod lists;
mod market_casebook;
mod market_command;
mod market_laws;
#[cfg(feature = "client")]
mod panels;
mod peace;
mod reach;
mod secrecy;
mod support;
mod tenders;
mod title;
mod trial;
#[cfg(feature = "server")]
mod udp;
mod variational;
mod worlds;
