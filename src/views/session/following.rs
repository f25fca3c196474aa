//! Starts what follows the hubs and the layout once the desk is there. The first picture does without all of it.

use super::title::keep_title;
use crate::state::app::App;
use crate::views::pictures;
use crate::views::rack::own_lights::draw_own_lights;

/// Works for as long as the current owner lives.
pub fn follow(app: App) {
    app.follow_events();
    // What was acknowledged before colors no device.
    app.acknowledging();
    app.follow_visits();
    app.share_streams();
    app.resume_following();
    app.follow_monitors();
    app.follow_labels();
    pictures::follow(app);
    draw_own_lights(app);
    keep_title(app);
}
