//! Real products, from a table that is loaded when first needed (`public/products.tsv`; `public/products.md` says where it is from).
//!
//! The table stays as it came and a row becomes a [`DeviceType`] only when someone looks at it: 3,517 of those would take
//! several megabytes.

mod ports;
mod row;

use super::gap::RackFit;
use crate::domain::layout::{Category, DeviceType};
use crate::domain::search::{Query, SearchIndex};
use row::ProductRow;

/// The table, and what is needed to find a row in it.
pub struct Products {
    text: String,
    /// Where the rows begin that can be read.
    starts: Vec<u32>,
    index: SearchIndex,
    /// How many lines could not be read.
    pub skipped: usize,
}

impl Products {
    /// Takes the text of the table. A line that cannot be read is left out and counted.
    pub fn read(text: String) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 100);
        let mut index = SearchIndex::with_capacity(text.len() / 100, text.len() * 3 / 4);
        let mut skipped = 0;
        let mut start = 0;
        for (number, line) in text.split('\n').enumerate() {
            let this = start;
            start += line.len() + 1;
            if number == 0 || line.trim().is_empty() {
                continue;
            }
            match (ProductRow::of(line), u32::try_from(this)) {
                (Some(row), Ok(this)) => {
                    starts.push(this);
                    index.add(
                        &[row.manufacturer, row.model],
                        &[row.slug, row.part_number, row.category_word],
                    );
                }
                _ => skipped += 1,
            }
        }
        Self {
            text,
            starts,
            index,
            skipped,
        }
    }

    /// How many products there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The products that a query finds, the best first.
    pub fn search(&self, query: &Query) -> Vec<usize> {
        self.index.ranked(query)
    }

    /// What the list shows of a product, without making a type of it.
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
        let start = *self.starts.get(product)? as usize;
        ProductRow::of(self.text.get(start..)?.split('\n').next()?)
    }
}

/// A product in a list.
#[derive(Clone, Copy, Debug)]
pub struct Summary<'a> {
    pub manufacturer: &'a str,
    pub model: &'a str,
    pub slug: &'a str,
    pub category: Category,
    pub mounting: RackFit<'a>,
}

#[cfg(test)]
mod tests;
