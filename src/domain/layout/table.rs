//! Items by id, cheap to copy.

use std::fmt;
use std::sync::Arc;
use std::{cmp::Ordering, slice};

use serde::{Serialize, Serializer};

/// An item that carries its own id.
pub trait Keyed: Clone + PartialEq {
    type Key: Ord + Clone;
    /// The index that a table of such items maintains; `()` for none.
    type Index: Index<Self>;

    fn key(&self) -> &Self::Key;
}

/// An index that follows every change of a table.
pub trait Index<T>: Clone + Default {
    /// An item was added (no `before`), removed (no `after`) or changed. Both have the same id.
    fn follow(&mut self, before: Option<&T>, after: Option<&T>);
}

impl<T> Index<T> for () {
    fn follow(&mut self, _before: Option<&T>, _after: Option<&T>) {}
}

/// Maximum number of items in a chunk. A change copies one chunk and the list of chunks, both as pointers.
const CHUNK: usize = 64;

type Chunk<T> = Vec<Arc<T>>;

/// Items in the order of their ids, which are unique. Serialized as a plain list.
///
/// Copies share their items: copying a table takes constant time, and changing one item leaves all others shared. So
/// [`Table::changes_since`] finds what differs between two copies by comparing pointers.
#[derive(Clone)]
pub struct Table<T: Keyed> {
    /// No chunk is empty.
    chunks: Arc<Vec<Arc<Chunk<T>>>>,
    len: usize,
    index: T::Index,
}

/// An item that differs between two tables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference<'a, T> {
    /// `None` when the item is new.
    pub before: Option<&'a T>,
    /// `None` if the item was removed.
    pub after: Option<&'a T>,
}

impl<T: Keyed> Default for Table<T> {
    fn default() -> Self {
        Self {
            chunks: Arc::default(),
            len: 0,
            index: T::Index::default(),
        }
    }
}

impl<T: Keyed> Table<T> {
    pub fn get(&self, key: &T::Key) -> Option<&T> {
        self.find(|other| other.cmp(key))
    }

    /// The item as shared by all copies of the table that have not changed it.
    pub fn get_shared(&self, key: &T::Key) -> Option<&Arc<T>> {
        self.find_shared(|other| other.cmp(key))
    }

    /// The item for whose key `order` is `Equal`: `order` compares a key with the wanted one.
    pub(super) fn find(&self, order: impl Fn(&T::Key) -> Ordering) -> Option<&T> {
        self.find_shared(order).map(|item| &**item)
    }

    fn find_shared(&self, order: impl Fn(&T::Key) -> Ordering) -> Option<&Arc<T>> {
        #[cfg(test)]
        super::counting::count();
        let (chunk, at) = self.position(order).ok()?;
        self.chunks.get(chunk)?.get(at)
    }

    /// The chunk and the position within it; as an error, where the item would be inserted.
    fn position(
        &self,
        order: impl Fn(&T::Key) -> Ordering,
    ) -> Result<(usize, usize), (usize, usize)> {
        let begins_before = |chunk: &Arc<Chunk<T>>| {
            let first = chunk.first();
            first.is_some_and(|first| order(first.key()) != Ordering::Greater)
        };
        let chunk = self.chunks.partition_point(begins_before).saturating_sub(1);
        let items = self.chunks.get(chunk).map_or(&[][..], |chunk| chunk);
        match items.binary_search_by(|item| order(item.key())) {
            Ok(at) => Ok((chunk, at)),
            Err(at) => Err((chunk, at)),
        }
    }

