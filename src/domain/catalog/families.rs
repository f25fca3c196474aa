//! Groups product variants into families: the same product from two sources, or with another power supply or air flow.

use std::cmp::Reverse;

use super::filter::TypeFilter;
use super::heading::TypeHeading;
use super::products::Products;
use crate::domain::search::Plan;
use crate::domain::sorted;

/// A row of the product list: a matching product and its matching variants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// The product with the most complete data.
    pub lead: usize,
    pub variants: Vec<usize>,
}

/// The sort order of the product list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best match first, without headings.
    #[default]
    Best,
    Maker,
    Category,
    Name,
}

impl Order {
    /// In display order.
    pub const ALL: [Self; 4] = [Self::Best, Self::Maker, Self::Category, Self::Name];
}

/// Products below a heading, or all of them without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductGroup<'a> {
    pub title: Option<&'a str>,
    pub families: Vec<Family>,
}

impl Products {
    /// The products that match and pass the filter, best first; all of them for an empty query.
    pub fn families(&self, plan: &Plan, filter: &TypeFilter) -> Vec<Family> {
        let mut found: Vec<Family> = Vec::new();
        // Indexed by family number plus one: the family's position among the results.
        let mut places = vec![0_usize; self.family_count()];
        for product in self.matching(plan) {
            let product = self.stand_in(product);
            let is_shown = self
                .features(product)
                .is_some_and(|features| filter.takes(features, self.maker(product)));
            if !is_shown {
                continue;
            }
            let Some(place) = places.get_mut(self.family(product)) else {
                continue;
            };
            match place.checked_sub(1).and_then(|place| found.get_mut(place)) {
                Some(family) => family.add(product, self),
                None => {
                    found.push(Family {
                        lead: product,
                        variants: Vec::new(),
                    });
                    *place = found.len();
                }
            }
        }
        found
    }

    /// Families in the given order, with its headings. Groups are in the order of their first product.
    pub fn grouped(&self, mut families: Vec<Family>, order: Order) -> Vec<ProductGroup<'_>> {
        let titled = |family: &Family| match order {
            Order::Best | Order::Name => None,
            Order::Maker => Some(self.maker(family.lead)),
            Order::Category => self
                .features(family.lead)
                .map(|features| TypeHeading::of(features.category).title()),
        };
        if order == Order::Name {
            families.sort_by_cached_key(|family| self.name_rank(family.lead));
        }
        let mut groups: Vec<ProductGroup> = Vec::new();
        // The group index of each title.
        let mut places: Vec<(Option<&str>, usize)> = Vec::new();
        for family in families {
            let title = titled(&family);
            // Most products belong to the same group as the one before.
            let last = groups.last_mut().filter(|group| group.title == title);
            if let Some(last) = last {
                last.families.push(family);
                continue;
            }
            let place = match places.binary_search_by(|(other, _)| other.cmp(&title)) {
                Ok(known) => places.get(known).map_or(0, |(_, place)| *place),
                Err(_) => {
                    sorted::insert_by(&mut places, (title, groups.len()), |a, b| a.0.cmp(&b.0));
                    groups.push(ProductGroup {
                        title,
                        families: Vec::new(),
                    });
                    groups.len() - 1
                }
            };
            if let Some(group) = groups.get_mut(place) {
                group.families.push(family);
            }
        }
        groups
    }
}

impl Family {
    fn add(&mut self, product: usize, products: &Products) {
        if self.lead == product || self.variants.contains(&product) {
            return;
        }
        let known = |product: usize| {
            Reverse(
                products
                    .features(product)
                    .map_or(0, |features| features.port_groups()),
            )
        };
        if known(product) < known(self.lead) {
            self.variants.insert(0, self.lead);
            self.lead = product;
        } else {
            self.variants.push(product);
        }
    }
}
