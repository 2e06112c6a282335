/* Links: to an address, or to an article of ours by its number, whose address may then change. */
import { Link as EditorLink, Plugin, crel } from "django-prose-editor/editor"

import { linkOf } from "newsroom/editor/addresses"
import { said } from "newsroom/editor/blocks"
import { field, openDialog } from "newsroom/editor/dialog"

const PAUSE = 250 // milliseconds: one search for a word, not for each of its letters
let fields = 0

export const Link = EditorLink.extend({
  addOptions() {
    return { ...this.parent?.(), labels: {}, articles: {}, site: "" }
  },

  addAttributes() {
    return {
      href: { default: null },
      article: {
        default: null,
        parseHTML: (element) => element.dataset.article ?? null,
        renderHTML: ({ article }) => (article ? { "data-article": article } : {}),
      },
    }
  },

  parseHTML() {
    const ours = { tag: "a[data-article]", getAttrs: ({ dataset }) => /^[1-9]\d{0,17}$/.test(dataset.article) && null }
    return [ours, ...this.parent()]
  },

  renderHTML({ HTMLAttributes }) {
    const { href, "data-article": article } = HTMLAttributes
    return article ? ["a", { "data-article": article }, 0] : this.parent({ HTMLAttributes: { href } })
  },

  addCommands() {
    return {
      ...this.parent?.(),
      addLink: () => ({ editor }) => {
        ask(editor, this.options)
        return true
      },
    }
  },

  addMenuItems(storage) {
    this.parent?.(storage)
    const { link } = this.editor.storage.menu._definedItems
    link.enabled = (editor) => editor.isActive("link") || editor.can().setMark("link", { href: "https://example.org/" })
  },

  /* An address that is pasted on words becomes their link. */
  addProseMirrorPlugins() {
    const { editor, options } = this
    const handlePaste = (view, event) => {
      const { empty } = view.state.selection
      const link = linkOf(event.clipboardData?.getData("text/plain") ?? "", options.site)
      if (!link || empty || view.state.selection.node) return false
      return editor.commands.setMark("link", link)
    }
    return [new Plugin({ props: { handlePaste } }), ...this.parent()]
  },
})

function setLink(editor, link, words) {
  const { empty } = editor.state.selection
  const chain = editor.chain().focus()
  if (editor.isActive("link")) chain.extendMarkRange("link").setMark("link", link)
  else if (empty) chain.insertContent({ type: "text", text: words, marks: [{ type: "link", attrs: link }] })
  else chain.setMark("link", link)
  chain.run()
}

function ask(editor, options) {
  const { labels, site } = options
  const now = editor.getAttributes("link")
  const picker = new ArticlePicker(options)
  openDialog(editor, {
    title: labels.title,
    fields: [field(labels.address, picker.input, labels.help), picker.list, picker.status],
    labels,
    accept() {
      const typed = picker.input.value
      const link = picker.chosen ? { article: picker.chosen.id, href: null } : linkOf(typed, site)
      if (!link) return labels.wrong
      setLink(editor, link, typed.trim())
    },
  })
  if (now.article) picker.show(now.article)
  else picker.input.value = now.href ?? ""
  picker.input.select()
}

/* A field for an address that searches our articles for any other words. */
class ArticlePicker {
  constructor({ labels, articles, site }) {
    Object.assign(this, { labels, articles, site, chosen: null, found: [], at: -1, asked: 0 })
    const id = `body-link-${++fields}`
    this.list = crel("ul", { id, role: "listbox", className: "dialog-found", hidden: true, "aria-label": labels.found })
    this.status = crel("p", { className: "dialog-status", role: "status" })
    this.input = crel("input", {
      type: "text", dir: "auto", autocomplete: "off", role: "combobox",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
    })
    this.input.addEventListener("input", () => this.typed())
    this.input.addEventListener("keydown", (event) => this.pressed(event))
    // The field keeps the focus while something in the list is clicked.
    this.list.addEventListener("mousedown", (event) => event.preventDefault())
  }

  typed() {
    this.chosen = null
    const words = this.input.value.trim()
    clearTimeout(this.waiting)
    if (words.length < 2 || linkOf(words, this.site)) this.offer([])
    else this.waiting = setTimeout(() => this.search(words), PAUSE)
  }

  pressed(event) {
    if (!this.found.length) return
    if (event.key === "ArrowDown") this.go(this.at + 1)
    else if (event.key === "ArrowUp") this.go(this.at - 1)
    else if (event.key === "Escape") this.offer([])
    else if (event.key === "Enter" && this.at >= 0) this.choose(this.found[this.at])
    else return
    event.preventDefault()
  }

  async answer(words) {
    const { url, query } = this.articles
    const answer = await fetch(`${url}?${query}&term=${encodeURIComponent(words)}`)
    if (!answer.ok) throw new Error(answer.statusText)
    return (await answer.json()).results
  }

  async search(words) {
    const asked = ++this.asked
    let found
    try {
      found = await this.answer(words)
    } catch {
      if (asked === this.asked) this.status.textContent = this.labels.failed
      return
    }
    if (asked !== this.asked || words !== this.input.value.trim()) return
    this.offer(found.slice(0, 8))
    if (!found.length) this.status.textContent = this.labels.none
  }

  async show(article) {
    this.choose({ id: article, text: said(this.labels.article, article) })
    const known = await this.answer(article).catch(() => [])
    const found = known.find(({ id }) => id === article)
    if (!found || this.chosen?.id !== article) return
    this.choose(found)
    this.input.select()
  }

  offer(found) {
    Object.assign(this, { found, at: -1 })
    this.asked += 1
    this.status.textContent = ""
    this.list.replaceChildren(...found.map((each, at) => {
      const option = crel("li", {
        id: `${this.list.id}-${at}`, role: "option", dir: "auto", textContent: each.text, "aria-selected": "false",
      })
      option.addEventListener("click", () => this.choose(each))
      return option
    }))
    this.list.hidden = !found.length
    this.input.setAttribute("aria-expanded", String(Boolean(found.length)))
    this.input.removeAttribute("aria-activedescendant")
  }

  go(to) {
    this.at = (to + this.found.length) % this.found.length
    for (const [at, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(at === this.at))
    }
    const option = this.list.children[this.at]
    this.input.setAttribute("aria-activedescendant", option.id)
    option.scrollIntoView({ block: "nearest" })
  }

  choose(article) {
    this.offer([])
    this.chosen = article
    this.input.value = article.text
  }
}
