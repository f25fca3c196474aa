//! Products that are one product to whoever looks for it: the same from two sources, or with another power supply or air flow.

use std::cmp::Reverse;

use super::filter::TypeFilter;
use super::heading::TypeHeading;
use super::products::Products;
use crate::domain::search::Plan;
use crate::domain::sorted;

/// A row of a list of products: one that matches, and its variants that match as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// The one of which most is known.
    pub lead: usize,
    pub variants: Vec<usize>,
}

/// The order of a list of products.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What matches best comes first; without headings.
    #[default]
    Best,
    Maker,
    Category,
    Name,
}

impl Order {
    /// In the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Best, Self::Maker, Self::Category, Self::Name];
}

/// Products below a heading, or all of them without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductGroup<'a> {
    pub title: Option<&'a str>,
    pub families: Vec<Family>,
}

impl Products {
    /// The products that match and pass the filter, the best first; all of them where nothing was typed.
    pub fn families(&self, plan: &Plan, filter: &TypeFilter) -> Vec<Family> {
        let mut found: Vec<Family> = Vec::new();
        // Of each family plus one, by its number: its place among those found.
        let mut places = vec![0_usize; self.family_count()];
        for product in self.matching(plan) {
            let is_shown = self
                .facts(product)
                .is_some_and(|facts| filter.takes(facts, self.maker(product)));
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

    /// Families in an order, with the headings of that. Groups are in the order of their first product.
    pub fn grouped(&self, mut families: Vec<Family>, order: Order) -> Vec<ProductGroup<'_>> {
        let titled = |family: &Family| match order {
            Order::Best | Order::Name => None,
            Order::Maker => Some(self.maker(family.lead)),
            Order::Category => self
                .facts(family.lead)
                .map(|facts| TypeHeading::of(facts.category).title()),
        };
        if order == Order::Name {
            families.sort_by_cached_key(|family| self.name_rank(family.lead));
        }
        let mut groups: Vec<ProductGroup> = Vec::new();
        // Of each title, its place among the groups.
        let mut places: Vec<(Option<&str>, usize)> = Vec::new();
        for family in families {
            let title = titled(&family);
            // Most belong to the group of the one before.
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
        let known = |product: usize| {
            Reverse(
                products
                    .facts(product)
                    .map_or(0, |facts| facts.port_groups()),
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
