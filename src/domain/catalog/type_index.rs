//! A search index over device types.

use std::ops::Range;
use std::sync::Arc;

use super::kinds;
use crate::domain::layout::DeviceType;
use crate::domain::search::{Query, SearchIndex, TypeFeatures};

/// A type, and the byte ranges of its model that matched.
pub type FoundType = (Arc<DeviceType>, Vec<Range<usize>>);

/// Compared by identity.
pub struct TypeIndex {
    types: Vec<(Arc<DeviceType>, TypeFeatures)>,
    index: SearchIndex,
}

impl PartialEq for TypeIndex {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl TypeIndex {
    pub fn new(types: impl Iterator<Item = DeviceType>) -> Self {
        let mut index = SearchIndex::default();
        let prepare = |known: DeviceType| {
            let features = TypeFeatures::of(&known);
            let name = [known.manufacturer.as_str(), known.model.as_str()];
            index.add(&name, &kinds::words(&features), &[known.slug.as_str()]);
            (Arc::new(known), features)
        };
        let types = types.map(prepare).collect();
        Self { types, index }
    }

    /// The matching types, best first; all of them in order for an empty query.
    pub fn find(&self, query: &Query) -> Vec<FoundType> {
        if query.is_empty() {
            let all = self.types.iter();
            return all.map(|(known, _)| (known.clone(), Vec::new())).collect();
        }
        let plan = self.index.plan(query);
        let has = |entry: usize, feature| {
            self.types
                .get(entry)
                .is_some_and(|(_, features)| features.has(feature))
        };
        let found = self.index.ranked(&plan, &has).into_iter();
        let row = |entry: usize| {
            let (device_type, _) = self.types.get(entry)?;
            let marks = plan.marks(&device_type.model);
            Some((device_type.clone(), marks))
        };
        found.filter_map(|found| row(found.entry)).collect()
    }
}
