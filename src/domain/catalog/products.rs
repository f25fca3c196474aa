//! Real products, from a table that is loaded when first needed (`public/products.tsv`; `public/products.md` gives its sources).
//!
//! The table stays text. A row becomes a [`DeviceType`] only when it is displayed: all 3,517 would take several megabytes.

mod family;
mod ports;
mod row;
mod variants;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::gap::RackFit;
use super::kinds;
use crate::domain::layout::{Category, DeviceType};
use crate::domain::natural;
use crate::domain::search::{Plan, Query, SearchIndex, TypeFeatures};
use row::ProductRow;

/// The table and its search index.
#[derive(Default)]
pub struct Products {
    text: String,
    /// The byte offsets of the readable rows.
    starts: Vec<u32>,
    index: SearchIndex,
    features: Vec<TypeFeatures>,
    /// The family number of each product.
    families: Vec<u32>,
    family_count: usize,
    /// For each product the one that stands for it in lists: itself, unless another one tells the same and more.
    stand_ins: Vec<u32>,
    /// The position of each product in natural name order; computed on first use.
    name_ranks: OnceLock<Vec<u32>>,
    /// Number of unreadable lines.
    pub skipped: usize,
}

/// Reads the table a few lines at a time, so that the page stays responsive.
#[derive(Default)]
pub struct ProductReader {
    products: Products,
    /// The byte offset of the next line.
    at: usize,
    families: BTreeMap<String, u32>,
}

impl ProductReader {
    pub fn new(text: String) -> Self {
        // The first line names the columns.
        let at = text.find('\n').map_or(text.len(), |end| end + 1);
        let products = Products {
            text,
            ..Products::default()
        };
        Self {
            products,
            at,
            families: BTreeMap::new(),
        }
    }

    /// Reads up to this many lines. Returns `false` at the end. Unreadable lines are skipped and counted.
    pub fn read_lines(&mut self, count: usize) -> bool {
        let Self {
            products,
            at,
            families,
        } = self;
        for _ in 0..count {
            let rest = products.text.get(*at..).unwrap_or_default();
            if rest.is_empty() {
                return false;
            }
            let line = rest.split('\n').next().unwrap_or_default();
            let start = *at;
            *at += line.len() + 1;
            if line.trim().is_empty() {
                continue;
            }
            let (Some(row), Ok(start)) = (ProductRow::of(line), u32::try_from(start)) else {
                products.skipped += 1;
                continue;
            };
            let features = row.features();
            products.index.add(
                &[row.manufacturer, row.model],
                &kinds::words(&features),
                &[row.slug, row.part_number],
            );
            let key = family::key(row.manufacturer, row.model);
            let next = u32::try_from(families.len()).unwrap_or(u32::MAX);
            products.families.push(*families.entry(key).or_insert(next));
            products.family_count = families.len();
            products.features.push(features);
            products.starts.push(start);
        }
        *at < products.text.len()
    }

    /// The products read so far.
    pub fn finish(self) -> Products {
        let mut products = self.products;
        products.stand_ins = products.find_stand_ins();
        products
    }
}

impl Products {
    /// Reads the whole table at once.
    pub fn read(text: String) -> Self {
        let mut reader = ProductReader::new(text);
        while reader.read_lines(1000) {}
        reader.finish()
    }

    /// Number of products.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The products that match a query, best first.
    pub fn search(&self, query: &Query) -> Vec<usize> {
        let plan = self.plan(query);
        if plan.is_empty() {
            return Vec::new();
        }
        self.matching(&plan)
    }

    /// Looks up the words of a query.
    pub fn plan(&self, query: &Query) -> Plan {
        self.index.plan(query)
    }

    /// The best products with their cost ([`crate::domain::search::Score::cost`]), at most `limit` and one of each family.
    pub fn best(&self, plan: &Plan, limit: usize) -> Vec<(usize, u16)> {
        let has = |product, feature| {
            self.features(product)
                .is_some_and(|features| features.has(feature))
        };
        // Few products are in the table more than four times.
        let found = self.index.best(plan, limit * 4, &|_| 0, &has);
        let mut best: Vec<(usize, u16)> = Vec::new();
        let (guesses, sure): (Vec<_>, Vec<_>) = found
            .into_iter()
            .partition(|found| self.is_guess(found.entry, plan));
        for found in sure.into_iter().chain(guesses) {
            let family = self.family(found.entry);
            let is_new = best.iter().all(|(other, _)| self.family(*other) != family);
            if is_new && best.len() < limit {
                best.push((self.stand_in(found.entry), found.score.cost()));
            }
        }
        best
    }

    /// The products that match, best first; all of them for an empty query.
    pub(super) fn matching(&self, plan: &Plan) -> Vec<usize> {
        if plan.is_empty() {
            return (0..self.len()).collect();
        }
        let has = |product, feature| {
            self.features(product)
                .is_some_and(|features| features.has(feature))
        };
        let found = self.index.ranked(plan, &has).into_iter();
        let mut found: Vec<usize> = found.map(|found| found.entry).collect();
        // Products known to match come before those that may match.
        found.sort_by_cached_key(|product| self.is_guess(*product, plan));
        found
    }

