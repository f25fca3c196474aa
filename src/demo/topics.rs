//! The topics that clients of a simulated hub have subscribed to.

use serde_json::Value;

use super::query::decode;

/// The subscriptions of a connection.
#[derive(Default)]
pub struct Client {
    pub topics: Vec<Topic>,
    /// A guest may subscribe to topics but receives nothing.
    pub signed_in: bool,
}

impl Client {
    pub fn set_topics<'a>(&mut self, topics: impl Iterator<Item = &'a str>, signed_in: bool) {
        self.topics = topics.filter_map(Topic::parse).collect();
        self.signed_in = signed_in;
    }
}

/// A topic on which this hub sends events.
#[derive(Clone)]
pub struct Topic {
    /// The very text the client sent: events carry it as their name.
    pub name: String,
    pub about: About,
}

#[derive(Clone)]
pub enum About {
    /// All systems, or the one with that id.
    Systems(Option<String>),
    Alerts,
    /// The user's own settings.
    Settings,
    /// All monitors.
    Monitors,
    Live(String),
}

impl Topic {
    /// `None` for topics on which this hub never sends anything.
    fn parse(name: &str) -> Option<Self> {
        let (topic, options) = name.split_once('?').unwrap_or((name, ""));
        let about = match topic.split_once('/').unwrap_or((topic, "")) {
            ("systems", "*") => About::Systems(None),
            ("systems", id) => About::Systems(Some(id.to_owned())),
            ("alerts", "*") => About::Alerts,
            ("user_settings", "*") => About::Settings,
            ("network_monitors", "*") => About::Monitors,
            ("rt_metrics", _) => About::Live(followed(options)?),
            _ => return None,
        };
        Some(Self {
            name: name.to_owned(),
            about,
        })
    }
}

/// The system named in `options={"query":{"system":"ID"}}`.
fn followed(options: &str) -> Option<String> {
    let options: Value = serde_json::from_str(&decode(options.strip_prefix("options=")?)).ok()?;
    options
        .pointer("/query/system")?
        .as_str()
        .map(str::to_owned)
}
