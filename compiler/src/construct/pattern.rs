//! Constructors of `match` patterns and cases.

use super::Ctx;
use crate::ast::*;
use crate::check::target;
use crate::construct::stmt::end_of;
use crate::span::Span;

impl Ctx<'_> {
    pub(crate) fn case(
        &mut self,
        l: u32,
        pattern: Pattern,
        guard: Option<Expr>,
        body: Vec<Stmt>,
    ) -> MatchCase {
        let end = end_of(&body).unwrap_or(pattern.span.end);
        MatchCase {
            span: Span::new(l, end),
            pattern,
            guard,
            body,
        }
    }

    fn pattern(&mut self, l: u32, r: u32, kind: PatternKind) -> Pattern {
        Pattern {
            span: Span::new(l, r),
            kind,
        }
    }

    pub(crate) fn sequence_pattern(&mut self, l: u32, r: u32, items: Vec<Pattern>) -> Pattern {
        let is_star = |p: &&Pattern| matches!(p.kind, PatternKind::Star(_));
        if items.iter().filter(is_star).count() > 1 {
            self.fail_late(
                "multiple starred names in sequence pattern",
                Span::new(l, r),
            );
        }
        self.pattern(l, r, PatternKind::Sequence(items))
    }

    pub(crate) fn star_pattern(&mut self, l: u32, r: u32, name: Name) -> Pattern {
        let name = if name == "_" { None } else { Some(name) };
        self.pattern(l, r, PatternKind::Star(name))
    }

    pub(crate) fn name_pattern(&mut self, l: u32, r: u32, name: Name) -> Pattern {
        let kind = if name == "_" {
            PatternKind::Wildcard
        } else {
            PatternKind::Capture(name)
        };
        self.pattern(l, r, kind)
    }

    pub(crate) fn as_pattern(&mut self, l: u32, r: u32, pattern: Pattern, target: Expr) -> Pattern {
        let name = match &target.kind {
            ExprKind::Name(name) if name == "_" && !target.paren => {
                self.fail("cannot use '_' as a target", target.span);
                Name::new("_")
            }
            ExprKind::Name(name) if !target.paren => name.clone(),
            _ => {
                let message = format!("cannot use {} as pattern target", target::describe(&target));
                self.fail(message, target.span);
                Name::new("_")
            }
        };
        self.pattern(l, r, PatternKind::As(Box::new(pattern), name))
    }

    pub(crate) fn singleton_pattern(&mut self, l: u32, r: u32, kind: ExprKind) -> Pattern {
        if matches!(kind, ExprKind::Ellipsis) {
            self.fail("invalid syntax", Span::new(l, r));
        }
        let e = self.expr(l, r, kind);
        self.pattern(l, r, PatternKind::Singleton(Box::new(e)))
    }

    pub(crate) fn rest_pattern(&mut self, l: u32, r: u32, name: Name) -> Pattern {
        if name == "_" {
            self.fail("invalid syntax", Span::new(l + 2, r));
        }
        self.pattern(l, r, PatternKind::Capture(name))
    }

    pub(crate) fn mapping_pattern(
        &mut self,
        l: u32,
        r: u32,
        items: Option<Vec<(Option<Expr>, Pattern)>>,
    ) -> Pattern {
        let mut mapping = MappingPattern {
            keys: Vec::new(),
            patterns: Vec::new(),
            rest: None,
        };
        for (key, pattern) in items.unwrap_or_default() {
            if mapping.rest.is_some() {
                let start = pattern.span.start;
                let span = key.as_ref().map_or(Span::new(start, start + 2), |k| k.span);
                self.fail("invalid syntax", span);
            }
            match (key, pattern.kind) {
                (Some(key), kind) => {
                    if matches!(key.kind, ExprKind::Ellipsis) {
                        self.fail("invalid syntax", key.span);
                    }
                    mapping.keys.push(key);
                    mapping.patterns.push(Pattern {
                        span: pattern.span,
                        kind,
                    });
                }
                (None, PatternKind::Capture(name)) => mapping.rest = Some(name),
                (None, _) => {}
            }
        }
        self.pattern(l, r, PatternKind::Mapping(Box::new(mapping)))
    }

    pub(crate) fn class_pattern(
        &mut self,
        l: u32,
        r: u32,
        cls: Expr,
        args: Option<Vec<(Option<Name>, Pattern)>>,
    ) -> Pattern {
        let mut class = ClassPattern {
            cls,
            patterns: Vec::new(),
            keywords: Vec::new(),
        };
        for (name, pattern) in args.unwrap_or_default() {
            match name {
                Some(name) => class.keywords.push((name, pattern)),
                None => {
                    if !class.keywords.is_empty() {
                        self.fail("positional patterns follow keyword patterns", pattern.span);
                    }
                    class.patterns.push(pattern);
                }
            }
        }
        self.pattern(l, r, PatternKind::Class(Box::new(class)))
    }

    pub(crate) fn complex_pattern(
        &mut self,
        l: u32,
        r: u32,
        real: Expr,
        op: BinaryOp,
        imag: Expr,
    ) -> Expr {
        if !matches!(imag.kind, ExprKind::Imag(_)) {
            self.fail("imaginary number required in complex literal", imag.span);
        } else {
            let inner = match &real.kind {
                ExprKind::UnaryOp(u) => &u.operand.kind,
                other => other,
            };
            if matches!(inner, ExprKind::Imag(_)) {
                self.fail("real number required in complex literal", real.span);
            }
        }
        self.binary(l, r, real, op, imag)
    }
}