    /// Whether it may have what the query asks for, but is not known to.
    fn is_guess(&self, product: usize, plan: &Plan) -> bool {
        let features = self.features(product);
        features.is_some_and(|features| plan.asks_for(|feature| features.is_guess(feature)))
    }

    pub fn features(&self, product: usize) -> Option<&TypeFeatures> {
        self.features.get(product)
    }

    /// The number of its family.
    pub(super) fn family(&self, product: usize) -> usize {
        self.families
            .get(product)
            .map_or(usize::MAX, |family| *family as usize)
    }

    pub(super) fn family_count(&self) -> usize {
        self.family_count
    }

    /// The product that stands for it in lists.
    pub(super) fn stand_in(&self, product: usize) -> usize {
        self.stand_ins
            .get(product)
            .map_or(product, |other| *other as usize)
    }

    fn find_stand_ins(&self) -> Vec<u32> {
        let count = u32::try_from(self.len()).unwrap_or(u32::MAX);
        let mut stand_ins: Vec<u32> = (0..count).collect();
        let mut by_family: Vec<(u32, u32)> = self.families.iter().copied().zip(0..count).collect();
        by_family.sort_unstable();
        for family in by_family.chunk_by(|one, other| one.0 == other.0) {
            if family.len() < 2 {
                continue;
            }
            let rows: Vec<(u32, ProductRow)> = family
                .iter()
                .filter_map(|(_, product)| Some((*product, self.row(*product as usize)?)))
                .collect();
            let covers = |(this, row): &(u32, ProductRow),
                          (other, other_row): &(u32, ProductRow)| {
                // Of two that tell the same, the first is kept.
                this != other && row.covers(other_row) && (this < other || !other_row.covers(row))
            };
            for covered in &rows {
                // One that is covered itself is covered by what covers this one too.
                let is_kept = |row: &&(u32, ProductRow)| !rows.iter().any(|by| covers(by, row));
                let by = rows.iter().filter(|row| covers(row, covered)).find(is_kept);
                if let (Some((by, _)), Some(of)) = (by, stand_ins.get_mut(covered.0 as usize)) {
                    *of = *by;
                }
            }
        }
        stand_ins
    }

    /// What sets it apart from the other products of its family, in words; empty if it has no variants.
    pub fn apart(&self, product: usize) -> String {
        let family = self.family(product);
        let others: Vec<ProductRow> = (0..self.len())
            .filter(|other| self.family(*other) == family && self.stand_in(*other) == *other)
            .filter(|other| *other != product)
            .filter_map(|other| self.row(other))
            .collect();
        match self.row(product) {
            Some(row) if !others.is_empty() => row.apart_from(&others),
            _ => String::new(),
        }
    }

    pub(super) fn maker(&self, product: usize) -> &str {
        self.line(product)
            .and_then(|line| line.split('\t').next())
            .unwrap_or_default()
    }

    /// All makers without duplicates, in natural order.
    pub fn makers(&self) -> Vec<&str> {
        let mut makers: Vec<&str> = (0..self.len()).map(|product| self.maker(product)).collect();
        makers.dedup();
        makers.sort_by(|a, b| natural::compare(a, b));
        makers.dedup();
        makers
    }

    /// The position in natural order of model names.
    pub(super) fn name_rank(&self, product: usize) -> u32 {
        let ranks = self.name_ranks.get_or_init(|| {
            let name = |product: usize| self.summary(product).map_or("", |summary| summary.model);
            let mut order: Vec<usize> = (0..self.len()).collect();
            order.sort_by(|a, b| natural::compare(name(*a), name(*b)));
            let mut ranks = vec![0; order.len()];
            for (rank, product) in (0..).zip(order) {
                if let Some(kept) = ranks.get_mut(product) {
                    *kept = rank;
                }
            }
            ranks
        });
        ranks.get(product).copied().unwrap_or_default()
    }

    /// The list entry of a product, without building its type.
    pub fn summary(&self, product: usize) -> Option<Summary<'_>> {
        let row = self.row(product)?;
        Some(Summary {
            manufacturer: row.manufacturer,
            model: row.model,
            slug: row.slug,
            category: row.category(),
            mounting: row.mounting(),
        })
    }

    /// The product as a device type.
    pub fn device_type(&self, product: usize) -> Option<DeviceType> {
        Some(self.row(product)?.device_type())
    }

    /// The product with that slug.
    pub fn find(&self, slug: &str) -> Option<DeviceType> {
        (0..self.len())
            .filter_map(|product| self.row(product))
            .find(|row| row.slug == slug)
            .map(|row| row.device_type())
    }

    fn row(&self, product: usize) -> Option<ProductRow<'_>> {
        ProductRow::of(self.line(product)?)
    }

    fn line(&self, product: usize) -> Option<&str> {
        let start = *self.starts.get(product)? as usize;
        self.text.get(start..)?.split('\n').next()
    }
}

/// The data of a product shown in a list.
#[derive(Clone, Copy, Debug)]
pub struct Summary<'a> {
    pub manufacturer: &'a str,
    pub model: &'a str,
    pub slug: &'a str,
    pub category: Category,
    pub mounting: RackFit<'a>,
}

#[cfg(test)]
mod finding;
#[cfg(test)]
mod tests;
