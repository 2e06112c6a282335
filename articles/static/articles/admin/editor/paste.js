/* What other programs put on the clipboard, before the editor reads it: only what a body may hold,
   said by tags. The page's policy forbids inline styles and handlers even in passing. */
import { Extension, Plugin, crel } from "django-prose-editor/editor"

import { listsOfWord, listsOfWordOnline } from "newsroom/editor/office"

const NOT_TEXT = "script, style, noscript, template, svg, form, button, nav, iframe, object, input, select, textarea, del, link, meta, title"
const NOTES_OF_WORD = ".EOP, [data-style*='mso-element:comment'], .MsoCommentReference, [data-style*='mso-hide:all']"
const BLOCKS = "p, div, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6, figure, section, article, header, footer, main, aside, pre, hr"
const MOST_SPANS = 10

export const Paste = Extension.create({
  name: "cleanPaste",

  addProseMirrorPlugins() {
    return [new Plugin({ props: { transformPastedHTML: simplified } })]
  },
})

function simplified(html) {
  const harmless = html
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->|<(style|xml|script)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<[^>]+>/g, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="))
  const { body } = new DOMParser().parseFromString(harmless, "text/html")
  if (!body.querySelector("[data-pm-slice]")) settle(body)
  return body.innerHTML
}

function settle(body) {
  for (const element of body.querySelectorAll(`${NOT_TEXT}, ${NOTES_OF_WORD}`)) element.remove()
  listsOfWord(body)
  listsOfWordOnline(body)
  sayByTags(body)
  headings(body)
  nestLists(body)
  for (const cell of body.querySelectorAll("td, th")) oneLine(cell)
  for (const table of body.querySelectorAll("table")) fillTable(table)
  links(body)
  dropEmpty(body)
}

function wrap(element, name) {
  element.replaceChildren(crel(name, {}, [...element.childNodes]))
}

const unwrap = (element) => element.replaceWith(...element.childNodes)

/* Word has properties of its own whose names end as others begin: mso-bidi-font-weight. */
const isSet = (style, property, values) => new RegExp(`(?:^|;)\\s*${property}:\\s*(?:${values})\\b`, "i").test(style)

function sayByTags(body) {
  for (const element of body.querySelectorAll("[data-style]")) {
    const { style } = element.dataset
    if (element.matches("b, strong")) {
      if (isSet(style, "font-weight", "normal|[1-4]00")) unwrap(element)
    } else if (element.matches("i, em")) {
      if (isSet(style, "font-style", "normal")) unwrap(element)
    } else if (element.matches("span, font") && element.textContent.trim()) {
      if (isSet(style, "font-weight", "bold|[6-9]00")) wrap(element, "strong")
      if (isSet(style, "font-style", "italic")) wrap(element, "em")
      if (isSet(style, "vertical-align", "super")) wrap(element, "sup")
      if (isSet(style, "vertical-align", "sub")) wrap(element, "sub")
    }
  }
}

/* A body has two levels of them: its subheads, and smaller ones. */
function headings(body) {
  for (const title of body.querySelectorAll("p.MsoTitle")) {
    title.replaceWith(crel("h2", {}, [...title.childNodes]))
  }
  const all = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  for (const heading of all) {
    for (const bold of heading.querySelectorAll("b, strong")) unwrap(bold)
    const name = /[12]/.test(heading.localName) ? "h2" : "h3"
    if (name !== heading.localName) heading.replaceWith(crel(name, {}, [...heading.childNodes]))
  }
}

/* Google Docs puts a list beside the item that it belongs to. */
function nestLists(body) {
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const before = list.previousElementSibling
    if (before) before.append(list)
    else unwrap(list)
  }
}

/* A cell is a line of words: its paragraphs become lines of it. */
function oneLine(cell) {
  const blocks = [...cell.querySelectorAll("p, div, li, h2, h3, blockquote")]
  for (const block of blocks) {
    if (block.nextSibling && block.nextSibling.textContent.trim()) block.append(crel("br"))
    else if (block.nextElementSibling) block.append(crel("br"))
  }
  for (const block of [...blocks, ...cell.querySelectorAll("ul, ol")]) unwrap(block)
}

/* Each row has all its cells: what spanned several stands in the first of them. */
function fillTable(table) {
  const rows = [...table.rows]
  for (const [at, row] of rows.entries()) {
    for (const cell of [...row.cells]) {
      const [across, down] = [cell.colSpan, cell.rowSpan].map((span) => Math.min(span, MOST_SPANS))
      cell.removeAttribute("colspan")
      cell.removeAttribute("rowspan")
      const column = cell.cellIndex
      for (let step = 1; step < across; step += 1) cell.after(crel(cell.localName))
      for (const below of rows.slice(at + 1, at + down)) {
        const next = below.cells[column] ?? null
        for (let step = 0; step < across; step += 1) below.insertBefore(crel("td"), next)
      }
    }
  }
}

function links(body) {
  for (const link of body.querySelectorAll("a")) {
    const address = link.getAttribute("href") ?? ""
    if (!link.dataset.article && !/^(https?:\/\/|mailto:)/i.test(address)) unwrap(link)
  }
}

function dropEmpty(body) {
  for (const line of body.querySelectorAll("br")) {
    const beside = [line.previousElementSibling, line.nextElementSibling]
    if (line.matches(".Apple-interchange-newline") || beside.some((each) => each?.matches(BLOCKS))) line.remove()
  }
  for (const block of body.querySelectorAll("p, h2, h3, li")) {
    if (!block.textContent.trim() && !block.querySelector("figure, img, br, table")) block.remove()
  }
}
