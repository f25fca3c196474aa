//! Search results besides types and products: systems that no device shows, and rack templates.

use std::sync::Arc;

use leptos::prelude::*;

use super::Wanted;
use super::systems::{SystemEntry, unlinked_systems};
use crate::domain::ids::SystemRef;
use crate::domain::search::{Query, SearchIndex};
use crate::domain::templates::templates;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::views::ui::dynamic::optional;
use crate::views::ui::marked::marked;

/// Maximum number of results; typing another letter is faster than reading more.
const AT_ONCE: usize = 6;

/// Systems, indexed for searching. Compared by pointer.
struct PreparedSystems {
    systems: Vec<(SystemRef, String)>,
    index: SearchIndex,
}

pub(super) fn found_systems(wanted: Wanted) -> AnyView {
    let app = App::expect();
    let systems = unlinked_systems(app);
    let prepared = Memo::new_with_compare(
        move |_| {
            let systems = systems.get();
            let mut index = SearchIndex::default();
            for (id, name) in &systems {
                let known = app.inner().live.system(id);
                let host = known.map(|system| system.host).unwrap_or_default();
                index.add(&[name], &["system"], &[&host]);
            }
            Arc::new(PreparedSystems { systems, index })
        },
        |_, _| true,
    );
    let found = Memo::new(move |_| {
        let query = wanted.typed.with(|typed| Query::new(typed));
        prepared.with(|prepared| {
            let PreparedSystems { systems, index } = &**prepared;
            let found = index.ranked(&index.plan(&query), &|_, _| false);
            let found = found.iter().filter_map(|found| systems.get(found.entry));
            found.take(AT_ONCE).cloned().collect::<Vec<_>>()
        })
    });
    optional(move || {
        let found = found.get();
        let rows: Vec<_> = found
            .into_iter()
            .map(|(id, name)| view! { <SystemEntry id=id name=name /> })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="unlinked">
                    <h3>"Unlinked systems"</h3>
                    <ul>{rows}</ul>
                </section>
            }
        })
    })
    .into_any()
}

pub(super) fn found_templates(wanted: Wanted) -> AnyView {
    let mut index = SearchIndex::default();
    let templates = templates();
    for template in &templates {
        index.add(&[template.name], &["template rack"], &[template.words]);
    }
    let found = Memo::new(move |_| {
        let query = wanted.typed.with(|typed| Query::new(typed));
        let plan = index.plan(&query);
        let found = index.ranked(&plan, &|_, _| false);
        let row = |entry: usize| {
            let template = templates.get(entry)?;
            Some((
                template.id,
                template.name,
                template.words,
                plan.marks(template.name),
            ))
        };
        let found = found.iter().filter_map(|found| row(found.entry));
        found.collect::<Vec<_>>()
    });
    optional(move || {
        let found = found.get();
        let rows: Vec<_> = found
            .into_iter()
            .map(|(id, name, words, marks)| {
                let app = App::expect();
                view! {
                    <li class="entry">
                        <button
                            type="button"
                            class="pick system"
                            title=words
                            data-template=id
                            on:click=move |_| app.open_dialog(Dialog::Templates(Some(id)))
                        >
                            <span class="name">{marked(name, &marks)}</span>
                        </button>
                    </li>
                }
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="unlinked">
                    <h3>"Templates"</h3>
                    <ul>{rows}</ul>
                </section>
            }
        })
    })
    .into_any()
}
