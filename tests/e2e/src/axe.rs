//! Accessibility, as axe-core sees it.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::browser::Browser;

/// Fails when the screen as it is now violates WCAG 2.2 A or AA, or axe's best practices.
pub async fn check(browser: &Browser, screen: &str) -> Result<()> {
    let modules = std::env::var("BLINKENRACK_NODE_MODULES")
        .context("BLINKENRACK_NODE_MODULES is not set: run scripts/test")?;
    let source = std::fs::read_to_string(PathBuf::from(modules).join("axe-core/axe.min.js"))?;
    browser.run(&source, Vec::new()).await?;
    let script = r"
        const done = arguments[arguments.length - 1];
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        // axe takes drawn text for a label even where it is hidden from assistive tools: a device's readings, the key beside an
        // action. Of what it finds by that rule, only an element stays whose other text is not part of its name.
        const words = (text) => text.normalize('NFKD').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
        const label = (node) => [...node.childNodes].map((child) => {
            if (child.nodeType === Node.TEXT_NODE) return child.data;
            return child.nodeType !== Node.ELEMENT_NODE || child.getAttribute('aria-hidden') === 'true' ? '' : label(child);
        }).join(' ');
        const isMismatch = ({ element }) => {
            const name = ` ${words(element.getAttribute('aria-label') ?? '').join(' ')} `;
            const shown = words(label(element)).join(' ');
            return shown !== '' && !name.includes(` ${shown} `);
        };
        const isReal = (id) => (node) => id !== 'label-content-name-mismatch' || isMismatch(node);
        axe.run(document, { runOnly: tags, resultTypes: ['violations'], elementRef: true }).then(
            ({ violations }) => done(violations
                .map(({ id, help, nodes }) => ({ id, help, nodes: nodes.filter(isReal(id)) }))
                .filter(({ nodes }) => nodes.length > 0)
                .map(({ id, help, nodes }) =>
                    `${id}: ${help}\n` + nodes.map(({ html, failureSummary }) => `    ${html}\n    ${failureSummary}`).join('\n'))),
            (error) => done([String(error)]));
    ";
    let found = browser.driver().execute_async(script, Vec::new()).await?;
    let violations: Vec<String> = serde_json::from_value(found.json().clone())?;
    ensure!(
        violations.is_empty(),
        "{screen}, accessibility:\n{}",
        violations.join("\n")
    );
    Ok(())
}

/// The names of the elements that assistive tools are told, by the browser's own accessibility tree.
pub async fn names(browser: &Browser, role: &str) -> Result<Vec<String>> {
    let tree = browser
        .devtools("Accessibility.getFullAXTree", serde_json::json!({}))
        .await?;
    let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
    Ok(nodes
        .iter()
        .filter(|node| text(&node["role"]) == role)
        .map(|node| text(&node["name"]))
        .collect())
}
