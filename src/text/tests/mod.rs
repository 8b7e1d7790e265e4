//! Every sentence has a text in both languages, and every text fills without gaps.

mod causes;
mod deals;
mod samples;
mod sentences;
mod texts;

use std::sync::Arc;

use super::{Language, Speaker};
use crate::level::Level;
use crate::level::check::check_text;

/// The smallest level: US, China, Australia, the rest of the world; concentrate, oxide, magnets, general goods.
fn level() -> Arc<Level> {
    let checked = check_text("small.ron", include_str!("../../../tests/broken_levels/small.ron"));
    Arc::new(checked.level.expect("the small level compiles"))
}

fn speakers() -> [Speaker; 2] {
    let level = level();
    Language::ALL.map(|language| Speaker::new(language, Arc::clone(&level)))
}
