//! The sort orders of the panel's lists, kept while this page lives.

use leptos::prelude::*;

use crate::domain::containers::ContainerColumn;
use crate::domain::services::ServiceColumn;
use crate::domain::sorting::Sorting;

/// Clones share the orders.
#[derive(Clone)]
pub struct ListOrders {
    pub containers: ArcRwSignal<Sorting<ContainerColumn>>,
    pub are_containers_grouped: ArcRwSignal<bool>,
    pub services: ArcRwSignal<Sorting<ServiceColumn>>,
}

thread_local! {
    static ORDERS: ListOrders = ListOrders {
        containers: ArcRwSignal::new(Sorting {
            column: ContainerColumn::Cpu,
            descending: true,
        }),
        are_containers_grouped: ArcRwSignal::new(true),
        services: ArcRwSignal::new(Sorting {
            column: ServiceColumn::State,
            descending: false,
        }),
    };
}

impl ListOrders {
    pub fn shared() -> Self {
        ORDERS.with(Self::clone)
    }
}
