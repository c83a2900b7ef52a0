//! Colours: by the compiler's own tokens.

use hasp_compiler::token::Tok;
use nu_ansi_term::{Color, Style};
use reedline::{Highlighter, StyledText};

/// Colours keywords, strings and numbers.
pub(super) struct Tokens;

fn style(tok: Tok) -> Style {
    match tok {
        Tok::True | Tok::False | Tok::None => Style::new().fg(Color::Cyan),
        Tok::Match | Tok::Case | Tok::Type | Tok::WithParen => keyword(),
        _ if tok.is_keyword() => keyword(),
        Tok::String
        | Tok::FStringStart
        | Tok::FStringMiddle
        | Tok::FStringRawMiddle
        | Tok::FStringEnd
        | Tok::TStringStart => Style::new().fg(Color::Green),
        Tok::Number => Style::new().fg(Color::Yellow),
        _ => Style::new(),
    }
}

fn keyword() -> Style {
    Style::new().fg(Color::Blue).bold()
}

impl Highlighter for Tokens {
    fn highlight(&self, line: &str, _cursor: usize) -> StyledText {
        let mut styled = StyledText::new();
        let mut done = 0;
        // What the tokens do not reach yet, an unfinished string for example, stays plain.
        let tokens = hasp_compiler::layout::tokenize(line).map(|tokens| tokens.list);
        for token in tokens.unwrap_or_default() {
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            let style = style(token.tok);
            if style == Style::new() || start < done || end <= start {
                continue;
            }
            styled.push((Style::new(), line[done..start].to_owned()));
            styled.push((style, line[start..end].to_owned()));
            done = end;
        }
        styled.push((Style::new(), line[done..].to_owned()));
        styled
    }
}
