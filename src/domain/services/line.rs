//! Texts of the table of a system's services, row by row.

use super::{state_tone, state_words};
use crate::domain::format;
use crate::domain::inventory::Service;
use crate::domain::units::{Bytes, Percent};

/// Texts of the row of a service; empty where unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceLine {
    pub name: String,
    /// The name of the color and shape that show its state.
    pub tone: &'static str,
    pub state: String,
    pub cpu: String,
    pub memory: String,
    /// Peak usage, shown below its row.
    pub peaks: String,
}

impl ServiceLine {
    pub fn of(service: &Service) -> Self {
        let cpu = |share: Option<Percent>| share.map(format::percent);
        let memory = |size: Option<Bytes>| size.map(|size| format::bytes(size.0 as f64));
        let peaks = match (cpu(service.cpu_peak), memory(service.memory_peak)) {
            (Some(cpu), Some(memory)) => format!("Peak: CPU {cpu}, memory {memory}"),
            (Some(cpu), None) => format!("Peak: CPU {cpu}"),
            (None, Some(memory)) => format!("Peak: memory {memory}"),
            (None, None) => String::new(),
        };
        Self {
            name: service.name.clone(),
            tone: state_tone(service),
            state: state_words(service),
            cpu: cpu(service.cpu).unwrap_or_default(),
            memory: memory(service.memory).unwrap_or_default(),
            peaks,
        }
    }
}
