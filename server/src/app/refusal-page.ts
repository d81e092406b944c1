import { sha256 } from '../platform/index.ts'
import type { Language, ProblemError } from '../platform/index.ts'

const style = `
  :root { color-scheme: light dark }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 1rem/1.6 system-ui, sans-serif;
    background: light-dark(#f6f8fa, #14181d); color: light-dark(#1c2733, #dfe6ee) }
  main { max-width: 38rem; margin: 1rem; padding: 2rem; border-radius: 12px; background: light-dark(#fff, #1b2128);
    border: 1px solid light-dark(#d8dfe6, #333c46) }
  h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.3 }
  h2 { margin: 0 0 .5rem; font-size: 1rem }
  section { margin-top: 1.5rem; padding-top: 1.5rem; border-top: 1px solid light-dark(#d8dfe6, #333c46); font-size: .9rem }
  p { margin: 0 0 .75rem; overflow-wrap: anywhere }
  footer { margin-top: 1.5rem; font-size: .8rem; color: light-dark(#576675, #9fadbb) }
`

/** The page needs nothing but its own style, and may nothing else. */
export const refusalPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${sha256(style).toString('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A refusal for people: in Vietnamese, and below in English. */
export function refusalPage(refusal: ProblemError, requestId: string): string {
  const [vi, en] = (['vi', 'en'] as const satisfies Language[]).map((language) => refusal.text(language))
  const paragraphs = (texts: readonly (string | undefined)[]) =>
    texts.flatMap((text) => (text === undefined ? [] : [`<p>${escaped(text)}</p>`])).join('')
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(vi?.title ?? '')}</title><style>${style}</style></head>
<body><main><h1>${escaped(vi?.title ?? '')}</h1>${paragraphs([vi?.detail, vi?.remedy])}
<section lang="en"><h2>${escaped(en?.title ?? '')}</h2>${paragraphs([en?.detail, en?.remedy])}</section>
<footer>${escaped([refusal.clause, `Mã yêu cầu: ${requestId}`].filter(Boolean).join(' · '))}</footer></main></body></html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`)
}
