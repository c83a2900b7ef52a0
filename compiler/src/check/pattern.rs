//! What CPython's compiler refuses in `case` patterns: names bound twice, alternatives that bind
//! different names, and patterns after one that takes anything.

use crate::ast::*;
use crate::ast_dump::constant_text;
use crate::diag::Diagnostic;
use std::collections::BTreeSet;

type Names<'a> = BTreeSet<&'a str>;

/// Checks the pattern of a case; `last` says whether it may take anything.
pub(crate) fn check(p: &Pattern, last: bool) -> Result<(), Diagnostic> {
    let mut names = Names::new();
    visit(p, last, &mut names)
}

fn fail<T>(message: impl Into<String>, p: &Pattern) -> Result<T, Diagnostic> {
    Err(Diagnostic::syntax(message, p.span))
}

fn bind<'a>(name: &'a Name, p: &Pattern, names: &mut Names<'a>) -> Result<(), Diagnostic> {
    super::structure::binds(name, p.span)?;
    if !names.insert(name.as_str()) {
        return fail(
            format!("multiple assignments to name '{name}' in pattern"),
            p,
        );
    }
    Ok(())
}

/// Patterns nest no deeper than brackets do, so this may recurse.
fn visit<'a>(p: &'a Pattern, last: bool, names: &mut Names<'a>) -> Result<(), Diagnostic> {
    match &p.kind {
        PatternKind::Value(e) => {
            if matches!(e.kind, ExprKind::FString(_)) {
                return fail("patterns may only match literals and attribute lookups", p);
            }
            Ok(())
        }
        PatternKind::Singleton(_) => Ok(()),
        PatternKind::Sequence(items) => items.iter().try_for_each(|p| visit(p, true, names)),
        PatternKind::Mapping(m) => {
            for (i, key) in m.keys.iter().enumerate() {
                let text = constant_text(&key.kind);
                if !text.is_empty() && m.keys[..i].iter().any(|k| constant_text(&k.kind) == text) {
                    return fail(format!("mapping pattern checks duplicate key ({text})"), p);
                }
            }
            m.patterns.iter().try_for_each(|p| visit(p, true, names))?;
            m.rest.iter().try_for_each(|n| bind(n, p, names))
        }
        PatternKind::Class(c) => {
            for (i, (name, value)) in c.keywords.iter().enumerate() {
                if c.keywords[..i].iter().any(|(n, _)| n == name) {
                    let message = format!("attribute name repeated in class pattern: {name}");
                    return fail(message, value);
                }
                super::structure::binds(name, value.span)?;
            }
            let positional = c.patterns.iter();
            positional
                .chain(c.keywords.iter().map(|(_, p)| p))
                .try_for_each(|p| visit(p, true, names))
        }
        PatternKind::Star(name) => name.iter().try_for_each(|n| bind(n, p, names)),
        PatternKind::As(inner, name) => {
            visit(inner, last, names)?;
            bind(name, p, names)
        }
        PatternKind::Capture(name) => {
            if !last {
                return fail(
                    format!("name capture '{name}' makes remaining patterns unreachable"),
                    p,
                );
            }
            bind(name, p, names)
        }
        PatternKind::Wildcard => {
            if !last {
                return fail("wildcard makes remaining patterns unreachable", p);
            }
            Ok(())
        }
        PatternKind::Or(alternatives) => {
            let mut first: Option<Names<'a>> = None;
            for (i, alternative) in alternatives.iter().enumerate() {
                let mut bound = Names::new();
                let last = last && i + 1 == alternatives.len();
                visit(alternative, last, &mut bound)?;
                match &first {
                    Some(names) if *names != bound => {
                        return fail("alternative patterns bind different names", p);
                    }
                    Some(_) => {}
                    None => first = Some(bound),
                }
            }
            for name in first.unwrap_or_default() {
                if !names.insert(name) {
                    return fail(
                        format!("multiple assignments to name '{name}' in pattern"),
                        p,
                    );
                }
            }
            Ok(())
        }
    }
}
