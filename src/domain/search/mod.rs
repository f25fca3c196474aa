//! Searches many names for typed words: whole words, beginnings, parts, words with typing errors, and facts such as a height or a number of
//! ports. Fast enough to run on each keystroke, as every text is folded and split into words once.
//!
//! 1. [`Query::new`] reads what was typed.
//! 2. [`SearchIndex::plan`] looks up each typed word among all words of the entries and decides how to match it.
//! 3. [`SearchIndex::search`] and [`SearchIndex::best`] add up the costs of the words of each entry (`search/cost.rs`).
//! 4. [`Plan::marks`] returns the matching parts of a displayed text.

mod cost;
mod features;
mod index;
mod marks;
mod plan;
mod query;
mod vocabulary;
mod words;

pub use features::{LinkSpeed, TypeFeature, TypeFeatures};
pub use index::{Found, Score, SearchIndex};
pub use plan::Plan;
pub use query::Query;

#[cfg(test)]
mod tests;
