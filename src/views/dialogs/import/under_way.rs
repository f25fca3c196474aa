//! Files being read: the progress, and a button to stop.

use leptos::prelude::*;

use super::reading::words_of;
use crate::state::incoming::Incoming;
use crate::state::reading::{ReadFile, ReadingTask};
use crate::views::ui::button::Button;

/// The tasks of a dialog. They end with it.
#[derive(Clone, Copy)]
pub struct DialogTasks {
    numbers: RwSignal<Vec<usize>>,
    tasks: StoredValue<Vec<(usize, ReadingTask)>, LocalStorage>,
}

impl DialogTasks {
    pub fn new() -> Self {
        Self {
            numbers: RwSignal::new(Vec::new()),
            tasks: StoredValue::new_local(Vec::new()),
        }
    }

    /// Reads files that were opened together, and shows the progress until it is done.
    pub fn start(self, files: Vec<Incoming>, on_done: impl FnOnce(Vec<ReadFile>) + 'static) {
        self.forget_finished();
        let number = self
            .numbers
            .with_untracked(|numbers| numbers.last().map_or(0, |last| last + 1));
        self.numbers.update(|numbers| numbers.push(number));
        let task = ReadingTask::start(files, move |outcomes| {
            self.numbers
                .update(|numbers| numbers.retain(|other| *other != number));
            on_done(outcomes);
        });
        self.tasks.update_value(|tasks| tasks.push((number, task)));
    }

    fn forget_finished(self) {
        self.numbers.with_untracked(|under_way| {
            self.tasks
                .update_value(|tasks| tasks.retain(|(number, _)| under_way.contains(number)));
        });
    }

    pub fn view(self) -> AnyView {
        view! {
            <For each=move || self.numbers.get() key=|number| *number let:number>
                {self.under_way(number)}
            </For>
        }
        .into_any()
    }

    fn with(self, number: usize, work: impl FnOnce(&ReadingTask)) {
        self.tasks.with_value(|tasks| {
            if let Some((_, task)) = tasks.iter().find(|(other, _)| *other == number) {
                work(task);
            }
        });
    }

    fn under_way(self, number: usize) -> AnyView {
        let mut progress = None;
        self.with(number, |task| progress = Some(task.progress()));
        let Some(progress) = progress else {
            return ().into_any();
        };
        let words = Signal::derive(move || progress.with(words_of));
        let cancel = Callback::new(move |()| self.with(number, ReadingTask::cancel));
        view! {
            <section class="reading" aria-label="Reading files">
                <p role="status">{words}</p>
                <Button label=Signal::stored("Cancel".to_owned()) on_press=cancel />
            </section>
        }
        .into_any()
    }
}
