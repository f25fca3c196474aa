//! The event stream of a simulated hub.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::{Value, json};

use super::running::RunningHub;
use super::topics::{About, Client, Topic};
use crate::domain::units::Millis;
use crate::hub::transport::{ByteStream, LocalFuture, NoAnswer};

/// How often the stream checks for changes, in milliseconds.
const LOOK: u32 = 200;
const SECOND: i64 = 1000;

/// One open connection.
pub struct EventStream {
    hub: Rc<RunningHub>,
    id: String,
    greeted: bool,
    /// Everything up to this moment has been sent.
    sent: Millis,
    /// What was last sent: the status by system, and whether an alert is triggered by alert id.
    statuses: HashMap<String, String>,
    alerts: HashMap<String, bool>,
    settings: Value,
}

impl EventStream {
    pub fn connect(hub: &Rc<RunningHub>) -> Self {
        let id = hub.new_client_id();
        hub.clients
            .borrow_mut()
            .insert(id.clone(), Client::default());
        let statuses = hub
            .world
            .systems()
            .iter()
            .map(|machine| (machine.id.clone(), hub.state(machine).word().to_owned()));
        Self {
            statuses: statuses.collect(),
            alerts: HashMap::new(),
            settings: hub.settings(),
            sent: hub.now(),
            hub: Rc::clone(hub),
            id,
            greeted: false,
        }
    }

    fn event(&self, name: &str, data: &Value) -> String {
        format!("id:{}\nevent:{name}\ndata:{data}\n\n", self.id)
    }

    /// All changes since the last check.
    fn news(&mut self) -> String {
        let topics = match self.hub.clients.borrow().get(&self.id) {
            Some(client) if client.signed_in => client.topics.clone(),
            _ => Vec::new(),
        };
        let mut news = String::new();
        let now = self.hub.now();
        if !topics.is_empty() {
            self.news_of_systems(&topics, &mut news);
            self.news_of_settings(&topics, &mut news);
            self.news_of_monitors(&topics, &mut news);
        }
        if now.0.div_euclid(SECOND) > self.sent.0.div_euclid(SECOND) {
            self.live_values(&topics, &mut news);
        }
        self.sent = now;
        news
    }

    fn news_of_systems(&mut self, topics: &[Topic], news: &mut String) {
        let hub = Rc::clone(&self.hub);
        for machine in hub.world.systems() {
            let state = hub.state(machine);
            let status = self
                .statuses
                .insert(machine.id.clone(), state.word().to_owned());
            let changed = status.as_deref() != Some(state.word());
            let reported = state.is_up() && hub.last_report(machine, &state) > self.sent;
            if !(changed || reported) {
                continue;
            }
            let system = json!({"record": hub.system_record(machine), "action": "update"});
            let alerts = self.changed_alerts(hub.alert_records(machine));
            for topic in topics {
                match &topic.about {
                    About::Systems(wanted)
                        if wanted.as_ref().is_none_or(|id| *id == machine.id) =>
                    {
                        news.push_str(&self.event(&topic.name, &system));
                    }
                    About::Alerts => {
                        for alert in &alerts {
                            news.push_str(
                                &self.event(
                                    &topic.name,
                                    &json!({"record": alert, "action": "update"}),
                                ),
                            );
                        }
                    }
                    About::Systems(_) | About::Settings | About::Monitors | About::Live(_) => {}
                }
            }
        }
    }

    fn news_of_settings(&mut self, topics: &[Topic], news: &mut String) {
        let settings = self.hub.settings();
        if settings == self.settings {
            return;
        }
        let event = json!({"record": settings, "action": "update"});
        for topic in topics {
            if matches!(topic.about, About::Settings) {
                news.push_str(&self.event(&topic.name, &event));
            }
        }
        self.settings = settings;
    }

    fn news_of_monitors(&self, topics: &[Topic], news: &mut String) {
        let wanted = topics
            .iter()
            .filter(|topic| matches!(topic.about, About::Monitors));
        for topic in wanted {
            for monitor in self.hub.world.monitors() {
                let checked = self.hub.last_check(monitor);
                if checked > self.sent {
                    let event = json!({"record": monitor.record(checked), "action": "update"});
                    news.push_str(&self.event(&topic.name, &event));
                }
            }
        }
    }

    /// Alerts that fired or ended since the last check. The first check returns none, since the client has listed them.
    fn changed_alerts(&mut self, alerts: Vec<Value>) -> Vec<Value> {
        let mut changed = Vec::new();
        for alert in alerts {
            let id = alert["id"].as_str().unwrap_or_default().to_owned();
            let triggered = alert["triggered"] == true;
            if self
                .alerts
                .insert(id, triggered)
                .is_some_and(|before| before != triggered)
            {
                changed.push(alert);
            }
        }
        changed
    }

    fn live_values(&self, topics: &[Topic], news: &mut String) {
        for topic in topics {
            let About::Live(id) = &topic.about else {
                continue;
            };
            let machine = self
                .hub
                .world
                .find(id)
                .filter(|machine| self.hub.state(machine).is_up());
            if let Some(machine) = machine {
                news.push_str(&self.event(&topic.name, &machine.live_payload(self.hub.now())));
            }
        }
    }
}

impl ByteStream for EventStream {
    fn next(&mut self) -> LocalFuture<'_, Option<Result<Vec<u8>, NoAnswer>>> {
        Box::pin(async move {
            if !self.greeted {
                self.greeted = true;
                let greeting = self.event("PB_CONNECT", &json!({"clientId": self.id}));
                return Some(Ok(greeting.into_bytes()));
            }
            let clock = Rc::clone(&self.hub.clock);
            loop {
                clock.sleep(LOOK).await;
                let news = self.news();
                if !news.is_empty() {
                    return Some(Ok(news.into_bytes()));
                }
            }
        })
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.hub.clients.borrow_mut().remove(&self.id);
    }
}
