/* Lists of Word: paragraphs that say in their style that they are items, and with which mark. */
import { crel } from "django-prose-editor/editor"

const MARK = /mso-list:\s*ignore/i
const NUMBER = /^\(?(?:\d+|[a-z]|[ivxlcdm]+)[.)]$/i

const styleOf = (element) => element?.dataset?.style ?? ""
const levelOf = (element) => Number(/mso-list:[^;]*\blevel(\d)/i.exec(styleOf(element))?.[1] ?? 0)
const isItem = (element) => element?.matches?.("p, h1, h2, h3, h4, h5, h6, div") && levelOf(element) > 0

/* Takes the mark that stands before the words away, and tells what kind of list it makes. */
function kindOf(paragraph) {
  const mark = [...paragraph.querySelectorAll("[data-style]")].find((each) => MARK.test(styleOf(each)))
  const words = (mark?.textContent ?? "").replace(/\s/g, "")
  mark?.remove()
  return NUMBER.test(words) ? "ol" : "ul"
}

export function listsOfWord(body) {
  for (const first of body.querySelectorAll("[data-style]")) {
    if (!first.isConnected || !isItem(first) || isItem(first.previousElementSibling)) continue
    const paragraphs = [first]
    while (isItem(paragraphs.at(-1).nextElementSibling)) paragraphs.push(paragraphs.at(-1).nextElementSibling)
    const place = first.ownerDocument.createComment("")
    first.before(place)
    place.replaceWith(...listsOf(paragraphs.map((each) => ({ level: levelOf(each), kind: kindOf(each), paragraph: each }))))
  }
}

/* A list within a list stands in the item before it. */
function listsOf(items) {
  const lists = []
  const open = [] // from the outermost list to the one that is being filled
  for (const { level, kind, paragraph } of items) {
    while (open.length && open.at(-1).level > level) open.pop()
    let here = open.at(-1)
    if (!here || here.level < level || here.list.localName !== kind) {
      if (here?.level === level) open.pop()
      const list = crel(kind)
      const above = open.at(-1)?.list.lastElementChild
      if (above) above.append(list)
      else lists.push(list)
      here = { level, list }
      open.push(here)
    }
    here.list.append(crel("li", {}, [crel("p", {}, [...paragraph.childNodes])]))
    paragraph.remove()
  }
  return lists
}

/* Word in a browser makes a list for each item, and says the level of the item. */
export function listsOfWordOnline(body) {
  for (const wrapper of body.querySelectorAll("[class*=ListContainerWrapper]")) {
    wrapper.replaceWith(...wrapper.childNodes)
  }
  for (const list of body.querySelectorAll("ul, ol")) {
    const items = [...list.children]
    const told = items.length && items.every((item) => item.dataset.ariaLevel)
    if (!told || isTold(list.previousElementSibling)) continue
    const lists = [list]
    while (isTold(lists.at(-1).nextElementSibling)) lists.push(lists.at(-1).nextElementSibling)
    const all = lists.flatMap((each) => [...each.children].map((item) => ({
      level: Number(item.dataset.ariaLevel), kind: each.localName, paragraph: item,
    })))
    const place = list.ownerDocument.createComment("")
    list.before(place)
    for (const each of lists) each.remove()
    place.replaceWith(...listsOf(all))
  }
}

const isTold = (element) => Boolean(element?.matches?.("ul, ol") && element.firstElementChild?.dataset.ariaLevel)
