//! A document of named values to browse: a container engine's details of a container.

/// A value, or a list of named values. In a list of unnamed values the names are their indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    Leaf(String),
    Branch(Vec<(String, Tree)>),
    /// Stands for parts that were cut off.
    Cut,
}

impl Tree {
    /// The text of a leaf at the end of a path of names.
    pub fn leaf(&self, path: &[&str]) -> Option<&str> {
        match (self, path) {
            (Self::Leaf(text), []) => Some(text),
            (Self::Branch(parts), [first, rest @ ..]) => {
                let (_, part) = parts.iter().find(|(name, _)| name == first)?;
                part.leaf(rest)
            }
            _ => None,
        }
    }
}
