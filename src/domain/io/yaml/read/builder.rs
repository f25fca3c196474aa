//! Makes values of what the parser reports.

use std::collections::HashMap;

use saphyr_parser::Event;
use serde_json::{Map, Value};

use super::scalar::scalar;
use super::{Located, Yaml, YamlError, YamlWarning, note};
use crate::domain::io::limits::{
    Budget, Excess, MAX_ANCHORS, MAX_DEPTH, weight_in_list, weight_in_map,
};

/// Keys with a special meaning in JavaScript; they are skipped.
const UNSAFE_KEYS: [&str; 3] = ["__proto__", "constructor", "prototype"];

/// The value of an anchor, for aliases to repeat.
struct Anchored {
    value: Value,
    weight: usize,
}

/// An open list or map.
struct OpenNode {
    kind: NodeKind,
    anchor: usize,
    /// The budget left when it was opened; what was spent since belongs to it.
    left_before: usize,
}

enum NodeKind {
    List(Vec<Value>),
    Map {
        map: Map<String, Value>,
        key: MapKey,
    },
}

/// What is expected next in a map.
enum MapKey {
    Expected,
    Read(String),
    /// The value of a skipped key.
    Dropped,
}

pub(super) struct Builder<'a> {
    yaml: Yaml,
    open: Vec<OpenNode>,
    anchors: HashMap<usize, Anchored>,
    budget: &'a mut Budget,
}

impl<'a> Builder<'a> {
    pub(super) fn new(budget: &'a mut Budget) -> Self {
        Self {
            yaml: Yaml::default(),
            open: Vec::new(),
            anchors: HashMap::new(),
            budget,
        }
    }

    pub(super) fn take(&mut self, Located { event, line }: Located) -> Result<(), YamlError> {
        match event {
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => self.anchors.clear(),
            Event::Scalar(text, style, anchor, tag) => {
                let left = self.budget.left();
                let value = scalar(text, style, tag.as_deref());
                self.spend(self.weight_of_next(), line)?;
                self.spend(value.as_str().map_or(0, str::len), line)?;
                self.remember(anchor, &value, left - self.budget.left(), line)?;
                self.put(value);
            }
            Event::SequenceStart(anchor, _) => {
                self.open(NodeKind::List(Vec::new()), anchor, line)?;
            }
            Event::MappingStart(anchor, _) => {
                let (map, key) = (Map::new(), MapKey::Expected);
                self.open(NodeKind::Map { map, key }, anchor, line)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(line)?,
            Event::Alias(anchor) => self.repeat(anchor, line)?,
        }
        Ok(())
    }

    /// What was read.
    pub(super) fn finish(self) -> Yaml {
        self.yaml
    }

    fn spend(&mut self, weight: usize, line: usize) -> Result<(), YamlError> {
        self.budget
            .spend(weight)
            .map_err(|excess| YamlError::TooMuch { line, excess })
    }

    /// The weight of the next value, which depends on the list or map it goes into.
    fn weight_of_next(&self) -> usize {
        match self.open.last().map(|open| &open.kind) {
            None => weight_in_list(self.yaml.documents.len()),
            Some(NodeKind::List(list)) => weight_in_list(list.len()),
            Some(NodeKind::Map {
                map,
                key: MapKey::Expected,
            }) => weight_in_map(map.len()),
            Some(NodeKind::Map { .. }) => 0,
        }
    }

    fn open(&mut self, kind: NodeKind, anchor: usize, line: usize) -> Result<(), YamlError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(line));
        }
        let left_before = self.budget.left();
        self.spend(self.weight_of_next(), line)?;
        self.open.push(OpenNode {
            kind,
            anchor,
            left_before,
        });
        Ok(())
    }

    fn close(&mut self, line: usize) -> Result<(), YamlError> {
        let Some(OpenNode {
            kind,
            anchor,
            left_before,
        }) = self.open.pop()
        else {
            return Ok(());
        };
        let value = match kind {
            NodeKind::List(list) => Value::Array(list),
            NodeKind::Map { map, .. } => Value::Object(map),
        };
        let weight = left_before - self.budget.left();
        self.remember(anchor, &value, weight, line)?;
        self.put(value);
        Ok(())
    }

    /// Keeps a copy of an anchor's value, which is charged like any other value.
    fn remember(
        &mut self,
        anchor: usize,
        value: &Value,
        weight: usize,
        line: usize,
    ) -> Result<(), YamlError> {
        if anchor > 0 {
            if self.anchors.len() >= MAX_ANCHORS {
                return Err(YamlError::TooManyAnchors { line });
            }
            self.spend(weight, line)?;
            let value = value.clone();
            self.anchors.insert(anchor, Anchored { value, weight });
        }
        Ok(())
    }

    fn repeat(&mut self, anchor: usize, line: usize) -> Result<(), YamlError> {
        let Some(weight) = self.anchors.get(&anchor).map(|anchored| anchored.weight) else {
            return Err(YamlError::Syntax {
                line,
                problem: "an alias within what it stands for".to_owned(),
            });
        };
        self.spend(self.weight_of_next().max(weight), line)?;
        let value = self.anchors.get(&anchor).map(|found| found.value.clone());
        let value = value.unwrap_or_default();
        if self.open.len() + depth_of(&value) > MAX_DEPTH {
            return Err(too_deep(line));
        }
        self.put(value);
        Ok(())
    }

    fn put(&mut self, value: Value) {
        let Some(innermost) = self.open.last_mut() else {
            self.yaml.documents.push(value);
            return;
        };
        match &mut innermost.kind {
            NodeKind::List(list) => list.push(value),
            NodeKind::Map { map, key } => match std::mem::replace(key, MapKey::Expected) {
                MapKey::Expected => *key = key_of(value, map, &mut self.yaml.notes),
                MapKey::Read(name) => {
                    map.insert(name, value);
                }
                MapKey::Dropped => {}
            },
        }
    }
}

/// Converts a value to a map key.
fn key_of(value: Value, map: &Map<String, Value>, notes: &mut Vec<YamlWarning>) -> MapKey {
    let name = match value {
        Value::String(text) => text,
        Value::Null => "null".to_owned(),
        Value::Bool(word) => word.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Array(_) | Value::Object(_) => {
            note(notes, YamlWarning::KeyOfManyValues);
            return MapKey::Dropped;
        }
    };
    if UNSAFE_KEYS.contains(&name.as_str()) {
        note(notes, YamlWarning::UnsafeKey(name));
        return MapKey::Dropped;
    }
    if map.contains_key(&name) {
        note(notes, YamlWarning::KeyTwice(name));
        return MapKey::Dropped;
    }
    MapKey::Read(name)
}

fn depth_of(value: &Value) -> usize {
    let inner = match value {
        Value::Array(list) => list.iter().map(depth_of).max(),
        Value::Object(map) => map.values().map(depth_of).max(),
        _ => return 0,
    };
    1 + inner.unwrap_or_default()
}

const fn too_deep(line: usize) -> YamlError {
    YamlError::TooMuch {
        line,
        excess: Excess::Depth,
    }
}
