//! What is known of one machine while answers about it arrive, late ones among them.

use super::ids::SystemRef;
use super::inventory::{AgentLink, SystemDetails};

/// What is known of one machine.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineFacts {
    pub of: SystemRef,
    pub details: Option<SystemDetails>,
    pub link: Option<AgentLink>,
}

impl MachineFacts {
    /// The entry in which to note an answer about the machine `of`; `None` while another machine is wanted.
    pub fn to_note<'a>(
        known: &'a mut Option<Self>,
        of: &SystemRef,
        wanted: Option<&SystemRef>,
    ) -> Option<&'a mut Self> {
        if wanted != Some(of) {
            return None;
        }
        if known.as_ref().is_none_or(|known| known.of != *of) {
            *known = None;
        }
        Some(known.get_or_insert_with(|| Self {
            of: of.clone(),
            details: None,
            link: None,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{HubId, SystemId};
    use crate::domain::inventory;

    fn machine(name: &str) -> SystemRef {
        SystemRef::new(HubId::new("hub"), SystemId::new(name))
    }

    fn details_of(of: &SystemRef) -> SystemDetails {
        SystemDetails {
            hostname: of.system.to_string(),
            ..inventory::tests::details(of.system.as_str())
        }
    }

    #[test]
    fn details_are_known_before_the_link_and_stay_with_it() {
        let (guest, mut known) = (machine("guest"), None);
        let facts = MachineFacts::to_note(&mut known, &guest, Some(&guest)).expect("wanted");
        facts.details = Some(details_of(&guest));
        let facts = MachineFacts::to_note(&mut known, &guest, Some(&guest)).expect("wanted");
        facts.link = Some(AgentLink::Ssh);
        let wanted = MachineFacts {
            of: guest.clone(),
            details: Some(details_of(&guest)),
            link: Some(AgentLink::Ssh),
        };
        assert_eq!(known, Some(wanted));
    }

    #[test]
    fn a_late_answer_of_another_machine_wipes_nothing() {
        let (guest, device) = (machine("guest"), machine("device"));
        let mut known = Some(MachineFacts {
            of: guest.clone(),
            details: Some(details_of(&guest)),
            link: None,
        });
        let before = known.clone();
        assert_eq!(
            MachineFacts::to_note(&mut known, &device, Some(&guest)),
            None
        );
        assert_eq!(MachineFacts::to_note(&mut known, &device, None), None);
        assert_eq!(known, before);
    }

    #[test]
    fn facts_of_one_machine_never_become_those_of_another() {
        let (guest, device) = (machine("guest"), machine("device"));
        let mut known = Some(MachineFacts {
            of: guest.clone(),
            details: Some(details_of(&guest)),
            link: Some(AgentLink::Ssh),
        });
        let facts = MachineFacts::to_note(&mut known, &device, Some(&device)).expect("wanted");
        assert_eq!(
            (&facts.of, &facts.details, facts.link),
            (&device, &None, None)
        );
    }
}