    pub fn contains(&self, key: &T::Key) -> bool {
        self.get(key).is_some()
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether both are copies of one unchanged table, so that nothing differs. Tables that are not copies may still be equal.
    pub(in crate::domain) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.chunks, &other.chunks)
    }

    pub fn iter(&self) -> Iter<'_, T> {
        Iter {
            chunks: self.chunks.iter(),
            items: [].iter(),
            left: self.len,
        }
    }

    /// The chunks of items. Copies share unchanged chunks.
    pub(in crate::domain) fn chunks(&self) -> impl Iterator<Item = &Arc<Chunk<T>>> {
        self.chunks.iter()
    }

    /// The index over the current items.
    pub(in crate::domain) fn index(&self) -> &T::Index {
        &self.index
    }

    /// Inserts an item, replacing any with the same id.
    pub fn insert(&mut self, item: T) {
        match self.position(|other| other.cmp(item.key())) {
            Ok((chunk, at)) => {
                if let Some(found) = self.item_mut(chunk, at) {
                    let before = std::mem::replace(found, Arc::new(item));
                    let after = found.clone();
                    self.index.follow(Some(&before), Some(&after));
                }
            }
            Err((chunk, at)) => {
                self.index.follow(None, Some(&item));
                self.len += 1;
                insert_at(Arc::make_mut(&mut self.chunks), chunk, at, Arc::new(item));
            }
        }
    }

    fn item_mut(&mut self, chunk: usize, at: usize) -> Option<&mut Arc<T>> {
        Arc::make_mut(Arc::make_mut(&mut self.chunks).get_mut(chunk)?).get_mut(at)
    }

    pub fn remove(&mut self, key: &T::Key) -> Option<T> {
        let (chunk, at) = self.position(|other| other.cmp(key)).ok()?;
        let chunks = Arc::make_mut(&mut self.chunks);
        let items = Arc::make_mut(chunks.get_mut(chunk)?);
        let item = items.remove(at);
        if items.is_empty() {
            chunks.remove(chunk);
        }
        self.len -= 1;
        self.index.follow(Some(&item), None);
        Some(Arc::unwrap_or_clone(item))
    }

    /// Changes an item, whose id must not change. `None` if there is no such item.
    pub(in crate::domain) fn update<R>(
        &mut self,
        key: &T::Key,
        change: impl FnOnce(&mut T) -> R,
    ) -> Option<R> {
        let (chunk, at) = self.position(|other| other.cmp(key)).ok()?;
        let item = self.item_mut(chunk, at)?;
        let before = item.clone();
        let result = change(Arc::make_mut(item));
        let after = item.clone();
        self.index.follow(Some(&before), Some(&after));
        Some(result)
    }

    /// The differences to an earlier copy, in the order of the ids. Takes time proportional to the differences, and little for the rest.
    pub fn changes_since<'a>(&'a self, before: &'a Self) -> Vec<Difference<'a, T>> {
        let mut differing = Vec::new();
        let (mut old, mut new) = (before.iter(), self.iter());
        loop {
            skip_shared(&mut old, &mut new);
            let (before, after) = match (old.peek(), new.peek()) {
                (None, None) => return differing,
                (Some(before), Some(after)) => match before.key().cmp(after.key()) {
                    Ordering::Less => (old.next(), None),
                    Ordering::Greater => (None, new.next()),
                    Ordering::Equal => (old.next(), new.next()),
                },
                _ => (old.next(), new.next()),
            };
            if !is_same(before, after) {
                differing.push(Difference { before, after });
            }
        }
    }
}

/// Inserts an item into a chunk, splitting a full one.
fn insert_at<T: Clone>(chunks: &mut Vec<Arc<Chunk<T>>>, chunk: usize, at: usize, item: Arc<T>) {
    let is_last = chunk + 1 == chunks.len();
    let Some(items) = chunks.get_mut(chunk).map(Arc::make_mut) else {
        chunks.push(Arc::new(vec![item]));
        return;
    };
    if items.len() < CHUNK {
        items.insert(at, item);
    } else if is_last && at == CHUNK {
        // Items added in order fill their chunks.
        chunks.push(Arc::new(vec![item]));
    } else {
        let mut upper = items.split_off(CHUNK / 2);
        match at.checked_sub(CHUNK / 2) {
            Some(at) => upper.insert(at, item),
            None => items.insert(at, item),
        }
        chunks.insert(chunk + 1, Arc::new(upper));
    }
}

/// Skips chunks that both share, as long as both iterators are at the start of one.
fn skip_shared<'a, T: Keyed>(old: &mut Iter<'a, T>, new: &mut Iter<'a, T>) {
    while old.items.as_slice().is_empty()
        && new.items.as_slice().is_empty()
        && let (Some(one), Some(other)) =
            (old.chunks.as_slice().first(), new.chunks.as_slice().first())
        && Arc::ptr_eq(one, other)
    {
        for iter in [&mut *old, &mut *new] {
            iter.chunks.next();
            iter.left -= one.len();
        }
    }
}

fn is_same<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => std::ptr::eq(one, other) || one == other,
        _ => false,
    }
}

impl<T: Keyed> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other) || (self.len == other.len && self.changes_since(other).is_empty())
    }
}

impl<T: Keyed + fmt::Debug> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// The items of a [`Table`] in the order of their ids.
pub struct Iter<'a, T> {
    chunks: slice::Iter<'a, Arc<Chunk<T>>>,
    /// The rest of the current chunk; `chunks` has those after it.
    items: slice::Iter<'a, Arc<T>>,
    left: usize,
}

impl<'a, T> Iter<'a, T> {
    /// The next item.
    fn peek(&self) -> Option<&'a T> {
        let next = self.items.as_slice().first();
        let next = next.or_else(|| self.chunks.as_slice().first()?.first());
        next.map(|item| &**item)
    }
}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Self {
            chunks: self.chunks.clone(),
            items: self.items.clone(),
            left: self.left,
        }
    }
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        let item = match self.items.next() {
            Some(item) => item,
            None => {
                self.items = self.chunks.next()?.iter();
                self.items.next()?
            }
        };
        self.left -= 1;
        #[cfg(test)]
        super::counting::count();
        Some(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}

impl<T: Keyed> FromIterator<T> for Table<T> {
    /// Of items with the same id the last one wins.
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
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Keyed + Serialize> Serialize for Table<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// Described as a plain list.
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

#[cfg(test)]
mod tests;
