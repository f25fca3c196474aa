//! Items found by their id.

use std::collections::BTreeMap;
use std::collections::btree_map;

use serde::{Serialize, Serializer};

use crate::domain::ids::{DeviceId, TypeSlug};

use super::{Device, DeviceType};

/// An item that carries its own id.
pub trait Keyed {
    type Key: Ord + Clone;

    fn key(&self) -> &Self::Key;
}

impl Keyed for Device {
    type Key = DeviceId;

    fn key(&self) -> &DeviceId {
        &self.id
    }
}

impl Keyed for DeviceType {
    type Key = TypeSlug;

    fn key(&self) -> &TypeSlug {
        &self.slug
    }
}

/// Items in the order of their ids, each id once. Written as a plain list.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<T: Keyed>(BTreeMap<T::Key, T>);

impl<T: Keyed> Default for Table<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Keyed> Table<T> {
    pub fn get(&self, key: &T::Key) -> Option<&T> {
        self.0.get(key)
    }

    pub fn contains(&self, key: &T::Key) -> bool {
        self.0.contains_key(key)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> btree_map::Values<'_, T::Key, T> {
        self.0.values()
    }

    /// Puts an item in, in the place of any with the same id.
    pub fn insert(&mut self, item: T) {
        self.0.insert(item.key().clone(), item);
    }

    pub fn remove(&mut self, key: &T::Key) -> Option<T> {
        self.0.remove(key)
    }

    /// For changes that leave the item's id as it is.
    pub(in crate::domain) fn get_mut(&mut self, key: &T::Key) -> Option<&mut T> {
        self.0.get_mut(key)
    }
}

impl<T: Keyed> FromIterator<T> for Table<T> {
    /// Of two with the same id the later one stays.
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut table = Self::default();
        for item in items {
            table.insert(item);
        }
        table
    }
}

impl<'a, T: Keyed> IntoIterator for &'a Table<T> {
    type Item = &'a T;
    type IntoIter = btree_map::Values<'a, T::Key, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Keyed + Serialize> Serialize for Table<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// As a plain list.
#[cfg(test)]
impl<T: Keyed + schemars::JsonSchema> schemars::JsonSchema for Table<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<T>::json_schema(generator)
    }
}
