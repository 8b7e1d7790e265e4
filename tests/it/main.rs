//! The one integration-test binary: every further one would link Bevy again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "tests fail loudly")]

mod smoke;
