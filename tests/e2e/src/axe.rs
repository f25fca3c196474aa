//! Accessibility checks with axe-core.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::browser::Browser;

/// Fails if the current screen violates WCAG 2.2 A or AA, or axe's best practices.
pub async fn check(browser: &Browser, screen: &str) -> Result<()> {
    let modules = std::env::var("BLINKENRACK_NODE_MODULES")
        .context("BLINKENRACK_NODE_MODULES is not set: run scripts/test")?;
    let source = std::fs::read_to_string(PathBuf::from(modules).join("axe-core/axe.min.js"))?;
    browser.run(&source, Vec::new()).await?;
    let script = r"
        const done = arguments[arguments.length - 1];
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        // The readings drawn on a device are values, not its label, and hidden from assistive tools: its name says them in words. axe
        // sees no difference. So of what it finds by that rule, a device stays only if its other text, its name, is not part of
        // what it is called.
        const words = (text) => text.normalize('NFKD').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
        const isMismatch = (device) => {
            const name = ` ${words(device.getAttribute('aria-label') ?? '').join(' ')} `;
            const label = [...device.querySelectorAll('text:not([aria-hidden=true])')].map((text) => text.textContent);
            return !name.includes(` ${words(label.join(' ')).join(' ')} `);
        };
        const isReal = (id) => ({ element }) =>
            id !== 'label-content-name-mismatch' || !element.matches('g.device') || isMismatch(element);
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

/// The names of the elements with a role in the browser's accessibility tree.
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
