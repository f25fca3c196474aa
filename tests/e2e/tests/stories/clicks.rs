//! The number of clicks, drags and keys for common tasks, compared with Rackula as far as its reference describes them.
//!
//! Run with `--nocapture` to see the table. A task that takes more here than in Rackula fails.

use e2e::counted_input::{CountedInput, Effort};
use e2e::story::{Setting, story_in};
use e2e::wait::{SOON, until_true};
use e2e::{Key, Result, Story, bail, ensure};

/// The other program's effort for the same task, and the steps of its reference that give it.
#[derive(Clone, Copy)]
enum Theirs {
    /// At least this many: steps that its reference does not mention are not counted.
    AtLeast(usize, &'static str),
    /// It has no such feature.
    Nothing(&'static str),
}

struct Task {
    name: &'static str,
    ours: Effort,
    theirs: Theirs,
}

impl Task {
    fn line(&self) -> String {
        let theirs = match self.theirs {
            Theirs::AtLeast(count, steps) => format!("at least {count}: {steps}"),
            Theirs::Nothing(why) => format!("not possible: {why}"),
        };
        format!("| {} | {} | {theirs} |", self.name, self.ours)
    }

    fn is_more(&self) -> bool {
        matches!(self.theirs, Theirs::AtLeast(count, _) if self.ours.all() > count)
    }
}

/// A first visit, in which everything has to be opened.
fn first_visit() -> Setting {
    Setting {
        palette_open: false,
        ..Setting::default()
    }
}

async fn begin(story: &Story) -> Result<()> {
    story.app.open("?local").await?;
    story.app.wait_for_count("[data-rack-id]", 1).await?;
    story.app.wait_for_keys().await
}

async fn wait_for_devices(story: &Story, count: usize) -> Result<()> {
    until_true(&format!("{count} devices"), SOON, async || {
        Ok(story.app.devices().await?.len() == count)
    })
    .await
}

/// Waits until typed letters go into the palette's search.
async fn wait_for_search(story: &Story) -> Result<()> {
    until_true("the search of the palette", SOON, async || {
        let script = "return document.activeElement?.type === 'search' && document.querySelectorAll('.palette .pick').length > 0;";
        Ok(story.app.browser().run(script, Vec::new()).await? == true)
    })
    .await
}

/// Ten servers of three types.
const TYPES: [&str; 10] = [
    "generic-server-1u",
    "generic-server-1u",
    "generic-server-1u",
    "generic-server-1u",
    "generic-server-1u",
    "generic-server-1u",
    "generic-server-2u",
    "generic-server-2u",
    "generic-server-2u",
    "generic-server-4u",
];

async fn rack_of_ten(story: &Story) -> Result<Effort> {
    begin(story).await?;
    let mut input = CountedInput::new(&story.app);
    input.key(&[], "a").await?;
    wait_for_search(story).await?;
    for (number, slug) in TYPES.iter().enumerate() {
        input.click(&format!(".pick[data-type='{slug}']")).await?;
        wait_for_devices(story, number + 1).await?;
    }
    Ok(input.effort)
}

async fn switch_with_poe(story: &Story) -> Result<Effort> {
    begin(story).await?;
    let mut input = CountedInput::new(&story.app);
    input.key(&[], "a").await?;
    wait_for_search(story).await?;
    input.write("48 poe").await?;
    input
        .click_on(".palette .pick", "PoE switch, 48 ports")
        .await?;
    story
        .app
        .wait_for_place("PoE switch, 48 ports", "Rack A unit 24")
        .await?;
    Ok(input.effort)
}

async fn change_of_model(story: &Story) -> Result<Effort> {
    begin(story).await?;
    let mut before = CountedInput::new(&story.app);
    before.key(&[], "a").await?;
    wait_for_search(story).await?;
    before.click(".pick[data-type='generic-server-2u']").await?;
    wait_for_devices(story, 1).await?;

    let mut input = CountedInput::new(&story.app);
    input.click("[data-device-id]").await?;
    input.key(&[], "m").await?;
    story.app.wait_for_actions().await?;
    input.write("r740").await?;
    until_true("the model", SOON, async || {
        let script =
            "return document.querySelector('#found [aria-selected=true]')?.innerText ?? '';";
        let row = story.app.browser().run(script, Vec::new()).await?;
        Ok(row.as_str().is_some_and(|row| row.contains("R740")))
    })
    .await?;
    input.key(&[], Key::Enter).await?;
    story.app.wait_for_count("dialog", 0).await?;
    story.app.wait_for_text("PowerEdge R740", SOON).await?;
    Ok(input.effort)
}

async fn linked_mini_pcs(story: &Story) -> Result<Effort> {
    // An empty rack in its own layout, in which nothing is linked.
    story.app.open("").await?;
    story.sign_in().await?;
    story.app.wait_for_keys().await?;
    story.app.act("Manage layouts").await?;
    story.app.fill("Name of the new layout", "Desk").await?;
    story.app.press("Create empty").await?;
    story.app.wait_for_text("No racks yet", SOON).await?;
    story.app.press("Add a rack").await?;
    story.app.press("Add rack").await?;
    story.app.wait_for_count("[data-rack-id]", 1).await?;
    story.app.wait_for_count("dialog", 0).await?;

    let mut input = CountedInput::new(&story.app);
    input.key(&[], "a").await?;
    wait_for_search(story).await?;
    input.write("mini").await?;
    input
        .click(".pick[data-type='generic-mini-pc-shelf']")
        .await?;
    wait_for_devices(story, 1).await?;
    for number in 2..=4 {
        input.click(".pick[data-type='generic-mini-pc']").await?;
        wait_for_devices(story, number).await?;
    }
    // The cursor is still in the search; clearing it shows the systems.
    input.click(".palette .search input").await?;
    input.key(&[], Key::Escape).await?;
    for number in 0..3 {
        let system = input.place_of(".pick.system", "").await?;
        let device = &story
            .app
            .devices()
            .await?
            .into_iter()
            .filter(|device| {
                let is_shelf = device.label.starts_with("Mini PC shelf");
                device.system.is_empty() && device.label.starts_with("Mini PC") && !is_shelf
            })
            .map(|device| device.place.center())
            .collect::<Vec<_>>();
        let Some(to) = device.first() else {
            bail!("no mini PC is left to link");
        };
        let grip = (system.x + 24.0, system.y + system.height / 2.0);
        input.drag(grip, *to).await?;
        until_true("one more is linked", SOON, async || {
            let devices = story.app.devices().await?;
            let linked = devices.iter().filter(|device| !device.system.is_empty());
            Ok(linked.count() == number + 1)
        })
        .await?;
    }
    Ok(input.effort)
}

async fn move_of_a_rack(story: &Story) -> Result<Effort> {
    story.app.open("?demo").await?;
    story.app.wait_for_hub("demo", SOON).await?;
    story.app.wait_for_keys().await?;
    let names = async || -> Result<Vec<String>> {
        let script =
            "return [...document.querySelectorAll('[data-rack-id] h2')].map((e) => e.textContent);";
        let names = story.app.browser().run(script, Vec::new()).await?;
        Ok(serde_json::from_value(names)?)
    };
    let before = names().await?;
    let mut input = CountedInput::new(&story.app);
    let first = input.place_of(".rack-name", "Rack A").await?;
    let second = input.place_of(".rack-name", "Rack B").await?;
    let (x, y) = first.center();
    input.drag((x, y), (second.x + 300.0, y)).await?;
    until_true("the racks in another order", SOON, async || {
        Ok(names().await? != before)
    })
    .await?;
    Ok(input.effort)
}

async fn export_of_pdf(story: &Story) -> Result<Effort> {
    begin(story).await?;
    let mut input = CountedInput::new(&story.app);
    input.key(&[Key::Control], "e").await?;
    story.app.field("Format").await?;
    until_true("the field with the focus", SOON, async || {
        let script = "return document.activeElement?.id === 'export-format';";
        Ok(story.app.browser().run(script, Vec::new()).await? == true)
    })
    .await?;
    // A letter chooses the option that begins with it.
    input.key(&[], "p").await?;
    until_true("PDF is chosen", SOON, async || {
        let script = "return document.querySelector('#export-format').value === 'pdf';";
        Ok(story.app.browser().run(script, Vec::new()).await? == true)
    })
    .await?;
    input.click_on("dialog button", "Download").await?;
    story.app.wait_for_text(".pdf", SOON).await?;
    Ok(input.effort)
}

/// Measures a task on a first visit of its own.
macro_rules! task {
    ($tasks:ident, $name:literal, $run:ident, $theirs:expr) => {{
        let mut ours = Effort::default();
        story_in(first_visit(), stringify!($run), async |story| {
            ours = $run(story).await?;
            Ok(())
        })
        .await?;
        $tasks.push(Task {
            name: $name,
            ours,
            theirs: $theirs,
        });
    }};
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_take_no_more_clicks_drags_and_keys_than_in_rackula() -> Result<()> {
    let mut tasks: Vec<Task> = Vec::new();
    task!(
        tasks,
        "A rack of ten servers from nothing",
        rack_of_ten,
        Theirs::AtLeast(
            11,
            "the rack, and a drag from the library for each device (1.1, 1.4)"
        )
    );
    task!(
        tasks,
        "Find and place a 48-port PoE switch",
        switch_with_poe,
        Theirs::AtLeast(
            8,
            "the search field, the same six letters, a drag (1.3, 1.4)"
        )
    );
    task!(
        tasks,
        "Three mini PCs on a shelf, each linked",
        linked_mini_pcs,
        Theirs::Nothing("it has no link to what monitors a device (5.1)")
    );
    task!(
        tasks,
        "Change a model",
        change_of_model,
        Theirs::AtLeast(
            8,
            "its panel edits no model (1.5): select, Delete, the search field, the same four letters, a drag"
        )
    );
    task!(
        tasks,
        "Move a rack past its neighbor",
        move_of_a_rack,
        Theirs::AtLeast(2, "the rack, then “move right” (1.1)")
    );
    task!(
        tasks,
        "Export as PDF",
        export_of_pdf,
        Theirs::AtLeast(4, "Ctrl+E, the format, the button (1.6, 1.8)")
    );
    println!("| task | here | Rackula 26.6.6 |\n|---|---|---|");
    for task in &tasks {
        println!("{}", task.line());
    }
    let more = tasks.iter().filter(|task| task.is_more());
    let more: Vec<&str> = more.map(|task| task.name).collect();
    ensure!(more.is_empty(), "these take more here: {more:?}");
    Ok(())
}
