//! Does things with parts of the program once they are loaded.

use super::app::App;
use super::part::Loading;
use super::spawn;

impl App {
    /// Does something with a function of a part as soon as that is loaded; where it is not, says so.
    pub fn with_part<F: 'static>(self, loading: Loading<F>, work: impl FnOnce(App, F) + 'static) {
        spawn(async move {
            match loading.await {
                Ok(function) => work(self, function),
                Err(not_loaded) => {
                    let problem = not_loaded.problem();
                    self.say(format!("{} {}", problem.sentence, problem.way_forward));
                }
            }
        });
    }
}
