//! The tokens: what `logos` recognises, and how each is shown. A token carries no text; its span says
//! where to find it.

use crate::span::Span;
use logos::Logos;

/// A kind of token. Those without a pattern are made by the layout pass or by the string scanner.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[logos(skip r"[ \t\x0c]+")]
#[logos(skip(r"#[^\r\n]*", allow_greedy = true))]
#[logos(skip r"\\(\r\n|\n|\r)")]
#[rustfmt::skip]
#[allow(missing_docs, reason = "each variant is named for the text it stands for")]
pub enum Tok {
    // Made by the layout pass.
    Newline, Indent, Dedent, StartEval,
    Match, Case, Type, WithParen,
    // Strings: the whole literal, or the pieces of an f-string.
    #[regex(r#"([rRbBuU]|[bB][rR]|[rR][bB])?['"]"#)] String,
    #[regex(r#"([fF]|[fF][rR]|[rR][fF])['"]"#)] FStringStart,
    #[regex(r#"([tT]|[tT][rR]|[rR][tT])['"]"#)] TStringStart,
    FStringMiddle, FStringRawMiddle, FStringEnd,
    // Physical line end; the layout pass turns it into `Newline` or nothing.
    #[regex(r"\r\n|\n|\r")] Eol,
    #[regex(r"[a-zA-Z_][a-zA-Z0-9_]*")] Name,
    #[regex(r"\.?[0-9]")] Number,
    #[token("False")] False, #[token("None")] None, #[token("True")] True,
    #[token("and")] And, #[token("as")] As, #[token("assert")] Assert,
    #[token("async")] Async, #[token("await")] Await, #[token("break")] Break,
    #[token("class")] Class, #[token("continue")] Continue, #[token("def")] Def,
    #[token("del")] Del, #[token("elif")] Elif, #[token("else")] Else,
    #[token("except")] Except, #[token("finally")] Finally, #[token("for")] For,
    #[token("from")] From, #[token("global")] Global, #[token("if")] If,
    #[token("import")] Import, #[token("in")] In, #[token("is")] Is,
    #[token("lambda")] Lambda, #[token("nonlocal")] Nonlocal, #[token("not")] Not,
    #[token("or")] Or, #[token("pass")] Pass, #[token("raise")] Raise,
    #[token("return")] Return, #[token("try")] Try, #[token("while")] While,
    #[token("with")] With, #[token("yield")] Yield,
    #[token("(")] LParen, #[token(")")] RParen, #[token("[")] LBracket,
    #[token("]")] RBracket, #[token("{")] LBrace, #[token("}")] RBrace,
    #[token(",")] Comma, #[token(":")] Colon, #[token(".")] Dot,
    #[token(";")] Semi, #[token("...")] Ellipsis, #[token("->")] Arrow,
    #[token(":=")] ColonEqual, #[token("!")] Exclamation, #[token("=")] Equal,
    #[token("==")] EqEqual, #[token("!=")] NotEqual, #[token("<")] Less,
    #[token("<=")] LessEqual, #[token(">")] Greater, #[token(">=")] GreaterEqual,
    #[token("+")] Plus, #[token("-")] Minus, #[token("*")] Star,
    #[token("/")] Slash, #[token("//")] DoubleSlash, #[token("%")] Percent,
    #[token("@")] At, #[token("**")] DoubleStar, #[token("<<")] LeftShift,
    #[token(">>")] RightShift, #[token("&")] Amper, #[token("|")] VBar,
    #[token("^")] Circumflex, #[token("~")] Tilde,
    #[token("+=")] PlusEqual, #[token("-=")] MinEqual, #[token("*=")] StarEqual,
    #[token("/=")] SlashEqual, #[token("//=")] DoubleSlashEqual,
    #[token("%=")] PercentEqual, #[token("@=")] AtEqual,
    #[token("**=")] DoubleStarEqual, #[token("<<=")] LeftShiftEqual,
    #[token(">>=")] RightShiftEqual, #[token("&=")] AmperEqual,
    #[token("|=")] VBarEqual, #[token("^=")] CircumflexEqual,
    // Characters that no grammar rule takes; the parser reports them.
    #[regex(r"[$?`]|<>")] Unknown,
}

impl Tok {
    /// Whether this is a reserved word.
    pub fn is_keyword(self) -> bool {
        let first = Tok::False as u8;
        (first..=Tok::Yield as u8).contains(&(self as u8))
    }

    /// Whether this is an augmented assignment operator such as `+=`.
    pub fn is_augmented(self) -> bool {
        (Tok::PlusEqual as u8..=Tok::CircumflexEqual as u8).contains(&(self as u8))
    }
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its kind.
    pub tok: Tok,
    /// Its place; empty for `Dedent` and for a `Newline` at the end of a text without one.
    pub span: Span,
}
