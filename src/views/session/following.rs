//! Starts following the hubs and the layout once the desk is shown. The first picture needs none of this.

use super::title::keep_title;
use crate::state::app::App;
use crate::views::menu_keys::attend_to_menus;
use crate::views::pictures;
use crate::views::rack::colored_lights::draw_colored_lights;

/// Runs for as long as the current owner lives.
pub fn follow(app: App) {
    app.follow_events();
    // Marks the alerts acknowledged on earlier visits, which color no device.
    app.acknowledging();
    app.follow_visits();
    app.share_streams();
    app.resume_following();
    app.follow_monitors();
    app.follow_labels();
    pictures::follow(app);
    draw_colored_lights(app);
    keep_title(app);
    attend_to_menus();
}
