//! Search in the names of many things by what was typed: words, their beginnings and parts, words with a typing error, and facts
//! such as a height or a number of ports. Fast enough to follow typing: every text is folded and split into words once.
//!
//! 1. [`Query::new`] reads what was typed.
//! 2. [`SearchIndex::plan`] looks up each typed word among all words that the entries have, and decides how it is taken.
//! 3. [`SearchIndex::search`] and [`SearchIndex::best`] add up what the words of each entry cost (`search/cost.rs`).
//! 4. [`Plan::marks`] tells which parts of a shown text matched.

mod cost;
mod facts;
mod index;
mod marks;
mod plan;
mod query;
mod vocabulary;
mod words;

pub use facts::{Fact, Facts, LinkSpeed};
pub use index::{Found, Score, SearchIndex};
pub use plan::Plan;
pub use query::Query;

#[cfg(test)]
mod tests;
